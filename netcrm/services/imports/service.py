"""Files coming in: read, matched and planned first; then, with the user's ticks, applied in one change set.

Where nobody wants to look first, a file is brought in without a plan: portion by portion, each matched with what the
store holds by then, inside one transaction. Memory is bounded by a portion, not by the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from netcrm.domain.columns import ColumnMapping, TableView
from netcrm.domain.contact import Details
from netcrm.domain.draft import Draft, Problem
from netcrm.errors import UsageProblem
from netcrm.services.imports.applying import apply_cards
from netcrm.services.imports.cards import Card
from netcrm.services.imports.congratulating import lay_down_congratulations
from netcrm.services.imports.files import InputFile, found_files, input_files
from netcrm.services.imports.leaving import MAY_BE_LEFT, match_without
from netcrm.services.imports.matching import NETWORK_SITES, Matcher
from netcrm.services.imports.portions import (
    PORTION,
    Cancelled,
    PortionWriter,
    Progress,
    brings_something,
    nobody_in,
    none_readable,
    telling,
)
from netcrm.services.imports.tables import example, layouts, read_map, reads_all, table_view
from netcrm.services.imports.tally import Tally
from netcrm.services.imports.touches import last_day
from netcrm.services.imports.values import (
    AS_USUAL,
    Answer,
    Decision,
    FoundFile,
    ImportOptions,
    ImportProblem,
    ImportReport,
    PlannedCard,
    Vanished,
    Verdict,
)
from netcrm.services.imports.words import planned_card, problem_line, safe_raw
from netcrm.services.safety import SafetyService
from netcrm.services.session import Session
from netcrm.services.words import who


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, card by card."""

    files: tuple[str, ...]
    cards: tuple[PlannedCard, ...]
    problems: tuple[ImportProblem, ...]
    vanished: tuple[Vanished, ...]
    read: tuple[Card, ...] = field(repr=False)
    """The cards as they were read and matched, in the order of `cards`."""
    layouts: tuple[str, ...] = field(repr=False)
    """The layouts of tables that the user's mapping is to be remembered for."""
    options: ImportOptions
    made_after: int
    """The newest change set when the plan was made: a later one means that the store moved."""

    @property
    def asks(self) -> bool:
        """Whether there are people whom a file merely knows of: they come in only where somebody picks them."""
        return any(card.draft.only_if_asked and card.verdict is Verdict.NEW for card in self.read)

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
        options: ImportOptions = AS_USUAL,
        *,
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportPlan:
        """Read the files (`-` is `stdin`) and return what importing them would do; nothing is written.

        Raises:
            Unreadable: a file is missing, a folder, empty, of no known format, or no card in them can be read.
            UsageProblem: the options' `last_contact` is no date.
            NeedsDecision: `cancelled` said so.
        """
        session = self._session
        last_day(options.last_contact, session.today)
        with input_files(session, paths, options, stdin) as inputs:
            return self._plan(inputs, options, progress, cancelled)

    def _plan(
        self,
        inputs: Sequence[InputFile],
        options: ImportOptions,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> ImportPlan:
        session, tell = self._session, telling(progress, cancelled)
        drafts: list[tuple[Draft, str]] = []
        problems: list[Problem] = []
        for file in inputs:
            found = 0
            with file.opened() as stream:
                for outcome in self._outcomes(file, stream, options):
                    found += 1
                    if isinstance(outcome, Draft):
                        drafts.append((outcome, file.importer.name))
                    else:
                        problems.append(outcome)
                    if found % PORTION == 0:
                        tell(len(drafts) + len(problems))
            if not found:
                raise nobody_in(file)
        if not drafts:
            raise none_readable([problem_line(problem, inputs) for problem in problems[:1]])
        newest = session.journal.newest()
        cards = Matcher(session, options).match(drafts)
        return ImportPlan(
            files=tuple(file.name for file in inputs),
            cards=tuple(planned_card(number, card) for number, card in enumerate(cards, 1)),
            problems=tuple(problem_line(problem, inputs) for problem in problems),
            vanished=self._vanished(inputs, {known for draft, _ in drafts for known in (draft.uid, draft.digest)}),
            read=tuple(cards),
            layouts=layouts(session, inputs) if options.mapping else (),
            options=options,
            made_after=newest,
        )

    def _outcomes(self, file: InputFile, stream: BinaryIO, options: ImportOptions) -> Iterator[Draft | Problem]:
        """Yield what each card says; one whose very bytes a contact holds already is not read."""
        cards = file.importer.cut(stream, file.name)
        reads_again = reads_all(file, options)
        while some := list(islice(cards, PORTION)):
            held = {} if reads_again else self._session.sources.holder_names([card.digest for card in some])
            for card in some:
                name = held.get(card.digest)
                if name is None:
                    yield card.read()
                else:
                    yield Draft(card.place, Details(name), b"", card.digest, is_unread=True)

    def apply(
        self,
        plan: ImportPlan,
        picked: Collection[int] | None = None,
        *,
        decisions: Mapping[int, Decision] | None = None,
        congratulate: bool = False,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportReport:
        """Write the cards of a plan whose numbers are picked (without any: those that are ticked), in one change set.

        Where the store moved since the plan was made, a card leans on one that was unticked, or the user decided who
        somebody is, the cards are matched again inside the transaction.

        Args:
            plan: What is to be written.
            picked: The numbers of the cards that come in.
            decisions: By the number of a card, what the user says of somebody who is perhaps there.
            congratulate: Whether those who changed employer get a follow-up to congratulate them.
            progress: Is told how many cards are written.
            cancelled: Whether the user wants to stop.

        Raises:
            NeedsDecision: `cancelled` said so; nothing was written.
        """
        session, tell = self._session, telling(progress, cancelled)
        said = dict(decisions or {})
        wanted = {card.number for card in plan.cards if card.ticked} if picked is None else set(picked)
        wanted -= {number for number, decision in said.items() if decision.answer is Answer.SKIP}
        numbered = list(enumerate(plan.read, 1))
        chosen = [card for n, card in numbered if n in wanted or card.verdict not in MAY_BE_LEFT]
        left = [card for n, card in numbered if n not in wanted and card.verdict in MAY_BE_LEFT]
        self._back_up(any(card.verdict in MAY_BE_LEFT for card in chosen))
        tally = Tally(cards=len(plan.read) + len(plan.problems), problems=list(plan.problems))
        with session.act(f"import {who(plan.files)}") as act:
            has_moved = session.journal.newest(before=act.change_set) != plan.made_after
            if left or has_moved or said or any(card.verdict is Verdict.LEFT for card in chosen):
                chosen, places = match_without(
                    session,
                    plan.options,
                    [(card.draft, card.format) for card in plan.read],
                    {n - 1 for n, card in numbered if n not in wanted and card.verdict in MAY_BE_LEFT},
                    wanted={n - 1 for n in wanted},
                    decisions={n - 1: decision for n, decision in said.items()},
                    tell=lambda: tell(0),
                )
                left = [plan.read[place] for place in places]
            with act.bulk_load():
                written = apply_cards(session, act, chosen, left, tell)
            tally.count(chosen, left, written)
            self._finish(plan.layouts, plan.options, tally, congratulate=congratulate)
            tell(len(chosen))
        return tally.report(act, plan.vanished)

    def bring_in_or_plan(
        self,
        paths: Sequence[Path],
        options: ImportOptions = AS_USUAL,
        *,
        congratulate: bool = False,
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportReport | ImportPlan:
        """Bring files in as `bring_in` does; where people have to be picked first, return the plan instead.

        Raises:
            Unreadable: a file is missing, a folder, empty, of no known format, or no card in them can be read.
            UsageProblem: the options' `last_contact` is no date.
            NeedsDecision: `cancelled` said so.
        """
        session = self._session
        last_day(options.last_contact, session.today)
        with input_files(session, paths, options, stdin) as inputs:
            if any(file.is_picked for file in inputs):
                return self._plan(inputs, options, progress, cancelled)
            return self._bring_in(inputs, options, congratulate, progress, cancelled)

    def bring_in(
        self,
        paths: Sequence[Path],
        options: ImportOptions = AS_USUAL,
        *,
        congratulate: bool = False,
        stdin: BinaryIO | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> ImportReport:
        """Bring files in as a plan with its own ticks would, but without making one: in portions, in one change set.

        Raises:
            Unreadable: a file is missing, a folder, empty, of no known format, or no card in them can be read.
            UsageProblem: the options' `last_contact` is no date.
            NeedsDecision: `cancelled` said so; nothing was written.
        """
        session = self._session
        last_day(options.last_contact, session.today)
        with input_files(session, paths, options, stdin) as inputs:
            return self._bring_in(inputs, options, congratulate, progress, cancelled)

    def _bring_in(
        self,
        inputs: Sequence[InputFile],
        options: ImportOptions,
        congratulate: bool,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> ImportReport:
        session = self._session
        tell = telling(progress, cancelled)
        self._back_up(bool(session.contacts.count()) and brings_something(session, inputs, options, tell))
        tally = Tally()
        with session.act(f"import {who([file.name for file in inputs])}") as act:
            writer = PortionWriter(session, act, options, tally, tell)
            with act.bulk_load():
                writer.write(inputs)
            if tally.cards == len(tally.problems) + tally.unlisted:
                raise none_readable(tally.problems)
            tables = layouts(session, inputs) if options.mapping else ()
            self._finish(tables, options, tally, congratulate=congratulate)
            vanished = self._vanished(inputs, writer.seen)
        return tally.report(act, vanished)

    def _back_up(self, writes: bool) -> None:
        if writes and self._session.contacts.count():
            SafetyService(self._session).before("import")

    def _finish(self, tables: Sequence[str], options: ImportOptions, tally: Tally, *, congratulate: bool) -> None:
        """Do what follows from an import, inside its act."""
        if options.mapping:
            for layout in tables:
                self._session.column_mappings.keep(layout, options.mapping, self._session.today)
        if congratulate:
            lay_down_congratulations(self._session, tally.moved)

    def _vanished(self, inputs: Sequence[InputFile], seen: Collection[str]) -> tuple[Vanished, ...]:
        """Return who came from an earlier export of a network site and is not in the ones at hand."""
        formats = sorted({file.importer.name for file in inputs} & NETWORK_SITES)
        sources = self._session.sources
        gone = sources.missing_from(formats, seen) if formats else []
        contacts = self._session.contacts.load(gone)
        return tuple(Vanished(i, contacts[i].name, contacts[i].organisation) for i in gone if i in contacts)

    def table(self, path: Path, *, format: str = "") -> TableView | None:  # noqa: A002 - the option's own name
        """Return the columns of a table of people with what they are taken for; None where a file is none.

        Raises:
            Unreadable: the file is missing, a folder, empty, or of no known format.
        """
        with input_files(self._session, [path], ImportOptions(format=format), None) as inputs:
            return table_view(self._session, inputs[0])

    def example(self, view: TableView, mapping: ColumnMapping) -> str:
        """Return what the first row of a table would be under a mapping, on one line; or why it would be nobody."""
        return example(view, mapping)

    def read_map(self, paths: Sequence[Path], text: str, *, format: str = "") -> ColumnMapping:  # noqa: A002
        """Return the mapping that `Full name=name,Mail=email` says of the first table of `paths`.

        Raises:
            UsageProblem: there is no table, or the text names no column or no field of it.
            Unreadable: a file is missing, a folder, empty, or of no known format.
        """
        for path in paths:
            if str(path) == "-" or path.is_fifo():
                raise UsageProblem("--map looks at a table before it is read: save it in a file, and name that.")
            view = self.table(path, format=format)
            if view is not None:
                return read_map(text, view)
        raise UsageProblem("There is no table to map the columns of; --map is for CSV files.")

    def raw(self, plan: ImportPlan, number: int) -> str:
        """Return the text of a card as it stands in the file, safe to show, cut off where it is very long."""
        draft = plan.read[number - 1].draft
        raws = (entry.raw or self._session.sources.bytes_of(entry.digest) or b"" for entry in draft.entries)
        return safe_raw(b"\n".join(raws))

    def found_files(self, folders: Sequence[Path] | None = None) -> list[FoundFile]:
        """Return the files in the usual folders that can be imported, newest first."""
        return found_files(folders)
