"""What the playbook dialog says: of a run that goes on, and of what a start would do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from netcrm.domain.playbooks.playbook import Playbook
from netcrm.domain.playbooks.run import RunState
from netcrm.services.playbooks.values import PersonStart, PlaybookLine, Running, RunView, StartPreview, StepLine
from netcrm.tui.text import day, plain
from netcrm.tui.widgets.hanging import Hanging, Paragraph

_INDENT = 2
_MOST = 60
"""How many people are named of those started together, and of those left out."""
_ANYBODY = "the person"
"""Whom a step is for that is for nobody yet; the title says as much."""
_HEADING = "bold $text-accent"
_QUIET = "$text-muted"


def run_option(run: RunView, today: date) -> Hanging:
    """Return a run as the list shows it: its name, and how it goes on."""
    state = "queued" if run.state is RunState.QUEUED else f"running since {day(run.started_on, today)}"
    return Hanging([Paragraph(Content.assemble("▶ ", plain(run.title, "bold"), f", {state}"), _INDENT)])


def playbook_option(line: PlaybookLine) -> Hanging:
    """Return a playbook as the list shows it."""
    if line.problem:
        return Hanging([Paragraph(Content.assemble("✗ ", plain(line.name), " cannot be used"), _INDENT)])
    own = " (yours)" if line.is_own else ""
    return Hanging([Paragraph(Content.assemble(plain(line.title), own), _INDENT)])


def run_words(run: RunView, today: date) -> Iterator[Paragraph]:
    """Yield how a run stands, and what can be done with it."""
    yield Paragraph(plain(run.title, "bold"))
    with_names = Content(", ").join(plain(name) for name in run.with_names)
    if run.state is RunState.QUEUED:
        yield Paragraph(Content.assemble("Waits until what runs has ended. With ", with_names, "."))
    else:
        yield Paragraph(Content.assemble(f"Running since {day(run.started_on, today)} with ", with_names, "."))
    if run.asks:
        yield Paragraph(plain(run.asks))
    if run.next_step:
        yield Paragraph(Content.assemble(("Next  ", _HEADING), plain(run.next_step)), 6)
    yield Paragraph(Content(""))
    yield Paragraph(Content("x stops it, with a reason; its open steps are dropped.").stylize(_QUIET))
    yield Paragraph(
        Content("Another one from the list can replace it, wait behind it, or run beside it.").stylize(_QUIET)
    )


def problem_words(line: PlaybookLine) -> Iterator[Paragraph]:
    """Yield why a playbook of the user's own cannot be used."""
    yield Paragraph(plain(line.name, "bold"))
    yield Paragraph(Content.assemble("✗ ", plain(line.problem)), _INDENT)


def running_words(running: Running) -> Content:
    """Return what somebody has running: `▶ Ana Lima: 3B7 outreach, next Write to Ben Cole, Thu 3 Dec`."""
    state = "queued" if running.is_queued else "running"
    after = Content.assemble(", next: ", plain(running.next_step)) if running.next_step else ""
    return Content.assemble("▶ ", plain(running.name, "bold"), ": ", plain(running.title), f" is {state}", after)


def preview_words(
    line: PlaybookLine, playbook: Playbook, preview: StartPreview | None, today: date
) -> Iterator[Paragraph]:
    """Yield what a playbook is, and what it would do with these people; without a preview the steps in general."""
    yield Paragraph(plain(line.title, "bold"))
    yield Paragraph(plain(line.summary))
    if line.ends:
        yield Paragraph(Content.assemble("Ends with ", plain(line.ends), "."))
    yield Paragraph(Content(""))
    people = preview.people if preview else ()
    one = people[0] if len(people) == 1 else None
    yield from _steps(one.steps if one else line.steps)
    if one:
        waiting = [it for it, step in zip(line.steps, playbook.steps, strict=True) if step.when.waits]
        yield from _steps(waiting)
        yield from _notes(one, playbook)
    elif preview and people:
        yield from _many(preview, playbook, today)
    if preview:
        yield from _left_out(preview)


def _steps(steps: tuple[StepLine, ...] | list[StepLine]) -> Iterator[Paragraph]:
    for step in steps:
        who = "" if step.who in step.title or step.who == _ANYBODY else Content.assemble(", for ", plain(step.who))
        yield Paragraph(Content.assemble(plain(step.when, "$text-accent"), "  ", plain(step.title), who), _INDENT)


def _notes(one: PersonStart, playbook: Playbook) -> Iterator[Paragraph]:
    if one.second_id is not None or playbook.asks_for_second:
        yield Paragraph(Content(""))
    if one.second_id is not None:
        yield Paragraph(Content.assemble("Second person: ", plain(one.second_name, "bold"), "; w chooses another."))
    elif playbook.asks_for_second:
        yield Paragraph(Content("No second person is known at their organisation; w chooses one."))
    if one.inside:
        yield Paragraph(
            Content.assemble("! ", plain(one.name), " is at your own institution: rather ", plain(one.inside), "."),
            _INDENT,
        )


def _many(preview: StartPreview, playbook: Playbook, today: date) -> Iterator[Paragraph]:
    people = preview.people
    first, last = min(it.starts_on for it in people), max(it.starts_on for it in people)
    span = day(first, today) if first == last else f"{day(first, today)} to {day(last, today)}"
    pace = f", {preview.per_day} a working day" if preview.per_day else ", all at once"
    yield Paragraph(Content(""))
    yield Paragraph(Content.styled(f"{len(people)} people{pace}: {span}", _HEADING))
    for it in people[:_MOST]:
        second = Content.assemble(", second ", plain(it.second_name)) if it.second_id is not None else ""
        inside = Content.assemble("; rather ", plain(it.inside)) if it.inside else ""
        alone = ", nobody second there" if playbook.asks_for_second and it.second_id is None else ""
        when = (f"{day(it.starts_on, today)}  ", _QUIET)
        yield Paragraph(Content.assemble(when, plain(it.name), second, alone, inside), _INDENT)
    if len(people) > _MOST:
        yield Paragraph(Content(f"and {len(people) - _MOST} more"))


def _left_out(preview: StartPreview) -> Iterator[Paragraph]:
    if preview.refused:
        yield Paragraph(Content(""))
        yield Paragraph(Content.styled(f"Left out · {len(preview.refused)}", _HEADING))
    for it in preview.refused[:_MOST]:
        yield Paragraph(Content.assemble("✗ ", plain(it.name, "bold"), " ", plain(it.why)), _INDENT)
    if len(preview.refused) > _MOST:
        yield Paragraph(Content(f"and {len(preview.refused) - _MOST} more"))
    if preview.running:
        yield Paragraph(Content(""))
        yield Paragraph(Content.styled("Running already: you are asked what becomes of it", _HEADING))
    for running in preview.running[:_MOST]:
        yield Paragraph(running_words(running), _INDENT)
