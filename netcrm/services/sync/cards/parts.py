"""The acts that bring in what others did to cards: each planned and checked first, then written inside one act."""

from __future__ import annotations

from enum import Enum, auto
from uuid import uuid4

from netcrm.domain.contact import Contact, Details, State
from netcrm.domain.draft import Draft
from netcrm.domain.merging import Change, changes_between, is_news
from netcrm.errors import NotFound
from netcrm.formats.vcard.unknown import unknown_lines
from netcrm.services.acting import Part, Said
from netcrm.services.cards import CARD_FORMAT, head_of, photo_digest
from netcrm.services.cleaning import cleaned
from netcrm.services.session import Session
from netcrm.services.sync.cards.comparing import Comparison, compared
from netcrm.services.sync.cards.look import CardFile, CardLook
from netcrm.store.contacts import NewContact
from netcrm.store.field_changes import FieldChange
from netcrm.store.sources import SYNCED, Source


class Taking(Enum):
    """How much of what others did is brought in."""

    OWN = auto()
    """What they alone changed."""
    CONFLICTS = auto()
    """Their side of what both changed."""
    ALL = auto()


class CardParts:
    """Plans the acts. Each looks at the store again when it is written: another one may be about the same person."""

    def __init__(self, session: Session, found: CardLook) -> None:
        self._session = session
        self._look = found

    def changing(self, contact_id: int, card: CardFile, base: bytes | None, taking: Taking) -> Part:
        """Plan to change somebody as their card was, and to take them back where they are put away.

        Args:
            contact_id: Who it is.
            card: Their card.
            base: What was written into its file.
            taking: How much of it.

        Raises:
            NotFound: the person is gone.
            UsageProblem: they would have no name.
        """
        contact = self._contact(contact_id)
        comparison = compared(self._session, card, base, contact)
        if comparison:
            self._details(comparison, taking)

        def write() -> str:
            now = self._contact(contact_id)
            if taking is Taking.ALL and now.state is not State.ACTIVE:
                self._set_state(contact_id, State.ACTIVE)
            found = compared(self._session, card, base, now)
            if found:
                self._change(now, found, card, taking)
            return ""

        return Part(contact.name, contact_id, f"update {contact.name}", Said("Updated"), write)

    def adding(self, card: CardFile) -> Part:
        """Plan to add the person of a card that nobody has.

        Raises:
            UsageProblem: they would have no name.
        """
        draft = _draft(card)
        details = cleaned(draft.details)

        def write() -> str:
            session = self._session
            photo = self._kept(draft.photo) if draft.photo else None
            new = NewContact(str(uuid4()), details, session.today, photo)
            (contact_id,) = session.contacts.insert([new], session.phone_key())
            self._keep_source(contact_id, draft)
            self._look.belongs[card.name] = new.uid
            return ""

        return Part(details.name.display, None, f"add {details.name.display}", Said("Added"), write)

    def archiving(self, contact_id: int) -> Part:
        """Plan to archive somebody whose card was deleted.

        Raises:
            NotFound: the person is gone.
        """
        name = self._contact(contact_id).name

        def write() -> str:
            self._set_state(contact_id, State.ARCHIVED)
            return ""

        return Part(name, contact_id, f"archive {name}", Said("Archived"), write)

    def _contact(self, contact_id: int) -> Contact:
        found = self._session.contacts.load([contact_id]).get(contact_id)
        if found is None:
            raise NotFound("contact", str(contact_id), advice="Sync again.")
        return found

    def _set_state(self, contact_id: int, state: State) -> None:
        since = None if state is State.ACTIVE else self._session.today.isoformat()
        self._session.contacts.set_columns([contact_id], state=state.value, state_since=since, state_why="")

    def _details(self, comparison: Comparison, taking: Taking) -> Details:
        changes = comparison.changes
        wanted = {Taking.OWN: changes.merged, Taking.CONFLICTS: changes.settled, Taking.ALL: changes.theirs}[taking]
        return cleaned(wanted)

    def _change(self, contact: Contact, comparison: Comparison, card: CardFile, taking: Taking) -> None:
        session, draft = self._session, _draft(card)
        before, after = contact.details, self._details(comparison, taking)
        changes = [*changes_between(before, after)]
        session.contacts.replace(contact.id, after, session.phone_key())
        picture = comparison.photo
        is_taken = taking is Taking.ALL or (taking is Taking.OWN) is isinstance(picture, Change)
        if picture and is_taken and draft.photo:
            session.contacts.set_columns([contact.id], photo=self._kept(draft.photo))
            is_first = isinstance(picture, Change) and not picture.before
            changes.append(Change("photo", "", "added" if is_first else "changed"))
        file, today = draft.place.file, session.today
        session.field_changes.insert(
            FieldChange(contact.id, it.field, it.before, it.after, today, file, is_news(it)) for it in changes
        )
        if comparison.further and taking is not Taking.CONFLICTS:
            self._keep_source(contact.id, draft)

    def _kept(self, photo: bytes) -> str:
        digest = photo_digest(photo)
        self._session.sources.keep_bytes([(digest, photo)])
        return digest

    def _keep_source(self, contact_id: int, draft: Draft) -> None:
        """Keep a card with what netcrm has no field for. It takes the place of the file's earlier one, if it says all
        that this one said.
        """
        session, place = self._session, draft.place
        sources = session.sources
        sources.keep_bytes([(draft.digest, draft.raw)])
        former = [it for it in sources.of_contact(contact_id) if it.is_synced and it.file == place.file]
        raw = sources.bytes_of(former[-1].digest) if former else None
        if raw is not None and _names(raw) <= _names(draft.raw):
            sources.replace_synced(contact_id, place.file, draft.digest, session.today)
            return
        source = Source(contact_id, place.file, CARD_FORMAT, 1, SYNCED, session.today, draft.uid, draft.digest)
        sources.insert([source], session.journal.in_force())


def _draft(card: CardFile) -> Draft:
    assert card.draft is not None, "only cards that were read are brought in"
    return card.draft


def _names(raw: bytes) -> set[str]:
    return {head_of(line)[1] for line in unknown_lines(raw)}
