"""The acts on one line and on many at once, by keys alone: each one act, said before and after, with one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from textual import events
from textual.pilot import Pilot

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui import dialogs
from netcrm.tui.agenda_list import AgendaList
from netcrm.tui.people_table import PeopleTable
from tests.tui.conftest import TODAY, OpenScreens, person, said, settle, shown

Holds = Callable[[Crm], bool]
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def busy(crm: Crm) -> Crm:
    """Ana is late, Bea promised something for today, as in `crm`; Chidi is late too, and Dao owes a form."""
    crm.cadences.set(CadenceScope.CONTACT, "3", parse_cadence("1 month"))
    crm.interactions.log(InteractionDraft((3,), Channel.VIDEO, TODAY - timedelta(days=40), summary="His thesis"))
    crm.follow_ups.add(FollowUpDraft(4, "Signs the form", TODAY, theirs=True))
    return crm


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Type keys at once, as people do who know them, and wait until all is written and shown."""
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        pilot.app.post_message(events.Key(key, character))
    await settle(pilot)


async def fill(pilot: Pilot[None], *keys: str) -> None:
    """Press one key after another: in a form, where a key moves to the field that the next one is for."""
    await pilot.press(*keys)
    await settle(pilot)


async def mark(pilot: Pilot[None], screen: str, keys: Sequence[str]) -> None:
    """Mark the lines of some items on Today, or of their people on People."""
    if screen == "people":
        await press(pilot, "2")
        table = pilot.app.screen.query_one(PeopleTable)
        for key in keys:
            table.go_to(int(key[1:]))
            await press(pilot, "space")
        return
    agenda = pilot.app.screen.query_one(AgendaList)
    for key in keys:
        line = agenda.line_of(key)
        assert line is not None
        agenda.cursor = line
        await press(pilot, "space")


def last_touch(crm: Crm, contact_id: int) -> date | None:
    return crm.contacts.view(contact_id).standing.last_touch


def next_day(crm: Crm, contact_id: int) -> date | None:
    return crm.contacts.view(contact_id).standing.next_check_in


def kinds(crm: Crm, contact_id: int) -> set[str]:
    return {entry.kind.value for entry in crm.contacts.timeline(contact_id)}


def channels(crm: Crm, contact_id: int) -> str:
    return crm.contacts.timeline(contact_id)[0].title


BULK: list[tuple[str, tuple[str, ...], Holds]] = [
    ("d", ("c", "enter"), lambda crm: last_touch(crm, 1) == last_touch(crm, 3) == TODAY),
    ("s", ("t", "enter"), lambda crm: next_day(crm, 1) == next_day(crm, 3) == TOMORROW),
    ("S", ("enter",), lambda crm: "skip" in kinds(crm, 1) and "skip" in kinds(crm, 3)),
    ("p", ("tab", "f", "r", "i", "enter"), lambda crm: len(crm.pauses.lines()) == 2),
    ("c", ("1", "w", "tab", "tab", "v", "ctrl+s"), lambda crm: next_day(crm, 3) == TODAY - timedelta(days=33)),
]


@pytest.mark.parametrize(
    ("screen", "key", "answers", "holds"),
    [*(("today", *case) for case in BULK), *(("people", *case) for case in BULK[:2])],
)
async def test_an_act_on_all_that_is_marked_is_one_act_and_one_undo(
    busy: Crm, screens: OpenScreens, screen: str, key: str, answers: tuple[str, ...], holds: Holds
) -> None:
    before = busy.history.next_undo()
    async with screens(busy) as pilot:
        await mark(pilot, screen, ("c1", "c3"))
        await press(pilot, key)
        await fill(pilot, *answers)
        assert holds(busy)
        assert "u to undo" in said(pilot)
        await press(pilot, "u")
        assert not holds(busy)
        assert busy.history.next_undo() == before


