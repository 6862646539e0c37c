"""What people complain about in other programs of this kind, each complaint as a test that it is not so here."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from netcrm.cli.main import run
from netcrm.clock import Clock
from netcrm.domain.agenda import AgendaItem, Group
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interval import parse_interval
from netcrm.errors import DateProblem, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, brought_in, card, day, every, write

Said = Callable[..., Any]


def at(crm: Crm, today: str) -> Crm:
    """Return the store as it is read on a day."""
    crm._session.clock = Clock(day(today))
    return crm


def called(crm: Crm, name: str, cadence: str, on: str, **known: str) -> int:
    contact_id = added(crm, name, cadence, **known)
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(on)))
    return contact_id


def item_of(crm: Crm, key: str, until: str = "9999-12-31") -> AgendaItem:
    return next(item for item in crm.agenda.build(day(until), all_new=True).items if item.key == key)


def asked(crm: Crm) -> list[str]:
    """Return what is asked for today: the keys of the agenda without those that wait beyond the cap."""
    return [item.key for item in crm.agenda.build().items if not item.waits]


def next_date(crm: Crm, contact_id: int) -> str:
    return str(crm.contacts.rows([contact_id])[0].next_check_in)


def standing(crm: Crm, contact_id: int) -> Standing | None:
    return crm.contacts.rows([contact_id])[0].standing


@pytest.fixture
def said(store_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command line on a day, and returns what it printed as JSON, or its exit code where it is refused."""
    monkeypatch.setenv("NETCRM_CONFIG", str(store_path.parent / "config.toml"))

    def say(today: str, *words: str) -> Any:
        monkeypatch.setenv("NETCRM_TODAY", today)
        capsys.readouterr()
        code = run(["--db", str(store_path), *words, "--json"])
        out = capsys.readouterr().out
        return code if code else json.loads(out)

    return say


class TestRemindersThatIgnoreTheCallYouLoggedYesterday:
    def test_a_call_logged_for_yesterday_ends_the_reminder_and_moves_the_date(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-02")
        assert asked(crm) == [f"c{ana}"]
        done = crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-22")))
        assert asked(crm) == []
        assert next_date(crm, ana) == "2026-12-07", "two weeks after a Sunday is a Sunday, so that Monday"
        assert "was 16 Nov" in done.sentence

    def test_any_way_of_being_in_touch_counts_for_everybody_who_was_there(self, crm: Crm) -> None:
        ids = tuple(called(crm, f"Person Nr{n}", "2 weeks", "2026-11-02") for n in range(3))
        crm.interactions.log(InteractionDraft(ids, Channel.COFFEE, day("2026-11-22")))
        assert asked(crm) == []

    def test_a_promise_that_was_done_by_mail_counts_too(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-02")
        crm.follow_ups.add(FollowUpDraft(ana, "send the SOP", crm.today))
        crm.acts.done("f1", channel=Channel.EMAIL)
        assert asked(crm) == []

    def test_a_call_remembered_late_does_not_bring_back_the_reminder(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-20")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-10-01")))
        assert asked(crm) == []
        assert next_date(crm, ana) == "2026-12-04"

    def test_it_ends_the_reminder_of_her_site_as_well(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "", "2026-11-02", organisation="St Mary")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("2 weeks"))
        assert asked(crm) == ["o1"]
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-22")))
        assert asked(crm) == []

    def test_on_the_command_line(self, said: Said) -> None:
        said("2026-11-02", "add", "Ana Lima")
        said("2026-11-02", "cadence", "ana", "2", "weeks")
        said("2026-11-02", "log", "ana", "call")
        assert [item["item"] for item in said("2026-11-17", "due")] == ["c1"]
        said("2026-11-17", "log", "ana", "call", "--on", "yesterday")
        assert said("2026-11-17", "due") == []
        assert [item["due"] for item in said("2026-11-17", "due", "--until", "2026-12-31")] == ["2026-11-30"]


