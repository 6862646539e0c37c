"""The rules of check-ins, written a second time by walking the days of a wall calendar one by one.

Nothing here adds to a date: a month is passed when a first of the month is, a business day when one works on it. It is
slow, short and easy to believe, and it must agree with the program on every anchor of four years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest

from netcrm.domain.cadence import EffectiveCadence, parse_cadence
from netcrm.domain.check_in import CheckIn, CheckInFacts, Lateness, Pause, Snooze, Standing, lateness, plan_check_in
from netcrm.domain.workdays import RollRule, Workdays

ANCHORS = 1461
"""The days of 2026 to 2029; 2028 is a leap year."""
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the wall calendar."""

    year: int
    month: int
    day: int
    weekday: int
    is_last: bool
    """Whether the month ends with it."""


def _leaves() -> Iterator[Leaf]:
    weekday = 3  # 1 January 2026 is a Thursday
    for year in range(2026, 2035):
        for month, length in enumerate(_LENGTHS, start=1):
            last = 29 if month == 2 and year in (2028, 2032) else length
            for day in range(1, last + 1):
                yield Leaf(year, month, day, weekday, day == last)
                weekday = (weekday + 1) % 7


WALL = list(_leaves())
DATES = [date(leaf.year, leaf.month, leaf.day) for leaf in WALL]
PLACES = {day: place for place, day in enumerate(DATES)}

