"""A whole store's lines looked at before anything is written: each alone, and whether they fit each other.

Memory grows with the number of lines by a few bytes each, not with what they hold.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from netcrm.domain.text import clean_line
from netcrm.formats.json_lines.encoding import END, FORMAT, HEADER
from netcrm.formats.json_lines.reader import BadLine, NumberedObject
from netcrm.formats.json_lines.shapes import Line, Object
from netcrm.formats.json_lines.tables import LINES
from netcrm.formats.json_lines.values import MOST, Unfit

MOST_PROBLEMS = 20
"""After so many the rest of a file is not looked at."""
_BUCKETS = 256
_NOT_WHOLE = (
    "it does not begin as a whole store does; it may hold some people only, or be of an older netcrm. Export all with"
    " `netcrm export jsonl`, without a query"
)


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong with a line of a file; line 0 is the file as a whole."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}" if self.line else self.why


class _Ids:
    """Which ids there are: 64 of them in one number."""

    def __init__(self) -> None:
        self._masks: dict[int, int] = {}

    def __contains__(self, one: object) -> bool:
        return isinstance(one, int) and bool(self._masks.get(one >> 6, 0) >> (one & 63) & 1)

    def add(self, one: int) -> None:
        self._masks[one >> 6] = self._masks.get(one >> 6, 0) | 1 << (one & 63)


class _Seen:
    """What may stand once only, by its hash, and on which line it stood."""

    def __init__(self) -> None:
        self._hashes = [array("q") for _ in range(_BUCKETS)]
        self._lines = [array("q") for _ in range(_BUCKETS)]

    def add(self, key: object, line: int) -> None:
        value = hash(key)
        self._hashes[value % _BUCKETS].append(value)
        self._lines[value % _BUCKETS].append(line)

    def again(self) -> Iterator[tuple[int, int]]:
        """Yield the line of everything that stood before, and the line where it did."""
        for hashes, lines in zip(self._hashes, self._lines, strict=True):
            if len(set(hashes)) < len(hashes):
                first: dict[int, int] = {}
                for value, line in zip(hashes, lines, strict=True):
                    before = first.setdefault(value, line)
                    if before != line:
                        yield line, before


class Checker:
    """Looks at lines in their order; what it found stands in its attributes."""

    def __init__(self, hold_setting: Callable[[str, str], None]) -> None:
        """Make one; `hold_setting` raises `Unfit` where a key cannot have a value."""
        self.counts: Counter[str] = Counter()
        self.problems: list[LineProblem] = []
        self.last_ids: dict[str, int] = {}
        """What the header says, by type of line."""
        self.settings: dict[str, str] = {}
        self.looked_at = 0
        self._ids: dict[str, _Ids] = {kind: _Ids() for kind, line in LINES.items() if line.has_id}
        self._seen = _Seen()
        self._hold_setting = hold_setting
        self._is_ended = False

    def look_at(self, lines: Iterable[NumberedObject | BadLine]) -> Iterator[int]:
        """Look at all lines, yielding how many were looked at after each; stop after the first problems."""
        for found in lines:
            try:
                self._look_at(found)
            except Unfit as unfit:
                self.problems.append(LineProblem(found.line, str(unfit)))
                if len(self.problems) >= MOST_PROBLEMS or not self.looked_at:
                    return
            self.looked_at += 1
            yield self.looked_at
        if not self.looked_at:
            self.problems.append(LineProblem(0, f"the file is empty: {_NOT_WHOLE}"))
        elif not self._is_ended and not self.problems:
            self.problems.append(LineProblem(0, "its last line is missing: it was cut off. Export the store once more"))
        again = sorted(self._seen.again())[: MOST_PROBLEMS - len(self.problems)]
        self.problems += [LineProblem(line, f"it repeats what line {before} is") for line, before in again]

    def _look_at(self, found: NumberedObject | BadLine) -> None:
        if isinstance(found, BadLine):
            raise Unfit(found.why)
        content = found.content
        kind = content.get("type")
        if not self.looked_at:
            self._read_header(content)
            return
        if self._is_ended:
            raise Unfit("something stands after the last line of the store")
        if kind == END:
            self._read_end(content)
            return
        line = LINES.get(kind) if isinstance(kind, str) else None
        if line is None:
            named = clean_line(str(kind))[:40]
            raise Unfit(f"“{named}” is a type of line that this netcrm does not know. A newer one may: update netcrm")
        for _ in line.rows(content, None):
            pass
        self._hold_together(line, content, found.line)
        self.counts[line.type] += 1
        if line.type == "setting":
            key, value = str(content["key"]), str(content["value"])
            self._hold_setting(key, value)
            self.settings[key] = value

    def _hold_together(self, line: Line, content: Object, number: int) -> None:
        """Raise where a line names what is not there, or is there twice."""
        for key, kind, one in line.referred(content):
            if one not in self._ids[kind]:
                raise Unfit(f"“{key}” names {kind} {one}, which no line before it is")
        if line.has_id:
            own, ids = content["id"], self._ids[line.type]
            if own in ids:
                raise Unfit(f"there is a {line.type} {own} before it")
            if isinstance(own, int):
                ids.add(own)
        for keys in line.unique:
            self._seen.add((line.type, *(content[key] for key in keys)), number)

    def _read_header(self, content: Mapping[str, object]) -> None:
        if content.get("type") != HEADER or content.get("whole") is not True:
            raise Unfit(_NOT_WHOLE)
        version, last_ids = content.get("format"), content.get("last_ids")
        if type(version) is not int or version < 1 or not isinstance(last_ids, dict):
            raise Unfit("it is no first line of a whole store")
        if version > FORMAT:
            raise Unfit(f"it was written by a newer netcrm (format {version}, this one knows {FORMAT}). Update netcrm")
        for kind, last in last_ids.items():
            if kind not in self._ids or type(last) is not int or not 0 <= last < MOST:
                raise Unfit(f"“last_ids” holds {str(kind)[:40]!r}, which cannot be")
        self.last_ids = last_ids

    def _read_end(self, content: Mapping[str, object]) -> None:
        self._is_ended = True
        if content.get("lines") != self.looked_at:
            raise Unfit(f"it counts {str(content.get('lines'))[:20]} lines before it, and there are {self.looked_at:,}")
