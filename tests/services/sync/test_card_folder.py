"""A folder of cards: what is written into it, and what others do there."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netcrm.domain.contact import Address, Details, Email, Link, Phone, State, Tier
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.proposals import Decision, Proposal, ProposalKind
from netcrm.domain.roles import Role
from netcrm.errors import StoreProblem
from netcrm.formats.vcard.fence import vobject_base
from netcrm.formats.vdir import Stamp, Vdir, VdirFile
from netcrm.services.acting import Said
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from netcrm.services.item_acts import write_parts
from netcrm.services.sync.cards.folder import CardFolder
from netcrm.services.sync.values import SyncProblem
from tests.services.support import added, card, details_of, everybody, names, undo_and_redo_all, write

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9
ANA = Details(
    read_name("Dr. Ana Rosa Lima, MD, PhD"),
    nicknames=("Aninha",),
    roles=(Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR),
    tags=("area/oncology", "phase/2"),
    emails=(Email("ana@lyon.test", "work", preferred=True), Email("ana@home.test", "home")),
    phones=(Phone("+351 22 000 0000", "work mobile"), Phone("+351 21 000 0001", "switchboard; night")),
    addresses=(Address("Rua das Flores 1\n2.º esq.", "Porto", "Norte", "4050-262", "Portugal", "work"),),
    links=(Link("https://example.org/ana", "work"), Link("xmpp:ana@chat.example", "xmpp")),
    positions=(
        Position("St Mary's, Porto", "CRA", "Cardiology", start_on="2019-04", is_primary=True),
        Position("Old Place", "Fellow", end_on="2019"),
    ),
    birthday="1980-04-15",
    note="Likes C:\\brevity; dislikes calls,\nmostly. A line with “quotes” that is long enough to be folded somewhere.",
    tier=Tier.A,
    starred=True,
    language="pt",
    country="PT",
    salutation="Dear Ana",
)
"""Somebody of whom there is all that netcrm can hold."""


class Syncing:
    """A store and a folder of cards that others write to as well."""

    def __init__(self, crm: Crm, folder: Path) -> None:
        self.crm = crm
        self.folder = folder
        self.problems: list[SyncProblem] = []
        self.written = 0
        self.removed = 0

    def look(self) -> list[Proposal]:
        """Return what is proposed; nothing is written."""
        return [one.proposal for one in CardFolder(self.crm._session, self.folder).read().proposed]

    def sync(
        self, *, take: bool = True, conflicts: Decision = Decision.LEAVE, start_anew: bool = False
    ) -> list[Proposal]:
        """Sync, taking all that is no conflict or refusing it, and return what was proposed."""
        session = self.crm._session
        cards = CardFolder(session, self.folder, start_anew=start_anew)
        reading = cards.read()
        usual = Decision.TAKE if take else Decision.REFUSE
        said = [(one, conflicts if one.proposal.kind is ProposalKind.CONFLICT else usual) for one in reading.proposed]
        parts = [one.plan() for one, decision in said if decision is Decision.TAKE]
        if parts:
            write_parts(session, parts, verb="sync", otherwise=Said("Brought in"))
        held = {one.proposal.file for one, decision in said if decision is Decision.LEAVE}
        self.written, self.removed, more = cards.write(held)
        self.problems = reading.problems + more
        assert self.crm.safety.doctor(mend=False).findings == ()
        return [one.proposal for one in reading.proposed]

    def leave(self) -> list[Proposal]:
        """Sync without deciding anything, and return what was proposed."""
        cards = CardFolder(self.crm._session, self.folder)
        proposals = [one.proposal for one in cards.read().proposed]
        self.written, self.removed, self.problems = cards.write({one.file for one in proposals})
        return proposals

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def path_of(self, name: str) -> Path:
        """Return the file of the card of somebody."""
        (found,) = (path for path in self.folder.glob("*.vcf") if f"FN:{name}".encode() in path.read_bytes())
        return found

    def edit(self, name: str, *changes: tuple[str, str]) -> Path:
        """Replace words on somebody's card."""
        path = self.path_of(name)
        text = path.read_bytes().decode()
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        path.write_bytes(text.encode())
        return path

    def insert(self, name: str, *lines: str) -> Path:
        """Add lines to somebody's card."""
        return self.edit(name, ("END:VCARD", "\r\n".join([*lines, "END:VCARD"])))

    def is_quiet(self) -> bool:
        """Whether nothing is proposed any longer and nothing is left to write."""
        return not self.sync() and (self.written, self.removed, self.problems) == (0, 0, [])


