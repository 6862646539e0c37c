"""`show`: all about somebody."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from netcrm.cli import asking
from netcrm.cli.group import Command
from netcrm.cli.output import Json, day_or_dash, full_day, heading, iso, line, paragraph, print_json, table
from netcrm.cli.reading import LINES, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Address, Contact
from netcrm.domain.contact import State as ContactState
from netcrm.domain.days import MONTHS, counted
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.languages import language_name
from netcrm.domain.rhythm import Rhythm
from netcrm.services.contacts import ContactView
from netcrm.services.provenance import short_entry
from netcrm.services.timeline import TimelineEntry, TimelineKind

if TYPE_CHECKING:
    from netcrm.services.around import Around
    from netcrm.services.playbooks.values import RunView

_BLOCKS = "·▁▂▃▄▅▆▇█"
"""A bar's heights: no touch in a month, to the most."""
_MANY = "+"
"""Ten touches and more, where there are no blocks to print."""


@click.command("show", cls=Command)
@click.argument("who", nargs=-1)
@click.option("--limit", type=LINES, default=20, show_default=True, help="Lines of the timeline.")
@click.option("--sources", is_flag=True, help="Show where they came from, and what became of their fields.")
@json_option
@pass_state
def show_command(state: State, who: tuple[str, ...], limit: int, sources: bool, as_json: bool) -> None:
    """Show all about somebody: standing, ways to reach them, promises, what happened."""
    with state.open() as crm:
        contact_id = asking.person(crm, one(who, "a WHO"))
        view = crm.contacts.view(contact_id)
        if sources:
            from netcrm.cli.sources import print_sources, sources_object

            changes, raw = crm.contacts.changes(contact_id), crm.contacts.raw_sources(contact_id)
            if as_json:
                print_json(sources_object(view, changes, raw))
            else:
                print_sources(view, changes, raw)
            return
        rhythm = crm.contacts.rhythm(contact_id)
        timeline = crm.contacts.timeline(contact_id, limit=limit)
        if as_json:
            from netcrm.cli.around_lines import around_object

            print_json({**_view_object(view, rhythm, timeline), **around_object(crm.contacts.around(contact_id))})
        else:
            _print_view(view, rhythm, timeline, crm.contacts.around(contact_id), crm.today)


def _view_object(view: ContactView, rhythm: Rhythm, timeline: list[TimelineEntry]) -> dict[str, Any]:
    from netcrm.formats.json_lines import contact_object

    standing = view.standing
    return {
        **contact_object(view.contact, own_cadence=view.own_cadence, sources=view.sources),
        "starred": view.contact.details.starred,
        "guessed_role": view.guessed_role.value if view.guessed_role else None,
        "effective_cadence": standing.effective_cadence,
        "last_touch": iso(standing.last_touch),
        "next_check_in": iso(standing.next_check_in),
        "standing": standing.standing.value,
        "days_late": standing.days_late,
        "awaiting_since": iso(standing.awaiting_since),
        "why": standing.why,
        "news": view.news,
        "follow_ups": [
            {
                "item": f"f{promise.id}",
                "title": promise.title,
                "due": iso(promise.due_on),
                "due_at": promise.due_at.isoformat() if promise.due_at else None,
                "owner": promise.owner.value,
                "state": promise.state.value,
                "snoozed_until": iso(promise.snoozed_until),
                "repeats": str(promise.recurrence.interval) if promise.recurrence else None,
                "repeats_from": promise.recurrence.counts_from.value if promise.recurrence else None,
                "run": promise.run_id,
            }
            for promise in view.follow_ups
        ],
        "interviews": [_interview_object(interview) for interview in view.interviews],
        "playbooks": [_run_object(run) for run in view.runs],
        "rhythm": _rhythm_object(rhythm),
        "timeline": [
            {
                "id": entry.id,
                "kind": entry.kind.value,
                "on": iso(entry.on),
                "title": entry.title,
                "words": entry.words,
                "counts": entry.counts,
            }
            for entry in timeline
        ],
    }


