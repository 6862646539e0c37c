"""Interviews from the first mail to the thanks: what is logged, what is laid down, and what each act says."""

from __future__ import annotations

import time as clock_time
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.errors import DateProblem, NeedsDecision, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from netcrm.services.interviews.values import Logging
from netcrm.services.rebuilding import RebuildingService
from netcrm.services.values import Done
from tests.services.support import added, day, undo_and_redo_all
from tests.services.whole_stores import exported, store


@pytest.fixture(autouse=True)
def _in_new_york(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Hours are the user's; playbooks are those that are shipped."""
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))
    monkeypatch.setenv("TZ", "America/New_York")
    clock_time.tzset()
    yield
    monkeypatch.undo()
    clock_time.tzset()


@pytest.fixture
def ana(crm: Crm) -> int:
    return added(crm, "Ana Lima", "2 weeks", organisation="St Mary", email="ana@stmary.test")


def asked(crm: Crm, who: int, on: str = "2026-11-16", playbook: str = "") -> Done:
    return crm.interviews.ask(
        crm.interviews.current(who, Stage.ASKED), on=day(on), topic="monitoring", playbook=playbook
    )


def agreed(crm: Crm, who: int, on: str, at: str = "", zone: str | None = None, said: str = "2026-11-20") -> Done:
    appointment = Appointment(day(on), time.fromisoformat(at) if at else None, zone, place="Room 4")
    return crm.interviews.agree(crm.interviews.current(who, Stage.AGREED), appointment, on=day(said))


def held(crm: Crm, who: int, on: str = "", *, thank_you: bool = True) -> Done:
    return crm.interviews.held(crm.interviews.current(who, Stage.HELD), on=day(on) if on else None, thank_you=thank_you)


def logged(crm: Crm, who: int) -> list[tuple[str, str, Direction]]:
    """Return what happened, oldest first."""
    return [
        (str(one.happened_on), one.channel.value, one.direction)
        for one in reversed(crm._session.interactions.of_contact(who, 20))
    ]


def promises(crm: Crm, who: int) -> list[tuple[str, str, FollowUpState]]:
    return [(it.title, str(it.due_on), it.state) for it in crm._session.follow_ups.of_contact(who)]


def test_it_goes_from_asking_to_keeping_in_touch_and_all_is_undone_and_redone(crm: Crm, ana: int) -> None:
    said = [
        asked(crm, ana),
        agreed(crm, ana, "2026-11-20", "15:00"),
        held(crm, ana),
        crm.interviews.thank(crm.interviews.current(ana, Stage.THANKED)),
        crm.interviews.set_stage(crm.interviews.current(ana, Stage.KEPT_IN_TOUCH), Stage.KEPT_IN_TOUCH),
    ]
    assert [done.sentence.partition(".")[0] for done in said] == [
        "Asked Ana Lima for an interview on Mon 16 Nov",
        "Ana Lima agreed: interview Fri 20 Nov 15:00, Room 4",
        "Held the interview with Ana Lima on Fri 20 Nov",
        "Thanked Ana Lima for the interview",
        "Kept in touch with Ana Lima after the interview",
    ]
    assert "Was it held? `netcrm interview held i1`" in said[1].sentence
    assert logged(crm, ana) == [
        ("2026-11-16", "email", Direction.OUTGOING),
        ("2026-11-20", "email", Direction.INCOMING),
        ("2026-11-20", "interview", Direction.BOTH),
        ("2026-11-23", "letter", Direction.OUTGOING),
    ]
    (line,) = crm.interviews.lines()
    assert [(step.stage.value, step.interaction_id) for step in line.steps] == [
        ("asked", 1), ("agreed", 2), ("held", 3), ("thanked", 4), ("kept-in-touch", None),
    ]  # fmt: skip
    assert line.since == day("2026-11-23")
    assert crm.safety.doctor(mend=False).findings == ()
    undo_and_redo_all(crm)


