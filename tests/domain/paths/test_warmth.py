"""Warmth falls as groups grow and as time passes, and costs are its logarithms."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.contact import Tier
from netcrm.domain.paths.warmth import TieKind, closeness, cost, shared_warmth, warmth_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "size", "warmth"),
    [
        ("same-paper", 2, 0.8), ("same-paper", 1, 0.8), ("same-paper", 4, 0.4), ("same-paper", 256, 0.1),
        ("colleagues-now", 16, 0.175), ("same-event", 1024, 0.03),
    ],
)  # fmt: skip
def test_what_many_share_ties_two_of_them_less(kind: str, size: int, warmth: float) -> None:
    assert shared_warmth(TieKind(kind), size) == pytest.approx(warmth)


@pytest.mark.parametrize(("warmth", "price"), [(1.0, 1), (0.5, 693), (0.25, 1386), (0.002, 6215)])
def test_costs_are_thousandths_of_the_logarithm(warmth: float, price: int) -> None:
    assert cost(warmth) == price


@pytest.mark.parametrize("warmth", [0.0, -0.1, 1.01])
def test_what_is_no_warmth_has_no_cost(warmth: float) -> None:
    with pytest.raises(ValueError, match="warmth"):
        cost(warmth)


def near(last_touch: str, touches: int, tier: str = "") -> float:
    last = date.fromisoformat(last_touch) if last_touch else None
    return closeness(last_touch=last, touches=touches, tier=Tier(tier) if tier else None, today=TODAY)


@pytest.mark.parametrize(
    ("last_touch", "touches", "tier", "expected"),
    [
        ("", 0, "", 0.0), ("", 0, "A", 0.25), ("2026-11-23", 1, "", 0.47), ("2026-11-23", 100, "", 0.95),
        ("2026-05-27", 100, "", 0.55), ("2026-05-27", 100, "A", 0.725), ("1990-01-01", 100, "", 0.15),
        ("2027-01-01", 1, "", 0.47),
    ],
)  # fmt: skip
def test_closeness_comes_of_touches_of_late_and_of_the_tier(
    last_touch: str, touches: int, tier: str, expected: float
) -> None:
    assert near(last_touch, touches, tier) == pytest.approx(expected, abs=0.001)


def test_each_of_the_three_makes_somebody_closer() -> None:
    assert near("2026-11-01", 3) < near("2026-11-20", 3) < near("2026-11-20", 4) < near("2026-11-20", 4, "A")


@pytest.mark.parametrize("kind", list(TieKind))
def test_every_kind_has_a_warmth(kind: TieKind) -> None:
    assert 0 < kind.warmth < 1
    assert kind.is_shared == kind.startswith(("same", "colleagues"))


@pytest.mark.parametrize(
    ("warmth", "words"),
    [(0.9, "very warm"), (0.6, "very warm"), (0.59, "warm"), (0.2, "lukewarm"), (0.1, "cool"), (0.04, "cold")],
)
def test_warmth_is_said_in_words(warmth: float, words: str) -> None:
    assert warmth_words(warmth) == words
