"""What all cadences together ask of the user, set against what the user allows a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netcrm.domain.cadence import EffectiveCadence


@dataclass(frozen=True, slots=True)
class Demand:
    """How many check-ins a working day the cadences ask for, in the long run."""

    per_workday: float
    cap: int | None
    """The most that the user allows a day; None is no cap."""
    heaviest: str = ""
    """The cadence that asks for most: `every 2 weeks, from tier B`."""
    heaviest_per_workday: float = 0.0

    @property
    def is_too_much(self) -> bool:
        """Whether more is asked for than the cap lets through."""
        return self.cap is not None and self.per_workday > self.cap

    def describe(self) -> str:
        """Return the demand in words, with what it leads to and which cadence to loosen where it is too much."""
        words = f"{_amount(self.per_workday)} a working day"
        if self.cap is None:
            return f"{words}."
        words += f", you allow {self.cap or 'none'}"
        if not self.is_too_much:
            return f"{words}."
        late = f"everybody will run about {self.per_workday / self.cap:.1f} times late" if self.cap else "all will wait"
        return (
            f"{words}: {late}. “{self.heaviest}” asks for most ({self.heaviest_per_workday:.1f} a day): "
            "loosen that one first."
        )


def demand(
    effective: Iterable[EffectiveCadence | None] | Mapping[EffectiveCadence, int], cap: int | None, *, days_off: int = 2
) -> Demand:
    """Return what the cadences of all contacts ask for.

    Args:
        effective: One for each active contact, or for how many each holds; None and `never` ask for nothing.
        cap: The most check-ins a day.
        days_off: How many weekdays are off; holidays are too few to count.
    """
    shares: dict[str, float] = {}
    holding: Counter[EffectiveCadence | None] = Counter(effective)
    for found, people in holding.items():
        interval = found.cadence.interval if found else None
        if found and interval:
            share = people * 7 / ((7 - days_off) * interval.nominal_days)
            words = found.describe()
            shares[words] = shares.get(words, 0.0) + share
    if not shares:
        return Demand(0.0, cap)
    heaviest, most = min(shares.items(), key=lambda item: (-item[1], item[0]))
    return Demand(sum(shares.values()), cap, heaviest, most)


def _amount(per_workday: float) -> str:
    if 0 < per_workday < 0.1:
        return "Less than 0.1 check-ins"
    text = f"{per_workday:.1f}".removesuffix(".0")
    return f"{text} check-in" if text == "1" else f"{text} check-ins"
