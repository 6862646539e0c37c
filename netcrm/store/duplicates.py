"""What duplicates are looked for in: everybody's features in few queries, and the pairs that are said to differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from netcrm.domain.contact import State
from netcrm.domain.duplicates.features import Features, features
from netcrm.store.database import Database

_PUT_AWAY = (State.ARCHIVED.value, State.DECEASED.value)
_MOST_NEAR = 2000
"""People who are compared with one person, at most."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who somebody is, for a line of a list."""

    id: int
    name: str
    organisation: str


class DuplicateRepository:
    """Reads features, and writes which pairs are two people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def features(self, ids: Collection[int] | None = None) -> Iterator[Features]:
        """Yield what the people of `ids` are compared by, or everybody, in the order of their ids."""
        given = None if ids is None else json.dumps(sorted(ids))
        emails = self._keys("SELECT contact_id, key FROM email WHERE key <> ''", given)
        phones = self._keys("SELECT contact_id, key FROM phone WHERE key <> ''", given)
        profiles = self._keys("SELECT contact_id, key FROM link WHERE key <> ''", given)
        organisations = self._keys(
            "SELECT DISTINCT p.contact_id, o.folded FROM position AS p JOIN organisation AS o"
            " ON o.id = p.organisation_id WHERE o.folded <> ''",
            given,
        )
        where = "" if given is None else " WHERE id IN (SELECT value FROM json_each(?))"
        none: tuple[str, ...] = ()
        for row in self._database.rows(
            "SELECT id, CASE WHEN instr(name, '@') THEN '' ELSE folded END, given, additional, family, suffix,"
            f" nicknames, birthday, state FROM contact{where} ORDER BY id",
            () if given is None else (given,),
        ):
            contact_id = row[0]
            yield features(
                contact_id,
                folded=row[1],
                given=row[2],
                additional=row[3],
                family=row[4],
                suffix=row[5],
                nicknames=row[6],
                emails=emails.pop(contact_id, none),
                phones=phones.pop(contact_id, none),
                profiles=profiles.pop(contact_id, none),
                organisations=organisations.pop(contact_id, none),
                birthday=row[7],
                is_put_away=row[8] in _PUT_AWAY,
            )

    def _keys(self, query: str, given: str | None) -> dict[int, tuple[str, ...]]:
        """Return the second column of a query for each contact."""
        found: dict[int, tuple[str, ...]] = {}
        where = "" if given is None else " AND contact_id IN (SELECT value FROM json_each(?))"
        for contact_id, key in self._database.rows(query + where, () if given is None else (given,)):
            found[contact_id] = (*found[contact_id], key) if contact_id in found else (key,)
        return found

    def near(self, contact_id: int) -> list[int]:
        """Return who may be like somebody: those who share a key, an organisation or a beginning of a name."""
        starts = self._starts(contact_id)
        queries = [
            f"SELECT o.contact_id FROM {table} AS t JOIN {table} AS o ON o.key = t.key"
            " WHERE t.contact_id = ?1 AND t.key <> ''"
            for table in ("email", "phone", "link")
        ]
        queries += [
            "SELECT c.id FROM position AS t JOIN position AS p ON p.organisation_id = t.organisation_id"
            " JOIN contact AS c ON c.id = p.contact_id"
            " WHERE t.contact_id = ?1 AND EXISTS (SELECT 1 FROM json_each(?2) AS s"
            " WHERE instr(' ' || c.folded, ' ' || s.value))",
            "SELECT c.id FROM json_each(?2) AS s JOIN contact AS c"
            " ON c.sort_key >= s.value AND c.sort_key < s.value || '\U0010ffff' WHERE EXISTS ("
            " SELECT 1 FROM json_each(?2) AS o WHERE o.value <> s.value AND instr(' ' || c.folded, ' ' || o.value))",
            "SELECT id FROM contact WHERE folded = (SELECT folded FROM contact WHERE id = ?1)",
        ]
        found = {
            row[0]
            for query in queries
            for row in self._database.rows(
                f"{query} LIMIT {_MOST_NEAR}", (contact_id, json.dumps(starts)) if "?2" in query else (contact_id,)
            )
        }
        return sorted(found - {contact_id})

    def _starts(self, contact_id: int) -> list[str]:
        """Return the beginnings of the words of somebody's name, and of the names that theirs are short for."""
        from netcrm.domain.duplicates.nicknames import full_forms

        folded = str(self._database.scalar("SELECT folded FROM contact WHERE id = ?", (contact_id,)) or "")
        words = [word for word in folded.split() if len(word) > 1]
        words += [form for word in words for form in full_forms(word)]
        return sorted({word[:3] for word in words} | {word[0] for word in folded.split()[:1]})

    def count_words(self, words: Collection[str]) -> dict[str, int]:
        """Return how many people have each folded word in their name, as far as counting tells more."""
        return {
            word: int(
                self._database.scalar(
                    "SELECT count(*) FROM (SELECT 1 FROM contact_search WHERE contact_search MATCH ? LIMIT 2000)",
                    (f'folded : "{word}"',),
                )
            )
            for word in words
        }

    def told(self) -> set[tuple[int, int]]:
        """Return the pairs of which the user said that they are two people, the lower id first."""
        return {(row[0], row[1]) for row in self._database.rows("SELECT first_id, second_id FROM not_same")}

    def tell(self, first: int, second: int, on: date) -> None:
        """Write that two people are not the same."""
        low, high = sorted((first, second))
        self._database.execute(
            "INSERT INTO not_same (first_id, second_id, said_on) SELECT ?1, ?2, ?3"
            " WHERE NOT EXISTS (SELECT 1 FROM not_same WHERE first_id = ?1 AND second_id = ?2)",
            (low, high, on.isoformat()),
        )

    def lines(self, ids: Collection[int]) -> dict[int, PersonLine]:
        """Return who people are: the name with its credentials, and the organisation of the job to show."""
        given = json.dumps(list(ids))
        # The last one stays: the current and primary job is sorted behind the others.
        organisations: dict[int, str] = dict(
            self._database.rows(
                "SELECT p.contact_id, o.name FROM position AS p JOIN organisation AS o ON o.id = p.organisation_id"
                " WHERE p.contact_id IN (SELECT value FROM json_each(?))"
                " ORDER BY p.contact_id, p.end_on = '', p.is_primary, p.ordinal DESC",
                (given,),
            )
        )
        return {
            row[0]: PersonLine(row[0], f"{row[1]}, {row[2]}" if row[2] else row[1], organisations.get(row[0], ""))
            for row in self._database.rows(
                "SELECT id, name, credentials FROM contact WHERE id IN (SELECT value FROM json_each(?))", (given,)
            )
        }
