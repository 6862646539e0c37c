"""What the columns of a table of people mean: the targets of a mapping, and the mapping itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """What a column can hold; the value is its slug in `--map`. `IGNORE` columns stay with the source alone."""

    IGNORE = "ignore"
    NAME = "name"
    PREFIX = "prefix"
    GIVEN = "given"
    ADDITIONAL = "additional"
    FAMILY = "family"
    SUFFIX = "suffix"
    CREDENTIALS = "credentials"
    NICKNAME = "nickname"
    EMAIL = "email"
    EMAIL_LABEL = "email-label"
    PHONE = "phone"
    PHONE_LABEL = "phone-label"
    LINK = "link"
    LINK_LABEL = "link-label"
    ORGANISATION = "organisation"
    TITLE = "title"
    DEPARTMENT = "department"
    ADDRESS = "address"
    ADDRESS_LABEL = "address-label"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTAL_CODE = "postal-code"
    COUNTRY = "country"
    BIRTHDAY = "birthday"
    NOTE = "note"
    TAGS = "tags"
    ROLE = "role"
    LANGUAGE = "language"
    UID = "uid"
    CONNECTED_ON = "connected-on"
    LAST_CONTACT = "last-contact"
    TIER = "tier"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. `label` is the label of what it gives (`work`); of one `target` and `number` the parts
    belong together: `email/2` with `email-label/2`, `street/work`.
    """

    target: Target
    label: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of one layout mean: one entry a column, in the order of the file."""

    columns: tuple[Column, ...]


def mapping_json(mapping: ColumnMapping) -> str:
    """Return a mapping as JSON: `[["name", "", 1], ["email", "work", 1]]`."""
    columns = [[column.target.value, column.label, column.number] for column in mapping.columns]
    return json.dumps(columns, ensure_ascii=False)


def mapping_from_json(text: str) -> ColumnMapping:
    """Return the mapping in the JSON that `mapping_json` wrote.

    Raises:
        ValueError: it is none.
    """
    found = json.loads(text)
    try:
        return ColumnMapping(tuple(Column(Target(target), str(label), int(number)) for target, label, number in found))
    except TypeError:
        raise ValueError(f"no mapping of columns: {text[:60]}") from None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of people before it is read: what a mapping is proposed, and edited, from."""

    file: str
    layout: str
    """What the layout is remembered under: a hash of its folded column titles in order."""
    layout_name: str
    """`LinkedIn`, `Google`, `Outlook`, `Thunderbird`, `netcrm`, or empty for one that nobody knows."""
    titles: tuple[str, ...]
    """The column titles; `Column 1` … where the file has none."""
    samples: tuple[tuple[str, ...], ...]
    """The first rows, at most five, each with as many cells as there are titles."""
    proposed: ColumnMapping
    """The remembered mapping of the layout, else the known one's, else one guessed from titles and cells."""
    is_remembered: bool = False
