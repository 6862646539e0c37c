"""Introductions lay down what each stage asks for, close what a later one settles, and undo as one act."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.clock import Clock
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.ties.introduction import IntroductionStage as Stage
from netcrm.domain.ties.introduction import IntroductionTask, follow_ups_of, may_reach, settled_by
from netcrm.errors import DateProblem, NeedsDecision, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.interviews.values import Logging
from netcrm.services.introductions.parts import plan_introduction
from tests.services.support import added, day, undo_and_redo_all, whole_store
from tests.stores import empty_store


@pytest.fixture
def people(crm: Crm) -> tuple[int, int]:
    return added(crm, "Ana Lima, MD"), added(crm, "Ben Ortiz")


def open_ones(crm: Crm) -> list[str]:
    """Return the open follow-ups of the introductions there are, with their days."""
    return [f"{it.title}, {it.due_on}" for line in crm.introductions.lines() for it in line.open]


def test_each_stage_asks_for_its_own_until_thanks_are_given(crm: Crm, people: tuple[int, int]) -> None:
    ana, ben = people
    done = crm.introductions.ask(ana, ben, topic="the registry", on=day("2026-11-20"))
    assert done.sentence == (
        "Asked Ana Lima to introduce you to Ben Ortiz on Fri 20 Nov. Logged an email."
        " Next: Ask Ana Lima once more for the introduction to Ben Ortiz, Fri 27 Nov (f1)."
    )
    done = crm.introductions.reach(1, Stage.AGREED)
    assert "Logged an email. Closed: “Ask Ana Lima once more for the introduction to Ben Ortiz” (f1)" in done.sentence
    assert open_ones(crm) == ["Ana Lima introduces you to Ben Ortiz, 2026-11-30"]
    crm.introductions.reach(1, Stage.MADE)
    assert open_ones(crm) == [
        "Write to Ben Ortiz: Ana Lima introduced you, 2026-11-24",
        "Thank Ana Lima for the introduction to Ben Ortiz, 2026-11-24",
    ]
    crm.introductions.reach(1, Stage.MET)
    assert open_ones(crm) == ["Thank Ana Lima and say how it went with Ben Ortiz, 2026-11-24"]
    crm.introductions.reach(1, Stage.THANKED)
    assert open_ones(crm) == []
    states = [f"{it.state} {it.reason}".strip() for it in crm._session.follow_ups.all()]
    assert states == ["dropped the introduction is agreed", "done", "done", "dropped the introduction is met", "done"]
    (line,) = crm.introductions.of_contact(ben)
    logged = crm._session.interactions.load([step.interaction_id or 0 for step in line.steps])
    assert [f"{it.channel} {it.direction} {it.participants}" for it in logged] == [
        "email outgoing (1,)", "email incoming (1,)", "introduction incoming (1,)", "meeting both (2,)",
        "email outgoing (1,)",
    ]  # fmt: skip
    assert crm.safety.doctor(mend=False).findings == ()
    undo_and_redo_all(crm)


def test_one_undo_takes_a_stage_back_with_all_that_it_did(crm: Crm, people: tuple[int, int]) -> None:
    crm.introductions.ask(*people)
    before = whole_store(crm)
    crm.introductions.reach(1, Stage.MADE)
    assert crm.history.undo().sentence == "Undone: make the introduction to Ben Ortiz by Ana Lima."
    assert whole_store(crm) == before


@pytest.mark.parametrize(
    ("there", "ticked", "stage", "then"),
    [
        (Stage.MET, "say-how-it-went", Stage.THANKED, 0),
        (Stage.AGREED, "their-part", Stage.MADE, 2),
        (Stage.MADE, "thank-for-it", Stage.MADE, 1),
        (Stage.ASKED, "ask-again", Stage.ASKED, 0),
    ],
)
def test_a_tick_moves_the_introduction_on(
    crm: Crm, people: tuple[int, int], there: Stage, ticked: str, stage: Stage, then: int
) -> None:
    crm.introductions.ask(*people, stage=there)
    tasks = crm._session.introductions.tasks([1])[1]
    before = whole_store(crm)
    crm.acts.done(*(f"f{it.follow_up_id}" for it in tasks if it.task == ticked))
    assert (crm.introductions.get(1).stage, len(open_ones(crm))) == (stage, then)
    crm.history.undo()
    assert whole_store(crm) == before


def test_what_one_stage_asks_for_on_a_day_gone_by_is_for_today_and_what_is_long_past_asks_for_nothing(
    crm: Crm, people: tuple[int, int]
) -> None:
    crm.introductions.ask(*people, stage=Stage.MET, on=day("2026-11-02"))
    assert open_ones(crm) == ["Thank Ana Lima and say how it went with Ben Ortiz, 2026-11-23"]
    crm.introductions.delete(1)
    crm.introductions.ask(*people, stage=Stage.MET, on=day("2026-03-02"))
    assert open_ones(crm) == []


def test_somebody_else_may_have_asked_and_then_nothing_is_logged(crm: Crm, people: tuple[int, int]) -> None:
    cem = added(crm, "Cem Demir")
    done = crm.introductions.ask(*people, asked_by_id=cem)
    assert done.sentence.startswith("Cem Demir asked Ana Lima to introduce you to Ben Ortiz. Next: Ask Cem Demir what")
    assert crm._session.interactions.count() == 0
    assert crm.introductions.of_contact(cem)[0].asked_by == "Cem Demir"
    assert crm._session.introductions.about([cem]) == {}


def test_being_introduced_is_no_answer_of_the_other_one(crm: Crm, people: tuple[int, int]) -> None:
    ana, ben = people
    crm.interactions.log(InteractionDraft((ben,), Channel.EMAIL, day("2026-11-20"), Direction.OUTGOING, ""))
    crm.introductions.ask(ana, ben, stage=Stage.MADE)
    assert crm._session.kept(ben).awaiting_since == day("2026-11-20")
    crm.introductions.ask(ana, ben, stage=Stage.MET)
    assert crm._session.kept(ben).awaiting_since is None


def test_people_who_are_not_active_are_promised_nothing(crm: Crm, people: tuple[int, int]) -> None:
    crm.contacts.set_state([people[0]], State.DECEASED)
    crm.introductions.ask(*people, stage=Stage.MADE)
    assert open_ones(crm) == ["Write to Ben Ortiz: Ana Lima introduced you, 2026-11-24"]


def test_a_preview_says_what_then_happens(crm: Crm, people: tuple[int, int]) -> None:
    crm.introductions.ask(*people)
    it = replace(crm.introductions.get(1), id=0)
    assert crm.introductions.preview(it, Stage.AGREED) == (
        "Ana Lima introduces you to Ben Ortiz, Mon 30 Nov",
        "no longer open: Ask Ana Lima once more for the introduction to Ben Ortiz",
    )
    assert (
        "Next: Ana Lima introduces you to Ben Ortiz, Mon 30 Nov"
        in crm.introductions.ask(*people, stage=Stage.AGREED).sentence
    )


def test_an_act_of_its_own_may_leave_follow_ups_and_the_log_out(crm: Crm, people: tuple[int, int]) -> None:
    part = plan_introduction(
        crm._session, *people, Stage.MADE, day("2026-11-23"), without=frozenset({IntroductionTask.THANK_FOR_IT})
    )
    with crm._session.act("afterwards"):
        part.write()
    assert open_ones(crm) == ["Write to Ben Ortiz: Ana Lima introduced you, 2026-11-24"]
    assert crm._session.interactions.count() == 0


def test_a_declined_one_may_come_about_all_the_same(crm: Crm, people: tuple[int, int]) -> None:
    crm.introductions.ask(*people)
    done = crm.introductions.reach(1, Stage.DECLINED, reason="does not know him well")
    assert done.sentence.startswith("Ana Lima does not introduce you to Ben Ortiz: does not know him well. Logged")
    assert open_ones(crm) == ["Thank Ana Lima all the same for thinking of Ben Ortiz, 2026-11-25"]
    crm.introductions.ask(*people, stage=Stage.MADE, log=Logging(logs=False))
    assert [it.introduction.stage for it in crm.introductions.lines()] == [Stage.MADE]
    assert len(open_ones(crm)) == 2


def test_a_deleted_one_goes_with_what_it_asked_for(crm: Crm, people: tuple[int, int]) -> None:
    before = whole_store(crm)
    crm.introductions.ask(*people, log=Logging(logs=False))
    assert "with “Ask Ana Lima once more" in crm.introductions.delete(1).sentence
    assert whole_store(crm) == before


@pytest.mark.parametrize(
    ("stage", "on", "error", "words"),
    [
        (Stage.ASKED, "2026-11-24", DateProblem, "is after today"),
        (Stage.THANKED, "2026-11-23", UsageProblem, "No introduction to Ben Ortiz by Ana Lima is written down"),
        (Stage.DECLINED, "2026-11-23", UsageProblem, "so none is “declined”"),
    ],
)
def test_what_cannot_begin_is_refused(
    crm: Crm, people: tuple[int, int], stage: Stage, on: str, error: type[NetcrmError], words: str
) -> None:
    with pytest.raises(error, match=words):
        crm.introductions.ask(*people, stage=stage, on=day(on))
    assert crm.introductions.lines() == []


def test_one_that_is_further_on_is_not_begun_again_until_it_is_over(crm: Crm, people: tuple[int, int]) -> None:
    crm.introductions.ask(*people, stage=Stage.MET)
    with pytest.raises(NothingToDo, match="is “met” already, which comes after “asked”"):
        crm.introductions.ask(*people)
    crm.introductions.ask(*people, stage=Stage.THANKED)
    crm.introductions.ask(*people)
    assert [it.introduction.stage for it in crm.introductions.of_contact(people[1])] == [Stage.ASKED, Stage.THANKED]


@settings(max_examples=12)
@given(st.lists(st.one_of(st.sampled_from(Stage), st.sampled_from(IntroductionTask)), max_size=7))
def test_whatever_is_done_in_whatever_order_only_what_its_stage_asks_for_is_open(
    walk: list[Stage | IntroductionTask],
) -> None:
    """A second reckoning, by the tables of the domain alone, tells which follow-ups are open after each act."""
    with (
        TemporaryDirectory() as folder,
        Crm.open(empty_store(Path(folder) / "own" / "n.db"), clock=Clock(day("2026-11-23"))) as crm,
    ):
        ana, ben = added(crm, "Ana Lima"), added(crm, "Ben Ortiz")
        crm.introductions.ask(ana, ben)
        there, expected = Stage.ASKED, {IntroductionTask.ASK_AGAIN}
        for wish in walk:
            stage: Stage | None = wish if isinstance(wish, Stage) else None
            if isinstance(wish, IntroductionTask):
                if wish not in expected:
                    continue
                expected -= {wish}
                stage = wish.leads_to
                key = {it.task: it.follow_up_id for it in crm._session.introductions.tasks([1])[1]}[wish]
                crm.acts.done(f"f{key}")
            elif may_reach(there, wish):
                crm.introductions.reach(1, wish)
            else:
                continue
            if stage is not None:
                there, expected = stage, expected - settled_by(stage) | {it.task for it in follow_ups_of(stage)}
            open_ids = {it.id for line in crm.introductions.lines() for it in line.open}
            tasks = crm._session.introductions.tasks([1])[1]
            assert {it.task for it in tasks if it.follow_up_id in open_ids} == expected
            assert crm.introductions.get(1).stage is there
        assert crm.safety.doctor(mend=False).findings == ()
        undo_and_redo_all(crm)


def test_nobody_is_introduced_to_oneself_nor_the_user(crm: Crm, people: tuple[int, int]) -> None:
    ana, ben = people
    with pytest.raises(UsageProblem, match="Ana Lima cannot introduce you to Ana Lima"):
        crm.introductions.ask(ana, ana)
    crm.settings.set("name", "Ben Ortiz")
    with pytest.raises(UsageProblem, match="Nobody is introduced to oneself"):
        crm.introductions.ask(ana, ben)
    with pytest.raises(NotFound):
        crm.introductions.ask(ana, 99)


def test_the_one_that_is_meant_is_found_by_a_person(crm: Crm, people: tuple[int, int]) -> None:
    ana, ben = people
    with pytest.raises(NotFound, match="“Ana Lima”"):
        crm.introductions.current(ana, Stage.MADE)
    crm.introductions.ask(ana, ben, stage=Stage.MADE)
    assert crm.introductions.current(ben, Stage.MET).id == 1
    with pytest.raises(NothingToDo, match="is “made” already"):
        crm.introductions.reach(crm.introductions.current(ben, Stage.MADE).id, Stage.MADE)
    crm.introductions.ask(ana, added(crm, "Cem Demir"), stage=Stage.MADE)
    with pytest.raises(NeedsDecision, match=r"2: to Cem Demir by Ana Lima \(made\); 1: to Ben Ortiz"):
        crm.introductions.current(ana, Stage.MET)
