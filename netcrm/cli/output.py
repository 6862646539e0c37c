"""What commands print: JSON for programs, lines and tables for people.

Text that came from files or people passes `line` or `paragraph` on its way to the terminal: never a control, never a
colour of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from netcrm.domain.days import long_day
from netcrm.domain.text import clean_line, clean_text

if TYPE_CHECKING:
    from netcrm.domain.roles import Role
    from netcrm.services.values import Done, Effect

Json = dict[str, Any] | list[Any] | str | int | float | bool | None
"""A value that JSON can say."""

line = clean_line
"""User text on one line, cleaned."""


def paragraph(text: str, indent: str) -> str:
    """Return user text of several lines, cleaned, each line after `indent`."""
    return "\n".join(f"{indent}{one}" for one in clean_text(text).expandtabs(4).split("\n"))


def full_day(day: date) -> str:
    """Return `Tue 2 Jun 2026`: a date as it is echoed, so that nobody takes it for another."""
    return long_day(day, date.min)


def day_or_dash(day: date | None, today: date) -> str:
    """Return `Tue 2 Jun`, or a dash for no day."""
    return long_day(day, today) if day else "–"


def iso(day: date | None) -> str | None:
    """Return a date as JSON has it."""
    return day.isoformat() if day else None


def is_narrow() -> bool:
    """Whether stdout is a terminal with no room for every column."""
    return on_terminal() and _terminal_width() < _WIDE


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def print_json(value: Json) -> None:
    """Print one value: spread over lines for people, on one line for programs."""
    click.echo(_dumped(value, indent=2 if on_terminal() else None))


def print_json_list(values: Iterable[Json]) -> None:
    """Print one list, a value a line, as the values come."""
    opened = False
    for value in values:
        click.echo((",\n" if opened else "[\n") + _dumped(value), nl=False)
        opened = True
    click.echo("\n]" if opened else "[]")


def _dumped(value: Json, indent: int | None = None) -> str:
    """Letters stay letters, unless stdout could not say them."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    return json.dumps(value, ensure_ascii=encoding not in ("utf-8", "utf8"), indent=indent)


def answer(done: Done, *, as_json: bool) -> None:
    """Print what an act did: its sentence, and each move of a date where it moved several people's."""
    if as_json:
        print_json(
            {
                "change_set": done.change_set,
                "sentence": done.sentence,
                "contacts": list(done.contact_ids),
                "effects": [effect_object(effect) for effect in done.effects],
            }
        )
        return
    click.echo(line(done.sentence))
    if len(done.effects) > 1:
        print_effects(done.effects)


def effect_object(effect: Effect) -> dict[str, Json]:
    """Return what an act does to somebody's next check-in, as JSON has it."""
    return {
        "contact": effect.contact_id,
        "name": effect.name,
        "before": iso(effect.before),
        "after": iso(effect.after),
        "why": effect.why,
    }


def print_effects(effects: Iterable[Effect]) -> None:
    """Print each next check-in that moves, a line for each."""
    for effect in effects:
        if effect.before != effect.after:
            before, after = (full_day(day) if day else "none" for day in (effect.before, effect.after))
            click.echo(f"  {line(effect.name)}: next check-in {after}, was {before}.")


def chips(roles: Sequence[Role], guessed: Role | None = None, *, most: int = 2) -> str:
    """Return the short forms of the first roles, or of a guessed one with a question mark: `PI KOL`, `CRC?`."""
    return " ".join(role.chip for role in roles[:most]) or (f"{guessed.chip}?" if guessed else "")


def talk(sentence: str) -> None:
    """Say something beside the data."""
    click.echo(line(sentence), err=True)


def heading(text: str) -> None:
    """Print a heading."""
    click.secho(line(text), bold=True)


def table(
    rows: Sequence[Sequence[str]], *, indent: str = "  ", wrap: bool = False, beneath: Sequence[str] = ()
) -> None:
    """Print rows in columns. On a terminal they fit its width: cells are cut, and with `wrap` the last one goes on
    below itself. `beneath` has for each row what stands dim on a line of its own under it, or nothing.

    Cells are user text and are cleaned here; columns that are empty all the way down are left out.
    """
    under = [line(text) for text in beneath] or [""] * len(rows)
    cells = [[line(cell) for cell in row] for row in rows]
    filled = [i for i in range(len(cells[0])) if any(row[i] for row in cells)] if cells else []
    if not filled:
        return
    cells = [[row[i] for i in filled] for row in cells]
    widths = [max(cell_width(row[i]) for row in cells) for i in range(len(cells[0]))]
    margin_beneath = " " * (len(indent) + widths[0] + 2)
    if not on_terminal():
        for row, note in zip(cells, under, strict=True):
            click.echo((indent + "  ".join(map(_padded, row, widths))).rstrip())
            if note:
                click.echo(margin_beneath + note)
        return
    widths = _fitted(widths, _terminal_width() - len(indent), last=_LEAST_WRAPPED if wrap else widths[-1])
    for row, note in zip(cells, under, strict=True):
        first, *more = _wrapped(row[-1], widths[-1]) if wrap else [_cut(row[-1], widths[-1])]
        row_cells = [_cut(cell, width) for cell, width in zip(row, [*widths[:-1], cell_width(first)], strict=True)]
        row_cells[-1] = first
        click.echo((indent + "  ".join(map(_padded, row_cells, widths))).rstrip())
        margin = " " * (len(indent) + sum(width + 2 for width in widths[:-1]))
        for rest in more:
            click.echo(margin + rest)
        if note:
            click.secho(margin_beneath + _cut(note, max(_terminal_width() - len(margin_beneath), 1)), dim=True)


_WIDE = 100
_LEAST = 8
_LEAST_WRAPPED = 34
"""Columns below which a cell is not narrowed."""


def _fitted(widths: Sequence[int], room: int, *, last: int) -> list[int]:
    """Return the widths narrowed until they fit: the last down to `last`, then the widest of the others first."""
    fitted = list(widths)
    room -= 2 * (len(fitted) - 1)
    fitted[-1] = max(min(fitted[-1], room - sum(fitted[:-1])), min(fitted[-1], last))
    while sum(fitted) > room:
        widest = max(range(len(fitted)), key=lambda i: (fitted[i] if i < len(fitted) - 1 else 0, -i))
        if len(fitted) == 1 or fitted[widest] <= _LEAST:
            fitted[-1] = max(room - sum(fitted[:-1]), 1)
            break
        fitted[widest] -= 1
    return fitted


def _wrapped(cell: str, width: int) -> list[str]:
    """Return a cell in lines of at most `width` columns, broken between words where that can be."""
    lines = [""]
    for word in cell.split(" "):
        if lines[-1] and cell_width(lines[-1]) + 1 + cell_width(word) <= width:
            lines[-1] += f" {word}"
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if cell_width(lines[-1]) + cell_width(letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def _cut(cell: str, width: int) -> str:
    """Return a cell in `width` columns, with an ellipsis where it is cut."""
    if cell_width(cell) <= width:
        return cell
    kept = ""
    for letter in cell:
        if cell_width(kept) + cell_width(letter) > width - 1:
            break
        kept += letter
    return kept + "…"


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_width(cell))


def cell_width(text: str) -> int:
    """Return how many columns of a terminal `text` takes: two for each wide letter, none for a combining mark."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _terminal_width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


@contextmanager
def progress(verb: str) -> Iterator[Callable[[int], None] | None]:
    """Show how far a long work is on stderr, where that is a terminal; the line goes when the work ends."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda done: click.echo(f"\r{verb} {done:,}", nl=False, err=True)
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)
