"""Reports: what came of a span of time, made from the rows of that span, shown whole before it is written.

What people said is read only where the user marked it as shareable; of the rest only how much there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.domain.days import counted, full_day
from netcrm.domain.goals.goal import span_around
from netcrm.domain.goals.outcome import Outcome, outcome, spans_in
from netcrm.domain.goals.words import goal_words
from netcrm.domain.report.activity_report import ActivityReport, activity_report
from netcrm.domain.report.facts import (
    GivenAdvice,
    GoalLine,
    HeldInterview,
    Learned,
    MadeIntroduction,
    Person,
    ReportFacts,
    Touch,
    VisitedEvent,
)
from netcrm.domain.report.templates import Section, Template
from netcrm.errors import DateProblem, QueryProblem, UsageProblem
from netcrm.services.calendar.kept_file import refuse_store
from netcrm.services.goals import GoalFollower
from netcrm.services.notes.kept import KeptNotes
from netcrm.services.search import SearchService
from netcrm.services.session import Session
from netcrm.services.target_files import Holder, holder_of
from netcrm.store.report_facts import Days, ReportFactReader, TouchRow

_INTERNSHIP = 6
"""Months that a report on an internship looks back where no first day is named."""
_MOST_DAYS = 366 * 10


Said = TypeVar("Said", Learned, GivenAdvice)


class ReportFormat(StrEnum):
    """How a report is written; the value ends the name of its file."""

    MARKDOWN = "md"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What a report is to be about."""

    template: Template
    first: date
    last: date
    query: str = ""
    """Whom it is about; empty for everybody, or in a report on opinion leaders for those who have that role."""


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report, made and not yet written anywhere."""

    report: ActivityReport

    def data(self, form: ReportFormat) -> bytes:
        """Return the file."""
        if form is ReportFormat.HTML:
            from netcrm.formats.report_html import report_html

            return report_html(self.report)
        from netcrm.formats.report_markdown import report_markdown

        return report_markdown(self.report)

    @property
    def kept_back(self) -> str:
        """What is not in it, in a sentence: `3 things that people said are not marked as shareable …`."""
        if not self.report.kept_back:
            return ""
        said = "1 thing that people said is" if self.report.kept_back == 1 else f"{self.report.kept_back:,} things that"
        if self.report.kept_back != 1:
            said += " people said are"
        return f"{said} not marked as shareable, and left out."


class ReportService:
    """Makes reports and writes them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reader = ReportFactReader(session.database)

    def usual_first(self, template: Template, last: date) -> date:
        """Return the day from which a report that ends on `last` tells where none is named."""
        match template:
            case Template.WEEK:
                return span_around(last, Span.WEEK)[0]
            case Template.QUARTER:
                return span_around(last, Span.QUARTER)[0]
            case Template.KOL:
                return span_around(last, Span.YEAR)[0]
            case Template.INTERNSHIP:
                return shift(shift(last, -_INTERNSHIP, Span.MONTH), 1, Span.DAY)

    def make(self, wish: ReportWish) -> MadeReport:
        """Return the report that is wished for; nothing is written.

        Raises:
            DateProblem: the last day lies before the first or after today, or the span is too long.
            QueryProblem: the query has a mistake.
        """
        self._refuse(wish)
        about = wish.query or ("role:kol" if wish.template is Template.KOL else "")
        people = tuple(SearchService(self._session).ever(about)) if about else None
        facts = self._facts(wish, Days(wish.first, wish.last, people))
        return MadeReport(activity_report(facts, wish.first, wish.last, wish.template, about=wish.query))

    def write(self, made: MadeReport, form: ReportFormat, target: Path) -> str:
        """Write a report into a file, whole or not at all, and return what was done in a sentence.

        Raises:
            StoreProblem: the disk is full, the folder is missing or read-only, or `target` is no file.
            UsageProblem: the file belongs to the store itself, or holds cards or a calendar.
        """
        from netcrm.formats.atomic import write_atomically

        refuse_store(self._session, target)
        if holder_of(target) in (Holder.NETCRM, Holder.OTHER_PROGRAM):
            raise UsageProblem(f"{target} holds cards or a calendar. Name another file for the report.")
        write_atomically(target, [made.data(form)])
        report = made.report
        people, held = counted(len(report.people), "contact"), counted(len(report.interviews), "interview")
        days = f"{full_day(report.first)} to {full_day(report.last)}"
        return f"Wrote the report on {days} ({people}, {held}) to {target}."

    def _refuse(self, wish: ReportWish) -> None:
        today = self._session.today
        if wish.last > today:
            raise DateProblem(
                f"{full_day(wish.last)} is after today: a report tells what was. Choose {today} or a day before it."
            )
        if wish.last < wish.first:
            raise DateProblem(
                f"A report from {wish.first} to {wish.last} would end before it begins. Change the two days round."
            )
        if wish.last - wish.first > timedelta(days=_MOST_DAYS):
            raise DateProblem(f"A report tells of ten years at most. Choose a later first day than {wish.first}.")

    def _facts(self, wish: ReportWish, days: Days) -> ReportFacts:
        reader, sections = self._reader, wish.template.sections
        touches, held, made = reader.touches(days), reader.held(days), reader.made(days)
        events, advice = reader.events(days), reader.advice(days)
        touched = {contact_id for it in touches for contact_id in it.contact_ids}
        around = {it.contact_id for it in held} | {it.contact_id for it in advice}
        around |= {contact_id for it in events for contact_id in it.contact_ids}
        around |= {contact_id for it in made for contact_id in (it.introducer_id, it.to_id)}
        people, notes = reader.people(touched | around), KeptNotes(self._session)
        learned = reader.learned([it.interview_id for it in held]) if Section.INTERVIEWS in sections else {}
        return ReportFacts(
            touches=_touches(touches, people),
            known_before=reader.known_before(touched, days.first),
            interviews=tuple(
                HeldInterview(
                    it.held_on,
                    people[it.contact_id],
                    tuple(_kept(notes, it.contact_id, said) for said in learned.get(it.interview_id, ())),
                )
                for it in held
            ),
            introductions=tuple(
                MadeIntroduction(it.made_on, people[it.introducer_id], people[it.to_id], it.stage) for it in made
            ),
            events=tuple(
                VisitedEvent(it.first, it.name, it.last, tuple(people[contact_id] for contact_id in it.contact_ids))
                for it in events
            ),
            advice=tuple(
                _kept(
                    notes,
                    it.contact_id,
                    GivenAdvice(it.given_on, people[it.contact_id], it.text, it.followed_on, it.is_shareable),
                )
                for it in advice
            ),
            activities=tuple(it.activity for it in self._session.activities.between(days.first, days.last)),
            goals=tuple(self._goals(days)) if Section.GOALS in sections else (),
        )

    def _goals(self, days: Days) -> Iterable[GoalLine]:
        """Yield the goals that were followed in these days, and what became of them."""
        follower = GoalFollower(self._session)
        for kept in self._session.goals.followed():
            spans = spans_in(kept.goal, days.first, days.last)
            if not spans:
                continue
            try:
                came = outcome(kept.goal, follower.facts(kept.goal, spans), days.first, days.last)
            except QueryProblem as problem:  # the filter of a goal that came in from elsewhere
                came = Outcome(str(problem), 0.0, is_reached=False)
            if came:
                yield GoalLine(goal_words(kept.goal, days.last), came.words, came.share, came.is_reached)


def _kept(notes: KeptNotes, contact_id: int, said: Said) -> Said:
    """Return what somebody said with no more words than a note policy lets go out; without any it is kept back."""
    text = notes.of(said.text, contact_id)
    return said if text == said.text else replace(said, text=text, is_shareable=said.is_shareable and bool(text))


def _touches(rows: Iterable[TouchRow], people: dict[int, Person]) -> tuple[Touch, ...]:
    return tuple(Touch(it.happened_on, tuple(people[contact_id] for contact_id in it.contact_ids)) for it in rows)
