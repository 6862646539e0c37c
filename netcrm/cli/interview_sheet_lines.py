"""How the sheet of an interview is printed: to take along on paper, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from netcrm.cli.advice_lines import advice_object
from netcrm.cli.interview_lines import line_object
from netcrm.cli.output import Json, heading, line, paragraph, talk
from netcrm.domain.interviews.sheet import InterviewNote, by_topic, with_questions
from netcrm.services.interviews.values import Sheet
from netcrm.services.interviews.words import agreed_words

if TYPE_CHECKING:
    from netcrm.domain.interviews.question_set import QuestionSet

_WIDTH = 78
"""Columns of a sheet: it fits on paper and on any terminal."""
_OTHER = "Other"


def print_sheet(sheet: Sheet, today: date, *, lines: int = 0) -> None:
    """Print a sheet: by topic, each question with its number and what was said; with `lines` room to write by hand.

    Where nothing is prepared, the questions of the set that fits stand there, and it is said.
    """
    interview, notes = sheet.line.interview, sheet.notes
    is_prepared = bool(notes)
    if not is_prepared and sheet.chosen:
        notes = with_questions((), ((question.topic, question.text) for question in sheet.chosen.questions))
    of = f", {sheet.line.organisation}" if sheet.line.organisation else ""
    heading(f"Interview with {sheet.line.name}{of}")
    facts = (f"i{interview.id}", interview.stage.words, agreed_words(interview, today))
    click.echo(line(", ".join(filter(None, facts))))
    if interview.topic:
        click.echo(_filled(f"About: {interview.topic}", ""))
    for topic, there in by_topic(notes):
        click.echo()
        heading(f"{topic.label}: {topic.help}" if topic else _OTHER)
        for note in there:
            _print_note(note, lines)
    if sheet.advice:
        click.echo()
        heading("Advice kept")
        for advice in sheet.advice:
            click.echo(_filled(advice.text, "  "))
    if interview.rating:
        click.echo(f"\nRated {interview.rating} of 5")
    if interview.next_step:
        click.echo(f"\nNext: {line(interview.next_step)}")
    if not is_prepared and sheet.chosen:
        talk(
            f"Nothing is prepared yet: these are the questions of “{sheet.chosen.title}”. “netcrm interview prepare"
            f" i{interview.id}” puts them on the sheet."
        )


def _print_note(note: InterviewNote, lines: int) -> None:
    number = f"{note.ordinal + 1:>3}  "
    shared = " (may be shared)" if note.is_shareable else ""
    if note.question:
        click.echo(_filled(f"{note.question}{shared}", number))
        if note.answer:
            click.echo(_filled(note.answer, "       "))
    else:
        click.echo(_filled(f"{note.answer}{shared}", number))
    for _ in range(lines if not note.answer else 0):
        click.echo(f"     {'_' * (_WIDTH - 5)}")


def _filled(text: str, before: str) -> str:
    """Return user text after a number or a margin; what is too long for the paper goes on below."""
    from textwrap import fill

    margin = " " * len(before)
    first, *more = paragraph(text, "").split("\n")
    written = [fill(first, width=_WIDTH, initial_indent=before, subsequent_indent=margin)]
    written += [fill(one, width=_WIDTH, initial_indent=margin, subsequent_indent=margin) for one in more]
    return "\n".join(written)


def print_set(one: QuestionSet) -> None:
    """Print a question set by topic."""
    own = ", yours" if one.is_own else ""
    heading(f"{one.title} ({one.name}{own})")
    click.echo(line(one.summary))
    notes = with_questions((), ((question.topic, question.text) for question in one.questions))
    for topic, there in by_topic(notes):
        click.echo()
        heading(f"{topic.label}: {topic.help}" if topic else _OTHER)
        for note in there:
            click.echo(_filled(note.question, "  - "))


def sheet_object(sheet: Sheet) -> dict[str, Json]:
    """Return a sheet as JSON has it."""
    return {
        "interview": line_object(sheet.line),
        "notes": _note_objects(sheet.notes),
        "sets": [one.name for one in sheet.sets],
        "chosen": sheet.chosen.name if sheet.chosen else None,
        "advice": [advice_object(one) for one in sheet.advice],
    }


def set_object(one: QuestionSet) -> dict[str, Json]:
    """Return a question set as JSON has it."""
    return {
        "name": one.name,
        "title": one.title,
        "summary": one.summary,
        "own": one.is_own,
        "roles": [role.value for role in one.roles],
        "questions": [{"topic": question.topic.value, "text": question.text} for question in one.questions],
    }


def _note_objects(notes: Iterable[InterviewNote]) -> list[Json]:
    return [
        {
            "line": note.ordinal + 1,
            "topic": note.topic.value if note.topic else None,
            "question": note.question,
            "answer": note.answer,
            "shareable": note.is_shareable,
        }
        for note in notes
    ]
