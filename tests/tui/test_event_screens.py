"""Events on the screens: conference mode by one hand, the list, the dialogs, and what follows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from netcrm.domain.contact import Email
from netcrm.services.crm import Crm
from netcrm.services.events.values import EventDraft, Slot
from netcrm.tui.screens.conference import ConferenceScreen
from netcrm.tui.screens.event import EventScreen
from netcrm.tui.screens.events import EventsScreen
from tests.tui.conftest import TODAY, OpenScreens, person, said, settle, shown
from tests.tui.test_acts_on_many import press


@pytest.fixture
def at_socra(empty_crm: Crm) -> Crm:
    """An event that goes on since yesterday, with two of three people on its list."""
    empty_crm.contacts.add_all(
        [
            person("Ana", "Lima", "St Mary's", emails=(Email("ana@site.example"),)),
            person("Bo", "Chen", "Northwind CRO"),
            person("Chidi", "Eze"),
        ]
    )
    empty_crm.events.add(EventDraft("SOCRA 2026", TODAY - timedelta(days=1), TODAY + timedelta(days=1), place="Reno"))
    empty_crm.events.want(1, [1], Slot("eConsent in practice", empty_crm.events.slot(1, "mon 09:15"), "Room 204"))
    empty_crm.events.want(1, [2])
    return empty_crm


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Paste a text: each letter of a form is read, which takes its time."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


async def test_at_a_stand_letters_and_enter_say_whom_one_met(at_socra: Crm, screens: OpenScreens) -> None:
    async with screens(at_socra, size=(80, 24)) as pilot:
        await press(pilot, "E", "c")
        assert isinstance(pilot.app.screen, ConferenceScreen)
        assert "day 2 of 3" in shown(pilot)
        assert "eConsent in practice" in shown(pilot)
        await press(pilot, "down", "enter")
        assert "Met Bo Chen" in shown(pilot)
        await press(pilot, "escape")
        await type_in(pilot, "lim")
        await press(pilot, "enter")
        assert "Met Ana Lima" in shown(pilot)
        await type_in(pilot, "wants our checklist")
        await press(pilot, "enter")
        assert "ctrl+z to undo" in said(pilot)
        # Somebody who stands on no list, then somebody whom nobody knows, where they work behind an @.
        await type_in(pilot, "eze")
        assert "not on the list" in shown(pilot)
        await press(pilot, "enter", "enter")
        await type_in(pilot, "Nia Okafor @ Riverbend")
        assert "Somebody new: Nia Okafor @ Riverbend" in shown(pilot)
        await press(pilot, "enter", "enter")
        # The line about somebody met is changed by the same key; escape goes back one step at a time.
        await type_in(pilot, "ana")
        await press(pilot, "enter", "space", "!", "enter")
        await type_in(pilot, "bo")
        await press(pilot, "enter", "escape", "escape")
        await press(pilot, "ctrl+t")
        assert "Tue 24 Nov" not in shown(pilot)
        assert "Sun 22 Nov, day 1 of 3  (not today)" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, EventsScreen)
        assert "4 met" not in shown(pilot)
    met = {it.row.name: it.person.line for it in at_socra.events.page(1).people if it.is_met}
    assert met == {"Ana Lima": "wants our checklist !", "Chidi Eze": "", "Nia Okafor": ""}
    nia = at_socra.contacts.resolve("Nia Okafor")
    assert at_socra.contacts.get(nia).details.positions[0].organisation == "Riverbend"


async def test_an_event_is_added_changed_filled_and_printed(
    at_socra: Crm, screens: OpenScreens, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email,Session\nBo Chen,,Stand 4\nZoe Park,zoe@river.example,Poster 3\n", "utf-8")
    async with screens(at_socra) as pilot:
        await press(pilot, "E", "n")
        await type_in(pilot, "ACRP 2027")
        await press(pilot, "tab", "tab")
        await type_in(pilot, "11 apr 2027")
        await press(pilot, "ctrl+s")
        assert [it.event.name for it in at_socra.events.lines()] == ["SOCRA 2026", "ACRP 2027"]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, EventScreen)
        assert "Nobody is on the list yet" in shown(pilot)
        await press(pilot, "c")
        assert "begins on Sun 11 Apr 2027" in said(pilot)
        await press(pilot, "w", "tab")
        await type_in(pilot, "org:northwind")
        assert "The query finds 1 person" in shown(pilot)
        await press(pilot, "tab")
        await type_in(pilot, "Stand 2")
        await press(pilot, "tab")
        await type_in(pilot, "sun 10:30")
        await press(pilot, "ctrl+s")
        assert "10:30" in shown(pilot)
        await press(pilot, "r")
        await type_in(pilot, str(roster))
        await press(pilot, "enter")
        assert "2 to meet at ACRP 2027, 1 of them new here" in shown(pilot)
        await press(pilot, "enter")
        await press(pilot, "d", "tab")
        await type_in(pilot, str(tmp_path / "sheet.txt"))
        await press(pilot, "ctrl+s")
        assert "Wrote the day sheet" in said(pilot)
    assert "10:30  [ ] Bo Chen" in (tmp_path / "sheet.txt").read_text("utf-8")
    assert [it.row.name for it in at_socra.events.page(2).people] == ["Bo Chen", "Zoe Park"]


async def test_whom_one_met_is_followed_up_from_the_events_page(at_socra: Crm, screens: OpenScreens) -> None:
    async with screens(at_socra) as pilot:
        await press(pilot, "E", "enter", "m")
        await type_in(pilot, "a pilot in May")
        await press(pilot, "ctrl+s")
        assert "met Mon 23 Nov" in shown(pilot)
        await press(pilot, "m", "ctrl+s")
        await press(pilot, "b")
        assert "Conference with 1 person" in shown(pilot)
        await press(pilot, "y")
        assert "Started Conference with Ana Lima" in said(pilot)
        await press(pilot, "b")
        assert "followed up already" in said(pilot)
        await press(pilot, "x", "u", "u")
        await press(pilot, "escape", "4")
        assert "▲" in shown(pilot)
        assert "SOCRA 2026" in shown(pilot)
    assert at_socra.contacts.view(1).follow_ups == ()
