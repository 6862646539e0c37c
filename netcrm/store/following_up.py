"""Skips, snoozes, rests and pauses in the store, and the kept states that follow from them.

The tables' models are loaded by the acts that write, not by what only reads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.check_in import CheckIn, Snooze
from netcrm.domain.interaction import Channel
from netcrm.store.database import Database
from netcrm.store.kept_state import KEPT_COLUMNS, KeptState, kept_state


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an act of following up names: a contact, an organisation, or (a pause's) everybody."""

    contact_id: int | None = None
    organisation_id: int | None = None


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

    def snooze(self, subject: Subject, anchor: date | None, until: date, on: date, reason: str) -> None:
        """Write that a check-in was put off."""
        from netcrm.store.tables import Snooze

        with self._database.guarded():
            Snooze.insert(
                contact=subject.contact_id,
                organisation=subject.organisation_id,
                anchor=anchor.isoformat() if anchor else None,
                until=until.isoformat(),
                made_on=on.isoformat(),
                reason=reason,
            ).execute(self._database.peewee)

    def rest(self, contact_id: int, on: date, reason: str) -> None:
        """Write that the user waits no longer for an answer."""
        from netcrm.store.tables import Rest

        up_to = self._database.scalar(
            "SELECT max(i.id) FROM participant AS p JOIN interaction AS i ON i.id = p.interaction_id"
            " WHERE p.contact_id = ? AND i.happened_on <= ?",
            (contact_id, on.isoformat()),
        )
        with self._database.guarded():
            Rest.insert(contact=contact_id, rested_on=on.isoformat(), reason=reason, up_to=up_to or 0).execute(
                self._database.peewee
            )

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
        """Return contacts not yet contacted in the order in which the agenda lists them, at most `limit`."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT s.contact_id FROM contact_state AS s JOIN contact AS c ON c.id = s.contact_id"
                " WHERE s.is_new = 1 AND s.due_on <= ? AND s.held_by = ''"
                " ORDER BY c.added_on, coalesce(c.tier, '~'), c.sort_key, c.id LIMIT ?",
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
        """Return how many check-ins were done or skipped on a day: what counts against the daily cap.

        A touch with somebody who has a cadence is that one check-in, also where it satisfies an organisation; with
        anybody else at an organisation that has one it is the organisation's.
        """
        return int(
            self._database.scalar(
                "SELECT count(*) FROM (SELECT 'c', contact_id FROM skip"
                " WHERE skipped_on = ?1 AND contact_id IS NOT NULL"
                " UNION SELECT 'c', contact_id FROM contact_state"
                " WHERE last_touch = ?1 AND interval NOT IN ('', 'never')"
                " UNION SELECT 'o', organisation_id FROM skip WHERE skipped_on = ?1 AND organisation_id IS NOT NULL"
                " UNION SELECT 'o', k.organisation_id FROM contact_state AS s JOIN position AS p"
                " ON p.contact_id = s.contact_id AND p.end_on = '' JOIN cadence AS k"
                " ON k.organisation_id = p.organisation_id AND k.interval <> 'never'"
                " WHERE s.last_touch = ?1 AND s.interval IN ('', 'never'))",
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

    def snoozes_of(self, organisation_id: int) -> tuple[Snooze, ...]:
        """Return the snoozes of an organisation's check-in, in the order in which they were made."""
        return tuple(
            Snooze(date.fromisoformat(anchor) if anchor else None, date.fromisoformat(until))
            for anchor, until in self._database.rows(
                "SELECT anchor, until FROM snooze WHERE organisation_id = ? ORDER BY id", (organisation_id,)
            )
        )
