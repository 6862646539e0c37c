"""What keys do on every screen: add, import, export, undo, redo, find, help, and the way between screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.screen import Screen

from netcrm.errors import NeedsDecision, NothingToDo
from netcrm.services.values import Done, Origin
from netcrm.tui import calendar_file, importing, reporting, syncing
from netcrm.tui.actions import Scope
from netcrm.tui.attempts import CURRENT
from netcrm.tui.frame import HeadLine
from netcrm.tui.jobs import act, take_back, tell_done, told
from netcrm.tui.sentences import for_screens

if TYPE_CHECKING:
    from netcrm.domain.contact import Details
    from netcrm.services.crm import Crm
    from netcrm.tui.app import NetcrmApp
    from netcrm.tui.dialogs import PauseChoice

ResultT = TypeVar("ResultT")


class FrameScreen(Screen[None]):
    """A screen of the frame: it reads itself anew when the store changed, and has the keys of everywhere."""

    SCOPE: ClassVar[Scope]
    """Which keys the key line and the help show."""
    is_base = False
    """Whether it is one of the screens of the head line, which are switched between, and never left."""

    def __init__(self, crm: Crm) -> None:
        super().__init__()
        self.crm = crm
        self._seen_changes: int | None = None

    @property
    def app_(self) -> NetcrmApp:
        """The application, by its own type."""
        return cast("NetcrmApp", self.app)

    def reload(self) -> None:
        """Read everything anew, keeping the place."""
        raise NotImplementedError

    async def ask(self, dialog: Screen[ResultT]) -> ResultT | None:
        """Show a dialog and return its answer; None when it was left without one.

        What was told before would lie over the dialog's last lines, so it goes. A dialog whose words were refused is
        filled in again.
        """
        attempt = CURRENT.get()
        if attempt is not None and (step := attempt.answered()) is not None:
            return cast("ResultT | None", step.answer)
        self.app_.clear_notifications()
        if attempt is not None:
            attempt.fill(dialog)
        answer = await self.app_.open(dialog)
        self.app_.typed_ahead.hold()
        if attempt is not None:
            attempt.keep_answer(dialog, answer)
        return answer

    def on_screen_resume(self) -> None:
        """Read anew what changed while another screen was in front; the first time, read at all."""
        if self._seen_changes != self.app_.changes:
            self._seen_changes = self.app_.changes
            self.reload()

    def store_changed(self) -> None:
        """Show the store as it is now."""
        self._seen_changes = self.app_.changes
        self.query(HeadLine).refresh()
        self.reload()

    def action_today(self) -> None:
        """Show Today."""
        self.app_.show("today")

    def action_people(self) -> None:
        """Show People."""
        self.app_.show("people")

    def action_interviews(self) -> None:
        """Show the Interviews."""
        self.app_.show("interviews")

    def action_calendar(self) -> None:
        """Show the Calendar."""
        self.app_.show("calendar")

    def action_insights(self) -> None:
        """Show the Insights."""
        self.app_.show("insights")

    def action_back(self) -> None:
        """Leave the page; the next key acts on what the screen below shows once it has read itself anew."""
        if not self.is_base:
            self.app_.typed_ahead.hold()
            self.app.pop_screen()
            self.app_.release_when_ready(self.app.screen)

    def action_find(self) -> None:
        """Find any person or action."""
        self.app_.action_command_palette()

    def action_theme(self) -> None:
        """Choose the colours."""
        self.app.action_change_theme()

    def action_quit(self) -> None:
        """Leave the program; the first time that something was done, ask whether to keep a calendar file."""
        if calendar_file.asks_before_leaving(self.app_):
            self._ask_and_quit()
        else:
            self.app.exit()

    @told
    async def _ask_and_quit(self) -> None:
        await calendar_file.ask_before_leaving(self)
        self.app.exit()

    @told
    async def action_calendar_file(self) -> None:
        """Say whether a calendar file is kept up to date, and where."""
        await calendar_file.choose(self)

    @told
    async def action_sync(self) -> None:
        """Write the folders of calendar and cards, and see what others did there."""
        await syncing.sync(self)

    @told
    async def action_sync_folders(self) -> None:
        """Choose the folders, and write them."""
        await syncing.choose_folders(self)

    def action_help(self) -> None:
        """Show all keys of this screen."""
        from netcrm.tui.screens.help import HelpScreen

        self.app_.open(HelpScreen(self.SCOPE, self.app_.keys))

    @told
    async def action_add(self) -> None:
        """Add a person."""
        from netcrm.tui.dialogs import ContactDialog

        details = await self.ask(ContactDialog(self.crm, None))
        if details is None:
            return
        done = await self._add(details)
        if done is not None:
            tell_done(self.app_, done)
            self.contact_added(done.contact_ids[0])

    async def _add(self, details: Details) -> Done | None:
        """Add somebody; where the e-mail is known already, ask first."""
        from netcrm.tui.dialogs import ConfirmDialog

        try:
            return await self.app_.threads.write(self.crm.contacts.add, details)
        except NeedsDecision as known:
            why = for_screens(str(known), self.app_.key_of)
            if await self.ask(ConfirmDialog("Add anyway?", why, "Add anyway")):
                return await self.app_.threads.write(self.crm.contacts.add, details, allow_known=True)
        return None

    def contact_added(self, contact_id: int) -> None:
        """Show somebody who was just added; a screen that cannot needs nothing."""

    @told
    async def action_import_files(self) -> None:
        """Bring in an address book: choose, look at what would happen, tick, write, report."""
        await importing.import_files(self)

    @told
    async def action_export_files(self) -> None:
        """Write a calendar, an address book or a table."""
        await importing.export_files(self)

    @told
    async def action_report(self) -> None:
        """Make a report: say of what, look at all of it, write it."""
        await reporting.report(self)

    def action_events(self) -> None:
        """Show conferences and meetings; escape there leads back here."""
        from netcrm.tui.screens.events import EventsScreen

        self.app_.open(EventsScreen(self.crm))

    @told
    async def action_conference_now(self) -> None:
        """Say whom one meets at the event that goes on."""
        from netcrm.tui.eventing import open_present_conference

        await open_present_conference(self)

    def action_duplicates(self) -> None:
        """Look for people who stand there twice; escape there leads back here."""
        from netcrm.tui.screens.duplicates import DuplicatesScreen

        self.app_.open(DuplicatesScreen(self.crm))

    def action_open_employers(self) -> None:
        """Show the list of employers; escape there leads back here."""
        from netcrm.tui.screens.employers import EmployersScreen

        self.app_.open(EmployersScreen(self.crm))

    def action_employers(self) -> None:
        """Show the list of employers."""
        self.action_open_employers()

    @told
    async def action_undo(self) -> None:
        """Take back the newest act; ask first when another program made it."""
        from netcrm.tui.dialogs import ConfirmDialog

        newest = await self.app_.threads.read(self.crm.history.next_undo)
        if newest is None:
            raise NothingToDo("There is nothing to undo.")
        if newest.origin is not Origin.SCREENS:
            when = newest.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
            body = f"The newest act was made on the command line ({when}): {newest.label}. Take it back?"
            if not await self.ask(ConfirmDialog("Undo an act from elsewhere?", body, "Undo")):
                return
        await take_back(self.app_, newest.id)

    @told
    async def action_redo(self) -> None:
        """Do again what was just undone."""
        await act(self.app_, self.crm.history.redo)

    @told
    async def action_add_study(self) -> None:
        """Write a study down."""
        from netcrm.tui.dialogs.study import StudyDialog

        draft = await self.ask(StudyDialog(self.crm, None))
        if draft is not None:
            await act(self.app_, self.crm.studies.add, draft.study, draft.sites)

    @told
    async def action_pause_everybody(self) -> None:
        """Ask for nothing from anybody for some days."""
        from netcrm.tui.dialogs import PauseDialog

        choice = await self.ask(PauseDialog(self.crm, None))
        if choice is not None:
            await self.pause(choice)

    async def pause(self, choice: PauseChoice) -> None:
        """Pause whom a dialog named."""
        await act(
            self.app_,
            self.crm.pauses.pause,
            choice.contact_ids,
            choice.start,
            choice.end,
            choice.reason,
            organisation=choice.organisation,
        )

    @told
    async def action_resume_everybody(self) -> None:
        """End the pause of everybody."""
        await act(self.app_, self.crm.pauses.resume, None)

    @told
    async def action_backup(self) -> None:
        """Write a copy of the store beside it."""
        path = await self.app_.threads.write(self.crm.safety.backup)
        self.app_.say(f"Backed up to {path}.")
