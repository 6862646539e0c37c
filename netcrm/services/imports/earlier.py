"""What a source said of people before: the cards that they came from, read again."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from netcrm.domain.contact import Details
from netcrm.domain.draft import Draft
from netcrm.domain.joined_details import joined
from netcrm.domain.matching import SAME_NAME, Match
from netcrm.domain.naming.reading import names_agree
from netcrm.services.imports.cards import is_same_source, uid_key
from netcrm.services.imports.files import read_again
from netcrm.services.imports.linked import LIKE_NAME
from netcrm.services.session import Session
from netcrm.store.contacts import email_key
from netcrm.store.sources import Source

_READ_AGAIN = 5
"""How many earlier cards of a person are read again at most, to see what their source said."""


class Earlier:
    """The earlier cards of people: those in the store, and those of the import at hand."""

    def __init__(self, session: Session, change_set: int) -> None:
        """Look things up for a session.

        Args:
            session: Whose store.
            change_set: The act in force, whose own earlier portions are part of this import; 0 where there is none.
        """
        self._session = session
        self._change_set = change_set
        self.sources: dict[int, list[Source]] = {}
        """Of people of the store, oldest first."""
        self.drafts: defaultdict[int, list[Draft]] = defaultdict(list)
        """The drafts of this import, by whom they stand for."""

    def under_another_name(self, draft: Draft, kind: str, found: Match) -> int | None:
        """Return who came from this source under the draft's name, and has another since: the user's, or by a merge."""
        for likeness in found.perhaps:
            if likeness.ref < 0 or likeness.reason in (SAME_NAME, LIKE_NAME):
                continue
            for source in reversed(self.sources.get(likeness.ref, [])[-_READ_AGAIN:]):
                if source.change_set == self._change_set or source.format != kind or not is_same_source(draft, source):
                    continue
                said = self._read_again(source)
                if said is not None and names_agree(said.name, draft.details.name):
                    return likeness.ref
        return None

    def said_before(self, ref: int, draft: Draft, kind: str) -> Details | None:
        """Return what the same source said last: the newest card under the same UID, else from the same file.

        Two cards of one file without UIDs are two entries there, and not one before and after: of those that came in
        before, the one of the same name is meant, else one with the same mail address. A card that shares a phone
        alone is another entry: what it leaves out or shortens takes nothing away.
        """
        for earlier in reversed(self.drafts.get(ref, [])):
            if draft.uid and uid_key(earlier.uid) == uid_key(draft.uid):
                return earlier.details
        sources = [
            s
            for s in self.sources.get(ref, [])
            if s.format == kind and is_same_source(draft, s) and (s.uid or s.change_set != self._change_set)
        ]
        newest_first = reversed(sources[-max(_READ_AGAIN, len(draft.entries)) :])
        said = [details for source in newest_first if (details := self._read_again(source))]
        if draft.further and said:
            return joined(said)
        if draft.uid or any(source.digest == draft.digest for source in sources):
            return said[0] if said else None
        called_so = (details for details in said if details.name.formatted == draft.details.name.formatted)
        emails = {email_key(email.value) for email in draft.details.emails}
        writes_so = (d for d in said if not emails.isdisjoint(email_key(email.value) for email in d.emails))
        return next(chain(called_so, writes_so), None)

    def _read_again(self, source: Source) -> Details | None:
        raw = self._session.sources.bytes_of(source.digest)
        draft = read_again(self._session, source.format, raw) if raw is not None else None
        return draft.details if draft else None
