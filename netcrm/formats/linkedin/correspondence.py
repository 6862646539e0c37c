"""With whom the user of LinkedIn was in touch, and on which days, from the messages of an export.

The user is nowhere named: it is who takes part in most conversations. People are known by the address of their profile,
or by name where an export has none, or where a name can only be one of them. Whoever has no profile in an export that
gives the others one does not count: adverts, and accounts that were closed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from netcrm.domain.draft import DatedTouch
from netcrm.domain.interaction import Direction
from netcrm.domain.naming.reading import read_name
from netcrm.domain.rough_dates import rough_date
from netcrm.domain.text import fold
from netcrm.errors import Unreadable
from netcrm.formats.linkedin.messages import Message, Party, messages

Opened = Callable[[], AbstractContextManager[BinaryIO]]

_MOST_PAIRS = 500_000
"""How many names, and how many pairs of a person and a conversation, are held: far fewer tell who the user is."""
_MOST_TOUCHES = 1_000_000
"""Days and directions of messages that are held."""
_NOBODY = frozenset({
    "", "linkedin", "linkedin member", "linkedin mitglied", "membre de linkedin", "miembro de linkedin",
    "usuario do linkedin", "membro do linkedin", "membro di linkedin", "utente linkedin", "linkedin talent solutions",
    "sponsored conversation",
})  # fmt: skip
"""Folded names that stand for no person: closed accounts, and LinkedIn itself."""
_NUMBERED = "linkedin.com/acoaa"
"""How the keys of profiles begin that are addressed by a number instead of their public name."""
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
BY_NAME = "name:"
"""How the keys of people begin who are known by name alone."""


def name_key(name: str) -> str:
    """Return what two spellings of one person's name have in common: no case, accents or credentials."""
    return _often_read(name) if len(name) <= 200 else fold(name)


@lru_cache(maxsize=8192)
def _often_read(name: str) -> str:
    return fold(read_name(name).formatted)


@dataclass(slots=True)
class Correspondent:
    """Somebody whom the user wrote with."""

    key: str
    name: str = ""
    link: str = ""
    line: int = 0
    """Where in the file they first stand."""
    days: set[int] = field(default_factory=set)
    """Twice the ordinal number of each day, and one more where the user wrote."""

    def touches(self) -> tuple[DatedTouch, ...]:
        """Return one touch for each day and direction, oldest first."""
        found = []
        for coded in sorted(self.days):
            day = date.fromordinal(coded // 2)
            direction = Direction.OUTGOING if coded % 2 else Direction.INCOMING
            found.append(DatedTouch(day, direction, str(uuid5(NAMESPACE_URL, f"{self.key} {day} {direction.value}"))))
        return tuple(found)


@dataclass(slots=True)
class Correspondence:
    """Everybody whom the user wrote with, by what they are known by."""

    people: dict[str, Correspondent] = field(default_factory=dict)
    undated: int = 0
    """How many messages have no date that can be understood."""
    first_undated: int = 0
    """The line of the first of them."""
    is_readable: bool = True
    """Whether the columns of the file were those of messages at all."""

    def by_name(self) -> dict[str, Correspondent | None]:
        """Return the people by the keys of their names, None for a name that several have."""
        found: dict[str, Correspondent | None] = {}
        for person in self.people.values():
            key = name_key(person.name)
            found[key] = None if key in found or not key else person
        return found


@dataclass(slots=True)
class KnownNames:
    """Who a name can be: the key of the one person who has it, or nothing where several do."""

    keys: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, profile: str) -> None:
        """Learn that a profile belongs to a name."""
        if profile and name and not profile.startswith(_NUMBERED) and len(self.keys) < _MOST_PAIRS:
            key = name_key(name)
            self.keys[key] = profile if self.keys.get(key, profile) == profile else ""


