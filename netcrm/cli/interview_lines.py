"""How interviews are printed: in lines under their stages, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from netcrm.cli.output import Json, day_or_dash, heading, is_narrow, iso, table
from netcrm.domain.interviews.interview import InterviewStep, Stage
from netcrm.domain.ties.introduction import IntroductionStep
from netcrm.services.interviews.values import InterviewLine
from netcrm.services.interviews.words import agreed_words


def print_lines(lines: Sequence[InterviewLine], today: date) -> None:
    """Print interviews under the headings of their stages."""
    for stage in Stage:
        there = [it for it in lines if it.interview.stage is stage]
        if there:
            heading(stage.words.capitalize())
            rows = [
                (
                    f"i{it.interview.id}",
                    it.name,
                    it.organisation,
                    _since(it, today),
                    agreed_words(it.interview, today),
                    it.interview.topic,
                )
                for it in there
            ]
            if is_narrow():
                # A day that is cut says nothing: what is longer than its column stands beneath.
                table([row[:3] for row in rows], beneath=["; ".join(filter(None, row[3:])) for row in rows])
            else:
                table(rows, wrap=True)


def _since(it: InterviewLine, today: date) -> str:
    """Return `since Sun 22 Nov`: when it came to its stage, where that is not the day of the interview beside it."""
    return "" if it.since == it.interview.happens_on else f"since {day_or_dash(it.since, today)}"


def line_object(it: InterviewLine) -> Json:
    """Return an interview as JSON has it."""
    interview = it.interview
    return {
        "item": f"i{interview.id}",
        "uid": interview.uid,
        "contact": {"id": interview.contact_id, "uid": it.uid, "name": it.name},
        "organisation": it.organisation,
        "stage": interview.stage.value,
        "since": iso(it.since),
        "topic": interview.topic,
        "on": iso(interview.happens_on),
        "at": interview.happens_at.isoformat() if interview.happens_at else None,
        "time_zone": interview.time_zone,
        "minutes": interview.minutes,
        "place": interview.place,
        "rating": interview.rating,
        "next_step": interview.next_step,
        "steps": steps_object(it.steps),
    }


def steps_object(steps: Iterable[InterviewStep | IntroductionStep]) -> Json:
    """Return the changes of stage of an interview or an introduction as JSON has them."""
    return [
        {"stage": it.stage.value, "on": iso(it.reached_on), "interaction": it.interaction_id, "reason": it.reason}
        for it in steps
    ]