async def test_done_on_several_asks_once_and_may_leave_each_its_own_channel(busy: Crm, screens: OpenScreens) -> None:
    async with screens(busy) as pilot:
        await mark(pilot, "today", ("c1", "f1", "c3"))
        assert "3 lines  ·  d done: next 7 Dec to 23 Dec  s back Mon 30 Nov  S skip: 2 can be skipped" in shown(pilot)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, dialogs.DoneDialog)
        assert "The next ones are for 7 Dec to 23 Dec." in shown(pilot)
        await press(pilot, "enter")
        assert channels(busy, 1) == "Call"
        assert channels(busy, 3) == "Video call"
        assert busy.contacts.view(2).follow_ups[0].state is FollowUpState.DONE
        await press(pilot, "u")
        assert busy.contacts.view(2).follow_ups[0].state is FollowUpState.OPEN
        assert last_touch(busy, 1) != TODAY


async def test_one_item_that_refuses_leaves_all_as_they_were(busy: Crm, screens: OpenScreens) -> None:
    before = busy.history.next_undo()
    async with screens(busy) as pilot:
        await mark(pilot, "today", ("c1", "f1"))
        await press(pilot, "S")
        assert "1 of them is promised once and cannot be skipped" in shown(pilot)
        await press(pilot, "enter")
        assert "“Send her my CV” is promised once" in said(pilot)
        assert busy.history.next_undo() == before


async def test_a_skip_and_a_snooze_keep_their_reason(busy: Crm, screens: OpenScreens) -> None:
    async with screens(busy) as pilot:
        await mark(pilot, "today", ("c1", "c3"))
        await press(pilot, "S", *"leave")
        await press(pilot, "enter")
        assert "leave" in " ".join(entry.words for entry in busy.contacts.timeline(3))


async def test_one_line_is_skipped_by_one_key(busy: Crm, screens: OpenScreens) -> None:
    async with screens(busy) as pilot:
        await mark(pilot, "today", ("c1",))
        await press(pilot, "S")
        assert "Skipped Ana Lima this time" in said(pilot)


async def test_several_promises_are_dropped_for_one_reason_that_must_be_given(busy: Crm, screens: OpenScreens) -> None:
    async with screens(busy) as pilot:
        await mark(pilot, "today", ("f1", "f2"))
        await press(pilot, "x", "enter")
        assert "✗ Say why in a few words: history keeps it." in shown(pilot)
        await press(pilot, *"over", "enter")
        for contact_id in (2, 4):
            follow_up = busy.contacts.view(contact_id).follow_ups[0]
            assert (follow_up.state, follow_up.reason) == (FollowUpState.DROPPED, "over")
        await press(pilot, "u")
        assert busy.contacts.view(4).follow_ups[0].state is FollowUpState.OPEN


@pytest.mark.parametrize(
    ("letter", "whom"), [("p", "Ana Lima"), ("o", "St Mary's"), ("e", "everybody")], ids=["person", "place", "all"]
)
async def test_a_person_an_organisation_or_everybody_is_paused_and_taken_back(
    busy: Crm, screens: OpenScreens, letter: str, whom: str
) -> None:
    async with screens(busy) as pilot:
        await press(pilot, "p")
        await fill(pilot, "tab", *"fri", "tab", "tab", letter)
        assert "First day back: Mon 30 Nov." in shown(pilot)
        await press(pilot, "ctrl+s")
        assert [line.whom for line in busy.pauses.lines()] == [whom]
        await press(pilot, "u")
        assert busy.pauses.lines() == []


async def test_resume_ends_the_pauses_of_all_that_are_marked(busy: Crm, screens: OpenScreens) -> None:
    busy.pauses.pause((1, 3), TODAY, TODAY + timedelta(days=9))
    async with screens(busy) as pilot:
        await mark(pilot, "people", ("c1", "c3"))
        await press(pilot, "P")
        assert busy.pauses.lines() == []
        await press(pilot, "u")
        assert len(busy.pauses.lines()) == 2


