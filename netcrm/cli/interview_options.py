"""The options that commands on interviews share, and how their words are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_day_and_hour
from netcrm.cli.reading import one, read_channel
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.item_keys import parse_item

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.interviews.appointment import Appointment
    from netcrm.services.interviews.values import Logging

Options = Callable[[Callable[..., None]], Callable[..., None]]

day_option = click.option("--on", "on_text", metavar="DATE", help="The day; today without it.")
hour_option = click.option("--at", "at_text", metavar="HH:MM", help="The hour at which it began, by your own clock.")
topic_option = click.option("--about", "topic", metavar="TEXT", help="What it is about.")
appointment_options = (
    click.option("--on", "on_text", metavar="DATE", help="The day of the interview, with an hour: thu 15:00."),
    click.option("--at", "at_text", metavar="HH:MM", help="The hour, by the clock of --zone."),
    click.option("--zone", metavar="NAME", help="Its time zone, such as Europe/Berlin; yours without it."),
    click.option("--minutes", type=int, metavar="N", help="How long it takes; 30 without it."),
    click.option("--place", metavar="TEXT", help="Where: a room, or the link of a call."),
)
log_options = (
    click.option("--by", "channel_text", metavar="CHANNEL", help="How: email, call, message, letter …"),
    click.option("--note", "summary", metavar="TEXT", default="", help="What was said, for the log."),
    click.option("--no-log", "logs", flag_value=False, default=True, help="Log nothing: it is logged already."),
)


def with_options(*options: Options) -> Options:
    """Return the decorator that gives a command several options, in their order."""

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def which_interview(crm: Crm, who: tuple[str, ...], stage: Stage) -> Interview:
    """Return the interview that a key names, or the one of a person that goes to a stage next."""
    text = one(who, "a WHO")
    key = parse_item(text)
    if key and key.letter == "i":
        return crm.interviews.get(key.id)
    return crm.interviews.current(asking.person(crm, text), stage)


def keyed_interview(crm: Crm, item: str) -> Interview:
    """Return the interview that a key such as `i4` names, or raise `NotFound`."""
    key = parse_item(item)
    if key is None or key.letter != "i":
        raise NotFound("interview", item, advice="“netcrm interview list” shows the keys, such as i4.")
    return crm.interviews.get(key.id)


def read_stage(word: str) -> Stage:
    """Return the stage that a word names, or raise `UsageProblem`, which lists them all."""
    wanted = word.casefold().replace(" ", "-").replace("_", "-").strip(",")
    if wanted not in list(Stage):
        raise UsageProblem(f"“{word}” is no stage. Use one of {', '.join(Stage)}.")
    return Stage(wanted)


def split_stage(words: tuple[str, ...]) -> tuple[Stage, tuple[str, ...]]:
    """Return the stage that the last words name, and the words before it."""
    for size in range(min(3, len(words) - 1), 0, -1):
        wanted = "-".join(words[-size:]).casefold()
        if wanted in list(Stage):
            return Stage(wanted), words[:-size]
    return read_stage(words[-1]), words[:-1]


def read_appointment(
    crm: Crm, *, on_text: str | None, at_text: str | None, zone: str | None, minutes: int | None, place: str | None
) -> Appointment:
    """Return when and where; the hour stands beside the day or by itself."""
    from netcrm.services.interviews.appointment import Appointment

    on, at = None, None
    if on_text:
        on, at = read_day_and_hour(crm, on_text)
    return Appointment(on, read_hour(at_text) if at_text else at, zone, minutes, place)


def read_hour(text: str) -> time:
    """Return the hour that a text says: `15:00`, `3pm`, `15`. Raises `DateProblem` where it is none."""
    from netcrm.domain.dates import Facing, parse_date_and_time

    written = text if ":" in text or text[-1:].casefold() in "mn" else f"{text}:00"
    try:
        hour = parse_date_and_time(written, date.min, Facing.FORWARD)[1]
    except DateProblem:
        hour = None
    if hour is None:
        raise DateProblem(f"“{text}” is no hour. Write it like 15:00 or 3pm.")
    return hour


def read_logging(channel_text: str | None, summary: str, *, logs: bool) -> Logging:
    """Return how a step is logged."""
    from netcrm.services.interviews.values import Logging

    return Logging(read_channel(channel_text) if channel_text else None, summary, logs)
