"""Our own layout, both ways: the cells of a person, and the person whom such cells describe.

What a person has several of stands in one cell each, with a further column for labels. Columns that people work with
(the organisation, an address on one line) stand beside those that hold everything, and win where somebody edited them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from netcrm.domain.contact import Address, Details, Email, Link, Phone, State, Tier
from netcrm.domain.draft import Draft, Problem
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts
from netcrm.domain.organisation import Position
from netcrm.domain.roles import parse_role
from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_line, clean_text, fold
from netcrm.formats.csv.cells import day_in
from netcrm.formats.csv.source import NOBODY, RowSource, surplus_warning
from netcrm.formats.csv.writing import as_it_was, joined, marked, neutralised, padded, split_list, unmarked
from netcrm.formats.exported_contact import ExportedContact
from netcrm.formats.vcard.naming import name_from_rest
from netcrm.formats.vcard.warnings import shorten, warn

COLUMNS = (
    "Name", "Prefix", "Given name", "Additional names", "Family name", "Suffix", "Credentials", "Nicknames",
    "Organisation", "Title", "Department", "Roles", "Tags", "Tier", "State", "E-mails", "Phones", "Addresses", "Links",
    "Birthday", "Cadence", "Last touch", "Next check-in", "Note", "Added on", "UID",
    "E-mail labels", "Phone labels", "Link labels", "Address streets", "Address cities", "Address regions",
    "Address postal codes", "Address countries", "Address labels", "Job organisations", "Job titles", "Job departments",
    "Job starts", "Job ends", "Starred", "Language", "Country", "Salutation", "First names",
)  # fmt: skip
"""The header."""

_YES = "yes"


def cells_of(person: ExportedContact) -> Iterable[str]:
    """Return the cells of a person in the order of `COLUMNS`, safe in any spreadsheet."""
    contact, details, name = person.contact, person.contact.details, person.contact.details.name
    position, jobs, addresses = details.primary_position, _listed_jobs(details), details.addresses
    cells = (
        contact.name, name.prefix, name.given, name.additional, name.family, name.suffix, name.credentials,
        joined(details.nicknames),
        position.organisation if position else "", position.title if position else "",
        position.department if position else "",
        joined(role.label for role in details.roles), joined(details.tags), details.tier or "", contact.state.value,
        joined(email.value for email in details.emails), joined(phone.value for phone in details.phones),
        joined(map(_on_one_line, addresses)), joined(link.value for link in details.links),
        details.birthday, person.own_cadence or "", _day(person.last_touch), _day(person.next_check_in),
        details.note, _day(contact.added_on), contact.uid,
        _labels(details.emails), _labels(details.phones), _column(link.label for link in details.links),
        _column(a.street for a in addresses), _column(a.city for a in addresses), _column(a.region for a in addresses),
        _column(a.postal_code for a in addresses), _column(a.country for a in addresses),
        _column(a.label for a in addresses),
        joined(marked(job.organisation, is_preferred=job.is_primary) for job in jobs),
        _column(job.title for job in jobs), _column(job.department for job in jobs),
        _column(job.start_on for job in jobs), _column(job.end_on for job in jobs),
        _YES if details.starred else "", details.language, details.country, details.salutation,
        _YES if details.first_names else "",
    )  # fmt: skip
    return (neutralised(clean_text(cell)) for cell in cells)


def _listed_jobs(details: Details) -> Sequence[Position]:
    """Return the positions where the columns of the primary one do not say everything."""
    if len(details.positions) == 1:
        only = details.positions[0]
        if only.is_primary and not only.start_on and not only.end_on:
            return ()
    return details.positions


def _labels(ways: Sequence[Email] | Sequence[Phone]) -> str:
    return _column(marked(way.label, is_preferred=way.preferred) for way in ways)


def _column(values: Iterable[str]) -> str:
    """Return the cell of values that stand beside others: empty where all are, since the others count them."""
    listed = list(values)
    return joined(listed) if any(listed) else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _on_one_line(address: Address) -> str:
    """Return `Rua das Flores 1, 4050-262 Porto, Norte, Portugal`."""
    city = f"{address.postal_code} {address.city}".strip()
    return ", ".join(filter(None, (*address.street.splitlines(), city, address.region, address.country)))


class OwnRowReader:
    """Reads rows in our own layout."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._places: dict[str, int] = {}
        for place, title in enumerate(titles):
            self._places.setdefault(fold(title), place)
        self._width = len(titles)

    def read(self, source: RowSource) -> Draft | Problem:
        """Return what a row says, or why it cannot be read."""
        row = _OwnRow({title: as_it_was(source.cells[place]) for title, place in self._places.items()})
        details = row.details()
        if not details.name.formatted:
            called_after = name_from_rest(details)
            if called_after is None:
                return Problem(source.place, NOBODY, source.raw)
            details = replace(details, name=called_after[0])
            warn(row.warnings, f"The row has no name and is called after its {called_after[1]}.")
        surplus = surplus_warning(source.cells[self._width :])
        return Draft(
            place=source.place,
            details=details,
            raw=source.raw,
            digest=source.digest,
            uid=row.line("uid"),
            last_contact=day_in(touch) if (touch := row.line("last touch")) else None,
            warnings=(*source.warnings, *surplus, *row.warnings),
        )


