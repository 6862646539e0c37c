"""Introductions, their steps and the follow-ups that they laid down, in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from uuid import uuid4

from netcrm.domain.ties.introduction import (
    Introduction,
    IntroductionStage,
    IntroductionStep,
    IntroductionTask,
    LaidTask,
)
from netcrm.store.database import Database

_COLUMNS = "id, uid, introducer_id, to_id, stage, topic, asked_by_id"
_GIVEN = "(SELECT value FROM json_each(?1))"


class IntroductionRepository:
    """Writes and reads introductions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, introduction: Introduction) -> int:
        """Write a new introduction (its id is ignored, an empty uid made) and return its id."""
        from netcrm.store.network_tables import Introduction as IntroductionRow

        with self._database.guarded():
            query = IntroductionRow.insert(uid=introduction.uid or str(uuid4()), **_columns(introduction))
            return int(query.execute(self._database.peewee))

    def replace(self, introduction: Introduction) -> None:
        """Write an introduction over what is there."""
        from netcrm.store.network_tables import Introduction as IntroductionRow

        with self._database.guarded():
            IntroductionRow.update(**_columns(introduction)).where(IntroductionRow.id == introduction.id).execute(
                self._database.peewee
            )

    def delete(self, introduction_id: int) -> None:
        """Delete an introduction with its steps; what was logged with them and its follow-ups stay."""
        for table in ("introduction_step", "introduction_task"):
            self._database.execute(f"DELETE FROM {table} WHERE introduction_id = ?", (introduction_id,))
        self._database.execute("DELETE FROM introduction WHERE id = ?", (introduction_id,))

    def get(self, introduction_id: int) -> Introduction | None:
        """Return one introduction, or nothing."""
        found = self._where("id = ?", introduction_id)
        return found[0] if found else None

    def between(self, introducer_id: int, to_id: int) -> list[Introduction]:
        """Return the introductions to somebody by somebody, the latest first."""
        return self._where("introducer_id = ? AND to_id = ? ORDER BY id DESC", introducer_id, to_id)

    def at_stages(self, stages: Iterable[IntroductionStage]) -> list[Introduction]:
        """Return the introductions at some stages, by id."""
        listed = json.dumps([stage.value for stage in stages])
        return self._where("stage IN (SELECT value FROM json_each(?)) ORDER BY id", listed)

    def about(self, ids: Collection[int]) -> dict[int, list[Introduction]]:
        """Return the introductions that tie people, by the contact ids given: to whom, and by whom.

        Each stands with both of its people who are among `ids`, in the order in which they were written down; one who
        asked on the user's behalf is tied by it to nobody.
        """
        wanted = set(ids)
        found: dict[int, list[Introduction]] = {}
        for it in self._where(
            f"id IN (SELECT id FROM introduction WHERE introducer_id IN {_GIVEN}"
            f" UNION SELECT id FROM introduction WHERE to_id IN {_GIVEN}) ORDER BY id",
            json.dumps(list(wanted)),
        ):
            for contact_id in {it.introducer_id, it.to_id} & wanted:
                found.setdefault(contact_id, []).append(it)
        return found

    def of_contact(self, contact_id: int) -> list[Introduction]:
        """Return the introductions that name somebody, whoever they are in them, the latest first."""
        return self._where("introducer_id = ?1 OR to_id = ?1 OR asked_by_id = ?1 ORDER BY id DESC", contact_id)

    def add_step(self, step: IntroductionStep) -> int:
        """Write a new step (its id is ignored) and return its id."""
        from netcrm.store.network_tables import IntroductionStep as StepRow

        with self._database.guarded():
            query = StepRow.insert(
                introduction=step.introduction_id,
                stage=step.stage.value,
                reached_on=step.reached_on.isoformat(),
                interaction=step.interaction_id,
                reason=step.reason,
            )
            return int(query.execute(self._database.peewee))

    def steps(self, ids: Collection[int]) -> dict[int, list[IntroductionStep]]:
        """Return the steps of introductions by their ids, in the order in which they were written down."""
        found: dict[int, list[IntroductionStep]] = {}
        for row in self._database.rows(
            "SELECT id, introduction_id, stage, reached_on, interaction_id, reason FROM introduction_step"
            f" WHERE introduction_id IN {_GIVEN} ORDER BY id",
            (json.dumps(list(ids)),),
        ):
            step = IntroductionStep(row[0], row[1], IntroductionStage(row[2]), date.fromisoformat(row[3]), *row[4:])
            found.setdefault(step.introduction_id, []).append(step)
        return found

    def add_task(self, task: LaidTask) -> None:
        """Keep with an introduction a follow-up that it laid down."""
        from netcrm.store.network_tables import IntroductionTask as TaskRow

        with self._database.guarded():
            TaskRow.insert(
                introduction=task.introduction_id, follow_up=task.follow_up_id, task=task.task.value
            ).execute(self._database.peewee)

    def tasks(self, ids: Collection[int]) -> dict[int, list[LaidTask]]:
        """Return what introductions laid down, by their ids, in the order in which they did."""
        found: dict[int, list[LaidTask]] = {}
        for task in self._tasks(f"introduction_id IN {_GIVEN}", json.dumps(list(ids))):
            found.setdefault(task.introduction_id, []).append(task)
        return found

    def task_of(self, follow_up_id: int) -> LaidTask | None:
        """Return what a follow-up is to the introduction that laid it down, or nothing."""
        return next(iter(self._tasks("follow_up_id = ?", follow_up_id)), None)

    def _tasks(self, condition: str, *parameters: object) -> list[LaidTask]:
        return [
            LaidTask(row[0], row[1], IntroductionTask(row[2]))
            for row in self._database.rows(
                f"SELECT introduction_id, follow_up_id, task FROM introduction_task WHERE {condition} ORDER BY id",
                parameters,
            )
        ]

    def _where(self, condition: str, *parameters: object) -> list[Introduction]:
        return [
            Introduction(row[0], row[1], row[2], row[3], IntroductionStage(row[4]), row[5], row[6])
            for row in self._database.rows(f"SELECT {_COLUMNS} FROM introduction WHERE {condition}", parameters)
        ]


def _columns(introduction: Introduction) -> dict[str, object]:
    return {
        "introducer": introduction.introducer_id,
        "to": introduction.to_id,
        "asked_by": introduction.asked_by_id,
        "stage": introduction.stage.value,
        "topic": introduction.topic,
    }
