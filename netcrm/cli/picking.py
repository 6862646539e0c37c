"""Which lines of a numbered list are meant: `all`, `none` or `1,3-5`."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.errors import UsageProblem


def picked(text: str, numbers: Sequence[int], *, what: str) -> set[int]:
    """Return the numbers that `all`, `none` or `1,3-5` names.

    Args:
        text: What was typed.
        numbers: Those of the list.
        what: What a line of it is: `card`.

    Raises:
        UsageProblem: It is none of these, or names a line that there is none of.
    """
    words = text.casefold().strip()
    if words in ("all", "none"):
        return set(numbers) if words == "all" else set()
    known, found = set(numbers), set()
    for part in words.replace(" ", "").split(","):
        ends = range_ends(part)
        if ends is None:
            raise UsageProblem(f"“{text}” picks nothing. Write all, none, or numbers such as 1,3-5.")
        for end in ends:
            if end not in known:
                raise UsageProblem(
                    f"There is no {what} {end} to pick. “--dry-run” lists the {what}s with their numbers."
                )
        found |= known.intersection(range(ends[0], ends[1] + 1))
    return found


def range_ends(text: str) -> tuple[int, int] | None:
    """Return the first and the last number of `3-5`, or of `3` that one twice; nothing where it is neither."""
    first, dash, last = (piece.strip() for piece in text.partition("-"))
    if not _is_number(first) or (dash and not _is_number(last)):
        return None
    return int(first), int(last or first)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
