"""The follow-ups of introductions: laid down by a stage, closed by a later one. All inside an act in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from netcrm.domain.contact import Contact, State
from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.follow_up_acts import dropped, ticked
from netcrm.domain.playbooks.playbook import Step, step_day
from netcrm.domain.ties.introduction import Introduction, IntroductionTask, LaidTask, follow_ups_of, fulfils, settled_by
from netcrm.services.introductions.people import People, name_of
from netcrm.services.session import Session

_STILL_DUE = timedelta(days=30)
"""How long after a stage was reached its follow-ups are laid down: what is written down later is history."""


def planned_tasks(
    session: Session, introduction: Introduction, people: People, on: date, without: Collection[IntroductionTask] = ()
) -> list[tuple[IntroductionTask, FollowUp]]:
    """Return the follow-ups to lay down for the stage where an introduction stands, reached on a day.

    One whose day has passed is for today; people who are not active get none.
    """
    today = session.today
    if today - on > _STILL_DUE:
        return []
    whom = {it.id: it for it in (people.introducer, people.to, people.asked_by) if it is not None}
    names = [name_of(it) for it in (people.introducer, people.to, people.asked_by)]
    policy, planned = session.policy(), []
    for wanted in follow_ups_of(introduction.stage):
        contact: Contact = whom[wanted.contact_id(introduction)]
        if wanted.task in without or contact.state is not State.ACTIVE:
            continue
        title = wanted.titled(introducer=names[0], to=names[1], asked_by=names[2])
        workdays = policy.workdays_of(contact.details.country)
        due_on = step_day(Step(wanted.task, title, wanted.after), on, workdays, today=today).on
        due_on = due_on if due_on >= today else workdays.next_workday(today)
        follow_up = FollowUp(0, "", contact.id, title, due_on, owner=wanted.owner, made_on=today)
        planned.append((wanted.task, follow_up))
    return planned


def lay_tasks(session: Session, introduction_id: int, planned: Iterable[tuple[IntroductionTask, FollowUp]]) -> str:
    """Lay down what was planned, and return how that is said."""
    said = []
    for task, follow_up in planned:
        follow_up_id = session.follow_ups.insert(follow_up)
        session.introductions.add_task(LaidTask(introduction_id, follow_up_id, task))
        said.append(f"{follow_up.title}, {long_day(follow_up.due_on, session.today)} (f{follow_up_id})")
    return f" Next: {'; '.join(said)}." if said else ""


def settled_tasks(session: Session, introduction: Introduction, on: date) -> list[FollowUp]:
    """Return the open follow-ups that the stage where an introduction stands settles, closed on a day."""
    settles = settled_by(introduction.stage)
    laid = {
        it.follow_up_id: it.task
        for it in session.introductions.tasks([introduction.id]).get(introduction.id, ())
        if it.task in settles
    }
    return [
        ticked(it, on)
        if fulfils(introduction.stage, laid[it.id])
        else dropped(it, f"the introduction is {introduction.stage}", on)
        for it in _open(session, laid)
    ]


def close_tasks(session: Session, closed: Iterable[FollowUp]) -> str:
    """Write follow-ups that were settled, and return how that is said."""
    said = []
    for follow_up in closed:
        session.follow_ups.replace(follow_up)
        said.append(f"“{follow_up.title}” (f{follow_up.id})")
    return f" Closed: {', '.join(said)}." if said else ""


def open_tasks(session: Session, ids: Collection[int]) -> dict[int, list[FollowUp]]:
    """Return what introductions laid down and is still open, by their ids."""
    tasks = session.introductions.tasks(ids)
    laid = {it.follow_up_id: it.introduction_id for of_one in tasks.values() for it in of_one}
    found: dict[int, list[FollowUp]] = {}
    for follow_up in _open(session, laid):
        found.setdefault(laid[follow_up.id], []).append(follow_up)
    return found


def _open(session: Session, ids: Collection[int]) -> list[FollowUp]:
    return [it for it in session.follow_ups.load(ids) if it.state is FollowUpState.OPEN]
