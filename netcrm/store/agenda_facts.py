"""What stands beside the items of an agenda, one query a table for a page: sources, last words, promises, runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.follow_up import Owner
from netcrm.domain.interaction import Channel
from netcrm.store.database import Database


@dataclass(frozen=True, slots=True)
class FirstSource:
    """The card or row that somebody first came from."""

    file: str
    format: str
    place: int


@dataclass(frozen=True, slots=True)
class LastWords:
    """The latest interaction with somebody."""

    channel: Channel
    on: date
    summary: str


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A follow-up that is to be done."""

    id: int
    contact_id: int
    title: str
    owner: Owner
    shows_on: date


@dataclass(frozen=True, slots=True)
class RunOfStep:
    """The run that laid a step down: its playbook, and to whom it was started."""

    playbook: str
    """The playbook's name."""
    definition: str
    """The playbook as it was when the run began, as TOML."""
    first: str
    """The name of the first person."""
    first_id: int | None
    """That person, where there still is one."""


class AgendaFacts:
    """Reads what stands beside items."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first_sources(self, ids: Sequence[int]) -> dict[int, FirstSource]:
        """Return where those of `ids` came from who came from a file."""
        return {
            row[0]: FirstSource(*row[1:])
            for row in self._database.rows(
                "SELECT s.contact_id, s.file, s.format, s.place FROM json_each(?) AS wanted JOIN source AS s ON s.id ="
                " (SELECT min(id) FROM source WHERE contact_id = wanted.value)",
                (json.dumps(list(ids)),),
            )
        }

    def last_words(self, ids: Sequence[int]) -> dict[int, LastWords]:
        """Return the latest interaction with each of `ids` with whom there was one."""
        return {
            row[0]: LastWords(Channel(row[1]), date.fromisoformat(row[2]), row[3])
            for row in self._database.rows(
                "SELECT s.contact_id, i.channel, i.happened_on, i.summary FROM json_each(?) AS wanted"
                " JOIN contact_state AS s ON s.contact_id = wanted.value JOIN interaction AS i"
                " ON i.id = s.last_interaction",
                (json.dumps(list(ids)),),
            )
        }

    def open_promises(self, ids: Sequence[int]) -> dict[int, list[OpenPromise]]:
        """Return the open follow-ups of people, the earliest first."""
        found: dict[int, list[OpenPromise]] = {}
        for row in self._database.rows(
            "SELECT id, contact_id, title, owner, coalesce(snoozed_until, due_on) FROM follow_up"
            " WHERE contact_id IN (SELECT value FROM json_each(?)) AND +state = 'open' ORDER BY 5, due_at IS NULL, id",
            (json.dumps(list(ids)),),
        ):
            promise = OpenPromise(row[0], row[1], row[2], Owner(row[3]), date.fromisoformat(row[4]))
            found.setdefault(promise.contact_id, []).append(promise)
        return found

    def runs(self, ids: Sequence[int]) -> dict[int, RunOfStep]:
        """Return the runs of `ids`."""
        return {
            row[0]: RunOfStep(row[1], row[2], row[3] or "", row[4])
            for row in self._database.rows(
                "SELECT r.id, r.playbook, r.definition, c.name, c.id FROM json_each(?) AS wanted"
                " JOIN playbook_run AS r ON r.id = wanted.value LEFT JOIN contact AS c ON c.id = (SELECT m.contact_id"
                " FROM playbook_member AS m WHERE m.run_id = r.id AND m.part = 'first' ORDER BY m.id LIMIT 1)",
                (json.dumps(list(ids)),),
            )
        }
