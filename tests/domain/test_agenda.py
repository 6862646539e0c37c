from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.agenda import (
    Agenda,
    AwaitingEntry,
    CheckInEntry,
    FollowUpEntry,
    Group,
    ItemKind,
    OccasionEntry,
    build_agenda,
    calendar_days,
)
from netcrm.domain.cadence import CadenceScope, EffectiveCadence, parse_cadence
from netcrm.domain.check_in import CheckInFacts, Pause, Snooze, Standing, plan_check_in
from netcrm.domain.contact import Tier
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interval import parse_interval
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.workdays import Workdays

D = date.fromisoformat
TODAY = D("2026-11-24")  # a Tuesday
OFFICE = Workdays({D("2026-11-26"): "Thanksgiving in the US"})
NAMES = {1: "Ana Lima", 2: "Bilal Haddad", 3: "Chidi Okafor", 4: "Dagny Voss", 5: "Emeka Obi", 6: "Fumiko Sato"}


def check_in(
    number: int,
    touch: str | None,
    cadence: str = "2 weeks",
    *,
    tier: str | None = None,
    added: str = "2026-11-03",
    snooze: str | None = None,
    pauses: tuple[Pause, ...] = (),
    awaiting: str | None = None,
) -> CheckInEntry:
    found = parse_cadence(cadence)
    assert found
    effective = EffectiveCadence(found, CadenceScope.TIER, tier) if tier else EffectiveCadence(found)
    anchor = D(touch) if touch else None
    put_off = (Snooze(anchor, D(snooze)),) if snooze else ()
    planned = plan_check_in(CheckInFacts(D(added), effective, anchor, snoozes=put_off, pauses=pauses), OFFICE)
    assert planned
    return CheckInEntry(
        number,
        f"uid{number}",
        NAMES.get(number, f"Person {number}"),
        NAMES.get(number, f"Person {number}").casefold(),
        Tier(tier) if tier else None,
        planned,
        effective,
        pauses,
        D(awaiting) if awaiting else None,
        D(added),
    )


def follow_up(
    number: int,
    contact: int,
    due: str,
    *,
    hour: int | None = None,
    snooze: str | None = None,
    owner: Owner = Owner.MINE,
    tier: str | None = None,
    pauses: tuple[Pause, ...] = (),
) -> FollowUpEntry:
    day = D(due)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC) if hour else None
    promise = FollowUp(
        number, f"f-uid{number}", contact, "Send my CV", day, at, owner, snoozed_until=D(snooze) if snooze else None
    )
    name = NAMES.get(contact, f"Person {contact}")
    return FollowUpEntry(promise, f"uid{contact}", name, name.casefold(), Tier(tier) if tier else None, pauses)


def awaiting(contact: int, since: str, pauses: tuple[Pause, ...] = ()) -> AwaitingEntry:
    return AwaitingEntry(contact, f"uid{contact}", NAMES[contact], NAMES[contact].casefold(), None, D(since), pauses)


def agenda(
    *entries: CheckInEntry | FollowUpEntry | AwaitingEntry | OccasionEntry,
    until: str | None = None,
    cap: int | None = None,
    done_today: int = 0,
    all_new: bool = True,
    today: date = TODAY,
) -> Agenda:
    return build_agenda(
        [e for e in entries if isinstance(e, CheckInEntry)],
        [e for e in entries if isinstance(e, FollowUpEntry)],
        [e for e in entries if isinstance(e, AwaitingEntry)],
        occasions=[e for e in entries if isinstance(e, OccasionEntry)],
        today=today,
        until=D(until) if until else None,
        workdays=OFFICE,
        daily_cap=cap,
        done_today=done_today,
        all_new=all_new,
    )


def keys(made: Agenda) -> str:
    return " ".join(item.key for item in made.items)


def why(made: Agenda, key: str) -> str:
    return next(item.why for item in made.items if item.key == key)


