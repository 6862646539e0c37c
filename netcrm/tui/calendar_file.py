"""The calendar file of the screens: written anew a moment after acts and when they are left, and asked about once."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from netcrm.errors import NetcrmError, UsageProblem
from netcrm.tui.jobs import background, tell_done

if TYPE_CHECKING:
    from textual.timer import Timer

    from netcrm.services.crm import Crm
    from netcrm.services.values import Done
    from netcrm.tui.acting_everywhere import FrameScreen
    from netcrm.tui.app import NetcrmApp
    from netcrm.tui.dialogs.kept_file import KeptFileChoice

SOON_SECONDS = 2.0
"""How long after an act the file is written: of several acts in a row, once."""
LONGEST_SECONDS = 10.0
"""How long leaving the screens waits for the file."""


class CalendarFileKeeper:
    """Writes the file after acts."""

    def __init__(self, app: NetcrmApp) -> None:
        self._app = app
        self._timer: Timer | None = None
        self._told = ""
        """The failure that was told last: the same one is not told after each act."""

    def changed(self) -> None:
        """Write the file soon, when nothing more has changed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(SOON_SECONDS, self._begin)

    def _begin(self) -> None:
        background(self._app, "calendar-file", self._refresh)

    async def _refresh(self) -> None:
        try:
            await self._app.threads.write(self._app.crm.calendar_file.refresh)
        except NetcrmError as problem:
            if str(problem) != self._told:
                self._told = str(problem)
                raise
        else:
            self._told = ""


def refresh_at_end(crm: Crm) -> None:
    """Write the file once more when the screens are gone; what goes wrong is said on stderr.

    A disk that does not answer must not keep the terminal: after a while the writing is left to the next act.
    """
    said: list[str] = []
    ended = threading.Event()

    def refresh() -> None:
        try:
            with crm.connection():
                crm.calendar_file.refresh()
        except NetcrmError as problem:
            said.append(str(problem))
        finally:
            ended.set()

    if crm.calendar_file.settings().path is None:
        return
    threading.Thread(target=refresh, name="calendar-file", daemon=True).start()
    if not ended.wait(LONGEST_SECONDS):
        said.append("The calendar file takes long to be rewritten, and was left as it is until the next act.")
    for sentence in said:
        print(f"netcrm: {sentence}", file=sys.stderr)


def asks_before_leaving(app: NetcrmApp) -> bool:
    """Whether leaving is the moment to ask: something was done, something is due, and nobody has asked yet."""
    return app.crm.has_acted and app.crm.calendar_file.is_to_be_asked()


async def ask_before_leaving(screen: FrameScreen) -> None:
    """Ask; whoever leaves the question is asked later."""
    await _ask(screen, None, is_once=True)


async def ask_after_export(screen: FrameScreen, written: Path, news: str) -> None:
    """Ask whether a calendar that was just written is to be kept up to date, and say the news of it."""
    undated = written.with_name(written.name.replace(f"-{screen.crm.today.isoformat()}", ""))
    await _ask(screen, undated, is_once=True, news=news)


async def choose(screen: FrameScreen) -> None:
    """Ask because the user wants to be asked; leaving the question changes nothing.

    Raises:
        UsageProblem: the sample network keeps none.
    """
    if screen.crm.is_demo:
        raise UsageProblem("The sample network keeps no calendar file. Your own store does, if you like.")
    await _ask(screen, None, is_once=False)


async def _ask(screen: FrameScreen, offered: Path | None, *, is_once: bool, news: str = "") -> None:
    from netcrm.tui.dialogs.kept_file import KeptFileAnswer, KeptFileChoice, KeptFileDialog

    choice = await screen.ask(KeptFileDialog(screen.crm, offered, news=news))
    if choice is None:
        if not is_once:
            return
        choice = KeptFileChoice(KeptFileAnswer.LATER)
    tell_done(screen.app_, await screen.app_.threads.write(_do, screen.crm, choice))


def _do(crm: Crm, choice: KeptFileChoice) -> Done:
    from netcrm.tui.dialogs.kept_file import KeptFileAnswer

    if choice.path is not None:
        return crm.calendar_file.keep(choice.path, choice.five_minutes)
    return crm.calendar_file.decline() if choice.answer is KeptFileAnswer.NO else crm.calendar_file.put_off()
