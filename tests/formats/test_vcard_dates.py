from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.formats.vcard.dates import birthday


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1980-04-15", "1980-04-15"),
        ("19800415", "1980-04-15"),
        ("1980-04-15T00:00:00Z", "1980-04-15"),
        ("19800415T235900+0200", "1980-04-15"),
        ("--0415", "--04-15"),
        ("--04-15", "--04-15"),
        ("--0229", "--02-29"),
        ("1604-02-29", "--02-29"),
        ("16040415", "--04-15"),
        ("0000-04-15", "--04-15"),
        ("1980", "1980"),
        ("1980-04", "1980-04"),
        ("---15", "---15"),
        ("--04", "--04"),
        ("", ""),
    ],
)
def test_birthdays_that_are_understood(value: str, text: str) -> None:
    assert birthday(value) == (text, True)


@pytest.mark.parametrize("value", ["15/04/80", "1981-02-29", "1980-13-01", "April 15", "--0230", "１９８０0415"])
def test_birthdays_that_are_not_understood_are_kept_as_written(value: str) -> None:
    assert birthday(value) == (value, False)


def test_words_are_kept() -> None:
    assert birthday(" circa  1800 ", is_text=True) == ("circa 1800", True)


def test_the_year_that_apple_says_to_omit_is_omitted() -> None:
    assert birthday("1900-04-15", omitted_year="1900") == ("--04-15", True)


@given(st.dates())
def test_every_date_comes_back(day: object) -> None:
    expected = str(day) if not str(day).startswith("1604") else str(day).replace("1604", "-", 1)
    assert birthday(str(day)) == (expected, True)


@given(st.text(max_size=30))
def test_no_text_raises(value: str) -> None:
    birthday(value)
