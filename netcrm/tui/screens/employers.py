"""Employers: the list in LAMP order with the job openings at each, rated by a key, and worked from the top."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from netcrm.domain.employers.employer import MOST_MOTIVATION
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.employer_lines import EmployerLine, Rating
from netcrm.services.leads import LeadLine
from netcrm.tui import actions
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, act, background, told
from netcrm.tui.opening import open_contact, open_organisation
from netcrm.tui.screens.employers_words import (
    about_employer,
    about_lead,
    head_words,
    nothing,
    start_words,
)
from netcrm.tui.virtual_list import VirtualList
from netcrm.tui.widgets.employer_list import EmployerList
from netcrm.tui.widgets.hanging import Paragraphs


class EmployersScreen(FrameScreen):
    """The list over what is known of the line under the cursor."""

    SCOPE: ClassVar[Scope] = Scope.EMPLOYERS
    CSS_PATH = "employers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.EMPLOYERS, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#employers"

    def compose(self) -> ComposeResult:
        """Lay how many there are over the list, and what is known of one under it."""
        yield HeadLine()
        yield Static(id="employers-head")
        yield EmployerList(self.crm)
        with VerticalScroll(id="employer-about", can_focus=False):
            yield Paragraphs(widget_id="employer-text")
        yield KeyLine(Scope.EMPLOYERS)

    @property
    def _list(self) -> EmployerList:
        return self.query_one(EmployerList)

    def on_mount(self) -> None:
        """Say what to do first."""
        self._list.empty = nothing(self.app_.key_of)

    def reload(self) -> None:
        """Read the list anew; the cursor stays on its line."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        lines = await self.app_.threads.read(self.crm.employers.lines)
        self._list.show(lines)
        self.query_one("#employers-head", Static).update(head_words(lines), layout=False)
        self._describe()

    def on_virtual_list_moved(self, message: VirtualList.Moved) -> None:
        """Show what is known of the line under the cursor."""
        message.stop()
        self.query_one("#employer-about").scroll_home(animate=False)
        self._describe()

    def _describe(self) -> None:
        row, today = self._list.row, self.crm.today
        if isinstance(row, EmployerLine):
            words = about_employer(row, today)
        else:
            words = about_lead(row, today) if row is not None else iter(())
        self.query_one(Paragraphs).show(words)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Rate what was clicked twice."""
        message.stop()
        self.action_edit_employer()

    def _employer(self) -> EmployerLine:
        employer = self._list.employer
        if employer is None:
            raise NothingToDo(f"There is no employer here. {self.app_.key_of('new_employer')} puts one on the list.")
        return employer

    def _lead(self) -> LeadLine:
        row = self._list.row
        if isinstance(row, LeadLine):
            return row
        if row is not None and len(row.leads) == 1:
            return row.leads[0]
        key = self.app_.key_of("new_lead")
        if row is None or not row.leads:
            raise NothingToDo(f"There is no job opening here. {key} keeps one.")
        raise UsageProblem("There are several job openings here: move to one of them first.")

    @told
    async def action_edit_employer(self) -> None:
        """Rate the employer, or change the job opening."""
        from netcrm.tui.dialogs.employer import EmployerDialog
        from netcrm.tui.dialogs.lead import LeadDialog

        row = self._list.row
        if isinstance(row, LeadLine):
            draft = await self.ask(LeadDialog(self.crm, lead_id=row.lead.id))
            if draft is not None:
                await act(self.app_, self.crm.leads.edit, row.lead.id, draft)
            return
        employer = self._employer()
        choice = await self.ask(EmployerDialog(self.crm, employer.organisation_id))
        if choice is not None:
            await act(self.app_, self.crm.employers.change, employer.organisation_id, choice.rating, choice.note)

    @told
    async def action_new_employer(self) -> None:
        """Put an organisation on the list."""
        from netcrm.tui.dialogs.employer import EmployerDialog

        choice = await self.ask(EmployerDialog(self.crm))
        if choice is not None:
            await act(self.app_, self.crm.employers.add, choice.name, choice.rating, note=choice.note)

    @told
    async def action_new_lead(self) -> None:
        """Keep a job opening, at the employer under the cursor or elsewhere."""
        from netcrm.tui.dialogs.lead import LeadDialog

        employer = self._list.employer
        draft = await self.ask(LeadDialog(self.crm, organisation=employer.name if employer else ""))
        if draft is not None:
            await act(self.app_, self.crm.leads.add, draft)

    @told
    async def action_applied(self) -> None:
        """Say that the user applied today, or accepted the offer."""
        await act(self.app_, self.crm.acts.done, f"l{self._lead().lead.id}")

    @told
    async def action_lead_outcome(self) -> None:
        """Say what came of the job opening."""
        from netcrm.tui.dialogs.lead import OutcomeDialog

        lead = self._lead().lead
        choice = await self.ask(OutcomeDialog(self.crm, lead.id))
        if choice is not None:
            await act(
                self.app_,
                self.crm.leads.set_outcome,
                lead.id,
                choice.outcome,
                on=choice.on,
                reason=choice.reason,
                answer_by=choice.answer_by,
            )

    @told
    async def action_motivation_up(self) -> None:
        """Rate the motivation one higher; one that is not rated begins in the middle."""
        await self._motivate(1)

    @told
    async def action_motivation_down(self) -> None:
        """Rate the motivation one lower."""
        await self._motivate(-1)

    async def _motivate(self, step: int) -> None:
        there = self._employer().employer
        wanted = (MOST_MOTIVATION + 1) // 2 if there.motivation is None else there.motivation + step
        if not 0 <= wanted <= MOST_MOTIVATION:
            raise NothingToDo(f"Motivation goes from 0 to {MOST_MOTIVATION}.")
        rating = Rating(wanted, there.posting, there.advocacy)
        await act(self.app_, self.crm.employers.rank, there.organisation_id, rating)

    @told
    async def action_start_employers(self) -> None:
        """Show with whom the outreach begins at the first five or at those selected, and begin it."""
        from netcrm.tui.dialogs import ConfirmDialog

        ids = self._list.chosen_employers
        plan = await self.app_.threads.read(self.crm.employers.plan_start, ids)
        words = start_words(plan, self.crm.today)
        if not plan.begun:
            raise NothingToDo(f"There is nobody to write to. {' '.join(words.splitlines())}")
        title = plan.preview.title if plan.preview else ""
        people = "1 person" if len(plan.begun) == 1 else f"{len(plan.begun)} people"
        if await self.ask(ConfirmDialog(f"Start {title} with {people}?", words, "Start")):
            await act(self.app_, self.crm.employers.start, ids)
            self._list.marked.clear()
            self._list.refresh()

    @told
    async def action_open_insider(self) -> None:
        """Open the page of the person to write to at the employer."""
        employer = self._employer()
        if not employer.insiders:
            raise NothingToDo(f"Nobody is known there yet. {self.app_.key_of('add')} adds somebody.")
        open_contact(self.app_, employer.insiders[0].contact_id)

    @told
    async def action_organisation(self) -> None:
        """Open the page of the organisation."""
        open_organisation(self.app_, self._employer().organisation_id)

    @told
    async def action_take_off(self) -> None:
        """Take the employer off the list, or delete the job opening."""
        row = self._list.row
        if isinstance(row, LeadLine):
            await act(self.app_, self.crm.leads.delete, row.lead.id)
        else:
            await act(self.app_, self.crm.employers.remove, self._employer().organisation_id)

    def action_back(self) -> None:
        """Clear the selection, then leave."""
        if self._list.marked:
            self._list.clear_marks()
        else:
            super().action_back()
