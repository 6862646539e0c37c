"""What the doctor looks at."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.store.checks import broken_indexes, check_store, rebuild_index
from netcrm.store.database import Database
from tests.conftest import TODAY


@pytest.fixture
def database(crm: Crm) -> Database:
    crm.contacts.add(Details(Name("Ana Lima"), positions=(Position("St Mary's"),)))
    crm.interactions.log(InteractionDraft((1,), Channel.CALL, TODAY, summary="budget"))
    return crm._session.database


def _behind_the_back(database: Database, *statements: str) -> None:
    """Write as another program might: without references checked, and without triggers."""
    with closing(sqlite3.connect(database.path)) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            other.execute(statement)
        other.commit()


def test_a_sound_store_has_no_faults(database: Database) -> None:
    assert check_store(database) == []
    assert broken_indexes(database) == []


def test_an_orphan_is_found_and_named(database: Database) -> None:
    _behind_the_back(database, "INSERT INTO participant (interaction_id, contact_id) VALUES (1, 77)")
    assert check_store(database) == ["A row of participant (2) points at a missing contact"]


def test_an_act_left_in_force_is_found(database: Database) -> None:
    _behind_the_back(database, "UPDATE journal_current SET change_set = 5")
    assert check_store(database) == ["The journal still names act 5 as being in force"]


@pytest.mark.parametrize(
    ("index", "statement"),
    [
        ("contact_search", "UPDATE contact SET folded = 'somebody else'"),
        ("organisation_search", "UPDATE organisation SET folded = 'somewhere else'"),
        ("interaction_search", "UPDATE interaction SET summary = 'something else'"),
    ],
)
def test_an_index_that_does_not_fit_is_found_and_made_anew(database: Database, index: str, statement: str) -> None:
    _behind_the_back(database, statement)
    assert broken_indexes(database) == [index]
    rebuild_index(database, index)
    assert broken_indexes(database) == []
    assert database.rows(f"SELECT rowid FROM {index} WHERE {index} MATCH 'else'") == [(1,)]


def test_damaged_pages_are_found(database: Database) -> None:
    root = database.scalar("SELECT rootpage FROM sqlite_master WHERE name = 'contact_sort'")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    content = bytearray(database.path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[(root - 1) * size : root * size] = content[(root - 1) * size : (root - 1) * size + 8] + bytes(size - 8)
    database.path.write_bytes(content)
    assert any("SQLite finds the file damaged" in fault for fault in check_store(database))
