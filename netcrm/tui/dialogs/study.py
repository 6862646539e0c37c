"""Write a study down, or change what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.content import Content

from netcrm.domain.days import month_words
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.domain.studies.reading import (
    phase_words,
    read_month,
    read_nct,
    read_phases,
    read_site,
    read_status,
    show_site,
)
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.contact_text import list_height, read_lines
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import completing, organisations_like
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import FormValues, TextField

_STATUSES = (
    "not-yet-recruiting", "recruiting", "enrolling-by-invitation", "active-not-recruiting", "suspended", "terminated",
    "completed", "withdrawn",
)  # fmt: skip
"""What the registry calls them, to choose from; another one may be typed."""


@dataclass(frozen=True, slots=True)
class StudyDraft:
    """A study as somebody wants it kept."""

    study: KeptStudy
    sites: tuple[KeptSite, ...]


class StudyDialog(FormDialog[StudyDraft]):
    """Asks for all that a study is described by; what it does not show stays as it was."""

    GUARDS_TYPING: ClassVar[bool] = True

    def __init__(self, crm: Crm, study_id: int | None) -> None:
        self._before = KeptStudy(0, "") if study_id is None else crm.studies.get(study_id)
        self._sites = () if study_id is None else crm.studies.sites(study_id)
        name = plain(self._before.full_name)
        title = Content("Add a study") if study_id is None else Content.assemble("Edit ", name)
        super().__init__(crm, title, save_label="Add" if study_id is None else "Save")
        self._lay_what()
        self._lay_where()
        self.lay(
            self.acronym, self.nct, self.title_text, self.phases, self.status, self.sponsor, self.conditions,
            self.sites, self.starts, self.completes, self.note_text,
        )  # fmt: skip

    def _lay_what(self) -> None:
        before = self._before
        self.acronym = TextField("acronym", "Acronym", clean_line, value=before.acronym, hint="such as LANTERN-2")
        self.nct = TextField("nct", "NCT number", read_nct, value=before.nct, hint="NCT01234567")
        self.title_text = TextField("title", "Title", clean_line, value=before.title)
        self.phases = TextField(
            "phases", "Phase", read_phases, value=", ".join(before.phases), hint="2, or 2/3", echo=phase_words
        )
        self.status = TextField(
            "status",
            "Status",
            read_status,
            value=before.status,
            hint="such as recruiting",
            suggest=lambda text: completing(_STATUSES, text),
        )
        self.conditions = TextField(
            "conditions",
            "Conditions",
            _read_conditions,
            value="\n".join(before.conditions),
            hint="one a line",
            lines=list_height(len(before.conditions)),
        )

    def _lay_where(self) -> None:
        before = self._before
        self.sponsor = TextField(
            "sponsor",
            "Sponsor",
            clean_line,
            value=before.sponsor,
            suggest=lambda text: organisations_like(self.crm, text),
        )
        self.sites = TextField(
            "sites",
            "Sites",
            lambda text: read_lines(text, self._sites, show_site, read_site),
            value="\n".join(map(show_site, self._sites)),
            hint="one a line: St Mary's Hospital; Galway; Ireland",
            lines=list_height(len(self._sites)),
        )
        self.starts = TextField(
            "starts", "Begins", self._read_month, value=before.starts_on, hint="such as mar 2026", echo=_say_month
        )
        self.completes = TextField(
            "completes", "Complete", self._read_month, value=before.completes_on, hint="such as 2028", echo=_say_month
        )
        self.note_text = TextField("note", "Note", clean_text, value=before.note, lines=2, is_free_text=True)

    def _read_month(self, text: str) -> str:
        return read_month(text, day_first=self.calendar.day_first)

    def result(self, values: FormValues) -> StudyDraft:
        """Return the study.

        Raises:
            UsageProblem: It has no name of any kind.
        """
        study = replace(
            self._before,
            acronym=values.of(self.acronym),
            nct=values.of(self.nct),
            title=values.of(self.title_text),
            phases=values.of(self.phases),
            status=values.of(self.status),
            sponsor=values.of(self.sponsor),
            conditions=values.of(self.conditions),
            starts_on=values.of(self.starts),
            completes_on=values.of(self.completes),
            note=values.of(self.note_text),
        )
        if not study.short_name:
            raise UsageProblem("A study needs a title, an acronym or an NCT number.")
        return StudyDraft(study, values.of(self.sites))


def _read_conditions(text: str) -> tuple[str, ...]:
    return tuple(line for part in clean_text(text).split("\n") if (line := clean_line(part)))


def _say_month(text: str) -> str:
    return month_words(text[:7])
