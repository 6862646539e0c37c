"""The informational interviews of the sample network, on days counted from today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from netcrm.demo.history import workday
from netcrm.demo.reading import WrittenInterview
from netcrm.domain.interviews.interview import Interview, InterviewStep, Stage
from netcrm.domain.moments import local_moment
from netcrm.services.network import InterviewOf

_SATURDAY = 5


def interview_of(written: WrittenInterview, place: int, uid: str, last: date, today: date) -> InterviewOf:
    """Return an interview as it stands on `today`; `last` is the day of the last contact with that person."""

    def day(days: int | None) -> date:
        if days is None:
            return last
        on = today + timedelta(days=days)
        if days > 0 and on.weekday() >= _SATURDAY:
            return on + timedelta(days=7 - on.weekday())
        return workday(on)

    is_held = written.steps[-1][0] is Stage.HELD
    on = last if is_held else None if written.on is None else day(written.on)
    at = None
    if on and written.hour:
        wall = datetime.combine(on, written.hour)
        at = wall.replace(tzinfo=ZoneInfo(written.zone)) if written.zone else local_moment(wall)
    return InterviewOf(
        Interview(
            id=0,
            uid=uid,
            contact_id=place,
            stage=written.steps[-1][0],
            topic=written.topic,
            happens_on=at.astimezone().date() if at else on,
            happens_at=at,
            time_zone=written.zone if at else "",
            minutes=written.minutes,
            place=written.place,
        ),
        tuple(InterviewStep(0, 0, stage, day(days)) for stage, days in written.steps),
    )
