"""The note sheet and the afterwards dialog: nothing typed is lost, nothing is written twice."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.interviews.interview import Stage
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import Referral
from netcrm.domain.roles import Role
from netcrm.domain.ties.advice import AdviceState
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.afterwards import AfterwardsDialog, read_referral
from netcrm.tui.screens.interviews import InterviewsScreen
from netcrm.tui.screens.note_sheet import NoteSheetScreen
from tests.tui.conftest import OpenScreens, said, settle, shown
from tests.tui.test_interviews_screen import ANA, press


def answers(crm: Crm) -> list[tuple[Topic | None, str, str]]:
    """Return topic, question and answer of all notes that have one."""
    return [(it.topic, it.question, it.answer) for it in crm.interviews.sheet(1).notes if it.answer]


async def test_what_is_typed_is_written_meanwhile_and_when_the_program_ends(crm: Crm, screens: OpenScreens) -> None:
    crm.interviews.ask(crm.interviews.current(ANA, Stage.ASKED))
    own = [(Topic.TRENDS, "What changes?"), (Topic.ADVICE, "What would you do?")]
    crm.interviews.prepare(1, (), own=own)
    async with screens(crm) as pilot:
        await press(pilot, "3", "n")
        sheet = pilot.app.screen
        assert isinstance(sheet, NoteSheetScreen)
        assert "Trends" in shown(pilot)
        await press(pilot, "A[/]B ", "enter", "more ")
        await press(pilot, "ctrl+down", "Join ", "ctrl+n", "my own", "ctrl+t")
        assert "not written yet" in shown(pilot)
        sheet._write_meanwhile()
        await settle(pilot)
        assert "all is written" in shown(pilot)
        await press(pilot, "space", "MRN 4482913 ")
        assert "looks like a medical record number" in shown(pilot)
        assert sheet._is_dirty
    wanted = [
        (Topic.TRENDS, "What changes?", "A[/]B\nmore"),
        (Topic.ADVICE, "What would you do?", "Join"),
        (Topic.ADVICE, "", "my own MRN 4482913"),
    ]
    assert answers(crm) == wanted
    assert [it.is_shareable for it in crm.interviews.sheet(1).notes] == [False, False, True]
    crm.interviews.write_notes(1, crm.interviews.sheet(1).notes)
    assert crm.history.undo().sentence.startswith("Undone: note in the interview with Ana Lima")
    assert answers(crm) == []


async def test_advice_of_the_sheet_is_offered_afterwards_and_all_is_one_act(crm: Crm, screens: OpenScreens) -> None:
    crm.interviews.ask(crm.interviews.current(ANA, Stage.ASKED))
    crm.interviews.prepare(1, (), own=[(Topic.ADVICE, "What would you do?")])
    async with screens(crm, size=(80, 24)) as pilot:
        await press(pilot, "3", "n", "Join the guild", "ctrl+o")
        assert isinstance(pilot.app.screen, AfterwardsDialog)
        assert "Join the guild" in shown(pilot)
        assert "ctrl+s saves" in shown(pilot)
        await press(pilot, "down", "down", "Call Noor @ 7 dec", "down", "down", "down", "down")
        await press(pilot, "Noor Haddad, CRC, Harbor Point, introduces", "ctrl+s")
        assert isinstance(pilot.app.screen, InterviewsScreen)
        assert "Noor Haddad" in said(pilot)
    assert crm.interviews.get(1).stage is Stage.HELD
    kept = crm.interviews.sheet(1).advice
    assert [(it.text, it.state) for it in kept] == [
        ("Join the guild", AdviceState.OPEN),
        ("Call Noor", AdviceState.OPEN),
    ]
    promised = {it.due_on for it in crm.contacts.view(ANA).follow_ups if it.id in {one.follow_up_id for one in kept}}
    assert promised == {date(2026, 12, 7)}
    noor = crm.contacts.view(crm.contacts.resolve("Noor Haddad")).contact.details
    assert noor.roles == (Role.RESEARCH_COORDINATOR,)
    assert noor.primary_position is not None
    assert noor.primary_position.organisation == "Harbor Point"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", None),
        (" , ", None),
        ("Bo Chen", Referral("Bo Chen")),
        ("Bo Chen, MD", Referral("Bo Chen, MD")),
        ("Bo Chen, cra, Alder & Quay", Referral("Bo Chen", "", "Alder & Quay", Role.RESEARCH_ASSOCIATE)),
        ("Bo Chen, bo@example.org", Referral("Bo Chen", "bo@example.org")),
        ("Bo Chen, introduces us", Referral("Bo Chen", stage=IntroductionStage.AGREED)),
        ("Bo Chen, Introduce", Referral("Bo Chen", stage=IntroductionStage.AGREED)),
    ],
)
def test_a_line_with_a_name_is_read_as_people_write_it(text: str, wanted: Referral | None) -> None:
    assert read_referral(text) == wanted


@pytest.mark.parametrize("text", [", CRA", "Bo Chen, Alder, Quay"])
def test_a_line_without_a_name_or_with_two_organisations_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem):
        read_referral(text)
