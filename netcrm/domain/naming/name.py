"""A person's name as a value: its parts, how it is shown and sorted."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.text import fold


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name.

    `formatted` is the name as people write it, in the order of its language, without credentials. The parts may be
    empty where a source gave only one string. Credentials stand apart: `MD, PhD`.
    """

    formatted: str
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    credentials: str = ""

    @property
    def display(self) -> str:
        """The name as shown: `Ana Lima, MD, PhD`."""
        return f"{self.formatted}, {self.credentials}" if self.credentials else self.formatted

    @property
    def sort_key(self) -> str:
        """The folded key by which people look a name up: the family name first where it is known."""
        return fold(f"{self.family} {self.given} {self.additional}" if self.family else self.formatted)
