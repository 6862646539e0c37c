"""The note policy, and where what looks like a participant's data stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from netcrm.domain.note_policy import NotePolicy, NoteRule
from netcrm.domain.participants import Finding, findings
from netcrm.domain.query import parse_query
from netcrm.domain.text import clean_line
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.store.note_texts import NoteTexts

_NAMES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text looks like a participant's data. It holds none of the text."""

    what: str
    """What the text is: `the note`, `what was logged`."""
    row_id: int
    people: tuple[tuple[int, str], ...]
    """Ids and names of those it is about."""
    found: tuple[Finding, ...]


class NoteService:
    """Which notes may be kept about whom."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rules(self) -> list[NoteRule]:
        """Return the rules in the order in which they were made."""
        return self._session.note_rules.all()

    def set_rule(self, query: str, policy: NotePolicy) -> Done:
        """Let a policy hold for the people whom a query finds. What was noted before stays, and exports hold it back.

        Raises:
            QueryProblem: the query has a mistake; the error names its position.
            UsageProblem: it finds everybody, being empty.
        """
        session, text = self._session, clean_line(query)
        if not text:
            raise UsageProblem("For whom? Name them by a query: netcrm note-policy topics role:regulator.")
        parse_query(text, session.today)
        with session.act(f"note policy “{policy}” for {text}") as act:
            session.note_rules.put(NoteRule(text, policy))
        return Done(act.kept, f"About people who answer to “{text}” the note policy is now “{policy}”.")

    def remove_rule(self, query: str) -> Done:
        """Take away the rule of a query.

        Raises:
            NotFound: there is none.
        """
        session, text = self._session, clean_line(query)
        known = [rule.query for rule in self.rules()]
        if text not in known:
            raise NotFound("note policy", text, near=known[:5], advice="`netcrm note-policy` lists those there are.")
        with session.act(f"take away the note policy for {text}") as act:
            session.note_rules.delete(text)
        return Done(act.kept, f"Took away the note policy for “{text}”.")

    def places(self) -> Iterator[Place]:
        """Yield every place of the store whose text looks like a participant's data."""
        waiting: list[tuple[str, int, tuple[int, ...], tuple[Finding, ...]]] = []
        for text in NoteTexts(self._session.database).all():
            if found := findings(text.text):
                waiting.append((text.column.what, text.row_id, text.people, found))
                if len(waiting) >= _NAMES_AT_ONCE:
                    yield from self._named(waiting)
                    waiting = []
        yield from self._named(waiting)

    def _named(self, waiting: list[tuple[str, int, tuple[int, ...], tuple[Finding, ...]]]) -> Iterator[Place]:
        contacts = self._session.contacts.load(sorted({one for _, _, people, _ in waiting for one in people}))
        for what, row_id, people, found in waiting:
            yield Place(what, row_id, tuple((one, contacts[one].name) for one in people if one in contacts), found)
