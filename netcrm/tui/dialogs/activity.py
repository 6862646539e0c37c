"""Write down what was done, in numbers alone, on a day, with the skill that it practised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from netcrm.domain.report.activity_log import Activity
from netcrm.domain.text import clean_line, fold
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.day_fields import past_day_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.widgets.fields import FormValues, Suggestion, TextField


@dataclass(frozen=True, slots=True)
class ActivityWish:
    """What was done, when, and what it practised."""

    words: str
    on: date
    skill: str


class ActivityDialog(FormDialog[ActivityWish]):
    """Asks for the words with their number, the day and the skill."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm, Content("What you did, in numbers"))
        self._skills = crm.activities.skills()
        self.words: TextField[tuple[str, Activity]] = TextField(
            "words",
            "Did",
            lambda text: (text, crm.activities.read(text)),
            hint="assisted in consenting 4 participants",
            required="Say what you did, with one number: filed 12 essential documents.",
            echo=lambda found: f"{found[1].count:,} counted",
            is_free_text=True,
        )
        self.on: TextField[date] = past_day_field(
            self.calendar,
            "on",
            "On",
            value="today",
            required="Name the day: today, fri, 3 nov.",
        )
        self.skill = TextField(
            "skill", "Skill", clean_line, hint="informed consent (or nothing)", suggest=self._suggest_skills
        )
        self.lay(self.words, self.on, self.skill)

    def _suggest_skills(self, text: str) -> Sequence[Suggestion]:
        return [Suggestion(skill, skill) for skill in self._skills if fold(text) in fold(skill)][:5]

    def result(self, values: FormValues) -> ActivityWish:
        """Return what was done, or raise where it cannot be."""
        words, on, skill = values.of(self.words)[0], values.of(self.on), values.of(self.skill)
        self.crm.activities.read(words, on=on, skill=skill)
        return ActivityWish(words, on, skill)
