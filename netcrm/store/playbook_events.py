"""What happened with the people of runs: their interactions, and what the act in force did to steps and people."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.playbooks.answers import is_answer, is_meeting
from netcrm.domain.playbooks.run import Closed, Outcome
from netcrm.store.database import Database


@dataclass(frozen=True, slots=True)
class RunExchange:
    """An interaction with somebody in a run, on its first day or after it."""

    run_id: int
    contact_id: int
    interaction_id: int
    happened_on: date
    channel: Channel
    direction: Direction
    counts: bool | None = None

    @property
    def is_touch(self) -> bool:
        """Whether it counts for keeping in touch."""
        return self.channel.is_touch if self.counts is None else self.counts


_EXCHANGE = "m.run_id, m.contact_id, i.id, i.happened_on, i.channel, i.direction, i.counts"
_BEGAN = """min(r.started_on, coalesce(
    (SELECT min(closed_on) FROM follow_up WHERE run_id = r.id AND state = 'done'), r.started_on))"""
"""The day from which answers count: that of the start, or of what was done before it."""
_TOUCHED_RUNS = """
    SELECT f.run_id FROM change AS x JOIN follow_up AS f ON f.id BETWEEN x.row_id AND x.last_id
        WHERE x.change_set = ?1 AND x.tab = 'follow_up' AND f.run_id IS NOT NULL
    UNION SELECT json_extract(x.old, '$.run_id') FROM change AS x
        WHERE x.change_set = ?1 AND x.tab IN ('follow_up', 'playbook_member') AND x.old IS NOT NULL
    UNION SELECT m.run_id FROM playbook_run AS r JOIN playbook_member AS m ON m.run_id = r.id
        WHERE r.state <> 'ended' AND EXISTS (SELECT 1 FROM change AS x WHERE x.change_set = ?1 AND x.tab = 'contact'
            AND x.row_id = m.contact_id AND x.operation <> 'insert')
"""
"""The runs of which a step or a person was changed by an act."""
_MEETS = """
    EXISTS (SELECT 1 FROM change AS x WHERE x.change_set = ?1 AND x.tab = 'interaction' AND x.row_id = i.id)
    OR EXISTS (SELECT 1 FROM change AS x WHERE x.change_set = ?1 AND x.tab = 'participant' AND x.row_id = p.id)
    OR EXISTS (SELECT 1 FROM change AS x INDEXED BY change_range WHERE x.change_set = ?1 AND x.tab = 'interaction'
               AND x.operation = 'range' AND i.id BETWEEN x.row_id AND x.last_id)
