"""Relations between two contacts, or of a contact to a site: a closed list, each with its inverse and words for both.

One relation is kept once. `A mentor B` and `B mentee A` say the same, so the second is refused where the first stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from netcrm.domain.paths.warmth import TieKind
from netcrm.errors import NothingToDo, UsageProblem


class RelationKind(StrEnum):
    """What the first of two contacts is to the second; the value is its slug."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    SUPERVISOR = "supervisor"
    SUPERVISED = "supervised"
    COLLEAGUE = "colleague"
    SUB_INVESTIGATOR = "sub-investigator"
    INVESTIGATOR = "investigator"
    COORDINATOR = "coordinator"
    COORDINATED = "coordinated"
    MONITOR = "monitor"
    MONITORED = "monitored"
    FRIEND = "friend"
    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"

    @property
    def inverse(self) -> RelationKind:
        """What the second is to the first; itself where both are the same to each other."""
        return _INVERSES.get(self, self)

    @property
    def is_mutual(self) -> bool:
        """Whether both are the same to each other."""
        return self.inverse is self

    @property
    def is_kept(self) -> bool:
        """Whether relations are kept this way round; those of the other way are turned first."""
        return self not in _KEPT_OTHERWISE

    @property
    def words(self) -> str:
        """What stands between the two names: `Ana Lima` **is the mentor of** `Ben Ortiz`."""
        return _WORDS[self]

    @property
    def label(self) -> str:
        """What the first is to the second, for a list beside a name: `mentor`, `monitored by them`."""
        return _LABELS[self]

    @property
    def is_to_organisation(self) -> bool:
        """Whether somebody can be that to an organisation as well: a site is monitored and coordinated."""
        return self in _TO_ORGANISATION

    @property
    def tie(self) -> TieKind | None:
        """The kind of tie that it makes for the warm paths; None where it is none: two who followed each other in a
        job need never have met.
        """
        return _TIES.get(self, _TIES.get(self.inverse))


