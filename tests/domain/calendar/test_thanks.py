"""The thanks for an interview ring the same evening and two hours before their end, but never before it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from netcrm.domain.calendar.items import CalendarItem, CalendarKind, item_from_text, item_text
from netcrm.domain.calendar.thanks import thanks_alarms


@pytest.mark.parametrize(
    ("ended", "hours", "rings"),
    [
        ("2026-11-23 15:30", 24, ["23 20:00", "24 13:30"]),
        ("2026-11-23 20:00", 24, ["23 20:00", "24 18:00"]),
        ("2026-11-23 20:01", 24, ["24 18:01"]),
        ("2026-11-23 19:00", 3, ["23 20:00"]),
        ("2026-11-23 10:00", 4, ["23 12:00"]),
        ("2026-11-23 10:00", 1, []),
    ],
)
def test_what_rings_when(ended: str, hours: int, rings: list[str]) -> None:
    ended_at = datetime.fromisoformat(ended).astimezone()
    due_at = ended_at + timedelta(hours=hours)
    found = [due_at - timedelta(minutes=minutes) for minutes in thanks_alarms(ended_at, due_at)]
    assert [f"{at:%d %H:%M}" for at in found] == rings


def test_alarms_of_ones_own_are_kept_with_the_item_and_the_text_of_others_is_what_it_was() -> None:
    plain = CalendarItem(
        "a@netcrm", CalendarKind.FOLLOW_UP, "x", date(2026, 11, 24), datetime(2026, 11, 24, 9, tzinfo=UTC)
    )
    ringing = replace(plain, alarms=(570, 120))
    assert item_from_text(item_text(ringing)) == ringing
    assert item_from_text(item_text(plain)) == plain
    assert "alarms" not in item_text(plain), "else every item that was sent before would count as changed"