def test_a_talk_that_nobody_asked_for_is_held_at_once(crm: Crm, ana: int) -> None:
    done = held(crm, ana, "2026-11-19")
    assert done.sentence.startswith(
        "Held the interview with Ana Lima on Thu 19 Nov. Logged an informational interview."
    )
    assert "Its key is i1." in done.sentence
    assert crm.interviews.get(1).happens_on == day("2026-11-19")
    assert done.effects[0].after == day("2026-12-03")
    with pytest.raises(NothingToDo, match=r"held on Thu 19 Nov already \(i1\)"):
        held(crm, ana, "2026-11-19")


@pytest.mark.parametrize(
    ("zone", "words", "on"),
    [
        (None, "Thu 3 Dec 15:00, Room 4", "2026-12-03"),
        ("Europe/Berlin", "Thu 3 Dec 15:00 in Europe/Berlin (09:00 your time), Room 4", "2026-12-03"),
        ("tokyo", "Thu 3 Dec 15:00 in Asia/Tokyo (01:00 your time), Room 4", "2026-12-03"),
        ("Pacific/Auckland", "Thu 3 Dec 15:00 in Pacific/Auckland (Wed 2 Dec 21:00 your time), Room 4", "2026-12-02"),
        ("America/Toronto", "Thu 3 Dec 15:00, Room 4", "2026-12-03"),
    ],
)
def test_an_hour_is_told_by_its_own_clock_and_the_users(
    crm: Crm, ana: int, zone: str | None, words: str, on: str
) -> None:
    assert f"Ana Lima agreed: interview {words}." in agreed(crm, ana, "2026-12-03", "15:00", zone).sentence
    assert str(crm.interviews.get(1).happens_on) == on


def test_moved_it_keeps_the_hour_of_its_own_clock(crm: Crm, ana: int) -> None:
    """Between the two days only one of the two places changes its clocks."""
    agreed(crm, ana, "2027-03-10", "15:00", "Europe/Berlin")
    done = crm.interviews.move(crm.interviews.get(1), day("2027-03-17"))
    assert done.sentence == (
        "Moved the interview with Ana Lima to Wed 17 Mar 2027 15:00 in Europe/Berlin (10:00 your time), was Wed 10 Mar"
        " 2027 15:00 in Europe/Berlin (09:00 your time)."
    )
    crm.interviews.move(crm.interviews.get(1), day("2027-03-18"), time(16))
    assert (
        "Thu 18 Mar 2027 16:00 in Europe/Berlin" in crm.interviews.edit(crm.interviews.get(1), Appointment()).sentence
    )
    assert [step.reason for step in crm.interviews.lines()[0].steps] == [
        "", "moved from 10 Mar 2027", "moved from 17 Mar 2027",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "awaiting", "happened"),
    [
        (Stage.AGREED, True, [("email", Direction.INCOMING)]),
        (Stage.AGREED, False, []),
        (Stage.DECLINED, True, [("email", Direction.INCOMING)]),
        (Stage.DECLINED, False, []),
        (Stage.NO_SHOW, True, [("no-show", Direction.OUTGOING)]),
        (Stage.CANCELLED, True, []),
        (Stage.MOVED, True, []),
        (Stage.NO_ANSWER, True, []),
    ],
)
def test_the_answer_is_logged_where_one_was_awaited(
    crm: Crm, ana: int, stage: Stage, awaiting: bool, happened: list[tuple[str, Direction]]
) -> None:
    asked(crm, ana)
    if not awaiting:
        crm.acts.drop(f"a{ana}", reason="told me in the corridor")
    before = len(logged(crm, ana))
    crm.interviews.set_stage(crm.interviews.current(ana, stage), stage, reason="so it is")
    assert [(channel, way) for _, channel, way in logged(crm, ana)[before:]] == happened
    awaits = crm.contacts.view(ana).standing.awaiting_since
    assert (awaits is None) == (not awaiting or stage in (Stage.AGREED, Stage.DECLINED, Stage.NO_ANSWER))
    assert crm.interviews.lines()[0].steps[-1].reason == ("" if stage is Stage.AGREED else "so it is")


