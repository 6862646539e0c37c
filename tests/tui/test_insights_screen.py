"""Insights: the goals with their pace, the network in bars; a report that is seen before it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from netcrm.domain.interaction import Channel
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.tui.agenda_list import AgendaList
from netcrm.tui.dialogs.activity import ActivityDialog, ActivityWish
from netcrm.tui.dialogs.report_preview import ReportPreviewScreen
from netcrm.tui.screens.insights import InsightsScreen
from tests.tui.conftest import TODAY, OpenScreens, lines_of, said, settle, shown
from tests.tui.dialog_host import show


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_goals_stand_on_today_and_over_the_pictures_and_a_report_is_seen_before_it_is_written(
    crm: Crm, screens: OpenScreens, tmp_path: Path, size: tuple[int, int]
) -> None:
    crm.interactions.log(InteractionDraft((1, 2), Channel.CALL, TODAY))
    for words in ("talk with 4 people by 15 december", "three touches a week", "2 interviews a month"):
        crm.goals.add(words)
    async with screens(crm, size=size) as pilot:
        agenda = pilot.app.screen.query_one(AgendaList)
        told = [line for line in lines_of(pilot) if " of " in line]
        assert told[0].startswith(" 3 touches a week: 1 of 3, be in touch 2 times")
        assert len(told) == (3 if size[0] == 120 else 1)
        assert agenda.size.height >= size[1] - 6
        await pilot.press("5")
        await settle(pilot)
        assert isinstance(pilot.app.screen, InsightsScreen)
        text = shown(pilot)
        assert "2 of 4, 4 weeks left: talk with 1 person every 2 weeks" in text
        assert "Touches a week" in text
        assert ("Organisations" in text) == (size[0] == 120)
        await pilot.press("n", *"5 talks a month", "enter")
        await settle(pilot)
        assert "New goal: talk with 5 people a month." in said(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "Gave up the goal: talk with 4 people by 15 Dec." in said(pilot)
        await pilot.press("W", "w")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        preview = pilot.app.screen
        assert isinstance(preview, ReportPreviewScreen)
        assert "| People in touch with" in preview.query_one(TextArea).text
        assert list(tmp_path.glob("*.md")) == []
        await pilot.press("enter")
        await settle(pilot)
        (target,) = tmp_path.glob("*.md")
        assert target.name == "week-2026-11-23.md"
        assert target.read_text().startswith("# The week, 23 Nov 2026\n")


async def test_what_was_done_is_asked_for_in_numbers_and_its_skill_is_offered_again(crm: Crm) -> None:
    crm.activities.add("filed 3 forms", skill="informed consent")
    async with show(ActivityDialog(crm), size=(100, 24)) as dialog:
        await dialog.type("saw subject 1001 and 4 others")
        assert "one number" in dialog.text
        await dialog.press("ctrl+u")
        await dialog.type("filed 12 forms")
        await dialog.press("tab", "tab")
        await dialog.type("inf")
        assert "informed consent" in dialog.text
        await dialog.press("down", "enter")
        await dialog.press("enter")
        assert dialog.answers == [ActivityWish("filed 12 forms", TODAY, "informed consent")]
