"""The words of an activity report as blocks that every file format writes in its own way. Nothing is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from netcrm.domain.days import counted, full_day
from netcrm.domain.report.activity_report import ActivityReport, Tally
from netcrm.domain.report.cv_lines import cv_lines
from netcrm.domain.report.facts import HeldInterview, Learned, Person, VisitedEvent
from netcrm.domain.report.templates import Section
from netcrm.domain.text import clean_line

_MOST_TALLIES = 15
"""Roles or organisations that are named; the rest are one line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, with lines under it."""

    text: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; the columns of `numbers` (counted from 0) stand to the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars, each with its label and number."""

    bars: tuple[Tally, ...]


Block = Heading | Paragraph | Entries | Table | Picture


def title_of(report: ActivityReport) -> str:
    """Return the heading of the whole: `The internship, 1 Jun 2026 to 31 Aug 2026`."""
    if report.first == report.last:
        return f"{report.template.heading}, {full_day(report.first)}"
    return f"{report.template.heading}, {full_day(report.first)} to {full_day(report.last)}"


def report_blocks(report: ActivityReport) -> tuple[Block, ...]:
    """Return the sections of the report's template in order; one in which nothing happened is left out."""
    found: list[Block] = []
    if report.about:
        found.append(Paragraph(f"Only about people who match “{report.about}”."))
    for section in report.template.sections:
        title, build = _SECTIONS[section]
        blocks = build(report)
        if blocks:
            found += [Heading(title), *blocks]
    return tuple(found)


def _numbers(report: ActivityReport) -> list[Block]:
    rows = [
        ("People in touch with", len(report.people)),
        ("Of them new", report.new_people),
        ("Touches", report.touches),
        ("Organisations", len(report.organisations)),
        ("Informational interviews", len(report.interviews)),
        ("Introductions", len(report.introductions)),
        ("Events", len(report.events)),
        ("People met at events", report.met_at_events),
        ("Pieces of advice", report.advice_given),
        ("Advice followed", report.advice_followed),
        ("Goals reached", (report.goals_reached, len(report.goals))),
    ]
    shown = [
        (name, f"{value[0]:,} of {value[1]:,}" if isinstance(value, tuple) else f"{value:,}")
        for name, value in rows
        if (value[1] if isinstance(value, tuple) else value)
    ]
    if not shown:
        return [Paragraph("Nothing is logged for these days.")]
    return [Table(("What", "How many"), tuple(shown), frozenset({1}))]


def _people(report: ActivityReport) -> list[Block]:
    found: list[Block] = []
    for heading, tallies in (("Role", report.roles), ("Organisation", report.organisations)):
        if tallies:
            found.append(_tally_table(heading, tallies))
    return found


def _tally_table(heading: str, tallies: Sequence[Tally]) -> Table:
    rows = [(one.label, f"{one.count:,}") for one in tallies[:_MOST_TALLIES]]
    if rest := tallies[_MOST_TALLIES:]:
        rows.append((f"{len(rest):,} more", f"{sum(one.count for one in rest):,}"))
    return Table((heading, "People"), tuple(rows), frozenset({1}))


def _each(report: ActivityReport) -> list[Block]:
    rows = tuple(
        (
            line.person.name,
            line.person.role.label if line.person.role else "",
            line.person.organisation,
            f"{line.touches:,}",
            full_day(line.last_on),
        )
        for line in report.people
    )
    return [Table(("Name", "Role", "Organisation", "Touches", "Last"), rows, frozenset({3}))] if rows else []


def _interviews(report: ActivityReport) -> list[Block]:
    return _listed(Entry(_on_day(one), tuple(map(_said, one.learned))) for one in report.interviews)


def _on_day(interview: HeldInterview) -> str:
    return f"{full_day(interview.held_on)}: {_who(interview.person)}"


def _said(learned: Learned) -> str:
    return f"{learned.topic.label}: {clean_line(learned.text)}" if learned.topic else clean_line(learned.text)


def _introductions(report: ActivityReport) -> list[Block]:
    return _listed(
        Entry(
            f"{full_day(one.made_on)}: {_who(one.person)}, by {clean_line(one.introducer.name)}"
            + (f" ({clean_line(one.stage)})" if clean_line(one.stage) else "")
        )
        for one in report.introductions
    )


def _events(report: ActivityReport) -> list[Block]:
    return _listed(Entry(_event(one)) for one in report.events)


def _event(event: VisitedEvent) -> str:
    until = f" to {full_day(event.last)}" if event.last and event.last != event.first else ""
    people = len({person.contact_id for person in event.met})
    met = f": met {people} {'person' if people == 1 else 'people'}" if people else ""
    return f"{full_day(event.first)}{until}, {clean_line(event.name)}{met}"


def _advice(report: ActivityReport) -> list[Block]:
    if not report.advice_given and not report.advice_followed:
        return []
    followed = f"{counted(report.advice_given, 'piece')} of advice, {report.advice_followed} followed."
    return [Paragraph(followed), *_listed(
        Entry(
            f"{full_day(one.given_on)}: {clean_line(one.text)} ({clean_line(one.person.name)}"
            + (f", followed {full_day(one.followed_on)}" if one.followed_on and one.followed_on <= report.last else "")
            + ")"
        )
        for one in report.advice
    )]  # fmt: skip


def _goals(report: ActivityReport) -> list[Block]:
    rows = tuple((one.words, one.progress) for one in report.goals)
    return [Table(("Goal", "Where it stands"), rows)] if rows else []


def _touches(report: ActivityReport) -> list[Block]:
    if not report.touches:
        return []
    bars = tuple(Tally(full_day(one.monday), one.count) for one in report.weeks)
    return [Paragraph("In the week from each Monday:"), Picture(bars)]


def _activities(report: ActivityReport) -> list[Block]:
    """Return what was done: first what practised no named skill, then by skill."""
    plain = [Entry(str(one)) for one in report.activities if not one.skill]
    skills = dict.fromkeys(one.skill for one in report.activities if one.skill)
    practised = (
        Entry(clean_line(skill), tuple(str(one) for one in report.activities if one.skill == skill)) for skill in skills
    )
    return _listed([*plain, *practised])


def _cv(report: ActivityReport) -> list[Block]:
    return _listed(map(Entry, cv_lines(report)))


def _listed(entries: Iterable[Entry]) -> list[Block]:
    found = tuple(entries)
    return [Entries(found)] if found else []


def _who(person: Person) -> str:
    about = (person.role.label if person.role else "", clean_line(person.organisation))
    return ", ".join(filter(None, (clean_line(person.name), *about)))


_SECTIONS: dict[Section, tuple[str, Callable[[ActivityReport], list[Block]]]] = {
    Section.NUMBERS: ("In numbers", _numbers),
    Section.PEOPLE: ("People", _people),
    Section.EACH: ("Each person", _each),
    Section.INTERVIEWS: ("Interviews held", _interviews),
    Section.INTRODUCTIONS: ("Introductions", _introductions),
    Section.EVENTS: ("Events", _events),
    Section.ADVICE: ("Advice", _advice),
    Section.GOALS: ("Goals", _goals),
    Section.TOUCHES: ("Touches a week", _touches),
    Section.ACTIVITIES: ("Activities", _activities),
    Section.CV: ("Lines for a CV", _cv),
}
