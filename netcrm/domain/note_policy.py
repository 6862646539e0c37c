"""Which notes may be kept about whom: everything, topics from a closed list, or none.

Some employers allow no free notes about a physician or an official. A policy names such people by a query and says
what may be kept of them. This module decides about one text and one policy. Who falls under which rule is the
query's business; screens, commands, imports and exports ask here before they keep, or give out, a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from netcrm.domain.participants import Finding, findings
from netcrm.domain.text import fold
from netcrm.errors import UsageProblem


class Notes(StrEnum):
    """What may be kept in words about somebody."""

    FULL = "full"
    TOPICS = "topics"
    NONE = "none"


class Guard(StrEnum):
    """What happens to a text that looks like participant data."""

    WARN = "warn"
    HOLD = "hold"


class Topic(StrEnum):
    """What a conversation was about, where no free words may be kept."""

    STUDY_CONDUCT = "study-conduct"
    STUDY_START_UP = "study-start-up"
    FEASIBILITY = "feasibility"
    RECRUITMENT = "recruitment"
    SAFETY_REPORTING = "safety-reporting"
    DATA_QUALITY = "data-quality"
    PROTOCOL = "protocol"
    REGULATORY = "regulatory"
    CONTRACT_AND_BUDGET = "contract-and-budget"
    TRAINING = "training"
    PUBLICATION = "publication"
    SCIENTIFIC_EXCHANGE = "scientific-exchange"
    ADVISORY_BOARD = "advisory-board"
    EVENT = "event"
    CAREER = "career"
    INTRODUCTION = "introduction"
    SCHEDULING = "scheduling"
    THANKS = "thanks"
    OTHER = "other"


_SYNONYMS = {
    "study conduct": Topic.STUDY_CONDUCT,
    "conduct": Topic.STUDY_CONDUCT,
    "monitoring": Topic.STUDY_CONDUCT,
    "start up": Topic.STUDY_START_UP,
    "startup": Topic.STUDY_START_UP,
    "enrolment": Topic.RECRUITMENT,
    "enrollment": Topic.RECRUITMENT,
    "safety": Topic.SAFETY_REPORTING,
    "data": Topic.DATA_QUALITY,
    "contract": Topic.CONTRACT_AND_BUDGET,
    "budget": Topic.CONTRACT_AND_BUDGET,
    "contract and budget": Topic.CONTRACT_AND_BUDGET,
    "science": Topic.SCIENTIFIC_EXCHANGE,
    "conference": Topic.EVENT,
    "thank you": Topic.THANKS,
}
_TOPICS = {topic.value.replace("-", " "): topic for topic in Topic} | _SYNONYMS
_LONGEST_TOPIC = max(map(len, _TOPICS))
_NOTES = frozenset(notes.value for notes in Notes)
_GUARDS = frozenset(guard.value for guard in Guard)


@dataclass(frozen=True, slots=True)
class NotePolicy:
    """What may be kept about the people of one query."""

    notes: Notes = Notes.FULL
    guard: Guard = Guard.WARN

    def __str__(self) -> str:
        return f"{self.notes} {self.guard}"


@dataclass(frozen=True, slots=True)
class NoteRule:
    """A note policy for the people whom a query finds."""

    query: str
    policy: NotePolicy


class HeldFor(StrEnum):
    """Why a text may not be kept."""

    NOTES_ARE_OFF = "notes-are-off"
    NOT_A_TOPIC = "not-a-topic"
    PARTICIPANT_DATA = "participant-data"


@dataclass(frozen=True, slots=True)
class Held:
    """A text that may not be kept as it is. It holds none of the text, so that it can be reported anywhere."""

    reason: HeldFor
    start: int
    """The index of the first character that stands in the way."""
    end: int
    """The index after its last character."""
    found: tuple[Finding, ...] = ()
    """What looks like participant data, where that is the reason."""

    @property
    def sentence(self) -> str:
        """Why, and what to do."""
        match self.reason:
            case HeldFor.NOTES_ARE_OFF:
                return "No notes may be kept about this person: leave the words out, or change the note policy."
            case HeldFor.NOT_A_TOPIC:
                listed = ", ".join(topic.value for topic in Topic)
                return f"Only topics may be kept about this person, separated by commas: {listed}."
            case HeldFor.PARTICIPANT_DATA:
                where = f"From character {self.start + 1:,}, the text {self.found[0].why}"
                return f"{where}: write it without that, or set the guard to warn."


def allowed(text: str, policy: NotePolicy) -> Held | None:
    """Return why `text` is held under `policy`, or nothing where it may be kept.

    An empty text may always be kept. The note policy is looked at before the guard: where no notes may be kept, it
    does not matter what is in them. Under `warn` the guard holds nothing; the screens ask it themselves.
    """
    if not text.strip():
        return None
    if policy.notes is Notes.NONE:
        return Held(HeldFor.NOTES_ARE_OFF, 0, len(text))
    if policy.notes is Notes.TOPICS:
        return _first_that_is_no_topic(text)  # Topics cannot hold participant data.
    if policy.guard is Guard.HOLD and (found := findings(text)):
        return Held(HeldFor.PARTICIPANT_DATA, found[0].start, found[0].end, found)
    return None


def topics_of(text: str) -> tuple[Topic, ...]:
    """Return the topics that `text` names, each once, in its order; what is no topic is left out.

    >>> [topic.value for topic in topics_of("Recruitment, budget")]
    ['recruitment', 'contract-and-budget']
    """
    named = (_topic_of(text[start:end]) for start, end in _pieces(text))
    return tuple(dict.fromkeys(topic for topic in named if topic))


def kept_of(text: str, policy: NotePolicy) -> str:
    """Return what an export may give out of an older text: all of it, its topics alone, or nothing.

    A held text with participant data gives nothing: what is left of a sentence may still say who it was.
    """
    held = allowed(text, policy)
    if held is None:
        return text
    if policy.notes is Notes.TOPICS:
        return ", ".join(topic.value for topic in topics_of(text))
    return ""


def strictest(policies: Iterable[NotePolicy]) -> NotePolicy:
    """Return what holds for somebody who falls under several policies; without any, everything may be kept."""
    notes, guard = Notes.FULL, Guard.WARN
    order = tuple(Notes)
    for policy in policies:
        notes = max(notes, policy.notes, key=order.index)
        guard = Guard.HOLD if Guard.HOLD in (guard, policy.guard) else Guard.WARN
    return NotePolicy(notes, guard)


def read_policy(text: str) -> NotePolicy:
    """Return the policy that somebody typed: `topics`, `full hold`, `none`.

    Raises:
        UsageProblem: a word is neither a kind of notes nor a guard, or one kind is named twice.
    """
    notes: Notes | None = None
    guard: Guard | None = None
    for word in text.casefold().replace(",", " ").split():
        if word in _NOTES and notes is None:
            notes = Notes(word)
        elif word in _GUARDS and guard is None:
            guard = Guard(word)
        else:
            raise UsageProblem(f"“{text}” is no note policy. One is full, topics or none, and then warn or hold.")
    if notes is None and guard is None:
        raise UsageProblem("A note policy is empty. One is full, topics or none, and then warn or hold.")
    return NotePolicy(notes or Notes.FULL, guard or Guard.WARN)


def _first_that_is_no_topic(text: str) -> Held | None:
    for start, end in _pieces(text):
        if not _topic_of(text[start:end]):
            return Held(HeldFor.NOT_A_TOPIC, start, end)
    return None


def _topic_of(piece: str) -> Topic | None:
    return _TOPICS.get(fold(piece)) if len(piece) <= _LONGEST_TOPIC else None


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    """Yield where the parts of a list stand that commas, semicolons or line ends part, without the space around."""
    start = 0
    for line_end in [*(place for place, sign in enumerate(text) if sign in ",;\n"), len(text)]:
        piece = text[start:line_end]
        if stripped := piece.strip():
            first = start + piece.index(stripped)
            yield first, first + len(stripped)
        start = line_end + 1