async def test_a_promise_that_comes_back_shows_its_next_dates_and_moves_on_when_done(
    busy: Crm, screens: OpenScreens
) -> None:
    async with screens(busy) as pilot:
        await press(pilot, "enter")
        await press(pilot, "f")
        await fill(pilot, *"Dues", "tab", *"fri", "tab", "tab", *"1m")
        assert "Then Sun 27 Dec, Wed 27 Jan 2027, and so on." in shown(pilot)
        await press(pilot, "ctrl+s")
        promise = busy.contacts.view(1).follow_ups[0]
        assert promise.recurrence is not None
        assert (promise.due_on, promise.recurrence.counts_from) == (date(2026, 11, 27), RepeatsFrom.DATE)
        await press(pilot, "g")
        assert "d done: next Sun 27 Dec" in shown(pilot)
        await press(pilot, "d")
        assert [it.due_on for it in busy.contacts.view(1).follow_ups if it.state is FollowUpState.OPEN] == [
            date(2026, 12, 27)
        ]
        await press(pilot, "u")
        assert [it.due_on for it in busy.contacts.view(1).follow_ups] == [date(2026, 11, 27)]


async def test_the_page_says_what_the_keys_would_do(busy: Crm, screens: OpenScreens) -> None:
    async with screens(busy) as pilot:
        await press(pilot, "enter")
        assert "d done: logs a call, next Mon 7 Dec  s back Mon 30 Nov  S skip: same" in shown(pilot)


async def test_people_says_what_the_keys_would_do(busy: Crm, screens: OpenScreens) -> None:
    async with screens(busy) as pilot:
        await press(pilot, "2")
        assert "4 people, by name  ·  d done: logs a video call, next Wed 23 Dec" in shown(pilot)


@pytest.fixture
def outreach(empty_crm: Crm) -> Crm:
    """The second step of an outreach to Ana Ortiz is due; it asks first whether she answered."""
    crm = empty_crm
    ids = [crm.contacts.add(person(*name, "St Mary's")).contact_ids[0] for name in (("Ana", "Ortiz"), ("Ben", "Cole"))]
    crm.playbooks.start("outreach", ids[:1], on=TODAY - timedelta(days=14))
    first = next(item for item in crm.agenda.build().items if item.kind.value == "follow-up")
    crm.acts.done(first.key, channel=Channel.EMAIL, on=TODAY - timedelta(days=14))
    return crm


@pytest.mark.parametrize(("key", "answered", "words"), [("y", True, "Logged"), ("n", False, "Done:")])
async def test_a_step_of_a_playbook_asks_first_whether_somebody_answered(
    outreach: Crm, screens: OpenScreens, key: str, answered: bool, words: str
) -> None:
    async with screens(outreach) as pilot:
        await press(pilot, "d")
        assert "Did Ana Ortiz answer?" in shown(pilot)
        await press(pilot, key)
        assert words in said(pilot)
        assert (last_touch(outreach, 1) == TODAY) is answered
        assert [run.state.value for run in outreach.playbooks.runs(1)] == ["ended" if answered else "open"]
        await press(pilot, "u")
        assert [run.state.value for run in outreach.playbooks.runs(1)] == ["open"]
        assert last_touch(outreach, 1) != TODAY


async def test_a_question_left_by_escape_changes_nothing(outreach: Crm, screens: OpenScreens) -> None:
    before = outreach.history.next_undo()
    async with screens(outreach) as pilot:
        await press(pilot, "d")
        await press(pilot, "escape")
        assert outreach.history.next_undo() == before


async def test_several_steps_are_asked_about_once(outreach: Crm, screens: OpenScreens) -> None:
    outreach.follow_ups.add(FollowUpDraft(2, "Send him the poster", TODAY))
    keys = [item.key for item in outreach.agenda.build().items if item.kind.value == "follow-up"]
    async with screens(outreach) as pilot:
        await mark(pilot, "today", keys)
        await press(pilot, "d")
        assert "Did any of them answer?" in shown(pilot)
        await press(pilot, "n")
        assert all(it.state is FollowUpState.DONE for it in outreach.contacts.view(2).follow_ups[:1])
