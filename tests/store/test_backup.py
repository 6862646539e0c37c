"""Backups: whole, private, rotating; and which files are taken back."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.errors import StoreProblem, Unreadable
from netcrm.services.crm import Crm
from netcrm.store import backup as backups
from netcrm.store.database import Database, open_database
from tests.store.walk import picture

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def database(crm: Crm) -> Database:
    crm.contacts.add(Details(Name("Ana Lima"), note="met in Leeds"))
    return crm._session.database


def test_a_backup_is_whole_and_private_and_stands_alone(database: Database) -> None:
    path = backups.back_up(database, now=NOW)
    assert path == database.path.parent / "backups" / "network-20261123-120000-daily.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(open_database(path)) as copy:
        assert picture(copy, "change_set", "change") == picture(database, "change_set", "change")
    assert [one for one in path.parent.iterdir() if one != path] == []


def test_a_backup_holds_what_another_program_wrote_a_moment_ago(database: Database) -> None:
    with Crm.open(database.path) as other:
        other.contacts.add(Details(Name("Wei Zhang")))
        with closing(sqlite3.connect(backups.back_up(database))) as copy:
            assert copy.execute("SELECT count(*) FROM contact").fetchone() == (2,)


def test_the_last_ten_rotating_backups_stay(database: Database) -> None:
    made = [backups.back_up(database, now=NOW + timedelta(minutes=number)) for number in range(12)]
    assert backups.rotating(database.path) == list(reversed(made[2:]))


def test_backups_of_one_second_do_not_overwrite_each_other(database: Database) -> None:
    made = [backups.back_up(database, now=NOW) for _ in range(11)]
    assert len(set(made)) == 11
    assert backups.rotating(database.path) == list(reversed(made[1:]))


@pytest.mark.parametrize(
    "name",
    ["mine.db", "network-mine.db", "network-old-20200101-000000-daily.db", "network-20200101-000000-damaged.db.kept"],
)
def test_rotation_touches_no_file_that_is_not_a_rotating_backup_of_this_store(database: Database, name: str) -> None:
    folder = backups.back_up(database, now=NOW).parent
    other = folder / name
    other.write_text("kept", encoding="utf-8")
    for number in range(12):
        backups.back_up(database, now=NOW + timedelta(minutes=number))
    assert other.read_text(encoding="utf-8") == "kept"


def test_a_stores_name_may_hold_any_sign(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "my [net]*work?.db")) as database:
        made = backups.back_up(database, now=NOW)
        assert backups.rotating(database.path) == [made]
        assert backups.made_at(made) == NOW


def test_what_the_user_names_is_written_over_only_where_it_is_a_backup(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backups.copy_to(database, target)
    backups.copy_to(database, target)
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary", encoding="utf-8")
    with pytest.raises(StoreProblem, match="is there already and is no backup"):
        backups.copy_to(database, diary)
    assert diary.read_text(encoding="utf-8") == "Dear diary"


def test_a_backup_is_not_written_over_the_store_by_whatever_path(database: Database, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(database.path)
    for path in (database.path, link, database.path.parent / ".." / database.path.parent.name / database.path.name):
        with pytest.raises(StoreProblem, match="over the store itself"):
            backups.copy_to(database, path)


def test_a_backup_that_cannot_be_written_leaves_no_trace(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="could not be written"):
        backups.copy_to(database, tmp_path / "no" / "such" / "copy.db")
    (database.path.parent / "backups").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreProblem, match="No backup can be written"):
        backups.back_up(database)
    assert {path.name for path in database.path.parent.iterdir()} == {
        "network.db", "network.db-wal", "network.db-shm", "backups"
    }  # fmt: skip


def test_a_backup_of_a_damaged_store_is_refused_and_leaves_nothing(database: Database) -> None:
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    content = bytearray(database.path.read_bytes())
    content[40960:] = b"\x55" * (len(content) - 40960)
    database.path.write_bytes(content)
    with pytest.raises(StoreProblem, match=r"damaged|not whole"):
        backups.back_up(database)
    assert list((database.path.parent / "backups").iterdir()) == []


def _text(path: Path) -> None:
    path.write_text("Dear diary\n" * 1000, encoding="utf-8")


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
        other.commit()


def _newer(path: Path) -> None:
    open_database(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
        other.commit()


def _damaged(path: Path) -> None:
    open_database(path).close()
    content = bytearray(path.read_bytes())
    content[40960:] = b"\x55" * (len(content) - 40960)
    path.write_bytes(content)


def _cut_off(path: Path) -> None:
    open_database(path).close()
    path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (lambda path: None, Unreadable, "There is no backup"),
        (lambda path: path.mkdir(), Unreadable, "There is no backup"),
        (lambda path: path.touch(), Unreadable, "is not a netcrm store"),
        (_text, Unreadable, "is not a netcrm store"),
        (_foreign, Unreadable, "is not a netcrm store"),
        (_newer, StoreProblem, "made by a newer netcrm"),
        (_damaged, StoreProblem, "is damaged|cannot be restored"),
        (_cut_off, StoreProblem, "is damaged|cannot be restored"),
    ],
)
def test_what_is_no_sound_backup_is_refused(
    database: Database, tmp_path: Path, make: Callable[[Path], object], kind: type[Exception], words: str
) -> None:
    path = tmp_path / "backup.db"
    make(path)
    with pytest.raises(kind, match=words):
        backups.check_backup(path, database.path)


def test_the_store_is_no_backup_of_itself(database: Database) -> None:
    with pytest.raises(StoreProblem, match="is the store itself"):
        backups.check_backup(database.path, database.path)
