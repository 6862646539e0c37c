"""The shape of a line: which key stands for which column of which table, and how a line becomes rows again.

Nothing here knows the store: tables and columns are names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from netcrm.domain.text import clean_line
from netcrm.formats.json_lines.values import Reader, Unfit

PhoneKey = Callable[[str], str]
Row = tuple[object, ...]
Object = Mapping[str, object]
"""A line as JSON gave it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a line and the column that it stands for."""

    key: str
    read: Reader
    column: str = ""
    """Empty where it is called like the key."""
    refers: str = ""
    """The type of the line whose id it holds."""
    show: Callable[[object], object] | None = None
    """Returns what a line says of what the column holds, where the two differ."""
    is_newer: bool = False
    """Whether files from before it was added lack it; what they lack is then `absent`."""
    absent: object = None
    """What the line of such a file would say."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A column that no line carries, since it follows from others of its row."""

    column: str
    make: Callable[[Mapping[str, str], PhoneKey], str]


@dataclass(frozen=True, slots=True)
class Part:
    """A list in a line, each member a row of a table of its own, whose ids nobody sees and no line carries.

    With one field called as the part is, the members are bare values; `is_one` is no list but a value or null.
    """

    key: str
    table: str
    owner: str
    """The column that holds the id of the line."""
    fields: tuple[Field, ...]
    ordinal: str = ""
    """The column of the place in the list."""
    derived: tuple[Derived, ...] = ()
    told: tuple[str, ...] = ()
    is_one: bool = False
    unique: str = ""
    """The key that no two members have in common."""
    is_newer: bool = False
    """Whether files from before it was added lack it."""

    @property
    def is_bare(self) -> bool:
        """Whether its members are values, no objects."""
        return len(self.fields) == 1 and self.fields[0].key == self.key

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that its fields stand for."""
        return _columns(self.fields, ())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its rows."""
        ordinal = (self.ordinal,) if self.ordinal else ()
        return (self.owner, *ordinal, *_columns(self.fields, self.derived))

    def shown(self, row: Row) -> object:
        """Return what a line says of a row whose columns are those of the fields."""
        return row[0] if self.is_bare else _shown(self.fields, row)

    def rows(self, owner: object, content: Object, phone_key: PhoneKey | None) -> list[Row]:
        """Return the rows of its members; `Unfit` where one cannot be."""
        members = content.get(self.key, []) if self.is_newer else content[self.key]
        if self.is_one:
            members = [] if members is None else [members]
        elif not isinstance(members, list):
            raise Unfit(f"“{self.key}” is no list")
        if not members:
            return []
        found: list[Row] = []
        for place, member in enumerate(members):
            ordinal = (place,) if self.ordinal else ()
            found.append((owner, *ordinal, *self._values(member, phone_key)))
        if self.unique and len(found) > 1:
            column = self.columns.index(next(one.column or one.key for one in self.fields if one.key == self.unique))
            if len({row[column] for row in found}) < len(found):
                raise Unfit(f"“{self.key}” holds something twice")
        return found

    def _values(self, member: object, phone_key: PhoneKey | None) -> Row:
        if self.is_bare:
            try:
                return (self.fields[0].read(member),)
            except Unfit as unfit:
                raise Unfit(f"in “{self.key}” something {unfit}") from None
        if not isinstance(member, dict):
            raise Unfit(f"“{self.key}” holds something that is no object")
        _hold_keys(member, self.fields, self.told, f" in “{self.key}”")
        return _values(member, self.fields, self.derived, phone_key, f" in “{self.key}”")


