"""What a calendar item says: whom, why, and how to reach them.

Calendars are shared, so that last words and notes are told only in full detail. The words hold full dates and never
count days: the same facts read the same on any day.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from enum import StrEnum
from urllib.parse import quote

from netcrm.domain.agenda_values import AgendaItem, Group, LeadEntry, OrganisationEntry
from netcrm.domain.calendar.items import (
    FIVE_MINUTES_UID,
    CalendarItem,
    CalendarKind,
    Repeats,
    birthday_uid,
    check_in_uid,
    follow_up_uid,
    interview_uid,
    lead_uid,
)
from netcrm.domain.calendar.thanks import thanks_alarms
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Contact, Email
from netcrm.domain.days import full_day
from netcrm.domain.employers.lead import LeadOutcome
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interaction import Interaction
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.reasons import lead_title
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line, clean_text

_NOTE_LIMIT = 2000
"""Characters of a note that go into a calendar: phones load all of it for each event."""
_FEWEST_DIGITS = 5
"""Of a number that can be called: fewer are an extension in somebody's house."""
_URL_LETTERS = ":/?#[]@!$&'()*+,;=%~"
_ADDRESS_LETTERS = "@!$'*+"


class Detail(StrEnum):
    """How much a calendar tells."""

    BRIEF = "brief"
    FULL = "full"
    """Last words and notes too."""


def check_in_item(
    contact: Contact,
    *,
    on: date,
    anchor: date | None,
    cadence: str,
    last_touch: date | None,
    last: Interaction | None = None,
    detail: Detail = Detail.BRIEF,
    due: date | None = None,
    priority: int = 0,
) -> CalendarItem:
    """Return the calendar's entry for a check-in.

    Args:
        contact: Whom to be in touch with.
        on: The day on which it stands, never in the past.
        anchor: What the occurrence counts from; None for somebody not yet contacted.
        cadence: How often and from where, in words: `every 2 weeks, from tier B`.
        last_touch: The day of the latest touch.
        last: The latest interaction, told in full detail.
        detail: How much to tell.
        due: The day that the cadence or a snooze asks for.
        priority: Of a task.
    """
    return CalendarItem(
        uid=check_in_uid(contact.uid, anchor),
        kind=CalendarKind.CHECK_IN,
        summary=f"Check in with {whom(contact)}",
        on=on,
        description=description(contact, _why(cadence, last_touch), last, detail),
        url=address_to_reach(contact),
        categories=categories(contact),
        due=due,
        priority=priority,
    )


def check_in_again(
    sent: CalendarItem, *, on: date, cadence: str, last_touch: date | None, due: date, priority: int
) -> CalendarItem | None:
    """Return a check-in's entry of before as it stands now, where its words are still true; else nothing.

    The person must be as they were: only the day, the cadence and the latest touch are looked at.
    """
    if sent.description[1:2] != (f"Why: {_why(cadence, last_touch)}",):
        return None
    if (sent.on, sent.due, sent.priority) == (on, due, priority):
        return sent
    return replace(sent, on=on, due=due, priority=priority)


def _why(cadence: str, last_touch: date | None) -> str:
    history = f"last touch {full_day(last_touch)}" if last_touch else "not yet contacted"
    return f"{cadence}, {history}" if cadence else history


def organisation_item(
    entry: OrganisationEntry, *, on: date, detail: Detail = Detail.BRIEF, priority: int = 0
) -> CalendarItem:
    """Return the calendar's entry for the check-in of an organisation, which a touch with anyone there satisfies."""
    check_in = entry.check_in
    since = f"counted from {full_day(check_in.anchor)}" if check_in.anchor else "not yet contacted"
    lines = [f"Why: {entry.effective.describe()}, {since}"]
    if detail is Detail.FULL and entry.last_said:
        lines.append(f"Last: {entry.last_said}")
    return CalendarItem(
        uid=check_in_uid(entry.uid, check_in.anchor),
        kind=CalendarKind.CHECK_IN,
        summary=f"Check in with {clean_line(entry.name)}",
        on=on,
        description=tuple(map(clean_line, lines)),
        due=check_in.due_on,
        priority=priority,
    )


