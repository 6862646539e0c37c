"""Pauses: what they hide, when it comes back, and how they end."""

from __future__ import annotations

import pytest

from netcrm.domain.check_in import Standing
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from tests.services.support import added, day, undo_and_redo_all, whole_store
from tests.services.test_agenda import keys, touched


class TestPausing:
    def test_somebody_hides_check_ins_and_promises_until_the_first_working_day_after(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-02")
        crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-11-25")))
        state = whole_store(crm)
        done = crm.pauses.pause([ana], day("2026-11-23"), day("2026-12-05"), "holiday \x1b[1m")
        assert done.sentence == "Paused Ana Lima until Sat 5 Dec; back Mon 7 Dec."
        assert keys(crm, "2026-12-06") == []
        (item,) = crm.agenda.build(day("2026-12-07")).items
        assert (item.key, item.due_on, item.folded) == ("f1", day("2026-12-07"), ("c1",))
        assert crm.contacts.rows([ana])[0].standing is Standing.PAUSED
        assert crm.pauses.lines()[0].reason == "holiday"
        crm.history.undo()
        assert whole_store(crm) == state

    def test_everybody_hides_all_and_resuming_brings_all_back(self, crm: Crm) -> None:
        ana, bo = touched(crm, "Ana Lima", "weekly", "2026-11-02"), touched(crm, "Bo Chen", "weekly", "2026-10-12")
        crm.pauses.pause(None, day("2026-11-20"), day("2026-11-27"))
        assert keys(crm) == []
        assert keys(crm, "2026-11-30") == [f"c{bo}", f"c{ana}"], "the higher ratio first"
        assert crm.pauses.resume(None).sentence == "Resumed everybody."
        assert keys(crm) == [f"c{bo}", f"c{ana}"]
        assert crm.pauses.lines() == []
        undo_and_redo_all(crm)

    def test_to_come_is_taken_away_whole_by_resuming(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-20")
        crm.pauses.pause([ana], day("2026-11-25"), day("2026-12-01"))
        assert crm.contacts.rows([ana])[0].next_check_in == day("2026-12-02")
        crm.pauses.resume([ana])
        assert crm.contacts.rows([ana])[0].next_check_in == day("2026-11-27")

    def test_is_refused_where_it_ends_before_it_starts_or_names_nobody(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        with pytest.raises(DateProblem, match="before it starts"):
            crm.pauses.pause([ana], day("2026-12-02"), day("2026-12-01"))
        with pytest.raises(NotFound, match="99"):
            crm.pauses.pause([99], day("2026-12-01"), day("2026-12-02"))
        with pytest.raises(NotFound, match="Atlantis"):
            crm.pauses.pause((), day("2026-12-01"), day("2026-12-02"), organisation="Atlantis")
        with pytest.raises(UsageProblem, match="no pause of Ana Lima"):
            crm.pauses.resume([ana])
        assert crm.pauses.lines() == []

    def test_of_one_day_is_one_day(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-16")
        crm.pauses.pause([ana], crm.today, crm.today)
        assert keys(crm) == []
        assert keys(crm, "2026-11-24") == [f"c{ana}"]

    def test_of_several_is_one_act(self, crm: Crm) -> None:
        for name in ("Ana Lima", "Bo Chen", "Cleo Abara"):
            touched(crm, name, "weekly", "2026-11-02")
        state = whole_store(crm)
        done = crm.pauses.pause([1, 2, 3], day("2026-11-23"), day("2026-11-24"))
        assert done.sentence == "Paused Ana Lima and 2 others until Tue 24 Nov; back Wed 25 Nov."
        assert keys(crm) == []
        assert crm.pauses.resume([1, 3]).sentence == "Resumed Ana Lima and Cleo Abara."
        assert sorted(keys(crm)) == ["c1", "c3"]
        crm.history.undo()
        crm.history.undo()
        assert whole_store(crm) == state

    def test_comes_back_after_days_off_of_ones_own(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-16")
        crm.settings.set("days-off", "2026-11-30..2026-12-01 moving house")
        done = crm.pauses.pause(None, day("2026-11-23"), day("2026-11-27"))
        assert done.sentence == "Paused everybody until Fri 27 Nov; back Wed 2 Dec."
        assert crm.contacts.rows([ana])[0].next_check_in == day("2026-12-02")
