"""Mentorships: goals agreed with a mentor, the next meeting, and a page that has it all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from netcrm.domain.days import counted, long_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.follow_up_acts import dropped
from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.ties.mentorship import MentorGoal, MentorGoalState, Mentorship
from netcrm.errors import DateProblem, NotFound, NothingToDo, UsageProblem
from netcrm.services.acts.logging import refuse_future
from netcrm.services.known_people import known_name
from netcrm.services.mentor_pages import MentorLine, MentorPage, mentor_lines, open_meeting
from netcrm.services.session import Session
from netcrm.services.values import Done

_GOAL_WORDS = {
    MentorGoalState.REACHED: "Reached",
    MentorGoalState.DROPPED: "Given up",
    MentorGoalState.OPEN: "Open again",
}


class MentorshipService:
    """Acts on mentorships."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self) -> list[MentorLine]:
        """Return the mentorships: those that go on first, by their next meeting, then by name."""
        return sorted(
            mentor_lines(self._session, self._session.mentorships.all()),
            key=lambda it: (
                it.mentorship.ended_on is not None,
                it.meeting.shows_on if it.meeting else date.max,
                it.name.casefold(),
                it.mentorship.id,
            ),
        )

    def page(self, contact_id: int) -> MentorPage | None:
        """Return what is kept of somebody as the user's mentor; nothing for those who never were."""
        lines = mentor_lines(self._session, self._session.mentorships.of_contact(contact_id))
        if not lines:
            return None
        lines.sort(key=lambda it: it.mentorship.ended_on is not None)
        advice = self._session.advice.of_contacts([contact_id]).get(contact_id, ())
        newest_first = sorted(advice, key=lambda it: (it.given_on, it.id), reverse=True)
        return MentorPage(lines[0], tuple(lines[1:]), tuple(newest_first))

    def begin(self, contact_id: int, *, on: date | None = None, note: str = "") -> Done:
        """Say that somebody is the user's mentor since a day, without one today.

        Raises:
            NotFound: The contact is unknown.
            NothingToDo: They are already.
            DateProblem: The day is after today.
        """
        session, name = self._session, known_name(self._session, contact_id)
        day = on or session.today
        refuse_future(day, session.today)
        there = self._current(contact_id)
        if there is not None:
            since = long_day(there.began_on, session.today)
            raise NothingToDo(f"{name} is your mentor already, since {since}. `netcrm mentor show {contact_id}`.")
        with session.act(f"begin a mentorship with {name}") as act:
            session.mentorships.insert(Mentorship(0, "", contact_id, day, note=clean_text(note).strip()))
        when = "" if day == session.today else f" since {long_day(day, session.today)}"
        return Done(
            act.kept, f"{name} is your mentor{when}. Agree on a first goal and the next meeting.", (contact_id,)
        )

    def note(self, contact_id: int, note: str) -> Done:
        """Write the note of a mentorship that goes on anew.

        Raises:
            NotFound: They are no mentor.
        """
        session, there = self._session, self._going_on(contact_id)
        with session.act(f"note on the mentorship with {known_name(self._session, contact_id)}") as act:
            if note != there.note:
                session.mentorships.replace(replace(there, note=clean_text(note).strip()))
        return Done(act.kept, f"Noted on the mentorship with {known_name(self._session, contact_id)}.", (contact_id,))

    def agree_goal(self, contact_id: int, text: str, *, due_on: date | None = None, on: date | None = None) -> Done:
        """Write down a goal that was agreed on a day, without one today, perhaps until another.

        Raises:
            NotFound: They are no mentor.
            UsageProblem: It has no words.
            DateProblem: The day is after today, or the goal would be due before it was agreed.
        """
        session, there, name = self._session, self._going_on(contact_id), known_name(self._session, contact_id)
        words, day = clean_line(text), on or session.today
        if not words:
            raise UsageProblem("A goal needs words that say what was agreed.")
        refuse_future(day, session.today)
        if due_on is not None and due_on < day:
            raise DateProblem(
                f"The goal would be due on {long_day(due_on, session.today)}, before it was agreed on"
                f" {long_day(day, session.today)}. Name a later day."
            )
        with session.act(f"goal with {name}: {words}") as act:
            goal_id = session.mentorships.insert_goal(MentorGoal(0, "", there.id, words, day, due_on))
        until = f", until {long_day(due_on, session.today)}" if due_on else ""
        return Done(act.kept, f"Agreed with {name}: {words}{until} (goal {goal_id}).", (contact_id,))

    def close_goal(self, goal_id: int, state: MentorGoalState, *, outcome: str = "", on: date | None = None) -> Done:
        """Say that a goal was reached or given up on a day, without one today; or open it again.

        Raises:
            NotFound: There is no such goal.
            NothingToDo: It is that already.
            DateProblem: The day is after today, or before the goal was agreed.
        """
        session, goal, contact_id = self._session, *self._goal(goal_id)
        day = on or session.today
        refuse_future(day, session.today)
        if goal.state is state:
            raise NothingToDo(f"The goal “{goal.text}” is {state} already.")
        if day < goal.agreed_on:
            raise DateProblem(
                f"The goal “{goal.text}” was agreed on {long_day(goal.agreed_on, session.today)}, after"
                f" {long_day(day, session.today)}. Name a later day."
            )
        closed_on = None if state is MentorGoalState.OPEN else day
        words = clean_line(outcome) or goal.outcome
        with session.act(f"goal with {known_name(self._session, contact_id)} {state}: {goal.text}") as act:
            session.mentorships.replace_goal(replace(goal, state=state, closed_on=closed_on, outcome=words))
        goals = session.mentorships.goals([goal.mentorship_id]).get(goal.mentorship_id, ())
        left = sum(it.state is MentorGoalState.OPEN for it in goals)
        still = f" {counted(left, 'goal')} still open with {known_name(self._session, contact_id)}." if left else ""
        return Done(act.kept, f"{_GOAL_WORDS[state]}: {goal.text}.{still}", (contact_id,))

    def delete_goal(self, goal_id: int) -> Done:
        """Delete a goal as if it had never been agreed.

        Raises:
            NotFound: There is no such goal.
        """
        goal, contact_id = self._goal(goal_id)
        with self._session.act(f"delete the goal with {known_name(self._session, contact_id)}: {goal.text}") as act:
            self._session.mentorships.delete_goal(goal_id)
        return Done(act.kept, f"Deleted the goal: {goal.text}.", (contact_id,))

    def meet(self, contact_id: int, on: date, *, at: datetime | None = None, about: str = "") -> Done:
        """Agree on the next meeting with a mentor: a follow-up, with an hour where it is known; the one that is agreed
        already moves.

        Args:
            contact_id: The mentor.
            on: The day, today or later.
            at: The aware moment, on that day.
            about: What it will be about; empty leaves what is there.

        Raises:
            NotFound: They are no mentor.
            DateProblem: The day has passed.
        """
        session, there, name = self._session, self._going_on(contact_id), known_name(self._session, contact_id)
        if on < session.today:
            raise DateProblem(
                f"{long_day(on, session.today)} has passed. Where you met then, log it:"
                f" `netcrm log {contact_id} meeting --on {on}`."
            )
        meeting = open_meeting(self._session, there)
        topic = clean_line(about)
        title = f"Meet {name}: {topic}" if topic else f"Meet {name} (mentor)"
        with session.act(f"next meeting with {name}") as act:
            if meeting is None:
                new = FollowUp(0, "", contact_id, title, on, at, made_on=session.today)
                follow_up_id = session.follow_ups.insert(new)
                session.mentorships.replace(replace(there, meeting_id=follow_up_id))
            else:
                follow_up_id = meeting.id
                title = title if topic else meeting.title
                session.follow_ups.replace(replace(meeting, title=title, due_on=on, due_at=at, snoozed_until=None))
        when = long_day(on, session.today) + (f" {at.astimezone():%H:%M}" if at else "")
        was = f", was {long_day(meeting.due_on, session.today)}" if meeting and meeting.due_on != on else ""
        return Done(act.kept, f"Next meeting with {name}: {when}{was} (f{follow_up_id}).", (contact_id,))

    def end(self, contact_id: int, *, on: date | None = None) -> Done:
        """Say that a mentorship ended on a day, without one today; a meeting that is agreed is dropped.

        Raises:
            NotFound: They are no mentor.
            DateProblem: The day is after today, or before it began.
        """
        session, there, name = self._session, self._going_on(contact_id), known_name(self._session, contact_id)
        day = on or session.today
        refuse_future(day, session.today)
        if day < there.began_on:
            raise DateProblem(
                f"The mentorship with {name} began on {long_day(there.began_on, session.today)}, after"
                f" {long_day(day, session.today)}. Name a later day."
            )
        meeting = open_meeting(self._session, there)
        line = mentor_lines(self._session, [there])[0]
        with session.act(f"end the mentorship with {name}") as act:
            session.mentorships.replace(replace(there, ended_on=day, meeting_id=None))
            if meeting:
                session.follow_ups.replace(dropped(meeting, "the mentorship ended", day))
        sentence = f"The mentorship with {name} ended"
        sentence += f": {line.reached_goals} of {counted(len(line.goals), 'goal')} reached" if line.goals else ""
        gone = f" Dropped: {meeting.title} (f{meeting.id})." if meeting else ""
        return Done(act.kept, f"{sentence}.{gone}", (contact_id,))

    def delete(self, contact_id: int) -> Done:
        """Delete the mentorship that goes on, else the latest one, with its goals, as if it had never been.

        Raises:
            NotFound: They never were a mentor.
        """
        session, name = self._session, known_name(self._session, contact_id)
        page = self.page(contact_id)
        if page is None:
            raise self._no_mentor(contact_id)
        goals = len(page.line.goals)
        with session.act(f"delete the mentorship with {name}") as act:
            session.mentorships.delete(page.line.mentorship.id)
        what = f" with {counted(goals, 'goal')}" if goals else ""
        return Done(act.kept, f"Deleted the mentorship with {name}{what}.", (contact_id,))

    def _current(self, contact_id: int) -> Mentorship | None:
        return next((it for it in self._session.mentorships.of_contact(contact_id) if it.ended_on is None), None)

    def _going_on(self, contact_id: int) -> Mentorship:
        found = self._current(contact_id)
        if found is None:
            raise self._no_mentor(contact_id)
        return found

    def _no_mentor(self, contact_id: int) -> NotFound:
        return NotFound(
            "mentor of yours",
            known_name(self._session, contact_id),
            advice=f"`netcrm mentor begin {contact_id}` says that they are.",
        )

    def _goal(self, goal_id: int) -> tuple[MentorGoal, int]:
        goal = self._session.mentorships.goal(goal_id)
        mentorship = self._session.mentorships.get(goal.mentorship_id) if goal else None
        if goal is None or mentorship is None:
            raise NotFound(
                "goal", str(goal_id), advice="`netcrm mentor list` names mentors, `mentor show` their goals."
            )
        return goal, mentorship.contact_id
