"""A playbook shows each day, each second person and everybody left out before it starts; a clash is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input

from netcrm.domain.contact import State
from netcrm.domain.playbooks.run import RunState
from netcrm.domain.roles import Role
from netcrm.errors import NetcrmError
from netcrm.services.crm import Crm
from netcrm.services.playbooks.values import Clash
from netcrm.tui.dialogs import PickPersonDialog, PlaybookDialog, PlaybookStart, PlaybookStop
from netcrm.tui.dialogs.clash import ClashDialog
from netcrm.tui.dialogs.playbook_choice import start
from tests.tui.conftest import TODAY, OpenScreens, go_to_ana, person, said, settle
from tests.tui.conftest import shown as seen
from tests.tui.dialog_host import HOSTILE, Shown, assert_harmless, show

Open = Shown[PlaybookStart | PlaybookStop | None]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
WIDE = (120, 40)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where playbooks of the user's own are looked for."""
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))
    folder = tmp_path / "config" / "playbooks"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def people(empty_crm: Crm) -> tuple[int, ...]:
    """Ana and Ben at one place, Chidi at another."""
    details = (
        person("Ana", "Lima", "St Mary's", Role.PRINCIPAL_INVESTIGATOR),
        person("Ben", "Cole", "St Mary's", Role.RESEARCH_COORDINATOR),
        person("Chidi", "Eze", "Harbour University", Role.MENTOR),
    )
    return tuple(empty_crm.contacts.add(one).contact_ids[0] for one in details)


def text_of(shown: Open) -> str:
    """Return what is seen as one line, since words wrap; the pane's frame is left out."""
    return " ".join(shown.text.replace("│", " ").replace("▏", " ").split())


def read_in(shown: Open) -> str:
    """Return what the right pane says as one line."""
    return " ".join(" ".join(line.partition("▏")[2].strip(" │") for line in shown.lines).split())


def dialog_of(shown: Open) -> PlaybookDialog:
    dialog = next(screen for screen in shown.host.screen_stack if isinstance(screen, PlaybookDialog))
    assert isinstance(dialog, PlaybookDialog)
    return dialog


async def choose(shown: Open, name: str) -> None:
    """Go to a playbook in the list, and wait for its preview."""
    dialog = dialog_of(shown)
    dialog.options.focus()
    at = next(index for index, line in enumerate(dialog._lines) if line.name == name)
    dialog.options.highlighted = len(dialog._runs) + at
    await reckoned(shown)


async def reckoned(shown: Open) -> None:
    """Wait for the preview, which is reckoned once the keys rest."""
    await shown.settle()
    dialog = dialog_of(shown)
    while dialog._playbook is not None:
        try:
            wanted = dialog._start(dialog._playbook)
        except NetcrmError:
            break
        if dialog._reckoned is not None and dialog._reckoned.start == wanted:
            break
        await shown.pilot.pause()
    await shown.settle()


async def fill(shown: Open, field: str, text: str) -> None:
    line = shown.host.screen.query_one(f"#field-{field} Input", Input)
    line.focus()
    line.value = ""
    await shown.settle()
    await shown.type(text)
    await reckoned(shown)


@SIZES
async def test_each_step_has_its_date_and_weekday(
    empty_crm: Crm, people: tuple[int, ...], size: tuple[int, int]
) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1]), size=size) as shown:
        await choose(shown, "outreach")
        preview = empty_crm.playbooks.preview("outreach", people[:1], on=TODAY)
        for step in preview.people[0].steps:
            assert f"{step.when} {step.title}" in read_in(shown)
        assert "Mon 23 Nov" in read_in(shown)
        assert "Thu 26 Nov" in read_in(shown) or "Fri 27 Nov" in read_in(shown)
        assert "Second person: Ben Cole; w chooses another." in read_in(shown)


async def test_another_day_moves_every_step(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "conference")
        await fill(shown, "on", "mon")
        assert "→ Mon 30 Nov, in 7 days" in shown.text
        (first,) = empty_crm.playbooks.preview("conference", people[:1], on=TODAY + timedelta(days=7)).people
        for step in first.steps:
            assert step.when in text_of(shown)
        await shown.press("enter")
        assert shown.answers == [PlaybookStart("conference", people[:1], TODAY + timedelta(days=7))]


async def test_an_hour_counts_where_it_is_typed(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "thank-you")
        await fill(shown, "on", "today 15:30")
        await shown.press("enter")
        (choice,) = shown.answers
        assert isinstance(choice, PlaybookStart)
        assert choice.at is not None
        assert (choice.at.hour, choice.at.minute) == (15, 30)
        assert choice.at.utcoffset() is not None


