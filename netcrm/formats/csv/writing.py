"""How cells of ours are written, and read back without loss: lists, marks of preference, and formulas made text.

A list stands in one cell, its values joined as Google joins them. A spreadsheet takes a cell that begins with `=`, `+`,
`-`, `@` or a control character for a formula, and contacts come from strangers' files: an apostrophe before such a cell
makes it text. Two kinds are let through: phone numbers that begin with `+` and hold nothing but digits, spaces and
`( ) - . /`, and days without a year as Google writes them, behind a space. A formula without a letter can neither call
a function nor start a program, and an apostrophe would spoil them for the programs that read the file next.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence

JOINT = " ::: "
"""What stands between the values of a list: Google's own, so that a phone's list is read back as one."""
MARK = "* "
"""What stands before the one that is preferred, or before a label of Google's own."""

_JOINT_INSIDE = re.compile(r"\\*:::")
_ESCAPED_JOINT = re.compile(r"\\(\\*:::)")
_ESCAPED_MARK = re.compile(r"\\+\* ")
_MARK_INSIDE = re.compile(r"\\*\* ")
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = r"\+?[0-9(][0-9 ()./-]*"
_NUMBERS = re.compile(rf"\+[0-9][0-9 ()./-]*(?:{JOINT}{_NUMBER})*")

_GOOGLES_DAY = re.compile(r" --[0-9]{2}-[0-9]{2}")


class _Echo:
    """A file for csv's writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def row_writer(*, quotes_all: bool = False) -> Callable[[Iterable[str]], str]:
    """Return a function that makes a row of cells one text with its line end (RFC 4180)."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL) if quotes_all else csv.writer(_Echo())
    return writer.writerow


def joined(values: Iterable[str]) -> str:
    """Return values as one cell; a joint in one of them is marked by a backslash."""
    return JOINT.join(
        _JOINT_INSIDE.sub(lambda found: f"\\{found[0]}", value) if ":::" in value else value for value in values
    )


def split_list(cell: str) -> list[str]:
    """Return the values that `joined` made a cell of; none of an empty cell."""
    if not cell:
        return []
    return [_ESCAPED_JOINT.sub(r"\1", value) if ":::" in value else value for value in cell.split(JOINT)]


def marked(text: str, *, is_preferred: bool) -> str:
    """Return a label with the mark of the one that is preferred."""
    if is_preferred:
        return f"{MARK}{text}"
    return f"\\{text}" if _MARK_INSIDE.match(text) else text


def unmarked(text: str) -> tuple[str, bool]:
    """Return what `marked` made a text of: the label, and whether it is that of the preferred one."""
    if text.startswith(MARK):
        return text[len(MARK) :], True
    return (text[1:] if _ESCAPED_MARK.match(text) else text), False


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if not _FORMULA.match(cell) or _NUMBERS.fullmatch(cell) or _GOOGLES_DAY.fullmatch(cell):
        return cell
    return f"'{cell}"


def as_it_was(cell: str) -> str:
    """Return the cell that `neutralised` made this of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def padded(values: Sequence[str], count: int) -> list[str]:
    """Return `count` values, empty ones at the end."""
    return [*values[:count], *[""] * (count - len(values))]
