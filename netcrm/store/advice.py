"""Advice in the store: who gave it, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import uuid4

from netcrm.domain.ties.advice import Advice, AdviceState
from netcrm.store.database import Database

_COLUMNS = (
    "id, uid, contact_id, text, given_on, interview_id, state, closed_on, outcome, is_shareable, follow_up_id"
)  # fmt: skip


class AdviceRepository:
    """Writes and reads advice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, advice: Advice) -> int:
        """Write a new piece of advice (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Advice as AdviceTable

        with self._database.guarded():
            query = AdviceTable.insert(uid=advice.uid or str(uuid4()), **_columns(advice))
            return int(query.execute(self._database.peewee))

    def replace(self, advice: Advice) -> None:
        """Write a piece of advice over what is there."""
        from netcrm.store.network_tables import Advice as AdviceTable

        with self._database.guarded():
            AdviceTable.update(**_columns(advice)).where(AdviceTable.id == advice.id).execute(self._database.peewee)

    def delete(self, advice_id: int) -> None:
        """Delete a piece of advice; the promise to report back on it stays."""
        self._database.execute("DELETE FROM advice WHERE id = ?", (advice_id,))

    def get(self, advice_id: int) -> Advice | None:
        """Return one piece of advice, or nothing."""
        found = self._where("id = ?", advice_id)
        return found[0] if found else None

    def of_contacts(self, ids: Collection[int]) -> dict[int, list[Advice]]:
        """Return the advice of people by their ids, the latest first; those who gave none are left out."""
        found: dict[int, list[Advice]] = {}
        where = "contact_id IN (SELECT value FROM json_each(?)) ORDER BY given_on DESC, id DESC"
        for advice in self._where(where, json.dumps(list(ids))):
            found.setdefault(advice.contact_id, []).append(advice)
        return found

    def of_interview(self, interview_id: int) -> tuple[Advice, ...]:
        """Return what was advised in an interview, in the order in which it was written down."""
        return tuple(self._where("interview_id = ? ORDER BY id", interview_id))

    def at_states(self, states: Collection[AdviceState]) -> list[Advice]:
        """Return the advice that stands so, the earliest first."""
        listed = json.dumps([state.value for state in states])
        return self._where("state IN (SELECT value FROM json_each(?)) ORDER BY given_on, id", listed)

    def between(self, first: date, last: date) -> list[Advice]:
        """Return the advice that was given, followed or dropped on the days from `first` to `last`, both inside."""
        days = (first.isoformat(), last.isoformat())
        where = "given_on BETWEEN ?1 AND ?2 OR closed_on BETWEEN ?1 AND ?2 ORDER BY given_on, id"
        return self._where(where, *days)

    def _where(self, condition: str, *parameters: object) -> list[Advice]:
        return [
            _advice(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM advice WHERE {condition}", parameters)
        ]


def _columns(advice: Advice) -> dict[str, object]:
    return {
        "contact": advice.contact_id,
        "interview": advice.interview_id,
        "given_on": advice.given_on.isoformat(),
        "text": advice.text,
        "state": advice.state.value,
        "closed_on": advice.closed_on.isoformat() if advice.closed_on else None,
        "outcome": advice.outcome,
        "is_shareable": int(advice.is_shareable),
        "follow_up": advice.follow_up_id,
    }


def _advice(row: tuple[Any, ...]) -> Advice:
    return Advice(
        id=row[0],
        uid=row[1],
        contact_id=row[2],
        text=row[3],
        given_on=date.fromisoformat(row[4]),
        interview_id=row[5],
        state=AdviceState(row[6]),
        closed_on=date.fromisoformat(row[7]) if row[7] else None,
        outcome=row[8],
        is_shareable=bool(row[9]),
        follow_up_id=row[10],
    )
