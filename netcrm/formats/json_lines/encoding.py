"""One object on one line, in UTF-8, and the lines that are not about anything in the store: the first and the last."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from datetime import date

FORMAT = 1
"""What the first line of a whole store names: raised when a line changes its meaning."""
HEADER = "netcrm"
END = "end"

_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Line ends of Unicode, which JSON lets stand and careless readers of lines do not."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What JSON writes with six letters for one."""


def encoded_line(kind: str, content: Mapping[str, object]) -> bytes:
    """Return one object on one line in UTF-8; half a surrogate pair, which UTF-8 has no bytes for, is escaped."""
    text = json.dumps({"type": kind, **content}, ensure_ascii=False)
    if not text.isascii():
        for line_end, escape in _LINE_ENDS.items():
            text = text.replace(line_end, escape)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def header_line(last_ids: Mapping[str, int]) -> bytes:
    """Return the first line of a whole store.

    Args:
        last_ids: For each type of line the last id that the store gave: also one that was deleted is not given again.
    """
    return encoded_line(HEADER, {"format": FORMAT, "whole": True, "last_ids": dict(last_ids)})


def end_line(lines: int) -> bytes:
    """Return the last line of a whole store, by which a file that was cut off is known; it counts those before it."""
    return encoded_line(END, {"lines": lines})


def raw_line(digest: str, data: bytes) -> bytes:
    """Return the line of a card, row or photo as it came in: as text where it is UTF-8, else in base64."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    content = {"base64": base64.b64encode(data).decode()} if _CONTROLS.search(text) else {"text": text}
    return encoded_line("raw", {"digest": digest, "content": content})


def shown_day(day: date | None) -> str | None:
    """Return a date as lines write it."""
    return day.isoformat() if day else None
