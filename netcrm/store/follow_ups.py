"""Follow-ups in the store."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.interval import parse_interval
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.store.around import forget_follow_ups
from netcrm.store.database import Database

_COLUMNS = (
    "id, uid, contact_id, title, due_on, due_at, owner, state, snoozed_until, made_on, closed_on, reason,"
    " repeats, repeats_from, first_on, occurrence, run_id, step"
)  # fmt: skip


class FollowUpRepository:
    """Writes and reads follow-ups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, follow_up: FollowUp) -> int:
        """Write a new follow-up (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.tables import FollowUp as FollowUpTable

        with self._database.guarded():
            query = FollowUpTable.insert(uid=follow_up.uid or str(uuid4()), **_columns(follow_up))
            return int(query.execute(self._database.peewee))

    def replace(self, follow_up: FollowUp) -> None:
        """Write a follow-up over what is there."""
        from netcrm.store.tables import FollowUp as FollowUpTable

        with self._database.guarded():
            FollowUpTable.update(**_columns(follow_up)).where(FollowUpTable.id == follow_up.id).execute(
                self._database.peewee
            )

    def delete(self, follow_up_id: int) -> None:
        """Delete a follow-up; what named it stays without it."""
        from netcrm.store.tables import FollowUp as FollowUpTable

        forget_follow_ups(self._database, "?", follow_up_id)

        with self._database.guarded():
            FollowUpTable.delete().where(FollowUpTable.id == follow_up_id).execute(self._database.peewee)

    def get(self, follow_up_id: int) -> FollowUp | None:
        """Return one follow-up, or nothing."""
        found = self._where("id = ?", follow_up_id)
        return found[0] if found else None

    def of_contact(self, contact_id: int) -> list[FollowUp]:
        """Return a contact's follow-ups: the open ones first, by date."""
        return self._where("contact_id = ? ORDER BY state <> 'open', coalesce(snoozed_until, due_on), id", contact_id)

    def of_runs(self, run_ids: Collection[int]) -> list[FollowUp]:
        """Return what runs of playbooks laid down, in the order in which they did."""
        return self._where("run_id IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(run_ids)))

    def open_until(self, until: date) -> list[FollowUp]:
        """Return the open follow-ups of active people that show on `until` or before."""
        return self._where(
            "state = 'open' AND coalesce(snoozed_until, due_on) <= ?"
            " AND (SELECT state FROM contact WHERE id = follow_up.contact_id) = 'active' ORDER BY id",
            until.isoformat(),
        )

    def load(self, ids: Collection[int]) -> list[FollowUp]:
        """Return the follow-ups of `ids`, by id; unknown ids are left out."""
        return self._where("id IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(ids)))

    def of_uids(self, uids: Collection[str]) -> list[FollowUp]:
        """Return the follow-ups of these uids, by id; unknown ones are left out."""
        return self._where("uid IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(uids)))

    def all(self) -> list[FollowUp]:
        """Return every follow-up, by id."""
        return self._where("1 ORDER BY id")

    def _where(self, condition: str, *parameters: object) -> list[FollowUp]:
        return [
            _follow_up(row)
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM follow_up WHERE {condition}", parameters)
        ]


def _columns(follow_up: FollowUp) -> dict[str, object]:
    def text(moment: date | datetime | None) -> str | None:
        return moment.isoformat() if moment else None

    recurrence = follow_up.recurrence
    return {
        "contact": follow_up.contact_id,
        "title": follow_up.title,
        "owner": follow_up.owner.value,
        "due_on": follow_up.due_on.isoformat(),
        "due_at": text(follow_up.due_at),
        "state": follow_up.state.value,
        "snoozed_until": text(follow_up.snoozed_until),
        "made_on": text(follow_up.made_on),
        "closed_on": text(follow_up.closed_on),
        "reason": follow_up.reason,
        "repeats": str(recurrence.interval) if recurrence else "",
        "repeats_from": recurrence.counts_from.value if recurrence else "",
        "first_on": text(recurrence.first_on) if recurrence else None,
        "occurrence": recurrence.occurrence if recurrence else 0,
        "run": follow_up.run_id,
        "step": follow_up.step,
    }


def _follow_up(row: tuple[Any, ...]) -> FollowUp:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return FollowUp(
        id=row[0],
        uid=row[1],
        contact_id=row[2],
        title=row[3],
        due_on=date.fromisoformat(row[4]),
        due_at=datetime.fromisoformat(row[5]) if row[5] else None,
        owner=Owner(row[6]),
        state=FollowUpState(row[7]),
        snoozed_until=day(row[8]),
        made_on=day(row[9]),
        closed_on=day(row[10]),
        reason=row[11],
        recurrence=Recurrence(parse_interval(row[12]), RepeatsFrom(row[13]), date.fromisoformat(row[14]), row[15])
        if row[12]
        else None,
        run_id=row[16],
        step=row[17],
    )
