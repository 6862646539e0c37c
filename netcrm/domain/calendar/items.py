"""What stands in the user's calendar: items, their UIDs, and items as text.

One occurrence has one UID for ever. A touch or a skip begins a new occurrence of a check-in, a snooze or another
cadence does not; a follow-up and an interview are one occurrence each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache

_NEW = "-new@netcrm"
_CHECK_IN = "checkin-"
_HOST = "@netcrm"
FIVE_MINUTES_UID = f"five-minutes{_HOST}"


class CalendarKind(StrEnum):
    """What a calendar item stands for."""

    CHECK_IN = "check-in"
    """Of a contact or of an organisation."""
    FOLLOW_UP = "follow-up"
    INTERVIEW = "interview"
    LEAD = "lead"
    """The deadline of a job opening."""
    BIRTHDAY = "birthday"
    FIVE_MINUTES = "five-minutes"
    """The time that the user keeps free for netcrm on working days."""

    @property
    def is_task(self) -> bool:
        """Whether it can be ticked off: a check-in, a promise, a deadline; not an appointment or a day to remember."""
        return self in (CalendarKind.CHECK_IN, CalendarKind.FOLLOW_UP, CalendarKind.LEAD)


CHOSEN_KINDS = tuple(kind for kind in CalendarKind if kind is not CalendarKind.FIVE_MINUTES)
"""What can be asked for by name; the five minutes are asked for by their hour."""
MOST_DAYS = 3660
"""The farthest that a calendar looks ahead: ten years."""


class Form(StrEnum):
    """As what tasks go out; all else is an event in either form."""

    EVENT = "event"
    TODO = "todo"


class Repeats(StrEnum):
    """How an item comes back by itself."""

    NEVER = "never"
    YEARLY = "yearly"
    """On its day of the year; what stands on 29 February stands on the last day of February."""
    WEEKLY = "weekly"
    """On the `weekdays` of every week."""


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """An entry of a calendar. Its text must stay true: nothing in it may count days up to today."""

    uid: str
    kind: CalendarKind
    summary: str
    on: date
    """The day on which it stands: never past for a task, however late it is."""
    at: datetime | None = None
    """The aware moment where the hour matters; else the item takes the whole day."""
    description: tuple[str, ...] = ()
    """Its lines."""
    url: str = ""
    categories: tuple[str, ...] = ()
    alarm: bool = True
    """Whether the calendar reminds of it: at 9 on its day, or 15 minutes before its hour (of an interview and of the
    deadline of a job opening also a day before, of the five minutes at their hour)."""
    alarms: tuple[int, ...] = ()
    """The minutes before its hour at which the calendar reminds of it instead."""
    minutes: int = 30
    """How long it lasts where the hour matters."""
    place: str = ""
    """Where it is: a room, or the link of a call."""
    priority: int = 0
    """Of a task, RFC 5545, 3.8.1.9: 1 is the most urgent, 9 the least, 0 says nothing."""
    due: date | None = None
    """Of a task: the day that was asked for, before lateness and the cap moved it. It is not sent: it tells whether
    the user moved the item in netcrm too."""
    repeats: Repeats = Repeats.NEVER
    weekdays: tuple[int, ...] = ()
    """Of one that comes back weekly: Monday is 0."""
    local_time: time | None = None
    """The wall clock's time wherever the user is, instead of `at`."""


def check_in_uid(uid: str, anchor: date | None) -> str:
    """Return the UID of one occurrence of the check-in of a contact or an organisation, by its uid."""
    return f"{_CHECK_IN}{uid}-{_compact(anchor)}{_HOST}" if anchor else f"{_CHECK_IN}{uid}{_NEW}"


def of_check_in(uid: str) -> tuple[str, date | None] | None:
    """Return whose check-in a UID stands for, by their uid, and its anchor; nothing where it is of no check-in."""
    owner, _, occurrence = uid.removesuffix(_HOST).removeprefix(_CHECK_IN).rpartition("-")
    if not (uid.startswith(_CHECK_IN) and uid.endswith(_HOST) and owner):
        return None
    if occurrence == "new":
        return owner, None
    try:
        return owner, date.fromisoformat(occurrence)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def is_of_newcomer(uid: str) -> bool:
    """Whether a UID stands for the check-in of somebody not yet contacted."""
    return uid.endswith(_NEW)


def follow_up_uid(follow_up_uid: str) -> str:
    """Return the UID of a follow-up."""
    return f"followup-{follow_up_uid}{_HOST}"


def kind_of(uid: str) -> CalendarKind | None:
    """Return what a UID of ours stands for; nothing where it is none."""
    return _KINDS.get(uid.partition("-")[0]) if uid.endswith(_HOST) else None


def uid_within(uid: str) -> str:
    """Return the store's uid of what a UID other than a check-in's stands for: of `followup-<uid>@netcrm` that uid."""
    return uid.removesuffix(_HOST).partition("-")[2]


def interview_uid(interview_uid: str) -> str:
    """Return the UID of an interview."""
    return f"interview-{interview_uid}{_HOST}"


def lead_uid(lead_uid: str) -> str:
    """Return the UID of the deadline of a lead."""
    return f"lead-{lead_uid}{_HOST}"


def birthday_uid(contact_uid: str) -> str:
    """Return the UID of a birthday, which is one item for all years."""
    return f"birthday-{contact_uid}{_HOST}"


_KINDS = {
    "checkin": CalendarKind.CHECK_IN,
    "followup": CalendarKind.FOLLOW_UP,
    "interview": CalendarKind.INTERVIEW,
    "lead": CalendarKind.LEAD,
    "birthday": CalendarKind.BIRTHDAY,
    "five": CalendarKind.FIVE_MINUTES,
}
"""By how their UIDs begin."""


def item_text(item: CalendarItem) -> str:
    """Return an item as text: JSON, the same for equal items whatever the time zone of their moment."""
    return json.dumps(
        {
            "uid": item.uid,
            "kind": item.kind.value,
            "summary": item.summary,
            "on": item.on.isoformat(),
            "at": item.at.astimezone(UTC).isoformat() if item.at else None,
            "description": item.description,
            "url": item.url,
            "categories": item.categories,
            "alarm": item.alarm,
            "minutes": item.minutes,
            "place": item.place,
            "priority": item.priority,
            "due": item.due.isoformat() if item.due else None,
            "repeats": item.repeats.value,
            "weekdays": item.weekdays,
            "local_time": item.local_time.isoformat("minutes") if item.local_time else None,
            # Few have alarms of their own: the text of the others is that of older versions.
            **({"alarms": item.alarms} if item.alarms else {}),
        },
        ensure_ascii=False,
    )


def item_from_text(text: str) -> CalendarItem:
    """Return the item that `item_text` wrote, of this version or an older one."""
    written = json.loads(text)
    due, local_time = written.get("due"), written.get("local_time")
    return CalendarItem(
        uid=written["uid"],
        kind=CalendarKind(written["kind"]),
        summary=written["summary"],
        on=date.fromisoformat(written["on"]),
        at=datetime.fromisoformat(written["at"]) if written["at"] else None,
        description=tuple(written["description"]),
        url=written["url"],
        categories=tuple(written["categories"]),
        alarm=written["alarm"],
        alarms=tuple(written.get("alarms", ())),
        minutes=written.get("minutes", 30),
        place=written.get("place", ""),
        priority=written.get("priority", 0),
        due=date.fromisoformat(due) if due else None,
        repeats=Repeats(written.get("repeats", Repeats.NEVER)),
        weekdays=tuple(written.get("weekdays", ())),
        local_time=time.fromisoformat(local_time) if local_time else None,
    )
