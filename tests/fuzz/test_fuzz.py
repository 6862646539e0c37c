"""A short form of `python -m tests.fuzz`, and that the fuzzing would see what it looks for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from random import Random
from typing import BinaryIO

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.draft import Draft, Place, Problem
from netcrm.domain.naming.name import Name
from netcrm.formats.importer import Unread
from netcrm.formats.vcard.reader import digest_of
from tests.fuzz import running
from tests.fuzz.checking import faults
from tests.fuzz.mutation import made_card, mutated, mutated_table
from tests.fuzz.running import Batch, Found, run
from tests.fuzz.seeds import card_seeds, table_seeds


def told(found: tuple[Found, ...]) -> list[tuple[str, bytes]]:
    return [(one.fault, one.data[:500]) for one in found]


def test_two_thousand_damaged_cards_do_no_harm() -> None:
    figures = run(Batch("cards", "short", 2_000))
    assert told(figures.found) == []
    assert figures.cases == 2_000
    assert figures.slowest < running.SLOWEST


def test_five_hundred_damaged_rows_do_no_harm() -> None:
    if not running.can_read("rows"):
        pytest.skip("there is no importer for tables")
    figures = run(Batch("rows", "short", 500))
    assert told(figures.found) == []
    assert figures.outcomes >= 500


def test_the_same_seed_damages_the_same_way() -> None:
    cards, tables = card_seeds(), table_seeds()
    for number in range(50):
        for make in (lambda r: mutated(r, cards), made_card, lambda r: mutated_table(r, tables)):
            assert make(Random(number)) == make(Random(number))
    assert mutated(Random(1), cards) != mutated(Random(2), cards)


class Careless:
    """An importer that does whatever is wrong with it."""

    name, label, suffixes = "vcf", "Careless", (".vcf",)

    def __init__(self, does: str) -> None:
        self._does = does

    def sniff(self, head: bytes) -> bool:
        return True

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        raise NotImplementedError

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        raw = stream.read()
        place = Place(file, 2 if self._does == "misnumber" else 1, 1)
        if self._does == "raise":
            raise IndexError(raw)
        if self._does == "mumble":
            yield Problem(place, "bad\n")
            return
        name = {"dirty": "Ana\x1b", "nameless": "", "forget": f"Ana {len(raw)}"}.get(self._does, "Ana")
        kept = b"" if self._does == "forget" else raw
        digest = "" if self._does == "misdigest" else digest_of(kept)
        note = "BEGIN" if self._does == "misread" and raw.startswith(b"BEGIN") else "a\nb"
        yield Draft(place, Details(Name(name), note=note), kept, digest)


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        ("well", ""),
        ("dirty", "details.name.formatted is not clean"),
        ("nameless", "a draft has no name"),
        ("forget", "the bytes of a draft alone are read otherwise: name"),
        ("misdigest", "the digest is not that of the bytes"),
        ("misnumber", "the numbers of the outcomes do not follow each other"),
        ("mumble", "a problem does not say why in one clean sentence"),
    ],
)
def test_what_is_wrong_is_seen(does: str, fault: str) -> None:
    assert faults(Careless(does), b"x" * 9) == (1, [fault] if fault else [])


def test_a_person_who_does_not_come_back_from_a_card_is_seen() -> None:
    count, found = faults(Careless("misread"), b"x" * 9)
    assert count == 1
    assert found == [f"what is written as vCard {version} is read otherwise: note" for version in ("3.0", "4.0")]


@pytest.mark.parametrize(("does", "fault"), [("raise", "IndexError at"), ("well", "")])
def test_an_exception_is_a_find(monkeypatch: pytest.MonkeyPatch, does: str, fault: str) -> None:
    monkeypatch.setattr(running, "importers", lambda: (Careless(does),))
    figures = run(Batch("cards", "short", 1))
    assert [one.fault.startswith(fault) for one in figures.found] == [True] * bool(fault)


def test_a_case_that_takes_too_long_or_never_ends_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "importers", lambda: (Careless("well"),))
    monkeypatch.setattr(running, "SLOWEST", 0.0)
    monkeypatch.setattr(running, "_MEMORY_EACH", 2)
    figures = run(Batch("cards", "short", 2))
    assert {one.fault for one in figures.found} == {"it takes too long"}
    assert list(Careless("well").read(io.BytesIO(b""), "x"))
