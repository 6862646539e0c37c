"""Opening a store: made once, private, and what is no store is refused without being touched."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.errors import StoreDamaged, StoreProblem
from netcrm.services.crm import Crm
from netcrm.store.database import SCHEMA_VERSION, open_database
from tests.conftest import TODAY
from tests.store.walk import picture

posix = pytest.mark.skipif(sys.platform == "win32", reason="file modes and limits of POSIX systems")
BIG = Details(Name("Ana Lima"), note="long " * 400_000)


def _refused(path: Path, words: str) -> None:
    with pytest.raises(StoreProblem, match=words) as refusal:
        open_database(path)
    assert refusal.value.exit_code == 6


def _everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@posix
def test_a_new_store_and_its_folder_are_its_users_alone(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    crm.safety.backup()
    for path in crm.path.parent.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE(crm.path.parent.stat().st_mode) == 0o700
    assert crm.path.with_name("network.db-wal").exists()


@posix
def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_database(tmp_path / "network.db").close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_store_writes_ahead_checks_references_and_waits(crm: Crm) -> None:
    database = crm._session.database
    settings = {
        name: database.scalar(f"PRAGMA {name}")
        for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
    }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "synchronous": 1}


def test_a_backup_that_was_copied_into_place_writes_ahead_again(crm: Crm, tmp_path: Path) -> None:
    copy = crm.safety.backup(tmp_path / "copy.db")
    assert copy.read_bytes()[18:20] == b"\1\1"
    with closing(open_database(copy)) as database:
        assert database.scalar("PRAGMA journal_mode") == "wal"


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "network.db"
    path.touch()
    with closing(open_database(path)) as database:
        assert database.scalar("PRAGMA user_version") == SCHEMA_VERSION


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
        other.commit()


def _foreign_but_empty(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA application_id = 77")
        other.execute("PRAGMA user_version = 1")
        other.commit()


def _newer(path: Path) -> None:
    open_database(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        other.commit()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_text("Dear diary", encoding="utf-8"), "is not a netcrm store"),
        (lambda path: path.write_text("Dear diary\n" * 1000, encoding="utf-8"), "is not a netcrm store"),
        (lambda path: path.write_bytes(bytes(8192)), "is not a netcrm store"),
        (_foreign, "is a database of another program"),
        (_foreign_but_empty, "is a database of another program"),
        (_newer, rf"made by a newer netcrm \(format {SCHEMA_VERSION + 1}, .*Update netcrm"),
    ],
)
def test_a_file_that_is_no_store_of_ours_is_refused_and_stays_as_it_is(
    tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "network.db"
    make(path)
    before = _everything_in(tmp_path)
    _refused(path, words)
    assert _everything_in(tmp_path) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    _refused(tmp_path, "is a folder")


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    _refused(tmp_path / "notes.txt" / "network.db", "cannot be made")


@posix
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/null")])
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "network.db")
    _refused(tmp_path / "network.db", "no ordinary file")


def test_an_older_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    _refused(tmp_path / "network.db", r"needs SQLite 3\.37")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def _folder_of_an_ordinary_user() -> Iterator[Path]:
    """Yield a folder, and be its owner meanwhile: to a superuser nothing is read-only."""
    is_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    try:
        if is_root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        yield folder
    finally:
        folder.chmod(0o700)
        if is_root:
            os.seteuid(0)
        for path in sorted(folder.rglob("*"), reverse=True):
            path.unlink()
        folder.rmdir()


@posix
def test_a_read_only_folder_is_refused_and_nothing_is_made_in_it() -> None:
    with _folder_of_an_ordinary_user() as folder:
        folder.chmod(0o500)
        _refused(folder / "network.db", "cannot be made: Permission denied")
        _refused(folder / "deeper" / "network.db", "cannot be made: Permission denied")
        assert list(folder.iterdir()) == []


@posix
def test_a_store_that_cannot_be_written_says_so() -> None:
    with _folder_of_an_ordinary_user() as folder:
        path = folder / "network.db"
        with Crm.open(path, clock=Clock(TODAY)) as crm:
            crm.contacts.add(Details(Name("Ana Lima")))
        before = path.read_bytes()
        path.chmod(0o400)
        folder.chmod(0o500)
        with (
            pytest.raises(StoreProblem, match=r"cannot be (opened|written)"),
            Crm.open(path, clock=Clock(TODAY)) as crm,
        ):
            crm.contacts.add(Details(Name("Wei Zhang")))
        assert path.read_bytes() == before


def test_a_full_disk_leaves_the_store_as_it_was_and_usable(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Wei Zhang")))
    database = crm._session.database
    before = picture(database)
    pages = database.scalar("PRAGMA page_count")
    database.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(StoreProblem, match="The disk is full: nothing was written") as problem:
        crm.contacts.add(BIG)
    assert problem.value.exit_code == 6
    assert picture(database) == before
    database.execute("PRAGMA max_page_count = 1000000")
    crm.contacts.add(BIG)
    crm.history.undo()
    assert picture(database) == before


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@posix
def test_a_file_that_cannot_grow_leaves_the_store_as_it_was_and_usable(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Wei Zhang")))
    database = crm._session.database
    before = picture(database)
    with _files_no_larger_than(600_000), pytest.raises(StoreProblem, match=r"failed to read or write|full") as problem:
        crm.contacts.add(BIG)
    assert problem.value.exit_code == 6
    assert picture(database) == before
    crm.contacts.add(BIG)
    assert crm.contacts.count() == 2


@posix
def test_a_store_that_could_not_be_made_for_want_of_room_is_made_later(tmp_path: Path) -> None:
    path = tmp_path / "network.db"
    with _files_no_larger_than(20_000):
        _refused(path, "failed to read or write|full")
    with Crm.open(path, clock=Clock(TODAY)) as crm:
        crm.contacts.add(Details(Name("Ana Lima")))


def test_a_damaged_store_says_what_helps(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    path = crm.path
    crm.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\x55" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="`netcrm restore`"), Crm.open(path, clock=Clock(TODAY)) as crm:
        crm.contacts.get(1)


def test_a_locked_store_says_so_after_waiting(crm: Crm) -> None:
    crm.contacts.count()
    crm._session.database.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(crm.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem, match="busy in another program"):
            crm.contacts.add(Details(Name("Ana Lima")))
    crm.contacts.add(Details(Name("Ana Lima")))


def test_a_store_sees_that_another_program_wrote(crm: Crm) -> None:
    with Crm.open(crm.path, clock=Clock(TODAY)) as other:
        before = crm.data_version()
        assert crm.data_version() == before
        other.contacts.add(Details(Name("Ana Lima")))
        assert crm.data_version() != before
        assert crm.contacts.get(1).name == "Ana Lima"


def test_what_is_rolled_back_leaves_nothing_even_inside_an_act(crm: Crm) -> None:
    session = crm._session
    before = picture(session.database)
    with session.database.rolled_back():
        crm.contacts.add(Details(Name("Ana Lima")))
        assert crm.contacts.count() == 1
    assert picture(session.database) == before
    assert crm.history.lines() == []
    assert crm.contacts.add(Details(Name("Ana Lima"))).change_set is not None
