"""People: added, edited, found, listed and put away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.contact import Contact, Details, State, Tier
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line
from netcrm.errors import NeedsDecision, NotFound, NothingToDo
from netcrm.services.known_people import known_contact
from netcrm.services.listing import ContactRow, contact_rows, guessed_role
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, who

if TYPE_CHECKING:
    from netcrm.domain.rhythm import Rhythm
    from netcrm.services.around import Around
    from netcrm.services.playbooks.values import RunView
    from netcrm.services.provenance import FieldChangeLine
    from netcrm.services.standing import StandingView
    from netcrm.services.timeline import TimelineEntry

_STATE_WORDS = {
    State.ACTIVE: "Active again",
    State.ARCHIVED: "Archived",
    State.DO_NOT_CONTACT: "Marked not to be contacted",
    State.LEFT_FIELD: "Marked as having left the field",
    State.DECEASED: "Marked as deceased",
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a contact came from."""

    file: str
    format: str
    place: int
    """Card or row, counted from 1."""
    imported_on: date
    uid: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """All that a contact's page shows, but the timeline."""

    contact: Contact
    own_cadence: str | None
    """`None` when unset, `never`, or `2 weeks`."""
    standing: StandingView
    follow_ups: tuple[FollowUp, ...]
    """Open ones first, by date."""
    sources: tuple[SourceLine, ...]
    runs: tuple[RunView, ...]
    """The playbooks that were started with them: going, queued and ended."""
    interviews: tuple[Interview, ...] = ()
    """The latest first."""
    guessed_role: Role | None = None
    """What the primary title says of a role, where there is none."""
    news: str = ""
    """What a newer file says of them since the two were last in touch."""


