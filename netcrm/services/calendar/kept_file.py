"""The calendar file that is kept up to date: where the user wants it, and how it is written anew after each act.

Calendar programs that were given the file once look at it again by themselves, so that nothing has to run beside
netcrm. Nothing here loads a format until there is a file to write: every command that acts comes by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from netcrm.domain.days import counted
from netcrm.domain.text import clean_line
from netcrm.errors import NetcrmError, StoreProblem, UsageProblem
from netcrm.services.calendar.five_minutes import FIVE_MINUTES, OFF, five_minutes
from netcrm.services.target_files import Holder, holder_of
from netcrm.services.values import Done
from netcrm.store.view_state import ViewState

if TYPE_CHECKING:
    from netcrm.services.exports import Exported
    from netcrm.services.session import Session

CALENDAR_FILE = "calendar-file"
"""The key of the setting."""
_ASKED = "calendar-file-asked"
"""Under which it is remembered when to ask again: a date, or never. That is no act: undo has other things to do."""
_NEVER = "never"
_ASKED_AGAIN = timedelta(days=30)
_OTHER_NAME = f"“netcrm settings {CALENDAR_FILE} FILE” names another one"


class Wish(Enum):
    """What the user wants of a calendar file."""

    NOT_ASKED = auto()
    """Nobody has asked yet, or the user said later and it is later."""
    LATER = auto()
    OFF = auto()
    KEPT = auto()


@dataclass(frozen=True, slots=True)
class KeptFileSettings:
    """What holds."""

    wish: Wish
    path: Path | None = None
    """Where the file is, if it is kept."""
    five_minutes: time | None = None
    """When, on working days, the calendar keeps five minutes free for netcrm; the wall clock's time."""


def read_calendar_file(text: str) -> str:
    """Return `off`, nothing, or a path as it is kept: absolute.

    Raises:
        UsageProblem: the path is a folder or in none, or another program's file stands there.
    """
    if not text.strip() or text.casefold() == OFF:
        return text.strip().casefold()
    try:
        path = Path(text.strip("'\"")).expanduser().absolute()
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise UsageProblem(f"“{text}” is no path of a file. Write it like ~/netcrm.ics, or say off.") from None
    if is_folder:
        raise UsageProblem(f"{path} is a folder. Name a file in it: {path / 'netcrm.ics'}.")
    if not has_folder:
        raise UsageProblem(f"There is no folder {path.parent}. Make it, or name a file in another one.")
    refuse_others(path)
    return str(path)


def refuse_others(path: Path) -> None:
    """Raise `UsageProblem` where a file that netcrm did not write stands at `path`: it would be lost at each act."""
    if holder_of(path) in (Holder.OTHER_PROGRAM, Holder.UNKNOWN):
        raise UsageProblem(f"{path} is there already, and netcrm did not write it. Name another file.")


def refuse_store(session: Session, path: Path) -> None:
    """Raise `UsageProblem` where `path` is the store itself, or one of the files that SQLite keeps beside it."""
    store = session.database.path.resolve()
    if path.resolve() in {store, *(store.with_name(store.name + ending) for ending in ("-wal", "-shm", "-journal"))}:
        raise UsageProblem(f"{path} belongs to the store itself. Name another file.")


def wish_of(kept: str, asked: str, today: date) -> Wish:
    """Return what a kept value of `calendar-file` says, and what the question about it was answered."""
    if kept == OFF or (not kept and asked == _NEVER):
        return Wish.OFF
    if kept:
        return Wish.KEPT
    return Wish.LATER if asked and today.isoformat() < asked else Wish.NOT_ASKED


class KeptFile:
    """The calendar file of one store."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def settings(self) -> KeptFileSettings:
        """Return what holds now."""
        kept = self._session.settings.all().get(CALENDAR_FILE, "")
        wish = wish_of(kept, ViewState(self._session.database).get(_ASKED), self._session.today)
        return KeptFileSettings(wish, Path(kept) if wish is Wish.KEPT else None, five_minutes(self._session))

    def is_to_be_asked(self) -> bool:
        """Whether the user has not said yet what they want, and a calendar would have something in it."""
        session = self._session
        if self.settings().wish is not Wish.NOT_ASKED or session.settings.all().get("demo") == "yes":
            return False
        return bool(
            session.database.scalar("SELECT 1 FROM contact_state WHERE due_on IS NOT NULL LIMIT 1")
            or session.database.scalar("SELECT 1 FROM follow_up LIMIT 1")
        )

    def check(self, text: str) -> Path:
        """Return the path that somebody means by a text, for a file to be kept there.

        Raises:
            UsageProblem: the file cannot be there.
        """
        path = Path(read_calendar_file(text))
        refuse_store(self._session, path)
        return path

    def keep(self, path: Path, five_minutes: time | None = None) -> Done:
        """Keep a calendar file from now on, and write it.

        Raises:
            UsageProblem: the file cannot be there.
            StoreProblem: it could not be written; nothing is kept then.
        """
        kept = str(self.check(str(path)))
        session = self._session
        with session.act(f"keep the calendar file {kept}") as act:
            session.settings.set(CALENDAR_FILE, kept)
            session.settings.set(FIVE_MINUTES, five_minutes.isoformat("minutes") if five_minutes else None)
            written = self.refresh()
        about = f" It holds {counted(written.items, 'item')} now." if written else ""
        return Done(act.kept, f"The calendar file {clean_line(kept)} is kept up to date.{about}")

    def decline(self) -> Done:
        """Keep none, and do not ask again."""
        ViewState(self._session.database).keep(_ASKED, _NEVER)
        change_set = None
        if self.settings().wish is Wish.KEPT:
            with self._session.act("keep no calendar file") as act:
                self._session.settings.set(CALENDAR_FILE, OFF)
            change_set = act.kept
        return Done(change_set, f"No calendar file is kept. “netcrm settings {CALENDAR_FILE} FILE” keeps one.")

    def put_off(self) -> Done:
        """Keep none for now, and ask again in a month."""
        again = self._session.today + _ASKED_AGAIN
        ViewState(self._session.database).keep(_ASKED, again.isoformat())
        return Done(None, "No calendar file is kept for now.")

    def refresh(self) -> Exported | None:
        """Write the file anew; return what was written, or nothing where none is kept.

        Raises:
            StoreProblem: it could not be written; what was there stays.
        """
        wanted = self.settings()
        if wanted.path is None:
            return None
        try:
            self._check(wanted.path)
            return self._write(wanted.path)
        except OSError as problem:
            raise _failure(wanted.path, f"{problem.strerror or problem}.") from problem
        except NetcrmError as problem:
            raise _failure(wanted.path, str(problem)) from problem

    def _check(self, path: Path) -> None:
        # The setting may have come with a store from another machine, and the world may have changed since it was set.
        if not path.parent.is_dir():
            raise StoreProblem(f"there is no folder {path.parent}. Make it; {_OTHER_NAME}.")
        if path.is_dir():
            raise StoreProblem(f"a folder is in its place. {_OTHER_NAME}.")
        refuse_store(self._session, path)
        if holder_of(path) in (Holder.OTHER_PROGRAM, Holder.UNKNOWN):
            raise StoreProblem(f"something that netcrm did not write is in its place. {_OTHER_NAME}.")

    def _write(self, path: Path) -> Exported:
        from netcrm.services.exports import ExportKind, ExportService

        return ExportService(self._session).write(ExportKind.ICS, path)


def _failure(path: Path, why: str) -> StoreProblem:
    reason = why.removeprefix(f"{path} could not be written: ")
    return StoreProblem(f"The calendar file {path} could not be rewritten: {reason}")
