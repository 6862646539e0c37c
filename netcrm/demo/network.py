"""Builds the sample network for a day: people, history, promises, and every way in which somebody can stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from netcrm.demo.arrivals import arrivals_of, turns_of
from netcrm.demo.employers import lay_employers
from netcrm.demo.events import lay_events
from netcrm.demo.goals import lay_goals
from netcrm.demo.history import Known, made_uid, workday, write_history
from netcrm.demo.interview_notes import lay_interview_notes
from netcrm.demo.interviews import interview_of
from netcrm.demo.papers import lay_papers
from netcrm.demo.reading import WrittenFollowUp, WrittenPerson, WrittenRule, read_network
from netcrm.demo.studies import lay_studies
from netcrm.demo.ties import lay_ties
from netcrm.domain.cadence import Cadence, CadenceRule, EffectiveCadence, Rules, effective_cadence, parse_cadence
from netcrm.domain.check_in import CheckInFacts, Pause, Snooze, plan_check_in
from netcrm.domain.contact import Address, Details, Email, Phone, State
from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.interval import parse_interval
from netcrm.domain.moments import local_moment
from netcrm.domain.organisation import Position
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.workdays import Workdays
from netcrm.services.crm import Crm
from netcrm.services.network import Member, Network, StartedPlaybook

_SEED = 57
_RULES_SET = -700
_NEAR = 6
"""Days around the wished one among which a last contact is looked for: weekends and short months move it."""

_SETTINGS = (("demo", "yes"),)


def build_demo(crm: Crm) -> None:
    """Load the sample network into a store, as it stands on the store's today. It is one act."""
    crm.load_network(demo_network(crm.today), "sample network")


