"""Log an interaction: a letter for the channel, some words, enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.text import clean_text
from netcrm.errors import DateProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.values import Effect
from netcrm.tui.dialogs.follow_up import FollowUpDialog
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import day, plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FormValues, PeopleField, TextField

CHANNELS = (
    Choice(Channel.EMAIL, "e", "E-mail"),
    Choice(Channel.CALL, "c", "Call"),
    Choice(Channel.VIDEO, "v", "Video call"),
    Choice(Channel.MEETING, "m", "Meeting"),
    Choice(Channel.COFFEE, "f", "Coffee"),
    Choice(Channel.INTERVIEW, "i", "Interview"),
    Choice(Channel.CONFERENCE, "k", "Conference"),
    Choice(Channel.SITE_VISIT, "s", "Site visit"),
    Choice(Channel.MESSAGE, "g", "Message"),
    Choice(Channel.LETTER, "l", "Letter"),
    Choice(Channel.INTRODUCTION, "t", "Intro"),
    Choice(Channel.REACTION, "r", "Reaction"),
    Choice(Channel.NO_SHOW, "x", "No-show"),
    Choice(Channel.NOTE, "n", "Note"),
)
"""The ways to be in touch, by the letters that take them."""
_DIRECTIONS = (
    Choice(Direction.OUTGOING, "o", "You"),
    Choice(Direction.INCOMING, "i", "They"),
    Choice(Direction.BOTH, "b", "Both"),
)
_COUNTS: tuple[Choice[bool | None], ...] = (
    Choice(None, "u", "As usual"),
    Choice(True, "y", "Yes"),
    Choice(False, "n", "No"),
)
_MOST_EFFECTS = 4


class LogDialog(FormDialog[InteractionDraft | FollowUpDraft]):
    """Asks what happened, with whom and when, and shows what it does to each one's next check-in.

    A day after today is no interaction: the dialog offers to plan a follow-up for it, and then gives that back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "plan", "Plan a follow-up", show=False, priority=True),
    ]

    def __init__(self, crm: Crm, contact_ids: Sequence[int], *, interaction_id: int | None = None) -> None:
        there = crm.interactions.get(interaction_id) if interaction_id is not None else None
        ids = there.participants if there else tuple(contact_ids)
        verb = "Change what happened with " if there else "Log with "
        super().__init__(crm, Content.assemble(verb, whom(crm, ids)))
        self._ahead: date | None = None
        self._follows_channel = there is None
        self._previewed: tuple[InteractionDraft, tuple[Effect, ...]] | None = None
        self._is_new = there is None
        self.channel = ChoiceField("channel", "How", CHANNELS, there.channel if there else Channel.EMAIL)
        self.summary = TextField(
            "summary",
            "Words",
            lambda text: clean_text(text).strip(),
            value=clean_text(there.summary) if there else "",
            hint="what was said (ctrl+j for a new line)",
            lines=3,
            enter_saves=True,
            is_free_text=True,
        )
        self.on_day = TextField(
            "on",
            "When",
            self._read_day,
            value=there.happened_on.isoformat() if there else "today",
            required="Say when: today, yesterday, mon, 3 nov.",
            echo=self.calendar.say,
            selects=True,
        )
        direction = there.direction if there else Channel.EMAIL.usual_direction
        self.direction = ChoiceField("direction", "Reached out", _DIRECTIONS, direction)
        self.people = PeopleField("people", "With", ids, required="Say with whom: type a name and choose.")
        self.counts: ChoiceField[bool | None] = ChoiceField(
            "counts", "Counts", _COUNTS, there.counts if there else None
        )
        self.lay(self.channel, self.summary, self.on_day, self.direction, self.people, self.counts)

    def _read_day(self, text: str) -> date:
        self._ahead = None
        found = self.calendar.read(text, Facing.BACKWARD)
        if found > self.calendar.today:
            self._ahead = found
            when = long_day(found, self.calendar.today)
            raise DateProblem(f"{when} is still to come. Press ctrl+f to plan a follow-up for it instead.")
        return found

    def edited(self, field: Field[object]) -> None:
        """Let the direction follow the channel until the user says it."""
        if field is self.direction:
            self._follows_channel = False
        elif field is self.channel and self._follows_channel:
            self.choose(self.direction, self.values().of(self.channel).usual_direction)

    def note(self, values: FormValues) -> Content | None:
        """Say what happens to each participant's next check-in."""
        if not self._is_new or not values.of(self.people):
            return None
        draft = replace(self._draft(values), summary="")
        if self._previewed is None or self._previewed[0] != draft:
            self._previewed = (draft, self.crm.interactions.preview(draft))
        return effects_note(self._previewed[1], self.calendar.today)

    def result(self, values: FormValues) -> InteractionDraft:
        """Return what happened."""
        return self._draft(values)

    def _draft(self, values: FormValues) -> InteractionDraft:
        return InteractionDraft(
            participants=values.of(self.people),
            channel=values.of(self.channel),
            on=values.of(self.on_day),
            direction=values.of(self.direction),
            summary=values.of(self.summary),
            counts=values.of(self.counts),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the follow-up only for a day to come."""
        del parameters
        return action != "plan" or self._ahead is not None

    @work(group="asking")
    async def action_plan(self) -> None:
        """Plan a follow-up for the day to come, with the words typed so far, and give that back."""
        values = self.values()
        people = values.of(self.people)
        if not people:
            return
        dialog = FollowUpDialog(self.crm, people[0], title=values.of(self.summary), on=self._ahead)
        draft = await self.app.push_screen_wait(dialog)
        if draft is not None:
            self.dismiss(draft)


def effects_note(effects: Sequence[Effect], today: date) -> Content:
    """Return what becomes of each person's next check-in, a line each for the first few."""
    lines = [_effect(effect, today) for effect in effects[:_MOST_EFFECTS]]
    if len(effects) > _MOST_EFFECTS:
        lines.append(Content(f"and {len(effects) - _MOST_EFFECTS} more"))
    return Content("\n").join(lines)


def _effect(effect: Effect, today: date) -> Content:
    name = plain(effect.name, "bold")
    if effect.after is None:
        return Content.assemble(name, ": no check-in is asked for")
    if effect.before is None or effect.before == effect.after:
        return Content.assemble(name, f": next check-in {day(effect.after, today)}")
    return Content.assemble(name, f": next check-in {day(effect.after, today)}, was {day(effect.before, today)}")
