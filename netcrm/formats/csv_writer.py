"""CSV in a layout of our own (RFC 4180): a row for each person, a header in plain words, lists joined by ` ::: `.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or a control character for a formula, and contacts come
from strangers' files: an apostrophe before such a cell makes it text. One kind is let through: phone numbers that
begin with `+` and hold nothing but digits, spaces and `( ) - . /`. A formula without a letter can neither call a
function nor start a program, and an apostrophe would spoil every number for the programs that read the file next.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

from netcrm.domain.contact import Address
from netcrm.domain.text import clean_text
from netcrm.formats.exported_contact import ExportedContact

JOINT = " ::: "
"""What stands between the values of a list: Google's own, so that a phone's list is read back as one."""

COLUMNS = (
    "Name", "Prefix", "Given name", "Additional names", "Family name", "Suffix", "Credentials", "Nicknames",
    "Organisation", "Title", "Department", "Roles", "Tags", "Tier", "State", "E-mails", "Phones", "Addresses", "Links",
    "Birthday", "Cadence", "Last touch", "Next check-in", "Note", "Added on", "UID",
)  # fmt: skip
"""The header."""

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = r"\+?[0-9(][0-9 ()./-]*"
_NUMBERS = re.compile(rf"\+[0-9][0-9 ()./-]*(?:{JOINT}{_NUMBER})*")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_csv(people: Iterable[ExportedContact], *, byte_order_mark: bool = False) -> Iterator[bytes]:
    """Yield the bytes of a CSV file in UTF-8, row after row; nobody gives the header alone.

    `byte_order_mark` is for programs that else take UTF-8 for a code page of old.
    """
    if byte_order_mark:
        yield _BYTE_ORDER_MARK
    yield _row(COLUMNS)
    for person in people:
        yield _row(neutralised(clean_text(cell)) for cell in _cells(person))


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if not _FORMULA.match(cell) or _NUMBERS.fullmatch(cell):
        return cell
    return f"'{cell}"


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def _cells(person: ExportedContact) -> tuple[str, ...]:
    """Return the cells in the order of `COLUMNS`."""
    contact, details, name = person.contact, person.contact.details, person.contact.details.name
    position = details.primary_position
    return (
        contact.name, name.prefix, name.given, name.additional, name.family, name.suffix, name.credentials,
        _list(details.nicknames),
        position.organisation if position else "", position.title if position else "",
        position.department if position else "",
        _list(role.label for role in details.roles), _list(details.tags), details.tier or "", contact.state.value,
        _list(email.value for email in details.emails), _list(phone.value for phone in details.phones),
        _list(map(_on_one_line, details.addresses)), _list(link.value for link in details.links),
        details.birthday, person.own_cadence or "", _day(person.last_touch), _day(person.next_check_in),
        details.note, _day(contact.added_on), contact.uid,
    )  # fmt: skip


def _list(values: Iterable[str]) -> str:
    return JOINT.join(values)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _on_one_line(address: Address) -> str:
    """Return `Rua das Flores 1, 4050-262 Porto, Norte, Portugal`."""
    city = f"{address.postal_code} {address.city}".strip()
    return ", ".join(filter(None, (*address.street.splitlines(), city, address.region, address.country)))
