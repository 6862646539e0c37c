"""Files going out: calendars, cards, tables, JSON lines and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from itertools import chain
from pathlib import Path

from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.calendar.words import Detail, last_words
from netcrm.domain.contact import Contact
from netcrm.errors import StoreProblem
from netcrm.formats.atomic import write_atomically
from netcrm.formats.exported_contact import ExportedContact
from netcrm.formats.vcard.writer import CardVersion
from netcrm.services.calendar.exporting import CalendarExport
from netcrm.services.calendar.five_minutes import five_minutes
from netcrm.services.calendar.wishes import USUAL_DAYS, USUAL_KINDS, CalendarWish
from netcrm.services.notes.kept import KeptNotes
from netcrm.services.search import SearchService
from netcrm.services.session import Session

_PAGE = 500
"""How many people are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    path: Path | None
    items: int
    cancelled: int = 0


class ExportKind(StrEnum):
    """A format that goes out; the value is its slug and the usual ending of its files."""

    ICS = "ics"
    VCF = "vcf"
    CSV = "csv"
    JSONL = "jsonl"
    MD = "md"


class CsvLayout(StrEnum):
    """Whose columns a table has."""

    NETCRM = "netcrm"
    GOOGLE = "google"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write."""

    query: str = ""
    """Whom: the query language; empty is everybody."""
    kinds: frozenset[CalendarKind] = USUAL_KINDS
    """Of a calendar: what it holds."""
    days: int = USUAL_DAYS
    """Of a calendar: how many days ahead, besides all that is late."""
    form: Form = Form.EVENT
    """Of a calendar: as what its tasks go out."""
    changed_only: bool = False
    """Of a calendar: whether it holds only what changed since the last one like it."""
    detail: Detail = Detail.BRIEF
    """Of a calendar: whether last words and notes are told."""
    version: CardVersion = CardVersion.V3
    """Of cards."""
    private: bool = False
    """Of cards: whether they tell what is the user's alone (tier, star, how to address somebody)."""
    csv_layout: CsvLayout = CsvLayout.NETCRM
    """Of tables."""


