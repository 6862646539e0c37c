"""One step of an interview: asked, agreed on a day and a place, held, thanked for, or given up; dated as the user says.

Which steps there are to choose follows from where the interview stands, and which fields from the step.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from netcrm.services.interviews.values import Logging
from netcrm.services.interviews.words import agreed_words
from netcrm.tui.dialogs.day_fields import past_day_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.interview_steps import BEGINS, InterviewChoice, Step, begins_anew, steps_for
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice, ChoiceStrip
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, TextField

_CHOICES = {
    Step.NOTE: Choice(Step.NOTE, "n", "To contact"),
    Step.ASK: Choice(Step.ASK, "a", "Asked"),
    Step.AGREE: Choice(Step.AGREE, "g", "Agreed"),
    Step.MOVE: Choice(Step.MOVE, "m", "Move it"),
    Step.HELD: Choice(Step.HELD, "h", "Held"),
    Step.THANK: Choice(Step.THANK, "t", "Thanked"),
    Step.KEEP: Choice(Step.KEEP, "k", "Kept in touch"),
    Step.DECLINED: Choice(Step.DECLINED, "d", "Declined"),
    Step.NO_ANSWER: Choice(Step.NO_ANSWER, "w", "No answer"),
    Step.PUT_OFF: Choice(Step.PUT_OFF, "p", "Put off"),
    Step.CANCELLED: Choice(Step.CANCELLED, "x", "Cancelled"),
    Step.NO_SHOW: Choice(Step.NO_SHOW, "s", "No-show"),
    Step.CHANGE: Choice(Step.CHANGE, "c", "Change it"),
}
_MEETS = (Step.AGREE, Step.MOVE, Step.CHANGE)
"""Steps that say when and where."""
_LOGS = {Step.ASK: Channel.EMAIL, Step.HELD: Channel.INTERVIEW, Step.THANK: Channel.LETTER}
"""Steps that are logged, and their usual channel."""
_CHANNELS = (
    Choice(Channel.EMAIL, "e", "E-mail"),
    Choice(Channel.MESSAGE, "g", "Message"),
    Choice(Channel.CALL, "c", "Call"),
    Choice(Channel.VIDEO, "v", "Video call"),
    Choice(Channel.MEETING, "m", "Meeting"),
    Choice(Channel.COFFEE, "f", "Coffee"),
    Choice(Channel.INTERVIEW, "i", "Interview"),
    Choice(Channel.LETTER, "l", "Letter, note"),
)
_PLAYBOOKS = (
    Choice("", "n", "Nothing"),
    Choice("outreach", "o", "3B7 outreach"),
    Choice("house", "h", "One nudge (own house)"),
)


class InterviewDialog(FormDialog[InterviewChoice]):
    """Asks which step, on which day, and what belongs to it."""

    def __init__(self, crm: Crm, interview: Interview, step: Step | None = None) -> None:
        stands = f"  {interview.stage.words}" if interview.id else ""
        title = Content.assemble("Interview with ", whom(crm, (interview.contact_id,)), (stands, "$foreground-muted"))
        super().__init__(crm, title)
        self._interview = interview
        steps = steps_for(interview)
        begins = step if step in steps else steps[0]
        self.step = ChoiceField("step", "What", tuple(_CHOICES[one] for one in steps), begins)
        self.on_day = past_day_field(
            self.calendar,
            "on",
            "Dated",
            value=self._usual_day(begins),
            required="Say on which day: today, yesterday, mon, 3 nov.",
            hint="today · yesterday · mon · 3 nov",
        )
        self.moment: TextField[tuple[date, time | None] | None] = TextField(
            "moment",
            "Takes place",
            lambda text: self.calendar.read_moment(text, Facing.FORWARD) if text.strip() else None,
            value=self._unless_anew(begins, _moment_text(interview)),
            hint="thu 15:00 · 3 dec 9:30 (or nothing yet)",
            echo=self._say_moment,
            selects=True,
        )
        self.place = TextField(
            "place", "Where", clean_line, value=interview.place, hint="a room, or the link of a call"
        )
        self.minutes = TextField(
            "minutes", "Minutes", _read_minutes, value=str(interview.minutes), selects=True, hint="30"
        )
        self.topic = TextField(
            "topic",
            "About",
            clean_line,
            value=self._unless_anew(begins, interview.topic),
            hint="study start-up, how to become a CRA …",
            is_free_text=True,
        )
        self.channel = ChoiceField("channel", "How", _CHANNELS, _LOGS.get(begins, Channel.EMAIL))
        self.playbook = ChoiceField("playbook", "Then", _PLAYBOOKS, "")
        self.words = TextField(
            "words",
            "Words",
            lambda text: clean_text(text).strip(),
            hint="for history: what was said, or why",
            is_free_text=True,
        )
        self.lay(
            self.step, self.moment, self.place, self.minutes, self.on_day,
            self.topic, self.channel, self.playbook, self.words,
        )  # fmt: skip

    def _unless_anew(self, step: Step, text: str) -> str:
        """Return what the interview says; nothing for a step that begins another one."""
        return "" if begins_anew(self._interview, step) else text

    def _usual_day(self, step: Step) -> str:
        """Return the day that a step most likely has: that which was agreed for one that was held, else today."""
        agreed = self._interview.happens_on
        if step is Step.HELD and agreed and agreed <= self.calendar.today and self._interview.stage is Stage.AGREED:
            return agreed.isoformat()
        return "today"

    def on_mount(self) -> None:
        """Show what belongs to the step."""
        self._show_fields(self._begin)
        super().on_mount()

    @property
    def _begin(self) -> Step:
        return self.step.value

    def edited(self, field: Field[object]) -> None:
        """Let the fields follow the step; after a letter, which leads on, go to the first of them."""
        if field is not self.step:
            return
        step = self.values().of(self.step)
        self._show_fields(step)
        dated, usual = self.text_row(self.on_day), self._usual_day(step)
        if dated.text != usual:
            dated.put(usual)
        for line, own in ((self.topic, self._interview.topic), (self.moment, _moment_text(self._interview))):
            row = self.text_row(line)
            if row.text in ("", own):
                row.put(self._unless_anew(step, own))
        if step in _LOGS:
            self.choose(self.channel, _LOGS[step])
        if not isinstance(self.focused, ChoiceStrip):
            first = next(one for one, is_shown in self._fields_of(step).items() if is_shown)
            self.text_row(first).target.focus()

    def _show_fields(self, step: Step) -> None:
        for line, is_shown in self._fields_of(step).items():
            self.show_field(line, shown=is_shown)
        self.show_field(self.channel, shown=step in _LOGS)
        self.show_field(self.playbook, shown=step is Step.ASK)

    def _fields_of(self, step: Step) -> dict[TextField[Any], bool]:
        """Return which lines to type in belong to a step, in their order."""
        is_dated = step not in (Step.NOTE, Step.MOVE, Step.CHANGE)
        return {
            self.moment: step in _MEETS,
            self.place: step in (Step.AGREE, Step.CHANGE),
            self.minutes: step in (Step.AGREE, Step.CHANGE),
            self.on_day: is_dated,
            self.topic: step in (*BEGINS, Step.CHANGE),
            self.words: is_dated,
        }

    def _say_moment(self, moment: tuple[date, time | None] | None) -> str:
        if moment is None:
            return ""
        on, hour = moment
        words = self.calendar.say(on) + (f", at {hour:%H:%M}" if hour else ", with no hour yet")
        return f"{words}: choose held if it took place" if on < self.calendar.today else words

    def note(self, values: FormValues) -> Content | None:
        """Say what the step leads to."""
        step, today = values.of(self.step), self.calendar.today
        if step is Step.HELD:
            return Content(
                "Logged, and the thank-you note falls due 24 hours after its end. Advice and names come next."
            )
        if step is Step.MOVE and (words := agreed_words(self._interview, today)):
            return Content.assemble("Agreed so far: ", plain(words), ". Without a new hour it keeps its own.")
        if step is Step.ASK and values.of(self.playbook):
            return Content("Each step of the playbook asks first whether they answered; an answer ends it.")
        if step in (Step.ASK, Step.AGREE) and begins_anew(self._interview, step):
            return Content("This begins another interview beside the one that was held.")
        return None

    def result(self, values: FormValues) -> InterviewChoice:
        """Return the step."""
        step, today = values.of(self.step), self.calendar.today
        moment = values.of(self.moment) if step in _MEETS else None
        if step is Step.MOVE and moment is None:
            raise FieldProblem(self.moment.id, "Say to which day: fri, next tue 14:00, 3 dec.")
        on = values.of(self.on_day) if step not in (Step.NOTE, Step.MOVE, Step.CHANGE) else today
        if on > today:
            ahead = " Choose agreed for a day to come." if step is Step.HELD else ""
            raise FieldProblem(self.on_day.id, f"{long_day(on, today)} is after today.{ahead}")
        choice = InterviewChoice(self._interview, step, on)
        if step in _MEETS:
            choice = replace(choice, appointment=self._appointment(values, step, moment))
        if step in (*BEGINS, Step.CHANGE):
            choice = replace(choice, topic=values.of(self.topic))
        summary = values.of(self.words) if step not in (Step.NOTE, Step.MOVE, Step.CHANGE) else ""
        choice = replace(choice, log=Logging(values.of(self.channel) if step in _LOGS else None, summary))
        return replace(choice, playbook=values.of(self.playbook)) if step is Step.ASK else choice

    def _appointment(self, values: FormValues, step: Step, moment: tuple[date, time | None] | None) -> Appointment:
        on, at = moment or (None, None)
        if step is Step.MOVE:
            return Appointment(on, at)
        return Appointment(on, at, minutes=values.of(self.minutes), place=values.of(self.place))


def _moment_text(interview: Interview) -> str:
    at: datetime | None = interview.happens_at
    if interview.happens_on is None:
        return ""
    return f"{at:%Y-%m-%d %H:%M}" if at else interview.happens_on.isoformat()


def _read_minutes(text: str) -> int:
    digits = clean_line(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        raise UsageProblem("Say how many minutes: 30.")
    return int(digits)
