"""After an event: the conference playbook with everybody met, as one act."""

from __future__ import annotations

from datetime import date, timedelta

from netcrm.domain.events.event import Event
from netcrm.errors import NothingToDo
from netcrm.services.events.pages import CONFERENCE, event_page
from netcrm.services.events.values import AfterPlan
from netcrm.services.playbooks.service import PlaybookService
from netcrm.services.playbooks.values import Clash
from netcrm.services.session import Session
from netcrm.services.values import Done

_STILL_FRESH = timedelta(days=1)
"""How long after an event the playbook still counts from its last day; later it counts from today."""


def plan_after(session: Session, event: Event, on: date | None) -> AfterPlan:
    """Return what the conference playbook would do with everybody met.

    Raises:
        NothingToDo: nobody was met, or all are in it already.
        NotFound: there is no such playbook.
    """
    page = event_page(session, event)
    met = sum(it.is_met for it in page.people)
    if not met:
        raise NothingToDo(f"Nobody is marked as met at {event.name} yet. Say first whom you met.")
    if not page.to_follow_up:
        raise NothingToDo(f"Everybody met at {event.name} is followed up already: nothing was written.")
    last = event.ends_on
    day = on or (last if last >= session.today - _STILL_FRESH else session.today)
    preview = PlaybookService(session).preview(CONFERENCE, page.to_follow_up, on=day)
    return AfterPlan(event, day, preview, met - len(page.to_follow_up))


def start_after(session: Session, event: Event, on: date | None, clash: Clash | None) -> Done:
    """Start the conference playbook with everybody met. See `plan_after`.

    Raises:
        UsageProblem: nobody of them is to be written to.
        NeedsDecision: somebody is in another playbook, and `clash` does not say what becomes of it.
    """
    plan = plan_after(session, event, on)
    ids = [*(it.contact_id for it in plan.preview.people), *(it.contact_id for it in plan.preview.refused)]
    return PlaybookService(session).start(CONFERENCE, ids, on=plan.on, clash=clash)
