"""Whether a calendar file is kept up to date, where, and whether it keeps five minutes a day free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import Enum, auto
from pathlib import Path

from textual.content import Content

from netcrm.services.calendar.five_minutes import OFF, read_five_minutes
from netcrm.services.calendar.kept_file import Wish
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FormValues, TextField


class KeptFileAnswer(Enum):
    """What was answered."""

    YES = auto()
    NO = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class KeptFileChoice:
    """What was answered, and with yes which file."""

    answer: KeptFileAnswer
    path: Path | None = None
    five_minutes: time | None = None


_ANSWERS = (
    Choice(KeptFileAnswer.YES, "y", "Yes"),
    Choice(KeptFileAnswer.NO, "n", "No"),
    Choice(KeptFileAnswer.LATER, "l", "Later"),
)
_WORDS = {
    KeptFileAnswer.YES: "The file is written anew after what you do here. A calendar program that was given it shows"
    " what is due, whom to reach and how, and reminds you.",
    KeptFileAnswer.NO: "You are not asked again. The palette has “Calendar file” if you change your mind.",
    KeptFileAnswer.LATER: "You are asked again in a month.",
}


class KeptFileDialog(FormDialog[KeptFileChoice]):
    """Asks for the file; leaving it says nothing."""

    def __init__(self, crm: Crm, offered: Path | None = None, *, news: str = "") -> None:
        """Ask.

        Args:
            crm: The store.
            offered: The file to offer where none is kept yet.
            news: What just happened, said before anything else.
        """
        self._news = news
        super().__init__(crm, Content("Keep a calendar file up to date?"), save_label="OK")
        now = crm.calendar_file.settings()
        refused = KeptFileAnswer.NO if now.wish is Wish.OFF else KeptFileAnswer.YES
        self.answer = ChoiceField("answer", "Keep it", _ANSWERS, refused)
        self.path = TextField(
            "path",
            "Where",
            crm.calendar_file.check,
            value=str(now.path or offered or "~/netcrm.ics"),
            required="Name the file.",
            selects=True,
            echo=lambda path: "it is there already; netcrm wrote it" if path.exists() else "a new file",
        )
        self.five_minutes = TextField(
            "five",
            "5 minutes",
            _read_hour,
            value=now.five_minutes.isoformat("minutes") if now.five_minutes else "",
            hint="such as 8:30: kept free for netcrm on working days; or none",
            echo=lambda at: f"“netcrm, five minutes” at {at:%H:%M} on your working days" if at else "",
        )
        self.lay(self.answer, self.path, self.five_minutes)

    def on_mount(self) -> None:
        """Ask where only with yes."""
        super().on_mount()
        self._show_fields()

    def edited(self, field: Field[object]) -> None:
        """Ask where only with yes."""
        if field is self.answer:
            self._show_fields()

    def _show_fields(self) -> None:
        wanted = self.values().of(self.answer) is KeptFileAnswer.YES
        self.show_field(self.path, shown=wanted)
        self.show_field(self.five_minutes, shown=wanted)

    def note(self, values: FormValues) -> Content:
        """Say what the answer comes to."""
        return Content.assemble(plain(self._news), "\n" if self._news else "", _WORDS[values.of(self.answer)])

    def result(self, values: FormValues) -> KeptFileChoice:
        """Return the answer."""
        answer = values.of(self.answer)
        if answer is not KeptFileAnswer.YES:
            return KeptFileChoice(answer)
        return KeptFileChoice(answer, values.of(self.path), values.of(self.five_minutes))


def _read_hour(text: str) -> time | None:
    kept = read_five_minutes(text) if text.strip() else OFF
    return None if kept == OFF else time.fromisoformat(kept)
