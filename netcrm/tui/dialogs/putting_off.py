"""Put things off: snooze items until a day, pause people for some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content

from netcrm.domain.check_in import Pause
from netcrm.domain.date_forms import Span
from netcrm.domain.dates import Facing, shift
from netcrm.domain.days import counted
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import day, plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, TextField


class SnoozeDialog(FormDialog[date]):
    """Asks until when: a letter for the usual days, or any day typed."""

    def __init__(self, crm: Crm, item_keys: Sequence[str]) -> None:
        if len(item_keys) == 1:
            title = Content.assemble("Snooze: ", plain(crm.agenda.preview(item_keys[0]).title))
        else:
            title = Content(f"Snooze {len(item_keys)} items")
        super().__init__(crm, title, save_label="Snooze")
        today = self.calendar.today
        monday = today + timedelta(days=7 - today.weekday())
        self.usual: ChoiceField[date | None] = ChoiceField(
            "usual",
            "Back",
            (
                Choice(today + timedelta(days=1), "t", "Tomorrow"),
                Choice(monday, "m", "Monday"),
                Choice(shift(today, 1, Span.WEEK), "w", "In a week"),
                Choice(shift(today, 2, Span.WEEK), "2", "In 2 weeks"),
                Choice(shift(today, 1, Span.MONTH), "n", "In a month"),
                Choice(None, "o", "On another day"),
            ),
            shift(today, 1, Span.WEEK),
        )
        self.until = TextField(
            "until",
            "Until",
            self._read_day,
            value=shift(today, 1, Span.WEEK).isoformat(),
            hint="fri · next tue · in 3 weeks · 1 dec",
            required="Say until when: tomorrow, fri, in 2 weeks.",
            echo=self.calendar.say,
            selects=True,
        )
        self.lay(self.usual, self.until)

    def _read_day(self, text: str) -> date:
        found = self.calendar.read(text, Facing.FORWARD)
        if found <= self.calendar.today:
            raise DateProblem(f"{day(found, self.calendar.today)} is not after today. Snooze until a later day.")
        return found

    def edited(self, field: Field[object]) -> None:
        """Write the usual day taken into the field under it."""
        if field is self.usual:
            usual = self.values().of(self.usual)
            self.text_row(self.until).put(usual.isoformat() if usual else "")

    def result(self, values: FormValues) -> date:
        """Return the day."""
        return values.of(self.until)


@dataclass(frozen=True, slots=True)
class PauseChoice:
    """Whom to pause (None is everybody), and from when to when, both inclusive."""

    contact_ids: tuple[int, ...] | None
    start: date
    end: date
    reason: str


class PauseDialog(FormDialog[PauseChoice]):
    """Asks from when to when nothing shall be asked for."""

    def __init__(self, crm: Crm, contact_ids: Sequence[int] | None) -> None:
        who = whom(crm, contact_ids) if contact_ids is not None else Content("everybody")
        super().__init__(crm, Content.assemble("Pause ", who), save_label="Pause")
        self._ids = tuple(contact_ids) if contact_ids is not None else None
        self.start = TextField(
            "start",
            "From",
            lambda text: self.calendar.read(text, Facing.FORWARD),
            value="today",
            required="Say the first day: today, mon, 20 dec.",
            echo=self.calendar.say,
            selects=True,
        )
        self.end = TextField(
            "end",
            "Until",
            lambda text: self.calendar.read(text, Facing.FORWARD),
            hint="the last day of it: fri · 4 jan · in 2 weeks",
            required="Say the last day: fri, 4 jan, in 2 weeks.",
            echo=self.calendar.say,
            selects=True,
        )
        self.reason = TextField("reason", "Why", clean_line, hint="holiday, parental leave … (or nothing)")
        self.lay(self.start, self.end, self.reason)

    def note(self, values: FormValues) -> Content | None:
        """Say how long it is, and the first day back."""
        start, end = values.of(self.start), values.of(self.end)
        if end < start:
            return None
        pause = Pause(start, end)
        days = counted((end - start).days + 1, "day")
        return Content(f"{days}. First day back: {day(pause.first_day_back, self.calendar.today)}.")

    def result(self, values: FormValues) -> PauseChoice:
        """Return the pause."""
        start, end = values.of(self.start), values.of(self.end)
        try:
            Pause(start, end)
        except DateProblem as problem:
            raise FieldProblem(self.end.id, str(problem)) from None
        if end < self.calendar.today:
            raise FieldProblem(self.end.id, f"{day(end, self.calendar.today)} is past. Name a later last day.")
        return PauseChoice(self._ids, start, end, values.of(self.reason))
