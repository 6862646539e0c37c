"""What a calendar item says: whom, why, and how to reach them.

Calendars are shared, so that last words and notes are told only in full detail. The words hold full dates and never
count days: the same facts read the same on any day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

from netcrm.domain.calendar_items import CalendarItem, CalendarKind, check_in_uid, follow_up_uid
from netcrm.domain.contact import Contact, Email
from netcrm.domain.days import full_day
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interaction import Interaction
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line, clean_text

_NOTE_LIMIT = 2000
"""Characters of a note that go into a calendar: phones load all of it for each event."""
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
    """
    history = f"last touch {full_day(last_touch)}" if last_touch else "not yet contacted"
    return CalendarItem(
        uid=check_in_uid(contact.uid, anchor),
        kind=CalendarKind.CHECK_IN,
        summary=f"Check in with {whom(contact)}",
        on=on,
        description=description(contact, f"{cadence}, {history}" if cadence else history, last, detail),
        url=address_to_reach(contact),
        categories=categories(contact),
    )


def follow_up_item(
    contact: Contact,
    follow_up: FollowUp,
    *,
    on: date,
    at: datetime | None = None,
    last: Interaction | None = None,
    detail: Detail = Detail.BRIEF,
) -> CalendarItem:
    """Return the calendar's entry for a follow-up on the day, or at the aware moment, where the agenda has it."""
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
        description=description(contact, f"{promised} for {full_day(follow_up.due_on)}", last, detail),
        url=address_to_reach(contact),
        categories=categories(contact),
    )


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
        return "mailto:" + quote(clean_line(email.value), safe=_ADDRESS_LETTERS, errors="replace")
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
        yield clean_line(f"{kind} ({label}): {value}" if label else f"{kind}: {value}")


def _preferred_email(contact: Contact) -> Email | None:
    usable = [email for email in contact.details.emails if "@" in email.value]
    return next((email for email in usable if email.preferred), usable[0] if usable else None)
