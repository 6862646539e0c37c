"""Interviews and their steps in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from netcrm.domain.interviews.interview import Interview, InterviewStep, Stage
from netcrm.domain.moments import in_zone
from netcrm.store.around import forget_interview
from netcrm.store.database import Database

_COLUMNS = "id, uid, contact_id, stage, topic, happens_on, happens_at, time_zone, minutes, place, rating, next_step"
_OF_ACTIVE = "(SELECT state FROM contact WHERE id = interview.contact_id) = 'active'"


class InterviewRepository:
    """Writes and reads interviews."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, interview: Interview) -> int:
        """Write a new interview (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.tables import Interview as InterviewTable

        with self._database.guarded():
            query = InterviewTable.insert(uid=interview.uid or str(uuid4()), **_columns(interview))
            return int(query.execute(self._database.peewee))

    def replace(self, interview: Interview) -> None:
        """Write an interview over what is there."""
        from netcrm.store.tables import Interview as InterviewTable

        with self._database.guarded():
            InterviewTable.update(**_columns(interview)).where(InterviewTable.id == interview.id).execute(
                self._database.peewee
            )

    def delete(self, interview_id: int) -> None:
        """Delete an interview with its steps and notes; what was logged with them stays."""
        forget_interview(self._database, interview_id)
        self._database.execute("DELETE FROM interview_step WHERE interview_id = ?", (interview_id,))
        self._database.execute("DELETE FROM interview WHERE id = ?", (interview_id,))

    def add_step(self, step: InterviewStep) -> int:
        """Write a new step (its id is ignored) and return its id."""
        from netcrm.store.tables import InterviewStep as StepTable

        with self._database.guarded():
            query = StepTable.insert(
                interview=step.interview_id,
                stage=step.stage.value,
                reached_on=step.reached_on.isoformat(),
                interaction=step.interaction_id,
                reason=step.reason,
            )
            return int(query.execute(self._database.peewee))

    def steps(self, ids: Collection[int]) -> dict[int, list[InterviewStep]]:
        """Return the steps of interviews by their ids, in the order in which they were written down."""
        found: dict[int, list[InterviewStep]] = {}
        for row in self._database.rows(
            "SELECT id, interview_id, stage, reached_on, interaction_id, reason FROM interview_step"
            " WHERE interview_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(list(ids)),),
        ):
            step = InterviewStep(row[0], row[1], Stage(row[2]), date.fromisoformat(row[3]), row[4], row[5])
            found.setdefault(step.interview_id, []).append(step)
        return found

    def reached_last(self) -> dict[int, date]:
        """Return the day on which each interview got where it stands, by its id; without a step there is none."""
        rows = self._database.rows("SELECT interview_id, reached_on, max(id) FROM interview_step GROUP BY interview_id")
        return {interview_id: date.fromisoformat(day) for interview_id, day, _ in rows}

    def stages_reached(self) -> dict[int, set[Stage]]:
        """Return the stages that each interview ever reached, by its id."""
        found: dict[int, set[Stage]] = {}
        for interview_id, stage in self._database.rows(
            "SELECT id, stage FROM interview UNION SELECT interview_id, stage FROM interview_step"
        ):
            found.setdefault(interview_id, set()).add(Stage(stage))
        return found

    def get(self, interview_id: int) -> Interview | None:
        """Return one interview, or nothing."""
        found = self._where("id = ?", interview_id)
        return found[0] if found else None

    def of_contact(self, contact_id: int) -> list[Interview]:
        """Return a contact's interviews, the latest first."""
        return self._where("contact_id = ? ORDER BY id DESC", contact_id)

    def at_stages(self, stages: Iterable[Stage]) -> list[Interview]:
        """Return the interviews at some stages, by id."""
        listed = json.dumps([stage.value for stage in stages])
        return self._where("stage IN (SELECT value FROM json_each(?)) ORDER BY id", listed)

    def by_uid(self, uids: Collection[str]) -> dict[str, Interview]:
        """Return interviews by their uids; unknown ones are left out."""
        found = self._where("uid IN (SELECT value FROM json_each(?)) ORDER BY id", json.dumps(list(uids)))
        return {interview.uid: interview for interview in found}

    def open_between(self, first: date | None, last: date | None) -> list[Interview]:
        """Return the agreed interviews with active people on the days from `first` to `last`, by day.

        Both ends are inside; without one there is no end on that side.
        """
        return self._where(
            "stage = 'agreed' AND happens_on IS NOT NULL AND happens_on BETWEEN ? AND ?"
            f" AND {_OF_ACTIVE} ORDER BY happens_on, happens_at IS NULL, id",
            first.isoformat() if first else "",
            last.isoformat() if last else "9999-12-31",
        )

    def _where(self, condition: str, *parameters: object) -> list[Interview]:
        return [
            _interview(row)
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM interview WHERE {condition}", parameters)
        ]


def _columns(interview: Interview) -> dict[str, object]:
    return {
        "contact": interview.contact_id,
        "stage": interview.stage.value,
        "topic": interview.topic,
        "happens_on": interview.happens_on.isoformat() if interview.happens_on else None,
        "happens_at": interview.happens_at.isoformat() if interview.happens_at else None,
        "time_zone": interview.time_zone,
        "minutes": interview.minutes,
        "place": interview.place,
        "rating": interview.rating,
        "next_step": interview.next_step,
    }


def _interview(row: tuple[Any, ...]) -> Interview:
    return Interview(
        id=row[0],
        uid=row[1],
        contact_id=row[2],
        stage=Stage(row[3]),
        topic=row[4],
        happens_on=date.fromisoformat(row[5]) if row[5] else None,
        happens_at=in_zone(datetime.fromisoformat(row[6]), row[7]) if row[6] else None,
        time_zone=row[7],
        minutes=row[8],
        place=row[9],
        rating=row[10],
        next_step=row[11],
    )
