"""Done, snooze, skip and drop: each does what the preview says, and undo takes each back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel, Direction
from netcrm.errors import DateProblem, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.timeline import TimelineKind
from netcrm.services.values import Done
from tests.services.support import added, day, every, undo_and_redo_all, whole_store


@pytest.fixture
def busy(crm: Crm) -> Crm:
    """Ana at St Mary, written to long ago and late; a promise of hers; her organisation with a cadence of its own."""
    ana = added(crm, "Ana Lima", "2 weeks", organisation="St Mary")
    crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-10-05")))
    crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-11-20")))
    crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("monthly"))
    return crm


def next_date(crm: Crm, key: str) -> object:
    """Return the day on which an item's check-in stands."""
    if key.startswith("o"):
        return next(item.due_on for item in crm.agenda.build(day("2030-01-01")).items if item.key == key)
    return crm.contacts.rows([1])[0].next_check_in


@pytest.mark.parametrize("key", ["c1", "o1", "a1"])
def test_done_leads_to_the_date_of_the_preview(busy: Crm, key: str) -> None:
    preview, before = busy.acts.preview(key), whole_store(busy)
    done = busy.acts.done(key)
    assert done.change_set is not None
    assert next_date(busy, key) == preview.next_if_done
    assert busy.interactions.get(2).channel is Channel.EMAIL, "as the latest touch was"
    busy.history.undo()
    assert whole_store(busy) == before
    undo_and_redo_all(busy)


@pytest.mark.parametrize("key", ["c1", "o1"])
def test_skip_leads_to_the_date_of_the_preview(busy: Crm, key: str) -> None:
    preview, before = busy.acts.preview(key), whole_store(busy)
    assert preview.can_skip
    busy.acts.skip(key, reason="on leave")
    assert next_date(busy, key) == preview.next_if_skipped
    assert busy.contacts.rows([1])[0].last_touch == day("2026-10-05"), "a skip is no contact"
    busy.history.undo()
    assert whole_store(busy) == before
    undo_and_redo_all(busy)


@pytest.mark.parametrize("key", ["c1", "o1"])
def test_snooze_shows_it_again_on_the_day_and_lateness_counts_from_there(busy: Crm, key: str) -> None:
    before = whole_store(busy)
    busy.acts.snooze(key, until=day("2026-11-28"))
    assert next_date(busy, key) == day("2026-11-28"), "a Saturday that was typed does not roll"
    item = next(item for item in busy.agenda.build(day("2030-01-01")).items if item.key == key)
    assert item.days_late == 0
    busy.history.undo()
    assert whole_store(busy) == before


@pytest.mark.parametrize("key", ["c1", "o1"])
def test_an_earlier_snooze_holds_again_where_the_call_after_it_is_deleted(busy: Crm, key: str) -> None:
    busy.acts.snooze(key, until=day("2026-12-01"))
    busy.interactions.log(InteractionDraft((1,), Channel.CALL, busy.today))
    busy.acts.snooze(key, until=day("2026-12-20"))
    busy.interactions.delete(2)
    assert next_date(busy, key) == day("2026-12-01")