class TestGroups:
    def test_each_item_stands_in_its_group(self) -> None:
        made = agenda(
            check_in(1, "2026-11-03"),
            check_in(2, "2026-11-10"),
            check_in(3, "2026-11-17"),
            check_in(4, None),
            awaiting(5, "2026-11-03"),
            follow_up(6, 6, "2026-11-20", owner=Owner.THEIRS),
            follow_up(7, 6, "2026-12-24"),
            until="2026-12-31",
        )
        assert [(item.key, item.group) for item in made.items] == [
            ("c1", Group.LATE),
            ("c2", Group.TODAY),
            ("c3", Group.WEEK),
            ("f7", Group.LATER),
            ("a5", Group.AWAITING),
            ("f6", Group.THEIRS),
            ("c4", Group.NEW),
        ]
        assert [item.key for item in made.of(Group.WEEK)] == ["c3"]

    @pytest.mark.parametrize(
        ("until", "expected"),
        [
            (None, "f1 f2 f3"),
            ("2026-11-24", "f1 f2"),
            ("2026-11-20", "f1"),
            ("2026-12-02", "f1 f2 f3 f4"),
            ("2027-12-02", "f1 f2 f3 f4 f5"),
        ],
    )
    def test_it_looks_a_week_ahead_or_as_far_as_asked(self, until: str | None, expected: str) -> None:
        days = ["2026-11-19", "2026-11-24", "2026-12-01", "2026-12-02", "2027-11-24"]
        entries = [follow_up(number, number, day) for number, day in enumerate(days, start=1)]
        assert keys(agenda(*entries, until=until)) == expected

    def test_a_new_contact_is_listed_whatever_its_day_or_up_to_it(self) -> None:
        somebody = check_in(1, None, "1 year")
        assert keys(agenda(somebody)) == "c1"
        assert keys(agenda(somebody, all_new=False)) == ""
        assert keys(agenda(somebody, all_new=False, until="2027-11-03")) == "c1"

    def test_a_question_waits_for_its_day(self) -> None:
        assert keys(agenda(awaiting(1, "2026-11-10"))) == "a1"
        assert keys(agenda(awaiting(1, "2026-11-11"), until="2026-12-31")) == ""


class TestOrder:
    def test_hours_come_first_then_follow_ups_by_date_then_check_ins_by_ratio(self) -> None:
        made = agenda(
            check_in(1, "2026-09-01", "2 months"),
            check_in(2, "2026-11-03", "1 week"),
            follow_up(3, 3, "2026-11-22"),
            follow_up(4, 4, "2026-11-20"),
            follow_up(5, 5, "2026-11-23", hour=15),
            follow_up(6, 6, "2026-11-23", hour=9),
        )
        assert keys(made) == "f6 f5 f4 f3 c2 c1"

    def test_equal_ratios_go_by_tier_then_name_then_id(self) -> None:
        made = agenda(
            check_in(1, "2026-11-10"),
            check_in(5, "2026-11-10", tier="B"),
            check_in(4, "2026-11-10", tier="B"),
            check_in(6, "2026-11-10", tier="A"),
            replace(check_in(3, "2026-11-10"), sort_key="ana lima"),
        )
        assert keys(made) == "c6 c4 c5 c1 c3"

    def test_days_ahead_go_by_date_before_anything_else(self) -> None:
        made = agenda(
            check_in(1, "2026-11-11"), follow_up(2, 2, "2026-11-28", hour=9), follow_up(3, 3, "2026-11-27", hour=18)
        )
        assert keys(made) == "c1 f3 f2"
        assert [item.due_on.isoformat() for item in made.items] == ["2026-11-25", "2026-11-27", "2026-11-28"]

    def test_those_not_yet_contacted_stand_oldest_first(self) -> None:
        made = agenda(
            check_in(1, None, added="2026-11-09"),
            check_in(2, None, added="2026-11-02"),
            check_in(3, None, added="2026-11-09", tier="A"),
        )
        assert keys(made) == "c2 c3 c1"


