"""What the screen of duplicates says: how many pairs there are, and of two people what agrees and what differs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from textual.content import Content

from netcrm.domain.text import fold
from netcrm.services.contacts import ContactView
from netcrm.services.duplicates import DuplicatePair, LikePerson
from netcrm.tui.text import NONE, STATES, ago, day, plain, say_birthday
from netcrm.tui.widgets.side_by_side import SideRow

_QUIET = "$foreground-muted"
_TELLING_DIGITS = 9
"""The last digits of a phone number: what stands before them is the way to a country."""
_MOST = 300


class Agreement(StrEnum):
    """What two people say of one thing; the value is its sign."""

    SAME = "="
    OTHER = "≠"
    ONE = " "
    """Only one of them says anything, or there is nothing to compare."""


_STYLES = {Agreement.SAME: "$text-success", Agreement.OTHER: "$text-warning", Agreement.ONE: _QUIET}


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that is known of one of two people or of both."""

    label: str
    left: str
    right: str
    agreement: Agreement


def head_words(pairs: Sequence[DuplicatePair], line: int) -> Content:
    """Return `Who stands here twice  3 of 212 pairs  ·  40 surely the same`."""
    where = (
        f"{line + 1:,} of {len(pairs):,} {'pair' if len(pairs) == 1 else 'pairs'}" if pairs and line >= 0 else "none"
    )
    sure = sum(pair.is_same for pair in pairs)
    rest = f"  ·  {sure:,} as good as surely the same" if sure else ""
    return Content.assemble(("Who stands here twice", "bold"), "  ", (where, "bold $text-accent"), (rest, _QUIET))


def who(person: LikePerson) -> str:
    """Return `Ana Lima · St Mary's`."""
    return " · ".join(filter(None, (person.name, person.organisation)))


def why(pair: DuplicatePair) -> str:
    """Return a pair's reasons on one line."""
    return ", ".join(pair.reasons)


def perhaps_the_same(pairs: Sequence[DuplicatePair], key: str) -> str:
    """Return for a page `Perhaps the same: Ana Lima (12), same phone. M makes them one`, or nothing."""
    if not pairs:
        return ""
    like = pairs[0].second
    others = len(pairs) - 1
    more = "" if not others else " 1 more is like them." if others == 1 else f" {others} more are like them."
    return f"Perhaps the same: {who(like)} ({like.id}), {why(pairs[0])}. {key} looks at both.{more}"


def compared(first: ContactView, second: ContactView, today: date) -> Iterator[Compared]:
    """Yield what is known of two people, side by side, without what neither has."""
    one, other = first.contact.details, second.contact.details
    jobs = one.primary_position, other.primary_position
    yield from _single("name", first.contact.name, second.contact.name)
    yield from _single("employer", *(job.organisation if job else "" for job in jobs))
    yield from _single("title", *(job.title if job else "" for job in jobs))
    yield from _several("e-mail", [it.value for it in one.emails], [it.value for it in other.emails], fold)
    yield from _several("phone", [it.value for it in one.phones], [it.value for it in other.phones], _telling_digits)
    yield from _several("link", [it.value for it in one.links], [it.value for it in other.links], fold)
    yield from _single("birthday", say_birthday(one.birthday), say_birthday(other.birthday))
    states = (first.contact.state, second.contact.state)
    if any(state.value != "active" for state in states):
        yield from _single("state", *(STATES[state] for state in states))
    touches = [_when(view.standing.last_touch, today) for view in (first, second)]
    yield Compared("last touch", touches[0], touches[1], Agreement.ONE)
    added = [_when(view.contact.added_on, today) for view in (first, second)]
    yield Compared("added", added[0], added[1], Agreement.ONE)
    if first.sources or second.sources:
        yield Compared("came from", _files(first), _files(second), Agreement.ONE)


def _when(on: date | None, today: date) -> str:
    return f"{day(on, today)}, {ago(on, today)}" if on else "none yet"


def _files(view: ContactView) -> str:
    names = dict.fromkeys(source.file.replace("\\", "/").rpartition("/")[2] for source in view.sources)
    return ", ".join(names)


def _single(label: str, left: str, right: str) -> Iterator[Compared]:
    if left or right:
        yield Compared(label, left, right, _agreement(left, right, fold))


def _agreement(left: str, right: str, key: Callable[[str], Hashable]) -> Agreement:
    if not left or not right:
        return Agreement.ONE
    return Agreement.SAME if key(left) == key(right) else Agreement.OTHER


def _several(
    label: str, left: Sequence[str], right: Sequence[str], key: Callable[[str], Hashable]
) -> Iterator[Compared]:
    """Yield what both have, then what only one has."""
    theirs = {key(value): value for value in right}
    shared = [value for value in left if key(value) in theirs]
    for value in shared:
        yield Compared(label, value, theirs.pop(key(value), value), Agreement.SAME)
    own = [value for value in left if value not in shared]
    for one, other in zip_longest(own, theirs.values(), fillvalue=""):
        differ = one and other and not shared
        yield Compared(label, one, other, Agreement.OTHER if differ else Agreement.ONE)


def _telling_digits(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdecimal())
    return digits[-_TELLING_DIGITS:] or fold(phone)


def side_rows(first: ContactView, second: ContactView, today: date) -> Iterator[SideRow]:
    """Yield two people side by side, with a sign where both say the same or something else."""
    label = ""
    for it in compared(first, second, today):
        style = _STYLES[it.agreement]
        words = [plain(text[:_MOST] or NONE, "" if text else _QUIET) for text in (it.left, it.right)]
        if it.label == "name":
            words = [
                Content.assemble(text.stylize("bold"), (f" ({view.contact.id})", _QUIET))
                for text, view in zip(words, (first, second), strict=True)
            ]
        yield SideRow(
            Content.styled("" if it.label == label else it.label, _QUIET),
            Content.styled(it.agreement.value, f"bold {style}"),
            *words,
        )
        label = it.label


def nobody(people: int, key_of: Callable[[str], str]) -> str:
    """Return what is said where no pair is found, and what to do then."""
    back = f"{key_of('back')} leads back."
    if people < 2:
        have = "There is nobody" if not people else "There is 1 person"
        return f"{have} to compare yet: {key_of('import_files')} imports an address book. {back}"
    return (
        f"Nobody stands here twice, as far as can be told: {people:,} people compared.\n\n"
        f"Two whom you know to be one: select both on People and press {key_of('merge')}. {back}"
    )


def stopped(key_of: Callable[[str], str]) -> str:
    """Return what is said where comparing was stopped."""
    return f"Comparing was stopped. {key_of('look_again')} begins again, {key_of('back')} leads back."
