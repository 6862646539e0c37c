"""Plan a follow-up: what is promised, for which day, who promised, and how it comes back."""

from __future__ import annotations

from datetime import date, datetime, time

from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.follow_up import Owner
from netcrm.domain.interval import Interval, parse_interval
from netcrm.domain.moments import local_moment
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.domain.text import clean_line
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import day
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FormValues, Suggestion, TextField

_COUNTS_FROM = (
    Choice(RepeatsFrom.DATE, "d", "The fixed date"),
    Choice(RepeatsFrom.COMPLETION, "c", "The day it is done"),
)
_USUAL = ("1 week", "2 weeks", "1 month", "3 months", "6 months", "1 year")
_OWNERS = (Choice(Owner.MINE, "m", "Mine"), Choice(Owner.THEIRS, "t", "Theirs"))


class FollowUpDialog(FormDialog[FollowUpDraft]):
    """Asks for a promise's words, day, hour if there is one, owner, and how often it comes back, if it does."""

    def __init__(
        self, crm: Crm, contact_id: int, follow_up_id: int | None = None, *, title: str = "", on: date | None = None
    ) -> None:
        there = crm.follow_ups.get(follow_up_id) if follow_up_id is not None else None
        verb = "Change the follow-up with " if there else "Follow up with "
        super().__init__(crm, Content.assemble(verb, whom(crm, (contact_id,))), save_label="Save" if there else "Plan")
        self._contact_id = there.contact_id if there else contact_id
        moment = ""
        if there:
            hour = f" {there.due_at.astimezone():%H:%M}" if there.due_at else ""
            moment = there.due_on.isoformat() + hour
        self.promise = TextField(
            "title",
            "What",
            clean_line,
            value=clean_line(there.title if there else title),
            hint="such as send her my CV",
            required="Say what is promised: send her my CV.",
            is_free_text=True,
        )
        self.moment = TextField(
            "on",
            "When",
            self._read_moment,
            value=on.isoformat() if on else moment,
            hint="fri · next tue · in 2 weeks · fri 14:00",
            required="Say for which day: fri, in 2 weeks, 1 dec.",
            echo=self._say_moment,
            selects=True,
        )
        self.owner = ChoiceField("owner", "Whose", _OWNERS, there.owner if there else Owner.MINE)
        repeats = there.recurrence if there else None
        self.every: TextField[Interval | None] = TextField(
            "every",
            "Comes back",
            lambda text: parse_interval(text) if text.strip() else None,
            value=str(repeats.interval) if repeats else "",
            hint="every year · 2 weeks · 10 business days (or nothing)",
            echo=lambda interval: interval.every if interval else "",
            suggest=_suggest_intervals,
            selects=True,
        )
        self.counts_from = ChoiceField(
            "counts-from", "Counts from", _COUNTS_FROM, repeats.counts_from if repeats else RepeatsFrom.DATE
        )
        self.lay(self.promise, self.moment, self.owner, self.every, self.counts_from)

    def on_mount(self) -> None:
        """Ask what it counts from only where it comes back."""
        self._show_counting()
        super().on_mount()

    def edited(self, field: Field[object]) -> None:
        """Ask what it counts from only where it comes back."""
        if field is self.every:
            self._show_counting()

    def _show_counting(self) -> None:
        self.show_field(self.counts_from, shown=bool(self.text_row(self.every).text.strip()))

    def note(self, values: FormValues) -> Content | None:
        """Say the next two dates of what comes back."""
        if values.of(self.every) is None:
            return None
        today = self.calendar.today
        days = self.crm.follow_ups.upcoming(self._draft(values, title=""))
        how = "if each is done on its day" if values.of(self.counts_from) is RepeatsFrom.COMPLETION else "and so on"
        return Content(f"Then {', '.join(day(on, today) for on in days)}, {how}.") if days else None

    def _read_moment(self, text: str) -> tuple[date, time | None]:
        return self.calendar.read_moment(text, Facing.FORWARD)

    def _say_moment(self, moment: tuple[date, time | None]) -> str:
        words = self.calendar.say_moment(moment)
        return f"{words}: already late" if moment[0] < self.calendar.today else words

    def result(self, values: FormValues) -> FollowUpDraft:
        """Return the promise."""
        return self._draft(values, title=values.of(self.promise))

    def _draft(self, values: FormValues, *, title: str) -> FollowUpDraft:
        on, hour = values.of(self.moment)
        every = values.of(self.every)
        return FollowUpDraft(
            contact_id=self._contact_id,
            title=title,
            due_on=on,
            due_at=local_moment(datetime.combine(on, hour)) if hour else None,
            theirs=values.of(self.owner) is Owner.THEIRS,
            every=every,
            counts_from=values.of(self.counts_from) if every else RepeatsFrom.DATE,
        )


def _suggest_intervals(text: str) -> list[Suggestion]:
    wanted = clean_line(text).casefold().removeprefix("every ")
    return [Suggestion(one, one) for one in _USUAL if wanted and one.startswith(wanted) and one != wanted]
