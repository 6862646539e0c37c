"""Two people on the screens: asked about in the dialog, then made one, or said to be two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcrm.tui.jobs import act

if TYPE_CHECKING:
    from netcrm.services.values import Done
    from netcrm.tui.acting_everywhere import FrameScreen
    from netcrm.tui.dialogs.merge import MergeAnswer


async def ask_about(screen: FrameScreen, keep_id: int, other_id: int) -> MergeAnswer | None:
    """Show two people field by field; None where the dialog was left.

    Raises:
        NotFound: One of them is gone.
    """
    from netcrm.tui.dialogs.merge import MergeDialog

    return await screen.ask(MergeDialog(screen.crm, keep_id, other_id))


async def decide(screen: FrameScreen, answer: MergeAnswer) -> Done | None:
    """Do what was decided; None where it failed, after saying why."""
    crm = screen.crm
    if answer.plan is None:
        return await act(screen.app_, crm.duplicates.not_same, answer.keep_id, answer.other_id)
    return await act(screen.app_, crm.merging.merge, answer.plan)
