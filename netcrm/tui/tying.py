"""What keys do about ties, wherever a person is selected: introductions, relations, mentors, successions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcrm.tui.jobs import act

if TYPE_CHECKING:
    from netcrm.tui.acting_everywhere import FrameScreen


async def introduce(screen: FrameScreen, contact_id: int) -> None:
    """Ask how far an introduction got, and write it."""
    from netcrm.tui.dialogs.introduction import IntroductionDialog, write_introduction

    choice = await screen.ask(IntroductionDialog(screen.crm, contact_id))
    if choice is not None:
        await act(screen.app_, write_introduction, screen.crm, choice)


async def relate(screen: FrameScreen, contact_id: int) -> None:
    """Ask what somebody is to whom, and write it."""
    from netcrm.tui.dialogs.relation import RelationDialog, write_relation

    choice = await screen.ask(RelationDialog(screen.crm, contact_id))
    if choice is not None:
        await act(screen.app_, write_relation, screen.crm, choice)


async def mentor(screen: FrameScreen, contact_id: int) -> None:
    """Show somebody as the user's mentor, and write down what is new."""
    from netcrm.tui.dialogs.mentor import MentorDialog, write_mentor

    choice = await screen.ask(MentorDialog(screen.crm, contact_id))
    if choice is not None:
        await act(screen.app_, write_mentor, screen.crm, choice)


async def succeed(screen: FrameScreen, contact_id: int) -> None:
    """Ask who takes over from somebody, show what moves, and move it."""
    from netcrm.tui.dialogs.succession import SuccessionDialog, hand_over

    choice = await screen.ask(SuccessionDialog(screen.crm, contact_id))
    if choice is not None:
        await act(screen.app_, hand_over, screen.crm, choice)
