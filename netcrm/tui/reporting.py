"""A report from the screens: of what and where to, then all of it to look at, then the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcrm.tui.acting_everywhere import FrameScreen


async def report(screen: FrameScreen) -> None:
    """Ask what the report is about, show the whole of it, and write it; escape there leads back to the questions."""
    from netcrm.tui.dialogs.report import ReportDialog
    from netcrm.tui.dialogs.report_preview import ReportPreviewScreen

    reports, threads = screen.crm.reports, screen.app_.threads
    choice = await screen.ask(ReportDialog(screen.crm))
    while choice is not None:
        made = await threads.read(reports.make, choice.wish)
        if await screen.ask(ReportPreviewScreen(made, choice.target)):
            screen.app_.say(await threads.write(reports.write, made, choice.form, choice.target))
            return
        choice = await screen.ask(ReportDialog(screen.crm, choice))
