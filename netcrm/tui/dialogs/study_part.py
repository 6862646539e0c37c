"""Put somebody on a study: who, on which, as what, at which site, since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.days import month_words
from netcrm.domain.studies.kept_study import KeptStudy
from netcrm.domain.studies.reading import read_month, read_part
from netcrm.domain.studies.study import Part
from netcrm.domain.text import clean_line
from netcrm.services.crm import Crm
from netcrm.services.values import Done
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import completing, organisations_like, whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import FieldProblem, FormValues, PeopleField, Suggestion, TextField

_PARTS = tuple(part.words for part in Part)


@dataclass(frozen=True, slots=True)
class StudyPartChoice:
    """Somebody's part, as it is to be written."""

    study_id: int
    contact_id: int
    part: Part | None
    """None for the one that their main role goes with."""
    organisation: str | None
    """None for where they work, if that is a site of the study."""
    began_on: str


def put(crm: Crm, choice: StudyPartChoice) -> Done:
    """Write what was chosen."""
    return crm.studies.put_person(
        choice.study_id,
        choice.contact_id,
        choice.part,
        organisation=choice.organisation,
        began_on=choice.began_on,
    )


class StudyPartDialog(FormDialog[StudyPartChoice]):
    """Asks for the part; the person, or the study, is given where it is opened from their page."""

    def __init__(self, crm: Crm, *, contact_id: int | None = None, study_id: int | None = None) -> None:
        self._contact_id = contact_id
        self._study = crm.studies.get(study_id) if study_id is not None else None
        if self._study is not None:
            title = Content.assemble("Put somebody on ", plain(self._study.full_name))
        else:
            title = Content.assemble("Put on a study: ", whom(crm, (contact_id,) if contact_id is not None else ()))
        super().__init__(crm, title)
        self.people = PeopleField("people", "Who", required="Say who: type a name.")
        self.study = TextField(
            "study",
            "Study",
            self._read_study,
            hint="acronym, NCT number or words of its title",
            required="Say on which study.",
            echo=lambda study: study.title if study.title != study.short_name else "",
            suggest=self._suggest_studies,
        )
        self.part: TextField[Part | None] = TextField(
            "part",
            "As",
            lambda text: read_part(text) if text.strip() else None,
            hint="what their role says, or another one such as monitor",
            echo=lambda part: part.words if part else "",
            suggest=lambda text: completing(_PARTS, text),
        )
        self.at: TextField[str | None] = TextField(
            "at",
            "At site",
            lambda text: clean_line(text) or None,
            hint="where they work, if it is a site of the study",
            suggest=lambda text: organisations_like(self.crm, text),
        )
        self.since = TextField(
            "since",
            "Since",
            lambda text: read_month(text, day_first=self.calendar.day_first),
            hint="such as mar 2026",
            echo=lambda text: month_words(text[:7]),
        )
        who_or_what = self.study if self._study is None else self.people
        self.lay(who_or_what, self.part, self.at, self.since)

    def _read_study(self, text: str) -> KeptStudy:
        return self.crm.studies.named(text)

    def _suggest_studies(self, text: str) -> Sequence[Suggestion]:
        lines = self.crm.studies.lines(text, limit=8) if text.strip() else ()
        return [
            Suggestion(it.study.nct or it.study.short_name, f"{it.study.full_name}  {it.study.title}") for it in lines
        ]

    def result(self, values: FormValues) -> StudyPartChoice:
        """Return the part.

        Raises:
            FieldProblem: Several people are named.
        """
        study_id = self._study.id if self._study else values.of(self.study).id
        if self._contact_id is not None:
            contact_id = self._contact_id
        else:
            ids = values.of(self.people)
            if len(ids) != 1:
                raise FieldProblem(self.people.id, "One person at a time: each may have another part.")
            contact_id = ids[0]
        return StudyPartChoice(study_id, contact_id, values.of(self.part), values.of(self.at), values.of(self.since))