_PAIRS = (
    (RelationKind.MENTOR, RelationKind.MENTEE),
    (RelationKind.SUPERVISOR, RelationKind.SUPERVISED),
    (RelationKind.SUB_INVESTIGATOR, RelationKind.INVESTIGATOR),
    (RelationKind.COORDINATOR, RelationKind.COORDINATED),
    (RelationKind.MONITOR, RelationKind.MONITORED),
    (RelationKind.SUCCESSOR, RelationKind.PREDECESSOR),
)
"""Of each pair the first is the way in which a relation is kept."""
_INVERSES = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_KEPT_OTHERWISE = frozenset(second for _, second in _PAIRS)
_WORDS = {
    RelationKind.MENTOR: "is the mentor of",
    RelationKind.MENTEE: "has as mentor",
    RelationKind.SUPERVISOR: "is the supervisor of",
    RelationKind.SUPERVISED: "is supervised by",
    RelationKind.COLLEAGUE: "is a colleague of",
    RelationKind.SUB_INVESTIGATOR: "is sub-investigator of",
    RelationKind.INVESTIGATOR: "has as sub-investigator",
    RelationKind.COORDINATOR: "is coordinator of",
    RelationKind.COORDINATED: "has as coordinator",
    RelationKind.MONITOR: "monitors",
    RelationKind.MONITORED: "is monitored by",
    RelationKind.FRIEND: "is a friend of",
    RelationKind.SUCCESSOR: "is the successor of",
    RelationKind.PREDECESSOR: "was succeeded by",
}
_LABELS = {
    RelationKind.MENTOR: "mentor",
    RelationKind.MENTEE: "mentee",
    RelationKind.SUPERVISOR: "supervisor",
    RelationKind.SUPERVISED: "supervised by them",
    RelationKind.COLLEAGUE: "colleague",
    RelationKind.SUB_INVESTIGATOR: "sub-investigator",
    RelationKind.INVESTIGATOR: "investigator",
    RelationKind.COORDINATOR: "coordinator",
    RelationKind.COORDINATED: "coordinated by them",
    RelationKind.MONITOR: "monitor",
    RelationKind.MONITORED: "monitored by them",
    RelationKind.FRIEND: "friend",
    RelationKind.SUCCESSOR: "successor",
    RelationKind.PREDECESSOR: "predecessor",
}
_TIES = {
    RelationKind.MENTOR: TieKind.MENTOR,
    RelationKind.SUPERVISOR: TieKind.SUPERVISOR,
    RelationKind.COLLEAGUE: TieKind.COLLEAGUE,
    RelationKind.SUB_INVESTIGATOR: TieKind.SUB_INVESTIGATOR,
    RelationKind.COORDINATOR: TieKind.COORDINATOR,
    RelationKind.MONITOR: TieKind.MONITOR,
    RelationKind.FRIEND: TieKind.FRIEND,
}
_TO_ORGANISATION = frozenset({RelationKind.MONITOR, RelationKind.COORDINATOR})
_OTHER_WORDS = {
    "mentored": RelationKind.MENTEE,
    "boss": RelationKind.SUPERVISOR,
    "manager": RelationKind.SUPERVISOR,
    "report": RelationKind.SUPERVISED,
    "subi": RelationKind.SUB_INVESTIGATOR,
    "pi": RelationKind.INVESTIGATOR,
    "crc": RelationKind.COORDINATOR,
    "cra": RelationKind.MONITOR,
    "monitors": RelationKind.MONITOR,
    "coordinates": RelationKind.COORDINATOR,
    "coordinatorof": RelationKind.COORDINATOR,
    "coworker": RelationKind.COLLEAGUE,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What one contact is to another, or to an organisation; one of the two is named."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    first_id: int
    kind: RelationKind
    second_id: int | None
    note: str = ""
    organisation_id: int | None = None

    @property
    def as_kept(self) -> Relation:
        """The same said the way in which it is kept: one way of a pair, and the lower id first where it is mutual."""
        if self.second_id is None:
            return self
        turn = self.first_id > self.second_id if self.kind.is_mutual else not self.kind.is_kept
        if not turn:
            return self
        return Relation(self.id, self.uid, self.second_id, self.kind.inverse, self.first_id, self.note)

    def kind_for(self, contact_id: int) -> RelationKind:
        """Return what one of the two is to the other one.

        Raises:
            ValueError: The contact is neither of them.
        """
        if contact_id == self.first_id:
            return self.kind
        if contact_id == self.second_id:
            return self.kind.inverse
        raise ValueError(contact_id)

    def says_the_same(self, other: Relation) -> bool:
        """Whether another relation says the same, be it the other way round."""
        one, two = self.as_kept, other.as_kept
        return one._ends == two._ends and one.kind is two.kind

    def contradicts(self, other: Relation) -> bool:
        """Whether another says the same with the parts exchanged: a mentor of one's own mentor."""
        one, two = self.as_kept, other.as_kept
        same_people = (one.first_id, one.second_id) == (two.second_id, two.first_id)
        return one.kind is two.kind and not one.kind.is_mutual and same_people

    @property
    def _ends(self) -> tuple[int, int | None, int | None]:
        return self.first_id, self.second_id, self.organisation_id


def find_relation(text: str) -> RelationKind | None:
    """Return the relation that a slug or an everyday word names, else None. One with a number in it names none."""
    if any(letter.isdigit() for letter in text):
        return None
    key = "".join(letter for letter in text.casefold() if letter.isalpha())
    return next((kind for kind in RelationKind if kind.replace("-", "") == key), _OTHER_WORDS.get(key))


def parse_relation(text: str) -> RelationKind:
    """Return the relation that a slug or an everyday word names: `mentor`, `sub investigator`, `sub-I`, `boss`.

    Raises:
        UsageProblem: It names none.
    """
    found = find_relation(text)
    if found is None:
        known = ", ".join(RelationKind)
        shown = text if len(text) <= 40 else text[:39] + "…"
        raise UsageProblem(f"“{shown}” is no relation. Known are {known}.")
    return found


def checked(relation: Relation, standing: Iterable[Relation], *, first: str, second: str) -> Relation:
    """Return a new relation the way in which it is kept.

    Args:
        relation: As the user said it.
        standing: The relations that the two have already.
        first: The name of the first contact, as the user said it.
        second: That of the second, or of the organisation.

    Raises:
        UsageProblem: It is a relation to oneself, both would be the same one's mentor, supervisor …, or it is one that
            nobody has to an organisation.
        NothingToDo: It stands already, perhaps the other way round.
    """
    if relation.first_id == relation.second_id:
        raise UsageProblem(f"A relation ties two people, and {first} would be both. Name somebody else.")
    if relation.second_id is None and not relation.kind.is_to_organisation:
        raise UsageProblem(
            f"Nobody {relation.kind.words} an organisation, and {second} is one. One monitors it or is its coordinator;"
            " else name a person."
        )
    for other in standing:
        if other.id == relation.id != 0:
            continue
        if relation.says_the_same(other):
            turned = other.kind is not relation.kind or other.first_id != relation.first_id
            said = f"{second} {relation.kind.inverse.words} {first}" if turned else _sentence(first, relation, second)
            raise NothingToDo(f"That stands already: {said}. Nothing was written.")
        if relation.contradicts(other):
            raise UsageProblem(
                f"{second} {relation.kind.words} {first} already, so {first} cannot be that of {second} as well."
                " Take that relation away first if it is the wrong way round."
            )
    return relation.as_kept


def _sentence(first: str, relation: Relation, second: str) -> str:
    return f"{first} {relation.kind.words} {second}"
