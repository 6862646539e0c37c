"""Matching the cards of an import with the people who are there, and with each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from netcrm.domain.contact import Details
from netcrm.domain.days import counted
from netcrm.domain.draft import CardKind, Draft
from netcrm.domain.interaction import Interaction
from netcrm.domain.matching import Keys, KnownPeople, Likeness, Match
from netcrm.domain.merging import Change, changes_between, merge
from netcrm.domain.naming.reading import names_agree
from netcrm.domain.profiles import profile_key
from netcrm.domain.text import fold
from netcrm.errors import NeedsDecision
from netcrm.services.imports.cards import (
    UUID_SCHEME,
    Card,
    group_tag,
    is_same_file,
    organisation_name,
    organisation_note,
    uid_key,
)
from netcrm.services.imports.earlier import Earlier
from netcrm.services.imports.files import read_again
from netcrm.services.imports.linked import LIKE_NAME, Linked
from netcrm.services.imports.touches import ComingTouches, coming_touches, said_touches
from netcrm.services.imports.values import (
    Answer,
    Decision,
    ImportOptions,
    Moved,
    OnDuplicate,
    Perhaps,
    Verdict,
)
from netcrm.services.session import Session
from netcrm.store.contacts import email_key
from netcrm.store.namesakes import near_name, people_named_like
from netcrm.store.organisations import organisation_key

NETWORK_SITES = frozenset({"linkedin"})
"""Formats of sites that people keep their own entry on: another employer there is a new job, not a correction."""
_ORGANISATIONS = (CardKind.ORGANISATION, CardKind.LOCATION)


class Matcher:
    """Decides card by card; what earlier cards of the import bring counts for the later ones."""

    def __init__(self, session: Session, options: ImportOptions, *, picked: bool = False, change_set: int = 0) -> None:
        """Match for a session's store.

        Args:
            session: Whose store.
            options: How to match.
            picked: Whether whatever was left before is wanted now.
            change_set: The act in force, whose own earlier portions are part of this import; 0 where there is none.
        """
        self._session = session
        self._picked = picked
        self._options = options
        self._phone_key = session.phone_key()
        self._people = KnownPeople()
        self._left_people: set[str] = set()
        self._left_names: dict[str, set[str]] = {}
        self._details: dict[int, Details] = {}
        self._earlier = Earlier(session, change_set)
        self._new = 0
        self._left_new: set[int] = set()
        """New people of this import who are left by default; later cards of theirs are too."""
        self._left_entries: set[str] = set()
        """The entries of people who are left by default: the same entry again is left with them."""
        self._pictured: set[int] = set()
        """New people of this import, and people of the store, whom one of its cards gives a photo."""
        self._touches = ComingTouches()
        self._taken: set[str] = set()
        """The messages that came with earlier cards of this import."""
        self._linked = Linked(session)
        self._near: dict[str, list[int]] = {}
        """People of the store whose names are like those of authors and people of studies."""
        self._organisations: set[str] = set()
        self._spellings: dict[str, str] = {}

    def match(self, drafts: Sequence[tuple[Draft, str]], decisions: Mapping[int, Decision] | None = None) -> list[Card]:
        """Return each draft with its verdict, in order; `decisions` are the user's, by the place in `drafts`."""
        session = self._session
        decisions = decisions or {}
        held = session.sources.holders([digest for draft, _ in drafts for digest in draft.digests])
        drafts = [
            (self._read(draft, kind) if draft.is_unread and draft.digest not in held else draft, kind)
            for draft, kind in drafts
        ]
        again = self._mapped_anew(drafts, held)
        unread = [draft for draft, _ in drafts if not held.keys() >= {*draft.digests} or draft.digest in again]
        left = session.sources.left_out([draft.digest for draft in unread])
        self._left_names = session.sources.left_named({d.details.name.display for d in unread if not d.uid})
        self._left_people = session.sources.left_people([draft.uid for draft in unread if draft.uid])
        keys = {draft.digest: self._keys(draft.details, (*draft.uids, *draft.members)) for draft in unread}
        self._know_the_store(
            unread,
            list(keys.values()),
            [*again.values(), *(d.contact_id for d in decisions.values() if d.contact_id is not None)],
        )
        self._touches = coming_touches(session, unread, self._options)
        self._know_spellings(unread)
        seen: set[str] = set()
        cards: list[Card | None] = []
        groups: list[int] = []
        for place, (draft, kind) in enumerate(drafts):
            was_left = draft.digest in left
            if draft.digest in again and draft.digest not in seen:
                seen.add(draft.digest)
                known = self._known_person(draft, kind, keys[draft.digest], again[draft.digest], was_left)
                cards.append(replace(known, is_known=True))
                continue
            if held.keys() >= {*draft.digests} or seen.issuperset(draft.digests):
                leans_on_left = was_left or not self._left_entries.isdisjoint(draft.digests)
                verdict = self._unchanged(leans_on_left=leans_on_left)
                found = held.get(draft.digest)
                cards.append(Card(draft, kind, verdict, found, is_known=True, left_before=leans_on_left))
                continue
            seen.update(draft.digests)
            if draft.kind is CardKind.GROUP:
                groups.append(len(cards))  # its members may come after it
                cards.append(None)
            elif draft.kind in _ORGANISATIONS:
                cards.append(self._organisation(draft, kind, was_left))
            else:
                card = self._person(draft, kind, keys[draft.digest], was_left, decisions.get(place))
                cards.append(card)
                if card.left_before:
                    self._left_entries.update(draft.digests)
        for place in groups:
            draft, kind = drafts[place]
            cards[place] = self._group(draft, kind, draft.digest in left)
        return [card for card in cards if card is not None]

    def _mapped_anew(self, drafts: Sequence[tuple[Draft, str]], held: Mapping[str, int | None]) -> dict[str, int]:
        """Return who holds the rows that were read once more, since the user says what their columns mean."""
        if self._options.mapping is None or self._options.on_duplicate is not OnDuplicate.UPDATE:
            return {}
        found = {draft.digest: held.get(draft.digest) for draft, _ in drafts if not draft.is_unread}
        return {digest: holder for digest, holder in found.items() if holder is not None}

    def _read(self, draft: Draft, kind: str) -> Draft:
        """Read a card whose holder went away since it was passed over."""
        raw = self._session.sources.bytes_of(draft.digest)
        found = read_again(self._session, kind, raw) if raw is not None else None
        if found is None:
            raise NeedsDecision("The store changed meanwhile; nothing was written. Start the import again.")
        return replace(found, place=draft.place)

    def _keys(self, details: Details, uids: Sequence[str]) -> Keys:
        phone_key = self._phone_key
        return Keys(
            name=details.name,
            uids=tuple([key for uid in uids if (key := uid_key(uid))]),
            emails=tuple([key for email in details.emails if (key := email_key(email.value))]),
            phones=tuple([key for phone in details.phones if (key := phone_key(phone.value))]),
            profiles=tuple([key for link in details.links if (key := profile_key(link.value))]),
        )

    def _know_the_store(self, drafts: Sequence[Draft], keys: Sequence[Keys], further: Sequence[int]) -> None:
        """Make everybody known who shares a key or a name with one of the drafts, and the `further` people."""
        session = self._session
        written = {uid for draft in drafts for uid in (*draft.uids, *draft.members) if uid}
        written |= {form for key in keys for uid in key.uids for form in (uid, UUID_SCHEME + uid)}
        members = {email_key(member) for draft in drafts for member in draft.members if "@" in member}
        uids = session.sources.by_uid(sorted(written))
        own = session.contacts.ids_by_uid(sorted(written))
        emails = session.contacts.ids_by_email({*members, *(email for key in keys for email in key.emails)})
        phones = session.contacts.ids_by_phone(phone for key in keys for phone in key.phones)
        profiles = session.contacts.ids_by_profile(profile for key in keys for profile in key.profiles)
        names = session.contacts.ids_by_name(draft.details.name.formatted for draft in drafts)
        authors = [draft.details.name for draft in drafts if draft.papers or draft.studies]
        self._near = people_named_like(session.database, authors) if authors else {}
        indexes = (uids, emails, phones, profiles, names, self._near)
        named = (one for found in indexes for several in found.values() for one in several)
        ids = sorted({*own, *named, *further})
        if authors:
            self._linked.know(ids)
        former = session.contacts.former_uids(ids)
        self._earlier.sources = session.sources.of_contacts(ids)
        for contact_id, contact in session.contacts.load(ids).items():
            self._details[contact_id] = contact.details
            sources = self._earlier.sources.get(contact_id, ())
            under = [contact.uid, *former.get(contact_id, ()), *(s.uid for s in sources)]
            self._people.add(contact_id, self._keys(contact.details, under))

    def _person(self, draft: Draft, kind: str, keys: Keys, left_before: bool, decision: Decision | None) -> Card:
        found = self._with_namesakes(draft, self._people.match(keys))
        is_decided = decision is not None and decision.contact_id in self._details
        ref = decision.contact_id if decision and is_decided else found.ref
        if ref is None:
            ref = self._earlier.under_another_name(draft, kind, found)
        is_new = decision.answer is Answer.ADD if decision else self._options.on_duplicate is OnDuplicate.NEW
        if ref is None or is_new:
            return self._new_person(draft, kind, keys, found, left_before or self._was_left(draft))
        if self._options.on_duplicate is OnDuplicate.SKIP and not is_decided:
            # Nothing of it is kept, so that the same file can still update later.
            contact_id = ref if ref > 0 else None
            return Card(draft, kind, Verdict.UNCHANGED, contact_id, is_known=True, left_before=left_before)
        return self._known_person(draft, kind, keys, ref, left_before)

    def _with_namesakes(self, draft: Draft, found: Match) -> Match:
        """Return the match of an author or somebody of a study, with those whose names are written differently."""
        near = self._near.get(near_name(draft.details.name), ())
        if found.ref is not None or not near or not (draft.papers or draft.studies):
            return found
        asked = {likeness.ref for likeness in found.perhaps}
        more = [
            Likeness(ref, LIKE_NAME)
            for ref in near
            if ref not in asked and names_agree(self._details[ref].name, draft.details.name)
        ]
        return replace(found, perhaps=(*found.perhaps, *more))

    def _was_left(self, draft: Draft) -> bool:
        """Whether an earlier card of the same entry was unticked: the same UID, else the name in the same file."""
        if draft.uid:
            return draft.uid in self._left_people
        files = self._left_names.get(draft.details.name.display, ())
        return any(is_same_file(draft.place.file, file) for file in files)

    def _known_person(self, draft: Draft, kind: str, keys: Keys, ref: int, left_before: bool) -> Card:
        before = self._details[ref]
        former = self._earlier.said_before(ref, draft, kind)
        moved_on = self._session.today if kind in NETWORK_SITES else None
        incoming = self._linked.incoming(ref, draft, before)
        after = merge(before, incoming, former, email_key=email_key, phone_key=self._phone_key, moved_on=moved_on)
        after = self._as_kept(after)
        changes = [*changes_between(before, after)]
        changes += self._linked.add(ref, draft)
        touches = self._touches_of(draft, ref)
        if touches:
            changes.append(Change("messages", "", said_touches(touches)))
        if after != before:
            self._details[ref] = after
        if draft.photo and self._lacks_photo(ref):
            self._pictured.add(ref)
            changes.append(Change("photo", "", "added"))
        self._people.add(ref, keys)
        self._earlier.drafts[ref].append(draft)
        leans_on_left = ref in self._left_new
        return Card(
            draft=draft,
            format=kind,
            verdict=Verdict.UPDATED if changes else self._unchanged(leans_on_left=leans_on_left),
            contact_id=ref if ref > 0 else None,
            new_index=-1 - ref if ref < 0 else None,
            details=after if after != before else None,
            changes=tuple(changes),
            moved=_moved(ref, before, after),
            touches=touches,
            left_before=left_before or leans_on_left,
        )

    def _unchanged(self, *, leans_on_left: bool) -> Verdict:
        """Return the verdict of a card with nothing new, perhaps since an earlier one said it that is left."""
        return Verdict.LEFT if leans_on_left and not self._picked else Verdict.UNCHANGED

    def _touches_of(self, draft: Draft, ref: int) -> tuple[Interaction, ...]:
        """Return what comes in of messages with somebody; what an earlier card of the import brought does not."""
        found = self._touches.of_known(draft, ref) if ref > 0 else self._touches.messages(draft)
        fresh = tuple(touch for touch in found if touch.uid not in self._taken)
        self._taken.update(touch.uid for touch in fresh if touch.uid)
        return fresh

    def _lacks_photo(self, ref: int) -> bool:
        return ref not in self._pictured and (ref < 0 or self._session.contacts.photo_of(ref) is None)

    def _new_person(self, draft: Draft, kind: str, keys: Keys, found: Match, left_before: bool) -> Card:
        ref = -1 - self._new
        alike = found.perhaps if found.ref is None else (Likeness(found.ref, "same person"),)
        is_left = left_before or (draft.only_if_asked and not self._picked)
        perhaps = tuple(self._likeness(likeness.ref, likeness.reason) for likeness in alike)
        self._new += 1
        tags = tuple(sorted(draft.details.tags))
        details = self._as_kept(draft.details if tags == draft.details.tags else replace(draft.details, tags=tags))
        self._details[ref] = details
        self._people.add(ref, keys)
        self._earlier.drafts[ref].append(draft)
        if draft.photo:
            self._pictured.add(ref)
        self._linked.add(ref, draft)
        touches = self._touches.of_new(draft)
        self._taken.update(touch.uid for touch in touches if touch.uid)
        if is_left:
            self._left_new.add(ref)
        return Card(
            draft=draft,
            format=kind,
            verdict=Verdict.NEW,
            new_index=-1 - ref,
            details=details,
            perhaps=perhaps,
            touches=touches,
            left_before=is_left,
        )

    def _as_kept(self, details: Details) -> Details:
        """Return details with their organisations named as the store will name them: each as it came first."""
        if all(self._spelling(position.organisation) == position.organisation for position in details.positions):
            return details
        named = (
            replace(position, organisation=self._spelling(position.organisation)) for position in details.positions
        )
        return replace(details, positions=tuple(named))

    def _know_spellings(self, drafts: Sequence[Draft]) -> None:
        """Learn how the organisations of the drafts are written: as in the store, else as in their own cards."""
        own = [organisation_name(draft) for draft in drafts if draft.kind in _ORGANISATIONS]
        employers = (job.organisation for draft in drafts for job in draft.details.positions)
        there = self._session.organisations.named({*own, *employers} - {""})
        self._spellings = {key: name for key, (_, name) in there.items()}
        for name in own:
            self._spelling(name)

    def _spelling(self, name: str) -> str:
        return self._spellings.setdefault(organisation_key(name), name) if name else name

    def _likeness(self, ref: int, reason: str) -> Perhaps:
        return Perhaps(self._details[ref].name.display, reason, ref if ref > 0 else None)

    def _organisation(self, draft: Draft, kind: str, left_before: bool) -> Card:
        """An organisation is known by its name; what its card says more becomes its note where it has none."""
        name = organisation_name(draft)
        folded = organisation_key(name)
        found = self._session.organisations.find(name)
        there = self._session.organisations.get(found) if found is not None else None
        note = organisation_note(draft)
        changes: tuple[Change, ...] = ()
        verdict = Verdict.UNCHANGED
        if there is None and folded not in self._organisations:
            verdict = Verdict.NEW
        elif there and not there.note and note and folded not in self._organisations:
            verdict, changes = Verdict.UPDATED, (Change("note", "", note),)
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
        changes = (Change("tag", "", f"{tag} on {counted(len(members), 'contact')}"),) if members else ()
        return Card(draft, kind, verdict, members=tuple(members), changes=changes, left_before=left_before)


def _moved(ref: int, before: Details, after: Details) -> Moved | None:
    """Return that somebody of the store has another employer now, or nothing."""
    old, new = before.primary_position, after.primary_position
    if ref < 0 or old is None or new is None or not old.organisation or not new.organisation:
        return None
    if fold(old.organisation) == fold(new.organisation):
        return None
    return Moved(ref, after.name.display, old.organisation, new.organisation, new.title)
