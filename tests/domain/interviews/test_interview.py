"""Interviews go forward from stage to stage, as people live them and as they write them down afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.interviews.interview import Interview, Stage, may_reach, moved_to, reached, refuse_minutes
from netcrm.errors import DateProblem, NetcrmError, NothingToDo, UsageProblem

TODAY = date(2026, 11, 23)
FORWARD = ["to-contact", "asked", "agreed", "held", "thanked", "kept-in-touch"]
ASIDE = ["declined", "no-answer", "moved", "cancelled", "no-show"]


def at(stage: str, happens_on: str = "") -> Interview:
    return Interview(4, "u", 7, Stage(stage), happens_on=date.fromisoformat(happens_on) if happens_on else None)


def gone(interview: Interview, stage: str, on: str = "2026-11-23", held_on: str = "") -> Interview:
    held = date.fromisoformat(held_on) if held_on else None
    return reached(interview, Stage(stage), date.fromisoformat(on), TODAY, name="Ana Lima", held_on=held)


@pytest.mark.parametrize(
    ("there", "stages"),
    [
        ("to-contact", "asked agreed held kept-in-touch declined no-answer moved cancelled no-show"),
        ("asked", "agreed held kept-in-touch declined no-answer moved cancelled no-show"),
        ("agreed", "held kept-in-touch declined no-answer moved cancelled no-show"),
        ("held", "thanked kept-in-touch"),
        ("thanked", "kept-in-touch"),
        ("kept-in-touch", ""),
        ("declined", "to-contact asked agreed held kept-in-touch no-answer moved cancelled no-show"),
        ("moved", "to-contact asked agreed held kept-in-touch declined no-answer cancelled no-show"),
        ("no-show", "to-contact asked agreed held kept-in-touch declined no-answer moved cancelled"),
    ],
)
def test_a_stage_leads_to_these_and_to_no_others(there: str, stages: str) -> None:
    assert {stage.value for stage in Stage if may_reach(Stage(there), stage)} == set(stages.split())


@given(st.sampled_from(Stage), st.sampled_from(Stage))
def test_what_can_be_reached_is_reached_and_all_else_refused(there: Stage, stage: Stage) -> None:
    if may_reach(there, stage):
        assert gone(at(there), stage, held_on="2026-11-20").stage is stage
    else:
        with pytest.raises(NetcrmError):
            gone(at(there), stage)


@pytest.mark.parametrize(
    ("there", "stage", "on", "kind", "words"),
    [
        ("agreed", "held", "2026-11-24", DateProblem, "Tue 24 Nov is after today"),
        ("to-contact", "asked", "2027-01-01", DateProblem, "is after today"),
        ("agreed", "thanked", "2026-11-23", UsageProblem, "was not held yet"),
        ("asked", "thanked", "2026-11-23", UsageProblem, "was not held yet"),
        ("kept-in-touch", "thanked", "2026-11-23", UsageProblem, "past the thanks"),
        ("held", "thanked", "2026-11-19", DateProblem, "was held on Fri 20 Nov"),
        ("held", "held", "2026-11-23", NothingToDo, "“held” already"),
        ("thanked", "asked", "2026-11-23", UsageProblem, "does not go back"),
        ("held", "declined", "2026-11-23", UsageProblem, "does not go back"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    there: str, stage: str, on: str, kind: type[NetcrmError], words: str
) -> None:
    with pytest.raises(kind, match=words) as refused:
        gone(at(there), stage, on, held_on="2026-11-20")
    assert "Ana Lima" in str(refused.value) or kind is DateProblem


@pytest.mark.parametrize(
    ("agreed", "held", "keeps"), [("2026-11-20", "2026-11-20", True), ("2026-11-20", "2026-11-19", False)]
)
def test_held_it_stands_on_that_day_and_keeps_the_hour_of_the_day_agreed(agreed: str, held: str, keeps: bool) -> None:
    moment = datetime(2026, 11, 20, 15, tzinfo=UTC)
    interview = Interview(4, "u", 7, Stage.AGREED, "", date.fromisoformat(agreed), moment, "Europe/Berlin")
    done = gone(interview, "held", held)
    assert done.happens_on == date.fromisoformat(held)
    assert done.happens_at == (moment if keeps else None)
    assert done.time_zone == ("Europe/Berlin" if keeps else "")


def test_put_off_it_has_no_day_until_a_new_one_is_agreed() -> None:
    done = gone(at("agreed", "2026-12-03"), "moved")
    assert (done.stage, done.happens_on) == (Stage.MOVED, None)


def test_moved_the_wall_clock_at_its_place_shows_the_same_hour() -> None:
    """Daylight saving begins between the two days."""

    def placed(wall: datetime) -> datetime:
        return wall.replace(tzinfo=timezone(timedelta(hours=2 if wall.date() >= date(2027, 3, 28) else 1)))

    first = datetime(2027, 3, 25, 15, tzinfo=timezone(timedelta(hours=1)))
    there = Interview(4, "u", 7, Stage.AGREED, "", first.date(), first, "Europe/Berlin")
    new = moved_to(there, date(2027, 4, 1), None, placed)
    assert new.happens_at is not None
    assert new.happens_at.isoformat() == "2027-04-01T15:00:00+02:00"
    assert new.happens_on == date(2027, 4, 1)


def test_moved_with_an_hour_it_takes_it() -> None:
    moment = datetime(2026, 12, 4, 9, tzinfo=UTC)
    new = moved_to(at("moved"), date(2026, 12, 4), moment, lambda wall: wall)
    assert (new.stage, new.happens_on, new.happens_at) == (Stage.AGREED, date(2026, 12, 4), moment)


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_so_many_minutes_are_refused(minutes: int) -> None:
    with pytest.raises(UsageProblem, match="1 to 1440"):
        refuse_minutes(minutes)
