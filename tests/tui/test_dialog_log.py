"""Logging is fast, says what it does to each next check-in, and never logs a day to come."""

from __future__ import annotations

from datetime import date, timedelta

from netcrm.domain.interaction import Channel, Direction
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.tui.dialogs import LogDialog
from tests.tui.conftest import TODAY, person
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless, show


async def test_a_letter_some_words_and_enter_log_a_call_of_today(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c")
        await shown.type("Her protocol")
        await shown.press("enter")
        assert shown.answers == [InteractionDraft((1,), Channel.CALL, TODAY, Direction.BOTH, "Her protocol")]


async def test_enter_alone_logs_an_email_of_today(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("enter")
        assert shown.answers == [InteractionDraft((1,), Channel.EMAIL, TODAY, Direction.OUTGOING)]


async def test_the_next_date_is_shown_as_logging_would_set_it(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        assert "Ana Lima: next check-in Mon 7 Dec, was Tue 17 Nov" in shown.text
        await shown.press("n")
        assert "was Tue 17 Nov" not in shown.text  # a note is no touch


async def test_a_back_date_is_echoed_with_its_weekday_and_moves_the_preview(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c", "tab")
        await shown.type("fri")
        assert "→ Fri 20 Nov, 3 days ago" in shown.text
        assert "next check-in Fri 4 Dec" in shown.text
        await shown.press("enter")
        assert shown.answers[0] == InteractionDraft((1,), Channel.CALL, date(2026, 11, 20), Direction.BOTH)


async def test_a_word_that_is_no_date_is_refused_beside_the_field(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c", "tab")
        await shown.type("someday")
        assert "✗ “someday” is no date." in shown.text
        await shown.press("enter")
        assert shown.answers == []


async def test_an_empty_date_is_asked_for_only_when_saving(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c", "tab", "backspace")
        assert "✗" not in shown.text
        await shown.press("ctrl+s")
        assert "✗ Say when" in shown.text
        assert shown.answers == []


async def test_a_day_to_come_is_refused_with_the_offer_of_a_follow_up(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c")
        await shown.type("Call again")
        await shown.press("tab")
        await shown.type("in 3 weeks")
        assert "Mon 14 Dec is still to come. Press ctrl+f" in shown.text
        await shown.press("enter")
        assert shown.answers == []
        await shown.press("ctrl+f")
        assert "Follow up with Ana Lima" in shown.text
        await shown.press("enter")
        assert shown.answers == [FollowUpDraft(1, "Call again", date(2026, 12, 14))]


async def test_leaving_the_offered_follow_up_goes_back_to_the_log(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c", "tab")
        await shown.type("tomorrow")
        await shown.press("ctrl+f", "escape")
        assert "Log with Ana Lima" in shown.text
        assert shown.answers == []


async def test_somebody_is_added_by_name_and_taken_away_by_backspace(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,)), size=(120, 40)) as shown:
        await shown.press("m", "tab", "tab", "tab")
        await shown.type("be")
        await shown.press("enter")
        assert "Ana Lima · Bea Okafor" in shown.text
        await shown.type("dao")
        await shown.press("enter", "backspace", "enter")
        assert shown.answers == [InteractionDraft((1, 2), Channel.MEETING, TODAY, Direction.BOTH)]


async def test_a_name_that_was_not_chosen_is_not_lost_silently(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,)), size=(120, 40)) as shown:
        await shown.press("m", "tab", "tab", "tab")
        await shown.type("zzz")
        await shown.press("enter")
        assert "“zzz” is nobody yet" in shown.text
        assert shown.answers == []


async def test_nobody_at_all_is_refused(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,)), size=(120, 40)) as shown:
        await shown.press("m", "tab", "tab", "tab", "backspace", "enter")
        assert "✗ Say with whom" in shown.text
        assert shown.answers == []


async def test_the_direction_follows_the_channel_until_it_is_chosen(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,)), size=(120, 40)) as shown:
        await shown.press("c", "tab", "tab", "i", "shift+tab", "shift+tab", "shift+tab", "shift+tab", "e", "enter")
        assert shown.answers == [InteractionDraft((1,), Channel.EMAIL, TODAY, Direction.INCOMING)]


async def test_an_interaction_is_edited_as_it_stands(crm: Crm) -> None:
    draft = InteractionDraft((2, 3), Channel.COFFEE, TODAY - timedelta(days=3), Direction.INCOMING, "One\nTwo", False)
    crm.interactions.log(draft)
    latest = crm.contacts.timeline(3)[0].id
    async with show(LogDialog(crm, (3,), interaction_id=latest)) as shown:
        await shown.press("ctrl+s")
        assert shown.answers == [draft]


async def test_ctrl_j_begins_a_new_line(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c", "a", "ctrl+j", "b", "enter")
        (answer,) = shown.answers
        assert isinstance(answer, InteractionDraft)
        assert answer.summary == "a\nb"


async def test_escape_gives_nothing_back(crm: Crm) -> None:
    async with show(LogDialog(crm, (1,))) as shown:
        await shown.press("c", "x", "escape")
        assert shown.answers == []  # words typed are not thrown away unasked
        await shown.press("escape")
        assert shown.answers == [None]


async def test_a_hostile_name_is_text_in_title_chips_and_suggestions(empty_crm: Crm) -> None:
    crm = empty_crm
    first = crm.contacts.add(person("Zed", HOSTILE)).contact_ids[0]
    crm.contacts.add(person("Zoe", HOSTILE))
    async with show(LogDialog(crm, (first,)), size=(120, 40)) as shown:
        await shown.press("m", "tab", "tab", "tab")
        await shown.type("zoe")
        await shown.press("down", "enter")
        text = shown.text
        assert "Zoe" in text
        assert_harmless(text)
        assert text.count(MARKUP) >= 3
