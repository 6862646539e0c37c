"""What keys do about interviews, wherever a person or an interview is selected: steps, the sheet, and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.errors import NothingToDo
from netcrm.tui.jobs import act

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.values import Done
    from netcrm.tui.acting_everywhere import FrameScreen
    from netcrm.tui.interview_steps import InterviewChoice, Step


def interview_with(crm: Crm, contact_id: int) -> Interview:
    """Return the interview with somebody that keys are about: the open one, else the latest, else a new one."""
    there = sorted(crm.contacts.view(contact_id).interviews, key=lambda it: (it.stage.is_open, it.id))
    return there[-1] if there else Interview(0, "", contact_id)


async def ask_step(screen: FrameScreen, interview: Interview, step: Step | None = None) -> None:
    """Ask which step an interview takes, and write it."""
    from netcrm.tui.dialogs.interview import InterviewDialog

    choice = await screen.ask(InterviewDialog(screen.crm, interview, step))
    if choice is not None:
        await take_step(screen, choice)


async def take_step(screen: FrameScreen, choice: InterviewChoice) -> None:
    """Write a step; after one that says it was held, ask what came of it."""
    from netcrm.tui.interview_steps import Step, write_step

    done = await act(screen.app_, write_step, screen.crm, choice)
    if done is not None and choice.step is Step.HELD:
        interview = await screen.app_.threads.read(interview_held, screen.crm, choice.interview)
        await ask_afterwards(screen, interview, done)


def interview_held(crm: Crm, before: Interview) -> Interview:
    """Return the interview that was just held, which before may have been none yet."""
    if before.id and before.stage.is_open:
        return crm.interviews.get(before.id)
    there = crm.contacts.view(before.contact_id).interviews
    return max((it for it in there if it.stage is Stage.HELD), key=lambda it: it.id, default=before)


async def ask_afterwards(
    screen: FrameScreen, interview: Interview, held: Done | None = None, *, from_sheet: bool = False
) -> bool:
    """Ask what came of an interview, and write it in one act; return whether it was said and written.

    Args:
        screen: In front of which it is asked.
        interview: Which; it may not be held yet.
        held: What was just said of holding it; it is said again where the question is left for later.
        from_sheet: Whether the note sheet is what stands in front.
    """
    from netcrm.tui.dialogs.afterwards import AfterwardsDialog, SheetWanted

    app, crm = screen.app_, screen.crm
    sheet = await app.threads.read(crm.interviews.sheet, interview.id)
    answer = await screen.ask(
        AfterwardsDialog(crm, sheet, held.sentence if held else "", can_open_sheet=not from_sheet)
    )
    if isinstance(answer, SheetWanted):
        open_sheet(screen, interview)
    elif answer is not None:
        return await act(app, crm.interviews.afterwards, sheet.line.interview, answer) is not None
    elif held is not None:
        app.say(f"{held.sentence} What came of it can be said later: {app.key_of('afterwards')} in Interviews.")
    return False


def open_sheet(screen: FrameScreen, interview: Interview) -> None:
    """Open the sheet of an interview."""
    from netcrm.tui.screens.note_sheet import NoteSheetScreen

    if not interview.id:
        raise NothingToDo(
            f"There is no interview with this person yet. {screen.app_.key_of('interview')} asks for one,"
            " or says that it was held."
        )
    screen.app_.open(NoteSheetScreen(screen.crm, interview.id))