def _interview_object(interview: Interview) -> Json:
    return {
        "item": f"i{interview.id}",
        "stage": interview.stage.value,
        "topic": interview.topic,
        "on": iso(interview.happens_on),
        "at": interview.happens_at.isoformat() if interview.happens_at else None,
        "place": interview.place,
        "rating": interview.rating,
        "next_step": interview.next_step,
    }


def _run_object(run: RunView) -> Json:
    return {
        "run": run.run_id,
        "playbook": run.playbook,
        "title": run.title,
        "started": iso(run.started_on),
        "state": run.state.value,
        "ended": iso(run.ended_on),
        "ended_why": run.ended_why,
        "next_step": run.next_step,
        "with": list(run.with_names),
    }


def _rhythm_object(rhythm: Rhythm) -> Json:
    longest = rhythm.longest
    return {
        "sentence": rhythm.describe(),
        "touches": rhythm.touches,
        "first_touch": iso(rhythm.first_on),
        "usual_gap_days": rhythm.usual_gap,
        "days_since_last_touch": rhythm.now,
        "longest_silence": {
            "from": iso(longest.start_on),
            "to": None if rhythm.is_quietest else iso(longest.end_on),
            "days": longest.days,
        }
        if longest
        else None,
        "months": [
            {"month": f"{month.first_on:%Y-%m}", "touches": month.touches, "year_before": month.year_before}
            for month in rhythm.months
        ],
    }


def _print_view(view: ContactView, rhythm: Rhythm, timeline: list[TimelineEntry], around: Around, today: date) -> None:
    _print_head(view)
    _print_standing(view, rhythm, today)
    _print_ways(view.contact)
    promises = [promise for promise in view.follow_ups if promise.state is FollowUpState.OPEN]
    if promises:
        heading("Open follow-ups")
        table([_promise_cells(promise, today) for promise in promises], wrap=True)
    interviews = [it for it in view.interviews if it.stage.is_open or it.stage.is_after_holding]
    if interviews:
        heading("Interviews")
        table([_interview_cells(interview, today) for interview in interviews], wrap=True)
    runs = [run for run in view.runs if run.ended_on is None]
    if runs:
        heading("Playbooks")
        table([_run_cells(run, today) for run in runs], wrap=True)
    if around.lines:
        from netcrm.cli.around_lines import print_around

        print_around(around)
    if timeline:
        heading("Timeline")
        table([_timeline_cells(entry, today) for entry in timeline], wrap=True)
    if view.contact.details.note:
        heading("Note")
        click.echo(paragraph(view.contact.details.note, "  "))
    if view.sources:
        heading("Sources")
        entries = [(it, short_entry(it.format, it.place, it.uid)) for it in view.sources]
        table([(it.file, entry, f"imported {full_day(it.imported_on)}") for it, entry in entries])


def _print_head(view: ContactView) -> None:
    contact, details = view.contact, view.contact.details
    marks = [role.label for role in details.roles]
    marks += [f"{view.guessed_role.label}?"] if view.guessed_role else []
    marks += [f"tier {details.tier.value}"] if details.tier else []
    marks += ["★ starred"] if details.starred else []
    heading(f"{contact.name} (id {contact.id})")
    if marks:
        click.echo(line(" · ".join(marks)))
    for job in details.positions:
        dates = "" if job.is_current else f" (until {job.end_on})"
        words = ", ".join(filter(None, (job.title, job.department, job.organisation)))
        click.echo(line(words + dates))
    if contact.state is not ContactState.ACTIVE:
        since = f" since {full_day(contact.state_since)}" if contact.state_since else ""
        why = f": {contact.state_why}" if contact.state_why else ""
        click.echo(line(f"{contact.state.value.replace('-', ' ').capitalize()}{since}{why}"))