@dataclass(frozen=True, slots=True)
class Line:
    """A type of line: an object that is a row of a table, and lists that are rows of others."""

    type: str
    table: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...] = ()
    derived: tuple[Derived, ...] = ()
    told: tuple[str, ...] = ()
    """Keys for those who read the file: they repeat what stands elsewhere, and are not read back."""
    unique: tuple[tuple[str, ...], ...] = ()
    """Keys that together stand in one line only."""
    check: Callable[[Object], None] | None = None
    """Raises `Unfit` where keys contradict each other."""
    keys: frozenset[str] = field(init=False)
    references: tuple[tuple[Callable[[Object], object], str, str], ...] = field(init=False)
    """Of each key that refers: how to get it, its name, and the type of line that it names."""

    def __post_init__(self) -> None:
        known = {"type", *self.told, *(one.key for one in self.fields), *(part.key for part in self.parts)}
        object.__setattr__(self, "keys", frozenset(known))
        refer = tuple((itemgetter(one.key), one.key, one.refers) for one in self.fields if one.refers)
        object.__setattr__(self, "references", refer)

    @property
    def has_id(self) -> bool:
        """Whether its rows have ids that are kept."""
        return self.fields[0].key == "id"

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that its fields stand for."""
        return _columns(self.fields, ())

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its own row."""
        return _columns(self.fields, self.derived)

    def rows(self, content: Object, phone_key: PhoneKey | None) -> Iterator[tuple[str, Row]]:
        """Yield table and row of all that a line holds, its own row first.

        Args:
            phone_key: Returns what a number is compared by; without it derived columns are left out, for a mere look.

        Raises:
            Unfit: the line is none of ours; the words follow its number.
        """
        if content.keys() != self.keys:
            _hold_keys(content, self.fields, (*self.told, "type", *(part.key for part in self.parts)), "")
            for part in self.parts:
                if part.key not in content and not part.is_newer:
                    raise Unfit(f"there is no “{part.key}”")
        yield self.table, _values(content, self.fields, self.derived, phone_key, "")
        owner = content.get("id")
        for part in self.parts:
            for row in part.rows(owner, content, phone_key):
                yield part.table, row
        if self.check:
            self.check(content)

    def referred(self, content: Object) -> Iterator[tuple[str, str, object]]:
        """Yield key, type of line and id of all that a line refers to; what it names must be sound."""
        for get, key, refers in self.references:
            found = get(content)
            if found is not None:
                yield key, refers, found
        for part in self.parts:
            for one in part.fields:
                if one.refers:
                    members = content.get(part.key)
                    for member in members if isinstance(members, list) else ():
                        found = member if part.is_bare else member[one.key]
                        if found is not None:
                            yield part.key, one.refers, found

    def shown(self, row: Row) -> dict[str, object]:
        """Return the object of a row whose columns are those of the fields."""
        return _shown(self.fields, row)


def _shown(fields: tuple[Field, ...], row: Row) -> dict[str, object]:
    return {
        one.key: one.show(value) if one.show and value is not None else value
        for one, value in zip(fields, row, strict=True)
    }


def _columns(fields: tuple[Field, ...], derived: tuple[Derived, ...]) -> tuple[str, ...]:
    return (*(one.column or one.key for one in fields), *(one.column for one in derived))


def _hold_keys(content: Object, fields: tuple[Field, ...], more: tuple[str, ...], where: str) -> None:
    """Raise where a key is missing or unknown."""
    for one in fields:
        if one.key not in content and not one.is_newer:
            raise Unfit(f"there is no “{one.key}”{where}")
    if len(content) > len(fields):
        unknown = content.keys() - {one.key for one in fields} - set(more)
        if unknown:
            key = clean_line(min(unknown))[:40]
            raise Unfit(f"“{key}”{where} is unknown; a newer netcrm may have written it: update netcrm")


def _values(
    content: Object, fields: tuple[Field, ...], derived: tuple[Derived, ...], phone_key: PhoneKey | None, where: str
) -> Row:
    values = []
    for one in fields:
        try:
            values.append(one.read(content.get(one.key, one.absent) if one.is_newer else content[one.key]))
        except Unfit as unfit:
            raise Unfit(f"“{one.key}”{where} {unfit}") from None
    if not derived or phone_key is None:
        return tuple(values)
    known = {one.column or one.key: value for one, value in zip(fields, values, strict=True) if isinstance(value, str)}
    return (*values, *(one.make(known, phone_key) for one in derived))
