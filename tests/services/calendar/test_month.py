"""A month counts what the agenda places on each day, and a day shows it: both are held against the agenda itself."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from netcrm.clock import Clock
from netcrm.domain.agenda import AgendaItem, ItemKind, build_agenda, calendar_days
from netcrm.domain.cadence import CadenceRule, CadenceScope
from netcrm.domain.contact import Details, Tier
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.month import MonthDay, month_after, weeks_of
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.errors import DateProblem
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.network import Member, Network
from tests.conftest import TODAY
from tests.services.support import added, day, every
from tests.stores import empty_store

PLACES = ("St Mary's", "Harbour CRO", "Northwind")
UIDS = iter(range(10**6))


def uid() -> str:
    return f"00000000-0000-4000-8000-{next(UIDS):012}"


def tangled_store(crm: Crm, seed: int) -> None:
    """Fill a store with people of whom many have several things on one day, under pauses, holidays and a cap."""
    chance = Random(seed)
    today = crm.today

    def near(before: int, after: int) -> date:
        return today + timedelta(days=chance.randint(-before, after))

    members, interactions, follow_ups = [], [], []
    for number in range(60):
        birthday = f"{near(10, 40):--%m-%d}" if chance.random() < 0.3 else ""
        begun = f"{near(10, 40).replace(year=2021):%Y-%m-%d}" if chance.random() < 0.3 else ""
        details = Details(
            Name(f"Person {number:02}", given="Person", family=f"{number:02}"),
            tier=chance.choice((*Tier, None)),
            positions=(Position(chance.choice(PLACES), start_on=begun, is_primary=True),),
            birthday=birthday,
        )
        members.append(Member(details, near(90, 0), uid()))
        if chance.random() < 0.6:
            how = chance.choice((Channel.CALL, Channel.EMAIL, Channel.NOTE))
            last = near(70, 0)
            interactions.append(Interaction(0, uid(), last, how, Direction.OUTGOING, "Words", (number,)))
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
            due_on, owner = near(12, 40), chance.choice(list(Owner))
            follow_ups.append(FollowUp(0, uid(), number, "Send it", due_on, None, owner, made_on=today))
    interactions.sort(key=lambda it: it.happened_on)
    words = {Tier.A: "1 week", Tier.B: "2 weeks", Tier.C: "10 business days", Tier.D: "5 weeks"}
    rules = [CadenceRule(CadenceScope.TIER, tier, every(text)) for tier, text in words.items()]
    crm.load_network(Network(members, interactions, follow_ups, rules=rules), "people")
    _settings(crm, chance)
    _organisations_and_interviews(crm, chance)
    _put_off(crm, chance)


def _settings(crm: Crm, chance: Random) -> None:
    crm.settings.set("region", "US")
    crm.settings.set("days-off", "2026-12-24..2026-12-31 Christmas break")
    crm.settings.set("daily-cap", chance.choice(("1", "2", "3", "none")))
    crm.settings.set("roll", chance.choice(("next", "previous", "none")))


def _organisations_and_interviews(crm: Crm, chance: Random) -> None:
    crm.cadences.set(CadenceScope.ORGANISATION, PLACES[0], every("10 days"))
    with crm._session.act("interviews"):
        for number in range(1, 9):
            on = crm.today + timedelta(days=chance.randint(-5, 35))
            at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC) if number % 2 else None
            crm._session.interviews.insert(Interview(0, "", number, Stage.AGREED, "", on, at))


def _put_off(crm: Crm, chance: Random) -> None:
    today = crm.today
    for number in chance.sample(range(1, 61), 8):
        start = today + timedelta(days=chance.randint(-5, 20))
        crm.pauses.pause([number], start, start + timedelta(days=chance.randint(0, 9)), "away")
    if chance.random() < 0.6:
        start = today + timedelta(days=chance.choice((-2, 3, 9)))
        crm.pauses.pause(None, start, start + timedelta(days=4), "conference")
    crm.pauses.pause(None, today + timedelta(days=20), today + timedelta(days=22), "")
    crm.pauses.pause(None, today + timedelta(days=15), today + timedelta(days=15), "", organisation=PLACES[1])
    due = [item.key for item in crm.agenda.build(today + timedelta(days=30), all_new=True).items if item.key[0] in "cf"]
    for key in chance.sample(due, min(8, len(due))):
        crm.acts.snooze(key, until=today + timedelta(days=chance.randint(1, 25)))


def placed_by_the_agenda(crm: Crm, until: date) -> tuple[dict[date, list[AgendaItem]], Counter[date]]:
    """Return what the agenda lays on each day up to `until`, and how many occasions there are on each."""
    session, policy = crm._session, crm._session.policy()
    entries, today = AgendaEntries(session), crm.today
    days = [today + timedelta(days=number) for number in range((until - today).days + 1)]
    done = session.following_up.acted_on(today)
    items = build_agenda(
        entries.check_ins(until, policy.daily_cap, all_new=False),
        entries.follow_ups(until),
        entries.awaiting(today),
        entries.organisations(policy),
        entries.occasions_on(days),
        interviews=entries.interviews(until),
        today=today,
        until=until,
        workdays=policy.workdays,
        daily_cap=policy.daily_cap,
        done_today=done,
        wait=policy.wait,
        all_new=False,
    ).items
    placed: dict[date, list[AgendaItem]] = {on: [] for on in days}
    stands_on = calendar_days(items, cap=policy.daily_cap, workdays=policy.workdays, today=today, done_today=done)
    for item, on in zip(items, stands_on, strict=True):
        placed.setdefault(on, []).append(item)
    occasions = build_agenda(
        [], [], [], (), entries.occasions_on(days), today=today, until=until, workdays=policy.workdays, daily_cap=None
    ).items
    return placed, Counter(it.due_on for it in occasions for _ in (it, *it.folded))


def kinds(day: MonthDay) -> tuple[int, ...]:
    load = day.load
    return load.check_ins, load.follow_ups, load.interviews, load.questions


def kinds_of(items: list[AgendaItem]) -> tuple[int, ...]:
    found = Counter(item.kind for item in items)
    check_ins = found[ItemKind.CHECK_IN] + found[ItemKind.ORGANISATION]
    return check_ins, found[ItemKind.FOLLOW_UP], found[ItemKind.INTERVIEW], found[ItemKind.AWAITING]


@pytest.mark.parametrize("seed", range(8))
def test_each_day_of_a_month_holds_what_the_agenda_lays_there(tmp_path: Path, seed: int) -> None:
    """On a Monday, and on a Saturday, when what is late stands on the next working day."""
    today = (TODAY, date(2026, 11, 28), date(2026, 12, 31))[seed % 3]
    with Crm.open(empty_store(tmp_path / "store.db"), clock=Clock(today)) as crm:
        tangled_store(crm, seed)
        counted = 0
        for month in (month_after(today.replace(day=1), ahead) for ahead in (0, 1)):
            view = crm.months.month(month.year, month.month)
            placed, occasions = placed_by_the_agenda(crm, view.days[-1].on)
            for one in (day for day in view.days if day.on >= today):
                assert kinds(one) == kinds_of(placed[one.on]), one.on
                assert one.load.occasions == occasions[one.on], one.on
                assert one.is_over == (view.cap is not None and one.load.check_ins > view.cap)
                counted += one.load.total
        assert counted > 50
        placed, _ = placed_by_the_agenda(crm, view.days[-1].on)
        for on in (today + timedelta(days=number) for number in (*range(8), 12, 16, 20, 21, 25)):
            seen = crm.months.day(on).items
            wanted, _ = placed_by_the_agenda(crm, on)
            assert [lines_of(it) for it in seen] == [lines_of(it) for it in wanted[on]], on
            assert [it.key for it in seen] == [it.key for it in placed[on]], on


def lines_of(item: AgendaItem) -> tuple[object, ...]:
    return item.key, item.folded, item.waits, item.why.partition("; news")[0]


def test_days_tell_what_is_special_about_them(crm: Crm) -> None:
    crm.settings.set("region", "US")
    crm.settings.set("days-off", "2026-11-27 bridge day; 2026-11-26 at home")
    crm.pauses.pause(None, day("2026-11-30"), day("2026-12-02"), "conference")
    days = {it.on: it for it in crm.months.month(2026, 11).days}
    assert (days[day("2026-11-26")].holiday, days[day("2026-11-26")].day_off) == (
        "Thanksgiving Day in the US",
        "at home",
    )
    assert (days[day("2026-11-27")].holiday, days[day("2026-11-27")].day_off) == ("", "bridge day")
    assert [it.on.day for it in days.values() if it.pause == "conference"] == [30, 1, 2]
    assert [it.on for it in days.values() if it.is_today] == [TODAY]
    assert [it.on.weekday() for it in days.values() if it.is_weekend] == [5, 6] * 6


def test_weeks_are_whole_and_numbered_by_iso(crm: Crm) -> None:
    weeks = crm.months.month(2027, 1).weeks
    assert [week.number for week in weeks] == [53, 1, 2, 3, 4]
    assert weeks[0].days[0].on == day("2026-12-28")
    assert all(len(week.days) == 7 and week.days[0].on.weekday() == 0 for week in weeks)


def test_past_days_tell_what_was_logged_and_how_much_of_it_counts(crm: Crm) -> None:
    ana, bo = added(crm, "Ana Lima"), added(crm, "Bo Chen")
    crm.interactions.log(InteractionDraft((ana, bo), Channel.CALL, day("2026-11-20"), summary="Her protocol"))
    crm.interactions.log(InteractionDraft((bo,), Channel.NOTE, day("2026-11-20"), summary="He moves"))
    past = next(it for it in crm.months.month(2026, 11).days if it.on == day("2026-11-20"))
    assert (past.logged, past.touches, past.load.total) == (2, 1, 0)
    seen = crm.months.day(day("2026-11-20"))
    assert seen.items == ()
    assert [(it.contact_id, it.name, it.others, it.summary) for it in seen.logged] == [
        (ana, "Ana Lima", 1, "Her protocol"),
        (bo, "Bo Chen", 0, "He moves"),
    ]
    assert crm.months.month(2026, 10).days[-1].on == day("2026-11-01")


def test_what_is_late_stands_on_today_and_what_the_cap_holds_back_on_the_working_days_after(crm: Crm) -> None:
    crm.settings.set("daily-cap", "2")
    for number in range(5):
        contact_id = added(crm, f"Late {number}", "2 weeks")
        crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day("2026-09-01")))
    crm.follow_ups.add(FollowUpDraft(1, "An old promise", day("2026-11-02")))
    load = {it.on: it.load for it in crm.months.month(2026, 11).days}
    assert [load[day(f"2026-11-{n}")].check_ins for n in (20, 23, 24, 25)] == [0, 2, 2, 0]
    assert load[TODAY].follow_ups == 1
    assert not any(it.is_over for it in crm.months.month(2026, 11).days)
    assert [it.waits for it in crm.months.day(day("2026-11-24")).items] == [True, True]


@pytest.mark.parametrize(
    ("on", "months", "wanted"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 12, "2027-11-30"),
        ("9998-12-01", 1, "9998-12-01"),
        ("0002-01-01", -1, "0002-01-01"),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_one(on: str, months: int, wanted: str) -> None:
    assert month_after(day(on), months) == day(wanted)


@pytest.mark.parametrize(("year", "month"), [(1, 1), (9999, 12), (2026, 0), (2026, 13)])
def test_a_month_that_is_none_is_refused(year: int, month: int) -> None:
    with pytest.raises(DateProblem):
        weeks_of(year, month)
