"""What the columns of a table mean: proposed from titles and cells, read from a command line, written down again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from netcrm.domain.columns import Column, ColumnMapping, Target
from netcrm.domain.text import clean_line, fold
from netcrm.errors import UsageProblem
from netcrm.formats.csv.layouts import IGNORED, known_mapping, layout_of
from netcrm.formats.csv.shape import DAY, LINK, MAIL, PHONE, is_datum
from netcrm.formats.csv.vocabulary import column_called

_MOST = 0.6
"""The share of cells that must look like something for their column to be taken for it."""
_MANY = frozenset({
    Target.IGNORE, Target.NOTE, Target.TAGS, Target.STREET, Target.NICKNAME, Target.CREDENTIALS, Target.ROLE,
})  # fmt: skip
"""Targets whose columns of one label and number all count; of the others the first one does."""
_NAMES = frozenset({Target.NAME, Target.GIVEN, Target.FAMILY})
_REPEATED = frozenset({Target.EMAIL, Target.PHONE, Target.LINK})
"""Targets whose second column is another one of its kind, and gets the next number."""
_ALL = "*"


def proposed(titles: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> ColumnMapping:
    """Return what the columns probably mean: by the layout where it is known, else by titles, else by the cells."""
    known = known_mapping(layout_of(titles), titles)
    if known is not None:
        return known
    cells = [[row[place].strip() for row in samples if row[place].strip()] for place in range(len(titles))]
    columns = [column_called(title) or IGNORED for title in titles]
    targets = {column.target for column in columns}
    for place, column in enumerate(columns):
        columns[place] = _among_others(column, fold(titles[place]), targets)
    for place, column in enumerate(columns):
        if column == IGNORED and (found := _by_cells(cells[place], columns)):
            columns[place] = found
    return ColumnMapping(_numbered(columns))


def _among_others(column: Column, title: str, targets: set[Target]) -> Column:
    """Return what a column means beside the others: `Name` beside `Vorname` is the family name."""
    target = column.target
    if target is Target.NAME and title in ("name", "kontakt") and Target.GIVEN in targets:
        return column if Target.FAMILY in targets else Column(Target.FAMILY)
    if target is Target.FAMILY and title == "nom" and Target.GIVEN not in targets:
        return Column(Target.NAME)
    if target is Target.GIVEN and title == "nombre" and Target.FAMILY not in targets:
        return Column(Target.NAME)
    return column


def _by_cells(cells: Sequence[str], columns: Sequence[Column]) -> Column | None:
    """Return what a column without a telling title holds, None where its cells say nothing."""
    if _share(cells, MAIL.fullmatch) > _MOST:
        return Column(Target.EMAIL)
    if _share(cells, LINK.fullmatch) > _MOST:
        return Column(Target.LINK)
    if _share(cells, lambda cell: PHONE.fullmatch(cell) and _is_number(cell)) > _MOST:
        return Column(Target.PHONE)
    if _share(cells, _is_like_name) > _MOST and not any(column.target in _NAMES for column in columns):
        return Column(Target.NAME)
    return None


def _share(cells: Sequence[str], fits: Callable[[str], object]) -> float:
    return sum(bool(fits(cell[:300])) for cell in cells) / len(cells) if cells else 0.0


def _is_number(cell: str) -> bool:
    """Return whether digits are a phone's, and no day, amount or key: they begin as such or are written in groups."""
    if DAY.fullmatch(cell):
        return False
    return cell.startswith(("+", "0", "(")) or any(character in " -/" for character in cell.strip())


def _is_like_name(cell: str) -> bool:
    words = cell.split()
    letters = not is_datum(cell) and not any(character.isdigit() or character in "@/:;" for character in cell)
    return letters and 2 <= len(words) <= 5 and words[0][:1].isupper() and words[-1][:1].isupper()


