"""What a run does next, as tables of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interval import Interval, Unit
from netcrm.domain.playbooks.answers import is_answer, is_meeting
from netcrm.domain.playbooks.playbook import Part, Playbook, Step, StopRule, When, parse_offset
from netcrm.domain.playbooks.run import (
    Answered,
    Closed,
    Event,
    Gone,
    LaidStep,
    Met,
    Next,
    Outcome,
    Run,
    RunMember,
    Started,
    course,
    next_of,
)
from netcrm.domain.workdays import Workdays

START = date(2026, 11, 23)
"""A Monday."""
ANA, BEN, CEM = 1, 2, 3


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _member(contact_id: int, name: str) -> RunMember:
    return RunMember(contact_id, name, name.split()[0], "St Mary's", Workdays())


OUTREACH = Playbook(
    "outreach",
    "3B7 outreach",
    "",
    (
        Step("first", "Write to {name}", parse_offset("0 days")),
        Step(
            "second",
            "Write to {first_name} at {organisation}, beside {first}",
            parse_offset("3 business days"),
            since="first",
            when=When.UNANSWERED,
            to=Part.SECOND,
            otherwise="Go by {organisation}",
        ),
        Step("again", "Nudge {name}", parse_offset("7 business days"), since="first", when=When.UNANSWERED),
    ),
    stop=frozenset({StopRule.ANSWERED}),
)
RECONNECT = Playbook(
    "reconnect",
    "Reconnect",
    "",
    (
        Step("note", "Note", parse_offset("0 days")),
        Step("rest", "Rest", parse_offset("10 business days"), since="note", when=When.UNANSWERED),
        Step("again", "Again", parse_offset("6 months"), since="rest", when=When.UNANSWERED),
        Step("call", "Call", parse_offset("1 day"), when=When.ANSWERED),
        Step("report", "Report", parse_offset("1 week"), when=When.MET),
    ),
    then_cadence=Interval(3, Unit.MONTH),
)
CHAIN = Playbook(
    "chain",
    "Chain",
    "",
    (
        Step("one", "One", parse_offset("1 day")),
        Step("two", "Two", parse_offset("1 week"), since="one"),
        Step("three", "Three", parse_offset("1 week"), since="two"),
    ),
    stop=frozenset({StopRule.MET}),
)


def _run(playbook: Playbook, *, second: bool = True) -> Run:
    return Run(playbook, START, _member(ANA, "Ana Lima"), _member(BEN, "Ben Cole") if second else None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a whole chain of events came to."""

    stands: list[str]
    """The open steps, by day."""
    withdrawn: list[str]
    ended: str


def _tell(run: Run, events: Sequence[Event]) -> Told:
    titles: dict[tuple[str, int], str] = {}
    withdrawn: list[str] = []
    moved = Next(run)
    for event in (Started(), *events):
        moved = next_of(moved.run, event, START)
        titles |= {(it.step.id, it.contact_id): it.title for it in moved.lay}
        withdrawn += [f"{it.step}: {it.reason}" for it in moved.withdraw]
        if moved.ending:
            break
    stands = [f"{it.due_on:%m-%d} {titles[it.step, it.contact_id]}" for it in moved.run.open_steps]
    return Told(stands, withdrawn, moved.ending.why if moved.ending else "")


def _done(step: str, on: str) -> Closed:
    return Closed(step, Outcome.DONE, _day(on))


def _skipped(step: str, on: str) -> Closed:
    return Closed(step, Outcome.SKIPPED, _day(on))


BESIDE = "Write to Ben at St Mary's, beside Ana Lima"


@pytest.mark.parametrize(
    ("events", "stands"),
    [
        ([], ["11-23 Write to Ana Lima"]),
        ([_done("first", "11-23")], [f"11-26 {BESIDE}", "12-02 Nudge Ana Lima"]),
        ([_done("first", "11-25")], [f"11-30 {BESIDE}", "12-04 Nudge Ana Lima"]),  # counted from when it was done
        ([_skipped("first", "11-24")], [f"11-27 {BESIDE}", "12-03 Nudge Ana Lima"]),
        ([_done("first", "11-23"), _done("second", "11-26")], ["12-02 Nudge Ana Lima"]),
        ([_done("first", "11-23"), _skipped("again", "12-02")], [f"11-26 {BESIDE}"]),
        ([_done("unknown", "11-23")], ["11-23 Write to Ana Lima"]),
    ],
)
def test_each_step_is_laid_down_when_the_one_before_it_is_closed(events: list[Event], stands: list[str]) -> None:
    told = _tell(_run(OUTREACH), events)
    assert (told.stands, told.withdrawn, told.ended) == (stands, [], "")


