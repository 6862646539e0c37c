"""The archive that LinkedIn sends on request: `Connections.csv`, and `messages.csv` for when one was last in touch.

Its rows are those of the importer of `Connections.csv` and keep its name, so that a kept row is read again by that.
A row without messages has the very bytes and digest that it has outside the archive. Where messages belong to it, their
touches are part of the digest: new messages are noticed though the row is the same. What else is in an archive is left
alone.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import partial
from hashlib import blake2b
from itertools import count, islice
from typing import BinaryIO

from netcrm.domain.days import counted
from netcrm.domain.draft import DatedTouch, Draft, Place, Problem
from netcrm.domain.naming.reading import read_name
from netcrm.domain.profiles import profile_key
from netcrm.domain.text import fold
from netcrm.errors import Unreadable
from netcrm.formats.archives import find_file, opened_archive, opened_file
from netcrm.formats.importer import Importer, Unread
from netcrm.formats.linkedin.correspondence import (
    BY_NAME,
    Correspondence,
    Correspondent,
    KnownNames,
    name_key,
    read_correspondence,
)
from netcrm.formats.linkedin.messages import rows_of
from netcrm.formats.refusals import archive_refusal

CONNECTIONS, MESSAGES, PROFILE = "Connections.csv", "messages.csv", "Profile.csv"
_TITLES = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_ZIP_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""How archives begin: one with files, an empty one, and a part of one that was split."""


@dataclass(slots=True)
class _Connected:
    """Who the connections are."""

    names: KnownNames = field(default_factory=KnownNames)
    without_profile: Counter[str] = field(default_factory=Counter)
    """How often a name stands without the address of a profile, as in the exports before 2021."""


