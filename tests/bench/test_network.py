"""The large network: as many as asked for, the same every time, about 3 % due."""

from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.check_in import Standing
from netcrm.services.crm import Crm
from tests.bench import network
from tests.bench.network import build_large

TODAY = date(2026, 11, 23)
LATE = {Standing.DUE, Standing.LATE, Standing.OVERDUE}


def built(path: Path, contacts: int, interactions_each: int) -> Crm:
    crm = Crm.open(path, clock=Clock(TODAY))
    build_large(crm, contacts, interactions_each)
    return crm


def test_about_three_percent_are_due(tmp_path: Path) -> None:
    with built(tmp_path / "store.db", 2000, 2) as crm:
        rows = crm.contacts.rows(list(range(1, 2001)))
        assert len(rows) == 2000
        assert 0.02 < sum(row.standing in LATE for row in rows) / len(rows) < 0.04
        assert any(row.standing is Standing.NEW for row in rows)
        assert any(row.awaiting_since for row in rows)


def test_portions_change_nothing_but_the_number_of_acts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_INTERACTIONS_AT_ONCE", 200)
    with built(tmp_path / "store.db", 100, 5) as crm:
        assert crm.contacts.count() == 100
        assert len(crm.history.lines()) == 4
        assert crm.safety.doctor(mend=False).findings == ()


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    with built(tmp_path / "one.db", 50, 3) as one, built(tmp_path / "other.db", 50, 3) as other:
        ids = list(range(1, 51))
        assert one.contacts.rows(ids) == other.contacts.rows(ids)
        assert one.contacts.timeline(7) == other.contacts.timeline(7)


def test_nobody_needs_a_history(tmp_path: Path) -> None:
    with built(tmp_path / "store.db", 20, 0) as crm:
        assert crm.contacts.count() == 20
        assert crm.contacts.timeline(1) == []
