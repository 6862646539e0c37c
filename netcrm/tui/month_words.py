"""What the Calendar says: its signs, the names behind them, and how much stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.cells import cell_len

from netcrm.domain.days import MONTHS, counted, long_day, short_day
from netcrm.domain.month import Load, MonthDay, MonthView

HOLIDAY, DAY_OFF, PAUSE, OCCASION, INTERVIEW, LEAD, EVENT = "◆", "◇", "‖", "♪", "@", "#", "▲"
LOGGED, OVER, TODAY = "✓", "!", "▸"
_BLOCKS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_LEAST_SCALE = 4


def signs(day: MonthDay) -> str:
    """Return the signs of what is special about a day."""
    load = day.load
    told = ((HOLIDAY, day.holiday), (DAY_OFF, day.day_off), (PAUSE, day.pause is not None), (EVENT, day.events))
    there = ((OCCASION, load.occasions), (INTERVIEW, load.interviews), (LEAD, load.leads))
    return "".join(sign for sign, is_so in (*told, *there) if is_so)


def scale(view: MonthView) -> int:
    """Return the load that a full bar stands for: the busiest day, but no more than twice the cap."""
    busiest = max((day.load.total for day in view.days), default=0)
    return max(min(busiest, 2 * view.cap) if view.cap else busiest, _LEAST_SCALE)


def bar(load: int, full: int, width: int) -> str:
    """Return a bar of eighths for a load, of `width` cells at most."""
    eighths = max(round(min(load, full) * width * 8 / full), 1) if load else 0
    return ("█" * (eighths // 8) + _BLOCKS[eighths % 8]).strip()


def height(load: int, full: int) -> str:
    """Return one cell that is the fuller the more stands there."""
    return _HEIGHTS[max(round(min(load, full) * 8 / full), 1) if load else 0]


def month_title(view: MonthView) -> str:
    """Return `November 2026`."""
    return f"{MONTHS[view.month - 1]} {view.year}"


def load_words(load: Load) -> str:
    """Return `3 check-ins, 1 promise, ♪ 1`; nothing for a free day."""
    parts = (
        (load.check_ins, "check-in"),
        (load.follow_ups, "promise"),
        (load.interviews, "interview"),
        (load.leads, "deadline"),
        (load.questions, "awaited answer"),
    )
    words = [counted(count, thing) for count, thing in parts if count]
    if load.occasions:
        words.append(f"{OCCASION} {load.occasions}")
    return ", ".join(words)


def day_words(day: MonthDay, today: date) -> list[str]:
    """Return what stands over the list of a day: which one, how much, and what is special about it."""
    words = [long_day(day.on, today)]
    if day.on >= today:
        words.append(load_words(day.load) or "free")
    if day.logged:
        words.append(f"{LOGGED} {day.logged:,} logged")
    return [*words, *(f"{sign} {name}" for sign, name in _named(day))]


def _named(day: MonthDay) -> Iterator[tuple[str, str]]:
    """Yield the signs of what has a name, with it."""
    if day.holiday:
        yield HOLIDAY, day.holiday
    if day.day_off:
        yield DAY_OFF, day.day_off
    if day.pause is not None:
        yield PAUSE, f"everybody is paused: {day.pause}" if day.pause else "everybody is paused"
    for name in day.events:
        yield EVENT, name


def month_names(view: MonthView, today: date) -> list[str]:
    """Return `◆ 26 Nov Thanksgiving in the US`, `‖ 7 to 11 Dec everybody is paused`, by day; the same days joined."""
    stretches: dict[tuple[str, str], list[list[date]]] = {}
    for day in view.days:
        for named in _named(day):
            known = stretches.setdefault(named, [])
            if known and (day.on - known[-1][-1]).days == 1:
                known[-1].append(day.on)
            else:
                known.append([day.on])
    found = [(days[0], sign, days, name) for (sign, name), parts in stretches.items() for days in parts]
    return [f"{sign} {_stretch(days[0], days[-1], today)}  {name}" for _, sign, days, name in sorted(found)]


def _stretch(first: date, last: date, today: date) -> str:
    if first == last:
        return short_day(first, today)
    start = str(first.day) if (first.year, first.month) == (last.year, last.month) else short_day(first, today)
    return f"{start} to {short_day(last, today)}"


def key_to_numbers(view: MonthView, today: date) -> str:
    """Return what the numbers mean where a narrow month names its special days, and has no line for the legend."""
    return "  ·  ".join(legend(view)[:3]) if month_names(view, today) else ""


def wrapped(parts: Iterable[str], width: int, gap: str = "   ") -> list[str]:
    """Return lines of whole parts, as many on each as have room."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1] + gap + part) <= width:
            lines[-1] += gap + part
        else:
            lines.append(part)
    return lines


def legend(view: MonthView) -> list[str]:
    """Return what the numbers and signs mean."""
    cap = [f"{OVER} over your cap of {view.cap}"] if view.cap is not None else []
    return [
        "5 █ stand there", f"3{LOGGED} logged", *cap, f"{HOLIDAY} holiday", f"{DAY_OFF} day off", f"{PAUSE} pause",
        f"{OCCASION} birthday or anniversary", f"{INTERVIEW} interview",
        f"{LEAD} deadline", f"{EVENT} event",
    ]  # fmt: skip
