"""An activity report in Markdown (CommonMark 0.31 with the tables of GFM). User text in it is never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from netcrm.domain.report.activity_report import ActivityReport, Tally
from netcrm.domain.report.bars import bar
from netcrm.formats.markdown import as_text
from netcrm.formats.report_blocks import (
    Block,
    Entries,
    Heading,
    Paragraph,
    Picture,
    Table,
    report_blocks,
    title_of,
)

_WIDEST_BAR = 30
_AT_START = re.compile(r"[-+=]|[0-9]{1,9}[.)]")
"""What begins a list or underlines a heading, at the beginning of a line."""


def report_markdown(report: ActivityReport) -> bytes:
    """Return the report as a Markdown file in UTF-8."""
    parts = [f"# {_text(title_of(report))}\n"]
    parts += ["".join(_lines(block)) for block in report_blocks(report)]
    return "\n".join(parts).encode()


def bar_picture(bars: Sequence[Tally]) -> tuple[str, ...]:
    """Return bars as lines of text: label, blocks to the eighth of one, number. The longest is 30 letters wide."""
    most = max((it.count for it in bars), default=0)
    scale = min(1.0, _WIDEST_BAR / most) if most else 1.0
    labels = max((len(it.label) for it in bars), default=0)
    return tuple(
        " ".join(filter(None, (it.label.rjust(labels), bar(it.count * scale), f"{it.count:,}"))) for it in bars
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"## {_text(text)}\n"
        case Paragraph(text):
            yield f"{_text(text)}\n"
        case Entries(entries):
            for entry in entries:
                yield f"- {_text(entry.text)}\n"
                for under in entry.under:
                    yield f"  - {_text(under)}\n"
        case Table(headings, rows, numbers):
            yield from _table([headings, *([as_text(cell) for cell in row] for row in rows)], numbers)
        case Picture(bars):
            yield "```text\n"
            for line in bar_picture(bars):
                yield f"{line}\n"
            yield "```\n"


def _table(rows: Sequence[Sequence[str]], numbers: frozenset[int]) -> Iterator[str]:
    """Yield a table of which the first row are the headings; columns stand under each other in the text too."""
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(rows[0]))]
    for place, row in enumerate(rows):
        cells = [
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |\n"
        if place == 0:
            rules = ["-" * (width - 1) + (":" if column in numbers else "-") for column, width in enumerate(widths)]
            yield f"| {' | '.join(rules)} |\n"


def _text(text: str) -> str:
    """Return text that reads as itself, even where a block begins with it."""
    words = as_text(text)
    if found := _AT_START.match(words):
        return f"{found[0][:-1]}\\{words[found.end() - 1 :]}"
    return words
