"""Somebody as the user's mentor: what was agreed, advised and reached, beside what can be written down.

Whoever is none may have advised something too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from netcrm.domain.moments import local_moment
from netcrm.domain.text import clean_text
from netcrm.domain.ties.advice import AdviceState
from netcrm.domain.ties.mentorship import MentorGoalState
from netcrm.errors import NetcrmError, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.mentor_pages import MentorPage
from netcrm.services.values import Done
from netcrm.tui.dialogs.day_fields import coming_day_or_none_field, coming_moment_field, past_day_field
from netcrm.tui.dialogs.mentor_words import page_words
from netcrm.tui.dialogs.panes import PaneDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import Field, TextField
from netcrm.tui.widgets.hanging import Hanging, Paragraph


class MentorAct(StrEnum):
    """What can be written down."""

    BEGIN = "begin"
    GOAL = "goal"
    REACHED = "reached"
    GIVEN_UP = "given-up"
    MEET = "meet"
    ADVICE = "advice"
    FOLLOWED = "followed"
    LEFT = "left"
    """Advice that will not be followed."""
    NOTE = "note"
    END = "end"


@dataclass(frozen=True, slots=True)
class MentorChoice:
    """What is to be written down."""

    act: MentorAct
    contact_id: int
    words: str = ""
    on: date | None = None
    at: datetime | None = None
    id: int = 0
    """The goal or the piece of advice that it is about."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Something to choose."""

    act: MentorAct
    label: str
    id: int = 0


_LABELS = {
    MentorAct.BEGIN: "They are my mentor",
    MentorAct.GOAL: "A new goal",
    MentorAct.MEET: "The next meeting",
    MentorAct.ADVICE: "New advice",
    MentorAct.NOTE: "The note",
    MentorAct.END: "It ended",
}
_NEED_WORDS = {
    MentorAct.GOAL: "Say in words what you agreed on.",
    MentorAct.ADVICE: "Say in words what they advised.",
}
_UNDONE = {MentorAct.REACHED: MentorAct.GIVEN_UP, MentorAct.FOLLOWED: MentorAct.LEFT}
"""What comes of a goal or of advice, and what does not: enter and x."""


