"""Giving a role: the guesses first, then every role by what is typed."""

from __future__ import annotations

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.role import RoleChoice, RoleDialog
from tests.tui.dialog_host import show


@pytest.fixture
def staff(empty_crm: Crm) -> tuple[int, ...]:
    people = (("Ana Lima", "CRC"), ("Bo Chen", "Senior CRA"), ("Eli Stone", "Sales Manager"))
    return tuple(
        empty_crm.contacts.add(Details(read_name(name), positions=(Position("", title, is_primary=True),))).contact_ids[
            0
        ]
        for name, title in people
    )


async def test_enter_takes_the_guesses_and_a_few_letters_a_role(empty_crm: Crm, staff: tuple[int, ...]) -> None:
    guessed = empty_crm.contacts.guessed_roles(staff)
    async with show(RoleDialog(empty_crm, staff, guessed)) as shown:
        assert "Role of Ana Lima and 2 more" in shown.text
        assert "Take the guesses (2 of 3): 1 CRC, 1 CRA" in shown.text
        await shown.press("enter")
        assert shown.answers == [RoleChoice(None)]
    async with show(RoleDialog(empty_crm, staff[2:], {})) as shown:
        assert "Take the guess" not in shown.text
        await shown.type("xx")
        assert "✗ No role is called so" in shown.text
        await shown.press("ctrl+u")
        await shown.type("re nur")
        await shown.press("enter")
        assert shown.answers == [RoleChoice(Role.RESEARCH_NURSE)]
