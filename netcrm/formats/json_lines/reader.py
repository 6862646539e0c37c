"""A file of JSON lines, read one line at a time: bounded by the longest line, whatever the file is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

LONGEST_LINE = 64 * 1024 * 1024
"""In bytes: four times the largest card that comes in, as JSON may write it."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HEAD = 4096
_TYPE = re.compile(rb'"type"\s*:\s*"[a-z]')
"""What says the kind of a line. A study of ClinicalTrials.gov on one line has types too, all in capitals."""


@dataclass(frozen=True, slots=True)
class NumberedObject:
    """The object of a line; lines are counted from 1."""

    line: int
    content: dict[str, object]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no object, and why."""

    line: int
    why: str


def is_json_lines(head: bytes) -> bool:
    """Return whether a file that begins with `head` is one of ours, be it whole or of some people. Never raises."""
    first = head[:_HEAD].removeprefix(_BYTE_ORDER_MARK).lstrip().partition(b"\n")[0]
    return first.startswith(b"{") and _TYPE.search(first) is not None


def read_lines(stream: BinaryIO) -> Iterator[NumberedObject | BadLine]:
    """Yield what each line holds; empty ones are passed over. A line that is too long is the last.

    No bytes raise anything but the stream's own `OSError`.
    """
    decoder = json.JSONDecoder(parse_constant=_refuse)
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            yield BadLine(number, f"it is longer than {LONGEST_LINE // 1024 // 1024} MB")
            return
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if not line.isspace():
            yield _read(line, number, decoder)


def _read(line: bytes, number: int, decoder: json.JSONDecoder) -> NumberedObject | BadLine:
    try:
        content = decoder.decode(line.decode().strip())
    except UnicodeDecodeError:
        return BadLine(number, "it is no UTF-8")
    except RecursionError:
        return BadLine(number, "it is nested too deep")
    except ValueError:
        cut = "" if line.endswith(b"\n") else ": the file was cut off there. Export the store once more"
        return BadLine(number, f"it is no JSON{cut}")
    if not isinstance(content, dict):
        return BadLine(number, "it holds no object")
    return NumberedObject(number, content)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
