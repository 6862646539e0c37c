"""What others made of an item: the shapes are those that todoman, khal, Nextcloud, Outlook and phones write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.calendar.answers import SeenItem
from netcrm.domain.calendar.items import Form
from netcrm.domain.calendar.ledger import CalendarEntry, EntryState
from netcrm.domain.text import clean_line
from netcrm.formats.calendar.reading import UnreadableItem, read_item, uid_of
from netcrm.formats.calendar.writing import component, item_file
from tests.formats.calendar.calendar_samples import CHANGED, ENTRY, INTERVIEW, ITEM, TIMED

OUTLOOK_ZONE = """\
BEGIN:VTIMEZONE
TZID:Customised
BEGIN:STANDARD
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0600
TZOFFSETTO:-0700
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0700
TZOFFSETTO:-0600
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.fixture(autouse=True)
def in_madrid(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Madrid")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def calendar(inside: str) -> bytes:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\n{inside}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def todo(lines: str, before: str = "") -> SeenItem:
    return read_item(calendar(f"{before}BEGIN:VTODO\nUID:a@netcrm\n{lines}\nEND:VTODO\n"))


def event(lines: str, before: str = "") -> SeenItem:
    return read_item(calendar(f"{before}BEGIN:VEVENT\nUID:a@netcrm\n{lines}\nEND:VEVENT\n"))


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("entry", [ENTRY, TIMED, CalendarEntry(replace(INTERVIEW, place="Room 4; east"), 0, CHANGED)])
def test_what_was_written_is_read_back(entry: CalendarEntry, form: Form) -> None:
    item = entry.item
    seen = read_item(item_file(component(entry, form)))
    assert seen == SeenItem(
        uid=item.uid,
        form=form if item.kind.is_task else Form.EVENT,
        summary=item.summary,
        description=item.description,
        on=item.at.astimezone().date() if item.at else item.on,
        at=item.at,
        place=item.place,
        sequence=entry.sequence,
    )


def test_an_hour_stands_on_its_local_day() -> None:
    seen = read_item(item_file(component(TIMED, Form.TODO)))
    assert (seen.on, seen.at) == (date(2027, 1, 1), datetime(2026, 12, 31, 23, 45, tzinfo=UTC))


def test_our_own_last_words_are_read_back() -> None:
    done = read_item(
        item_file(component(replace(ENTRY, state=EntryState.COMPLETED, done_on=date(2026, 12, 2)), Form.TODO))
    )
    gone = read_item(item_file(component(replace(ENTRY, state=EntryState.CANCELLED), Form.EVENT)))
    assert (done.is_completed, done.completed_on, done.is_cancelled) == (True, date(2026, 12, 2), False)
    assert (gone.is_completed, gone.completed_on, gone.is_cancelled) == (False, None, True)


@pytest.mark.parametrize(
    ("lines", "completed_on"),
    [
        ("STATUS:COMPLETED\nCOMPLETED:20270303T231500Z\nPERCENT-COMPLETE:100", "2027-03-04"),
        ("STATUS:COMPLETED", None),
        ("status:completed", None),
        ("COMPLETED:20270303T101500Z", "2027-03-03"),
        ("COMPLETED;VALUE=DATE:20270303", "2027-03-03"),
        ("COMPLETED:20270303T101500", "2027-03-03"),
        ("COMPLETED:in spring", None),
        ("PERCENT-COMPLETE:100", None),
    ],
)
def test_a_task_is_done_by_its_status_its_date_or_its_percentage(lines: str, completed_on: str | None) -> None:
    seen = todo(lines)
    assert seen.is_completed
    assert seen.completed_on == (date.fromisoformat(completed_on) if completed_on else None)


@pytest.mark.parametrize("lines", ["", "STATUS:NEEDS-ACTION", "STATUS:IN-PROCESS\nPERCENT-COMPLETE:99", "STATUS;X=1"])
def test_a_task_that_was_only_begun_is_not_done(lines: str) -> None:
    assert not todo(lines).is_completed


def test_an_event_is_never_done() -> None:
    assert not event("STATUS:COMPLETED\nCOMPLETED:20270303T101500Z").is_completed


@pytest.mark.parametrize(
    ("lines", "on", "at"),
    [
        ("DUE;VALUE=DATE:20270303", "2027-03-03", None),
        ("DUE:20270303", "2027-03-03", None),
        ("DTSTART;VALUE=DATE:20270301\nDUE;VALUE=DATE:20270303", "2027-03-03", None),
        ("DTSTART;VALUE=DATE:20270301\nDURATION:P2D", "2027-03-03", None),
        ("DTSTART:20270303T080000Z\nDURATION:PT1H30M", "2027-03-03", "2027-03-03T09:30Z"),
        ("DTSTART;VALUE=DATE:20270301", None, None),
        ("DTSTART;VALUE=DATE:20270301\nDURATION:P9999999W", None, None),
        ("DTSTART;VALUE=DATE:99991231\nDURATION:P2D", None, None),
        ("DTSTART;VALUE=DATE:20270301\nDUE:soon\nDURATION:P2D", None, None),
        ("DUE:20270303T233000Z", "2027-03-04", "2027-03-03T23:30Z"),
        ("DUE:20270303t0930", None, None),
        ("DUE:20270303T093000", "2027-03-03", "2027-03-03T08:30Z"),
        ("DUE;TZID=America/New_York:20270303T210000", "2027-03-04", "2027-03-04T02:00Z"),
        ('DUE;X-A="b;TZID=Asia/Tokyo:c";TZID="America/New_York":20270303T210000', "2027-03-04", "2027-03-04T02:00Z"),
        (
            "DUE;TZID=/freeassociation.sourceforge.net/America/New_York:20270303T210000",
            "2027-03-04",
            "2027-03-04T02:00Z",
        ),
        ("DUE;TZID=Eastern Standard Time:20270303T210000", "2027-03-04", "2027-03-04T02:00Z"),
        ("DUE;TZID=Middle-earth:20270303T093000", "2027-03-03", "2027-03-03T08:30Z"),
        ("DUE;TZID=../../../etc/passwd:20270303T093000", "2027-03-03", "2027-03-03T08:30Z"),
        ("DUE;TZID=Europe:20270303T093000", "2027-03-03", "2027-03-03T08:30Z"),
        ("DUE:20270303T093060Z", "2027-03-03", "2027-03-03T09:30:59Z"),
        ("DUE:20270230", None, None),
        ("DUE:00000101T000000", None, None),
        ("DUE:00010101T000000Z", "0001-01-01", None),
        ("DUE;TZID=Asia/Tokyo:00010101T000000", "0001-01-01", None),
        ("DUE:99991231T235959Z", "9999-12-31", None),
        ("DUE:" + "2" * 5000, None, None),
        ("DUE:٢٠٢٧٠٣٠٣", None, None),
    ],
)
def test_a_task_is_due_on_the_local_day_that_its_file_means(lines: str, on: str | None, at: str | None) -> None:
    seen = todo(lines)
    assert seen.on == (date.fromisoformat(on) if on else None)
    assert seen.at == (datetime.fromisoformat(at) if at else None)


def test_an_event_stands_where_it_begins_and_may_say_nothing_of_it() -> None:
    assert event("DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270304").on == date(2027, 3, 1)
    assert event("SUMMARY:x").on is None


@pytest.mark.parametrize(
    ("wall", "at"), [("20270301T180000", "2027-03-02T01:00Z"), ("20270701T180000", "2027-07-02T00:00Z")]
)
def test_a_time_zone_that_only_the_file_knows_is_taken_from_it(wall: str, at: str) -> None:
    seen = event(f"DTSTART;TZID=Customised:{wall}", OUTLOOK_ZONE)
    assert seen.at == datetime.fromisoformat(at)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=3;INTERVAL=0", "FREQ=YEARLY;BYDAY=SU"])
def test_a_time_zone_with_rules_that_no_clock_has_counts_as_local(rule: str) -> None:
    zone = OUTLOOK_ZONE.replace("FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", rule)
    seen = event("DTSTART;TZID=Customised:20270301T180000", zone)
    assert seen.at == datetime(2027, 3, 1, 17, tzinfo=UTC)


def test_a_zone_of_one_file_does_not_reach_another() -> None:
    event("DTSTART;TZID=Customised:20270301T180000", OUTLOOK_ZONE)
    assert event("DTSTART;TZID=Customised:20270301T180000").at == datetime(2027, 3, 1, 17, tzinfo=UTC)


def test_texts_are_unescaped_unfolded_and_cleaned() -> None:
    seen = event(
        "summary;LANGUAGE=en:A\\, b\\; c\\\\n\n  d\x1b[31m\nLOCATION:Room\\n4\nDESCRIPTION:one\\n\n \\Ntwo\\n\\n"
    )
    assert (seen.summary, seen.place, seen.description) == ("A, b; c\\n d", "Room 4", ("one", "", "two"))


def test_a_character_that_was_folded_apart_is_whole_again() -> None:
    data = calendar("BEGIN:VEVENT\nUID:a\nSUMMARY:Zoë\nEND:VEVENT\n").replace(b"\xc3\xab", b"\xc3\r\n \xab")
    assert read_item(data).summary == "Zoë"


def test_bytes_that_are_no_utf_8_cost_only_their_own_text() -> None:
    seen = read_item(
        calendar("BEGIN:VEVENT\nUID:a\nSUMMARY:Zo?\nDTSTART:20270301\nEND:VEVENT\n").replace(b"?", b"\xeb")
    )
    assert (seen.uid, seen.summary, seen.on) == ("a", "Zo\ufffd", date(2027, 3, 1))


def test_properties_of_an_alarm_are_not_those_of_the_item() -> None:
    seen = todo("BEGIN:VALARM\nUID:alarm\nSUMMARY:no\nSTATUS:COMPLETED\nEND:VALARM\nSUMMARY:yes")
    assert (seen.uid, seen.summary, seen.is_completed) == ("a@netcrm", "yes", False)


def test_of_one_that_comes_back_the_one_that_stands_for_all_is_read() -> None:
    moved = "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20270308T090000Z\nDTSTART:20270309T090000Z\nEND:VEVENT\n"
    master = "BEGIN:VEVENT\nUID:a\nDTSTART:20270301T090000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
    assert read_item(calendar(moved + master)).on == date(2027, 3, 1)
    assert read_item(calendar(moved)).on == date(2027, 3, 9)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it holds no event and no task"),
        (b"\x00" * 1000, "it holds no event and no task"),
        (b"<html>Sign in: now</html>", "it is no calendar"),
        (b"BEGIN:VCARD\r\nUID:a\r\nEND:VCARD\r\n", "it is no calendar"),
        (b"BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n", "it is no calendar"),
        (calendar(""), "it holds no event and no task"),
        (calendar("BEGIN:VJOURNAL\nUID:a\nEND:VJOURNAL\n"), "it holds no event and no task"),
        (calendar("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n"), "its item has no UID"),
        (calendar("BEGIN:VEVENT\nUID: \nEND:VEVENT\n"), "its item has no UID"),
        (
            calendar("BEGIN:VEVENT\nUID:a\nEND:VEVENT\nBEGIN:VTODO\nUID:b\nEND:VTODO\n"),
            "it holds several items; a file of this folder holds one",
        ),
        (calendar("BEGIN:VEVENT\nUID:a\nEND:VTODO\n"), "its parts do not end where they should"),
        (item_file(component(ENTRY, Form.EVENT))[:-40], "it ends in the middle of an item"),
        (calendar("BEGIN:VEVENT\n" * 20_000), "its parts do not end where they should"),
    ],
)
def test_what_is_no_item_says_why(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableItem) as caught:
        read_item(data)
    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("data", "uid"),
    [
        (item_file(component(ENTRY, Form.TODO)), ITEM.uid),
        (item_file(component(ENTRY, Form.EVENT))[:-40], ITEM.uid),
        (calendar("BEGIN:VEVENT\nBEGIN:VALARM\nUID:alarm\nEND:VALARM\nuid;X=1:a\\,\n b\nEND:VEVENT\n"), "a,b"),
        (calendar("BEGIN:VJOURNAL\nUID:a\nEND:VJOURNAL\n"), ""),
        (b"UID:a\r\n", ""),
        (b"", ""),
    ],
)
def test_a_uid_is_found_without_reading_all_else(data: bytes, uid: str) -> None:
    assert uid_of(data) == uid


