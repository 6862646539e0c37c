"""Finding people: a query's tree becomes one statement, whose answer is the vector of ids that lists and exports show.

What people typed never becomes SQL: all of it is bound. Archived and deceased people are left out unless the query
asks for such a state (`is:archived`) or names an id; those not to be contacted or gone from the field are found.

SQLite has no figures by which to tell a word that one person has from one that all have, so a handful of rows is
counted first: from few people it looks each one up, for many it walks the order in which they are wanted.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.contact import State
from netcrm.domain.query import And, Everything, Field, Node, Not, Or, Query, Term, Word
from netcrm.domain.query_terms import Mark
from netcrm.store.database import Database
from netcrm.store.search_terms import STATE_MARKS, Terms
from netcrm.store.search_words import Condition, Found, Members, negated, united, word_members

__all__ = ["PUT_AWAY", "Order", "Search"]

PUT_AWAY = (State.ARCHIVED, State.DECEASED)
"""The states that are left out of listings unless asked for."""

_MANY = 10_000
"""From so many people on, walking all in order costs less than looking each one up and sorting."""

_MOST_UNITED = 60
"""Parts in one list of people; a word makes up to five, and SQLite takes 500 selects in a row."""

_MOST_NESTED = 6
"""Conditions in each other in one statement: SQLite's parser gives up at a hundred open pieces of syntax, so what
lies deeper is answered first, on its own."""


class Order(StrEnum):
    """What a listing is sorted by. Whoever has nothing to be sorted by stands last, also in reverse."""

    NAME = "name"
    ORGANISATION = "organisation"
    LAST_TOUCH = "last-touch"
    """The latest first."""
    NEXT_CHECK_IN = "next-check-in"
    """The earliest first."""
    ADDED = "added"
    """The newest first."""
    TIER = "tier"


@dataclass(frozen=True, slots=True)
class _Key:
    """An expression to sort by, the tables it needs, and whether it falls."""

    expression: str
    joined: str = ""
    falls: bool = False


_STATE = "LEFT JOIN contact_state AS s ON s.contact_id = c.id"
_KEYS = {
    Order.ORGANISATION: _Key(
        "o.folded",
        "LEFT JOIN position AS p ON p.id = (SELECT id FROM position WHERE contact_id = c.id AND end_on = ''"
        " ORDER BY is_primary DESC, ordinal LIMIT 1) LEFT JOIN organisation AS o ON o.id = p.organisation_id",
    ),
    Order.LAST_TOUCH: _Key("s.last_touch", _STATE, falls=True),
    Order.NEXT_CHECK_IN: _Key("s.due_on", _STATE),
    Order.ADDED: _Key("c.added_on", falls=True),
    Order.TIER: _Key("c.tier"),
}


class Search:
    """Answers queries about people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ids(
        self,
        query: Query,
        *,
        today: date,
        order: Order = Order.NAME,
        reverse: bool = False,
        with_put_away: bool = False,
    ) -> array[int]:
        """Return the ids of the people whom a query finds, in order; equals stand by name, then id.

        `with_put_away` finds the archived and deceased too: what happened with them happened.
        """
        with self._database.reading():
            where = self._where(query, today, with_put_away=with_put_away)
            joined, by = _order_by(order, reverse=reverse)
            cursor = self._database.execute(
                f"SELECT c.id FROM contact AS c {joined} WHERE {where.sql} ORDER BY {by}", where.parameters
            )
            with self._database.guarded():
                return array("q", [row[0] for row in cursor])

    def count(self, query: Query, *, today: date) -> int:
        """Return how many people a query finds."""
        with self._database.reading():
            where = self._where(query, today)
            return int(self._database.scalar(f"SELECT count(*) FROM contact AS c WHERE {where.sql}", where.parameters))

    def among(self, query: Query, ids: Collection[int], *, today: date) -> set[int]:
        """Return which of some people a query finds, whatever their state."""
        with self._database.reading():
            listed = "c.id IN (SELECT value FROM json_each(?))"
            found = Condition("1", ()) if isinstance(query, Everything) else self._compiled(query, today)
            rows = self._database.rows(
                f"SELECT c.id FROM contact AS c WHERE {listed} AND ({found.sql})",
                (json.dumps(list(ids)), *found.parameters),
            )
            return {row[0] for row in rows}

    def _compiled(self, query: Node, today: date) -> Condition:
        return _Compiler(self._database, today).condition(query)

    def _where(self, query: Query, today: date, *, with_put_away: bool = False) -> Condition:
        left_out = [] if with_put_away else _left_out(query)
        hidden = Condition(
            f"c.state NOT IN ({', '.join('?' * len(left_out))})", tuple(state.value for state in left_out)
        )
        if isinstance(query, Everything):
            return hidden
        found = self._compiled(query, today)
        return Condition(f"({found.sql}) AND {hidden.sql}", (*found.parameters, *hidden.parameters))


