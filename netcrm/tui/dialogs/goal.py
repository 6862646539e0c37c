"""Set a goal, in words; what was understood stands beside them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.goals.goal import Goal
from netcrm.domain.goals.words import goal_words
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.people_query import people_query_field
from netcrm.tui.widgets.fields import FormValues, TextField


@dataclass(frozen=True, slots=True)
class GoalWish:
    """A goal in words, and a filter beside them."""

    words: str
    query: str


class GoalDialog(FormDialog[GoalWish]):
    """Asks for a goal's words, and for a filter where the words name nobody."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm, Content("New goal"), save_label="Set")
        self.words: TextField[tuple[str, Goal]] = TextField(
            "words",
            "Goal",
            lambda text: (text, crm.goals.read(text)),
            hint="talk with five CRAs by 15 december · 3 touches a week",
            required="Say how much of what, by when or how often: talk with five CRAs by 15 december.",
            echo=lambda found: goal_words(found[1], self.calendar.today),
        )
        self.people_query = people_query_field(
            self.crm, "Only whom", hint="whom the words name; or role:cra, tag:area/oncology"
        )
        self.lay(self.words, self.people_query)

    def result(self, values: FormValues) -> GoalWish:
        """Return the goal."""
        return GoalWish(values.of(self.words)[0], values.of(self.people_query)[0])
