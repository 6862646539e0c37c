"""The agenda as a service: what stands in it, the cap, organisations, pauses, and the names of items."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netcrm.domain.agenda import Group, ItemKind
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel
from netcrm.errors import Ambiguous, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.item_keys import parse_item
from tests.services.support import added, day, every, undo_and_redo_all


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

    def test_of_many_not_yet_contacted_the_first_of_the_list_are_shown(self, crm: Crm) -> None:
        """Who is read from the store and who stands first in the list follow one order."""
        for number in range(52):
            added(crm, f"New Nr{number:02}", "2 weeks")
        matters_most = added(crm, "Zoe Last", "1 month")
        crm.contacts.set_tier([matters_most], Tier.A)
        items = crm.agenda.build(all_new=True).items
        assert len(items) == 50
        assert items[0].key == f"c{matters_most}"

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
        crm.acts.done(f"c{ids[0]}")
        crm.acts.skip(f"c{ids[1]}")
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
        preview = crm.acts.preview("o1")
        with pytest.raises(UsageProblem, match=r"Say whom at St Mary.*Bo Chen \(2\), Ana Lima \(1\)"):
            crm.acts.done("o1")
        crm.acts.done(f"c{bo}", channel=Channel.CALL)
        assert keys(crm) == []
        (item,) = crm.agenda.build(day("2026-12-31")).items
        assert item.due_on == preview.next_if_done == day("2026-12-07")
        crm.history.undo()
        assert keys(crm) == ["o1"]
        undo_and_redo_all(crm)

    def test_with_one_person_there_are_done_by_logging_with_them(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "", "2026-11-02", organisation="St Mary")
        crm.cadences.set(CadenceScope.ORGANISATION, "1", every("2 weeks"))
        preview = crm.acts.preview("o1")
        done = crm.acts.done("o1")
        assert done.contact_ids == (ana,)
        assert crm.interactions.get(2).channel is Channel.CALL
        assert crm.acts.preview("o1").next_if_skipped == preview.next_if_done
        assert [item.due_on for item in crm.agenda.build(day("2026-12-31")).items] == [preview.next_if_done]

    def test_are_snoozed_and_skipped_as_previewed(self, crm: Crm) -> None:
        touched(crm, "Ana Lima", "", "2026-11-02", organisation="St Mary")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("2 weeks"))
        assert crm.acts.snooze("o1", until=day("2026-11-25")).sentence == "Snoozed St Mary until Wed 25 Nov."
        assert [item.due_on for item in crm.agenda.build(day("2026-12-31")).items] == [day("2026-11-25")]
        preview = crm.acts.preview("o1")
        assert crm.acts.skip("o1").sentence == "Skipped St Mary this time. Next check-in Mon 7 Dec."
        assert [item.due_on for item in crm.agenda.build(day("2026-12-31")).items] == [preview.next_if_skipped]
        with pytest.raises(UsageProblem, match="cannot be dropped"):
            crm.acts.drop("o1", reason="no")
        undo_and_redo_all(crm)

    def test_without_a_cadence_have_no_check_in(self, crm: Crm) -> None:
        added(crm, "Ana Lima", organisation="St Mary")
        for act in (crm.acts.preview, crm.acts.skip, lambda key: crm.acts.snooze(key, until=day("2026-12-01"))):
            with pytest.raises(UsageProblem, match="St Mary has no check-in"):
                act("o1")
        with pytest.raises(NotFound, match="o2"):
            crm.acts.preview("o2")

    def test_rest_while_paused(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-10-05", organisation="St Mary")
        touched(crm, "Bo Chen", "weekly", "2026-10-05")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("weekly"))
        crm.pauses.pause(None, day("2026-11-23"), day("2026-11-23"))
        assert keys(crm) == []
        crm.pauses.resume(None)
        crm.pauses.pause(None, day("2026-11-20"), day("2026-11-20"))
        done = crm.pauses.pause((), day("2026-11-23"), day("2026-11-29"), organisation="st mary")
        assert done.sentence == "Paused St Mary until Sun 29 Nov; back Mon 30 Nov."
        assert keys(crm) == ["c2"]
        assert keys(crm, "2026-11-30") == ["c2", "c1", "o1"]
        (line,) = crm.pauses.lines()
        assert (line.whom, line.organisation_id, line.end_on) == ("St Mary", 1, day("2026-11-29"))
        crm.pauses.resume((), organisation="St Mary")
        assert sorted(keys(crm)) == [f"c{ana}", "c2", "o1"]
        undo_and_redo_all(crm)


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
        for act in (crm.agenda.item_key, crm.acts.preview, crm.acts.done, crm.acts.skip):
            with pytest.raises(NotFound, match=key):
                act(key)

    def test_that_are_words_are_refused_by_acts(self, crm: Crm) -> None:
        with pytest.raises(NotFound, match="`netcrm due`"):
            crm.acts.done("Ana")


def test_the_agenda_of_long_ago_and_far_ahead_can_be_asked_for(crm: Crm) -> None:
    touched(crm, "Ana Lima", "20 years", "2026-11-01")
    assert keys(crm, "2020-01-01") == []
    assert len(keys(crm, "9999-12-31")) == 1
    assert crm.agenda.build(crm.today - timedelta(days=1)).items == ()
