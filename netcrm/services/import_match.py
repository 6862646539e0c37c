"""Matching the cards of an import with the people who are there, and with each other."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from netcrm.domain.contact import Details
from netcrm.domain.days import counted
from netcrm.domain.draft import CardKind, Draft
from netcrm.domain.matching import Keys, KnownPeople, Likeness, Match
from netcrm.domain.merging import changes_between, merge, shown_address
from netcrm.domain.tags import read_tag
from netcrm.domain.text import fold
from netcrm.errors import NeedsDecision, UsageProblem
from netcrm.formats import importers
from netcrm.services.import_values import FieldChange, Verdict
from netcrm.services.session import Session
from netcrm.store.contacts import email_key
from netcrm.store.sources import Source

_UUID_SCHEME = "urn:uuid:"
_ORGANISATIONS = (CardKind.ORGANISATION, CardKind.LOCATION)
_READ_AGAIN = 5
"""How many earlier cards of a person are read again at most, to see what their source said."""
_NOT_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Card:
    """A card and what the import makes of it."""

    draft: Draft
    format: str
    verdict: Verdict
    contact_id: int | None = None
    """The person it updates or already is; nothing for somebody new."""
    new_index: int | None = None
    """The number among the new people of this import, for the first card of one and for those that add to it."""
    details: Details | None = None
    """What the person will be."""
    changes: tuple[FieldChange, ...] = ()
    perhaps: tuple[str, ...] = ()
    left_before: bool = False
    is_known: bool = False
    """Its very bytes are held already: nothing is written, not even where it came from."""
    members: tuple[int, ...] = ()
    """For a group: the people who get its tag; a new person of this import is `-1 - new_index`."""


class Matcher:
    """Decides card by card; what earlier cards of the import bring counts for the later ones."""

    def __init__(self, session: Session, on_duplicate: str, *, picked: bool = False) -> None:
        """Match for a session's store; with `picked` whatever was left before is wanted now."""
        self._session = session
        self._picked = picked
        self._on_duplicate = on_duplicate
        self._phone_key = session.phone_key()
        self._people = KnownPeople()
        self._left_people: set[str] = set()
        self._details: dict[int, Details] = {}
        self._sources: dict[int, list[Source]] = {}
        self._drafts: dict[int, list[Draft]] = {}
        self._new = 0
        self._left_new: set[int] = set()
        """New people of this import who are left by default; later cards of theirs are too."""
        self._pictured: set[int] = set()
        """New people of this import, and people of the store, whom one of its cards gives a photo."""
        self._organisations: set[str] = set()
        self._spellings: dict[str, str] = {}

    def match(self, drafts: Sequence[tuple[Draft, str]]) -> list[Card]:
        """Return each draft with its verdict, in order."""
        session = self._session
        held = session.sources.holders([draft.digest for draft, _ in drafts])
        drafts = [
            (self._read(draft, kind) if draft.is_unread and draft.digest not in held else draft, kind)
            for draft, kind in drafts
        ]
        unread = [draft for draft, _ in drafts if draft.digest not in held]
        left = session.sources.left_out([draft.digest for draft in unread])
        self._left_people = session.sources.left_people([draft.uid for draft in unread if draft.uid])
        self._know_the_store(unread)
        for draft, _ in drafts:
            if draft.kind in _ORGANISATIONS:
                self._spelling(organisation_name(draft))
        seen: set[str] = set()
        cards: list[Card | None] = []
        groups: list[int] = []
        for draft, kind in drafts:
            was_left = draft.digest in left
            if draft.digest in held or draft.digest in seen:
                verdict = self._unchanged(leans_on_left=was_left)
                found = held.get(draft.digest)
                cards.append(Card(draft, kind, verdict, found, is_known=True, left_before=was_left))
                continue
            seen.add(draft.digest)
            if draft.kind is CardKind.GROUP:
                groups.append(len(cards))  # its members may come after it
                cards.append(None)
            elif draft.kind in _ORGANISATIONS:
                cards.append(self._organisation(draft, kind, was_left))
            else:
                cards.append(self._person(draft, kind, was_left))
        for place in groups:
            draft, kind = drafts[place]
            cards[place] = self._group(draft, kind, draft.digest in left)
        return [card for card in cards if card is not None]

    def _read(self, draft: Draft, kind: str) -> Draft:
        """Read a card whose holder went away since it was passed over."""
        raw = self._session.sources.bytes_of(draft.digest)
        found = _read_card(kind, raw) if raw is not None else None
        if found is None:
            raise NeedsDecision("The store changed meanwhile; nothing was written. Start the import again.")
        return replace(found, place=draft.place)

    def _keys(self, details: Details, uids: Sequence[str]) -> Keys:
        return Keys(
            name=details.name,
            uids=tuple(filter(None, map(uid_key, uids))),
            emails=tuple(filter(None, (email_key(email.value) for email in details.emails))),
            phones=tuple(filter(None, (self._phone_key(phone.value) for phone in details.phones))),
        )

    def _know_the_store(self, drafts: Sequence[Draft]) -> None:
        """Make everybody known who shares a key or a name with one of the drafts."""
        session = self._session
        keys = [self._keys(draft.details, (draft.uid, *draft.members)) for draft in drafts]
        written = {uid for draft in drafts for uid in (draft.uid, *draft.members) if uid}
        written |= {form for key in keys for uid in key.uids for form in (uid, _UUID_SCHEME + uid)}
        members = {email_key(member) for draft in drafts for member in draft.members if "@" in member}
        uids = session.sources.by_uid(sorted(written))
        own = session.contacts.ids_by_uid(sorted(written))
        emails = session.contacts.ids_by_email({*members, *(email for key in keys for email in key.emails)})
        phones = session.contacts.ids_by_phone(phone for key in keys for phone in key.phones)
        names = session.contacts.ids_by_name(draft.details.name.formatted for draft in drafts)
        named = (one for found in (uids, emails, phones, names) for several in found.values() for one in several)
        ids = sorted({*own, *named})
        self._sources = session.sources.of_contacts(ids)
        for contact_id, contact in session.contacts.load(ids).items():
            self._details[contact_id] = contact.details
            sources = self._sources.get(contact_id, ())
            self._people.add(contact_id, self._keys(contact.details, [contact.uid, *(s.uid for s in sources)]))

    def _person(self, draft: Draft, kind: str, left_before: bool) -> Card:
        keys = self._keys(draft.details, (draft.uid,))
        found = self._people.match(keys)
        if found.ref is None or self._on_duplicate == "new":
            was_left = left_before or draft.uid in self._left_people
            return self._new_person(draft, kind, keys, found, was_left)
        ref = found.ref
        if self._on_duplicate == "skip":
            # Nothing of it is kept, so that the same file can still update later.
            contact_id = ref if ref > 0 else None
            return Card(draft, kind, Verdict.UNCHANGED, contact_id, is_known=True, left_before=left_before)
        before = self._details[ref]
        former = self._former(ref, draft, kind)
        after = merge(before, draft.details, former, email_key=email_key, phone_key=self._phone_key)
        after = self._as_kept(after)
        changes = [FieldChange(c.field, c.before, c.after) for c in changes_between(before, after)]
        if after != before:
            self._details[ref] = after
        if draft.photo and self._lacks_photo(ref):
            self._pictured.add(ref)
            changes.append(FieldChange("photo", "", "added"))
        self._people.add(ref, keys)
        self._drafts.setdefault(ref, []).append(draft)
        leans_on_left = ref in self._left_new
        return Card(
            draft=draft,
            format=kind,
            verdict=Verdict.UPDATED if changes else self._unchanged(leans_on_left=leans_on_left),
            contact_id=ref if ref > 0 else None,
            new_index=-1 - ref if ref < 0 else None,
            details=after if after != before else None,
            changes=tuple(changes),
            left_before=left_before or leans_on_left,
        )

    def _unchanged(self, *, leans_on_left: bool) -> Verdict:
        """Return the verdict of a card with nothing new, perhaps since an earlier one said it that is left."""
        return Verdict.LEFT if leans_on_left and not self._picked else Verdict.UNCHANGED

    def _lacks_photo(self, ref: int) -> bool:
        return ref not in self._pictured and (ref < 0 or self._session.contacts.photo_of(ref) is None)

    def _new_person(self, draft: Draft, kind: str, keys: Keys, found: Match, left_before: bool) -> Card:
        ref = -1 - self._new
        alike = found.perhaps if found.ref is None else (Likeness(found.ref, "same person"),)
        perhaps = tuple(self._likeness(likeness.ref, likeness.reason) for likeness in alike)
        self._new += 1
        details = self._as_kept(replace(draft.details, tags=tuple(sorted(draft.details.tags))))
        self._details[ref] = details
        self._people.add(ref, keys)
        self._drafts.setdefault(ref, []).append(draft)
        if draft.photo:
            self._pictured.add(ref)
        if left_before:
            self._left_new.add(ref)
        return Card(
            draft=draft,
            format=kind,
            verdict=Verdict.NEW,
            new_index=-1 - ref,
            details=details,
            perhaps=perhaps,
            left_before=left_before,
        )

    def _as_kept(self, details: Details) -> Details:
        """Return details with their organisations named as the store will name them: each as it came first."""
        if all(self._spelling(position.organisation) == position.organisation for position in details.positions):
            return details
        named = (
            replace(position, organisation=self._spelling(position.organisation)) for position in details.positions
        )
        return replace(details, positions=tuple(named))

    def _spelling(self, name: str) -> str:
        folded = fold(name) or name
        if folded and folded not in self._spellings:
            found = self._session.organisations.find(name)
            there = self._session.organisations.get(found) if found is not None else None
            self._spellings[folded] = there.name if there else name
        return self._spellings.get(folded, name)

    def _likeness(self, ref: int, reason: str) -> str:
        name = self._details[ref].name.display
        return f"{name} ({ref}): {reason}" if ref > 0 else f"{name} (in this import): {reason}"

    def _former(self, ref: int, draft: Draft, kind: str) -> Details | None:
        """Return what the same source said last: the newest card under the same UID, else from the same file.

        Two cards of one file without UIDs are two entries there, and not one before and after: of those that came in
        before, the one of the same name is meant.
        """
        for earlier in reversed(self._drafts.get(ref, [])):
            if draft.uid and uid_key(earlier.uid) == uid_key(draft.uid):
                return earlier.details
        sources = [s for s in self._sources.get(ref, []) if s.format == kind and _is_same_source(draft, s)]
        said = [details for source in reversed(sources[-_READ_AGAIN:]) if (details := self._read_again(source))]
        called_so = (details for details in said if details.name.formatted == draft.details.name.formatted)
        return next(called_so, said[0] if said else None)

    def _read_again(self, source: Source) -> Details | None:
        raw = self._session.sources.bytes_of(source.digest)
        draft = _read_card(source.format, raw) if raw is not None else None
        return draft.details if draft else None

    def _organisation(self, draft: Draft, kind: str, left_before: bool) -> Card:
        """An organisation is known by its name; what its card says more becomes its note where it has none."""
        name = organisation_name(draft)
        folded = fold(name) or name
        found = self._session.organisations.find(name)
        there = self._session.organisations.get(found) if found is not None else None
        note = organisation_note(draft)
        changes: tuple[FieldChange, ...] = ()
        verdict = Verdict.UNCHANGED
        if there is None and folded not in self._organisations:
            verdict = Verdict.NEW
        elif there and not there.note and note and folded not in self._organisations:
            verdict, changes = Verdict.UPDATED, (FieldChange("note", "", note),)
        self._organisations.add(folded)
        return Card(draft, kind, verdict, changes=changes, left_before=left_before)

    def _group(self, draft: Draft, kind: str, left_before: bool) -> Card:
        """A group is a tag on those of its members who are known."""
        tag = group_tag(draft)
        members = []
        for member in draft.members:
            ref = self._people.holder(uid_key(member), email_key(member))
            if ref is not None and tag not in self._details[ref].tags:
                members.append(ref)
                tags = tuple(sorted({*self._details[ref].tags, tag}))
                self._details[ref] = replace(self._details[ref], tags=tags)
        verdict = Verdict.UPDATED if members else Verdict.UNCHANGED
        changes = (FieldChange("tag", "", f"{tag} on {counted(len(members), 'contact')}"),) if members else ()
        return Card(draft, kind, verdict, members=tuple(members), changes=changes, left_before=left_before)


