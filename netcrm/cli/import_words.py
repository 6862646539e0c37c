"""What `import` prints: the report, and the list of what would come in, for people and as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli.output import Json, heading, line, print_json, table, talk
from netcrm.domain.days import counted
from netcrm.services.imports.values import ImportProblem, ImportReport, Moved, PlannedCard, Vanished, Verdict

if TYPE_CHECKING:
    from netcrm.services.imports.service import ImportPlan

_MOST_CHANGES = 4


def report_object(report: ImportReport) -> dict[str, Json]:
    """Return a report as JSON has it."""
    return {
        "cards": report.cards,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left": report.left,
        "problems": [_problem_object(problem) for problem in report.problems],
        "unreadable": report.unreadable,
        "change_set": report.change_set,
        "touches": report.touches,
        "studies": report.studies,
        "renewed_studies": report.renewed_studies,
        "papers": report.papers,
        "held_notes": report.held_notes,
        "moved": [
            {"contact": it.contact_id, "name": it.name, "before": it.before, "after": it.after, "title": it.title}
            for it in report.moved
        ],
        "vanished": [
            {"contact": it.contact_id, "name": it.name, "organisation": it.organisation} for it in report.vanished
        ],
    }


def _problem_object(problem: ImportProblem) -> Json:
    return {"file": problem.file, "where": problem.where, "line": problem.line, "why": problem.why}


def print_report(report: ImportReport) -> None:
    """Print what an import did."""
    click.echo(_summary(report))
    _print_problems(report.problems)
    if report.unlisted:
        click.echo(f"  and {report.unlisted:,} more")
    perhaps = [card for card in report.noted if card.perhaps]
    if perhaps:
        heading("Perhaps the same")
        table([(card.name, _perhaps(card)) for card in perhaps])
    _print_moved(report.moved)
    _print_vanished(report.vanished)
    _print_warnings(report.noted)
    if report.held_notes:
        click.echo(report.held_words)
    if report.more_noted:
        click.echo(f"And {report.more_noted:,} more worth a look: “netcrm duplicates” finds who stands there twice.")
    if report.change_set is not None:
        talk("“netcrm undo” takes the whole import back.")


def _perhaps(card: PlannedCard) -> str:
    return "; ".join(map(str, card.perhaps))


def _print_moved(moved: Sequence[Moved]) -> None:
    if moved:
        heading("Changed employer")
        table([(str(it.contact_id), it.name, f"{it.before} → {it.after}", it.title) for it in moved], wrap=True)


def _print_vanished(vanished: Sequence[Vanished]) -> None:
    if vanished:
        heading("In an earlier export and not in this one")
        table([(str(it.contact_id), it.name, it.organisation) for it in vanished])


def _summary(report: ImportReport) -> str:
    """Return `12 new, 3 updated, 1 unreadable: card 9`."""
    parts = [f"{report.new:,} new", f"{report.updated:,} updated"]
    parts += [f"{counted(report.touches, 'dated interaction')}"] if report.touches else []
    parts += [_studies(report.studies)] if report.studies else []
    parts += [f"{_studies(report.renewed_studies)} brought up to date"] if report.renewed_studies else []
    parts += [counted(report.papers, "paper")] if report.papers else []
    parts += [f"{report.unchanged:,} unchanged"] if report.unchanged else []
    parts += [f"{report.left:,} left out"] if report.left else []
    if report.problems:
        several = len({problem.file for problem in report.problems}) > 1
        places = ", ".join(
            line(f"{problem.file} {problem.where}" if several else problem.where) for problem in report.problems[:5]
        )
        more = f" and {report.unreadable - 5:,} more" if report.unreadable > 5 else ""
        parts.append(f"{report.unreadable:,} unreadable: {places}{more}")
    return ", ".join(parts)


def _studies(count: int) -> str:
    return "1 study" if count == 1 else f"{count:,} studies"


def _print_problems(problems: Sequence[ImportProblem]) -> None:
    if problems:
        heading("Could not be read")
        table([(it.file, it.where, f"line {it.line}", it.why) for it in problems], wrap=True)


def _print_warnings(cards: Iterable[PlannedCard]) -> None:
    rows = [
        (card.file, f"{card.kind or 'card'} {card.place}", card.name, warning)
        for card in cards
        for warning in card.warnings
    ]
    if rows:
        heading("Worth a look")
        table(rows)


def print_plan(
    plan: ImportPlan, picked: Collection[int] | None, confirmed: Collection[int] = (), *, dry_run: bool, as_json: bool
) -> None:
    """Print what an import would do.

    Args:
        plan: The import.
        picked: The numbers of the cards that come in; None for those that are ticked.
        confirmed: The numbers of those that update somebody whom the user named.
        dry_run: Whether that is all that happens; else the user is to pick from the list.
        as_json: Whether it is printed as JSON.
    """
    verdicts = {card.number: _verdict(card, picked, confirmed) for card in plan.cards}
    report = _as_planned(plan, picked, verdicts)
    if as_json:
        rows: list[Json] = [_card_object(card, verdicts[card.number]) for card in plan.cards]
        print_json({**report_object(report), **({"dry_run": True} if dry_run else {}), "rows": rows})
        return
    asks = plan.asks and picked is None
    cells, beneath = [], []
    for card in plan.cards:
        # Where somebody is to pick, it is of no use to read that all are left out.
        verdict = card.verdict if asks else verdicts[card.number]
        part, below = (card.part, card.links[0]) if card.papers else (card.short_part, card.part)
        cells.append((str(card.number), verdict.value, card.name, part, card.organisation, _words(card)))
        beneath.append(below)
    table(cells, indent="", wrap=True, beneath=beneath)
    _print_problems(plan.problems)
    _print_vanished(plan.vanished)
    told = (Verdict.NEW, Verdict.UPDATED)
    _print_warnings(card for card in plan.cards if asks or verdicts[card.number] in told)
    click.echo(f"{_summary(report)}. Nothing was written.")


def _as_planned(plan: ImportPlan, picked: Collection[int] | None, verdicts: dict[int, Verdict]) -> ImportReport:
    """Return the report that an import would come to."""
    return ImportReport(
        cards=len(plan.cards) + len(plan.problems),
        new=sum(it is Verdict.NEW for it in verdicts.values()),
        updated=sum(it is Verdict.UPDATED for it in verdicts.values()),
        unchanged=sum(it is Verdict.UNCHANGED for it in verdicts.values()),
        left=sum(it is Verdict.LEFT for it in verdicts.values()),
        problems=plan.problems,
        change_set=None,
        touches=sum(card.touches for card in plan.cards if _is_picked(card, picked)),
        moved=tuple(card.moved for card in plan.cards if card.moved and _is_picked(card, picked)),
        vanished=plan.vanished,
    )


def _words(card: PlannedCard) -> str:
    """Return what is to be said of a card: what it changes, and who it may be."""
    perhaps = [f"perhaps {each}" for each in map(str, card.perhaps)]
    if card.part and card.verdict is Verdict.UPDATED:
        # So much comes with studies and papers that a list to pick from would hide among it.
        return "; ".join([f"brings {', '.join(dict.fromkeys(it.field for it in card.changes))}", *perhaps])
    changes = [f"{it.field}: {it.before or '–'} → {it.after or '–'}" for it in card.changes[:_MOST_CHANGES]]
    more = [f"{len(card.changes) - _MOST_CHANGES} more"] if len(card.changes) > _MOST_CHANGES else []
    return "; ".join(perhaps if card.verdict is Verdict.NEW else [*changes, *more, *perhaps])


def _is_picked(card: PlannedCard, picked: Collection[int] | None) -> bool:
    return card.ticked if picked is None else card.number in picked


def _verdict(card: PlannedCard, picked: Collection[int] | None, confirmed: Collection[int]) -> Verdict:
    if card.number in confirmed:
        return Verdict.UPDATED
    can_be_left = card.verdict in (Verdict.NEW, Verdict.UPDATED)
    return Verdict.LEFT if can_be_left and not _is_picked(card, picked) else card.verdict


def _card_object(card: PlannedCard, verdict: Verdict) -> Json:
    return {
        "number": card.number,
        "file": card.file,
        "place": card.place,
        "line": card.line,
        "name": card.name,
        "organisation": card.organisation,
        "verdict": verdict.value,
        "contact": card.contact_id,
        "changes": [{"field": it.field, "before": it.before, "after": it.after} for it in card.changes],
        "perhaps": [str(each) for each in card.perhaps],
        "warnings": list(card.warnings),
        "part": card.part,
        "papers": card.papers,
        "links": list(card.links),
        "ways": list(card.ways),
    }
