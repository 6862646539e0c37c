"""How mentors are printed: in a list, on a page, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from netcrm.cli.output import Json, day_or_dash, full_day, heading, iso, line, paragraph, table
from netcrm.domain.days import counted
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ties.advice import Advice
from netcrm.domain.ties.mentorship import MentorGoal, MentorGoalState
from netcrm.services.mentor_pages import MentorLine, MentorPage


def print_mentors(lines: Sequence[MentorLine], today: date) -> None:
    """Print mentors, a line for each."""
    table([_cells(it, today) for it in lines], wrap=True)


def print_page(page: MentorPage, today: date) -> None:
    """Print all that is kept of a mentor."""
    it = page.line
    ended = f" to {full_day(it.mentorship.ended_on)}" if it.mentorship.ended_on else ""
    heading(f"{it.name}: your mentor {'from' if ended else 'since'} {full_day(it.mentorship.began_on)}{ended}")
    click.echo(line(f"  {_touches(it, today)}"))
    if it.meeting:
        click.echo(line(f"  Next meeting {_meeting(it.meeting, today)} (f{it.meeting.id})"))
    if it.mentorship.note:
        click.echo(paragraph(it.mentorship.note, "  "))
    if it.goals:
        heading("Goals")
        table([_goal(goal, today) for goal in it.goals], wrap=True, beneath=[goal.outcome for goal in it.goals])
    if page.advice:
        heading("Advice")
        rows = [(one.state.value, day_or_dash(one.given_on, today), one.text) for one in page.advice]
        table(rows, wrap=True, beneath=[one.outcome for one in page.advice])
    if page.earlier:
        heading("Before")
        table([_cells(one, today) for one in page.earlier], wrap=True)


def line_object(it: MentorLine) -> dict[str, Json]:
    """Return a mentorship as JSON has it."""
    meeting = it.meeting
    return {
        "id": it.mentorship.id,
        "uid": it.mentorship.uid,
        "contact": {"id": it.mentorship.contact_id, "name": it.name},
        "organisation": it.organisation,
        "began": iso(it.mentorship.began_on),
        "ended": iso(it.mentorship.ended_on),
        "note": it.mentorship.note,
        "meeting": {
            "item": f"f{meeting.id}",
            "title": meeting.title,
            "on": iso(meeting.due_on),
            "at": meeting.due_at.isoformat() if meeting.due_at else None,
        }
        if meeting
        else None,
        "met": [iso(day) for day in it.met_on],
        "goals": [
            {
                "id": goal.id,
                "text": goal.text,
                "agreed": iso(goal.agreed_on),
                "due": iso(goal.due_on),
                "state": goal.state.value,
                "closed": iso(goal.closed_on),
                "outcome": goal.outcome,
            }
            for goal in it.goals
        ],
    }


def page_object(page: MentorPage) -> Json:
    """Return the page of a mentor as JSON has it."""
    return {
        **line_object(page.line),
        "advice": [_advice_object(one) for one in page.advice],
        "earlier": [line_object(one) for one in page.earlier],
    }


def _advice_object(it: Advice) -> Json:
    return {
        "id": it.id,
        "text": it.text,
        "given": iso(it.given_on),
        "state": it.state.value,
        "closed": iso(it.closed_on),
        "outcome": it.outcome,
    }


def _cells(it: MentorLine, today: date) -> tuple[str, ...]:
    ended = it.mentorship.ended_on
    return (
        it.name,
        it.organisation,
        f"until {day_or_dash(ended, today)}" if ended else f"since {day_or_dash(it.mentorship.began_on, today)}",
        f"{it.reached_goals} of {counted(len(it.goals), 'goal')} reached" if it.goals else "no goal yet",
        f"next {_meeting(it.meeting, today)}" if it.meeting else "" if ended else "no meeting agreed",
    )


def _meeting(meeting: FollowUp, today: date) -> str:
    hour = f" {meeting.due_at.astimezone():%H:%M}" if meeting.due_at else ""
    return f"{day_or_dash(meeting.shows_on, today)}{hour}: {meeting.title}"


def _touches(it: MentorLine, today: date) -> str:
    if not it.met_on:
        return "Not in touch since then."
    times = "once" if len(it.met_on) == 1 else f"{len(it.met_on)} times"
    return f"In touch {times} since then, the last time {day_or_dash(it.met_on[-1], today)}."


def _goal(goal: MentorGoal, today: date) -> tuple[str, ...]:
    if goal.state is MentorGoalState.OPEN:
        when = f"by {day_or_dash(goal.due_on, today)}" if goal.due_on else ""
    else:
        when = day_or_dash(goal.closed_on, today)
    return str(goal.id), goal.state.value, when, goal.text
