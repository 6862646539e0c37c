"""One row of a table, and what its columns mean, to a draft of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netcrm.domain.columns import ColumnMapping, Target
from netcrm.domain.contact import Address, Details
from netcrm.domain.draft import CardKind, Draft, Problem
from netcrm.domain.naming.credentials import split_credentials
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts
from netcrm.domain.organisation import Position
from netcrm.domain.text import clean_line
from netcrm.formats.csv.cells import birthday_of_parts
from netcrm.formats.csv.sheet import PARTS_OF_ADDRESS, Sheet, Use, taker, usual_label
from netcrm.formats.csv.source import NOBODY, RowSource
from netcrm.formats.csv.writing import unmarked
from netcrm.formats.vcard.naming import name_from_rest
from netcrm.formats.vcard.warnings import shorten, warn

_LABELS_OF = {
    Target.EMAIL: Target.EMAIL_LABEL,
    Target.PHONE: Target.PHONE_LABEL,
    Target.LINK: Target.LINK_LABEL,
}


class RowReader:
    """Reads the rows of one table by its mapping."""

    def __init__(self, titles: Sequence[str], mapping: ColumnMapping, *, uid_is_link: bool = False, limit: int) -> None:
        """Prepare to read.

        Args:
            titles: The column titles.
            mapping: What they mean.
            uid_is_link: Whether a row is known again by its profile's address, as LinkedIn's are.
            limit: How many columns are read.
        """
        self._width = len(titles)
        self._uid_is_link = uid_is_link
        self._day_first = False if uid_is_link else None
        self._warnings: tuple[str, ...] = ()
        if self._width > limit:
            self._warnings = (f"The table has {self._width:,} columns; the first {limit:,} are read.",)
        columns = list(zip(titles, mapping.columns, strict=True))[:limit]
        labels = {(column.target, column.number): at for at, (_, column) in enumerate(columns)}
        self._uses = []
        for at, (title, column) in enumerate(columns):
            if take := taker(column, title):
                label_at = labels.get((_LABELS_OF.get(column.target, Target.IGNORE), column.number), -1)
                if column.target is Target.NOTE:
                    label_at = _label_column(at, [known for known, _ in columns])
                self._uses.append(Use(at, column, title, take, label_at))

    def read(self, source: RowSource) -> Draft | Problem:
        """Return what a row says, or why it cannot be read."""
        cells = source.cells
        sheet = Sheet(self._day_first)
        for use in self._uses:
            if cell := cells[use.at]:
                use.take(sheet, cell, use, cells[use.label_at] if use.label_at >= 0 else "")
        if len(cells) > self._width:
            sheet.keep_surplus(cells[self._width :])
        warnings = (*source.warnings, *self._warnings)
        return draft_of(sheet, source, warnings, uid_is_link=self._uid_is_link)


def _label_column(at: int, titles: Sequence[str]) -> int:
    """Return the column that names what a note's holds: that before it, where both are one field of Google's."""
    stem = titles[at].removesuffix(" - Value")
    is_pair = at > 0 and stem != titles[at] and titles[at - 1] in (f"{stem} - Label", f"{stem} - Type")
    return at - 1 if is_pair else -1


def draft_of(sheet: Sheet, source: RowSource, warnings: Sequence[str], *, uid_is_link: bool) -> Draft | Problem:
    """Return the draft of a row that was read, or the problem that it is nobody's."""
    sheet.settle_roles()
    name = _name(sheet)
    positions = _positions(sheet)
    details = Details(
        name=name or Name(""),
        nicknames=tuple(dict.fromkeys(sheet.nicknames)),
        roles=tuple(sheet.roles),
        tags=tuple(sheet.tags),
        emails=tuple(sheet.emails),
        phones=tuple(sheet.phones),
        addresses=_addresses(sheet) if sheet.addresses else (),
        links=tuple(sheet.links),
        positions=positions,
        birthday=_birthday(sheet),
        note="\n\n".join(filter(None, (*sheet.notes, "\n".join(sheet.fields)))),
        tier=sheet.tier,
        starred=sheet.starred,
        language=sheet.language,
    )
    kind = CardKind.INDIVIDUAL
    if name is None:
        called_after = name_from_rest(details)
        if called_after is None:
            return Problem(source.place, NOBODY, source.raw)
        details = replace(details, name=called_after[0])
        if called_after[1] == "organisation" and not (details.nicknames or positions[0].title):
            kind = CardKind.ORGANISATION
        else:
            warn(sheet.warnings, f"The row has no name and is called after its {called_after[1]}.")
    profile = sheet.links[0].value if uid_is_link and sheet.links else ""
    return Draft(
        place=source.place,
        details=details,
        raw=source.raw,
        digest=source.digest,
        uid=sheet.uid or profile,
        kind=kind,
        connected_on=sheet.connected_on,
        last_contact=sheet.last_contact,
        warnings=(*warnings, *sheet.warnings),
    )


def _name(sheet: Sheet) -> Name | None:
    """Return the name, None where there is none. LinkedIn's people write their credentials behind the family name."""
    names = sheet.names
    given, family = names.get(Target.GIVEN, ""), names.get(Target.FAMILY, "")
    whole, additional = names.get(Target.NAME, ""), names.get(Target.ADDITIONAL, "")
    if not (given or family or whole or additional):
        return None
    suffix = names.get(Target.SUFFIX, "")
    if "," in family or " " in family:
        family, found = split_credentials(family)
        suffix = ", ".join(filter(None, (suffix, *found)))
    name = name_from_parts(whole, names.get(Target.PREFIX, ""), given, additional, family, suffix)
    if sheet.credentials:
        known = [word for word in name.credentials.split(", ") if word]
        name = replace(name, credentials=", ".join(dict.fromkeys((*known, *sheet.credentials))))
    return name if name.formatted else None


def _positions(sheet: Sheet) -> tuple[Position, ...]:
    found: list[Position] = []
    for number in sorted(sheet.jobs):
        job = sheet.jobs[number]
        position = Position(
            job.get(Target.ORGANISATION, ""),
            job.get(Target.TITLE, ""),
            job.get(Target.DEPARTMENT, ""),
            is_primary=not found,
        )
        found.append(position)
    return tuple(found)


def _addresses(sheet: Sheet) -> tuple[Address, ...]:
    """Return the addresses; one that is written whole as well as in parts is taken at its parts."""
    found: dict[Address, None] = {}
    for (label, number), parts in sheet.addresses.items():
        if parts.keys() == {Target.ADDRESS_LABEL}:
            continue
        labels = parts.get(Target.ADDRESS_LABEL) or sheet.addresses.get(("", number), {}).get(Target.ADDRESS_LABEL, [])
        said = unmarked(labels[0])[0] if labels and not label else label
        has_parts = any(part in parts for part in (Target.STREET, *PARTS_OF_ADDRESS))
        street = parts.get(Target.STREET if has_parts else Target.ADDRESS, [])
        city, region, postal_code, country = (", ".join(parts.get(part, ())) for part in PARTS_OF_ADDRESS)
        found.setdefault(Address("\n".join(street), city, region, postal_code, country, usual_label(clean_line(said))))
    return tuple(found)


def _birthday(sheet: Sheet) -> str:
    if not sheet.birth_parts or sheet.birthday:
        return sheet.birthday
    parts = (sheet.birth_parts.get(part, "") for part in ("year", "month", "day"))
    text, is_understood = birthday_of_parts(*parts)
    if not is_understood:
        warn(sheet.warnings, f"The birthday “{shorten(text)}” was not understood and is kept as written.")
    return text
