"""A study's page: the people on it, what is promised to them, its sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from netcrm.domain.days import month_words
from netcrm.domain.studies.reading import phase_words, site_words, span_words
from netcrm.errors import NothingToDo
from netcrm.services.studies.values import PersonOnStudy, StudyPage, StudySite
from netcrm.tui import actions
from netcrm.tui.actions import Scope
from netcrm.tui.jobs import act, told
from netcrm.tui.screens.page import PageScreen, PageWords
from netcrm.tui.screens.page_words import QUIET, headed, last_words, promise_rows, touch_words
from netcrm.tui.text import STATES, plain
from netcrm.tui.widgets.page_list import PageRow, PageText, Section

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


class StudyScreen(PageScreen[StudyPage]):
    """All that is kept of one study."""

    SCOPE: ClassVar[Scope] = Scope.STUDY
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.STUDY, Scope.EVERYWHERE)]

    def __init__(self, crm: Crm, study_id: int) -> None:
        super().__init__(crm)
        self.study_id = study_id

    def read_page(self, most: int) -> StudyPage:
        """Return the study's page."""
        return self.crm.studies.page(self.study_id, most)

    def words_of(self, page: StudyPage) -> PageWords:
        """Return the words of the page."""
        return PageWords(list(_head(page, self.crm.today)), list(_sections(page, self.crm.today)))

    @told
    async def action_edit_page(self) -> None:
        """Change what is kept of the study."""
        from netcrm.tui.dialogs.study import StudyDialog

        draft = await self.ask(StudyDialog(self.crm, self.study_id))
        if draft is not None:
            await act(self.app_, self.crm.studies.edit, self.study_id, draft.study, draft.sites)

    @told
    async def action_study(self) -> None:
        """Put somebody on this study."""
        from netcrm.tui.dialogs.study_part import StudyPartDialog, put

        choice = await self.ask(StudyPartDialog(self.crm, study_id=self.study_id))
        if choice is not None:
            await act(self.app_, put, self.crm, choice)

    @told
    async def action_end_part(self) -> None:
        """Say that the part of the person under the cursor is over today."""
        ids = self.selected_contact_ids()
        if not ids:
            raise NothingToDo("Move to somebody on the study first.")
        await act(self.app_, self.crm.studies.end_person, self.study_id, ids[0])

    @told
    async def action_delete_page(self) -> None:
        """Delete the study."""
        if await act(self.app_, self.crm.studies.delete, self.study_id) is not None:
            self.action_back()


def _head(page: StudyPage, today: date) -> Iterator[Content]:
    study = page.study
    number = study.nct if study.nct != study.short_name else ""
    facts = [phase_words(study.phases), study.status.replace("-", " ")]
    yield headed(study.short_name, [number, *facts])
    yield plain(study.title if study.title != study.short_name else "")
    yield plain(" · ".join(filter(None, (study.sponsor, ", ".join(study.conditions), span_words(study)))), QUIET)
    yield last_words(page.last, today)


def _sections(page: StudyPage, today: date) -> Iterator[Section]:
    now = [_person(it, today) for it in page.people if it.is_now]
    before = [_person(it, today) for it in page.people if not it.is_now]
    yield Section("On it now", now, 0 if before else page.more_people)
    yield Section("Promised", promise_rows(page.promises, today))
    yield Section("Sites", [_site(at, it) for at, it in enumerate(page.sites)], page.more_sites)
    yield Section("Were on it", before, page.more_people if before else 0)
    yield Section("Note", [PageText(page.study.note)] if page.study.note else [])


def _person(it: PersonOnStudy, today: date) -> PageRow:
    part, row = it.parts[0], it.row
    until = f"until {month_words(part.ended_on[:7])}" if part.ended_on else ""
    state = "" if row.state.value == "active" else STATES[row.state]
    since = f"since {month_words(part.began_on[:7])}" if part.began_on and not until else ""
    return PageRow(
        key=f"p{part.id}",
        label=part.part.words,
        name=row.name,
        words=", ".join(filter(None, (it.organisation or row.organisation, it.also, until or since, state))),
        right=touch_words(row, today) if it.is_now else "",
        part="late" if row.days_late else "quiet",
        contact_id=row.id,
    )


def _site(at: int, it: StudySite) -> PageRow:
    return PageRow(
        key=f"s{at}",
        label=it.site.status.replace("-", " "),
        name=site_words(it.site),
        words=", ".join(it.people),
        organisation_id=it.site.organisation_id,
    )
