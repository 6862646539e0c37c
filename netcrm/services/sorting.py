"""Sorting the unsorted: one person after another is given a tier, put away, or set aside for later.

Unsorted are the active people without a tier and without a cadence of their own whom nothing asks to be in touch
with, or with whom nobody was in touch yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from netcrm.domain.cadence import Cadence, CadenceScope
from netcrm.domain.contact import Contact, State, Tier
from netcrm.domain.sorting import Round, round_now
from netcrm.errors import NothingToDo
from netcrm.services.known_people import known_contact
from netcrm.services.listing import ContactRow, contact_rows
from netcrm.services.provenance import came_from
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import next_check_in
from netcrm.store.sorting import SortingCounts, SortingRepository


@dataclass(frozen=True, slots=True)
class SortingPage:
    """The next person to sort, and how far the round has come."""

    contact_id: int
    row: ContactRow
    number: int
    """Whose turn it is, counted from 1: `212` of 2,400."""
    total: int
    """Those sorted in this round and those still to sort."""
    later: int
    """How many are set aside."""
    came_from: str
    """`lyon.vcf, card 12`; empty where the user typed them in."""
    added_on: date


class SortingService:
    """Shows the unsorted one by one, and acts on them: each act is one change set."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = SortingRepository(session.database)

    def page(self) -> SortingPage | None:
        """Return the next person to sort; nothing where all others are sorted or set aside (`count_later`)."""
        session = self._session
        with session.database.reading():
            kept = self._store.round()
            counts = self._store.counts(kept.highest_id if kept else 0)
            contact_id = self._store.next_id()
        begun = _round_now(kept, counts)
        if begun != kept:
            with session.database.immediate():
                self._store.keep_round(begun)
        if contact_id is None:
            return None
        row = contact_rows(session, [contact_id])[0]
        return SortingPage(
            contact_id=contact_id,
            row=row,
            number=begun.total - counts.remaining + 1,
            total=begun.total,
            later=counts.later,
            came_from=came_from(session, [contact_id]).get(contact_id, ""),
            added_on=row.added_on,
        )

    def count_later(self) -> int:
        """Return how many are set aside and still unsorted."""
        return self._store.counts(0).later

    def has_any(self) -> bool:
        """Whether there is somebody to sort who is not set aside; as quick with 100,000 people as with one."""
        return self._store.next_id() is not None

    def give_tier(self, contact_id: int, tier: Tier) -> Done:
        """Put somebody in a tier; the sentence says the next check-in that follows."""
        name = self._contact(contact_id).name
        words = f"tier {tier.value}"
        done = self._sorted(
            contact_id, f"{words} for {name}", f"Tier {tier.value} for {name}.",
            lambda: self._session.contacts.set_columns([contact_id], tier=tier.value),
        )  # fmt: skip
        if done.effects and done.effects[0].after is None:
            return Done(done.change_set, f"{done.sentence} {self._asks_nothing(contact_id, tier)}", done.contact_ids)
        return done

    def _asks_nothing(self, contact_id: int, tier: Tier) -> str:
        kept = self._session.kept(contact_id)
        if kept.effective:
            return f"Nothing asks for a check-in: {kept.effective.describe()}."
        return f"Nothing asks for a check-in: tier {tier.value} has no cadence."

    def archive(self, contact_id: int) -> Done:
        """Put somebody away."""
        name = self._contact(contact_id).name
        since = self._session.today.isoformat()
        return self._sorted(
            contact_id, f"archived {name}", f"Archived: {name}.",
            lambda: self._session.contacts.set_columns(
                [contact_id], state=State.ARCHIVED.value, state_since=since, state_why=""
            ),
        )  # fmt: skip

    def never(self, contact_id: int) -> Done:
        """Decide never to check in with somebody, who stays in the address book."""
        name = self._contact(contact_id).name
        session = self._session
        return self._sorted(
            contact_id, f"cadence of {name}: never", f"Cadence of {name}: never.",
            lambda: session.cadences.set_cadence(
                CadenceScope.CONTACT, str(contact_id), Cadence(None), session.today
            ),
        )  # fmt: skip

    def later(self, contact_id: int) -> Done:
        """Set somebody aside until all others are sorted."""
        name = self._contact(contact_id).name
        with self._session.act(f"set {name} aside, to be sorted later") as act:
            self._store.set_aside(contact_id, self._session.today)
        return Done(act.kept, f"{name}: later.", (contact_id,))

    def take_up_later(self) -> Done:
        """Take up those who were set aside; where nobody else was left, they make a new round.

        Raises:
            NothingToDo: nobody is set aside.
        """
        session = self._session
        before = self._store.counts(0)
        if not before.later:
            raise NothingToDo("Nobody is set aside to be sorted later.")
        with session.act("take up those set aside for later") as act:
            self._store.take_up_all()
            if not before.remaining:
                self._store.keep_round(Round(before.later, before.people, before.highest_id))
        them = "1 person" if before.later == 1 else f"{before.later:,} people"
        return Done(act.kept, f"Took up {them} set aside for later.")

    def _sorted(self, contact_id: int, label: str, sentence: str, write: Callable[[], None]) -> Done:
        """Write a decision about somebody, who is set aside no longer."""
        session = self._session
        before = session.next_dates([contact_id])
        with session.act(label) as act:
            write()
            self._store.take_up(contact_id)
        effects = session.effects(before, session.next_dates([contact_id]))
        return Done(act.kept, sentence + next_check_in(effects, session.today), (contact_id,), effects)

    def _contact(self, contact_id: int) -> Contact:
        return known_contact(self._session, contact_id)


def _round_now(kept: Round | None, counts: SortingCounts) -> Round:
    return round_now(
        kept,
        remaining=counts.remaining,
        newcomers=counts.newcomers,
        there=counts.there,
        people=counts.people,
        highest_id=counts.highest_id,
    )
