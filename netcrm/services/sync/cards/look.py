"""The files of a folder of cards beside what the ledger knows of them: nothing is parsed that is as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from netcrm.domain.calendar.ledger import EntryState, LedgerEntry
from netcrm.domain.draft import CardKind, Draft
from netcrm.formats.vcard.reader import digest_of
from netcrm.formats.vdir import Vdir, VdirFile, VdirProblem
from netcrm.services.imports.cards import uid_key
from netcrm.services.sync.cards.files import UnreadableCard, read_file
from netcrm.services.sync.values import SyncProblem

_LEFT_ALONE = "file:"
"""How the ledger calls a card that the user did not want to come in: by its file, since it needs no UID."""


@dataclass(slots=True)
class CardFile:
    """A file of the folder that can be used."""

    file: VdirFile
    digest: str
    uid: str
    """Its UID; of a card without one that we wrote, the one that it had."""
    entry: LedgerEntry | None
    """What the ledger knows of it."""
    draft: Draft | None = None
    """What it says, where it is not as it was."""

    @property
    def name(self) -> str:
        """The file's name in its folder."""
        return self.file.name

    @property
    def data(self) -> bytes:
        """Its bytes, where it is not as it was."""
        return self.draft.raw if self.draft else b""

    @property
    def is_edited(self) -> bool:
        """Whether others wrote it since."""
        return self.entry is None or self.entry.digest != self.digest


@dataclass(slots=True)
class CardLook:
    """What was seen in a folder, and what was decided of it on the way to its writing."""

    entries: dict[str, LedgerEntry]
    """Of the cards that netcrm wrote, by their UIDs."""
    left_alone: dict[str, LedgerEntry]
    """Of cards of others that did not come in, by what the ledger calls them."""
    files: dict[str, CardFile] = field(default_factory=dict)
    """The files of people, by name: those that we wrote, and those that are new."""
    at: dict[str, CardFile] = field(default_factory=dict)
    """The files that we wrote, by their UIDs in the ledger."""
    names: set[str] = field(default_factory=set)
    """The names of all files, folded: none of them is given to another."""
    blocked: set[str] = field(default_factory=set)
    """The UIDs in the ledger whose files cannot be used: nothing is written over them or removed."""
    still_left: dict[str, LedgerEntry] = field(default_factory=dict)
    """Those of `left_alone` whose cards are as they were, by the names of the files in which they are now."""
    same: set[str] = field(default_factory=set)
    """The names of files that others wrote anew without changing what they say."""
    belongs: dict[str, str] = field(default_factory=dict)
    """The names of files that others wrote and that hold somebody's card from now on, with our UIDs of those."""
    problems: list[SyncProblem] = field(default_factory=list)

    def missing(self) -> list[LedgerEntry]:
        """Return what the ledger knows of the files that are gone."""
        return [entry for uid, entry in self.entries.items() if uid not in self.at and uid not in self.blocked]

    def new(self) -> list[CardFile]:
        """Return the files that the ledger does not know."""
        return [file for file in self.files.values() if file.entry is None]


def look(vdir: Vdir, ledger: Mapping[str, LedgerEntry]) -> CardLook:
    """Return what is in a folder.

    Raises:
        StoreProblem: the folder vanished or cannot be read.
    """
    found = CardLook(
        {uid: entry for uid, entry in ledger.items() if entry.state is not EntryState.UNWANTED},
        {uid: entry for uid, entry in ledger.items() if entry.state is EntryState.UNWANTED},
    )
    by_digest = {entry.digest: entry for entry in ledger.values() if entry.digest}
    by_name = {entry.file: entry for entry in found.entries.values()}
    by_uid = {uid_key(uid): entry for uid, entry in found.entries.items()}
    seen: dict[str, list[CardFile]] = {}
    for file in vdir.files():
        found.names.add(file.name.casefold())
        known = by_name.get(file.name)
        try:
            if isinstance(file, VdirProblem):
                raise file
            card = _card(vdir, file, by_digest, by_uid, known)
        except (VdirProblem, UnreadableCard) as problem:
            found.problems.append(SyncProblem(file.name, str(problem)))
            if known:
                found.blocked.add(known.uid)
            continue
        if card is None:
            if known:
                found.blocked.add(known.uid)
        elif card.entry and card.entry.uid in found.left_alone:
            found.still_left[file.name] = card.entry
        else:
            found.files[card.name] = card
            if card.uid:
                seen.setdefault(uid_key(card.uid), []).append(card)
    _part_doubles(found, (files for files in seen.values() if len(files) > 1))
    found.at = {card.entry.uid: card for card in found.files.values() if card.entry}
    return found


def _card(
    vdir: Vdir,
    file: VdirFile,
    by_digest: Mapping[str, LedgerEntry],
    by_uid: Mapping[str, LedgerEntry],
    known: LedgerEntry | None,
) -> CardFile | None:
    """Return a file as a card; None for one of an organisation or a group, which is left as it is.

    Raises:
        VdirProblem: it cannot be read.
        UnreadableCard: it is no card.
    """
    data = vdir.read(file)
    digest = digest_of(data)
    entry = by_digest.get(digest)
    if entry:
        return CardFile(file, digest, entry.uid, entry)
    draft = read_file(data, f"{vdir.folder.name}/{file.name}")
    if draft.kind is not CardKind.INDIVIDUAL:
        return None
    entry = by_uid.get(uid_key(draft.uid)) if draft.uid else known
    return CardFile(file, digest, draft.uid or (entry.uid if entry else ""), entry, draft)


def _part_doubles(found: CardLook, doubles: Iterable[list[CardFile]]) -> None:
    """Take the files out that stand for one UID together, with a word at each of them."""
    for files in doubles:
        for file in files:
            others = " and ".join(other.name for other in files if other is not file)
            why = f"it has the same UID as {others}; delete the one that is wrong"
            found.problems.append(SyncProblem(file.name, why))
            found.files.pop(file.name)
            if file.entry:
                found.blocked.add(file.entry.uid)


def left_alone_key(name: str) -> str:
    """Return how the ledger calls a card that did not come in."""
    return f"{_LEFT_ALONE}{name}"
