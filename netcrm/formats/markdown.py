"""A list of people to read or print, in Markdown (CommonMark 0.31). User text in it is never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from netcrm.domain.days import full_day
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line
from netcrm.formats.exported_contact import ExportedContact

_MARKUP = re.compile(r"[\\`*_\[\]<>#&|~$]")
"""What begins markup inside a line; what does so only at a line's beginning never stands there."""


def write_people(people: Iterable[ExportedContact], *, title: str = "People") -> Iterator[bytes]:
    """Yield the bytes of a list of people in UTF-8, person after person."""
    yield f"# {as_text(title)}\n".encode()
    is_empty = True
    for person in people:
        is_empty = False
        yield _section(person).encode()
    if is_empty:
        yield b"\nNobody.\n"


def as_text(text: str) -> str:
    """Return `text` on one line, escaped so that it reads as itself. It must not begin a line."""
    return _MARKUP.sub(r"\\\g<0>", clean_line(text))


def _section(person: ExportedContact) -> str:
    details = person.contact.details
    roles = [role.label for role in details.roles if role is not Role.OTHER]
    position = details.primary_position
    job = [position.title, position.department, position.organisation] if position else []
    next_day = full_day(person.next_check_in) if person.next_check_in else ""
    facts = [
        ("Who", ", ".join(dict.fromkeys(filter(None, (*roles, *job))))),
        ("Next check-in", next_day),
        *(("E-mail", _labelled(way.value, way.label)) for way in details.emails),
        *(("Phone", _labelled(way.value, way.label)) for way in details.phones),
        *(("Link", _labelled(way.value, way.label)) for way in details.links),
        ("Last", person.last_words),
    ]
    lines = [f"- {name}: {as_text(value)}\n" for name, value in facts if clean_line(value)]
    return f"\n## {as_text(person.contact.name)}\n\n" + "".join(lines)


def _labelled(value: str, label: str) -> str:
    return f"{value} ({label})" if label else value
