"""How somebody stands today, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.check_in import Standing
from netcrm.domain.why_next import WhyFacts, why_next
from netcrm.services.session import Session
from netcrm.store.timeline import TimelineRepository

if TYPE_CHECKING:
    from netcrm.domain.contact import Contact
    from netcrm.services.playbooks.values import RunView
    from netcrm.store.kept_state import KeptState


@dataclass(frozen=True, slots=True)
class StandingView:
    """How somebody stands today, and why, in words."""

    standing: Standing
    effective_cadence: str
    """In words with its origin: `every 2 weeks, from tier B`; empty when unset."""
    last_touch: date | None
    next_check_in: date | None
    days_late: int
    awaiting_since: date | None
    why: str
    """One sentence: why the next date is what it is."""


def standing_view(session: Session, contact: Contact, runs: Sequence[RunView] = ()) -> StandingView:
    """Return a contact's standing with the one sentence that says why the next date is what it is."""
    kept = session.kept(contact.id)
    acts = TimelineRepository(session.database)
    pauses = acts.pauses(contact.id)
    late = session.lateness_under(kept, [it.pause for it in pauses])
    check_in, effective = kept.check_in, kept.effective
    why = why_next(
        WhyFacts(
            today=session.today,
            state=contact.state,
            state_since=contact.state_since,
            state_why=contact.state_why,
            added_on=contact.added_on,
            effective=effective,
            check_in=check_in,
            last_touch=kept.last_touch,
            late=late,
            pauses=pauses,
            workdays=session.policy().workdays_of(contact.details.country),
            held=_held(kept, runs),
            snooze_reason=acts.last_reason("snooze", contact.id) if check_in and check_in.snoozed_until else "",
            skip_reason=acts.last_reason("skip", contact.id)
            if check_in and check_in.anchor and check_in.anchor != kept.last_touch
            else "",
        )
    )
    return StandingView(
        standing=late.standing,
        effective_cadence=effective.describe() if effective else "",
        last_touch=kept.last_touch,
        next_check_in=check_in.due_on if check_in else None,
        days_late=late.days_late,
        awaiting_since=kept.awaiting_since,
        why=why,
    )


def _held(kept: KeptState, runs: Sequence[RunView]) -> str:
    """Return the title of the playbook that holds the check-ins."""
    titles = [run.title for run in runs if run.playbook == kept.held_by and run.ended_on is None]
    return titles[0] if titles else kept.held_by
