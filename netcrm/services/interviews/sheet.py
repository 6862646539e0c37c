"""The sheet of an interview: read, prepared with questions, and written while talking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from netcrm.domain.days import counted
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.interviews.question_set import Topic, best_set, sets_in_order
from netcrm.domain.interviews.sheet import InterviewNote, in_order, with_questions
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.interviews.lines import interview_lines
from netcrm.services.interviews.values import Sheet
from netcrm.services.question_sets import find_set, question_sets, roles_of
from netcrm.services.session import Session
from netcrm.services.values import Done

Asked = tuple[Topic | None, str]
"""A question, and what it is about."""
_SITTING = timedelta(minutes=30)
"""Notes written no later than this after the last ones belong to the same act: one undo takes a talk's notes back."""


def sheet(session: Session, interview: Interview) -> Sheet:
    """Return the sheet of an interview."""
    roles, found = roles_of(session, interview.contact_id), question_sets()
    return Sheet(
        line=interview_lines(session, [interview])[0],
        notes=session.interview_notes.of_interview(interview.id),
        sets=sets_in_order(found.sets, roles),
        chosen=best_set(found.sets, roles),
        advice=session.advice.of_interview(interview.id),
        problems=found.problems,
    )


def prepare(session: Session, interview: Interview, set_names: Sequence[str], own: Sequence[Asked]) -> Done:
    """Put questions on the sheet, those of sets first."""
    sets = [find_set(name) for name in dict.fromkeys(set_names)]
    asked: list[Asked] = [(question.topic, question.text) for one in sets for question in one.questions]
    asked += [(topic, clean_line(question)) for topic, question in own]
    if not all(question for _, question in asked) or not asked:
        raise UsageProblem("A question needs words, or name a question set: `netcrm questions` lists them.")
    there = session.interview_notes.of_interview(interview.id)
    new = with_questions(there, asked)
    added, name = len(new) - len(there), _name(session, interview)
    if not added:
        raise NothingToDo(f"These questions stand on the sheet for {name} already.")
    with session.act(f"prepare the interview with {name}") as act:
        session.interview_notes.write(interview.id, new)
    whence = f" from {' and '.join(f'“{one.title}”' for one in sets)}" if sets else ""
    sentence = f"Prepared the interview with {name}: {counted(added, 'question')}{whence}, {len(new)} on the sheet."
    return Done(act.kept, sentence, (interview.contact_id,))


def write_notes(
    session: Session, interview: Interview, notes: Sequence[InterviewNote], read: Sequence[InterviewNote] | None
) -> Done:
    """Write the whole sheet; what somebody else added since it was read stays."""
    cleaned = [
        replace(note, question=clean_line(note.question), answer=clean_text(note.answer).strip()) for note in notes
    ]
    name = _name(session, interview)
    label = f"note in the interview with {name}"
    with session.act(label) as act:
        there = session.interview_notes.of_interview(interview.id)
        known = {note.id for note in (*notes, *(there if read is None else read))}
        new = in_order([*cleaned, *(note for note in there if note.id not in known)])
        session.interview_notes.write(interview.id, new)
        session.journal.join_previous(
            act, ("interview_note",), since=session.clock.now() - _SITTING, origin=session.origin.value
        )
    answered = sum(bool(note.answer) for note in new)
    words = f"Wrote {counted(answered, 'note')} in the interview with {name}."
    return Done(act.kept, words if act.kept else f"Nothing changed in the notes about {name}.", (interview.contact_id,))


def _name(session: Session, interview: Interview) -> str:
    return session.contacts.load([interview.contact_id])[interview.contact_id].name
