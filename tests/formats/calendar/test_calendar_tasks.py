from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from netcrm.domain.calendar.items import CalendarKind
from netcrm.domain.calendar.ledger import EntryState
from tests.formats.calendar.calendar_samples import ITEM, TIMED, todo_lines


def test_a_task_has_a_day_by_which_it_is_due_and_no_beginning() -> None:
    assert todo_lines(replace(ITEM, priority=3)) == [
        "BEGIN:VTODO",
        "UID:checkin-3f2a-20261103@netcrm",
        "DTSTAMP:20261121T120000Z",
        "LAST-MODIFIED:20261121T120000Z",
        "SEQUENCE:0",
        "STATUS:NEEDS-ACTION",
        "DUE;VALUE=DATE:20261231",
        "PRIORITY:3",
        "SUMMARY:Check in with Ana Lima (PI\\, St Mary's)",
        "DESCRIPTION:Ana Lima\\, MD\\nWhy: every 2 weeks\\; last touch 3 Nov 2026",
        "URL:mailto:ana@example.org",
        "CATEGORIES:Principal investigator,area/oncology",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER;RELATED=END:PT9H",
        "DESCRIPTION:Check in with Ana Lima (PI\\, St Mary's)",
        "END:VALARM",
        "END:VTODO",
        "",
    ]


def test_a_task_with_an_hour_is_due_at_it_and_rings_before() -> None:
    lines = todo_lines(TIMED.item)
    assert "DUE:20261231T234500Z" in lines
    assert "TRIGGER;RELATED=END:-PT15M" in lines
    assert not any(line.startswith("PRIORITY") for line in lines)


def test_a_task_that_is_done_says_when() -> None:
    lines = todo_lines(ITEM, EntryState.COMPLETED, date(2026, 12, 2))
    assert {"STATUS:COMPLETED", "COMPLETED:20261202T120000Z", "PERCENT-COMPLETE:100"} <= set(lines)
    assert "BEGIN:VALARM" not in lines


def test_a_task_that_was_withdrawn_is_cancelled() -> None:
    lines = todo_lines(ITEM, EntryState.CANCELLED)
    assert "STATUS:CANCELLED" in lines
    assert not any(line.startswith(("COMPLETED", "PERCENT", "BEGIN:VALARM")) for line in lines)


@pytest.mark.parametrize("kind", [CalendarKind.INTERVIEW, CalendarKind.BIRTHDAY, CalendarKind.FIVE_MINUTES])
def test_what_is_no_task_stays_an_event_among_tasks(kind: CalendarKind) -> None:
    assert todo_lines(replace(ITEM, kind=kind))[0] == "BEGIN:VEVENT"
