"""What others changed on a card that netcrm wrote, and how that goes with what netcrm changed meanwhile.

Three cards are compared: the one that was written, what became of it elsewhere, and what would be written now. All
three are read by the same reader, so that what a card cannot say cancels out. A change is laid over the details in the
store, which hold more than a card does: what no card carries is never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from netcrm.domain.cards.edit import Edit, setting
from netcrm.domain.cards.jobs import job_edits, shown_job
from netcrm.domain.cards.lists import Keyed, list_edits, marked_once
from netcrm.domain.contact import Details
from netcrm.domain.merging import Change
from netcrm.domain.naming.name import Name
from netcrm.domain.text import fold


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed to different values, as people read them; empty where a side removed it."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class CardChanges:
    """What others did to a card."""

    stored: Details
    """The details in the store."""
    edits: tuple[Edit, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What they alone changed."""
        return tuple(Change(edit.field, edit.before, edit.after) for edit in self.edits if edit.ours is None)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both sides changed."""
        return tuple(Conflict(edit.field, edit.ours, edit.after) for edit in self.edits if edit.ours is not None)

    @property
    def merged(self) -> Details:
        """The details in the store with what the others alone changed."""
        return self._with(edit for edit in self.edits if edit.ours is None)

    @property
    def settled(self) -> Details:
        """The details in the store with the others' values where both sides changed one."""
        return self._with(edit for edit in self.edits if edit.ours is not None)

    @property
    def theirs(self) -> Details:
        """The details in the store with all that the others changed."""
        return self._with(self.edits)

    def _with(self, edits: Iterable[Edit]) -> Details:
        before = details = self.stored
        for edit in edits:
            details = edit.lay(details)
        if details is before:
            return before
        return replace(
            details,
            emails=marked_once(before.emails, details.emails),
            phones=marked_once(before.phones, details.phones),
            tags=tuple(sorted(details.tags)) if details.tags != before.tags else before.tags,
            positions=tuple(job for job in details.positions if shown_job(job)),
        )


def card_changes(
    stored: Details, base: Details | None, theirs: Details, ours: Details, *, email_key: Keyed, phone_key: Keyed
) -> CardChanges:
    """Return what others changed on somebody's card.

    Where both sides removed something, added something or changed it to the same, nothing is left to do. Lists are
    compared by what makes their items the same, so that what both sides added stays; another spelling of a mail
    address or number that is the same is no change, since programs spell them as they like.

    Args:
        stored: The details in the store.
        base: What the card said that netcrm wrote; None where that is no longer known. Then nothing was removed, what
            is empty is filled, lists grow, and two different single values are a conflict.
        theirs: What the card says now.
        ours: What the card would say if netcrm wrote it now.
        email_key: What two addresses are compared by.
        phone_key: What two numbers are compared by.
    """
    edits: list[Edit] = [*_name_edits(base, theirs, ours)]
    edits += list_edits(stored, base, theirs, ours, email_key=email_key, phone_key=phone_key)
    edits += job_edits(stored.positions, None if base is None else base.positions, theirs.positions, ours.positions)
    edits += _scalar_edits(base, theirs, ours)
    return CardChanges(stored, tuple(edits))


def _name_edits(base: Details | None, theirs: Details, ours: Details) -> Iterator[Edit]:
    """Yield the edits of the name as a whole, and of the credentials for themselves."""
    they, we = _without_credentials(theirs), _without_credentials(ours)
    then = None if base is None else _without_credentials(base)
    # Parts of another division of one name are no other name; what is unknown to have changed, did not.
    is_same = fold(they.formatted) == fold(we.formatted) if then is None else they in (then, we)
    if not is_same and they.formatted:
        yield Edit(
            "name",
            we.formatted if then is None else then.formatted,
            they.formatted,
            lambda details: replace(details, name=replace(they, credentials=details.name.credentials)),
            None if we == then else we.formatted,
        )
    was = "" if base is None else base.name.credentials
    is_said = bool(theirs.name.credentials) or (base is not None and they.formatted)
    if is_said and theirs.name.credentials not in (was, ours.name.credentials):
        credentials = theirs.name.credentials
        yield Edit(
            "credentials",
            was,
            credentials,
            lambda details: replace(details, name=replace(details.name, credentials=credentials)),
            None if ours.name.credentials == was else ours.name.credentials,
        )


def _without_credentials(details: Details) -> Name:
    return replace(details.name, credentials="")


_SCALARS = ("birthday", "note", "language", "country")
_DROPPED_EASILY = frozenset({"language", "country"})
"""What other programs have no field for: where it is missing they dropped it, and nobody took it away."""


def _scalar_edits(base: Details | None, theirs: Details, ours: Details) -> Iterator[Edit]:
    for field in _SCALARS:
        was, they, we = ("" if one is None else getattr(one, field).strip() for one in (base, theirs, ours))
        if they in (was, we) or (not they and field in _DROPPED_EASILY):
            continue
        yield Edit(field, was, they, setting(field, they), None if we == was else we)
