"""How employers are printed: as lines, as JSON, and with whom the outreach begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netcrm.cli.output import Json, day_or_dash, iso, print_json, table, talk
from netcrm.domain.days import counted, long_day
from netcrm.domain.paths.warmth import warmth_words
from netcrm.services.employer_lines import EmployerLine
from netcrm.services.employer_start import EmployersStart

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


def print_lines(crm: Crm, lines: Sequence[EmployerLine]) -> None:
    """Print employers, a line each; the job openings and the note stand under it."""
    table([_cells(it) for it in lines], indent="", wrap=True, beneath=[_beneath(it, crm) for it in lines])


def _cells(it: EmployerLine) -> tuple[str, ...]:
    rank = it.rank
    best = it.insiders[0] if it.insiders else None
    return (
        f"{it.place}",
        it.name,
        f"M {'–' if rank.motivation is None else rank.motivation}",
        f"P {rank.posting.value}",
        f"A {'yes' if rank.advocacy.value else 'no'}",
        f"{best.name} ({warmth_words(rank.warmth)})" if best else "nobody known",
        counted(len(it.leads), "lead") if it.leads else "",
        it.worked,
    )


def _beneath(it: EmployerLine, crm: Crm) -> str:
    openings = [
        f"l{line.lead.id} {line.lead.title}"
        + (f", deadline {day_or_dash(line.lead.deadline, crm.today)}" if line.lead.shows_on else "")
        for line in it.leads
    ]
    return " · ".join((*openings, " ".join(it.employer.note.split()))).strip(" ·")


def line_object(it: EmployerLine) -> Json:
    """Return an employer as JSON has it."""
    rank = it.rank
    return {
        "place": it.place,
        "organisation": {"id": it.organisation_id, "name": it.name, "city": it.city},
        "motivation": rank.motivation,
        "posting": rank.posting.value,
        "posting_why": rank.posting.why,
        "posting_derived": rank.posting.is_derived,
        "advocacy": bool(rank.advocacy.value),
        "advocacy_why": rank.advocacy.why,
        "advocacy_derived": rank.advocacy.is_derived,
        "warmth": round(rank.warmth, 3),
        "people": [{"id": one.contact_id, "name": one.name, "last_touch": iso(one.last_touch)} for one in it.insiders],
        "leads": [f"l{line.lead.id}" for line in it.leads],
        "worked": it.worked,
        "last_touch": iso(it.last_touch),
        "note": it.employer.note,
        "listed": iso(it.employer.listed_on),
    }


def print_plan(crm: Crm, plan: EmployersStart, *, as_json: bool) -> None:
    """Print with whom the outreach begins where and on which days, and where it does not."""
    people = {it.contact_id: it for it in plan.preview.people} if plan.preview else {}
    if as_json:
        print_json(
            {
                "playbook": plan.preview.playbook if plan.preview else None,
                "employers": [
                    {
                        "organisation": {"id": it.organisation_id, "name": it.organisation},
                        "person": {"id": it.contact_id, "name": it.name} if it.contact_id else None,
                        "second": people[it.contact_id].second_name if it.contact_id in people else "",
                        "starts": iso(people[it.contact_id].starts_on) if it.contact_id in people else None,
                        "why_not": it.why_not,
                    }
                    for it in plan.chosen
                ],
            }
        )
        return
    rows = []
    for it in plan.begun:
        person = people[it.contact_id or 0]
        days = ", ".join(dict.fromkeys(long_day(step.on, crm.today) for step in person.steps if step.on))
        rows.append((it.organisation, it.name, days, f"second: {person.second_name}" if person.second_name else ""))
    table(rows)
    for it in plan.begun:
        if inside := people[it.contact_id or 0].inside:
            talk(f"{it.name} is at your own institution, for which there is “{inside}”.")
    for it in plan.left:
        talk(f"Not begun: {it.organisation}, {it.why_not}.")
