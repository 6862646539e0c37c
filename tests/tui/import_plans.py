"""Plans of imports as the preview sees them, of invented people."""

from __future__ import annotations

from netcrm.domain.merging import Change
from netcrm.services.imports.values import ImportProblem, Moved, Perhaps, PlannedCard, Vanished, Verdict


class Plan:
    """A plan as the preview sees it."""

    def __init__(
        self,
        cards: tuple[PlannedCard, ...],
        problems: tuple[ImportProblem, ...] = (),
        vanished: tuple[Vanished, ...] = (),
    ) -> None:
        self.cards = cards
        self.problems = problems
        self.vanished = vanished


def card(number: int, verdict: Verdict, name: str = "", *, ticked: bool = True, **more: object) -> PlannedCard:
    """Return a card of a plan."""
    values: dict[str, object] = {
        "file": "/data/contacts.vcf",
        "place": number,
        "line": number * 10,
        "organisation": "St Mary's",
        "contact_id": None,
        "changes": (),
        "perhaps": (),
        "warnings": (),
    }
    return PlannedCard(number=number, name=name or f"Person {number}", verdict=verdict, ticked=ticked, **values | more)  # type: ignore[arg-type]


MOVED = Moved(2, "Bea Okafor", "Sponsor A", "CRO B", "Senior CRA")
PERHAPS = (Perhaps("Ana Lima", "same phone", 7), Perhaps("A. Lima", "same name", 9), Perhaps("Ani", "same name", None))


def plan() -> Plan:
    """Return one card of each kind: two are ticked, and one of them may be two people who are there."""
    changes = (Change("title", "CRA", "Senior CRA"), Change("phones", "", "+1 617 555 0100"))
    return Plan(
        (
            card(1, Verdict.NEW, "Ana Lima", perhaps=PERHAPS, warnings=("The birthday is odd.",), guessed_role="CRC"),
            card(2, Verdict.UPDATED, "Bea Okafor", changes=changes, moved=MOVED, touches=4),
            card(3, Verdict.UNCHANGED, "Chidi Eze", ticked=False),
            card(4, Verdict.LEFT, "Dao Nguyen", ticked=False, organisation="Pizza Náxos"),
        ),
        (ImportProblem("/data/contacts.vcf", "card 5", 90, "It has no end.", "BEGIN:VCARD\nFN:Nobody"),),
        (Vanished(5, "Eva Gone", "Site X"),),
    )
