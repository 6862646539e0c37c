"""Writing a folder of cards: whatever changed in netcrm, and nothing else.

Which cards may be others than they were, the journal says; only those are made anew. A file whose proposal stays open,
or that cannot be used, is not touched, and what was passed over is looked at again next time.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from netcrm.domain.calendar.ledger import EntryState, LedgerEntry
from netcrm.domain.contact import Contact
from netcrm.formats.vcard.reader import digest_of
from netcrm.formats.vdir import Vdir, VdirProblem
from netcrm.services.cards import card_uids
from netcrm.services.imports.cards import uid_key
from netcrm.services.notes.kept import KeptNotes
from netcrm.services.session import Session
from netcrm.services.sync.ahead import WriteAhead
from netcrm.services.sync.cards.files import MadeCard, made_card
from netcrm.services.sync.cards.look import CardFile, CardLook, left_alone_key
from netcrm.services.sync.values import SyncProblem
from netcrm.store.card_people import CardPeople
from netcrm.store.sources import Source

_PAGE = 100
"""How many people are held in memory at once."""
_MANNER = "1"
"""Raised when cards are written in another manner: then each is made anew."""


@dataclass(slots=True)
class _Learned:
    """What the ledger has to learn."""

    kept: dict[str, LedgerEntry] = field(default_factory=dict)
    bodies: list[tuple[str, int, bytes]] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Planned:
    """Somebody's card as it is to stand in the folder."""

    entry: LedgerEntry
    """What the ledger will hold of it."""
    made: MadeCard
    card: CardFile | None
    """Their file as it is now."""
    former: LedgerEntry | None
    """What the ledger knows of it."""
    is_written: bool
    is_body_new: bool


