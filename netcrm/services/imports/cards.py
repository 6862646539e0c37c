"""Cards as an import sees them: what becomes of each, and what those of companies and groups stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from netcrm.domain.contact import Details
from netcrm.domain.draft import Draft
from netcrm.domain.interaction import Interaction
from netcrm.domain.merging import Change, shown_address
from netcrm.domain.participants import told_of
from netcrm.domain.tags import read_tag
from netcrm.errors import UsageProblem
from netcrm.services.imports.values import Moved, Perhaps, Verdict
from netcrm.store.sources import Source

UUID_SCHEME = "urn:uuid:"
_NOT_LETTER = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Card:
    """A card and what the import makes of it."""

    draft: Draft
    format: str
    verdict: Verdict
    contact_id: int | None = None
    """The person it updates or already is; nothing for somebody new."""
    new_index: int | None = None
    """The number among the new people of this import, for the first card of one and for those that add to it."""
    details: Details | None = None
    """What the person will be."""
    changes: tuple[Change, ...] = ()
    perhaps: tuple[Perhaps, ...] = ()
    moved: Moved | None = None
    touches: tuple[Interaction, ...] = ()
    """What comes in of the messages between the user and the person; their participants are not yet named."""
    left_before: bool = False
    """Whether it stays out unless somebody ticks it: it was unticked before, or its source merely knows of it."""
    is_known: bool = False
    """Its very bytes are held already: where it came from is not written again."""
    members: tuple[int, ...] = ()
    """For a group: the people who get its tag; a new person of this import is `-1 - new_index`."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What its reader says of it, and whether its note looks like a study participant's data."""
        note = self.draft.details.note
        seen = told_of(note, "The note") if note else ""
        return (*self.draft.warnings, seen) if seen else self.draft.warnings


def group_tag(draft: Draft) -> str:
    """Return the tag that a group's card stands for."""
    try:
        return read_tag(draft.details.name.formatted.replace("/", " "))
    except UsageProblem:
        return "group"  # a name of signs alone


def organisation_name(draft: Draft) -> str:
    """Return the name of the organisation or place that a card stands for."""
    positions = draft.details.positions
    return (positions[0].organisation if positions else "") or draft.details.name.formatted


def organisation_note(draft: Draft) -> str:
    """Return what an organisation's card says beyond its name, line by line: ways to reach it, and its own note."""
    details = draft.details
    ways = [
        *(("Phone", phone.value, phone.label) for phone in details.phones),
        *(("E-mail", email.value, email.label) for email in details.emails),
        *(("Link", link.value, link.label) for link in details.links),
    ]
    lines = [f"{kind} ({label}): {value}" if label else f"{kind}: {value}" for kind, value, label in ways]
    lines += [f"Address: {shown_address(address)}" for address in details.addresses]
    return "\n".join(filter(None, [*lines, details.note]))


def uid_key(uid: str) -> str:
    """Return what UIDs are compared by: vCard 4.0 writes as a URN what 3.0 writes bare."""
    return uid[len(UUID_SCHEME) :] if uid[: len(UUID_SCHEME)].casefold() == UUID_SCHEME else uid


def is_same_source(draft: Draft, source: Source) -> bool:
    """Whether an earlier card came from where the draft comes from: under one UID, else from a file of that name."""
    if source.digest in draft.digests:
        return True
    if draft.uid or source.uid:
        return any(uid_key(uid) == uid_key(source.uid) for uid in draft.uids)
    return is_same_file(draft.place.file, source.file)


def is_same_file(one: str, other: str) -> bool:
    """Whether two names are those of one export and the next."""
    return _file_key(one) == _file_key(other)


def _file_key(file: str) -> str:
    """Return a file's name without what tells one export from the next: `contacts (1).vcf`, `contacts-2026-11.vcf`."""
    path = PurePath(file)
    return f"{_NOT_LETTER.sub('', path.stem.casefold())}{path.suffix.casefold()}"