@pytest.mark.parametrize(
    ("events", "ended", "withdrawn"),
    [
        ([Answered(ANA, _day("11-24"))], "answered by Ana Lima on 24 Nov", ["first"]),
        ([_done("first", "11-23"), Answered(ANA, _day("12-03"))], "answered by Ana Lima on 3 Dec", ["second", "again"]),
        (
            [_done("first", "11-23"), Answered(BEN, _day("11-27"))],
            "answered by Ben Cole on 27 Nov",
            ["second", "again"],
        ),
        ([Met(ANA, _day("11-24"))], "answered by Ana Lima on 24 Nov", ["first"]),
        ([_done("first", "11-23"), _done("second", "11-26"), _done("again", "12-02")], "finished", []),
        ([_done("first", "11-23"), _skipped("second", "11-26"), _skipped("again", "12-02")], "finished", []),
        ([Closed("first", Outcome.DROPPED, _day("11-24"), "no time")], "stopped: no time", []),
        (
            [_done("first", "11-23"), Closed("second", Outcome.DROPPED, _day("11-24"), "she left")],
            "stopped: she left",
            ["again"],
        ),
        ([Closed("first", Outcome.DROPPED, _day("11-24"))], "stopped", []),
        ([Gone(ANA, _day("11-24"), "is marked do not contact")], "Ana Lima is marked do not contact", ["first"]),
        ([Gone(ANA, _day("11-24"), "is archived")], "Ana Lima is archived", ["first"]),
    ],
)
def test_a_run_ends_for_one_reason_and_takes_its_open_steps_with_it(
    events: list[Event], ended: str, withdrawn: list[str]
) -> None:
    told = _tell(_run(OUTREACH), events)
    assert (told.ended, told.withdrawn, told.stands) == (ended, [f"{step}: {ended}" for step in withdrawn], [])


@pytest.mark.parametrize(
    ("events", "stands"),
    [
        ([_done("first", "11-23")], ["11-26 Go by St Mary's", "12-02 Nudge Ana Lima"]),
        ([Gone(BEN, _day("11-24"), "is archived")], ["11-23 Write to Ana Lima"]),
    ],
)
def test_without_a_second_person_the_step_is_the_first_ones(events: list[Event], stands: list[str]) -> None:
    assert _tell(_run(OUTREACH, second=False), events).stands == stands


def test_a_second_person_who_goes_leaves_the_step_to_the_first_on_the_same_day() -> None:
    told = _tell(_run(OUTREACH), [_done("first", "11-23"), Gone(BEN, _day("11-25"), "is archived")])
    assert told.stands == ["11-26 Go by St Mary's", "12-02 Nudge Ana Lima"]
    assert told.withdrawn == ["second: Ben Cole is archived"]
    assert told.ended == ""


def test_a_second_person_who_goes_before_the_step_is_not_written_to() -> None:
    told = _tell(_run(OUTREACH), [Gone(BEN, _day("11-23"), "is archived"), _done("first", "11-23")])
    assert told.stands == ["11-26 Go by St Mary's", "12-02 Nudge Ana Lima"]


def test_somebody_who_is_in_no_run_changes_nothing() -> None:
    assert _tell(_run(OUTREACH), [Gone(CEM, _day("11-24"), "is archived")]).stands == ["11-23 Write to Ana Lima"]


@pytest.mark.parametrize(
    ("events", "stands", "withdrawn", "ended"),
    [
        ([_done("note", "11-23")], ["12-07 Rest"], [], ""),
        ([_done("note", "11-23"), _done("rest", "12-07")], ["06-07 Again"], [], ""),
        (
            [_done("note", "11-23"), Answered(ANA, _day("11-25"))],
            ["11-26 Call"],
            ["rest: Ana Lima answered on 25 Nov"],
            "",
        ),
        # A second answer lays nothing down again.
        (
            [_done("note", "11-23"), Answered(ANA, _day("11-25")), Answered(ANA, _day("11-30"))],
            ["11-26 Call"],
            ["rest: Ana Lima answered on 25 Nov"],
            "",
        ),
        # An answer before the note is written: the note stays, the rest never comes.
        ([Answered(ANA, _day("11-23")), _done("note", "11-24")], ["11-24 Call"], [], ""),
        (
            [_done("note", "11-23"), Met(ANA, _day("11-25"))],
            ["11-26 Call", "12-02 Report"],
            ["rest: Ana Lima answered on 25 Nov"],
            "",
        ),
        (
            [_done("note", "11-23"), Answered(ANA, _day("11-25")), _done("call", "11-26")],
            [],
            ["rest: Ana Lima answered on 25 Nov"],
            "finished",
        ),
        ([_done("note", "11-23"), _done("rest", "12-07"), _done("again", "12-08")], [], [], "finished"),
    ],
)
def test_an_answer_withdraws_what_waited_and_lays_down_what_follows_it(
    events: list[Event], stands: list[str], withdrawn: list[str], ended: str
) -> None:
    told = _tell(_run(RECONNECT), events)
    assert (told.stands, told.withdrawn, told.ended) == (stands, withdrawn, ended)


