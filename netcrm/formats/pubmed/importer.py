"""The importer of PubMed files: papers in, a draft out for each of their authors, the likeliest opinion leaders first.

Authors are united over the whole file, which is read before the first draft is given; its size is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from netcrm.domain.draft import Draft, Place, Problem
from netcrm.domain.studies.publication import Candidate, Publication
from netcrm.errors import Unreadable
from netcrm.formats.importer import Unread, read_already

SIZE_LIMIT = 100 * 1024 * 1024
"""Bytes of a file: PubMed gives ten thousand papers at once, which are some fifty million."""
_HEAD = 65_536
_KEPT = re.compile(rb"(?:[^\r\n]+\r?\n)*?POS - \d")
"""A first record with the line that netcrm writes where it keeps one person's papers as their source."""


class PubmedImporter:
    """Reads what PubMed saves in its format PubMed (`.nbib`) or MEDLINE."""

    name = "pubmed"
    label = "PubMed"
    suffixes = (".nbib",)

    def __init__(self, *, size_limit: int = SIZE_LIMIT) -> None:
        self._size_limit = size_limit

    def sniff(self, head: bytes) -> bool:
        """Return whether a file that begins with `head` is one of PubMed's."""
        from netcrm.formats.pubmed.reading import sniff

        return b"- " in head and sniff(head)

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        """Yield each author, and each record that cannot be read, all of them read already.

        Raises:
            Unreadable: the file is too large.
        """
        return map(read_already, self.read(stream, file))

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield a problem for each record that cannot be read, then a draft for each author.

        Raises:
            Unreadable: the file is too large.
        """
        from netcrm.formats.pubmed.authors import candidates
        from netcrm.formats.pubmed.drafts import draft_of, read_draft
        from netcrm.formats.pubmed.reading import read_publications

        if stream.seekable():
            head = stream.read(_HEAD)
            stream.seek(0)
            if _KEPT.match(head):
                yield read_draft(stream.read(self._size_limit), Place(file, 1, 1))
                return
        papers: list[Publication] = []
        problems = 0
        for outcome in read_publications(_Bounded(stream, file, self._size_limit), file):
            if isinstance(outcome, Problem):
                problems += 1
                yield outcome
            else:
                papers.append(outcome)
        people = candidates(papers)
        if not people and not problems:
            yield Problem(Place(file, 1, 1), "No paper in the file names an author.")
        odd = tuple(warning for paper in papers if not paper.authors for warning in paper.warnings)
        told: set[int] = set()
        for number, person in enumerate(people, start=1):
            draft = draft_of(person, file, number)
            if isinstance(draft, Draft):
                beside = odd if number == 1 else ()
                draft = replace(draft, papers=person.authorships, warnings=(*_untold(person, told), *beside))
            yield draft


def _untold(person: Candidate, told: set[int]) -> tuple[str, ...]:
    """Return what was odd about a person's papers, each paper with one of its authors alone."""
    warnings: list[str] = []
    for authorship in person.authorships:
        number = authorship.publication.place.number
        if number not in told:
            told.add(number)
            warnings += authorship.publication.warnings
    return tuple(warnings)


class _Bounded:
    """A stream of which no more than so much is read."""

    def __init__(self, stream: BinaryIO, file: str, limit: int) -> None:
        self._stream = stream
        self._file = file
        self._left = limit
        self._most = limit // 1024 // 1024

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes.

        Raises:
            Unreadable: the file is too large.
        """
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(
                f"{self._file} has more than the {self._most} MB of papers that are read at once; search PubMed for"
                " fewer papers, and import those."
            )
        return data
