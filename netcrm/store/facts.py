"""What the state of each contact follows from, read for some people or for all in one query a table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from netcrm.domain.awaiting import Rested, awaiting_since
from netcrm.domain.cadence import Cadence, CadenceRule, CadenceScope, Rules, effective_cadence
from netcrm.domain.check_in import CheckInFacts, Pause, Snooze
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.roles import Role
from netcrm.store.database import Database
from netcrm.store.kept_state import read_cadence, read_day


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What the wait for an answer needs of an interaction."""

    id: int
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
    held_by: str = ""
    """The playbook whose run holds the check-ins."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """All pauses of the store."""

    of_everybody: tuple[Pause, ...]
    of_contact: dict[int, tuple[Pause, ...]]
    of_organisation: dict[int, tuple[Pause, ...]]

    def of(self, contact_id: int) -> tuple[Pause, ...]:
        """Return the pauses that one contact stands under."""
        return (*self.of_everybody, *self.of_contact.get(contact_id, ()))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whom a query is about: some people, or all."""

    ids: str | None
    """A JSON list; None is everybody."""

    @classmethod
    def of(cls, ids: Collection[int] | None) -> _Scope:
        return cls(None if ids is None else json.dumps(list(ids)))

    def where(self, column: str) -> str:
        """Return the condition that holds a column to the people."""
        return "1" if self.ids is None else f"{column} IN (SELECT value FROM json_each(?1))"

    @property
    def parameters(self) -> tuple[object, ...]:
        """What the condition's mark stands for."""
        return () if self.ids is None else (self.ids,)


class FactReader:
    """Reads the facts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, ids: Collection[int] | None) -> Iterator[ContactFacts]:
        """Yield what the state of each contact follows from; `None` is everybody."""
        scope = _Scope.of(ids)
        rules, pauses = self.rules(), self.pauses()
        own, snoozes = self._own_cadences(scope), self._snoozes(scope)
        skips = self._latest("skip", "skipped_on", scope)
        rests = self._rests(scope)
        tags = self._grouped("contact_tag", "tag", scope)
        roles = self._grouped("contact_role", "role", scope)
        held = self._held(scope)
        exchanges = self._exchanges(scope)
        for contact_id, state, added_on, tier, country in self._database.rows(
            f"SELECT id, state, added_on, tier, country FROM contact WHERE {scope.where('id')} ORDER BY id",
            scope.parameters,
        ):
            found = exchanges.get(contact_id, ())
            yield ContactFacts(
                contact_id=contact_id,
                state=State(state),
                check_in=CheckInFacts(
                    added_on=date.fromisoformat(added_on),
                    effective=effective_cadence(
                        own.get(contact_id),
                        tier=Tier(tier) if tier else None,
                        tags=tags.get(contact_id, ()),
                        roles=[Role(role) for role in roles.get(contact_id, ())],
                        rules=rules,
                    ),
                    last_touch=max((e.happened_on for e in found if e.is_touch), default=None),
                    last_skip=skips.get(contact_id),
                    snoozes=tuple(snoozes.get(contact_id, ())),
                    pauses=pauses.of(contact_id),
                ),
                last_interaction=found[-1].id if found else None,
                awaiting_since=awaiting_since(found, rested=rests.get(contact_id)),
                country=country,
                held_by=held.get(contact_id, ""),
            )

    def _own_cadences(self, scope: _Scope) -> dict[int, Cadence | None]:
        return {
            row[0]: read_cadence(row[1], row[2], row[3])
            for row in self._database.rows(
                "SELECT contact_id, interval, latest, set_on FROM cadence"
                f" WHERE contact_id IS NOT NULL AND {scope.where('contact_id')} ORDER BY id",
                scope.parameters,
            )
        }

    def _snoozes(self, scope: _Scope) -> dict[int, list[Snooze]]:
        """Return the snoozes of each contact, in the order in which they were made."""
        found: dict[int, list[Snooze]] = defaultdict(list)
        for contact_id, anchor, until in self._database.rows(
            "SELECT contact_id, anchor, until FROM snooze"
            f" WHERE contact_id IS NOT NULL AND {scope.where('contact_id')} ORDER BY id",
            scope.parameters,
        ):
            found[contact_id].append(Snooze(read_day(anchor), date.fromisoformat(until)))
        return found

    def _held(self, scope: _Scope) -> dict[int, str]:
        """Return the playbook that runs with each contact; of several the one started first."""
        return dict(
            self._database.rows(
                "SELECT m.contact_id, r.playbook FROM playbook_run AS r JOIN playbook_member AS m ON m.run_id = r.id"
                f" WHERE r.state = 'open' AND {scope.where('m.contact_id')} ORDER BY r.id DESC",
                scope.parameters,
            )
        )

    def _rests(self, scope: _Scope) -> dict[int, Rested]:
        """Return when each contact's unanswered messages were last let rest."""
        return {
            contact_id: Rested(date.fromisoformat(day), up_to)
            for contact_id, day, up_to in self._database.rows(
                "SELECT contact_id, max(rested_on), max(up_to) FROM rest"
                f" WHERE {scope.where('contact_id')} GROUP BY contact_id",
                scope.parameters,
            )
        }

    def _latest(self, table: str, column: str, scope: _Scope) -> dict[int, date]:
        """Return the latest day in a column for each contact."""
        return {
            contact_id: date.fromisoformat(day)
            for contact_id, day in self._database.rows(
                f"SELECT contact_id, max({column}) FROM {table}"
                f" WHERE contact_id IS NOT NULL AND {scope.where('contact_id')} GROUP BY contact_id",
                scope.parameters,
            )
        }

    def _grouped(self, table: str, column: str, scope: _Scope) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for contact_id, value in self._database.rows(
            f"SELECT contact_id, {column} FROM {table} WHERE {scope.where('contact_id')}", scope.parameters
        ):
            found[contact_id].append(value)
        return found

    def _exchanges(self, scope: _Scope) -> dict[int, list[_Exchange]]:
        """Return each contact's interactions, oldest first."""
        found: dict[int, list[_Exchange]] = defaultdict(list)
        day, channel_of, direction_of = cache(date.fromisoformat), cache(Channel), cache(Direction)
        for contact_id, interaction_id, happened_on, channel, direction, counts in self._database.rows(
            "SELECT p.contact_id, i.id, i.happened_on, i.channel, i.direction, i.counts"
            " FROM participant AS p JOIN interaction AS i ON i.id = p.interaction_id"
            f" WHERE {scope.where('p.contact_id')}"
            " ORDER BY p.contact_id, i.happened_on, i.id",
            scope.parameters,
        ):
            how = channel_of(channel)
            touch = how.is_touch if counts is None else bool(counts)
            found[contact_id].append(_Exchange(interaction_id, day(happened_on), how, direction_of(direction), touch))
        return found

    def rules(self) -> Rules:
        """Return the cadences of tiers, tags and roles."""
        return Rules(
            CadenceRule(CadenceScope(scope), name, cadence)
            for scope, name, interval, latest, set_on in self._database.rows(
                "SELECT scope, name, interval, latest, set_on FROM cadence WHERE name IS NOT NULL ORDER BY id"
            )
            if (cadence := read_cadence(interval, latest, set_on)) is not None
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