async def test_leaving_is_dated_by_the_last_day(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "leaving")
        assert "Your last day there" in shown.text
        await shown.press("enter")
        assert "✗ Say your last working day there" in text_of(shown)
        assert shown.answers == []
        await fill(shown, "last", "18 dec")
        (first,) = empty_crm.playbooks.preview("leaving", people[:1], on=date(2026, 12, 18)).people
        assert all(step.when in text_of(shown) for step in first.steps)
        await shown.press("enter")
        assert shown.answers == [PlaybookStart("leaving", people[:1], date(2026, 12, 18))]


async def test_a_second_person_is_chosen(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "outreach")
        await shown.press("w")
        assert isinstance(shown.host.screen, PickPersonDialog)
        await shown.type("chidi")
        await shown.press("enter")
        await reckoned(shown)
        assert "Second person: Chidi Eze" in text_of(shown)
        await shown.press("enter")
        assert shown.answers == [PlaybookStart("outreach", people[:1], TODAY, second=people[2])]


@SIZES
async def test_several_people_are_spread_and_those_left_out_are_named(
    empty_crm: Crm, people: tuple[int, ...], size: tuple[int, int]
) -> None:
    gone = empty_crm.contacts.add(person("Dao", "Nguyen")).contact_ids[0]
    empty_crm.contacts.set_state((gone,), State.DO_NOT_CONTACT)
    ids = (*people, gone)
    async with show(PlaybookDialog(empty_crm, ids), size=size) as shown:
        await choose(shown, "reconnect")
        await fill(shown, "per-day", "2")
        shown.host.screen.query_one("Reading").scroll_end(animate=False)
        await shown.settle()
        assert "Dao Nguyen is marked do not contact" in text_of(shown)
        shown.host.screen.query_one("Reading").scroll_home(animate=False)
        preview = empty_crm.playbooks.preview("reconnect", ids, on=TODAY, per_day=2)
        days = [it.starts_on for it in preview.people]
        assert days == [TODAY, TODAY, TODAY + timedelta(days=1)]
        if size == WIDE:
            assert "3 people, 2 a working day: Mon 23 Nov to Tue 24 Nov" in text_of(shown)
            assert "Tue 24 Nov Chidi Eze" in text_of(shown)
        await shown.press("enter")
        assert shown.answers == [PlaybookStart("reconnect", ids, TODAY, per_day=2)]


async def test_what_is_no_number_of_people_is_told_beside_the_field(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people), size=WIDE) as shown:
        await choose(shown, "reconnect")
        for text in ("0", "-3", "many", "1000", "٣"):
            await fill(shown, "per-day", text)
            assert "✗ Write a number of people" in text_of(shown)
        await shown.press("enter")
        assert shown.answers == []


async def test_one_person_is_not_asked_how_many_a_day(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "reconnect")
        assert "People a day" not in shown.text


async def test_nobody_is_left_to_start_it_with(empty_crm: Crm, people: tuple[int, ...]) -> None:
    empty_crm.contacts.set_state(people[:1], State.DECEASED)
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "reconnect")
        assert "Ana Lima" in text_of(shown)
        await shown.press("enter")
        assert shown.answers == []
        assert "✗" in shown.text


@pytest.fixture
def running(empty_crm: Crm, people: tuple[int, ...]) -> Crm:
    """Ana has an outreach going since today."""
    empty_crm.playbooks.start("outreach", people[:1], on=TODAY)
    return empty_crm


@SIZES
async def test_what_runs_comes_first_with_its_next_step(
    running: Crm, people: tuple[int, ...], size: tuple[int, int]
) -> None:
    async with show(PlaybookDialog(running, people[:1]), size=size) as shown:
        (run,) = running.playbooks.runs(people[0])
        assert f"▶ {run.title}" in text_of(shown)
        assert run.next_step in text_of(shown)
        await shown.press("enter")
        assert "✗ This one is running" in text_of(shown)
        assert shown.answers == []


@pytest.mark.parametrize(("key", "clash"), [("r", Clash.REPLACE), ("q", Clash.QUEUE), ("b", Clash.BOTH)])
async def test_a_second_playbook_asks_what_becomes_of_the_first(
    running: Crm, people: tuple[int, ...], key: str, clash: Clash
) -> None:
    async with show(PlaybookDialog(running, people[:1])) as shown:
        await choose(shown, "reconnect")
        await shown.press("enter")
        assert isinstance(shown.host.screen, ClashDialog)
        for words in ("Ana Lima", "r Replace", "q Queue", "b Both"):
            assert words in text_of(shown)
        await shown.press(key)
        assert shown.answers == [PlaybookStart("reconnect", people[:1], TODAY, clash=clash)]


