"""Whom somebody means by a WHO: an id, a mail address, a handle, a name or the beginnings of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from netcrm.domain.contact import State
from netcrm.domain.text import clean_line, fold
from netcrm.errors import Ambiguous, Candidate, NotFound, UsageProblem
from netcrm.services.session import Session
from netcrm.store.finding import PeopleFinder
from netcrm.store.listing import listed

_MOST_CANDIDATES = 20
_MOST_FOUND = 10_000
_LONGEST_ID = 15
"""Digits: more than any id has, fewer than an integer of the store holds."""
_MOST_NEAR = 4
_NEAR_ENOUGH = 70
"""Out of 100, by rapidfuzz's weighted ratio: `ana lmia` has 88 with `ana lima`, 32 with `zoe fernandez`."""


def resolve(session: Session, who: str) -> int:
    """Return the id of the person that `who` means.

    Looked for are, in this order, an id, a mail address, a handle, an exact name, and beginnings of the words of a
    name; the first kind that finds anybody decides. One living, unarchived person goes before archived ones.

    Raises:
        UsageProblem: `who` is empty.
        NotFound: nobody; the near names stand in the error.
        Ambiguous: several people, those with something open and the recent ones first.
    """
    text = clean_line(who)
    if not text:
        raise UsageProblem("Whom? Name somebody by name, mail address or id.")
    finder = PeopleFinder(session.database)
    for find in _kinds(session, finder, text):
        found = find()
        if found:
            return _chosen(session, finder, text, found)
    raise NotFound("person", text, near=_near(finder, text))


def suggest(session: Session, text: str, limit: int) -> list[int]:
    """Return the ids of people for a picker, best first: whose name, or organisation, begins with these words.

    Without a word, those who were in touch last. Archived and deceased people are left out.
    """
    return PeopleFinder(session.database).suggested(clean_line(text), limit)


def _kinds(session: Session, finder: PeopleFinder, text: str) -> Iterator[Callable[[], Sequence[int]]]:
    """Yield the ways to find somebody that fit the form of `text`."""
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID:
        yield lambda: [int(text)] if session.contacts.exists(int(text)) else []
    if "@" in text:
        yield partial(finder.with_email, text)
    if " " not in text:
        yield partial(finder.with_handle, text)
    yield partial(finder.with_name, text)
    yield partial(finder.with_words, text, _MOST_FOUND)


def _chosen(session: Session, finder: PeopleFinder, text: str, found: Sequence[int]) -> int:
    """Return the one person meant by `text` among those found."""
    if len(found) > 1:
        there = finder.without_put_away(found)
        found = there if len(there) == 1 else finder.ranked(found)
    if len(found) == 1:
        return found[0]
    raise Ambiguous(text, _candidates(session, found[:_MOST_CANDIDATES]), total=len(found))


def _candidates(session: Session, ids: Sequence[int]) -> list[Candidate]:
    """Return people with a label that tells them apart: `Ana Lima (PI, St Mary's)`."""
    candidates = []
    for line in listed(session.database, ids):
        facts = [role.chip for role in line.roles[:1]]
        facts += [line.organisation] if line.organisation else []
        facts += [line.email] if line.email and not line.organisation else []
        facts += [line.state.value] if line.state is not State.ACTIVE else []
        candidates.append(Candidate(line.id, f"{line.name} ({', '.join(facts)})" if facts else line.name))
    return candidates


def _near(finder: PeopleFinder, text: str) -> list[str]:
    """Return the names that somebody may have meant by `text`, nearest first."""
    from rapidfuzz import fuzz, process  # needed where something went wrong only

    names = finder.names_like(text)
    ranked = process.extract(
        fold(text),
        [folded for _, folded in names],
        scorer=fuzz.WRatio,
        limit=_MOST_NEAR * 4,
        score_cutoff=_NEAR_ENOUGH,
    )
    return list(dict.fromkeys(names[index][0] for _, _, index in ranked))[:_MOST_NEAR]
