"""An activity report as one HTML file that needs nothing else: no script, no address, print and dark mode by its style.

User text in it is never markup: every text is escaped at the one place where it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from netcrm.domain.report.activity_report import ActivityReport
from netcrm.domain.text import clean_line
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

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2528; --paper: #ffffff; --line: #d5dcde; --accent: #1f6f78; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9ea; --paper: #15191b; --line: #3a4447; --accent: #6fc1ca; }
}
body { color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; color: var(--accent); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.label { white-space: nowrap; width: 1%; } .bars td { border: 0; padding: .1rem .5rem; }
.bar { display: block; height: .9rem; background: var(--accent); print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
@media print {
  :root { --ink: #000000; --paper: #ffffff; --line: #999999; --accent: #1f6f78; }
  body { font-size: 11pt; margin: 0; max-width: none; padding: 0; }
  h2 { break-after: avoid; } tr, li { break-inside: avoid; }
}
@page { margin: 2cm; }
"""


def report_html(report: ActivityReport) -> bytes:
    """Return the report as an HTML file in UTF-8."""
    title = _text(title_of(report))
    blocks = "".join(part for block in report_blocks(report) for part in _parts(block))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{blocks}</body>\n</html>\n"
    ).encode()


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{_text(text)}</h2>\n"
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>\n"
        case Entries(entries):
            yield "<ul>\n"
            for entry in entries:
                under = "".join(f"<li>{_text(text)}</li>" for text in entry.under)
                yield f"<li>{_text(entry.text)}{f'<ul>{under}</ul>' if under else ''}</li>\n"
            yield "</ul>\n"
        case Table():
            yield from _table(block)
        case Picture(bars):
            most = max((bar.count for bar in bars), default=0) or 1
            yield '<table class="bars">\n'
            for bar in bars:
                yield (
                    f'<tr><th scope="row" class="label number">{_text(bar.label)}</th>'
                    f'<td><span class="bar" style="width: {100 * bar.count / most:.1f}%"></span></td>'
                    f'<td class="label number">{bar.count:,}</td></tr>\n'
                )
            yield "</table>\n"


def _table(table: Table) -> Iterator[str]:
    sides = [' class="number"' if column in table.numbers else "" for column in range(len(table.headings))]
    cells = "".join(
        f'<th scope="col"{side}>{_text(text)}</th>' for side, text in zip(sides, table.headings, strict=True)
    )
    yield f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n"
    for row in table.rows:
        cells = "".join(f"<td{side}>{_text(text)}</td>" for side, text in zip(sides, row, strict=True))
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody>\n</table>\n"


def _text(text: str) -> str:
    return escape(clean_line(text))
