"""Follow-ups that come back: done and skipped they lead to the date of the preview; dropped they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from netcrm.clock import Clock
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.interaction import Channel
from netcrm.domain.interval import parse_interval
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.timeline import TimelineKind
from tests.services.support import added, day, undo_and_redo_all, whole_store

DUES = FollowUpDraft(1, "pay the dues", day("2026-09-01"), every=parse_interval("1 month"))
CHORE = replace(DUES, title="tidy the list", every=parse_interval("2 weeks"), counts_from=RepeatsFrom.COMPLETION)


@pytest.fixture
def ana(crm: Crm) -> Crm:
    added(crm, "Ana Lima")
    return crm


def at_day(crm: Crm, text: str) -> Crm:
    return Crm.open(crm.path, clock=Clock(day(text)))


def open_ones(crm: Crm) -> list[FollowUp]:
    return [one for one in crm._session.follow_ups.all() if one.state is FollowUpState.OPEN]


@pytest.mark.parametrize("act", ["done", "skip"])
@pytest.mark.parametrize(
    ("draft", "following", "words"),
    [
        (DUES, "2026-12-01", " Next Tue 1 Dec (f2); 1 Oct and 1 Nov are passed over."),
        (replace(DUES, due_on=day("2026-10-20")), "2026-12-20", " Next Sun 20 Dec (f2); 20 Nov is passed over."),
        (
            replace(DUES, due_on=day("2026-01-31")), "2026-11-30",
            " Next Mon 30 Nov (f2); 9 dates from 28 Feb to 31 Oct are passed over.",
        ),
        (replace(DUES, due_on=day("2026-12-31")), "2027-01-31", " Next Sun 31 Jan 2027 (f2)."),
        (CHORE, "2026-12-07", " Next Mon 7 Dec (f2)."),
    ],
)  # fmt: skip
def test_a_closed_one_lays_down_the_next(ana: Crm, act: str, draft: FollowUpDraft, following: str, words: str) -> None:
    ana.follow_ups.add(draft)
    before, preview = whole_store(ana), ana.acts.preview("f1")
    assert preview.can_skip
    done = ana.acts.done("f1") if act == "done" else ana.acts.skip("f1", reason="on leave")
    started = (
        f"Done: “{draft.title}” (Ana Lima)." if act == "done" else f"Skipped “{draft.title}” (Ana Lima) this time."
    )
    assert done.sentence == started + words
    closed, laid = ana.follow_ups.get(1), ana.follow_ups.get(2)
    assert (closed.state, closed.closed_on) == (FollowUpState("done" if act == "done" else "skipped"), ana.today)
    assert closed.reason == ("" if act == "done" else "on leave")
    assert (laid.due_on, laid.state, laid.made_on) == (day(following), FollowUpState.OPEN, ana.today)
    assert laid.due_on == (preview.next_if_done if act == "done" else preview.next_if_skipped)
    assert laid.uid not in ("", closed.uid)
    entries = [entry.title for entry in ana.contacts.timeline(1) if entry.kind is TimelineKind.FOLLOW_UP]
    told = "Done" if act == "done" else "Skipped this time (on leave)"
    assert [entry for entry in entries if entry.startswith(told)]
    ana.history.undo()
    assert whole_store(ana) == before
    undo_and_redo_all(ana)


def test_one_that_is_dropped_comes_back_no_more(ana: Crm) -> None:
    ana.follow_ups.add(DUES)
    assert ana.acts.drop("f1", reason="left").sentence == (
        "Dropped “pay the dues” (Ana Lima): left. It comes back no more."
    )
    assert open_ones(ana) == []
    undo_and_redo_all(ana)


def test_a_series_of_months_ends_does_not_drift_over_years(ana: Crm) -> None:
    ana.follow_ups.add(replace(DUES, due_on=day("2026-11-30"), every=parse_interval("3 months")))
    found = []
    for _ in range(6):
        (one,) = open_ones(ana)
        found.append(one.due_on.isoformat())
        with at_day(ana, one.due_on.isoformat()) as then:
            then.acts.done(f"f{one.id}")
    assert found == ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30", "2028-02-29"]


def test_a_snooze_or_an_early_done_leaves_the_series_where_it_was(ana: Crm) -> None:
    ana.follow_ups.add(replace(DUES, due_on=day("2026-12-01")))
    ana.acts.snooze("f1", until=day("2026-12-15"))
    ana.acts.done("f1", channel=Channel.EMAIL)
    laid = ana.follow_ups.get(2)
    assert (laid.due_on, laid.snoozed_until) == (day("2027-01-01"), None)


def test_several_come_back_together(ana: Crm) -> None:
    for draft in (DUES, CHORE):
        ana.follow_ups.add(draft)
    ana.follow_ups.add(FollowUpDraft(1, "once", day("2026-11-23")))
    before = whole_store(ana)
    assert ana.acts.skip("f1", "f2").sentence == (
        "Skipped “pay the dues” (Ana Lima) and “tidy the list” (Ana Lima) this time. 2 come back, the first Tue 1 Dec."
    )
    ana.history.undo()
    assert ana.acts.done("f1", "f3").sentence.endswith(" 1 comes back, Tue 1 Dec.")
    ana.history.undo()
    with pytest.raises(UsageProblem, match="“once” is promised once"):
        ana.acts.skip("f1", "f3")
    assert whole_store(ana) == before


def test_a_chore_avoids_days_off_in_the_persons_country(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    crm._session.database.execute("UPDATE journal_current SET change_set = 1")
    crm._session.database.execute("UPDATE contact SET country = 'FR' WHERE id = ?", (ana,))
    crm._session.database.execute("UPDATE journal_current SET change_set = NULL")
    crm._session.settings.keep_holidays("FR", [(day("2026-12-07"), "a feast in France")])
    crm.follow_ups.add(CHORE)
    preview = crm.acts.preview("f1")
    crm.acts.done("f1")
    assert crm.follow_ups.get(2).due_on == preview.next_if_done == day("2026-12-08")


def test_an_hour_comes_back_at_the_same_hour(ana: Crm) -> None:
    at = datetime(2026, 11, 23, 14, 30).astimezone()
    ana.follow_ups.add(replace(DUES, due_on=at.date(), due_at=at))
    ana.acts.done("f1")
    laid = ana.follow_ups.get(2)
    assert laid.due_at is not None
    assert f"{laid.due_at.astimezone():%Y-%m-%d %H:%M}" == "2026-12-23 14:30"


class TestAddingAndEditing:
    def test_the_sentence_says_how_it_comes_back(self, ana: Crm) -> None:
        assert ana.follow_ups.add(DUES).sentence == ("Promised for Tue 1 Sep, then every month: pay the dues (f1).")
        assert ana.follow_ups.add(CHORE).sentence == (
            "Promised for Tue 1 Sep, then every 2 weeks after it is done: tidy the list (f2)."
        )
        assert ana.follow_ups.get(1).recurrence == Recurrence(
            parse_interval("1 month"), RepeatsFrom.DATE, day("2026-09-01")
        )

    @pytest.mark.parametrize(
        ("changed", "kept"),
        [
            (replace(DUES, due_on=day("2026-12-01"), title="pay them"), (date(2026, 9, 1), 3, "1 month", "date")),
            (replace(DUES, due_on=day("2026-12-05")), (date(2026, 12, 5), 0, "1 month", "date")),
            (
                replace(DUES, due_on=day("2026-12-01"), every=parse_interval("year")),
                (date(2026, 12, 1), 0, "1 year", "date"),
            ),
            (
                replace(DUES, due_on=day("2026-12-01"), counts_from=RepeatsFrom.COMPLETION),
                (date(2026, 12, 1), 0, "1 month", "completion"),
            ),
            (replace(DUES, due_on=day("2026-12-01"), every=None), None),
        ],
    )
    def test_a_change_keeps_the_series_or_counts_from_its_day(
        self, ana: Crm, changed: FollowUpDraft, kept: tuple[date, int, str, str] | None
    ) -> None:
        ana.follow_ups.add(DUES)
        ana.acts.done("f1")
        ana.follow_ups.edit(2, changed)
        found = ana.follow_ups.get(2).recurrence
        assert kept == (found and (found.first_on, found.occurrence, str(found.interval), found.counts_from.value))
        undo_and_redo_all(ana)

    def test_a_snooze_and_its_reason_go_when_the_day_changes(self, ana: Crm) -> None:
        ana.follow_ups.add(DUES)
        ana.acts.snooze("f1", until=day("2026-12-01"), reason="exam")
        ana.follow_ups.edit(1, replace(DUES, title="pay them"))
        assert (ana.follow_ups.get(1).snoozed_until, ana.follow_ups.get(1).reason) == (day("2026-12-01"), "exam")
        ana.follow_ups.edit(1, replace(DUES, due_on=day("2026-12-02")))
        assert (ana.follow_ups.get(1).snoozed_until, ana.follow_ups.get(1).reason) == (None, "")
