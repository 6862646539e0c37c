from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.formats.vcard.cards import NESTING_LIMIT, Card, cut


def cards_of(data: bytes, *, size_limit: int = 1_000_000, chunk_size: int = 4096) -> list[Card]:
    return list(cut(io.BytesIO(data), size_limit=size_limit, chunk_size=chunk_size))


WHOLE = b"BEGIN:VCARD\r\nFN:Ayesha Khan\r\nEND:VCARD"


def test_a_card_is_its_very_bytes_from_begin_to_end() -> None:
    (card,) = cards_of(b"junk\r\n" + WHOLE + b"  \r\nmore\r\n")
    assert card.raw == WHOLE
    assert card.line == 2
    assert card.is_whole


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"", 0),
        (b"BEGIN:VCARD", 1),
        (b"BEGIN:VCARD\n", 1),
        (b"END:VCARD\n", 0),
        (b"END:VCARD\n" + WHOLE, 1),
        (b"begin:vcard\nend:vCard\n", 1),
        (b"  BEGIN : VCARD \t\n END:VCARD\n", 1),
        (b"BEGIN:VCARDS\nEND:VCARD\n", 0),
        (b"NOTE:BEGIN:VCARD\n", 0),
        (b"XBEGIN:VCARD\n", 0),
        (WHOLE + WHOLE, 2),
        (WHOLE + b" " + WHOLE + b"\r" + WHOLE, 3),
        (WHOLE.replace(b"\r\n", b"\r"), 1),
        (WHOLE.replace(b"\r\n", b"\r\r\n") + b"\r\r\n" + WHOLE, 2),
        (b"\xef\xbb\xbf" + WHOLE + b"\n\xef\xbb\xbf" + WHOLE, 2),
        (b"\0\0" + WHOLE, 1),
        (WHOLE + b"\x1a", 1),
    ],
)
def test_begin_and_end_are_known_however_they_are_written(data: bytes, count: int) -> None:
    assert len(cards_of(data)) == count


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_wide_encodings_are_cut_at_their_own_letters(codec: str, mark: str) -> None:
    text = "BEGIN:VCARD\r\nFN:ആയിഷ ਊ\r\nEND:VCARD"
    cards = cards_of((mark + text + "\r\n" + text + "\r\n").encode(codec), chunk_size=64)
    assert [(card.raw.decode(codec), card.codec, card.line) for card in cards] == [(text, codec, 1), (text, codec, 4)]


def test_cards_inside_a_card_belong_to_it() -> None:
    agent = b"AGENT:\r\n" + WHOLE + b"\r\n"
    data = b"BEGIN:VCARD\r\n" + agent + agent + b"FN:Outer\r\nEND:VCARD\r\n"
    (card,) = cards_of(data)
    assert card.raw == data.rstrip()
    assert card.fault == ""


def test_a_card_without_its_end_is_cut_off_where_the_next_begins() -> None:
    cut_off = b"BEGIN:VCARD\r\nFN:Cut\r\n"
    cards = cards_of(WHOLE + b"\r\n" + cut_off + WHOLE + b"\r\n" + WHOLE + b"\r\n" + cut_off)
    assert [card.is_whole for card in cards] == [True, False, True, True, False]
    assert [card.raw for card in cards] == [WHOLE, cut_off, WHOLE, WHOLE, cut_off]
    assert [card.line for card in cards] == [1, 4, 6, 9, 12]


def test_a_cut_off_card_keeps_its_agent() -> None:
    cut_off = b"BEGIN:VCARD\nFN:Cut\nAGENT:\n" + WHOLE + b"\nTEL:1\n"
    cards = cards_of(cut_off + WHOLE)
    assert [card.raw for card in cards] == [cut_off, WHOLE]


def test_a_folded_text_about_cards_is_no_card() -> None:
    data = b"BEGIN:VCARD\nNOTE:see\n BEGIN:VCARD\n END:VCARD\nEND:VCARD\n"
    assert [card.raw for card in cards_of(data)] == [data.rstrip()]


