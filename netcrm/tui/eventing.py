"""What the screens do with an event, wherever it is chosen: conference mode, the day sheet, and what follows it."""

from __future__ import annotations

from netcrm.domain.days import counted, long_day
from netcrm.domain.events.event import Event
from netcrm.errors import NothingToDo
from netcrm.services.events.values import AfterPlan
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.jobs import act

_MOST_NAMED = 6


async def open_conference(screen: FrameScreen, event_id: int) -> None:
    """Open conference mode, where the event has begun."""
    from netcrm.tui.screens.conference import ConferenceScreen

    app = screen.app_
    day = await app.threads.read(screen.crm.events.conference_day, event_id)
    app.open(ConferenceScreen(screen.crm, event_id, day))


async def open_present_conference(screen: FrameScreen) -> None:
    """Open conference mode at the event that goes on, or was over last."""
    line = await screen.app_.threads.read(screen.crm.events.now)
    if line is None:
        raise NothingToDo(f"No event is near. {screen.app_.key_of('events')} shows them all.")
    await open_conference(screen, line.event.id)


async def write_sheet(screen: FrameScreen, event: Event) -> None:
    """Ask for days and file, and write the day sheet."""
    from netcrm.tui.dialogs.asking import ConfirmDialog
    from netcrm.tui.dialogs.event import SheetDialog

    app, events = screen.app_, screen.crm.events
    sheet = await app.threads.read(events.day_sheet, event.id)
    choice = await screen.ask(SheetDialog(screen.crm, event, [day.on for day in sheet.days]))
    if choice is None:
        return
    is_there = choice.path.exists()
    if is_there and not await screen.ask(
        ConfirmDialog("Write over it?", f"{choice.path} is there already.", "Write over")
    ):
        return
    app.say(await app.threads.write(events.write_sheet, event.id, choice.path, choice.days, force=is_there))


async def follow_up(screen: FrameScreen, event: Event) -> None:
    """Show what the conference playbook would do with everybody met, and start it: one act."""
    from netcrm.tui.dialogs.asking import ConfirmDialog
    from netcrm.tui.dialogs.clash import ClashDialog

    events = screen.crm.events
    plan = await screen.app_.threads.read(events.plan_after, event.id)
    clash = None
    if plan.preview.running:
        clash = await screen.ask(ClashDialog(plan.preview.running))
        if clash is None:
            return
    title = f"Follow up on everybody met at {event.name}?"
    if await screen.ask(ConfirmDialog(title, after_words(plan, screen), "Start")):
        await act(screen.app_, events.after, event.id, on=plan.on, clash=clash)


def after_words(plan: AfterPlan, screen: FrameScreen) -> str:
    """Return what the playbook would do: with whom, on which days, and who is left out."""
    today, preview = screen.crm.today, plan.preview
    count = len(preview.people)
    whom = "1 person" if count == 1 else f"{count} people"
    lines = [f"{preview.title} with {whom}, counted from {long_day(plan.on, today)}:"]
    if preview.people:
        lines += [f"  {step.when}: {step.title}" for step in preview.people[0].steps] if count == 1 else []
        days = dict.fromkeys(step.on for it in preview.people for step in it.steps if step.on)
        lines += [] if count == 1 else [f"  notes due {', '.join(long_day(day, today) for day in days)}"]
        names = [it.name for it in preview.people[:_MOST_NAMED]]
        more = f" and {count - _MOST_NAMED} more" if count > _MOST_NAMED else ""
        lines.append(f"  {', '.join(names)}{more}")
    lines += [f"Left out: {it.name} {it.why}." for it in preview.refused]
    if plan.done_already:
        lines.append(f"{counted(plan.done_already, 'other')} met there followed up already.")
    return "\n".join(lines)
