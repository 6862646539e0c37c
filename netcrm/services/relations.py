"""Relations: what people are to each other, and to sites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from netcrm.domain.text import clean_text
from netcrm.domain.ties.relations import Relation, RelationKind, checked
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.known_people import known_name
from netcrm.services.organisations import organisation_named
from netcrm.services.session import Session
from netcrm.services.values import Done


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation as seen from one of its ends."""

    id: int
    kind: RelationKind
    """What the one from whom it is seen is to the other; seen from an organisation, what the other is to it."""
    name: str
    """The other end's, a person's without credentials."""
    contact_id: int | None
    """The person at the other end; None where that is an organisation."""
    organisation_id: int | None
    organisation: str
    """Where that person is."""
    note: str

    @property
    def label(self) -> str:
        """What the other end is, for a list: `mentor`, `monitored by them`; of an organisation what it is to them."""
        return self.kind.label if self.is_of_organisation else self.kind.inverse.label

    @property
    def is_of_organisation(self) -> bool:
        """Whether it is seen from an organisation."""
        return self.contact_id is not None and self.organisation_id is not None


class RelationService:
    """Acts on relations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_contact(self, contact_id: int) -> tuple[RelationLine, ...]:
        """Return somebody's relations, each as seen from them: by kind, then by name."""
        lines = [
            self._line(relation, relation.kind_for(contact_id), contact_id)
            for relation in self._session.relations.of([contact_id]).get(contact_id, ())
        ]
        return tuple(_sorted(lines))

    def of_organisation(self, organisation_id: int) -> tuple[RelationLine, ...]:
        """Return who monitors or coordinates an organisation, by kind and name."""
        found = self._session.relations.of_organisations([organisation_id]).get(organisation_id, ())
        contacts = self._session.contacts.load([it.first_id for it in found])
        return tuple(
            _sorted(
                RelationLine(
                    id=it.id,
                    kind=it.kind,
                    name=contacts[it.first_id].details.name.formatted,
                    contact_id=it.first_id,
                    organisation_id=organisation_id,
                    organisation=contacts[it.first_id].organisation,
                    note=it.note,
                )
                for it in found
            )
        )

    def organisation_for(self, kind: RelationKind, name: str, *, exactly: bool) -> int | None:
        """Return the organisation that a name means where a relation can be to one; None where it means none.

        Args:
            kind: The relation.
            name: What the user wrote.
            exactly: Whether only the whole name counts, and not its beginning.

        Raises:
            NeedsDecision: The beginning fits several.
        """
        if not kind.is_to_organisation:
            return None
        if exactly:
            return self._session.organisations.find(name)
        try:
            return organisation_named(self._session, name).id
        except NotFound:
            return None

    def add(
        self,
        first_id: int,
        kind: RelationKind,
        second_id: int | None = None,
        *,
        organisation_id: int | None = None,
        note: str = "",
    ) -> Done:
        """Write down what somebody is to another person or to an organisation; where that stands already, a new note
        takes the place of its note.

        Raises:
            NotFound: Somebody is unknown.
            UsageProblem: It is a relation to oneself, contradicts one that stands, or cannot be to an organisation.
            NothingToDo: It stands already, perhaps the other way round, and the note says nothing new.
        """
        session = self._session
        if (second_id is None) is (organisation_id is None):
            raise UsageProblem("A relation ties somebody to one person or one organisation. Name one of the two.")
        first = known_name(session, first_id)
        second = known_name(session, second_id) if second_id is not None else self._organisation(organisation_id)
        new = Relation(0, "", first_id, kind, second_id, clean_text(note).strip(), organisation_id)
        standing = session.relations.of([first_id]).get(first_id, [])
        same = next((it for it in standing if it.says_the_same(new)), None)
        sentence = f"{first} {kind.words} {second}"
        if same and new.note and new.note != same.note:
            with session.act(f"note on the relation of {first} and {second}") as act:
                session.relations.replace(replace(same, note=new.note))
            return Done(act.kept, f"Noted: {sentence}.", _people(new))
        kept = checked(new, standing, first=first, second=second)
        with session.act(f"relate: {sentence}") as act:
            session.relations.insert(kept)
        turned = "" if kind.is_mutual or second_id is None else f" ({second} {kind.inverse.words} {first})"
        return Done(act.kept, f"{sentence}{turned}.", _people(new))

    def between(
        self, first_id: int, kind: RelationKind | None, second_id: int | None, organisation_id: int | None
    ) -> tuple[int, ...]:
        """Return the ids of the relations between two ends, of one kind (as seen from the first) or of any."""
        ends = {(first_id, second_id, organisation_id), (second_id, first_id, organisation_id)}
        return tuple(
            it.id
            for it in self._session.relations.of([first_id]).get(first_id, ())
            if (it.first_id, it.second_id, it.organisation_id) in ends
            and (kind is None or it.kind_for(first_id) is kind)
        )

    def remove(self, relation_id: int) -> Done:
        """Take a relation away.

        Raises:
            NotFound: There is none.
        """
        session = self._session
        there = session.relations.get(relation_id)
        if there is None:
            raise NotFound("relation", str(relation_id), advice="`netcrm relations WHO` lists them with their ids.")
        first = known_name(session, there.first_id)
        other = there.second_id
        second = known_name(session, other) if other is not None else self._organisation(there.organisation_id)
        sentence = f"{first} {there.kind.words} {second}"
        with session.act(f"unrelate: {sentence}") as act:
            session.relations.delete(relation_id)
        return Done(act.kept, f"No longer: {sentence}.", _people(there))

    def _line(self, relation: Relation, kind: RelationKind, contact_id: int) -> RelationLine:
        other = relation.second_id if relation.first_id == contact_id else relation.first_id
        contact = self._session.contacts.load([other]).get(other) if other is not None else None
        return RelationLine(
            id=relation.id,
            kind=kind,
            name=contact.details.name.formatted if contact else self._organisation(relation.organisation_id),
            contact_id=other,
            organisation_id=relation.organisation_id,
            organisation=contact.organisation if contact else "",
            note=relation.note,
        )

    def _organisation(self, organisation_id: int | None) -> str:
        found = self._session.organisations.get(organisation_id) if organisation_id is not None else None
        if found is None:
            raise NotFound("organisation", str(organisation_id))
        return found.name


def _sorted(lines: Iterable[RelationLine]) -> list[RelationLine]:
    order = list(RelationKind)
    return sorted(lines, key=lambda it: (order.index(it.kind), it.name.casefold(), it.id))


def _people(relation: Relation) -> tuple[int, ...]:
    return (relation.first_id,) if relation.second_id is None else (relation.first_id, relation.second_id)
