"""The options that say what a calendar holds: of the exported file and of the folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from netcrm.domain.calendar.items import CHOSEN_KINDS, MOST_DAYS, CalendarKind, Form

_KINDS = tuple(kind.value for kind in CHOSEN_KINDS)


def _kinds(context: click.Context, parameter: click.Parameter, value: str | None) -> frozenset[CalendarKind] | None:
    """Read kinds of items with commas between them."""
    if value is None:
        return None
    named = [word.strip().casefold() for word in value.split(",") if word.strip()]
    wrong = [word for word in named if word not in _KINDS]
    if wrong or not named:
        about = f"“{wrong[0]}” is none" if wrong else "nothing is named"
        raise click.BadParameter(
            f"{about}: choose from {', '.join(_KINDS)}, with commas between them.", context, parameter
        )
    return frozenset(map(CalendarKind, named))


def calendar_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what a calendar can be asked for: `--kinds`, `--days`, `--todo` and `--detail`."""
    options = (
        click.option(
            "--kinds",
            callback=_kinds,
            metavar="KIND,…",
            help=f"Of a calendar: {', '.join(_KINDS)}; all but birthdays without it.",
        ),
        click.option(
            "--days",
            type=click.IntRange(0, MOST_DAYS),
            metavar="N",
            help="Of a calendar: days ahead; 90 without it.",
        ),
        click.option(
            "--todo/--events",
            default=None,
            help="Of a calendar: check-ins and follow-ups as tasks or as events; events without it.",
        ),
        click.option(
            "--detail",
            type=click.Choice(["short", "full"]),
            help="Of a calendar: full tells last words and notes; calendars are often shared, so short is the default.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def form_of(todo: bool | None) -> Form:
    """Return as what tasks go out."""
    return Form.TODO if todo else Form.EVENT
