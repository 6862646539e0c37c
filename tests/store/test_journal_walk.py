"""The journal under a random walk: everything that is done can be taken back and brought back, to the last column."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.errors import NothingToDo, UndoRefused
from tests.store.walk import Picture, Walker, faults

few = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
dice = st.integers(min_value=0, max_value=2**32).map(Random)


@contextmanager
def _walker(chance: Random) -> Iterator[Walker]:
    with tempfile.TemporaryDirectory() as folder:
        walker = Walker(Path(folder) / "walk.db", chance)
        try:
            yield walker
        finally:
            walker.close()


def _walk(walker: Walker, acts: int) -> list[Picture]:
    """Do so many acts, and return what stood there before each and after the last."""
    pictures = [walker.picture()]
    while len(pictures) <= acts:
        change_set = walker.step()
        now = walker.picture()
        assert not faults(walker.database)
        if change_set is None:
            assert now == pictures[-1], "what was refused, or changed nothing, left something behind"
        else:
            assert now != pictures[-1], "an act that changed nothing left a change set"
            pictures.append(now)
    return pictures


def _undo_to_the_start(walker: Walker, pictures: list[Picture]) -> None:
    for then in reversed(pictures[:-1]):
        walker.crm.history.undo()
        assert walker.picture() == then
        assert not faults(walker.database)


def _redo_to_the_end(walker: Walker, pictures: list[Picture]) -> None:
    for then in pictures[1:]:
        walker.crm.history.redo()
        assert walker.picture() == then
        assert not faults(walker.database)


def test_three_hundred_acts_are_undone_to_the_start_and_redone_to_the_end_over_restarts() -> None:
    with _walker(Random(1126)) as walker:
        pictures = _walk(walker, 150)
        walker.reopen()
        pictures = [*pictures, *_walk(walker, 150)[1:]]
        walker.reopen()
        _undo_to_the_start(walker, pictures)
        assert walker.crm.history.next_undo() is None
        assert not any(walker.picture().values())
        walker.reopen()
        _redo_to_the_end(walker, pictures)
        assert walker.crm.history.next_redo() is None


@few
@given(dice)
def test_any_walk_is_undone_to_the_start_and_redone_to_the_end(chance: Random) -> None:
    with _walker(chance) as walker:
        pictures = _walk(walker, 100)
        turn = chance.randint(1, 99)
        for then in reversed(pictures[turn:-1]):
            walker.crm.history.undo()
            assert walker.picture() == then
        walker.reopen()
        _undo_to_the_start(walker, pictures[: turn + 1])
        _redo_to_the_end(walker, pictures)


@few
@given(dice)
def test_acts_undone_alone_and_redone_leave_a_sound_store_and_never_block_the_way_back(chance: Random) -> None:
    with _walker(chance) as walker:
        empty = walker.picture()
        for _ in range(120):
            before = walker.picture()
            deed = chance.choice(["act", "act", "act", "act", "undo", "redo", "older", "older"])
            try:
                if deed == "act":
                    walker.step()
                elif deed == "undo":
                    walker.crm.history.undo()
                elif deed == "redo":
                    walker.crm.history.redo()
                elif acts := [line.id for line in walker.crm.history.lines(60) if line.kind == "act"]:
                    walker.crm.history.undo(chance.choice(acts))
            except (NothingToDo, UndoRefused):
                assert walker.picture() == before
            assert not faults(walker.database)
        top = walker.picture()
        undone = 0
        while walker.crm.history.next_undo():
            walker.crm.history.undo()
            undone += 1
        assert walker.picture() == empty
        for _ in range(undone):
            walker.crm.history.redo()
        assert walker.picture() == top
