"""The agenda as a service: what stands in it, the cap, organisations, pauses, and the names of items."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netcrm.domain.agenda import Group, ItemKind
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.errors import Ambiguous, DateProblem, NotFound, UsageProblem
from netcrm.services.agenda import parse_item
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, day, every, undo_and_redo_all, whole_store


def touched(crm: Crm, name: str, cadence: str, on: str, **known: str) -> int:
    """Add somebody with a cadence who was called on a day."""
    contact_id = added(crm, name, cadence, **known)
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(on)))
    return contact_id


def keys(crm: Crm, until: str = "") -> list[str]:
    return [item.key for item in crm.agenda.build(day(until) if until else None).items]


class TestBuilding:
    def test_late_today_then_by_date_with_promises_first(self, crm: Crm) -> None:
        late, due = touched(crm, "Late One", "2 weeks", "2026-10-01"), touched(crm, "Due One", "2 weeks", "2026-11-09")
        soon = touched(crm, "Soon One", "2 weeks", "2026-11-12")
        crm.follow_ups.add(FollowUpDraft(soon, "late promise", day("2026-11-20")))
        crm.follow_ups.add(FollowUpDraft(soon, "for today", day("2026-11-23")))
        crm.follow_ups.add(FollowUpDraft(due, "theirs", day("2026-11-20"), theirs=True))
        items = crm.agenda.build(day("2026-12-31")).items
        assert [(item.key, item.group) for item in items] == [
            ("f1", Group.LATE), (f"c{late}", Group.LATE), ("f2", Group.TODAY), (f"c{soon}", Group.WEEK),
            ("f3", Group.THEIRS),
        ]  # fmt: skip
        assert items[4].folded == (f"c{due}",), "one person stands once a day"
        assert keys(crm) == ["f1", f"c{late}", "f2", "f3"]

    def test_people_without_a_cadence_or_archived_ask_for_nothing(self, crm: Crm) -> None:
        added(crm, "No Cadence")
        never, gone = touched(crm, "Never One", "never", "2020-01-01"), touched(crm, "Gone One", "weekly", "2020-01-01")
        crm.contacts.set_state([gone], State.DO_NOT_CONTACT)
        assert keys(crm, "2030-01-01") == []
        assert crm.contacts.rows([never])[0].standing is Standing.FRESH

    def test_those_not_yet_contacted_come_oldest_first_under_the_cap(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "2")
        ids = [added(crm, f"New Nr{n}", "2 weeks") for n in range(5)]
        assert crm.agenda.count_new() == 5
        items = crm.agenda.build(day("2026-12-31")).items
        assert [(item.key, item.due_on.isoformat()) for item in items] == [
            (f"c{ids[0]}", "2026-12-07"), (f"c{ids[1]}", "2026-12-07"), (f"c{ids[2]}", "2026-12-08"),
            (f"c{ids[3]}", "2026-12-08"), (f"c{ids[4]}", "2026-12-09"),
        ]  # fmt: skip
        assert keys(crm) == []
        assert len(crm.agenda.build(all_new=True).items) == 5

    def test_beyond_the_cap_check_ins_wait_and_what_was_done_counts(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "2")
        ids = [touched(crm, f"Late Nr{n}", "2 weeks", f"2026-10-0{n + 1}") for n in range(4)]
        crm.follow_ups.add(FollowUpDraft(ids[3], "a promise", day("2026-11-01")))
        agenda = crm.agenda.build()
        assert [(item.key, item.waits) for item in agenda.items] == [
            ("f1", False), (f"c{ids[0]}", False), (f"c{ids[1]}", False), (f"c{ids[2]}", True),
        ]  # fmt: skip
        crm.agenda.done(f"c{ids[0]}")
        crm.agenda.skip(f"c{ids[1]}")
        agenda = crm.agenda.build()
        assert (agenda.done_today, agenda.waiting, [item.key for item in agenda.items]) == (2, 1, ["f1", f"c{ids[2]}"])
        crm.settings.set("daily-cap", "none")
        assert crm.agenda.build().waiting == 0


class TestOrganisations:
    def test_stand_in_one_row_satisfied_by_a_touch_with_anyone_there(self, crm: Crm) -> None:
        ana, bo = added(crm, "Ana Lima", organisation="St Mary"), added(crm, "Bo Chen", organisation="St Mary")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-02")))
        crm.cadences.set(CadenceScope.ORGANISATION, "st mary", every("2 weeks"))
        (item,) = crm.agenda.build().items
        assert (item.key, item.kind, item.days_late) == ("o1", ItemKind.ORGANISATION, 7)
        assert item.name == "St Mary (Chen, Lima)"
        assert "last Lima by call 2 Nov" in item.why
        preview = crm.agenda.preview("o1")
        with pytest.raises(UsageProblem, match=r"Say whom at St Mary.*Bo Chen \(2\), Ana Lima \(1\)"):
            crm.agenda.done("o1")
        crm.agenda.done(f"c{bo}", Channel.CALL)
        assert keys(crm) == []
        (item,) = crm.agenda.build(day("2026-12-31")).items
        assert item.due_on == preview.next_if_done == day("2026-12-07")
        crm.history.undo()
        assert keys(crm) == ["o1"]
        undo_and_redo_all(crm)

    def test_with_one_person_there_are_done_by_logging_with_them(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "", "2026-11-02", organisation="St Mary")
        crm.cadences.set(CadenceScope.ORGANISATION, "1", every("2 weeks"))
        preview = crm.agenda.preview("o1")
        done = crm.agenda.done("o1")
        assert done.contact_ids == (ana,)
        assert crm.interactions.get(2).channel is Channel.CALL
        assert crm.agenda.preview("o1").next_if_skipped == preview.next_if_done
        assert [item.due_on for item in crm.agenda.build(day("2026-12-31")).items] == [preview.next_if_done]

    def test_are_snoozed_and_skipped_as_previewed(self, crm: Crm) -> None:
        touched(crm, "Ana Lima", "", "2026-11-02", organisation="St Mary")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("2 weeks"))
        assert crm.agenda.snooze("o1", day("2026-11-25")).sentence == "Snoozed St Mary until Wed 25 Nov."
        assert [item.due_on for item in crm.agenda.build(day("2026-12-31")).items] == [day("2026-11-25")]
        preview = crm.agenda.preview("o1")
        assert crm.agenda.skip("o1").sentence == "Skipped St Mary this time. Next check-in Mon 7 Dec."
        assert [item.due_on for item in crm.agenda.build(day("2026-12-31")).items] == [preview.next_if_skipped]
        with pytest.raises(UsageProblem, match="cannot be dropped"):
            crm.agenda.drop("o1", "no")
        undo_and_redo_all(crm)

    def test_without_a_cadence_have_no_check_in(self, crm: Crm) -> None:
        added(crm, "Ana Lima", organisation="St Mary")
        for act in (crm.agenda.preview, crm.agenda.skip, lambda key: crm.agenda.snooze(key, day("2026-12-01"))):
            with pytest.raises(UsageProblem, match="St Mary has no check-in"):
                act("o1")
        with pytest.raises(NotFound, match="o2"):
            crm.agenda.preview("o2")

    def test_rest_while_paused(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-10-05", organisation="St Mary")
        touched(crm, "Bo Chen", "weekly", "2026-10-05")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("weekly"))
        crm.agenda.pause(None, day("2026-11-23"), day("2026-11-23"))
        assert keys(crm) == []
        crm.agenda.resume(None)
        crm.agenda.pause(None, day("2026-11-20"), day("2026-11-20"))
        done = crm.agenda.pause((), day("2026-11-23"), day("2026-11-29"), organisation="st mary")
        assert done.sentence == "Paused St Mary until Sun 29 Nov; back Mon 30 Nov."
        assert keys(crm) == ["c2"]
        assert keys(crm, "2026-11-30") == ["c2", "c1", "o1"]
        (line,) = crm.agenda.pauses()
        assert (line.whom, line.organisation_id, line.end_on) == ("St Mary", 1, day("2026-11-29"))
        crm.agenda.resume((), organisation="St Mary")
        assert sorted(keys(crm)) == [f"c{ana}", "c2", "o1"]
        undo_and_redo_all(crm)


class TestPausing:
    def test_somebody_hides_check_ins_and_promises_until_the_first_working_day_after(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-02")
        crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-11-25")))
        state = whole_store(crm)
        done = crm.agenda.pause([ana], day("2026-11-23"), day("2026-12-05"), "holiday \x1b[1m")
        assert done.sentence == "Paused Ana Lima until Sat 5 Dec; back Mon 7 Dec."
        assert keys(crm, "2026-12-06") == []
        (item,) = crm.agenda.build(day("2026-12-07")).items
        assert (item.key, item.due_on, item.folded) == ("f1", day("2026-12-07"), ("c1",))
        assert crm.contacts.rows([ana])[0].standing is Standing.PAUSED
        assert crm.agenda.pauses()[0].reason == "holiday"
        crm.history.undo()
        assert whole_store(crm) == state

    def test_everybody_hides_all_and_resuming_brings_all_back(self, crm: Crm) -> None:
        ana, bo = touched(crm, "Ana Lima", "weekly", "2026-11-02"), touched(crm, "Bo Chen", "weekly", "2026-10-12")
        crm.agenda.pause(None, day("2026-11-20"), day("2026-11-27"))
        assert keys(crm) == []
        assert keys(crm, "2026-11-30") == [f"c{bo}", f"c{ana}"], "the higher ratio first"
        assert crm.agenda.resume(None).sentence == "Resumed everybody."
        assert keys(crm) == [f"c{bo}", f"c{ana}"]
        assert crm.agenda.pauses() == []
        undo_and_redo_all(crm)

    def test_to_come_is_taken_away_whole_by_resuming(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-20")
        crm.agenda.pause([ana], day("2026-11-25"), day("2026-12-01"))
        assert crm.contacts.rows([ana])[0].next_check_in == day("2026-12-02")
        crm.agenda.resume([ana])
        assert crm.contacts.rows([ana])[0].next_check_in == day("2026-11-27")

    def test_is_refused_where_it_ends_before_it_starts_or_names_nobody(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        with pytest.raises(DateProblem, match="before it starts"):
            crm.agenda.pause([ana], day("2026-12-02"), day("2026-12-01"))
        with pytest.raises(NotFound, match="99"):
            crm.agenda.pause([99], day("2026-12-01"), day("2026-12-02"))
        with pytest.raises(NotFound, match="Atlantis"):
            crm.agenda.pause((), day("2026-12-01"), day("2026-12-02"), organisation="Atlantis")
        with pytest.raises(UsageProblem, match="no pause of Ana Lima"):
            crm.agenda.resume([ana])
        assert crm.agenda.pauses() == []

    def test_of_one_day_is_one_day(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-16")
        crm.agenda.pause([ana], crm.today, crm.today)
        assert keys(crm) == []
        assert keys(crm, "2026-11-24") == [f"c{ana}"]


class TestNamesOfItems:
    @pytest.mark.parametrize(
        ("text", "key"),
        [("c7", "c7"), (" F12 ", "f12"), ("o3", "o3"), ("a1", "a1"), ("c0", None), ("x1", None), ("c-1", None)],
    )  # fmt: skip
    def test_are_a_letter_and_an_id(self, text: str, key: str | None) -> None:
        found = parse_item(text)
        assert (str(found) if found else None) == key

    def test_may_be_a_persons(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", email="ana@x.test")
        added(crm, "Ana Sousa")
        assert crm.agenda.item_key("ana@x.test") == crm.agenda.item_key("Ana Lima") == f"c{ana}"
        with pytest.raises(Ambiguous):
            crm.agenda.item_key("ana")
        with pytest.raises(NotFound):
            crm.agenda.item_key("Zebedee")

    @pytest.mark.parametrize("key", ["c99", "f99", "o99", "a99", "a1", "c999999999999999999"])
    def test_that_there_are_none_of_are_told(self, crm: Crm, key: str) -> None:
        added(crm, "Ana Lima")
        for act in (crm.agenda.item_key, crm.agenda.preview, crm.agenda.done, crm.agenda.skip):
            with pytest.raises(NotFound, match=key):
                act(key)

    def test_that_are_words_are_refused_by_acts(self, crm: Crm) -> None:
        with pytest.raises(NotFound, match="`netcrm due`"):
            crm.agenda.done("Ana")


def test_the_agenda_of_long_ago_and_far_ahead_can_be_asked_for(crm: Crm) -> None:
    touched(crm, "Ana Lima", "20 years", "2026-11-01")
    assert keys(crm, "2020-01-01") == []
    assert len(keys(crm, "9999-12-31")) == 1
    assert crm.agenda.build(crm.today - timedelta(days=1)).items == ()