class CardWriter:
    """Writes one folder once."""

    def __init__(self, session: Session, vdir: Vdir, book: str, found: CardLook, held: Container[str]) -> None:
        """Write what is ours; `held` are the names of files whose proposals stay open."""
        self._session = session
        self._vdir = vdir
        self._book = book
        self._look = found
        self._held = held
        self._ahead = WriteAhead(session, book)
        self._now: datetime = session.clock.now()
        self._learned = _Learned()
        self._given = {uid: name for name, uid in found.belongs.items()}
        self._of_others: dict[str, str] = {}
        """The names of files that are nobody's of netcrm, by the UIDs that they have."""
        self.written = 0
        self.removed = 0
        self.problems: list[SyncProblem] = []

    def write(self) -> None:
        """Write and remove what is to be. What was done stands in the ledger afterwards, even if the disk fails.

        Raises:
            StoreProblem: the folder vanished or is read-only, or the disk is full.
        """
        session = self._session
        newest = session.journal.newest_given()
        people = CardPeople(session.database).active()
        own = frozenset(people.values())
        entries = {entry.item: entry for entry in self._look.entries.values() if entry.item in own}
        try:
            self._remove_others(own)
            self._leave_alone(own)
            changed = self._changed()
            uids = card_uids(session, people) if changed is None or changed else {}
            wanted = [
                contact_id
                for contact_id, uid in people.items()
                if changed is None
                or contact_id in changed
                or self._is_asked_for(uid, entries.get(uid), uids.get(contact_id))
            ]
            # Who was given a file of others comes first: it may have been in the way of somebody.
            wanted.sort(key=lambda contact_id: people[contact_id] not in self._given)
            for start in range(0, len(wanted), _PAGE):
                page = wanted[start : start + _PAGE]
                named = uids or card_uids(session, {contact_id: people[contact_id] for contact_id in page})
                self._write_page(page, named, entries)
            if self.written or self.removed:
                self._vdir.settle()
        finally:
            self._keep()
        ledger = session.ledger
        ledger.keep_book(replace(ledger.book(self._book), stands_for=f"{_MANNER} {newest}"))

    def _changed(self) -> set[int] | None:
        """Return whose cards may be others than when the folder was last written; None for everybody."""
        manner, _, after = self._session.ledger.book(self._book).stands_for.partition(" ")
        if manner != _MANNER or not after.isdecimal():
            return None
        if int(after) == self._session.journal.newest_given():
            return set()
        return CardPeople(self._session.database).changed_after(int(after))

    def _is_asked_for(self, own_uid: str, entry: LedgerEntry | None, uid: str | None) -> bool:
        """Whether somebody's file is not as the ledger knows it, or their card goes out under another UID now."""
        if entry is None or own_uid in self._given:
            return True
        card = self._look.at.get(entry.uid)
        return card is None or card.is_edited or card.name != entry.file or (uid is not None and uid != entry.uid)

    def _remove_others(self, own: frozenset[str]) -> None:
        """Remove the files of those who have left the folder."""
        found = self._look
        leaving: list[tuple[LedgerEntry, CardFile]] = []
        for entry in found.entries.values():
            if entry.item in own or entry.uid in found.blocked:
                continue
            card = found.at.get(entry.uid)
            if card is None:
                self._learned.forgotten.add(entry.uid)
            elif card.name not in self._held and found.belongs.get(card.name) not in own:
                leaving.append((entry, card))
        self._ahead.begin([], (replace(entry, file=card.name) for entry, card in leaving))
        for entry, card in leaving:
            try:
                self._vdir.remove(card.name, expected=card.file.stamp)
            except VdirProblem as problem:
                self.problems.append(SyncProblem(card.name, str(problem)))
                continue
            self.removed += 1
            found.names.discard(card.name.casefold())
            self._learned.forgotten.add(entry.uid)

    def _leave_alone(self, own: frozenset[str]) -> None:
        """Remember the cards of others that did not come in, so that they are not asked about again as they are."""
        found = self._look
        self._learned.forgotten |= found.left_alone.keys()
        cards = {name: (entry.digest, entry.item) for name, entry in found.still_left.items()}
        cards |= {card.name: (card.digest, card.uid) for card in found.new() if found.belongs.get(card.name) not in own}
        for name, (digest, uid) in cards.items():
            if uid:
                self._of_others[uid_key(uid)] = name
            if name not in self._held:
                key = left_alone_key(name)
                self._learned.kept[key] = LedgerEntry(key, digest, 0, EntryState.UNWANTED, self._now, None, uid, name)

    def _write_page(self, page: Sequence[int], uids: Mapping[int, str], entries: Mapping[str, LedgerEntry]) -> None:
        session = self._session
        contacts = KeptNotes(session).contacts(session.contacts.load(page))
        sources = session.sources.of_contacts(page)
        known = {entry.uid for contact in contacts.values() if (entry := entries.get(contact.uid))}
        bodies = {uid: self._bodies[uid] for uid in known if uid in self._bodies}
        planned: list[_Planned] = []
        for contact_id in page:
            contact = contacts.get(contact_id)
            if contact is not None:
                entry = entries.get(contact.uid)
                body = bodies.get(entry.uid) if entry else None
                one = self._planned(contact, uids[contact_id], entry, body, sources.get(contact_id, ()))
                planned += [one] if one else []
        self._ahead.begin([(one.entry, one.made.body) for one in planned if one.is_written], [])
        for one in planned:
            self._write_one(one)

    @cached_property
    def _bodies(self) -> dict[str, bytes]:
        return dict(self._session.ledger.bodies(self._book)) if self._look.entries else {}

    def _planned(
        self, contact: Contact, uid: str, entry: LedgerEntry | None, body: bytes | None, sources: Sequence[Source]
    ) -> _Planned | None:
        """Return somebody's card as it is to stand there; nothing where their file cannot be touched now.

        Args:
            contact: Who it is.
            uid: The UID of their card.
            entry: What the ledger knows of it.
            body: What is kept of it.
            sources: Where they came from.
        """
        card = self._file_of(contact, entry)
        name = card.name if card else entry.file if entry else ""
        if name in self._held or (card is None and entry is not None and entry.uid in self._look.blocked):
            self._pass_over(entry)
            return None
        if other := self._in_the_way(uid, card):
            why = f"it has the UID of {contact.name}, whose card cannot stand beside it; give it another, or delete it"
            self.problems.append(SyncProblem(other, why))
            self._learned.kept.pop(left_alone_key(other), None)  # it is asked about again
            self._pass_over(entry)
            return None
        made = made_card(self._session, contact, uid, sources)
        digest = digest_of(made.data)
        is_good = card is not None and card.entry is entry and self._is_as_good(card, uid, made, body)
        is_written = not is_good and (card is None or card.digest != digest)
        if is_written:
            name = self._name(card, name, uid, contact.uid)
        known = card.digest if card and is_good else digest
        return _Planned(
            LedgerEntry(uid, known, 0, EntryState.CONFIRMED, self._now, None, contact.uid, name),
            made,
            card,
            entry,
            is_written,
            is_body_new=made.body != body or entry is None or entry.uid != uid,
        )

    def _write_one(self, one: _Planned) -> None:
        """Write somebody's card, unless it stands there already."""
        learned, entry, card = self._learned, one.entry, one.card
        if one.is_written:
            try:
                self._vdir.write(entry.file, one.made.data, expected=card.file.stamp if card else None)
            except VdirProblem as problem:
                self.problems.append(SyncProblem(problem.name, str(problem)))
                self._pass_over(one.former)
                return
            self.written += 1
        learned.kept[entry.uid] = entry
        if one.is_body_new:
            learned.bodies.append((entry.uid, 0, one.made.body))
        learned.forgotten |= {former.uid for former in (one.former, card.entry if card else None) if former}

    def _pass_over(self, entry: LedgerEntry | None) -> None:
        """Let a file be read next time, whatever it is then: what is in netcrm did not get there."""
        if entry and entry.digest:
            self._learned.kept.setdefault(entry.uid, replace(entry, digest=""))

    def _file_of(self, contact: Contact, entry: LedgerEntry | None) -> CardFile | None:
        """Return somebody's file: one of others that is theirs from now on, else the one that the ledger knows."""
        if contact.uid in self._given:
            return self._look.files.get(self._given[contact.uid])
        return self._look.at.get(entry.uid) if entry else None

    def _is_as_good(self, card: CardFile, uid: str, made: MadeCard, body: bytes | None) -> bool:
        """Whether a file may stay as others wrote it: it says what was written, and that is what would be now."""
        if card.entry is None or card.entry.uid != uid:
            return False
        return (body == made.body and not card.is_edited) or (
            card.name in self._look.same and body in (None, made.body)
        )

    def _in_the_way(self, uid: str, card: CardFile | None) -> str:
        """Return the name of another's file that has the UID of a card that is to be written."""
        other = self._of_others.get(uid_key(uid), "")
        return "" if card is not None and other == card.name else other

    def _name(self, card: CardFile | None, name: str, uid: str, own_uid: str) -> str:
        """Return the name of a file to be written: the one that it had, unless others gave that to another."""
        if card is None and (not name or name.casefold() in self._look.names):
            name = self._free_name(uid, own_uid)
        self._look.names.add(name.casefold())
        return name

    def _free_name(self, uid: str, own_uid: str) -> str:
        wanted, number = [uid, own_uid], 1
        while True:
            name = self._vdir.name_for(wanted.pop(0))
            if name.casefold() not in self._look.names:
                return name
            number += 1
            wanted.append(f"{own_uid}-{number}")

    def _keep(self) -> None:
        ledger, learned = self._session.ledger, self._learned
        with self._session.database.immediate():
            ledger.write(self._book, learned.kept.values(), learned.forgotten - learned.kept.keys())
            ledger.write_bodies(self._book, learned.bodies)
            self._ahead.end()
