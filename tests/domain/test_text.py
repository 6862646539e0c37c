from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.text import _UNWANTED, clean_line, clean_text, fold

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x9b\x9d\x07[]\\;0m\r\n\t\u200b\u200d\u202e\ud800\udc00İıßǼ\u0345ᾳŉ"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A[/]B", "A[/]B"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("a\x1b[38;2;1;2;3mb", "ab"),
        ("\x1b]0;owned\x07Ana", "Ana"),
        ("\x1b]8;;https://example.org\x1b\\Ana\x1b]8;;\x1b\\", "Ana"),
        ("\x1bPq#0;2;0\x1b\\Ana", "Ana"),
        ("\x9d0;owned\x9cAna", "Ana"),
        ("x\x9b31my", "xy"),
        ("\x1bcAna", "Ana"),
        ("\x1b(0Ana", "Ana"),
        ("Ana\x1b", "Ana"),
        ("A\x00n\x07a\x7f", "Ana"),
        ("\u202eanA\u202c \u2066x\u2069", "anA x"),
        ("\ufeffAna\u200bLima\u2060", "AnaLima"),
        ("A\u00adna", "Ana"),
        ("one\r\ntwo\rthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("tab\tstays", "tab\tstays"),
        ("\ud83d\ude00", "😀"),
        ("lone \ud800 one", "lone \ufffd one"),
    ],
)
def test_what_could_steer_a_terminal_goes_and_all_else_stays(written: str, kept: str) -> None:
    assert clean_text(written) == kept


@pytest.mark.parametrize(
    "text", ["👩\u200d🔬", "می\u200cخواهم", "김민수", "王小明", "Nguyễn Thị Đào", "🏳️‍🌈", "İpek Işık"]
)
def test_joiners_in_emoji_and_in_persian_and_all_letters_stay(text: str) -> None:
    assert clean_text(text) == text


def test_a_terminal_sequence_without_an_end_costs_no_text() -> None:
    assert "the whole note" in clean_text("\x1b]0;the whole note\nand more")


def test_a_guillemet_of_a_misread_file_does_not_eat_the_letters_after_it() -> None:
    assert clean_text("\x8bAna\x9b Lima") == "Ana Lima"


def test_a_line_has_single_spaces_and_no_ends() -> None:
    assert clean_line("  Ana \r\n\t Lima\u00a0Souza\u2028 ") == "Ana Lima Souza"


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT)
def test_clean_text_holds_no_control_and_can_be_stored(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", cleaned)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("García-Müñoz,  Łukasz", "garcia munoz lukasz"),
        ("O’Brien", "o brien"),
        ("O'Brien", "o brien"),
        ("OʼBrien", "o brien"),
        ("İpek IŞIK ışık", "ipek isik isik"),
        ("Weiß WEISS weiẞ", "weiss weiss weiss"),
        ("Nguyễn Thị Đào Ơ Ư", "nguyen thi dao o u"),
        ("ﬁ ﬂ Æsa Œuvre Ǽ Ǿ", "fi fl aesa oeuvre ae o"),
        ("Ａｎａ", "ana"),
        ("Σίσυφος ΣΊΣΥΦΟΣ", "σισυφοσ σισυφοσ"),
        ("Семён", "семен"),
        ("مُحَمَّد", "محمد"),
        ("می\u200cخواهم", "میخواهم"),
        ("김민수", "김민수"),
        ("हिन्दी", "हिन्दी"),
        ("がく かく", "がく かく"),
        ("_snake_case_", "snake case"),
        ("👩\u200d🔬", ""),
        ("", ""),
    ],
)
def test_folding_takes_case_accents_and_signs_away(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_does_not_see_how_accents_are_encoded(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_folds_alike_on_the_short_way_and_on_the_long_one(text: str) -> None:
    assert fold(f"{text} é") == f"{fold(text)} e".strip()


def test_a_note_of_a_megabyte_is_cleaned_in_a_moment() -> None:
    note = "Notiz über Müller\x1b[31m\x1b]\r\n" * 40_000
    start = time.perf_counter()
    clean_text(note)
    assert time.perf_counter() - start < 2


def test_whatever_unicode_calls_printable_is_clean_already() -> None:
    """That is what lets most texts pass unchanged, and it depends on Unicode's tables."""
    unwanted = [chr(code) for code in range(0x110000) if _UNWANTED.match(chr(code)) or 0xD800 <= code < 0xE000]
    assert not any(map(str.isprintable, unwanted))
    assert [letter for letter in map(chr, range(0x110000)) if letter.isprintable() and letter.isspace()] == [" "]


@given(st.text(alphabet=st.sampled_from("aZé\u0301ÅßıİŁ_-' ,.１ǅﬁ陳가Ж"), max_size=8))
def test_folding_is_the_same_however_far_the_text_is_from_ascii(text: str) -> None:
    """A letter that stays takes a text the long way that would else be plain without its accents."""
    assert fold(f"{text} ж") == f"{fold(text)} ж".strip()
