"""Fixtures of the playbooks: a world with Ana and Ben of St Mary's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.services.crm import Crm
from tests.services.playbook_world import World
from tests.stores import empty_store


@pytest.fixture
def world(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))
    with Crm.open(empty_store(store_path), clock=Clock(date(2026, 11, 23))) as crm:
        world = World(crm, crm._session)
        yield world
        assert world.sound()


@pytest.fixture
def ana(world: World) -> int:
    return world.add("Ana Lima", "St Mary's")


@pytest.fixture
def ben(world: World, ana: int) -> int:
    return world.add("Ben Cole", "St Mary's")