class TestOnePersonStandsOnceADay:
    def test_a_check_in_folds_into_the_follow_up_of_the_same_page(self) -> None:
        made = agenda(check_in(1, "2026-11-03"), follow_up(8, 1, "2026-11-24"), awaiting(1, "2026-11-03"))
        (item,) = made.items
        assert (item.key, item.folded) == ("f8", ("c1", "a1"))
        assert item.why == "promised for 24 Nov; 7 days late on every 2 weeks; no answer since 3 Nov"

    def test_on_another_day_both_stand(self) -> None:
        assert keys(agenda(check_in(1, "2026-11-11"), follow_up(8, 1, "2026-11-24"))) == "f8 c1"
        assert keys(agenda(check_in(1, "2026-11-11"), follow_up(8, 1, "2026-11-25"))) == "f8"

    def test_several_promises_all_stand_and_the_first_takes_the_check_in(self) -> None:
        made = agenda(check_in(1, "2026-11-03"), follow_up(8, 1, "2026-11-24"), follow_up(9, 1, "2026-11-23"))
        assert [(item.key, item.folded) for item in made.items] == [("f9", ("c1",)), ("f8", ())]

    def test_my_promise_takes_it_before_theirs(self) -> None:
        theirs = follow_up(8, 1, "2026-11-03", owner=Owner.THEIRS)
        made = agenda(check_in(1, "2026-11-03"), theirs, follow_up(9, 1, "2026-11-24"))
        assert [(item.key, item.folded) for item in made.items] == [("f9", ("c1",)), ("f8", ())]
        assert keys(agenda(check_in(1, "2026-11-03"), theirs)) == "f8"

    def test_a_question_folds_into_the_check_in_and_is_said_once(self) -> None:
        made = agenda(check_in(1, "2026-11-03", awaiting="2026-11-03"), awaiting(1, "2026-11-03"))
        (item,) = made.items
        assert item.folded == ("a1",)
        assert item.why == "7 days late on every 2 weeks; no answer since 3 Nov"

    def test_somebody_new_with_a_promise_for_today_stands_once(self) -> None:
        made = agenda(check_in(1, None), follow_up(8, 1, "2026-11-24"))
        assert [(item.key, item.folded) for item in made.items] == [("f8", ("c1",))]


class TestCap:
    LATE = tuple(check_in(number, "2026-11-03", f"{number + 3} days") for number in range(1, 5))

    def test_beyond_the_cap_check_ins_wait_visibly_and_in_order(self) -> None:
        made = agenda(*self.LATE, check_in(5, "2026-11-10"), cap=2)
        assert keys(made) == "c1 c2 c3 c4 c5"
        assert [item.waits for item in made.items] == [False, False, True, True, True]
        assert made.waiting == 3

    def test_what_was_done_today_counts_against_it(self) -> None:
        assert agenda(*self.LATE, cap=2, done_today=1).waiting == 3
        assert agenda(*self.LATE, cap=2, done_today=7).waiting == 4
        assert agenda(*self.LATE, cap=None, done_today=7).waiting == 0

    def test_promises_are_never_held_back_and_folded_check_ins_take_no_place(self) -> None:
        made = agenda(*self.LATE, follow_up(8, 1, "2026-11-23"), follow_up(9, 2, "2026-11-24"), cap=1)
        assert [(item.key, item.waits) for item in made.items] == [
            ("f8", False),
            ("c3", False),
            ("c4", True),
            ("f9", False),
        ]

    def test_what_is_ahead_does_not_wait(self) -> None:
        assert agenda(*[check_in(number, "2026-11-11") for number in range(1, 5)], cap=1).waiting == 0

    def test_those_not_yet_contacted_are_spread_over_the_working_days_that_the_others_leave(self) -> None:
        newcomers = [check_in(number, None, "1 week", added="2026-11-03") for number in (4, 5, 6)]
        made = agenda(check_in(1, "2026-11-03"), check_in(2, "2026-11-10"), *newcomers, cap=1)
        assert [(item.key, item.due_on.isoformat(), item.waits) for item in made.of(Group.NEW)] == [
            ("c4", "2026-11-27", True),
            ("c5", "2026-11-30", True),
            ("c6", "2026-12-01", True),
        ]

    @pytest.mark.parametrize(("cap", "waits"), [(None, [False] * 3), (2, [False, False, True])])
    def test_on_a_day_off_nobody_waits_but_those_beyond_the_cap(self, cap: int | None, waits: list[bool]) -> None:
        newcomers = [check_in(number, None, "1 week", added="2026-11-03") for number in (4, 5, 6)]
        made = agenda(*newcomers, cap=cap, today=D("2026-11-28"))
        assert [item.waits for item in made.items] == waits
        assert made.items[0].due_on == D("2026-11-30")

    def test_the_calendar_puts_what_is_late_on_the_next_working_days(self) -> None:
        made = agenda(
            *self.LATE,
            follow_up(8, 8, "2026-11-20"),
            follow_up(9, 9, "2026-11-28"),
            awaiting(6, "2026-11-03"),
            cap=2,
            done_today=1,
        )
        days = calendar_days(made.items, cap=2, workdays=OFFICE, today=TODAY, done_today=1)
        assert {item.key: day.isoformat() for item, day in zip(made.items, days, strict=True)} == {
            "f8": "2026-11-24",
            "c1": "2026-11-24",
            "c2": "2026-11-25",
            "c3": "2026-11-25",
            "c4": "2026-11-27",
            "f9": "2026-11-28",
            "a6": "2026-11-24",
        }


