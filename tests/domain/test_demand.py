from __future__ import annotations

import pytest

from netcrm.domain.cadence import Cadence, CadenceScope, EffectiveCadence, parse_cadence
from netcrm.domain.demand import demand


def cadence(text: str) -> Cadence:
    found = parse_cadence(text)
    assert found
    return found


def test_the_demand_of_all_cadences_is_said_in_check_ins_a_working_day() -> None:
    weekly, slow = EffectiveCadence(cadence("1 week"), CadenceScope.TIER, "A"), EffectiveCadence(cadence("10bd"))
    asked = demand([*[weekly] * 34, *[slow] * 15, EffectiveCadence(cadence("never")), None], 5)
    assert asked.per_workday == pytest.approx(34 / 5 + 15 / 10)
    assert asked.is_too_much
    assert asked.describe() == (
        "8.3 check-ins a working day, you allow 5: everybody will run about 1.7 times late. "
        "“weekly, from tier A” asks for most (6.8 a day): loosen that one first."
    )


@pytest.mark.parametrize(
    ("people", "interval", "cap", "expected"),
    [
        (5, "1 week", 5, "1 check-in a working day, you allow 5."),
        (5, "1 week", None, "1 check-in a working day."),
        (25, "1 week", 5, "5 check-ins a working day, you allow 5."),
        (1, "1 year", None, "Less than 0.1 check-ins a working day."),
        (0, "1 year", 5, "0 check-ins a working day, you allow 5."),
        (
            5,
            "1 week",
            0,
            "1 check-in a working day, you allow none: all will wait. “weekly” asks for most (1.0 a day): "
            "loosen that one first.",
        ),
    ],
)
def test_a_demand_within_the_cap_gives_no_advice(people: int, interval: str, cap: int | None, expected: str) -> None:
    assert demand([EffectiveCadence(cadence(interval))] * people, cap).describe() == expected


def test_fewer_working_days_a_week_ask_for_more_on_each() -> None:
    weekly = EffectiveCadence(cadence("1 week"))
    assert demand([weekly] * 12, 5, days_off=3).per_workday == pytest.approx(3)