def _order_by(order: Order, *, reverse: bool) -> tuple[str, str]:
    """Return the joins and the expressions of an order."""
    if order is Order.NAME:
        return "", "c.sort_key DESC, c.id DESC" if reverse else "c.sort_key, c.id"
    key = _KEYS[order]
    direction = "DESC" if key.falls != reverse else "ASC"
    return key.joined, f"{key.expression} IS NULL, {key.expression} {direction}, c.sort_key, c.id"


def _left_out(query: Query) -> list[State]:
    """Return the states that a query does not ask for."""
    terms = list(_terms(query))
    if any(term.field is Field.ID for term in terms):
        return []
    asked = {STATE_MARKS.get(term.value) for term in terms if isinstance(term.value, Mark)}
    return [state for state in PUT_AWAY if state not in asked]


def _terms(query: Query) -> Iterator[Term]:
    match query:
        case Term():
            yield query
        case Not():
            yield from _terms(query.part)
        case And() | Or():
            for part in query.parts:
                yield from _terms(part)
        case _:
            return


class _Compiler:
    """Turns the tree of a query into a condition."""

    def __init__(self, database: Database, today: date) -> None:
        self._database = database
        self._terms = Terms(database, today)

    def condition(self, node: Node) -> Condition:
        """Return the condition of a tree."""
        return self._written(self._found(node, 0), few=False)

    def _found(self, node: Node, depth: int) -> Found:
        found = self._read(node, depth + 1)
        if depth and depth % _MOST_NESTED == 0 and isinstance(found, Condition):
            rows = self._database.rows(f"SELECT c.id FROM contact AS c WHERE {found.sql}", found.parameters)
            return Members("SELECT value FROM json_each(?)", (json.dumps([row[0] for row in rows]),))
        return found

    def _read(self, node: Node, depth: int) -> Found:
        match node:
            case Word():
                return word_members(node)
            case Term():
                return self._terms.condition(node)
            case Not():
                return negated(self._found(node.part, depth))
            case Or():
                return self._either([self._found(part, depth) for part in node.parts])
            case And():
                return self._all([self._found(part, depth) for part in node.parts])

    def _either(self, parts: list[Found]) -> Found:
        members = [part for part in parts if isinstance(part, Members)]
        if len(members) == len(parts) <= _MOST_UNITED:
            return united(members)
        return _joined(" OR ", [self._written(part, few=False) for part in parts])

    def _all(self, parts: list[Found]) -> Condition:
        """Return the condition that all parts hold: where one has few people, the others are asked about those."""
        few = [isinstance(part, Members) and not self._has_many(part) for part in parts]
        written = [
            part.condition() if is_few and isinstance(part, Members) else self._written(part, few=any(few))
            for part, is_few in zip(parts, few, strict=True)
        ]
        return _joined(" AND ", written)

    def _written(self, found: Found, *, few: bool) -> Condition:
        """Return the condition of what was found, asked of few people or of all."""
        if few and found.check:
            return found.check
        if isinstance(found, Condition):
            return found
        condition = found.condition()
        # The plus keeps SQLite from looking up each of many people instead of walking them in order.
        return Condition("+" + condition.sql, condition.parameters) if few or self._has_many(found) else condition

    def _has_many(self, members: Members) -> bool:
        counted = self._database.scalar(
            f"SELECT count(*) FROM (SELECT 1 FROM ({members.select}) LIMIT {_MANY})", members.parameters
        )
        return bool(counted >= _MANY)


def _joined(joiner: str, parts: list[Condition]) -> Condition:
    return Condition(
        "(" + joiner.join(part.sql for part in parts) + ")", tuple(p for part in parts for p in part.parameters)
    )