def demo_network(today: date) -> Network:
    """Return the sample network as it stands on `today`."""
    written = read_network()
    rules = tuple(_rule(rule, today) for rule in written.rules)
    chance = Random(_SEED)
    planned = [_planned(person, Rules(rules), today) for person in written.people]
    known = [
        Known(place, one.person, one.added_on, one.last) for place, one in enumerate(planned) if one.last is not None
    ]
    runs = _runs(written.people, today)
    return Network(
        members=[_member(one, made_uid(chance), today) for one in planned],
        interactions=write_history(written.history, known, today),
        follow_ups=[
            _follow_up(follow_up, place, made_uid(chance), today, runs)
            for place, person in enumerate(written.people)
            for follow_up in person.follow_ups
        ],
        organisations=written.organisations,
        rules=rules,
        settings=_SETTINGS,
        runs=runs,
        interviews=[
            interview_of(interview, place, made_uid(chance), one.last or one.added_on, today)
            for place, one in enumerate(planned)
            for interview in one.person.interviews
        ],
        arrivals=[it for place, one in enumerate(written.people) for it in arrivals_of(one, place, today)],
        turns=[it for place, one in enumerate(written.people) for it in turns_of(one, place, today)],
        layers=(lay_interview_notes, lay_studies, lay_papers, lay_goals, lay_employers, lay_events, lay_ties),
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    """A person with the days that follow from what is written."""

    person: WrittenPerson
    added_on: date
    cadence: Cadence | None
    last: date | None
    anchor: date | None


def _runs(people: Sequence[WrittenPerson], today: date) -> list[StartedPlaybook]:
    """Return the runs that laid down the promises which name a playbook."""
    begun: dict[tuple[int, str], int] = {}
    for place, person in enumerate(people):
        for follow_up in person.follow_ups:
            if follow_up.playbook:
                begun.setdefault((place, follow_up.playbook), follow_up.made)
    return [
        StartedPlaybook(playbook, place, workday(today + timedelta(days=made)))
        for (place, playbook), made in begun.items()
    ]


def _rule(rule: WrittenRule, today: date) -> CadenceRule:
    set_on = today + timedelta(days=_RULES_SET)
    cadence = parse_cadence(rule.cadence, set_on=set_on) or Cadence(None, set_on=set_on)
    return CadenceRule(rule.scope, rule.subject, cadence)


def _planned(person: WrittenPerson, rules: Rules, today: date) -> _Planned:
    added_on = workday(today + timedelta(days=person.added))
    own = parse_cadence(person.cadence, set_on=added_on) if person.cadence else None
    if person.due is None:
        last = None if person.last is None else workday(today + timedelta(days=person.last))
        return _Planned(person, added_on, own, last, last)
    effective = effective_cadence(own, tier=person.tier, tags=person.tags, roles=person.roles, rules=rules)
    if effective is None or effective.cadence.interval is None:
        raise ValueError(f"{person.name.display} has a due day and no cadence")
    anchor = anchor_for(today + timedelta(days=person.due), effective, added_on, today)
    if not person.is_skipped:
        return _Planned(person, added_on, own, anchor, anchor)
    return _Planned(person, added_on, own, anchor_for(anchor, effective, added_on, today), anchor)


def anchor_for(due: date, effective: EffectiveCadence, added_on: date, today: date) -> date:
    """Return the working day from which the cadence counts to `due`, or as near to it as the calendar lets it."""
    workdays = Workdays()
    interval = effective.cadence.interval
    middle = due - timedelta(days=round(interval.nominal_days) if interval else 0)
    nearest: tuple[int, int, date] | None = None
    for offset in range(-_NEAR, _NEAR + 1):
        day = middle + timedelta(days=offset)
        if day > today or workday(day) != day:
            continue
        check_in = plan_check_in(CheckInFacts(added_on, effective, last_touch=day), workdays)
        missed = abs((check_in.due_on - due).days) if check_in else 0
        nearest = min(nearest or (missed, abs(offset), day), (missed, abs(offset), day))
    return nearest[2] if nearest else workday(today)


def _member(one: _Planned, uid: str, today: date) -> Member:
    person = one.person

    def day(days: int) -> date:
        return today + timedelta(days=days)

    is_active = person.state is State.ACTIVE
    return Member(
        details=_details(person, today),
        added_on=one.added_on,
        uid=uid,
        state=person.state,
        state_since=None if is_active else day(person.state_on),
        state_why=person.state_why,
        cadence=one.cadence,
        skipped_on=one.anchor if person.is_skipped else None,
        snooze=None if person.snoozed is None else Snooze(one.anchor, day(person.snoozed)),
        snoozed_on=None if person.snoozed is None else workday(day(person.snoozed_on)),
        rested_on=None if person.rested is None else workday(day(person.rested)),
        pause=Pause(day(person.pause[0]), day(person.pause[1]), person.pause_reason) if person.pause else None,
    )


def _details(person: WrittenPerson, today: date) -> Details:
    birthday, start_on = person.birthday, ""
    if person.birthday_in is not None:
        birthday = f"--{today + timedelta(days=person.birthday_in):%m-%d}"
    if person.joined is not None:
        years, days = person.joined
        start_on = shift(today + timedelta(days=days), -years, Span.YEAR).isoformat()
    return Details(
        name=person.name,
        nicknames=person.nicknames,
        roles=person.roles,
        tags=person.tags,
        emails=(Email(person.email, "work", preferred=True),),
        phones=(Phone(person.phone, "work"),) if person.phone else (),
        addresses=(Address(city=person.city, country=person.country, label="work"),),
        positions=_positions(person, start_on, today),
        birthday=birthday,
        note=person.note,
        tier=person.tier,
        starred=person.is_starred,
        language=person.language,
    )


def _positions(person: WrittenPerson, start_on: str, today: date) -> tuple[Position, ...]:
    """Return the job, and the one before it where a file has said that it ended."""
    if person.was is None:
        return (Position(person.organisation, person.title, person.department, start_on, is_primary=True),)
    moved = f"{today + timedelta(days=person.was.on):%Y-%m}"
    return (
        Position(person.organisation, person.title, person.department, moved, is_primary=True),
        Position(person.was.organisation, person.was.title, end_on=moved),
    )


def _follow_up(
    written: WrittenFollowUp, place: int, uid: str, today: date, runs: Sequence[StartedPlaybook]
) -> FollowUp:
    due_on = today + timedelta(days=written.due)
    closed_on = None if written.closed is None else workday(today + timedelta(days=written.closed))
    state = FollowUpState.OPEN
    if closed_on:
        state = FollowUpState.DROPPED if written.reason else FollowUpState.DONE
    if written.is_skipped:
        state = FollowUpState.SKIPPED
    run = next((n for n, run in enumerate(runs) if (run.place, run.playbook) == (place, written.playbook)), None)
    counts_from = RepeatsFrom.COMPLETION if written.is_from_completion else RepeatsFrom.DATE
    return FollowUp(
        id=0,
        uid=uid,
        contact_id=place,
        title=written.title,
        due_on=due_on,
        due_at=local_moment(datetime.combine(due_on, written.hour)) if written.hour else None,
        owner=Owner.THEIRS if written.is_theirs else Owner.MINE,
        state=state,
        snoozed_until=None if written.snoozed is None else today + timedelta(days=written.snoozed),
        made_on=workday(today + timedelta(days=written.made)),
        closed_on=closed_on,
        reason=written.reason,
        recurrence=Recurrence(parse_interval(written.every), counts_from, due_on) if written.every else None,
        run_id=run,
        step=written.step,
    )
