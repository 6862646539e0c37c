"""The board of interviews: a column for each stage on the way, one for those that came to nothing."""

from __future__ import annotations

from datetime import date

from netcrm.domain.interviews.funnel import funnel_of
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.services.interviews.lines import interview_lines
from netcrm.services.interviews.values import Board, Column
from netcrm.services.session import Session

COLUMNS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("To contact", (Stage.TO_CONTACT,)),
    ("Asked", (Stage.ASKED,)),
    ("Agreed", (Stage.AGREED, Stage.MOVED)),
    ("Held", (Stage.HELD,)),
    ("Thanked", (Stage.THANKED,)),
    ("Kept in touch", (Stage.KEPT_IN_TOUCH,)),
    ("Came to nothing", (Stage.NO_ANSWER, Stage.DECLINED, Stage.CANCELLED, Stage.NO_SHOW)),
)
_MOST_CARDS = 100
"""Of a column: more than anybody looks through by moving a cursor."""


def board(session: Session) -> Board:
    """Return the board: what waits longest, or comes soonest, stands first; of what is past the latest."""
    at: dict[Stage, list[Interview]] = {}
    for it in session.interviews.at_stages(Stage):
        at.setdefault(it.stage, []).append(it)
    since = session.interviews.reached_last()

    def waits(it: Interview) -> tuple[date, date, int]:
        came = since.get(it.id, date.min)
        return (it.happens_on or date.max) if it.stage is Stage.AGREED else came, came, it.id

    columns = []
    for title, stages in COLUMNS:
        there = [it for stage in stages for it in at.get(stage, ())]
        there.sort(key=waits, reverse=not stages[0].is_open and stages[0] is not Stage.HELD)
        there.sort(key=lambda it: it.stage is Stage.MOVED)
        lines = interview_lines(session, there[:_MOST_CARDS])
        columns.append(Column(title, stages, tuple(lines), max(len(there) - _MOST_CARDS, 0)))
    funnel = funnel_of(session.interviews.stages_reached().values())
    return Board(tuple(columns), funnel.words, funnel)
