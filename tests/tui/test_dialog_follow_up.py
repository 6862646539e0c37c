"""A follow-up has words, a day with its weekday, perhaps an hour, and somebody who promised."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.tui.dialogs import FollowUpDialog
from tests.tui.conftest import TODAY, person
from tests.tui.dialog_host import HOSTILE, assert_harmless, show


async def test_words_and_a_day_plan_a_promise_of_ones_own(crm: Crm) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("Send her my CV")
        await shown.press("tab")
        await shown.type("next tue")
        assert "→ Tue 1 Dec, in 8 days" in shown.text
        await shown.press("enter")
        assert shown.answers == [FollowUpDraft(1, "Send her my CV", date(2026, 12, 1))]


async def test_an_hour_makes_a_moment_and_t_makes_it_theirs(crm: Crm) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("She signs the form")
        await shown.press("tab")
        await shown.type("fri 14:00")
        assert "Fri 27 Nov, in 4 days, at 14:00" in shown.text
        await shown.press("tab", "t", "enter")
        moment = datetime(2026, 11, 27, 14).astimezone()
        assert shown.answers == [FollowUpDraft(1, "She signs the form", date(2026, 11, 27), moment, theirs=True)]


async def test_a_promise_without_words_is_refused(crm: Crm) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.press("tab")
        await shown.type("fri")
        await shown.press("enter")
        assert "✗ Say what is promised" in shown.text
        assert shown.answers == []


async def test_a_promise_without_a_day_is_refused(crm: Crm) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("Call")
        await shown.press("ctrl+s")
        assert "✗ Say for which day" in shown.text
        assert shown.answers == []


@pytest.mark.parametrize("text", ["3/12", "fri 25:00", "whenever"])
async def test_a_day_that_cannot_be_understood_is_refused_as_one_types(crm: Crm, text: str) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("Call")
        await shown.press("tab")
        await shown.type(text)
        assert "✗" in shown.text
        await shown.press("enter")
        assert shown.answers == []


async def test_the_users_order_of_dates_is_used(crm: Crm) -> None:
    crm.settings.set("date-order", "dmy")
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("Call")
        await shown.press("tab")
        await shown.type("3/12")
        assert "→ Thu 3 Dec" in shown.text


async def test_a_past_day_says_that_it_is_late_already(crm: Crm) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("Call")
        await shown.press("tab")
        await shown.type("2026-11-20")
        assert "Fri 20 Nov, 3 days ago: already late" in shown.text


async def test_a_follow_up_is_edited_as_it_stands(crm: Crm) -> None:
    draft = FollowUpDraft(2, "Sign", TODAY, datetime(2026, 11, 23, 9, 30).astimezone(), theirs=True)
    crm.follow_ups.add(draft)
    latest = max(one.id for one in crm.contacts.view(2).follow_ups)
    async with show(FollowUpDialog(crm, 2, latest)) as shown:
        await shown.press("ctrl+s")
        assert shown.answers == [draft]


async def test_escape_throws_typed_words_away_only_when_pressed_again(crm: Crm) -> None:
    async with show(FollowUpDialog(crm, 1)) as shown:
        await shown.type("Call")
        await shown.press("escape")
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]


async def test_a_hostile_name_and_title_are_text(empty_crm: Crm) -> None:
    contact_id = empty_crm.contacts.add(person("Zed", HOSTILE)).contact_ids[0]
    empty_crm.follow_ups.add(FollowUpDraft(contact_id, f"Ask {HOSTILE}", TODAY))
    promise = empty_crm.contacts.view(contact_id).follow_ups[0]
    async with show(FollowUpDialog(empty_crm, contact_id, promise.id)) as shown:
        assert "Zed" in shown.text
        assert_harmless(shown.text)
        await shown.press("ctrl+s")
        assert [draft.title for draft in shown.answers if draft] == [promise.title]
