"""The page of a mentor, in paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from netcrm.domain.days import full_day, long_day, short_day
from netcrm.domain.ties.advice import Advice
from netcrm.domain.ties.mentorship import MentorGoal, MentorGoalState
from netcrm.services.mentor_pages import MentorLine, MentorPage
from netcrm.tui.text import plain
from netcrm.tui.widgets.hanging import Paragraph

_SIGNS = {MentorGoalState.OPEN: "○", MentorGoalState.REACHED: "✓", MentorGoalState.DROPPED: "✗"}


def page_words(page: MentorPage | None, advice: Sequence[Advice], today: date) -> Iterator[Paragraph]:
    """Yield all that is kept of a mentor, or of somebody who gave advice; what to do first where nothing is."""
    if page is None:
        yield Paragraph(plain("Not your mentor yet. Enter says that they are, since a day and with a note."))
    else:
        yield from _head(page.line, today)
        if page.line.goals:
            yield from _heading("Goals")
            for goal in page.line.goals:
                yield from _goal(goal, today)
    if advice:
        yield from _heading("Advice")
        for one in advice:
            state = "" if one.state == "open" else f" ({one.state})"
            yield Paragraph(plain(f"{short_day(one.given_on, today)}  {one.text}{state}"), 2)
            if one.outcome:
                yield Paragraph(plain(f"  → {one.outcome}", "$text-muted"), 4)
    for line in page.earlier if page else ():
        yield from _heading("Before")
        yield from _head(line, today)


def _head(line: MentorLine, today: date) -> Iterator[Paragraph]:
    it = line.mentorship
    until = f" until {full_day(it.ended_on)}" if it.ended_on else ""
    yield Paragraph(plain(f"Your mentor since {full_day(it.began_on)}{until}", "bold"))
    if line.meeting:
        hour = f" {line.meeting.due_at.astimezone():%H:%M}" if line.meeting.due_at else ""
        when = f"{long_day(line.meeting.shows_on, today)}{hour}"
        yield Paragraph(plain(f"Next meeting {when}: {line.meeting.title}"), 2)
    elif it.ended_on is None:
        yield Paragraph(plain("No next meeting is agreed.", "$text-muted"))
    if line.met_on:
        times = "once" if len(line.met_on) == 1 else f"{len(line.met_on)} times"
        yield Paragraph(plain(f"In touch {times} since then, the last time {long_day(line.met_on[-1], today)}."))
    if it.note:
        yield Paragraph(plain(it.note))


def _goal(goal: MentorGoal, today: date) -> Iterator[Paragraph]:
    when = f", by {long_day(goal.due_on, today)}" if goal.due_on and goal.state is MentorGoalState.OPEN else ""
    if goal.closed_on:
        when = f", {goal.state} {short_day(goal.closed_on, today)}"
    yield Paragraph(plain(f"{_SIGNS[goal.state]} {goal.text}{when}"), 2)
    if goal.outcome:
        yield Paragraph(plain(f"  → {goal.outcome}", "$text-muted"), 4)


def _heading(text: str) -> Iterator[Paragraph]:
    yield Paragraph(Content(""))
    yield Paragraph(plain(text, "bold $text-accent"))
