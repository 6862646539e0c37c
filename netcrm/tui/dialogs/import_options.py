"""What may be asked before an import: whether the days of messages come in, and when one was last in touch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from textual.content import Content

from netcrm.domain.days import long_day
from netcrm.domain.rough_dates import middle, rough_date
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem
from netcrm.services.crm import Crm
from netcrm.services.imports.touches import CONNECTED
from netcrm.services.imports.values import ImportOptions
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FormValues, TextField

_UNKNOWN, _DATE = "", "date"


@dataclass(frozen=True, slots=True)
class Offered:
    """Which options concern the files."""

    messages: bool = False
    """They hold messages: a LinkedIn archive does."""
    connected: bool = False
    """They say since when one is connected with each person."""

    @property
    def is_worth_asking(self) -> bool:
        """Whether there is more to ask than of any file."""
        return self.messages or self.connected


class ImportOptionsDialog(FormDialog[ImportOptions]):
    """Asks what concerns the files, and nothing else."""

    def __init__(self, crm: Crm, offered: Offered, now: ImportOptions) -> None:
        super().__init__(crm, Content("How to bring them in"), save_label="Look inside")
        self._offered = offered
        self._now = now
        last = now.last_contact if now.last_contact in (_UNKNOWN, CONNECTED) else _DATE
        connected = [Choice(CONNECTED, "c", "LinkedIn's connection date")] if offered.connected else []
        self.messages = ChoiceField(
            "messages",
            "Messages",
            (Choice(False, "n", "Leave them"), Choice(True, "y", "Bring in their days, without their text")),
            now.messages,
        )
        self.last = ChoiceField(
            "last",
            "Last touch",
            (Choice(_UNKNOWN, "u", "Unknown"), *connected, Choice(_DATE, "d", "A date, or a rough one")),
            last,
        )
        self.day = TextField(
            "day",
            "When",
            self._read_day,
            value=now.last_contact if last == _DATE else "",
            hint="2019, spring 2021, 12 March 2024",
            required="Say when you were last in touch, roughly: spring 2021.",
            echo=self._say_days,
        )
        self.lay(self.messages, self.last, self.day)

    def on_mount(self) -> None:
        """Show what concerns the files."""
        self.show_field(self.messages, shown=self._offered.messages)
        self._show_day()
        super().on_mount()

    def _show_day(self) -> None:
        self.show_field(self.day, shown=self.values().of(self.last) == _DATE)

    def edited(self, field: Field[object]) -> None:
        """Ask for the date where there is one."""
        if field is self.last:
            self._show_day()
            if self.values().of(self.last) == _DATE:
                self.go_to(self.day)

    def note(self, values: FormValues) -> Content | None:
        """Say whom it concerns."""
        if values.of(self.last) == _UNKNOWN:
            return Content("Nobody is asked for at once: check-ins begin with your first contact.")
        return Content("For those who are new, where nothing in netcrm is newer.")

    def result(self, values: FormValues) -> ImportOptions:
        """Return the options, with all that is not asked here as it was."""
        last = values.of(self.last)
        if last == _DATE:
            typed = clean_line(self.text_row(self.day).text)
            days = values.of(self.day)
            last = typed if rough_date(typed) == days else middle(days).isoformat()  # `3/4/2019` by the user's order
        messages = self._offered.messages and values.of(self.messages)
        return replace(self._now, last_contact=last, messages=messages)

    def _read_day(self, text: str) -> tuple[date, date]:
        """Return the span of days that a text means."""
        days = rough_date(clean_line(text), day_first=self.calendar.day_first)
        if days is None:
            raise DateProblem("That is no date. Write it like 2019, spring 2021 or 12 March 2024.")
        if days[0] > self.calendar.today:
            raise DateProblem("That day is yet to come; say when you were last in touch.")
        return days

    def _say_days(self, days: tuple[date, date]) -> str:
        on = min(middle(days), self.calendar.today)
        return f"{'' if days[0] == days[1] else 'about '}{long_day(on, self.calendar.today)}"
