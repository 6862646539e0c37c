"""How interviews are told in sentences and lists."""

from __future__ import annotations

from datetime import date

from netcrm.domain.days import counted, long_day
from netcrm.domain.interviews.interview import DEFAULT_MINUTES, Interview


def when_words(interview: Interview, today: date) -> str:
    """Return `Thu 3 Dec 15:00`, with the user's own time where the hour was said in another zone; or nothing.

    `Thu 3 Dec 15:00 in Europe/Berlin (Thu 3 Dec 09:00 your time)`.
    """
    if interview.happens_on is None:
        return ""
    at = interview.happens_at
    if at is None:
        return long_day(interview.happens_on, today)
    own = at.astimezone()
    if not interview.time_zone or own.utcoffset() == at.utcoffset():
        return f"{long_day(own.date(), today)} {own:%H:%M}"
    day = "" if own.date() == at.date() else f"{long_day(own.date(), today)} "
    return f"{long_day(at.date(), today)} {at:%H:%M} in {interview.time_zone} ({day}{own:%H:%M} your time)"


def agreed_words(interview: Interview, today: date) -> str:
    """Return all that is agreed: `Thu 3 Dec 15:00, 45 minutes, Room 4`; of the usual length the minutes go unsaid."""
    is_usual = interview.happens_at is None or interview.minutes == DEFAULT_MINUTES
    length = "" if is_usual else counted(interview.minutes, "minute")
    return ", ".join(filter(None, (when_words(interview, today), length, interview.place)))


def kept_words(interview: Interview, today: date) -> str:
    """Return when an interview is or was, and what came of it: `Fri 20 Nov, monitoring, rated 5 of 5, next: call`."""
    rated = f"rated {interview.rating} of 5" if interview.rating else ""
    following = f"next: {interview.next_step}" if interview.next_step else ""
    return ", ".join(filter(None, (agreed_words(interview, today), interview.topic, rated, following)))
