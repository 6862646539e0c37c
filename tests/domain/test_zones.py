"""Time zones are found by their names."""

from __future__ import annotations

import pytest

from netcrm.domain.zones import known_zone, zone_named
from netcrm.errors import NotFound


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found(typed: str, name: str) -> None:
    assert str(zone_named(typed)) == name


@pytest.mark.parametrize(("typed", "near"), [("Europe/Berlyn", "Europe/Berlin"), ("../../etc", ""), ("", "")])
def test_an_unknown_one_lists_near_ones(typed: str, near: str) -> None:
    with pytest.raises(NotFound, match=f"time zone.*{near}"):
        zone_named(typed)


@pytest.mark.parametrize("name", ["Mars/Base", "../../etc/passwd", "Europe", "x\0y"])
def test_what_a_file_calls_a_zone_and_is_none_is_none(name: str) -> None:
    assert known_zone(name) is None
