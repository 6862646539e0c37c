from __future__ import annotations

from netcrm.domain.sorting import Round, round_now

BEGUN = Round(total=10, people=10, highest_id=10)


def after(kept: Round | None, *, remaining: int, newcomers: int = 0, there: int = 10, added: int = 0) -> Round:
    return round_now(
        kept, remaining=remaining, newcomers=newcomers, there=there, people=there + added, highest_id=10 + added
    )


def test_a_round_begins_with_all_who_are_unsorted() -> None:
    assert after(None, remaining=7, newcomers=7) == Round(7, 10, 10)


def test_sorting_and_undoing_leave_the_total_alone() -> None:
    assert after(BEGUN, remaining=4).total == after(BEGUN, remaining=5).total == 10


def test_a_new_import_makes_the_total_grow_by_those_to_be_sorted() -> None:
    assert after(BEGUN, remaining=9, newcomers=5, added=6) == Round(15, 16, 16)


def test_an_undone_import_or_a_deletion_makes_it_shrink() -> None:
    assert after(Round(15, 16, 16), remaining=4, there=10).total == 9
    assert after(BEGUN, remaining=3, there=9).total == 9


def test_it_is_never_less_than_those_who_remain() -> None:
    assert after(Round(2, 10, 10), remaining=6).total == 6


def test_when_nobody_was_left_those_who_come_make_a_new_round() -> None:
    assert after(BEGUN, remaining=3, newcomers=3, added=3).total == 3


def test_the_end_of_a_round_keeps_its_total_for_an_undo() -> None:
    over = after(BEGUN, remaining=0)
    assert over.total == 10
    assert after(over, remaining=1).total == 10
