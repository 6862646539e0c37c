"""The importer of ClinicalTrials.gov records: studies in, a draft out for each person whom they name.

One person may stand in several studies, so that a file is read whole before the first draft is given; its size is
bounded. What a study has beyond its people goes with each of them (`Draft.studies`).
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from netcrm.domain.draft import Draft, Place, Problem
from netcrm.domain.studies.study import Study
from netcrm.errors import Unreadable
from netcrm.formats.importer import Unread, read_already

SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes of a file: some thousand studies with all their sites."""


class CtgovImporter:
    """Reads JSON of ClinicalTrials.gov, version 2: one study, a page of a search, or a list."""

    name = "ctgov"
    label = "ClinicalTrials.gov"
    suffixes: tuple[str, ...] = ()
    """None: not every JSON file is one of studies."""

    def __init__(self, *, size_limit: int = SIZE_LIMIT) -> None:
        self._size_limit = size_limit

    def sniff(self, head: bytes) -> bool:
        """Return whether a file that begins with `head` holds studies, in today's form or the old one."""
        from netcrm.formats.ctgov.reading import sniff

        return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and sniff(head)

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        """Yield each person, and each record that cannot be read, all of them read already.

        Raises:
            Unreadable: the file is too large.
        """
        return map(read_already, self.read(stream, file))

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield a problem for each record that cannot be read, then a draft for each person.

        Raises:
            Unreadable: the file is too large.
        """
        from netcrm.formats.ctgov.reading import read_studies
        from netcrm.formats.ctgov.uniting import united_drafts

        studies: list[Study] = []
        problems = 0
        for outcome in read_studies(self._bounded(stream, file), file):
            if isinstance(outcome, Problem):
                problems += 1
                yield outcome
            else:
                studies.append(outcome)
        drafts = united_drafts(studies, file)
        if not drafts and not problems:
            yield Problem(Place(file, 1, 1), _nobody(len(studies)))
        yield from drafts

    def _bounded(self, stream: BinaryIO, file: str) -> BinaryIO:
        if not stream.seekable():
            stream = io.BytesIO(stream.read(self._size_limit + 1))
        here = stream.tell()
        size = stream.seek(0, os.SEEK_END) - here
        stream.seek(here)
        if size > self._size_limit:
            most = self._size_limit // 1024 // 1024
            raise Unreadable(
                f"{file} has more than the {most} MB of studies that are read at once; search ClinicalTrials.gov for"
                " fewer studies, and import those."
            )
        return stream


def _nobody(studies: int) -> str:
    where = "The study names" if studies == 1 else f"The {studies:,} studies name"
    return f"{where} no person: as contacts there are desks and companies alone, or nobody at all."
