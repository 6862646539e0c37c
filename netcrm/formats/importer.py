"""The one shape of all importers: bytes in, a draft or a problem out for each outermost card or row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from netcrm.domain.draft import Draft, Place, Problem


@dataclass(frozen=True, slots=True)
class Unread:
    """An outermost card or row as it was cut out, known by its digest before it is read."""

    place: Place
    digest: str
    read: Callable[[], Draft | Problem]
    """Reads it; a bad one gives a problem and never raises."""


def read_already(outcome: Draft | Problem) -> Unread:
    """Return what a format gives that is read whole before anything of it can be given."""
    return Unread(outcome.place, outcome.digest if isinstance(outcome, Draft) else "", lambda: outcome)


class Importer(Protocol):
    """Reads one file format."""

    @property
    def name(self) -> str:
        """The slug by which a user names the format: `vcf`."""

    @property
    def label(self) -> str:
        """What people call the format: `vCard`."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of file names that suggest the format, lower case, with their dot."""

    def sniff(self, head: bytes) -> bool:
        """Return whether a file that begins with `head` is of this format. Never raises."""

    def cut(self, stream: BinaryIO, file: str) -> Iterator[Unread]:
        """Yield each outermost card or row of `stream` unread, in order, as `read` would read them."""

    def read(self, stream: BinaryIO, file: str) -> Iterator[Draft | Problem]:
        """Yield one outcome for each outermost card or row of `stream`, in order.

        A bad one never costs the good ones, and no bytes raise anything but the stream's own `OSError`. Memory is
        bounded by the largest card, not by the file; a format that is read whole, since one person may stand in many
        of its records, bounds the file instead. `file` is the name that outcomes carry as their place.

        Raises:
            Unreadable: the whole file is too large, damaged, or one of something else.
        """
