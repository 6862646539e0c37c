"""What keys do to people and agenda items, the same on Today, People and a contact's page.

A screen that inherits `ActingScreen` says whom its acts are for (`selected_contact_ids`, `selected_items`) and how it
reads itself anew (`reload`); everything else is here, in `acting_on_items` and in `acting_everywhere`. Dialogs ask,
services act, `jobs` tells what was done.
"""

from __future__ import annotations

from netcrm.domain.contact import State
from netcrm.domain.days import counted
from netcrm.domain.interviews.interview import Interview
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.tui import tying
from netcrm.tui.acting_on_items import ItemScreen
from netcrm.tui.interviewing import ask_step, interview_with, open_sheet
from netcrm.tui.jobs import act, telling, told
from netcrm.tui.opening import open_contact, open_organisation


class ActingScreen(ItemScreen):
    """A screen whose keys act on people and agenda items."""

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return whom an act is for: the people selected, else the one under the cursor."""
        raise NotImplementedError

    def _people(self) -> tuple[int, ...]:
        ids = self.selected_contact_ids()
        if not ids:
            raise NothingToDo(f"Nobody is selected. {self.way_to('a person')}")
        return ids

    def _person(self) -> int:
        ids = self._people()
        if len(ids) > 1:
            raise UsageProblem(f"{len(ids)} people are selected, and this is for one at a time. Press escape first.")
        return ids[0]

    def action_open(self) -> None:
        """Open the page of the person under the cursor."""
        with telling(self.app_):
            open_contact(self.app_, self._person())

    @told
    async def action_organisation(self) -> None:
        """Open the page of the organisation of the item under the cursor, or where the person is."""
        key = self.selected_item() or ""
        if key.startswith("o"):
            organisation_id = int(key[1:])
        elif key.startswith("l"):
            organisation_id = (await self.app_.threads.read(self.crm.leads.get, int(key[1:]))).organisation_id
        else:
            there = await self.app_.threads.read(self.crm.organisations.of_contact, self._person())
            if there is None:
                raise NothingToDo("No organisation is known of this person. Edit them to say where they work.")
            organisation_id = there.id
        open_organisation(self.app_, organisation_id)

    @told
    async def action_study(self) -> None:
        """Put the person on a study."""
        from netcrm.tui.dialogs.study_part import StudyPartDialog, put

        choice = await self.ask(StudyPartDialog(self.crm, contact_id=self._person()))
        if choice is not None:
            await act(self.app_, put, self.crm, choice)

    @told
    async def action_introduction(self) -> None:
        """Say how far an introduction by the person, or to them, got."""
        await tying.introduce(self, self._person())

    @told
    async def action_relation(self) -> None:
        """Say what the person is to somebody else, or to a site."""
        await tying.relate(self, self._person())

    @told
    async def action_mentor(self) -> None:
        """Show the person as a mentor, and write down what is new."""
        await tying.mentor(self, self._person())

    @told
    async def action_succession(self) -> None:
        """Hand the person's job over to somebody else."""
        await tying.succeed(self, self._person())

    def sort_people(self) -> None:
        """Sort the unsorted, one person at a time; escape leads back here."""
        from netcrm.tui.screens.sorting import SortingScreen

        self.app_.open(SortingScreen(self.crm))

    @told
    async def action_log(self) -> None:
        """Log an interaction with the people selected; one dated after today becomes a follow-up."""
        from netcrm.tui.dialogs import LogDialog

        draft = await self.ask(LogDialog(self.crm, self._people()))
        if isinstance(draft, FollowUpDraft):
            await act(self.app_, self.crm.follow_ups.add, draft)
        elif draft is not None:
            await act(self.app_, self.crm.interactions.log, draft)

    @told
    async def action_edit(self) -> None:
        """Edit the person."""
        from netcrm.tui.dialogs import ContactDialog

        contact_id = self._person()
        details = await self.ask(ContactDialog(self.crm, contact_id))
        if details is not None:
            await act(self.app_, self.crm.contacts.edit, contact_id, details)

    @told
    async def action_interview(self) -> None:
        """Ask which step the person's interview takes, and on which day; a first one begins so."""
        await ask_step(self, await self._its_interview())

    @told
    async def action_note_sheet(self) -> None:
        """Open the sheet to take notes in while talking."""
        open_sheet(self, await self._its_interview())

    async def _its_interview(self) -> Interview:
        """Return the interview under the cursor, else that with the person who is selected."""
        key = self.selected_item()
        if key is not None and key.startswith("i"):
            return await self.app_.threads.read(self.crm.interviews.get, int(key[1:]))
        return await self.app_.threads.read(interview_with, self.crm, self._person())

    @told
    async def action_cadence(self) -> None:
        """Set how often to be in touch, for the people selected or for a tier, tag or role of theirs."""
        from netcrm.tui.dialogs import CadenceDialog

        ids = self._people()
        choice = await self.ask(CadenceDialog(self.crm, ids))
        if choice is None:
            return
        if choice.scope is choice.scope.CONTACT and len(ids) > 1:
            await act(self.app_, self.crm.cadences.set_many, ids, choice.cadence, overwrite=choice.overwrite)
        else:
            await act(self.app_, self.crm.cadences.set, choice.scope, choice.subject, choice.cadence)

    @told
    async def action_follow_up(self) -> None:
        """Plan a follow-up with the person."""
        from netcrm.tui.dialogs import FollowUpDialog

        draft = await self.ask(FollowUpDialog(self.crm, self._person()))
        if draft is not None:
            await act(self.app_, self.crm.follow_ups.add, draft)

    @told
    async def action_message(self) -> None:
        """Write to the person from a template; one key more logs what was sent, and does its playbook's step."""
        from netcrm.tui.dialogs import MessageDialog
        from netcrm.tui.dialogs.message import USUAL, step_template

        contact_id, item = self._person(), self.selected_item()
        of_step = await self.app_.threads.read(step_template, self.crm, item)
        sent = await self.ask(MessageDialog(self.crm, contact_id, of_step or USUAL))
        if sent is None:
            return
        message, channel = sent.message, sent.channel or sent.message.usual_channel
        if item is not None and message.template == of_step:
            await act(self.app_, self.crm.acts.done, item, channel=channel, summary=message.subject)
        else:
            await act(self.app_, self.crm.messages.log, message, channel)

    @told
    async def action_playbook(self) -> None:
        """Start a playbook with the people selected, or stop one that runs."""
        from netcrm.tui.dialogs import PlaybookDialog
        from netcrm.tui.dialogs.playbook_choice import PlaybookStop, start

        choice = await self.ask(PlaybookDialog(self.crm, self._people()))
        if isinstance(choice, PlaybookStop):
            await act(self.app_, self.crm.playbooks.stop, choice.contact_ids, choice.reason, playbook=choice.playbook)
        elif choice is not None:
            await act(self.app_, start, self.crm, choice)

    @told
    async def action_tag(self) -> None:
        """Add or remove tags of the people selected."""
        from netcrm.tui.dialogs import TagDialog

        ids = self._people()
        choice = await self.ask(TagDialog(self.crm, ids))
        if choice is not None:
            await act(self.app_, self.crm.contacts.tag, ids, choice.add, choice.remove)

    @told
    async def action_tier(self) -> None:
        """Set the tier of the people selected."""
        from netcrm.tui.dialogs import TierDialog

        ids = self._people()
        choice = await self.ask(TierDialog(self.crm, ids))
        if choice is not None:
            await act(self.app_, self.crm.contacts.set_tier, ids, choice.tier)

    @told
    async def action_role(self) -> None:
        """Give the people selected their main role, or the ones that their titles say."""
        from netcrm.tui.dialogs.role import RoleDialog

        ids = self._people()
        guessed = await self.app_.threads.read(self.crm.contacts.guessed_roles, ids)
        choice = await self.ask(RoleDialog(self.crm, ids, guessed))
        if choice is None:
            return
        if choice.role is None:
            await act(self.app_, self.crm.contacts.accept_roles, ids)
        else:
            await act(self.app_, self.crm.contacts.set_role, ids, choice.role)

    @told
    async def action_star(self) -> None:
        """Star the people selected, or take the star off when all have it."""
        ids = self._people()
        rows = await self.app_.threads.read(self.crm.contacts.rows, ids)
        await act(self.app_, self.crm.contacts.star, ids, not all(row.starred for row in rows))

    @told
    async def action_pause(self) -> None:
        """Ask for nothing from the people selected for some days."""
        from netcrm.tui.dialogs import PauseDialog

        ids = self._people()
        choice = await self.ask(PauseDialog(self.crm, ids))
        if choice is not None:
            await self.pause(choice)

    @told
    async def action_resume(self) -> None:
        """End the pause of the people selected."""
        await act(self.app_, self.crm.pauses.resume, self._people())

    @told
    async def action_archive(self) -> None:
        """Put the people selected away, or bring them back when all are away."""
        ids = self._people()
        rows = await self.app_.threads.read(self.crm.contacts.rows, ids)
        away = any(row.state is State.ACTIVE for row in rows)
        await act(self.app_, self.crm.contacts.set_state, ids, State.ARCHIVED if away else State.ACTIVE)

    @told
    async def action_delete(self) -> None:
        """Delete the people selected, after asking."""
        from netcrm.tui.dialogs import ConfirmDialog

        ids = self._people()
        rows = await self.app_.threads.read(self.crm.contacts.rows, ids[:2])
        whom = rows[0].name if len(ids) == 1 and rows else counted(len(ids), "person").replace("persons", "people")
        body = f"{whom} goes, with all that was logged." if len(ids) == 1 else f"{whom} go, with all that was logged."
        body += f" {self.app_.key_of('undo')} brings them back. To stop asking only, archive instead."
        if await self.ask(ConfirmDialog(f"Delete {whom}?", body, "Delete")) and await act(
            self.app_, self.crm.contacts.delete, ids
        ):
            self.contacts_deleted(ids)

    def contacts_deleted(self, ids: tuple[int, ...]) -> None:
        """Do what a screen about somebody must do when that person is deleted; a list needs nothing."""
