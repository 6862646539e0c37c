"""One act on many items: all are checked before anything is written, and one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel, Direction
from netcrm.errors import DateProblem, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.timeline import TimelineKind
from netcrm.services.values import Done
from tests.services.support import added, day, every, undo_and_redo_all, whole_store

NAMES = ("Ana Lima", "Bo Chen", "Cleo Abara", "Dana Weiss", "Emre Kaya")


@pytest.fixture
def busy(crm: Crm) -> Crm:
    """Five people called on 19 October, all late on every two weeks; promises f1 with Ana and f2 with Bo; o1 late."""
    for name in NAMES:
        contact_id = added(crm, name, "2 weeks", organisation="St Mary" if name == "Ana Lima" else "")
        crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day("2026-10-19")))
    crm.follow_ups.add(FollowUpDraft(1, "send my CV", day("2026-11-20")))
    crm.follow_ups.add(FollowUpDraft(2, "ask about the SOP", day("2026-11-27")))
    crm.cadences.set(CadenceScope.ORGANISATION, "St Mary", every("monthly"))
    return crm


def count(crm: Crm) -> int:
    return crm._session.interactions.count()


ACTS: list[tuple[Callable[[Crm], Done], str]] = [
    (
        lambda crm: crm.acts.skip("c1", "c2", "c3", "c4", "c5", reason="travelling"),
        "Skipped Ana Lima and 4 others this time. 5 next check-ins moved.",
    ),
    (
        lambda crm: crm.acts.skip("c1", "o1"),
        "Skipped Ana Lima and St Mary this time. Next check-in Mon 7 Dec, was 2 Nov.",
    ),
    (
        lambda crm: crm.acts.snooze("c1", "f2", "o1", until=day("2026-12-01"), reason="exam"),
        "Snoozed Ana Lima and 2 others until Tue 1 Dec.",
    ),
    (
        lambda crm: crm.acts.done("c1", "c2", "c3"),
        "Logged a call each with Ana Lima and 2 others. 3 next check-ins moved.",
    ),
    (
        lambda crm: crm.acts.done("c1", "c2", channel=Channel.EMAIL, on=day("2026-11-20")),
        "Logged an email each with Ana Lima and Bo Chen on Fri 20 Nov. 2 next check-ins moved.",
    ),
    (
        lambda crm: crm.acts.done("f1", "f2"),
        "Done: “send my CV” (Ana Lima) and “ask about the SOP” (Bo Chen).",
    ),
    (
        lambda crm: crm.acts.done("f1", "f2", "c3", channel=Channel.EMAIL),
        "Done: “send my CV” (Ana Lima) and 2 others. Logged 3 interactions. 3 next check-ins moved.",
    ),
    (
        lambda crm: crm.acts.done("f1", "c3"),
        "Done: “send my CV” (Ana Lima) and Cleo Abara. Logged a call. Next check-in Mon 7 Dec, was 2 Nov.",
    ),
    (
        lambda crm: crm.acts.drop("f1", "f2", reason="no longer needed"),
        "Dropped “send my CV” (Ana Lima) and “ask about the SOP” (Bo Chen): no longer needed.",
    ),
]


@pytest.mark.parametrize(("act", "sentence"), ACTS)
def test_an_act_on_many_is_one_act_with_one_sentence(busy: Crm, act: Callable[[Crm], Done], sentence: str) -> None:
    before = whole_store(busy)
    done = act(busy)
    assert done.sentence == sentence
    assert busy.safety.doctor(mend=False).findings == ()
    busy.history.undo()
    assert whole_store(busy) == before
    undo_and_redo_all(busy)


REFUSED: list[tuple[Callable[[Crm], Done], type[NetcrmError], str]] = [
    (lambda crm: crm.acts.skip("c1", "f1"), UsageProblem, "“send my CV” is promised once"),
    (lambda crm: crm.acts.done("c1", "c99"), NotFound, "“c99”"),
    (lambda crm: crm.acts.done("c1", "Bo Chen"), NotFound, "“Bo Chen”"),
    (
        lambda crm: crm.acts.drop("f1", "c1", reason="over"),
        UsageProblem,
        "The check-in with Ana Lima cannot be dropped",
    ),
    (lambda crm: crm.acts.drop("f1", "o1", reason="over"), UsageProblem, "The check-in with St Mary cannot be dropped"),
    (lambda crm: crm.acts.drop("f1", "f2", reason=" "), UsageProblem, "“send my CV” needs a reason"),
    (lambda crm: crm.acts.snooze("c1", "f1", until=crm.today), DateProblem, "A snooze ends after today"),
    (lambda crm: crm.acts.snooze("f1", "b1", until=day("2026-12-01")), UsageProblem, "The birthday of Ana Lima cannot"),
    (lambda crm: crm.acts.skip("c1", "w2"), UsageProblem, "The work anniversary of Bo Chen cannot be skipped"),
    (lambda crm: crm.acts.done("c1", "f1", on=day("2026-11-24")), DateProblem, "is after today"),
    (lambda crm: crm.acts.done("f1", "c2", channel=Channel.NOTE), UsageProblem, "no contact, so it does no check-in"),
    (lambda crm: crm.acts.done(), UsageProblem, "Name an item"),
]


@pytest.mark.parametrize(("act", "problem", "words"), REFUSED)
def test_one_refused_item_leaves_all_as_they_were(
    busy: Crm, act: Callable[[Crm], Done], problem: type[NetcrmError], words: str
) -> None:
    before, acts = whole_store(busy), len(busy.history.lines(1000))
    with pytest.raises(problem, match=words):
        act(busy)
    assert whole_store(busy) == before
    assert len(busy.history.lines(1000)) == acts


def test_an_item_named_twice_counts_once(busy: Crm) -> None:
    done = busy.acts.skip("c1", "C1", " c1 ")
    assert done.sentence == "Skipped Ana Lima this time. Next check-in Mon 7 Dec, was 2 Nov."
    assert busy.history.lines(1)[0].label == "skip the check-in with Ana Lima"
    assert busy.acts.preview_many(["f1", "f1"]).count == 1


def test_each_person_gets_an_interaction_of_their_own(busy: Crm) -> None:
    done = busy.acts.done("c1", "c2", "c3", channel=Channel.EMAIL, summary="news")
    assert done.contact_ids == (1, 2, 3)
    assert [effect.contact_id for effect in done.effects] == [1, 2, 3]
    logged = [busy.interactions.get(number) for number in (6, 7, 8)]
    assert [(one.participants, one.summary) for one in logged] == [((1,), "news"), ((2,), "news"), ((3,), "news")]


def test_a_person_is_logged_once_though_several_items_name_them(busy: Crm) -> None:
    before = count(busy)
    busy.acts.done("c1", "f1", "o1", channel=Channel.COFFEE)
    assert count(busy) == before + 1
    assert busy.interactions.get(before + 1).summary == "send my CV"
    assert busy.follow_ups.get(1).state is FollowUpState.DONE


def test_an_answer_that_came_and_a_word_sent_are_two(busy: Crm) -> None:
    busy.interactions.log(InteractionDraft((1,), Channel.EMAIL, day("2026-11-02")))
    before = count(busy)
    busy.acts.done("a1", "c1", channel=Channel.EMAIL)
    assert [busy.interactions.get(before + n).direction for n in (1, 2)] == [Direction.INCOMING, Direction.OUTGOING]


def test_messages_of_many_are_let_rest_together(busy: Crm) -> None:
    for contact_id in (1, 2, 3):
        busy.interactions.log(InteractionDraft((contact_id,), Channel.EMAIL, day("2026-11-02")))
    done = busy.acts.skip("a1", "a2", "a3", reason="on leave")
    assert done.sentence == "No longer waiting for an answer from Ana Lima and 2 others."
    assert busy.acts.skip("c1", "c2").sentence.startswith("Skipped Ana Lima and Bo Chen this time.")


def test_a_birthday_is_answered_with_a_word_that_is_logged(busy: Crm) -> None:
    preview = busy.acts.preview("b2")
    assert (preview.title, preview.can_skip) == ("Birthday of Bo Chen", False)
    assert busy.acts.done("b2", channel=Channel.MESSAGE).sentence.startswith("Logged a message with Bo Chen.")
    assert busy.contacts.rows([2])[0].next_check_in == preview.next_if_done
    with pytest.raises(NotFound, match="w99"):
        busy.acts.preview("w99")


def test_the_preview_of_many_has_the_first_and_the_last_dates(busy: Crm) -> None:
    busy.cadences.set_many([2], every("monthly"), overwrite=True)
    preview = busy.acts.preview_many(["c1", "c2", "f1"])
    assert (preview.count, preview.can_skip) == (3, 2)
    assert preview.names == ("Ana Lima", "Bo Chen", "“send my CV” (Ana Lima)")
    assert (preview.first_if_done, preview.last_if_done) == (day("2026-12-07"), day("2026-12-23"))
    assert (preview.first_if_skipped, preview.last_if_skipped) == (day("2026-12-07"), day("2026-12-23"))
    assert preview.next_if_snoozed == day("2026-11-30")
    none = busy.acts.preview_many(["f1"])
    assert (none.first_if_done, none.last_if_skipped, none.can_skip) == (None, None, 0)


@pytest.mark.parametrize(
    ("holiday", "snoozed"), [("2027-05-14", "2026-11-30"), ("2026-11-30..2026-12-02", "2026-12-03")]
)
def test_a_plain_snooze_leads_to_a_working_day_a_week_ahead(busy: Crm, holiday: str, snoozed: str) -> None:
    busy.settings.set("days-off", holiday)
    for key in ("c1", "f1", "o1", "b1"):
        assert busy.acts.preview(key).next_if_snoozed == day(snoozed)


def test_the_reason_of_a_snooze_is_in_history(busy: Crm) -> None:
    busy.acts.snooze("c1", "f1", until=day("2026-12-01"), reason=" exam \x1b[1m week ")
    entry = next(entry for entry in busy.contacts.timeline(1) if entry.kind is TimelineKind.SNOOZE)
    assert entry.words == "exam week"
    assert busy.follow_ups.get(1).reason == "exam week"


def test_what_is_closed_meanwhile_is_named(busy: Crm) -> None:
    busy.acts.done("f1")
    with pytest.raises(NothingToDo, match="“send my CV” is done since 2026-11-23"):
        busy.acts.done("c1", "f1")
    assert busy.acts.preview("f1").next_if_done is None