class TestPauses:
    HOLIDAY = (Pause(D("2026-11-23"), D("2026-11-28")),)

    def test_today_inside_hides_everything_until_the_first_working_day_after(self) -> None:
        entries = (
            check_in(1, "2026-11-02", pauses=self.HOLIDAY),
            follow_up(8, 2, "2026-11-20", pauses=self.HOLIDAY),
            follow_up(9, 3, "2026-11-26", hour=9, pauses=self.HOLIDAY),
            awaiting(4, "2026-11-03", self.HOLIDAY),
        )
        assert keys(agenda(*entries, until="2026-11-29")) == ""
        made = agenda(*entries)
        assert {item.key: item.due_on.isoformat() for item in made.items} == dict.fromkeys(
            ("c1", "f8", "f9"), "2026-11-30"
        )
        assert {item.standing for item in made.items} == {Standing.PAUSED}
        assert why(made, "c1") == "paused, back 30 Nov, on every 2 weeks"
        assert made.items[-1].days_late == 6
        assert next(item for item in made.items if item.key == "f9").due_at is None

    def test_back_from_it_the_highest_ratio_comes_first(self) -> None:
        entries = [check_in(n, "2026-11-02", f"{weeks} weeks", pauses=self.HOLIDAY) for n, weeks in ((1, 2), (2, 1))]
        made = agenda(*entries, follow_up(8, 3, "2026-11-25", pauses=self.HOLIDAY), today=D("2026-11-30"))
        assert keys(made) == "c2 c1 f8"
        assert [item.days_late for item in made.items] == [15, 8, 0]
        assert why(made, "f8") == "promised for 25 Nov (from 25 Nov: a pause)"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (check_in(1, "2026-10-13", "30 days"), "12 days late on every 30 days"),
        (check_in(1, "2026-10-23", "monthly"), "1 day late on every month"),
        (check_in(1, "2026-11-10", tier="B"), "due today on every 2 weeks, from tier B"),
        (check_in(1, "2025-11-24", "yearly", tier="D"), "due today on every year, from tier D"),
        (
            check_in(1, "2026-11-12", tier="A"),
            "due 27 Nov on every 2 weeks, from tier A (from 26 Nov: Thanksgiving in the US)",
        ),
        (check_in(1, "2026-11-03", snooze="2026-11-29"), "due 29 Nov on every 2 weeks, snoozed until 29 Nov"),
        (check_in(1, "2026-11-03", snooze="2026-11-21"), "3 days late on every 2 weeks, snoozed until 21 Nov"),
        (check_in(1, None, added="2026-11-03"), "New: added 3 Nov"),
        (check_in(1, None, added="2025-11-03"), "New: added 3 Nov 2025"),
        (follow_up(1, 1, "2026-11-27"), "promised for 27 Nov"),
        (follow_up(1, 1, "2025-12-27"), "promised for 27 Dec 2025, 332 days late"),
        (follow_up(1, 1, "2026-11-20", snooze="2026-11-28"), "promised for 20 Nov, snoozed until 28 Nov"),
        (follow_up(1, 1, "2026-11-23", owner=Owner.THEIRS), "promised to you for 23 Nov, 1 day late"),
        (awaiting(1, "2026-11-03"), "no answer since 3 Nov"),
    ],
)
def test_each_item_says_why(entry: CheckInEntry | FollowUpEntry | AwaitingEntry, expected: str) -> None:
    (item,) = agenda(entry).items
    assert item.why == expected