def _print_standing(view: ContactView, rhythm: Rhythm, today: date) -> None:
    it = view.standing
    standing = it.standing.value
    if it.days_late:
        late = f"{counted(it.days_late, 'day')} late"
        standing = late if it.standing is Standing.LATE else f"{standing}, {late}"
    rows = [("Standing", standing)]
    rows += [("Next check-in", full_day(it.next_check_in))] if it.next_check_in else []
    rows += [("Why", it.why)] if it.why else []
    rows += [("News", view.news)] if view.news else []
    rows += [("Cadence", it.effective_cadence or "unset")]
    rows += [("Last touch", full_day(it.last_touch) if it.last_touch else "never")]
    rows += [("Awaiting", f"an answer since {day_or_dash(it.awaiting_since, today)}")] if it.awaiting_since else []
    if rhythm.touches:
        rows += [("Rhythm", rhythm.describe())]
        rows += [("By month", f"{_bars(rhythm)}  {rhythm.compared()}"), ("", _month_letters(rhythm))]
    table(rows, wrap=True)


def _bars(rhythm: Rhythm) -> str:
    """Return a bar for each of the twelve months; where stdout cannot say blocks, the touches as digits."""
    try:
        _BLOCKS.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return "".join(str(month.touches) if month.touches < 10 else _MANY for month in rhythm.months)
    return "".join(_BLOCKS[level] for level in rhythm.levels(len(_BLOCKS) - 1))


def _month_letters(rhythm: Rhythm) -> str:
    return "".join(MONTHS[month.first_on.month - 1][0] for month in rhythm.months)


def _print_ways(contact: Contact) -> None:
    details = contact.details
    rows = [("email", way.value, _mark(way.label, preferred=way.preferred)) for way in details.emails]
    rows += [("phone", way.value, _mark(way.label, preferred=way.preferred)) for way in details.phones]
    rows += [("address", _address_line(address), address.label) for address in details.addresses]
    rows += [("link", link.value, link.label) for link in details.links]
    rows += [("birthday", details.birthday, "")] if details.birthday else []
    if details.salutation or details.first_names:
        from netcrm.domain.naming.salutation import salutation

        rows += [("salutation", salutation(details), "first names" if details.first_names else "")]
    rows += [("nicknames", ", ".join(details.nicknames), "")] if details.nicknames else []
    rows += [("language", language_name(details.language), "")] if details.language else []
    rows += [("tags", " ".join(details.tags), "")] if details.tags else []
    if rows:
        heading("Details")
        table(rows, wrap=True)


def _mark(label: str, *, preferred: bool) -> str:
    return ", ".join(filter(None, (label, "preferred" if preferred else "")))


def _address_line(it: Address) -> str:
    place = " ".join(filter(None, (it.postal_code, it.city)))
    return ", ".join(filter(None, (", ".join(it.street.split("\n")), place, it.region, it.country)))


def _promise_cells(promise: FollowUp, today: date) -> tuple[str, ...]:
    hour = f" {promise.due_at.astimezone():%H:%M}" if promise.due_at else ""
    whose = "theirs" if promise.owner is Owner.THEIRS else ""
    snoozed = f"snoozed until {day_or_dash(promise.snoozed_until, today)}" if promise.snoozed_until else ""
    repeats = promise.recurrence.describe_from(today) if promise.recurrence else ""
    note = ", ".join(filter(None, (whose, snoozed, repeats)))
    return f"f{promise.id}", day_or_dash(promise.due_on, today) + hour, promise.title, note


def _interview_cells(interview: Interview, today: date) -> tuple[str, ...]:
    from netcrm.services.interviews.words import kept_words  # few people are interviewed

    return f"i{interview.id}", interview.stage.words, kept_words(interview, today)


def _run_cells(run: RunView, today: date) -> tuple[str, ...]:
    from netcrm.domain.playbooks.run import RunState  # few people are in a playbook

    others = f"with {', '.join(run.with_names)}" if len(run.with_names) > 1 else ""
    since = f"since {day_or_dash(run.started_on, today)}" if run.state is RunState.OPEN else run.state.value
    step = f"next: {run.next_step}" if run.next_step else ""
    return run.title, since, ", ".join(filter(None, (others, step)))


def _timeline_cells(entry: TimelineEntry, today: date) -> tuple[str, ...]:
    key = str(entry.id) if entry.kind is TimelineKind.INTERACTION else ""
    if entry.kind is TimelineKind.FOLLOW_UP:
        key = f"f{entry.id}"
    return key, day_or_dash(entry.on, today), entry.title, entry.words
