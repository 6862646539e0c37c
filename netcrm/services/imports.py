"""Files coming in: read, matched and planned first; then, with the user's ticks, applied in one change set."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from netcrm.domain.contact import Details
from netcrm.domain.draft import Draft, Problem
from netcrm.errors import NeedsDecision, Unreadable
from netcrm.formats import SNIFF_LENGTH, importer_for
from netcrm.formats.importer import Importer
from netcrm.paths import likely_import_folders
from netcrm.services.import_apply import apply_cards
from netcrm.services.import_match import Card, Matcher
from netcrm.services.import_values import FoundFile, ImportProblem, ImportReport, PlannedCard, Verdict
from netcrm.services.safety import SafetyService
from netcrm.services.session import Session
from netcrm.services.words import who

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]
_MAY_BE_LEFT = (Verdict.NEW, Verdict.UPDATED, Verdict.LEFT)
"""What a card brings that is not brought in where it is unticked."""
_STEP = 500
"""After how many cards progress is told and a wish to cancel is heard."""


class OnDuplicate(StrEnum):
    """What happens to a card of somebody who is known already."""

    UPDATE = "update"
    SKIP = "skip"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, card by card."""

    files: tuple[str, ...]
    cards: tuple[PlannedCard, ...]
    problems: tuple[ImportProblem, ...]
    read: tuple[Card, ...] = field(repr=False)
    """The cards as they were read and matched, in the order of `cards`."""
    on_duplicate: OnDuplicate
    made_after: int
    """The newest change set when the plan was made: a later one means that the store moved."""

    @property
    def counts(self) -> Counter[Verdict]:
        """How many cards there are of each verdict, unreadable ones included."""
        found = Counter(card.verdict for card in self.cards)
        found[Verdict.PROBLEM] = len(self.problems)
        return found


