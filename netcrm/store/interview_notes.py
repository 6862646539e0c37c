"""The questions prepared for interviews, and what was said to them, in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import InterviewNote
from netcrm.store.database import Database


class InterviewNoteRepository:
    """Writes and reads the sheets of interviews."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_interviews(self, ids: Collection[int]) -> dict[int, list[InterviewNote]]:
        """Return the notes of interviews by their ids, in the order of their sheets; those without any are left out."""
        found: dict[int, list[InterviewNote]] = {}
        for row in self._database.rows(
            "SELECT interview_id, id, ordinal, topic, question, answer, is_shareable FROM interview_note"
            " WHERE interview_id IN (SELECT value FROM json_each(?)) ORDER BY interview_id, ordinal, id",
            (json.dumps(list(ids)),),
        ):
            topic = Topic(row[3]) if row[3] else None
            note = InterviewNote(row[1], row[2], topic, row[4], row[5], bool(row[6]))
            found.setdefault(row[0], []).append(note)
        return found

    def of_interview(self, interview_id: int) -> tuple[InterviewNote, ...]:
        """Return the notes of one interview, in the order of its sheet."""
        return tuple(self.of_interviews([interview_id]).get(interview_id, ()))

    def write(self, interview_id: int, notes: Iterable[InterviewNote]) -> None:
        """Write the whole sheet of an interview: what has an id is written over, what is left out is deleted.

        A row that stays as it is is not touched; a note whose row is gone becomes a new one.
        """
        from netcrm.store.network_tables import InterviewNote as NoteTable

        there = {note.id: note for note in self.of_interview(interview_id)}
        with self._database.guarded():
            for note in notes:
                before = there.pop(note.id, None)
                columns = {
                    "ordinal": note.ordinal,
                    "topic": note.topic.value if note.topic else "",
                    "question": note.question,
                    "answer": note.answer,
                    "is_shareable": int(note.is_shareable),
                }
                if before is None:
                    NoteTable.insert(interview=interview_id, **columns).execute(self._database.peewee)
                elif before != note:
                    NoteTable.update(**columns).where(NoteTable.id == note.id).execute(self._database.peewee)
        for note_id in there:
            self._database.execute("DELETE FROM interview_note WHERE id = ?", (note_id,))