def _numbered(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return columns of which no two give the same value: a second mail address gets a number, a second city goes."""
    taken: set[Column] = set()
    last: dict[Column, Column] = {}
    found = []
    for first in columns:
        column = last.get(first, first)  # numbers up to there are taken: a table may have thousands of columns
        while column in taken and column.target in _REPEATED and column.number < len(columns):
            column = replace(column, number=column.number + 1)
        last[first] = column
        if column in taken and column.target not in _MANY:
            column = IGNORED
        taken.add(column)
        found.append(column)
    return tuple(found)


def read_map(text: str, titles: Sequence[str]) -> ColumnMapping:
    """Return the mapping that somebody wrote: `Full name=name,Mail=email/work,Mobile=phone/mobile/2`.

    A column is named by its title or its place (`#3`), `*` stands for all that are not named; what is not named at all
    keeps the meaning proposed for it, unless another column has that now. An item with a comma stands in quotes.

    Raises:
        UsageProblem: a title or target is unknown, or an item is none.
    """
    columns = list(proposed(titles).columns)
    said: dict[int, Column] = {}
    items = next(csv.reader([clean_line(text)], skipinitialspace=True), [])
    for item in filter(None, map(str.strip, items)):
        title, column = _read_item(item)
        if title == _ALL and _ALL not in titles:
            columns = [column] * len(columns)
        else:
            said[_place_of(title, titles, said)] = column
    if not said and not items:
        raise UsageProblem("The mapping is empty. Write title=target, such as “Full name=name,Mail=email/work”.")
    for place, column in enumerate(columns):
        if place not in said and column in said.values() and column.target not in _MANY:
            columns[place] = IGNORED
    for place, column in said.items():
        columns[place] = column
    return ColumnMapping(tuple(columns))


def _read_item(item: str) -> tuple[str, Column]:
    """Return the title and the column of one item of a mapping.

    Raises:
        UsageProblem: it has no target that is known.
    """
    title, equals, slug = item.rpartition("=")
    if not equals:
        raise UsageProblem(f"“{item}” says no target. Write title=target, such as “Full name=name,Mail=email/work”.")
    target, *parts = (part.strip() for part in slug.split("/"))
    number = int(parts.pop()) if parts and parts[-1].isdecimal() and 0 < int(parts[-1]) < 1000 else 1
    try:
        return title.strip(), Column(Target(target.casefold()), "/".join(parts), number)
    except ValueError:
        slugs = [known.value for known in Target]
        near = get_close_matches(target.casefold(), slugs, n=3, cutoff=0.5) or slugs
        raise UsageProblem(f"“{target}” is nothing that a column can hold. Near: {', '.join(near)}.") from None


def _place_of(title: str, titles: Sequence[str], said: dict[int, Column]) -> int:
    """Return the place of the column that is called `title` and was not named before.

    Raises:
        UsageProblem: there is none.
    """
    number = title.removeprefix("#")
    is_place = number.isdecimal() and 0 < int(number) <= len(titles)
    if is_place and title not in titles and title != number:
        return int(number) - 1
    for same in (str, fold):
        places = [place for place, known in enumerate(titles) if title and same(known) == same(title)]
        if places:
            return next((place for place in places if place not in said), places[0])
    if is_place:
        return int(number) - 1
    near = get_close_matches(title, titles, n=3, cutoff=0.4) or [known for known in titles if known][:10]
    raise UsageProblem(f"There is no column “{title}”. Near: {', '.join(near)}.")


def written(mapping: ColumnMapping, titles: Sequence[str]) -> str:
    """Return a mapping as `read_map` reads it."""
    items = [f"{_ALL}={Target.IGNORE}"]
    for place, column in enumerate(mapping.columns):
        if column != IGNORED:
            items.append(f"{_name_of(place, titles)}={_slug(column)}")
    return ",".join(f'"{item}"' if "," in item or '"' in item else item for item in _quoted(items))


def _quoted(items: Sequence[str]) -> Sequence[str]:
    return [item.replace('"', '""') for item in items]


def _name_of(place: int, titles: Sequence[str]) -> str:
    """Return a title where it names its column alone, else the column's place."""
    title = titles[place] if place < len(titles) else ""
    is_plain = bool(fold(title)) and clean_line(title) == title and not title.startswith(("#", _ALL, '"'))
    if is_plain and [fold(t) for t in titles].count(fold(title)) == 1:
        return title
    named = f"#{place + 1}"
    while named in titles:  # a column may be called “#1”
        named = f"#0{named[1:]}"
    return named


def _slug(column: Column) -> str:
    label = clean_line(column.label).replace("=", " ")
    needs_number = column.number > 1 or label.rpartition("/")[2].isdecimal()
    return "/".join(filter(None, (column.target.value, label, str(column.number) if needs_number else "")))
