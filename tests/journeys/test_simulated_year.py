"""A year in the life of a network: each morning the agenda is the one that a second, naive implementation makes.

200 people at 20 sites from 1 June 2027, over 29 February 2028, with a user who does half of what is asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.interaction import Channel
from netcrm.services.crm import Crm
from tests.journeys.naive_acts import RawAct
from tests.journeys.naive_agenda import Line, naive_agenda
from tests.journeys.user_of_a_year import SITES, User

FIRST_DAY = date(2027, 6, 1)
DAYS = 365
PEOPLE, NEVER_MET = 200, 60
WEEK = timedelta(days=7)


def agenda_of(crm: Crm, until: date, *, all_new: bool) -> list[Line]:
    """Return the program's agenda, as far as it is compared."""
    return [
        Line(it.key, it.group.value, it.due_on, it.due_at, it.days_late, it.standing or "", it.waits, it.folded)
        for it in crm.agenda.build(until, all_new=all_new).items
    ]


def compared(user: User) -> list[Line]:
    """Return the agenda of the coming week, which both must make the same."""
    wanted = naive_agenda(raw_acts(user), user.today, user.today + WEEK)
    found = agenda_of(user.crm, user.today + WEEK, all_new=True)
    assert found == wanted, differences(user.today, found, wanted)
    return wanted


def compared_for_today(user: User) -> None:
    """Hold the agenda of today alone to the same, but for those not yet contacted: it reads only the first of them."""
    new = {f"c{person}" for person in user.world.people if user.world.anchor(f"c{person}") is None}
    wanted, found = (
        [
            replace(line, folded=tuple(key for key in line.folded if key not in new))
            for line in lines
            if line.key not in new
        ]
        for lines in (
            naive_agenda(raw_acts(user), user.today, user.today),
            agenda_of(user.crm, user.today, all_new=False),
        )
    )
    assert found == wanted, differences(user.today, found, wanted)


def raw_acts(user: User) -> list[RawAct]:
    return [act for acts in user.acts for act in acts]


def differences(today: date, found: Sequence[Line], wanted: Sequence[Line]) -> str:
    """Return where two agendas part, in lines that can be read."""
    ours, theirs = ({line.key: line for line in lines} for lines in (found, wanted))
    apart = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
    lines = [f"  {ours.get(key)}\n  but by the raw acts\n  {theirs.get(key)}" for key in apart[:5]]
    order = "" if apart else f"  {[it.key for it in found]}\n  but by the raw acts\n  {[it.key for it in wanted]}"
    return "\n".join([f"On {today} ({today:%A}), {len(apart)} lines:", *lines, order])


def founded(user: User) -> None:
    """Bring 200 people in, sort two thirds of them into tiers, and give tiers, tags, a role and sites a rhythm."""
    user.crm.settings.set("region", "US")
    for _ in range(PEOPLE):
        user.adds_somebody()
    for _ in range(PEOPLE // 2):
        user.changes_tier()
    for scope, subject, words in [
        ("tier", "A", "2 weeks"), ("tier", "B", "1 month"), ("tier", "C", "3 months, latest 4 months"),
        ("tier", "D", "1 year"), ("tag", "area", "6 months"), ("tag", "area/oncology", "10 business days"),
        ("role", "student", "never"),
        *(("organisation", str(site), "2 weeks") for site in range(1, SITES, 4)),
    ]:  # fmt: skip
        user.gives_cadence(scope, subject, words)
    for who in range(1, PEOPLE - NEVER_MET):
        user.talks([who], Channel.CALL, user.today - timedelta(days=user.chance.randrange(200)))


def decides(user: User, number: int) -> None:
    """Go away for three weeks, and change some settings, on days of the year."""
    if number == 60:
        user.pauses("", 21)
    for key, value in {
        100: [("cap", "8")], 130: [("cap", "none")], 150: [("cap", "5")], 180: [("roll", "previous")],
        220: [("roll", "none")], 230: [("roll", "next")],
    }.get(number, []):  # fmt: skip
        user.decides(key, value)


@pytest.fixture
def _in_boston(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine's clock show the hours of Boston, where clocks change on 7 November and 12 March."""
    with monkeypatch.context() as context:
        context.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_in_boston")
@pytest.mark.parametrize("seed", [1])
def test_each_morning_of_a_year_the_agenda_is_what_the_raw_acts_alone_lead_to(store_path: Path, seed: int) -> None:
    with Crm.open(store_path, clock=Clock(FIRST_DAY)) as crm:
        user = User(crm, seed)
        founded(user)
    for first in range(0, DAYS, 30):
        with Crm.open(store_path) as crm:
            user.crm = crm
            for number in range(first, min(first + 30, DAYS)):
                crm._session.clock = Clock(FIRST_DAY + timedelta(days=number))
                morning = compared(user)
                decides(user, number)
                user.has_a_day(morning)
                if number % 10 == 3:
                    compared(user)
                    compared_for_today(user)
            assert crm.safety.doctor(mend=False).findings == ()
    assert sum(map(len, user.acts)) > 2000
