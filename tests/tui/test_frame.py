"""The application as a whole: acts in order, other programs' changes, undo, keys, palette, failures."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from netcrm.clock import Clock
from netcrm.errors import UsageProblem
from netcrm.paths import backup_folder
from netcrm.services.crm import Crm
from netcrm.services.values import Done, Origin
from netcrm.tui.app import NetcrmApp
from netcrm.tui.config import Config, load_config
from netcrm.tui.dialogs import BugDialog, ConfirmDialog
from netcrm.tui.jobs import act
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.help import HelpScreen
from tests.tui.conftest import TODAY, OpenScreens, person, said, settle, shown


def app_of(pilot: Pilot[None]) -> NetcrmApp:
    assert isinstance(pilot.app, NetcrmApp)
    return pilot.app


async def test_what_another_program_writes_is_shown(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2")
        await settle(pilot)
        with Crm.open(crm.path, clock=Clock(TODAY), origin=Origin.COMMAND) as other:
            other.contacts.add(person("Zoe", "Abara"))
        app_of(pilot)._look_for_changes()
        await settle(pilot)
        assert "Zoe Abara" in shown(pilot)
        before = app_of(pilot).changes
        app_of(pilot)._look_for_changes()
        assert app_of(pilot).changes == before


async def test_the_daily_backup_is_taken_once_a_day(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await app_of(pilot)._daily()
        taken = sorted(backup_folder(crm.path).iterdir())
        assert taken
        await app_of(pilot)._daily()
        assert sorted(backup_folder(crm.path).iterdir()) == taken


async def test_a_new_day_is_shown_without_a_key(crm: Crm, screens: OpenScreens) -> None:
    class Passing(Clock):
        day = TODAY

        def today(self) -> date:
            return Passing.day

    with Crm.open(crm.path, clock=Passing(TODAY), origin=Origin.SCREENS) as passing:
        async with screens(passing) as pilot:
            assert "6 days late" in shown(pilot)
            Passing.day = date(2026, 11, 24)
            app_of(pilot)._look_for_changes()
            await settle(pilot)
            assert "Tue 24 Nov" in shown(pilot).splitlines()[0]
            assert "7 days late" in shown(pilot)


async def test_a_screen_out_of_sight_is_read_anew_when_it_is_shown(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "j", "A")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        archived = {row.name for row in crm.contacts.rows(list(crm.search.ids("is:archived")))}
        (name,) = archived
        assert name not in shown(pilot).splitlines()[1:20]


async def test_undo_of_an_act_from_elsewhere_names_it_and_asks(crm: Crm, screens: OpenScreens) -> None:
    with Crm.open(crm.path, clock=Clock(TODAY), origin=Origin.COMMAND) as other:
        other.contacts.add(person("Zoe", "Abara"))
    async with screens(crm) as pilot:
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert "Zoe Abara" in shown(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert crm.contacts.count() == 5
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("y")
        await settle(pilot)
        assert crm.contacts.count() == 4


async def test_undo_and_redo_of_own_acts_ask_nothing(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("u")
        await settle(pilot)
        assert "Undone: " in said(pilot)
        assert "U to redo" in said(pilot)
        assert not crm.contacts.view(2).follow_ups
        await pilot.press("U")
        await settle(pilot)
        assert "Redone: " in said(pilot)
        assert crm.contacts.view(2).follow_ups


async def test_a_failure_that_can_be_explained_is_one_notification(crm: Crm, screens: OpenScreens) -> None:
    def fail() -> Done:
        raise UsageProblem("[/] Nothing was changed, because of [@click=app.quit]x[/].")

    async with screens(crm) as pilot:
        assert await act(app_of(pilot), fail) is None
        await settle(pilot)
        assert "Nothing was changed, because of [@click=app.quit]x[/]." in said(pilot)
        assert "[@click=app.quit]x[/]" in shown(pilot)


async def test_a_bug_is_shown_with_its_details_and_the_screens_go_on(crm: Crm, screens: OpenScreens) -> None:
    def fail() -> Done:
        raise RuntimeError("an odd [/] thing")

    async with screens(crm) as pilot:
        assert await act(app_of(pilot), fail) is None
        await settle(pilot)
        assert isinstance(pilot.app.screen, BugDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert "Ana Lima" in shown(pilot)


async def test_acts_are_written_in_the_order_of_the_keys(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("2", "asterisk", "asterisk", "asterisk")
        await settle(pilot)
        labels = [line.label.split()[0] for line in crm.history.lines(3)]
        assert labels == ["star", "unstar", "star"]


async def test_remapped_keys_work_and_are_shown(crm: Crm, screens: OpenScreens, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "nord"\n[keys]\npeople = "ctrl+o"\n', encoding="utf-8")
    async with screens(crm, config=load_config(path)) as pilot:
        assert pilot.app.theme == "nord"
        assert "ctrl+o People" in shown(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "4 people" not in shown(pilot)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "4 people" in shown(pilot)


async def test_keys_that_collide_are_told_at_the_start(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, config=Config(keys={"log": "d"})) as pilot:
        assert "the key d means done and log" in said(pilot)


async def test_a_theme_that_is_chosen_is_kept(crm: Crm, screens: OpenScreens, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    async with screens(crm, config=Config(path)) as pilot:
        pilot.app.theme = "dracula"
        await settle(pilot)
    assert load_config(path).theme == "dracula"


async def test_the_help_lists_the_keys_of_the_screen_below(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm, size=(120, 60)) as pilot:
        await pilot.press("2", "question_mark")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Sort by the next column" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_the_palette_finds_people_and_opens_their_page(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("ctrl+p", *"okaf")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ContactScreen)
        assert "Bea Okafor" in shown(pilot)


async def test_the_palette_finds_actions_of_the_screen_below(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("ctrl+p", *"peopl")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "4 people" in shown(pilot)


async def test_keys_and_screens_can_be_clicked(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.click(offset=(shown(pilot).splitlines()[0].index("2 People") + 2, 0))
        await settle(pilot)
        assert "4 people" in shown(pilot)
        last = shown(pilot).splitlines()[-1]
        await pilot.click(offset=(last.index("? Help") + 2, 39))
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10), (200, 60)])
async def test_the_screens_stand_in_terminals_of_any_size(
    crm: Crm, screens: OpenScreens, size: tuple[int, int]
) -> None:
    async with screens(crm, size=size) as pilot:
        assert "Ana Lima" in shown(pilot)
        assert "? Help" in shown(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "Ana Lima" in shown(pilot)


async def test_a_few_letters_find_people_and_no_action_by_its_description(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("ctrl+p", *"lim")
        await settle(pilot)
        assert "Ana Lima" in shown(pilot)
        await pilot.press("backspace", "backspace", "backspace", *"mar")
        await settle(pilot)
        assert "Star" not in shown(pilot)
        await pilot.press("k")
        await settle(pilot)
        assert "Mark with a star" in shown(pilot)


async def test_the_palette_begins_with_a_sign_of_every_font(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "›" in shown(pilot)
        assert "🔎" not in shown(pilot)


def test_what_is_not_shown_yet_is_loaded_in_a_thread() -> None:
    code = (
        "import sys; from netcrm.tui.preloading import preload; assert 'textual' not in sys.modules;"
        "preload().join(); assert 'netcrm.tui.dialogs' in sys.modules and 'netcrm.tui.palette' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
