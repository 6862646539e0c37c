"""From a phone's address book to the calendar and all the way back, through the command line in processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.journeys.phone import address_book


class CommandLine:
    """Runs `python -m netcrm` in a process of its own, with nothing of the machine's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("NETCRM_")},
            "HOME": str(folder),
            "NETCRM_CONFIG": str(folder / "config.toml"),
            "NETCRM_DB": str(folder / "own" / "network.db"),
            "NETCRM_TODAY": "2026-11-23",
            "PYTHONIOENCODING": "utf-8",
        }

    def __call__(self, *words: str, code: int = 0) -> str:
        """Run a command, hold it to its exit code, and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "netcrm", *words],
            cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
            check=False,
        )  # fmt: skip
        assert done.returncode == code, f"netcrm {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))


@pytest.fixture
def netcrm(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_import_cadence_call_export_and_back(netcrm: CommandLine, tmp_path: Path) -> None:
    path = address_book(tmp_path)
    report = netcrm.json("import", str(path))
    assert {key: report[key] for key in ("cards", "new", "updated", "unchanged", "left")} == {
        "cards": 4, "new": 3, "updated": 0, "unchanged": 0, "left": 0,
    }  # fmt: skip
    assert [(problem["file"], problem["where"]) for problem in report["problems"]] == [("contacts.vcf", "card 4")]

    netcrm("cadence", "ana", "2", "weeks")
    assert netcrm.json("show", "ana")["next_check_in"] == "2026-12-07"
    netcrm("log", "ana", "call", "about", "the", "protocol", "--on", "2026-11-20")
    shown = netcrm.json("show", "ana")
    assert (shown["next_check_in"], shown["last_touch"], shown["cadence"]) == ("2026-12-04", "2026-11-20", "2 weeks")
    assert shown["sources"][0]["uid"] == "phone-1"
    (item,) = netcrm.json("due", "--until", "2026-12-31")
    assert (item["kind"], item["contact"]["name"], item["due"]) == ("check-in", "Ana Lima, MD", "2026-12-04")

    netcrm("export", "ics", "-o", "reminders.ics")
    (event,) = Calendar.from_ical((tmp_path / "reminders.ics").read_bytes()).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-12-04"
    assert netcrm("export", "vcf").count("BEGIN:VCARD") == 3
    whole = netcrm("export", "jsonl")

    for _ in range(3):
        netcrm("undo")
    netcrm("undo", code=3)
    assert '"type": "contact"' not in netcrm("export", "jsonl")
    netcrm("show", "ana", code=3)
    for _ in range(3):
        netcrm("redo")
    netcrm("redo", code=3)
    assert netcrm("export", "jsonl") == whole

    again = netcrm.json("import", str(path))
    assert (again["new"], again["updated"], again["unchanged"], again["change_set"]) == (0, 0, 3, None)
    netcrm("doctor")


def test_unreadable_input_ends_with_four_and_writes_nothing(netcrm: CommandLine, tmp_path: Path) -> None:
    path = address_book(tmp_path)
    netcrm("import", str(path), "missing.vcf", code=4)
    netcrm("import", str(tmp_path), code=4)
    assert '"type": "contact"' not in netcrm("export", "jsonl")