class TestDatesThatSilentlyRollForwardWhenMissed:
    def test_a_missed_check_in_stays_on_its_day_however_long_it_is_left(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-02")
        for today, late in [("2026-11-16", 0), ("2026-11-17", 1), ("2026-12-16", 30), ("2027-11-16", 365)]:
            item = item_of(at(crm, today), f"c{ana}")
            assert (item.due_on, item.days_late) == (day("2026-11-16"), late)
        assert standing(crm, ana) is Standing.OVERDUE

    @pytest.mark.parametrize("again", ["", "1 week"])
    def test_a_missed_promise_stays_too_also_one_that_comes_back(self, crm: Crm, again: str) -> None:
        ana = added(crm, "Ana Lima")
        interval = parse_interval(again) if again else None
        crm.follow_ups.add(FollowUpDraft(ana, "pay the dues", day("2026-11-24"), every=interval))
        item = item_of(at(crm, "2027-03-01"), "f1")
        assert (item.due_on, item.days_late, item.group) == (day("2026-11-24"), 97, Group.LATE)

    def test_being_beyond_the_cap_moves_nothing(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "1")
        for n in range(4):
            called(crm, f"Person Nr{n}", "2 weeks", "2026-11-02")
        items = at(crm, "2026-12-01").agenda.build().items
        assert [(item.due_on, item.days_late) for item in items] == [(day("2026-11-16"), 15)] * 4
        assert [item.waits for item in items] == [False, True, True, True]


class TestMonthsOf30Days:
    @pytest.mark.parametrize(
        ("cadence", "touch", "due"),
        [
            ("1 month", "2026-08-31", "2026-09-30"),
            ("1 month", "2026-09-23", "2026-10-23"),
            ("1 month", "2026-01-30", "2026-03-02"),
            ("3 months", "2026-02-27", "2026-05-27"),
            ("6 months", "2026-05-29", "2026-11-30"),
            ("1 year", "2024-02-29", "2025-02-28"),
        ],
    )
    def test_a_month_is_a_month(self, crm: Crm, cadence: str, touch: str, due: str) -> None:
        assert next_date(crm, called(crm, "Ana Lima", cadence, touch)) == due

    def test_a_year_of_monthly_calls_stays_on_the_day_of_the_month(self, crm: Crm) -> None:
        """With months of 30 days the twelfth call would come five days early."""
        crm.settings.set("roll", "none")
        ana = called(crm, "Ana Lima", "1 month", "2025-11-17")
        for _ in range(12):
            on = date.fromisoformat(next_date(crm, ana))
            crm.interactions.log(InteractionDraft((ana,), Channel.CALL, on))
        assert next_date(crm, ana) == "2026-12-17"


class TestNoWayToSkip:
    def test_a_skip_asks_again_after_the_interval_and_is_no_contact(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-02")
        promised = crm.acts.preview(f"c{ana}").next_if_skipped
        done = crm.acts.skip(f"c{ana}", reason="at a congress")
        assert asked(crm) == []
        assert next_date(crm, ana) == str(promised) == "2026-12-07"
        assert done.sentence == "Skipped Ana Lima this time. Next check-in Mon 7 Dec, was 16 Nov."
        assert crm.contacts.rows([ana])[0].last_touch == day("2026-11-02")
        assert any(entry.words == "at a congress" for entry in crm.contacts.timeline(ana))
        crm.history.undo()
        assert asked(crm) == [f"c{ana}"]

    def test_a_promise_that_comes_back_can_be_skipped_and_one_made_once_says_why_not(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        crm.follow_ups.add(FollowUpDraft(ana, "pay the dues", day("2026-11-23"), every=parse_interval("1 year")))
        crm.follow_ups.add(FollowUpDraft(ana, "send the SOP", day("2026-11-23")))
        crm.acts.skip("f1")
        assert item_of(crm, "f3").due_on == day("2027-11-23")
        with pytest.raises(UsageProblem, match="promised once"):
            crm.acts.skip("f2")

    def test_on_the_command_line(self, said: Said) -> None:
        said("2026-11-02", "add", "Ana Lima")
        said("2026-11-02", "cadence", "ana", "2", "weeks")
        said("2026-11-02", "log", "ana", "call")
        said("2026-11-17", "skip", "c1")
        assert said("2026-11-17", "due") == []
        assert said("2026-11-17", "skip", "c1") == 2, "there is nothing to skip any more"
        said("2026-11-17", "undo")
        assert [item["item"] for item in said("2026-11-17", "due")] == ["c1"]


class TestNoWayToPauseForAnExam:
    def test_three_weeks_of_quiet_make_nobody_late(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-16")
        bo = called(crm, "Bo Chen", "2 weeks", "2026-11-09")
        crm.follow_ups.add(FollowUpDraft(bo, "send the SOP", day("2026-12-01")))
        done = crm.pauses.pause(None, day("2026-11-23"), day("2026-12-13"), "exam")
        assert done.sentence == "Paused everybody until Sun 13 Dec; back Mon 14 Dec."
        for quiet in (day("2026-11-23") + timedelta(days=n) for n in range(21)):
            assert asked(at(crm, quiet.isoformat())) == []
        items = at(crm, "2026-12-14").agenda.build().items
        assert [(item.key, item.due_on, item.days_late, item.folded) for item in items] == [
            ("f1", day("2026-12-14"), 0, (f"c{bo}",)), (f"c{ana}", day("2026-12-14"), 0, ()),
        ]  # fmt: skip

    def test_who_was_late_before_is_as_late_after(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-02")
        assert item_of(crm, f"c{ana}").days_late == 7
        crm.pauses.pause(None, day("2026-11-24"), day("2026-12-13"))
        assert item_of(at(crm, "2026-12-14"), f"c{ana}").days_late == 8

    def test_it_can_end_early_and_be_for_one_person_or_site(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-02", organisation="St Mary")
        bo = called(crm, "Bo Chen", "2 weeks", "2026-11-02")
        crm.pauses.pause([bo], day("2026-11-23"), day("2026-12-13"))
        assert asked(crm) == [f"c{ana}"]
        crm.pauses.pause((), day("2026-11-23"), day("2026-12-13"), organisation="St Mary")
        assert asked(crm) == []
        crm.pauses.resume([bo])
        assert asked(crm) == [f"c{bo}"]

    def test_one_that_ends_before_it_starts_changes_nothing(self, crm: Crm) -> None:
        with pytest.raises(DateProblem, match="before it starts"):
            crm.pauses.pause(None, day("2026-12-01"), day("2026-11-30"))
        assert crm.pauses.lines() == []

    def test_on_the_command_line(self, said: Said) -> None:
        said("2026-11-02", "add", "Ana Lima")
        said("2026-11-02", "cadence", "ana", "2", "weeks")
        said("2026-11-02", "log", "ana", "call")
        said("2026-11-10", "pause", "--all", "--from", "2026-11-10", "--until", "2026-11-28")
        assert said("2026-11-20", "due") == []
        assert [item["days_late"] for item in said("2026-11-30", "due")] == [0]
        said("2026-11-20", "resume", "--all")
        assert [item["item"] for item in said("2026-11-20", "due")] == ["c1"]


class TestNoCountingOfBusinessDays:
    def test_ten_business_days_pass_over_weekends_and_thanksgiving(self, crm: Crm) -> None:
        crm.settings.set("region", "US")
        ana = called(crm, "Ana Lima", "10 business days", "2026-11-20")
        assert next_date(crm, ana) == "2026-12-07"
        assert next_date(crm, called(crm, "Bo Chen", "3 business days", "2026-11-23")) == "2026-11-27"

    def test_the_wait_for_an_answer_is_counted_so(self, crm: Crm) -> None:
        crm.settings.set("region", "US")
        ana = added(crm, "Ana Lima")
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-11-20")))
        assert asked(at(crm, "2026-12-06")) == []
        assert asked(at(crm, "2026-12-07")) == [f"a{ana}"]

    def test_a_date_never_lands_on_a_holiday_unless_it_was_typed(self, crm: Crm) -> None:
        crm.settings.set("region", "US")
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-12")
        assert next_date(crm, ana) == "2026-11-27"
        assert "from 26 Nov: Thanksgiving" in item_of(crm, f"c{ana}").why
        crm.follow_ups.add(FollowUpDraft(ana, "congratulate", day("2026-11-26")))
        assert item_of(crm, "f1").due_on == day("2026-11-26")


class TestHundredsDueAtOnceAfterAnImport:
    PEOPLE = 300

    @pytest.fixture
    def imported(self, crm: Crm, tmp_path: Path) -> Crm:
        """Three hundred strangers from a file, all in a tier that asks for them every two weeks."""
        cards = (card(f"Person Nr{n:03}", uid=f"u{n}") for n in range(self.PEOPLE))
        crm.cadences.set(CadenceScope.TIER, "B", every("2 weeks"))
        brought_in(crm, write(tmp_path / "network.vcf", *cards))
        crm.contacts.set_tier(list(range(1, self.PEOPLE + 1)), Tier.B)
        return crm

    def test_nobody_is_due_on_the_day_and_nobody_is_ever_late(self, imported: Crm) -> None:
        assert imported.agenda.build().items == ()
        for today in ("2026-12-06", "2026-12-07", "2027-03-01"):
            items = at(imported, today).agenda.build().items
            assert not any(item.days_late or item.group is Group.LATE for item in items)

    def test_they_come_under_the_cap_a_few_each_working_day(self, imported: Crm) -> None:
        for today in ("2026-12-07", "2026-12-08", "2026-12-09"):
            keys = asked(at(imported, today))
            assert len(keys) == 5
            imported.acts.done(*keys, channel=Channel.EMAIL)
            assert asked(imported) == []
        assert asked(at(imported, "2026-12-12")) == [], "it is a Saturday"

    def test_what_the_tier_asks_for_is_said_before(self, imported: Crm) -> None:
        preview = imported.cadences.preview(CadenceScope.TIER, "B", every("1 week"))
        assert (preview.people, preview.become_late) == (self.PEOPLE, 0)
        assert preview.demand.startswith("60 check-ins a working day, you allow 5")


class TestPeopleNeverContactedThatNeverShow:
    def test_they_stand_in_a_group_of_their_own_from_the_first_day(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "3 months")
        (item,) = crm.agenda.build(all_new=True).items
        assert (item.key, item.group, item.standing) == (f"c{ana}", Group.NEW, Standing.NEW)
        assert item.due_on == day("2027-02-23")
        assert item.why == "New: added 23 Nov"
        assert crm.agenda.count_new() == 1

    def test_they_are_asked_for_when_their_day_comes_and_until_they_are_reached(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        assert asked(at(crm, "2026-12-06")) == []
        for today in ("2026-12-07", "2026-12-08", "2027-06-01"):
            assert asked(at(crm, today)) == [f"c{ana}"]
        crm.acts.done(f"c{ana}")
        assert asked(crm) == []
        assert standing(crm, ana) is Standing.FRESH

    def test_a_note_or_a_like_does_not_make_them_known(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        for channel in (Channel.NOTE, Channel.REACTION, Channel.NO_SHOW):
            crm.interactions.log(InteractionDraft((ana,), channel, crm.today))
        assert standing(crm, ana) is Standing.NEW
        assert list(crm.search.ids("last:never")) == [ana]

    def test_an_organisation_where_nobody_was_reached_stands_on_its_day_and_is_not_late(self, crm: Crm) -> None:
        added(crm, "Ana Lima", organisation="St Mary")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("2 weeks"))
        item = item_of(at(crm, "2026-12-20"), "o1")
        assert (item.group, item.days_late, item.standing) == (Group.TODAY, 0, Standing.NEW)


class TestAMailWithoutAnAnswerThatMakesSomebodyLookFresh:
    def test_it_is_asked_about_after_the_wait(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "3 months", "2026-08-03")
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-11-09")))
        assert asked(at(crm, "2026-11-20")) == []
        (item,) = at(crm, "2026-11-23").agenda.build().items
        assert (item.key, item.group, item.why) == (f"a{ana}", Group.AWAITING, "no answer since 9 Nov")

    def test_it_shows_wherever_the_person_does(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "3 months")
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-11-09")))
        assert crm.contacts.rows([ana])[0].awaiting_since == day("2026-11-09")
        assert list(crm.search.ids("awaiting:>7d")) == [ana]
        assert crm.contacts.view(ana).standing.awaiting_since == day("2026-11-09")

    def test_an_answer_a_nudge_or_letting_it_rest_each_end_the_question(self, crm: Crm) -> None:
        ids = [added(crm, f"Person Nr{n}", "3 months") for n in range(3)]
        for contact_id in ids:
            crm.interactions.log(InteractionDraft((contact_id,), Channel.EMAIL, day("2026-11-02")))
        answered, nudged, rested = ids
        assert asked(crm) == [f"a{contact_id}" for contact_id in ids]
        crm.interactions.log(InteractionDraft((answered,), Channel.EMAIL, day("2026-11-20"), Direction.INCOMING))
        crm.interactions.log(InteractionDraft((nudged,), Channel.EMAIL, crm.today))
        crm.acts.drop(f"a{rested}", reason="busy season")
        assert asked(crm) == []
        assert asked(at(crm, "2026-12-07")) == [f"a{nudged}"], "a nudge waits anew"

    def test_writing_again_and_again_does_not_put_the_question_off_the_page_for_ever(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "1 week")
        for on in ("2026-09-01", "2026-09-08", "2026-09-15"):
            crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day(on)))
        item = item_of(crm, f"c{ana}")
        assert item.folded == (f"a{ana}",)
        assert "no answer since 15 Sep" in item.why

    def test_on_the_command_line(self, said: Said) -> None:
        said("2026-11-02", "add", "Ana Lima")
        said("2026-11-02", "cadence", "ana", "3", "months")
        said("2026-11-02", "log", "ana", "email", "asked", "for", "a", "call")
        (item,) = said("2026-11-16", "due")
        assert (item["item"], item["kind"], item["why"]) == ("a1", "awaiting", "no answer since 2 Nov")
        said("2026-11-16", "log", "ana", "email", "--incoming")
        assert said("2026-11-16", "due") == []


class TestAUserWhoFliesFromTokyoToBoston:
    """In Tokyo it was the 24th; in Boston today is the 23rd again."""

    def test_what_was_done_tomorrow_stays_done_and_nothing_becomes_late(self, crm: Crm) -> None:
        ana, bo, cem = (called(crm, name, "2 weeks", "2026-11-09") for name in ("Ana Lima", "Bo Chen", "Cem Demir"))
        at(crm, "2026-11-24").interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-24")))
        crm.acts.skip(f"c{bo}")
        crm.acts.snooze(f"c{cem}", until=day("2026-11-25"))
        at(crm, "2026-11-23")
        assert asked(crm) == []
        assert [next_date(crm, who) for who in (ana, bo, cem)] == ["2026-12-08", "2026-12-08", "2026-11-25"]
        assert [standing(crm, who) for who in (ana, bo, cem)] == [Standing.FRESH, Standing.FRESH, Standing.SNOOZED]
        with pytest.raises(UsageProblem, match="nothing to skip"):
            crm.acts.skip(f"c{bo}")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, crm.today))
        assert next_date(crm, ana) == "2026-12-08", "the later call stays the anchor"

    def test_the_words_of_a_call_logged_there_can_still_be_mended(self, crm: Crm) -> None:
        ana = called(crm, "Ana Lima", "2 weeks", "2026-11-09")
        draft = InteractionDraft((ana,), Channel.CALL, day("2026-11-24"), summary="the SPO")
        at(crm, "2026-11-24").interactions.log(draft)
        mended = InteractionDraft((ana,), Channel.CALL, day("2026-11-24"), summary="the SOP")
        at(crm, "2026-11-23").interactions.edit(2, mended)
        assert crm.interactions.get(2).summary == "the SOP"
        with pytest.raises(DateProblem, match="after today"):
            crm.interactions.edit(2, InteractionDraft((ana,), Channel.CALL, day("2026-11-25")))
