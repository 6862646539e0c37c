"""Backup, restore and doctor, as the user meets them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.calendar.ledger import EntryState, LedgerEntry
from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.errors import StoreProblem, Unreadable
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from netcrm.services.interactions import InteractionDraft
from netcrm.store import backup as backups
from netcrm.store.database import Database
from tests.conftest import TODAY
from tests.store.walk import faults, picture

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def filled(crm: Crm) -> Crm:
    """A store with somebody in it, and something that happened."""
    crm.contacts.add(Details(Name("Ana Lima"), note="met in Leeds"))
    crm.interactions.log(InteractionDraft((1,), Channel.CALL, TODAY))
    return crm


def _database(crm: Crm) -> Database:
    return crm._session.database


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-wal", "-shm"))}


def test_a_backup_goes_where_the_user_says(filled: Crm, tmp_path: Path) -> None:
    assert filled.safety.backup(tmp_path / "copy.db") == tmp_path / "copy.db"
    in_folder = filled.safety.backup(tmp_path)
    assert in_folder.parent == tmp_path
    assert in_folder.name.startswith("network-")
    asked = filled.safety.backup()
    assert asked.parent == filled.path.parent / "backups"


def test_restore_brings_back_what_was_and_keeps_what_is(filled: Crm, tmp_path: Path) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    then = picture(_database(filled), "change_set", "change")
    filled.contacts.delete([1])
    filled.contacts.add(Details(Name("Wei Zhang")))
    now = picture(_database(filled), "change_set", "change")
    sentence = filled.safety.restore(backup).sentence
    assert picture(_database(filled), "change_set", "change") == then
    assert sentence.startswith(f"Restored {backup}: 1 contact. What was there before is in ")
    kept = Path(sentence.split("is in ")[1].removesuffix("."))
    filled.safety.restore(kept)
    assert picture(_database(filled), "change_set", "change") == now
    assert faults(_database(filled)) == []


def test_after_a_restore_history_goes_on_where_the_backup_stood(filled: Crm, tmp_path: Path) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    filled.contacts.delete([1])
    filled.safety.restore(backup)
    assert _database(filled).scalar("PRAGMA journal_mode") == "wal"
    assert filled.history.undo().sentence == "Undone: log a call with Ana Lima."
    filled.history.undo()
    assert filled.contacts.count() == 0


def test_an_open_program_sees_the_restored_store(filled: Crm, tmp_path: Path) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    filled.contacts.delete([1])
    with Crm.open(filled.path, clock=Clock(TODAY)) as screens:
        version = screens.data_version()
        assert screens.contacts.count() == 0
        filled.safety.restore(backup)
        assert screens.data_version() != version
        assert screens.contacts.count() == 1


def test_the_oldest_rotating_backup_can_be_restored(filled: Crm) -> None:
    """The backup that a restore takes first would else be the one too many."""
    oldest = backups.back_up(_database(filled), now=NOW - timedelta(days=20))
    filled.contacts.delete([1])
    for number in range(9):
        backups.back_up(_database(filled), now=NOW + timedelta(minutes=number))
    filled.safety.restore(oldest)
    assert filled.contacts.count() == 1
    assert oldest.exists()


@pytest.mark.parametrize("content", [None, b"", b"Dear diary\n" * 500])
def test_a_refused_restore_changes_nothing_and_takes_no_backup(
    filled: Crm, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "copy.db"
    if content is not None:
        path.write_bytes(content)
    before = picture(_database(filled))
    with pytest.raises(Unreadable):
        filled.safety.restore(path)
    assert picture(_database(filled)) == before
    assert _files(filled.path.parent) == {"network.db"}


def test_a_newer_backup_is_refused(filled: Crm, tmp_path: Path) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    with closing(sqlite3.connect(backup)) as other:
        other.execute("PRAGMA user_version = 99")
        other.commit()
    with pytest.raises(StoreProblem, match="newer netcrm"):
        filled.safety.restore(backup)


def test_the_store_is_not_restored_from_itself(filled: Crm) -> None:
    with pytest.raises(StoreProblem, match="the store itself"):
        filled.safety.restore(filled.path)


def test_a_restore_waits_for_nobody_for_ever(filled: Crm, tmp_path: Path) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    filled.contacts.delete([1])
    before = picture(_database(filled))
    _database(filled).execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem, match="busy in another program"):
            filled.safety.restore(backup)
    assert picture(_database(filled)) == before
    assert not any(name.startswith(".") for name in _files(filled.path.parent))


def _damage(path: Path, start: int) -> None:
    content = bytearray(path.read_bytes())
    content[start:] = b"\x55" * (len(content) - start)
    path.write_bytes(content)


@pytest.mark.parametrize("start", [8192, 40960])
def test_a_damaged_store_is_moved_aside_and_the_backup_takes_its_place(filled: Crm, tmp_path: Path, start: int) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    then = picture(_database(filled))
    filled.contacts.add(Details(Name("Wei Zhang")))
    filled.close()
    _damage(filled.path, start)
    damaged = filled.path.read_bytes()
    with Crm.open(filled.path, clock=Clock(TODAY), even_damaged=True) as crm:
        sentence = crm.safety.restore(backup).sentence
        assert picture(_database(crm)) == then
        assert _database(crm).scalar("PRAGMA journal_mode") == "wal"
    kept = Path(sentence.split("is in ")[1].removesuffix("."))
    assert kept.read_bytes() == damaged


def _entry(uid: str, sequence: int, digest: str = "d") -> LedgerEntry:
    return LedgerEntry(uid, digest, sequence, EntryState.CONFIRMED, NOW, None, "{}")


def test_a_restore_never_lowers_what_calendars_were_told(filled: Crm, tmp_path: Path) -> None:
    ledger = filled._session.ledger
    ledger.write("event-brief", [_entry("same", 3), _entry("moved", 1), _entry("gone", 5)], [])
    backup = filled.safety.backup(tmp_path / "copy.db")
    ledger.write("event-brief", [_entry("moved", 4, "later"), _entry("made since", 0)], ["gone"])
    filled.safety.restore(backup)
    after = ledger.read("event-brief")
    assert after["same"] == _entry("same", 3)
    assert after["moved"].sequence > 4
    assert after["made since"] == _entry("made since", 0)
    assert after["gone"] == _entry("gone", 5)
    assert set(after) == {"same", "moved", "made since", "gone"}


def test_an_older_store_than_the_program_knows_no_dates_that_do_not_follow(filled: Crm, tmp_path: Path) -> None:
    backup = filled.safety.backup(tmp_path / "copy.db")
    with closing(sqlite3.connect(backup)) as other:
        other.execute("UPDATE contact_state SET last_touch = '1999-01-01'")
        other.commit()
    filled.safety.restore(backup)
    assert filled.contacts.view(1).standing.last_touch == TODAY


def test_the_doctor_finds_nothing_in_a_sound_store(filled: Crm) -> None:
    diagnosis = filled.safety.doctor()
    assert (diagnosis.contacts, diagnosis.interactions, diagnosis.findings) == (1, 1, ())
    assert diagnosis.store == filled.path


def _behind_the_back(crm: Crm, *statements: str) -> None:
    with closing(sqlite3.connect(crm.path)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE contact_state SET last_touch = '1999-01-01'", "1 contact had derived dates that did not follow"),
        ("DELETE FROM contact_state", "1 contact had derived dates that did not follow"),
        (
            "INSERT INTO contact_search (contact_search, rowid, folded, nicknames, note)"
            " VALUES ('delete', 1, 'ana lima', '', 'met in Leeds')",
            "The search index contact_search did not fit its table",
        ),
    ],
)
def test_the_doctor_mends_what_follows_from_the_rest(filled: Crm, statement: str, words: str) -> None:
    _behind_the_back(filled, statement)
    (found,) = filled.safety.doctor(mend=False).findings
    assert (found.what, found.mended) == (words, False)
    (found,) = filled.safety.doctor().findings
    assert (found.what, found.mended) == (words, True)
    assert filled.safety.doctor().findings == ()
    assert filled.search.ids("leeds").tolist() == [1]


def test_the_doctor_tells_of_an_orphan_and_leaves_it(filled: Crm) -> None:
    _behind_the_back(
        filled,
        "DROP TRIGGER journal_participant_insert",
        "INSERT INTO participant (interaction_id, contact_id) VALUES (1, 77)",
    )
    (found,) = filled.safety.doctor().findings
    assert (found.what, found.mended) == ("A row of participant (2) points at a missing contact", False)


def test_an_empty_store_needs_no_daily_backup(crm: Crm) -> None:
    assert crm.safety.daily() is None
    assert crm.safety.weekly() is None


def test_the_screens_back_up_once_a_day_and_commands_once_a_week(filled: Crm) -> None:
    assert filled.safety.daily() is not None
    assert filled.safety.daily() is None
    (there,) = backups.rotating(filled.path)
    two_days_ago = datetime.now(UTC) - timedelta(days=2)
    there.rename(there.with_name(f"network-{two_days_ago:%Y%m%d-%H%M%S}-daily.db"))
    assert filled.safety.weekly() is None
    assert filled.safety.daily() is not None
    for one in backups.rotating(filled.path):
        one.unlink()
    assert filled.safety.weekly() is not None


def test_the_daily_backup_prunes_the_journal(filled: Crm) -> None:
    _database(filled).execute("UPDATE change_set SET made_at = '2020-01-01T00:00:00+00:00'")
    written = filled.safety.daily()
    assert written is not None
    assert filled.history.lines() == []
    with Crm.open(written, clock=Clock(TODAY)) as before:
        assert len(before.history.lines()) == 2


def test_the_daily_backup_looks_ahead_for_holidays(store_path: Path) -> None:
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        crm.settings.set("region", "US")
        crm.contacts.add(Details(Name("Ana Lima")))
    with Crm.open(store_path, clock=Clock(date(2030, 1, 2))) as later:
        assert not later._session.settings.has_holidays("US", 2035)
        later.safety.daily()
        assert later._session.settings.has_holidays("US", 2035)


def test_a_backup_before_an_import_is_there_when_it_went_wrong(filled: Crm, tmp_path: Path) -> None:
    card = tmp_path / "card.vcf"
    card.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Wei Zhang\r\nEND:VCARD\r\n")
    filled.imports.apply(filled.imports.plan([card]))
    (written,) = backups.rotating(filled.path)
    assert written.name.endswith("-import.db")
    with Crm.open(written, clock=Clock(TODAY)) as before:
        assert before.contacts.count() == 1


def test_rotating_backups_are_told_by_their_names_not_by_when_they_were_copied(filled: Crm) -> None:
    older = backups.back_up(_database(filled), now=NOW - timedelta(days=3))
    newer = backups.back_up(_database(filled), now=NOW)
    os.utime(older, (2e9, 2e9))
    assert backups.rotating(filled.path) == [newer, older]


def test_no_export_is_written_over_the_store(filled: Crm, tmp_path: Path) -> None:
    link = tmp_path / "people.csv"
    link.symlink_to(filled.path)
    for target in (filled.path, link):
        with pytest.raises(StoreProblem, match="is the store itself"):
            filled.exports.write(ExportKind.CSV, target)
    assert filled.contacts.count() == 1