def test_what_an_item_rests_on_counts_no_days() -> None:
    """Exported texts must stay the same tomorrow."""
    entries = (check_in(1, "2026-10-13", "1 month", tier="B"), follow_up(8, 2, "2026-11-03"))
    bases = [{item.key: item.basis for item in agenda(*entries, today=TODAY + timedelta(n)).items} for n in (0, 1)]
    assert bases[0] == bases[1] == {"c1": "monthly, from tier B", "f8": "promised for 3 Nov"}


def test_a_snoozed_follow_up_loses_its_hour_and_shows_again_on_its_day() -> None:
    (item,) = agenda(follow_up(1, 1, "2026-11-20", hour=9, snooze="2026-11-28")).items
    assert (item.due_on, item.due_at, item.standing) == (D("2026-11-28"), None, Standing.SNOOZED)


DAYS = st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=30)).map(date.isoformat)
PEOPLE = st.integers(1, 6)
PAUSES = st.sampled_from([(), (), TestPauses.HOLIDAY, (Pause(D("2026-11-10"), D("2026-11-20")),)])
TIERS = st.sampled_from([None, "A", "D"])
CHECK_INS = st.lists(
    st.builds(
        check_in,
        PEOPLE,
        st.none() | DAYS,
        st.sampled_from(["1 week", "3 months", "10 business days", "2 weeks, latest 3 weeks"]),
        tier=TIERS,
        added=DAYS,
        snooze=st.none() | DAYS,
        pauses=PAUSES,
    ),
    max_size=6,
    unique_by=lambda entry: entry.contact_id,
)
FOLLOW_UPS = st.lists(
    st.builds(
        follow_up,
        st.integers(1, 50),
        PEOPLE,
        DAYS,
        hour=st.sampled_from([None, None, 9]),
        owner=st.sampled_from(Owner),
        pauses=PAUSES,
    ),
    max_size=8,
    unique_by=lambda entry: entry.follow_up.id,
)
QUESTIONS = st.lists(st.builds(awaiting, PEOPLE, DAYS, PAUSES), max_size=4, unique_by=lambda entry: entry.contact_id)
CAPS = st.sampled_from([None, 0, 1, 2, 5])


@settings(deadline=None, max_examples=60)
@given(CHECK_INS, FOLLOW_UPS, QUESTIONS, CAPS, st.randoms(use_true_random=False))
def test_the_order_is_total(
    check_ins: list[CheckInEntry],
    follow_ups: list[FollowUpEntry],
    questions: list[AwaitingEntry],
    cap: int | None,
    chance: random.Random,
) -> None:
    entries: list[CheckInEntry | FollowUpEntry | AwaitingEntry] = [*check_ins, *follow_ups, *questions]
    made = agenda(*entries, cap=cap)
    chance.shuffle(entries)
    assert agenda(*entries, cap=cap) == made
    ranks = [list(Group).index(item.group) for item in made.items]
    assert ranks == sorted(ranks)


def open_promises(entries: Sequence[FollowUpEntry]) -> set[str]:
    return {f"f{entry.follow_up.id}" for entry in entries if entry.follow_up.due_on <= TODAY and not entry.pauses}


@settings(deadline=None, max_examples=60)
@given(CHECK_INS, FOLLOW_UPS, QUESTIONS, CAPS, st.integers(0, 3))
def test_the_cap_holds_and_hides_nothing_and_nobody_stands_twice_a_day(
    check_ins: list[CheckInEntry],
    follow_ups: list[FollowUpEntry],
    questions: list[AwaitingEntry],
    cap: int | None,
    done_today: int,
) -> None:
    made = agenda(*check_ins, *follow_ups, *questions, cap=cap, done_today=done_today)
    free = agenda(*check_ins, *follow_ups, *questions)
    assert Counter(item.key for item in made.items) == Counter(item.key for item in free.items)
    assert open_promises(follow_ups) <= {item.key for item in made.items if not item.waits}
    assert not any(item.waits for item in made.items if item.kind is not ItemKind.CHECK_IN)
    now = [item for item in made.items if item.kind is ItemKind.CHECK_IN and item.group in (Group.LATE, Group.TODAY)]
    assert cap is None or sum(not item.waits for item in now) <= max(cap - done_today, 0)
    assert [item.waits for item in now] == sorted(item.waits for item in now)
    stands: Counter[tuple[int | None, date]] = Counter()
    promised = set()
    for item in made.items:
        page = (item.contact_id, TODAY if item.group is Group.NEW else max(item.due_on, TODAY))
        if item.kind is ItemKind.FOLLOW_UP:
            promised.add(page)
        else:
            stands[page] += 1
    assert all(count == 1 for count in stands.values())
    assert not promised & set(stands)
    shown = [key for item in made.items for key in (item.key, *item.folded)]
    assert len(shown) == len(set(shown))


