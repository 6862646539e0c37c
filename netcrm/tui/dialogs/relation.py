"""A relation: what somebody is to another person or to an organisation; a new one, or one to take away."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.ties.relations import RelationKind
from netcrm.errors import NotFound
from netcrm.services.crm import Crm
from netcrm.services.values import Done
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import organisations_like, whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, PeopleField, TextField

KINDS = (
    Choice(RelationKind.MENTOR, "m", "Mentor of"),
    Choice(RelationKind.MENTEE, "e", "Mentee of"),
    Choice(RelationKind.SUPERVISOR, "s", "Supervisor of"),
    Choice(RelationKind.SUPERVISED, "u", "Supervised by"),
    Choice(RelationKind.COLLEAGUE, "c", "Colleague of"),
    Choice(RelationKind.FRIEND, "f", "Friend of"),
    Choice(RelationKind.SUB_INVESTIGATOR, "i", "Sub-investigator of"),
    Choice(RelationKind.INVESTIGATOR, "p", "Has as sub-inv."),
    Choice(RelationKind.COORDINATOR, "o", "Coordinator of"),
    Choice(RelationKind.COORDINATED, "d", "Has as coordinator"),
    Choice(RelationKind.MONITOR, "r", "Monitors"),
    Choice(RelationKind.MONITORED, "b", "Monitored by"),
    Choice(RelationKind.SUCCESSOR, "x", "Successor of"),
    Choice(RelationKind.PREDECESSOR, "y", "Succeeded by"),
)
_MOST = 9


@dataclass(frozen=True, slots=True)
class RelationChoice:
    """A relation to write down, or one to take away."""

    first_id: int
    kind: RelationKind
    second_id: int | None = None
    organisation: str = ""
    note: str = ""
    gone: int = 0
    """The id of the one that is taken away; 0 where one is written down."""


class RelationDialog(FormDialog[RelationChoice]):
    """Asks what somebody is to whom; those that stand can be taken away."""

    def __init__(self, crm: Crm, contact_id: int) -> None:
        super().__init__(crm, Content.assemble("Relations: ", whom(crm, (contact_id,))))
        self._contact_id = contact_id
        lines = crm.relations.of_contact(contact_id)[:_MOST]
        standing = tuple(
            Choice(line.id, str(number), f"Take away: {line.kind.words} {line.name}")
            for number, line in enumerate(lines, 1)
        )
        self._has_any = bool(lines)
        self.which = ChoiceField("which", "Which", (Choice(0, "n", "A new one"), *standing), 0)
        self.kind = ChoiceField("kind", "Is", KINDS, RelationKind.COLLEAGUE)
        self.other = PeopleField("other", "Whom")
        self.organisation = TextField(
            "organisation",
            "Or at",
            clean_line,
            hint="a site or organisation, where it is no person",
            suggest=lambda text: organisations_like(crm, text),
        )
        self.words = TextField(
            "note",
            "Note",
            lambda text: clean_text(text).strip(),
            hint="every six weeks (or nothing)",
            is_free_text=True,
        )
        self.lay(*((self.which,) if lines else ()), self.kind, self.other, self.organisation, self.words)

    def on_mount(self) -> None:
        """Ask for an organisation only where one can stand there."""
        self._show_fields()
        super().on_mount()

    def edited(self, field: Field[object]) -> None:
        """Ask for what the choice needs."""
        if field in (self.which, self.kind):
            self._show_fields()

    def _show_fields(self) -> None:
        is_new = not self._gone(self.values())
        for field in (self.kind, self.other, self.words):
            self.show_field(field, shown=is_new)
        self.show_field(self.organisation, shown=is_new and self.values().of(self.kind).is_to_organisation)

    def _gone(self, values: FormValues) -> int:
        """Return the relation that is taken away; 0 for a new one."""
        return values.of(self.which) if self._has_any else 0

    def note(self, values: FormValues) -> Content | None:
        """Say the whole sentence."""
        if self._gone(values):
            return None
        names = [row.name for row in self.crm.contacts.rows((self._contact_id, *values.of(self.other)))]
        kind = values.of(self.kind)
        other = ", ".join(names[1:]) or (values.of(self.organisation) if kind.is_to_organisation else "")
        return plain(f"{names[0]} {kind.words} {other}.") if other else None

    def result(self, values: FormValues) -> RelationChoice:
        """Return the relation."""
        gone = self._gone(values)
        if gone:
            return RelationChoice(self._contact_id, RelationKind.COLLEAGUE, gone=gone)
        kind, people = values.of(self.kind), values.of(self.other)
        organisation = values.of(self.organisation) if kind.is_to_organisation else ""
        if len(people) + bool(organisation) != 1:
            what = "one person or one organisation" if kind.is_to_organisation else "one person"
            raise FieldProblem(self.other.id, f"Name {what}: type a name and choose.")
        return RelationChoice(
            first_id=self._contact_id,
            kind=kind,
            second_id=people[0] if people else None,
            organisation=organisation,
            note=values.of(self.words),
        )


def write_relation(crm: Crm, choice: RelationChoice) -> Done:
    """Write what a dialog was told."""
    if choice.gone:
        return crm.relations.remove(choice.gone)
    place = None
    if choice.organisation:
        place = crm.relations.organisation_for(choice.kind, choice.organisation, exactly=False)
        if place is None:
            raise NotFound("organisation", choice.organisation, advice="One is there once somebody has a job at it.")
    return crm.relations.add(choice.first_id, choice.kind, choice.second_id, organisation_id=place, note=choice.note)
