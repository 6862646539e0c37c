"""The log of what the user did, in numbers alone, with the skills that it practised."""

from __future__ import annotations

from datetime import date

from netcrm.domain.days import long_day
from netcrm.domain.report.activity_log import Activity, KeptActivity, parse_activity
from netcrm.errors import NotFound
from netcrm.services.session import Session
from netcrm.services.values import Done


class ActivityService:
    """Acts on the log of activities."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, words: str, *, on: date | None = None, skill: str = "") -> Activity:
        """Return what words say was done, to be looked at before it is written down; raise as `add` does."""
        today = self._session.today
        return parse_activity(words, on or today, today, skill)

    def add(self, words: str, *, on: date | None = None, skill: str = "") -> Done:
        """Write down what was done, with one number in the words.

        Args:
            words: What was done: `assisted in consenting 4 participants`.
            on: The day, without it today.
            skill: What it practised.

        Raises:
            UsageProblem: The words have no number or several, or the day is after today.
        """
        session = self._session
        activity = self.read(words, on=on, skill=skill)
        with session.act(f"note what was done: {activity}") as act:
            session.activities.insert(activity)
        practised = f" ({activity.skill})" if activity.skill else ""
        return Done(act.kept, f"Noted for {long_day(activity.done_on, session.today)}: {activity}{practised}.")

    def delete(self, activity_id: int) -> Done:
        """Delete an activity.

        Raises:
            NotFound: there is no such activity.
        """
        session = self._session
        there = session.activities.get(activity_id)
        if there is None:
            raise NotFound("activity", str(activity_id), advice="`netcrm did list` lists them with their numbers.")
        with session.act(f"delete what was done: {there.activity}") as act:
            session.activities.delete(activity_id)
        on = long_day(there.activity.done_on, session.today)
        return Done(act.kept, f"Deleted what was noted for {on}: {there.activity}.")

    def lines(self, first: date | None = None, last: date | None = None) -> list[KeptActivity]:
        """Return what was done from a day to another, the latest first."""
        return self._session.activities.between(first, last)

    def skills(self) -> list[str]:
        """Return the skills that were named, the latest first."""
        return self._session.activities.skills()
