"""A contact's lists as people type them, a line or a word each, and back.

What is shown of a value may be less than the value (a street of two lines, who is preferred). So a line that still
reads as it was shown gives back the very value that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.languages import language_name, read_language
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.salutation import salutation
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.titles import guess_role
from netcrm.errors import UsageProblem

T = TypeVar("T")

_PHONE = re.compile(
    r"(?P<value>[+(]?[0-9][0-9\s().\-/–]*(?:\s*(?:x|ext\.?|#)\s*[0-9]+)?)\s*(?P<label>.*)", re.IGNORECASE
)
_ADDRESS_PARTS = ("street", "city", "region", "postal_code", "country", "label")
_NAMED_PART = re.compile(r"(?P<name>street|city|region|postal code|country|label)\s*:\s*(?P<value>.*)", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def read_lines(text: str, before: Sequence[T], show: Callable[[T], str], read: Callable[[str], T]) -> tuple[T, ...]:
    """Return a value for each line that is not empty; lines shown of `before` give those very values.

    Raises:
        UsageProblem: A line cannot be read; with several lines the sentence says which.
    """
    known = {clean_line(show(value)): value for value in reversed(before)}
    lines = [clean_line(line) for line in clean_text(text).split("\n")]
    found: list[T] = []
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            found.append(known[line] if line in known else read(line))
        except UsageProblem as problem:
            where = f"Line {number}: " if len(lines) > 1 else ""
            raise UsageProblem(where + str(problem)) from None
    return tuple(found)


def show_email(email: Email) -> str:
    """Return `ana@site.example work`, with a star before the preferred one."""
    return _marked(f"{email.value} {email.label}", preferred=email.preferred)


def read_email(line: str) -> Email:
    """Return the mail address in `* ana@site.example work`.

    Raises:
        UsageProblem: There is none in it.
    """
    rest, preferred = _unmarked(line)
    value, _, label = rest.partition(" ")
    user, at, domain = value.rpartition("@")
    if not (user and at and domain):
        raise UsageProblem(f"“{_clipped(value)}” is no e-mail address. Write it like ana@site.example work.")
    return Email(value, clean_line(label), preferred)


def show_phone(phone: Phone) -> str:
    """Return `+1 617 555 0100 mobile`, with a star before the preferred one."""
    return _marked(f"{phone.value} {phone.label}", preferred=phone.preferred)


def read_phone(line: str) -> Phone:
    """Return the number in `* +1 617 555 0100 ext 5 work`.

    Raises:
        UsageProblem: It does not begin with a number.
    """
    rest, preferred = _unmarked(line)
    found = _PHONE.fullmatch(rest)
    if found is None:
        raise UsageProblem(f"“{_clipped(rest)}” is no phone number. Write it like +1 617 555 0100 mobile.")
    return Phone(clean_line(found["value"]), clean_line(found["label"]), preferred)


def show_link(link: Link) -> str:
    """Return `https://orcid.org/0000 orcid`."""
    return clean_line(f"{link.value} {link.label}")


def read_link(line: str) -> Link:
    """Return the link in `https://orcid.org/0000 orcid`."""
    value, _, label = line.partition(" ")
    return Link(value, clean_line(label))


def show_address(address: Address) -> str:
    """Return `12 Main St; Boston; MA; 02114; US; work`, or with parts left out `city: Boston; country: US`."""
    parts = [clean_line(getattr(address, part)).replace(";", ",") for part in _ADDRESS_PARTS]
    told = [(name, part) for name, part in zip(_ADDRESS_PARTS, parts, strict=True) if part]
    if parts[: len(told)] == [part for _, part in told] and not any(_NAMED_PART.fullmatch(part) for part in parts):
        return "; ".join(part for _, part in told)
    return "; ".join(f"{name.replace('_', ' ')}: {part}" for name, part in told)


def read_address(line: str) -> Address:
    """Return the address in `street; city; region; postal code; country; label`; parts may be named instead.

    Raises:
        UsageProblem: It has more parts than that, or some are named and some are not.
    """
    parts = [part.strip() for part in line.split(";")]
    named = [_NAMED_PART.fullmatch(part) for part in parts if part]
    if not any(named):
        if len(parts) > len(_ADDRESS_PARTS):
            raise UsageProblem("An address has six parts at most: street; city; region; postal code; country; label.")
        return Address(**dict(zip(_ADDRESS_PARTS, parts, strict=False)))
    found = {it["name"].casefold().replace(" ", "_"): it["value"].strip() for it in named if it}
    if len(found) < len(named):
        raise UsageProblem("Name each part of the address once, or none: city: Boston; country: US; label: work.")
    return Address(**found)


def read_country(text: str) -> str:
    """Return a country's two letters in capitals; nothing for none.

    Raises:
        UsageProblem: It is something else.
    """
    code = clean_line(text)
    if code and not _COUNTRY.fullmatch(code):
        raise UsageProblem(f"“{_clipped(code)}” is no country code. Write its two letters, such as US or PT.")
    return code.upper()


def read_words(text: str) -> tuple[str, ...]:
    """Return the parts between commas, each once."""
    return tuple(dict.fromkeys(filter(None, map(clean_line, text.split(",")))))


def show_roles(roles: Sequence[Role]) -> str:
    """Return `PI, KOL`."""
    return ", ".join(role.chip for role in roles)


def read_roles(text: str) -> tuple[Role, ...]:
    """Return the roles in `pi, kol`, in order and each once.

    Raises:
        UsageProblem: One is not known.
    """
    found: dict[Role, None] = {}
    for word in filter(None, map(clean_line, text.split(","))):
        role = parse_role(word)
        if role is None:
            raise UsageProblem(f"“{_clipped(word)}” is no role. Write one such as pi, crc, cra, nurse, kol or mentor.")
        found[role] = None
    return tuple(found)


def say_roles(roles: Sequence[Role]) -> str:
    """Return the roles by their full names."""
    return ", ".join(role.label for role in roles)


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags in `Area/Oncology, phase/2` as they are kept.

    Raises:
        UsageProblem: Nothing is left of one.
    """
    from netcrm.domain.tags import read_tag

    return tuple(dict.fromkeys(read_tag(word) for word in map(clean_line, text.split(",")) if word))


