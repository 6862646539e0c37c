"""What the services advise is said in keys on the screens, not in commands."""

from __future__ import annotations

import pytest

from netcrm.errors import NotFound
from netcrm.services.crm import Crm
from netcrm.tui.actions import BY_ID, key_label
from netcrm.tui.sentences import for_screens
from tests.tui.conftest import OpenScreens, person, said, settle


def key_of(action_id: str) -> str:
    return key_label(BY_ID[action_id].key)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Ana has no check-in to skip: no cadence is set. Set one with `netcrm cadence 3 3 months`.",
            "Ana has no check-in to skip: no cadence is set. Set one with c.",
        ),
        (
            "Skip it this time (`netcrm skip c7`), or end it for good (`netcrm cadence 7 never`).",
            "Skip it this time (S), or end it for good (c).",
        ),
        (
            'Unset its cadence (`netcrm cadence "org:St Mary. Inc" unset`).',
            "Unset its cadence (c).",
        ),
        (
            "Say whom at St Mary you were in touch with: `netcrm log WHO CHANNEL`. There: Ana Lima.",
            "Say whom at St Mary you were in touch with: enter shows them, and l there keeps it. There: Ana Lima.",
        ),
        (
            str(NotFound("item", "c7", advice="`netcrm due` lists the items there are.")),
            "No item answers to “c7”. It may be gone meanwhile.",
        ),
        ("There is no pause to end. `netcrm pause --list` shows those in force.", "There is no pause to end."),
        ("Say that both may have it (--allow-known).", "Say that both may have it."),
        ("It counts back from a day. Say which (--on DATE).", "It counts back from a day. Say which."),
        (
            "If that is wrong, `netcrm archive WHO --back` makes them active again.",
            "If that is wrong, A makes them active again.",
        ),
        ("Your list is empty. `netcrm employer add NAME` begins it.", "Your list is empty. n begins it."),
        ("There is an offer. `netcrm lead close` says what of it.", "There is an offer. c says what of it."),
        ("Another day: plan it (`netcrm follow-up 3 TITLE --on DATE`).", "Another day: plan it (f)."),
        ("It is followed already: 5 calls (`netcrm goal list` shows it as 3).", "It is followed already: 5 calls."),
        ("The store is damaged. `netcrm restore` brings back a backup.",) * 2,
        ("Logged a call with Ana Lima. Next check-in Tue 2 Jun, was 3 Mar.",) * 2,
    ],
)
def test_commands_become_keys(sentence: str, words: str) -> None:
    assert for_screens(sentence, key_of) == words


async def test_an_act_that_cannot_be_is_explained_by_its_keys(crm: Crm, screens: OpenScreens) -> None:
    crm.contacts.add(person("Aaron", "Abel"))
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("S")
        await settle(pilot)
        assert "no cadence is set. Set one with c." in said(pilot)
