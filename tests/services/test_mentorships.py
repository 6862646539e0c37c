"""Mentors: goals, advice and the next meeting, from the beginning to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest

from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.moments import local_moment
from netcrm.domain.ties.mentorship import MentorGoalState as Goal
from netcrm.errors import DateProblem, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, day, undo_and_redo_all


@pytest.fixture
def ana(crm: Crm) -> int:
    contact_id = added(crm, "Ana Lima, MD", organisation="St Mary's")
    crm.mentorships.begin(contact_id, on=day("2026-09-01"), note="once a month")
    return contact_id


def test_a_mentor_has_a_page_with_all_of_it(crm: Crm, ana: int) -> None:
    coffee = InteractionDraft((ana,), Channel.COFFEE, day("2026-10-05"), Direction.BOTH, "")
    crm.interactions.log(coffee)
    crm.mentorships.agree_goal(ana, "read three protocols", due_on=day("2026-12-15"), on=day("2026-09-01"))
    crm.mentorships.agree_goal(ana, "write to the chapter")
    assert crm.mentorships.close_goal(1, Goal.REACHED, outcome="with notes").sentence == (
        "Reached: read three protocols. 1 goal still open with Ana Lima."
    )
    crm.advice.add(ana, "take the course")
    at = local_moment(datetime.combine(day("2026-12-03"), time(15)))
    assert crm.mentorships.meet(ana, day("2026-12-03"), at=at).sentence == (
        "Next meeting with Ana Lima: Thu 3 Dec 15:00 (f1)."
    )
    page = crm.mentorships.page(ana)
    assert page is not None
    assert (page.line.reached_goals, page.line.met_on) == (1, (day("2026-10-05"),))
    assert page.line.meeting is not None
    assert (page.line.meeting.title, page.line.meeting.due_at) == ("Meet Ana Lima (mentor)", at)
    assert [it.text for it in page.advice] == ["take the course"]
    assert crm.mentorships.meet(ana, day("2026-12-10"), about="the CV").sentence == (
        "Next meeting with Ana Lima: Thu 10 Dec, was Thu 3 Dec (f1)."
    )
    assert crm.mentorships.end(ana).sentence == (
        "The mentorship with Ana Lima ended: 1 of 2 goals reached. Dropped: Meet Ana Lima: the CV (f1)."
    )
    assert [it.mentorship.ended_on for it in crm.mentorships.lines()] == [crm.today]
    crm.mentorships.begin(ana)
    again = crm.mentorships.page(ana)
    assert again is not None
    assert (again.line.mentorship.began_on, len(again.earlier)) == (crm.today, 1)
    assert crm.safety.doctor(mend=False).findings == ()
    undo_and_redo_all(crm)


def test_a_meeting_that_took_place_makes_room_for_the_next(crm: Crm, ana: int) -> None:
    crm.mentorships.meet(ana, day("2026-11-23"))
    crm.acts.done("f1", channel=Channel.VIDEO)
    assert crm.mentorships.lines()[0].meeting is None
    assert crm.mentorships.meet(ana, day("2026-12-23")).sentence.endswith("Wed 23 Dec (f2).")


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda crm, ana: crm.mentorships.begin(ana), NothingToDo, "is your mentor already, since Tue 1 Sep"),
        (lambda crm, ana: crm.mentorships.begin(added(crm, "Bo"), on=day("2026-11-24")), DateProblem, "after today"),
        (lambda crm, ana: crm.mentorships.agree_goal(ana, " "), UsageProblem, "needs words"),
        (lambda crm, ana: crm.mentorships.agree_goal(ana, "a", on=day("2026-12-01")), DateProblem, "after today"),
        (lambda crm, ana: crm.mentorships.agree_goal(ana, "a", due_on=day("2026-11-01")), DateProblem, "before it was"),
        (lambda crm, ana: crm.mentorships.close_goal(9, Goal.REACHED), NotFound, "No goal answers to “9”"),
        (lambda crm, ana: crm.mentorships.meet(ana, day("2026-11-20")), DateProblem, "has passed"),
        (lambda crm, ana: crm.mentorships.end(ana, on=day("2026-08-01")), DateProblem, "began on Tue 1 Sep"),
        (lambda crm, ana: crm.mentorships.end(added(crm, "Bo")), NotFound, "No mentor of yours answers to “Bo”"),
        (lambda crm, ana: crm.mentorships.delete(added(crm, "Bo")), NotFound, "No mentor of yours"),
    ],
)
def test_what_is_refused_is_said(
    crm: Crm, ana: int, act: Callable[[Crm, int], object], error: type[NetcrmError], words: str
) -> None:
    with pytest.raises(error, match=words):
        act(crm, ana)


def test_a_goal_is_closed_once_and_may_be_opened_again(crm: Crm, ana: int) -> None:
    crm.mentorships.agree_goal(ana, "read three protocols", on=day("2026-11-02"))
    with pytest.raises(DateProblem, match="was agreed on Mon 2 Nov"):
        crm.mentorships.close_goal(1, Goal.DROPPED, on=day("2026-11-01"))
    assert crm.mentorships.close_goal(1, Goal.DROPPED).sentence == "Given up: read three protocols."
    with pytest.raises(NothingToDo, match="is dropped already"):
        crm.mentorships.close_goal(1, Goal.DROPPED)
    crm.mentorships.close_goal(1, Goal.OPEN)
    (line,) = crm.mentorships.lines()
    assert [(it.state, it.closed_on) for it in line.goals] == [(Goal.OPEN, None)]
    crm.mentorships.delete_goal(1)
    crm.mentorships.note(ana, "by video")
    assert (crm.mentorships.lines()[0].goals, crm.mentorships.lines()[0].mentorship.note) == ((), "by video")
    assert crm.mentorships.delete(ana).sentence == "Deleted the mentorship with Ana Lima."
    assert crm.mentorships.page(ana) is None
