"""Relations are written once, seen from both ends, and taken away."""

from __future__ import annotations

import pytest

from netcrm.domain.ties.relations import RelationKind as Kind
from netcrm.errors import NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from tests.services.support import added, undo_and_redo_all


def seen(crm: Crm, contact_id: int) -> list[str]:
    return [f"{it.kind.words} {it.name}; {it.label}" for it in crm.relations.of_contact(contact_id)]


def test_a_relation_is_seen_from_both_ends(crm: Crm) -> None:
    ana, ben = added(crm, "Ana Lima", organisation="St Mary's"), added(crm, "Ben Ortiz", organisation="Alder")
    assert crm.relations.add(ben, Kind.MENTEE, ana).sentence == (
        "Ben Ortiz has as mentor Ana Lima (Ana Lima is the mentor of Ben Ortiz)."
    )
    mary = crm.relations.organisation_for(Kind.MONITOR, "st m", exactly=False)
    assert crm.relations.add(ben, Kind.MONITOR, organisation_id=mary, note="monthly").sentence == (
        "Ben Ortiz monitors St Mary's."
    )
    assert seen(crm, ana) == ["is the mentor of Ben Ortiz; mentee"]
    assert seen(crm, ben) == ["has as mentor Ana Lima; mentor", "monitors St Mary's; monitored by them"]
    (line,) = crm.relations.of_organisation(mary or 0)
    assert (line.name, line.label, line.organisation, line.note) == ("Ben Ortiz", "monitor", "Alder", "monthly")
    undo_and_redo_all(crm)


def test_what_stands_is_not_written_twice_but_its_note_anew(crm: Crm) -> None:
    ana, ben = added(crm, "Ana Lima"), added(crm, "Ben Ortiz")
    crm.relations.add(ana, Kind.MENTOR, ben)
    with pytest.raises(NothingToDo, match="That stands already: Ana Lima is the mentor of Ben Ortiz"):
        crm.relations.add(ben, Kind.MENTEE, ana)
    with pytest.raises(UsageProblem, match="cannot be that of Ana Lima as well"):
        crm.relations.add(ben, Kind.MENTOR, ana)
    with pytest.raises(UsageProblem, match="Ana Lima would be both"):
        crm.relations.add(ana, Kind.FRIEND, ana)
    crm.relations.add(ben, Kind.MENTEE, ana, note="since the course")
    assert [it.note for it in crm.relations.of_contact(ana)] == ["since the course"]


def test_a_relation_is_found_by_its_ends_and_taken_away(crm: Crm) -> None:
    ana, ben = added(crm, "Ana Lima"), added(crm, "Ben Ortiz")
    crm.relations.add(ana, Kind.FRIEND, ben)
    crm.relations.add(ana, Kind.SUPERVISOR, ben)
    assert len(crm.relations.between(ben, None, ana, None)) == 2
    (supervised,) = crm.relations.between(ben, Kind.SUPERVISED, ana, None)
    assert crm.relations.remove(supervised).sentence == "No longer: Ana Lima is the supervisor of Ben Ortiz."
    assert seen(crm, ben) == ["is a friend of Ana Lima; friend"]
    with pytest.raises(NotFound):
        crm.relations.remove(supervised)
    with pytest.raises(NotFound):
        crm.relations.add(ana, Kind.FRIEND, 99)
    with pytest.raises(UsageProblem, match="Name one of the two"):
        crm.relations.add(ana, Kind.MONITOR)


def test_of_two_united_a_friend_stands_once(crm: Crm) -> None:
    twin, cem, ana = added(crm, "Ana Lima"), added(crm, "Cem Demir"), added(crm, "Ana Lima")
    crm.relations.add(cem, Kind.FRIEND, ana)
    crm.relations.add(twin, Kind.FRIEND, cem)
    crm.merging.merge(crm.merging.plan(ana, twin))
    assert seen(crm, cem) == ["is a friend of Ana Lima; friend"]
