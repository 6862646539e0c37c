"""What one contact's timeline is made of: every act with its day and reason, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.check_in import Pause
from netcrm.domain.why_next import PauseOf
from netcrm.store.database import Database

_OF_CONTACT = {
    "interaction": "SELECT i.happened_on, 9, 'interaction', i.id, '', NULL, '' FROM participant AS p"
    " JOIN interaction AS i ON i.id = p.interaction_id WHERE p.contact_id = ?1",
    "follow-up": "SELECT coalesce(closed_on, made_on), 5, 'follow-up', id, '', NULL, '' FROM follow_up"
    " WHERE contact_id = ?1",
    "skip": "SELECT skipped_on, 4, 'skip', id, reason, was_due_on, '' FROM skip WHERE contact_id = ?1",
    "snooze": "SELECT made_on, 4, 'snooze', id, reason, until, '' FROM snooze WHERE contact_id = ?1",
    "rest": "SELECT rested_on, 4, 'rest', id, reason, NULL, '' FROM rest WHERE contact_id = ?1",
    "state": "SELECT state_since, 3, 'state', id, state_why, NULL, state FROM contact"
    " WHERE id = ?1 AND state_since IS NOT NULL AND state <> 'active'",
    "started": "SELECT r.started_on, 1, 'started', r.id, '', NULL, '' FROM playbook_member AS m"
    " JOIN playbook_run AS r ON r.id = m.run_id WHERE m.contact_id = ?1 AND r.state <> 'queued'",
    "ended": "SELECT r.ended_on, 8, 'ended', r.id, r.ended_why, NULL, '' FROM playbook_member AS m"
    " JOIN playbook_run AS r ON r.id = m.run_id WHERE m.contact_id = ?1 AND r.ended_on IS NOT NULL",
}
"""Day, rank within a day, table, id, reason, another day, a name."""

_PAUSES = {
    "own": "SELECT start_on, 2, 'pause', id, reason, end_on, '' FROM pause WHERE contact_id = ?1",
    "organisation": "SELECT p.start_on, 2, 'pause', p.id, p.reason, p.end_on, o.name FROM pause AS p"
    " JOIN organisation AS o ON o.id = p.organisation_id WHERE p.organisation_id IN"
    " (SELECT organisation_id FROM position WHERE contact_id = ?1 AND end_on = '')",
    "everybody": "SELECT start_on, 2, 'pause', id, reason, end_on, 'everybody' FROM pause"
    " WHERE contact_id IS NULL AND organisation_id IS NULL",
}
"""The pauses that hold for a contact: their own, those of the places where they work, and everybody's."""

_SINCE_ADDED = " AND end_on >= (SELECT added_on FROM contact WHERE id = ?1)"
"""A pause of everybody before somebody was there tells nothing of them."""


@dataclass(frozen=True, slots=True)
class Told:
    """One act of a timeline: what it is, and what its line needs where that is not kept elsewhere."""

    on: date
    table: str
    """`interaction`, `follow-up`, `skip`, `snooze`, `rest`, `state`, `pause`; a run's `started` and `ended`."""
    id: int
    reason: str
    other: date | None
    """The day that the act names: was due on, snoozed until, paused until."""
    name: str
    """A pause's organisation or `everybody`; the state somebody was put in."""


class TimelineRepository:
    """Reads the acts that stand behind one contact's page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, contact_id: int, limit: int, offset: int) -> list[Told]:
        """Return `limit` acts after the first `offset`, newest first."""
        union = " UNION ALL ".join([*_OF_CONTACT.values(), *_PAUSES.values()]) + _SINCE_ADDED
        return [
            Told(date.fromisoformat(row[0]), row[2], row[3], row[4], _day(row[5]), row[6])
            for row in self._database.rows(
                f"{union} ORDER BY 1 DESC, 2 DESC, 4 DESC LIMIT ?2 OFFSET ?3", (contact_id, limit, offset)
            )
        ]

    def pauses(self, contact_id: int) -> tuple[PauseOf, ...]:
        """Return the pauses that hold or held for a contact, with whose they are."""
        return tuple(
            PauseOf(Pause(date.fromisoformat(row[0]), date.fromisoformat(row[5]), row[4]), row[6])
            for row in self._database.rows(f"{' UNION ALL '.join(_PAUSES.values())} ORDER BY 1, 4", (contact_id,))
        )

    def last_reason(self, table: str, contact_id: int) -> str:
        """Return why the latest `skip` or `snooze` of a contact was made."""
        return str(
            self._database.scalar(
                f"SELECT reason FROM {table} WHERE contact_id = ? ORDER BY id DESC LIMIT 1", (contact_id,)
            )
            or ""
        )

    def has_runs(self, contact_id: int) -> bool:
        """Whether a playbook was ever started with a contact."""
        return bool(self._database.scalar("SELECT 1 FROM playbook_member WHERE contact_id = ? LIMIT 1", (contact_id,)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
