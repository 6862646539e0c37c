"""A store made again from its own JSON lines: looked at whole first, then written as one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from netcrm.domain.days import counted
from netcrm.errors import NeedsDecision, Unreadable, UsageProblem
from netcrm.formats.json_lines.checking import Checker, LineProblem
from netcrm.formats.json_lines.encoding import END, HEADER
from netcrm.formats.json_lines.reader import BadLine, read_lines
from netcrm.formats.json_lines.shapes import Row
from netcrm.formats.json_lines.tables import LINES
from netcrm.formats.json_lines.values import Unfit
from netcrm.services.keys import phone_key_for
from netcrm.services.session import Session
from netcrm.services.settings import SPECS
from netcrm.services.values import Done
from netcrm.store.journal import Act
from netcrm.store.whole import WholeStore

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]
_STEP = 500
"""After how many lines progress is told and a wish to cancel is heard."""
_ROWS_AT_ONCE = 20_000
_BYTES_AT_ONCE = 8 * 1024 * 1024
_PEOPLE_AT_ONCE = 5_000
_COLUMNS = {
    table: columns
    for line in LINES.values()
    for table, columns in [(line.table, line.columns), *((part.table, part.columns) for part in line.parts)]
}


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many lines of a type there are."""

    type: str
    """`contact`, `interaction`, `follow-up` …"""
    lines: int


@dataclass(frozen=True, slots=True)
class RebuildPlan:
    """What a file of JSON lines holds, and whether a store can be made from it."""

    path: Path
    counts: tuple[TypeCount, ...]
    """In the order of the file; types of which there is none are left out."""
    problems: tuple[LineProblem, ...]
    """The first of them; with any, nothing can be made from the file."""
    last_ids: Mapping[str, int] = field(repr=False)
    settings: Mapping[str, str] = field(repr=False)


