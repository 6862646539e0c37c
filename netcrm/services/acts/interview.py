"""The acts on an agreed interview: held, moved, cancelled."""

from __future__ import annotations

from datetime import date, datetime

from netcrm.domain.check_in import plain_snooze
from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Stage
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.acting import ItemPreview, Part
from netcrm.services.acts.check_in import CheckInActs
from netcrm.services.interviews.parts import InterviewParts
from netcrm.services.session import Session


class InterviewActs:
    """An interview."""

    def __init__(self, session: Session, interview_id: int) -> None:
        found = session.interviews.get(interview_id)
        if found is None:
            raise NotFound("item", f"i{interview_id}", advice="`netcrm interview list` lists the interviews there are.")
        self._session = session
        self._interview = found
        self.contact_id: int | None = found.contact_id
        self._name = session.contacts.load([found.contact_id])[found.contact_id].name
        self._parts = InterviewParts(session, found, self._name)
        self.title = f"the interview with {self._name}"

    def preview(self) -> ItemPreview:
        """Return the date of the check-in that holding it leads to."""
        check_in = CheckInActs(self._session, self._interview.contact_id).preview()
        return ItemPreview(
            key=f"i{self._interview.id}",
            title=f"Interview with {self._name}",
            contact_id=self.contact_id,
            next_if_done=check_in.next_if_done,
            next_if_skipped=None,
            can_skip=False,
            next_if_snoozed=plain_snooze(self._session.today, self._session.policy().workdays),
            logs=Channel.INTERVIEW,
        )

    def plan_done(self, channel: Channel | None, summary: str, on: date | None) -> Part:
        """Plan to have held it: without a day on the one that was agreed."""
        it, today = self._interview, self._session.today
        if on is None and it.stage is Stage.AGREED and it.happens_on:
            on = it.happens_on
            if on > today:
                raise DateProblem(
                    f"The interview with {self._name} is agreed for {long_day(on, today)}, which is still to come."
                    f" Say on which day it was held (`netcrm interview held i{it.id} --on today`), or move it"
                    f" (`netcrm interview move i{it.id} --on DATE`)."
                )
        return self._parts.held(on or today, channel, summary)

    def plan_snooze(self, until: date, reason: str) -> Part:  # noqa: ARG002
        """Refuse: it has its day, which others know too."""
        raise UsageProblem(
            f"The interview with {self._name} cannot be snoozed: its day is agreed. Where another day is agreed,"
            f" move it: `netcrm interview move i{self._interview.id} --on {until}`."
        )

    def plan_skip(self, reason: str) -> Part:  # noqa: ARG002
        """Refuse: there is no next time by itself."""
        key = f"i{self._interview.id}"
        raise UsageProblem(
            f"The interview with {self._name} cannot be skipped. Move it (`netcrm interview move {key} --on DATE`), or"
            f" cancel it with a reason (`netcrm drop {key} REASON`)."
        )

    def plan_drop(self, reason: str) -> Part:
        """Plan to cancel it, for a reason."""
        if not reason.strip():
            raise UsageProblem(
                f"The interview with {self._name} needs a reason to be cancelled. Say why in a few words."
            )
        return self._parts.aside(Stage.CANCELLED, self._session.today, reason=reason)

    def plan_move(self, on: date, at: datetime | None) -> Part:
        """Plan to move it to another day; without an aware moment on it the hour stays.

        Raises:
            UsageProblem: It is not agreed.
            DateProblem: The day has passed.
        """
        return self._parts.moved(on, at)
