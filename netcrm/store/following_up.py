"""Cadences, skips, snoozes, rests and pauses in the store, and the kept states that follow from them.

The tables' models are loaded by the acts that write, not by what only reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.cadence import Cadence as CadenceValue
from netcrm.domain.cadence import CadenceScope, EffectiveCadence
from netcrm.domain.check_in import CheckIn
from netcrm.domain.interaction import Channel
from netcrm.store.database import Database
from netcrm.store.kept_state import KEPT_COLUMNS, KeptState, kept_state, parse_cached


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an act of following up names: a contact, an organisation, or (a pause's) everybody."""

    contact_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptCadence:
    """A cadence as it is set, with its subject."""

    id: int
    scope: CadenceScope
    subject: str
    """The contact's or organisation's id, the tier's letter, the tag, or the role's slug."""
    cadence: CadenceValue


@dataclass(frozen=True, slots=True)
class KeptPause:
    """A pause as it is set."""

    id: int
    subject: Subject
    start_on: date
    end_on: date
    reason: str


class FollowingUpRepository:
    """Writes what the acts of following up leave behind, and reads what is due."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cadences(self) -> list[KeptCadence]:
        """Return every cadence that is not one contact's own."""
        return self._cadences("contact_id IS NULL")

    def has_organisation_cadences(self) -> bool:
        """Whether any organisation has a cadence."""
        return bool(self._database.scalar("SELECT 1 FROM cadence WHERE organisation_id IS NOT NULL LIMIT 1"))

    def own_cadence(self, contact_id: int) -> CadenceValue | None:
        """Return a contact's own cadence; nothing when it is unset."""
        found = self._cadences("contact_id = ?", contact_id)
        return found[-1].cadence if found else None

    def own_cadences(self, ids: Sequence[int]) -> dict[int, CadenceValue]:
        """Return the own cadences of those of `ids` who have one."""
        found = self._cadences("contact_id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
        return {int(line.subject): line.cadence for line in found}

    def _cadences(self, where: str, *parameters: object) -> list[KeptCadence]:
        lines = []
        for row in self._database.rows(
            "SELECT id, scope, coalesce(contact_id, organisation_id, name), interval, latest, set_on FROM cadence"
            f" WHERE {where} ORDER BY id",
            parameters,
        ):
            cadence = parse_cached(f"{row[3]}, latest {row[4]}" if row[4] else row[3], row[5])
            if cadence is not None:
                lines.append(KeptCadence(row[0], CadenceScope(row[1]), str(row[2]), cadence))
        return lines

    def set_cadence(self, scope: CadenceScope, subject: str, cadence: CadenceValue | None, set_on: date) -> None:
        """Set a cadence, or with `None` unset it; one that stays as it is keeps the day it was set."""
        from netcrm.store.tables import Cadence

        column = {CadenceScope.CONTACT: "contact_id", CadenceScope.ORGANISATION: "organisation_id"}.get(scope, "name")
        key: object = subject if column == "name" else int(subject)
        there = self._cadences(f"scope = ? AND {column} = ?", scope.value, key)
        if there and cadence and str(there[-1].cadence) == str(cadence):
            return
        self._database.execute(f"DELETE FROM cadence WHERE scope = ? AND {column} = ?", (scope.value, key))
        if cadence is not None:
            with self._database.guarded():
                Cadence.insert(
                    scope=scope.value,
                    contact=key if column == "contact_id" else None,
                    organisation=key if column == "organisation_id" else None,
                    name=key if column == "name" else None,
                    interval="never" if cadence.interval is None else str(cadence.interval),
                    latest=str(cadence.latest) if cadence.latest else "",
                    set_on=set_on.isoformat(),
                ).execute(self._database.peewee)

    def skip(self, subject: Subject, on: date, was_due_on: date | None, reason: str) -> None:
        """Write that a check-in was left out this time."""
        from netcrm.store.tables import Skip

        with self._database.guarded():
            Skip.insert(
                contact=subject.contact_id,
                organisation=subject.organisation_id,
                skipped_on=on.isoformat(),
                was_due_on=was_due_on.isoformat() if was_due_on else None,
                reason=reason,
            ).execute(self._database.peewee)

    def snooze(self, subject: Subject, anchor: date | None, until: date, on: date) -> None:
        """Write that a check-in was put off."""
        from netcrm.store.tables import Snooze

        with self._database.guarded():
            Snooze.insert(
                contact=subject.contact_id,
                organisation=subject.organisation_id,
                anchor=anchor.isoformat() if anchor else None,
                until=until.isoformat(),
                made_on=on.isoformat(),
            ).execute(self._database.peewee)

    def rest(self, contact_id: int, on: date, reason: str) -> None:
        """Write that the user waits no longer for an answer."""
        from netcrm.store.tables import Rest

        with self._database.guarded():
            Rest.insert(contact=contact_id, rested_on=on.isoformat(), reason=reason).execute(self._database.peewee)

    def pause(self, subject: Subject, start: date, end: date, reason: str) -> None:
        """Write a pause."""
        from netcrm.store.tables import Pause

        with self._database.guarded():
            Pause.insert(
                contact=subject.contact_id,
                organisation=subject.organisation_id,
                start_on=start.isoformat(),
                end_on=end.isoformat(),
                reason=reason,
            ).execute(self._database.peewee)

    def pauses_from(self, day: date) -> list[KeptPause]:
        """Return the pauses that end on `day` or later."""
        return [
            KeptPause(row[0], Subject(row[1], row[2]), date.fromisoformat(row[3]), date.fromisoformat(row[4]), row[5])
            for row in self._database.rows(
                "SELECT id, contact_id, organisation_id, start_on, end_on, reason FROM pause WHERE end_on >= ?"
                " ORDER BY start_on, id",
                (day.isoformat(),),
            )
        ]

    def end_pause(self, pause: KeptPause, last_day: date) -> None:
        """Let a pause end on `last_day`; one that would not have begun yet goes."""
        from netcrm.store.tables import Pause

        with self._database.guarded():
            if last_day < pause.start_on:
                Pause.delete().where(Pause.id == pause.id).execute(self._database.peewee)
            else:
                Pause.update(end_on=last_day.isoformat()).where(Pause.id == pause.id).execute(self._database.peewee)

    def kept_states(self, ids: Sequence[int]) -> dict[int, KeptState]:
        """Return the kept states of those of `ids` who have one."""
        return {
            state.contact_id: state
            for row in self._database.rows(
                f"SELECT {', '.join(KEPT_COLUMNS)} FROM contact_state AS s"
                " WHERE contact_id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            if (state := kept_state(row))
        }

    def all_check_ins(self) -> dict[int, CheckIn]:
        """Return every kept check-in by contact."""
        found = {}
        for row in self._database.rows(
            f"SELECT {', '.join(KEPT_COLUMNS)} FROM contact_state AS s WHERE due_on IS NOT NULL"
        ):
            state = kept_state(row)
            if state and state.check_in:
                found[state.contact_id] = state.check_in
        return found

    def effective_cadences(self) -> list[EffectiveCadence]:
        """Return the effective cadence of every active contact that has one."""
        return [
            EffectiveCadence(cadence, CadenceScope(row[2]), row[3])
            for row in self._database.rows(
                "SELECT interval, latest, scope, subject FROM contact_state AS s"
                " JOIN contact AS c ON c.id = s.contact_id AND c.state = 'active' WHERE interval <> ''"
            )
            if (cadence := parse_cached(f"{row[0]}, latest {row[1]}" if row[1] else row[0], None))
        ]

    def people_by_origin(self) -> dict[tuple[CadenceScope, str], int]:
        """Return how many active people each cadence holds for; of an organisation's, how many it names."""
        return {
            (CadenceScope(row[0]), row[1]): row[2]
            for row in self._database.rows(
                "SELECT scope, subject, count(*) FROM contact_state AS s"
                " JOIN contact AS c ON c.id = s.contact_id AND c.state = 'active' WHERE interval <> ''"
                " GROUP BY scope, subject UNION ALL"
                " SELECT 'organisation', CAST(k.organisation_id AS TEXT), count(DISTINCT p.contact_id)"
                " FROM cadence AS k"
                " LEFT JOIN position AS p ON p.organisation_id = k.organisation_id AND p.end_on = ''"
                " WHERE k.organisation_id IS NOT NULL GROUP BY k.organisation_id"
            )
        }

    def due_ids(self, until: date) -> list[int]:
        """Return the contacts whose check-in is due on `until` or before, those never contacted left out."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT contact_id FROM contact_state WHERE is_new = 0 AND due_on <= ? AND held_by = ''"
                " ORDER BY due_on, contact_id",
                (until.isoformat(),),
            )
        ]

    def new_ids(self, until: date | None, limit: int) -> list[int]:
        """Return contacts not yet contacted, the oldest dates first, at most `limit`."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT contact_id FROM contact_state WHERE is_new = 1 AND due_on <= ? AND held_by = ''"
                " ORDER BY due_on, contact_id LIMIT ?",
                (until.isoformat() if until else "9999-12-31", limit),
            )
        ]

    def count_new(self) -> int:
        """Return how many people with a cadence were not yet contacted."""
        return int(
            self._database.scalar(
                "SELECT count(*) FROM contact_state WHERE is_new = 1 AND due_on IS NOT NULL AND held_by = ''"
            )
        )

    def asking_ids(self, until: date) -> list[int]:
        """Return the contacts about whose answer the agenda asks on `until`."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT contact_id FROM contact_state WHERE asks_on <= ? ORDER BY asks_on, contact_id",
                (until.isoformat(),),
            )
        ]

    def acted_on(self, day: date) -> int:
        """Return how many people's check-ins were done or skipped on a day: what counts against the daily cap."""
        return int(
            self._database.scalar(
                "SELECT count(*) FROM (SELECT contact_id FROM skip WHERE skipped_on = ?1 AND contact_id IS NOT NULL"
                " UNION SELECT p.contact_id FROM interaction AS i JOIN participant AS p ON p.interaction_id = i.id"
                " JOIN contact_state AS s ON s.contact_id = p.contact_id AND s.interval NOT IN ('', 'never')"
                " WHERE i.happened_on = ?1 AND s.last_touch = ?1)",
                (day.isoformat(),),
            )
        )

    def last_contact_with(self, organisation_id: int) -> tuple[date, int] | None:
        """Return day and interaction of the latest touch with anyone in a current position at an organisation."""
        row = self._database.row(
            "SELECT i.happened_on, i.id FROM position AS p JOIN participant AS t ON t.contact_id = p.contact_id"
            " JOIN interaction AS i ON i.id = t.interaction_id WHERE p.organisation_id = ? AND p.end_on = ''"
            " AND coalesce(i.counts, i.channel NOT IN (SELECT value FROM json_each(?)))"
            " ORDER BY i.happened_on DESC, i.id DESC LIMIT 1",
            (organisation_id, json.dumps([channel for channel in Channel if not channel.is_touch])),
        )
        return (date.fromisoformat(row[0]), row[1]) if row else None

    def last_skip_of(self, organisation_id: int) -> date | None:
        """Return the latest skip of an organisation's check-in."""
        found = self._database.scalar("SELECT max(skipped_on) FROM skip WHERE organisation_id = ?", (organisation_id,))
        return date.fromisoformat(found) if found else None

    def last_snooze_of(self, organisation_id: int) -> tuple[date | None, date] | None:
        """Return anchor and end of the latest snooze of an organisation's check-in."""
        row = self._database.row(
            "SELECT anchor, until FROM snooze WHERE organisation_id = ? ORDER BY id DESC LIMIT 1", (organisation_id,)
        )
        return (date.fromisoformat(row[0]) if row[0] else None, date.fromisoformat(row[1])) if row else None

    def history(self, contact_id: int) -> Iterator[tuple[date, str, int, str, date | None]]:
        """Yield a contact's skips, snoozes, rests and pauses: day, table, id, reason, and the day it names."""
        for table, day, reason, other in (
            ("skip", "skipped_on", "reason", "was_due_on"),
            ("snooze", "made_on", "''", "until"),
            ("rest", "rested_on", "reason", "NULL"),
            ("pause", "start_on", "reason", "end_on"),
        ):
            for row in self._database.rows(
                f"SELECT id, {day}, {reason}, {other} FROM {table} WHERE contact_id = ?", (contact_id,)
            ):
                yield date.fromisoformat(row[1]), table, row[0], row[2], date.fromisoformat(row[3]) if row[3] else None
