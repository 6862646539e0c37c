"""TOML documents of the user, and on which line a key of one stands: what `tomllib` does not tell, and errors must."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from typing import Any

from netcrm.errors import Unreadable

Path = tuple[str | int, ...]
"""Where a value stands: `("step", 1, "after")` is the key `after` of the second table `[[step]]`."""

_BARE_OR_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")
_STRINGS = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|'  # up to two quotes may stand before the three that end it
    r"'''.*?'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'|"
    r"\#[^\n]*",
    re.DOTALL,
)

_AT_LINE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


def read_document(text: str, file: str, problem: type[Unreadable], *, what: str) -> dict[str, Any]:
    """Return a document as `tomllib` reads it.

    Args:
        text: What stands in the file.
        file: The file as errors name it.
        problem: What is raised where it cannot be read.
        what: What the file should hold: `playbook`.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.fullmatch(str(error))
        why, line = (found[1], found[2] or str(text.count("\n") + 1)) if found else (str(error), "1")
        raise problem(f"{file}, line {line}: this is no TOML: {why[:1].lower()}{why[1:]}.") from None
    except RecursionError:
        raise problem(f"{file}, line 1: this is no {what}: its brackets stand too deep in each other.") from None


def key_lines(text: str) -> dict[Path, int]:
    """Return the line, counted from 1, of each key and table of a document that `tomllib` can read."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = defaultdict(int)
    table: Path = ()
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif text[position] == "#":
            position = _line_end(text, position)
        elif text[position] == "[":
            is_array = text.startswith("[[", position)
            names = _names(text, position + 1 + is_array)
            table = (*names, counts[names]) if is_array else names
            counts[names] += is_array
            found.setdefault(table, _line(text, position))
            position = _line_end(text, position)
        else:
            found.setdefault((*table, *_names(text, position)), _line(text, position))
            position = _value_end(text, position)
    return found


def line_of(text: str, path: Path) -> int:
    """Return the line of a key, or of the nearest table around it; 1 where none is written."""
    found = key_lines(text)
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)


def _names(text: str, position: int) -> tuple[str, ...]:
    """Return the parts of the dotted key that begins at a position."""
    names = []
    while match := _BARE_OR_QUOTED.match(text, position):
        names.append(next(part for part in match.groups() if part is not None))
        position = match.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return tuple(names)


def _value_end(text: str, position: int) -> int:
    """Return where the statement `key = value` ends that begins at a position: a line end outside all brackets."""
    depth = 0
    while position < len(text):
        string = _STRINGS.match(text, position)
        if string:
            position = string.end()
            continue
        letter = text[position]
        if letter == "\n" and not depth:
            return position
        depth += (letter in "[{") - (letter in "]}")
        position += 1
    return position


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
