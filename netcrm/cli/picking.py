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
        first, dash, last = part.partition("-")
        if not _is_number(first) or (dash and not _is_number(last)):
            raise UsageProblem(f"“{text}” picks nothing. Write all, none, or numbers such as 1,3-5.")
        ends = int(first), int(last or first)
        for end in ends:
            if end not in known:
                raise UsageProblem(
                    f"There is no {what} {end} to pick. “--dry-run” lists the {what}s with their numbers."
                )
        found |= known.intersection(range(ends[0], ends[1] + 1))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
