"""What is pasted into `add --paste`: a mail signature, or a list of names with their e-mails, read from stdin."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from netcrm.cli import asking
from netcrm.cli.details import Given, changed
from netcrm.cli.output import talk
from netcrm.domain.contact import Details
from netcrm.domain.days import counted
from netcrm.domain.naming.reading import read_name
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from netcrm.domain.signatures.guesses import SignatureGuess
    from netcrm.services.crm import Crm

_MOST_BYTES = 5_000_000


def read_pasted() -> str:
    """Return what comes in on stdin, up to 5 MB of it."""
    if sys.stdin.isatty():
        talk("Paste a mail signature, then press ctrl+d on a line of its own.")
    return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace")


def pasted_people(crm: Crm, text: str, name: str, given: Given) -> list[Details]:
    """Return the people in a pasted text, with what the options say in place of what was read; each guess is told.

    Raises:
        UsageProblem: Nobody is in it; or several are, and a name is given for one.
    """
    from netcrm.domain.signatures.people import read_people

    guesses = read_people(text)
    if not guesses and not name:
        raise UsageProblem("Nobody was found in what was pasted: write the name too, or --email.")
    if len(guesses) > 1 and name:
        raise UsageProblem(f"{len(guesses)} people were pasted, so that no one name fits: leave “{name}” out.")
    tell(guesses)
    people = [guess.details() for guess in guesses] or [Details(read_name(name))]
    if name:
        people = [replace(people[0], name=read_name(name))]
    return [changed(_without(details, given), given, day_first=crm.settings.day_first) for details in people]


def _without(details: Details, given: Given) -> Details:
    """Return details without the guesses in whose place options speak."""
    return replace(
        details,
        emails=() if given.emails else details.emails,
        phones=() if given.phones else details.phones,
        links=() if given.links else details.links,
    )


def tell(guesses: Sequence[SignatureGuess]) -> None:
    """Say on stderr what was read, and from which line."""
    for guess in guesses:
        for field, value in guess.told():
            label = f" ({value.label})" if value.label else ""
            talk(f"{field}: {value.value}{label}, from line {value.line}")


def confirm(people: Sequence[Details], *, yes: bool) -> None:
    """Go on with one person at once where nobody can be asked; several need the user's word.

    Raises:
        NeedsDecision: Nobody can be asked about several, or the answer was no.
    """
    several = len(people) > 1
    if several or asking.can_ask():
        question = f"Add {counted(len(people), 'person').replace('persons', 'people')}?" if several else "Add this?"
        refusal = f"{len(people)} people were pasted. Say --yes to add them all."
        asking.confirm(question, yes=yes, refusal=refusal)