class TestCheckIns:
    def test_are_done_by_any_contact_on_any_day_past(self, busy: Crm) -> None:
        done = busy.acts.done("c1", channel=Channel.COFFEE, summary="two cups\x00", on=day("2026-11-20"))
        assert done.sentence == "Logged a coffee with Ana Lima on Fri 20 Nov. Next check-in Fri 4 Dec, was 19 Oct."
        interaction = busy.interactions.get(2)
        assert (interaction.channel, interaction.direction) == (Channel.COFFEE, Direction.BOTH)
        assert (interaction.summary, interaction.happened_on) == ("two cups", day("2026-11-20"))

    @pytest.mark.parametrize("channel", [Channel.NOTE, Channel.NO_SHOW, Channel.REACTION])
    def test_are_not_done_by_what_is_no_contact(self, busy: Crm, channel: Channel) -> None:
        for key in ("c1", "o1"):
            with pytest.raises(UsageProblem, match="no contact, so it does no check-in"):
                busy.acts.done(key, channel=channel)

    def test_are_not_done_by_the_channel_of_a_note_that_counted(self, busy: Crm) -> None:
        busy.interactions.log(InteractionDraft((1,), Channel.NOTE, day("2026-11-10"), counts=True))
        preview = busy.acts.preview("c1")
        busy.acts.done("c1")
        assert busy.contacts.rows([1])[0].next_check_in == preview.next_if_done

    def test_of_somebody_new_are_done_by_email(self, crm: Crm) -> None:
        added(crm, "Bo Chen", "monthly")
        preview = crm.acts.preview("c1")
        assert crm.acts.done("c1").sentence.startswith("Logged an email with Bo Chen. Next check-in Wed 23 Dec")
        assert crm.contacts.rows([1])[0].next_check_in == preview.next_if_done

    def test_without_a_cadence_can_be_done_but_not_put_off(self, crm: Crm) -> None:
        added(crm, "Bo Chen")
        preview = crm.acts.preview("c1")
        assert (preview.next_if_done, preview.can_skip) == (None, False)
        assert crm.acts.done("c1").sentence == "Logged an email with Bo Chen."
        for act in (crm.acts.skip, lambda key: crm.acts.snooze(key, until=day("2026-12-01"))):
            with pytest.raises(UsageProblem, match="no cadence is set"):
                act("c1")
        crm.cadences.set_many([1], every("never"))
        with pytest.raises(UsageProblem, match="the cadence is never"):
            crm.acts.skip("c1")

    def test_are_not_dropped(self, busy: Crm) -> None:
        with pytest.raises(UsageProblem, match=r"Skip it this time.*cadence 1 never"):
            busy.acts.drop("c1", reason="why not")

    def test_skipped_say_so_in_history(self, busy: Crm) -> None:
        done = busy.acts.skip("c1", reason="on leave")
        assert done.sentence == "Skipped Ana Lima this time. Next check-in Mon 7 Dec, was 19 Oct."
        entry = next(entry for entry in busy.contacts.timeline(1) if entry.kind is TimelineKind.SKIP)
        assert (entry.title, entry.words, entry.counts) == ("Skipped, was due 19 Oct", "on leave", False)


class TestFollowUps:
    def test_are_ticked_and_logged_where_a_channel_is_given(self, busy: Crm) -> None:
        before = whole_store(busy)
        assert busy.acts.done("f1").sentence == "Done: “send it” (Ana Lima)."
        assert busy.follow_ups.get(1).state is FollowUpState.DONE
        assert busy._session.interactions.count() == 1
        busy.history.undo()
        assert whole_store(busy) == before
        done = busy.acts.done("f1", channel=Channel.EMAIL)
        assert done.sentence == "Done: “send it” (Ana Lima). Logged an email. Next check-in Mon 7 Dec, was 19 Oct."
        assert busy.interactions.get(2).summary == "send it"
        busy.history.undo()
        assert whole_store(busy) == before

    def test_of_theirs_that_are_done_came_in(self, busy: Crm) -> None:
        busy.follow_ups.add(FollowUpDraft(1, "CV", day("2026-11-20"), theirs=True))
        busy.acts.done("f2", channel=Channel.EMAIL)
        assert busy.interactions.get(2).direction is Direction.INCOMING
        assert busy.contacts.rows([1])[0].awaiting_since is None

    def test_are_snoozed_and_dropped(self, busy: Crm) -> None:
        busy.acts.snooze("f1", until=day("2026-12-01"))
        assert (busy.follow_ups.get(1).snoozed_until, busy.follow_ups.get(1).due_on) == (
            day("2026-12-01"), day("2026-11-20"),
        )  # fmt: skip
        assert busy.acts.drop("f1", reason="not needed\x1b[2J").sentence == "Dropped “send it” (Ana Lima): not needed."
        assert busy.follow_ups.get(1).state is FollowUpState.DROPPED
        undo_and_redo_all(busy)

    def test_are_not_skipped_nor_dropped_without_a_reason(self, busy: Crm) -> None:
        assert not busy.acts.preview("f1").can_skip
        with pytest.raises(UsageProblem, match="promised once"):
            busy.acts.skip("f1")
        with pytest.raises(UsageProblem, match="needs a reason"):
            busy.acts.drop("f1", reason=" \x1b[1m ")

    def test_that_are_closed_stay_closed(self, busy: Crm) -> None:
        busy.acts.done("f1")
        acts: list[Callable[[], Done]] = [
            lambda: busy.acts.done("f1"),
            lambda: busy.acts.drop("f1", reason="why"),
            lambda: busy.acts.snooze("f1", until=day("2026-12-01")),
        ]
        for act in acts:
            with pytest.raises(NothingToDo, match="is done since 2026-11-23"):
                act()


