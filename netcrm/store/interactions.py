"""Interactions in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.store.around import forget_interactions
from netcrm.store.database import Database
from netcrm.store.tables import Interaction as InteractionTable
from netcrm.store.tables import Participant

_COLUMNS = "i.id, i.uid, i.happened_on, i.channel, i.direction, i.summary, i.counts"


class InteractionRepository:
    """Writes and reads interactions with their participants."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def insert(self, interaction: Interaction) -> int:
        """Write a new interaction (its id is ignored, an empty uid made) and return its id."""
        with self._database.guarded():
            interaction_id = int(
                InteractionTable.insert(
                    uid=interaction.uid or str(uuid4()),
                    happened_on=interaction.happened_on.isoformat(),
                    channel=interaction.channel.value,
                    direction=interaction.direction.value,
                    summary=interaction.summary,
                    counts=None if interaction.counts is None else int(interaction.counts),
                ).execute(self._database.peewee)
            )
        self._write_participants(interaction_id, interaction.participants)
        return interaction_id

    def insert_many(self, interactions: Iterable[Interaction]) -> None:
        """Write many new interactions (their ids are ignored, empty uids made), two statements for all of them."""
        database = self._database
        next_id = int(database.scalar("SELECT seq FROM sqlite_sequence WHERE name = 'interaction'") or 0) + 1
        rows: list[tuple[object, ...]] = []
        participants: list[tuple[int, int]] = []
        for interaction_id, interaction in enumerate(interactions, next_id):
            counts = None if interaction.counts is None else int(interaction.counts)
            uid, day = interaction.uid or str(uuid4()), interaction.happened_on.isoformat()
            channel, direction = interaction.channel.value, interaction.direction.value
            rows.append((interaction_id, uid, day, channel, direction, interaction.summary, counts))
            participants += [(interaction_id, contact_id) for contact_id in interaction.participants]
        columns = ("id", "uid", "happened_on", "channel", "direction", "summary", "counts")
        database.insert_rows("interaction", columns, rows)
        database.insert_rows("participant", ("interaction_id", "contact_id"), participants)

    def known_uids(self, uids: Sequence[str]) -> set[str]:
        """Return those of `uids` that interactions have."""
        return {
            row[0]
            for row in self._database.rows(
                "SELECT uid FROM interaction WHERE uid IN (SELECT value FROM json_each(?))", (json.dumps(list(uids)),)
            )
        }

    def has_any(self, contact_id: int) -> bool:
        """Whether anything happened with somebody."""
        return bool(self._database.scalar("SELECT 1 FROM participant WHERE contact_id = ? LIMIT 1", (contact_id,)))

    def replace(self, interaction: Interaction) -> None:
        """Write an interaction over what is there."""
        with self._database.guarded():
            InteractionTable.update(
                happened_on=interaction.happened_on.isoformat(),
                channel=interaction.channel.value,
                direction=interaction.direction.value,
                summary=interaction.summary,
                counts=None if interaction.counts is None else int(interaction.counts),
            ).where(InteractionTable.id == interaction.id).execute(self._database.peewee)
        there = self.get(interaction.id)
        if there and there.participants != interaction.participants:
            self._delete_participants(interaction.id)
            self._write_participants(interaction.id, interaction.participants)

    def delete(self, interaction_id: int) -> None:
        """Delete an interaction; a step of an interview that named it stays without it."""
        forget_interactions(self._database, [interaction_id])
        self._delete_participants(interaction_id)
        with self._database.guarded():
            InteractionTable.delete().where(InteractionTable.id == interaction_id).execute(self._database.peewee)

    def _write_participants(self, interaction_id: int, participants: Sequence[int]) -> None:
        self._database.many(
            "INSERT INTO participant (interaction_id, contact_id) VALUES (?, ?)",
            [(interaction_id, contact_id) for contact_id in participants],
        )

    def _delete_participants(self, interaction_id: int) -> None:
        with self._database.guarded():
            Participant.delete().where(Participant.interaction == interaction_id).execute(self._database.peewee)

    def get(self, interaction_id: int) -> Interaction | None:
        """Return one interaction, or nothing."""
        found = self.load([interaction_id])
        return found[0] if found else None

    def load(self, ids: Sequence[int]) -> list[Interaction]:
        """Return the interactions of `ids`, in their order; unknown ids are left out."""
        return [
            _interaction(row)
            for row in self._database.rows(
                f"SELECT {_COLUMNS}, (SELECT group_concat(contact_id) FROM (SELECT contact_id FROM participant"
                " WHERE interaction_id = i.id ORDER BY id)) FROM json_each(?) AS wanted"
                " JOIN interaction AS i ON i.id = wanted.value ORDER BY wanted.key",
                (json.dumps(list(ids)),),
            )
        ]

    def all_ids(self) -> list[int]:
        """Return every id, in order."""
        return [row[0] for row in self._database.rows("SELECT id FROM interaction ORDER BY id")]

    def of_contact(self, contact_id: int, limit: int) -> list[Interaction]:
        """Return a contact's latest interactions, newest first."""
        ids = self._database.rows(
            "SELECT i.id FROM participant AS p JOIN interaction AS i ON i.id = p.interaction_id"
            " WHERE p.contact_id = ? ORDER BY i.happened_on DESC, i.id DESC LIMIT ?",
            (contact_id, limit),
        )
        return self.load([row[0] for row in ids])

    def touch_days(self, contact_id: int) -> list[date]:
        """Return the day of each touch with a contact, oldest first; a day with two touches stands there twice."""
        return [
            date.fromisoformat(row[0])
            for row in self._database.rows(
                "SELECT i.happened_on FROM participant AS p JOIN interaction AS i ON i.id = p.interaction_id"
                " WHERE p.contact_id = ? AND coalesce(i.counts, i.channel NOT IN (SELECT value FROM json_each(?)))"
                " ORDER BY i.happened_on",
                (contact_id, json.dumps([channel for channel in Channel if not channel.is_touch])),
            )
        ]

    def count(self) -> int:
        """Return how many interactions there are."""
        return int(self._database.scalar("SELECT count(*) FROM interaction"))


def _interaction(row: tuple[Any, ...]) -> Interaction:
    return Interaction(
        id=row[0],
        uid=row[1],
        happened_on=date.fromisoformat(row[2]),
        channel=Channel(row[3]),
        direction=Direction(row[4]),
        summary=row[5],
        participants=tuple(int(one) for one in row[7].split(",")) if row[7] else (),
        counts=None if row[6] is None else bool(row[6]),
    )
