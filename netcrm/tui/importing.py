"""Files coming in and going out of the screens: dialogs before, long work with progress, and what is said after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from netcrm.domain.columns import ColumnMapping, TableView, Target
from netcrm.domain.days import counted
from netcrm.errors import Unreadable, UsageProblem
from netcrm.services.imports.values import ImportOptions
from netcrm.tui import calendar_file
from netcrm.tui.jobs import take_back
from netcrm.tui.meetings import calendar_among, log_meetings
from netcrm.tui.progress import ProgressDialog, during

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.imports.service import ImportPlan
    from netcrm.tui.acting_everywhere import FrameScreen
    from netcrm.tui.dialogs import GoBack, ImportChoice, Offered

T = TypeVar("T")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of an import, looked at before they are read."""

    paths: tuple[Path, ...]
    tables: tuple[TableView, ...]
    """Of those that are tables."""
    has_archive: bool
    """Whether one is an archive of a network site, with messages in it."""

    @property
    def table(self) -> TableView | None:
        """The one table whose columns may be said: of several, where all have the same columns."""
        return self.tables[0] if len({table.layout for table in self.tables}) == 1 else None

    @property
    def unknown(self) -> TableView | None:
        """A table whose columns must be looked at, since nobody knows or said what they mean."""
        return next((table for table in self.tables if not (table.layout_name or table.is_remembered)), None)

    def offered(self, mapping: ColumnMapping | None) -> Offered:
        """Return which options concern these files."""
        from netcrm.tui.dialogs import Offered

        mappings = [mapping] if mapping else [table.proposed for table in self.tables]
        dated = any(column.target is Target.CONNECTED_ON for it in mappings for column in it.columns)
        return Offered(messages=self.has_archive, connected=self.has_archive or dated)


async def import_files(screen: FrameScreen) -> None:
    """Ask which files, what their columns mean, show what they would do, write what was ticked, and report."""
    from netcrm.tui.dialogs import ImportDialog, ImportReportDialog

    paths = await screen.ask(ImportDialog(screen.crm))
    if not paths:
        return
    if calendar := await screen.app_.threads.read(calendar_among, paths):
        await log_meetings(screen, calendar)
        return
    inputs = await screen.app_.threads.read(look_at, screen.crm, paths)
    chosen = await _choose(screen, inputs)
    if chosen is None:
        return
    plan, choice = chosen
    writing = ProgressDialog("Writing", total=len(choice.picked))
    report = await during(
        screen,
        writing,
        lambda: screen.crm.imports.apply(
            plan,
            choice.picked,
            decisions=choice.decisions,
            congratulate=choice.congratulate,
            progress=writing.progress,
            cancelled=writing.cancelled,
        ),
        writes=True,
    )
    screen.app_.store_changed()
    if await screen.ask(ImportReportDialog(report)) and report.change_set is not None:
        await take_back(screen.app_, report.change_set)


def look_at(crm: Crm, paths: Sequence[Path]) -> Inputs:
    """Look at the heads of the files.

    Raises:
        Unreadable: One is missing, of no known format, or a table without rows.
        UsageProblem: There are tables of different columns, and somebody has to say what those of one mean.
    """
    found = [crm.imports.table(path) for path in paths]
    empty = next((table.file for table in found if table and not table.samples), "")
    if empty:
        raise Unreadable(f"There is no row of people in {empty}; choose another file, or export it again.")
    inputs = Inputs(tuple(paths), tuple(table for table in found if table), any(_is_archive(path) for path in paths))
    if inputs.unknown and inputs.table is None:
        raise UsageProblem(
            f"The columns of {inputs.unknown.file} are not known yet, and the other tables have different ones:"
            " import it alone first."
        )
    return inputs


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_ZIP)) == _ZIP
    except OSError:
        return False  # whoever reads it says what is wrong with it


async def _choose(screen: FrameScreen, inputs: Inputs) -> tuple[ImportPlan, ImportChoice] | None:
    """Ask for columns, options and ticks, back and forth, until all is decided; None where it was left."""
    from netcrm.tui.dialogs import GoBack, ImportOptionsDialog

    options = ImportOptions()
    if inputs.unknown:
        mapping = await _ask_columns(screen, inputs.unknown, None)
        if mapping is None:
            return None
        options = replace(options, mapping=mapping)
    offered = inputs.offered(options.mapping)
    asks: GoBack | None = GoBack.OPTIONS if offered.is_worth_asking else None
    while True:
        if asks is GoBack.OPTIONS:
            offered = inputs.offered(options.mapping)
            said = await screen.ask(ImportOptionsDialog(screen.crm, offered, options))
            options = said or options
        plan, options = await _plan(screen, inputs, options)
        if plan is None:
            return None
        answer = await _preview(screen, inputs, plan)
        if answer is None:
            return None
        if not isinstance(answer, GoBack):
            return plan, answer
        asks = answer
        if asks is GoBack.COLUMNS and inputs.table:
            mapping = await _ask_columns(screen, inputs.table, options.mapping)
            options = replace(options, mapping=mapping or options.mapping)


async def _plan(screen: FrameScreen, inputs: Inputs, options: ImportOptions) -> tuple[ImportPlan | None, ImportOptions]:
    """Read and match; where nobody can be read by what the user said of the columns, ask for these again."""
    while True:
        reading = ProgressDialog("Reading and comparing")
        try:
            plan = await during(screen, reading, partial(_read, screen, inputs, options, reading), writes=False)
        except Unreadable as problem:
            if options.mapping is None or inputs.table is None:
                raise
            mapping = await _ask_columns(screen, inputs.table, options.mapping, problem=str(problem))
            if mapping is None:
                return None, options
            options = replace(options, mapping=mapping)
        else:
            return plan, options


def _read(screen: FrameScreen, inputs: Inputs, options: ImportOptions, dialog: ProgressDialog) -> ImportPlan:
    return screen.crm.imports.plan(inputs.paths, options, progress=dialog.progress, cancelled=dialog.cancelled)


async def _ask_columns(
    screen: FrameScreen, table: TableView, now: ColumnMapping | None, *, problem: str = ""
) -> ColumnMapping | None:
    """Ask what the columns of a table mean."""
    from netcrm.tui.dialogs import ColumnMappingScreen

    def example(mapping: ColumnMapping) -> str:
        return screen.crm.imports.example(table, mapping)

    return await screen.ask(ColumnMappingScreen(table, example, mapping=now, problem=problem))


async def _preview(screen: FrameScreen, inputs: Inputs, plan: ImportPlan) -> ImportChoice | GoBack | None:
    """Show what would happen."""
    from netcrm.tui.dialogs import ImportPreviewScreen

    def raw(number: int) -> str:
        with screen.crm.connection():
            return screen.crm.imports.raw(plan, number)

    return await screen.ask(ImportPreviewScreen(plan, raw=raw, can_map=inputs.table is not None))


async def export_files(screen: FrameScreen) -> None:
    """Ask what goes where, write it, and say how much it was."""
    from netcrm.tui.dialogs import ExportDialog

    choice = await screen.ask(ExportDialog(screen.crm))
    if choice is None:
        return
    writing = ProgressDialog("Writing", can_stop=False)
    exports = screen.crm.exports
    exported = await during(
        screen, writing, lambda: exports.write(choice.kind, choice.target, choice.options), writes=True
    )
    written = f"Wrote {counted(exported.items, 'item')} to {exported.path}."
    if choice.is_whole_calendar and screen.crm.calendar_file.is_to_be_asked():
        await calendar_file.ask_after_export(screen, choice.target, written)
    else:
        screen.app_.say(written)