class LinkedInArchive:
    """Reads the archive of a LinkedIn account.

    Args:
        connections: The importer that reads `Connections.csv`.
        messages: Whether the messages are looked at: without, the rows are as they stand in `Connections.csv`.
        zone: Where the user lives: the day of a message is theirs. The machine's own zone by default.
    """

    name = "linkedin"
    label = "LinkedIn archive"
    suffixes = (".zip",)

    def __init__(self, connections: Importer, *, messages: bool = True, zone: tzinfo | None = None) -> None:
        self._connections = connections
        self._messages = messages
        self._zone = zone

    def sniff(self, head: bytes) -> bool:
        """Return whether `head` begins a ZIP archive; `cut` refuses those that LinkedIn did not send."""
        return head.startswith(_ZIP_BEGINNINGS)

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield a draft or a problem for each row, as `cut` does."""
        for row in self.cut(stream, file):
            yield row.read()

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        """Yield each connection, then the people who are in messages alone.

        Raises:
            Unreadable: the archive is damaged, locked, unfolds without bounds, or is not LinkedIn's.
        """
        with opened_archive(stream, file) as archive:
            connections, messages = find_file(archive, CONNECTIONS), find_file(archive, MESSAGES)
            if connections is None and messages is None:
                raise Unreadable(archive_refusal(archive.namelist(), file))
            if messages is None or not self._messages:
                if connections is None:
                    raise Unreadable(f"{file} has messages but no connections; import it with its messages.")
                yield from self._rows(archive, connections, file)
            else:
                yield from self._with_messages(archive, connections, messages, file)

    def _rows(self, archive: zipfile.ZipFile, connections: zipfile.ZipInfo | None, file: str) -> Iterator[Unread]:
        if connections is not None:
            with opened_file(archive, connections, file) as stream:
                yield from self._connections.cut(stream, file)

    def _with_messages(
        self, archive: zipfile.ZipFile, connections: zipfile.ZipInfo | None, messages: zipfile.ZipInfo, file: str
    ) -> Iterator[Unread]:
        connected = _Connected()
        for row in self._rows(archive, connections, file):
            _know(connected, row.read())
        found = read_correspondence(
            lambda: opened_file(archive, messages, file),
            file,
            connections=connected.names.keys,
            own_name=_own_name(archive, file),
            zone=self._zone,
        )
        if connections is None and not found.is_readable:
            raise Unreadable(archive_refusal(archive.namelist(), file))
        by_name = found.by_name() if connected.without_profile else {}
        taken: set[str] = set()
        number = 0
        for row in self._rows(archive, connections, file):
            number = row.place.number
            outcome = row.read()
            person = _writer(outcome, found, by_name, connected) if isinstance(outcome, Draft) else None
            if person and isinstance(outcome, Draft):
                taken.add(person.key)
                outcome = _with_touches(outcome, person.touches())
            yield _said(outcome, row.digest)
        warning = (
            "Not a connection: only in messages."
            if connections
            else "Only in messages: the archive has no connections."
        )
        numbers = count(number + 1)
        for person in sorted(found.people.values(), key=lambda person: person.line):
            if person.key not in taken:
                outcome = self._from_messages(person, Place(file, next(numbers), person.line), warning)
                yield _said(outcome, _digest(_row_of(person)))
        if problem := _untold(found, file, numbers):
            yield _said(problem, _digest(problem.why.encode()))

    def _from_messages(self, person: Correspondent, place: Place, warning: str) -> Draft | Problem:
        """Return what is known of somebody who is no connection, as a row of `Connections.csv` would say it.

        It has no UID: who is not among the connections of a later file never was, and has not vanished from them.
        """
        row = _row_of(person)
        outcome = next(self._connections.read(io.BytesIO(row), place.file), None)
        if not isinstance(outcome, Draft):
            return Problem(place, "Somebody in messages.csv has neither a name nor a profile.", row)
        draft = replace(outcome, place=place, uid="", warnings=(*outcome.warnings, warning), only_if_asked=True)
        return _with_touches(draft, person.touches())


def _know(connected: _Connected, outcome: Draft | Problem) -> None:
    if isinstance(outcome, Draft):
        name = outcome.details.name.formatted
        if profile := _profile(outcome):
            connected.names.add(name, profile)
        else:
            connected.without_profile[name_key(name)] += 1


def _profile(draft: Draft) -> str:
    return next(filter(None, (profile_key(link.value) for link in draft.details.links)), "")


def _writer(
    draft: Draft, found: Correspondence, by_name: dict[str, Correspondent | None], connected: _Connected
) -> Correspondent | None:
    """Return who of the messages a connection is."""
    if profile := _profile(draft):
        return found.people.get(profile)
    key = name_key(draft.details.name.formatted)
    if connected.without_profile[key] > 1 or key in connected.names.keys:
        return None
    return found.people.get(BY_NAME + key) or by_name.get(key)


def _with_touches(draft: Draft, touches: Sequence[DatedTouch]) -> Draft:
    told = b"\n".join([draft.raw, *(touch.uid.encode() for touch in touches)])
    return replace(draft, touches=tuple(touches), digest=_digest(told))


def _said(outcome: Draft | Problem, digest: str) -> Unread:
    """Return a row that was read already in the shape of one that was not."""
    return Unread(outcome.place, outcome.digest if isinstance(outcome, Draft) else digest, partial(_itself, outcome))


def _itself(outcome: Draft | Problem) -> Draft | Problem:
    return outcome


def _digest(told: bytes) -> str:
    return blake2b(told, digest_size=16).hexdigest()


def _row_of(person: Correspondent) -> bytes:
    """Return the row that `Connections.csv` would have for somebody, under its titles."""
    name = read_name(person.name)
    first, last = person.name, ""
    if name.given and name.family:
        first = " ".join(filter(None, (name.prefix, name.given, name.additional)))
        last = ", ".join(filter(None, (" ".join(filter(None, (name.family, name.suffix))), name.credentials)))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_TITLES)
    writer.writerow([first, last, person.link, "", "", "", ""])
    return text.getvalue().encode()


def _own_name(archive: zipfile.ZipFile, file: str) -> str:
    """Return the user's name as their profile in the archive has it, or nothing."""
    profile = find_file(archive, PROFILE)
    if profile is None:
        return ""
    with opened_file(archive, profile, file) as stream:
        rows = [row for _, row in islice(rows_of(stream), 2)]
    if len(rows) < 2:
        return ""
    told = {fold(title): cell for title, cell in zip(*rows, strict=False)}
    return f"{told.get('first name', '')} {told.get('last name', '')}".strip()


def _untold(found: Correspondence, file: str, numbers: Iterator[int]) -> Problem | None:
    """Return what of the messages could not be understood."""
    if not found.is_readable:
        return Problem(Place(file, next(numbers), 1), f"{MESSAGES} lacks the columns From, To and Date.")
    if found.undated:
        messages = counted(found.undated, "message")
        return Problem(
            Place(file, next(numbers), found.first_undated),
            f"{messages} in {MESSAGES} came without a date that can be read, the first on line {found.first_undated}.",
        )
    return None