@settings(deadline=None, max_examples=50)
@given(CHECK_INS, FOLLOW_UPS, CAPS)
def test_no_day_of_the_calendar_lies_in_the_past(
    check_ins: list[CheckInEntry], follow_ups: list[FollowUpEntry], cap: int | None
) -> None:
    made = agenda(*check_ins, *follow_ups, cap=cap)
    days = calendar_days(made.items, cap=cap, workdays=OFFICE, today=TODAY)
    assert all(day >= TODAY for day in days)
    assert all(day == item.due_on for item, day in zip(made.items, days, strict=True) if item.due_on > TODAY)
    if cap:
        held = Counter(d for i, d in zip(made.items, days, strict=True) if i.group in (Group.LATE, Group.TODAY)
                       and i.kind is ItemKind.CHECK_IN)  # fmt: skip
        assert all(count <= cap for count in held.values())


def occasion(
    contact: int,
    on: str,
    kind: ItemKind = ItemKind.BIRTHDAY,
    words: str = "birthday",
    pauses: tuple[Pause, ...] = (),
) -> OccasionEntry:
    name = NAMES[contact]
    return OccasionEntry(kind, contact, f"uid{contact}", name, name.casefold(), None, D(on), words, pauses)


class TestOccasions:
    def test_stand_quietly_in_a_group_of_their_own_by_date(self) -> None:
        made = agenda(
            check_in(1, "2026-11-03"),
            awaiting(5, "2026-11-03"),
            occasion(3, "2026-11-27"),
            occasion(2, "2026-11-24", ItemKind.ANNIVERSARY, "5 years at St Mary's"),
            occasion(4, "2026-11-24"),
        )
        assert keys(made) == "c1 w2 b4 b3 a5"
        quiet = made.of(Group.OCCASION)
        assert [(item.title, item.why) for item in quiet] == [
            ("Work anniversary", "5 years at St Mary's today"),
            ("Birthday", "birthday today"),
            ("Birthday", "birthday on 27 Nov"),
        ]
        assert all((item.days_late, item.standing, item.waits) == (0, None, False) for item in quiet)

    def test_are_gone_the_day_after_and_unseen_beyond_the_last_day(self) -> None:
        assert keys(agenda(occasion(1, "2026-11-23"))) == ""
        assert keys(agenda(occasion(1, "2026-11-25"), until="2026-11-24")) == ""

    def test_are_hidden_by_a_pause(self) -> None:
        holiday = (Pause(D("2026-11-24"), D("2026-11-26")),)
        assert (
            keys(agenda(occasion(1, "2026-11-24", pauses=holiday), occasion(2, "2026-11-27", pauses=holiday))) == "b2"
        )

    def test_fold_into_the_same_persons_other_item_of_that_day(self) -> None:
        assert keys(agenda(check_in(1, "2026-11-03"), occasion(1, "2026-11-25"))) == "c1 b1"
        (late,) = agenda(check_in(1, "2026-11-03"), occasion(1, "2026-11-24")).items
        assert (late.key, late.folded) == ("c1", ("b1",))
        assert late.why == "7 days late on every 2 weeks; birthday today"
        both = agenda(occasion(1, "2026-11-25"), occasion(1, "2026-11-25", ItemKind.ANNIVERSARY, "1 year at St Mary's"))
        assert len(both.items) == 1

    def test_do_not_go_out_of_sight_with_a_check_in_beyond_the_cap(self) -> None:
        made = agenda(check_in(1, "2026-11-03"), occasion(1, "2026-11-24"), cap=0)
        assert [(item.key, item.waits, item.folded) for item in made.items] == [("c1", True, ()), ("b1", False, ())]

    def test_take_in_somebody_not_yet_contacted(self) -> None:
        (item,) = agenda(check_in(1, None), occasion(1, "2026-11-24")).items
        assert (item.key, item.folded, item.why) == ("b1", ("c1",), "birthday today; New: added 3 Nov")


