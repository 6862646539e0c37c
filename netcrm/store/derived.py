"""`contact_state`: the facts that follow from the rest of the store, kept only because lists search and sort by them.

One function recomputes them, for the people that an act named or for all. What an act named is read off its journal,
so that no service has to say it, and undo needs no rule of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from netcrm.domain.awaiting import awaiting_asks_on
from netcrm.domain.check_in import CheckIn, plan_check_in
from netcrm.domain.contact import State
from netcrm.domain.policy import Policy
from netcrm.store.database import Database
from netcrm.store.facts import ContactFacts, FactReader
from netcrm.store.kept_state import STATE_COLUMNS

_NAMES_ONE_CONTACT = (
    "contact_role", "contact_tag", "participant", "skip", "snooze", "rest", "pause", "cadence", "position",
    "playbook_member",
)  # fmt: skip

_GIVE_A_STATE = ("participant", "playbook_member", "skip")
"""What gives somebody a state without any cadence."""
_AT_ONCE = 5_000
"""How many people's facts are held in memory together, where an act named many."""


def _changed(table: str, *names: str) -> str:
    """Return a query of what rows of a table named before and after the changes of set ?1."""
    before = ", ".join(f"json_extract(x.old, '$.{name}') AS {name}" for name in names)
    after = ", ".join(f"t.{name}" for name in names)
    return (
        f"SELECT {before} FROM change AS x WHERE x.change_set = ?1 AND x.tab = '{table}' AND x.old IS NOT NULL"
        f" UNION SELECT {after} FROM change AS x JOIN {table} AS t ON t.id BETWEEN x.row_id AND x.last_id"
        f" WHERE x.change_set = ?1 AND x.tab = '{table}'"
    )


_GROUPS = f"({_changed('cadence', 'scope', 'name')}) AS k"
_NAMED_BY_GROUPS = [
    f"SELECT c.id FROM {_GROUPS} JOIN contact AS c ON k.scope = 'tier' AND c.tier = k.name",
    f"SELECT r.contact_id FROM {_GROUPS} JOIN contact_role AS r ON k.scope = 'role' AND r.role = k.name",
    # A tag stands for its branch: `0` is the character after the slash.
    f"SELECT t.contact_id FROM {_GROUPS} JOIN contact_tag AS t ON k.scope = 'tag' AND t.tag = k.name",
    f"SELECT t.contact_id FROM {_GROUPS} JOIN contact_tag AS t"
    " ON k.scope = 'tag' AND t.tag > k.name || '/' AND t.tag < k.name || '0'",
]
_NAMED_BY_ORGANISATIONS = (
    f"SELECT p.contact_id FROM ({_changed('pause', 'organisation_id')}) AS k"
    " JOIN position AS p ON p.organisation_id = k.organisation_id"
)
"""Whom the cadences of groups and the pauses of organisations that a set changed stand for."""


