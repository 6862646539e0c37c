"""Under which note policy people stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from netcrm.services.session import Session

if TYPE_CHECKING:
    from netcrm.domain.note_policy import NotePolicy


class Policies:
    """The note rules as they are, for one piece of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._has_rules = session.note_rules.are_there()
        self._known: dict[int, NotePolicy] = {}

    @property
    def are_there(self) -> bool:
        """Whether there is any rule at all."""
        return self._has_rules

    def of(self, contact_ids: Iterable[int]) -> NotePolicy:
        """Return what holds for a text about some people: the strictest of what holds for each."""
        from netcrm.domain.note_policy import strictest

        ids = tuple(contact_ids)
        self.know(ids)
        return strictest(self._known[one] for one in ids)

    def know(self, contact_ids: Collection[int]) -> None:
        """Find out at once under which rules people stand."""
        asked = [one for one in contact_ids if one not in self._known]
        if not asked:
            return
        from netcrm.domain.note_policy import strictest

        found: dict[int, list[NotePolicy]] = {one: [] for one in asked}
        if self._has_rules:
            from netcrm.services.search import SearchService

            search = SearchService(self._session)
            for rule in self._session.note_rules.all():
                for one in search.among(rule.query, asked):
                    found[one].append(rule.policy)
        self._known.update((one, strictest(policies)) for one, policies in found.items())
