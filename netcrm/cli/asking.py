"""Questions to the person at the terminal. Where there is none, what needs a decision is refused (exit code 5)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.domain.text import clean_line
from netcrm.errors import Ambiguous, NeedsDecision, NotFound, NothingToDo

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


def can_ask() -> bool:
    """Whether somebody sits there: stdin and stderr are both a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def person(crm: Crm, who: str) -> int:
    """Return the id of the person that a WHO means, asking where it fits several.

    Raises:
        NotFound: nobody; Ambiguous: several, and nobody can be asked.
    """
    try:
        return crm.contacts.resolve(who)
    except Ambiguous as several:
        return _choice(several)


def person_and_rest(crm: Crm, words: Sequence[str]) -> tuple[int, str]:
    """Return the person that the longest beginning of the words means, and the words after it.

    Raises:
        NotFound: no beginning means anybody; Ambiguous: several people, and nobody can be asked.
    """
    for size in range(len(words), 1, -1):
        try:
            return person(crm, " ".join(words[:size])), " ".join(words[size:])
        except NotFound:
            continue
    return person(crm, words[0]), " ".join(words[1:])


def people(crm: Crm, who: str) -> list[int]:
    """Return the ids of one person, or of several with commas between: `ana`, `ana, bo, 17`.

    Raises:
        NotFound: nobody; Ambiguous: several, and nobody can be asked.
    """
    try:
        return [person(crm, who)]
    except NotFound:
        parts = [part.strip() for part in who.split(",") if part.strip()]
        if len(parts) < 2:
            raise
        return list(dict.fromkeys(person(crm, part) for part in parts))


def found(crm: Crm, query: str) -> list[int]:
    """Return the ids of the people whom a query finds.

    Raises:
        NothingToDo: nobody; QueryProblem: the query has a mistake.
    """
    ids = list(crm.search.ids(query))
    if not ids:
        raise NothingToDo(f"Nobody answers to the query “{clean_line(query)}”. `netcrm search` shows whom one finds.")
    return ids


def item(crm: Crm, text: str) -> str:
    """Return the key of an agenda item; a WHO is that person's check-in.

    Raises:
        NotFound: no such item or person; Ambiguous: several people, and nobody can be asked.
    """
    try:
        return crm.agenda.item_key(text)
    except Ambiguous as several:
        return f"c{_choice(several)}"


def items(crm: Crm, text: str) -> list[str]:
    """Return the keys of one agenda item, or of several with commas between: `c7,f9,ana`.

    Raises:
        NotFound: one is no such item or person; Ambiguous: several people, and nobody can be asked.
    """
    from netcrm.services.item_keys import parse_item

    parts = [part for part in text.split(",") if part.strip()]
    if any(parse_item(part) for part in parts):
        return [item(crm, part.strip()) for part in parts]
    try:
        return [item(crm, text)]  # a name may hold a comma: Lima, Ana
    except NotFound:
        if len(parts) < 2:
            raise
        return [item(crm, part.strip()) for part in parts]


def _choice(several: Ambiguous) -> int:
    if not can_ask():
        raise several
    click.echo(f"“{clean_line(several.name)}” fits {len(several.candidates)} people:", err=True)
    for number, candidate in enumerate(several.candidates, start=1):
        click.echo(f"{number:>4}  {clean_line(candidate.label)}  (id {candidate.id})", err=True)
    number = click.prompt("Which", type=click.IntRange(1, len(several.candidates)), err=True)
    return several.candidates[number - 1].id


def confirm(question: str, *, yes: bool, refusal: str) -> None:
    """Go on only with the user's word: `--yes`, or the answer to `question`.

    Raises:
        NeedsDecision: nobody can be asked (the sentence is `refusal`), or the answer was no.
    """
    if yes:
        return
    if not can_ask():
        raise NeedsDecision(refusal)
    if not click.confirm(clean_line(question), err=True):
        raise NeedsDecision("Left as it is.")
