"""Duplicates of a store: found the likeliest first, remembered where they are none, and those like one person."""

from __future__ import annotations

import pytest

from netcrm.domain.contact import State
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.duplicates import DuplicatePair
from netcrm.services.network import Member, Network
from tests.bench.people_with_truth import generated
from tests.services.support import added, person, whole_store


def loaded(crm: Crm, *people: tuple[str, str, str]) -> list[int]:
    """Add people by name, mail address and organisation; several may have one address."""
    members = [Member(person(name, email=email, organisation=place), crm.today) for name, email, place in people]
    crm.load_network(Network(members), "people")
    return crm._session.contacts.all_ids()


def ids(found: tuple[DuplicatePair, ...]) -> list[tuple[int, int]]:
    return [(pair.first.id, pair.second.id) for pair in found]


def test_the_likeliest_come_first_with_names_organisations_and_reasons(crm: Crm) -> None:
    one, two, three, four = loaded(
        crm,
        ("Ana Lima, MD", "ana@stmarys.test", "St Mary's"),
        ("Robert Keller", "", "Harbour CRO"),
        ("Ana Lima", "ana@stmarys.test", ""),
        ("R. Keller", "", "Harbour CRO"),
    )
    first, second = crm.duplicates.find()
    assert (first.first.id, first.second.id, first.is_same) == (one, three, True)
    assert (first.first.name, first.first.organisation) == ("Ana Lima, MD", "St Mary's")
    assert first.reasons == ("same name", "same e-mail")
    assert (second.first.id, second.second.id, second.is_same) == (two, four, False)
    assert ids(crm.duplicates.find(limit=1)) == [(one, three)]
    assert ids(crm.duplicates.find(least=95)) == [(one, three)]


def test_who_is_not_the_same_is_remembered_until_it_is_undone(crm: Crm) -> None:
    one, two = loaded(crm, ("Ana Lima", "a@x.test", ""), ("Ana Lima", "a@x.test", ""))
    before = whole_store(crm)
    done = crm.duplicates.not_same(two, one)
    assert done.sentence == f"Ana Lima ({two}) and Ana Lima ({one}) are two people: remembered."
    assert crm.duplicates.find() == crm.duplicates.of(one) == ()
    assert crm.duplicates.not_same(one, two).change_set is None
    crm.history.undo()
    assert whole_store(crm) == before
    assert ids(crm.duplicates.find()) == [(one, two)]


def test_two_archived_people_are_left_alone_but_one_of_them_is_found(crm: Crm) -> None:
    one, two, three = loaded(crm, *[("Ana Lima", "a@x.test", "")] * 3)
    crm.contacts.set_state([one], State.ARCHIVED)
    crm.contacts.set_state([two], State.DECEASED)
    assert ids(crm.duplicates.find()) == [(one, three), (two, three)]


def test_those_like_one_person_are_those_that_the_whole_scan_finds(crm: Crm) -> None:
    """A contact's page looks at a few people only; on a store of some size it misses none of them."""
    crm.load_network(Network([Member(card.details, crm.today) for card in generated(1500, 22)]), "people")
    found = {(pair.first.id, pair.second.id) for pair in crm.duplicates.find(least=80)}
    assert len(found) > 50
    for one, other in found:
        assert other in [pair.second.id for pair in crm.duplicates.of(one)]
        assert one in [pair.second.id for pair in crm.duplicates.of(other)]


def test_a_stopped_scan_says_so_and_progress_is_told(crm: Crm) -> None:
    crm.load_network(Network([Member(card.details, crm.today) for card in generated(1500, 23)]), "people")
    told: list[int] = []
    crm.duplicates.find(progress=told.append)
    assert told
    assert told == sorted(told)
    with pytest.raises(NeedsDecision, match="stopped"):
        crm.duplicates.find(cancelled=lambda: True)


def test_what_cannot_be_told_apart_is_refused_in_words(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    with pytest.raises(UsageProblem, match="one contact"):
        crm.duplicates.not_same(ana, ana)
    with pytest.raises(NotFound):
        crm.duplicates.not_same(ana, 999)
    with pytest.raises(NotFound):
        crm.duplicates.of(999)


def test_an_empty_store_has_no_duplicates(crm: Crm) -> None:
    assert crm.duplicates.find() == ()
