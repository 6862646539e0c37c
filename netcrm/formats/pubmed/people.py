"""The people of one record: authors, groups and investigators from its lines.

A full name (FAU, FIR) and its short form (AU, IR) are two lines about one person, and the affiliations (AD, IRAD) and
identifiers (AUID) that follow are that person's. Before 2014 PubMed gave the first author's affiliation alone, and
older files have it before all names.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass, field

from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts
from netcrm.domain.studies.affiliation import emails_in
from netcrm.domain.studies.publication import Author, once_folded
from netcrm.domain.text import fold
from netcrm.formats.pubmed.lines import TaggedLine
from netcrm.formats.vcard.warnings import shorten, warn

_INITIALS = re.compile(r"[^\W\d_a-z]{1,4}(?:-[^\W\d_a-z]{1,2})?\Z")
_SUFFIXES = {"jr": "Jr", "sr": "Sr", "2nd": "II", "3rd": "III", "4th": "IV", "ii": "II", "iii": "III", "iv": "IV"}
_ORCID = re.compile(r"(?<!\d)(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?![\dXx])", re.ASCII)
_POSITION = re.compile(r"(\d{1,6}) of (\d{1,6})\Z", re.ASCII)
_TAGS = {"FAU": "authors", "AU": "authors", "FIR": "investigators", "IR": "investigators"}


@dataclass(slots=True, eq=False)
class _Person:
    full: str = ""
    short: str = ""
    line: int = 0
    affiliations: list[str] = field(default_factory=list)
    orcid: str = ""
    position: tuple[int, int] | None = None


class _People:
    """People of one kind, whose full and short names find each other."""

    def __init__(self) -> None:
        self.all: list[_Person] = []
        self._without_short: defaultdict[str, deque[_Person]] = defaultdict(deque)
        self._without_full: defaultdict[str, deque[_Person]] = defaultdict(deque)

    def full(self, value: str, line: int) -> _Person:
        """Return whom a full name stands for: somebody whose short form came before, else a new person."""
        key = fold(short_form(value))
        if waiting := self._without_full.get(key):
            person = waiting.popleft()
            person.full = value
            return person
        person = _Person(full=value, line=line)
        self.all.append(person)
        self._without_short[key].append(person)
        return person

    def short(self, value: str, line: int, after: _Person | None) -> _Person:
        """Return whom a short form stands for; `after` is the person whose full name is on the line before."""
        key = fold(value)
        waiting = self._without_short.get(key)
        is_next = after is not None and not after.short and _may_be_short_for(after.full, value)
        if after is not None and is_next and (not waiting or waiting[-1] is after):
            # Whoever was named last stands last among those of the same short form.
            person = after
            self._without_short[fold(short_form(after.full))].pop()
        elif waiting:
            person = waiting.popleft()
        else:
            person = _Person(line=line)
            self.all.append(person)
            self._without_full[key].append(person)
        person.short = value
        return person


class PeopleReader:
    """Reads the lines about people of one record, in order."""

    def __init__(self, warnings: list[str]) -> None:
        self._warnings = warnings
        self._kinds = {"authors": _People(), "investigators": _People()}
        self._groups: list[str] = []
        self._early: list[TaggedLine] = []
        self._current: _Person | None = None
        self._owner = ""
        """Whom an affiliation now belongs to where it is nobody's: the words for them."""
        self._is_cut_short = False
        self._named_before: _Person | None = None
        self._kind = "authors"

    def take(self, line: TaggedLine) -> None:
        """Take one line; those about other things are passed over."""
        named_before, self._named_before = self._named_before, None
        if line.tag in _TAGS:
            self._take_name(line, named_before)
        elif line.tag in ("AD", "IRAD"):
            self._take_affiliation(line)
        elif line.tag == "AUID":
            self._take_identifier(line)
        elif line.tag == "CN":
            if line.value:
                self._groups.append(line.value)
            self._current, self._owner = None, f"the group “{shorten(line.value)}”"
        elif line.tag in ("FED", "ED", "FPS", "PS"):
            self._current, self._owner = None, "an editor or somebody written about"
        elif line.tag == "ETAL":
            self._is_cut_short = True
        elif line.tag == "POS" and self._current is not None and (found := _POSITION.match(line.value)):
            self._current.position = int(found[1]), int(found[2])

    def people(self) -> tuple[tuple[Author, ...], tuple[str, ...], tuple[Author, ...]]:
        """Return the authors, the groups and the investigators."""
        authors = self._kinds["authors"].all
        self._settle_early(authors)
        read = tuple(self._author(it, at, len(authors)) for at, it in enumerate(authors, start=1))
        members = self._kinds["investigators"].all
        others = tuple(self._author(it, at, 0) for at, it in enumerate(members, start=1))
        return read, tuple(dict.fromkeys(self._groups)), others

    def _take_name(self, line: TaggedLine, named_before: _Person | None) -> None:
        kind = _TAGS[line.tag]
        if not any(map(str.isalpha, line.value)):
            is_pair = line.tag in ("AU", "IR") and named_before is not None
            if not is_pair:
                warn(self._warnings, f"Line {line.number:,}: the {line.tag} line has no name, and is left out.")
                self._current, self._owner = None, "somebody without a name"
            return
        if fold(line.value) == "et al":
            self._is_cut_short = self._is_cut_short or kind == "authors"
            self._current, self._owner = None, "authors who are not named"
            return
        is_same_kind, self._kind = self._kind == kind, kind
        people = self._kinds[kind]
        if line.tag in ("FAU", "FIR"):
            self._current = people.full(line.value, line.number)
            self._named_before = self._current
        else:
            self._current = people.short(line.value, line.number, named_before if is_same_kind else None)

    def _take_affiliation(self, line: TaggedLine) -> None:
        if not line.value:
            return
        is_fitting = line.tag == "AD" or self._kind == "investigators"
        if self._current is not None and is_fitting:
            self._current.affiliations.append(line.value)
        elif line.tag == "AD" and not self._owner:
            self._early.append(line)
        else:
            whose = self._owner if is_fitting and self._owner else "nobody who is named"
            warn(self._warnings, f"Line {line.number:,}: the affiliation of {whose} is left out.")

    def _take_identifier(self, line: TaggedLine) -> None:
        if "orcid" not in line.value.casefold() and not _ORCID.fullmatch(line.value):
            return
        orcid = orcid_in(line.value)
        shown = shorten(line.value)
        if not orcid:
            warn(self._warnings, f"Line {line.number:,}: “{shown}” is no valid ORCID, and is left out.")
        elif self._current is None:
            warn(self._warnings, f"Line {line.number:,}: the ORCID “{shown}” follows no name, and is left out.")
        elif self._current.orcid not in ("", orcid):
            warn(self._warnings, f"Line {line.number:,}: “{shown}” is a second ORCID of one person, and is left out.")
        else:
            self._current.orcid = orcid

    def _settle_early(self, authors: list[_Person]) -> None:
        """Give the one affiliation that stands before all names to the first author, as PubMed meant it."""
        if len(self._early) == 1 and authors and not authors[0].affiliations:
            authors[0].affiliations.append(self._early[0].value)
            return
        for line in self._early:
            warn(self._warnings, f"Line {line.number:,}: the affiliation stands before any author, and is left out.")

    def _author(self, person: _Person, place: int, count: int) -> Author:
        """Return a person as an author; `count` is how many authors there are, 0 for investigators."""
        if person.full and "," not in person.full:
            sentence = f"Line {person.line:,}: the author “{shorten(person.full)}” has no comma after the family name."
            warn(self._warnings, sentence)
        is_last = place == count and not self._is_cut_short
        if person.position is not None:
            place, count = person.position
            is_last = place == count
        affiliations = tuple(dict.fromkeys(person.affiliations))
        return Author(
            name=name_of(person.full, person.short),
            place=place,
            is_first=bool(count) and place == 1,
            is_last=bool(count) and is_last,
            affiliations=affiliations,
            emails=once_folded(email for text in affiliations for email in emails_in(text)),
            orcid=person.orcid,
        )


