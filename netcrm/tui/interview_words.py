"""How interviews are told on the screens: on a card of the board, beside it, and over their sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from netcrm.domain.days import counted, long_day
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.interviews.sheet import BEST_RATING, InterviewNote, by_topic
from netcrm.domain.ties.advice import AdviceState
from netcrm.services.interviews.values import Column, InterviewLine, Sheet
from netcrm.services.interviews.words import agreed_words, when_words
from netcrm.tui.text import ago, day, paragraphs, plain
from netcrm.tui.widgets.hanging import Paragraph
from netcrm.tui.widgets.stage_board import BoardColumn, Card

_LONG_ASKED = 14
"""Days after which an answer that did not come is marked."""
_STILL_THANKED = 14
"""Days after which thanks that were not given are no longer asked for."""
_INDENT = 2
_ACCENT, _QUIET = "bold $text-accent", "$foreground-muted"
FREE = "Notes"
"""The heading of notes that belong to no topic."""


def columns_of(columns: Sequence[Column], today: date) -> list[BoardColumn]:
    """Return the columns as the board draws them."""
    return [BoardColumn(it.title, tuple(card_of(line, today) for line in it.lines), it.more) for it in columns]


def card_of(line: InterviewLine, today: date) -> Card:
    """Return the card of an interview."""
    words, part = _stands(line, today)
    rating = f" ★{line.interview.rating}" if line.interview.rating else ""
    return Card(line.interview.id, line.name.partition(", ")[0], words + rating, line.organisation, part)


def _stands(line: InterviewLine, today: date) -> tuple[str, str]:
    """Return where an interview stands in the few words of a card, and how they are coloured."""
    it = line.interview
    since = ago(line.since, today) if line.since else ""
    match it.stage:
        case Stage.TO_CONTACT:
            return f"noted {since}", "quiet"
        case Stage.ASKED:
            waits = (today - line.since).days if line.since else 0
            return f"asked {since}", "due" if waits > _LONG_ASKED else "quiet"
        case Stage.AGREED:
            return _agreed(it, today)
        case Stage.MOVED:
            return "put off: no day", "due"
        case Stage.HELD:
            is_due = line.since is not None and (today - line.since).days <= _STILL_THANKED
            return (f"{since}, thank", "due") if is_due else (since, "quiet")
        case Stage.THANKED | Stage.KEPT_IN_TOUCH:
            return since, "quiet"
        case stage:
            return f"{stage.words} {since}", "quiet"


def _agreed(it: Interview, today: date) -> tuple[str, str]:
    if it.happens_on is None:
        return "no day yet", "due"
    hour = f" {it.happens_at.astimezone():%H:%M}" if it.happens_at else ""
    if it.happens_on < today:
        return f"held {long_day(it.happens_on, today)}?", "late"
    if it.happens_on == today:
        return f"today{hour}", "due"
    return f"{long_day(it.happens_on, today)}{hour}", "quiet"


def stage_words(it: Interview, today: date) -> str:
    """Return where an interview stands and what is agreed: `agreed, Thu 3 Dec 15:00, Room 4`."""
    return ", ".join(filter(None, (it.stage.words, agreed_words(it, today) if it.stage is Stage.AGREED else "")))


def head_of(line: InterviewLine, today: date) -> Content:
    """Return the line over a sheet: with whom, when and where, about what."""
    it = line.interview
    when = when_words(it, today) if it.happens_on else it.stage.words
    parts = (line.organisation, when, it.place, f"about {it.topic}" if it.topic else "")
    more = "  ·  ".join(filter(None, parts))
    return Content.assemble(plain(line.name, "bold"), ("  ·  " if more else "", _QUIET), plain(more, _QUIET))


def beside(sheet: Sheet, today: date, *, note_key: str, after_key: str) -> Iterator[Paragraph]:
    """Return what stands beside the board about one interview: how it stands, its way so far, questions and notes."""
    line, it = sheet.line, sheet.line.interview
    yield Paragraph(plain(line.name, "bold"))
    if line.organisation:
        yield Paragraph(plain(line.organisation))
    words = stage_words(it, today)
    yield Paragraph(plain(words[:1].upper() + words[1:]))
    if it.topic:
        yield Paragraph(plain(f"About {it.topic}"))
    if it.rating:
        yield Paragraph(Content(f"{'★' * it.rating}{'☆' * (BEST_RATING - it.rating)}"))
    if it.next_step:
        yield Paragraph(plain(f"→ {it.next_step}"), _INDENT)
    yield from _way(line, today)
    yield from _advice(sheet, today)
    yield from _notes(sheet, note_key)
    if it.stage is Stage.HELD and not sheet.advice:
        yield Paragraph(Content(""))
        yield Paragraph(Content.styled(f"{after_key} asks what came of it: advice, names, rating, next step.", _QUIET))


def _heading(words: str) -> Iterator[Paragraph]:
    yield Paragraph(Content(""))
    yield Paragraph(Content.styled(words, _ACCENT))


def _way(line: InterviewLine, today: date) -> Iterator[Paragraph]:
    if line.steps:
        yield from _heading("So far")
    for step in line.steps:
        reason = f": {step.reason}" if step.reason else ""
        when = (f"{day(step.reached_on, today)}  ", _QUIET)
        yield Paragraph(Content.assemble(when, plain(f"{step.stage.words}{reason}")), _INDENT)


def _advice(sheet: Sheet, today: date) -> Iterator[Paragraph]:
    if sheet.advice:
        yield from _heading("Advice")
    for one in sheet.advice:
        sign = {AdviceState.OPEN: "☐", AdviceState.FOLLOWED: "✓", AdviceState.DROPPED: "×"}[one.state]
        closed = f" ({one.state}{f' {day(one.closed_on, today)}' if one.closed_on else ''})"
        yield Paragraph(plain(f"{sign} {one.text}{closed if one.state is not AdviceState.OPEN else ''}"), _INDENT)


def _notes(sheet: Sheet, note_key: str) -> Iterator[Paragraph]:
    if not sheet.notes:
        yield from _heading("Questions and notes")
        fits = f" The questions “{sheet.chosen.title}” fit." if sheet.chosen else ""
        yield Paragraph(plain(f"None yet: {note_key} opens the sheet.{fits}", _QUIET))
        return
    for topic, notes in by_topic(sheet.notes):
        yield from _heading(topic.label if topic else FREE)
        for note in notes:
            yield from _note(note)


def _note(note: InterviewNote) -> Iterator[Paragraph]:
    if note.question:
        yield Paragraph(plain(f"· {note.question}", _QUIET), _INDENT)
    if note.answer:
        indent = _INDENT if note.question else 0
        shared = Content("  (may be shared)").stylize(_QUIET) if note.is_shareable else Content("")
        for place, text in enumerate(paragraphs(note.answer).split("\n", allow_blank=True)):
            yield Paragraph((text if place else text + shared).pad_left(indent), indent)


def notes_words(notes: Sequence[InterviewNote]) -> str:
    """Return `12 questions, 3 with notes`."""
    asked = sum(bool(note.question) for note in notes)
    return f"{counted(asked, 'question')}, {sum(bool(note.answer) for note in notes)} with notes"