"""
"""Whether an interaction `i` was made or changed by an act, or the participant `p` added to it."""


class RunEvents:
    """Reads what runs follow."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def touched_by(self, change_set: int) -> list[int]:
        """Return the runs going of which an act changed a step or a person."""
        return [
            row[0]
            for row in self._database.rows(
                f"SELECT id FROM playbook_run WHERE state <> 'ended' AND id IN ({_TOUCHED_RUNS}) ORDER BY id",
                (change_set,),
            )
        ]

    def lost_a_member(self, change_set: int) -> set[int]:
        """Return the runs of which an act deleted a person."""
        return {
            row[0]
            for row in self._database.rows(
                "SELECT json_extract(x.old, '$.run_id') FROM change AS x WHERE x.change_set = ?"
                " AND x.tab = 'playbook_member' AND x.old IS NOT NULL",
                (change_set,),
            )
        }

    def closed_by(self, change_set: int, today: date) -> list[tuple[int, Closed]]:
        """Return the steps that an act closed, each with its run; one that it deleted was dropped on `today`.

        What went with a deleted person is not among them.
        """
        closed = [
            (row[0], Closed(row[1], Outcome(row[2]), date.fromisoformat(row[3]), row[4]))
            for row in self._database.rows(
                "SELECT f.run_id, f.step, f.state, f.closed_on, f.reason FROM change AS x"
                " JOIN follow_up AS f ON f.id = x.row_id WHERE x.change_set = ? AND x.tab = 'follow_up'"
                " AND f.run_id IS NOT NULL AND f.state <> 'open' AND json_extract(x.old, '$.state') = 'open'"
                " ORDER BY f.closed_on, f.id",
                (change_set,),
            )
        ]
        deleted = self._database.rows(
            "SELECT json_extract(x.old, '$.run_id'), json_extract(x.old, '$.step'), json_extract(x.old, '$.title')"
            " FROM change AS x WHERE x.change_set = ? AND x.tab = 'follow_up' AND x.operation = 'delete'"
            " AND json_extract(x.old, '$.run_id') IS NOT NULL AND json_extract(x.old, '$.state') = 'open'"
            " AND EXISTS (SELECT 1 FROM contact WHERE id = json_extract(x.old, '$.contact_id'))",
            (change_set,),
        )
        return closed + [
            (run_id, Closed(step, Outcome.DROPPED, today, f"“{title}” was deleted")) for run_id, step, title in deleted
        ]

    def exchanges_of(self, change_set: int) -> list[RunExchange]:
        """Return what an act logged, or made an answer of, with people in open runs since these began.

        What somebody had part in already is left out where it was of the same kind before.
        """
        found = self._exchanges(
            f"r.state = 'open' AND i.happened_on >= {_BEGAN} AND ({_MEETS}) ORDER BY i.happened_on, i.id, m.part",
            change_set,
        )
        return [one for one in found if not self._was_there(change_set, one)]

    def exchanges_after_start(self, run_ids: Collection[int]) -> list[RunExchange]:
        """Return the interactions with people of runs that lie after the day on which the run began.

        Those of that day itself are not told from what happened before the run: the act that logs one is the moment
        that counts.
        """
        return self._exchanges(
            f"r.id IN (SELECT value FROM json_each(?1)) AND i.happened_on > {_BEGAN} ORDER BY i.happened_on, i.id",
            json.dumps(list(run_ids)),
        )

    def exchanges_since(self, contact_id: int, day: date) -> list[RunExchange]:
        """Return the interactions with somebody that lie after a day."""
        return [
            _exchange((0, contact_id, *row))
            for row in self._database.rows(
                "SELECT i.id, i.happened_on, i.channel, i.direction, i.counts FROM participant AS p"
                " JOIN interaction AS i ON i.id = p.interaction_id WHERE p.contact_id = ? AND i.happened_on > ?"
                " ORDER BY i.happened_on, i.id",
                (contact_id, day.isoformat()),
            )
        ]

    def _was_there(self, change_set: int, exchange: RunExchange) -> bool:
        """Whether somebody took part in an interaction before an act changed it, and it was of the same kind then."""
        database, interaction_id = self._database, exchange.interaction_id
        if self._is_in_range(change_set, interaction_id):
            return False
        changed = database.row(
            "SELECT old FROM change WHERE change_set = ? AND tab = 'interaction' AND row_id = ? ORDER BY id LIMIT 1",
            (change_set, interaction_id),
        )
        if changed is not None and (changed[0] is None or _became_another(json.loads(changed[0]), exchange)):
            return False
        # An edit that changes who took part writes all of them anew.
        named = (change_set, interaction_id, exchange.contact_id)
        is_new = database.scalar(
            "SELECT 1 FROM change AS x JOIN participant AS p ON p.id = x.row_id WHERE x.change_set = ?"
            " AND x.tab = 'participant' AND p.interaction_id = ? AND p.contact_id = ?",
            named,
        )
        return not is_new or bool(
            database.scalar(
                "SELECT 1 FROM change WHERE change_set = ? AND tab = 'participant' AND old IS NOT NULL"
                " AND json_extract(old, '$.interaction_id') = ? AND json_extract(old, '$.contact_id') = ?",
                named,
            )
        )

    def _is_in_range(self, change_set: int, interaction_id: int) -> bool:
        return bool(
            self._database.scalar(
                "SELECT 1 FROM change INDEXED BY change_range WHERE change_set = ?1 AND tab = 'interaction'"
                " AND operation = 'range' AND ?2 BETWEEN row_id AND last_id",
                (change_set, interaction_id),
            )
        )

    def _exchanges(self, condition: str, *parameters: object) -> list[RunExchange]:
        return [
            _exchange(row)
            for row in self._database.rows(
                f"SELECT {_EXCHANGE} FROM playbook_run AS r CROSS JOIN playbook_member AS m ON m.run_id = r.id"
                " CROSS JOIN participant AS p ON p.contact_id = m.contact_id"
                f" CROSS JOIN interaction AS i ON i.id = p.interaction_id WHERE {condition}",
                parameters,
            )
        ]


def _became_another(before: Mapping[str, Any], now: RunExchange) -> bool:
    """Whether a change of an interaction can make an answer of it that it was not, or bring it into a run's days."""
    counts = None if before["counts"] is None else bool(before["counts"])
    then = replace(now, channel=Channel(before["channel"]), direction=Direction(before["direction"]), counts=counts)
    was, is_now = (is_answer(then), is_meeting(then)), (is_answer(now), is_meeting(now))
    return was != is_now or before["happened_on"] < now.happened_on.isoformat()


def _exchange(row: Sequence[Any]) -> RunExchange:
    return RunExchange(
        run_id=row[0],
        contact_id=row[1],
        interaction_id=row[2],
        happened_on=date.fromisoformat(row[3]),
        channel=Channel(row[4]),
        direction=Direction(row[5]),
        counts=None if row[6] is None else bool(row[6]),
    )