@pytest.fixture
def syncing(crm: Crm, tmp_path: Path) -> Syncing:
    return Syncing(crm, tmp_path / "cards")


def what(proposals: list[Proposal]) -> list[str]:
    return [f"{one.kind}: {one.what}" for one in proposals]


def state_of(crm: Crm, contact_id: int) -> State:
    return crm.contacts.get(contact_id).state


@pytest.fixture
def ana(syncing: Syncing) -> int:
    """Ana, whose card is in the folder."""
    contact_id = syncing.crm.contacts.add(ANA).contact_ids[0]
    syncing.sync()
    return contact_id


def test_every_active_contact_has_a_file_that_says_what_an_export_says(syncing: Syncing, tmp_path: Path) -> None:
    crm = syncing.crm
    known = write(
        tmp_path / "book.vcf", card("Bo Chen", "X-SPOUSE:Ida", f"PHOTO;ENCODING=b;TYPE=PNG:{_base64()}", uid="u-bo")
    )
    crm.imports.bring_in([known])
    added(crm, "Ana Lima")
    away = added(crm, "Eve Stone")
    crm.contacts.set_state([away], State.DECEASED)
    assert syncing.sync() == []
    assert (syncing.written, syncing.removed, len(syncing.files())) == (2, 0, 2)
    assert "u-bo.vcf" in syncing.files()
    out = tmp_path / "out.vcf"
    crm.exports.write(ExportKind.VCF, out)
    exported = out.read_bytes()
    for name in ("Bo Chen", "Ana Lima"):
        assert syncing.path_of(name).read_bytes() in exported
    assert syncing.is_quiet()


def _base64() -> str:
    return base64.b64encode(PICTURE).decode()


def test_only_who_changed_is_written_again_and_who_left_is_removed(syncing: Syncing) -> None:
    crm = syncing.crm
    ids = [added(crm, name) for name in ("Ana Lima", "Bo Chen", "Cleo Adu", "Dan Roe")]
    syncing.sync()
    before = {path.name: path.stat().st_mtime_ns for path in syncing.folder.iterdir()}
    crm.contacts.tag([ids[0]], ["lyon"])
    crm.contacts.set_state([ids[1]], State.ARCHIVED)
    crm.contacts.delete([ids[2]])
    assert syncing.sync() == []
    assert (syncing.written, syncing.removed) == (1, 2)
    assert b"CATEGORIES:lyon" in syncing.path_of("Ana Lima").read_bytes()
    same = syncing.path_of("Dan Roe")
    assert same.stat().st_mtime_ns == before[same.name]
    crm.history.undo()
    crm.history.undo()
    syncing.sync()
    assert (syncing.written, len(syncing.files())) == (2, 4)
    assert syncing.is_quiet()


def test_who_works_at_a_renamed_organisation_is_written_again(syncing: Syncing) -> None:
    crm = syncing.crm
    added(crm, "Ana Lima", organisation="Lyon Site")
    syncing.sync()
    session = crm._session
    with session.act("rename"):
        session.database.execute("UPDATE organisation SET name = 'Lyon Hospital'")
    syncing.sync()
    assert b"ORG:Lyon Hospital" in syncing.path_of("Ana Lima").read_bytes()


