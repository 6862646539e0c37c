"""Acts: one transaction, one change set, nothing outside them, nothing left of one that fails; and pruning."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import peewee
import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.services.crm import Crm
from netcrm.services.session import Session
from netcrm.services.values import Origin
from netcrm.store.database import Database
from netcrm.store.journal import _FIRST_CHANGES, KEPT_SETS, Journal
from netcrm.store.triggers import JOURNALLED
from tests.conftest import TODAY
from tests.store.walk import picture

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def database(crm: Crm) -> Database:
    return crm._session.database


@pytest.fixture
def journal(database: Database) -> Journal:
    return Journal(database)


def _set(database: Database, value: str) -> None:
    database.execute(
        "INSERT INTO setting (key, value) VALUES ('colour', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (value,),
    )


def _sets(database: Database) -> list[int]:
    return [row[0] for row in database.rows("SELECT id FROM change_set ORDER BY id")]


def test_a_write_outside_an_act_fails(crm: Crm, database: Database) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    before = picture(database)
    for statement in (
        "INSERT INTO setting (key, value) VALUES ('a', 'b')",
        "UPDATE contact SET name = 'Eve'",
        "DELETE FROM contact",
    ):
        with pytest.raises(peewee.IntegrityError):
            database.execute(statement)
    assert picture(database) == before


@pytest.mark.parametrize("table", JOURNALLED)
def test_every_journalled_table_has_its_three_triggers(database: Database, table: str) -> None:
    names = {
        row[0]
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    }
    assert {f"journal_{table}_{operation}" for operation in ("insert", "update", "delete")} <= names


def test_an_act_that_changes_nothing_leaves_no_change_set(database: Database, journal: Journal) -> None:
    with journal.act("nothing", "command", NOW) as act:
        pass
    assert act.kept is None
    assert _sets(database) == []


def test_writing_over_a_row_what_it_holds_is_no_change(database: Database, journal: Journal) -> None:
    with journal.act("set", "command", NOW):
        _set(database, "red")
    with journal.act("set again", "command", NOW) as act:
        _set(database, "red")
    assert act.kept is None


def test_an_act_that_raises_leaves_nothing(database: Database, journal: Journal) -> None:
    with suppress(ZeroDivisionError), journal.act("fails", "command", NOW):
        _set(database, "red")
        raise ZeroDivisionError
    assert database.rows("SELECT * FROM setting") == []
    assert _sets(database) == []
    with journal.act("works", "command", NOW) as act:
        _set(database, "blue")
    assert act.kept is not None


def test_a_bulk_load_that_raises_leaves_nothing_and_the_next_act_is_journalled_row_by_row(
    database: Database, journal: Journal
) -> None:
    with suppress(ZeroDivisionError), journal.act("fails", "command", NOW) as act, act.bulk_load():
        _set(database, "red")
        raise ZeroDivisionError
    with journal.act("works", "command", NOW) as act:
        _set(database, "blue")
    rows = database.rows("SELECT operation, row_id FROM change WHERE change_set = ?", (act.change_set,))
    assert rows == [("insert", 1)]


def test_a_row_loaded_in_bulk_and_changed_in_the_same_act_goes_with_it(database: Database, journal: Journal) -> None:
    with journal.act("loads", "command", NOW) as act:
        with act.bulk_load():
            _set(database, "red")
            _set(database, "green")
        _set(database, "blue")
    loaded = journal.get(act.change_set)
    with journal.act("undo", "command", NOW, kind="undo", target=loaded.id):
        journal.revert(loaded)
    assert database.rows("SELECT * FROM setting") == []


def test_another_thread_writes_after_an_act_not_into_it(crm: Crm, database: Database, journal: Journal) -> None:
    added: list[int | None] = []

    def add() -> None:
        with crm.connection():
            added.append(crm.contacts.add(Details(Name("Wei Zhang"))).change_set)

    other = threading.Thread(target=add)
    with journal.act("first", "command", NOW) as act:
        _set(database, "red")
        other.start()
        assert crm.contacts.count() == 0
        _set(database, "green")
    other.join()
    assert crm.contacts.count() == 1
    assert added == [act.change_set + 1]
    assert {row[0] for row in database.rows("SELECT tab FROM change WHERE change_set = ?", (act.change_set,))} == {
        "setting"
    }


def test_a_row_keeps_its_very_bytes_through_undo(crm: Crm) -> None:
    note = "“quoted” \\ back {\"a\": [null]} \t\n🦊 'x' " + "long " * 50_000
    crm.contacts.add(Details(Name("Ana Lima"), note=note))
    before = picture(crm._session.database)
    crm.contacts.delete([1])
    crm.history.undo()
    assert picture(crm._session.database) == before


def test_ids_are_never_given_twice(crm: Crm) -> None:
    first = crm.contacts.add(Details(Name("Ana Lima"))).contact_ids
    crm.history.undo()
    second = crm.contacts.add(Details(Name("Wei Zhang"))).contact_ids
    assert first != second


def _act(database: Database, journal: Journal, value: str, made_at: datetime) -> int:
    with journal.act(f"set {value}", "command", made_at) as act:
        _set(database, value)
    assert act.kept is not None
    return act.kept


def test_pruning_keeps_the_last_thousand_sets_whatever_gaps_lie_between(database: Database, journal: Journal) -> None:
    for number in range(KEPT_SETS + 5):
        _act(database, journal, str(number), NOW)
        with journal.act("nothing", "command", NOW):
            pass
    journal.prune(NOW)
    kept = _sets(database)
    assert len(kept) == KEPT_SETS
    assert database.rows("SELECT DISTINCT change_set FROM change ORDER BY 1") == [(one,) for one in kept]
    assert database.rows("SELECT value FROM setting") == [(str(KEPT_SETS + 4),)]


def test_pruning_forgets_what_is_older_than_180_days_from_the_old_end_only(
    database: Database, journal: Journal
) -> None:
    days = [400, 181, 179, 300, 0]
    sets = [_act(database, journal, str(n), NOW - timedelta(days=ago)) for n, ago in enumerate(days)]
    journal.prune(NOW)
    # The fourth was written under a clock that stood back: without it, the third could be taken back alone.
    assert _sets(database) == sets[2:]


def test_pruning_may_forget_everything(database: Database, journal: Journal) -> None:
    _act(database, journal, "red", NOW - timedelta(days=200))
    journal.prune(NOW)
    assert _sets(database) == []
    assert journal.next_undo() is None


def test_an_undo_whose_act_was_forgotten_can_still_be_redone(crm: Crm, database: Database) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    before = picture(database)
    crm.history.undo()
    database.execute("UPDATE change_set SET made_at = '2020-01-01T00:00:00+00:00' WHERE kind = 'act'")
    Journal(database).prune(NOW)
    line = crm.history.next_redo()
    assert line is not None
    assert line.label == "add Ana Lima"
    crm.history.redo()
    assert picture(database) == before


def test_bytes_go_when_neither_a_row_nor_the_journal_needs_them(store_path: Path, tmp_path: Path) -> None:
    card = tmp_path / "card.vcf"
    card.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Lima\r\nEND:VCARD\r\n")
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        database, journal = crm._session.database, crm._session.journal
        crm.imports.apply(crm.imports.plan([card]))
        assert database.scalar("SELECT count(*) FROM blob") == 1
        journal.prune(NOW)
        assert database.scalar("SELECT count(*) FROM blob") == 1, "the contact came from it"
        crm.contacts.delete([1])
        journal.prune(NOW)
        assert database.scalar("SELECT count(*) FROM blob") == 1, "undo would need it"
        crm.history.undo()
        digest = database.scalar("SELECT digest FROM source")
        assert crm._session.sources.bytes_of(digest) == card.read_bytes().strip()
        crm.contacts.delete([1])
        journal.prune(NOW + timedelta(days=181))
        assert database.scalar("SELECT count(*) FROM blob") == 0


def test_each_act_knows_where_it_came_from(store_path: Path) -> None:
    with Crm.open(store_path, clock=Clock(TODAY), origin=Origin.SCREENS) as screens:
        screens.contacts.add(Details(Name("Ana Lima")))
    with Crm.open(store_path, clock=Clock(TODAY)) as commands:
        commands.contacts.add(Details(Name("Wei Zhang")))
        assert [line.origin for line in commands.history.lines()] == [Origin.COMMAND, Origin.SCREENS]


def test_the_day_of_a_session_is_its_clocks(crm: Crm) -> None:
    session: Session = crm._session
    assert session.today == TODAY
    crm.contacts.add(Details(Name("Ana Lima")))
    assert crm.history.lines()[0].made_at == NOW


def test_bringing_back_a_large_set_looks_at_each_of_its_rows_once(database: Database) -> None:
    """Left to itself, SQLite compares every row with every other: hours for the redo of a large import."""
    plan = database.rows(f"EXPLAIN QUERY PLAN {_FIRST_CHANGES}", (1, "contact"))
    looks = [row[3] for row in plan if row[3].startswith("SEARCH")]
    assert looks == [
        "SEARCH c USING INDEX change_of_set (change_set=? AND tab=?)",
        "SEARCH change USING INDEX change_of_set (change_set=? AND tab=? AND row_id=?)",
        "SEARCH r USING INDEX change_range (change_set=? AND tab=?)",
    ]
