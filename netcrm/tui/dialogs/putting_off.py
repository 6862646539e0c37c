"""Put things off: snooze items until a day, pause people for some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from textual.content import Content

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import Facing
from netcrm.domain.days import counted
from netcrm.domain.employers.lead import snoozed
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.day_fields import coming_day_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import organisations_like, whom
from netcrm.tui.text import day, plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, TextField


@dataclass(frozen=True, slots=True)
class SnoozeChoice:
    """Until when to put something off, and why, if the user said so."""

    until: date
    reason: str = ""


class SnoozeDialog(FormDialog[SnoozeChoice]):
    """Asks until when: a letter for the usual days, or any day typed; and why, which may be left empty."""

    def __init__(self, crm: Crm, item_keys: Sequence[str]) -> None:
        is_interview = len(item_keys) == 1 and item_keys[0].startswith("i")
        act = "Move" if is_interview else "Snooze"
        preview = crm.acts.preview(item_keys[0]) if len(item_keys) == 1 else None
        if preview is not None:
            title = Content.assemble(f"{act}: ", plain(preview.title))
        else:
            title = Content(f"{act} {len(item_keys)} items")
        super().__init__(crm, title, save_label=act)
        is_lead = len(item_keys) == 1 and item_keys[0].startswith("l")
        self._lead = crm.leads.get(int(item_keys[0][1:])) if is_lead else None
        ahead = crm.acts.snooze_day
        week = ahead(1, Span.WEEK)
        first = preview.next_if_snoozed if preview is not None and is_lead else week  # not past a deadline
        self.usual: ChoiceField[date | None] = ChoiceField(
            "usual",
            "When" if is_interview else "Back",
            (
                Choice(self.calendar.read("tomorrow", Facing.FORWARD), "t", "Tomorrow"),
                Choice(self.calendar.read("monday", Facing.FORWARD), "m", "Monday"),
                Choice(week, "w", "In a week"),
                Choice(ahead(2, Span.WEEK), "2", "In 2 weeks"),
                Choice(ahead(1, Span.MONTH), "n", "In a month"),
                Choice(None, "o", "On another day"),
            ),
            week if first == week else None,
        )
        self.until = TextField(
            "until",
            "To" if is_interview else "Until",
            self._read_day,
            value=first.isoformat(),
            hint="fri · next tue · in 3 weeks · 1 dec",
            required="Say until when: tomorrow, fri, in 2 weeks.",
            echo=self.calendar.say,
            selects=True,
        )
        self.reason = TextField(
            "reason", "Why", clean_line, hint="a few words for its history (or nothing)", is_free_text=True
        )
        self.lay(self.usual, self.until, self.reason)

    def _read_day(self, text: str) -> date:
        found = self.calendar.read(text, Facing.FORWARD)
        if found <= self.calendar.today:
            raise DateProblem(f"{day(found, self.calendar.today)} is not after today. Snooze until a later day.")
        if self._lead is not None:
            snoozed(self._lead, found, self.calendar.today)  # it refuses what lies past the deadline
        return found

    def edited(self, field: Field[object]) -> None:
        """Write the usual day taken into the field under it."""
        if field is self.usual:
            usual = self.values().of(self.usual)
            self.text_row(self.until).put(usual.isoformat() if usual else "")

    def result(self, values: FormValues) -> SnoozeChoice:
        """Return the day and the reason."""
        return SnoozeChoice(values.of(self.until), values.of(self.reason))


class Pausing(Enum):
    """Of whom nothing is asked."""

    PEOPLE = "people"
    ORGANISATION = "organisation"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class PauseChoice:
    """Whom to pause, and from when to when, both inclusive: people, those of an organisation, or everybody (None)."""

    contact_ids: tuple[int, ...] | None
    start: date
    end: date
    reason: str
    organisation: str = ""


class PauseDialog(FormDialog[PauseChoice]):
    """Asks from when to when nothing shall be asked for, and of whom; says the first day back."""

    def __init__(self, crm: Crm, contact_ids: Sequence[int] | None) -> None:
        who = whom(crm, contact_ids) if contact_ids is not None else Content("everybody")
        super().__init__(crm, Content.assemble("Pause ", who), save_label="Pause")
        self._ids = tuple(contact_ids) if contact_ids is not None else None
        row = next(iter(crm.contacts.rows(contact_ids[:1])), None) if contact_ids else None
        self.start = coming_day_field(
            self.calendar,
            "start",
            "From",
            value="today",
            required="Say the first day: today, mon, 20 dec.",
        )
        self.end = coming_day_field(
            self.calendar,
            "end",
            "Until",
            hint="the last day of it: fri · 4 jan · in 2 weeks",
            required="Say the last day: fri, 4 jan, in 2 weeks.",
        )
        self.reason = TextField(
            "reason", "Why", clean_line, hint="holiday, parental leave … (or nothing)", is_free_text=True
        )
        people = "This person" if self._ids is not None and len(self._ids) == 1 else f"These {len(self._ids or ())}"
        self.scope = ChoiceField(
            "scope",
            "Whom",
            (
                Choice(Pausing.PEOPLE, "p", people),
                Choice(Pausing.ORGANISATION, "o", "An organisation"),
                Choice(Pausing.EVERYBODY, "e", "Everybody"),
            ),
            Pausing.PEOPLE,
        )
        self.organisation = TextField(
            "organisation",
            "Organisation",
            clean_line,
            value=row.organisation if row else "",
            required="Name the organisation.",
            selects=True,
            suggest=lambda text: organisations_like(crm, text),
        )
        self.lay(self.start, self.end, self.reason, *((self.scope, self.organisation) if self._ids else ()))

    def on_mount(self) -> None:
        """Ask for an organisation only where one is meant."""
        if self._ids:
            self.show_field(self.organisation, shown=False)
        super().on_mount()

    def edited(self, field: Field[object]) -> None:
        """Ask for an organisation only where one is meant."""
        if field is self.scope:
            self.show_field(self.organisation, shown=self.values().of(self.scope) is Pausing.ORGANISATION)

    def note(self, values: FormValues) -> Content | None:
        """Say how long it is, and the first working day back."""
        start, end = values.of(self.start), values.of(self.end)
        if end < start:
            return None
        days = counted((end - start).days + 1, "day")
        back = self.crm.pauses.first_day_back(start, end)
        return Content(f"{days}. First day back: {day(back, self.calendar.today)}.")

    def result(self, values: FormValues) -> PauseChoice:
        """Return the pause."""
        start, end = values.of(self.start), values.of(self.end)
        try:
            self.crm.pauses.first_day_back(start, end)
        except DateProblem as problem:
            raise FieldProblem(self.end.id, str(problem)) from None
        if end < self.calendar.today:
            raise FieldProblem(self.end.id, f"{day(end, self.calendar.today)} is past. Name a later last day.")
        scope = values.of(self.scope) if self._ids else Pausing.EVERYBODY
        named = values.of(self.organisation) if scope is Pausing.ORGANISATION else ""
        ids = self._ids if scope is Pausing.PEOPLE else None
        return PauseChoice(ids, start, end, values.of(self.reason), named)
