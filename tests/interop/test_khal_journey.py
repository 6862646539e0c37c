"""What the command line exports from a whole network, in somebody else's calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.interop.khal_calendar import KhalCalendar
from tests.interop.programs import Netcrm, needs

pytestmark = needs("khal")

TODAY = date(2026, 11, 23)


def test_khal_prints_every_event_of_the_exported_file_and_follows_what_changed(tmp_path: Path) -> None:
    netcrm, target = Netcrm(tmp_path, TODAY), tmp_path / "follow-ups.ics"
    netcrm("demo", "--store", str(tmp_path / "network.db"))
    netcrm("export", "ics", "-o", str(target))
    calendar = KhalCalendar(tmp_path / "khal")
    calendar.import_file(target)
    before = calendar.events(TODAY, 200)
    assert len(before) == target.read_bytes().count(b"BEGIN:VEVENT") > 20
    assert any(event.title.startswith("Check in with Inês Carvalho") for event in before)

    netcrm("log", "inês carvalho", "call", "went", "through", "it")
    netcrm("export", "ics", "-o", str(target))
    calendar.import_file(target)
    after = calendar.events(TODAY, 200)
    with_her = [event for event in after if event.title.startswith("Check in with Inês Carvalho")]
    assert [event.is_cancelled for event in with_her] == [True, False]
    assert len(after) == len(before) + 1


def test_an_interview_that_was_agreed_is_listed_at_its_hour_and_place(tmp_path: Path) -> None:
    netcrm, target = Netcrm(tmp_path, TODAY), tmp_path / "interviews.ics"
    netcrm("add", "Wanjiru Kamau", "--role", "msl")
    netcrm(
        "interview", "agree", "wanjiru", "--on", "2026-12-03", "--at", "15:00", "--zone", "Africa/Nairobi",
        "--minutes", "45", "--place", "Café Rhône; upstairs",
    )  # fmt: skip
    netcrm("export", "ics", "--kinds", "interview", "-o", str(target))
    calendar = KhalCalendar(tmp_path / "khal")
    calendar.import_file(target)
    (event,) = calendar.events(TODAY, 30)
    assert event.title == "Interview with Wanjiru Kamau (MSL)"
    assert (event.start, event.end, event.place) == ("2026-12-03 12:00", "2026-12-03 12:45", "Café Rhône; upstairs")
    assert event.has_alarm


def test_a_birthday_that_was_asked_for_is_listed_in_each_year(tmp_path: Path) -> None:
    netcrm, target = Netcrm(tmp_path, TODAY), tmp_path / "birthdays.ics"
    netcrm("add", "Inês Carvalho", "--birthday", "1979-03-04")
    netcrm("export", "ics", "--kinds", "birthday", "-o", str(target))
    calendar = KhalCalendar(tmp_path / "khal")
    calendar.import_file(target)
    days = [(event.start, event.title) for event in calendar.events(TODAY, 800) if event.comes_back]
    assert days == [(f"{year}-03-04", "Birthday of Inês Carvalho") for year in (2027, 2028)]


def test_what_is_exported_as_changed_updates_khal_and_doubles_nothing(tmp_path: Path) -> None:
    netcrm, target = Netcrm(tmp_path, TODAY), tmp_path / "changed.ics"
    netcrm("add", "Inês Carvalho", "--role", "pi")
    netcrm("add", "Wanjiru Kamau", "--role", "crc")
    for who in ("inês", "wanjiru"):
        netcrm("cadence", who, "2", "weeks")
        netcrm("log", who, "call", "hello")
    calendar = KhalCalendar(tmp_path / "khal")
    listed = []
    for act in ((), ("snooze", "c1", "2026-12-14")):
        if act:
            netcrm(*act)
        netcrm("export", "ics", "--changed-since-last", "-o", str(target), "--force")
        calendar.import_file(target)
        listed.append(target.read_bytes().count(b"BEGIN:VEVENT"))
    assert listed == [2, 1]
    assert [event.start for event in calendar.events(TODAY, 60)] == ["2026-12-07", "2026-12-14"]
