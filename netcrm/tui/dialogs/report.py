"""A report: which parts, of which days, about whom, and to which file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.content import Content

from netcrm.domain.report.templates import Template
from netcrm.errors import DateProblem
from netcrm.services.crm import Crm
from netcrm.services.reports import ReportFormat, ReportWish
from netcrm.tui.dialogs.day_fields import past_day_field
from netcrm.tui.dialogs.export import read_target, say_target, usual_folder
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.people_query import people_query_field
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, TextField

_TEMPLATES = (
    Choice(Template.INTERNSHIP, "i", "Internship"),
    Choice(Template.WEEK, "w", "Week"),
    Choice(Template.QUARTER, "q", "Quarter"),
    Choice(Template.KOL, "o", "Opinion leaders"),
)
_FORMATS = (Choice(ReportFormat.MARKDOWN, "m", "Markdown"), Choice(ReportFormat.HTML, "h", "HTML"))


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """What to tell, and where to write it."""

    wish: ReportWish
    form: ReportFormat
    target: Path


class ReportDialog(FormDialog[ReportChoice]):
    """Asks for the template, the days, the people, and the file; nothing is written before all of it was shown."""

    def __init__(self, crm: Crm, before: ReportChoice | None = None) -> None:
        super().__init__(crm, Content("Report"), save_label="Show")
        template = before.wish.template if before else Template.INTERNSHIP
        form = before.form if before else ReportFormat.MARKDOWN
        today = self.calendar.today
        first = before.wish.first if before else crm.reports.usual_first(template, today)
        self._offered_first = first.isoformat()
        self._offered_target = str(before.target) if before else self._usual_target(template, form)
        self.template = ChoiceField("template", "Parts of", _TEMPLATES, template)
        self.first = self._day_field("first", "From", first)
        self.last = self._day_field("last", "To", before.wish.last if before else today)
        self.people_query = people_query_field(
            self.crm,
            "Whom",
            hint="everybody; or a search such as role:pi, tag:area/oncology",
            value=before.wish.query if before else "",
        )
        self.form = ChoiceField("form", "Format", _FORMATS, form)
        self.target = TextField(
            "target",
            "File",
            read_target,
            value=self._offered_target,
            required="Name the file to write.",
            selects=True,
            echo=say_target,
        )
        self.lay(self.template, self.first, self.last, self.people_query, self.form, self.target)

    def _day_field(self, field_id: str, label: str, value: date) -> TextField[date]:
        return past_day_field(
            self.calendar,
            field_id,
            label,
            value=value.isoformat(),
            hint="1 jun · 3 months ago · today",
            required="Name a day: 1 jun, 3 months ago, today.",
        )

    def _usual_target(self, template: Template, form: ReportFormat) -> str:
        return f"{usual_folder()}/{template.value}-{self.calendar.today.isoformat()}.{form.value}"

    def edited(self, field: Field[object]) -> None:
        """Offer the days and the file of the template and format taken, unless others were typed."""
        if field not in (self.template, self.form):
            return
        template, form = self.values().of(self.template), self.values().of(self.form)
        target = self.text_row(self.target)
        if target.text == self._offered_target:
            self._offered_target = self._usual_target(template, form)
            target.put(self._offered_target)
        first = self.text_row(self.first)
        if field is self.template and first.text == self._offered_first:
            self._offered_first = self.crm.reports.usual_first(template, self.calendar.today).isoformat()
            first.put(self._offered_first)

    def result(self, values: FormValues) -> ReportChoice:
        """Return what to tell."""
        first, last = values.of(self.first), values.of(self.last)
        if last > self.calendar.today:
            raise FieldProblem(self.last.id, "That is after today: a report tells what was.")
        if last < first:
            raise DateProblem("The last day lies before the first. Change the two round.")
        wish = ReportWish(values.of(self.template), first, last, values.of(self.people_query)[0])
        return ReportChoice(wish, values.of(self.form), values.of(self.target))
