"""Logging: the next date moves as the preview says, whatever is logged, edited or deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.clock import Clock
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.values import Effect
from tests.services.support import added, day, every, undo_and_redo_all, whole_store
from tests.stores import empty_store

TODAY = day("2026-11-23")


def logged(crm: Crm, contact_id: int, on: str, channel: Channel = Channel.CALL, *, counts: bool | None = None) -> int:
    crm.interactions.log(InteractionDraft((contact_id,), channel, day(on), counts=counts))
    return max(crm._session.interactions.all_ids())


def next_date(crm: Crm, contact_id: int = 1) -> str:
    found = crm.contacts.rows([contact_id])[0].next_check_in
    return found.isoformat() if found else ""


class TestLogging:
    def test_moves_the_next_date_and_says_so(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        logged(crm, ana, "2026-11-02")
        done = crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, TODAY, summary="hello"))
        assert done.sentence == "Logged an email with Ana Lima. Next check-in Mon 7 Dec, was 16 Nov."
        assert done.effects == (Effect(1, "Ana Lima", day("2026-11-16"), day("2026-12-07")),)
        assert next_date(crm) == "2026-12-07"
        undo_and_redo_all(crm)

    def test_a_back_dated_one_never_moves_the_anchor_back(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        logged(crm, ana, "2026-11-16")
        assert next_date(crm) == "2026-11-30"
        draft = InteractionDraft((ana,), Channel.CALL, day("2026-03-01"))
        (effect,) = crm.interactions.preview(draft)
        assert effect.before == effect.after == day("2026-11-30")
        crm.interactions.log(draft)
        assert next_date(crm) == "2026-11-30"

    def test_several_people_move_each_by_their_own_cadence(self, crm: Crm) -> None:
        ana, bo, ife = added(crm, "Ana Lima", "2 weeks"), added(crm, "Bo Chen", "monthly"), added(crm, "Ife Ade")
        draft = InteractionDraft((bo, ana, ife, bo), Channel.MEETING, day("2026-11-20"))
        preview = crm.interactions.preview(draft)
        done = crm.interactions.log(draft)
        assert done.effects == preview
        assert [(effect.name, effect.after) for effect in preview] == [
            ("Bo Chen", day("2026-12-21")), ("Ana Lima", day("2026-12-04")), ("Ife Ade", None),
        ]  # fmt: skip
        assert done.sentence == "Logged a meeting with Bo Chen and 2 others on Fri 20 Nov. 2 next check-ins moved."
        assert crm.interactions.get(1).participants == (bo, ana, ife)

    @pytest.mark.parametrize("channel", [Channel.NOTE, Channel.REACTION, Channel.NO_SHOW])
    def test_what_is_no_touch_moves_nothing_unless_it_counts(self, crm: Crm, channel: Channel) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        logged(crm, ana, "2026-11-02")
        logged(crm, ana, "2026-11-20", channel)
        assert next_date(crm) == "2026-11-16"
        logged(crm, ana, "2026-11-20", channel, counts=True)
        assert next_date(crm) == "2026-12-04"

    def test_one_after_today_is_refused(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        for act in (crm.interactions.log, crm.interactions.preview):
            with pytest.raises(DateProblem, match=r"Tue 24 Nov is after today.*Plan a follow-up"):
                act(InteractionDraft((ana,), Channel.CALL, day("2026-11-24")))
        assert crm._session.interactions.count() == 0

    def test_nobody_and_unknown_people_are_refused(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        with pytest.raises(UsageProblem, match="needs somebody"):
            crm.interactions.log(InteractionDraft((), Channel.CALL, TODAY))
        with pytest.raises(NotFound, match="9"):
            crm.interactions.log(InteractionDraft((ana, 9), Channel.CALL, TODAY))
        assert crm._session.interactions.count() == 0

    def test_a_touch_ends_a_snooze_and_its_undo_brings_it_back(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        logged(crm, ana, "2026-11-02")
        crm.acts.snooze("c1", until=day("2026-12-24"))
        assert next_date(crm) == "2026-12-24"
        logged(crm, ana, "2026-11-23")
        assert next_date(crm) == "2026-12-07"
        crm.history.undo()
        assert next_date(crm) == "2026-12-24"

    def test_archived_people_get_no_date_from_it(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        crm.contacts.set_state([ana], State.ARCHIVED)
        draft = InteractionDraft((ana,), Channel.CALL, TODAY)
        assert crm.interactions.preview(draft)[0].after is None
        assert crm.interactions.log(draft).effects == crm.interactions.preview(draft)


@pytest.mark.parametrize(
    ("channel", "direction"),
    [
        (Channel.EMAIL, Direction.OUTGOING), (Channel.MESSAGE, Direction.OUTGOING),
        (Channel.LETTER, Direction.OUTGOING), (Channel.CALL, Direction.BOTH), (Channel.MEETING, Direction.BOTH),
        (Channel.COFFEE, Direction.BOTH), (Channel.NOTE, Direction.OUTGOING),
    ],
)  # fmt: skip
def test_directions_are_the_usual_ones_unless_said(crm: Crm, channel: Channel, direction: Direction) -> None:
    ana = added(crm, "Ana Lima")
    crm.interactions.log(InteractionDraft((ana,), channel, TODAY))
    crm.interactions.log(InteractionDraft((ana,), channel, TODAY, Direction.INCOMING))
    assert [crm.interactions.get(n).direction for n in (1, 2)] == [direction, Direction.INCOMING]


class TestAnswers:
    def awaiting(self, crm: Crm) -> str:
        found = crm.contacts.rows([1])[0].awaiting_since
        return found.isoformat() if found else ""

    def test_a_message_waits_and_whatever_comes_in_closes_it(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        logged(crm, ana, "2026-11-02", Channel.EMAIL)
        assert self.awaiting(crm) == "2026-11-02"
        crm.interactions.log(InteractionDraft((ana,), Channel.REACTION, day("2026-11-04"), Direction.INCOMING))
        assert self.awaiting(crm) == ""
        crm.history.undo()
        assert self.awaiting(crm) == "2026-11-02"
        logged(crm, ana, "2026-11-05", Channel.NO_SHOW)
        assert self.awaiting(crm) == "2026-11-02"
        logged(crm, ana, "2026-11-06", Channel.CALL)
        assert self.awaiting(crm) == ""

    def test_the_agenda_asks_after_ten_working_days(self, crm: Crm) -> None:
        ana, bo = added(crm, "Ana Lima"), added(crm, "Bo Chen")
        logged(crm, ana, "2026-11-09", Channel.EMAIL)
        logged(crm, bo, "2026-11-10", Channel.EMAIL)
        assert [item.key for item in crm.agenda.build().items] == ["a1"]


class TestChangingThePast:
    def test_deleting_the_newest_touch_counts_from_the_one_before(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        logged(crm, ana, "2026-11-02")
        newest = logged(crm, ana, "2026-11-20")
        done = crm.interactions.delete(newest)
        assert done.sentence == "Deleted a call with Ana Lima. Check-in due since Mon 16 Nov, was 4 Dec."
        crm.interactions.delete(1)
        assert next_date(crm) == "2026-12-07", "new again: two weeks from the day added"
        undo_and_redo_all(crm)

    def test_re_dating_and_un_counting_the_newest_touch_recomputes(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        logged(crm, ana, "2026-11-02")
        newest = logged(crm, ana, "2026-11-20")
        crm.interactions.edit(newest, InteractionDraft((ana,), Channel.CALL, day("2026-11-18")))
        assert next_date(crm) == "2026-12-02"
        crm.interactions.edit(newest, InteractionDraft((ana,), Channel.CALL, day("2026-11-18"), counts=False))
        assert next_date(crm) == "2026-11-16"
        with pytest.raises(DateProblem):
            crm.interactions.edit(newest, InteractionDraft((ana,), Channel.CALL, day("2026-12-18")))
        undo_and_redo_all(crm)

    def test_giving_one_to_somebody_else_moves_both(self, crm: Crm) -> None:
        ana, bo = added(crm, "Ana Lima", "2 weeks"), added(crm, "Bo Chen", "2 weeks")
        newest = logged(crm, ana, "2026-11-20")
        done = crm.interactions.edit(newest, InteractionDraft((bo,), Channel.CALL, day("2026-11-20")))
        assert [(effect.name, effect.after) for effect in done.effects] == [
            ("Bo Chen", day("2026-12-04")), ("Ana Lima", day("2026-12-07")),
        ]  # fmt: skip
        assert crm.safety.doctor(mend=False).findings == ()

    def test_nothing_is_no_act(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "2 weeks")
        newest = logged(crm, ana, "2026-11-20")
        draft = InteractionDraft((ana,), Channel.CALL, day("2026-11-20"))
        assert crm.interactions.edit(newest, draft).change_set is None

    def test_an_unknown_one_is_told(self, crm: Crm) -> None:
        added(crm, "Ana Lima")
        for act in (crm.interactions.get, crm.interactions.delete):
            with pytest.raises(NotFound, match="7"):
                act(7)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A[/]B", "A[/]B"), ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"), ("\x1b]0;evil\x07talk", "talk"),
        ("one\r\ntwo\x00\u202e", "one\ntwo"), ("x" * 1_000_000, "x" * 1_000_000),
    ],
)  # fmt: skip
def test_hostile_words_are_stored_as_text(crm: Crm, written: str, kept: str) -> None:
    ana = added(crm, "Ana Lima")
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, TODAY, summary=written))
    assert crm.interactions.get(1).summary == kept
    assert crm.contacts.timeline(ana)[0].words == kept


DRAFTS = st.builds(
    InteractionDraft,
    st.lists(st.sampled_from([1, 2, 3]), min_size=1, max_size=3).map(tuple),
    st.sampled_from([Channel.CALL, Channel.EMAIL, Channel.NOTE]),
    st.integers(0, 60).map(lambda days: TODAY - timedelta(days=days)),
    direction=st.none() | st.sampled_from(list(Direction)),
    counts=st.none() | st.booleans(),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DRAFTS, min_size=1, max_size=6), st.data())
def test_the_preview_is_what_then_happens(
    tmp_path_factory: pytest.TempPathFactory, drafts: list[InteractionDraft], data: st.DataObject
) -> None:
    with Crm.open(empty_store(tmp_path_factory.mktemp("log") / "n.db"), clock=Clock(TODAY)) as crm:
        for name, cadence in (("Ana Lima", "2 weeks"), ("Bo Chen", "10 business days"), ("Ife Ade", "")):
            added(crm, name, cadence)
        anchors: dict[int, list[str]] = {1: [], 2: [], 3: []}
        for draft in drafts:
            state = whole_store(crm)
            preview = crm.interactions.preview(draft)
            assert whole_store(crm) == state
            assert crm.interactions.log(draft).effects == preview
            for contact_id in anchors:
                anchors[contact_id].append(str(crm.contacts.rows([contact_id])[0].last_touch or ""))
        assert all(found == sorted(found) for found in anchors.values()), "an anchor moved back"
        gone = data.draw(st.sampled_from(crm._session.interactions.all_ids()))
        crm.interactions.delete(gone)
        assert crm.safety.doctor(mend=False).findings == ()
        crm.cadences.set_many([1], every("never"))
        undo_and_redo_all(crm)