class ImportService:
    """Plans and applies imports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(
        self,
        paths: Sequence[Path],
        *,
        format: str = "",  # noqa: A002 - the option's own name
        on_duplicate: OnDuplicate = OnDuplicate.UPDATE,
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportPlan:
        """Read the files (`-` is `stdin`) and return what importing them would do; nothing is written.

        Raises:
            Unreadable: a file is missing, a folder, empty, of no known format, or no card in them can be read.
            NeedsDecision: `cancelled` said so.
        """
        readers = [(path, *self._opened(path, format, stdin)) for path in paths]
        drafts: list[tuple[Draft, str]] = []
        problems: list[Problem] = []
        for path, importer, stream, file in readers:
            found = 0
            with _opened_stream(stream, path) as opened:
                for outcome in self._outcomes(importer, opened, file):
                    found += 1
                    if isinstance(outcome, Draft):
                        drafts.append((outcome, importer.name))
                    else:
                        problems.append(outcome)
                    if found % _STEP == 0:
                        _tell(progress, cancelled, len(drafts) + len(problems))
            if not found:
                raise Unreadable(f"There is no {importer.label} card in {file}. Choose another file.")
        if not drafts:
            first = problems[0]
            where = f"{first.place.file}, card {first.place.number}, line {first.place.line}"
            raise Unreadable(f"No card could be read; the first is {where}: {first.why}")
        return self._planned(tuple(r[3] for r in readers), drafts, problems, on_duplicate)

    def _outcomes(self, importer: Importer, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield what each card says; one whose very bytes a contact holds already is not read."""
        cards = importer.cut(stream, file)
        while some := list(islice(cards, _STEP)):
            held = self._session.sources.holder_names([card.digest for card in some])
            for card in some:
                name = held.get(card.digest)
                if name is None:
                    yield card.read()
                else:
                    yield Draft(card.place, Details(name), b"", card.digest, is_unread=True)

    def _opened(self, path: Path, explicit: str, stdin: BinaryIO | None) -> tuple[Importer, BinaryIO | None, str]:
        """Look at the head of a file and return its importer, the stream that is open already, and its name."""
        if str(path) == "-" and stdin is not None:
            held = io.BytesIO(stdin.read())
            return (
                importer_for("standard input", held.getbuffer()[:SNIFF_LENGTH].tobytes(), explicit=explicit),
                held,
                "-",
            )
        if path.is_dir():
            raise Unreadable(f"{path} is a folder. Name the files in it.")
        try:
            with path.open("rb") as stream:
                head = stream.read(SNIFF_LENGTH)
        except FileNotFoundError:
            raise Unreadable(f"There is no file {path}.") from None
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
        return importer_for(str(path), head, explicit=explicit), None, path.name

    def _planned(
        self,
        files: tuple[str, ...],
        drafts: Sequence[tuple[Draft, str]],
        problems: Sequence[Problem],
        on_duplicate: OnDuplicate,
    ) -> ImportPlan:
        session = self._session
        newest = session.journal.newest()
        cards = Matcher(session, on_duplicate.value).match(drafts)
        return ImportPlan(
            files=files,
            cards=tuple(_planned_card(n, card) for n, card in enumerate(cards, 1)),
            problems=tuple(
                ImportProblem(p.place.file, f"card {p.place.number}", p.place.line, p.why) for p in problems
            ),
            read=tuple(cards),
            on_duplicate=on_duplicate,
            made_after=newest,
        )

    def apply(
        self,
        plan: ImportPlan,
        picked: Collection[int] | None = None,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportReport:
        """Write the cards of a plan whose numbers are picked (without any: those that are ticked), in one change set.

        Where the store moved since the plan was made, or a card leans on one that was unticked, the cards are matched
        again inside the transaction.

        Raises:
            NeedsDecision: `cancelled` said so; nothing was written.
        """
        session = self._session
        wanted = {card.number for card in plan.cards if card.ticked} if picked is None else set(picked)
        numbered = list(enumerate(plan.read, 1))
        chosen = [card for n, card in numbered if n in wanted or card.verdict not in _MAY_BE_LEFT]
        left = [card for n, card in numbered if n not in wanted and card.verdict in _MAY_BE_LEFT]
        if session.contacts.count() and any(card.verdict in _MAY_BE_LEFT for card in chosen):
            SafetyService(session).before("import")
        with session.act(f"import {who(plan.files)}") as act:
            has_moved = session.journal.newest(before=act.change_set) != plan.made_after
            if left or has_moved or any(card.verdict is Verdict.LEFT for card in chosen):
                chosen, left = self._matched_again(plan, wanted, progress, cancelled)
            new_ids = apply_cards(session, act, chosen, left, lambda done: _tell(progress, cancelled, done))
            _tell(progress, cancelled, len(chosen))
        verdicts = Counter(card.verdict for card in chosen)
        return ImportReport(
            cards=len(plan.read) + len(plan.problems),
            new=verdicts[Verdict.NEW],
            updated=verdicts[Verdict.UPDATED],
            unchanged=verdicts[Verdict.UNCHANGED],
            left=len(left),
            problems=plan.problems,
            change_set=act.kept,
            new_ids=tuple(new_ids),
        )

    def _matched_again(
        self, plan: ImportPlan, wanted: Collection[int], progress: Progress | None, cancelled: Cancelled | None
    ) -> tuple[list[Card], list[Card]]:
        """Return the cards to write and those to leave, matched with the store as it is now.

        A card that nobody picked, since the plan found nothing new in it, may have leaned on one that is left: then it
        is left as well, and those that leaned on it are looked at once more.
        """
        out = {n for n, card in enumerate(plan.read, 1) if n not in wanted and card.verdict in _MAY_BE_LEFT}
        while True:
            _tell(progress, cancelled, 0)
            numbers = [n for n in range(1, len(plan.read) + 1) if n not in out]
            drafts = [(plan.read[n - 1].draft, plan.read[n - 1].format) for n in numbers]
            chosen = Matcher(self._session, plan.on_duplicate.value, picked=True).match(drafts)
            further = {
                n
                for n, card in zip(numbers, chosen, strict=True)
                if n not in wanted and card.verdict is not Verdict.UNCHANGED
            }
            if not further:
                return chosen, [plan.read[n - 1] for n in sorted(out)]
            out |= further

    def found_files(self, folders: Sequence[Path] | None = None) -> list[FoundFile]:
        """Return the files in the usual folders that can be imported, newest first."""
        from netcrm.formats import importers

        suffixes = {suffix: importer.name for importer in importers() for suffix in importer.suffixes}
        found = []
        for folder in folders if folders is not None else likely_import_folders():
            for path in _files_in(folder):
                kind = suffixes.get(path.suffix.casefold())
                if kind and (stat := _stat_of(path)):
                    found.append(FoundFile(path, kind, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC)))
        return sorted(found, key=lambda file: file.modified, reverse=True)


def _files_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []  # a folder that is not there or not ours to read has nothing to offer


def _stat_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None  # it went away meanwhile


@contextmanager
def _opened_stream(stream: BinaryIO | None, path: Path) -> Iterator[BinaryIO]:
    try:
        with stream or path.open("rb") as opened:
            yield opened
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None


def _tell(progress: Progress | None, cancelled: Cancelled | None, done: int) -> None:
    if cancelled and cancelled():
        raise NeedsDecision("The import was cancelled; nothing was written.")
    if progress:
        progress(done)


def _planned_card(number: int, card: Card) -> PlannedCard:
    draft = card.draft
    return PlannedCard(
        number=number,
        file=draft.place.file,
        place=draft.place.number,
        line=draft.place.line,
        name=draft.details.name.display,
        organisation=draft.details.positions[0].organisation if draft.details.positions else "",
        verdict=card.verdict,
        contact_id=card.contact_id,
        changes=card.changes,
        perhaps=card.perhaps,
        warnings=draft.warnings,
        ticked=not card.left_before,
    )
