"""Proposals: what somebody did outside netcrm, as something that the user may let netcrm do too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b


class ProposalKind(StrEnum):
    """What is proposed."""

    TOUCH = "touch"
    """To log a touch; of a promise also to tick it off."""
    SNOOZE = "snooze"
    """To move an item to another day."""
    DROP = "drop"
    """To give an item up, or to skip a check-in this time."""
    UPDATE = "update"
    """To change a contact, or to keep words that somebody wrote beside an item."""
    NEW = "new"
    """To add a contact."""
    ARCHIVE = "archive"
    """To archive a contact."""
    CONFLICT = "conflict"
    """Both sides changed: nothing is done unless the user says which of the two holds."""


class Decision(StrEnum):
    """What the user says to a proposal; to a conflict `TAKE` lets the other side hold."""

    TAKE = "take"
    LEAVE = "leave"
    """Ask again next time; what the others wrote stays as it is until then."""
    REFUSE = "refuse"
    """Let netcrm hold: it writes its own over what the others wrote."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that could be done."""

    kind: ProposalKind
    what: str
    """In words, with whom and which day: `log a touch with Ana Lima on 3 Mar 2027?`."""
    file: str
    """The name of the file in its folder, for an inbox with the line: `inbox.txt:3`."""
    contact_id: int | None = None
    """Whom it is about; nobody for a new contact or an organisation."""
    contact_uid: str = ""
    contact_name: str = ""
    ours: str = ""
    """Of a conflict: what netcrm holds."""
    theirs: str = ""
    """Of a conflict: what the file holds."""

    @property
    def key(self) -> str:
        """What it is known by from one reading of the folder to the next; another content has another key."""
        parts = (self.kind.value, self.what, self.file, self.contact_uid, self.ours, self.theirs)
        return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=9).hexdigest()
