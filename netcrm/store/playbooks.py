"""Runs of playbooks in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from netcrm.domain.contact import State
from netcrm.domain.playbooks.playbook import Part
from netcrm.domain.playbooks.run import RunState
from netcrm.store.database import Database


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as kept."""

    id: int
    playbook: str
    """The name of its file without `.toml`."""
    definition: str
    """The playbook as it was when the run was started, as TOML."""
    started_on: date
    started_at: datetime | None
    state: RunState
    ended_on: date | None = None
    ended_why: str = ""


@dataclass(frozen=True, slots=True)
class KeptMember:
    """Somebody in a run."""

    run_id: int
    contact_id: int
    part: Part


@dataclass(frozen=True, slots=True)
class MemberState:
    """Where somebody in a run stands."""

    run_id: int
    contact_id: int
    state: State


_RUN = "r.id, r.playbook, r.definition, r.started_on, r.started_at, r.state, r.ended_on, r.ended_why"


class PlaybookRepository:
    """Writes and reads runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, run: KeptRun, members: Iterable[tuple[int, Part]]) -> int:
        """Write a new run (its id is ignored) with its people, and return its id."""
        database = self._database
        cursor = database.execute(
            "INSERT INTO playbook_run (uid, playbook, definition, started_on, started_at, state, ended_on, ended_why)"
            " VALUES (?, ?, ?, ?, ?, ?, NULL, '')",
            (
                str(uuid4()),
                run.playbook,
                run.definition,
                run.started_on.isoformat(),
                run.started_at.isoformat() if run.started_at else None,
                run.state.value,
            ),
        )
        run_id = int(cursor.lastrowid or 0)
        database.many(
            "INSERT INTO playbook_member (run_id, contact_id, part) VALUES (?, ?, ?)",
            [(run_id, contact_id, part.value) for contact_id, part in members],
        )
        return run_id

    def open(self, run_id: int, started_on: date) -> None:
        """Let a queued run begin."""
        self._database.execute(
            "UPDATE playbook_run SET state = 'open', started_on = ? WHERE id = ?", (started_on.isoformat(), run_id)
        )

    def end(self, run_id: int, on: date, why: str) -> None:
        """End a run."""
        self._database.execute(
            "UPDATE playbook_run SET state = 'ended', ended_on = ?, ended_why = ? WHERE id = ?",
            (on.isoformat(), why, run_id),
        )

    def load(self, ids: Collection[int]) -> list[KeptRun]:
        """Return the runs of `ids`, the oldest first; unknown ids are left out."""
        return self._runs("r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id", json.dumps(list(ids)))

    def history(self, contact_id: int) -> list[KeptRun]:
        """Return every run that somebody is or was in, the oldest first."""
        return self._runs(
            "r.id IN (SELECT run_id FROM playbook_member WHERE contact_id = ?) ORDER BY r.started_on, r.id", contact_id
        )

    def going(self, ids: Collection[int]) -> list[tuple[int, KeptRun]]:
        """Return the open and the queued runs of people, each with whom it is of, the oldest first."""
        return [
            (row[0], _run(row[1:]))
            for row in self._database.rows(
                f"SELECT m.contact_id, {_RUN} FROM playbook_run AS r JOIN playbook_member AS m ON m.run_id = r.id"
                " WHERE r.state <> 'ended' AND m.contact_id IN (SELECT value FROM json_each(?)) ORDER BY r.id, m.id",
                (json.dumps(list(ids)),),
            )
        ]

    def queued(self) -> list[KeptRun]:
        """Return the runs that wait for another one to end, the oldest first."""
        return self._runs("r.state = 'queued' ORDER BY r.id")

    def members(self, run_ids: Collection[int]) -> list[KeptMember]:
        """Return the people of runs, the first one of each before the second."""
        return [
            KeptMember(row[0], row[1], Part(row[2]))
            for row in self._database.rows(
                "SELECT run_id, contact_id, part FROM playbook_member"
                " WHERE run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id, part, id",
                (json.dumps(list(run_ids)),),
            )
        ]

    def gone_members(self, run_ids: Collection[int]) -> list[MemberState]:
        """Return the people of runs who are no longer active."""
        return [
            MemberState(row[0], row[1], State(row[2]))
            for row in self._database.rows(
                "SELECT m.run_id, c.id, c.state FROM playbook_member AS m JOIN contact AS c ON c.id = m.contact_id"
                " WHERE m.run_id IN (SELECT value FROM json_each(?)) AND c.state <> 'active' ORDER BY m.run_id, m.part",
                (json.dumps(list(run_ids)),),
            )
        ]

    def colleagues(self, contact_id: int) -> list[int]:
        """Return the other active people in a current position where somebody has their own."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT DISTINCT c.id FROM position AS p"
                " JOIN position AS o ON o.organisation_id = p.organisation_id AND o.end_on = ''"
                " JOIN contact AS c ON c.id = o.contact_id AND c.state = 'active'"
                " WHERE p.id = (SELECT id FROM position WHERE contact_id = ?1 AND end_on = ''"
                " AND organisation_id IS NOT NULL ORDER BY is_primary DESC, ordinal LIMIT 1) AND c.id <> ?1",
                (contact_id,),
            )
        ]

    def _runs(self, condition: str, *parameters: object) -> list[KeptRun]:
        return [
            _run(row)
            for row in self._database.rows(f"SELECT {_RUN} FROM playbook_run AS r WHERE {condition}", parameters)
        ]


def _run(row: Sequence[Any]) -> KeptRun:
    return KeptRun(
        id=row[0],
        playbook=row[1],
        definition=row[2],
        started_on=date.fromisoformat(row[3]),
        started_at=datetime.fromisoformat(row[4]) if row[4] else None,
        state=RunState(row[5]),
        ended_on=date.fromisoformat(row[6]) if row[6] else None,
        ended_why=row[7],
    )
