"""The calendar export: what stands in it and on which days, and what the ledger makes of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from netcrm.clock import Clock
from netcrm.domain.calendar.words import Detail
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.errors import QueryProblem, StoreProblem
from netcrm.services.crm import Crm
from netcrm.services.exports import Exported, ExportKind, ExportOptions
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, day, every, person, whole_store


@dataclass(frozen=True)
class Event:
    """What a calendar reads of an event."""

    uid: str
    on: date
    summary: str
    sequence: int
    status: str
    description: str
    alarms: int


def events(data: bytes) -> dict[str, Event]:
    """Return the events of a calendar by the beginning of their summary's name, each UID once."""
    found: dict[str, Event] = {}
    for component in Calendar.from_ical(data).walk("VEVENT"):
        event = Event(
            str(component["UID"]), component.decoded("DTSTART"), str(component["SUMMARY"]),
            int(str(component["SEQUENCE"])), str(component["STATUS"]), str(component.get("DESCRIPTION", "")),
            len(component.walk("VALARM")),
        )  # fmt: skip
        assert event.uid not in found
        found[event.uid] = event
    return found


def exported(crm: Crm, query: str = "", days: int = 90) -> dict[str, Event]:
    data = b"".join(crm.exports.chunks(ExportKind.ICS, ExportOptions(query, days=days)))
    return events(data)


def only(found: dict[str, Event], words: str) -> Event:
    (event,) = [event for event in found.values() if words in event.summary]
    return event


def touched(crm: Crm, name: str, cadence: str, on: str) -> int:
    contact_id = added(crm, name, cadence)
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(on), summary="secret words"))
    return contact_id


@contextmanager
def on(crm: Crm, when: str) -> Iterator[Crm]:
    """Open the same store on another day."""
    with Crm.open(crm.path, clock=Clock(day(when))) as later:
        yield later


class TestWhatStandsThere:
    def test_is_all_that_is_late_and_the_window(self, crm: Crm) -> None:
        touched(crm, "Late One", "2 weeks", "2025-01-01")
        touched(crm, "Last Day", "90 days", "2026-11-23")
        touched(crm, "Day After", "91 days", "2026-11-23")
        new = added(crm, "New One", "2 weeks")
        crm.follow_ups.add(FollowUpDraft(new, "old promise", day("2026-01-01")))
        crm.follow_ups.add(FollowUpDraft(new, "far promise", day("2027-11-01")))
        crm.settings.set("roll", "none")
        found = exported(crm)
        assert {event.summary: event.on.isoformat() for event in found.values()} == {
            "Check in with Late One": "2026-11-23",
            "old promise – New One": "2026-11-23",
            "Check in with New One": "2026-12-07",
            "Check in with Last Day": "2027-02-21",
        }
        assert all((event.status, event.sequence, event.alarms) == ("CONFIRMED", 0, 1) for event in found.values())
        assert len(exported(crm, days=0)) == 4, "what was sent before stays"

    def test_late_check_ins_stand_on_the_coming_working_days_under_the_cap(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "2")
        with on(crm, "2026-11-27") as friday:  # a Friday
            for n in range(5):
                touched(friday, f"Late Nr{n}", "2 weeks", f"2026-10-0{n + 1}")
            found = exported(friday)
        assert [only(found, f"Nr{n}").on.isoformat() for n in range(5)] == [
            "2026-11-27", "2026-11-27", "2026-11-30", "2026-11-30", "2026-12-01",
        ]  # fmt: skip

    def test_those_not_yet_contacted_are_spread_and_none_lies_beyond_the_window(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "1")
        for n in range(40):
            added(crm, f"New Nr{n}", "1 week")
        found = exported(crm, days=30)
        assert max(Counter(event.on for event in found.values()).values()) == 1
        assert max(event.on for event in found.values()) <= crm.today + timedelta(days=30)
        assert exported(crm, days=30) == found
        with on(crm, "2026-11-24") as tomorrow:
            later = exported(tomorrow, days=30)
        assert {uid: later[uid] for uid in found} == found
        assert len(later) <= len(found) + 1

    def test_an_hour_is_kept_and_a_brief_calendar_tells_no_words(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        crm.contacts.edit(ana, person("Ana Lima", email="ana@x.test", note="private note"))
        at = datetime(2026, 12, 1, 14, 30, tzinfo=UTC)
        crm.follow_ups.add(FollowUpDraft(ana, "call", day("2026-12-01"), at))
        brief = exported(crm)
        assert only(brief, "call").on == at
        assert "E-mail: ana@x.test" in only(brief, "Check in").description
        assert not any("secret" in event.description or "private" in event.description for event in brief.values())
        options = ExportOptions(detail=Detail.FULL)
        full = events(b"".join(crm.exports.chunks(ExportKind.ICS, options)))
        assert "secret words" in only(full, "Check in").description
        assert "private note" in only(full, "Check in").description
        assert only(full, "Check in").sequence == 1

    def test_line_ends_in_data_cannot_break_out(self, crm: Crm) -> None:
        ana = added(crm, "Ana\r\nEND:VEVENT Lima", note="x\r\nEND:VCALENDAR\r\nBEGIN:VALARM")
        crm.follow_ups.add(FollowUpDraft(ana, "a;b,c\\n\r\nUID:evil", day("2026-12-01")))
        data = b"".join(crm.exports.chunks(ExportKind.ICS, ExportOptions(detail=Detail.FULL)))
        (event,) = events(data).values()
        assert event.summary == "a;b,c\\n UID:evil – Ana END:VEVENT Lima"
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))

    def test_an_empty_store_gives_a_calendar_without_events(self, crm: Crm) -> None:
        assert exported(crm) == {}


