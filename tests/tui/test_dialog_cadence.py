"""A cadence is given to people or to all of a kind, and says what it does before it is given."""

from __future__ import annotations

import pytest

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.services.crm import Crm
from netcrm.tui.dialogs import CadenceChoice, CadenceDialog
from netcrm.tui.dialogs.cadence import _Reckoned
from netcrm.tui.widgets.rows import FieldRow
from tests.tui.conftest import TODAY, person
from tests.tui.dialog_host import HOSTILE, Shown, assert_harmless, show


async def until(shown: Shown[CadenceChoice | None], words: str) -> None:
    """Wait for the preview, which is reckoned once the keys rest."""
    while words not in shown.text:
        await shown.pilot.pause()


async def test_it_says_what_holds_and_what_a_cadence_would_do(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1,))) as shown:
        assert "Now every 2 weeks, from tier A." in shown.text
        await shown.type("3 months")
        assert "→ every 3 months" in shown.text
        await until(shown, "1 person, ")
        assert "check-ins a working day" in shown.text
        assert "Ana Lima: next check-in Wed 3 Feb 2027, was Tue 17 Nov" in shown.text
        await shown.press("enter")
        cadence = parse_cadence("3 months", set_on=TODAY)
        assert shown.answers == [CadenceChoice(CadenceScope.CONTACT, "1", cadence)]


async def test_a_preview_leaves_the_store_as_it_was(crm: Crm) -> None:
    before = crm.contacts.view(1), crm.history.next_undo()
    async with show(CadenceDialog(crm, (1,))) as shown:
        await shown.type("1 week")
        await until(shown, "1 person, ")
        await shown.press("escape")
    assert (crm.contacts.view(1), crm.history.next_undo()) == before


@pytest.mark.parametrize(("text", "cadence"), [("never", parse_cadence("never", set_on=TODAY)), ("unset", None)])
async def test_never_and_unset_are_answers_of_their_own(crm: Crm, text: str, cadence: object) -> None:
    async with show(CadenceDialog(crm, (1,))) as shown:
        await shown.type(text)
        await shown.press("enter")
        assert [choice.cadence for choice in shown.answers if choice] == [cadence]


@pytest.mark.parametrize("text", ["sometimes", "0 days", "3 months, latest 1 month"])
async def test_what_is_no_cadence_is_told_beside_the_field(crm: Crm, text: str) -> None:
    async with show(CadenceDialog(crm, (1,))) as shown:
        await shown.type(text)
        assert "✗" in shown.text
        await shown.press("enter")
        assert shown.answers == []


async def test_an_empty_field_is_asked_for_when_saving(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1,))) as shown:
        await shown.press("ctrl+s")
        assert "✗ Say how often" in shown.text
        assert shown.answers == []


async def test_several_people_get_one_of_their_own_each(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1, 4))) as shown:
        await shown.type("1 week")
        await until(shown, "1 person, ")
        await shown.press("enter")
        assert shown.answers == [CadenceChoice(CadenceScope.CONTACT, "", parse_cadence("1 week", set_on=TODAY))]


async def test_several_people_keep_their_own_unless_they_are_overwritten(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1, 4))) as shown:
        await shown.type("1 week")
        await until(shown, "1 keeps the cadence of their own")
        await shown.press("tab", "p", "v")
        await until(shown, "2 people, ")
        await shown.press("ctrl+s")
        choice = CadenceChoice(CadenceScope.CONTACT, "", parse_cadence("1 week", set_on=TODAY), overwrite=True)
        assert shown.answers == [choice]


@pytest.mark.parametrize(
    ("letter", "scope", "subject"),
    [
        ("t", CadenceScope.TIER, "A"),
        ("g", CadenceScope.TAG, "area/oncology"),
        ("r", CadenceScope.ROLE, "principal-investigator"),
        ("o", CadenceScope.ORGANISATION, "St Mary's"),
    ],
)
async def test_a_letter_gives_it_to_all_of_a_kind(crm: Crm, letter: str, scope: CadenceScope, subject: str) -> None:
    crm.contacts.tag((1,), add=("area/oncology",))
    async with show(CadenceDialog(crm, (1,)), size=(100, 30)) as shown:
        await shown.type("1 month")
        await shown.press("tab", letter, "ctrl+s")
        assert shown.answers == [CadenceChoice(scope, subject, parse_cadence("1 month", set_on=TODAY))]


async def test_the_cadence_that_a_tier_has_is_put_into_the_field(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1,)), size=(100, 30)) as shown:
        await shown.press("tab", "t")
        assert "→ every 2 weeks" in shown.text


async def test_an_unknown_role_is_refused_and_nothing_given_back(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1,)), size=(100, 30)) as shown:
        await shown.type("1 month")
        await shown.press("tab", "r")
        await shown.type("wizard")
        await shown.press("ctrl+s")
        assert "is no role" in shown.text
        assert shown.answers == []


async def test_escape_gives_nothing_back(crm: Crm) -> None:
    async with show(CadenceDialog(crm, (1,))) as shown:
        await shown.type("1 month")
        await shown.press("escape")
        assert shown.answers == [None]


async def test_hostile_names_are_text_in_title_and_preview(empty_crm: Crm) -> None:
    contact_id = empty_crm.contacts.add(person("Zed", HOSTILE, HOSTILE)).contact_ids[0]
    async with show(CadenceDialog(empty_crm, (contact_id,)), size=(120, 30)) as shown:
        await shown.type("1 week")
        await until(shown, "1 person, ")
        assert_harmless(shown.text)
        await shown.press("tab", "o")
        assert_harmless(shown.text)


async def test_what_comes_in_after_it_was_left_changes_nothing(crm: Crm) -> None:
    """A preview or a key may be on its way while the dialog is taken away, row by row."""
    dialog = CadenceDialog(crm, (1,))
    async with show(dialog) as shown:
        await shown.type("1 month")
        row = dialog.text_row(dialog.interval)
        await shown.press("escape")
        dialog._edited(FieldRow.Edited(row))
        dialog.on_cadence_dialog_previewed(CadenceDialog.Previewed(_Reckoned(dialog.result(dialog.values()), "Late.")))
        assert shown.answers == [None]