def name_of(full: str, short: str) -> Name:
    """Return the name for a full form (`Lima, Ana Maria Jr`) and a short one (`Lima AM Jr`), of which one may be empty.

    Without a comma the short form tells which words are the family name; else all of them are.
    """
    if "," in full:
        family, _, rest = full.partition(",")
        words = rest.replace(",", " ").split()
        suffix = _SUFFIXES.get(fold(words[-1]), "") if len(words) > 1 else ""
        return (
            _name(family.strip(), words[:-1] if suffix else words, suffix)
            if family.strip()
            else _name(" ".join(words), [], "")
        )
    family, initials, suffix = _short_parts(short)
    if not full:
        return _name(family, list(initials.replace("-", "")), suffix)
    own, of_short = full.split(), family.split()
    if initials and len(own) > len(of_short):
        if fold(" ".join(own[-len(of_short) :])) == fold(family):
            return _name(family, own[: -len(of_short)], suffix)
        if fold(" ".join(own[: len(of_short)])) == fold(family):
            return _name(family, own[len(of_short) :], suffix)
    return _name(full, [], "")


def _name(family: str, given: list[str], suffix: str) -> Name:
    """Return a name of these parts; initials behind the first given name are additional ones."""
    first, later = given, []
    if len(given) > 1 and all(len(word.strip(".")) == 1 for word in given[1:]):
        first, later = given[:1], given[1:]
    if not given:
        shown = f"{family} {suffix}".strip()
        return Name(shown, family=family, suffix=suffix)
    return name_from_parts(given=" ".join(first), additional=" ".join(later), family=family, suffix=suffix)


