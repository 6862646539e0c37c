"""The dialogs on introductions, relations, mentors and successions, at the size of a small terminal."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.domain.ties.mentorship import MentorGoalState
from netcrm.domain.ties.relations import RelationKind
from netcrm.errors import NotFound
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.tui.dialogs.introduction import IntroductionDialog, write_introduction
from netcrm.tui.dialogs.mentor import MentorAct, MentorChoice, MentorDialog, write_mentor
from netcrm.tui.dialogs.relation import RelationChoice, RelationDialog, write_relation
from netcrm.tui.dialogs.succession import SuccessionDialog, hand_over
from tests.tui.dialog_host import show


async def test_an_introduction_goes_on_where_it_stands(crm: Crm) -> None:
    crm.introductions.ask(1, 2)
    async with show(IntroductionDialog(crm, 2)) as shown:
        assert "(asked)" in shown.text
        assert "▸g Agreed" in shown.text
        assert "introduces you to Bea Okafor, Mon 30 Nov" in shown.text
        await shown.press("n")
        assert "A new one" in shown.text
        await shown.press("b")
        await shown.type("chidi")
        await shown.press("enter")
        assert "Ask Chidi" in shown.text
        await shown.press("up", "up", "1", "m", "ctrl+s")
        (choice,) = shown.answers
    assert choice is not None
    assert "introduced you to" in write_introduction(crm, choice).sentence
    assert crm.introductions.get(1).stage is IntroductionStage.MADE


async def test_a_relation_to_a_site_or_a_person(crm: Crm) -> None:
    async with show(RelationDialog(crm, 1)) as shown:
        await shown.press("ctrl+s")
        assert "Name one person" in shown.text
        await shown.press("up")
        assert "Or at" not in shown.text
        await shown.press("r")
        assert "Or at" in shown.text
        await shown.type("bea")
        await shown.press("enter", "ctrl+s")
        (choice,) = shown.answers
    assert choice is not None
    write_relation(crm, choice)
    (line,) = crm.relations.of_contact(1)
    assert (line.kind, line.contact_id) == (RelationKind.MONITOR, 2)


async def test_a_mentor_shows_what_is_agreed_and_takes_what_is_new(crm: Crm) -> None:
    crm.mentorships.begin(1, on=date(2026, 9, 1))
    crm.mentorships.agree_goal(1, "read three protocols")
    crm.advice.add(1, "take the course")
    async with show(MentorDialog(crm, 1)) as shown:
        assert "Your mentor since 1 Sep 2026" in shown.text
        assert "○ read three protocols" in shown.text
        assert "Advice: take the course" in shown.text
        await shown.press("j", "j", "j", "tab")
        await shown.type("with notes")
        await shown.press("ctrl+s")
        (choice,) = shown.answers
    assert choice is not None
    assert write_mentor(crm, choice).sentence == "Reached: read three protocols."
    (goal,) = crm.mentorships.lines()[0].goals
    assert (goal.state, goal.outcome) == (MentorGoalState.REACHED, "with notes")


async def test_a_succession_shows_what_moves_and_what_may_stay(crm: Crm) -> None:
    crm.follow_ups.add(FollowUpDraft(1, "send the log", date(2026, 11, 27)))
    async with show(SuccessionDialog(crm, 1)) as shown:
        await shown.type("bea")
        await shown.press("enter")
        assert "goes   send the log" in shown.text
        await shown.press("shift+tab", "enter")
        assert "stays  send the log" in shown.text
        assert "is the successor of" in shown.text
        await shown.press("ctrl+s")
        (choice,) = shown.answers
    assert choice is not None
    assert "succeeds" in hand_over(crm, choice).sentence
    assert [it.title for it in crm._session.follow_ups.of_contact(1) if it.title == "send the log"]


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (MentorChoice(MentorAct.BEGIN, 2, "monthly", date(2026, 11, 2)), "is your mentor since Mon 2 Nov"),
        (MentorChoice(MentorAct.GOAL, 1, "a poster", date(2026, 12, 1)), "a poster, until Tue 1 Dec (goal 2)"),
        (MentorChoice(MentorAct.GIVEN_UP, 1, "no time", date(2026, 11, 23), id=1), "Given up: read three protocols."),
        (MentorChoice(MentorAct.MEET, 1, "the CV", date(2026, 12, 3)), "Thu 3 Dec"),
        (MentorChoice(MentorAct.ADVICE, 1, "ask more"), "advice"),
        (MentorChoice(MentorAct.FOLLOWED, 1, "passed", date(2026, 11, 23), id=1), "take the course"),
        (MentorChoice(MentorAct.LEFT, 1, "too dear", date(2026, 11, 23), id=1), "take the course"),
        (MentorChoice(MentorAct.NOTE, 1, "by video"), "Noted on the mentorship"),
        (MentorChoice(MentorAct.END, 1, on=date(2026, 11, 23)), "ended: 0 of 1 goal reached"),
    ],
)
def test_what_the_mentor_dialog_gives_is_written(crm: Crm, choice: MentorChoice, sentence: str) -> None:
    crm.mentorships.begin(1, on=date(2026, 9, 1))
    crm.mentorships.agree_goal(1, "read three protocols")
    crm.advice.add(1, "take the course")
    assert sentence in write_mentor(crm, choice).sentence


def test_what_the_relation_dialog_gives_is_written(crm: Crm) -> None:
    place = crm.contacts.organisations("", limit=1)[0]
    write_relation(crm, RelationChoice(1, RelationKind.MONITOR, organisation=place))
    (line,) = crm.relations.of_contact(1)
    assert line.name == place
    with pytest.raises(NotFound, match="One is there once somebody has a job at it"):
        write_relation(crm, RelationChoice(1, RelationKind.MONITOR, organisation="Nowhere at all"))
    write_relation(crm, RelationChoice(1, RelationKind.MONITOR, gone=line.id))
    assert crm.relations.of_contact(1) == ()
