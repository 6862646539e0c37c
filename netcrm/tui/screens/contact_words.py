"""What a contact's page says of a person: the head over it, and the details beside the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from textual.content import Content

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Address, Details, State
from netcrm.domain.days import MONTHS
from netcrm.domain.organisation import Position
from netcrm.services.contacts import ContactView, SourceLine
from netcrm.tui.text import STANDINGS, STATES, ago, day, paragraphs, plain

_LABEL_WIDTH = 11
_QUIET = "$foreground-muted"
_HEADING = "bold $text-accent"
_MOST_NOTE = 20_000
_MOST_SOURCES = 20
_LATE = frozenset({Standing.LATE, Standing.OVERDUE})


def head_of(view: ContactView, today: date) -> Content:
    """Return name, roles, tier, tags, position, and how it stands with the next date and why."""
    return Content("\n").join(_head_lines(view, today))


def _head_lines(view: ContactView, today: date) -> Iterator[Content]:
    contact, details, standing = view.contact, view.contact.details, view.standing
    chips = [plain(f" {role.chip} ", "$text-primary on $primary-muted") for role in details.roles]
    if details.tier:
        chips.append(plain(f" tier {details.tier} ", "$text-accent on $accent-muted"))
    tags = plain(" ".join(f"#{tag}" for tag in details.tags), _QUIET)
    star = Content.styled("★ ", "$text-warning") if details.starred else Content("")
    yield Content("  ").join([Content.assemble(star, plain(contact.name, "bold")), *chips, *([tags] if tags else [])])
    position = details.primary_position
    yield plain(_position(position), _QUIET) if position else Content.styled("no position", _QUIET)
    if contact.state is not State.ACTIVE:
        since = f" since {day(contact.state_since, today)}" if contact.state_since else ""
        why = f": {contact.state_why}" if contact.state_why else ""
        yield plain(f"{STATES[contact.state].capitalize()}{since}{why}", "bold $text-error")
        return
    if standing.standing is Standing.UNSET:
        yield plain(standing.why, _QUIET)
        return
    words = STANDINGS[standing.standing].capitalize()
    style = "bold $text-error" if standing.standing in _LATE else "bold $text-success"
    waiting = f" No answer since {day(standing.awaiting_since, today)}." if standing.awaiting_since else ""
    yield Content.assemble((words, style), ". ", plain(standing.why), waiting)


def details_of(view: ContactView, today: date) -> Content:
    """Return ways to reach somebody, positions, cadence, note and sources."""
    return Content("\n").join(_detail_lines(view, today))


def _detail_lines(view: ContactView, today: date) -> Iterator[Content]:
    details = view.contact.details
    yield _heading("Ways to reach")
    yield from _ways(details)
    yield _heading("Cadence", gap=True)
    yield plain(view.standing.effective_cadence or "none")
    touched = view.standing.last_touch
    yield _row("last touch", f"{day(touched, today)}, {ago(touched, today)}" if touched else "none yet")
    yield from _facts(details)
    if details.note.strip():
        yield _heading("Note", gap=True)
        note = details.note.strip()
        yield paragraphs(note[:_MOST_NOTE] + (" …" if len(note) > _MOST_NOTE else ""))
    yield _heading("Where from", gap=True)
    yield from (_source(source, today) for source in view.sources[:_MOST_SOURCES])
    yield _row("added", day(view.contact.added_on, today))
    yield _row("number", str(view.contact.id))


def _ways(details: Details) -> Iterator[Content]:
    ways = [
        *((email.label or "e-mail", email.value, email.preferred) for email in details.emails),
        *((phone.label or "phone", phone.value, phone.preferred) for phone in details.phones),
        *((address.label or "address", _address(address), False) for address in details.addresses),
        *((link.label or "link", link.value, False) for link in details.links),
    ]
    for label, value, preferred in ways:
        yield _row(label, f"{value} (preferred)" if preferred else value)
    if not ways:
        yield Content.styled("none yet", _QUIET)


def _facts(details: Details) -> Iterator[Content]:
    others = [position for position in details.positions if position is not details.primary_position]
    facts = [
        *(("roles", role.label) for role in details.roles),
        *(("birthday", say_birthday(birthday)) for birthday in (details.birthday,) if birthday),
        *(("nickname", nickname) for nickname in details.nicknames),
        *(("language", language) for language in (details.language,) if language),
        *(("country", country) for country in (details.country,) if country),
        *(("also", _position(position)) for position in others),
    ]
    if facts:
        yield _heading("About", gap=True)
        yield from (_row(label, value) for label, value in facts)


def _heading(words: str, *, gap: bool = False) -> Content:
    return Content.assemble("\n" if gap else "", (words, _HEADING))


def _row(label: str, value: str) -> Content:
    name = plain(label)
    space = " " * max(1, _LABEL_WIDTH - name.cell_length)
    return Content.assemble(name.stylize(_QUIET), space, plain(value))


def _source(source: SourceLine, today: date) -> Content:
    return _row(source.format, f"{PurePath(source.file).name}, card {source.place}, {day(source.imported_on, today)}")


def _position(position: Position) -> str:
    words = ", ".join(filter(None, (position.title, position.department, position.organisation)))
    span = " – ".join(filter(None, (position.start_on, position.end_on)))
    return f"{words} ({span})" if span else words


def _address(address: Address) -> str:
    parts = (address.street, address.city, address.region, address.postal_code, address.country)
    return ", ".join(part for part in parts if part)


def say_birthday(birthday: str) -> str:
    """Return `15 April 1980` or `15 April` for a birthday in normal form; others are shown as they are."""
    year, _, rest = birthday.partition("-") if not birthday.startswith("--") else ("", "", birthday[2:])
    month, _, monthday = rest.partition("-")
    if not (month.isdecimal() and monthday.isdecimal() and 1 <= int(month) <= len(MONTHS)):
        return birthday
    return f"{int(monthday)} {MONTHS[int(month) - 1]} {year}".strip()
