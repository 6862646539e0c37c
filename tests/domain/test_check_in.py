from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.cadence import Cadence, CadenceScope, EffectiveCadence, parse_cadence
from netcrm.domain.check_in import (
    CheckIn,
    CheckInFacts,
    Pause,
    Snooze,
    Standing,
    day_out_of_pauses,
    days_outside_pauses,
    lateness,
    paused,
    plan_check_in,
    skipped,
    snoozed,
    touched,
)
from netcrm.domain.interval import Interval, Unit, add_interval
from netcrm.domain.workdays import RollRule, Workdays
from netcrm.errors import DateProblem

D = date.fromisoformat
THANKSGIVING = Workdays({D("2026-11-26"): "Thanksgiving in the US"})
NO_ROLL = Workdays(roll=RollRule.NONE)


def facts(
    cadence: str,
    touch: str | None = None,
    *,
    skip: str | None = None,
    added: str = "2020-01-01",
    set_on: str | None = None,
    snooze: Snooze | None = None,
    pauses: tuple[Pause, ...] = (),
) -> CheckInFacts:
    found = parse_cadence(cadence, set_on=D(set_on) if set_on else None)
    return CheckInFacts(
        D(added),
        EffectiveCadence(found) if found else None,
        D(touch) if touch else None,
        D(skip) if skip else None,
        (snooze,) if snooze else (),
        pauses,
    )


def pause(start: str, end: str, reason: str = "") -> Pause:
    return Pause(D(start), D(end), reason)


def planned(given_facts: CheckInFacts, workdays: Workdays = THANKSGIVING) -> CheckIn:
    check_in = plan_check_in(given_facts, workdays)
    assert check_in
    return check_in


def standing(check_in: CheckIn | None, today: str, *pauses: Pause) -> Standing:
    return lateness(check_in, pauses, D(today)).standing


@pytest.mark.parametrize(
    ("cadence", "touch", "roll", "due"),
    [
        ("1 month", "2027-01-31", "none", "2027-02-28"),
        ("1 month", "2028-01-31", "none", "2028-02-29"),
        ("1 year", "2028-02-29", "none", "2029-02-28"),
        ("3 months", "2026-11-30", "none", "2027-02-28"),
        ("1 month", "2026-12-31", "none", "2027-01-31"),
        ("2 weeks", "2026-11-12", "next", "2026-11-27"),
        ("2 weeks", "2026-11-12", "previous", "2026-11-25"),
        ("2 weeks", "2026-11-12", "none", "2026-11-26"),
        ("2 weeks", "2026-11-14", "next", "2026-11-30"),
        ("1 day", "2026-11-25", "previous", "2026-11-27"),
        ("1 day", "2026-11-27", "previous", "2026-11-30"),
        ("1 business day", "2026-11-25", "next", "2026-11-27"),
        ("10 business days", "2026-11-20", "next", "2026-12-07"),
        ("1 year", "9999-06-01", "next", "9999-12-31"),
    ],
)
def test_a_check_in_lies_an_interval_after_the_anchor(cadence: str, touch: str, roll: str, due: str) -> None:
    workdays = replace(THANKSGIVING, roll=RollRule(roll))
    check_in = planned(facts(cadence, touch), workdays)
    assert check_in.due_on == check_in.rolled.day == D(due)
    assert check_in.anchor == check_in.start == D(touch)


def test_a_move_off_a_holiday_is_said() -> None:
    rolled = planned(facts("2 weeks", "2026-11-12")).rolled
    assert (rolled.moved_from, rolled.why) == (D("2026-11-26"), "Thanksgiving in the US")


@pytest.mark.parametrize("cadence", ["never", "unset"])
def test_without_an_interval_there_is_no_check_in(cadence: str) -> None:
    assert plan_check_in(facts(cadence, "2026-11-12"), THANKSGIVING) is None


def test_no_check_in_stands_as_unset_or_by_decision_as_fresh() -> None:
    assert standing(None, "2026-11-22") is Standing.UNSET
    assert lateness(None, (), D("2026-11-22"), is_never=True).standing is Standing.FRESH
    assert standing(None, "2026-11-22", pause("2026-11-20", "2026-11-22")) is Standing.PAUSED


@pytest.mark.parametrize(
    ("touch", "skip", "anchor"),
    [
        ("2026-10-01", None, "2026-10-01"),
        (None, "2026-10-02", "2026-10-02"),
        ("2026-10-01", "2026-10-02", "2026-10-02"),
        ("2026-10-03", "2026-10-02", "2026-10-03"),
        (None, None, None),
    ],
)
def test_the_anchor_is_the_later_of_touch_and_skip(touch: str | None, skip: str | None, anchor: str | None) -> None:
    check_in = planned(facts("1 month", touch, skip=skip))
    assert check_in.anchor == (D(anchor) if anchor else None)
    assert check_in.is_new is (anchor is None)


