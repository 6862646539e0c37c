"""Today shows whom to write to and why, and keeps its place after an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from netcrm.domain.agenda_values import Agenda, AgendaItem, Group, ItemKind
from netcrm.domain.check_in import Standing
from netcrm.domain.interaction import Channel
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui.agenda_list import AgendaList, Beside, Heading, More, agenda_lines, at_words, what_words, when_words
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.people import PeopleScreen
from netcrm.tui.text import GROUPS
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
    ("held", "in_all", "all_new", "sort_key", "shown_people", "more"),
    [
        (3, 3, False, "", 3, None),
        (5, 2400, False, "", 3, "2,397 more; enter shows them"),
        (5, 2400, False, "t", 3, "2,397 more, t to sort them; enter shows them"),
        (5, 5, True, "", 5, None),
        (5, 2400, True, "t", 5, "2,395 more, t to sort them"),
    ],
)
def test_not_yet_contacted_are_three_and_the_number_of_the_rest(
    held: int, in_all: int, all_new: bool, sort_key: str, shown_people: int, more: str | None
) -> None:
    agenda = Agenda(tuple(item(n, Group.NEW) for n in range(held)))
    lines = agenda_lines(agenda, in_all, all_new=all_new, sort_key=sort_key)
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
        words = "d done: logs a call, next Mon 7 Dec  s back Mon 30 Nov  S skip: same  ·  6 days late"
        assert words in shown(pilot)


async def test_what_the_keys_would_do_to_all_that_is_marked_is_said(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("space", "space")
        await settle(pilot)
        assert "2 lines  ·  d done: next 7 Dec  s back Mon 30 Nov  S skip: 1 can be skipped  ·  esc" in shown(pilot)


async def test_a_narrow_terminal_says_why_on_a_line_of_its_own(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        assert " d done: logs a call, next Mon 7 Dec  s back Mon 30 Nov  S skip: same\n" in shown(pilot)
        assert "\n 6 days late on every 2 weeks, from tier A  ·  call 3 Nov: Her protocol\n" in shown(pilot)
        crm.follow_ups.add(FollowUpDraft(3, "Ask him about the translation", TODAY - timedelta(days=40)))
        pilot.app.store_changed()  # type: ignore[attr-defined]
        await settle(pilot)
        await pilot.press("g")
        await settle(pilot)
        assert "  x drop  ·  Ask him about the translation\n promised for" in shown(pilot)


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


async def test_what_undo_brings_back_has_the_cursor_again(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        agenda = pilot.app.screen.query_one(AgendaList)
        before = agenda.current
        for key in ("d", "d"):
            await pilot.press(key)
            await settle(pilot)
            assert agenda.current != before
        second = agenda.current
        for _ in range(2):
            await pilot.press("u")
            await settle(pilot)
            assert agenda.current != second
        assert agenda.current == before


async def test_marks_go_with_the_act_that_took_one_of_their_items_away(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        agenda = pilot.app.screen.query_one(AgendaList)
        await pilot.press("space", "j", "space")
        assert len(agenda.marked) == 2
        crm.interactions.log(InteractionDraft((1,), Channel.CALL, TODAY))
        pilot.app.store_changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert agenda.marked == set()


async def test_what_was_told_hides_neither_the_next_dates_nor_a_dialog(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(80, 24)) as pilot:
        await pilot.press("d")
        await settle(pilot)
        assert "Logged a call with Ana Lima" in shown(pilot)
        assert all("▌" not in line for line in shown(pilot).splitlines()[-3:])
        await pilot.press("f")
        await settle(pilot)
        assert "Logged a call" not in shown(pilot)


async def test_escape_takes_the_marks_away(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("space", "space", "escape")
        assert pilot.app.screen.query_one(AgendaList).marked == set()


async def test_an_empty_store_says_what_to_do_first(empty_crm: Crm, screens: OpenScreens) -> None:
    async with screens(empty_crm, size=(80, 24)) as pilot:
        assert "No people yet: I imports an address book, a adds one." in shown(pilot)


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
    assert when_words(waiting, TODAY) == words


def test_what_the_column_of_dates_says_is_not_said_again() -> None:
    why = "due 24 Nov on every 6 weeks, from tier B, snoozed until 24 Nov"
    soon = replace(item(1, Group.WEEK), due_on=date(2026, 11, 24), why=why)
    assert what_words(soon, TODAY) == "every 6 weeks, tier B, snoozed"


@pytest.mark.parametrize(
    ("change", "words", "step"),
    [
        ({"last_words": "call 3 Nov: her protocol"}, "call 3 Nov: her protocol", ""),
        ({"last_words": "call 3 Nov", "next_step": "send my CV, 27 Nov"}, "call 3 Nov", "→ send my CV, 27 Nov"),
        (
            {"kind": ItemKind.FOLLOW_UP, "why": "promised on 3 Nov for 20 Nov, 3 days late; 5 days late on every week"},
            "promised on 3 Nov for 20 Nov",
            "",
        ),
    ],
)
def test_under_an_item_stand_the_last_words_and_the_next_step(change: dict[str, object], words: str, step: str) -> None:
    late = replace(item(1, Group.LATE), **change)  # type: ignore[arg-type]
    lines = agenda_lines(Agenda((late,)), 0, all_new=False, with_last_words=True)
    assert lines[1:] == [late, Beside(words, step)]
    assert agenda_lines(Agenda((late,)), 0, all_new=False)[1:] == [late]


def test_what_is_not_for_now_has_one_line() -> None:
    later = replace(item(1, Group.WEEK), last_words="call 3 Nov")
    assert agenda_lines(Agenda((later,)), 0, all_new=False, with_last_words=True)[1:] == [later]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("birthday today", "birthday"),
        ("5 years at St Mary's on 27 Nov", "5 years at St Mary's"),
        ("birthday on 1 Jan 2027", "birthday"),
    ],
)
def test_a_day_to_remember_does_not_say_its_date_twice(why: str, words: str) -> None:
    assert what_words(replace(item(1, Group.OCCASION), kind=ItemKind.BIRTHDAY, why=why), TODAY) == words


async def test_the_cursor_passes_over_what_stands_under_an_item(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        agenda = pilot.app.screen.query_one(AgendaList)
        assert "call 3 Nov: Her protocol" in shown(pilot)
        await pilot.press("j")
        assert agenda.current == "f1"


async def test_every_group_has_its_heading(crm: Crm, screens: OpenScreens) -> None:
    crm.contacts.edit(3, replace(crm.contacts.get(3).details, birthday="1980-11-25"))
    crm.interactions.log(InteractionDraft((3,), Channel.EMAIL, TODAY - timedelta(days=30)))
    others = [crm.contacts.add(person(name, "Roe")).contact_ids[0] for name in ("Eva", "Fay")]
    crm.follow_ups.add(FollowUpDraft(others[0], "Signs the form", TODAY, theirs=True))
    crm.follow_ups.add(FollowUpDraft(others[1], "Ask about the form", TODAY + timedelta(days=2)))
    async with screens(crm, size=(120, 60)) as pilot:
        text = shown(pilot)
        places = [text.index(f"{GROUPS[group]} · ") for group in Group if group is not Group.LATER]
        assert places == sorted(places)


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
    assert at_words(organisation, room) == words
