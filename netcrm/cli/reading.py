"""Reads the words of a command line into values: roles, tiers, channels, keys. Dates stand in `days`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from netcrm.domain.contact import Tier
from netcrm.domain.interaction import Channel, parse_channel
from netcrm.domain.roles import Role, parse_role
from netcrm.errors import NotFound, UsageProblem

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
WORDS = click.UNPROCESSED
"""The type of arguments that take the rest of the line."""
LINES = click.IntRange(1, 1_000_000_000)
"""How many lines to list: at most more than any listing has, and far below where the store stops counting."""


def one(words: Sequence[str], what: str) -> str:
    """Return words as one text.

    Raises:
        click.UsageError: There are none; `what` says what is missing.
    """
    text = " ".join(words).strip()
    if not text:
        raise click.UsageError(f"Missing {what}", click.get_current_context())
    return text


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


def read_number(text: str, letter: str, what: str, where: str = "show WHO") -> int:
    """Return the number of a key such as `f7`, with or without its letter.

    Args:
        text: What the user wrote.
        letter: The key's letter; none where it has none.
        what: What the key is of.
        where: The command that lists them; the default lists those of a person.

    Raises:
        NotFound: It is no such key.
    """
    digits = text.casefold().removeprefix(letter)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise NotFound(what, text, advice=f"`netcrm {where}` lists them with their numbers.")
    return int(digits)