@pytest.mark.parametrize(
    ("added", "set_on", "start", "due"),
    [
        ("2026-11-02", None, "2026-11-02", "2026-12-02"),
        ("2026-11-02", "2026-11-10", "2026-11-10", "2026-12-10"),
        ("2026-11-10", "2026-11-02", "2026-11-10", "2026-12-10"),
    ],
)
def test_somebody_new_counts_from_being_added_or_from_the_setting_of_the_cadence(
    added: str, set_on: str | None, start: str, due: str
) -> None:
    check_in = planned(facts("1 month", added=added, set_on=set_on))
    assert (check_in.start, check_in.due_on) == (D(start), D(due))


def test_somebody_new_is_never_late() -> None:
    check_in = planned(facts("1 week, latest 2 weeks", added="2020-01-01"))
    found = lateness(check_in, (), D("2026-11-22"))
    assert (found.days_late, found.ratio, found.standing) == (0, 0.0, Standing.NEW)
    assert check_in.latest_on is None


@pytest.mark.parametrize(
    ("today", "days_late", "expected"),
    [
        ("2026-11-30", 0, Standing.FRESH),
        ("2026-12-01", 0, Standing.DUE),
        ("2026-12-02", 1, Standing.LATE),
        ("2026-12-16", 15, Standing.LATE),
        ("2026-12-17", 16, Standing.OVERDUE),
    ],
)
def test_a_check_in_is_overdue_after_half_an_interval(today: str, days_late: int, expected: Standing) -> None:
    """30 days from 1 November: late from 2 December, and 15 days are exactly half."""
    found = lateness(planned(facts("30 days", "2026-11-01")), (), D(today))
    assert (found.days_late, found.standing) == (days_late, expected)
    assert found.ratio == days_late / 30


def test_a_rolled_date_is_late_from_where_it_rolled_to_but_measured_by_the_unrolled_interval() -> None:
    check_in = planned(facts("2 weeks", "2026-11-14"))
    assert check_in.interval_days == 14
    found = lateness(check_in, (), D("2026-12-07"))
    assert (found.days_late, found.ratio, found.standing) == (7, 0.5, Standing.LATE)


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-12-02", Standing.LATE), ("2026-12-11", Standing.LATE), ("2026-12-12", Standing.OVERDUE)],
)
def test_past_the_latest_interval_a_check_in_is_overdue(today: str, expected: Standing) -> None:
    check_in = planned(facts("30 days, latest 40 days", "2026-11-01"))
    assert check_in.latest_on == D("2026-12-11")
    assert standing(check_in, today) is expected


def test_the_latest_day_never_lies_before_the_day_that_is_due() -> None:
    snooze = Snooze(D("2026-11-02"), D("2027-03-01"))
    check_in = planned(facts("1 month, latest 1 month", "2026-11-02", snooze=snooze))
    assert check_in.latest_on == check_in.due_on == D("2027-03-01")
    assert standing(check_in, "2027-03-01") is Standing.DUE


class TestSnooze:
    def test_it_shows_again_on_its_day_and_is_late_from_there(self) -> None:
        check_in = planned(snoozed(facts("2 weeks", "2026-11-02"), D("2026-12-01"), D("2026-11-22")))
        assert check_in.snoozed_until == check_in.due_on == D("2026-12-01")
        assert standing(check_in, "2026-11-30") is Standing.SNOOZED
        assert standing(check_in, "2026-12-01") is Standing.DUE
        assert lateness(check_in, (), D("2026-12-04")).days_late == 3
        assert check_in.interval_days == 14

    def test_its_typed_date_never_rolls(self) -> None:
        saturday_and_holiday = Workdays({D("2026-12-05"): "a fair"})
        act = snoozed(facts("2 weeks", "2026-11-02"), D("2026-12-05"), D("2026-11-22"))
        check_in = planned(act, saturday_and_holiday)
        assert check_in.due_on == D("2026-12-05")
        assert check_in.rolled.moved_from is None

    def test_a_touch_clears_it_and_undoing_the_touch_brings_it_back(self) -> None:
        before = snoozed(facts("2 weeks", "2026-11-02"), D("2026-12-01"), D("2026-11-22"))
        after = touched(before, D("2026-11-23"), D("2026-11-23"))
        assert planned(after).due_on == D("2026-12-07")
        assert planned(after).snoozed_until is None
        assert planned(replace(after, last_touch=before.last_touch)) == planned(before)

    def test_a_back_dated_touch_leaves_it(self) -> None:
        before = snoozed(facts("2 weeks", "2026-11-02"), D("2026-12-01"), D("2026-11-22"))
        assert planned(touched(before, D("2026-10-30"), D("2026-11-22"))) == planned(before)

    def test_one_made_before_another_holds_again_where_its_anchor_comes_back(self) -> None:
        """Put off, called, put off again, and the call turns out never to have been: the first snooze is in force."""
        first = snoozed(facts("2 weeks", "2026-11-02"), D("2026-12-01"), D("2026-11-22"))
        called = snoozed(replace(first, last_touch=D("2026-11-22")), D("2026-12-20"), D("2026-11-22"))
        assert planned(called).snoozed_until == D("2026-12-20")
        assert planned(replace(called, last_touch=D("2026-11-02"))).snoozed_until == D("2026-12-01")

    def test_somebody_new_can_be_snoozed(self) -> None:
        check_in = planned(snoozed(facts("2 weeks", added="2026-11-02"), D("2026-12-01"), D("2026-11-22")))
        assert standing(check_in, "2026-11-30") is Standing.SNOOZED
        assert standing(check_in, "2026-12-05") is Standing.NEW

    @pytest.mark.parametrize("until", ["2026-11-22", "2026-11-21"])
    def test_a_day_that_is_not_after_today_is_refused(self, until: str) -> None:
        with pytest.raises(DateProblem, match="after today"):
            snoozed(facts("2 weeks", "2026-11-02"), D(until), D("2026-11-22"))


