from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.languages import language_name, read_language, written_day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"), ("FR", "fr"), ("fr-CA", "fr"), ("pt_BR", "pt"), ("French", "fr"), ("français", "fr"),
        ("Deutsch", "de"), ("español", "es"), ("eng", "en"), ("nl", "nl"), (" it ", "it"), ("zh-Hant-TW", "zh"),
        ("", ""), ("the usual", ""), ("klingon", ""), ("x", ""), ("../en", ""), ("en/..", ""),
    ],
)  # fmt: skip
def test_a_language_is_read_as_people_and_cards_write_it(text: str, code: str) -> None:
    assert read_language(text) == code


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    assert (language_name("de"), language_name("nl")) == ("German", "nl")


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        ("2026-11-03", "en", "3 November"),
        ("2025-11-03", "en", "3 November 2025"),
        ("2026-03-01", "de", "1. März"),
        ("2026-02-01", "fr", "1er février"),
        ("2025-08-02", "fr", "2 août 2025"),
        ("2025-12-31", "es", "31 de diciembre de 2025"),
        ("2026-05-01", "it", "1º maggio"),
        ("2024-02-29", "pt", "29 de fevereiro de 2024"),
        ("2026-11-03", "nl", "3 November"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(day: str, language: str, words: str) -> None:
    assert written_day(date.fromisoformat(day), date(2026, 11, 23), language) == words
