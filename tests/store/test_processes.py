"""Several programs on one store at once, and one that is killed in the middle of an act."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.services.crm import Crm
from netcrm.store.database import SCHEMA_VERSION, open_database
from tests.conftest import TODAY
from tests.store.walk import faults, picture

_HEAD = """
import sys
from datetime import date
from pathlib import Path
from netcrm.clock import Clock
from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.services.crm import Crm
path, who = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
crm = Crm.open(path, clock=Clock(date(2026, 11, 23)))
"""

_ADD_AND_EDIT = """
from dataclasses import replace
for number in range(40):
    added = crm.contacts.add(Details(Name(f"{who} {number}")))
    shared = crm.contacts.get(1).details  # read, then write: the lock must be taken before the reading
    crm.contacts.edit(1, replace(shared, note=f"{who} {number}"))
    crm.contacts.star([1], number % 2 == 0)
crm.close()
"""

_STOP_INSIDE_AN_ACT = """
with crm._session.act("never ends") as act, act.bulk_load():
    crm._session.contacts.delete([1])
    crm._session.database.many(
        "INSERT INTO setting (key, value) VALUES (?, ?)", [(f"k{n}", "v" * 1000) for n in range(20_000)]
    )
    print("inside", flush=True)
    sys.stdin.readline()
"""

_ONLY_OPEN = """
crm.contacts.add(Details(Name(who)))
crm.close()
"""


def _start(script: str, path: Path, who: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", _HEAD + script, str(path), who],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def _go(*processes: subprocess.Popen[str]) -> None:
    """Let all go at once, and hold that each ends well."""
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (0, "")


def test_two_programs_write_at_once_and_nothing_is_lost(store_path: Path) -> None:
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        crm.contacts.add(Details(Name("Shared")))
    _go(_start(_ADD_AND_EDIT, store_path, "Ana"), _start(_ADD_AND_EDIT, store_path, "Wei"))
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        database = crm._session.database
        names = {crm.contacts.get(one).name for one in range(2, 82)}
        assert names == {f"{who} {number}" for who in ("Ana", "Wei") for number in range(40)}
        assert faults(database) == []
        while crm.history.next_undo():
            crm.history.undo()
        assert not any(picture(database).values())


def test_programs_that_make_a_store_at_once_make_one(store_path: Path) -> None:
    _go(*(_start(_ONLY_OPEN, store_path, f"Opener {number}") for number in range(5)))
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        assert crm.contacts.count() == 5
        assert crm._session.database.scalar("SELECT count(*) FROM schema_migration") == SCHEMA_VERSION
        assert crm._session.database.scalar("PRAGMA integrity_check") == "ok"


def test_two_openers_in_one_program_make_one_store(store_path: Path) -> None:
    with closing(open_database(store_path)) as one, closing(open_database(store_path)) as other:
        assert one.scalar("SELECT count(*) FROM schema_migration") == SCHEMA_VERSION
        assert other.scalar("SELECT count(*) FROM schema_migration") == SCHEMA_VERSION


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")
def test_a_program_killed_in_the_middle_of_an_act_leaves_the_store_as_it_was(store_path: Path) -> None:
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        crm.contacts.add(Details(Name("Ana Lima"), note="stays"))
        before = picture(crm._session.database, "change_set", "change")
    process = _start(_STOP_INSIDE_AN_ACT, store_path, "-")
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "inside\n"
    process.kill()
    process.communicate()
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        database = crm._session.database
        assert picture(database, "change_set", "change") == before
        assert faults(database) == []
        assert database.scalar("PRAGMA integrity_check") == "ok"
        crm.contacts.add(Details(Name("Wei Zhang")))
        crm.history.undo()
        crm.history.undo()
        assert crm.contacts.count() == 0
