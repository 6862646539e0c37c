"""What the command line exports from a whole network, in somebody else's calendar program."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.interop.khal_calendar import KHAL, KhalCalendar

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(KHAL is None, reason="khal is not installed; the `interop` extra has it"),
]

TODAY = date(2026, 11, 23)


def netcrm(store: Path, *words: str) -> str:
    environment = {**os.environ, "NETCRM_DB": str(store), "NETCRM_TODAY": TODAY.isoformat()}
    command = [sys.executable, "-m", "netcrm", *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_khal_prints_every_event_of_the_exported_file_and_follows_what_changed(tmp_path: Path) -> None:
    store, target = tmp_path / "demo.db", tmp_path / "follow-ups.ics"
    netcrm(store, "demo", "--store", str(store))
    netcrm(store, "export", "ics", "-o", str(target))
    calendar = KhalCalendar(tmp_path / "khal")
    calendar.import_file(target)
    before = calendar.events(TODAY, 200)
    assert len(before) == target.read_bytes().count(b"BEGIN:VEVENT") > 20
    assert any(event.title.startswith("Check in with Inês Carvalho") for event in before)

    netcrm(store, "log", "inês carvalho", "call", "went", "through", "it")
    netcrm(store, "export", "ics", "-o", str(target))
    calendar.import_file(target)
    after = calendar.events(TODAY, 200)
    with_her = [event for event in after if event.title.startswith("Check in with Inês Carvalho")]
    assert [event.is_cancelled for event in with_her] == [True, False]
    assert len(after) == len(before) + 1
