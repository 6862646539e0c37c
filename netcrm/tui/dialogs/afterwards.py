"""What came of an interview, in one dialog: advice, names, thanks, a rating, the next step.

One line is one piece of advice, or one name; a new line is there as soon as the last one is filled in. What the act
will write is said under the fields while one types, by the very plan that then writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import AdviceGiven, Afterwards, InterviewNote, Referral
from netcrm.domain.naming.credentials import usual_credentials
from netcrm.domain.roles import parse_role
from netcrm.domain.text import clean_line, fold
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interviews.values import Sheet
from netcrm.services.listing import ContactRow
from netcrm.tui.dialogs.day_fields import coming_day_or_none_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import describe
from netcrm.tui.text import day, plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import Calendar, ChoiceField, Field, FormValues, Suggestion, TextField

_T = TypeVar("_T")

_BEFORE = (Stage.TO_CONTACT, Stage.ASKED, Stage.AGREED, Stage.MOVED)
"""Stages before holding."""
_MOST = 8
"""Pieces of advice, and names, that one act takes."""
_SHOWN_LINES, _FEW_LINES = 5, 2
"""How much is said of what will be written, where there is room and where there is little."""
_ROOMY = 30
_AT = " @ "
"""Stands in a line of advice before the day to report back on, where it is another than usual."""
_INTRODUCE = "introduces"
"""The word in a line with a name that says: they introduce us, I do not write by myself."""
_RATINGS: tuple[Choice[int | None], ...] = (
    Choice(None, "n", "None"),
    *(Choice(stars, str(stars), "★" * stars) for stars in range(1, 6)),
)
_THANKS = (Choice(False, "l", "Later: remind me"), Choice(True, "t", "Given already"))
_SHARED = (Choice(False, "m", "For me alone"), Choice(True, "s", "May be shared"))


@dataclass(frozen=True, slots=True)
class SheetWanted:
    """The user wants to write into the note sheet first."""


@dataclass(frozen=True, slots=True)
class _AdviceLine:
    """A line of advice as it is typed; `on` where it says its own day."""

    text: str
    on: date | None = None


class AfterwardsDialog(FormDialog[Afterwards | SheetWanted]):
    """Asks what came of an interview; one that is not held yet is held by it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+n", "sheet", "The note sheet", show=False, priority=True)]
    GUARDS_TYPING = True

    def __init__(self, crm: Crm, sheet: Sheet, told: str = "", *, can_open_sheet: bool = True) -> None:
        it = sheet.line.interview
        title = Content.assemble("What came of the interview with ", plain(sheet.line.name))
        super().__init__(crm, title)
        self._interview = it
        self._told = f"{told} ctrl+n opens the note sheet first.".lstrip() if can_open_sheet else told
        self._can_open_sheet = can_open_sheet
        self._is_held = it.stage.is_after_holding
        self.held = TextField(
            "held",
            "Held",
            lambda text: self.calendar.read_moment(text, Facing.BACKWARD),
            value=_held_text(it, self.calendar.today),
            hint="today 14:00 · yesterday · mon",
            required="Say when it was held: today 14:00, yesterday.",
            echo=self.calendar.say_moment,
            selects=True,
        )
        self.advice = _advice_fields(sheet, self.calendar)
        self.report_on = coming_day_or_none_field(
            self.calendar,
            "report-on",
            "Report back",
            value="in 2 weeks",
            hint="in 2 weeks · 12 dec (or nothing)",
        )
        self.shared = ChoiceField("shared", "The advice", _SHARED, _may_be_shared(sheet))
        self.names = _name_fields(crm)
        self.thanks = ChoiceField("thanks", "Thanks", _THANKS, False)
        self.rating: ChoiceField[int | None] = ChoiceField("rating", "Worth it", _RATINGS, it.rating)
        self.next_step = TextField(
            "next", "Next step", clean_line, value=it.next_step, hint="what comes next with them", is_free_text=True
        )
        self.next_on = coming_day_or_none_field(
            self.calendar,
            "next-on",
            "On",
            hint="fri · in 3 weeks (or no day)",
        )
        self.lay(
            self.held, *self.advice, self.report_on, self.shared, *self.names,
            self.thanks, self.rating, self.next_step, self.next_on,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Ask for the day only where it is not held yet, and show as many lines as are filled in, and one more."""
        self.show_field(self.held, shown=not self._is_held)
        self.show_field(self.thanks, shown=self._interview.stage in (*_BEFORE, Stage.HELD))
        self._show_lines()
        super().on_mount()
        first = self.advice[0] if self._is_held else self.held
        self.go_to(first)

    def edited(self, field: Field[object]) -> None:
        """Make room for one more line."""
        if field in self.advice or field in self.names or field is self.next_step:
            self._show_lines()

    def _show_lines(self) -> None:
        for fields in (self.advice, self.names):
            filled = [bool(self.text_row(field).text.strip()) for field in fields]
            last = max((place for place, is_filled in enumerate(filled) if is_filled), default=-1)
            for place, field in enumerate(fields):
                self.show_field(field, shown=place <= last + 1)
        has_advice = any(self.text_row(field).text.strip() for field in self.advice)
        self.show_field(self.report_on, shown=has_advice)
        self.show_field(self.shared, shown=has_advice)
        self.show_field(self.next_on, shown=bool(self.text_row(self.next_step).text.strip()))

    def note(self, values: FormValues) -> Content | None:
        """Say what will be written, and before anything is typed, what was just done."""
        try:
            lines = self.crm.interviews.plan_afterwards(self._interview, self._said(values)).lines
        except NothingToDo:
            return plain(self._told) if self._told else None
        most = _SHOWN_LINES if self.size.height >= _ROOMY else _FEW_LINES
        shown = [*lines[:most], *([f"and {len(lines) - most} more"] if len(lines) > most else [])]
        return Content("\n").join(plain(line) for line in shown)

    def result(self, values: FormValues) -> Afterwards:
        """Return what came of it; what the plan refuses is refused here."""
        said = self._said(values)
        self.crm.interviews.plan_afterwards(self._interview, said)
        return said

    def _said(self, values: FormValues) -> Afterwards:
        has_advice = any(self.text_row(field).text.strip() for field in self.advice)
        usual = values.of(self.report_on) if has_advice else None
        is_shared = values.of(self.shared) if has_advice else False
        lines = [line for field in self._filled(self.advice) if (line := values.of(field)) is not None]
        names = [name for field in self._filled(self.names) if (name := values.of(field)) is not None]
        held_on, held_at = (None, None) if self._is_held else values.of(self.held)
        next_step = values.of(self.next_step)
        next_on = values.of(self.next_on) if next_step else None
        return Afterwards(
            advice=tuple(AdviceGiven(line.text, line.on or usual, is_shared) for line in lines),
            referrals=tuple(names),
            rating=values.of(self.rating) if values.of(self.rating) != self._interview.rating else None,
            next_step=next_step if next_step != self._interview.next_step or next_on else None,
            next_step_on=next_on,
            held_on=held_on,
            held_at=held_at,
            thanked=values.of(self.thanks) if self._interview.stage in (*_BEFORE, Stage.HELD) else False,
        )

    def _filled(self, fields: Sequence[TextField[_T]]) -> list[TextField[_T]]:
        return [field for field in fields if self.text_row(field).text.strip()]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the note sheet where it is not what one came from."""
        del parameters
        return action != "sheet" or self._can_open_sheet

    def action_sheet(self) -> None:
        """Leave for the note sheet."""
        self.dismiss(SheetWanted())


def _held_text(it: Interview, today: date) -> str:
    """Return when it was held as far as one knows: as agreed, where that is not to come, else today."""
    if it.happens_on is None or it.happens_on > today:
        return "today"
    hour = f" {it.happens_at.astimezone():%H:%M}" if it.happens_at else ""
    return f"{it.happens_on}{hour}"


def _advice_fields(sheet: Sheet, calendar: Calendar) -> tuple[TextField[_AdviceLine | None], ...]:
    """Return the lines for advice, with those of the note sheet, unless some advice was kept before."""

    def read(text: str) -> _AdviceLine | None:
        words, at, when = text.rpartition(_AT)
        if at and words.strip():
            return _AdviceLine(clean_line(words), calendar.read(when, Facing.FORWARD))
        return _AdviceLine(clean_line(text)) if text.strip() else None

    def echo(line: _AdviceLine | None) -> str:
        return f"report back {day(line.on, calendar.today)}" if line and line.on else ""

    notes = [] if sheet.advice else [line for note in _about_advice(sheet) for line in note.answer.split("\n")]
    given = [line for line in dict.fromkeys(map(clean_line, notes)) if line][: _MOST - 1]
    given += [""] * (_MOST - len(given))
    return tuple(
        TextField(
            f"advice-{place}",
            "Advice" if place == 0 else "",
            read,
            value=text,
            hint="one piece of advice a line; “ @ fri” after it: report back then" if place == 0 else "and",
            echo=echo,
            is_free_text=True,
        )
        for place, text in enumerate(given)
    )


def _about_advice(sheet: Sheet) -> list[InterviewNote]:
    return [note for note in sheet.notes if note.topic is Topic.ADVICE and note.answer]


def _may_be_shared(sheet: Sheet) -> bool:
    notes = _about_advice(sheet)
    return not sheet.advice and bool(notes) and all(note.is_shareable for note in notes)


def _name_fields(crm: Crm) -> tuple[TextField[Referral | None], ...]:
    def suggest(text: str) -> list[Suggestion]:
        if "," in text or not text.strip():
            return []
        return [Suggestion(_line_of(row), describe(row)) for row in crm.contacts.suggest(text)]

    return tuple(
        TextField(
            f"name-{place}",
            "Names" if place == 0 else "",
            read_referral,
            hint="Bo Chen, CRA, Alder & Quay, bo@example.org, introduces" if place == 0 else "and",
            echo=_say_referral,
            suggest=suggest,
            is_free_text=True,
        )
        for place in range(_MOST)
    )


def _line_of(row: ContactRow) -> str:
    return ", ".join(filter(None, (row.name.partition(",")[0], row.email)))


def read_referral(text: str) -> Referral | None:
    """Return whom a line means: a name, then in any order a role, a mail address, an organisation, `introduces`.

    Raises:
        UsageProblem: There is no name, or more than one organisation.
    """
    name, *parts = [clean_line(part) for part in text.split(",")]
    if not any((name, *parts)):
        return None
    if not name:
        raise UsageProblem("Begin with the name: Bo Chen, CRA, Alder & Quay.")
    email, role, organisations, stage = "", None, [], IntroductionStage.MADE
    for part in filter(None, parts):
        if "@" in part:
            email = part
        elif fold(part).split()[0].startswith(_INTRODUCE[:-1]):
            stage = IntroductionStage.AGREED
        elif role is None and (found := parse_role(part)) is not None:
            role = found
        elif usual_credentials(part):
            name = f"{name}, {part}"
        else:
            organisations.append(part)
    if len(organisations) > 1:
        listed = " and ".join(f"“{one}”" for one in organisations)
        raise UsageProblem(f"{listed} are both read as an organisation: name one, without commas in it.")
    return Referral(name, email, "".join(organisations), role, None, stage)


def _say_referral(referral: Referral | None) -> str:
    if referral is None:
        return ""
    role = referral.role.label if referral.role else ""
    how = "they introduce you" if referral.stage is IntroductionStage.AGREED else "you may write to them"
    return ", ".join(filter(None, (referral.name, role, referral.organisation, referral.email))) + f": {how}"
