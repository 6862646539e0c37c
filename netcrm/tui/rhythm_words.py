"""The rhythm with a person on the screens: a bar for each of twelve months, and what it comes to in words.

A bar's colour says nothing that its height does not say.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from netcrm.domain.days import MONTHS, counted
from netcrm.domain.rhythm import Rhythm

_BLOCKS = "·▁▂▃▄▅▆▇█"
"""A bar's heights: no touch in a month, to the most."""
_QUIET = "$foreground-muted"
_BAR = "$text-primary"


def bars(rhythm: Rhythm, *, wide: bool = False) -> Content:
    """Return twelve bars over the first letters of their months: 23 cells by 2, or 35 where there is room."""
    size = 2 if wide else 1
    levels = rhythm.levels(len(_BLOCKS) - 1)
    drawn = [(_BLOCKS[level] * (size if level else 1)).ljust(size) for level in levels]
    letters = [MONTHS[month.first_on.month - 1][0].ljust(size) for month in rhythm.months]
    return Content.assemble(
        Content(" ").join(
            Content.styled(bar, _BAR if level else _QUIET) for bar, level in zip(drawn, levels, strict=True)
        ),
        "\n",
        (" ".join(letters), _QUIET),
    )


def rhythm_rows(rhythm: Rhythm) -> Iterator[tuple[str, str]]:
    """Yield label and words of what the rhythm comes to; what is not known yet is left out."""
    silence = rhythm.silence()
    still = rhythm.is_quietest and silence
    rows = [("usual gap", rhythm.usual()), ("longest", f"{silence}, still" if still else silence)]
    if rhythm.now is not None and not still:
        rows.append(("now", counted(rhythm.now, "day") if rhythm.now else "in touch today"))
    yield from ((label, words) for label, words in rows if words)
