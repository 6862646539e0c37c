"""Roles that titles speak of: shown as guesses, never kept as roles until somebody takes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.crm import Crm
from tests.services.support import undo_and_redo_all


def employed(crm: Crm, name: str, title: str, *roles: Role) -> int:
    details = Details(read_name(name), roles=roles, positions=(Position("St Mary's", title, is_primary=True),))
    return crm.contacts.add(details).contact_ids[0]


@pytest.fixture
def staff(crm: Crm) -> tuple[int, ...]:
    """A coordinator and a monitor by their titles, one with a role of her own, and one whose title says nothing."""
    return (
        employed(crm, "Ana Lima", "Clin. Research Coord."),
        employed(crm, "Bo Chen", "Senior CRA II"),
        employed(crm, "Dao Vu", "CRC", Role.MENTOR),
        employed(crm, "Eli Stone", "Sales Manager"),
    )


def test_a_guess_is_shown_and_never_kept(crm: Crm, staff: tuple[int, ...]) -> None:
    rows = crm.contacts.rows(staff)
    assert [row.guessed_role for row in rows] == [Role.RESEARCH_COORDINATOR, Role.RESEARCH_ASSOCIATE, None, None]
    assert [row.roles for row in rows] == [(), (), (Role.MENTOR,), ()]
    assert crm.contacts.view(staff[0]).guessed_role is Role.RESEARCH_COORDINATOR
    assert crm.contacts.get(staff[0]).details.roles == ()
    assert crm.contacts.view(staff[2]).guessed_role is None


def test_guesses_are_taken_in_one_act(crm: Crm, staff: tuple[int, ...]) -> None:
    done = crm.contacts.accept_roles(staff)
    assert done.sentence == "2 people have the role of their title: 1 CRC, 1 CRA. 2 had no guess."
    assert done.contact_ids == staff[:2]
    kept = [crm.contacts.get(contact_id).details.roles for contact_id in staff]
    assert kept == [(Role.RESEARCH_COORDINATOR,), (Role.RESEARCH_ASSOCIATE,), (Role.MENTOR,), ()]
    undo_and_redo_all(crm)


def test_one_guess_is_said_by_name(crm: Crm, staff: tuple[int, ...]) -> None:
    assert crm.contacts.accept_roles(staff[:1]).sentence == "Ana Lima: Clinical research coordinator, by the title."


def test_where_no_title_says_a_role_nothing_is_done(crm: Crm, staff: tuple[int, ...]) -> None:
    with pytest.raises(NothingToDo, match="No title says a role"):
        crm.contacts.accept_roles(staff[2:])
    with pytest.raises(NotFound):
        crm.contacts.accept_roles([99])


def test_a_query_finds_people_by_a_guess_and_without_a_role(crm: Crm, staff: tuple[int, ...]) -> None:
    assert sorted(crm.search.ids("role:guessed")) == [staff[0], staff[1]]
    assert sorted(crm.search.ids("role:unset")) == [staff[0], staff[1], staff[3]]
    assert list(crm.search.ids("role:none -role:guessed")) == [staff[3]]
    crm.contacts.accept_roles(staff)
    assert list(crm.search.ids("role:guessed")) == []


def test_only_the_title_that_is_shown_gives_a_guess(crm: Crm) -> None:
    ana = employed(crm, "Ana Lima", "Teacher")
    details = crm.contacts.get(ana).details
    former = Position("Northwind", "CRA", end_on="2020")
    crm.contacts.edit(ana, replace(details, positions=(*details.positions, former, Position("Harbour", "CRC"))))
    assert crm.contacts.rows([ana])[0].guessed_role is None
    assert list(crm.search.ids("role:guessed")) == []