class TestAnswers:
    def test_that_came_close_the_question(self, busy: Crm) -> None:
        done = busy.acts.done("a1", channel=Channel.CALL)
        assert done.sentence.startswith("Logged a call from Ana Lima. Next check-in Mon 7 Dec")
        assert busy.interactions.get(2).direction is Direction.INCOMING
        with pytest.raises(NotFound, match="a1"):
            busy.acts.preview("a1")

    @pytest.mark.parametrize("act", ["skip", "drop"])
    def test_are_let_rest(self, busy: Crm, act: str) -> None:
        before = whole_store(busy)
        getattr(busy.acts, act)("a1", reason="she is away")
        assert busy.contacts.rows([1])[0].awaiting_since is None
        assert busy.contacts.rows([1])[0].next_check_in == day("2026-10-19"), "the check-in stands"
        assert "Let the unanswered message rest" in [entry.title for entry in busy.contacts.timeline(1)]
        busy.history.undo()
        assert whole_store(busy) == before

    def test_are_not_snoozed(self, busy: Crm) -> None:
        with pytest.raises(UsageProblem, match="cannot be snoozed"):
            busy.acts.snooze("a1", until=day("2026-12-01"))


class TestSnoozing:
    @pytest.mark.parametrize("until", ["2026-11-23", "2026-11-22", "1999-01-01"])
    @pytest.mark.parametrize("key", ["c1", "f1", "o1"])
    def test_into_the_past_is_refused(self, busy: Crm, key: str, until: str) -> None:
        before = whole_store(busy)
        with pytest.raises(DateProblem, match="A snooze ends after today"):
            busy.acts.snooze(key, until=day(until))
        assert whole_store(busy) == before

    def test_several_is_one_act_or_none(self, busy: Crm) -> None:
        before = whole_store(busy)
        with pytest.raises(UsageProblem):
            busy.acts.snooze("c1", "f1", "a1", until=day("2026-12-01"))
        assert whole_store(busy) == before
        done = busy.acts.snooze("c1", "f1", "o1", until=day("2026-12-01"))
        assert done.sentence == "Snoozed Ana Lima and 2 others until Tue 1 Dec."
        assert {item.due_on for item in busy.agenda.build(day("2026-12-01")).items if item.key != "a1"} == {
            day("2026-12-01")
        }
        busy.history.undo()
        assert whole_store(busy) == before

    def test_again_holds_the_later_word(self, busy: Crm) -> None:
        busy.acts.snooze("c1", until=day("2026-12-24"))
        busy.acts.snooze("c1", until=day("2026-12-01"))
        assert busy.contacts.rows([1])[0].next_check_in == day("2026-12-01")


def test_done_after_today_is_refused(busy: Crm) -> None:
    for key in ("c1", "f1", "o1", "a1"):
        with pytest.raises(DateProblem, match="after today"):
            busy.acts.done(key, channel=Channel.CALL, on=day("2026-11-24"))
    assert busy._session.interactions.count() == 1


def test_a_skip_that_would_change_nothing_is_refused(busy: Crm) -> None:
    busy.acts.skip("c1")
    before = whole_store(busy)
    with pytest.raises(UsageProblem, match="counts from today already"):
        busy.acts.skip("c1")
    assert whole_store(busy) == before
