"""Introductions go forward from stage to stage, and each stage brings and settles its follow-ups."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.ties.introduction import (
    Introduction,
    IntroductionStage,
    IntroductionTask,
    follow_ups_of,
    fulfils,
    may_reach,
    reached,
    refuse_oneself,
    settled_by,
)
from netcrm.errors import DateProblem, NetcrmError, NothingToDo, UsageProblem

TODAY = date(2026, 11, 23)


def gone(there: str, stage: str, on: str = "2026-11-23", since: str = "") -> IntroductionStage:
    introduction = Introduction(3, "u", 7, 8, IntroductionStage(there))
    day, before = date.fromisoformat(on), date.fromisoformat(since) if since else None
    to = IntroductionStage(stage)
    return reached(introduction, to, day, TODAY, introducer="Ana Lima", to="Ben Ortiz", since=before).stage


@pytest.mark.parametrize(
    ("there", "stages"),
    [
        ("asked", "agreed made met declined"),
        ("agreed", "made met declined"),
        ("made", "met thanked"),
        ("met", "thanked"),
        ("thanked", ""),
        ("declined", "asked agreed made met"),
    ],
)
def test_the_stages_that_can_be_reached(there: str, stages: str) -> None:
    begun = IntroductionStage(there)
    assert [stage.value for stage in IntroductionStage if may_reach(begun, stage)] == stages.split()
    for stage in IntroductionStage:
        if stage in stages.split():
            assert gone(there, stage) is stage
        else:
            with pytest.raises(NetcrmError):
                gone(there, stage)


@pytest.mark.parametrize(
    ("there", "stage", "on", "since"),
    [
        ("asked", "met", "2026-03-02", ""),
        ("asked", "made", "2026-11-20", "2026-11-20"),
        ("met", "thanked", "2026-11-23", "2026-11-01"),
    ],
)
def test_a_stage_may_lie_in_the_past(there: str, stage: str, on: str, since: str) -> None:
    assert gone(there, stage, on, since) == stage


@pytest.mark.parametrize(
    ("there", "stage", "on", "since", "error", "words"),
    [
        ("asked", "made", "2026-11-24", "", DateProblem, "Tue 24 Nov is after today"),
        ("made", "met", "2026-11-19", "2026-11-20", DateProblem, "“made” on Fri 20 Nov, and “met” on Thu 19 Nov"),
        ("asked", "thanked", "2026-11-23", "", UsageProblem, "nothing to thank for"),
        ("declined", "thanked", "2026-11-23", "", UsageProblem, "nothing to thank for"),
        ("met", "made", "2026-11-23", "", UsageProblem, "is “met” and does not go to “made”"),
        ("met", "declined", "2026-11-23", "", UsageProblem, "does not go to “declined”"),
        ("met", "met", "2026-11-23", "", NothingToDo, "The introduction to Ben Ortiz by Ana Lima is “met” already"),
    ],
)
def test_what_is_refused_is_said(
    there: str, stage: str, on: str, since: str, error: type[NetcrmError], words: str
) -> None:
    with pytest.raises(error, match=words):
        gone(there, stage, on, since)


@pytest.mark.parametrize(
    ("introducer_id", "to_id", "words"),
    [
        (7, 7, "Ana Lima cannot introduce you to Ana Lima"),
        (7, 1, "Nobody is introduced to oneself"),
        (1, 8, "You cannot introduce yourself"),
    ],
)
def test_an_introduction_needs_two_other_people(introducer_id: int, to_id: int, words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        refuse_oneself(introducer_id, to_id, name="Ana Lima", user_ids=frozenset({1}))
    refuse_oneself(7, 8, name="Ana Lima", user_ids=frozenset({1}))


@pytest.mark.parametrize("asked_by_id", [7, 8])
def test_who_asks_for_the_user_is_a_third_person(asked_by_id: int) -> None:
    with pytest.raises(UsageProblem, match="is a third person"):
        refuse_oneself(7, 8, name="Ana Lima", asked_by_id=asked_by_id)


def test_where_somebody_else_asked_they_are_asked_what_came_of_it() -> None:
    (follow_up,) = follow_ups_of(IntroductionStage.ASKED)
    introduction = Introduction(3, "u", 7, 8, asked_by_id=9)
    assert (follow_up.contact_id(introduction), introduction.people) == (9, (7, 8, 9))
    titled = follow_up.titled(introducer="Ana Lima", to="Ben Ortiz", asked_by="Cem Demir")
    assert titled == "Ask Cem Demir what Ana Lima says to the introduction to Ben Ortiz"


@pytest.mark.parametrize(
    ("task", "leads_to", "fulfilled_by"),
    [
        ("ask-again", None, ""),
        ("their-part", "made", "made met"),
        ("thank-for-it", None, "thanked"),
        ("write", None, "met"),
        ("say-how-it-went", "thanked", "thanked"),
        ("thank-anyway", None, ""),
    ],
)
def test_what_a_follow_up_leads_to_and_what_does_it(task: str, leads_to: str | None, fulfilled_by: str) -> None:
    kept = IntroductionTask(task)
    assert kept.leads_to == leads_to
    settles = [stage.value for stage in IntroductionStage if kept in settled_by(stage) and fulfils(stage, kept)]
    assert settles == fulfilled_by.split()


@pytest.mark.parametrize(
    ("stage", "lines"),
    [
        ("asked", ["7 mine 5 business days: Ask Ana Lima once more for the introduction to Ben Ortiz"]),
        ("agreed", ["7 theirs 5 business days: Ana Lima introduces you to Ben Ortiz"]),
        (
            "made",
            [
                "8 mine 1 day: Write to Ben Ortiz: Ana Lima introduced you",
                "7 mine 1 day: Thank Ana Lima for the introduction to Ben Ortiz",
            ],
        ),
        ("met", ["7 mine 1 business day: Thank Ana Lima and say how it went with Ben Ortiz"]),
        ("declined", ["7 mine 2 business days: Thank Ana Lima all the same for thinking of Ben Ortiz"]),
        ("thanked", []),
    ],
)
def test_the_follow_ups_of_a_stage(stage: str, lines: list[str]) -> None:
    introduction = Introduction(3, "u", 7, 8)
    assert [
        f"{one.contact_id(introduction)} {one.owner} {one.after}: {one.titled(introducer='Ana Lima', to='Ben Ortiz')}"
        for one in follow_ups_of(IntroductionStage(stage))
    ] == lines


def test_braces_in_a_name_stay_as_they_are() -> None:
    (follow_up,) = follow_ups_of(IntroductionStage.AGREED)
    assert follow_up.titled(introducer="A {to}", to="{introducer}") == "A {to} introduces you to {introducer}"


def test_a_later_stage_settles_what_an_earlier_one_laid_down_and_nothing_of_its_own() -> None:
    way = [IntroductionStage(stage) for stage in ("asked", "agreed", "made", "met", "thanked")]
    open_tasks: set[str] = set()
    left = []
    for stage in way:
        open_tasks -= settled_by(stage)
        assert not settled_by(stage) & {one.task for one in follow_ups_of(stage)}
        open_tasks |= {one.task.value for one in follow_ups_of(stage)}
        left.append(sorted(open_tasks))
    assert left == [["ask-again"], ["their-part"], ["thank-for-it", "write"], ["say-how-it-went"], []]


def test_what_is_declined_leaves_thanks_alone() -> None:
    for stage in (IntroductionStage.ASKED, IntroductionStage.AGREED):
        laid = {one.task for one in follow_ups_of(stage)}
        assert laid <= settled_by(IntroductionStage.DECLINED)


@pytest.mark.parametrize(
    ("stage", "is_open", "is_made"),
    [
        ("asked", True, False), ("agreed", True, False), ("made", True, True), ("met", True, True),
        ("thanked", False, True), ("declined", False, False),
    ],
)  # fmt: skip
def test_whether_something_is_to_come(stage: str, is_open: bool, is_made: bool) -> None:
    assert (IntroductionStage(stage).is_open, IntroductionStage(stage).is_made) == (is_open, is_made)