def follow_up_item(
    contact: Contact,
    follow_up: FollowUp,
    *,
    on: date,
    at: datetime | None = None,
    last: Interaction | None = None,
    detail: Detail = Detail.BRIEF,
    priority: int = 0,
    thanks_since: datetime | None = None,
) -> CalendarItem:
    """Return the calendar's entry for a follow-up on the day, or at the aware moment, where the agenda has it.

    Of a thank-you `thanks_since` is the end of the interview: it has alarms of its own.
    """
    title = clean_line(follow_up.title) or "Follow up"
    if follow_up.owner is Owner.THEIRS:
        summary, promised = f"Promised by {whom(contact)}: {title}", "promised to you"
    else:
        summary, promised = f"{title} – {whom(contact)}", "promised"
    return CalendarItem(
        uid=follow_up_uid(follow_up.uid),
        kind=CalendarKind.FOLLOW_UP,
        summary=summary,
        on=on,
        at=at,
        alarms=thanks_alarms(thanks_since, at) if thanks_since and at else (),
        description=description(contact, f"{promised} for {full_day(follow_up.due_on)}", last, detail),
        url=address_to_reach(contact),
        categories=categories(contact),
        due=follow_up.shows_on,
        priority=priority,
    )


def interview_item(
    contact: Contact,
    interview: Interview,
    *,
    on: date,
    last: Interaction | None = None,
    detail: Detail = Detail.BRIEF,
) -> CalendarItem:
    """Return the calendar's entry for an interview that was agreed, on its day `on` and at its hour."""
    topic = clean_line(interview.topic)
    why = f"informational interview about {topic}" if topic else "informational interview"
    return CalendarItem(
        uid=interview_uid(interview.uid),
        kind=CalendarKind.INTERVIEW,
        summary=f"Interview with {whom(contact)}",
        on=on,
        at=interview.happens_at,
        description=description(contact, why, last, detail),
        url=address_to_reach(contact),
        categories=categories(contact),
        minutes=interview.minutes,
        place=clean_line(interview.place),
        due=on,
    )


def lead_item(entry: LeadEntry, *, on: date, detail: Detail = Detail.BRIEF, priority: int = 0) -> CalendarItem:
    """Return the calendar's entry for the deadline of a job opening on the day on which the agenda has it."""
    lead = entry.lead
    what = "answer by" if lead.outcome is LeadOutcome.OFFER else "deadline"
    lines = [f"Why: {what} {full_day(lead.deadline)}"] if lead.deadline else []
    lines += [f"Told by: {entry.told_by}"] if entry.told_by else []
    lines += [f"Link: {lead.link}"] if lead.link else []
    if detail is Detail.FULL and lead.note:
        lines += ["Note: " + lead.note[:_NOTE_LIMIT]]
    return CalendarItem(
        uid=lead_uid(lead.uid),
        kind=CalendarKind.LEAD,
        summary=clean_line(f"{lead_title(lead)} – {entry.name}"),
        on=on,
        description=tuple(line for text in lines for line in clean_text(text).split("\n")),
        url=quote(clean_line(lead.link), safe=_URL_LETTERS, errors="replace") if lead.link else "",
        categories=("Job opening",),
        due=lead.shows_on,
        priority=priority,
    )


def birthday_item(contact: Contact) -> CalendarItem | None:
    """Return the calendar's entry for somebody's birthday, every year from the year in which they were added.

    Ages are private: no year of birth is told. A birthday of which the day is not known has no entry.
    """
    written = contact.details.birthday
    try:
        day = date.fromisoformat(f"2000{written[-6:]}") if written[-6:-5] == written[-3:-2] == "-" else None
    except ValueError:
        day = None
    if day is None:
        return None
    year = contact.added_on.year
    if (day.month, day.day) == (2, 29):
        while not isleap(year):
            year -= 1
    return CalendarItem(
        uid=birthday_uid(contact.uid),
        kind=CalendarKind.BIRTHDAY,
        summary=f"Birthday of {whom(contact)}",
        on=day.replace(year=year),
        description=tuple(line for text in (_who(contact), *_ways_to_reach(contact)) for line in text.split("\n")),
        url=address_to_reach(contact),
        categories=("Birthday", *categories(contact)),
        repeats=Repeats.YEARLY,
    )


def five_minutes_item(at: time, weekdays: tuple[int, ...], *, since: date) -> CalendarItem:
    """Return the entry that keeps five minutes free for netcrm at an hour of each working day, from `since` on."""
    return CalendarItem(
        uid=FIVE_MINUTES_UID,
        kind=CalendarKind.FIVE_MINUTES,
        summary="netcrm, five minutes",
        on=since,
        description=("Open netcrm and see whom to write to today.",),
        minutes=5,
        repeats=Repeats.WEEKLY,
        weekdays=weekdays,
        local_time=at,
    )


