"""Reading a pasted mail signature: who somebody is, where they work, and how to reach them.

All that is read is a guess: each value says from which line it came, and whoever asked may change it. Nothing is made
up: what is not written is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from netcrm.domain.naming.credentials import split_credentials
from netcrm.domain.naming.reading import read_name
from netcrm.domain.signatures.guesses import Guess, SignatureGuess
from netcrm.domain.signatures.lines import Segment, segments
from netcrm.domain.signatures.ways import ways_in
from netcrm.domain.signatures.words import begins_as_title, is_address, is_department, is_house, is_name, is_title
from netcrm.domain.text import clean_line, fold
from netcrm.domain.titles import guess_role

_MOST_OF_A_KIND = 12
_NAMED = re.compile(
    r"(?P<key>name|title|position|role|funktion|company|organi[sz]ation|firma|employer|department|abteilung|dept|address"
    r"|adresse)\s*:\s*(?P<value>.+)",
    re.IGNORECASE,
)
_KINDS = {
    "name": "name", "title": "title", "position": "title", "role": "title", "funktion": "title",
    "company": "organisation", "organisation": "organisation", "organization": "organisation",
    "firma": "organisation", "employer": "organisation", "department": "department", "abteilung": "department",
    "dept": "department", "address": "address", "adresse": "address",
}  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What was found so far."""

    kinds: dict[str, Guess] = field(default_factory=dict)
    emails: list[Guess] = field(default_factory=list)
    phones: list[Guess] = field(default_factory=list)
    links: list[Guess] = field(default_factory=list)
    addresses: list[Guess] = field(default_factory=list)
    words: list[Segment] = field(default_factory=list)
    """What is neither a way to reach somebody nor named by a word before it."""


def read_signature(text: str) -> SignatureGuess:
    """Return what a pasted signature says of its sender; of a long text its beginning is read."""
    reading = _Reading()
    for segment in segments(text):
        _read_segment(segment, reading)
    _read_words(reading)
    kinds = reading.kinds
    return SignatureGuess(
        kinds.get("name"), kinds.get("title"), kinds.get("organisation"), kinds.get("department"),
        _each_once(reading.phones), _each_once(reading.emails), _each_once(reading.links),
        tuple(reading.addresses[:_MOST_OF_A_KIND]),
    )  # fmt: skip


def _read_segment(segment: Segment, reading: _Reading) -> None:
    named = _NAMED.fullmatch(segment.text)
    if named:
        kind, guess = _KINDS[named["key"].casefold()], Guess(clean_line(named["value"]), segment.line)
        if kind == "address":
            reading.addresses.append(guess)
        else:
            reading.kinds.setdefault(kind, guess)
        return
    ways = ways_in(segment.text)
    reading.emails += [Guess(value, segment.line) for value in ways.emails]
    reading.links += [Guess(value, segment.line) for value in ways.links]
    reading.phones += [Guess(value, segment.line, label) for value, label in ways.phones]
    if any(letter.isalpha() for letter in ways.rest) and len(ways.rest) > 1:
        reading.words.append(Segment(ways.rest, segment.line))


def _read_words(reading: _Reading) -> None:
    """Tell name, title, department, organisation and address among the lines of words, in this order."""
    words = [part for segment in reading.words for part in _split(segment)]
    if "name" not in reading.kinds:
        found = _name_among(words)
        if found is not None:
            reading.kinds["name"] = Guess(read_name(found.text).display, found.line)
            own = fold(split_credentials(found.text)[0])
            given = own.split()[:1]
            words = [it for it in words if it is not found and fold(split_credentials(it.text)[0]) not in (own, *given)]
            after = [it for it in words if it.line >= found.line]
            words = after or words
    left: list[Segment] = []
    for it in words:
        if is_address(it.text) and not is_house(it.text):
            reading.addresses.append(Guess(it.text, it.line))
        elif kind := _kind_of(it.text):
            if kind in reading.kinds and kind == "organisation" and "department" not in reading.kinds:
                _second_house(reading, it)
            else:
                reading.kinds.setdefault(kind, Guess(it.text, it.line))
        else:
            left.append(it)
    _fill_up(reading, left)