def read_correspondence(
    opened: Opened, file: str, *, connections: Mapping[str, str], own_name: str = "", zone: tzinfo | None = None
) -> Correspondence:
    """Return whom the user wrote with, and when.

    Args:
        opened: Opens `messages.csv`; it is read twice.
        file: What reports call the archive.
        connections: The keys of the names of connections: one profile key each, nothing where several have the name.
        own_name: The user's name, where it is known: it decides where two people are in as many conversations.
        zone: Where the user lives: a day is theirs. The machine's own zone by default.

    Raises:
        Unreadable: there are more days with messages than can be held.
    """
    census = _Census(KnownNames(dict(connections)))
    with opened() as stream:
        for message in messages(stream) or ():
            census.count(message)
    user = census.user(frozenset(connections.values()), name_key(own_name) if own_name else "")
    found = Correspondence()
    touches = 0
    with opened() as stream:
        counting = messages(stream)
        found.is_readable = counting is not None
        for message in counting or ():
            day = day_of(message.sent, zone)
            if day is None:
                found.undated += 1
                found.first_undated = found.first_undated or message.line
                continue
            touches += _note(found, message, day, census, user)
            if touches > _MOST_TOUCHES:
                raise Unreadable(f"messages.csv in {file} tells of more messages than netcrm can hold; leave it out.")
    return found


@dataclass(slots=True)
class _Census:
    """Who takes part in which conversations, and who has which name."""

    names: KnownNames
    pairs: set[tuple[str, int]] = field(default_factory=set)
    sent: Counter[str] = field(default_factory=Counter)
    numbered: dict[str, str] = field(default_factory=dict)
    """The names of profiles that are addressed by a number."""
    has_profiles: bool = False

    def count(self, message: Message) -> None:
        """Count a message."""
        conversation = hash(message.conversation)
        for party in (message.sender, *message.recipients):
            self.has_profiles = self.has_profiles or bool(party.profile)
            if len(self.pairs) >= _MOST_PAIRS:
                continue
            self.names.add(party.name, party.profile)
            if party.profile.startswith(_NUMBERED) and party.name:
                self.numbered.setdefault(party.profile, name_key(party.name))
            self.pairs.add((_raw_key(party), conversation))
        if len(self.sent) < _MOST_PAIRS:
            self.sent[_raw_key(message.sender)] += 1

    def key(self, party: Party) -> str:
        """Return what somebody is known by, nothing for whoever does not count."""
        return self._resolved(_raw_key(party))

    def _resolved(self, raw: str) -> str:
        if raw.startswith(_NUMBERED):
            return self.names.keys.get(self.numbered.get(raw, ""), "") or raw
        if not raw.startswith(BY_NAME):
            return raw
        name = raw.removeprefix(BY_NAME)
        if name in self.names.keys:
            return self.names.keys[name]
        return "" if name in _NOBODY or self.has_profiles else raw

    def user(self, connections: frozenset[str], own_name: str) -> str:
        """Return the key of who is in most conversations: of several the one of the user's own name, not connected to
        themselves, with most messages.
        """
        conversations = Counter(key for key, _ in {(self._resolved(raw), place) for raw, place in self.pairs})
        del conversations[""]
        sent: Counter[str] = Counter()
        for raw, count in self.sent.items():
            sent[self._resolved(raw)] += count
        own = {self.names.keys.get(own_name, ""), BY_NAME + own_name}
        return max(
            conversations,
            key=lambda key: (conversations[key], key in own, key not in connections, sent[key]),
            default="",
        )


def _raw_key(party: Party) -> str:
    """Return the key of somebody's profile, else their name."""
    return party.profile or BY_NAME + name_key(party.name)


def _note(found: Correspondence, message: Message, day: date, census: _Census, user: str) -> int:
    """Note who was in touch with the user by a message; return how many touches are new."""
    sender = census.key(message.sender)
    is_outgoing = sender == user
    others = message.recipients if is_outgoing else (message.sender,)
    new = 0
    for party in others:
        key = census.key(party)
        if not key or key == user:
            continue
        person = found.people.get(key)
        if person is None:
            person = found.people[key] = Correspondent(key, line=message.line)
        person.name = person.name or party.name
        person.link = person.link or party.link
        before = len(person.days)
        person.days.add(day.toordinal() * 2 + is_outgoing)
        new += len(person.days) - before
    return new


def day_of(text: str, zone: tzinfo | None) -> date | None:
    """Return the user's day of a message: `2024-03-05 14:22:10 UTC` in `zone`, other forms as they are written."""
    written = _MOMENT.match(text)
    try:
        moment = datetime.fromisoformat(written[0]) if written else None
    except ValueError:
        return None
    if moment is None:
        days = rough_date(text, day_first=False)
        return days[0] if days and days[0] == days[1] else None
    try:
        return moment.replace(tzinfo=UTC).astimezone(zone).date()
    except (OverflowError, OSError, ValueError):  # a year that no zone's rules reach
        return moment.date()
