"""What every importer owes, whatever its format. A test module of a format inherits `ImporterContract`."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, BinaryIO, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.domain.draft import Draft, Problem
from netcrm.formats.importer import Importer

CONTRACT_SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)

OTHER_FORMATS = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "an archive": b"PK\x03\x04\x14\0\0\0\x08\0",
    "a page": b"<!doctype html><title>BEGIN</title>",
    "prose": b"Dear all,\nplease find the list attached.\n",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A file with the number of its outermost cards or rows, and of those that can be read."""

    data: bytes
    outcomes: int
    drafts: int


class ShortReads(io.RawIOBase):
    """A stream that gives a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes, size: int) -> None:
        self._stream = io.BytesIO(data)
        self._size = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        chunk = self._stream.read(min(self._size, len(view)))
        view[: len(chunk)] = chunk
        return len(chunk)


class Repeated(io.RawIOBase):
    """A stream that gives the same bytes again and again, and counts what was taken from it."""

    def __init__(self, piece: bytes, times: int, head: bytes = b"") -> None:
        self._piece = piece
        self._left = len(head) + len(piece) * times
        self._held = head
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        while len(self._held) < min(len(view), self._left):
            self._held += self._piece
        chunk = self._held[: min(len(view), self._left)]
        self._held = self._held[len(chunk) :]
        view[: len(chunk)] = chunk
        self._left -= len(chunk)
        self.taken += len(chunk)
        return len(chunk)


class SharedContract:
    """What holds for all. Inherit, set the class attributes, and give the pieces that the tests put together."""

    importer: ClassVar[Importer]
    samples: ClassVar[dict[str, Sample]]

    def good(self, name: str, *, filler: int = 0) -> bytes:
        """Return the bytes of one good card for `name`, at least `filler` bytes long."""
        raise NotImplementedError

    def bad(self) -> bytes:
        """Return the bytes of one card that cannot be read, and yet is one."""
        raise NotImplementedError

    def head(self) -> bytes:
        """Return what a file of many cards begins with."""
        return b""

    def file_of(self, cards: list[bytes]) -> bytes:
        """Return a file of these cards."""
        return b"".join([self.head(), *cards])

    def read(self, data: bytes) -> list[Draft | Problem]:
        return list(self.importer.read(io.BytesIO(data), "some.file"))

    def test_it_is_named_and_labelled(self) -> None:
        assert self.importer.name.replace("-", "").isalnum()
        assert self.importer.name == self.importer.name.lower()
        assert self.importer.label
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in self.importer.suffixes)

    def test_it_knows_its_own_files_by_their_beginning(self) -> None:
        unknown = [name for name, sample in self.samples.items() if not self.importer.sniff(sample.data[:65_536])]
        assert unknown == []

    @pytest.mark.parametrize("head", OTHER_FORMATS.values(), ids=OTHER_FORMATS.keys())
    def test_it_does_not_claim_other_files(self, head: bytes) -> None:
        assert not self.importer.sniff(head)

    def test_every_card_of_every_sample_is_accounted_for(self) -> None:
        for name, sample in self.samples.items():
            outcomes = self.read(sample.data)
            drafts = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
            assert (name, len(outcomes), len(drafts)) == (name, sample.outcomes, sample.drafts)

    def test_a_problem_says_why_in_one_sentence(self) -> None:
        (problem,) = self.read(self.file_of([self.bad()]))
        assert isinstance(problem, Problem)
        assert problem.why.endswith(".")
        assert "\n" not in problem.why

    def test_reading_twice_gives_the_same(self) -> None:
        for sample in self.samples.values():
            assert self.read(sample.data) == self.read(sample.data)

    def test_it_does_not_matter_in_which_pieces_the_bytes_come(self) -> None:
        for sample in self.samples.values():
            if len(sample.data) < 20_000:
                stream = io.BufferedReader(ShortReads(sample.data, 61), 97)
                assert list(self.importer.read(stream, "some.file")) == self.read(sample.data)

    @CONTRACT_SETTINGS
    @given(data=st.binary(max_size=2_000))
    def test_no_bytes_raise(self, data: bytes) -> None:
        assert self.importer.sniff(data) in (True, False)
        self.read(data)

    @CONTRACT_SETTINGS
    @given(data=st.data())
    def test_damaged_files_do_not_raise(self, data: st.DataObject) -> None:
        sample = data.draw(st.sampled_from(sorted(self.samples)).map(lambda name: self.samples[name].data))
        start = data.draw(st.integers(0, len(sample)))
        length = data.draw(st.integers(0, 40))
        patch = data.draw(st.binary(max_size=40))
        self.read(sample[:start] + patch + sample[start + length :])

    def test_all_that_a_draft_was_read_from_is_read_to_the_same_again(self) -> None:
        for sample in self.samples.values():
            for outcome in self.read(sample.data):
                for entry in outcome.entries if isinstance(outcome, Draft) else ():
                    (again,) = self.read(entry.raw)
                    assert isinstance(again, Draft)
                    assert (again.digest, again.uid) == (entry.digest, entry.uid)
                    assert entry.digest == blake2b(entry.raw, digest_size=16).hexdigest()


class ImporterContract(SharedContract):
    """What holds for formats of cards and rows, one for each person, which are read one after another."""

    def test_outcomes_say_where_they_stand(self) -> None:
        for sample in self.samples.values():
            places = [outcome.place for outcome in self.read(sample.data)]
            assert [place.number for place in places] == list(range(1, len(places) + 1))
            assert {place.file for place in places} <= {"some.file"}
            lines = [place.line for place in places]
            assert lines == sorted(lines)
            assert all(line > 0 for line in lines)

    def test_a_draft_keeps_the_very_bytes_and_their_digest(self) -> None:
        for sample in self.samples.values():
            for outcome in self.read(sample.data):
                if isinstance(outcome, Draft):
                    assert outcome.raw in sample.data
                    assert outcome.digest == blake2b(outcome.raw, digest_size=16).hexdigest()

    def test_the_bytes_of_a_draft_read_alone_give_the_same(self) -> None:
        for sample in self.samples.values():
            for outcome in self.read(sample.data):
                if isinstance(outcome, Draft):
                    (again,) = self.read(outcome.raw)
                    assert isinstance(again, Draft)
                    assert replace(again, place=outcome.place) == outcome

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_a_bad_card_never_costs_the_good_ones(self, place: int) -> None:
        cards = [self.good("Abebe Bikila"), self.good("Chiara Fontana")]
        cards.insert(place, self.bad())
        outcomes = self.read(self.file_of(cards))
        assert [isinstance(outcome, Problem) for outcome in outcomes] == [at == place for at in range(3)]
        names = [outcome.details.name.formatted for outcome in outcomes if isinstance(outcome, Draft)]
        assert names == ["Abebe Bikila", "Chiara Fontana"]

    def test_nothing_yields_nothing(self) -> None:
        assert self.read(b"") == []

    def test_the_first_card_is_told_before_the_last_is_read(self) -> None:
        stream = Repeated(self.good("Dae-jung Park", filler=10_000), 2_000, self.head())
        outcomes: Iterator[Draft | Problem] = self.importer.read(_buffered(stream), "some.file")
        assert isinstance(next(outcomes), Draft)
        assert stream.taken < 2_000_000

    def test_memory_is_bounded_by_a_card_and_not_by_the_file(self) -> None:
        stream = Repeated(self.good("Esi Mensah", filler=100_000), 160, self.head())
        tracemalloc.start()
        try:
            count = sum(1 for _ in self.importer.read(_buffered(stream), "some.file"))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert count == 160
        assert peak < 6_000_000, f"{peak} bytes for a file of {stream.taken}"

    @CONTRACT_SETTINGS
    @given(rubbish=st.binary(max_size=200))
    def test_what_follows_a_card_does_not_change_it(self, rubbish: bytes) -> None:
        data = self.file_of([self.good("Farid Rahimi")])
        (alone,) = self.read(data)
        assert self.read(data + b"\n" + rubbish)[0] == alone


def _buffered(stream: io.RawIOBase) -> BinaryIO:
    return io.BufferedReader(stream)
