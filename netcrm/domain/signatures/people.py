"""Who is in a text that was pasted: the people of a list of mail addresses, or the sender of a signature."""

from __future__ import annotations

import re
from email.utils import getaddresses

from netcrm.domain.naming.reading import read_name
from netcrm.domain.signatures.guesses import Guess, SignatureGuess
from netcrm.domain.signatures.reading import read_signature
from netcrm.domain.signatures.ways import ways_in
from netcrm.domain.signatures.words import is_name
from netcrm.domain.text import clean_text

_MOST_PEOPLE = 1000
_LONGEST_LIST = 200_000
_LONGEST_ENTRY = 400
_ENTRY = re.compile(
    r"\s*(?:\"(?P<quoted>[^\"]{1,200})\"|(?P<name>[^<>\"@;]{1,200}?|[^<>\s\"@;]{1,64}@[^<>\s\"@;]{1,255}))?\s*<(?P<mail>[^<>\s@]{1,64}@[^<>\s@]{1,255})>"
    r"\s*(?:[,;]|$)"
)


def read_people(text: str) -> list[SignatureGuess]:
    """Return the people of a pasted list (`Name <mail>`, `mail, Name`, a line or a comma each), else of a signature.

    A text that says nothing gives nobody.
    """
    listed = _read_list(text[:_LONGEST_LIST])
    if len(listed) > 1:
        return listed
    one = read_signature(text)
    return [one] if one else []


def _read_list(text: str) -> list[SignatureGuess]:
    """Return the people of a text of which each line is one or several of `Name <mail>`, `mail, Name`, `mail`."""
    found: list[SignatureGuess] = []
    for number, written in enumerate(clean_text(text).split("\n"), start=1):
        line = written.strip(" \t,;")
        if not line:
            continue
        people = _entries(line, number)
        if not people or len(found) + len(people) > _MOST_PEOPLE:
            return [] if not people else found
        found += people
    return found


def _entries(line: str, number: int) -> list[SignatureGuess]:
    if "@" not in line:
        return []
    entries = list(_ENTRY.finditer(line))
    if entries and not _ENTRY.sub("", line).strip():
        return [_listed(match["quoted"] or match["name"] or "", match["mail"], number) for match in entries]
    addressed = getaddresses([line.replace(";", ",")])
    if len(addressed) > 1 and all("@" in mail and (not name or is_name(name)) for name, mail in addressed):
        return [_listed(name, mail, number) for name, mail in addressed]
    parts = [part.strip() for part in re.split(r"[;\t]", line) if part.strip()]
    people = [_plain_entry(part, number) for part in parts]
    if all(people) and len(people) > 1:
        return [person for person in people if person]
    one = _plain_entry(re.sub(r"[;\t]+", ", ", line), number)
    return [one] if one else []


def _plain_entry(text: str, number: int) -> SignatureGuess | None:
    """Return who `mail, Name`, `Name, mail` or `mail` is; None for anything else."""
    if len(text) > _LONGEST_ENTRY:
        return None
    ways = ways_in(text)
    if len(ways.emails) != 1 or ways.phones or ways.links:
        return None
    name = ways.rest.strip(" ,;\"'")
    if name and not is_name(name):
        return None
    return _listed(name, ways.emails[0], number)


def _listed(name: str, email: str, line: int) -> SignatureGuess:
    shown = "" if "@" in name else read_name(name.strip(" ,'")).display
    return SignatureGuess(Guess(shown, line) if shown else None, emails=(Guess(email, line),))