def test_a_card_that_is_too_large_is_told_and_the_rest_goes_on() -> None:
    large = b"BEGIN:VCARD\nNOTE:" + b"x" * 50_000 + b"\nEND:VCARD\n"
    for chunk_size in (1_000, 1_000_000):
        cards = cards_of(WHOLE + b"\n" + large + WHOLE, size_limit=20_000, chunk_size=chunk_size)
        assert [bool(card.fault) for card in cards] == [False, True, False]
        assert cards[1].line == 4
        assert cards[1].raw == b""


def test_a_large_card_without_an_end_costs_no_other() -> None:
    large = b"BEGIN:VCARD\nNOTE:" + b"x" * 50_000 + b"\n"
    cards = cards_of(large + WHOLE + b"\n" + WHOLE, size_limit=20_000, chunk_size=1_000)
    assert [bool(card.fault) for card in cards] == [True, False, False]


def test_an_early_cut_off_card_does_not_hold_back_a_long_file() -> None:
    data = b"BEGIN:VCARD\nFN:Cut\n" + (WHOLE + b"\n") * 2_000
    cards = cards_of(data, size_limit=20_000, chunk_size=1_000)
    assert [card.is_whole for card in cards] == [False, *[True] * 2_000]
    assert not any(card.fault for card in cards)


def test_cards_nested_too_deep_are_one_fault_and_the_rest_goes_on() -> None:
    nested = b"BEGIN:VCARD\n" * 1_000 + b"FN:Deep\n" + b"END:VCARD\n" * 1_000
    cards = cards_of(nested + WHOLE)
    assert [bool(card.fault) for card in cards] == [True, False]
    allowed = b"BEGIN:VCARD\n" * NESTING_LIMIT + b"END:VCARD\n" * NESTING_LIMIT
    assert [card.fault for card in cards_of(allowed)] == [""]


def test_begins_without_any_end_are_as_many_cut_off_cards() -> None:
    cards = cards_of(b"BEGIN:VCARD\n" * 25_000)
    assert len(cards) == 25_000
    assert not any(card.is_whole for card in cards)


@dataclass(frozen=True)
class Piece:
    """A stretch of a file with the cards that are expected of it."""

    text: str
    cards: int


NEWLINES = st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"])
BODY = st.sampled_from(["FN:Ana\n", "NOTE:a vcard\n", "TEL:1\nNOTE:folded\n  text\n", "", "X:VCARD\n", "NOTE:é\n"])
AGENT = BODY.map(lambda body: f"AGENT:\nBEGIN:VCARD\n{body}END:VCARD\n")
INSIDE = st.lists(st.one_of(BODY, AGENT), max_size=4).map("".join)
PIECES = st.one_of(
    INSIDE.map(lambda inside: Piece(f"BEGIN:VCARD\n{inside}END:VCARD\n", 1)),
    INSIDE.map(lambda inside: Piece(f"BEGIN:VCARD\n{inside}", 1)),
    st.sampled_from(["\n", "text\n", "a VCARD\n", "-- \n"]).map(lambda text: Piece(text, 0)),
)


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(PIECES, max_size=8),
    newline=NEWLINES,
    codec=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
    chunk_size=st.sampled_from([64, 500, 100_000]),
)
def test_every_outermost_card_is_found_whole_or_cut_off(
    pieces: list[Piece], newline: str, codec: str, chunk_size: int
) -> None:
    data = "".join(piece.text for piece in pieces).replace("\n", newline).encode(codec)
    cards = cards_of(data, chunk_size=chunk_size)
    assert len(cards) == sum(piece.cards for piece in pieces)
    assert all(card.raw in data for card in cards)


@settings(max_examples=100, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(["BEGIN:VCARD", "END:VCARD", "AGENT:", "\n", "\r", " ", "\0", "x", "vcard", "é"]), max_size=60
    ),
    size_limit=st.sampled_from([40, 200, 100_000]),
)
def test_any_mess_of_markers_is_cut_alike_in_large_and_small_chunks(parts: list[str], size_limit: int) -> None:
    data = "".join(parts).encode()
    whole = cards_of(data, chunk_size=100_000)
    assert sum(len(card.raw) for card in whole) <= len(data)
    assert cards_of(data, chunk_size=3) == whole
    cards_of(data, size_limit=size_limit, chunk_size=7)
