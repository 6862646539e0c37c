"""Every column of every table that is the user's is in the lines of a whole store, and comes back by them."""

from __future__ import annotations

import pytest

from netcrm.formats.json_lines.tables import BY_ROW, KEYLESS, LINES
from netcrm.services.crm import Crm
from netcrm.store.database import Database
from netcrm.store.triggers import JOURNALLED

NOT_THE_USERS = {
    "change": "the journal",
    "change_set": "the journal",
    "journal_current": "the journal",
    "contact_state": "follows from the rest",
    "calendar_body": "made again when it is asked for",
    "view_state": "where the screens stand",
    "schema_migration": "the shape of the store",
}
"""The tables that no line carries, and what they hold."""
FORMER = {"calendar-item"}
"""The lines of older files: each stands for a table that another type carries, and is written no longer."""
PARTS = {part.table: part for line in LINES.values() for part in line.parts}
NUMBERS_NOBODY_SEES = {*PARTS, "setting", "blob"}
"""The tables whose ids are made anew: nothing names them."""


@pytest.fixture
def database(crm: Crm) -> Database:
    return crm._session.database


def tables(database: Database) -> set[str]:
    rows = database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if "_search" not in name and not name.startswith("sqlite_")}


def test_every_table_is_carried_by_one_type_of_line_or_is_known_not_to_be_the_users(database: Database) -> None:
    written = [line for line in LINES.values() if line.type not in FORMER]
    carried = [line.table for line in written] + [part.table for line in written for part in line.parts]
    assert len(carried) == len(set(carried))
    assert set(carried) == tables(database) - NOT_THE_USERS.keys()
    assert set(carried) >= set(JOURNALLED)


def test_every_column_is_carried(database: Database) -> None:
    for table in tables(database) - NOT_THE_USERS.keys():
        made = {row[1] for row in database.rows(f"PRAGMA table_info({table})")}
        shapes = [line.columns for line in LINES.values() if line.table == table]
        columns = shapes[0] if shapes else PARTS[table].columns
        assert {*shapes} <= {columns}, "rows of one table come in together"
        assert len(columns) == len(set(columns)), table
        derived = {"stands_for"} if table == "calendar_book" else set()
        assert set(columns) == made - ({"id"} if table in NUMBERS_NOBODY_SEES else set()) - derived, table


def test_every_reference_of_a_table_is_looked_at(database: Database) -> None:
    types = {line.table: line.type for line in LINES.values()}
    for line in LINES.values():
        parts = [(part.table, part.fields, part.owner) for part in line.parts]
        for table, fields, owner in [(line.table, line.fields, ""), *parts]:
            rows = database.rows('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
            made = {column: types[parent] for column, parent in rows if column != owner}
            assert {field.column or field.key: field.refers for field in fields if field.refers} == made, table


def test_everything_unique_in_the_store_is_held_unique_in_a_file(database: Database) -> None:
    for line in LINES.values():
        if line.type in FORMER:
            continue
        columns = {field.key: field.column or field.key for field in line.fields}
        held = {frozenset(columns[key] for key in keys) for keys in line.unique}
        for index, unique, partial in database.rows(
            'SELECT name, "unique", partial FROM pragma_index_list(?)', (line.table,)
        ):
            if unique and not partial:
                names = {row[0] for row in database.rows("SELECT name FROM pragma_index_info(?)", (index,))}
                assert names in held, (line.table, names)


def test_types_stand_in_one_of_the_ways_of_writing_them() -> None:
    written_by_hand = {"contact", "organisation", "interaction", "follow-up", "playbook-run", "raw"}
    assert {*written_by_hand, *BY_ROW, *KEYLESS, *FORMER} == set(LINES)
    assert len(written_by_hand) + len(BY_ROW) + len(KEYLESS) + len(FORMER) == len(LINES)