def group_tag(draft: Draft) -> str:
    """Return the tag that a group's card stands for."""
    try:
        return read_tag(draft.details.name.formatted.replace("/", " "))
    except UsageProblem:
        return "group"  # a name of signs alone


def organisation_name(draft: Draft) -> str:
    """Return the name of the organisation or place that a card stands for."""
    positions = draft.details.positions
    return (positions[0].organisation if positions else "") or draft.details.name.formatted


def organisation_note(draft: Draft) -> str:
    """Return what an organisation's card says beyond its name, line by line: ways to reach it, and its own note."""
    details = draft.details
    ways = [
        *(("Phone", phone.value, phone.label) for phone in details.phones),
        *(("E-mail", email.value, email.label) for email in details.emails),
        *(("Link", link.value, link.label) for link in details.links),
    ]
    lines = [f"{kind} ({label}): {value}" if label else f"{kind}: {value}" for kind, value, label in ways]
    lines += [f"Address: {shown_address(address)}" for address in details.addresses]
    return "\n".join(filter(None, [*lines, details.note]))


def uid_key(uid: str) -> str:
    """Return what UIDs are compared by: vCard 4.0 writes as a URN what 3.0 writes bare."""
    return uid[len(_UUID_SCHEME) :] if uid[: len(_UUID_SCHEME)].casefold() == _UUID_SCHEME else uid


def _is_same_source(draft: Draft, source: Source) -> bool:
    """Whether an earlier card came from where the draft comes from: under one UID, else from a file of that name."""
    if draft.uid or source.uid:
        return uid_key(draft.uid) == uid_key(source.uid)
    return _file_key(draft.place.file) == _file_key(source.file)


def _file_key(file: str) -> str:
    """Return a file's name without what tells one export from the next: `contacts (1).vcf`, `contacts-2026-11.vcf`."""
    path = PurePath(file)
    return f"{_NOT_LETTER.sub('', path.stem.casefold())}{path.suffix.casefold()}"


def _read_card(kind: str, raw: bytes) -> Draft | None:
    for importer in importers():
        if importer.name == kind:
            outcome = next(iter(importer.read(io.BytesIO(raw), "")), None)
            return outcome if isinstance(outcome, Draft) else None
    return None
