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
from typing import Any

import click

from netcrm.domain.days import long_day
from netcrm.domain.text import clean_line, clean_text
from netcrm.services.values import Done

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
                "effects": [
                    {
                        "contact": effect.contact_id,
                        "name": effect.name,
                        "before": iso(effect.before),
                        "after": iso(effect.after),
                        "why": effect.why,
                    }
                    for effect in done.effects
                ],
            }
        )
        return
    click.echo(line(done.sentence))
    if len(done.effects) > 1:
        for effect in done.effects:
            if effect.before != effect.after:
                before, after = (full_day(day) if day else "none" for day in (effect.before, effect.after))
                click.echo(f"  {line(effect.name)}: next check-in {after}, was {before}.")


def talk(sentence: str) -> None:
    """Say something beside the data."""
    click.echo(line(sentence), err=True)


def heading(text: str) -> None:
    """Print a heading."""
    click.secho(line(text), bold=True)


def table(rows: Sequence[Sequence[str]], *, indent: str = "  ", headings: Sequence[str] = ()) -> None:
    """Print rows in columns; on a terminal the last column ends at its edge.

    Cells are user text and are cleaned here.
    """
    cells = [[line(cell) for cell in row] for row in rows]
    titled = [list(headings), *cells] if headings else cells
    if not titled:
        return
    widths = [max(cell_width(row[i]) for row in titled) for i in range(len(titled[0]))]
    room = _terminal_width() if on_terminal() else 0
    if room:
        widths = _fitted(widths, room - len(indent))
    for number, row in enumerate(titled):
        fitted = [_padded(cell, width, clip=bool(room)) for cell, width in zip(row, widths, strict=True)]
        text = (indent + "  ".join(fitted)).rstrip()
        click.secho(text, bold=True) if headings and number == 0 else click.echo(text)


def _fitted(widths: list[int], room: int) -> list[int]:
    """Return the widths narrowed, widest first, until they fit; none goes below eight."""
    widths = list(widths)
    while sum(widths) + 2 * (len(widths) - 1) > room:
        widest = max(range(len(widths)), key=lambda i: (widths[i], i))
        if widths[widest] <= 8:
            break
        widths[widest] -= 1
    return widths


def _padded(cell: str, width: int, *, clip: bool) -> str:
    taken = cell_width(cell)
    if clip and taken > width:
        kept = ""
        for letter in cell:
            if cell_width(kept) + cell_width(letter) > width - 1:
                break
            kept += letter
        cell, taken = kept + "…", cell_width(kept) + 1
    return cell + " " * (width - taken)


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