class TestThanks:
    def test_are_due_a_day_after_the_end_to_the_hour(self, crm: Crm, ana: int) -> None:
        agreed(crm, ana, "2026-11-23", "09:00")
        done = held(crm, ana)
        assert "Thank Ana Lima by Tue 24 Nov 09:30 (f1)." in done.sentence
        assert promises(crm, ana) == [
            ("Thank Ana Lima", "2026-11-24", FollowUpState.OPEN),
            ("Report back to Ana Lima on their advice", "2026-12-07", FollowUpState.OPEN),
        ]

    def test_given_tick_what_asked_for_them(self, crm: Crm, ana: int) -> None:
        held(crm, ana)
        crm.interviews.thank(crm.interviews.current(ana, Stage.THANKED), log=Logging(Channel.EMAIL, "thank you!"))
        assert ("Thank Ana Lima", "2026-11-24", FollowUpState.DONE) in promises(crm, ana)
        assert logged(crm, ana)[-1] == ("2026-11-23", "email", Direction.OUTGOING)

    def test_are_not_laid_down_twice_nor_long_after_nor_where_unwished(self, crm: Crm, ana: int) -> None:
        bo = added(crm, "Bo Chen")
        held(crm, ana, "2026-11-20")
        held(crm, ana, "2026-11-21")
        held(crm, bo, "2026-11-08")
        held(crm, bo, "2026-11-20", thank_you=False)
        assert len(promises(crm, ana)) == 2
        assert promises(crm, bo) == []


class TestOutreach:
    def test_begins_with_the_asking_as_its_first_mail_and_ends_with_the_answer(self, crm: Crm, ana: int) -> None:
        done = asked(crm, ana, "2026-11-20", playbook="outreach")
        assert "Started 3B7 outreach." in done.sentence
        states = {title: state for title, _, state in promises(crm, ana)}
        assert states.pop("Write to Ana Lima") is FollowUpState.DONE
        assert set(states.values()) == {FollowUpState.OPEN}
        assert "3B7 outreach ended: answered" in agreed(crm, ana, "2026-12-03").sentence
        assert {state for *_, state in promises(crm, ana)} == {FollowUpState.DONE, FollowUpState.DROPPED}

    def test_is_refused_beside_another_one(self, crm: Crm, ana: int) -> None:
        crm.playbooks.start("reconnect", [ana])
        with pytest.raises(NeedsDecision, match="runs with Ana Lima already"):
            asked(crm, ana, playbook="outreach")
        assert crm.interviews.lines() == []


class TestWhich:
    def test_one_that_is_open_is_taken_else_a_new_one_begun(self, crm: Crm, ana: int) -> None:
        crm.interviews.note(ana, topic="regulatory")
        assert crm.interviews.current(ana, Stage.HELD).id == 1
        held(crm, ana)
        assert crm.interviews.current(ana, Stage.HELD).id == 0
        assert crm.interviews.current(ana, Stage.THANKED).id == 1

    def test_several_are_asked_about(self, crm: Crm, ana: int) -> None:
        held(crm, ana, "2026-11-20")
        held(crm, ana, "2026-11-21")
        with pytest.raises(NeedsDecision, match=r"i1 \(held\), i2 \(held\)"):
            crm.interviews.current(ana, Stage.THANKED)

    @pytest.mark.parametrize("stage", [Stage.THANKED, Stage.CANCELLED, Stage.KEPT_IN_TOUCH])
    def test_none_is_told(self, crm: Crm, ana: int, stage: Stage) -> None:
        with pytest.raises(NotFound, match="interview ask"):
            crm.interviews.current(ana, stage)


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        (DateProblem, lambda crm, who: held(crm, who, "2026-11-24")),
        (DateProblem, lambda crm, who: agreed(crm, who, "9999-12-31", "23:59")),
        (UsageProblem, lambda crm, who: crm.interviews.thank(crm.interviews.get(1))),
        (NothingToDo, lambda crm, who: crm.interviews.ask(crm.interviews.get(1))),
        (UsageProblem, lambda crm, who: crm.interviews.move(crm.interviews.get(1), day("2026-12-01"))),
        (NotFound, lambda crm, who: agreed(crm, who, "2026-12-01", "15:00", "Mars/Base")),
        (UsageProblem, lambda crm, who: crm.interviews.agree(crm.interviews.get(1), Appointment(at=time(15)))),
        (UsageProblem, lambda crm, who: crm.interviews.agree(crm.interviews.get(1), Appointment(minutes=0))),
        (DateProblem, lambda crm, who: agreed(crm, who, "2026-12-01", said="2026-11-24")),
        (NotFound, lambda crm, who: crm.interviews.current(99, Stage.ASKED)),
        (NotFound, lambda crm, who: crm.interviews.get(99)),
    ],
)
def test_what_cannot_be_writes_nothing(crm: Crm, ana: int, kind: type[NetcrmError], act: object) -> None:
    asked(crm, ana)
    before = exported(crm)
    assert callable(act)
    with pytest.raises(kind):
        act(crm, ana)
    assert exported(crm) == before


