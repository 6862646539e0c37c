"""Small questions: yes or no, why, who; and things told at length."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen

from netcrm.services.crm import Crm
from netcrm.tui.dialogs import BugDialog, ConfirmDialog, PickPersonDialog, ReasonDialog
from tests.tui.conftest import person
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless, show


@pytest.mark.parametrize(("key", "answer"), [("enter", True), ("y", True), ("n", False), ("escape", False)])
async def test_a_question_is_answered_by_a_key(key: str, answer: bool) -> None:
    async with show(ConfirmDialog("Delete Ana?", "She goes, with all that was logged.", "Delete")) as shown:
        assert "Delete Ana?" in shown.text
        await shown.press(key)
        assert shown.answers == [answer]


async def test_the_way_to_no_leads_over_the_button_too() -> None:
    async with show(ConfirmDialog("Delete Ana?", "She goes.", "Delete")) as shown:
        await shown.press("right", "enter")
        assert shown.answers == [False]


async def test_a_reason_is_given_on_one_line() -> None:
    async with show(ReasonDialog("Drop the promise", "Why?")) as shown:
        await shown.type(" no longer  needed ")
        await shown.press("enter")
        assert shown.answers == ["no longer needed"]


async def test_no_reason_is_a_reason_and_escape_is_none() -> None:
    async with show(ReasonDialog("Drop the promise", "Why?")) as shown:
        await shown.press("enter")
        assert shown.answers == [""]
    async with show(ReasonDialog("Drop the promise", "Why?")) as shown:
        await shown.press("escape")
        assert shown.answers == [None]


async def test_somebody_is_picked_by_the_beginning_of_a_name(crm: Crm) -> None:
    async with show(PickPersonDialog(crm)) as shown:
        await shown.type("oka")
        assert "Bea Okafor · CRA · Northwind CRO" in shown.text
        await shown.press("enter")
        assert shown.answers == [2]


async def test_a_name_that_nobody_has_is_said_and_picks_nobody(crm: Crm) -> None:
    async with show(PickPersonDialog(crm)) as shown:
        await shown.type("zzz")
        assert "✗ Nobody's name begins with “zzz”." in shown.text
        await shown.press("enter")
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]


async def test_hostile_texts_are_text_in_every_question(empty_crm: Crm) -> None:
    empty_crm.contacts.add(person("Zed", HOSTILE))
    pick = PickPersonDialog(empty_crm)
    async with show(pick) as shown:
        await shown.type("zed")
        assert "Zed" in shown.text
    dialogs: list[Screen[Any]] = [
        ConfirmDialog(f"Zed {HOSTILE}", HOSTILE, HOSTILE),
        ReasonDialog(f"Zed {HOSTILE}", HOSTILE),
        BugDialog(f"Zed {HOSTILE}"),
    ]
    for dialog in dialogs:
        async with show(dialog) as told:
            assert_harmless(told.text)
            assert MARKUP in told.text


async def test_a_bug_is_copied_and_closed() -> None:
    async with show(BugDialog("Traceback: here")) as shown:
        assert "Something went wrong" in shown.text
        await shown.press("c")
        assert shown.host.clipboard == "Traceback: here"
        await shown.press("escape")
        assert shown.answers == [None]