class _OwnRow:
    """The cells of one row by their folded titles."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells
        self.warnings: list[str] = []
        state, cadence = self.line("state"), self.line("cadence")
        if cadence or state not in ("", State.ACTIVE):
            left = " and ".join(filter(None, (f"cadence “{cadence}”" if cadence else "", state and f"state “{state}”")))
            warn(self.warnings, f"The {shorten(left)} is not taken over from a table; JSON lines carry all.")

    def line(self, title: str) -> str:
        """Return a cell as one clean line."""
        return clean_line(self._cells.get(title, ""))

    def text(self, title: str) -> str:
        """Return a cell as clean text."""
        return clean_text(self._cells.get(title, "")).strip()

    def values(self, title: str) -> list[str]:
        """Return the values of a cell that holds a list, empty ones too."""
        return split_list(clean_text(self._cells.get(title, "")))

    def details(self) -> Details:
        """Return all that the row says of a person; the name is empty where there is none."""
        tier = self.line("tier").upper()
        email_labels, phone_labels = self._marked("e mail labels"), self._marked("phone labels")
        link_labels = self.values("link labels")
        emails, phones, links = (self._clean("e mails"), self._clean("phones"), self._clean("links"))
        found = Details(
            name=self._name(),
            nicknames=tuple(filter(None, self._clean("nicknames"))),
            roles=tuple(role for label in self.values("roles") if (role := parse_role(label))),
            tags=tuple(dict.fromkeys(tag for value in self.values("tags") if (tag := tag_of(value)))),
            emails=tuple(Email(value, *_label_at(email_labels, place)) for place, value in enumerate(emails) if value),
            phones=tuple(Phone(value, *_label_at(phone_labels, place)) for place, value in enumerate(phones) if value),
            addresses=self._addresses(),
            links=tuple(
                Link(value, clean_line(label))
                for value, label in zip(links, padded(link_labels, len(links)), strict=True)
                if value
            ),
            positions=self._positions(),
            birthday=self.line("birthday"),
            note=self.text("note"),
            tier=Tier[tier] if tier in Tier.__members__ else None,
            starred=self.line("starred").casefold() == _YES,
            language=self.line("language"),
            country=self.line("country"),
            salutation=self.line("salutation"),
            first_names=self.line("first names").casefold() == _YES,
        )
        return self._with_edited_job(found)

    def _clean(self, title: str) -> list[str]:
        return [clean_line(value) for value in self.values(title)]

    def _marked(self, title: str) -> list[tuple[str, bool]]:
        return [unmarked(value) for value in self.values(title)]

    def _name(self) -> Name:
        credentials = self.line("credentials")
        parts = ("prefix", "given name", "additional names", "family name", "suffix")
        prefix, given, additional, family, suffix = map(self.line, parts)
        shown = self.line("name")
        formatted = shown.removesuffix(f", {credentials}") if credentials else shown
        if formatted and (not credentials or formatted != shown):
            return Name(formatted, prefix, given, additional, family, suffix, credentials)
        suffix = ", ".join(filter(None, (suffix, credentials)))
        return name_from_parts(shown, prefix, given, additional, family, suffix)

    def _addresses(self) -> tuple[Address, ...]:
        streets = [clean_text(street).strip() for street in self.values("address streets")]
        titles = ("cities", "regions", "postal codes", "countries", "labels")
        columns = [streets, *(self._clean(f"address {title}") for title in titles)]
        count = max(map(len, columns))
        rows = zip(*(padded(column, count) for column in columns), strict=True)
        found = tuple(address for row in rows if (address := Address(*row)) != Address(label=address.label))
        shown = self.values("addresses")
        if shown and [clean_line(_on_one_line(address)) for address in found] != [clean_line(text) for text in shown]:
            return tuple(Address(street=text) for text in map(clean_line, shown) if text)
        return found

    def _positions(self) -> tuple[Position, ...]:
        titles = ("titles", "departments", "starts", "ends")
        columns = [self.values("job organisations"), *(self._clean(f"job {title}") for title in titles)]
        count = max(map(len, columns))
        found = []
        for written, title, department, start_on, end_on in zip(*(padded(c, count) for c in columns), strict=True):
            organisation, is_primary = unmarked(written)
            job = Position(clean_line(organisation), title, department, start_on, end_on, is_primary=is_primary)
            found.append(job)
        return tuple(found)

    def _with_edited_job(self, details: Details) -> Details:
        """Return details whose primary position is the one that the columns of one job say."""
        said = [self.line(title) for title in ("organisation", "title", "department")]
        primary = details.primary_position
        if not any(said) or (primary and said == [primary.organisation, primary.title, primary.department]):
            return details
        organisation, title, department = said
        if primary is None:
            job = Position(organisation, title, department, is_primary=True)
            return replace(details, positions=(job, *details.positions))
        job = replace(primary, organisation=organisation, title=title, department=department)
        return replace(details, positions=tuple(job if one is primary else one for one in details.positions))


def _label_at(labels: Sequence[tuple[str, bool]], place: int) -> tuple[str, bool]:
    label, is_preferred = labels[place] if place < len(labels) else ("", False)
    return clean_line(label), is_preferred
