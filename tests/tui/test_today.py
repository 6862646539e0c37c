"""Today shows whom to write to and why, and keeps its place after an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from netcrm.domain.agenda_values import Agenda, AgendaItem, Group, ItemKind
from netcrm.domain.check_in import Standing
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.tui.agenda_list import AgendaList, Heading, More, _at, _what, _when, agenda_lines
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.people import PeopleScreen
from tests.tui.conftest import TODAY, OpenScreens, person, settle, shown


def item(number: int, group: Group, *, waits: bool = False) -> AgendaItem:
    return AgendaItem(
        key=f"c{number}", kind=ItemKind.CHECK_IN, group=group, contact_id=number, name=f"P {number}", due_on=TODAY,
        due_at=None, standing=Standing.DUE, days_late=0, ratio=0.0, title="", why="", tier=None, sort_key="",
        waits=waits,
    )  # fmt: skip


def test_groups_have_headings_with_counts_and_say_how_many_wait() -> None:
    lines = agenda_lines(Agenda((item(1, Group.LATE), item(2, Group.LATE, waits=True))), 0, all_new=False)
    assert lines[0] == Heading(Group.LATE, "Late · 2, 1 beyond today's cap")
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("held", "in_all", "all_new", "shown_people", "more"),
    [
        (3, 3, False, 3, None),
        (5, 2400, False, 3, "2,397 more; enter shows them"),
        (5, 5, True, 5, None),
        (5, 2400, True, 5, "2,395 more"),
    ],
)
def test_not_yet_contacted_are_three_and_the_number_of_the_rest(
    held: int, in_all: int, all_new: bool, shown_people: int, more: str | None
) -> None:
    lines = agenda_lines(Agenda(tuple(item(n, Group.NEW) for n in range(held))), in_all, all_new=all_new)
    assert lines[0] == Heading(Group.NEW, f"Not yet contacted · {in_all:,}")
    assert sum(isinstance(line, AgendaItem) for line in lines) == shown_people
    assert [line.words for line in lines if isinstance(line, More)] == ([more] if more else [])


async def test_the_groups_stand_in_order_with_names_and_lateness(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        text = shown(pilot)
        assert text.index("Late · 1") < text.index("Today · 1") < text.index("Not yet contacted · 1")
        assert "Ana Lima · St Mary's" in text
        assert "6 days late" in text
        assert "Send her my CV" in text


async def test_the_pane_tells_of_the_person_under_the_cursor(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        assert "Her protocol" in shown(pilot)
        assert "ana@example.org" in shown(pilot)
        await pilot.press("j")
        await settle(pilot)
        assert "+1 617 555 0101" in shown(pilot)
        assert "ana@example.org" not in shown(pilot)


async def test_a_narrow_terminal_has_no_pane(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        assert "Ana Lima" in shown(pilot)
        assert "ana@example.org" not in shown(pilot)


async def test_what_the_keys_would_do_is_said_before_they_are_pressed(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        assert "d done: next Mon 7 Dec" in shown(pilot)


async def test_done_logs_says_the_new_date_and_the_cursor_goes_on(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("d")
        await settle(pilot)
        assert "Logged a call with Ana Lima" in shown(pilot)
        assert "u to undo" in shown(pilot)
        assert pilot.app.screen.query_one(AgendaList).item is not None
        assert "Late" not in shown(pilot).splitlines()[1]
        await pilot.press("u")
        await settle(pilot)
        assert "Late · 1" in shown(pilot)


async def test_the_cursor_stays_on_its_item_when_lines_before_it_come_and_go(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("j")
        agenda = pilot.app.screen.query_one(AgendaList)
        before = agenda.current
        crm.follow_ups.add(FollowUpDraft(3, "An older promise", TODAY - timedelta(days=9)))
        pilot.app.store_changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert agenda.current == before


async def test_selected_items_are_skipped_one_at_a_time_only(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("space", "space", "S")
        await settle(pilot)
        assert "one at a time" in shown(pilot)
        await pilot.press("escape")
        assert pilot.app.screen.query_one(AgendaList).marked == set()


async def test_an_empty_store_says_what_to_do_first(empty_crm: Crm, screens: OpenScreens) -> None:
    async with screens(empty_crm, size=(80, 24)) as pilot:
        assert "No people yet: i imports an address book, a adds one." in shown(pilot)


async def test_people_without_anything_due_lead_to_cadences(empty_crm: Crm, screens: OpenScreens) -> None:
    empty_crm.contacts.add(person("Ana", "Lima"))
    async with screens(empty_crm, size=(80, 24)) as pilot:
        assert "Nothing asks for you this week." in shown(pilot)


async def test_enter_opens_the_page_and_escape_comes_back(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ContactScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen.query_one(AgendaList).has_focus


async def test_keys_switch_between_the_screens(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ContactScreen)
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days_late": 12, "group": Group.LATE}, "12d, waits"),
        ({}, "today, waits"),
        ({"due_on": date(2026, 12, 2), "group": Group.WEEK}, "2 Dec, waits"),
        ({"due_on": date(2027, 1, 12), "group": Group.LATER}, "12 Jan, waits"),
    ],
)
def test_who_waits_keeps_the_date_or_the_lateness(change: dict[str, object], words: str) -> None:
    waiting = replace(item(1, Group.TODAY, waits=True), **change)  # type: ignore[arg-type]
    assert _when(waiting, TODAY) == words


def test_what_the_column_of_dates_says_is_not_said_again() -> None:
    why = "due 24 Nov on every 6 weeks, from tier B, snoozed until 24 Nov"
    soon = replace(item(1, Group.WEEK), due_on=date(2026, 11, 24), why=why)
    assert _what(soon, TODAY) == "every 6 weeks, tier B, snoozed"


@pytest.mark.parametrize(
    ("organisation", "room", "words"),
    [
        ("St Mary's", 12, " · St Mary's"),
        ("St Mary's", 11, ""),
        ("Alder & Quay Clinical Operations", 20, " · Alder & Quay"),
        ("Alder & Quay Clinical Operations", 11, ""),
        ("Harbor University of Medicine", 25, " · Harbor University"),
        ("", 30, ""),
    ],
)
def test_an_organisation_stands_after_the_name_as_far_as_whole_words_fit(
    organisation: str, room: int, words: str
) -> None:
    assert _at(organisation, room) == words
