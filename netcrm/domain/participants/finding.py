"""What the participant guard finds, and the shape of its rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Kind(StrEnum):
    """What a piece of text looks like."""

    SUBJECT_NUMBER = "subject-number"
    SCREENING_NUMBER = "screening-number"
    RANDOMISATION_NUMBER = "randomisation-number"
    ENROLMENT_NUMBER = "enrolment-number"
    MEDICAL_RECORD = "medical-record"
    INSURANCE_NUMBER = "insurance-number"
    BIRTH_DATE = "birth-date"
    INITIALS = "initials"
    AGE_AND_DIAGNOSIS = "age-and-diagnosis"
    ADVERSE_EVENT = "adverse-event"

    @property
    def why(self) -> str:
        """A short clause for people."""
        return _WHY[self]


_WHY = {
    Kind.SUBJECT_NUMBER: "looks like a subject number",
    Kind.SCREENING_NUMBER: "looks like a screening number",
    Kind.RANDOMISATION_NUMBER: "looks like a randomisation number",
    Kind.ENROLMENT_NUMBER: "looks like an enrolment number",
    Kind.MEDICAL_RECORD: "looks like a medical record number",
    Kind.INSURANCE_NUMBER: "looks like a health insurance number",
    Kind.BIRTH_DATE: "looks like a date of birth",
    Kind.INITIALS: "looks like a participant's initials with age or birth",
    Kind.AGE_AND_DIAGNOSIS: "looks like one person's age and diagnosis",
    Kind.ADVERSE_EVENT: "looks like what happened to one participant",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text that looks like participant data."""

    kind: Kind
    start: int
    """The index of its first character."""
    end: int
    """The index after its last character."""
    why: str
    """A short clause for people, such as `looks like a subject number`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which participant data is written."""

    kind: Kind
    stems: tuple[str, ...]
    """Lower-case pieces of which one is in every text that the rule can fit: a text without them is not searched."""
    pattern: str
    """An expression in which every repetition is bounded, so that searching takes time in proportion to the text."""
    accepts: Callable[[re.Match[str]], bool] = lambda _: True
    """Whether a match is meant; it looks at a bounded stretch around it."""

    def found_in(self, text: str) -> list[Finding]:
        """Return what the rule finds, in order."""
        return [
            Finding(self.kind, match.start(), match.end(), self.kind.why)
            for match in compiled(self.pattern).finditer(text)
            if self.accepts(match)
        ]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled expression, made when it is first needed: most texts need none."""
    return re.compile(pattern, re.IGNORECASE)