class Derived:
    """Recomputes and reads `contact_state`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._facts = FactReader(database)

    def refresh_after(self, change_set: int, policy: Callable[[], Policy]) -> None:
        """Recompute the state of everybody whom the act named, in its own transaction."""
        named = self._named_by(change_set)
        if named is None:
            self.refresh(None, policy())
        elif named:
            known = policy()
            for start in range(0, len(named), _AT_ONCE):
                self.refresh(named[start : start + _AT_ONCE], known)

    def _named_by(self, change_set: int) -> list[int] | None:
        """Return the ids that the changes of a set concern; `None` for everybody."""
        database = self._database
        tables = {
            row[0] for row in database.rows("SELECT DISTINCT tab FROM change WHERE change_set = ?", (change_set,))
        }
        if "setting" in tables or self._pauses_everybody(change_set):
            return None
        queries = [
            "SELECT c.id FROM change AS x JOIN contact AS c ON c.id BETWEEN x.row_id AND x.last_id"
            " WHERE x.change_set = ?1 AND x.tab = 'contact'",
            "SELECT x.row_id FROM change AS x WHERE x.change_set = ?1 AND x.tab = 'contact' AND x.operation <> 'range'",
            "SELECT p.contact_id FROM change AS x JOIN participant AS p"
            " ON p.interaction_id BETWEEN x.row_id AND x.last_id"
            " WHERE x.change_set = ?1 AND x.tab = 'interaction'",
        ]
        for table in _NAMES_ONE_CONTACT:
            if table in tables:
                queries += [
                    f"SELECT t.contact_id FROM change AS x JOIN {table} AS t ON t.id BETWEEN x.row_id AND x.last_id"
                    f" WHERE x.change_set = ?1 AND x.tab = '{table}'",
                    "SELECT json_extract(x.old, '$.contact_id') FROM change AS x"
                    f" WHERE x.change_set = ?1 AND x.tab = '{table}' AND x.old IS NOT NULL",
                ]
        if "cadence" in tables:
            queries += _NAMED_BY_GROUPS
        if "playbook_run" in tables:
            queries.append(
                "SELECT m.contact_id FROM change AS x"
                " JOIN playbook_member AS m ON m.run_id BETWEEN x.row_id AND x.last_id"
                " WHERE x.change_set = ?1 AND x.tab = 'playbook_run'"
            )
        if "pause" in tables:
            queries.append(_NAMED_BY_ORGANISATIONS)
        rows = database.rows(" UNION ".join(queries), (change_set,))
        return [row[0] for row in rows if row[0] is not None]

    def _pauses_everybody(self, change_set: int) -> bool:
        return bool(
            self._database.scalar(
                f"SELECT 1 FROM ({_changed('pause', 'contact_id', 'organisation_id')})"
                " WHERE contact_id IS NULL AND organisation_id IS NULL LIMIT 1",
                (change_set,),
            )
        )

    def refresh(self, ids: Collection[int] | None, policy: Policy) -> None:
        """Recompute the state of the people of `ids`, or of all."""
        database = self._database
        given = None if ids is None else json.dumps(list(ids))
        where = "1" if given is None else "contact_id IN (SELECT value FROM json_each(?))"
        parameters = () if given is None else (given,)
        if given is None or len(ids or ()) > 0:
            marks = ", ".join("?" * len(STATE_COLUMNS))
            rows = [
                row
                for facts in self._facts.read(self._with_any_state(given) if given is not None else None)
                if (row := state_row(facts, policy)) is not None
            ]
            database.execute(f"DELETE FROM contact_state WHERE {where}", parameters)
            database.many(f"INSERT INTO contact_state ({', '.join(STATE_COLUMNS)}) VALUES ({marks})", rows)

    def _with_any_state(self, given: str) -> list[int]:
        """Return those of some people who can have a state: of most who were just imported there is nothing to know."""
        wanted = "IN (SELECT value FROM json_each(?1))"
        if self._database.scalar("SELECT 1 FROM cadence LIMIT 1"):
            return [row[0] for row in self._database.rows("SELECT value FROM json_each(?1)", (given,))]
        queries = (f"SELECT contact_id FROM {table} WHERE contact_id {wanted}" for table in _GIVE_A_STATE)
        return [row[0] for row in self._database.rows(" UNION ".join(queries), (given,))]

    def differences(self, policy: Policy) -> int:
        """Return for how many people the kept state differs from what it would be if made anew."""
        there = {row[0]: row for row in self._database.rows(f"SELECT {', '.join(STATE_COLUMNS)} FROM contact_state")}
        wanted = {row[0]: row for facts in self._facts.read(None) if (row := state_row(facts, policy)) is not None}
        return sum(there.get(key) != wanted.get(key) for key in {**there, **wanted})


def state_row(facts: ContactFacts, policy: Policy) -> tuple[Any, ...] | None:
    """Return the row of `contact_state`, or nothing where there is nothing to know yet."""
    active = facts.state is State.ACTIVE
    check_in = plan_check_in(facts.check_in, policy.workdays_of(facts.country)) if active else None
    effective = facts.check_in.effective
    awaiting = facts.awaiting_since if active else None
    if not (effective or facts.last_interaction or facts.check_in.last_skip or facts.held_by):
        return None
    cadence = effective.cadence if effective else None
    return (
        facts.contact_id,
        _text(facts.check_in.last_touch),
        facts.last_interaction,
        _text(facts.check_in.last_skip),
        _text(awaiting),
        _text(awaiting_asks_on(awaiting, policy.workdays, policy.wait)) if awaiting else None,
        ("never" if cadence.interval is None else str(cadence.interval)) if cadence else "",
        str(cadence.latest) if cadence and cadence.latest else "",
        _text(cadence.set_on) if cadence else None,
        effective.scope.value if effective else "",
        effective.subject if effective else "",
        *_check_in_columns(check_in),
        facts.held_by,
    )


def _check_in_columns(check_in: CheckIn | None) -> tuple[Any, ...]:
    if check_in is None:
        return (None, None, None, None, None, None, None, None, "", 0)
    return (
        _text(check_in.anchor),
        _text(check_in.start),
        _text(check_in.unrolled),
        _text(check_in.due_on),
        check_in.interval_days,
        _text(check_in.latest_on),
        _text(check_in.snoozed_until),
        _text(check_in.rolled.moved_from),
        check_in.rolled.why,
        int(check_in.is_new),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
