"""Promises: written down, changed and deleted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netcrm.domain.follow_up import FollowUpState, Owner
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from tests.services.support import added, day, undo_and_redo_all


def test_a_promise_is_kept_and_named(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    done = crm.follow_ups.add(FollowUpDraft(ana, "  send the\nprotocol \x1b[1m", day("2026-12-01")))
    assert done.sentence == "Promised for Tue 1 Dec: send the protocol (f1)."
    follow_up = crm.follow_ups.get(1)
    assert (follow_up.title, follow_up.owner, follow_up.made_on) == ("send the protocol", Owner.MINE, crm.today)
    theirs = crm.follow_ups.add(FollowUpDraft(ana, "CV", day("2026-11-01"), theirs=True))
    assert theirs.sentence == "Ana Lima promised for Sun 1 Nov: CV (f2)."


def test_a_promise_with_an_hour_keeps_its_moment(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    at = datetime(2026, 12, 1, 14, 30, tzinfo=UTC)
    crm.follow_ups.add(FollowUpDraft(ana, "call", day("2026-12-01"), at))
    assert crm.follow_ups.get(1).due_at == at
    (item,) = crm.agenda.build(day("2026-12-31")).items
    assert item.due_at == at


@pytest.mark.parametrize("title", ["", "  ", "\x1b[31m\u200b"])
def test_a_promise_needs_words(crm: Crm, title: str) -> None:
    ana = added(crm, "Ana Lima")
    with pytest.raises(UsageProblem, match="needs words"):
        crm.follow_ups.add(FollowUpDraft(ana, title, day("2026-12-01")))


def test_an_edit_keeps_where_it_stands_and_ends_a_snooze_when_the_day_changes(crm: Crm) -> None:
    ana, bo = added(crm, "Ana Lima"), added(crm, "Bo Chen")
    crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-11-20")))
    crm.acts.snooze("f1", until=day("2026-12-01"))
    crm.follow_ups.edit(1, FollowUpDraft(ana, "send it soon", day("2026-11-20")))
    assert crm.follow_ups.get(1).snoozed_until == day("2026-12-01")
    crm.follow_ups.edit(1, FollowUpDraft(bo, "send it", day("2026-11-27"), theirs=True))
    moved = crm.follow_ups.get(1)
    assert (moved.contact_id, moved.snoozed_until, moved.owner) == (bo, None, Owner.THEIRS)
    crm.acts.done("f1")
    crm.follow_ups.edit(1, FollowUpDraft(bo, "sent", day("2026-11-27")))
    assert crm.follow_ups.get(1).state is FollowUpState.DONE
    undo_and_redo_all(crm)


def test_an_edit_that_changes_nothing_is_no_act(crm: Crm) -> None:
    draft = FollowUpDraft(added(crm, "Ana Lima"), "send it", day("2026-11-20"))
    crm.follow_ups.add(draft)
    assert crm.follow_ups.edit(1, draft).change_set is None


def test_a_deleted_one_is_gone_until_undo(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-11-20")))
    uid = crm.follow_ups.get(1).uid
    crm.follow_ups.delete(1)
    for act in (crm.follow_ups.get, crm.follow_ups.delete):
        with pytest.raises(NotFound, match="f1"):
            act(1)
    crm.history.undo()
    assert crm.follow_ups.get(1).uid == uid


def test_unknown_people_are_told(crm: Crm) -> None:
    with pytest.raises(NotFound, match="7"):
        crm.follow_ups.add(FollowUpDraft(7, "send it", day("2026-11-20")))
    added(crm, "Ana Lima")
    crm.follow_ups.add(FollowUpDraft(1, "send it", day("2026-11-20")))
    with pytest.raises(NotFound, match="7"):
        crm.follow_ups.edit(1, FollowUpDraft(7, "send it", day("2026-11-20")))