async def test_leaving_the_question_starts_nothing(running: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(running, people[:1])) as shown:
        await choose(shown, "reconnect")
        await shown.press("enter", "escape")
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]


async def test_what_runs_is_stopped_with_a_reason(running: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(running, people[:1])) as shown:
        await shown.press("x")
        await shown.type("she moved away")
        await shown.press("enter")
        assert shown.answers == [PlaybookStop(people[:1], "outreach", "she moved away")]


async def test_where_nothing_runs_nothing_is_stopped(empty_crm: Crm, people: tuple[int, ...]) -> None:
    async with show(PlaybookDialog(empty_crm, people[:1])) as shown:
        await shown.press("x")
        assert "✗ No playbook is running here." in shown.text
        assert shown.answers == []


async def test_a_broken_playbook_of_the_users_own_says_what_is_wrong_and_cannot_be_started(
    empty_crm: Crm, people: tuple[int, ...], own_folder: Path
) -> None:
    (own_folder / "mine.toml").write_text('title = "Mine"\nsummary = "x"\nwhat = 1\n', encoding="utf-8")
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "mine")
        assert "✗ mine cannot be used" in shown.text
        assert "mine.toml" in text_of(shown)
        await shown.press("enter")
        assert shown.answers == []
        assert "✗" in shown.text


async def test_a_playbook_of_the_users_own_is_marked(empty_crm: Crm, people: tuple[int, ...], own_folder: Path) -> None:
    (own_folder / "mine.toml").write_text(
        'title = "Mine [/]"\nsummary = "x"\n[[step]]\nid = "one"\nafter = "1 day"\ntitle = "[b]Go[/b]"\n',
        encoding="utf-8",
    )
    async with show(PlaybookDialog(empty_crm, people[:1]), size=WIDE) as shown:
        await choose(shown, "mine")
        assert "Mine [/] (yours)" in shown.text
        assert "[b]Go[/b]" in shown.text


@SIZES
async def test_hostile_names_are_text(empty_crm: Crm, size: tuple[int, int]) -> None:
    ids = tuple(empty_crm.contacts.add(person(f"Zed{i}", HOSTILE, HOSTILE)).contact_ids[0] for i in range(3))
    empty_crm.contacts.set_state(ids[2:], State.DO_NOT_CONTACT)
    empty_crm.playbooks.start("outreach", ids[:1], on=TODAY)
    for chosen in (ids[:1], ids):
        async with show(PlaybookDialog(empty_crm, chosen), size=size) as shown:
            assert_harmless(shown.text)
            for name in ("outreach", "leaving", "reconnect"):
                await choose(shown, name)
                assert_harmless(shown.text)
            await shown.press("enter")
            assert_harmless(shown.text)


@pytest.mark.parametrize("screen", ["today", "people", "page"])
async def test_a_playbook_is_started_from_every_screen_and_undone_in_one_key(
    crm: Crm, screens: OpenScreens, screen: str
) -> None:
    async with screens(crm) as pilot:
        await go_to_ana(pilot, screen)
        await pilot.press("b")
        await settle(pilot)
        assert "Playbook with Ana Lima" in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await finished(pilot.app)
        await settle(pilot)
        (run,) = crm.playbooks.runs(1)
        assert run.title in said(pilot)
        await pilot.press("u")
        await settle(pilot)
        await finished(pilot.app)
        assert crm.playbooks.runs(1) == []


async def finished(app: App[None]) -> None:
    await app.workers.wait_for_complete()


async def test_a_run_is_stopped_from_the_screens(crm: Crm, screens: OpenScreens) -> None:
    crm.playbooks.start("reconnect", (1,), on=TODAY)
    async with screens(crm) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        await pilot.press("x")
        await pilot.pause()
        await pilot.press(*"no", "enter")
        await settle(pilot)
        await finished(pilot.app)
        (run,) = crm.playbooks.runs(1)
        assert run.state is RunState.ENDED
        assert "no" in run.ended_why


def test_what_is_chosen_is_what_is_started(empty_crm: Crm, people: tuple[int, ...]) -> None:
    choice = PlaybookStart("outreach", people[:1], TODAY, second=people[2])
    preview = empty_crm.playbooks.preview("outreach", people[:1], on=TODAY, second=people[2])
    start(empty_crm, choice)
    (run,) = empty_crm.playbooks.runs(people[0])
    assert run.with_names == ("Ana Lima", "Chidi Eze")
    assert preview.people[0].second_name == "Chidi Eze"
    again = replace(choice, name="reconnect", second=None, clash=Clash.REPLACE)
    start(empty_crm, again)
    states = {run.playbook: run.state for run in empty_crm.playbooks.runs(people[0])}
    assert states == {"outreach": RunState.ENDED, "reconnect": RunState.OPEN}
