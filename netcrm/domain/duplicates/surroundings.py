"""What the other people of a store say: which names are common or rare, which keys are shared, which houses large."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from netcrm.domain.duplicates.features import Features
from netcrm.domain.duplicates.nicknames import is_given_name


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NAMES_OF_A_KEY = 3
"""More different names than this make a shared key a weak one."""
_PEOPLE_OF_A_KEY = 25
_HOLDERS_OF_A_NAME = 3
"""A name that more people have is common: alone it says little."""
_BEARERS_OF_A_RARE_NAME = 2
_SMALL_ORGANISATION = 300
"""People: in a larger one two of one name are no surprise."""
_ROLE_MAILBOXES = _listed(
    """
    admin administration appointments billing careers clinic clinical clinicaltrials compliance contact contracts
    coordinator coordinators crc cro desk email enquiries ethics events finance front frontdesk general hello help hr
    info inquiries inspections irb jobs kontakt lab laboratory legal mail marketing media members news newsletter
    noreply office operations pharmacy postmaster press privacy projects qa quality reception recruiting recruitment
    referrals registry regulatory research safety sales secretariat secretary service services site start startup
    studies study studien support team training trial trials webmaster
    """
)
_LOCAL = re.compile(r"[._\-+]+")


class Surroundings:
    """What the other people of a store say about names, organisations and keys."""

    def __init__(
        self,
        *,
        words: Mapping[str, int],
        names: Mapping[str, int],
        staff: Mapping[str, int],
        shared: Collection[str],
        people: int,
    ) -> None:
        """Keep how many people have each word in their name, each name (its words sorted) and each organisation.

        Args:
            shared: The keys that many share.
            people: How many people there are.
        """
        self._words = words
        self._names = names
        self._staff = staff
        self._shared = shared
        self._people = max(people, 1)
        self._real = 3 + people // 25_000
        """From how many bearers on a word is a name, and no slip for another."""

    @classmethod
    def of(
        cls, people: Collection[Features], words: Mapping[str, int] | None = None, *, count: int = 0
    ) -> Surroundings:
        """Count everybody; where `people` are only some, `words` and their `count` come from elsewhere."""
        if words is None:
            words = Counter(word for person in people for word in person.words)
        return cls(
            words=words,
            names=Counter(map(name_key, people)),
            staff=Counter(name for person in people for name in person.organisations),
            shared=shared_keys(people),
            people=count or len(people),
        )

    def is_name(self, word: str) -> bool:
        """Whether a word is known to be a name of its own."""
        return self._words.get(word, 0) >= self._real or is_given_name(word)

    def is_common(self, person: Features) -> bool:
        """Whether several others are called so too."""
        return self._names.get(name_key(person), 0) > _HOLDERS_OF_A_NAME

    def is_rare(self, person: Features) -> bool:
        """Whether hardly anybody else has the family name."""
        name = person.family[-1] if person.family else person.given
        return self._words.get(name, 0) <= _BEARERS_OF_A_RARE_NAME

    def namesakes_by_chance(self, person: Features) -> float:
        """Return how many others would have the name if given and family names fell together by chance."""
        if not person.family:
            return 0.0
        given = self._words.get(person.given, 0) - 2
        family = self._words.get(person.family[-1], 0) - 2
        return max(given, 0) * max(family, 0) / self._people

    def is_large(self, organisation: str) -> bool:
        """Whether so many people are there that some are namesakes."""
        return self._staff.get(organisation, 0) > _SMALL_ORGANISATION

    def is_shared(self, key: str) -> bool:
        """Whether a mail address or phone is not one person's own."""
        return key in self._shared


def name_key(person: Features) -> str:
    """Return what people of one name have in common, whatever the order of its words."""
    return " ".join(sorted(person.words))


def shared_keys(people: Iterable[Features]) -> set[str]:
    """Return the mail addresses and phones that many share, or that belong to a task and not to a person."""
    holders: dict[str, list[Features]] = defaultdict(list)
    for person in people:
        for key in (*person.emails, *person.phones):
            holders[key].append(person)
    return {key for key, several in holders.items() if len(several) > 1 and is_shared(key, several)}


def is_shared(key: str, holders: Collection[Features]) -> bool:
    """Whether a key belongs to more than one person, as far as its holders tell."""
    if "@" in key and not _ROLE_MAILBOXES.isdisjoint(_LOCAL.split(key.partition("@")[0])):
        return True
    return len(holders) > _PEOPLE_OF_A_KEY or len({_surname(it) for it in holders}) > _NAMES_OF_A_KEY


def _surname(person: Features) -> str:
    """Return the beginning of a family name, by which different names are counted; slips come rather later."""
    return (person.family[-1] if person.family else person.words[-1] if person.words else "")[:3]
