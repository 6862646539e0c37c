"""Who is the same: whether a draft is somebody already known.

A UID decides where the names do not contradict it; an e-mail or phone only together with an agreeing name. A shared
phone or mailbox alone never merges, since the staff of a site share switchboards and `research@…`; it is a reason to
ask. Keys come in already normalised.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import names_agree, names_contradict
from netcrm.domain.text import fold

SAME_NAME = "same name"
_MOST_ASKED = 5
"""How many people a draft is said to be perhaps the same as, at most."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What a person can be recognised by."""

    name: Name
    uids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    """Pages that are one person's own (`netcrm.domain.profiles`)."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody who may be the same, and why."""

    ref: int
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """Who a draft is: somebody known, or nobody, and then who it perhaps is."""

    ref: int | None
    perhaps: tuple[Likeness, ...] = ()


@dataclass(slots=True)
class KnownPeople:
    """The people that drafts are compared with; a `ref` stands for one of them, whatever the caller means by it."""

    _names: dict[int, Name] = field(default_factory=dict)
    _by_uid: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_email: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_phone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_profile: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, ref: int, keys: Keys) -> None:
        """Make somebody known, or known by further keys."""
        if ref not in self._names:
            self._names[ref] = keys.name
            self._by_name[fold(keys.name.formatted)].append(ref)
        for index, values in (
            (self._by_uid, keys.uids),
            (self._by_email, keys.emails),
            (self._by_phone, keys.phones),
            (self._by_profile, keys.profiles),
        ):
            for value in values:
                if value and ref not in index[value]:
                    index[value].append(ref)

    def match(self, keys: Keys) -> Match:
        """Return who has these keys; of several who agree the one known first."""
        for uid in keys.uids:
            for ref in self._by_uid.get(uid, ()):
                if not names_contradict(self._names[ref], keys.name):
                    return Match(ref)
        reasons: dict[int, str] = {}
        for index, values, reason in (
            (self._by_email, keys.emails, "same e-mail"),
            (self._by_phone, keys.phones, "same phone"),
            (self._by_profile, keys.profiles, "same profile"),
        ):
            for value in values:
                for ref in index.get(value, ()):
                    if names_agree(self._names[ref], keys.name):
                        return Match(ref)
                    reasons.setdefault(ref, reason)
        for uid in keys.uids:
            for ref in self._by_uid.get(uid, ()):
                reasons.setdefault(ref, "same UID, another name")
        for ref in self._by_name.get(fold(keys.name.formatted), ()):
            reasons.setdefault(ref, SAME_NAME)
        return Match(None, tuple(Likeness(ref, reason) for ref, reason in list(reasons.items())[:_MOST_ASKED]))

    def holder(self, uid: str, email: str) -> int | None:
        """Return the first who came under a UID, else who has a mail address."""
        found = self._by_uid.get(uid) or self._by_email.get(email)
        return found[0] if found else None
