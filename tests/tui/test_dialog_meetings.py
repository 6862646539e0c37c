"""The past meetings of a calendar in the screens: ticked by hand, one line a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.meetings import MeetingPlan
from netcrm.tui.dialogs.meetings import MeetingsDialog
from netcrm.tui.meetings import calendar_among
from tests.tui.conftest import TODAY, OpenScreens, said, settle, shown
from tests.tui.conftest import person as details
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless, show


def event(uid: str, day: str, summary: str, *answers: tuple[str, str]) -> str:
    asked = [f"ATTENDEE;PARTSTAT={answer}:mailto:{email}" for email, answer in answers]
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{summary}", *asked, "END:VEVENT", ""]
    return "\r\n".join(lines)


ANA, BO = ("ana@example.org", "ACCEPTED"), ("bo@example.org", "DECLINED")


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "work.ics"
    path.write_text(
        "BEGIN:VCALENDAR\r\n"
        + event("1", "20261103", "Start-up", ANA, BO)
        + event("2", "20261119", HOSTILE.replace("\n", " "), ANA)
        + event("3", "some day", "Bad", ANA)
        + "END:VCALENDAR\r\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def plan(crm: Crm, calendar: Path) -> MeetingPlan:
    from netcrm.domain.contact import Email

    crm.contacts.add(details("Bo", "Chen", emails=(Email("bo@example.org"),)))
    return crm.meetings.plan(calendar)


async def test_people_are_ticked_one_by_one_and_nobody_before(plan: MeetingPlan) -> None:
    async with show(MeetingsDialog(plan, TODAY), size=(100, 24)) as shown_dialog:
        assert "[x]" not in shown_dialog.text
        assert MARKUP in shown_dialog.text
        assert_harmless(shown_dialog.text)
        assert "declined · Start-up" in shown_dialog.text
        assert "1 event could not be read. event 3, line" in shown_dialog.text
        await shown_dialog.press("enter")
        assert "Nobody is ticked" in shown_dialog.text
        assert shown_dialog.answers == []
        await shown_dialog.press("down", "a", "down", "space")
        assert shown_dialog.text.count("[x]") == 2
        await shown_dialog.press("enter")
        ids = tuple(it.contact_id for it in plan.rows[1].people)
        assert shown_dialog.answers == [{2: ids}]


async def test_a_tick_is_taken_away_and_escape_logs_nothing(plan: MeetingPlan) -> None:
    async with show(MeetingsDialog(plan, TODAY)) as shown_dialog:
        await shown_dialog.press("space", "up", "space", "down", "a", "a")
        assert "[x]" not in shown_dialog.text
        await shown_dialog.press("escape")
        assert shown_dialog.answers == [None]


async def test_a_calendar_is_imported_like_any_file_and_its_meetings_are_logged_and_taken_back(
    crm: Crm, calendar: Path, screens: OpenScreens
) -> None:
    async with screens(crm, size=(100, 30)) as pilot:
        for keys in (("enter",), ("space", "space", "enter")):
            if keys == ("enter",):
                await pilot.press("I")
                await settle(pilot)
                pilot.app.post_message(Paste(str(calendar)))
                await settle(pilot)
            await pilot.press(*keys)
            await settle(pilot)
        assert "Logged 2 meetings with Ana Lima." in said(pilot)
        assert [row.is_logged for row in crm.meetings.plan(calendar).rows] == [True, True]
        await pilot.press("u")
        await settle(pilot)
        assert not any(row.is_logged for row in crm.meetings.plan(calendar).rows)
        assert "Today" in shown(pilot)


def test_a_calendar_is_imported_alone(calendar: Path, tmp_path: Path) -> None:
    other = tmp_path / "people.vcf"
    other.write_text("BEGIN:VCARD\nFN:Ana\nEND:VCARD\n")
    assert calendar_among([calendar]) == calendar
    assert calendar_among([other, tmp_path, tmp_path / "nothing"]) is None
    with pytest.raises(UsageProblem, match=r"work\.ics is a calendar\. Import it alone"):
        calendar_among([other, calendar])
