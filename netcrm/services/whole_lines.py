"""The whole store as JSON lines: all that is the user's, one page of each table in memory at a time.

Not there: the journal, and what follows from the rest (derived states, search indexes) or only concerns the screens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from netcrm.formats import json_lines
from netcrm.formats.exported_contact import ExportedContact
from netcrm.formats.json_lines.tables import BY_ROW, KEYLESS, LINES
from netcrm.services.session import Session
from netcrm.store.whole import WholeStore

_PAGE = 500
_SOURCE = ("file", "format", "place", "line", "imported_on", "uid", "digest", "change_set")


def whole_lines(session: Session) -> Iterator[bytes]:
    """Yield every line of the whole store, all from one state of it: the same bytes for the same store."""
    with session.database.reading():
        number = 0
        for line in _WholeLines(session).lines():
            number += 1
            yield line
        yield json_lines.end_line(number)


class _WholeLines:
    """Reads the store page by page."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._whole = WholeStore(session.database)

    def lines(self) -> Iterator[bytes]:
        last = self._whole.last_ids()
        with_ids = {kind: line.table for kind, line in LINES.items() if line.has_id}
        yield json_lines.header_line({kind: last[table] for kind, table in with_ids.items() if table in last})
        for kind in ("setting", "holiday", "column-mapping"):
            yield from self._few(kind)
        yield from self._organisations()
        yield from self._people()
        for page in self._pages("interaction"):
            for interaction in self._session.interactions.load(page):
                yield json_lines.interaction_line(interaction)
        yield from self._by_row("playbook-run")
        for page in self._pages("follow_up"):
            for follow_up in self._session.follow_ups.load(page):
                yield json_lines.follow_up_line(follow_up)
        for kind in BY_ROW:
            yield from self._by_row(kind)
        yield from self._raw()
        yield from self._few("calendar-book")
        yield from self._few("calendar-entry")

    def _pages(self, table: str) -> Iterator[list[int]]:
        after = 0
        while page := self._whole.ids(table, after, _PAGE):
            yield page
            after = page[-1]

    def _few(self, kind: str) -> Iterator[bytes]:
        line = LINES[kind]
        for row in self._whole.all(line.table, line.columns, KEYLESS[kind]):
            yield json_lines.encoded_line(kind, line.shown(row))

    def _by_row(self, kind: str) -> Iterator[bytes]:
        line, after = LINES[kind], 0
        while page := self._whole.page(line.table, line.names, after, _PAGE):
            ids = [row[0] for row in page]
            parts = [
                (part, self._whole.of(part.table, part.owner, part.names, ids, ordinal=part.ordinal))
                for part in line.parts
            ]
            for row in page:
                within = {part.key: [part.shown(member) for member in found.get(row[0], ())] for part, found in parts}
                yield json_lines.encoded_line(kind, {**line.shown(row), **within})
            after = ids[-1]

    def _organisations(self) -> Iterator[bytes]:
        for page in self._pages("organisation"):
            sources = self._sources("organisation_source", "organisation_id", page)
            for organisation in self._session.organisations.load(page):
                yield json_lines.organisation_line(organisation, sources.get(organisation.id, ()))

    def _people(self) -> Iterator[bytes]:
        session, whole = self._session, self._whole
        for page in self._pages("contact"):
            contacts = session.contacts.load(page)
            own = session.cadences.own_cadences(page)
            sources = self._sources("source", "contact_id", page)
            photos = whole.of("contact", "id", ("photo",), page)
            former = session.contacts.former_uids(page)
            aside = whole.of("set_aside", "contact_id", ("set_aside_on",), page)
            for one in page:
                cadence = own.get(one)
                yield json_lines.contact_line(
                    ExportedContact(contacts[one], None if cadence is None else str(cadence.interval or "never")),
                    json_lines.Beside(
                        sources=sources.get(one, ()),
                        photo=photos[one][0][0],
                        former_uids=former.get(one, ()),
                        set_aside_on=aside[one][0][0] if one in aside else None,
                    ),
                )

    def _sources(self, table: str, owner: str, ids: Sequence[int]) -> dict[int, list[json_lines.WholeSource]]:
        found = self._whole.of(table, owner, _SOURCE, ids)
        return {one: [_source(row) for row in rows] for one, rows in found.items()}

    def _raw(self) -> Iterator[bytes]:
        """Yield the cards, rows and photos that somebody points at, each once, in the order of who does."""
        told: set[bytes] = set()
        for digest in self._digests():
            key = digest.encode()
            if key not in told:
                told.add(key)
                data = self._session.sources.bytes_of(digest)
                if data is not None:
                    yield json_lines.raw_line(digest, data)

    def _digests(self) -> Iterator[str]:
        whole = self._whole
        for page in self._pages("contact"):
            sources = whole.of("source", "contact_id", ("digest",), page)
            photos = whole.of("contact", "id", ("photo",), page)
            for one in page:
                yield from (row[0] for row in sources.get(one, ()))
                if photos[one][0][0]:
                    yield photos[one][0][0]
        for page in self._pages("organisation"):
            for rows in whole.of("organisation_source", "organisation_id", ("digest",), page).values():
                yield from (row[0] for row in rows)


def _source(row: tuple[Any, ...]) -> json_lines.WholeSource:
    """Return the source of a row of the columns `_SOURCE`."""
    file, kind, place, line, imported_on, uid, digest, change_set = row
    return json_lines.WholeSource(file, kind, place, line, date.fromisoformat(imported_on), uid, digest, change_set)
