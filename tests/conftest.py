"""What tests share: an empty store in a temporary folder with its day pinned, and how properties are tried.

A loaded machine is no fault of the program, so that no example has a deadline. Before something lands the same
examples are tried each time; at a desk new ones are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from netcrm.clock import Clock
from netcrm.services.crm import Crm
from tests.stores import empty_store

settings.register_profile(
    "netcrm",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("netcrm")

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where the test's store stands; nothing is there yet."""
    return tmp_path / "own" / "network.db"


@pytest.fixture
def crm(store_path: Path) -> Iterator[Crm]:
    """An open, empty store."""
    with Crm.open(empty_store(store_path), clock=Clock(TODAY)) as opened:
        yield opened