class TestTheSameDay:
    def test_gives_the_same_bytes_whatever_the_hour(self, crm: Crm, tmp_path: Path) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-10-01")
        first = crm.exports.write(ExportKind.ICS, tmp_path / "one.ics")
        with Crm.open(crm.path, clock=_Evening(crm.today)) as evening:
            second = evening.exports.write(ExportKind.ICS, tmp_path / "two.ics")
        assert (first.items, second.items, second.cancelled) == (1, 1, 0)
        assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


class _Evening(Clock):
    """The same day, hours later."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=9)


class TestChanges:
    def test_a_snooze_moves_the_event_under_its_uid(self, crm: Crm) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        (before,) = exported(crm).values()
        crm.acts.snooze("c1", until=day("2026-12-24"))
        (after,) = exported(crm).values()
        assert (after.uid, after.sequence, after.on) == (before.uid, before.sequence + 1, day("2026-12-24"))
        crm.history.undo()
        (again,) = exported(crm).values()
        assert (again.sequence, again.on) == (2, before.on)

    def test_what_moved_beyond_the_window_is_still_sent(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-12-01")))
        exported(crm)
        crm.acts.snooze("c1", "f1", until=day("2027-12-24"))
        assert {(event.on, event.status, event.sequence) for event in exported(crm).values()} == {
            (day("2027-12-24"), "CONFIRMED", 1)
        }
        crm.cadences.set_many([1], every("10 years"))
        assert only(exported(crm), "Check in").status == "CONFIRMED"

    def test_what_is_done_is_cancelled_for_ninety_days_and_then_gone(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-12-01")))
        before = exported(crm)
        crm.acts.done("f1")
        crm.acts.done("c1")
        found = exported(crm)
        gone = {uid: event for uid, event in found.items() if uid in before}
        assert {(event.status, event.sequence, event.alarms) for event in gone.values()} == {("CANCELLED", 1, 0)}
        fresh = [event for uid, event in found.items() if uid not in before]
        assert [(event.summary, event.on, event.sequence) for event in fresh] == [
            ("Check in with Ana Lima", day("2026-12-07"), 0)
        ]
        with on(crm, "2027-02-20") as later:
            assert before.keys() <= exported(later).keys()
        with on(crm, "2027-02-21") as later:
            assert not before.keys() & exported(later).keys()

    def test_an_undone_touch_brings_the_event_back_under_its_uid(self, crm: Crm) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        (before,) = exported(crm).values()
        crm.acts.done("c1")
        exported(crm)
        crm.history.undo()
        found = exported(crm)
        assert (found[before.uid].status, found[before.uid].sequence) == ("CONFIRMED", 2)
        assert [event.status for uid, event in found.items() if uid != before.uid] == ["CANCELLED"]

    @pytest.mark.parametrize("act", ["archive", "delete", "never"])
    def test_who_asks_for_nothing_any_more_is_cancelled(self, crm: Crm, act: str) -> None:
        ana = touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-12-01")))
        exported(crm)
        if act == "archive":
            crm.contacts.set_state([ana], State.ARCHIVED)
        elif act == "delete":
            crm.contacts.delete([ana])
        else:
            crm.cadences.set_many([ana], every("never"), overwrite=True)
            crm.acts.drop("f1", reason="over")
        assert {event.status for event in exported(crm).values()} == {"CANCELLED"}

    def test_a_pause_moves_and_cancels_nothing(self, crm: Crm) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        exported(crm)
        crm.pauses.pause(None, day("2026-11-23"), day("2027-08-31"))
        (event,) = exported(crm).values()
        assert (event.status, event.on, event.sequence) == ("CONFIRMED", day("2027-09-01"), 1)


class TestAFewPeople:
    def test_are_sent_alone_and_the_others_are_not_cancelled(self, crm: Crm) -> None:
        ana, bo = touched(crm, "Ana Lima", "2 weeks", "2026-11-20"), touched(crm, "Bo Chen", "2 weeks", "2026-11-20")
        crm.contacts.tag([ana], ["friends"])
        whole = exported(crm)
        assert [event.summary for event in exported(crm, "tag:friends").values()] == ["Check in with Ana Lima"]
        assert exported(crm) == whole
        crm.acts.snooze(f"c{bo}", until=day("2028-01-01"))
        exported(crm, "tag:friends")
        assert only(exported(crm), "Bo").status == "CONFIRMED"

    def test_a_mistaken_query_is_told_before_anything_is_written(self, crm: Crm, tmp_path: Path) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        with pytest.raises(QueryProblem):
            crm.exports.write(ExportKind.ICS, tmp_path / "a.ics", ExportOptions("tag:("))
        assert not (tmp_path / "a.ics").exists()
        assert crm._session.ledger.read("event-brief") == {}


class TestFailing:
    def test_leaves_the_ledger_and_the_old_file_as_they_were(
        self, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        target = tmp_path / "a.ics"
        crm.exports.write(ExportKind.ICS, target)
        kept, ledger = target.read_bytes(), crm._session.ledger.read("event-brief")
        crm.acts.snooze("c1", until=day("2026-12-24"))
        (tmp_path / "file").write_text("no folder")
        for bad in (tmp_path / "file" / "a.ics", tmp_path):
            with pytest.raises(StoreProblem):
                crm.exports.write(ExportKind.ICS, bad)
        assert (target.read_bytes(), crm._session.ledger.read("event-brief")) == (kept, ledger)

    def test_to_read_all_of_it_leaves_the_ledger_as_it_was(self, crm: Crm) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        chunks = crm.exports.chunks(ExportKind.ICS)
        assert isinstance(chunks, Iterator)
        next(chunks)
        chunks.close()  # type: ignore[attr-defined]
        assert crm._session.ledger.read("event-brief") == {}
        assert len(exported(crm)) == 1

    def test_to_write_is_no_act(self, crm: Crm, tmp_path: Path) -> None:
        touched(crm, "Ana Lima", "2 weeks", "2026-11-20")
        before = whole_store(crm)
        assert crm.exports.write(ExportKind.ICS, tmp_path / "a.ics") == Exported(tmp_path / "a.ics", 1, 0)
        assert whole_store(crm) == before
