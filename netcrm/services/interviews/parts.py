"""The steps of an interview as parts of acts: checked first, then written, whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from netcrm.domain.days import full_day, long_day, on_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.interviews.interview import (
    Interview,
    InterviewStep,
    Stage,
    ended_at,
    moved_to,
    reached,
    refuse_future,
)
from netcrm.domain.moments import local_moment, refuse_edge
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import DateProblem, UsageProblem
from netcrm.services.acting import Part, Said
from netcrm.services.acts.logging import answer_channel, refuse_without_touch
from netcrm.services.interviews.choosing import refuse_twin
from netcrm.services.interviews.words import agreed_words, when_words
from netcrm.services.session import Session

if TYPE_CHECKING:
    from netcrm.services.playbooks.starting import StartPlan


class InterviewParts:
    """Plans what happens to one interview.

    Args:
        session: The open store.
        interview: As it stands; one with the id 0 is written first.
        name: The contact's.
    """

    def __init__(self, session: Session, interview: Interview, name: str) -> None:
        self._session = session
        self._interview = interview
        self._name = name
        self._whole = f"the interview with {name}"

    def noted(self, on: date) -> Part:
        """Plan to keep somebody who is to be asked."""
        new = self._interview
        if new.id:
            new = self._reached(Stage.TO_CONTACT, on)
        return self._part(
            new, on, self._name, Said("Noted", ", to be asked for an interview."), f"note {self._name} for an interview"
        )

    def asked(
        self, on: date, channel: Channel | None, summary: str, *, logs: bool = True, outreach: StartPlan | None = None
    ) -> Part:
        """Plan to have asked; logged as an email where no channel is named."""
        new = self._reached(Stage.ASKED, on)
        topic = f" about {new.topic}" if new.topic else ""
        words = summary or self._session.by_itself(f"Asked for an informational interview{topic}.")
        channel = channel or Channel.EMAIL
        refuse_without_touch(channel)
        happened = self._happened(on, channel, Direction.OUTGOING, words) if logs else None

        def begin(_interview_id: int) -> str:
            from netcrm.services.interviews.playbooks import begin_outreach

            if outreach is None:
                return ""
            begin_outreach(self._session, outreach, on)
            return f" Started {outreach.playbook.title}."

        said = Said("Asked", f" for an interview{on_day(on, self._session.today)}.")
        return self._part(
            new, on, self._name, said, f"ask {self._name} for an interview", interaction=happened, then=begin
        )

    def agreed(self, agreed: Interview, on: date, channel: Channel | None, summary: str, *, logs: bool = True) -> Part:
        """Plan to have agreed on what `agreed` says; the answer is logged where one is awaited or a channel named."""
        there = self._interview
        refuse_future(Stage.AGREED, on, self._session.today)
        stage = there.stage if there.stage is Stage.AGREED else self._reached(Stage.AGREED, on).stage
        new = replace(agreed, stage=stage)
        moves = there.happens_on if there.stage is Stage.AGREED and there.happens_on != new.happens_on else None
        reason = f"moved from {full_day(moves)}" if moves else ""
        words = agreed_words(new, self._session.today)
        answer = (
            self._answer(on, channel, summary or self._session.by_itself("Agreed to an informational interview."))
            if logs
            else None
        )
        ends = f" agreed: interview {words}." if words else " agreed to an interview. Say when once you know the day."

        def held_already(interview_id: int) -> str:
            if new.happens_on is None or new.happens_on >= self._session.today:
                return ""
            return f" Was it held? `netcrm interview held i{interview_id}` says so."

        said = Said("", ends)
        return self._part(
            new, on, self._name, said, f"agree on {self._whole}", interaction=answer, reason=reason, then=held_already
        )

    def moved(self, on: date, at: datetime | None) -> Part:
        """Plan to move an agreed interview to another day; without an hour it keeps the one it has.

        Raises:
            UsageProblem: It is not agreed.
            DateProblem: The day has passed.
        """
        there, today = self._interview, self._session.today
        if there.stage not in (Stage.AGREED, Stage.MOVED):
            how = (
                "`netcrm interview list agreed` shows those that have one."
                if there.stage.is_after_holding
                else f"Agree on one: `netcrm interview agree i{there.id} --on DATE`."
            )
            raise UsageProblem(
                f"The interview with {self._name} is “{there.stage.words}” and has no day to move. {how}"
            )
        if on < today:
            raise DateProblem(
                f"{long_day(on, today)} has passed. Where it was held then, say so:"
                f" `netcrm interview held i{there.id} --on {on}`."
            )
        refuse_edge(on)
        new = moved_to(there, on, at, self._placed)
        was = f", was {when_words(there, today)}" if there.happens_on else ""
        reason = f"moved from {full_day(there.happens_on)}" if there.happens_on else ""
        said = Said("Moved", f" to {when_words(new, today)}{was}.")
        return self._part(new, today, self._whole, said, f"move {self._whole}", reason=reason)

    def held(
        self,
        on: date,
        channel: Channel | None,
        summary: str,
        *,
        logs: bool = True,
        thank_you: bool = True,
        with_report: bool = True,
        then: Callable[[int], str] | None = None,
    ) -> Part:
        """Plan to have held it: logged, and with a thank-you laid down where one is still due.

        Args:
            on: The day.
            channel: How it is logged; None is an informational interview.
            summary: What was said, for the log.
            logs: Whether it is logged.
            thank_you: Whether the thank-you is laid down.
            with_report: Whether the thank-you ends with a report on what became of the advice.
            then: Written after all that, with the interview's id; returns what is said of it.

        Raises:
            NothingToDo: It is a new one, and one with the same person was held on that day already.
        """
        refuse_without_touch(channel)
        new = self._reached(Stage.HELD, on)
        refuse_twin(self._session, new, self._name, on)
        channel = channel or Channel.INTERVIEW
        words = summary or (self._session.by_itself(f"About {new.topic}.") if new.topic else "")
        happened = self._happened(on, channel, channel.usual_direction, words) if logs else None

        def after(interview_id: int) -> str:
            thanks = self._thanks(new, on, with_report=with_report) if thank_you else ""
            return thanks + (then(interview_id) if then else "")

        said = Said("Held", f"{on_day(on, self._session.today)}.")
        return self._part(new, on, self._whole, said, f"hold {self._whole}", interaction=happened, then=after)

    def _thanks(self, held: Interview, on: date, *, with_report: bool) -> str:
        from netcrm.services.interviews.playbooks import lay_thank_you

        return lay_thank_you(self._session, held.contact_id, on, ended_at(held), with_report=with_report)

    def thanked(self, on: date, channel: Channel | None, summary: str, *, logs: bool = True) -> Part:
        """Plan to have given thanks, by letter where no channel is named; what a thank-you laid down is ticked."""
        refuse_without_touch(channel)
        new = self._reached(Stage.THANKED, on)
        words = summary or self._session.by_itself("Thanked for the interview.")
        channel = channel or Channel.LETTER
        happened = self._happened(on, channel, Direction.OUTGOING, words) if logs else None

        def tick(_interview_id: int) -> str:
            from netcrm.services.interviews.playbooks import tick_thanks

            tick_thanks(self._session, new.contact_id, on)
            return ""

        said = Said("Thanked", f" for the interview{on_day(on, self._session.today)}.")
        return self._part(
            new, on, self._name, said, f"thank {self._name} for the interview", interaction=happened, then=tick
        )

    def aside(
        self,
        stage: Stage,
        on: date,
        channel: Channel | None = None,
        summary: str = "",
        *,
        reason: str = "",
        logs: bool = True,
    ) -> Part:
        """Plan to leave the way to holding it: declined, no answer, moved, cancelled, no-show.

        Who declined has answered; a no-show is logged as one; where no answer came, none is awaited any longer.
        """
        new, reason = self._reached(stage, on), clean_line(reason)
        happened: Interaction | None = None
        if logs and stage is Stage.DECLINED:
            happened = self._answer(
                on, channel, summary or reason or self._session.by_itself("Declined an informational interview.")
            )
        elif logs and stage is Stage.NO_SHOW:
            happened = self._happened(on, Channel.NO_SHOW, Channel.NO_SHOW.usual_direction, summary or reason)

        def rest(_interview_id: int) -> str:
            if stage is Stage.NO_ANSWER and self._awaits():
                self._session.following_up.rest(new.contact_id, on, reason or "no answer about an interview")
            return ""

        said, does = {
            Stage.DECLINED: (Said("Declined:"), "decline"),
            Stage.NO_ANSWER: (Said("No answer about"), "await no answer about"),
            Stage.MOVED: (Said("To be moved, with no new day yet:"), "put off"),
            Stage.CANCELLED: (Said("Cancelled"), "cancel"),
            Stage.NO_SHOW: (Said("Nobody came to"), "miss"),
        }[stage]
        said = replace(said, after=f"{on_day(on, self._session.today)}{f': {reason}' if reason else ''}.")
        return self._part(
            new, on, self._whole, said, f"{does} {self._whole}", interaction=happened, reason=reason, then=rest
        )

    def kept_in_touch(self, on: date) -> Part:
        """Plan to say that the two stayed in touch; what was said is logged by itself."""
        new = self._reached(Stage.KEPT_IN_TOUCH, on)
        return self._part(
            new, on, self._name, Said("Kept in touch with", " after the interview."), f"keep in touch with {self._name}"
        )

    def _reached(self, stage: Stage, on: date) -> Interview:
        there, session = self._interview, self._session
        steps = session.interviews.steps([there.id]).get(there.id, ()) if there.id else ()
        held_on = max((step.reached_on for step in steps if step.stage is Stage.HELD), default=None)
        return reached(there, stage, on, session.today, name=self._name, held_on=held_on)

    def _placed(self, wall: datetime) -> datetime:
        zone = self._interview.happens_at.tzinfo if self._interview.happens_at else None
        return wall.replace(tzinfo=zone) if zone and self._interview.time_zone else local_moment(wall)

    def _happened(self, on: date, channel: Channel, direction: Direction, summary: str) -> Interaction:
        words = clean_text(summary).strip()
        return Interaction(0, "", on, channel, direction, words, (self._interview.contact_id,))

    def _awaits(self) -> bool:
        return self._session.kept(self._interview.contact_id).awaiting_since is not None

    def _answer(self, on: date, channel: Channel | None, summary: str) -> Interaction | None:
        """Return the answer that came: by the channel named, else by that of what it answers; nothing where none is
        awaited, since then it is logged already or was given face to face.
        """
        channel = channel or answer_channel(self._session, self._interview.contact_id, on)
        if channel is None:
            return None
        refuse_without_touch(channel)
        return self._happened(on, channel, Direction.INCOMING, summary)

    def _part(
        self,
        new: Interview,
        on: date,
        title: str,
        said: Said,
        label: str,
        *,
        interaction: Interaction | None = None,
        reason: str = "",
        then: Callable[[int], str] | None = None,
    ) -> Part:
        """Return the part that writes an interview with its step, then what follows from it."""
        session = self._session
        logged: list[int] = []

        def write() -> str:
            interview_id = new.id or session.interviews.insert(new)
            if new.id:
                session.interviews.replace(new)
            step = InterviewStep(0, interview_id, new.stage, on, logged[0] if logged else None, reason)
            session.interviews.add_step(step)
            key = "" if new.id else f" Its key is i{interview_id}."
            return key + (then(interview_id) if then else "")

        return Part(
            title=title,
            contact_id=new.contact_id,
            label=label,
            said=said,
            write=write,
            interaction=interaction,
            logged_as=logged.append if interaction else None,
            moves_check_in=interaction is not None,
        )