class TestTouchAndSkip:
    def test_a_touch_begins_a_new_interval(self) -> None:
        after = touched(facts("3 months", "2026-08-03"), D("2026-11-20"), D("2026-11-22"))
        assert planned(after).due_on == D("2027-02-22")

    def test_a_back_dated_touch_does_not_move_the_anchor_back(self) -> None:
        before = facts("3 months", "2026-10-03")
        assert touched(before, D("2026-09-01"), D("2026-11-22")) == before

    def test_a_touch_after_today_is_refused_with_advice(self) -> None:
        with pytest.raises(DateProblem, match="Plan a follow-up instead"):
            touched(facts("3 months"), D("2026-11-23"), D("2026-11-22"))

    def test_a_skip_counts_from_today_without_being_contact(self) -> None:
        after = skipped(facts("1 year", "2025-11-20"), D("2026-11-23"))
        assert planned(after).due_on == D("2027-11-23")
        assert after.last_touch == D("2025-11-20")

    def test_a_skip_of_somebody_new_gives_an_anchor(self) -> None:
        check_in = planned(skipped(facts("2 weeks", added="2026-01-01"), D("2026-11-23")))
        assert (check_in.anchor, check_in.is_new) == (D("2026-11-23"), False)


class TestPause:
    def test_what_falls_due_inside_comes_back_on_the_first_working_day_after(self) -> None:
        holiday = pause("2026-11-10", "2026-11-28", "parental leave")
        check_in = planned(paused(facts("2 weeks", "2026-11-02"), holiday))
        assert check_in.due_on == D("2026-11-30")
        assert (check_in.rolled.moved_from, check_in.rolled.why) == (D("2026-11-16"), "parental leave")
        assert holiday.first_day_back == D("2026-11-29")
        assert standing(check_in, "2026-11-28", holiday) is Standing.PAUSED
        assert standing(check_in, "2026-11-30", holiday) is Standing.DUE

    def test_both_ends_are_inside(self) -> None:
        holiday = pause("2026-11-16", "2026-11-16")
        assert planned(facts("2 weeks", "2026-11-02", pauses=(holiday,))).due_on == D("2026-11-17")
        assert D("2026-11-16") in holiday
        assert D("2026-11-15") not in holiday
        assert D("2026-11-17") not in holiday

    def test_days_of_a_pause_are_taken_off_what_is_late(self) -> None:
        holidays = (pause("2026-11-20", "2026-11-24"), pause("2026-11-23", "2026-11-25"))
        check_in = planned(facts("2 weeks", "2026-11-02", pauses=holidays))
        assert check_in.due_on == D("2026-11-16")
        assert lateness(check_in, holidays, D("2026-11-27")).days_late == 11 - 6

    def test_pauses_that_follow_one_another_are_passed_at_once(self) -> None:
        holidays = (pause("2026-11-30", "2026-12-04"), pause("2026-11-16", "2026-11-27"))
        assert day_out_of_pauses(D("2026-11-16"), holidays, THANKSGIVING) == D("2026-12-07")

    def test_a_snooze_into_a_pause_waits_for_its_end(self) -> None:
        holiday = pause("2026-12-01", "2026-12-06")
        before = facts("2 weeks", "2026-11-02", pauses=(holiday,))
        check_in = planned(snoozed(before, D("2026-12-02"), D("2026-11-22")))
        assert (check_in.due_on, check_in.snoozed_until) == (D("2026-12-07"), D("2026-12-02"))
        assert standing(check_in, "2026-11-30", holiday) is Standing.SNOOZED

    def test_one_that_ends_before_it_starts_is_refused(self) -> None:
        with pytest.raises(DateProblem, match="before it starts on 2026-11-20"):
            pause("2026-11-20", "2026-11-19")

    def test_one_until_the_end_of_the_calendar_is_no_trap(self) -> None:
        forever = Pause(D("2026-11-01"), date.max)
        assert forever.first_day_back == date.max
        check_in = planned(facts("2 weeks", "2026-11-02", pauses=(forever,)))
        assert check_in.due_on == date.max
        assert standing(check_in, "2026-11-22", forever) is Standing.PAUSED


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
INTERVALS = st.builds(Interval, st.integers(1, 20), st.sampled_from(Unit))
PAUSES = st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=3).map(
    lambda found: tuple(Pause(start, start + timedelta(days=length)) for start, length in found)
)
OFFICES = st.builds(
    lambda holidays, weekend, roll: Workdays(dict.fromkeys(holidays, "a holiday"), weekend, roll),
    st.frozensets(DAYS, max_size=20),
    st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset[int](), frozenset(range(6))]),
    st.sampled_from(RollRule),
)


