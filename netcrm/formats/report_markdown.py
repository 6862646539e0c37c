"""An activity report in Markdown (CommonMark 0.31 with the tables of GFM). User text in it is never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from netcrm.domain.activity_report import ActivityReport, Tally
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
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_AT_START = re.compile(r"[-+=]|[0-9]{1,9}[.)]")
"""What begins a list or underlines a heading, at the beginning of a line."""


def report_markdown(report: ActivityReport) -> bytes:
    """Return the report as a Markdown file in UTF-8."""
    parts = [f"# {_text(title_of(report))}\n"]
    parts += ["".join(_lines(block)) for block in report_blocks(report)]
    return "\n".join(parts).encode()


def bar_picture(bars: Sequence[Tally]) -> tuple[str, ...]:
    """Return bars as lines of text: label, blocks to the eighth of one, number. The longest is 30 letters wide."""
    most = max((bar.count for bar in bars), default=0)
    scale = min(1.0, _WIDEST_BAR / most) if most else 1.0
    labels = max((len(bar.label) for bar in bars), default=0)
    lines = []
    for bar in bars:
        # A bar of one that is much shorter than the longest must still be seen.
        eighths = max(round(bar.count * scale * 8), 1 if bar.count else 0)
        blocks = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
        lines.append(" ".join(filter(None, (bar.label.rjust(labels), blocks, f"{bar.count:,}"))))
    return tuple(lines)


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
            yield _row(headings)
            yield _row(["---:" if column in numbers else "---" for column in range(len(headings))])
            for row in rows:
                yield _row([as_text(cell) for cell in row])
        case Picture(bars):
            yield "```text\n"
            for line in bar_picture(bars):
                yield f"{line}\n"
            yield "```\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _text(text: str) -> str:
    """Return text that reads as itself, even where a block begins with it."""
    words = as_text(text)
    if found := _AT_START.match(words):
        return f"{found[0][:-1]}\\{words[found.end() - 1 :]}"
    return words
