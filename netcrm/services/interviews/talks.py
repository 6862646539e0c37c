"""Before, during and after an interview: the sheet of questions and notes, and what came of the talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from netcrm.domain.interviews.interview import Interview
from netcrm.errors import NotFound
from netcrm.services.acting import Part, Said
from netcrm.services.item_acts import write_parts
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.services.values import Done

if TYPE_CHECKING:
    from netcrm.domain.interviews.sheet import Afterwards, InterviewNote
    from netcrm.services.interviews.sheet import Asked
    from netcrm.services.interviews.values import AfterwardsPreview, Sheet


class TalkService:
    """The half of the interviews that is about the talk itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, interview_id: int) -> Interview:
        """Return an interview, or raise `NotFound`."""
        found = self._session.interviews.get(interview_id)
        if found is None:
            raise NotFound("interview", f"i{interview_id}", advice="`netcrm interview list` lists those there are.")
        return found

    def sheet(self, interview_id: int) -> Sheet:
        """Return the sheet of an interview: questions, notes, the sets to prepare with, the advice given in it."""
        from netcrm.services.interviews.sheet import sheet

        return sheet(self._session, self.get(interview_id))

    def prepare(self, interview_id: int, set_names: Sequence[str], *, own: Sequence[Asked] = ()) -> Done:
        """Put the questions of sets, and some of one's own, on a sheet; those that stand there are not added again.

        Raises:
            NotFound: there is no such interview or question set.
            NothingToDo: all of them stand there already.
            UsageProblem: nothing is asked.
        """
        from netcrm.services.interviews.sheet import prepare

        return prepare(self._session, self.get(interview_id), set_names, own)

    def write_notes(
        self, interview_id: int, notes: Sequence[InterviewNote], *, read: Sequence[InterviewNote] | None = None
    ) -> Done:
        """Write the whole sheet anew, put in order; empty rows go. Read it again (`sheet`) for the ids of new ones.

        What is written within a while of the last time is one act with it, so that one undo takes a sitting back.

        Args:
            interview_id: Whose sheet.
            notes: All that is to stand there; those that are new have the id 0.
            read: The sheet as it was when it was read: what somebody else has added since then stays.

        Raises:
            NotFound: there is no such interview.
        """
        from netcrm.services.interviews.sheet import write_notes

        return write_notes(self._session, self.get(interview_id), notes, read)

    def plan_afterwards(self, interview: Interview, said: Afterwards) -> AfterwardsPreview:
        """Return what `afterwards` will do, in words; it raises what that raises."""
        from netcrm.services.interviews.afterwards import AfterwardsPlan

        return AfterwardsPlan(self._session, interview, self._name(interview.contact_id), said).preview()

    def afterwards(self, interview: Interview, said: Afterwards) -> Done:
        """Write all that came of an interview in one act, which holds it first where it is not held yet.

        Args:
            interview: Which, by `get` or `current`.
            said: Advice, referrals, rating, next step, thanks.

        Raises:
            DateProblem: it would be held, or something be due, on the wrong side of today.
            NeedsDecision: a referral may be one of several people who are there.
            NothingToDo: nothing is said.
            UsageProblem: a rating, name or referral cannot be used.
        """
        from netcrm.services.interviews.afterwards import AfterwardsPlan

        plan = AfterwardsPlan(self._session, interview, self._name(interview.contact_id), said)
        done = self._act(plan.part())
        return replace(done, contact_ids=tuple(dict.fromkeys((*done.contact_ids, *plan.referred))))

    def _act(self, part: Part) -> Done:
        return write_parts(self._session, [part], verb="interview", otherwise=Said("Done:"))

    def _name(self, contact_id: int) -> str:
        return known_contact(self._session, contact_id).name
