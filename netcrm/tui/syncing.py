"""Sync from the screens: asks for folders once, looks, and shows what others did, where they did anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from netcrm.errors import FolderEmptied, StoreProblem
from netcrm.services.values import Done
from netcrm.tui.jobs import tell_done
from netcrm.tui.progress import ProgressDialog, during
from netcrm.tui.sentences import for_screens

if TYPE_CHECKING:
    from netcrm.domain.proposals import Decision
    from netcrm.services.crm import Crm
    from netcrm.services.sync.values import SyncReport, SyncRequest
    from netcrm.tui.acting_everywhere import FrameScreen


async def sync(screen: FrameScreen) -> None:
    """Sync the folders of last time; the first time, ask which.

    Raises:
        StoreProblem: a folder vanished, or cannot be used.
    """
    requests = await screen.app_.threads.read(screen.crm.sync.folders)
    if not requests:
        await choose_folders(screen)
        return
    try:
        await _sync(screen, requests)
    except StoreProblem as problem:
        raise StoreProblem(f"{problem} “Sync folders” in the palette names other folders.") from None


async def choose_folders(screen: FrameScreen) -> None:
    """Ask for the folders in place of those of last time, and sync them."""
    from netcrm.services.sync.values import SyncRequest
    from netcrm.tui.dialogs.sync_folders import SyncFoldersDialog

    crm, threads = screen.crm, screen.app_.threads
    known = await threads.read(crm.sync.folders)
    request = await screen.ask(SyncFoldersDialog(crm, known[0] if known else SyncRequest()))
    if request is None:
        return
    others = [it for it in known if (it.folder, it.cards) != (request.folder, request.cards)]
    for other in others:
        await threads.write(crm.sync.leave_off, other)
    await _sync(screen, (request,))


async def _sync(screen: FrameScreen, requests: Sequence[SyncRequest]) -> None:
    """Look; show what there is to decide or to know, and where there is nothing, write at once."""
    from netcrm.tui.screens.sync import SyncScreen

    looked = [await _look(screen, request) for request in requests]
    found = [it for it in looked if it is not None]
    if any(report.proposals or report.problems for _, report in found):
        screen.app_.open(SyncScreen(screen.crm, found))
    elif found:
        tell_done(screen.app_, await write(screen, [request for request, _ in found], {}))


async def _look(screen: FrameScreen, request: SyncRequest) -> tuple[SyncRequest, SyncReport] | None:
    """Look into the folders of a request; where one was emptied, ask whether it is to be written again."""
    from netcrm.tui.dialogs import ConfirmDialog

    sync = screen.crm.sync

    def progress() -> ProgressDialog:
        return ProgressDialog("Looking into the folders", can_stop=False)

    try:
        return request, await during(screen, progress(), lambda: sync.look(request), writes=False)
    except FolderEmptied as problem:
        why = for_screens(str(problem), screen.app_.key_of)
        if not await screen.ask(ConfirmDialog("Write the folder again?", why, "Start anew")):
            return None
    anew = replace(request, start_anew=True)
    return anew, await during(screen, progress(), lambda: sync.look(anew), writes=False)


def look(crm: Crm, requests: Sequence[SyncRequest]) -> tuple[SyncReport, ...]:
    """Return what others did in the folders."""
    return tuple(crm.sync.look(request) for request in requests)


async def write(screen: FrameScreen, requests: Sequence[SyncRequest], decisions: Mapping[str, Decision]) -> Done:
    """Do what was decided, write the folders, and return what that came to."""

    def run() -> Done:
        reports = [screen.crm.sync.run(request, decisions) for request in requests]
        acts = [report.change_set for report in reports if report.change_set is not None]
        told = [it for it in reports if it.change_set or it.written or it.removed or it.left] or reports[:1]
        return Done(acts[-1] if acts else None, " ".join(report.message for report in told))

    return await during(screen, ProgressDialog("Writing the folders", can_stop=False), run, writes=True)
