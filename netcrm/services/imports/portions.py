"""Files brought in portion by portion, each matched with what the store holds by then: memory is bounded by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from netcrm.domain.draft import CardKind, Draft, Problem
from netcrm.errors import NeedsDecision, Unreadable
from netcrm.formats.importer import Unread
from netcrm.services.imports.applying import apply_cards
from netcrm.services.imports.cards import Card
from netcrm.services.imports.files import InputFile
from netcrm.services.imports.leaving import MAY_BE_LEFT, match_without
from netcrm.services.imports.matching import NETWORK_SITES, Matcher
from netcrm.services.imports.tables import is_mapped_anew, reads_all
from netcrm.services.imports.tally import MOST_PROBLEMS, Tally
from netcrm.services.imports.values import ImportOptions, ImportProblem, Verdict
from netcrm.services.imports.words import problem_line
from netcrm.services.provenance import RECORD, entry_kind
from netcrm.services.session import Session
from netcrm.store.journal import Act

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]
PORTION = 500
"""How many cards are matched and written at once; after each portion progress is told and a wish to cancel heard."""


class PortionWriter:
    """Writes files inside an act, and counts what it does."""

    def __init__(
        self, session: Session, act: Act, options: ImportOptions, tally: Tally, tell: Callable[[int], None]
    ) -> None:
        self._session = session
        self._act = act
        self._options = options
        self._tally = tally
        self._tell = tell
        self._groups: list[tuple[Draft, str]] = []
        """Groups are tags on their members, who may come after them: they are written last."""
        self.seen: set[str] = set()
        """What the cards of network sites are known by."""

    def write(self, inputs: Sequence[InputFile]) -> None:
        """Write every portion of the files.

        Raises:
            Unreadable: a file holds no card at all.
            NeedsDecision: the user wants to stop.
        """
        for file in inputs:
            before = self._tally.cards
            with file.opened() as stream:
                cards = file.importer.cut(stream, file.name)
                while some := list(islice(cards, PORTION)):
                    self._write(self._read(some, file, inputs))
            if self._tally.cards == before:
                raise nobody_in(file)
        self._write(self._groups)

    def _read(self, cards: Sequence[Unread], file: InputFile, inputs: Sequence[InputFile]) -> list[tuple[Draft, str]]:
        """Return what cards say; those whose very bytes a contact holds already are not read."""
        held = {} if reads_all(file, self._options) else self._session.sources.holders([card.digest for card in cards])
        name, tally = file.importer.name, self._tally
        drafts: list[tuple[Draft, str]] = []
        for card in cards:
            outcome = card.read() if card.digest not in held else None
            if isinstance(outcome, Problem) and len(tally.problems) >= MOST_PROBLEMS:
                tally.unlisted += 1
            elif isinstance(outcome, Problem):
                tally.problems.append(problem_line(outcome, inputs))
            elif outcome is None:
                tally.verdicts[Verdict.UNCHANGED] += 1
            else:
                (self._groups if outcome.kind is CardKind.GROUP else drafts).append((outcome, name))
        if name in NETWORK_SITES:
            self.seen.update(card.digest for card in cards)
            self.seen.update(draft.uid for draft, _ in drafts)
        tally.cards += len(cards)
        return drafts

    def _write(self, drafts: Sequence[tuple[Draft, str]]) -> None:
        self._tell(self._tally.cards)
        session, change_set = self._session, self._act.change_set
        chosen = Matcher(session, self._options, change_set=change_set).match(drafts)
        left: list[Card] = []
        may_be_left = {place for place, card in enumerate(chosen) if card.verdict in MAY_BE_LEFT}
        out = {place for place in may_be_left if chosen[place].left_before}
        if out:
            first = chosen
            chosen, places = match_without(
                session,
                self._options,
                drafts,
                out,
                wanted=may_be_left - out,
                decisions={},
                tell=lambda: self._tell(self._tally.cards),
                change_set=change_set,
            )
            left = [first[place] for place in places]
        self._tally.count(chosen, left, apply_cards(session, self._act, chosen, left, lambda _: None))


def brings_something(
    session: Session, inputs: Sequence[InputFile], options: ImportOptions, tell: Callable[[int], None]
) -> bool:
    """Whether there is a card in the files that can be read and that nobody holds yet, or is read another way now."""
    for file in inputs:
        if is_mapped_anew(file, options):
            return True
        with file.opened() as stream:
            cards = file.importer.cut(stream, file.name)
            while some := list(islice(cards, PORTION)):
                tell(0)
                held = session.sources.holders([card.digest for card in some])
                if any(card.digest not in held and isinstance(card.read(), Draft) for card in some):
                    return True
    return False


def telling(progress: Progress | None, cancelled: Cancelled | None) -> Callable[[int], None]:
    """Return what tells how many cards are done, and raises `NeedsDecision` where the user wants to stop."""

    def tell(done: int) -> None:
        if cancelled and cancelled():
            raise NeedsDecision("The import was cancelled; nothing was written.")
        if progress:
            progress(done)

    return tell


def nobody_in(file: InputFile) -> Unreadable:
    """Return the error of a file without a single card."""
    kind = entry_kind(file.importer.name)
    return Unreadable(f"There is no {file.importer.label} {kind} in {file.name}. Choose another file.")


def none_readable(problems: Sequence[ImportProblem]) -> Unreadable:
    """Return the error of files of which no card can be read: it tells the first reason."""
    first = problems[0]
    if first.where.startswith(f"{RECORD} "):
        return Unreadable(f"Nobody could be read in {first.file}: {first.why}")
    return Unreadable(
        f"No card could be read; the first is {first.file}, {first.where}, line {first.line}: {first.why}"
    )