def test_deleted_it_leaves_what_was_logged(crm: Crm, ana: int) -> None:
    asked(crm, ana)
    assert crm.interviews.delete(crm.interviews.get(1)).sentence == (
        "Deleted the interview with Ana Lima. What was logged with it stays."
    )
    assert len(logged(crm, ana)) == 1
    crm.history.undo()
    assert len(crm.interviews.lines()[0].steps) == 1


@pytest.mark.parametrize(
    ("stage", "what"),
    [
        (Stage.TO_CONTACT, "note Ana Lima for an interview"),
        (Stage.ASKED, "ask Ana Lima for an interview"),
        (Stage.AGREED, "agree on the interview with Ana Lima"),
        (Stage.HELD, "hold the interview with Ana Lima"),
        (Stage.DECLINED, "decline the interview with Ana Lima"),
        (Stage.MOVED, "put off the interview with Ana Lima"),
    ],
)
def test_what_is_taken_back_is_named(crm: Crm, ana: int, stage: Stage, what: str) -> None:
    interview = Interview(0, "", ana)
    if stage is Stage.TO_CONTACT:
        crm.interviews.note(ana)
    else:
        crm.interviews.set_stage(interview, stage)
    assert crm.history.undo().sentence == f"Undone: {what}."


def test_lists_are_by_stage_and_day(crm: Crm, ana: int) -> None:
    bo, cem = added(crm, "Bo Chen"), added(crm, "Cem Demir")
    agreed(crm, bo, "2026-12-04")
    agreed(crm, cem, "2026-12-01")
    asked(crm, ana)
    assert [line.name for line in crm.interviews.lines()] == ["Ana Lima", "Cem Demir", "Bo Chen"]
    assert [line.name for line in crm.interviews.lines([Stage.ASKED])] == ["Ana Lima"]
    assert [list(crm.search.ids(query)) for query in ("stage:agreed", "stage:agreed cem", "-stage:agreed")] == [
        [bo, cem], [cem], [ana],
    ]  # fmt: skip


def test_two_people_made_one_keep_both_their_interviews(crm: Crm, ana: int) -> None:
    twin = added(crm, "Ana M Lima")
    asked(crm, ana)
    held(crm, twin)
    crm.merging.merge(crm.merging.plan(ana, twin))
    assert {it.stage for it in crm._session.interviews.of_contact(ana)} == {Stage.ASKED, Stage.HELD}


def test_json_lines_carry_them_out_and_in_again(crm: Crm, ana: int, tmp_path: Path) -> None:
    asked(crm, ana)
    agreed(crm, ana, "2026-12-03", "15:00", "Europe/Berlin")
    whole = tmp_path / "whole.jsonl"
    whole.write_bytes(exported(crm))
    with store(tmp_path / "second") as second:
        RebuildingService(second._session).rebuild(whole)
        assert second.interviews.lines() == crm.interviews.lines()
        assert exported(second) == exported(crm)


def test_the_day_of_an_interview_is_no_date_of_the_far_past(crm: Crm, ana: int) -> None:
    """A day that has passed is taken as it is said: people write down what they agreed after it took place."""
    agreed(crm, ana, "2019-05-06")
    assert crm.interviews.get(1).happens_on == date(2019, 5, 6)