def priority_of(item: AgendaItem) -> int:
    """Return how urgent a task is (RFC 5545, 3.8.1.9): 1 overdue, 3 late, 5 due, 7 promised by somebody else."""
    if item.group is Group.THEIRS:
        return 7
    if item.standing is Standing.OVERDUE:
        return 1
    return 3 if item.days_late > 0 else 5


def whom(contact: Contact) -> str:
    """Return a person as a title names them: `Ana Lima (PI, St Mary's)`."""
    main = contact.details.roles[:1]
    about = [role.chip for role in main if role is not Role.OTHER] + [contact.organisation]
    words = ", ".join(filter(None, about))
    name = clean_line(contact.details.name.formatted)
    return clean_line(f"{name} ({words})" if words else name)


def description(contact: Contact, why: str, last: Interaction | None, detail: Detail) -> tuple[str, ...]:
    """Return the lines that tell who somebody is, why now, how to reach them and, in full detail, what was last said.

    `why` must not count days.
    """
    lines = [_who(contact), f"Why: {why}", *_ways_to_reach(contact)]
    if detail is Detail.FULL:
        if last:
            lines.append(f"Last: {last_words(last)}")
        note = clean_text(contact.details.note).strip()
        if note:
            lines.append("Note: " + (note if len(note) <= _NOTE_LIMIT else note[: _NOTE_LIMIT - 1] + "…"))
    return tuple(line for text in lines for line in text.split("\n"))


def last_words(interaction: Interaction) -> str:
    """Return what happened last: `call on 3 Nov 2026: asked for the protocol`."""
    words = f"{interaction.channel.replace('-', ' ')} on {full_day(interaction.happened_on)}"
    summary = clean_line(interaction.summary)
    return f"{words}: {summary}" if summary else words


def address_to_reach(contact: Contact) -> str:
    """Return the URI that opens a way to somebody: their preferred mail address, else a web page, else nothing."""
    email = _preferred_email(contact)
    if email:
        return _mailto(clean_line(email.value))
    for link in contact.details.links:
        value = clean_line(link.value)
        if value.casefold().startswith(("https://", "http://")) and " " not in value:
            return quote(value, safe=_URL_LETTERS, errors="replace")
    return ""


def categories(contact: Contact) -> tuple[str, ...]:
    """Return what a calendar can be filtered by: roles and tags, each once."""
    roles = [role.label for role in contact.details.roles if role is not Role.OTHER]
    return tuple(dict.fromkeys([*roles, *contact.details.tags]))


def _who(contact: Contact) -> str:
    """Return `Ana Lima, MD: Principal investigator, Professor, Cardiology, St Mary's Hospital`."""
    roles = [role.label for role in contact.details.roles if role is not Role.OTHER]
    position = contact.details.primary_position
    job = [position.title, position.department, position.organisation] if position else []
    words = ", ".join(dict.fromkeys(filter(None, (*roles, *job))))
    return clean_line(f"{contact.name}: {words}" if words else contact.name)


def _ways_to_reach(contact: Contact) -> Iterator[str]:
    """Yield a line for each address, phone and link; preferred ones first."""
    details = contact.details
    ways = [
        *(("E-mail", way.value, way.label) for way in sorted(details.emails, key=lambda way: not way.preferred)),
        *(("Phone", way.value, way.label) for way in sorted(details.phones, key=lambda way: not way.preferred)),
        *(("Link", way.value, way.label) for way in details.links),
    ]
    for kind, value, label in ways:
        address = _uri(kind, clean_line(value))
        words = f"{kind} ({label}): {value}" if label else f"{kind}: {value}"
        yield clean_line(f"{words}, {address}" if address and address != value else words)


def _uri(kind: str, value: str) -> str:
    """Return what opens a way to reach somebody where it is touched: `mailto:` or `tel:`; a link is a URI itself."""
    if kind == "E-mail":
        return _mailto(value) if "@" in value else ""
    if kind == "Phone":
        digits = "".join(letter for letter in value.partition(";")[0] if letter in "0123456789")
        return f"tel:{'+' if value.startswith('+') else ''}{digits}" if len(digits) >= _FEWEST_DIGITS else ""
    return value


def _mailto(address: str) -> str:
    return "mailto:" + quote(address, safe=_ADDRESS_LETTERS, errors="replace")


def _preferred_email(contact: Contact) -> Email | None:
    usable = [email for email in contact.details.emails if "@" in email.value]
    return next((email for email in usable if email.preferred), usable[0] if usable else None)
