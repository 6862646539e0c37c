"""Organisations as people name them: by id, by name, or by the beginning of the name."""

from __future__ import annotations

from netcrm.domain.organisation import Organisation
from netcrm.domain.text import clean_line, fold
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
    if (there := _known(session, name)) is not None:
        return there
    begun = repository.suggest(name, _MOST_NAMED)
    if len(begun) > 1:
        raise NeedsDecision(f"“{name}” fits several organisations: {', '.join(begun)}. Write more of the name.")
    found = repository.find(begun[0]) if begun else None
    there = repository.get(found) if found is not None else None
    if there is None:
        raise NotFound("organisation", name, repository.suggest(name[:2], _MOST_NAMED))
    return there


def organisation_meant(session: Session, name: str) -> str:
    """Return the name of the organisation that somebody means who may also name a new one.

    That is the one of this id or name, else the only one whose name begins with these whole words, else a new one.

    Raises:
        NeedsDecision: several begin so.
    """
    name = clean_line(name)
    there = _known(session, name) if name else None
    if there is not None or not fold(name):
        return there.name if there else name
    begun = [one for one in session.organisations.suggest(name, _MOST_NAMED) if fold(one).startswith(f"{fold(name)} ")]
    if len(begun) > 1:
        raise NeedsDecision(
            f"“{name}” fits several organisations: {', '.join(begun)}. Write more of the name, or say that it is a new"
            " one (--new)."
        )
    return begun[0] if begun else name


def _known(session: Session, name: str) -> Organisation | None:
    """Return the organisation of an id or of exactly this name, or nothing."""
    repository = session.organisations
    is_id = name.isascii() and name.isdigit() and len(name) <= _LONGEST_ID
    there = repository.get(int(name)) if is_id else None
    if there is None and (found := repository.find(name)) is not None:
        there = repository.get(found)
    return there
