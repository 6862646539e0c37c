"""Files coming in and going out of the screens: dialogs before, long work with progress, and what is said after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from netcrm.domain.days import counted
from netcrm.tui.progress import ProgressDialog

if TYPE_CHECKING:
    from netcrm.tui.acting_everywhere import FrameScreen

T = TypeVar("T")


async def import_files(screen: FrameScreen) -> None:
    """Ask which files, show what they would do, write what was ticked, and report."""
    from netcrm.tui.dialogs import ImportDialog, ImportPreviewScreen, ImportReportDialog

    imports = screen.crm.imports
    paths = await screen.ask(ImportDialog(screen.crm))
    if not paths:
        return
    reading = ProgressDialog("Reading and comparing")
    plan = await _during(
        screen,
        reading,
        lambda: imports.plan(paths, progress=reading.progress, cancelled=reading.cancelled),
        writes=False,
    )
    picked = await screen.ask(ImportPreviewScreen(screen.crm, plan))
    if picked is None:
        return
    writing = ProgressDialog("Writing", total=len(picked))
    report = await _during(
        screen,
        writing,
        lambda: imports.apply(plan, picked, progress=writing.progress, cancelled=writing.cancelled),
        writes=True,
    )
    screen.app_.store_changed()
    await screen.ask(ImportReportDialog(report))


async def export_files(screen: FrameScreen) -> None:
    """Ask what goes where, write it, and say how much it was."""
    from netcrm.tui.dialogs import ExportDialog

    choice = await screen.ask(ExportDialog(screen.crm))
    if choice is None:
        return
    writing = ProgressDialog("Writing", can_stop=False)
    exports = screen.crm.exports
    exported = await _during(
        screen, writing, lambda: exports.write(choice.kind, choice.target, choice.options), writes=True
    )
    screen.app_.say(f"Wrote {counted(exported.items, 'item')} to {exported.path}.")


async def _during(screen: FrameScreen, dialog: ProgressDialog, work: Callable[[], T], *, writes: bool) -> T:
    """Do long work while its dialog is shown, and take the dialog away whatever happens."""
    threads = screen.app_.threads
    screen.app_.open(dialog)
    try:
        return await (threads.write(work) if writes else threads.read(work))
    finally:
        dialog.dismiss()
