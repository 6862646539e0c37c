"""The parts of a report, and which of them a reader is given."""

from __future__ import annotations

from enum import StrEnum


class Section(StrEnum):
    """A part of a report."""

    NUMBERS = "numbers"
    PEOPLE = "people"
    """How many by role and by organisation."""
    EACH = "each"
    """Each person by name."""
    INTERVIEWS = "interviews"
    INTRODUCTIONS = "introductions"
    EVENTS = "events"
    ADVICE = "advice"
    GOALS = "goals"
    TOUCHES = "touches"
    ACTIVITIES = "activities"
    CV = "cv"


class Template(StrEnum):
    """A choice of sections, for a reader."""

    WEEK = "week"
    INTERNSHIP = "internship"
    QUARTER = "quarter"
    KOL = "kol"

    @property
    def sections(self) -> tuple[Section, ...]:
        """The parts of the report, in order."""
        return _SECTIONS[self]

    @property
    def heading(self) -> str:
        """What stands over the report."""
        return _HEADINGS[self]


_S = Section
_SECTIONS = {
    Template.WEEK: (_S.NUMBERS, _S.INTERVIEWS, _S.INTRODUCTIONS, _S.ADVICE, _S.ACTIVITIES, _S.GOALS),
    Template.INTERNSHIP: (
        _S.NUMBERS, _S.PEOPLE, _S.INTERVIEWS, _S.INTRODUCTIONS, _S.EVENTS, _S.ADVICE, _S.ACTIVITIES, _S.GOALS,
        _S.TOUCHES, _S.CV,
    ),
    Template.QUARTER: (_S.NUMBERS, _S.PEOPLE, _S.EVENTS, _S.INTRODUCTIONS, _S.GOALS, _S.TOUCHES),
    Template.KOL: (_S.NUMBERS, _S.EACH, _S.EVENTS, _S.INTRODUCTIONS, _S.INTERVIEWS, _S.TOUCHES),
}  # fmt: skip
_HEADINGS = {
    Template.WEEK: "The week",
    Template.INTERNSHIP: "The internship",
    Template.QUARTER: "The quarter",
    Template.KOL: "Opinion leaders",
}
