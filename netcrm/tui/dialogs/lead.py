"""Keep a job opening, change it, and say what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.employers.lead import LeadOutcome, read_link, read_title
from netcrm.domain.text import clean_line, clean_text
from netcrm.services.crm import Crm
from netcrm.services.leads import LeadDraft
from netcrm.tui.dialogs.day_fields import coming_day_or_none_field, past_day_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import organisations_like
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, PeopleField, TextField

_OUTCOMES = {
    LeadOutcome.OFFER: "f",
    LeadOutcome.ACCEPTED: "a",
    LeadOutcome.REJECTED: "r",
    LeadOutcome.WITHDRAWN: "w",
    LeadOutcome.NO_ANSWER: "n",
    LeadOutcome.CLOSED: "c",
}


class LeadDialog(FormDialog[LeadDraft]):
    """Asks for the organisation, the title, the link, the deadline and who told of it."""

    def __init__(self, crm: Crm, *, organisation: str = "", lead_id: int | None = None) -> None:
        there = crm.leads.draft_of(lead_id) if lead_id is not None else LeadDraft(organisation, "")
        title = Content.assemble("Change ", plain(there.title)) if lead_id is not None else Content("A job opening")
        super().__init__(crm, title)
        self._there = there
        self.organisation = TextField(
            "organisation",
            "At",
            clean_line,
            value=there.organisation,
            required="Name the organisation that has the job.",
            suggest=lambda text: organisations_like(crm, text),
        )
        self.title_field = TextField(
            "title",
            "Title",
            read_title,
            value=there.title,
            hint="such as Clinical Research Associate I",
            required="Say what the job is called.",
        )
        self.link = TextField("link", "Link", read_link, value=there.link, hint="https://… (or nothing)")
        self.deadline: TextField[date | None] = TextField(
            "deadline",
            "Deadline",
            lambda text: self.calendar.read(text, Facing.FORWARD) if text.strip() else None,
            value=there.deadline.isoformat() if there.deadline else "",
            hint="4 dec · next fri (or nothing)",
            echo=self._say_deadline,
            selects=True,
        )
        self.told_by = PeopleField(
            "told-by",
            "Told by",
            ids=(there.told_by_id,) if there.told_by_id else (),
            hint="who told you of it (or nobody)",
        )
        self.note_field = TextField(
            "note",
            "Note",
            lambda text: clean_text(text).strip(),
            value=there.note,
            hint="what else you know of it (or nothing)",
            lines=3,
            enter_saves=True,
            is_free_text=True,
        )
        self.lay(self.organisation, self.title_field, self.link, self.deadline, self.told_by, self.note_field)

    def on_mount(self) -> None:
        """Begin at the title where the organisation is known."""
        super().on_mount()
        if self._there.organisation:
            self.go_to(self.title_field)

    def _say_deadline(self, day: date | None) -> str:
        if day is None:
            return ""
        words = self.calendar.say(day)
        return f"{words}: passed already" if day < self.calendar.today else f"{words}: it stands in Today then"

    def result(self, values: FormValues) -> LeadDraft:
        """Return what was written."""
        told_by = values.of(self.told_by)
        if len(told_by) > 1:
            raise FieldProblem(self.told_by.id, "Name one person: who told you first.")
        return LeadDraft(
            organisation=values.of(self.organisation),
            title=values.of(self.title_field),
            link=values.of(self.link),
            deadline=values.of(self.deadline),
            told_by_id=told_by[0] if told_by else None,
            note=values.of(self.note_field),
            found_on=self._there.found_on,
        )


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """What came of a job opening."""

    outcome: LeadOutcome
    on: date
    reason: str
    answer_by: date | None


class OutcomeDialog(FormDialog[OutcomeChoice]):
    """Asks what came of it, when, and why; of an offer also by when it wants an answer."""

    def __init__(self, crm: Crm, lead_id: int) -> None:
        line = crm.leads.line(lead_id)
        super().__init__(crm, Content.assemble(plain(line.lead.title), " at ", plain(line.organisation)))
        choices = tuple(
            Choice(outcome, key, outcome.words) for outcome, key in _OUTCOMES.items() if outcome != line.lead.outcome
        )
        self.outcome = ChoiceField("outcome", "Outcome", choices, choices[0].value)
        self.on_field = past_day_field(
            self.calendar,
            "on",
            "When",
            value="today",
            required="Say on which day: today, fri, 2 nov.",
        )
        self.answer_by = coming_day_or_none_field(
            self.calendar,
            "answer-by",
            "Answer by",
            hint="fri · 4 dec (or nothing)",
        )
        self.reason = TextField(
            "reason", "Why", lambda text: clean_text(text).strip(), hint="a few words (or nothing)", is_free_text=True
        )
        self.lay(self.outcome, self.on_field, self.answer_by, self.reason)
        self._is_offer = choices[0].value is LeadOutcome.OFFER

    def on_mount(self) -> None:
        """Ask by when an offer wants an answer."""
        self.show_field(self.answer_by, shown=self._is_offer)
        super().on_mount()

    def edited(self, field: Field[object]) -> None:
        """Ask by when an offer wants an answer, and of nothing else."""
        if field is self.outcome:
            self._is_offer = self.values().of(self.outcome) is LeadOutcome.OFFER
            self.show_field(self.answer_by, shown=self._is_offer)

    def result(self, values: FormValues) -> OutcomeChoice:
        """Return what was chosen."""
        outcome = values.of(self.outcome)
        answer_by = values.of(self.answer_by) if outcome is LeadOutcome.OFFER else None
        return OutcomeChoice(outcome, values.of(self.on_field), values.of(self.reason), answer_by)
