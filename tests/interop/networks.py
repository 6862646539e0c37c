"""A small network whose calendar and cards other programs are given."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.interop.programs import Netcrm

ANA, BOLAJI = "Ana Lima, MD", "Bolaji Adéyẹmí"
PROMISE = f"Send the synopsis – {BOLAJI} (CRC)"
"""The summary of the only promise."""


def small_network(home: Path, today: date) -> Netcrm:
    """Return netcrm on a new store: a check-in with Ana in four days, a promise to Bolaji in three."""
    home.mkdir()
    netcrm = Netcrm(home, today)
    netcrm(
        "add", ANA, "--role", "pi", "--org", "St Mary's; Porto", "--email", "ana@stmarys.example",
        "--phone", "mobile=+351 22 000 0000", "--birthday", "1980-04-15", "--tag", "area/oncology",
    )  # fmt: skip
    netcrm("add", BOLAJI, "--role", "crc", "--email", "bolaji@site12.example")
    netcrm("cadence", "ana", "2", "weeks")
    netcrm("log", "ana", "call", "kick-off", "--on", (today - timedelta(days=10)).isoformat())
    netcrm("follow-up", "bolaji", "Send", "the", "synopsis", "--on", (today + timedelta(days=3)).isoformat())
    return netcrm


def is_check_in(summary: str) -> bool:
    """Whether a summary is that of the check-in with Ana."""
    return summary.startswith("Check in with Ana Lima (PI, ")
