"""Past meetings of a calendar: who is known, what is logged already, and what logging them does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.meetings import Attendance
from netcrm.errors import Unreadable, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.meetings import MeetingPlan
from tests.services.support import added, undo_and_redo_all
from tests.services.support import person as details


def event(uid: str, begin: str, *lines: str, summary: str = "Start-up") -> str:
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{begin}", f"SUMMARY:{summary}", *lines, "END:VEVENT", ""]
    )


def asked(email: str, answer: str = "", name: str = "") -> str:
    return f"ATTENDEE;CN={name or email};PARTSTAT={answer or 'ACCEPTED'}:mailto:{email}"


ANA, BEN = asked("ana@stmarys.test"), asked("BEN@harbour.test", "DECLINED")


@pytest.fixture
def people(crm: Crm) -> tuple[int, int]:
    return (
        added(crm, "Ana Lima", "2 weeks", email="Ana@stmarys.test"),
        added(crm, "Ben Ortiz", email="ben@harbour.test"),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work.ics"


def planned(crm: Crm, path: Path, *events: str) -> MeetingPlan:
    path.write_text("BEGIN:VCALENDAR\r\n" + "".join(events) + "END:VCALENDAR\r\n", encoding="utf-8")
    return crm.meetings.plan(path)


def test_past_meetings_with_somebody_known_are_listed_the_latest_first(
    crm: Crm, people: tuple[int, int], path: Path
) -> None:
    plan = planned(
        crm, path,
        event("1", ":20260301T090000Z", ANA),
        event("2", ":20261103T090000Z", ANA, BEN, asked("stranger@x.test")),
        event("3", ":20261123T110000Z", ANA),
        event("4", ";VALUE=DATE:20261123", ANA),
        event("future", ":20261123T130000Z", ANA),
        event("tomorrow", ";VALUE=DATE:20261124", ANA),
        event("strangers", ":20261103T090000Z", asked("stranger@x.test")),
        event("off", ":20261103T090000Z", ANA, "STATUS:CANCELLED"),
        event("checkin-x-20261101@netcrm", ":20261103T090000Z", ANA),
    )  # fmt: skip
    assert [(row.number, row.meeting.uid, row.is_logged) for row in plan.rows] == [
        (1, "3", False), (2, "4", False), (3, "2", False), (4, "1", False),
    ]  # fmt: skip
    assert [(it.contact_id, it.name, it.attendance) for it in plan.rows[2].people] == [
        (people[0], "Ana Lima", Attendance.ACCEPTED),
        (people[1], "Ben Ortiz", Attendance.DECLINED),
    ]
    assert plan.rows[2].not_declined == (people[0],)
    assert crm._session.interactions.count() == 0


def test_meetings_are_logged_in_one_act_and_found_again_as_logged(
    crm: Crm, people: tuple[int, int], path: Path
) -> None:
    weekly = "RRULE:FREQ=WEEKLY;COUNT=2"
    events = (
        event("1", ":20261103T090000Z", ANA, BEN, "LOCATION:https://zoom.us/j/1"),
        event("2", ":20261110T090000Z", ANA, weekly, summary="Weekly"),
    )
    plan = planned(crm, path, *events)
    done = crm.meetings.apply(plan, {1: [people[0]], 3: list(people)})
    assert done.sentence.startswith("Logged 2 meetings with Ana Lima and Ben Ortiz. 1 next check-in moved.")
    logged = crm._session.interactions.load(crm._session.interactions.all_ids())
    assert [(it.happened_on.isoformat(), it.channel, it.direction, it.summary, it.participants) for it in logged] == [
        ("2026-11-03", Channel.VIDEO, Direction.BOTH, "Start-up", people),
        ("2026-11-17", Channel.MEETING, Direction.BOTH, "Weekly", people[:1]),
    ]
    again = planned(crm, path, *reversed(events))
    assert [row.is_logged for row in again.rows] == [True, False, True]
    assert [row.number for row in again.open_rows] == [2]
    assert crm.meetings.apply(plan, {1: [people[0]]}).change_set is None
    assert crm.meetings.apply(again, {2: []}).sentence == "Nothing was logged."
    crm.history.undo()
    assert not any(row.is_logged for row in crm.meetings.plan(path).rows)
    crm.history.redo()
    undo_and_redo_all(crm)


def test_one_meeting_is_said_with_its_day_and_its_channel_may_be_another(
    crm: Crm, people: tuple[int, int], path: Path
) -> None:
    plan = planned(crm, path, event("1", ":20261103T090000Z", ANA))
    done = crm.meetings.apply(plan, {1: [people[0]]}, channel=Channel.COFFEE)
    assert done.sentence.startswith("Logged a coffee with Ana Lima on Tue 3 Nov. Check-in due since Tue 17 Nov")
    assert crm.safety.doctor(mend=False).findings == ()


def test_a_touch_of_that_day_that_was_logged_by_hand_is_said(crm: Crm, people: tuple[int, int], path: Path) -> None:
    crm.interactions.log(InteractionDraft((people[0],), Channel.CALL, date(2026, 11, 3)))
    plan = planned(crm, path, event("1", ":20261103T090000Z", ANA, BEN), event("2", ":20261104T090000Z", ANA))
    assert [[it.was_in_touch for it in row.people] for row in plan.rows] == [[False], [True, False]]
    assert not any(row.is_logged for row in plan.rows)


def test_of_several_with_one_address_the_one_whom_the_calendar_names_was_asked(
    crm: Crm, people: tuple[int, int], path: Path
) -> None:
    del people
    ids = [
        crm.contacts.add(details(name, email="team@stmarys.test"), allow_known=True).contact_ids[0]
        for name in ("Zoe Brandt", "Li Sun", "Old Sun")
    ]
    crm.contacts.set_state(ids[2:], State.ARCHIVED)
    named = planned(crm, path, event("1", ":20261103T090000Z", asked("team@stmarys.test", name="Zoe Brandt")))
    assert [[it.contact_id for it in row.people] for row in named.rows] == [[ids[0]]]
    assert planned(crm, path, event("1", ":20261103T090000Z", asked("team@stmarys.test"))).rows == ()
    crm.contacts.set_state(ids[:1], State.ARCHIVED)
    rows = planned(crm, path, event("1", ":20261103T090000Z", asked("team@stmarys.test"))).rows
    assert [[it.contact_id for it in row.people] for row in rows] == [[ids[1]]]


@pytest.mark.parametrize("met", [{9: [1]}, {1: [2]}, {1: [1, 77]}])
def test_who_was_not_asked_and_what_there_is_not_cannot_be_logged(
    crm: Crm, people: tuple[int, int], path: Path, met: dict[int, list[int]]
) -> None:
    del people
    plan = planned(crm, path, event("1", ":20261103T090000Z", ANA))
    with pytest.raises(UsageProblem):
        crm.meetings.apply(plan, met)
    assert crm._session.interactions.count() == 0


def test_somebody_deleted_meanwhile_is_not_logged(crm: Crm, people: tuple[int, int], path: Path) -> None:
    plan = planned(crm, path, event("1", ":20261103T090000Z", ANA))
    crm.contacts.delete([people[0]])
    with pytest.raises(UsageProblem, match="deleted meanwhile"):
        crm.meetings.apply(plan, {1: [people[0]]})


def test_a_bad_event_is_a_problem_and_the_others_are_listed(crm: Crm, people: tuple[int, int], path: Path) -> None:
    del people
    plan = planned(crm, path, event("1", ":no day", ANA), event("2", ":20261103T090000Z", ANA))
    assert len(plan.rows) == 1
    assert [(it.file, it.where, it.line) for it in plan.problems] == [("work.ics", "event 1", 2)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no calendar"),
        (b"BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n", "is no calendar"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no event in work.ics"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "No event in work.ics can be read. The first: The event is cut off"),
    ],
)
def test_what_is_no_calendar_is_refused_in_a_sentence(crm: Crm, path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        crm.meetings.plan(path)


def test_a_missing_file_and_a_folder_are_refused(crm: Crm, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.ics"):
        with pytest.raises(Unreadable, match=r"\.$"):
            crm.meetings.plan(path)
