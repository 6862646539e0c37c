"""What the tests of interviews share: the user's own clock is New York's, and nothing of this account is read."""

from __future__ import annotations

import time as clock_time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path

import pytest

from netcrm.domain.interviews.interview import Stage
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from tests.services.support import day


@contextmanager
def new_york(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    monkeypatch.setenv("NETCRM_CONFIG", str(folder / "config" / "config.toml"))
    monkeypatch.setenv("TZ", "America/New_York")
    clock_time.tzset()
    yield
    monkeypatch.undo()
    clock_time.tzset()


def agreed_on(crm: Crm, who: int, on: str, at: str = "") -> int:
    """Agree on a talk and return the interview's id."""
    there = crm.interviews.current(who, Stage.AGREED)
    crm.interviews.agree(there, Appointment(day(on), time.fromisoformat(at) if at else None), topic="monitoring")
    return crm.interviews.talked_of(who).id


def promises(crm: Crm, who: int) -> list[tuple[str, date, str]]:
    """Return what is promised to somebody: title, day, state."""
    return [(it.title, it.due_on, it.state.value) for it in crm._session.follow_ups.of_contact(who)]
