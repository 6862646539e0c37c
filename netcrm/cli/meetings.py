"""The past meetings of a calendar: listed, picked by number, and logged by one act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netcrm.cli.asking import can_ask
from netcrm.cli.output import Json, answer, effect_object, full_day, heading, print_json, table, talk
from netcrm.cli.picking import range_ends
from netcrm.cli.reading import read_channel
from netcrm.cli.state import State
from netcrm.domain.days import counted
from netcrm.domain.meetings import Attendance
from netcrm.domain.text import fold
from netcrm.errors import NeedsDecision, UsageProblem

if TYPE_CHECKING:
    from netcrm.domain.interaction import Channel
    from netcrm.services.meetings import Asked, MeetingPlan, MeetingRow
    from netcrm.services.values import Done

_HOW = "all, none, or numbers such as 1,3-5; 3:ana is Ana alone"


def import_meetings(state: State, path: Path, *, pick: str | None, channel: str, dry_run: bool, as_json: bool) -> None:
    """List the past meetings of a calendar, and log those that were picked, here or at the prompt.

    Raises:
        Unreadable: the file is no calendar that can be read.
        UsageProblem: `pick` or `channel` says nothing that can be understood.
        NeedsDecision: nothing was picked, and nobody can be asked.
    """
    how = read_channel(channel) if channel else None
    with state.open() as crm:
        plan = crm.meetings.plan(path)
        picked = None if pick is None else picked_meetings(plan, pick)
        asks = picked is None and not dry_run and bool(plan.open_rows)
        if not as_json and (picked is None or dry_run):
            _print_rows(plan, how)
        if asks and can_ask() and not as_json:
            picked = picked_meetings(plan, click.prompt(f"Who was met? {_HOW}", default="none", err=True))
            asks = False
        done = crm.meetings.apply(plan, picked, channel=how) if picked and not dry_run else None
        if as_json:
            print_json(_report(plan, picked or {}, done, how, dry_run=dry_run))
        elif done:
            answer(done, as_json=False)
            talk("“netcrm undo” takes it back.")
        else:
            click.echo(_said_of(plan))
        if asks:
            raise NeedsDecision(f"Nobody is assumed to have come. Say who did: --pick {_HOW}.")


def picked_meetings(plan: MeetingPlan, text: str) -> dict[int, tuple[int, ...]]:
    """Return who came to which meeting, as `all`, `none`, `1,3-5` or `3:ana` says it.

    A number stands for all whom netcrm knows but those who declined; these came only where they are named.

    Raises:
        UsageProblem: it is none of these, names a meeting that there is none of, or somebody who was not asked.
    """
    words = text.casefold().strip()
    if words == "none":
        return {}
    if words == "all":
        return {row.number: row.not_declined for row in plan.open_rows if row.not_declined}
    rows = {row.number: row for row in plan.rows}
    met: dict[int, tuple[int, ...]] = {}
    for part in words.split(","):
        numbers, colon, name = (piece.strip() for piece in part.partition(":"))
        ends, is_range = range_ends(numbers), "-" in numbers
        if ends is None or (colon and (is_range or not name)):
            raise UsageProblem(f"“{text}” picks nothing. Write {_HOW}.")
        for end in ends:
            if end not in rows:
                raise UsageProblem(f"There is no meeting {end} to pick. “--dry-run” lists them with their numbers.")
        for number in range(ends[0], ends[1] + 1):
            came = (_named(rows[number], name),) if colon else _all_of(rows[number], alone=not is_range)
            met[number] = tuple(dict.fromkeys((*met.get(number, ()), *came)))
    return {number: came for number, came in met.items() if came}


def _all_of(row: MeetingRow, *, alone: bool) -> tuple[int, ...]:
    """Return who may have come to a meeting; to one that is named alone somebody must have."""
    if alone and row.is_logged:
        raise UsageProblem(f"Meeting {row.number} is logged already. Leave it out.")
    if alone and not row.not_declined:
        raise UsageProblem(f"All whom you know declined meeting {row.number}. If one came all the same, name them.")
    return () if row.is_logged else row.not_declined


def _named(row: MeetingRow, name: str) -> int:
    """Return the one person of a meeting whom a name, its beginnings, or an id means."""
    words = fold(name).split()
    found = [
        it.contact_id
        for it in row.people
        if str(it.contact_id) == name
        or (words and all(any(part.startswith(word) for part in fold(it.name).split()) for word in words))
    ]
    if row.is_logged:
        raise UsageProblem(f"Meeting {row.number} is logged already. Leave it out.")
    if len(found) != 1:
        people = "; ".join(f"{it.name} ({it.contact_id})" for it in row.people)
        fits = "nobody" if not found else f"{len(found)} people"
        raise UsageProblem(f"“{name}” fits {fits} of meeting {row.number}: {people}.")
    return found[0]


def _print_rows(plan: MeetingPlan, how: Channel | None) -> None:
    table([_cells(row, how) for row in plan.rows], indent="", wrap=True)
    if plan.problems:
        heading("Could not be read")
        table([(it.file, it.where, f"line {it.line}", it.why) for it in plan.problems], wrap=True)


def _cells(row: MeetingRow, how: Channel | None) -> Sequence[str]:
    meeting = row.meeting
    when = full_day(meeting.on) + (f" {meeting.at:%H:%M}" if meeting.at else "")
    state = "logged" if row.is_logged else (how or meeting.channel).value
    return str(row.number), when, state, "; ".join(map(_said, row.people)), meeting.summary


def _said(person: Asked) -> str:
    """Return `Ana Lima (declined)`."""
    declined = ["declined"] if person.attendance is Attendance.DECLINED else []
    notes = [*declined, *(["in touch that day already"] if person.was_in_touch else [])]
    return f"{person.name} ({', '.join(notes)})" if notes else person.name


def _said_of(plan: MeetingPlan) -> str:
    if not plan.rows:
        return f"No past meeting in {plan.file} has somebody whom netcrm knows by mail address. Nothing was written."
    logged = len(plan.rows) - len(plan.open_rows)
    already = f", {logged} of them logged already" if logged else ""
    return f"{counted(len(plan.rows), 'past meeting')}{already}. Nothing was written."


def _report(
    plan: MeetingPlan, picked: dict[int, tuple[int, ...]], done: Done | None, how: Channel | None, *, dry_run: bool
) -> Json:
    """Return the keys of every import, and the meetings."""
    logged = len(plan.rows) - len(plan.open_rows)
    chosen = len(picked)
    return {
        "cards": len(plan.rows),
        "new": 0,
        "updated": 0,
        "unchanged": logged,
        "left": len(plan.open_rows) - chosen,
        "problems": [{"file": it.file, "where": it.where, "line": it.line, "why": it.why} for it in plan.problems],
        "unreadable": len(plan.problems),
        "change_set": done.change_set if done else None,
        "touches": chosen,
        "moved": [],
        "vanished": [],
        "logged": chosen,
        "sentence": done.sentence if done else "",
        "effects": [effect_object(effect) for effect in done.effects] if done else [],
        "meetings": [_row_object(row, picked.get(row.number, ()), how) for row in plan.rows],
        **({"dry_run": True} if dry_run else {}),
    }


def _row_object(row: MeetingRow, came: Sequence[int], how: Channel | None) -> Json:
    meeting = row.meeting
    return {
        "number": row.number,
        "on": meeting.on.isoformat(),
        "at": meeting.at.isoformat() if meeting.at else None,
        "summary": meeting.summary,
        "place": meeting.place,
        "channel": (how or meeting.channel).value,
        "logged_before": row.is_logged,
        "contacts": [
            {
                "id": it.contact_id,
                "uid": it.uid,
                "name": it.name,
                "answer": it.attendance.value or None,
                "in_touch_that_day": it.was_in_touch,
                "picked": it.contact_id in came,
            }
            for it in row.people
        ],
    }