def test_an_edit_is_an_update_of_just_that(syncing: Syncing, ana: int) -> None:
    before = details_of(syncing.crm, ANA.name.formatted)
    path = syncing.edit(
        ANA.name.display.replace(",", "\\,"),
        ("TITLE:CRA", "TITLE:Senior CRA"),
        ("END:VCARD", "TEL;TYPE=HOME:+1 555 0100\r\nEND:VCARD"),
    )
    proposals = syncing.sync()
    assert what(proposals) == [f"update: {ANA.name.display}: phone +1 555 0100 (home) added, title CRA → Senior CRA"]
    assert (proposals[0].contact_id, proposals[0].file) == (ana, path.name)
    after = details_of(syncing.crm, ANA.name.formatted)
    assert [phone.value for phone in after.phones] == [*(it.value for it in ANA.phones), "+1 555 0100"]
    assert (after.positions[0].title, after.positions[0].start_on) == ("Senior CRA", "2019-04")
    assert (after.tier, after.starred, after.salutation, after.positions[1]) == (
        before.tier, before.starred, before.salutation, before.positions[1],
    )  # fmt: skip
    changes = {line.field: line.sentence for line in syncing.crm.contacts.changes(ana)}
    assert path.name in changes["title"]
    assert syncing.is_quiet()
    undo_and_redo_all(syncing.crm)


EDITS: list[tuple[str, Callable[[Any], None], str]] = [
    ("a title", lambda it: setattr(it.title, "value", "Senior CRA"), "title CRA → Senior CRA"),
    ("a phone", lambda it: setattr(it.add("tel"), "value", "+1 555 0100"), "phone +1 555 0100 added"),
    ("no second e-mail", lambda it: it.remove(it.email_list[1]), "e-mail ana@home.test (home) removed"),
    ("a note", lambda it: setattr(it.note, "value", "Short; now, really."), "→ Short; now, really."),
    ("no category", lambda it: setattr(it.categories, "value", ["phase/2"]), "tag area/oncology removed"),
    ("nothing", lambda it: setattr(it.add("rev"), "value", "20270101T000000Z"), ""),
]


