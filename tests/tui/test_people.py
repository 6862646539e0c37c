"""People is searched as one types, sorted, selected, and costs no more with many than with few."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from textual.app import App, ComposeResult

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.listing import ContactRow
from netcrm.tui.people_columns import COLUMNS, GAP, placed
from netcrm.tui.people_table import PeopleTable
from netcrm.tui.screens.people import PeopleScreen, SearchInput
from tests.tui.conftest import TODAY, OpenScreens, person, settle, shown


def table(pilot_app: App[None]) -> PeopleTable:
    return pilot_app.screen.query_one(PeopleTable)


def row(contact_id: int) -> ContactRow:
    return ContactRow(
        id=contact_id, uid="", name=f"Person {contact_id}", roles=(), organisation="", title="", tier=None, email="",
        phone="", city="", starred=False, state=State.ACTIVE, standing=Standing.UNSET, days_late=0, next_check_in=None,
        last_touch=None, awaiting_since=None, added_on=TODAY,
    )  # fmt: skip


class TableApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []
        self.people = PeopleTable(self.read, TODAY)

    def read(self, ids: Sequence[int]) -> list[ContactRow]:
        self.asked += ids
        return [row(contact_id) for contact_id in ids]

    def compose(self) -> ComposeResult:
        yield self.people


async def test_only_the_pages_in_sight_are_read() -> None:
    app = TableApp()
    async with app.run_test(size=(120, 40)) as pilot:
        app.people.show(array("q", range(1, 1_000_001)), TODAY, stay=False)
        await pilot.pause()
        assert len(app.asked) == 64
        await pilot.press("G")
        assert app.people.current == 1_000_000
        assert len(app.asked) <= 64 * 3


async def test_a_page_is_read_once() -> None:
    app = TableApp()
    async with app.run_test(size=(120, 40)) as pilot:
        app.people.show(array("q", range(1, 50)), TODAY, stay=False)
        await pilot.press("j", "j", "k", "G", "g")
        assert len(app.asked) == 49


@pytest.mark.parametrize("width", [40, 60, 78, 100, 120, 200])
def test_columns_fit_their_width_and_the_name_is_always_among_them(width: int) -> None:
    columns = placed(width)
    assert columns[0].column.title == "Name"
    assert sum(it.width + GAP for it in columns) <= width
    assert all(it.column.least <= it.width <= it.column.most for it in columns)


def test_a_wider_table_never_loses_a_column() -> None:
    shown_at = [{it.column.title for it in placed(width)} for width in range(30, 240)]
    assert all(narrow <= wide for narrow, wide in pairwise(shown_at))
    assert len(shown_at[-1]) == len(COLUMNS)


async def test_typing_narrows_the_table_at_each_letter(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert "4 people, by name" in shown(pilot)
        await pilot.press("slash", "l", "i", "m")
        await settle(pilot)
        assert "1 person found" in shown(pilot)
        assert table(pilot.app).current == 1
        await pilot.press("escape")
        await settle(pilot)
        assert "4 people, by name" in shown(pilot)
        assert table(pilot.app).has_focus


async def test_a_mistake_in_a_query_is_said_and_the_last_result_stays(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "slash", *"role:xyz")
        await settle(pilot)
        assert "The query has a mistake" in shown(pilot)
        assert pilot.app.screen.query_one(SearchInput).value == "role:xyz"


async def test_nobody_found_says_how_to_go_on(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "slash", *"zzz")
        await settle(pilot)
        assert "Nobody is found by “zzz”. esc clears the search, a adds a person." in shown(pilot)
        await pilot.press("down", "escape")
        await settle(pilot)
        assert "4 people" in shown(pilot)


async def test_an_empty_store_says_what_to_do_first(empty_crm: Crm, screens: OpenScreens) -> None:
    async with screens(empty_crm, size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert "No people yet: I imports an address book, a adds one." in shown(pilot)


async def test_the_cursor_stays_on_the_same_person_after_an_act(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "j", "j")
        await settle(pilot)
        before = table(pilot.app).current
        await pilot.press("asterisk")
        await settle(pilot)
        assert table(pilot.app).current == before
        assert "★" in shown(pilot)
        crm.contacts.add(person("Aaron", "Aalto"))
        pilot.app.store_changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert table(pilot.app).current == before


async def test_sorting_keeps_the_person_and_marks_the_column(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "j")
        await settle(pilot)
        before = table(pilot.app).current
        assert "Name ▴" in shown(pilot)
        await pilot.press("less_than_sign")
        await settle(pilot)
        assert "Name ▾" in shown(pilot)
        await pilot.press("greater_than_sign")
        await settle(pilot)
        assert "Organisation ▴" in shown(pilot)
        assert table(pilot.app).current == before


async def test_a_click_on_a_title_sorts_by_it(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        at = next(line for line in shown(pilot).splitlines() if "Organisation" in line).index("Organisation")
        await pilot.click(PeopleTable, offset=(at, 0))
        await settle(pilot)
        assert "Organisation ▴" in shown(pilot)


async def test_everybody_found_can_be_selected_and_acted_on_at_once(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("ctrl+a")
        assert table(pilot.app).marked == {1, 2, 3, 4}
        await pilot.press("A")
        await settle(pilot)
        assert crm.search.count("is:archived") == 4
        assert "Everybody is archived" in shown(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert "4 people" in shown(pilot)


async def test_selection_is_by_person_and_lasts_through_sorting(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "space", "greater_than_sign", "greater_than_sign")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PeopleScreen)
        assert len(screen.selected_contact_ids()) == 1
        assert "1 selected" in shown(pilot)


async def test_a_query_that_cannot_be_read_says_why_in_place_of_people(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        await pilot.press("2", "slash", *"zzz")
        await settle(pilot)
        assert "Nobody is found by “zzz”" in shown(pilot)
        await pilot.press("backspace", "backspace", "backspace", *"role:wizard")
        await settle(pilot)
        text = " ".join(shown(pilot).split())
        assert "Nobody is found" not in text
        assert "The query has a mistake at character" in text
        assert "wizard" in text
        await pilot.press("escape")
        await settle(pilot)
        assert "Ana Lima" in shown(pilot)


async def test_the_question_mark_of_an_unanswered_message_is_explained(crm: Crm, screens: OpenScreens) -> None:
    crm.interactions.log(InteractionDraft((3,), Channel.EMAIL, TODAY - timedelta(days=30)))
    async with screens(crm, size=(180, 30)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert "4 weeks ago ?" in shown(pilot)
        assert "? no answer yet" in shown(pilot)
