"""What the tests of the store and of the services share: an empty store in a temporary folder, its day pinned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.services.crm import Crm

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where the test's store stands; nothing is there yet."""
    return tmp_path / "own" / "network.db"


@pytest.fixture
def crm(store_path: Path) -> Iterator[Crm]:
    """An open, empty store."""
    with Crm.open(store_path, clock=Clock(TODAY)) as opened:
        yield opened