@pytest.mark.parametrize(
    "lines",
    [
        "SUMMARY:" + "\\," * 500_000,
        "A:b\n" * 100_000 + "A:b",
        'X;A="' + "a" * 1_000_000 + ":",
        "X" + ";A=b" * 200_000,
        "BEGIN:VALARM\n" * 20_000 + "END:VALARM\n" * 19_999 + "END:VALARM",
        "DTSTART;TZID=" + "A/" * 100_000 + "x:20270301T090000",
    ],
    ids=["text", "lines", "quotation", "parameters", "nesting", "zone"],
)
@pytest.mark.timeout(5)
def test_a_megabyte_of_anything_is_read_soon(lines: str) -> None:
    assert event(lines).uid == "a@netcrm"


_PIECES = st.sampled_from(
    [
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTODO", "END:VTODO", "BEGIN:VALARM", "END:VALARM", "UID:a", "UID:b"),
        *(
            "DTSTART:20270301T090000Z",
            "DUE;VALUE=DATE:20270301",
            "DUE;TZID=Customised:20270301T090000",
            "DUE",
            ":",
            ";",
        ),
        *("STATUS:COMPLETED", "COMPLETED:2027", "DURATION:P1D", "BEGIN:", "END", "SUMMARY:\\", " x", '"', OUTLOOK_ZONE),
    ]
) | st.text(max_size=30)


@given(st.lists(_PIECES, max_size=25))
@settings(max_examples=150, deadline=None)
def test_whatever_lies_in_a_folder_is_an_item_or_unreadable(pieces: list[str]) -> None:
    data = ("BEGIN:VCALENDAR\n" + "\n".join(pieces) + "\nEND:VCALENDAR").encode("utf-8", "surrogatepass")
    try:
        seen = read_item(data)
    except UnreadableItem:
        return
    assert seen.uid == uid_of(data)


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_an_item_that_was_damaged_anywhere_is_an_item_or_unreadable(noise: bytes, at: int, length: int) -> None:
    whole = item_file(component(ENTRY, Form.TODO))
    try:
        seen = read_item(whole[:at] + noise + whole[at + length :])
    except UnreadableItem:
        return
    assert seen.uid == clean_line(seen.uid)
    assert not seen.uid.isspace()
