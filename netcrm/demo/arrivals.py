"""The files from which some people of the sample network came, and what a newer file changed of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

from netcrm.demo.reading import WrittenPerson, WrittenSource
from netcrm.domain.days import MONTHS
from netcrm.services.network import Arrival, Turn

_CARDS = "vcf"
_ROWS = "linkedin"
_TITLES = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")


def arrivals_of(person: WrittenPerson, place: int, today: date) -> Iterator[Arrival]:
    """Yield the cards and rows that somebody came from, as their files had them."""
    address = f"https://people.example/in/{person.email.partition('@')[0].replace('.', '-')}"
    for source in person.sources:
        is_card = source.file.endswith(f".{_CARDS}")
        yield Arrival(
            place=place,
            file=source.file,
            format=_CARDS if is_card else _ROWS,
            number=source.place,
            imported_on=today + timedelta(days=source.on),
            uid="" if is_card else address,
            text=_card(person) if is_card else _row(person, source, address, today),
        )


def turns_of(person: WrittenPerson, place: int, today: date) -> Iterator[Turn]:
    """Yield what the newest file changed of somebody: the employer and the title, which is news."""
    if person.was is None:
        return
    on, file = today + timedelta(days=person.was.on), person.sources[-1].file
    yield Turn(place, "employer", person.was.organisation, person.organisation, on, file)
    yield Turn(place, "title", person.was.title, person.title, on, file)


def _card(person: WrittenPerson) -> str:
    lines = (
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N:{person.name.family};{person.name.given};;;",
        f"FN:{person.name.display}",
        f"TEL;CELL:{person.phone}",
        f"EMAIL;HOME:{person.email}",
        f"ORG:{person.organisation}",
        f"NOTE:{person.note}",
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines)


def _row(person: WrittenPerson, source: WrittenSource, address: str, today: date) -> str:
    """Return the row with the titles over it; before the change, the job was another one."""
    before = person.was if person.was and source.on < person.was.on else None
    employer = before.organisation if before else person.organisation
    title = before.title if before else person.title
    met = today + timedelta(days=person.added)
    connected = f"{met.day:02} {MONTHS[met.month - 1][:3]} {met.year}"
    text = StringIO()
    table = csv.writer(text)
    table.writerow(_TITLES)
    table.writerow((person.name.given, person.name.family, address, "", employer, title, connected))
    return text.getvalue()
