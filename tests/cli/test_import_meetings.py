"""`netcrm import meetings.ics`: past meetings, ticked by number."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from netcrm.cli import meetings
from tests.cli.conftest import CommandLine, Write

CALENDAR = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261103
SUMMARY:Start-up
ATTENDEE:mailto:ana@stmarys.test
ATTENDEE;PARTSTAT=DECLINED:mailto:ben@harbour.test
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261104
SUMMARY:Call about the \x1b[31mform
ATTENDEE;PARTSTAT=DECLINED:mailto:ben@harbour.test
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261105
SUMMARY:Budget
LOCATION:Zoom
ORGANIZER:mailto:ana@stmarys.test
END:VEVENT
BEGIN:VEVENT
UID:bad
ATTENDEE:mailto:ana@stmarys.test
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def calendar(write: Write, ana: int, ben: int) -> str:
    assert (ana, ben) == (1, 2)
    return str(write("meetings.ics", CALENDAR))


@pytest.fixture
def ben(netcrm: CommandLine, ana: int) -> int:
    del ana
    contact_id: int = netcrm("add", "Ben Ortiz", "--email", "ben@harbour.test", "--json").json["contacts"][0]
    return contact_id


def test_without_a_word_of_the_user_the_meetings_are_listed_and_nobody_came(netcrm: CommandLine, calendar: str) -> None:
    found = netcrm("import", calendar, code=5)
    assert found.out.splitlines() == [
        "1  Thu 5 Nov 2026  video    Ana Lima, MD                        Budget",
        "2  Wed 4 Nov 2026  call     Ben Ortiz (declined)                Call about the form",
        "3  Tue 3 Nov 2026  meeting  Ana Lima, MD; Ben Ortiz (declined)  Start-up",
        "Could not be read",
        "  meetings.ics  event 4  line 22  The event does not say on which day it begins.",
        "3 past meetings. Nothing was written.",
    ]
    assert "Nobody is assumed to have come" in found.err
    assert netcrm("import", calendar, "--dry-run").out == found.out


def test_those_who_are_picked_are_logged_in_one_act_and_known_the_next_time(netcrm: CommandLine, calendar: str) -> None:
    report = netcrm("import", calendar, "--pick", "1,3:ben,3:ana", "--json").json
    assert (report["cards"], report["logged"], report["left"], report["unchanged"]) == (3, 2, 1, 0)
    assert report["change_set"] is not None
    assert report["problems"] == [
        {
            "file": "meetings.ics",
            "where": "event 4",
            "line": 22,
            "why": "The event does not say on which day it begins.",
        }
    ]
    assert [[it["picked"] for it in row["contacts"]] for row in report["meetings"]] == [[True], [False], [True, True]]
    assert [row["channel"] for row in report["meetings"]] == ["video", "call", "meeting"]
    again = netcrm("import", calendar, "--pick", "all", "--json").json
    assert (again["logged"], again["left"], again["unchanged"], again["change_set"]) == (0, 1, 2, None)
    assert [row["logged_before"] for row in again["meetings"]] == [True, False, True]
    netcrm("undo")
    assert netcrm("import", calendar, "--pick", "all", "--json").json["logged"] == 2


def test_the_channel_may_be_said(netcrm: CommandLine, calendar: str) -> None:
    assert netcrm("import", calendar, "--pick", "3", "--channel", "coffee").out.startswith(
        "Logged a coffee with Ana Lima, MD on Tue 3 Nov."
    )


def test_json_without_a_pick_lists_and_needs_a_decision(netcrm: CommandLine, calendar: str) -> None:
    report = netcrm("import", calendar, "--json", code=5).json
    assert (report["cards"], report["left"], report["change_set"]) == (3, 3, None)
    assert netcrm("import", calendar, "--json", "--dry-run", "--pick", "all").json["dry_run"] is True
    assert netcrm("import", calendar, "--pick", "none").out == "3 past meetings. Nothing was written.\n"


@pytest.mark.parametrize(
    ("pick", "words"),
    [
        ("x", "picks nothing"),
        ("", "picks nothing"),
        ("3:", "picks nothing"),
        ("1-3:ana", "picks nothing"),
        ("9", "no meeting 9"),
        ("2-9", "no meeting 9"),
        ("2", "declined meeting 2"),
        ("1:ben", "“ben” fits nobody of meeting 1: Ana Lima, MD (1)."),
    ],
)
def test_a_pick_that_fits_nothing_is_refused(netcrm: CommandLine, calendar: str, pick: str, words: str) -> None:
    assert words in netcrm("import", calendar, "--pick", pick, code=2).err


def test_a_range_passes_over_those_who_declined_and_what_is_logged(netcrm: CommandLine, calendar: str) -> None:
    assert netcrm("import", calendar, "--pick", "1-2", "--json").json["logged"] == 1
    assert netcrm("import", calendar, "--pick", "1-3,2:2", "--json").json["logged"] == 2
    assert "logged already" in netcrm("import", calendar, "--pick", "1", code=2).err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--map", "Name=name"), "--map is for files of people"),
        (("--on-duplicate", "update"), "--on-duplicate is for files of people"),
        (("--last-contact", "2019"), "--last-contact is for files of people"),
        (("--messages",), "--messages is for files of people"),
        (("--congratulate",), "--congratulate is for files of people"),
        (("--channel", "smoke"), "“smoke” is no channel"),
        (("-",), "Import it alone"),
    ],
)
def test_options_that_say_nothing_of_meetings_are_refused(
    netcrm: CommandLine, calendar: str, options: tuple[str, ...], words: str
) -> None:
    assert words in netcrm("import", calendar, *options, code=2).err


def test_a_channel_is_nothing_for_people(netcrm: CommandLine, write: Write) -> None:
    card = write("ana.vcf", "BEGIN:VCARD\nFN:Ana\nEND:VCARD\n")
    assert "--channel is for the meetings" in netcrm("import", str(card), "--channel", "call", code=2).err
    assert "is no calendar" in netcrm("import", str(card), "--format", "ics", code=4).err
    assert "read from a file" in netcrm("import", "-", "--format", "ics", code=2).err


def test_a_calendar_of_strangers_has_nothing_to_ask(netcrm: CommandLine, write: Write) -> None:
    path = write("strangers.ics", CALENDAR)
    assert "No past meeting in strangers.ics" in netcrm("import", str(path)).out


def test_at_a_terminal_one_is_asked_who_came(
    netcrm: CommandLine, calendar: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(text: str, **_options: object) -> str:
        asked.append(text)
        return "3:ana"

    monkeypatch.setattr(meetings, "can_ask", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    found = netcrm("import", calendar)
    assert asked[0].startswith("Who was met? all, none, or numbers")
    assert "Logged a meeting with Ana Lima, MD on Tue 3 Nov." in found.out
    assert Path(calendar).read_bytes() == CALENDAR.replace("\n", "\r\n").encode()
