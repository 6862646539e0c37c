"""The Interviews screen: a board whose cards move with keys, and the steps that are asked for anywhere."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from netcrm.domain.interviews.interview import Interview, InterviewStep, Stage
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from netcrm.services.interviews.values import InterviewLine
from netcrm.tui.dialogs.afterwards import AfterwardsDialog
from netcrm.tui.dialogs.interview import InterviewDialog
from netcrm.tui.interview_steps import Step, steps_for
from netcrm.tui.interview_words import card_of
from netcrm.tui.screens.interviews import InterviewsScreen
from netcrm.tui.widgets.stage_board import StageBoard
from tests.tui.conftest import TODAY, OpenScreens, said, settle, shown

ANA, BEA, CHIDI, DAO = 1, 2, 3, 4


def board(pilot: Pilot[None]) -> StageBoard:
    return pilot.app.screen.query_one(StageBoard)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys; what is longer than the name of a key is a text, and put in all at once."""
    for key in keys:
        if " " in key:
            pilot.app.post_message(Paste(key.strip()))
        else:
            await pilot.press(key)
        await settle(pilot)


def stages(crm: Crm) -> dict[int, Stage]:
    """Return where each person's only interview stands."""
    return {line.interview.contact_id: line.interview.stage for line in crm.interviews.lines()}


async def test_without_an_interview_the_screen_says_how_one_begins_and_a_talk_in_the_corridor_is_held_at_once(
    crm: Crm, screens: OpenScreens
) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        await press(pilot, "3")
        assert "No interviews yet." in shown(pilot)
        assert "2 shows everybody: i there notes somebody" in " ".join(shown(pilot).split())
        await press(pilot, "w")
        assert "No interview is selected." in said(pilot)
        await press(pilot, "1", "i")
        assert isinstance(pilot.app.screen, InterviewDialog)
        await press(pilot, "h", "yesterday ", "ctrl+s")
        assert isinstance(pilot.app.screen, AfterwardsDialog)
        assert "Held on Sun 22 Nov." not in said(pilot)
        await press(pilot, "escape")
        assert stages(crm) == {ANA: Stage.HELD}
        assert "What came of it can be said later: w in Interviews." in said(pilot)
        await press(pilot, "3")
        assert "No interviews yet." not in shown(pilot)
        assert board(pilot).current == 1
        assert "yesterday, thank" in shown(pilot)


async def test_cards_move_on_and_back_with_keys_and_the_cursor_follows(crm: Crm, screens: OpenScreens) -> None:
    crm.interviews.note(CHIDI, topic="how sites are chosen")
    crm.interviews.ask(crm.interviews.current(BEA, Stage.ASKED), on=TODAY - timedelta(days=20))
    there = crm.interviews.current(DAO, Stage.AGREED)
    crm.interviews.agree(there, Appointment(TODAY - timedelta(days=1), time(15), minutes=45, place="Room 4"))
    async with screens(crm) as pilot:
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, InterviewsScreen)
        assert board(pilot).current == 1
        assert "how sites are chosen" in shown(pilot)
        await press(pilot, "greater_than_sign")
        assert "Asked Chidi Eze for an interview" in said(pilot)
        assert stages(crm)[CHIDI] is Stage.ASKED
        assert board(pilot).current == 1
        await press(pilot, "less_than_sign")
        assert "Undone: ask Chidi Eze for an interview." in said(pilot)
        assert stages(crm)[CHIDI] is Stage.TO_CONTACT
        assert board(pilot).current == 1
        await press(pilot, "right", "greater_than_sign")
        assert isinstance(pilot.app.screen, InterviewDialog)
        await press(pilot, "tab", "thu 14:30", "ctrl+s")
        agreed = crm.interviews.get(2)
        assert (agreed.stage, agreed.happens_on) == (Stage.AGREED, date(2026, 11, 26))
        assert board(pilot).current == 2
        assert "Thu 26 Nov 14:30" in shown(pilot)
        await press(pilot, "k", "greater_than_sign")
        assert isinstance(pilot.app.screen, AfterwardsDialog)
        held = crm.interviews.get(3)
        assert (held.stage, held.happens_on) == (Stage.HELD, TODAY - timedelta(days=1))
        await press(pilot, "escape")
        assert board(pilot).current == 3
        await press(pilot, "u")
        assert crm.interviews.get(3).stage is Stage.AGREED


@pytest.mark.parametrize(
    ("interview", "first", "missing"),
    [
        (Interview(0, "", ANA), Step.ASK, Step.THANK),
        (Interview(1, "", ANA, Stage.TO_CONTACT), Step.ASK, Step.NO_SHOW),
        (Interview(1, "", ANA, Stage.ASKED), Step.AGREE, Step.KEEP),
        (Interview(1, "", ANA, Stage.AGREED), Step.HELD, Step.NO_ANSWER),
        (Interview(1, "", ANA, Stage.MOVED), Step.AGREE, Step.THANK),
        (Interview(1, "", ANA, Stage.HELD), Step.THANK, Step.CANCELLED),
        (Interview(1, "", ANA, Stage.KEPT_IN_TOUCH), Step.ASK, Step.THANK),
        (Interview(1, "", ANA, Stage.DECLINED), Step.ASK, Step.THANK),
    ],
)
def test_the_steps_to_choose_from_fit_where_an_interview_stands(
    interview: Interview, first: Step, missing: Step
) -> None:
    steps = steps_for(interview)
    assert steps[0] is first
    assert missing not in steps
    assert len(set(steps)) == len(steps)
    assert (Step.CHANGE in steps) == bool(interview.id)


@pytest.mark.parametrize(
    ("stage", "since", "happens_on", "words", "part"),
    [
        (Stage.TO_CONTACT, "2026-11-20", None, "noted 3 days ago", "quiet"),
        (Stage.ASKED, "2026-11-20", None, "asked 3 days ago", "quiet"),
        (Stage.ASKED, "2026-11-01", None, "asked 3 weeks ago", "due"),
        (Stage.AGREED, "2026-11-20", None, "no day yet", "due"),
        (Stage.AGREED, "2026-11-20", "2026-11-22", "held Sun 22 Nov?", "late"),
        (Stage.AGREED, "2026-11-20", "2026-11-23", "today", "due"),
        (Stage.AGREED, "2026-11-20", "2026-12-03", "Thu 3 Dec", "quiet"),
        (Stage.MOVED, "2026-11-20", None, "put off: no day", "due"),
        (Stage.HELD, "2026-11-22", "2026-11-22", "yesterday, thank", "due"),
        (Stage.HELD, "2026-08-22", "2026-08-22", "3 months ago", "quiet"),
        (Stage.NO_ANSWER, "2026-11-22", None, "no answer yesterday", "quiet"),
    ],
)
def test_a_card_says_what_waits(stage: Stage, since: str, happens_on: str | None, words: str, part: str) -> None:
    interview = Interview(1, "", ANA, stage, happens_on=date.fromisoformat(happens_on) if happens_on else None)
    step = InterviewStep(1, 1, stage, date.fromisoformat(since))
    card = card_of(InterviewLine(interview, "", "Ana Lima, MD", "St Mary's", (step,)), TODAY)
    assert (card.name, card.when, card.part) == ("Ana Lima", words, part)
