"""Leads in the store: job openings by organisation, and those whose deadline stands in the agenda."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import uuid4

from netcrm.domain.employers.lead import Lead, LeadOutcome
from netcrm.store.database import Database

_COLUMNS = (
    "id, uid, organisation_id, title, found_on, link, deadline, told_by_id, applied_on, outcome, closed_on,"
    " snoozed_until, note"
)
_WAITS = "deadline IS NOT NULL AND closed_on IS NULL AND (outcome = 'offer' OR applied_on IS NULL)"
"""As `Lead.shows_on` has it."""


class LeadRepository:
    """Writes and reads leads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, lead: Lead) -> int:
        """Write a new lead (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Lead as LeadTable

        with self._database.guarded():
            query = LeadTable.insert(uid=lead.uid or str(uuid4()), **_columns(lead))
            return int(query.execute(self._database.peewee))

    def replace(self, lead: Lead) -> None:
        """Write a lead over what is there."""
        from netcrm.store.network_tables import Lead as LeadTable

        with self._database.guarded():
            LeadTable.update(**_columns(lead)).where(LeadTable.id == lead.id).execute(self._database.peewee)

    def delete(self, lead_id: int) -> None:
        """Delete a lead."""
        self._database.execute("DELETE FROM lead WHERE id = ?", (lead_id,))

    def get(self, lead_id: int) -> Lead | None:
        """Return one lead, or nothing."""
        found = self._where("id = ?", lead_id)
        return found[0] if found else None

    def all(self) -> list[Lead]:
        """Return every lead, by id."""
        return self._where("1 ORDER BY id")

    def of_organisations(self, ids: Collection[int]) -> dict[int, list[Lead]]:
        """Return the leads of organisations by their ids, the newest first."""
        found: dict[int, list[Lead]] = {}
        for lead in self._where(
            "organisation_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC", json.dumps(list(ids))
        ):
            found.setdefault(lead.organisation_id, []).append(lead)
        return found

    def open_until(self, until: date) -> list[Lead]:
        """Return the leads that stand in the agenda on `until` or before, by that day."""
        return self._where(
            f"{_WAITS} AND coalesce(snoozed_until, deadline) <= ? ORDER BY coalesce(snoozed_until, deadline), id",
            until.isoformat(),
        )

    def by_uid(self, uids: Collection[str]) -> dict[str, Lead]:
        """Return leads by their uids; unknown ones are left out."""
        found = self._where("uid IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(uids)))
        return {lead.uid: lead for lead in found}

    def _where(self, condition: str, *parameters: object) -> list[Lead]:
        return [_lead(row) for row in self._database.rows(f"SELECT {_COLUMNS} FROM lead WHERE {condition}", parameters)]


def _columns(lead: Lead) -> dict[str, object]:
    return {
        "organisation": lead.organisation_id,
        "title": lead.title,
        "link": lead.link,
        "deadline": _text(lead.deadline),
        "told_by": lead.told_by_id,
        "found_on": lead.found_on.isoformat(),
        "applied_on": _text(lead.applied_on),
        "outcome": lead.outcome.value,
        "closed_on": _text(lead.closed_on),
        "snoozed_until": _text(lead.snoozed_until),
        "note": lead.note,
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _lead(row: tuple[Any, ...]) -> Lead:
    return Lead(
        id=row[0],
        uid=row[1],
        organisation_id=row[2],
        title=row[3],
        found_on=date.fromisoformat(row[4]),
        link=row[5],
        deadline=_day(row[6]),
        told_by_id=row[7],
        applied_on=_day(row[8]),
        outcome=LeadOutcome(row[9]),
        closed_on=_day(row[10]),
        snoozed_until=_day(row[11]),
        note=row[12],
    )
