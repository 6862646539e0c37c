"""Syncs that are killed in the middle, or meet another one: nothing is asked about twice, done twice or taken for
somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import State
from netcrm.formats.vdir import Vdir
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.safety import SafetyService
from netcrm.services.sync.cards.writing import CardWriter
from netcrm.services.sync.values import SyncReport, SyncRequest
from tests.conftest import TODAY
from tests.services.support import added, day
from tests.stores import empty_store

_NAMES = ("Ana Lima", "Ben Ortiz", "Chidi Okafor", "Dana Weiss")


class Killed(BaseException):
    """What ends a sync at once."""


class Folders:
    """A store with promises, and the two folders that it is synced with."""

    def __init__(self, crm: Crm, folder: Path) -> None:
        self.crm = crm
        self.request = SyncRequest(folder / "calendar", folder / "cards")
        self.people = [added(crm, name, email=f"{name[:3]}@x.test") for name in _NAMES]
        for contact_id in self.people:
            crm.follow_ups.add(FollowUpDraft(contact_id, "Send CV", day("2026-12-03")))
        self.sync()

    def sync(self, *, all_without_conflict: bool = False) -> SyncReport:
        return self.crm.sync.run(self.request, all_without_conflict=all_without_conflict)

    def killed_after(self, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Sync until so many files are written or removed, or a folder is done with."""
        left = [count]

        def counted(act: Callable[..., Any]) -> Callable[..., Any]:
            def acting(*given: Any, **more: Any) -> Any:
                if not left[0]:
                    raise Killed
                left[0] -= 1
                return act(*given, **more)

            return acting

        with monkeypatch.context() as patched:
            patched.setattr(Vdir, "write", counted(Vdir.write))
            patched.setattr(Vdir, "remove", counted(Vdir.remove))
            patched.setattr(Vdir, "settle", counted(Vdir.settle))
            patched.setattr(CardWriter, "_keep", lambda _: None)  # who is killed keeps nothing
            with pytest.raises(Killed):
                self.sync(all_without_conflict=True)

    def snooze(self, until: str) -> None:
        for number in range(1, 5):
            self.crm.acts.snooze(f"f{number}", until=day(until))

    def note(self, words: str) -> None:
        for contact_id in self.people:
            details = self.crm.contacts.get(contact_id).details
            self.crm.contacts.edit(contact_id, replace(details, note=words))

    def is_quiet(self) -> bool:
        report = self.sync()
        assert (report.proposals, report.problems) == ((), ())
        report = self.sync()
        return (report.written, report.removed, report.proposals, report.problems) == (0, 0, (), ())


@pytest.fixture
def folders(crm: Crm, tmp_path: Path) -> Folders:
    return Folders(crm, tmp_path)


@pytest.mark.parametrize("count", [0, 1, 3, 5, 7])
def test_what_a_killed_sync_wrote_is_nobody_elses_though_netcrm_goes_on(
    folders: Folders, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.snooze("2026-12-08")
    folders.note("likes tea")
    folders.killed_after(count, monkeypatch)
    folders.snooze("2026-12-10")
    folders.note("likes coffee")
    assert folders.is_quiet()
    assert folders.request.folder
    assert folders.request.cards
    texts = [path.read_text() for one in (folders.request.folder, folders.request.cards) for path in one.iterdir()]
    assert (sum("20261210" in it for it in texts), sum("likes coffee" in it for it in texts)) == (4, 4)


def test_a_new_file_of_a_killed_sync_ends_with_its_item(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    folders.crm.follow_ups.add(FollowUpDraft(folders.people[0], "Call", day("2026-12-04")))
    folders.killed_after(1, monkeypatch)
    folders.crm.acts.done("f5")
    assert folders.is_quiet()
    assert folders.request.folder
    assert sum(b"STATUS:CANCELLED" in path.read_bytes() for path in folders.request.folder.iterdir()) == 1


def test_what_a_killed_sync_removed_was_deleted_by_nobody(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    folders.crm.contacts.set_state(folders.people[:1], State.ARCHIVED)
    folders.sync()
    folders.crm.contacts.set_state(folders.people[1:3], State.ARCHIVED)
    folders.killed_after(4, monkeypatch)  # two promises ended, and one of two cards is gone
    folders.crm.contacts.set_state(folders.people, State.ACTIVE)
    assert folders.is_quiet()


def test_what_was_taken_over_before_the_kill_is_not_asked_about_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folders.request.folder
    for path in folders.request.folder.glob("followup-*"):
        path.write_bytes(path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:[x] ").replace(b"SEQUENCE:0", b"SEQUENCE:2"))
    folders.crm.contacts.set_state(folders.people[:1], State.DO_NOT_CONTACT)
    folders.killed_after(0, monkeypatch)
    assert folders.is_quiet()


def test_two_syncs_at_once_do_everything_once(
    store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Crm.open(empty_store(store_path), clock=Clock(TODAY)) as crm:
        folders = Folders(crm, tmp_path)
        assert folders.request.folder
        for path in folders.request.folder.glob("followup-*"):
            path.write_bytes(path.read_bytes().replace(b"SUMMARY:", b"SUMMARY:[x] "))
        taken: list[str] = []

        def before(_: SafetyService, reason: str) -> None:
            """Let another sync be faster once the first one looked."""
            if not taken:
                taken.append(reason)
                with Crm.open(store_path, clock=Clock(TODAY)) as other:
                    assert len(other.sync.run(folders.request, all_without_conflict=True).taken) == 4

        monkeypatch.setattr(SafetyService, "before", before)
        report = folders.sync(all_without_conflict=True)
        assert (report.change_set, report.proposals) == (None, ())
        assert [len(crm.contacts.timeline(one)) for one in folders.people] == [2] * 4
