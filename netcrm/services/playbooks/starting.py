"""Starting playbooks: who, from which day, with whom as the second person, who is left out, and the days that follow.

The preview and the start itself use the same plan.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from netcrm.domain.contact import Contact, State, Tier
from netcrm.domain.days import short_day
from netcrm.domain.playbooks.answers import is_answer, is_meeting
from netcrm.domain.playbooks.playbook import Part, Playbook, StopRule
from netcrm.domain.playbooks.run import Run, RunState, Started, course
from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.domain.workdays import Workdays
from netcrm.errors import UsageProblem
from netcrm.formats.playbook_file import playbook_text
from netcrm.services.known_people import known_contact, known_contacts
from netcrm.services.playbooks.definition import title_of
from netcrm.services.playbooks.library import find_playbook, playbook_files
from netcrm.services.playbooks.moving import member_of, move_run, shared_organisation
from netcrm.services.playbooks.values import PersonStart, Refused, Running, StartPreview
from netcrm.services.playbooks.words import STATE_WORDS, laying_line, next_words
from netcrm.services.session import Session
from netcrm.store.playbooks import KeptRun


@dataclass(frozen=True, slots=True)
class StartPlan:
    """What a start will do."""

    playbook: Playbook
    runs: tuple[Run, ...]
    """One a person, with the steps that are for somebody at that place, not begun."""
    refused: tuple[Refused, ...]
    per_day: int | None


@dataclass(frozen=True, slots=True)
class StartWish:
    """What the user asks for."""

    name: str
    ids: tuple[int, ...]
    on: date | None = None
    at: datetime | None = None
    """The moment that hours count from; its local day is then the day of the start."""
    second: int | None = None
    per_day: int | None = None


def plan_start(session: Session, wish: StartWish) -> StartPlan:
    """Return what starting a playbook will do.

    Raises:
        NotFound: The playbook or somebody is unknown.
        UsageProblem: The second person, or the number a day, cannot be used.
    """
    playbook = find_playbook(wish.name)
    if wish.per_day is not None and wish.per_day < 1:
        raise UsageProblem(f"At least 1 person a day is started with, not {wish.per_day}.")
    if wish.on is None and wish.at is None and any(step.after.count < 0 for step in playbook.steps):
        raise UsageProblem(f"{playbook.title} counts back from a day. Say which (--on DATE).")
    contacts = {it.id: it for it in known_contacts(session, *wish.ids)}
    day = wish.on or (wish.at.astimezone().date() if wish.at else session.today)
    people, refused = [], []
    for contact_id in dict.fromkeys(wish.ids):
        why = _refusal(session, playbook, contacts[contact_id], day)
        if why:
            refused.append(Refused(contact_id, contacts[contact_id].name, why))
        else:
            people.append(contacts[contact_id])
    second = _given_second(session, playbook, people, wish)
    policy = session.policy()
    seconds = _Seconds(session, [person.id for person in people]) if playbook.asks_for_second and not second else None
    runs = []
    for place, (person, start) in enumerate(
        zip(people, start_days(day, len(people), wish.per_day, policy.workdays), strict=True), start=1
    ):
        other = second or (seconds.of(person) if seconds else None)
        runs.append(
            Run(
                playbook=replace(playbook, steps=playbook.at_place(place)),
                started_on=start,
                first=member_of(person, person.organisation, policy),
                second=member_of(other, shared_organisation(person, other), policy) if other else None,
                started_at=wish.at if start == day else None,
            )
        )
    return StartPlan(playbook, tuple(runs), tuple(refused), wish.per_day)


def start_days(first: date, count: int, per_day: int | None, workdays: Workdays) -> list[date]:
    """Return the days on which people are started with: all on the first, or so many on each working day from it."""
    if per_day is None:
        return [first] * count
    days: list[date] = []
    day = workdays.next_workday(first)
    while len(days) < count:
        days += [day] * min(per_day, count - len(days))
        if day == date.max:
            per_day = count
        else:
            day = workdays.next_workday(day + timedelta(days=1))
    return days


def _refusal(session: Session, playbook: Playbook, person: Contact, day: date) -> str:
    """Return why a playbook is not started with somebody, as what stands after the name; or nothing."""
    if person.state is not State.ACTIVE:
        return STATE_WORDS[person.state]
    if day >= session.today or not playbook.stop:
        return ""
    for one in session.run_events.exchanges_since(person.id, day):
        if StopRule.ANSWERED in playbook.stop and is_answer(one):
            return f"answered on {short_day(one.happened_on, session.today)} already"
        if StopRule.MET in playbook.stop and is_meeting(one):
            return f"met you on {short_day(one.happened_on, session.today)} already"
    return ""


def _given_second(session: Session, playbook: Playbook, people: Sequence[Contact], wish: StartWish) -> Contact | None:
    if wish.second is None:
        return None
    if not playbook.asks_for_second:
        raise UsageProblem(f"{playbook.title} has no step for a second person. Leave the second person out.")
    if len(wish.ids) > 1:
        raise UsageProblem("A second person is named for one person at a time. Start with each on their own.")
    found = known_contact(session, wish.second)
    if found.id in wish.ids:
        raise UsageProblem(f"{found.name} cannot be the second person beside themselves. Name somebody else.")
    if found.state is not State.ACTIVE and people:
        raise UsageProblem(
            f"{found.name} {STATE_WORDS[found.state]} and cannot be the second person. Name somebody else."
        )
    return found


class _Seconds:
    """Chooses the second person for each: nobody who is started with, runs already, or was chosen before."""

    def __init__(self, session: Session, ids: Collection[int]) -> None:
        self._session = session
        self._taken = set(ids)

    def of(self, person: Contact) -> Contact | None:
        """Return the best other person where somebody works: by tier, then main role, then name."""
        session = self._session
        ids = [found for found in session.playbooks.colleagues(person.id) if found not in self._taken]
        busy = {contact_id for contact_id, _ in session.playbooks.going(ids)}
        free = session.contacts.load([found for found in ids if found not in busy]).values()
        best = min(free, key=_rank, default=None)
        if best:
            self._taken.add(best.id)
        return best


def _rank(contact: Contact) -> tuple[int, int, str, int]:
    tiers, roles = list(Tier), list(Role)
    tier, own = contact.details.tier, contact.details.roles
    return (
        tiers.index(tier) if tier else len(tiers),
        roles.index(own[0]) if own else len(roles),
        contact.details.name.sort_key,
        contact.id,
    )


def begin_run(session: Session, run: Run, busy: Collection[int] = ()) -> int:
    """Write a run inside an act, queued where somebody in it is busy; lay down what it begins with; return its id."""
    members = [(run.first.contact_id, Part.FIRST)]
    if run.second:
        members.append((run.second.contact_id, Part.SECOND))
    is_queued = any(contact_id in busy for contact_id, _ in members)
    kept = KeptRun(
        id=0,
        playbook=run.playbook.name,
        definition=playbook_text(run.playbook),
        started_on=run.started_on,
        started_at=run.started_at,
        state=RunState.QUEUED if is_queued else RunState.OPEN,
    )
    run_id = session.playbooks.insert(kept, members)
    if not is_queued:
        move_run(session, run_id, run, [Started()])
    return run_id


def preview_of(session: Session, plan: StartPlan) -> StartPreview:
    """Return a plan as it is shown."""
    own = fold(session.settings.all().get("institution", ""))
    inside = plan.playbook.inside if plan.playbook.inside in playbook_files() else ""
    ids = [run.first.contact_id for run in plan.runs]
    contacts = session.contacts.load(ids)
    people = []
    for run in plan.runs:
        person = contacts[run.first.contact_id]
        there = {fold(it.organisation) for it in person.details.positions if it.is_current and it.organisation}
        people.append(
            PersonStart(
                contact_id=person.id,
                name=person.name,
                starts_on=run.started_on,
                steps=tuple(laying_line(run, laying, session.today) for laying in course(run, session.today)),
                second_id=run.second.contact_id if run.second else None,
                second_name=run.second.name if run.second else "",
                inside=inside if own and own in there else "",
            )
        )
    running = running_with(session, people_of(plan))
    return StartPreview(plan.playbook.name, plan.playbook.title, tuple(people), plan.refused, running, plan.per_day)


def people_of(plan: StartPlan) -> list[int]:
    """Return everybody whom a start brings into a run. (A second person that the plan chose runs nowhere yet.)"""
    members = [member for run in plan.runs for member in (run.first, run.second) if member]
    return [member.contact_id for member in members]


def running_with(session: Session, ids: Collection[int]) -> tuple[Running, ...]:
    """Return the runs, open and queued, that people are in."""
    going = session.playbooks.going(ids)
    if not going:
        return ()
    steps = session.follow_ups.of_runs({run.id for _, run in going})
    contacts = session.contacts.load(list({contact_id for contact_id, _ in going}))

    def line(contact_id: int, run: KeptRun) -> Running:
        return Running(
            contact_id=contact_id,
            name=contacts[contact_id].name,
            run_id=run.id,
            playbook=run.playbook,
            title=title_of(run.definition, run.playbook),
            since=run.started_on,
            next_step=next_words([it for it in steps if it.run_id == run.id], session.today),
            is_queued=run.state is RunState.QUEUED,
        )

    return tuple(line(contact_id, run) for contact_id, run in going)