class ContactService:
    """Acts on people, and what is shown of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, details: Details, *, allow_known: bool = False) -> Done:
        """Add a contact.

        Raises:
            UsageProblem: there is no name.
            NeedsDecision: somebody has one of the e-mails already, and `allow_known` is not said.
        """
        return self.add_all([details], allow_known=allow_known)

    def add_all(self, people: Sequence[Details], *, allow_known: bool = False) -> Done:
        """Add several contacts in one act.

        Raises:
            UsageProblem: somebody has no name.
            NeedsDecision: somebody there has one of the e-mails already, and `allow_known` is not said.
        """
        from uuid import uuid4

        from netcrm.services.cleaning import cleaned
        from netcrm.store.contacts import NewContact

        people = [cleaned(details) for details in people]
        if not allow_known:
            for details in people:
                self._refuse_known_email(details)
        session = self._session
        for details in people:
            self._know_holidays(details)
        with session.act(f"add {who([details.name.formatted for details in people])}") as act:
            new = [NewContact(str(uuid4()), details, session.today) for details in people]
            ids = session.contacts.insert(new, session.phone_key())
        return Done(act.kept, f"Added {who([details.name.display for details in people])}.", tuple(ids))

    def _refuse_known_email(self, details: Details) -> None:
        from netcrm.store.contacts import email_key

        known = self._session.contacts.ids_by_email(email_key(email.value) for email in details.emails)
        for email in details.emails:
            for contact_id in known.get(email_key(email.value), ()):
                name = self.get(contact_id).name
                raise NeedsDecision(
                    f"{email.value} belongs to {name} ({contact_id}) already. Edit that contact, or say that both"
                    " may have it (--allow-known)."
                )

    def _know_holidays(self, details: Details) -> None:
        if details.country:
            from netcrm.services.holidays import know_holidays

            know_holidays(self._session, details.country)

    def edit(self, contact_id: int, details: Details) -> Done:
        """Give a contact new details; what stays equal is not touched."""
        from netcrm.services.cleaning import cleaned
        from netcrm.services.detail_changes import write_details

        before = self.get(contact_id)
        details = cleaned(details)
        session = self._session
        self._know_holidays(details)
        with session.act(f"edit {before.details.name.formatted}") as act:
            write_details(session, before, details)
        sentence = f"Changed {details.name.display}." if act.kept else f"Nothing changed for {before.name}."
        return Done(act.kept, sentence, (contact_id,))

    def set_state(self, ids: Sequence[int], state: State, why: str = "") -> Done:
        """Archive people, bring them back, or mark them as not to be contacted, gone or deceased."""
        names = self._names(ids)
        session = self._session
        since = None if state is State.ACTIVE else session.today.isoformat()
        with session.act(f"{state.value} {who(names)}") as act:
            changed = [c.id for c in session.contacts.load(ids).values() if c.state is not state]
            session.contacts.set_columns(changed, state=state.value, state_since=since, state_why=clean_line(why))
        return Done(act.kept, f"{_STATE_WORDS[state]}: {who(names)}." + about_playbooks(session), tuple(ids))

    def delete(self, ids: Sequence[int]) -> Done:
        """Delete people with all that is theirs alone."""
        names = self._names(ids)
        with self._session.act(f"delete {who(names)}") as act:
            self._session.contacts.delete(ids)
        return Done(act.kept, f"Deleted {who(names)}." + about_playbooks(self._session), tuple(ids))

    def tag(self, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Done:
        """Give tags to people and take tags from them; a tag that is both given and taken is taken."""
        from netcrm.domain.tags import read_tag

        remove = [read_tag(tag) for tag in remove]
        add = [tag for tag in map(read_tag, add) if tag not in remove]
        words = " ".join([*(f"+{tag}" for tag in add), *(f"-{tag}" for tag in remove)])
        names = self._names(ids)
        with self._session.act(f"tag {who(names)} {words}") as act:
            self._session.contacts.add_tags(ids, add)
            self._session.contacts.remove_tags(ids, remove)
        return Done(act.kept, f"Tagged {who(names)}: {words}.", tuple(ids))

    def set_tier(self, ids: Sequence[int], tier: Tier | None) -> Done:
        """Put people in a tier, or in none."""
        names = self._names(ids)
        words = f"tier {tier.value}" if tier else "no tier"
        with self._session.act(f"{words} for {who(names)}") as act:
            self._session.contacts.set_columns(ids, tier=tier.value if tier else None)
        return Done(act.kept, f"{who(names)}: {words}.", tuple(ids))

    def star(self, ids: Sequence[int], starred: bool) -> Done:
        """Star people, or take their stars away."""
        names = self._names(ids)
        words = "star" if starred else "unstar"
        with self._session.act(f"{words} {who(names)}") as act:
            self._session.contacts.set_columns(ids, starred=int(starred))
        return Done(act.kept, f"{words.capitalize()}red {who(names)}.", tuple(ids))

    def set_role(self, ids: Sequence[int], role: Role) -> Done:
        """Make a role the main one of people; their other roles stay."""
        names = self._names(ids)
        session = self._session
        with session.act(f"role {role.label} for {who(names)}") as act:
            for contact in session.contacts.load(ids).values():
                roles = (role, *(other for other in contact.details.roles if other is not role))
                session.contacts.replace(contact.id, replace(contact.details, roles=roles), session.phone_key())
        return Done(act.kept, f"{who(names)}: {role.label}.", tuple(ids))

    def guessed_roles(self, ids: Sequence[int]) -> dict[int, Role]:
        """Return what the titles of people say of a role, for those who have none and whose title says one."""
        return {row.id: row.guessed_role for row in self.rows(ids) if row.guessed_role is not None}

    def accept_roles(self, ids: Sequence[int]) -> Done:
        """Give people who have no role the one that their title says, as their main role.

        Raises:
            NothingToDo: no title says one.
        """
        from netcrm.services.words import roles_taken
        from netcrm.store.roles import give_first_roles

        self._names(ids[:1])
        guesses = self.guessed_roles(ids)
        if not guesses:
            raise NothingToDo("No title says a role that is not there already. Choose the role instead.")
        names = [row.name for row in self.rows(list(guesses))]
        with self._session.act(f"roles by title for {who(names)}") as act:
            give_first_roles(self._session.database, guesses)
        return Done(act.kept, roles_taken(names, list(guesses.values()), len(ids)), tuple(guesses))

    def get(self, contact_id: int) -> Contact:
        """Return a contact, or raise `NotFound`."""
        return known_contact(self._session, contact_id)

    def view(self, contact_id: int) -> ContactView:
        """Return all that a contact's page shows, but the timeline."""
        from netcrm.services.provenance import news_of
        from netcrm.services.standing import standing_view

        session = self._session
        own = session.cadences.own_cadence(contact_id)
        contact, runs = self.get(contact_id), self._runs(contact_id)
        job = contact.details.primary_position
        return ContactView(
            contact=contact,
            own_cadence=None if own is None else str(own.interval or "never"),
            standing=standing_view(session, contact, runs),
            follow_ups=tuple(session.follow_ups.of_contact(contact_id)),
            sources=tuple(
                SourceLine(source.file, source.format, source.place, source.imported_on, source.uid)
                for source in session.sources.of_contact(contact_id)
            ),
            runs=runs,
            interviews=tuple(session.interviews.of_contact(contact_id)),
            guessed_role=guessed_role(contact.details.roles, job.title if job else ""),
            news=news_of(session, [contact_id]).get(contact_id, ""),
        )

    def changes(self, contact_id: int) -> tuple[FieldChangeLine, ...]:
        """Return what became of somebody's fields, by imports and by the user, newest first."""
        from netcrm.services.provenance import field_changes

        self.get(contact_id)
        return field_changes(self._session, contact_id)

    def around(self, contact_id: int) -> Around:
        """Return the relations, introductions, studies, events and papers of somebody."""
        from netcrm.services.around import around

        self.get(contact_id)
        return around(self._session, contact_id)

    def raw_sources(self, contact_id: int) -> tuple[str, ...]:
        """Return the text of the cards and rows that somebody came from, safe to show, in the order of `sources`."""
        from netcrm.services.imports.words import safe_raw

        sources = self._session.sources
        return tuple(safe_raw(sources.bytes_of(source.digest) or b"") for source in sources.of_contact(contact_id))

    def _runs(self, contact_id: int) -> tuple[RunView, ...]:
        from netcrm.services.timeline import runs_of

        return runs_of(self._session, contact_id)

    def rows(self, ids: Sequence[int]) -> list[ContactRow]:
        """Return the rows of `ids`, in their order; unknown ids are left out."""
        return contact_rows(self._session, ids)

    def timeline(self, contact_id: int, limit: int = 50, offset: int = 0) -> list[TimelineEntry]:
        """Return what happened with a contact, newest first."""
        from netcrm.services.timeline import timeline

        return timeline(self._session, contact_id, limit, offset)

    def rhythm(self, contact_id: int) -> Rhythm:
        """Return how often there was a touch with somebody: by month, the usual gap, the longest silence."""
        from netcrm.services.rhythm import rhythm

        return rhythm(self._session, contact_id)

    def resolve(self, name: str) -> int:
        """Return the id of the person that a WHO means.

        Raises:
            NotFound: nobody; the sentence lists the nearest names.
            Ambiguous: several people.
        """
        from netcrm.services.resolve import resolve

        return resolve(self._session, name)

    def suggest(self, text: str, limit: int = 20) -> list[ContactRow]:
        """Return the people whose name begins so, likeliest first."""
        from netcrm.services.resolve import suggest

        return self.rows(suggest(self._session, text, limit))

    def organisations(self, prefix: str, limit: int = 20) -> list[str]:
        """Return the names of organisations that begin so."""
        return self._session.organisations.suggest(prefix, limit)

    def tags(self) -> list[str]:
        """Return every tag in use."""
        return self._session.contacts.tags()

    def count(self) -> int:
        """Return how many contacts there are."""
        return self._session.contacts.count()

    def _names(self, ids: Sequence[int]) -> list[str]:
        names = [row.name for row in self.rows(ids)]
        if not names:
            raise NotFound("contact", ", ".join(map(str, ids)), advice="`netcrm search` lists people with their ids.")
        return names