def _short_parts(short: str) -> tuple[str, str, str]:
    """Return the family name, initials and suffix of a short form."""
    words = short.replace(",", " ").split()
    suffix = ""
    if len(words) > 2 and (suffix := _SUFFIXES.get(fold(words[-1]), "")):
        words.pop()
    if len(words) > 1 and _INITIALS.match(words[-1]):
        return " ".join(words[:-1]), words[-1], suffix
    return " ".join(words), "", suffix


def short_form(full: str) -> str:
    """Return the short form that PubMed gives to a full name: `Lima, Ana Maria` is `Lima AM`."""
    family, _, rest = full.partition(",")
    words = re.split(r"[\s.\-]+", rest.strip()) if rest.strip() else []
    suffix = _SUFFIXES.get(fold(words[-1]), "") if len(words) > 1 else ""
    if suffix:
        words = words[:-1]
    initials = "".join(word[0] for word in words if word and word[0].isupper())
    return " ".join(filter(None, (family.strip(), initials, suffix)))


def _may_be_short_for(full: str, short: str) -> bool:
    """Return whether a short form can be that of a full name that is written a little differently.

    `Mueller H` is one of `Müller, Hans`; somebody else's short form, whose full name is missing, is not.
    """
    family, initials, _ = _short_parts(short)
    words, of_family = fold(full).split(), fold(family).split()
    given = fold(full.partition(",")[2]).split() or words
    initial = fold(initials)[:1]
    if not words or not of_family or (initial and all(word[0] != initial for word in given)):
        return False
    return not set(words).isdisjoint(of_family) or (bool(initial) and words[0][0] == of_family[0][0])


def orcid_in(text: str) -> str:
    """Return the ORCID in `text` with its hyphens, nothing where its check digit is wrong (ISO 7064, MOD 11-2)."""
    found = _ORCID.search(text)
    if found is None:
        return ""
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if digits[15] != ("X" if check == 10 else str(check)):
        return ""
    return "-".join(part.upper() for part in found.groups())
