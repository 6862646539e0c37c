"""A path says why each person knows the next, and how warm that is."""

from __future__ import annotations

import pytest

from netcrm.domain.paths.warm_paths import Path, Step
from netcrm.domain.paths.warmth import Tie, TieKind
from netcrm.domain.paths.words import Evidence, start_words, step_words, tie_words

NAMES = {1: "Ana Lima", 2: "Ben Ortiz"}


@pytest.mark.parametrize(
    ("kind", "what", "when", "words"),
    [
        ("introduction-met", "", "in May", "Ana Lima introduced you to Ben Ortiz in May"),
        ("introduction-made", "", "", "Ana Lima introduced you to Ben Ortiz"),
        ("mentor", "", "since 2024", "Ana Lima is the mentor of Ben Ortiz since 2024"),
        ("monitor", "", "", "Ana Lima monitors Ben Ortiz"),
        ("colleagues-now", "St Mary's", "since 2019", "Ana Lima and Ben Ortiz are both at St Mary's since 2019"),
        ("colleagues-once", "{both} Inc", "in 2015", "Ana Lima and Ben Ortiz were at {both} Inc together in 2015"),
        ("same-organisation", "", "", "Ana Lima and Ben Ortiz have both been at the same organisation, perhaps not"),
        ("same-study", "NCT01234567", "", "Ana Lima and Ben Ortiz are both on NCT01234567"),
        ("same-study-site", "", "", "Ana Lima and Ben Ortiz work on the same study at the same site"),
        ("same-event", "ACRP 2026", "", "you met both Ana Lima and Ben Ortiz at ACRP 2026"),
        ("same-paper", "", "in 2021", "Ana Lima and Ben Ortiz wrote a paper together in 2021"),
    ],
)
def test_a_tie_is_told(kind: str, what: str, when: str, words: str) -> None:
    tie = Tie(1, 2, TieKind(kind), "key", 0.5)
    assert tie_words(tie, NAMES, Evidence(what, when)).startswith(words)


@pytest.mark.parametrize("kind", list(TieKind))
def test_every_kind_of_tie_has_words(kind: TieKind) -> None:
    said = tie_words(Tie(2, 1, kind, "key", 0.5), NAMES, Evidence())
    assert said.index("Ben Ortiz") < said.index("Ana Lima")
    assert "{" not in said


def test_a_step_tells_its_warmest_ties_and_how_warm_it_is() -> None:
    ties = [("introduction-met", "i:1", 0.9), ("colleagues-now", "o:1", 0.2), ("same-event", "e:1", 0.1)]
    step = Step(1, 2, tuple(Tie(1, 2, TieKind(kind), key, warmth) for kind, key, warmth in ties))
    evidence = {"i:1": Evidence(when="in May"), "o:1": Evidence("St Mary's", "since 2019")}
    assert step_words(step, NAMES, evidence) == (
        "Ana Lima introduced you to Ben Ortiz in May; Ana Lima and Ben Ortiz are both at St Mary's since 2019"
        " (very warm)"
    )
    assert step_words(Step(1, 2, step.ties[2:]), NAMES, {}) == (
        "You met both Ana Lima and Ben Ortiz at the same event (cool)"
    )


def test_a_path_begins_with_the_user() -> None:
    assert start_words(Path((1,), 0.5, (), 693), NAMES) == "You and Ana Lima: warm"