class MentorDialog(PaneDialog[MentorChoice]):
    """What can be written down on the left, open goals among it; the page of the mentor on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write it down"),
        Binding("x", "give_up", "Give the goal up"),
    ]

    def __init__(self, crm: Crm, contact_id: int) -> None:
        super().__init__(crm, Content.assemble("Mentor: ", whom(crm, (contact_id,))))
        self._contact_id = contact_id
        self._page: MentorPage | None = crm.mentorships.page(contact_id)
        self._advice = [line.advice for line in crm.advice.of_contact(contact_id)]
        self._lines = list(self._offered())
        self.words = TextField("words", "In words", lambda text: clean_text(text).strip(), is_free_text=True)
        self.until = coming_day_or_none_field(
            self.calendar,
            "until",
            "By, or report back on",
            hint="15 dec · in 3 weeks (or nothing)",
        )
        self.moment = coming_moment_field(
            self.calendar,
            "moment",
            "When",
            hint="thu 15:00 · in 2 weeks",
            required="Say when you meet: thu 15:00, in 2 weeks.",
        )
        self.past = past_day_field(
            self.calendar,
            "past",
            "On",
            value="today",
            required="Say on which day: today, mon, 1 sep.",
        )
        self.lay(self.words, self.until, self.moment, self.past)

    def on_mount(self) -> None:
        """Begin at the first thing that can be written down."""
        self.options.add_options([Option(Hanging([Paragraph(plain(line.label), 2)])) for line in self._lines])
        self.options.highlighted = 0
        super().on_mount()
        self.changed()

    def _offered(self) -> Iterator[_Line]:
        """Yield what can be written down: of a mentorship that goes on, of advice, or that there is one."""
        line = self._page.line if self._page else None
        goes_on = line is not None and line.mentorship.ended_on is None
        for act in (MentorAct.GOAL, MentorAct.MEET) if goes_on else (MentorAct.BEGIN,):
            yield _Line(act, _LABELS[act])
        yield _Line(MentorAct.ADVICE, _LABELS[MentorAct.ADVICE])
        for goal in line.goals if line and goes_on else ():
            if goal.state is MentorGoalState.OPEN:
                yield _Line(MentorAct.REACHED, f"Goal: {goal.text}", goal.id)
        for advice in self._advice:
            if advice.state is AdviceState.OPEN:
                yield _Line(MentorAct.FOLLOWED, f"Advice: {advice.text}", advice.id)
        for act in (MentorAct.NOTE, MentorAct.END) if goes_on else ():
            yield _Line(act, _LABELS[act])

    @property
    def _chosen(self) -> _Line:
        return self._lines[self.options.highlighted or 0]

    def changed(self) -> None:
        """Ask for what the choice needs, beside the page."""
        self.say()
        act = self._chosen.act
        shown: dict[Field[object], bool] = {
            self.words: act is not MentorAct.END,
            self.until: act in _NEED_WORDS,
            self.moment: act is MentorAct.MEET,
            self.past: act in (MentorAct.BEGIN, MentorAct.END, *_UNDONE),
        }
        for field, is_shown in shown.items():
            self.show_field(field, shown=is_shown)
        self.read_out(page_words(self._page, self._advice, self.calendar.today))
        self.focus_moved()

    def focus_moved(self) -> None:
        """Show the keys that mean something where the cursor is."""
        act = self._chosen.act
        if self.is_typing:
            self.show_keys(("ctrl+s", "write it down"), ("tab", "next"), ("esc", "leave"))
        elif act in _UNDONE:
            self.show_keys(("enter", act.value), ("x", "give it up"), ("tab", "the words"), ("esc", "leave"))
        else:
            self.show_keys(("enter", "go on"), ("tab", "the words"), ("[ ]", "scroll"), ("esc", "leave"))

    def entered(self) -> None:
        """Go on to the words where there must be some; else write it down."""
        needs = self._chosen.act in (*_NEED_WORDS, MentorAct.MEET)
        if needs and not self.is_typing:
            field = self.moment if self._chosen.act is MentorAct.MEET else self.words
            self.row(field).target.focus()
        else:
            self.action_write()

    def action_write(self) -> None:
        """Give back what is to be written down; what was typed before is taken in first."""
        self.call_after_refresh(self._write, self._chosen)

    def action_give_up(self) -> None:
        """Give the goal or the advice under the cursor up."""
        line = self._chosen
        if line.act in _UNDONE:
            self.call_after_refresh(self._write, replace(line, act=_UNDONE[line.act]))

    def _write(self, line: _Line) -> None:
        if not (self.is_open and self.is_current):
            return
        wrong = [row for row in self._shown_rows() if row.check(saving=True)]
        if wrong:
            wrong[0].target.focus()
            return
        try:
            self.dismiss(self._choice(line))
        except NetcrmError as problem:
            self.refuse(problem)

    def _choice(self, line: _Line) -> MentorChoice:
        act, values = line.act, self.values()
        words = values.of(self.words) if act is not MentorAct.END else ""
        if act in (*_NEED_WORDS, MentorAct.LEFT) and not words:
            raise UsageProblem(_NEED_WORDS.get(act, "Say in a few words why it is given up."))
        on: date | None = None
        at: datetime | None = None
        if act is MentorAct.MEET:
            on, hour = values.of(self.moment)
            at = local_moment(datetime.combine(on, hour)) if hour else None
        elif act in _NEED_WORDS:
            on = values.of(self.until)
        elif act is not MentorAct.NOTE:
            on = values.of(self.past)
        return MentorChoice(act, self._contact_id, words, on, at, line.id)


def write_mentor(crm: Crm, choice: MentorChoice) -> Done:
    """Write what a dialog was told."""
    who, words, mentorships = choice.contact_id, choice.words, crm.mentorships
    match choice.act:
        case MentorAct.BEGIN:
            return mentorships.begin(who, on=choice.on, note=words)
        case MentorAct.GOAL:
            return mentorships.agree_goal(who, words, due_on=choice.on)
        case MentorAct.REACHED:
            return mentorships.close_goal(choice.id, MentorGoalState.REACHED, outcome=words, on=choice.on)
        case MentorAct.GIVEN_UP:
            return mentorships.close_goal(choice.id, MentorGoalState.DROPPED, outcome=words, on=choice.on)
        case MentorAct.MEET:
            return mentorships.meet(who, choice.on or crm.today, at=choice.at, about=words)
        case MentorAct.ADVICE:
            return crm.advice.add(who, words, report_back_on=choice.on)
        case MentorAct.FOLLOWED:
            return crm.advice.followed(choice.id, words, on=choice.on)
        case MentorAct.LEFT:
            return crm.advice.dropped(choice.id, words, on=choice.on)
        case MentorAct.NOTE:
            return mentorships.note(who, words)
        case MentorAct.END:
            return mentorships.end(who, on=choice.on)
