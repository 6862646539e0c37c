"""Every column of free text, and whom what stands there is about: one list for the guard, the policy and the doctor."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from netcrm.store.database import Database


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of free text."""

    table: str
    column: str
    what: str
    """What the text is, for people: `the note`."""
    people: str = ""
    """An expression of the ids of those it is about, with commas between; empty where it is about nobody."""
    is_note: bool = False
    """Whether a note policy holds for it. A title or a reason is none; the participant guard looks at all."""


_OF_CONTACT = "t.contact_id"
_OF_INTERVIEW = "(SELECT contact_id FROM interview WHERE id = t.interview_id)"
_OF_MENTORSHIP = "(SELECT contact_id FROM mentorship WHERE id = t.mentorship_id)"
_OF_RELATION = "t.first_id || coalesce(',' || t.second_id, '')"
_OF_INTRODUCTION = "(SELECT introducer_id || ',' || to_id FROM introduction WHERE id = t.introduction_id)"

TEXT_COLUMNS = (
    TextColumn("contact", "note", "the note", "t.id", is_note=True),
    TextColumn(
        "interaction",
        "summary",
        "what was logged",
        "(SELECT group_concat(contact_id) FROM participant WHERE interaction_id = t.id)",
        is_note=True,
    ),
    TextColumn("interview_note", "answer", "the note of an interview", _OF_INTERVIEW, is_note=True),
    TextColumn("interview", "next_step", "the next step after an interview", _OF_CONTACT, is_note=True),
    TextColumn("advice", "text", "the advice", _OF_CONTACT, is_note=True),
    TextColumn("advice", "outcome", "what became of advice", _OF_CONTACT, is_note=True),
    TextColumn("event_person", "line", "the line of an event", _OF_CONTACT, is_note=True),
    TextColumn("mentorship", "note", "the note of a mentorship", _OF_CONTACT, is_note=True),
    TextColumn("mentor_goal", "outcome", "what became of a goal", _OF_MENTORSHIP, is_note=True),
    TextColumn("relation", "note", "the note of a relation", _OF_RELATION, is_note=True),
    TextColumn("mentor_goal", "text", "a goal agreed with a mentor", _OF_MENTORSHIP),
    TextColumn("interview", "topic", "the topic of an interview", _OF_CONTACT),
    TextColumn("interview_note", "question", "a question for an interview", _OF_INTERVIEW),
    TextColumn("interview_step", "reason", "a reason", _OF_INTERVIEW),
    TextColumn("introduction", "topic", "the topic of an introduction", "t.introducer_id || ',' || t.to_id"),
    TextColumn("introduction_step", "reason", "a reason", _OF_INTRODUCTION),
    TextColumn("follow_up", "title", "the promise", _OF_CONTACT),
    TextColumn("follow_up", "reason", "the reason of a promise", _OF_CONTACT),
    TextColumn("skip", "reason", "a reason", _OF_CONTACT),
    TextColumn("snooze", "reason", "a reason", _OF_CONTACT),
    TextColumn("rest", "reason", "a reason", _OF_CONTACT),
    TextColumn("pause", "reason", "a reason", _OF_CONTACT),
    TextColumn("contact", "state_why", "a reason", "t.id"),
    TextColumn("organisation", "note", "the note of an organisation"),
    TextColumn("event", "note", "the note of an event"),
    TextColumn("study", "note", "the note of a study"),
    TextColumn("lead", "note", "the note of a lead"),
    TextColumn("employer", "note", "the note of an employer"),
    TextColumn("activity", "before", "an activity"),
    TextColumn("activity", "after", "an activity"),
)


@dataclass(frozen=True, slots=True)
class KeptText:
    """A free text of the store."""

    column: TextColumn
    row_id: int
    text: str
    people: tuple[int, ...]


class NoteTexts:
    """Reads free texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def written_by(self, change_set: int) -> list[KeptText]:
        """Return the texts that a set of changes wrote anew; what was loaded in bulk is left out."""
        tables = {
            row[0]
            for row in self._database.rows(
                "SELECT DISTINCT tab FROM change WHERE change_set = ? AND operation <> 'delete'", (change_set,)
            )
        }
        found: list[KeptText] = []
        for column in TEXT_COLUMNS:
            if column.table in tables:
                found += self._texts(
                    column,
                    # Of a row that was written several times the first change knows what it held before.
                    " JOIN (SELECT row_id, min(id) AS first FROM change WHERE change_set = ?1 AND tab = ?2"
                    "  AND operation <> 'range' GROUP BY row_id) AS f ON f.row_id = t.id"
                    " JOIN change AS x ON x.id = f.first WHERE t.{column} <> '' AND (x.operation = 'insert'"
                    "  OR json_extract(x.old, '$.{column}') IS NOT t.{column})",
                    change_set,
                    column.table,
                )
        return found

    def all(self) -> Iterator[KeptText]:
        """Yield every free text of the store, one column after the other."""
        for column in TEXT_COLUMNS:
            yield from self._texts(column, " WHERE t.{column} <> ''")

    def notes_of(self, contact_ids: Collection[int]) -> Iterator[KeptText]:
        """Yield the notes of people."""
        note = next(one for one in TEXT_COLUMNS if (one.table, one.column) == ("contact", "note"))
        which = " WHERE t.{column} <> '' AND t.id IN (SELECT value FROM json_each(?1))"
        yield from self._texts(note, which, json.dumps(list(contact_ids)))

    def put(self, text: KeptText, instead: str) -> None:
        """Write another text in the place of one."""
        self._database.execute(
            f"UPDATE {text.column.table} SET {text.column.column} = ? WHERE id = ?", (instead, text.row_id)
        )

    def _texts(self, column: TextColumn, which: str, *given: object) -> Iterator[KeptText]:
        cursor = self._database.execute(
            f"SELECT t.id, t.{column.column}, {column.people or 'NULL'} FROM {column.table} AS t"
            f"{which.format(column=column.column)} ORDER BY t.id",
            given,
        )
        for row_id, text, people in cursor:
            yield KeptText(column, row_id, text, tuple(map(int, str(people).split(","))) if people else ())