_BANK_HOLIDAYS = {
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2031: "01-01 04-11 04-14 05-05 05-26 08-25 12-25 12-26",
    2032: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
"""Of England; and a house that closes between the years, so that many days off come in a row."""
_HOLIDAYS = {
    date.fromisoformat(f"{year}-{day}"): "a holiday"
    for year, days in _BANK_HOLIDAYS.items()
    for day in [*days.split(), "12-29", "12-30", "12-31"]
}
WEEKENDS = {"Saturday and Sunday": frozenset({5, 6}), "Friday and Saturday": frozenset({4, 5})}


@dataclass(frozen=True, slots=True)
class Office:
    """Which leaves are off, and the same for the program."""

    is_off: list[bool]
    workdays: dict[RollRule, Workdays]


def _office(weekend: frozenset[int]) -> Office:
    is_off = [leaf.weekday in weekend or DATES[place] in _HOLIDAYS for place, leaf in enumerate(WALL)]
    return Office(is_off, {roll: Workdays(_HOLIDAYS, weekend, roll) for roll in RollRule})


OFFICES = {name: _office(weekend) for name, weekend in WEEKENDS.items()}

CADENCES = (
    "1 day", "2 days", "3 days", "10 days", "30 days", "45 days, latest 60 days", "90 days, latest 100 days",
    "1 business day", "3 business days", "5 business days", "10 business days, latest 11 business days",
    "20 business days, latest 2 months", "1 week", "2 weeks", "2 weeks, latest 2 weeks", "6 weeks, latest 2 months",
    "1 month", "1 month, latest 5 weeks", "2 months", "3 months, latest 4 months", "6 months, latest 27 weeks",
    "12 months", "18 months", "1 year", "1 year, latest 13 months", "2 years", "never", "unset",
)  # fmt: skip


def walk(anchor: int, count: int, unit: str, office: Office) -> int:
    """Return the place of the leaf that lies `count` units after the anchor's."""
    start, place, passed = WALL[anchor], anchor, 0
    while True:
        place += 1
        leaf = WALL[place]
        if unit == "day":
            passed += 1
        elif unit == "week":
            passed += leaf.weekday == start.weekday
        elif unit == "business day":
            passed += not office.is_off[place]
        elif unit == "month":
            passed += leaf.day == 1
        else:
            passed += leaf.day == 1 and leaf.month == 1
        if passed < count or (unit == "business day" and office.is_off[place]):
            continue
        if unit in ("day", "week", "business day"):
            return place
        if (unit == "month" or leaf.month == start.month) and (leaf.day == start.day or leaf.is_last):
            return place


def roll(place: int, anchor: int, rule: RollRule, office: Office) -> int:
    """Return where a computed day goes that is off."""
    if rule is RollRule.NONE or not office.is_off[place]:
        return place
    if rule is RollRule.PREVIOUS:
        for earlier in range(place - 1, anchor, -1):
            if not office.is_off[earlier]:
                return earlier
    while office.is_off[place]:
        place += 1
    return place


def spoken(text: str) -> tuple[int, str]:
    """Return 10 and `business day` for `10 business days`."""
    count, _, unit = text.partition(" ")
    return int(count), unit.removesuffix("s")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the wall calendar says of a check-in; places, not dates."""

    unrolled: int
    due: int
    length: int
    latest: int | None


def expected_of(anchor: int, rule: RollRule, office: Office, unrolled: int, last: int | None) -> Expected:
    due = roll(unrolled, anchor, rule, office)
    latest = None if last is None else max(due, roll(last, anchor, rule, office))
    return Expected(unrolled, due, unrolled - anchor, latest)


def standing_of(due: int, length: int, latest: int | None, today: int, *, late: int, snoozed: bool = False) -> Standing:
    """Return how somebody stands outside pauses, by the words of the design."""
    if today < due:
        return Standing.SNOOZED if snoozed else Standing.FRESH
    if today == due:
        return Standing.DUE
    if late > length / 2 or (latest is not None and today > latest):
        return Standing.OVERDUE
    return Standing.LATE


def edges(expected: Expected) -> list[int]:
    """Return the days on which a standing may change, and those beside them."""
    due, half = expected.due, expected.length // 2
    latest = due if expected.latest is None else expected.latest
    return [due - 1, due, due + 1, due + half, due + half + 1, latest, latest + 1, due + 400]


def disagreement(found: CheckIn | None, expected: Expected, anchor: int, turn: int) -> str:
    """Return what a check-in of the program and the wall calendar say differently, or nothing."""
    if found is None:
        return "there is none"
    said = (found.unrolled, found.due_on, found.interval_days, found.latest_on, found.anchor)
    latest = None if expected.latest is None else DATES[expected.latest]
    wanted = (DATES[expected.unrolled], DATES[expected.due], expected.length, latest, DATES[anchor])
    if said != wanted:
        return f"{said} is not {wanted}"
    days = edges(expected)
    for today in (days[turn % 8], days[(turn + 3) % 8]):
        late = max(today - expected.due, 0)
        standing = standing_of(expected.due, expected.length, expected.latest, today, late=late)
        answer = lateness(found, (), DATES[today])
        if answer != Lateness(late, late / expected.length, standing):
            return f"{answer} on {DATES[today]} is not {late} days, {standing}"
    return ""


@pytest.mark.parametrize("weekend", WEEKENDS)
@pytest.mark.parametrize("cadence", CADENCES)
def test_every_anchor_of_four_years_leads_where_the_wall_calendar_says(cadence: str, weekend: str) -> None:
    office, parsed = OFFICES[weekend], parse_cadence(cadence)
    effective = EffectiveCadence(parsed) if parsed else None
    ideal, _, latest = cadence.partition(", latest ")
    wrong = []
    for anchor in range(ANCHORS):
        facts = CheckInFacts(DATES[0], effective, DATES[anchor])
        if cadence in ("never", "unset"):
            assert plan_check_in(facts, office.workdays[RollRule.NEXT]) is None
            continue
        unrolled = walk(anchor, *spoken(ideal), office)
        last = walk(anchor, *spoken(latest), office) if latest else None
        for turn, rule in enumerate(RollRule):
            expected = expected_of(anchor, rule, office, unrolled, last)
            found = plan_check_in(facts, office.workdays[rule])
            if words := disagreement(found, expected, anchor, anchor + turn):
                wrong.append(f"{cadence} after {DATES[anchor]}, {rule}: {words}")
    assert wrong == []


def after_pauses(place: int, paused: set[int], office: Office) -> int:
    """Return the place itself outside pauses, else the first working day after what it runs into."""
    while place in paused:
        while place in paused:
            place += 1
        while office.is_off[place]:
            place += 1
    return place


@dataclass(frozen=True, slots=True)
class Acts:
    """What somebody did about one check-in; places on the wall calendar."""

    touch: int
    skip: int | None
    made_at: int
    """The anchor that a snooze remembers."""
    until: int | None
    spans: tuple[tuple[int, int], ...]
    """Pauses, both ends inside."""

    @property
    def anchor(self) -> int:
        return self.touch if self.skip is None else max(self.touch, self.skip)

    @property
    def holds(self) -> bool:
        return self.until is not None and self.made_at == self.anchor

    def facts(self, cadence: str) -> CheckInFacts:
        parsed = parse_cadence(cadence)
        return CheckInFacts(
            added_on=DATES[0],
            effective=EffectiveCadence(parsed) if parsed else None,
            last_touch=DATES[self.touch],
            last_skip=None if self.skip is None else DATES[self.skip],
            snoozes=() if self.until is None else (Snooze(DATES[self.made_at], DATES[self.until]),),
            pauses=tuple(Pause(DATES[first], DATES[last]) for first, last in self.spans),
        )


def drawn(touch: int, length: int, chance: Random) -> Acts:
    """Return acts drawn by lot around the day that a check-in would be due."""
    around = touch + length
    starts = [max(around + chance.randrange(-15, 40), 0) for _ in range(chance.randrange(4))]
    return Acts(
        touch=touch,
        skip=max(touch + chance.randrange(-20, 40), 0) if chance.random() < 0.3 else None,
        made_at=touch if chance.random() < 0.7 else touch + 5,
        until=around + chance.randrange(-3, 60) if chance.random() < 0.4 else None,
        spans=tuple((start, start + chance.randrange(25)) for start in starts),
    )


@pytest.mark.parametrize("weekend", WEEKENDS)
@pytest.mark.parametrize("seed", range(4))
def test_pauses_snoozes_and_skips_lead_where_the_wall_calendar_says(weekend: str, seed: int) -> None:
    office, chance = OFFICES[weekend], Random(f"{weekend} {seed}")
    for touch in range(seed, ANCHORS, 10):
        cadence, rule = chance.choice(CADENCES[:-2]), chance.choice(list(RollRule))
        ideal, _, latest = cadence.partition(", latest ")
        acts = drawn(touch, walk(touch, *spoken(ideal), office) - touch, chance)
        anchor, paused = acts.anchor, {p for first, last in acts.spans for p in range(first, last + 1)}
        unrolled = walk(anchor, *spoken(ideal), office)
        latest_on = walk(anchor, *spoken(latest), office) if latest else None
        expected = expected_of(anchor, rule, office, unrolled, latest_on)
        due = after_pauses(acts.until if acts.until is not None and acts.holds else expected.due, paused, office)
        last = None if expected.latest is None else max(due, after_pauses(expected.latest, paused, office))

        facts, case = acts.facts(cadence), f"{cadence}, {rule}, {acts}"
        found = plan_check_in(facts, office.workdays[rule])
        assert found, case
        assert (found.due_on, found.latest_on) == (DATES[due], None if last is None else DATES[last]), case
        for today in range(due - 3, due + expected.length // 2 + 30, max(expected.length // 8, 1)):
            late = sum(place not in paused for place in range(due + 1, today + 1))
            answer = lateness(found, facts.pauses, DATES[today])
            standing = standing_of(due, expected.length, last, today, late=late, snoozed=acts.holds)
            standing = Standing.PAUSED if today in paused else standing
            assert answer == Lateness(late, late / expected.length, standing), f"{case} on {DATES[today]}"


@pytest.mark.parametrize("cadence", ["1 week", "1 month, latest 2 months", "10 business days"])
def test_somebody_never_contacted_is_asked_for_from_the_day_they_were_added_and_is_never_late(cadence: str) -> None:
    office, parsed = OFFICES["Saturday and Sunday"], parse_cadence(cadence)
    assert parsed
    for added in range(0, ANCHORS, 3):
        unrolled = walk(added, *spoken(cadence.partition(",")[0]), office)
        due = roll(unrolled, added, RollRule.NEXT, office)
        found = plan_check_in(CheckInFacts(DATES[added], EffectiveCadence(parsed)), office.workdays[RollRule.NEXT])
        assert found
        assert (found.anchor, found.start, found.due_on, found.latest_on) == (None, DATES[added], DATES[due], None)
        for today in (added, due, due + 1, due + 500):
            assert lateness(found, (), DATES[today]) == Lateness(0, 0.0, Standing.NEW)
