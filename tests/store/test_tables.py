"""The tables, three times told (migrations, models, triggers), and what must hold between the tellings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from peewee import AutoField, ForeignKeyField, Model

import netcrm.store
from netcrm.services.crm import Crm
from netcrm.store import network_tables, tables
from netcrm.store.database import SCHEMA_VERSION, Database
from netcrm.store.triggers import JOURNALLED

STORE = Path(netcrm.store.__file__).parent
_MODULES = (tables.__name__, network_tables.__name__)
MODELS = {m._meta.table_name: m for m in tables.Table.__subclasses__() if m.__module__ in _MODULES}
NOT_JOURNALLED = {
    "change", "change_set", "journal_current", "blob", "contact_state", "calendar_book", "calendar_ledger",
    "calendar_body", "column_mapping", "holiday", "view_state", "schema_migration",
}  # fmt: skip


@pytest.fixture
def database(crm: Crm) -> Database:
    return crm._session.database


def _own_tables(database: Database) -> set[str]:
    rows = database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if "_search" not in name and not name.startswith("sqlite_")}


def test_every_table_is_either_journalled_or_known_not_to_be(database: Database) -> None:
    assert _own_tables(database) == set(JOURNALLED) | NOT_JOURNALLED


def test_there_is_a_model_for_each_journalled_table_and_for_no_other() -> None:
    assert set(MODELS) == set(JOURNALLED)


@pytest.mark.parametrize("table", JOURNALLED)
def test_a_model_has_the_columns_that_the_migrations_made(database: Database, table: str) -> None:
    made = {
        name: (kind, bool(required) or bool(key))
        for _, name, kind, required, _, key in database.rows(f"PRAGMA table_info({table})")
    }
    model: type[Model] = MODELS[table]
    told = {
        field.column_name: (
            "INTEGER" if isinstance(field, AutoField | ForeignKeyField) or field.field_type == "INT" else "TEXT",
            not field.null,
        )
        for field in model._meta.sorted_fields
    }
    assert told == {name: (kind, needed) for name, (kind, needed) in made.items()}


@pytest.mark.parametrize("table", JOURNALLED)
def test_a_model_has_the_references_that_the_migrations_made(database: Database, table: str) -> None:
    made = set(database.rows('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)))
    fields = MODELS[table]._meta.sorted_fields
    told = {(f.column_name, f.rel_model._meta.table_name) for f in fields if isinstance(f, ForeignKeyField)}
    assert told == made


@pytest.mark.parametrize("table", JOURNALLED)
def test_journalled_tables_are_strict_never_reuse_ids_and_delete_nothing_by_themselves(
    database: Database, table: str
) -> None:
    sql = database.scalar("SELECT sql FROM sqlite_master WHERE name = ?", (table,))
    assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql
    assert sql.endswith("STRICT")
    actions = database.rows("SELECT on_update, on_delete FROM pragma_foreign_key_list(?)", (table,))
    assert set(actions) <= {("NO ACTION", "NO ACTION")}


@pytest.mark.parametrize("table", JOURNALLED)
def test_parents_stand_before_their_children_among_the_journalled(database: Database, table: str) -> None:
    parents = {row[0] for row in database.rows('SELECT "table" FROM pragma_foreign_key_list(?)', (table,))}
    assert parents <= set(JOURNALLED[: JOURNALLED.index(table)])


@pytest.mark.parametrize("table", JOURNALLED)
def test_the_update_trigger_looks_at_every_column(database: Database, table: str) -> None:
    sql = database.scalar("SELECT sql FROM sqlite_master WHERE name = ?", (f"journal_{table}_update",))
    for _, name, *_ in database.rows(f"PRAGMA table_info({table})"):
        assert f"OLD.{name} IS NOT NEW.{name}" in sql
        assert name == "id" or f"'{name}', OLD.{name}" in sql


def test_every_reference_is_led_by_an_index(database: Database) -> None:
    """Else taking an act back would look at every row of a table to find whether one points at what goes."""
    for table in JOURNALLED:
        for (column,) in database.rows('SELECT "from" FROM pragma_foreign_key_list(?)', (table,)):
            plan = database.rows(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {column} BETWEEN 1 AND 2")
            assert "SEARCH" in plan[0][3], (table, column)


def test_the_newest_migration_is_the_schema_version(database: Database) -> None:
    numbers = sorted(int(path.name[:4]) for path in (STORE / "migrations").glob("[0-9]*.py"))
    assert numbers == list(range(1, SCHEMA_VERSION + 1))
    assert database.scalar("PRAGMA user_version") == SCHEMA_VERSION


def test_no_statement_of_the_store_replaces_rows() -> None:
    """REPLACE deletes without telling the triggers."""
    for path in STORE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(OR|or)\s+(REPLACE|replace)\b|\bREPLACE\s+INTO\b|on_conflict_replace", text), path
        assert not re.search(r"\.replace\([^)]*\)\.execute", text), path


def test_every_own_table_that_has_a_subject_holds_it_once(database: Database) -> None:
    unique = {
        (table, tuple(row[0] for row in database.rows("SELECT name FROM pragma_index_info(?)", (index,))))
        for table in JOURNALLED
        for (index,) in database.rows('SELECT name FROM pragma_index_list(?) WHERE "unique" = 1', (table,))
    }
    assert unique >= {
        ("contact", ("uid",)), ("setting", ("key",)), ("contact_tag", ("contact_id", "tag")),
        ("contact_role", ("role", "contact_id")), ("participant", ("interaction_id", "contact_id")),
        ("cadence", ("contact_id",)), ("cadence", ("organisation_id",)), ("cadence", ("scope", "name")),
        ("left_out", ("digest",)),
    }  # fmt: skip