class RebuildingService:
    """Checks files of JSON lines, and makes stores from them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> RebuildPlan:
        """Look at every line of a file; nothing is written.

        Args:
            progress: Called with the number of lines that were looked at.

        Raises:
            Unreadable: the file is missing, a folder, or cannot be read at all.
            NeedsDecision: `cancelled` said so.
        """
        checker = Checker(_hold_setting)
        with _opened(path) as stream:
            for number in checker.look_at(read_lines(stream)):
                if number % _STEP == 0:
                    _tell(progress, cancelled, number)
        return RebuildPlan(
            path=path,
            counts=tuple(TypeCount(kind, checker.counts[kind]) for kind in LINES if checker.counts[kind]),
            problems=tuple(checker.problems),
            last_ids=checker.last_ids,
            settings=checker.settings,
        )

    def rebuild(self, path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Done:
        """Make the store anew from its JSON lines, as one act: what was set in it gives way to what the file says.

        Ids and UIDs stay what they were, and an id that was given once is not given again. The file is read twice.

        Args:
            progress: Called with the number of lines that were looked at, then anew with those that were written.

        Raises:
            Unreadable: the file cannot be read, or a line of it is wrong; the sentence names the first. Nothing was
                written.
            NeedsDecision: the store holds people already, or `cancelled` said so; nothing was written.
        """
        session = self._session
        whole = WholeStore(session.database)
        _refuse_people(whole, session.database.path, path)
        plan = self.check(path, progress=progress, cancelled=cancelled)
        if plan.problems:
            more = f" There are {len(plan.problems)} such lines or more." if len(plan.problems) > 1 else ""
            raise _unreadable(path, plan.problems[0], more)
        sent = session.ledger.all()
        # Not `session.act`: playbooks that go on must not take what happened long ago for something new.
        with session.journal.act(f"rebuild from {path.name}", session.origin.value, session.clock.now()) as act:
            _refuse_people(whole, session.database.path, path)
            with whole.contradicted(path.name):
                self._write(act, whole, plan, lambda number: _tell(progress, cancelled, number))
            session.ledger.raise_above(sent)
            whole.raise_last_ids({LINES[kind].table: last for kind, last in plan.last_ids.items()})
            self._derive(whole)
        counts = {count.type: count.lines for count in plan.counts}
        words = [counted(counts.get(kind, 0), kind) for kind in ("contact", "organisation", "interaction", "follow-up")]
        return Done(act.kept, f"Rebuilt from {path.name}: {', '.join(words)}.")

    def _write(self, act: Act, whole: WholeStore, plan: RebuildPlan, tell: Progress) -> None:
        is_untouched = whole.is_untouched()
        if not is_untouched:
            whole.clear()
        there = self._session.settings.all()
        for key in sorted({**there, **plan.settings}):
            self._session.settings.set(key, plan.settings.get(key))
        # Ranges tell of ids that never were before. In a store that held others each row is journalled by itself.
        with act.bulk_load() if is_untouched else nullcontext(), _opened(plan.path) as stream:
            for rows in self._portions(stream, plan, tell):
                whole.fill(_COLUMNS, rows)

    def _portions(self, stream: BinaryIO, plan: RebuildPlan, tell: Progress) -> Iterator[dict[str, list[Row]]]:
        """Yield rows by table, some thousands at a time."""
        phone_key = phone_key_for(plan.settings.get("region", ""))
        portion: dict[str, list[Row]] = defaultdict(list)
        number = size = start = 0
        for number, found in enumerate(read_lines(stream), 1):
            if isinstance(found, BadLine):
                raise _unreadable(plan.path, LineProblem(found.line, found.why))
            kind = found.content.get("type")
            if kind not in (HEADER, END, "setting"):
                try:
                    for table, row in LINES[str(kind)].rows(found.content, phone_key):
                        portion[table].append(row)
                        size += 1
                        if table == "blob":
                            size += len(row[1]) * _ROWS_AT_ONCE // _BYTES_AT_ONCE if isinstance(row[1], bytes) else 0
                except (Unfit, KeyError):
                    raise _unreadable(plan.path, LineProblem(found.line, "it was changed meanwhile")) from None
            if size >= _ROWS_AT_ONCE:
                yield portion
                portion, size = defaultdict(list), 0
            if number - start >= _STEP:
                start = number
                tell(number)
        yield portion

    def _derive(self, whole: WholeStore) -> None:
        """Make the derived facts of everybody, some at a time."""
        policy, after = self._session.policy(), 0
        while page := whole.ids("contact", after, _PEOPLE_AT_ONCE):
            self._session.derived.refresh(page, policy)
            after = page[-1]


def _hold_setting(key: str, value: str) -> None:
    """Raise `Unfit` where a setting could not have been set so; unknown ones harm nobody."""
    for spec in SPECS:
        if spec.key == key:
            try:
                fits = spec.read(value if spec.keeps_case else value.casefold()) == value
            except UsageProblem:
                fits = False
            if not fits:
                raise Unfit(f"“{value[:40]}” is no value of the setting {key}")


def _refuse_people(whole: WholeStore, store: Path, path: Path) -> None:
    if whole.has_people():
        raise NeedsDecision(
            f"The store {store} holds people already, and {path.name} is a whole store. Name a new one for it:"
            f" netcrm --db NEW.db import {path}"
        )


def _unreadable(path: Path, problem: LineProblem, more: str = "") -> Unreadable:
    where = f"{path}, line {problem.line}" if problem.line else str(path)
    return Unreadable(f"{where}: {problem.why}. Nothing was written.{more}")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path.is_dir():
        raise Unreadable(f"{path} is a folder. Name the file in it.")
    try:
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None


def _tell(progress: Progress | None, cancelled: Cancelled | None, done: int) -> None:
    if cancelled and cancelled():
        raise NeedsDecision("The rebuilding was cancelled; nothing was written.")
    if progress:
        progress(done)
