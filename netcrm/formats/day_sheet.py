"""The day sheet of an event, to print and carry: in Markdown, or in plain text for a terminal and a pocket.

Hours are those of the clock at the event, with the user's own beside them where they differ. Each person has a box to
tick and a line to write on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from netcrm.domain.days import long_day
from netcrm.domain.events.day_sheet import DaySheet, SheetLine
from netcrm.domain.events.event import Event, days_words, hour_words, is_elsewhere, own_hour
from netcrm.domain.text import clean_line
from netcrm.formats.markdown import as_text

_RULE = "_" * 48
_PAD = " " * 7


def sheet_markdown(sheet: DaySheet) -> str:
    """Return the sheet in Markdown (CommonMark); user text in it is never markup."""
    event = sheet.event
    parts = [f"# {as_text(event.name)}\n", f"{as_text(_where(sheet))}\n"]
    for title, lines in _sections(sheet):
        parts.append(f"## {as_text(title)}\n")
        parts += [_markdown_line(it) for it in lines]
    return "\n".join(parts)


def _markdown_line(it: SheetLine) -> str:
    when = f"**{as_text(_hour(it))}** " if it.at else ""
    room = f" · **{as_text(it.room)}**" if it.room else ""
    job = f", {as_text(it.job)}" if it.job else ""
    box = "[x]" if it.is_met else "[ ]"
    lines = [f"- {box} {when}**{as_text(it.name)}**{job}{room}", *(as_text(words) for words in _beneath(it))]
    return "  \n  ".join(lines) + "\n\n  ___\n"


def sheet_text(sheet: DaySheet) -> str:
    """Return the sheet as plain text."""
    lines = [clean_line(sheet.event.name), clean_line(_where(sheet))]
    for title, people in _sections(sheet):
        lines += ["", clean_line(title), "=" * len(clean_line(title))]
        for it in people:
            hour = f"{it.at:%H:%M}" if it.at else "     "
            own = f"  ({own_hour(it.at)} yours)" if it.at and is_elsewhere(it.at) else ""
            room = f"  · {clean_line(it.room)}" if it.room else ""
            lines += ["", f"{hour}  [{'x' if it.is_met else ' '}] {clean_line(it.name)}{room}{own}"]
            lines += [f"{_PAD}{clean_line(words)}" for words in ([it.job] if it.job else []) + list(_beneath(it))]
            lines.append(f"{_PAD}{_RULE}")
    return "\n".join(lines) + "\n"


def _sections(sheet: DaySheet) -> Iterator[tuple[str, Sequence[SheetLine]]]:
    for day in sheet.days:
        yield long_day(day.on, sheet.today), day.lines
    if sheet.any_time:
        yield "At any time", sheet.any_time
    if not sheet.days and not sheet.any_time:
        yield "Nobody is on the list", ()


def _hour(it: SheetLine) -> str:
    return hour_words(it.at) if it.at else ""


def _where(sheet: DaySheet) -> str:
    event = sheet.event
    return " · ".join(
        filter(None, (event.place, days_words(event.starts_on, event.ends_on, sheet.today), _clock(event)))
    )


def _clock(event: Event) -> str:
    return f"hours in {event.time_zone}" if event.time_zone else ""


def _beneath(it: SheetLine) -> Iterator[str]:
    if it.session:
        yield it.session
    if it.last_words:
        yield f"Last: {it.last_words}"
    for promise in it.promises:
        yield f"Open: {promise}"
    if it.line:
        yield f"Met: {it.line}"