def _kind_of(text: str) -> str:
    """Return whether a line is a title, a department or an organisation; nothing where it does not tell."""
    if is_department(text) and not begins_as_title(text):
        return "department"
    if is_title(text) and (begins_as_title(text) or guess_role(text) or not is_house(text)):
        return "title"
    return "organisation" if is_house(text) else ""


def _second_house(reading: _Reading, it: Segment) -> None:
    """Take the first of two organisations, one under the other, for the part of the second."""
    reading.kinds["department"] = reading.kinds["organisation"]
    reading.kinds["organisation"] = Guess(it.text, it.line)


def _fill_up(reading: _Reading, left: list[Segment]) -> None:
    """Give lines that do not tell what they are to the fields that are empty: a title stands above an organisation."""
    name = reading.kinds.get("name")
    if name is None:
        return
    left = [it for it in left if it.line >= name.line and len(it.text) <= 80 and not any(c.isdigit() for c in it.text)]
    department = reading.kinds.get("department")
    if left and "title" not in reading.kinds and left[0].line <= name.line + 1:
        first = left.pop(0)
        reading.kinds["title"] = Guess(first.text, first.line)
    if "organisation" not in reading.kinds and left:
        first = left.pop(0)
        reading.kinds["organisation"] = Guess(first.text, first.line)
    elif "organisation" not in reading.kinds and department is not None and "title" in reading.kinds:
        reading.kinds["organisation"] = reading.kinds.pop("department")


def _split(segment: Segment) -> Iterator[Segment]:
    """Yield what stands before and behind a comma apart where they are of two kinds: `Carl Ek, Study Nurse`."""
    text = segment.text
    _, credentials = split_credentials(text)
    before, comma, behind = text.partition(", ")
    if comma and not credentials and behind:
        both = is_house(behind) and (is_house(before) or is_department(before)) and not is_address(text)
        if both and not begins_as_title(before) and not _is_legal_form(behind):
            yield Segment(before, segment.line)
            yield Segment(behind, segment.line)
            return
        if is_name(before) and " " in before and (is_title(behind) or is_house(behind)) and not is_title(before):
            yield Segment(before, segment.line)
            yield from _split(Segment(behind, segment.line))
            return
    if (
        comma
        and begins_as_title(before)
        and " " in behind
        and is_house(behind)
        and not is_title(behind)
        and not _is_legal_form(behind)
    ):
        yield Segment(before, segment.line)
        yield Segment(behind, segment.line)
        return
    yield Segment(text, segment.line)


def _is_legal_form(text: str) -> bool:
    return len(text) <= 6 or fold(text) in ("inc", "ltd", "llc", "limited", "gmbh", "corporation")


def _name_among(words: Sequence[Segment]) -> Segment | None:
    """Return the line with the name: one with credentials or a title, else the first of two words, else the first."""
    names = [it for it in words[:8] if is_name(it.text) and not is_address(it.text)]
    if not names:
        return None
    whole = [it for it in names if len(split_credentials(it.text)[0].split()) > 1 or not it.text.isascii()]
    first = (whole or names)[0]
    # Somebody who signs twice, `Zoë` and `Zoë Adams, MPH`, is called by the longer.
    words_of_first = set(fold(first.text).split())
    return max((it for it in names if words_of_first <= set(fold(it.text).split())), key=lambda it: len(it.text))


def _each_once(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    known: dict[str, Guess] = {}
    for guess in guesses:
        known.setdefault(re.sub(r"[^\w@.+]", "", guess.value.casefold()), guess)
    return tuple(known.values())[:_MOST_OF_A_KIND]
