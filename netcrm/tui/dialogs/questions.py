"""Questions for a note sheet: a set that fits the person, one of the others, or a question of one's own."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interviews.values import Sheet
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, FormValues, TextField

_NONE = ""
_KEYS = "123456789abcdefghijklmnoprstuvwxyz"
"""What takes a set; the letter q stands for none of them."""
_TOPICS: tuple[Choice[Topic | None], ...] = (
    *(Choice(topic, topic.value[0] if topic is not Topic.ASSIGNMENTS else "s", topic.label) for topic in Topic),
    Choice(None, "n", "None"),
)


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """What to put on a sheet."""

    sets: tuple[str, ...]
    own: tuple[tuple[Topic | None, str], ...]


class QuestionsDialog(FormDialog[QuestionChoice]):
    """Asks for a set, and for a question of one's own with its topic."""

    def __init__(self, crm: Crm, sheet: Sheet, topic: Topic | None) -> None:
        title = Content.assemble("Questions for ", plain(sheet.line.name))
        super().__init__(crm, title, save_label="Put on the sheet")
        self._sheet = sheet
        choices = [Choice(one.name, key, one.title) for one, key in zip(sheet.sets, _KEYS, strict=False)]
        begins = sheet.chosen.name if sheet.chosen and not sheet.notes else _NONE
        self.set = ChoiceField("set", "Set", (*choices, Choice(_NONE, "q", "None")), begins)
        self.own = TextField(
            "own", "Your own", clean_line, hint="a question of your own (or nothing)", is_free_text=True
        )
        self.topic: ChoiceField[Topic | None] = ChoiceField("topic", "Its topic", _TOPICS, topic)
        self.lay(self.set, self.own, self.topic)

    def note(self, values: FormValues) -> Content | None:
        """Say what the set holds, and what is wrong with sets of the user's own."""
        name = values.of(self.set)
        lines = [one.summary for one in self._sheet.sets if one.name == name]
        lines += [f"{len(one.questions)} questions; those that stand there already stay as they are."
                  for one in self._sheet.sets if one.name == name]  # fmt: skip
        return Content("\n").join(plain(line) for line in (*lines, *self._sheet.problems)) or None

    def result(self, values: FormValues) -> QuestionChoice:
        """Return what to put on the sheet."""
        name, own = values.of(self.set), values.of(self.own)
        if not name and not own:
            raise UsageProblem("Choose a set, or type a question of your own.")
        return QuestionChoice((name,) if name else (), ((values.of(self.topic), own),) if own else ())
