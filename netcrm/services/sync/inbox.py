"""The inbox file, read: each line that was not taken yet becomes the proposal of an interaction.

The file is never written. The ledger remembers when each line was first seen, as long as it stands there: `yesterday`
is the day before the file had then been changed. A line that was taken is known by the interaction that it became,
which has a uid made of the line's words and that day: undone, it is proposed again.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from netcrm.domain.calendar.ledger import INBOX_BOOK, EntryState, LedgerEntry
from netcrm.domain.date_reading import Asked, Facing
from netcrm.domain.days import full_day
from netcrm.domain.inbox import InboxLine, InboxProblem, interaction_uid, read_inbox_text, readings, several
from netcrm.domain.interaction import Direction, Interaction
from netcrm.domain.proposals import Proposal, ProposalKind
from netcrm.errors import DateProblem, NetcrmError, NotFound, NothingToDo, Unreadable, UsageProblem
from netcrm.services.acting import Part, Said
from netcrm.services.known_people import known_contacts
from netcrm.services.resolve import resolve
from netcrm.services.session import Session
from netcrm.services.settings import SettingService
from netcrm.services.sync.values import FolderReading, Proposed, SyncProblem
from netcrm.services.words import listed, what_happened
from netcrm.store.finding import PeopleFinder

_LARGEST = 1_000_000
"""Bytes: ten thousand lines or more. A larger file is no inbox."""
_MOST_LINES = 2000
"""Lines that are looked up at once."""
_MOST_PROBLEMS = 100
"""Lines that are named one by one where they cannot be understood: more of them are another kind of file."""
_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


@dataclass(frozen=True, slots=True)
class _Note:
    """A line that is understood: with whom it was, and when."""

    line: InboxLine
    uid: str
    """Of the interaction that it becomes."""
    on: date
    people: tuple[int, ...]


class Inbox:
    """Reads one inbox file."""

    def __init__(self, session: Session, path: Path) -> None:
        self._session = session
        self._path = path
        self._book = f"{INBOX_BOOK}{path}"
        self._lines: dict[str, date] | None = None
        """When each line that stands there was first seen as written; None where the file could not be read."""

    def read(self) -> FolderReading:
        """Return what the lines propose, and which of them cannot be understood; nothing is written."""
        session, name, reading = self._session, self._path.name, FolderReading()
        try:
            text, changed_on = _text_of(self._path)
        except Unreadable as problem:
            reading.problems.append(SyncProblem(name, str(problem)))
            return reading
        known = {uid: date.fromisoformat(entry.item) for uid, entry in session.ledger.read(self._book).items()}
        changed_on = min(changed_on, session.today)
        lines = list(read_inbox_text(text))
        self._lines = {it.uid: known.get(it.uid, changed_on) for it in lines if isinstance(it, InboxLine)}
        fresh = self._fresh(lines, self._lines)
        lookup = _LookUp(session)
        notes: list[_Note] = []
        for line, uid in fresh[:_MOST_LINES]:
            where = f"{name}:{line.number}"
            try:
                if isinstance(line, InboxProblem):
                    reading.problems.append(SyncProblem(where, line.why))
                else:
                    notes.append(lookup.note(line, uid, self._lines[line.uid]))
            except NetcrmError as problem:
                reading.problems.append(SyncProblem(where, str(problem)))
        _shorten(reading.problems, name)
        if len(fresh) > _MOST_LINES:
            why = f"The file has {len(fresh):,} lines that are new; the first {_MOST_LINES:,} were looked at."
            reading.problems.append(SyncProblem(name, why))
        reading.proposed += _proposed(session, name, notes)
        return reading

    def _fresh(
        self, lines: Sequence[InboxLine | InboxProblem], written: Mapping[str, date]
    ) -> list[tuple[InboxLine | InboxProblem, str]]:
        """Return the lines that were not taken yet, with the uids of the interactions that they become."""
        uids = [interaction_uid(it, written[it.uid]) if isinstance(it, InboxLine) else "" for it in lines]
        taken = self._session.interactions.known_uids([uid for uid in uids if uid])
        return [(line, uid) for line, uid in zip(lines, uids, strict=True) if uid not in taken]

    def keep(self) -> None:
        """Remember the lines that stand there, and forget those that do not any longer."""
        if self._lines is None:
            return
        ledger, now = self._session.ledger, self._session.clock.now()
        known = ledger.read(self._book)
        new = [
            LedgerEntry(uid, "", 0, EntryState.CONFIRMED, now, None, on.isoformat())
            for uid, on in self._lines.items()
            if uid not in known
        ]
        ledger.write(self._book, new, known.keys() - self._lines.keys())


def _shorten(problems: list[SyncProblem], name: str) -> None:
    more = len(problems) - _MOST_PROBLEMS
    if more > 0:
        problems[_MOST_PROBLEMS:] = [SyncProblem(name, f"{more:,} more lines like these cannot be understood.")]


def _proposed(session: Session, name: str, notes: Sequence[_Note]) -> list[Proposed]:
    contacts = session.contacts.load(sorted({one for note in notes for one in note.people}))
    proposed = []
    for note in notes:
        there = [contacts[one] for one in note.people]
        what = _what(note, [contact.name for contact in there])
        words = f": {note.line.summary}" if note.line.summary else ""
        proposal = Proposal(
            kind=ProposalKind.TOUCH,
            what=f"log {what}{words}",
            file=f"{name}:{note.line.number}",
            contact_id=there[0].id,
            contact_uid=there[0].uid,
            contact_name=there[0].name,
        )
        proposed.append(Proposed(proposal, partial(_plan, session, note, what)))
    return proposed


def _what(note: _Note, names: Sequence[str]) -> str:
    """Return `a call with Ana Lima on 21 Nov 2026`."""
    between = "from" if note.line.direction is Direction.INCOMING else "with"
    return f"{what_happened(note.line.channel)} {between} {listed(names)} on {full_day(note.on)}"


def _plan(session: Session, note: _Note, what: str) -> Part:
    """Plan to log a line.

    Raises:
        NothingToDo: it was logged meanwhile.
        NotFound: somebody on it went away meanwhile.
    """
    if session.interactions.known_uids([note.uid]):
        raise NothingToDo(f"“{what}” is logged already.")
    known_contacts(session, *note.people)
    line = note.line
    interaction = Interaction(0, note.uid, note.on, line.channel, line.direction, line.summary, note.people)
    said = Said("Logged", tells_log=True)
    return Part(what, note.people[0], f"log {what}", said, interaction=interaction, moves_check_in=True)


class _LookUp:
    """Finds who is meant by the lines, and which day; each name is looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        settings = SettingService(session)
        self._asked = Asked(session.today, Facing.BACKWARD, settings.day_first, settings.workdays)
        self._finder = PeopleFinder(session.database)
        self._known: dict[str, tuple[int, ...] | NotFound] = {}

    def note(self, line: InboxLine, uid: str, written_on: date) -> _Note:
        """Return who is meant by a line, and which day; `yesterday` is the one before it was written.

        A name that is written out whole goes before a date that its last word could be (Li Sun), and a date before the
        beginning of a name that nobody has.

        Raises:
            NotFound: nobody is called so; the sentence names near ones.
            Ambiguous: several people are.
            UsageProblem: nobody is, and no colon tells where a name ends.
            DateProblem: the day lies ahead, is none, or reads both ways.
        """
        ways = list(readings(line.words, replace(self._asked, today=written_on)))
        if len(ways) > 1 and self._finder.with_name(ways[-1].who):
            ways = ways[-1:]
        unknown: NotFound | None = None
        for way in ways:
            try:
                people = self._people(way.who)
            except NotFound as nobody:
                unknown = unknown or nobody
                continue
            self._refuse_future(way.who, way.on, written_on)
            return _Note(line, uid, way.on, people)
        assert unknown is not None  # there is always one way
        if line.has_mark:
            raise unknown
        raise UsageProblem(f"{unknown} A colon ends the name and the date: “call ana yesterday: sent synopsis”.")

    def _people(self, who: str) -> tuple[int, ...]:
        """Return the one person called so, or else the several that are named."""
        try:
            return self._person(who)
        except NotFound:
            parts = several(who)
            if len(parts) < 2:
                raise
            return tuple(dict.fromkeys(one for part in parts for one in self._person(part)))

    def _person(self, who: str) -> tuple[int, ...]:
        if who not in self._known:
            try:
                self._known[who] = (resolve(self._session, who),)
            except NotFound as nobody:
                self._known[who] = nobody
        found = self._known[who]
        if isinstance(found, NotFound):
            raise found
        return found

    def _refuse_future(self, who: str, on: date, written: date) -> None:
        if on <= written:
            return
        ahead = f" --on {on}" if on > self._session.today else " --on DATE"
        raise DateProblem(
            f"{full_day(on)} is after {full_day(written)}, when the file was last changed, and what is logged has"
            f" happened. Plan a follow-up instead: netcrm follow-up “{who}” TITLE{ahead}"
        )


def _text_of(path: Path) -> tuple[str, date]:
    """Return the text of the file, and the local date on which it was last changed.

    Raises:
        Unreadable: it is missing, no plain file, too large, or was written to meanwhile.
    """
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise Unreadable(f"{path} is no file. Name the text file that your phone writes to.")
        if before.st_size > _LARGEST:
            raise Unreadable(
                f"{path.name} is {before.st_size / 1e6:,.0f} MB large, and an inbox is 1 MB at most. Move the lines"
                " that were taken to another file."
            )
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
            after = os.fstat(stream.fileno())
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}. Write the first line, or name the right one.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or len(data) != after.st_size:
        raise Unreadable(f"{path.name} changed while it was read. Run the sync again.")
    return _decoded(data), datetime.fromtimestamp(before.st_mtime).astimezone().date()


def _decoded(data: bytes) -> str:
    """Return bytes as text: by their byte-order mark, else as UTF-8; lines that are not as Windows' western letters."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if codec != "utf-8":
                return data.decode(codec, "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_line, data.splitlines()))


def _line(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
