"""People as Google Contacts writes them in a table: its layout since 2024, which it takes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netcrm.domain.contact import Details
from netcrm.domain.text import clean_text
from netcrm.formats.csv.writing import JOINT, MARK, neutralised
from netcrm.formats.exported_contact import ExportedContact

_FIXED = (
    "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Notes", "Photo", "Labels",
)  # fmt: skip
_ADDRESS_PARTS = (
    "Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address",
)  # fmt: skip
_USUAL_LABELS = frozenset({"work", "home", "mobile", "other", "main", "work fax", "home fax", "pager"})


@dataclass(frozen=True, slots=True)
class GoogleWidths:
    """How many of each the person has who has most."""

    emails: int = 0
    phones: int = 0
    addresses: int = 0
    links: int = 0
    fields: int = 0


def google_widths(people: Iterable[ExportedContact]) -> GoogleWidths:
    """Return how many columns of each kind it takes to write `people`."""
    most = GoogleWidths()
    for person in people:
        details = person.contact.details
        most = GoogleWidths(
            max(most.emails, len(details.emails)),
            max(most.phones, len(details.phones)),
            max(most.addresses, len(details.addresses)),
            max(most.links, len(details.links)),
            max(most.fields, len(list(_fields(details)))),
        )
    return most


def google_titles(widths: GoogleWidths) -> Iterator[str]:
    """Yield the header of a table of these widths."""
    yield from _FIXED
    for kind, count in (("E-mail", widths.emails), ("Phone", widths.phones)):
        yield from (f"{kind} {number} - {part}" for number in range(1, count + 1) for part in ("Label", "Value"))
    yield from (f"Address {number} - {part}" for number in range(1, widths.addresses + 1) for part in _ADDRESS_PARTS)
    for kind, count in (("Website", widths.links), ("Custom Field", widths.fields)):
        yield from (f"{kind} {number} - {part}" for number in range(1, count + 1) for part in ("Label", "Value"))


def google_cells(person: ExportedContact, widths: GoogleWidths) -> Iterator[str]:
    """Yield the cells of a person in the order of `google_titles`, safe in any spreadsheet."""
    return (neutralised(clean_text(cell)) for cell in _cells(person.contact.details, widths))


def _cells(details: Details, widths: GoogleWidths) -> Iterator[str]:
    name, position = details.name, details.primary_position
    has_parts = name.given or name.family
    yield from (name.given if has_parts else name.formatted, name.additional, name.family, "", "", "", name.prefix)
    yield ", ".join(filter(None, (name.suffix, name.credentials)))
    yield from (JOINT.join(details.nicknames), "")
    yield from (position.organisation, position.title, position.department) if position else ("", "", "")
    birthday = details.birthday
    yield from (f" {birthday}" if birthday.startswith("--") else birthday, details.note, "", _labels(details))
    ways = [(_label(way.label, is_first=way.preferred), way.value) for way in details.emails]
    yield from _pairs(ways, widths.emails)
    yield from _pairs([(_label(w.label, is_first=w.preferred), w.value) for w in details.phones], widths.phones)
    for address in details.addresses:
        city = f"{address.city}, {address.region} {address.postal_code}".strip(", ")
        yield _label(address.label)
        yield "\n".join(filter(None, (address.street, city, address.country)))
        yield from (address.street, address.city, "", address.region, address.postal_code, address.country, "")
    yield from [""] * (len(_ADDRESS_PARTS) * (widths.addresses - len(details.addresses)))
    yield from _pairs([(_label(link.label), link.value) for link in details.links], widths.links)
    yield from _pairs(list(_fields(details)), widths.fields)


def _pairs(pairs: list[tuple[str, str]], count: int) -> Iterator[str]:
    for label, value in pairs:
        yield from (label, value)
    yield from [""] * (2 * (count - len(pairs)))


def _label(label: str, *, is_first: bool = False) -> str:
    """Return a label as Google writes it: `Work`, `* Home` for the first one; a person's own words stay."""
    shown = label.title() if label in _USUAL_LABELS else label
    return f"{MARK}{shown}" if is_first else shown


def _labels(details: Details) -> str:
    """Return the groups: Google's own ones carry a star, and whoever is in none of those is not shown."""
    starred = (f"{MARK}starred",) if details.starred else ()
    return JOINT.join((*details.tags, f"{MARK}myContacts", *starred))


def _fields(details: Details) -> Iterator[tuple[str, str]]:
    """Yield what Google has no column for: further jobs, roles, the tier, the language."""
    primary = details.primary_position
    for job in details.positions:
        if job is not primary:
            words = ", ".join(filter(None, (job.title, job.department, job.organisation)))
            days = "–".join(filter(None, (job.start_on, job.end_on)))
            yield "Position", f"{words} ({days})" if days else words
    if details.roles:
        yield "Role", ", ".join(role.label for role in details.roles)
    if details.tier:
        yield "Tier", details.tier.value
    if details.language:
        yield "Language", details.language
