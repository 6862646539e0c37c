"""An organisation's page: who is there and was there, what is promised, which studies run there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from netcrm.domain.days import counted, long_day, month_words
from netcrm.services.organisation_pages import OrganisationPage, PersonThere
from netcrm.tui import actions
from netcrm.tui.actions import Scope
from netcrm.tui.jobs import act, told
from netcrm.tui.screens.page import PageScreen, PageWords
from netcrm.tui.screens.page_words import QUIET, headed, last_words, promise_rows, touch_words
from netcrm.tui.text import STATES, chips, plain
from netcrm.tui.widgets.page_list import PageRow, PageText, Section

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


class OrganisationScreen(PageScreen[OrganisationPage]):
    """All that is kept of one organisation."""

    SCOPE: ClassVar[Scope] = Scope.ORGANISATION
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.ORGANISATION, Scope.EVERYWHERE)]

    def __init__(self, crm: Crm, organisation_id: int) -> None:
        super().__init__(crm)
        self.organisation_id = organisation_id

    def read_page(self, most: int) -> OrganisationPage:
        """Return the organisation's page."""
        return self.crm.organisations.page(self.organisation_id, most)

    def words_of(self, page: OrganisationPage) -> PageWords:
        """Return the words of the page."""
        return PageWords(list(_head(page, self.crm.today)), list(_sections(page, self.crm.today)))

    @told
    async def action_edit_page(self) -> None:
        """Change what is kept of the organisation."""
        from netcrm.tui.dialogs.organisation import OrganisationDialog

        organisation = await self.ask(OrganisationDialog(self.crm, self.organisation_id))
        if organisation is not None:
            await act(self.app_, self.crm.organisations.edit, organisation)


def _head(page: OrganisationPage, today: date) -> Iterator[Content]:
    it = page.organisation
    site = f"site {it.site_number}" if it.site_number else ""
    yield headed(it.name, [it.kind.words if it.kind else "", site])
    yield plain("")
    place = ", ".join(filter(None, (it.city, it.country)))
    people = counted(len({person.row.id for person in page.people if person.is_now}), "contact") + " there now"
    yield plain(" · ".join(filter(None, (place, people if not page.more_people else ""))), QUIET)
    yield last_words(page.last, today)


def _sections(page: OrganisationPage, today: date) -> Iterator[Section]:
    before = [_person(at, it, today) for at, it in enumerate(page.people) if not it.is_now]
    now = [_person(at, it, today) for at, it in enumerate(page.people) if it.is_now]
    yield Section("Check-in", _check_in(page, today))
    yield Section("Here now", now, 0 if before else page.more_people)
    yield Section("Promised", promise_rows(page.promises, today))
    yield Section("Studies", _studies(page))
    yield Section("Monitored and coordinated by", _relations(page))
    yield Section("Openings", _leads(page, today))
    yield Section("Were here", before, page.more_people if before else 0)
    note = page.organisation.note
    yield Section("Note", [PageText(note)] if note else [])


def _check_in(page: OrganisationPage, today: date) -> list[PageRow]:
    it = page.check_in
    if it is None:
        return []
    late = f"{counted(it.days_late, 'day')} late" if it.days_late else ""
    due = f"next {long_day(it.due_on, today)}" if it.due_on else "none"
    item = f"o{page.organisation.id}"
    return [PageRow(item, it.cadence, due, "a touch with anyone here now", late, "late", item=item)]


def _person(at: int, it: PersonThere, today: date) -> PageRow:
    row, position = it.row, it.position
    until = f"until {month_words(position.end_on[:7])}" if position.end_on else ""
    state = "" if row.state.value == "active" else STATES[row.state]
    moved = f"now {row.organisation}" if not it.is_now and until and row.organisation else ""
    words = (position.title, position.department, until, state, moved)
    return PageRow(
        key=f"p{row.id}-{position.start_on}-{position.end_on}-{at if not it.is_now else 0}",
        label=chips(row.roles, 2, row.guessed_role),
        name=row.name,
        words=", ".join(filter(None, words)),
        right=touch_words(row, today) if it.is_now else "",
        part="late" if row.days_late else "quiet",
        contact_id=row.id,
    )


def _studies(page: OrganisationPage) -> list[PageRow]:
    return [
        PageRow(
            key=f"s{it.study.id}",
            label=" and ".join(tie.value for tie in it.ties),
            name=it.study.short_name,
            words=", ".join(it.people) or it.study.title,
            right=it.study.status.replace("-", " "),
            study_id=it.study.id,
        )
        for it in page.studies
    ]


def _relations(page: OrganisationPage) -> list[PageRow]:
    return [
        PageRow(
            key=f"r{it.id}",
            label=it.kind.label,
            name=it.name,
            words=", ".join(filter(None, (it.organisation, it.note))),
            contact_id=it.contact_id,
        )
        for it in page.relations
    ]


def _leads(page: OrganisationPage, today: date) -> list[PageRow]:
    return [
        PageRow(
            key=f"l{it.id}",
            label=long_day(it.deadline, today) if it.deadline else "no deadline",
            name=it.title,
            words=it.outcome.words + (f", applied {long_day(it.applied_on, today)}" if it.applied_on else ""),
            item=f"l{it.id}" if it.closed_on is None else None,
        )
        for it in page.leads
    ]
