"""`contact_state`: the facts that follow from the rest of the store, kept only because lists search and sort by them.

One function recomputes them, for the people that an act named or for all. What an act named is read off its journal,
so that no service has to say it, and undo needs no rule of its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from netcrm.domain.awaiting import awaiting_asks_on, awaiting_since
from netcrm.domain.cadence import (
    Cadence,
    CadenceRule,
    CadenceScope,
    EffectiveCadence,
    Rules,
    effective_cadence,
    parse_cadence,
)
from netcrm.domain.check_in import CheckIn, CheckInFacts, Pause, Snooze, plan_check_in
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.policy import Policy
from netcrm.domain.roles import Role
from netcrm.domain.workdays import Rolled
from netcrm.store.database import Database

STATE_COLUMNS = (
    "contact_id", "last_touch", "last_interaction", "last_skip", "awaiting_since", "asks_on", "interval", "latest",
    "set_on", "scope", "subject", "anchor", "start_on", "unrolled_on", "due_on", "interval_days", "latest_on",
    "snoozed_until", "rolled_from", "rolled_why", "is_new",
)  # fmt: skip

_NAMES_ONE_CONTACT = (
    "contact_role", "contact_tag", "participant", "skip", "snooze", "rest", "pause", "cadence", "position",
)  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What the wait for an answer needs of an interaction."""

    happened_on: date
    channel: Channel
    direction: Direction
    is_touch: bool


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What a contact's state is made from."""

    contact_id: int
    state: State
    check_in: CheckInFacts
    last_interaction: int | None
    awaiting_since: date | None
    country: str
    """Whose holidays count beside the user's own."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


class Derived:
    """Recomputes and reads `contact_state`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def refresh_after(self, change_set: int, policy: Callable[[], Policy]) -> None:
        """Recompute the state of everybody whom the act named, in its own transaction."""
        named = self._named_by(change_set)
        if named is None or named:
            self.refresh(named, policy())

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
                for facts in self.facts(ids)
                if (row := state_row(facts, policy)) is not None
            ]  # fmt: skip
            database.execute(f"DELETE FROM contact_state WHERE {where}", parameters)
            database.many(f"INSERT INTO contact_state ({', '.join(STATE_COLUMNS)}) VALUES ({marks})", rows)

    def differences(self, policy: Policy) -> int:
        """Return for how many people the kept state differs from what it would be if made anew."""
        there = {row[0]: row for row in self._database.rows(f"SELECT {', '.join(STATE_COLUMNS)} FROM contact_state")}
        wanted = {row[0]: row for facts in self.facts(None) if (row := state_row(facts, policy)) is not None}
        return sum(there.get(key) != wanted.get(key) for key in {**there, **wanted})

    def facts(self, ids: Collection[int] | None) -> Iterator[ContactFacts]:
        """Yield what the state of each contact follows from."""
        database = self._database
        given = None if ids is None else json.dumps(list(ids))

        def scoped(column: str) -> str:
            return "1" if given is None else f"{column} IN (SELECT value FROM json_each(?1))"

        parameters = () if given is None else (given,)
        rules = self.rules()
        own = {
            row[0]: _own(row[1], row[2], row[3])
            for row in database.rows(
                f"SELECT contact_id, interval, latest, set_on FROM cadence"
                f" WHERE contact_id IS NOT NULL AND {scoped('contact_id')} ORDER BY id",
                parameters,
            )
        }
        skips = dict(
            database.rows(
                f"SELECT contact_id, max(skipped_on) FROM skip WHERE contact_id IS NOT NULL AND {scoped('contact_id')}"
                " GROUP BY contact_id",
                parameters,
            )
        )
        snoozes = {
            row[0]: Snooze(_day(row[1]), date.fromisoformat(row[2]))
            for row in database.rows(
                f"SELECT contact_id, anchor, until FROM snooze WHERE contact_id IS NOT NULL AND {scoped('contact_id')}"
                " ORDER BY id",
                parameters,
            )
        }
        rests = dict(
            database.rows(
                f"SELECT contact_id, max(rested_on) FROM rest WHERE {scoped('contact_id')} GROUP BY contact_id",
                parameters,
            )
        )
        pauses = self.pauses()
        grouped = {
            table: self._grouped(table, column, scoped("contact_id"), parameters)
            for table, column in (("contact_tag", "tag"), ("contact_role", "role"))
        }
        exchanges = self._exchanges(scoped("p.contact_id"), parameters)
        for contact_id, state, added_on, tier, country in database.rows(
            f"SELECT id, state, added_on, tier, country FROM contact WHERE {scoped('id')} ORDER BY id", parameters
        ):
            found = exchanges.get(contact_id, ())
            last = max((e[1].happened_on for e in found if e[1].is_touch), default=None)
            yield ContactFacts(
                contact_id=contact_id,
                state=State(state),
                check_in=CheckInFacts(
                    added_on=date.fromisoformat(added_on),
                    effective=effective_cadence(
                        own.get(contact_id),
                        tier=Tier(tier) if tier else None,
                        tags=grouped["contact_tag"].get(contact_id, ()),
                        roles=[Role(role) for role in grouped["contact_role"].get(contact_id, ())],
                        rules=rules,
                    ),
                    last_touch=last,
                    last_skip=_day(skips.get(contact_id)),
                    snooze=snoozes.get(contact_id),
                    pauses=(*pauses.of_everybody, *pauses.of_contact.get(contact_id, ())),
                ),
                last_interaction=found[-1][0] if found else None,
                awaiting_since=awaiting_since((e[1] for e in found), rested_on=_day(rests.get(contact_id)))
                if found
                else None,
                country=country,
            )

    def _grouped(self, table: str, column: str, scope: str, parameters: tuple[object, ...]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for contact_id, value in self._database.rows(
            f"SELECT contact_id, {column} FROM {table} WHERE {scope}", parameters
        ):
            found[contact_id].append(value)
        return found

    def _exchanges(self, scope: str, parameters: tuple[object, ...]) -> dict[int, list[tuple[int, _Exchange]]]:
        """Return each contact's interactions, oldest first."""
        found: dict[int, list[tuple[int, _Exchange]]] = defaultdict(list)
        day, channel_of, direction_of = cache(date.fromisoformat), cache(Channel), cache(Direction)
        for contact_id, interaction_id, happened_on, channel, direction, counts in self._database.rows(
            "SELECT p.contact_id, i.id, i.happened_on, i.channel, i.direction, i.counts"
            f" FROM participant AS p JOIN interaction AS i ON i.id = p.interaction_id WHERE {scope}"
            " ORDER BY p.contact_id, i.happened_on, i.id",
            parameters,
        ):
            how = channel_of(channel)
            touch = how.is_touch if counts is None else bool(counts)
            found[contact_id].append((interaction_id, _Exchange(day(happened_on), how, direction_of(direction), touch)))
        return found

    def rules(self) -> Rules:
        """Return the cadences of tiers, tags and roles."""
        return Rules(
            CadenceRule(CadenceScope(scope), name, cadence)
            for scope, name, interval, latest, set_on in self._database.rows(
                "SELECT scope, name, interval, latest, set_on FROM cadence WHERE name IS NOT NULL ORDER BY id"
            )
            if (cadence := _own(interval, latest, set_on)) is not None
        )

    def pauses(self) -> Pauses:
        """Return all pauses, those of organisations given to the people in a current position there."""
        everybody: list[Pause] = []
        by_contact: dict[int, list[Pause]] = defaultdict(list)
        by_organisation: dict[int, list[Pause]] = defaultdict(list)
        for contact_id, organisation_id, start_on, end_on, reason in self._database.rows(
            "SELECT contact_id, organisation_id, start_on, end_on, reason FROM pause ORDER BY start_on, id"
        ):
            pause = Pause(date.fromisoformat(start_on), date.fromisoformat(end_on), reason)
            if contact_id is not None:
                by_contact[contact_id].append(pause)
            elif organisation_id is not None:
                by_organisation[organisation_id].append(pause)
            else:
                everybody.append(pause)
        if by_organisation:
            for contact_id, organisation_id in self._database.rows(
                "SELECT DISTINCT contact_id, organisation_id FROM position"
                " WHERE end_on = '' AND organisation_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(by_organisation)),),
            ):
                by_contact[contact_id] += by_organisation[organisation_id]
        return Pauses(
            tuple(everybody),
            {key: tuple(found) for key, found in by_contact.items()},
            {key: tuple(found) for key, found in by_organisation.items()},
        )


@dataclass(frozen=True, slots=True)
class Pauses:
    """All pauses of the store."""

    of_everybody: tuple[Pause, ...]
    of_contact: dict[int, tuple[Pause, ...]]
    of_organisation: dict[int, tuple[Pause, ...]]

    def of(self, contact_id: int) -> tuple[Pause, ...]:
        """Return the pauses that one contact stands under."""
        return (*self.of_everybody, *self.of_contact.get(contact_id, ()))


def _own(interval: str, latest: str, set_on: str | None) -> Cadence | None:
    return parse_cached(f"{interval}, latest {latest}" if latest else interval, set_on)


@cache
def parse_cached(text: str, set_on: str | None) -> Cadence | None:
    """Return a cadence as the store keeps it; the same few stand behind everybody."""
    return parse_cadence(text, set_on=_day(set_on))


def state_row(facts: ContactFacts, policy: Policy) -> tuple[Any, ...] | None:
    """Return the row of `contact_state`, or nothing where there is nothing to know yet."""
    active = facts.state is State.ACTIVE
    check_in = plan_check_in(facts.check_in, policy.workdays_of(facts.country)) if active else None
    effective = facts.check_in.effective
    awaiting = facts.awaiting_since if active else None
    if not (effective or facts.last_interaction or facts.check_in.last_skip):
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


@dataclass(frozen=True, slots=True)
class KeptState:
    """A row of `contact_state` as values."""

    contact_id: int
    last_touch: date | None
    last_interaction: int | None
    awaiting_since: date | None
    effective: EffectiveCadence | None
    check_in: CheckIn | None


KEPT_COLUMNS = tuple(f"s.{name}" for name in STATE_COLUMNS)
"""The columns of a kept state for a query that names the table `s`."""


def kept_state(row: tuple[Any, ...]) -> KeptState | None:
    """Return the state that a row of `KEPT_COLUMNS` holds, or nothing where the contact has none."""
    if row[0] is None:
        return None
    cadence = _own(row[6], row[7], row[8]) if row[6] else None
    due_on = _day(row[14])
    check_in = None
    if due_on is not None:
        check_in = CheckIn(
            anchor=_day(row[11]),
            start=date.fromisoformat(row[12]),
            unrolled=date.fromisoformat(row[13]),
            due_on=due_on,
            interval_days=row[15],
            latest_on=_day(row[16]),
            snoozed_until=_day(row[17]),
            rolled=Rolled(due_on, _day(row[18]), row[19]),
        )
    return KeptState(
        contact_id=row[0],
        last_touch=_day(row[1]),
        last_interaction=row[2],
        awaiting_since=_day(row[4]),
        effective=EffectiveCadence(cadence, CadenceScope(row[9]), row[10]) if cadence else None,
        check_in=check_in,
    )
