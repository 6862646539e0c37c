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


def picked_as(text: str) -> tuple[str, dict[int, str]]:
    """Return what a picking says without names (`1,3-5`), and by number the names in it: `4:ana`.

    Raises:
        UsageProblem: A name stands behind no number, or none behind a colon.
    """
    plain, named = [], {}
    for part in text.split(","):
        number, colon, name = (piece.strip() for piece in part.partition(":"))
        if not colon:
            plain.append(part)
        elif not _is_number(number) or not name:
            raise UsageProblem(f"“{text}” picks nothing. Write a number and who it is, such as 3:ana.")
        else:
            named[int(number)] = name
    return ",".join(plain), named


def range_ends(text: str) -> tuple[int, int] | None:
    """Return the first and the last number of `3-5`, or of `3` that one twice; nothing where it is neither."""
    first, dash, last = (piece.strip() for piece in text.partition("-"))
    if not _is_number(first) or (dash and not _is_number(last)):
        return None
    ends = int(first), int(last or first)
    return ends if ends[0] <= ends[1] else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
