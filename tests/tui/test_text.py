"""User text is never markup and never control; days and standings read as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.agenda_values import Group
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction
from netcrm.services.timeline import CHANNEL_LABELS
from netcrm.tui.text import (
    DIRECTIONS,
    GROUPS,
    STANDINGS,
    STATES,
    ago,
    day,
    one_line,
    paragraphs,
    plain,
    standing_words,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A[/]B", "A[/]B"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\x1b]0;title\x07Ana", "Ana"),
        ("\u202eamiL", "amiL"),
        ("\x9b31mred", "red"),
        ("one\ntwo\tthree", "one ⏎ two three"),
    ],
)
def test_user_text_stays_text_and_loses_its_controls(text: str, line: str) -> None:
    content = plain(text)
    assert content.plain == line
    assert content.spans == []
    assert one_line(text) == line


def test_a_style_covers_user_text_without_reading_it() -> None:
    content = plain("[b]x[/b]", "bold")
    assert content.plain == "[b]x[/b]"
    assert [str(span.style) for span in content.spans] == ["bold"]


def test_paragraphs_keep_their_line_ends() -> None:
    assert paragraphs("a\r\nb\tc").plain == "a\nb    c"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-11-23", "today"),
        ("2026-11-22", "yesterday"),
        ("2026-11-24", "tomorrow"),
        ("2026-11-13", "10 days ago"),
        ("2026-12-07", "in 2 weeks"),
        ("2026-09-20", "2 months ago"),
        ("2024-11-01", "2 years ago"),
    ],
)
def test_distances_read_as_people_say_them(on: str, words: str) -> None:
    assert ago(date.fromisoformat(on), TODAY) == words


def test_no_day_is_a_dash() -> None:
    assert day(None, TODAY) == "–"
    assert day(date(2026, 12, 1), TODAY) == "Tue 1 Dec"


@pytest.mark.parametrize(
    ("standing", "late", "on", "words"),
    [
        (Standing.LATE, 6, "2026-11-17", "6 days late"),
        (Standing.OVERDUE, 1, "2026-11-22", "1 day late!"),
        (Standing.DUE, 0, "2026-11-23", "due today"),
        (Standing.FRESH, 0, "2026-12-01", "Tue 1 Dec"),
        (Standing.SNOOZED, 0, "2026-12-01", "snoozed to 1 Dec"),
        (Standing.NEW, 0, "2026-12-01", "not contacted"),
        (Standing.UNSET, 0, None, "no cadence"),
    ],
)
def test_a_standing_reads_as_a_table_shows_it(standing: Standing, late: int, on: str | None, words: str) -> None:
    assert standing_words(standing, late, date.fromisoformat(on) if on else None, TODAY) == words


def test_every_value_of_a_closed_set_has_its_words() -> None:
    assert set(GROUPS) == set(Group)
    assert set(CHANNEL_LABELS) == set(Channel)
    assert set(DIRECTIONS) == set(Direction)
    assert set(STATES) == set(State)
    assert set(STANDINGS) == set(Standing)
