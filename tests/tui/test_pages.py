"""The pages of studies and organisations: reached from anywhere, with keys that act on the people in them."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.services.crm import Crm
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.organisation import OrganisationScreen
from netcrm.tui.screens.study import StudyScreen
from netcrm.tui.widgets.page_list import PageList, PageRow, PageText, Section
from tests.tui.conftest import OpenScreens, settle, shown


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@pytest.fixture
def study(crm: Crm) -> Crm:
    """A study that runs at St Mary's, where Ana is its investigator."""
    sites = [KeptSite(facility="St Mary's", city="Galway"), KeptSite(city="Uppsala")]
    crm.studies.add(KeptStudy(0, "", "NCT01234567", "Sleep and tea", "SLEEPT", note="A [bold]note[/]"), sites)
    crm.studies.put_person(1, 1)
    crm.cadences.set(CadenceScope.ORGANISATION, "St Mary's", parse_cadence("2 weeks"))
    return crm


async def test_from_a_person_to_the_organisation_to_its_study_and_back(study: Crm, screens: OpenScreens) -> None:
    async with screens(study, size=(80, 24)) as pilot:
        await press(pilot, "2", "j", "O")
        assert isinstance(pilot.app.screen, OrganisationScreen)
        page = shown(pilot)
        for words in ("Last touch: Lima by call", "Check-in", "next Tue 17 Nov", "6 days late", "Ana Lima", "SLEEPT"):
            assert words in page
        assert pilot.app.screen.selected_items() == ("o1",)
        await press(pilot, "j")
        assert pilot.app.screen.selected_contact_ids() == (1,)
        await press(pilot, "G", "enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        assert "A [bold]note[/]" in shown(pilot)
        await press(pilot, "Y", *"bea", "down", "enter", "tab", *"cra", "ctrl+s")
        assert "Bea Okafor is monitor on SLEEPT" in shown(pilot)
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app.screen, ContactScreen)
        assert pilot.app.screen.contact_id == 2
        await press(pilot, "escape", "X", "escape")
        assert isinstance(pilot.app.screen, OrganisationScreen)
        assert [it.parts[0].ended_on for it in study.studies.page(1).people] == ["", "2026-11-23"]


async def test_the_palette_finds_studies_and_organisations(study: Crm, screens: OpenScreens) -> None:
    async with screens(study) as pilot:
        await press(pilot, "ctrl+p", *"sleep")
        assert "study, Sleep and tea" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        await press(pilot, "ctrl+e", "end", *"X", "ctrl+s")
        assert "SLEEPTX" in shown(pilot)
        await press(pilot, "ctrl+p", *"mary", "enter")
        assert isinstance(pilot.app.screen, OrganisationScreen)
        await press(pilot, "ctrl+e", "tab", *"hospital", "ctrl+s")
        assert study.organisations.get(1).kind == "hospital"


async def test_enter_on_the_check_in_of_an_organisation_opens_its_page(study: Crm, screens: OpenScreens) -> None:
    async with screens(study) as pilot:
        for _ in range(9):
            if pilot.app.screen.selected_item() == "o1":  # type: ignore[attr-defined]
                break
            await press(pilot, "j")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OrganisationScreen)
        assert pilot.app.screen.organisation_id == 1


async def test_what_is_around_somebody_stands_on_their_page(study: Crm, screens: OpenScreens) -> None:
    async with screens(study) as pilot:
        pilot.app.push_screen(ContactScreen(study, 1))
        await settle(pilot)
        assert "Around: SLEEPT (r)" in shown(pilot)
        await press(pilot, "r")
        page = shown(pilot)
        assert "site investigator  SLEEPT" in page
        assert "Ways to them" in page
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, StudyScreen)
        study.studies.delete(1)
        pilot.app.store_changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "not in the store any more" in shown(pilot)
        await press(pilot, "escape", "r")
        assert "Her protocol" in shown(pilot)


async def test_where_nobody_is_selected_no_page_is_opened(empty_crm: Crm, screens: OpenScreens) -> None:
    async with screens(empty_crm) as pilot:
        for mode in ("1", "2"):
            await press(pilot, mode)
            there = pilot.app.screen
            for key in ("enter", "O", "Y"):
                await press(pilot, key)
                assert pilot.app.screen is there
                assert "Nobody is selected." in shown(pilot)


def test_names_leave_words_their_room_and_headings_hold_no_cursor() -> None:
    row = PageRow("a", "site contact", "Ana Lima", "Bay Oncology", "last 3 Nov")
    shown_list = PageList()
    shown_list._sections = (Section("People", [row], more=3), Section("Note", [PageText("two\nlines")]))
    shown_list._lay()
    keys = [shown_list.key_at(line) for line in range(shown_list.line_count())]
    assert keys == [None, "a", "more:People", None, None, None, None]
    texts = [cell.text for cell in shown_list.cells_at(1, 80)]
    assert texts == ["   ", "site contact", "", "Ana Lima", "", "Bay Oncology", "", "last 3 Nov", ""]
    assert sum(cell.width for cell in shown_list.cells_at(1, 80)) == 80
    assert sum(cell.width for cell in shown_list.cells_at(1, 40)) == 40
