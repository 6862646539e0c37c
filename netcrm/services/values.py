"""What services take and give: frozen values that say what an act will change or has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Where an act came from."""

    SCREENS = "screens"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act does, or did, to one person's next check-in."""

    contact_id: int
    name: str
    before: date | None
    after: date | None
    why: str = ""
    """Where a day off moved the new date from: `from 26 Nov: Thanksgiving Day in the US`."""


@dataclass(frozen=True, slots=True)
class Done:
    """The answer of an act: the change set it made (`None` when nothing changed), a sentence, and its effects."""

    change_set: int | None
    sentence: str
    """For people: `Logged a call with Ana Lima. Next check-in Tue 2 Jun, was 3 Mar.`"""
    contact_ids: tuple[int, ...] = ()
    effects: tuple[Effect, ...] = ()
