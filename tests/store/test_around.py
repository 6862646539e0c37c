"""What is around people goes with them, comes back with undo, and moves where two become one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from netcrm.domain.interviews.interview import Interview
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from tests.services.around_people import AROUND
from tests.services.support import added, person
from tests.services.whole_stores import Tables, whole_tables

TABLES = (
    "advice", "mentorship", "mentor_goal", "relation", "introduction", "introduction_step", "introduction_task",
    "event_person", "study_person", "authorship", "publication", "interview_note", "lead",
)  # fmt: skip


@pytest.fixture
def around(crm: Crm) -> Crm:
    """A store with three people and something of everything around them."""
    ana = crm.contacts.add(person("Ana Lima", organisation="Bay Oncology")).contact_ids[0]
    bo, _ = added(crm, "Bo Chen"), added(crm, "Cem Demir")
    crm.interviews.held(Interview(0, "", ana))
    crm.follow_ups.add(FollowUpDraft(bo, "Send the CV", date(2026, 12, 1)))
    with crm._session.act("what is around them"):
        for statement in AROUND:
            crm._session.database.execute(statement)
    return crm


def counts(crm: Crm) -> dict[str, int]:
    return {table: int(crm._session.database.scalar(f"SELECT count(*) FROM {table}")) for table in TABLES}


def is_sound(crm: Crm) -> bool:
    return not crm._session.database.rows("PRAGMA foreign_key_check")


def whole(crm: Crm) -> Tables:
    """Return every row; ids that were given once are not given again, whatever is taken back."""
    return {table: rows for table, rows in whole_tables(crm).items() if table != "last ids"}


@pytest.mark.parametrize("gone", [[1], [2], [3], [1, 2], [1, 2, 3]])
def test_deleting_people_leaves_nothing_that_names_them_and_undo_brings_all_back(around: Crm, gone: list[int]) -> None:
    before = whole(around)
    around.contacts.delete(gone)
    assert is_sound(around)
    around.history.undo()
    assert whole(around) == before


def test_a_paper_goes_with_the_last_of_its_authors(around: Crm) -> None:
    around.contacts.delete([1])
    assert counts(around)["publication"] == 1
    around.contacts.delete([2])
    assert counts(around)["publication"] == 0


@pytest.mark.parametrize(("other", "keep"), [(1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)])
def test_uniting_two_leaves_nothing_between_somebody_and_themselves(around: Crm, other: int, keep: int) -> None:
    before = whole(around)
    around.merging.merge(around.merging.plan(keep, other))
    assert is_sound(around)
    database = around._session.database
    assert not database.rows("SELECT id FROM relation WHERE first_id = second_id")
    assert not database.rows("SELECT id FROM introduction WHERE introducer_id = to_id")
    assert database.scalar("SELECT count(*) FROM authorship WHERE contact_id IN (1, 2, 3)") >= 1
    around.history.undo()
    assert whole(around) == before


DELETIONS: list[Callable[[Crm], object]] = [
    lambda crm: crm.follow_ups.delete(1),
    lambda crm: crm.follow_ups.delete(2),
    lambda crm: crm.interactions.delete(1),
    lambda crm: crm.interviews.delete(crm.interviews.get(1)),
]


@pytest.mark.parametrize("delete", DELETIONS)
def test_what_is_named_may_be_deleted_and_what_named_it_stays(around: Crm, delete: Callable[[Crm], object]) -> None:
    before, stays = whole(around), counts(around)
    delete(around)
    assert is_sound(around)
    assert counts(around)["advice"] == stays["advice"]
    assert counts(around)["mentorship"] == stays["mentorship"]
    around.history.undo()
    assert whole(around) == before


def test_the_preview_of_a_merge_counts_what_is_around_them(around: Crm) -> None:
    assert {move.what: move.count for move in around.merging.plan(3, 1).moves} == {
        "interaction": 1, "follow-up": 2, "playbook": 1, "interview": 1, "introduction": 1, "relation": 1,
        "mentorship": 1, "study part": 1, "event": 1, "paper": 1,
    }  # fmt: skip
