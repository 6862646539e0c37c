"""The sample network: whole, the same every time, and with something of everything on any day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest

from netcrm.clock import Clock
from netcrm.demo import build_demo
from netcrm.demo.network import demo_network
from netcrm.demo.reading import read_network
from netcrm.domain.agenda import Group, ItemKind
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.follow_up import FollowUpState, Owner
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.domain.roles import Role, RoleGroup
from netcrm.services.crm import Crm

MONDAY = date(2026, 11, 23)
DAYS = [
    pytest.param(MONDAY, id="a Monday"),
    pytest.param(date(2024, 2, 29), id="29 February"),
    pytest.param(date(2026, 11, 28), id="a Saturday"),
    pytest.param(date(2026, 11, 29), id="a Sunday"),
    pytest.param(date(2027, 1, 1), id="1 January"),
    pytest.param(date(2025, 3, 31), id="after the short month"),
    pytest.param(date(2025, 12, 31), id="31 December"),
]


@contextmanager
def demo(folder: Path, today: date) -> Iterator[Crm]:
    with Crm.open(folder / f"{today}.db", clock=Clock(today)) as crm:
        build_demo(crm)
        yield crm


def everybody(crm: Crm) -> list[int]:
    return list(range(1, crm.contacts.count() + 1))


@pytest.mark.parametrize("today", DAYS)
def test_every_standing_and_every_group_is_there_on_any_day(tmp_path: Path, today: date) -> None:
    with demo(tmp_path, today) as crm:
        assert {row.standing for row in crm.contacts.rows(everybody(crm))} == set(Standing)
        agenda = crm.agenda.build(today + timedelta(days=7), all_new=True)
        assert {item.group for item in agenda.items} - {Group.LATER} == set(Group) - {Group.LATER}
        assert {item.kind for item in agenda.items} == set(ItemKind)
        assert any(item.due_at for item in agenda.items)
        assert any(item.waits for item in agenda.items), "the daily cap has nothing to hold back"
        assert any(item.folded for item in agenda.items), "no check-in folds into a follow-up"


@pytest.mark.parametrize("today", DAYS)
def test_nothing_happened_in_the_future_or_before_somebody_came_in(today: date) -> None:
    network = demo_network(today)
    for interaction in network.interactions:
        assert interaction.happened_on < today
        assert interaction.happened_on.weekday() < 5, f"{interaction.summary} on a weekend"
        for place in interaction.participants:
            assert network.members[place].added_on <= interaction.happened_on
    for follow_up in network.follow_ups:
        assert follow_up.made_on is not None
        assert follow_up.made_on <= today
        assert follow_up.closed_on is None or follow_up.made_on <= follow_up.closed_on <= today


@pytest.mark.parametrize("today", DAYS)
def test_who_is_written_as_due_stands_near_that_day(tmp_path: Path, today: date) -> None:
    """A weekend or a short month in the way moves a check-in, by three days at most."""
    with demo(tmp_path, today) as crm:
        rows = crm.contacts.rows(everybody(crm))
        for person, row in zip(read_network().people, rows, strict=True):
            if person.due is None or person.snoozed is not None or person.pause is not None:
                continue
            assert row.next_check_in is not None
            assert abs((row.next_check_in - today).days - person.due) <= 3, row.name


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    assert demo_network(MONDAY) == demo_network(MONDAY)


def test_history_comes_oldest_first() -> None:
    days = [interaction.happened_on for interaction in demo_network(MONDAY).interactions]
    assert all(earlier <= later for earlier, later in pairwise(days))


def test_there_are_about_sixty_people_and_some_years_of_history() -> None:
    network = demo_network(MONDAY)
    interactions = list(network.interactions)
    assert 55 <= len(network.members) <= 70
    assert len(interactions) > 400
    assert MONDAY - interactions[0].happened_on > timedelta(days=2 * 365)
    assert {i.channel for i in interactions} == set(Channel)
    assert {i.direction for i in interactions} == set(Direction)
    assert sum(len(i.participants) > 2 for i in interactions) >= 5
    assert all(i.summary for i in interactions)
    assert not any("{" in i.summary for i in interactions), "a place holder was left"


def test_people_come_from_the_whole_field() -> None:
    members = demo_network(MONDAY).members
    roles = {role for member in members for role in member.details.roles}
    assert {role.group for role in roles} == set(RoleGroup) - {RoleGroup.OTHER}
    assert {Role.PRINCIPAL_INVESTIGATOR, Role.RECRUITER, Role.MENTOR, Role.MEDICAL_WRITER, Role.STATISTICIAN} <= roles
    assert {member.state for member in members} == set(State)
    assert sum(not member.details.name.formatted.isascii() for member in members) >= 10


def test_names_and_mails_are_each_one_persons_and_lead_nowhere() -> None:
    members = demo_network(MONDAY).members
    names = [member.details.name.formatted for member in members]
    mails = [email.value for member in members for email in member.details.emails]
    families = [member.details.name.family for member in members]
    assert len(set(names)) == len(set(mails)) == len(set(families)) + 1 == len(members), "only one is there twice"
    assert all(mail.isascii() and mail.endswith(".example") for mail in mails)


def test_promises_are_open_done_dropped_snoozed_mine_and_theirs() -> None:
    follow_ups = list(demo_network(MONDAY).follow_ups)
    assert {follow_up.state for follow_up in follow_ups} == set(FollowUpState)
    assert {it.recurrence.counts_from for it in follow_ups if it.recurrence} == set(RepeatsFrom)
    assert {follow_up.owner for follow_up in follow_ups} == set(Owner)
    assert any(follow_up.snoozed_until for follow_up in follow_ups)
    assert any(follow_up.due_at for follow_up in follow_ups)


def test_cadences_stand_on_every_kind_of_subject() -> None:
    network = demo_network(MONDAY)
    assert {rule.scope for rule in network.rules} == set(CadenceScope) - {CadenceScope.CONTACT}
    own = [member.cadence for member in network.members]
    assert any(cadence and cadence.is_never for cadence in own)
    assert any(cadence and not cadence.is_never for cadence in own)


def test_it_is_one_act_that_undo_takes_back_whole(tmp_path: Path) -> None:
    with demo(tmp_path, MONDAY) as crm:
        assert crm.is_demo
        assert [line.label for line in crm.history.lines()] == ["sample network"]
        crm.history.undo()
        assert crm.contacts.count() == 0
        assert not crm.is_demo
        crm.history.redo()
        assert crm.contacts.count() == len(demo_network(MONDAY).members)


def test_the_kept_states_are_those_that_follow_from_it(tmp_path: Path) -> None:
    with demo(tmp_path, MONDAY) as crm:
        assert crm.safety.doctor(mend=False).findings == ()


def test_organisations_have_their_kinds(tmp_path: Path) -> None:
    assert len({organisation.kind for organisation in demo_network(MONDAY).organisations}) > 10
    with demo(tmp_path, MONDAY) as crm:
        assert len(crm.contacts.organisations("", limit=100)) == len(read_network().organisations)


def test_it_is_built_at_once(tmp_path: Path) -> None:
    """People see the first screen only after it. The bound is far above what it takes, for busy machines."""
    with Crm.open(tmp_path / "store.db", clock=Clock(MONDAY)) as crm:
        started = perf_counter()
        build_demo(crm)
        assert perf_counter() - started < 2


@pytest.mark.parametrize("today", DAYS)
def test_one_is_there_twice_and_one_has_news(tmp_path: Path, today: date) -> None:
    with demo(tmp_path, today) as crm:
        [pair] = crm.duplicates.find()
        assert {pair.first.name, pair.second.name} == {"Josephine Lavoie, RN, CCRC", "Josie Lavoie"}
        [moved] = [it for it in crm.agenda.build(today + timedelta(days=7)).items if it.news]
        assert moved.name == "Ingrid Haugland"
        assert "now at Bluefern Therapeutics (was Kestrel Ridge Devices)" in moved.why
        assert moved.contact_id is not None
        assert [it.place for it in crm.contacts.view(moved.contact_id).sources] == [118, 121]
        assert "Kestrel Ridge Devices" in crm.contacts.raw_sources(moved.contact_id)[0]