@pytest.mark.parametrize(
    ("events", "stands", "ended"),
    [
        ([Answered(ANA, _day("11-24"))], ["11-24 One"], ""),
        ([Met(ANA, _day("11-24"))], [], "met Ana Lima on 24 Nov"),
        ([_done("one", "11-24"), Met(ANA, _day("11-24"))], [], "met Ana Lima on 24 Nov"),
        ([_done("one", "11-24")], ["12-01 Two"], ""),
        ([_done("one", "11-24"), _done("two", "12-03")], ["12-10 Three"], ""),
        ([_done("one", "11-24"), _done("two", "12-03"), _done("three", "12-10")], [], "finished"),
    ],
)
def test_a_meeting_ends_where_the_playbook_says_so(events: list[Event], stands: list[str], ended: str) -> None:
    told = _tell(_run(CHAIN), events)
    assert (told.stands, told.ended) == (stands, ended)


@pytest.mark.parametrize(
    ("playbook", "second", "lines"),
    [
        (OUTREACH, True, ["11-23 1 Write to Ana Lima", f"11-26 2 {BESIDE}", "12-02 1 Nudge Ana Lima"]),
        (OUTREACH, False, ["11-23 1 Write to Ana Lima", "11-26 1 Go by St Mary's", "12-02 1 Nudge Ana Lima"]),
        (RECONNECT, True, ["11-23 1 Note", "12-07 1 Rest", "06-07 1 Again"]),
        (CHAIN, True, ["11-24 1 One", "12-01 1 Two", "12-08 1 Three"]),
    ],
)
def test_the_course_of_a_run_is_each_step_done_on_its_day(playbook: Playbook, second: bool, lines: list[str]) -> None:
    found = course(_run(playbook, second=second), START)
    assert [f"{it.due_on:%m-%d} {it.contact_id} {it.title}" for it in found] == lines


def test_only_a_run_that_came_to_its_last_step_is_finished() -> None:
    passed = [LaidStep(step, ANA, START, Outcome.SKIPPED, START) for step in ("one", "two")]
    run = replace(_run(CHAIN), steps=(*passed, LaidStep("three", ANA, START)))
    finished = next_of(run, _done("three", "11-24"), START).ending
    stopped = next_of(run, Closed("three", Outcome.DROPPED, START, "no"), START).ending
    assert finished is not None
    assert stopped is not None
    assert (finished.is_finished, stopped.is_finished) == (True, False)


def test_an_organisation_that_is_not_known_has_words() -> None:
    run = _run(OUTREACH, second=False)
    run = replace(run, first=replace(run.first, organisation=""))
    assert course(run, START)[1].title == "Go by their organisation"


@dataclass(frozen=True, slots=True)
class _Exchange:
    channel: Channel
    direction: Direction
    is_touch: bool


@pytest.mark.parametrize(
    ("channel", "direction", "is_touch", "answers", "meets"),
    [
        (Channel.EMAIL, Direction.INCOMING, True, True, False),
        (Channel.EMAIL, Direction.OUTGOING, True, False, False),
        (Channel.MESSAGE, Direction.INCOMING, True, True, False),
        (Channel.LETTER, Direction.BOTH, True, True, False),
        (Channel.CALL, Direction.BOTH, True, True, True),
        (Channel.CALL, Direction.OUTGOING, True, True, True),
        (Channel.CALL, Direction.OUTGOING, False, False, False),  # nobody took it
        (Channel.COFFEE, Direction.BOTH, True, True, True),
        (Channel.INTERVIEW, Direction.BOTH, True, True, True),
        (Channel.SITE_VISIT, Direction.OUTGOING, True, True, True),
        (Channel.INTRODUCTION, Direction.BOTH, True, True, False),
        (Channel.NO_SHOW, Direction.BOTH, False, False, False),
        (Channel.NOTE, Direction.OUTGOING, False, False, False),
        (Channel.REACTION, Direction.INCOMING, False, True, False),
    ],
)
def test_what_answers_and_what_is_a_meeting(
    channel: Channel, direction: Direction, is_touch: bool, answers: bool, meets: bool
) -> None:
    exchange = _Exchange(channel, direction, is_touch)
    assert (is_answer(exchange), is_meeting(exchange)) == (answers, meets)
