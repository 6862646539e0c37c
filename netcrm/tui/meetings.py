"""Past meetings of a calendar through the screens: listed, ticked, logged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netcrm.errors import UsageProblem
from netcrm.tui.jobs import act
from netcrm.tui.progress import ProgressDialog, during

if TYPE_CHECKING:
    from netcrm.tui.acting_everywhere import FrameScreen


def calendar_among(paths: Sequence[Path]) -> Path | None:
    """Return the calendar that somebody wants to import; None where the files are others.

    Raises:
        UsageProblem: It is one among several.
    """
    from netcrm.services.meetings import is_calendar_file

    found = next((path for path in paths if is_calendar_file(path)), None)
    if found and len(paths) > 1:
        raise UsageProblem(f"{found.name} is a calendar. Import it alone: its meetings are looked at one by one.")
    return found


async def log_meetings(screen: FrameScreen, path: Path) -> None:
    """List the past meetings of a calendar, and log those whose people were ticked."""
    from netcrm.tui.dialogs.meetings import MeetingsDialog

    meetings = screen.crm.meetings
    reading = ProgressDialog("Reading the calendar", can_stop=False)
    plan = await during(screen, reading, lambda: meetings.plan(path), writes=False)
    if not plan.rows:
        screen.app_.say(f"No past meeting in {plan.file} has somebody whom netcrm knows by mail address.")
        return
    met = await screen.ask(MeetingsDialog(plan, screen.crm.today))
    if met:
        await act(screen.app_, meetings.apply, plan, met)
