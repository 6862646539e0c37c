"""People over several studies: one draft for each, however many records of a file name them.

The same name alone tells nothing over two studies. It does with a mail address, a phone, or an organisation with a
telling word in common, where that fits one person only; two people of one study are never united.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from netcrm.domain.draft import Draft, Place
from netcrm.domain.joined_details import joined
from netcrm.domain.naming.reading import names_agree
from netcrm.domain.studies.affiliation import telling_words
from netcrm.domain.studies.study import InStudy, Study
from netcrm.domain.text import fold
from netcrm.formats.ctgov.persons import drafts_of, name_key, people_of

_CROWD = 32
"""People of one name from which on a name tells nobody: keeps the work linear."""


@dataclass(slots=True, eq=False)
class _Known:
    """One person, and where the file names them."""

    entries: list[tuple[InStudy, Draft]] = field(default_factory=list)
    studies: set[int] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def united_drafts(studies: Iterable[Study], file: str) -> list[Draft]:
    """Return a draft for each person of some studies, numbered from 1 in the order in which the file names them.

    A study that comes twice counts once, as it stands first.
    """
    known: list[_Known] = []
    by_name: defaultdict[str, list[_Known]] = defaultdict(list)
    by_email: defaultdict[str, list[_Known]] = defaultdict(list)
    seen: set[str] = set()
    for number, study in enumerate(studies):
        if study.nct and study.nct in seen:
            continue
        seen.add(study.nct)
        people = people_of(study).persons
        for person, draft in zip(people, drafts_of(study, people), strict=True):
            entry = InStudy(study, person)
            emails = {email.casefold() for email in person.emails}
            near = [*by_name[name_key(person.name)], *(one for email in emails for one in by_email[email])]
            fitting = [one for one in dict.fromkeys(near) if number not in one.studies and _is_same(one, entry)]
            if len(fitting) == 1:
                found = fitting[0]
            else:
                found = _Known()
                known.append(found)
            _add(found, entry, draft, number)
            for shelf in (by_name[name_key(person.name)], *(by_email[email] for email in emails)):
                if len(shelf) < _CROWD and all(one is not found for one in shelf):
                    shelf.append(found)
    return [_draft(one.entries, file, number) for number, one in enumerate(known, start=1)]


def _add(known: _Known, entry: InStudy, draft: Draft, number: int) -> None:
    person = entry.person
    known.entries.append((entry, draft))
    known.studies.add(number)
    known.emails.update(email.casefold() for email in person.emails)
    known.phones.update(person.phones)
    known.words.update(_words(person.organisations))


def _words(organisations: Iterable[str]) -> set[str]:
    """Return what tells organisations from others: their telling words, else their whole names."""
    return {word for house in organisations for word in telling_words(house) or {fold(house)}}


def _is_same(known: _Known, entry: InStudy) -> bool:
    person = entry.person
    if not all(names_agree(other.person.name, person.name) for other, _ in known.entries):
        return False
    if not known.emails.isdisjoint(email.casefold() for email in person.emails):
        return True
    if all(name_key(other.person.name) != name_key(person.name) for other, _ in known.entries):
        return False
    return not (known.phones.isdisjoint(person.phones) and known.words.isdisjoint(_words(person.organisations)))


def _draft(entries: Sequence[tuple[InStudy, Draft]], file: str, number: int) -> Draft:
    """Return the draft of a person; of several studies that with the highest number, the newest, stands first."""
    line = entries[0][0].study.place.line
    newest_first = sorted(entries, key=lambda it: it[0].study.nct, reverse=True)
    drafts = [draft for _, draft in newest_first]
    return replace(
        drafts[0],
        place=Place(file, number, line),
        details=joined([draft.details for draft in drafts]),
        warnings=tuple(dict.fromkeys(warning for draft in drafts for warning in draft.warnings)),
        further=tuple(entry for draft in drafts[1:] for entry in draft.entries),
        studies=tuple(entry for entry, _ in newest_first),
    )
