"""The rhythm, the reasons and what comes back are seen on a contact's page and in the pane beside a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel
from netcrm.domain.interval import parse_interval
from netcrm.domain.naming.name import Name
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.domain.rhythm import rhythm
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui.rhythm_words import bars, rhythm_rows
from netcrm.tui.screens.contact import ContactScreen
from tests.tui.conftest import TODAY, OpenScreens, lines_of, settle, shown


def test_bars_stand_over_the_letters_of_their_months_at_both_widths() -> None:
    found = rhythm([date(2026, 11, 2)] * 4 + [date(2025, 12, 30)], TODAY)
    assert bars(found).plain.split("\n") == ["▂ · · · · · · · · · · █", "D J F M A M J J A S O N"]
    assert bars(found, wide=True).plain.split("\n") == [
        "▂▂ ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ██",
        "D  J  F  M  A  M  J  J  A  S  O  N ",
    ]


def test_each_bar_differs_by_height_and_not_by_colour_alone() -> None:
    found = rhythm([date(2026, 11, 2), date(2026, 10, 1), date(2026, 10, 2)], TODAY)
    drawn = bars(found).plain.split("\n")[0].split(" ")
    assert (drawn[-3], drawn[-2], drawn[-1]) == ("·", "▄", "▂")


@pytest.mark.parametrize(
    ("touches", "rows"),
    [
        ((), []),
        (("2026-11-23",), [("now", "in touch today")]),
        (("2026-11-03",), [("longest", "20 days, since 3 Nov, still")]),
        (("2026-10-27", "2026-11-03", "2026-11-13"), [("usual gap", "about every 9 days"),
         ("longest", "10 days, 3 Nov to 13 Nov 2026"), ("now", "10 days")]),
        (("2026-10-20", "2026-10-27", "2026-11-03"), [("usual gap", "about every week"),
         ("longest", "20 days, since 3 Nov, still")]),
    ],
)  # fmt: skip
def test_what_the_rhythm_comes_to_is_said_in_rows(touches: tuple[str, ...], rows: list[tuple[str, str]]) -> None:
    assert list(rhythm_rows(rhythm(map(date.fromisoformat, touches), TODAY))) == rows


@pytest.fixture
def ana(crm: Crm) -> int:
    """Ana with some history, a promise that comes back, and a check-in that was snoozed for a reason."""
    for on in ("2025-11-10", "2026-01-05", "2026-06-01"):
        crm.interactions.log(InteractionDraft((1,), Channel.EMAIL, date.fromisoformat(on), summary="hello"))
    dues = FollowUpDraft(
        1, "Pay the dues", date(2027, 1, 1), every=parse_interval("1 year"), counts_from=RepeatsFrom.DATE
    )
    crm.follow_ups.add(dues)
    crm.acts.snooze("c1", until=TODAY + timedelta(days=2), reason="she is at a congress")
    return 1


async def test_the_page_shows_rhythm_reasons_and_what_comes_back(screens: OpenScreens, crm: Crm, ana: int) -> None:
    async with screens(crm) as pilot:
        pilot.app.push_screen(ContactScreen(crm, ana))
        await settle(pilot)
        text = shown(pilot)
        words = " ".join(text.split())
        left = " ".join(" ".join(line[:68].split()) for line in lines_of(pilot))
        assert "·  ▂▂ ·  ·  ·  ·  ▂▂ ·  ·  ·  ·  ▂▂" in text
        assert "D  J  F  M  A  M  J  J  A  S  O  N" in text
        assert "3 touches in 12 months, 1 in the 12 before" in text
        assert "longest     155 days, 1 Jun to 3 Nov 2026" in text
        assert "usual gap   about every 5 months" in text
        assert "snoozed from 17 Nov (she is at a congress): Wed 25 Nov." in words
        assert "Pay the dues Fri 1 Jan 2027, in 5 weeks, every year from 1 Jan 2027" in left
        assert "z Snoozed until 25 Nov" in text
        assert "she is at a congress" in text.split("Snoozed until")[1]


async def test_a_small_terminal_keeps_room_for_the_timeline_under_the_longest_reason(
    screens: OpenScreens, crm: Crm, ana: int
) -> None:
    crm.pauses.pause(None, TODAY, TODAY + timedelta(days=20), "the exams of the spring term and what follows them " * 3)
    async with screens(crm, size=(80, 24)) as pilot:
        pilot.app.push_screen(ContactScreen(crm, ana))
        await settle(pilot)
        assert pilot.app.screen.query_one("#person-head").size.height <= 6
        assert "Mon 14 Dec, the first day back." in " ".join(shown(pilot).split())
        assert "What happened" in shown(pilot)
        assert len([line for line in lines_of(pilot) if line.strip()]) <= 24


async def test_the_pane_shows_the_rhythm_of_the_person_under_the_cursor(
    screens: OpenScreens, crm: Crm, ana: int
) -> None:
    crm.history.undo()
    async with screens(crm, size=(120, 60)) as pilot:
        pane = " ".join(" ".join(line[80:].replace("▏", " ").split()) for line in lines_of(pilot))
        assert "Rhythm · ▂ · · · · ▂ · · · · ▂" in pane
        assert "D J F M A M J J A S O N" in pane
        assert "About every 5 months; the longest silence" in pane
        assert "every year from 1 Jan 2027" in pane


async def test_somebody_never_touched_has_no_rhythm_to_show(screens: OpenScreens, empty_crm: Crm) -> None:
    contact_id = empty_crm.contacts.add(Details(Name("Zed Moss"))).contact_ids[0]
    async with screens(empty_crm) as pilot:
        pilot.app.push_screen(ContactScreen(empty_crm, contact_id))
        await settle(pilot)
        assert "Rhythm" not in shown(pilot)


async def test_a_salutation_stands_with_the_details_where_one_is_set(screens: OpenScreens, crm: Crm, ana: int) -> None:
    details = crm.contacts.get(ana).details
    crm.contacts.edit(ana, replace(details, first_names=True))
    async with screens(crm, size=(120, 60)) as pilot:
        pilot.app.push_screen(ContactScreen(crm, ana))
        await settle(pilot)
        assert "salutation  Dear Ana" in shown(pilot)


async def test_a_playbook_that_runs_is_seen_with_its_next_step(screens: OpenScreens, crm: Crm, ana: int) -> None:
    crm.history.undo()
    crm.playbooks.start("outreach", [ana])
    run = crm.contacts.view(ana).runs[0]
    async with screens(crm, size=(120, 60)) as pilot:
        pilot.app.push_screen(ContactScreen(crm, ana))
        await settle(pilot)
        right = " ".join(" ".join(line[70:].replace("▏", " ").split()) for line in lines_of(pilot))
        assert f"Playbooks {run.title}, since Mon 23 Nov" in right
        assert f"next {run.next_step}" in right
        assert f"▸ {run.title} started" in shown(pilot)
        assert f"held while the playbook “{run.title}” runs." in " ".join(shown(pilot).split())
