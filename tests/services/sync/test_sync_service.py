"""Several folders together: what is remembered of them, and that all is one act."""

from __future__ import annotations

from pathlib import Path

from netcrm.services.crm import Crm
from netcrm.services.sync.values import SyncRequest
from tests.services.support import added


def test_folders_are_remembered_together_and_each_once(crm: Crm, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox.txt"
    inbox.write_text("# nothing yet")
    alone = SyncRequest(cards=tmp_path / "cards")
    crm.sync.run(alone)
    assert crm.sync.folders() == (alone,)
    crm.sync.run(SyncRequest(inbox=inbox))
    assert set(crm.sync.folders()) == {alone, SyncRequest(inbox=inbox)}
    together = SyncRequest(tmp_path / "calendar", tmp_path / "cards", inbox)
    crm.sync.run(together)
    assert crm.sync.folders() == (together,)


def test_what_was_done_in_all_of_them_is_one_act(crm: Crm, tmp_path: Path) -> None:
    ana = added(crm, "Ana Lima", "2 weeks", email="ana@x.test")
    request = SyncRequest(tmp_path / "calendar", tmp_path / "cards", tmp_path / "inbox.txt")
    (tmp_path / "inbox.txt").write_text("# nothing yet")
    crm.sync.run(request)
    before = crm.history.lines()[0].id
    (tmp_path / "inbox.txt").write_text("call ana: talked about the synopsis\n")
    (card,) = (tmp_path / "cards").glob("*.vcf")
    card.write_bytes(card.read_bytes().replace(b"END:VCARD", b"TEL:+1 617 555 0101\r\nEND:VCARD"))
    (item,) = (tmp_path / "calendar").glob("*.ics")
    item.write_bytes(item.read_bytes().replace(b"DESCRIPTION:", rb"DESCRIPTION:Bring the poster\n", 1))
    report = crm.sync.run(request, all_without_conflict=True)
    assert sorted(one.kind.value for one in report.proposals) == ["touch", "update", "update"]
    assert report.change_set is not None
    assert [line.id for line in crm.history.lines() if line.id > before] == [report.change_set]
    assert crm.contacts.get(ana).details.phones[0].value == "+1 617 555 0101"
    assert crm.sync.run(request).proposals == ()
    crm.history.undo()
    assert crm.contacts.get(ana).details.phones == ()
    assert len(crm._session.interactions.of_contact(ana, 9)) == 0
