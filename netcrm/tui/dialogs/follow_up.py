"""Plan a follow-up: what is promised, for which day, and who promised."""

from __future__ import annotations

from datetime import date, datetime, time

from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.follow_up import Owner
from netcrm.domain.text import clean_line
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, FormValues, TextField

_OWNERS = (Choice(Owner.MINE, "m", "Mine"), Choice(Owner.THEIRS, "t", "Theirs"))


class FollowUpDialog(FormDialog[FollowUpDraft]):
    """Asks for a promise's words, day, hour if there is one, and owner."""

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
        self.lay(self.promise, self.moment, self.owner)

    def _read_moment(self, text: str) -> tuple[date, time | None]:
        return self.calendar.read_moment(text, Facing.FORWARD)

    def _say_moment(self, moment: tuple[date, time | None]) -> str:
        on, hour = moment
        words = self.calendar.say(on) + (f", at {hour:%H:%M}" if hour else "")
        return f"{words}: already late" if on < self.calendar.today else words

    def result(self, values: FormValues) -> FollowUpDraft:
        """Return the promise."""
        on, hour = values.of(self.moment)
        return FollowUpDraft(
            contact_id=self._contact_id,
            title=values.of(self.promise),
            due_on=on,
            due_at=datetime.combine(on, hour).astimezone() if hour else None,
            theirs=values.of(self.owner) is Owner.THEIRS,
        )
