"""Warm paths in words: how close the first person is, and what ties each person to the next, warmest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from netcrm.domain.paths.warm_paths import Path, Step
from netcrm.domain.paths.warmth import Tie, TieKind, warmth_words
from netcrm.domain.ties.relations import RelationKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a tie."""

    what: str = ""
    """The name of the organisation, study, event or paper; nothing for a tie of two people."""
    when: str = ""
    """When, as it stands in a sentence: `in May 2026`, `since 2019`, `from 2015 to 2018`."""


_SHARED_WORDS = {
    TieKind.COLLEAGUES_NOW: "{both} are both at {what}",
    TieKind.COLLEAGUES_ONCE: "{both} were at {what} together",
    TieKind.SAME_ORGANISATION: "{both} have both been at {what}, perhaps not together",
    TieKind.SAME_STUDY_SITE: "{both} work on {what} at the same site",
    TieKind.SAME_STUDY: "{both} are both on {what}",
    TieKind.SAME_EVENT: "you met both {both} at {what}",
    TieKind.SAME_PAPER: "{both} wrote {what} together",
}
_UNNAMED = {
    TieKind.SAME_STUDY_SITE: "the same study",
    TieKind.SAME_STUDY: "the same study",
    TieKind.SAME_EVENT: "the same event",
    TieKind.SAME_PAPER: "a paper",
}
_INTRODUCED = frozenset({TieKind.INTRODUCTION_MET, TieKind.INTRODUCTION_MADE})
_RELATION_WORDS = {kind.tie: kind.words for kind in RelationKind if kind.is_kept}


def start_words(path: Path, names: Mapping[int, str]) -> str:
    """Return how close the user is to the first on a path: `You and Ana Lima: very warm`."""
    return f"You and {names[path.people[0]]}: {warmth_words(path.closeness)}"


def step_words(step: Step, names: Mapping[int, str], evidence: Mapping[str, Evidence], *, most: int = 2) -> str:
    """Return what ties two people, as a sentence of their warmest ties, and how warm that is.

    `Ana Lima introduced you to Ben Ortiz in May; Ana Lima and Ben Ortiz are both at St Mary's since 2019 (very warm)`.

    Args:
        step: From one to the next.
        names: By contact id.
        evidence: By the key of a tie; a tie without any is told without place and time.
        most: How many ties are told.
    """
    told = "; ".join(tie_words(tie, names, evidence.get(tie.evidence_key, Evidence())) for tie in step.ties[:most])
    return f"{told[:1].upper()}{told[1:]} ({warmth_words(step.warmth)})"


def tie_words(tie: Tie, names: Mapping[int, str], evidence: Evidence) -> str:
    """Return what ties two people: `Ana Lima is the mentor of Ben Ortiz since 2024`."""
    first, second = names[tie.first], names[tie.second]
    if tie.kind.is_shared:
        what = evidence.what or _UNNAMED.get(tie.kind, "the same organisation")
        said = _SHARED_WORDS[tie.kind].format(both=f"{first} and {second}", what=what)
    elif tie.kind in _INTRODUCED:
        said = f"{first} introduced you to {second}"
    else:
        said = f"{first} {_RELATION_WORDS[tie.kind]} {second}"
    return f"{said} {evidence.when}".rstrip()