@settings(deadline=None, max_examples=150)
@given(DAYS, INTERVALS, OFFICES, PAUSES, st.booleans())
def test_a_check_in_never_lies_on_its_anchor_or_before_it(
    anchor: date, interval: Interval, office: Workdays, pauses: tuple[Pause, ...], has_latest: bool
) -> None:
    cadence = Cadence(interval, interval if has_latest else None)
    check_in = planned(CheckInFacts(anchor, EffectiveCadence(cadence), anchor, pauses=pauses), office)
    assert check_in.due_on > anchor
    assert check_in.interval_days == (check_in.unrolled - anchor).days > 0
    assert not any(check_in.due_on in pause for pause in pauses)
    assert office.is_workday(check_in.due_on) or (office.roll is RollRule.NONE and check_in.due_on == check_in.unrolled)
    assert check_in.latest_on is None or check_in.latest_on >= check_in.due_on


@settings(deadline=None, max_examples=150)
@given(DAYS, INTERVALS, OFFICES, PAUSES)
def test_the_same_facts_give_the_same_plan_and_the_day_asked_does_not_matter(
    anchor: date, interval: Interval, office: Workdays, pauses: tuple[Pause, ...]
) -> None:
    """An unanswered check-in does not roll forward: replaying what is known changes nothing."""
    known = CheckInFacts(anchor, EffectiveCadence(Cadence(interval)), anchor, pauses=pauses)
    first = planned(known, office)
    assert planned(touched(known, anchor, anchor), office) == first
    assert planned(replace(known, pauses=pauses[::-1]), office).due_on == first.due_on
    assert planned(replace(known, effective=EffectiveCadence(Cadence(interval), CadenceScope.TIER, "A")), office) == (
        first
    )


@settings(deadline=None, max_examples=100)
@given(DAYS.filter(lambda day: day.day <= 28), st.integers(1, 20), st.integers(1, 12))
def test_done_on_its_day_each_time_a_cadence_stays_on_the_day_of_the_month(
    anchor: date, months: int, times: int
) -> None:
    known = facts(f"{months} months", anchor.isoformat())
    for _ in range(times):
        day = planned(known, NO_ROLL).due_on
        known = touched(known, day, day)
    assert known.last_touch == add_interval(anchor, Interval(months * times, Unit.MONTH), NO_ROLL)


@settings(deadline=None, max_examples=150)
@given(DAYS, INTERVALS, OFFICES, PAUSES, st.integers(0, 400))
def test_lateness_grows_by_one_each_day_that_is_in_no_pause(
    anchor: date, interval: Interval, office: Workdays, pauses: tuple[Pause, ...], later: int
) -> None:
    check_in = planned(CheckInFacts(anchor, EffectiveCadence(Cadence(interval)), anchor, pauses=pauses), office)
    today = check_in.due_on + timedelta(days=later)
    now, next_day = (lateness(check_in, pauses, day) for day in (today, today + timedelta(days=1)))
    is_paused = any(today + timedelta(days=1) in pause for pause in pauses)
    assert next_day.days_late - now.days_late == (0 if is_paused else 1)
    assert (next_day.standing is Standing.PAUSED) is is_paused
    assert now.ratio == now.days_late / check_in.interval_days


@settings(deadline=None, max_examples=150)
@given(DAYS, st.integers(0, 200), PAUSES)
def test_days_outside_pauses_are_those_that_one_would_count(
    after: date, length: int, pauses: tuple[Pause, ...]
) -> None:
    until = after + timedelta(days=length)
    days = [after + timedelta(days=n) for n in range(1, length + 1)]
    expected = sum(not any(day in pause for pause in pauses) for day in days)
    assert days_outside_pauses(after, until, pauses) == expected
    assert days_outside_pauses(until, after, pauses) == 0 or length == 0
