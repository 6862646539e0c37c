"""What the state of each contact follows from, read for some people or for all in one query a table."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from netcrm.domain.awaiting import awaiting_since
from netcrm.domain.cadence import CadenceRule, CadenceScope, Rules, effective_cadence
from netcrm.domain.check_in import CheckInFacts, Pause, Snooze
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.roles import Role
from netcrm.store.database import Database
from netcrm.store.kept_state import read_cadence, read_day


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


@dataclass(frozen=True, slots=True)
class Pauses:
    """All pauses of the store."""

    of_everybody: tuple[Pause, ...]
    of_contact: dict[int, tuple[Pause, ...]]
    of_organisation: dict[int, tuple[Pause, ...]]

    def of(self, contact_id: int) -> tuple[Pause, ...]:
        """Return the pauses that one contact stands under."""
        return (*self.of_everybody, *self.of_contact.get(contact_id, ()))


class FactReader:
    """Reads the facts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, ids: Collection[int] | None) -> Iterator[ContactFacts]:
        """Yield what the state of each contact follows from."""
        database = self._database
        given = None if ids is None else json.dumps(list(ids))

        def scoped(column: str) -> str:
            return "1" if given is None else f"{column} IN (SELECT value FROM json_each(?1))"

        parameters = () if given is None else (given,)
        rules = self.rules()
        own = {
            row[0]: read_cadence(row[1], row[2], row[3])
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
            row[0]: Snooze(read_day(row[1]), date.fromisoformat(row[2]))
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
                    last_skip=read_day(skips.get(contact_id)),
                    snooze=snoozes.get(contact_id),
                    pauses=(*pauses.of_everybody, *pauses.of_contact.get(contact_id, ())),
                ),
                last_interaction=found[-1][0] if found else None,
                awaiting_since=awaiting_since((e[1] for e in found), rested_on=read_day(rests.get(contact_id)))
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
