"""A store of the first shape is brought up to date when it is opened: no row is lost, and acts go on from there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playhouse.migrations import Runner

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.interaction import Channel
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.store import database as opening
from netcrm.store import triggers
from netcrm.store.database import APPLICATION_ID, SCHEMA_VERSION, Database
from tests.conftest import TODAY
from tests.services.support import added, day, every
from tests.store.walk import faults

_NEW_TABLES = {
    "playbook_run", "playbook_member", "set_aside", "former_uid", "field_change", "not_same", "interview",
    "interview_step", "interview_note", "advice", "mentorship", "mentor_goal", "relation", "introduction",
    "introduction_step", "introduction_task", "event", "event_person", "study", "study_site", "study_person",
    "publication", "authorship", "goal", "activity", "employer", "lead", "note_rule",
}  # fmt: skip
_ANOTHER_SHAPE = {"journal_current", "calendar_ledger"}
"""Tables of which no row of today's store fits the first shape."""
Rows = dict[str, list[tuple[object, ...]]]
OldStore = tuple[Path, dict[str, list[str]], Rows]


def filled(path: Path) -> None:
    """Make a store of today with people, promises, snoozes and all other acts in it."""
    with Crm.open(path, clock=Clock(TODAY)) as crm:
        ana = added(crm, "Ana Lima", "2 weeks", organisation="St Mary", tags=("phase/2",), email="ana@stmary.test")
        bo = added(crm, "Bo Chen", "monthly, latest 6 weeks")
        crm.interactions.log(
            InteractionDraft((ana, bo), Channel.EMAIL, day("2026-10-05"), summary="about the protocol")
        )
        for due_on, theirs in (("2026-11-20", False), ("2026-12-01", True), ("2026-12-02", False)):
            crm.follow_ups.add(FollowUpDraft(ana, f"for {due_on}", day(due_on), theirs=theirs))
        crm.acts.done("f1")
        crm.acts.drop("f2", reason="moved away")
        crm.acts.snooze("f3", "c1", until=day("2026-12-24"))
        crm.acts.skip("c2")
        crm.acts.drop("a1", reason="on leave")
        crm.pauses.pause([bo], day("2027-01-01"), day("2027-01-08"), "holiday")
        crm.cadences.set(CadenceScope.TAG, "phase", every("monthly"))
        crm.settings.set("daily-cap", "8")


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def rows(connection: sqlite3.Connection, tables: dict[str, list[str]]) -> Rows:
    return {
        table: connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {names[0]}").fetchall()
        for table, names in tables.items()
    }


@pytest.fixture(scope="module")
def first_shape(tmp_path_factory: pytest.TempPathFactory) -> OldStore:
    """A store of version 1: its path, its tables with their columns, and its rows."""
    folder = tmp_path_factory.mktemp("first")
    filled(folder / "new" / "n.db")
    (folder / "migrations").mkdir()
    shutil.copy(Path(opening.__file__).parent / "migrations" / "0001_first.py", folder / "migrations")
    old = Database(folder / "old.db")
    with pytest.MonkeyPatch.context() as patch, old.immediate():
        Runner(old.peewee, str(folder / "migrations")).up()
        patch.setattr(triggers, "JOURNALLED", tuple(t for t in triggers.JOURNALLED if t not in _NEW_TABLES))
        kept = [
            name
            for name, sql in old.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if "STRICT" in (sql or "") and name not in _ANOTHER_SHAPE
        ]
        with closing(sqlite3.connect(folder / "new" / "n.db")) as new:
            tables = {table: columns(old.peewee.connection(), table) for table in kept}
            for table, found in rows(new, tables).items():
                names = tables[table]
                old.many(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", found)
        for searched in ("contact_search", "organisation_search", "interaction_search"):
            old.execute(f"INSERT INTO {searched} ({searched}) VALUES ('rebuild')")
        triggers.rebuild(old.peewee)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
    before = rows(old.peewee.connection(), tables)
    old.close()
    return folder / "old.db", tables, before


@pytest.fixture
def old(first_shape: OldStore, tmp_path: Path) -> Path:
    path = tmp_path / "own" / "network.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy(first_shape[0], path)
    return path


def test_it_keeps_every_row_but_ends_undo(first_shape: OldStore, old: Path) -> None:
    _, tables, before = first_shape
    assert all(before[table] for table in ("contact", "follow_up", "snooze", "skip", "rest", "pause", "change_set"))
    with Crm.open(old, clock=Clock(TODAY)) as crm:
        database = crm._session.database
        after = rows(database.peewee.connection(), tables)
        assert (after.pop("change"), after.pop("change_set")) == ([], [])
        assert after == {table: found for table, found in before.items() if table not in ("change", "change_set")}
        assert crm.history.next_undo() is None
        assert database.scalar("PRAGMA user_version") == SCHEMA_VERSION
        assert faults(database) == []
        assert crm.safety.doctor(mend=False).findings == ()
        assert [one.recurrence for one in crm._session.follow_ups.all()] == [None] * 3


def test_it_has_the_triggers_and_columns_of_a_new_store(old: Path, crm: Crm) -> None:
    with Crm.open(old, clock=Clock(TODAY)) as migrated:
        made = [
            {
                (kind, name, sql if kind == "trigger" else "")
                for kind, name, sql in each._session.database.rows(
                    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
                )
            }
            for each in (migrated, crm)
        ]
        assert made[0] == made[1]
        for table in triggers.JOURNALLED:
            names = [triggers.columns(each._session.database.peewee, table) for each in (migrated, crm)]
            assert names[0] == names[1], table


def test_acts_go_on_and_are_undone_as_in_a_new_store(old: Path) -> None:
    with Crm.open(old, clock=Clock(TODAY)) as crm:
        before = [item.key for item in crm.agenda.build(day("2027-12-31")).items]
        crm.acts.snooze("c1", "f3", until=day("2026-12-01"), reason="exam")
        crm.follow_ups.add(FollowUpDraft(1, "dues", day("2026-11-23"), every=every("month").interval))
        crm.acts.skip("f4")
        assert faults(crm._session.database) == []
        for _ in range(3):
            crm.history.undo()
        assert crm.history.next_undo() is None
        assert [item.key for item in crm.agenda.build(day("2027-12-31")).items] == before


def test_a_backup_of_the_old_shape_is_taken_first(old: Path) -> None:
    Crm.open(old, clock=Clock(TODAY)).close()
    (backup,) = old.parent.glob("**/*migration*")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM follow_up").fetchone() == (3,)
