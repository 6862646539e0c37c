"""What others did to the cards of a folder, as proposals.

An edit is proposed as an update. Where both sides changed the same, that is a proposal of its own beside the update of
all else, so that nothing waits for it. A new card is somebody new, unless an import would take it for somebody there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from netcrm.domain.calendar.ledger import LedgerEntry
from netcrm.domain.contact import Contact, State
from netcrm.domain.proposals import Proposal, ProposalKind
from netcrm.services.cards import CARD_FORMAT
from netcrm.services.imports.cards import Card, uid_key
from netcrm.services.imports.matching import Matcher
from netcrm.services.imports.values import ImportOptions, OnDuplicate
from netcrm.services.session import Session
from netcrm.services.sync.cards.comparing import compared, said_sides
from netcrm.services.sync.cards.look import CardFile, CardLook
from netcrm.services.sync.cards.parts import CardParts, Taking
from netcrm.services.sync.values import Proposed

_STATES = {
    State.ARCHIVED: "archived",
    State.DO_NOT_CONTACT: "marked not to be contacted",
    State.LEFT_FIELD: "marked as having left the field",
    State.DECEASED: "marked as deceased",
}


class CardProposals:
    """Makes the proposals of one folder."""

    def __init__(self, session: Session, found: CardLook, book: str, *, start_anew: bool) -> None:
        self._session = session
        self._look = found
        self._book = book
        self._start_anew = start_anew
        self._parts = CardParts(session, found)
        self._bodies: dict[str, bytes] = {}
        self._people: dict[str, Contact] = {}
        """The people of the ledger that are looked at, by the UID that they have there."""

    def all(self) -> list[Proposed]:
        """Return the proposals by file."""
        found = self._look
        edited = [card for card in found.files.values() if card.entry and card.is_edited]
        new, missing = found.new(), [] if self._start_anew else found.missing()
        if not (edited or new or missing):
            return []
        self._know([card.entry for card in edited if card.entry] + missing)
        proposed = [one for card in edited if card.entry for one in self._of_edited(card, card.entry)]
        if new:
            proposed += self._of_new(new, {entry.item: entry for entry in found.missing()})
        proposed += [one for entry in missing for one in self._of_missing(entry)]
        return sorted(proposed, key=lambda one: one.proposal.file)

    def _know(self, entries: Sequence[LedgerEntry]) -> None:
        session = self._session
        wanted = {entry.uid for entry in entries}
        self._bodies = {uid: body for uid, body in session.ledger.bodies(self._book) if uid in wanted}
        ids = session.contacts.ids_by_uid(sorted({entry.item for entry in entries}))
        former = session.contacts.former_uids(ids)
        for contact in session.contacts.load(ids).values():
            for uid in former.get(contact.id, ()):
                self._people.setdefault(uid, contact)
        self._people |= {contact.uid: contact for contact in session.contacts.load(ids).values()}

    def _of_edited(self, card: CardFile, entry: LedgerEntry) -> list[Proposed]:
        """Return the proposals for a card of ours that others wrote over."""
        contact, base = self._people.get(entry.item), self._bodies.get(entry.uid)
        if contact is None:
            return self._of_deleted(card)
        if contact.state is not State.ACTIVE:
            return self._of_put_away(card, base, contact, _STATES[contact.state])
        if contact.uid != entry.item:
            return self._of_put_away(card, base, contact, f"merged into {contact.name}")
        return self._of_active(card, base, contact)

    def _of_active(self, card: CardFile, base: bytes | None, contact: Contact) -> list[Proposed]:
        """Return the proposals for a card of somebody who stands in the folder."""
        found = compared(self._session, card, base, contact)
        if found is None:
            self._look.same.add(card.name)
            return []
        proposed = []
        if found.has_own:
            what = f"{contact.name}: {found.said()}"
            plan = partial(self._parts.changing, contact.id, card, base, Taking.OWN)
            proposed.append(Proposed(_about(contact, ProposalKind.UPDATE, what, card), plan))
        if found.conflicts:
            ours, theirs = said_sides(found.conflicts)
            what = f"{contact.name}: changed on both sides"
            plan = partial(self._parts.changing, contact.id, card, base, Taking.CONFLICTS)
            proposed.append(Proposed(_about(contact, ProposalKind.CONFLICT, what, card, ours, theirs), plan))
        return proposed

    def _of_put_away(
        self, card: CardFile, base: bytes | None, contact: Contact, how: str, *, is_new: bool = False
    ) -> list[Proposed]:
        """Return the proposal for a card of somebody who has left the folder, if others changed it."""
        found = compared(self._session, card, base, contact)
        if found is None and not is_new:
            return []
        theirs = found.said(with_conflicts=True) if found else "a card in the folder"
        what = f"{contact.name} is {how} in netcrm" if not how.startswith("merged") else f"{how} in netcrm"
        plan = partial(self._parts.changing, contact.id, card, base, Taking.ALL)
        return [Proposed(_about(contact, ProposalKind.CONFLICT, f"{what}, and changed here", card, how, theirs), plan)]

    def _of_deleted(self, card: CardFile) -> list[Proposed]:
        """Return the proposal for a card of somebody who was deleted, which others changed meanwhile."""
        name = card.draft.details.name.display if card.draft else card.name
        proposal = Proposal(
            ProposalKind.CONFLICT,
            f"{name} is deleted in netcrm, and changed here",
            card.name,
            contact_name=name,
            ours="deleted",
            theirs="a card that was changed since",
        )
        return [Proposed(proposal, partial(self._parts.adding, card))]

    def _of_missing(self, entry: LedgerEntry) -> list[Proposed]:
        """Return the proposal for a card that others deleted."""
        contact = self._people.get(entry.item)
        if contact is None or contact.uid != entry.item or contact.state is not State.ACTIVE:
            return []
        if contact.uid in self._look.belongs.values():
            return []  # their card stands in another file
        what = f"archive {contact.name}, whose card was deleted?"
        proposal = Proposal(ProposalKind.ARCHIVE, what, entry.file, contact.id, contact.uid, contact.name)
        return [Proposed(proposal, partial(self._parts.archiving, contact.id))]

    def _of_new(self, cards: Sequence[CardFile], missing: Mapping[str, LedgerEntry]) -> list[Proposed]:
        """Return the proposals for cards that the ledger does not know."""
        session = self._session
        drafts = [(card.draft, CARD_FORMAT) for card in cards if card.draft]
        matched = Matcher(session, ImportOptions(on_duplicate=OnDuplicate.UPDATE), picked=True).match(drafts)
        ids = [card.contact_id for card in matched if card.contact_id is not None]
        people = session.contacts.load(sorted(set(ids)))
        there = {card.entry.item for card in self._look.files.values() if card.entry}
        there |= {self._look.entries[uid].item for uid in self._look.blocked if uid in self._look.entries}
        proposed: list[Proposed] = []
        for card, match in zip(cards, matched, strict=True):
            contact = people.get(match.contact_id or 0)
            if contact is None:
                proposed.append(self._newcomer(card, match))
                continue
            if contact.uid not in there:
                there.add(contact.uid)
                self._look.belongs[card.name] = contact.uid
            base = self._base(card, contact, missing)
            if contact.state is State.ACTIVE:
                proposed += self._of_active(card, base, contact)
            else:
                proposed += self._of_put_away(card, base, contact, _STATES[contact.state], is_new=True)
        return proposed

    def _newcomer(self, card: CardFile, match: Card) -> Proposed:
        details = match.draft.details
        job = details.primary_position
        words = ", ".join(filter(None, (job.title, job.organisation))) if job else ""
        what = f"add {details.name.display}{f' ({words})' if words else ''}?"
        if match.perhaps:
            what += f" Perhaps the same as {match.perhaps[0]}."
        proposal = Proposal(ProposalKind.NEW, what, card.name, contact_name=details.name.display)
        return Proposed(proposal, partial(self._parts.adding, card))

    def _base(self, card: CardFile, contact: Contact, missing: Mapping[str, LedgerEntry]) -> bytes | None:
        """Return what somebody's card said before, where its file is new: the one in a file that is gone, else the one
        that came in under the same UID.
        """
        if contact.uid in missing:
            uid = missing[contact.uid].uid
            return self._bodies.get(uid) or next(
                (body for other, body in self._session.ledger.bodies(self._book) if other == uid), None
            )
        sources = self._session.sources
        for source in reversed(sources.of_contact(contact.id)):
            if source.format == CARD_FORMAT and card.uid and uid_key(source.uid) == uid_key(card.uid):
                return sources.bytes_of(source.digest)
        return None


def _about(
    contact: Contact, kind: ProposalKind, what: str, card: CardFile, ours: str = "", theirs: str = ""
) -> Proposal:
    return Proposal(kind, what, card.name, contact.id, contact.uid, contact.name, ours, theirs)
