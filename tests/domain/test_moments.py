"""The user's own clock, and the hours that daylight saving leaves out or has twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from netcrm.domain.moments import local_moment


@pytest.fixture
def _los_angeles(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its zone while it runs")
@pytest.mark.usefixtures("_los_angeles")
@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        ("2027-03-14T01:30", "2027-03-14T01:30:00-08:00"),
        ("2027-03-14T02:30", "2027-03-14T03:30:00-07:00"),
        ("2027-03-14T03:30", "2027-03-14T03:30:00-07:00"),
        ("2027-11-07T01:30", "2027-11-07T01:30:00-07:00"),
        ("2027-07-01T12:00", "2027-07-01T12:00:00-07:00"),
    ],
)
def test_an_hour_that_is_left_out_is_told_by_the_offset_before_it(wall: str, moment: str) -> None:
    assert local_moment(datetime.fromisoformat(wall)).isoformat() == moment
