"""What others did to somebody's card, found by comparing it with what was written and with what would be now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netcrm.domain.cards.changes import CardChanges, Conflict, card_changes
from netcrm.domain.contact import Contact
from netcrm.domain.merging import Change
from netcrm.domain.text import clean_line
from netcrm.services.cards import head_of
from netcrm.services.session import Session
from netcrm.services.sync.cards.files import SaidCard, made_card, said_by
from netcrm.services.sync.cards.look import CardFile
from netcrm.store.contacts import email_key

_MADE_BY_PROGRAMS = frozenset({
    "X-KIND", "X-ABUID", "X-IMAGEHASH", "X-IMAGETYPE", "X-SHARED-PHOTO-DISPLAY-PREF", "X-EVOLUTION-FILE-AS",
    "X-EVOLUTION-WEBDAV-ETAG", "CREATED", "CLIENTPIDMAP",
})  # fmt: skip
"""Properties that programs write to whatever card they save: by themselves they are nothing to ask about."""
_LONGEST = 60
"""Characters of a value that a proposal shows."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What others did to somebody's card."""

    changes: CardChanges
    further: tuple[str, ...] = ()
    """The names of properties that are new on it and that netcrm has no field for."""
    photo: Change | Conflict | None = None
    """What became of the picture."""

    @property
    def has_own(self) -> bool:
        """Whether there is anything that they alone changed."""
        return bool(self.changes.changes or self.further or isinstance(self.photo, Change))

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both sides changed."""
        return (*self.changes.conflicts, *((self.photo,) if isinstance(self.photo, Conflict) else ()))

    def said(self, *, with_conflicts: bool = False) -> str:
        """Return what they did in words: `phone +1 … added, title CRA → Senior CRA`."""
        changes = list(self.changes.changes)
        if with_conflicts:
            changes = [Change(edit.field, edit.before, edit.after) for edit in self.changes.edits]
        words = [said_change(change) for change in changes]
        if isinstance(self.photo, Change) or (self.photo and with_conflicts):
            words.append(
                "another picture" if isinstance(self.photo, Conflict) or self.photo.before else "picture added"
            )
        if self.further:
            words.append(f"{', '.join(self.further)} kept beside it")
        return ", ".join(words)


def compared(session: Session, card: CardFile, base: bytes | None, contact: Contact) -> Comparison | None:
    """Return what others did to somebody's card; None where nothing.

    Args:
        session: Whose store.
        card: The file as it is now.
        base: What was written into it; None where that is no longer known.
        contact: The person as the store has them.
    """
    then, they = said_by([base, card.data], 1)
    if they is None or (then is not None and _is_same(then, they)):
        return None
    body = made_card(session, contact, contact.uid, session.sources.of_contact(contact.id)).body
    we = said_by([body, card.data], 1)[0]
    if we is None:
        return None
    changes = card_changes(
        contact.details,
        then.details if then else None,
        they.details,
        we.details,
        email_key=email_key,
        phone_key=session.phone_key(),
    )
    new = they.further.keys() - we.further.keys() - (then.further.keys() if then else set())
    names = [name for key, line in they.further.items() if key in new and (name := head_of(line)[1])]
    found = Comparison(changes, _told(names), _picture(then, they, we))
    return found if found.has_own or found.conflicts else None


def _told(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of properties once each, but those that say nothing of the person."""
    return tuple(name for name in dict.fromkeys(names) if name not in _MADE_BY_PROGRAMS)


def _is_same(one: SaidCard, other: SaidCard) -> bool:
    return (one.details, one.further.keys(), one.photo) == (other.details, other.further.keys(), other.photo)


def _picture(then: SaidCard | None, they: SaidCard, we: SaidCard) -> Change | Conflict | None:
    """Return what became of the picture. Where it is missing a program dropped it, and nobody took it away."""
    if not they.photo or they.photo == we.photo or (then and they.photo == then.photo):
        return None
    if not we.photo:
        return Change("picture", "", "another")
    if then is None:
        return None
    return Change("picture", "one", "another") if we.photo == then.photo else Conflict("picture", "one", "another")


def said_change(change: Change) -> str:
    """Return a change in words."""
    before, after = _short(change.before), _short(change.after)
    if not before:
        return f"{change.field} {after} added"
    return f"{change.field} {before} → {after}" if after else f"{change.field} {before} removed"


def said_sides(conflicts: Iterable[Conflict]) -> tuple[str, str]:
    """Return what netcrm holds and what the file holds, in words."""
    ours = [_said_side(conflict.field, conflict.ours) for conflict in conflicts]
    return ", ".join(ours), ", ".join(_said_side(conflict.field, conflict.theirs) for conflict in conflicts)


def _said_side(field: str, value: str) -> str:
    return f"{field} {_short(value)}" if value else f"no such {field}"


def _short(value: str) -> str:
    line = clean_line(value)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