@pytest.mark.parametrize(("edit", "said"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_another_program_writing_a_card_anew_is_heard_for_what_was_changed_alone(
    syncing: Syncing, ana: int, edit: Callable[[Any], None], said: str
) -> None:
    path = next(syncing.folder.iterdir())
    found = vobject_base().readOne(path.read_text("utf-8"))
    edit(found)
    path.write_text(found.serialize(), "utf-8", newline="")
    before = path.read_bytes()
    proposals = syncing.sync()
    assert len(proposals) == bool(said)
    for proposal in proposals:
        assert proposal.kind is ProposalKind.UPDATE
        assert proposal.what.endswith(said)
        assert proposal.what.count(" added") + proposal.what.count(" removed") + proposal.what.count(" → ") == 1
    assert (path.read_bytes() == before) == (not said)
    assert syncing.is_quiet()
    assert details_of(syncing.crm, ANA.name.formatted).roles == ANA.roles


def test_a_program_that_drops_what_it_does_not_know_takes_nothing_away(syncing: Syncing, ana: int) -> None:
    path = next(syncing.folder.iterdir())
    text = path.read_bytes().decode().replace("\r\n ", "")
    kept = [line for line in text.split("\r\n") if not line.startswith(("X-", "LANG", "item"))]
    path.write_bytes("\r\n".join([*kept[:-2], "TEL:+1 555 0100", *kept[-2:]]).encode())
    (proposal,) = syncing.sync()
    assert proposal.what.endswith("phone +351 21 000 0001 (switchboard; night) → +1 555 0100")
    after = details_of(syncing.crm, ANA.name.formatted)
    assert (after.roles, after.country, after.language) == (ANA.roles, "PT", "pt")
    assert len(after.positions) == 2


def test_where_both_sides_changed_the_same_both_are_shown_and_all_else_comes_in(syncing: Syncing, ana: int) -> None:
    crm = syncing.crm
    crm.contacts.edit(ana, _titled(details_of(crm, ANA.name.formatted), "CTM"))
    path = syncing.edit("Dr. Ana", ("TITLE:CRA", "TITLE:Senior CRA"), ("END:VCARD", "TEL:+1 555 0100\r\nEND:VCARD"))
    theirs = path.read_bytes()
    proposals = syncing.sync()
    assert what(proposals) == [
        f"update: {ANA.name.display}: phone +1 555 0100 added",
        f"conflict: {ANA.name.display}: changed on both sides",
    ]
    assert (proposals[1].ours, proposals[1].theirs) == ("title CTM", "title Senior CRA")
    assert path.read_bytes() == theirs
    assert details_of(crm, ANA.name.formatted).positions[0].title == "CTM"
    again = syncing.leave()
    assert what(again) == what(proposals)[1:]
    assert [one.key for one in again] == [proposals[1].key]
    syncing.sync(conflicts=Decision.TAKE)
    assert details_of(crm, ANA.name.formatted).positions[0].title == "Senior CRA"
    assert syncing.is_quiet()


def test_a_conflict_that_is_refused_lets_netcrm_hold(syncing: Syncing, ana: int) -> None:
    crm = syncing.crm
    crm.contacts.edit(ana, _titled(details_of(crm, ANA.name.formatted), "CTM"))
    path = syncing.edit("Dr. Ana", ("TITLE:CRA", "TITLE:Senior CRA"))
    syncing.sync(conflicts=Decision.REFUSE)
    assert b"TITLE:CTM" in path.read_bytes()
    assert syncing.is_quiet()


def _titled(details: Details, title: str) -> Details:
    first, *rest = details.positions
    return replace(details, positions=(replace(first, title=title), *rest))


def test_an_update_that_is_left_open_waits_with_its_file_whatever_netcrm_does(syncing: Syncing, ana: int) -> None:
    path = syncing.edit("Dr. Ana", ("TITLE:CRA", "TITLE:Senior CRA"))
    theirs = path.read_bytes()
    (first,) = syncing.leave()
    syncing.crm.contacts.tag([ana], ["lyon"])
    (second,) = syncing.leave()
    assert (first.key, path.read_bytes()) == (second.key, theirs)
    path.write_bytes(theirs.replace(b"TITLE:Senior CRA", b"TITLE:CRA"))
    assert syncing.sync() == []
    assert b"lyon" in path.read_bytes()
    assert syncing.is_quiet()


def test_an_update_that_is_refused_is_written_over(syncing: Syncing, ana: int) -> None:
    path = syncing.edit("Dr. Ana", ("TITLE:CRA", "TITLE:Senior CRA"))
    syncing.sync(take=False)
    assert b"TITLE:CRA\r\n" in path.read_bytes()
    assert syncing.is_quiet()


def test_a_new_card_is_somebody_new_in_the_same_file_with_all_it_says(syncing: Syncing, ana: int) -> None:
    path = write(
        syncing.folder / "from phone.vcf",
        card(
            "Bo Chen",
            "ORG:Harbour CRO",
            "TITLE:CRC",
            "X-SPOUSE:Ida",
            f"PHOTO;ENCODING=b;TYPE=PNG:{_base64()}",
            uid="u-bo",
        ),
    )
    (proposal,) = syncing.sync()
    assert (proposal.kind, proposal.what, proposal.file) == (
        ProposalKind.NEW, "add Bo Chen (CRC, Harbour CRO)?", "from phone.vcf",
    )  # fmt: skip
    text = path.read_bytes().decode().replace("\r\n ", "")
    assert "UID:u-bo" in text
    assert "X-SPOUSE:Ida" in text
    assert _base64() in text
    assert len(syncing.files()) == 2
    (contact_id,) = (it for it, details in everybody(syncing.crm).items() if details.name.formatted == "Bo Chen")
    (source,) = syncing.crm.contacts.view(contact_id).sources
    assert (source.file, source.uid) == ("cards/from phone.vcf", "u-bo")
    assert syncing.is_quiet()
    syncing.crm.history.undo()
    assert syncing.sync() == []
    assert not path.exists()


def test_a_new_card_that_is_refused_is_left_alone_until_it_changes(syncing: Syncing) -> None:
    syncing.folder.mkdir()
    path = write(syncing.folder / "bo.vcf", card("Bo Chen"))
    assert what(syncing.sync(take=False)) == ["new: add Bo Chen?"]
    assert syncing.look() == []
    assert syncing.is_quiet()
    write(path, card("Bo Chen", "TITLE:CRC"))
    assert what(syncing.look()) == ["new: add Bo Chen (CRC)?"]
    assert names(syncing.crm) == []


@pytest.mark.parametrize("uid", ["u-ana", "", "something-else"], ids=["its UID", "no UID", "another UID"])
def test_a_new_card_of_somebody_there_is_an_update_and_becomes_their_file(
    syncing: Syncing, tmp_path: Path, uid: str
) -> None:
    crm = syncing.crm
    crm.imports.bring_in([write(tmp_path / "a.vcf", card("Ana Lima", "EMAIL:ana@x.test", "NOTE:same", uid="u-ana"))])
    syncing.folder.mkdir()
    write(
        syncing.folder / "ana.vcf",
        card("Ana Lima", "EMAIL:ana@x.test", "NOTE:same", "TEL:+1 555 0100", "X-SPOUSE:Bo", uid=uid),
    )
    assert what(syncing.look()) == ["update: Ana Lima: phone +1 555 0100 added, X-SPOUSE kept beside it"]
    syncing.leave()
    assert (syncing.files(), syncing.written) == (["ana.vcf"], 0)
    syncing.sync()
    text = (syncing.folder / "ana.vcf").read_text()
    assert "UID:u-ana" in text
    assert "X-SPOUSE:Bo" in text
    assert (syncing.files(), names(crm)) == (["ana.vcf"], ["Ana Lima"])
    assert syncing.is_quiet()


def test_what_an_imported_card_said_is_no_conflict_with_what_the_user_made_of_it(
    syncing: Syncing, tmp_path: Path
) -> None:
    crm = syncing.crm
    text = card("Ana Lima", "NOTE:theirs", "TITLE:CRA", uid="u-ana")
    crm.imports.bring_in([write(tmp_path / "a.vcf", text)])
    (contact_id,) = everybody(crm)
    crm.contacts.edit(contact_id, _titled(details_of(crm, "Ana Lima"), "CTM"))
    syncing.folder.mkdir()
    write(syncing.folder / "ana.vcf", text)
    assert syncing.sync() == []
    assert "TITLE:CTM" in (syncing.folder / "ana.vcf").read_text()
    assert syncing.is_quiet()


def test_a_second_card_of_somebody_is_asked_about_once_and_never_written_over(syncing: Syncing) -> None:
    added(syncing.crm, "Ana Lima", email="ana@x.test")
    syncing.sync()
    second = write(syncing.folder / "copy.vcf", card("Ana Lima", "EMAIL:ana@x.test", "TEL:+1 555 0100", uid="u-2"))
    before = second.read_bytes()
    assert what(syncing.sync()) == ["update: Ana Lima: phone +1 555 0100 added"]
    assert second.read_bytes() == before
    assert len(syncing.files()) == 2
    assert syncing.is_quiet()


def test_a_deleted_card_is_an_archive_unless_that_is_refused(syncing: Syncing, ana: int) -> None:
    path = next(syncing.folder.iterdir())
    path.unlink()
    (proposal,) = syncing.leave()
    assert (proposal.kind, proposal.file, proposal.contact_id) == (ProposalKind.ARCHIVE, path.name, ana)
    assert syncing.files() == []
    assert what(syncing.sync(take=False)) == what([proposal])
    assert syncing.files() == [path.name]
    assert syncing.is_quiet()
    path.unlink()
    syncing.sync()
    assert state_of(syncing.crm, ana) is State.ARCHIVED
    assert syncing.files() == []
    assert syncing.is_quiet()


def test_a_renamed_file_is_the_same_card(syncing: Syncing, ana: int) -> None:
    path = next(syncing.folder.iterdir())
    path.rename(syncing.folder / "ana.vcf")
    assert syncing.sync() == []
    assert (syncing.files(), syncing.written) == (["ana.vcf"], 0)
    syncing.crm.contacts.tag([ana], ["lyon"])
    syncing.sync()
    assert (syncing.files(), syncing.written) == (["ana.vcf"], 1)
    assert syncing.is_quiet()


def _archived(crm: Crm, contact_id: int) -> None:
    crm.contacts.set_state([contact_id], State.ARCHIVED)


def _deleted(crm: Crm, contact_id: int) -> None:
    crm.contacts.delete([contact_id])


def _merged(crm: Crm, contact_id: int) -> None:
    kept = added(crm, "Ana R. Lima", email="ana.r@x.test")
    crm.merging.merge(crm.merging.plan(kept, contact_id))


@pytest.mark.parametrize("leaving", [_archived, _deleted, _merged])
@pytest.mark.parametrize("decision", [Decision.TAKE, Decision.REFUSE])
def test_who_left_meanwhile_and_was_edited_over_there_is_a_conflict(
    syncing: Syncing, leaving: Callable[[Crm, int], None], decision: Decision
) -> None:
    crm = syncing.crm
    contact_id = added(crm, "Ana Lima", email="ana@x.test")
    syncing.sync()
    path = syncing.insert("Ana Lima", "TEL:+1 555 0100")
    leaving(crm, contact_id)
    (proposal,) = syncing.leave()
    assert proposal.kind is ProposalKind.CONFLICT
    assert path.exists()
    syncing.sync(conflicts=decision)
    phones = [phone.value for details in everybody(crm).values() for phone in details.phones]
    active = [it for it in everybody(crm) if state_of(crm, it) is State.ACTIVE]
    is_taken = decision is Decision.TAKE
    assert phones == ["+1 555 0100"] * is_taken
    assert len(active) == (is_taken or leaving is _merged)
    assert len(syncing.files()) == len(active)
    assert syncing.is_quiet()


def test_two_files_of_one_uid_are_told_and_left_alone(syncing: Syncing, ana: int) -> None:
    path = next(syncing.folder.iterdir())
    shutil.copy(path, syncing.folder / "copy.vcf")
    before = path.read_bytes()
    syncing.crm.contacts.tag([ana], ["lyon"])
    assert syncing.sync() == []
    assert {problem.file for problem in syncing.problems} == {path.name, "copy.vcf"}
    assert all("the same UID" in problem.why for problem in syncing.problems)
    assert (path.read_bytes(), (syncing.folder / "copy.vcf").read_bytes()) == (before, before)
    (syncing.folder / "copy.vcf").unlink()
    assert syncing.sync() == []
    assert b"lyon" in path.read_bytes()
    assert syncing.is_quiet()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"nonsense", b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", (card("A B") + card("C D")).encode(),
        b"\0" * 17_000_000, card("Ana Lima", "NOTE:x").encode()[:-20],
    ],
    ids=["empty", "no card", "nobody", "two cards", "too large", "cut off"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_and_never_touched(syncing: Syncing, ana: int, data: bytes) -> None:
    own, foreign = next(syncing.folder.iterdir()), syncing.folder / "foreign.vcf"
    good = own.read_bytes()
    own.write_bytes(data)
    foreign.write_bytes(data)
    added(syncing.crm, "Bo Chen")
    syncing.crm.contacts.tag([ana], ["lyon"])
    assert syncing.sync() == []
    assert sorted(problem.file for problem in syncing.problems) == sorted([own.name, "foreign.vcf"])
    assert (own.read_bytes(), foreign.read_bytes(), syncing.written) == (data, data, 1)
    _archived(syncing.crm, ana)
    syncing.sync()
    assert own.read_bytes() == data
    syncing.crm.history.undo()
    own.write_bytes(good)
    foreign.unlink()
    assert syncing.sync() == []
    assert b"lyon" in own.read_bytes()
    assert syncing.is_quiet()


def test_cards_of_groups_and_organisations_and_other_files_are_left_alone(syncing: Syncing, ana: int) -> None:
    write(syncing.folder / "group.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Lyon\r\nUID:g\r\nEND:VCARD\r\n")
    write(
        syncing.folder / "org.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Lyon Site\r\nUID:o\r\nEND:VCARD\r\n"
    )
    write(syncing.folder / "notes.txt", "hello")
    assert syncing.sync() == []
    assert (syncing.problems, len(syncing.files())) == ([], 4)


def test_a_uid_that_climbs_out_of_the_folder_stays_in_it(syncing: Syncing, tmp_path: Path) -> None:
    crm = syncing.crm
    crm.imports.bring_in([write(tmp_path / "a.vcf", card("Ana Lima", uid="../../climbed"))])
    syncing.sync()
    assert len(syncing.files()) == 1
    assert not list(tmp_path.parent.rglob("climbed*"))
    write(syncing.folder / "bo.vcf", card("Bo Chen", uid="../bo"))
    syncing.sync()
    assert sorted(names(crm)) == ["Ana Lima", "Bo Chen"]
    assert not (tmp_path / "bo.vcf").exists()
    assert syncing.is_quiet()


def test_a_foreign_card_under_the_uid_of_somebody_is_told_and_no_second_file_is_written(
    syncing: Syncing, tmp_path: Path
) -> None:
    crm = syncing.crm
    crm.imports.bring_in([write(tmp_path / "a.vcf", card("Ana Lima", uid="u-1"))])
    syncing.folder.mkdir()
    write(syncing.folder / "other.vcf", card("Zoltan Kiss", uid="u-1"))
    (proposal,) = syncing.leave()
    assert proposal.kind is ProposalKind.NEW
    assert (syncing.files(), [it.file for it in syncing.problems]) == (["other.vcf"], ["other.vcf"])
    syncing.sync()
    assert len(syncing.files()) == 2
    assert names(crm) == ["Ana Lima", "Zoltan Kiss"]
    assert syncing.is_quiet()


def test_a_card_that_was_left_alone_is_asked_about_again_once_somebody_has_its_uid(
    syncing: Syncing, tmp_path: Path
) -> None:
    syncing.folder.mkdir()
    text = card("Bo Chen", "TEL:+1 555 0100", uid="u-bo")
    write(syncing.folder / "bo.vcf", text)
    syncing.sync(take=False)
    (syncing.folder / "bo.vcf").rename(syncing.folder / "renamed.vcf")
    assert syncing.is_quiet()
    syncing.crm.imports.bring_in([write(tmp_path / "bo.vcf", card("Bo Chen", uid="u-bo"))])
    assert syncing.sync() == []
    assert [problem.file for problem in syncing.problems] == ["renamed.vcf"]
    assert what(syncing.sync()) == ["update: Bo Chen: phone +1 555 0100 added"]
    assert syncing.files() == ["renamed.vcf"]
    assert syncing.is_quiet()


def test_a_journal_that_was_pruned_costs_a_look_at_everybody_and_no_writing(syncing: Syncing) -> None:
    ids = [added(syncing.crm, name) for name in ("Ana Lima", "Bo Chen")]
    syncing.sync()
    for tag in ("one", "two"):
        syncing.crm.contacts.tag(ids[:1], [tag])
    database = syncing.crm._session.database
    newest = syncing.crm._session.journal.newest()
    database.execute("DELETE FROM change WHERE change_set < ?", (newest,))
    database.execute("DELETE FROM change_set WHERE id < ?", (newest,))
    syncing.sync()
    assert syncing.written == 1
    assert b"CATEGORIES:one,two" in syncing.path_of("Ana Lima").read_bytes()


def test_a_name_that_others_use_is_not_written_over(syncing: Syncing, tmp_path: Path) -> None:
    crm = syncing.crm
    crm.imports.bring_in([write(tmp_path / "a.vcf", card("Ana Lima", uid="u-1"))])
    syncing.folder.mkdir()
    write(syncing.folder / "U-1.vcf", "nonsense")
    syncing.sync()
    assert (syncing.folder / "U-1.vcf").read_text() == "nonsense"
    assert len(syncing.files()) == 2


def test_an_emptied_or_vanished_folder_stops_it_all_unless_it_is_said_to_be_on_purpose(syncing: Syncing) -> None:
    for number in range(6):
        added(syncing.crm, f"Ana {chr(65 + number)}lima")
    syncing.sync()
    for path in syncing.folder.iterdir():
        path.unlink()
    with pytest.raises(StoreProblem, match="--start-anew"):
        syncing.sync()
    assert syncing.files() == []
    syncing.folder.rmdir()
    with pytest.raises(StoreProblem, match="not there"):
        syncing.sync()
    assert syncing.sync(start_anew=True) == []
    assert len(syncing.files()) == 6
    assert syncing.is_quiet()


def test_a_folder_that_cannot_be_written_is_known_before_anything_is_done(syncing: Syncing, tmp_path: Path) -> None:
    added(syncing.crm, "Ana Lima")
    for folder in (tmp_path / "no" / "folder", write(tmp_path / "file", "")):
        with pytest.raises(StoreProblem):
            CardFolder(syncing.crm._session, folder).check_writable()
    assert not (tmp_path / "no").exists()


def test_a_disk_that_fails_halfway_leaves_what_was_written_in_the_ledger(
    syncing: Syncing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ana Lima", "Bo Chen", "Cleo Adu"):
        added(syncing.crm, name)
    write_file = Vdir.write
    written: list[str] = []

    def failing(vdir: Vdir, name: str, data: bytes, *, expected: Stamp | None) -> VdirFile:
        if len(written) == 2:
            raise StoreProblem("The disk is full.")
        written.append(name)
        return write_file(vdir, name, data, expected=expected)

    monkeypatch.setattr(Vdir, "write", failing)
    with pytest.raises(StoreProblem):
        syncing.sync()
    monkeypatch.undo()
    assert syncing.sync() == []
    assert (syncing.written, len(syncing.files())) == (1, 3)
    assert syncing.is_quiet()


def test_a_picture_is_taken_and_kept_and_another_is_asked_about(syncing: Syncing, ana: int) -> None:
    path = syncing.insert("Dr. Ana", f"PHOTO;ENCODING=b;TYPE=PNG:{_base64()}")
    assert what(syncing.sync()) == [f"update: {ANA.name.display}: picture added"]
    session = syncing.crm._session
    assert session.sources.bytes_of(session.contacts.photo_of(ana) or "") == PICTURE
    text = path.read_bytes().decode().replace("\r\n ", "")
    assert _base64() in text
    bodies = dict(session.ledger.bodies(f"cards:{syncing.folder}"))
    assert max(map(len, bodies.values())) < len(PICTURE)
    assert syncing.is_quiet()
    path.write_bytes(text.replace(_base64(), base64.b64encode(PICTURE[:-1]).decode()).encode())
    assert what(syncing.sync()) == [f"update: {ANA.name.display}: another picture"]
    assert session.sources.bytes_of(session.contacts.photo_of(ana) or "") == PICTURE[:-1]
    assert syncing.is_quiet()


def test_properties_without_a_field_are_kept_changed_and_never_lost(syncing: Syncing, ana: int) -> None:
    crm = syncing.crm
    path = syncing.insert("Dr. Ana", "X-SPOUSE:Bo", "ANNIVERSARY:2001-02-03")
    assert what(syncing.sync()) == [f"update: {ANA.name.display}: X-SPOUSE, ANNIVERSARY kept beside it"]
    assert b"X-SPOUSE:Bo" in path.read_bytes()
    assert syncing.is_quiet()
    syncing.edit("Dr. Ana", ("ANNIVERSARY:2001-02-03", "ANNIVERSARY:2002-02-03"))
    syncing.sync()
    assert path.read_bytes().count(b"ANNIVERSARY") == 1
    assert len(crm.contacts.view(ana).sources) == 1
    syncing.edit("Dr. Ana", ("X-SPOUSE:Bo\r\n", ""))
    assert syncing.sync() == []
    syncing.insert("Dr. Ana", "X-CHILD:Ida")
    syncing.sync()
    text = path.read_bytes()
    assert (b"X-SPOUSE:Bo" in text, b"X-CHILD:Ida" in text, text.count(b"ANNIVERSARY")) == (True, True, 1)
    assert syncing.is_quiet()


def test_a_restored_backup_asks_about_what_it_does_not_know_instead_of_undoing_it(
    syncing: Syncing, ana: int, tmp_path: Path
) -> None:
    crm = syncing.crm
    saved = crm.safety.backup(tmp_path / "saved.db")
    crm.contacts.edit(ana, _titled(details_of(crm, ANA.name.formatted), "CTM"))
    syncing.sync()
    crm.safety.restore(saved)
    proposals = syncing.leave()
    assert [(one.kind, one.ours, one.theirs) for one in proposals] == [
        (ProposalKind.CONFLICT, "title CRA", "title CTM")
    ]