class TestPromisesInWords:
    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({"made_on": D("2026-11-03")}, "promised on 3 Nov for 27 Nov"),
            ({"made_on": D("2026-11-27")}, "promised for 27 Nov"),
            ({"made_on": D("2026-11-03"), "owner": Owner.THEIRS}, "promised to you on 3 Nov for 27 Nov"),
            (
                {"made_on": D("2026-11-03"), "snoozed_until": D("2026-11-30")},
                "promised on 3 Nov for 27 Nov, snoozed until 30 Nov",
            ),
            ({"recurrence": Recurrence(parse_interval("1 year"), RepeatsFrom.DATE, D("2024-11-27"), 2)},
             "yearly, due 27 Nov"),
            ({"recurrence": Recurrence(parse_interval("3 months"), RepeatsFrom.DATE, D("2024-11-27"), 8),
              "owner": Owner.THEIRS}, "every 3 months, promised to you, due 27 Nov"),
        ],
    )  # fmt: skip
    def test_say_when_they_were_made_and_for_when(self, change: dict[str, Any], expected: str) -> None:
        entry = follow_up(1, 1, "2026-11-27")
        (item,) = agenda(replace(entry, follow_up=replace(entry.follow_up, **change))).items
        assert (item.why, item.basis) == (expected, expected)

    def test_a_step_of_a_playbook_says_what_it_waited_for_and_what_to_ask(self) -> None:
        entry = replace(
            follow_up(1, 1, "2026-11-20"),
            playbook="3B7",
            condition="no answer for 3 business days",
            asks="Did Ana Lima answer?",
        )
        (item,) = agenda(entry).items
        assert item.why == "3B7: no answer for 3 business days, 4 days late"
        assert (item.asks, item.playbook) == ("Did Ana Lima answer?", "3B7")
        (item,) = agenda(replace(entry, condition="")).items
        assert item.why == "3B7: for 20 Nov, 4 days late"


def test_somebody_new_says_where_they_came_from() -> None:
    (item,) = agenda(replace(check_in(1, None), came_from="lyon.vcf, card 12")).items
    assert item.why == "New: from lyon.vcf, card 12"


def test_the_agenda_of_a_day_to_come_never_calls_that_day_today() -> None:
    made = build_agenda(
        [check_in(1, "2026-11-17")], [], [], [], [occasion(2, "2026-12-01")],
        today=D("2026-12-01"), until=D("2026-12-01"), workdays=OFFICE, daily_cap=None, read_on=TODAY,
    )  # fmt: skip
    assert [item.why for item in made.items] == ["due 1 Dec on every 2 weeks", "birthday on 1 Dec"]


OCCASIONS = st.lists(
    st.builds(occasion, PEOPLE, DAYS, st.sampled_from([ItemKind.BIRTHDAY, ItemKind.ANNIVERSARY]), pauses=PAUSES),
    max_size=5,
    unique_by=lambda entry: (entry.contact_id, entry.kind),
)


@settings(deadline=None, max_examples=40)
@given(CHECK_INS, FOLLOW_UPS, OCCASIONS, CAPS)
def test_every_occasion_in_sight_stands_once_and_never_beyond_the_cap(
    check_ins: list[CheckInEntry], follow_ups: list[FollowUpEntry], occasions: list[OccasionEntry], cap: int | None
) -> None:
    made = agenda(*check_ins, *follow_ups, *occasions, cap=cap)
    wanted = Counter(
        f"{'b' if entry.kind is ItemKind.BIRTHDAY else 'w'}{entry.contact_id}"
        for entry in occasions
        if TODAY <= entry.on <= TODAY + timedelta(days=7) and not any(entry.on in pause for pause in entry.pauses)
    )
    seen = Counter(key for item in made.items if not item.waits for key in (item.key, *item.folded) if key[0] in "bw")
    assert seen == wanted
    assert {item.key for item in agenda(*check_ins, *follow_ups, cap=cap).items} <= {
        key for item in made.items for key in (item.key, *item.folded)
    }
