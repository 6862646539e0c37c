"""Organisations as people name them: by id, by name, or by the beginning of the name."""

from __future__ import annotations

from netcrm.domain.organisation import Organisation
from netcrm.errors import NeedsDecision, NotFound
from netcrm.services.session import Session

_LONGEST_ID = 18
_MOST_NAMED = 5


def organisation_named(session: Session, name: str) -> Organisation:
    """Return the organisation that a name means; the first kind of match decides.

    Raises:
        NotFound: there is none.
        NeedsDecision: the beginning fits several.
    """
    repository = session.organisations
    is_id = name.isascii() and name.isdigit() and len(name) <= _LONGEST_ID
    there = repository.get(int(name)) if is_id else None
    if there is None and (found := repository.find(name)) is not None:
        there = repository.get(found)
    if there is not None:
        return there
    begun = repository.suggest(name, _MOST_NAMED)
    if len(begun) > 1:
        raise NeedsDecision(f"“{name}” fits several organisations: {', '.join(begun)}. Write more of the name.")
    found = repository.find(begun[0]) if begun else None
    there = repository.get(found) if found is not None else None
    if there is None:
        raise NotFound("organisation", name, repository.suggest(name[:2], _MOST_NAMED))
    return there
