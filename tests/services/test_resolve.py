"""Whom a WHO means, and whom pickers suggest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details, Email, Link, State
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.errors import Ambiguous, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.store.contacts import NewContact


def person(given: str, family: str, organisation: str = "", **more: object) -> Details:
    return Details(
        name=Name(f"{given} {family}", given=given, family=family, credentials=str(more.pop("credentials", ""))),
        positions=(Position(organisation, is_primary=True),) if organisation else (),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def network(crm: Crm) -> Crm:
    """Ten people; the comments are their ids."""
    for details in [
        person("Ana", "Lima", "St Mary's", roles=(Role.PRINCIPAL_INVESTIGATOR,), credentials="MD, PhD",
               emails=(Email("Ana.Lima@stmarys.example"),), links=(Link("https://www.linkedin.com/in/ana-lima/?x=1"),)),
        person("Ana Maria", "Lima", "Northwind CRO", roles=(Role.RESEARCH_ASSOCIATE,)),  # 2
        person("Łukasz", "Müller", "Boston Biotech", links=(Link("https://social.example/@luk"),)),  # 3
        person("Anastasia", "Petrova", nicknames=("Nastya",)),  # 4
        person("Bo", "Chen", "Harbour University"),  # 5
        person("Bo", "Chen", "Lakeside Clinic", emails=(Email("bo@lakeside.example"),)),  # 6
        person("Robert", "12", links=(Link("skype:rob.twelve"),)),  # 7
        person("Dora", "Dean"),  # 8
        person("Dora", "Dean"),  # 9
        person("Femi", "Adeyemi"),  # 10
    ]:  # fmt: skip
        crm.contacts.add(details)
    crm.contacts.set_state([9, 10], State.ARCHIVED)
    return crm


CASES = [
    ("1", 1),
    (" 7 ", 7),
    ("ana.lima@STMARYS.example", 1),
    ("@luk", 3),
    ("@ana-lima", 1),
    ("ana-lima", 1),
    ("linkedin.com/in/ana-lima", 1),
    ("https://linkedin.com/in/ana-lima", 1),
    ("rob.twelve", 7),
    ("Ana Lima", 1),  # exact, though another name begins so as well
    ("ana lima", 1),
    ("Lima, Ana", 1),
    ("Dr Ana Lima, MD", 1),
    ("ana maria lima", 2),
    ("lukasz muller", 3),
    ("ŁUKASZ", 3),
    ("an mar li", 2),
    ("lim mar", 2),
    ("nast", 4),
    ("petr anas", 4),
    ("Dora Dean", 8),  # the other is archived
    ("femi", 10),  # archived, but nobody else is meant
    ("12", 7),  # there is no contact 12, so it is a name
]


@pytest.mark.parametrize(("who", "contact_id"), CASES)
def test_the_first_kind_that_matches_decides(network: Crm, who: str, contact_id: int) -> None:
    assert network.contacts.resolve(who) == contact_id


def test_several_people_are_told_apart_by_their_labels(network: Crm) -> None:
    with pytest.raises(Ambiguous) as caught:
        network.contacts.resolve("lima")
    assert [(c.id, c.label) for c in caught.value.candidates] == [
        (1, "Ana Lima, MD, PhD (PI, St Mary's)"),
        (2, "Ana Maria Lima (CRA, Northwind CRO)"),
    ]


def test_people_with_something_open_stand_first_then_the_recent_ones(network: Crm) -> None:
    def order() -> list[int]:
        with pytest.raises(Ambiguous) as caught:
            network.contacts.resolve("an")
        return [candidate.id for candidate in caught.value.candidates]

    assert order() == [1, 2, 4]
    network.interactions.log(InteractionDraft((4,), Channel.CALL, network.today - timedelta(days=3)))
    assert order() == [4, 1, 2]
    network.follow_ups.add(FollowUpDraft(2, "Send the budget", date(2026, 12, 1)))
    assert order() == [2, 4, 1]
    network.cadences.set(CadenceScope.CONTACT, "4", parse_cadence("1 month"))
    assert order() == [4, 2, 1]


def test_archived_people_stand_after_the_others(network: Crm) -> None:
    network.contacts.add(person("Dora", "Dean"))
    with pytest.raises(Ambiguous) as caught:
        network.contacts.resolve("dora dean")
    assert [candidate.id for candidate in caught.value.candidates] == [8, 11, 9]
    assert caught.value.candidates[-1].label == "Dora Dean (archived)"


def test_very_many_matches_are_counted_and_the_first_listed(crm: Crm) -> None:
    for number in range(30):
        crm.contacts.add(person("Kim", f"Example{number}"))
    with pytest.raises(Ambiguous, match="fits 30 people") as caught:
        crm.contacts.resolve("kim")
    assert len(caught.value.candidates) == 20


@pytest.mark.parametrize(
    ("who", "near"),
    [("Ana Lmia", "Ana Lima"), ("Anna Lima", "Ana Lima"), ("bo cehn", "Bo Chen"), ("Lukasz Miller", "Łukasz Müller")],
)
def test_nobody_is_an_error_that_lists_the_near_names(network: Crm, who: str, near: str) -> None:
    with pytest.raises(NotFound) as caught:
        network.contacts.resolve(who)
    assert near in caught.value.near
    assert len(caught.value.near) <= 4


@pytest.mark.parametrize("who", ["zzz", "99", "@nobody", "nobody@nowhere.example", "c1", '"*', "£", "9" * 40])
def test_who_is_nobody_and_near_to_nobody_is_not_found(network: Crm, who: str) -> None:
    with pytest.raises(NotFound) as caught:
        network.contacts.resolve(who)
    assert caught.value.near == ()


def test_nothing_typed_is_refused(network: Crm) -> None:
    with pytest.raises(UsageProblem, match="Whom"):
        network.contacts.resolve(" \t")


def suggested(crm: Crm, text: str, limit: int = 20) -> list[int]:
    return [row.id for row in crm.contacts.suggest(text, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana", [1, 2, 4]),
        ("lima", [1, 2]),
        ("ana l", [1, 2]),
        ("nas", [4]),
        ("luk", [3]),
        ("harbour", [5]),
        ("bo clin", [6]),
        ("bo@lake", [6]),
        ("bo", [5, 6, 3]),  # names that begin so, then an organisation
        ("femi", []),
        ("zzz", []),
        ('"*', []),
    ],
)
def test_a_picker_suggests_names_then_organisations(network: Crm, text: str, expected: list[int]) -> None:
    assert suggested(network, text) == expected


def test_a_picker_suggests_the_recent_ones_first(network: Crm) -> None:
    for contact_id, ago in [(6, 30), (2, 9)]:
        network.interactions.log(InteractionDraft((contact_id,), Channel.CALL, network.today - timedelta(days=ago)))
    assert suggested(network, "bo") == [6, 5, 3]
    assert suggested(network, "li") == [2, 1]
    assert suggested(network, "") == [2, 6]
    assert suggested(network, "", 1) == [2]


def test_of_very_many_the_recent_ones_are_still_suggested(crm: Crm) -> None:
    with crm._session.act("many") as act, act.bulk_load():
        new = (NewContact(f"u{n}", person("Kim", f"Zorn{n:04}"), crm.today) for n in range(700))
        crm._session.contacts.insert(new, str)
    crm.interactions.log(InteractionDraft((690,), Channel.CALL, crm.today))
    assert suggested(crm, "k", 3)[0] == 690
    assert suggested(crm, "z", 3)[0] == 690
