"""The interviews of the sample network: at every stage, with sheets and advice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from netcrm.clock import Clock
from netcrm.demo import build_demo
from netcrm.domain.ties.advice import AdviceState
from netcrm.services.crm import Crm
from tests.stores import empty_store


def test_every_column_of_the_board_has_a_card_and_every_kind_of_advice_is_there(tmp_path: Path) -> None:
    with Crm.open(empty_store(tmp_path / "own" / "demo.db"), clock=Clock(date(2026, 11, 29))) as crm:
        build_demo(crm)
        board = crm.interviews.board()
        assert [column.title for column in board.columns if not column.lines] == []
        assert 0 < board.funnel.unasked < board.funnel.held
        assert 0 < board.funnel.agreed < board.funnel.answered < board.funnel.asked
        assert {it.advice.state for it in crm.advice.lines()} == set(AdviceState)
        held = board.columns[3].lines[0]
        assert any(note.answer for note in crm.interviews.sheet(held.interview.id).notes)
        logged = {step.interaction_id for line in board.columns[4].lines for step in line.steps}
        assert len(logged) > 1, "no talk is tied to what was logged"
        assert crm.safety.doctor(mend=False).findings == ()
