"""The Calendar: a month beside one of its days, whose items are acted on and moved by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from textual.pilot import Pilot

from netcrm.clock import Clock
from netcrm.domain.interaction import Channel
from netcrm.domain.month import Load, MonthDay, MonthView, Week, weeks_of
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui.month_words import bar, day_words, height, legend, load_words, month_names, scale, signs, wrapped
from netcrm.tui.screens.calendar import CalendarScreen
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.widgets.day_list import DayList
from netcrm.tui.widgets.month_grid import MonthGrid
from tests.tui.conftest import TODAY, OpenScreens, person, said, settle, shown


def calendar(pilot: Pilot[None]) -> CalendarScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CalendarScreen)
    return screen


def day_under(pilot: Pilot[None]) -> date:
    return calendar(pilot).query_one(MonthGrid).day


def listed(pilot: Pilot[None]) -> list[str]:
    days = calendar(pilot).query_one(DayList)
    return [str(key) for key in map(days.key_at, range(days.line_count())) if key is not None]


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_month_shows_its_days_and_the_keys_move_among_them(
    crm: Crm, screens: OpenScreens, size: tuple[int, int]
) -> None:
    crm.settings.set("region", "US")
    crm.settings.set("days-off", "2026-11-27 Bridge day")
    crm.pauses.pause(None, date(2026, 11, 30), date(2026, 12, 1), "[b]Congress[/b]")
    async with screens(crm, size=size) as pilot:
        await press(pilot, "4")
        text = shown(pilot)
        assert "4 Calendar" in text
        assert "November 2026" in text
        assert "▸23" in text
        assert "◆ 11 Nov  Veterans Day in the US" in text
        assert "1 check-in, 1 promise" in text
        assert ("‖ 30 Nov to 1 Dec  everybody is paused: [b]Congress[/b]" in text) == (size[0] == 120)
        for keys, wanted in (
            (("right", "l"), "2026-11-25"),
            (("down",), "2026-12-02"),
            (("j", "k", "up", "left", "h"), "2026-11-23"),
            (("right_square_bracket",), "2026-12-23"),
            (("pageup", "left_square_bracket"), "2026-10-23"),
            (("pagedown", "right", "t"), "2026-11-23"),
            (("right", "right", "right"), "2026-11-26"),
        ):
            await press(pilot, *keys)
            assert day_under(pilot) == date.fromisoformat(wanted), keys
        assert "Thu 26 Nov  ·  free  ·  ◆ Thanksgiving Day" in shown(pilot)
        await press(pilot, "enter")
        assert "Nothing stands on this day. t goes to today." in said(pilot)
        assert isinstance(pilot.app.focused, MonthGrid)


async def test_the_list_of_a_day_acts_like_today_and_keeps_its_place(crm: Crm, screens: OpenScreens) -> None:
    crm.follow_ups.add(FollowUpDraft(3, "Ask about the translation", TODAY))
    async with screens(crm) as pilot:
        await press(pilot, "4", "d")
        assert "Nothing is selected. enter leads into the list of the day." in said(pilot)
        await press(pilot, "enter")
        assert listed(pilot) == ["c1", "f2", "f1"]
        assert "d done: logs a call" in shown(pilot)
        await press(pilot, "j", "d")
        assert "Done: “Ask about the translation” (Chidi Eze)." in said(pilot)
        assert "u to undo" in said(pilot)
        assert listed(pilot) == ["c1", "f1"]
        assert calendar(pilot).selected_item() == "f1"
        await press(pilot, "u")
        assert listed(pilot) == ["c1", "f2", "f1"]
        assert calendar(pilot).selected_item() == "f2"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ContactScreen)
        await press(pilot, "escape", "escape", "left", "left", "left", "4")
        assert isinstance(pilot.app.focused, MonthGrid)
        assert day_under(pilot) == TODAY - timedelta(days=3)


async def test_items_move_to_other_days_by_keys(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await press(pilot, "4", "tab", "less_than_sign")
        assert "It can be moved to a day after today, not to Fri 20 Nov, which has passed." in said(pilot)
        await press(pilot, "greater_than_sign")
        assert "Snoozed Ana Lima until Tue 24 Nov. u to undo" in said(pilot)
        assert day_under(pilot) == TODAY
        assert listed(pilot) == ["f1"]
        await press(pilot, "u", "shift+down")
        assert "Snoozed Ana Lima until Mon 30 Nov." in said(pilot)
        await press(pilot, "J")
        assert "Snoozed “Send her my CV” (Bea Okafor) until Mon 30 Nov." in said(pilot)
        assert listed(pilot) == []
        assert isinstance(pilot.app.focused, MonthGrid)
        await press(pilot, "down", "enter", "K")
        assert "not to today." in said(pilot)
        assert listed(pilot) == ["f1", "c1"]
        await press(pilot, "space", "space", "H")
        assert "until Fri 27 Nov" in said(pilot)
        assert listed(pilot) == []


async def test_items_are_carried_to_a_day_that_is_chosen_in_the_month(crm: Crm, screens: OpenScreens) -> None:
    crm.follow_ups.add(FollowUpDraft(3, "Ask about the translation", TODAY))
    async with screens(crm) as pilot:
        await press(pilot, "4", "enter", "j", "v")
        assert "Moving Ask about the translation  ·  enter puts it on Mon 23 Nov, esc leaves it" in shown(pilot)
        await press(pilot, "left", "enter")
        assert "which has passed" in said(pilot)
        await press(pilot, "pagedown", "down", "left")
        assert "puts it on Mon 28 Dec" in shown(pilot)
        await press(pilot, "enter")
        assert "until Mon 28 Dec. u to undo" in said(pilot)
        assert day_under(pilot) == TODAY
        assert listed(pilot) == ["c1", "f1"]
        assert calendar(pilot).selected_item() == "f1"
        await press(pilot, "v", "down", "escape")
        assert day_under(pilot) == TODAY
        assert isinstance(pilot.app.focused, DayList)
        assert "Moving" not in shown(pilot)


async def test_a_birthday_says_why_it_stays_and_a_promise_keeps_its_hour(empty_crm: Crm, screens: OpenScreens) -> None:
    crm = empty_crm
    first = crm.contacts.add(person("Ana", "Lima", birthday="1980-11-23")).contact_ids[0]
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    crm.follow_ups.add(FollowUpDraft(first, "Call her", date(2026, 11, 24), due_at=at))
    async with screens(crm) as pilot:
        await press(pilot, "4")
        assert "♪" in shown(pilot)
        await press(pilot, "enter", "greater_than_sign")
        assert "Birthday of Ana Lima stays on its day of the year" in said(pilot)
        await press(pilot, "escape", "right", "enter", "greater_than_sign")
        assert "Moved “Call her” (Ana Lima) to Wed 25 Nov. u to undo" in said(pilot)
        moved = crm._session.follow_ups.get(1)
        assert moved is not None
        assert moved.due_at is not None
        assert moved.due_at.astimezone(UTC) == at + timedelta(days=1)


async def test_past_days_tell_what_was_logged_and_days_are_clicked(crm: Crm, screens: OpenScreens) -> None:
    crm.interactions.log(InteractionDraft((2, 3), Channel.CALL, date(2026, 11, 17), summary="[/]Protocol"))
    async with screens(crm) as pilot:
        await press(pilot, "4")
        assert "1✓" in shown(pilot)
        grid = calendar(pilot).query_one(MonthGrid)
        x, y = next((x, y) for y in range(20) for x in range(60) if grid.day_at(x, y) == date(2026, 11, 17))
        await pilot.click(grid, offset=(x + 1, y))
        await settle(pilot)
        assert "Tue 17 Nov  ·  ✓ 1 logged" in shown(pilot)
        assert "Bea Okafor and 1 more" in shown(pilot)
        assert "[/]Protocol" in shown(pilot)
        await pilot.click(grid, offset=(x + 1, y), times=2)
        await settle(pilot)
        await press(pilot, "s")
        assert "Nothing is selected. Move to a check-in or a promise first." in said(pilot)
        await press(pilot, "enter")
        assert "Bea Okafor" in shown(pilot)
        assert isinstance(pilot.app.screen, ContactScreen)


async def test_a_day_that_begins_and_what_another_program_writes_are_shown(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await press(pilot, "4")
        crm._session.clock = Clock(TODAY + timedelta(days=1))
        crm.follow_ups.add(FollowUpDraft(3, "A further promise", TODAY + timedelta(days=1)))
        pilot.app.store_changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert day_under(pilot) == TODAY + timedelta(days=1)
        assert "▸24" in shown(pilot)
        assert "A further promise" in shown(pilot)


def month_of(days: dict[str, MonthDay], cap: int | None = 5) -> MonthView:
    known = {date.fromisoformat(on): day for on, day in days.items()}
    weeks = (tuple(known.get(on, MonthDay(on)) for on in week) for week in weeks_of(2026, 11))
    return MonthView(2026, 11, tuple(Week(week[0].on.isocalendar().week, week) for week in weeks), cap)


def a_day(on: str, load: int = 0, **more: object) -> MonthDay:
    return MonthDay(date.fromisoformat(on), Load(check_ins=load), **more)  # type: ignore[arg-type]


def test_each_special_thing_has_a_sign() -> None:
    special = MonthDay(TODAY, Load(interviews=1, occasions=2), holiday="Labour Day", day_off="home", pause="")
    assert signs(special) == "◆◇‖♪@"
    assert signs(MonthDay(TODAY)) == ""
    assert day_words(special, TODAY) == [
        "Mon 23 Nov", "1 interview, ♪ 2", "◆ Labour Day", "◇ home", "‖ everybody is paused",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Load(), ""),
        (Load(1, 2, 1, 2, 0), "1 check-in, 2 promises, 1 interview, 2 awaited answers"),
        (Load(occasions=1), "♪ 1"),
    ],
)
def test_a_load_is_said_in_words(load: Load, words: str) -> None:
    assert load_words(load) == words


@pytest.mark.parametrize(
    ("load", "full", "long", "high"),
    [(0, 10, "", " "), (1, 100, "▏", "▁"), (5, 10, "█▌", "▄"), (10, 10, "███", "█"), (99, 10, "███", "█")],
)
def test_a_bar_grows_with_the_load_and_never_out_of_its_room(load: int, full: int, long: str, high: str) -> None:
    assert bar(load, full, 3) == long
    assert height(load, full) == high


def test_one_crowded_day_does_not_flatten_the_others() -> None:
    crowded = {"2026-11-23": a_day("2026-11-23", 300)}
    assert scale(month_of(crowded)) == 10
    assert scale(month_of(crowded, cap=None)) == 300
    assert scale(month_of({})) == 4


def test_stretches_of_days_are_named_once() -> None:
    days = [a_day(f"2026-11-{n}", pause="congress") for n in (28, 29, 30)] + [a_day("2026-12-01", pause="congress")]
    view = month_of({day.on.isoformat(): day for day in [*days, a_day("2026-11-26", holiday="Thanksgiving")]})
    assert month_names(view, TODAY) == [
        "◆ 26 Nov  Thanksgiving",
        "‖ 28 Nov to 1 Dec  everybody is paused: congress",
    ]
    assert not any("more than" in part for part in legend(month_of({}, cap=None)))


def test_parts_are_never_broken_over_lines() -> None:
    assert wrapped(["one two", "three", "four"], 17) == ["one two   three", "four"]


async def test_a_store_without_anybody_says_how_people_come_in(empty_crm: Crm, screens: OpenScreens) -> None:
    async with screens(empty_crm, size=(80, 24)) as pilot:
        await press(pilot, "4", "enter")
        assert "No people yet: I imports an address book, a adds one." in said(pilot)
        assert "goes to today" not in said(pilot)


async def test_what_the_numbers_mean_stands_in_each_size(crm: Crm, screens: OpenScreens) -> None:
    crm.settings.set("region", "US")
    async with screens(crm, size=(60, 20)) as pilot:
        await press(pilot, "4")
        assert "5 █ stand there  ·  3✓ logged  ·  ! over your cap of 5" in shown(pilot)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert "5 █ stand there   3✓ logged   ! over your cap of 5   ◆ holiday" in shown(pilot)
        assert "◇ day off" in shown(pilot)
