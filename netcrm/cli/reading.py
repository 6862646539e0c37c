"""Reads the words of a command line into values: dates, roles, tiers, channels, keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from netcrm.cli.output import full_day, talk
from netcrm.domain.contact import Tier
from netcrm.domain.dates import Facing, parse_date, parse_date_and_time
from netcrm.domain.interaction import Channel, parse_channel
from netcrm.domain.roles import Role, parse_role
from netcrm.errors import NotFound, UsageProblem

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
WORDS = click.UNPROCESSED
"""The type of arguments that take the rest of the line."""


def one(words: Sequence[str], what: str) -> str:
    """Return words as one text.

    Raises:
        click.UsageError: There are none; `what` says what is missing.
    """
    text = " ".join(words).strip()
    if not text:
        raise click.UsageError(f"Missing {what}", click.get_current_context())
    return text


def read_day(crm: Crm, text: str, facing: Facing) -> date:
    """Return the day that `text` means, and echo it with its weekday."""
    day = parse_date(text, crm.today, facing, day_first=crm.settings.day_first)
    _echo_day(day)
    return day


def read_moment(crm: Crm, text: str) -> tuple[date, datetime | None]:
    """Return the day, today or later, and the moment where an hour is written too, in the user's time zone."""
    day, hour = parse_date_and_time(text, crm.today, Facing.FORWARD, day_first=crm.settings.day_first)
    _echo_day(day, f" {hour:%H:%M}" if hour else "")
    return day, datetime.combine(day, hour).astimezone() if hour else None


def _echo_day(day: date, hour: str = "") -> None:
    talk(f"{full_day(day)}{hour}")


def read_roles(words: Iterable[str]) -> tuple[Role, ...]:
    """Return the roles that the words name.

    Raises:
        UsageProblem: One names none; the sentence lists near ones.
    """
    return tuple(_role(word) for word in words)


def _role(word: str) -> Role:
    role = parse_role(word)
    if role is None:
        from difflib import get_close_matches

        near = get_close_matches(word.casefold(), [r.value for r in Role], cutoff=0.4)
        advice = f"Near: {', '.join(near)}." if near else "Use a word such as pi, crc, cra, kol, mentor or other."
        raise UsageProblem(f"“{word}” is no role. {advice}")
    return role


def read_tier(word: str) -> Tier | None:
    """Return the tier, `None` for `none`.

    Raises:
        UsageProblem: It is neither.
    """
    if word.casefold() == "none":
        return None
    try:
        return Tier(word.upper())
    except ValueError:
        raise UsageProblem(f"“{word}” is no tier. Use A, B, C, D or none.") from None


def read_channel(word: str) -> Channel:
    """Return the channel that a word names.

    Raises:
        UsageProblem: It names none; the sentence lists them all.
    """
    channel = parse_channel(word)
    if channel is None:
        raise UsageProblem(f"“{word}” is no channel. Use one of {', '.join(Channel)}.")
    return channel


def split_at_channel(words: Sequence[str]) -> tuple[str, Channel | None, str]:
    """Return what stands before the first channel, the channel, and what stands after it.

    At least one word stands before it, and a channel may be two words: `ana lima site visit to see the freezer`.
    Without one, the first word stands before.
    """
    for start in range(1, len(words)):
        for end in (start + 2, start + 1):
            channel = parse_channel(" ".join(words[start:end])) if end <= len(words) else None
            if channel:
                return " ".join(words[:start]), channel, " ".join(words[end:])
    return words[0] if words else "", None, " ".join(words[1:])


def read_number(text: str, letter: str, what: str) -> int:
    """Return the number of a key such as `f7`, with or without its letter.

    Raises:
        NotFound: It is no such key.
    """
    digits = text.casefold().removeprefix(letter)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise NotFound(what, text, advice="`netcrm show WHO` lists a person's.")
    return int(digits)