class ExportService:
    """Writes files; only a calendar leaves a trace in the store, in its ledger."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write(self, kind: ExportKind, target: Path, options: ExportOptions = ExportOptions()) -> Exported:
        """Write a file: whole, or not at all.

        Raises:
            QueryProblem: the query has a mistake.
            StoreProblem: the target cannot be written, or is the store itself.
        """
        store = self._session.database.path
        if target.exists() and target.samefile(store):
            raise StoreProblem(f"{store} is the store itself. Name another file to export to.")
        if kind is ExportKind.ICS:
            with self._calendar(options).prepared() as made:
                write_atomically(target, made.chunks())
            return Exported(target, made.items, made.ended)
        ids = self._ids(options)
        write_atomically(target, self._chunks(kind, ids, options))
        return Exported(target, len(ids))

    def chunks(self, kind: ExportKind, options: ExportOptions = ExportOptions()) -> Iterator[bytes]:
        """Yield the bytes of a file, for standard output."""
        if kind is ExportKind.ICS:
            # Whoever reads may take their time, or go away: the store is not locked meanwhile, and the ledger waits.
            calendar = self._calendar(options)
            made = calendar.prepare()
            yield from made.chunks()
            calendar.keep(made)
        else:
            yield from self._chunks(kind, self._ids(options), options)

    def _ids(self, options: ExportOptions) -> Sequence[int]:
        return SearchService(self._session).ids(options.query)

    def _calendar(self, options: ExportOptions) -> CalendarExport:
        wish = CalendarWish(options.kinds, options.days, options.detail, options.form, five_minutes(self._session))
        return CalendarExport(
            self._session,
            wish,
            chosen=frozenset(self._ids(options)) if options.query.strip() else None,
            query=options.query.strip(),
            changed_only=options.changed_only,
        )

    def _chunks(self, kind: ExportKind, ids: Sequence[int], options: ExportOptions) -> Iterator[bytes]:
        if kind is ExportKind.VCF:
            people = self._cards(ids, options)
            # Organisations answer no query: they go out with everybody.
            return people if options.query.strip() else chain(people, self._organisation_cards(options.version))
        if kind is ExportKind.CSV:
            return self._table(ids, options.csv_layout)
        if kind is ExportKind.MD:
            from netcrm.formats.markdown import write_people

            return write_people(self._people(ids))
        return self._json_lines(None if not options.query.strip() else ids)

    def _people(self, ids: Sequence[int]) -> Iterator[ExportedContact]:
        session, notes = self._session, KeptNotes(self._session)
        for page in _pages(ids):
            contacts = notes.contacts(session.contacts.load(page))
            own = session.cadences.own_cadences(page)
            sources = session.sources.of_contacts(page)
            kept = session.kept_states(page)
            last_ids = [one.last_interaction for one in kept.values() if one.last_interaction]
            latest = notes.interactions({one.id: one for one in session.interactions.load(last_ids)})
            for contact_id in page:
                state = kept[contact_id]
                cadence = own.get(contact_id)
                last = latest.get(state.last_interaction or 0)
                yield ExportedContact(
                    contact=contacts[contact_id],
                    own_cadence=None if cadence is None else str(cadence.interval or "never"),
                    last_touch=state.last_touch,
                    next_check_in=state.check_in.due_on if state.check_in else None,
                    last_words=last_words(last) if last else "",
                    sources=tuple(sources.get(contact_id, ())),
                )

    def _table(self, ids: Sequence[int], layout: CsvLayout) -> Iterator[bytes]:
        from netcrm.formats.csv_writer import write_csv, write_google_csv

        if layout is CsvLayout.GOOGLE:
            return write_google_csv(lambda: self._people(ids))
        return write_csv(self._people_as_kept(ids))

    def _people_as_kept(self, ids: Sequence[int]) -> Iterator[ExportedContact]:
        """Yield people under the UIDs that their cards go out under."""
        from netcrm.services.cards import card_uids

        for page in _pages(ids):
            people = list(self._people(page))
            uids = card_uids(self._session, {person.contact.id: person.contact.uid for person in people})
            for person in people:
                yield replace(person, contact=replace(person.contact, uid=uids[person.contact.id]))

    def _cards(self, ids: Sequence[int], options: ExportOptions) -> Iterator[bytes]:
        from netcrm.formats.vcard.writer import write_card
        from netcrm.services.cards import card_uids, extra_lines

        session, notes = self._session, KeptNotes(self._session)
        for page in _pages(ids):
            contacts = notes.contacts(session.contacts.load(page))
            uids = card_uids(session, {contact.id: contact.uid for contact in contacts.values()})
            for contact_id in page:
                yield write_card(
                    contacts[contact_id],
                    uid=uids[contact_id],
                    version=options.version,
                    extra_lines=extra_lines(session, contact_id, options.version),
                    private=options.private,
                )

    def _organisation_cards(self, version: CardVersion) -> Iterator[bytes]:
        """Yield the cards that organisations came from, each once, written anew."""
        from netcrm.domain.draft import Draft
        from netcrm.formats.vcard.reader import VcardImporter
        from netcrm.formats.vcard.unknown import unknown_lines
        from netcrm.formats.vcard.writer import write_card

        session = self._session
        newest = {s.organisation_id: s for s in session.sources.of_organisations() if s.format == "vcf"}
        for source in newest.values():
            raw = session.sources.bytes_of(source.digest)
            draft = next(iter(VcardImporter().read(BytesIO(raw), source.file)), None) if raw is not None else None
            organisation = session.organisations.get(source.organisation_id)
            if isinstance(draft, Draft) and organisation and raw is not None:
                uid = source.uid or organisation.uid
                contact = Contact(0, uid, draft.details, source.imported_on)
                yield write_card(contact, uid=uid, version=version, extra_lines=unknown_lines(raw), kind=draft.kind)

    def _json_lines(self, ids: Sequence[int] | None) -> Iterator[bytes]:
        """Yield people alone where they are chosen by a query, else the whole store."""
        if ids is None:
            from netcrm.services.whole_lines import whole_lines

            yield from whole_lines(self._session)
            return
        from netcrm.formats.json_lines import contact_line

        for person in self._people(ids):
            yield contact_line(person)


def _pages(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _PAGE):
        yield list(ids[start : start + _PAGE])
