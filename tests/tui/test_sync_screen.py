"""Sync on the screens: folders are asked for once, and what others did is ticked, refused or left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from textual.events import Paste

from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.proposals import Decision, Proposal, ProposalKind
from netcrm.errors import FolderEmptied, StoreProblem
from netcrm.services.crm import Crm
from netcrm.services.sync.values import SyncProblem, SyncReport, SyncRequest
from netcrm.tui.dialogs.sync_folders import SyncFoldersDialog
from netcrm.tui.screens.sync import SyncScreen
from netcrm.tui.screens.sync_words import say_problem
from tests.tui.conftest import OpenScreens, said, settle, shown
from tests.tui.dialog_host import HOSTILE, assert_harmless, show

TOUCH = Proposal(ProposalKind.TOUCH, "log a touch with Ana Lima on 22 Nov 2026?", "a.ics")
MOVE = Proposal(ProposalKind.SNOOZE, "move “Send her my CV” with Bea Okafor to 2 Dec 2026?", "b.ics")
NEW = Proposal(ProposalKind.NEW, "add Noor Haddad?", "noor.vcf")
BOTH = Proposal(
    ProposalKind.CONFLICT, "whose e-mail of Ana Lima?", "ana.vcf", ours="ana@example.org", theirs="ana@new.example"
)
PROBLEM = SyncProblem("c.ics", "it has 0 bytes")


@dataclass(slots=True)
class FoldersOfOthers:
    """In place of the service: what it finds, and what it was asked to do."""

    known: tuple[SyncRequest, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[SyncProblem, ...] = ()
    failure: StoreProblem | None = None
    runs: list[tuple[SyncRequest, dict[str, Decision]]] = field(default_factory=list)
    left_off: list[SyncRequest] = field(default_factory=list)

    def folders(self) -> tuple[SyncRequest, ...]:
        return self.known

    def leave_off(self, request: SyncRequest) -> None:
        self.left_off.append(request)

    def look(self, request: SyncRequest) -> SyncReport:
        if self.failure and not request.start_anew:
            raise self.failure
        return SyncReport(0, 0, self.proposals, frozenset(), frozenset(), self.problems, None, "")

    def run(self, request: SyncRequest, decisions: Mapping[str, Decision]) -> SyncReport:
        self.runs.append((request, dict(decisions)))
        taken = frozenset(key for key, decision in decisions.items() if decision is Decision.TAKE)
        message = f"Did {len(taken)}. Wrote 3 files."
        return SyncReport(3, 0, self.proposals, taken, frozenset(), self.problems, 7 if taken else None, message)


@pytest.fixture
def others(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FoldersOfOthers:
    fake = FoldersOfOthers(known=(SyncRequest(folder=tmp_path / "calendar"),))
    monkeypatch.setitem(crm.__dict__, "sync", fake)
    return fake


async def test_what_others_did_is_ticked_refused_or_left_and_done_by_one_key(
    crm: Crm, screens: OpenScreens, others: FoldersOfOthers
) -> None:
    others.proposals, others.problems = (TOUCH, MOVE, NEW, BOTH), (PROBLEM,)
    async with screens(crm, size=(100, 30)) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SyncScreen)
        text = shown(pilot)
        assert "Sync: 4 proposals, 2 ticked, 1 problem" in text
        assert "[x] touch     log a touch with Ana Lima" in text
        assert "[x] snooze" in text
        assert "[ ] new" in text
        assert "[ ] conflict  netcrm: ana@example.org / file: ana@new.example · whose e-mail of" in text
        assert "✗ problem c.ics: it has 0 bytes" in text
        await pilot.press("down", "minus", "space")
        await settle(pilot)
        text = shown(pilot)
        assert "Sync: 4 proposals, 2 ticked" in text
        assert "[-] snooze" in text
        assert "[x] new" in text
        assert "netcrm holds  ana@example.org" in text
        assert "the file      ana@new.example" in text
        await pilot.press("enter")
        await settle(pilot)
        ((request, decisions),) = others.runs
        assert request == others.known[0]
        assert decisions == {
            TOUCH.key: Decision.TAKE, MOVE.key: Decision.REFUSE, NEW.key: Decision.TAKE, BOTH.key: Decision.LEAVE,
        }  # fmt: skip
        assert said(pilot) == "Did 2. Wrote 3 files. u to undo"
        assert not isinstance(pilot.app.screen, SyncScreen)


async def test_of_several_folders_those_tell_where_something_was_to_do(
    crm: Crm, screens: OpenScreens, others: FoldersOfOthers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    others.known = tuple(SyncRequest(folder=tmp_path / name) for name in "abc")
    wrote = {"b": 3}

    def run(request: SyncRequest, decisions: Mapping[str, Decision]) -> SyncReport:
        written = wrote.get(request.folder.name, 0) if request.folder else 0
        message = f"Wrote {written} files." if written else "All files were as they should be."
        return SyncReport(written, 0, (), frozenset(decisions), frozenset(), (), None, message)

    monkeypatch.setattr(FoldersOfOthers, "run", staticmethod(run))
    async with screens(crm) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert said(pilot) == "Wrote 3 files."
        wrote.clear()
        await pilot.press("y")
        await settle(pilot)
        assert said(pilot).count("All files were as they should be.") == 1


def test_the_reason_of_a_problem_is_seen_after_a_long_name() -> None:
    name = "checkin-1478bed7-f04e-4e7a-adfe-014ee91768ac-20261112@netcrm.ics"
    said_so = say_problem(SyncProblem(name, f"{name} and copy.ics hold the same item"))
    assert said_so == "checkin-1478bed7-f04e-4….ics: checkin-1478bed7-f04e-4….ics and copy.ics hold the same item"
    assert say_problem(PROBLEM) == "c.ics: it has 0 bytes"


async def test_all_are_ticked_but_conflicts_and_looking_again_keeps_what_was_decided(
    crm: Crm, screens: OpenScreens, others: FoldersOfOthers
) -> None:
    others.proposals = (TOUCH, replace(NEW, what=HOSTILE), BOTH)
    async with screens(crm) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert_harmless(shown(pilot))
        await pilot.press("r", "ctrl+a")
        others.proposals = (MOVE, *others.proposals)
        await pilot.press("end", "r", "y")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, SyncScreen)
        assert "Sync: 4 proposals, 3 ticked" in shown(pilot)
        assert "[-] conflict" in shown(pilot)
        assert "lets netcrm hold" in shown(pilot)
        await pilot.press("ctrl+a")
        await settle(pilot)
        assert "0 ticked" in shown(pilot)
        others.proposals = ()
        await pilot.press("y")
        await settle(pilot)
        assert "Nobody did anything here" in shown(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, SyncScreen)
        assert not others.runs


async def test_without_proposals_it_writes_and_says_so(crm: Crm, screens: OpenScreens, others: FoldersOfOthers) -> None:
    async with screens(crm) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert others.runs == [(others.known[0], {})]
        assert said(pilot) == "Did 0. Wrote 3 files."
        others.failure = StoreProblem("The folder /gone is not there.")
        await pilot.press("y")
        await settle(pilot)
        assert "The folder /gone is not there. “Sync folders” in the palette names other folders." in said(pilot)
        others.failure = FolderEmptied("It holds nothing. If on purpose, start anew (--start-anew).")
        await pilot.press("y")
        await settle(pilot)
        assert "If on purpose, start anew." in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert others.runs[1:] == [(replace(others.known[0], start_anew=True), {})]


async def test_the_first_time_folders_are_asked_for_and_others_are_left_off_when_they_change(
    crm: Crm, screens: OpenScreens, others: FoldersOfOthers, tmp_path: Path
) -> None:
    former = replace(others.known[0], form=Form.TODO)
    others.known = ()
    async with screens(crm) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SyncFoldersDialog)
        await pilot.press("escape")
        await settle(pilot)
        assert not others.runs
        others.known = (former,)
        await pilot.app.run_action("screen.sync_folders")
        await settle(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, SyncFoldersDialog)
        assert dialog.text_row(dialog.folder).text == str(former.folder)
        pilot.app.post_message(Paste(str(tmp_path / "new")))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert others.left_off == [former]
        assert others.runs == [(replace(former, folder=tmp_path / "new", kinds=others.runs[0][0].kinds), {})]


async def test_a_task_ticked_off_elsewhere_becomes_a_touch_in_the_store(
    crm: Crm, screens: OpenScreens, tmp_path: Path
) -> None:
    request = SyncRequest(folder=tmp_path / "calendar", form=Form.TODO)
    crm.sync.run(request)
    (anas,) = [path for path in (tmp_path / "calendar").iterdir() if b"Ana Lima" in path.read_bytes()]
    done = b"STATUS:COMPLETED\r\nCOMPLETED:20261122T100000Z"
    anas.write_bytes(anas.read_bytes().replace(b"STATUS:NEEDS-ACTION", done))
    (tmp_path / "calendar" / "odd.ics").write_bytes(b"")
    ana = crm.contacts.resolve("Ana Lima")
    async with screens(crm) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert "Sync: 1 proposal, 1 ticked, 1 problem" in shown(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "u to undo" in said(pilot)
        assert crm._session.kept(ana).last_touch == date(2026, 11, 22)
        await pilot.press("u")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        assert "Undone: " in said(pilot)
        assert crm._session.kept(ana).last_touch == date(2026, 11, 3)


async def test_the_folders_are_read_and_refused_beside_their_fields(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "file.txt").touch()
    async with show(SyncFoldersDialog(crm, SyncRequest()), size=(110, 30)) as dialog:
        assert "Items" not in dialog.text
        await dialog.press("enter")
        assert "✗ Name a folder, or an inbox file." in dialog.text
        for path, sentence in (
            ("/no/such/place/calendar", "There is no folder"),
            (str(tmp_path / "file.txt"), "is no folder"),
        ):
            await dialog.press("ctrl+u")
            await dialog.type(path)
            assert f"✗ {sentence}" in " ".join(dialog.text.split()) or sentence in dialog.text
        await dialog.press("ctrl+u")
        await dialog.type(str(tmp_path / "calendar"))
        assert "→ a new folder" in dialog.text
        await dialog.press("tab")
        await dialog.type("follow-ups interviews")
        await dialog.press("tab", "t", "f")
        await dialog.type(str(tmp_path / "cards"))
        await dialog.press("tab")
        await dialog.type(str(tmp_path / "inbox.txt"))
        await dialog.press("ctrl+s")
        (answer,) = dialog.answers
        assert answer is not None
        assert (answer.folder, answer.cards) == (tmp_path / "calendar", tmp_path / "cards")
        assert answer.inbox == tmp_path / "inbox.txt"
        assert answer.kinds == {CalendarKind.FOLLOW_UP, CalendarKind.INTERVIEW}
        assert answer.form is Form.TODO
        assert answer.detail.value == "full"