def say_tags(tags: Sequence[str]) -> str:
    """Return the tags as they are kept."""
    return ", ".join(tags)


def _marked(text: str, *, preferred: bool) -> str:
    return clean_line(f"* {text}" if preferred else text)


def _unmarked(line: str) -> tuple[str, bool]:
    return (line[1:].strip(), True) if line.startswith("*") else (line, False)


def _clipped(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def read_salutation(text: str) -> str:
    """Return how a letter begins, without the comma that every letter gets."""
    return clean_line(text).rstrip(",;:! ")


def say_salutation(details: Details) -> str:
    """Return how a letter begins where nothing is typed."""
    if not details.name.formatted:
        return "how a letter begins; without it, by name, language and first names"
    return f"now “{salutation(replace(details, salutation=''))}”"


def say_language(text: str) -> str:
    """Return how a language was understood."""
    code = read_language(text)
    return language_name(code) if code else "No language code such as en, fr or pt: letters will be in English"


def role_hint(title: str) -> str:
    """Return what the empty field of the roles says: what the title gives, or how roles are written."""
    role = guess_role(clean_line(title))
    return f"{role.chip}? from the title; space takes it" if role else "such as pi, kol; the main one first"


def list_height(count: int) -> int:
    """Return how many lines a list is given: one more than it has, so that there is room to add."""
    return min(max(count + 1, 2), 5)


def say_name(name: Name) -> str:
    """Return how a name was understood, where that is not plain from how it was typed."""
    parts = [f"{label} {value}" for label, value in (
        ("prefix", name.prefix), ("given", " ".join(filter(None, (name.given, name.additional)))),
        ("family", name.family), ("suffix", name.suffix), ("credentials", name.credentials),
    ) if value]  # fmt: skip
    return " · ".join(parts)
