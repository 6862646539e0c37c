"""Imports: every card accounted for, organisations and groups, photos, the way back, and input that cannot be read."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest

from netcrm.domain.contact import State
from netcrm.domain.merging import Change
from netcrm.errors import NeedsDecision, Unreadable
from netcrm.services.crm import Crm
from netcrm.services.imports.values import ImportOptions, Verdict
from netcrm.store.backup import rotating
from tests.services.support import (
    ANA,
    BO,
    PIXEL,
    added,
    applied,
    brought_in,
    card,
    details_of,
    everybody,
    is_empty,
    names,
    planned,
    undo_and_redo_all,
    whole_store,
    write,
)


def changes(plan_changes: tuple[Change, ...]) -> dict[str, tuple[str, str]]:
    return {change.field: (change.before, change.after) for change in plan_changes}


class TestTheSameFileAgain:
    def test_changes_nothing_and_leaves_no_act(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "contacts.vcf", ANA, BO)
        first = brought_in(crm, path)
        assert (first.new, first.change_set) == (2, 1)
        before = whole_store(crm)
        second = brought_in(crm, path)
        assert (second.new, second.updated, second.unchanged, second.change_set) == (0, 0, 2, None)
        assert whole_store(crm) == before

    def test_takes_no_backup_where_nothing_comes_in(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "contacts.vcf", ANA)
        brought_in(crm, path)
        brought_in(crm, path)
        assert rotating(crm.path) == []
        brought_in(crm, write(tmp_path / "more.vcf", BO))
        (backup,) = rotating(crm.path)
        assert "-import" in backup.name

    def test_holds_for_cards_that_stand_twice_in_it(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "contacts.vcf", ANA, ANA, BO)
        assert (brought_in(crm, path).new, brought_in(crm, path).change_set) == (2, None)

    def test_holds_for_tags_that_were_not_in_order(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", "CATEGORIES:Zeta,Alpha", uid="u")))
        report = brought_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", "CATEGORIES:Zeta,Alpha", "REV:2", uid="u")))
        assert (report.updated, report.unchanged) == (0, 1)

    def test_holds_for_an_edit_that_changes_nothing_after_it(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", "CATEGORIES:Zeta,Alpha", uid="u")))
        contact_id, details = next(iter(everybody(crm).items()))
        assert crm.contacts.edit(contact_id, details).change_set is None

    def test_brings_deleted_people_back(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "contacts.vcf", ANA, BO)
        brought_in(crm, path)
        crm.contacts.delete([1])
        assert brought_in(crm, path).new == 1
        assert names(crm) == ["Ana Lima", "Bo Chen"]

    def test_finds_archived_people_and_leaves_them_archived(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "contacts.vcf", ANA))
        crm.contacts.set_state([1], State.ARCHIVED)
        report = brought_in(crm, write(tmp_path / "contacts.vcf", ANA.replace("END:", "TITLE:Head\r\nEND:")))
        assert report.updated == 1
        assert crm.contacts.get(1).state is State.ARCHIVED


class TestOrganisationsAndGroups:
    def org(self, name: str, *lines: str) -> str:
        return "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"FN:{name}", *lines, "END:VCARD", ""])

    def group(self, name: str, *members: str) -> str:
        listed = [f"MEMBER:{member}" for member in members]
        return "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", "KIND:group", f"FN:{name}", *listed, "END:VCARD", ""])

    def test_an_organisation_becomes_one_and_no_person(self, crm: Crm, tmp_path: Path) -> None:
        path = write(tmp_path / "a.vcf", self.org("Harbour Trials", "ADR:;;;Leeds;;;UK"), self.org("HARBOUR trials"))
        plan = planned(crm, path)
        assert [c.verdict for c in plan.cards] == [Verdict.NEW, Verdict.UNCHANGED]
        applied(crm, plan)
        (organisation,) = crm._session.organisations.all()
        assert (organisation.name, organisation.city, organisation.country) == ("Harbour Trials", "Leeds", "UK")
        assert crm.contacts.count() == 0
        assert brought_in(crm, path).change_set is None
        crm.history.undo()
        assert is_empty(crm)

    def test_an_organisation_keeps_its_place_also_where_people_of_it_stand_before(
        self, crm: Crm, tmp_path: Path
    ) -> None:
        path = write(
            tmp_path / "a.vcf", card("Ana Lima", "ORG:HARBOUR TRIALS"), self.org("Harbour Trials", "ADR:;;;Leeds;;;")
        )
        plan = planned(crm, path)
        assert plan.cards[0].organisation == "HARBOUR TRIALS"
        applied(crm, plan)
        (kept,) = crm._session.organisations.all()
        assert (kept.name, kept.city) == ("Harbour Trials", "Leeds")
        assert crm.contacts.get(1).organisation == "Harbour Trials"

    def test_a_group_is_a_tag_on_its_members_wherever_they_stand(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ife Ade", email="ife@x.test")
        members = "u-ana", "mailto:BO@harbour.test", "mailto:ife@x.test", "nobody"
        path = write(tmp_path / "a.vcf", self.group("Site Team / North", *members), ANA, BO)
        plan = planned(crm, path)
        assert changes(plan.cards[0].changes) == {"tag": ("", "site-team-north on 3 contacts")}
        applied(crm, plan)
        assert {d.name.formatted: d.tags for d in everybody(crm).values()} == dict.fromkeys(
            ("Ana Lima", "Bo Chen", "Ife Ade"), ("site-team-north",)
        )
        assert brought_in(crm, path).change_set is None

    def test_a_group_does_not_tag_members_who_are_left(self, crm: Crm, tmp_path: Path) -> None:
        plan = planned(crm, write(tmp_path / "a.vcf", ANA, BO, self.group("Team", "u-ana", "u-bo")))
        assert applied(crm, plan, {2, 3}).left == 1
        assert details_of(crm, "Bo Chen").tags == ("team",)

    def test_a_group_named_by_signs_alone_costs_no_other_card(self, crm: Crm, tmp_path: Path) -> None:
        report = brought_in(crm, write(tmp_path / "a.vcf", ANA, self.group("///", "u-ana"), self.group("#", "u-ana")))
        assert (report.new, details_of(crm, "Ana Lima").tags) == (1, ("group",))


class TestPhotos:
    def test_a_photo_is_kept_and_a_later_one_alone_is_an_update(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", ANA))
        path = write(tmp_path / "a.vcf", ANA.replace("END:", f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}\r\nEND:"))
        plan = planned(crm, path)
        assert (plan.cards[0].verdict, changes(plan.cards[0].changes)) == (Verdict.UPDATED, {"photo": ("", "added")})
        applied(crm, plan)
        digest = crm._session.contacts.photo_of(1)
        assert digest is not None
        assert crm._session.sources.bytes_of(digest) == base64.b64decode(PIXEL)
        other = base64.b64encode(b"\xff\xd8other").decode()
        again = write(tmp_path / "a.vcf", ANA.replace("END:", f"PHOTO;ENCODING=b;TYPE=JPEG:{other}\r\nEND:"))
        assert brought_in(crm, again).unchanged == 1
        assert crm._session.contacts.photo_of(1) == digest

    def test_undo_takes_a_photo_back(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", ANA))
        brought_in(crm, write(tmp_path / "a.vcf", ANA.replace("END:", f"PHOTO;ENCODING=b:{PIXEL}\r\nEND:")))
        crm.history.undo()
        assert crm._session.contacts.photo_of(1) is None
        undo_and_redo_all(crm)


class TestUndo:
    def test_of_an_import_takes_all_back_and_redo_brings_it_back(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", email="ana@stmarys.test", tags=("b", "a"))
        before = whole_store(crm)
        org = TestOrganisationsAndGroups().org("Harbour Trials")
        group = TestOrganisationsAndGroups().group("Team", "u-ana", "u-bo")
        report = brought_in(
            crm, write(tmp_path / "a.vcf", ANA, BO, org, group, card("Ife Ade", f"PHOTO;ENCODING=b:{PIXEL}"))
        )
        assert (report.new, report.updated) == (3, 2)
        after = whole_store(crm)
        crm.history.undo()
        assert whole_store(crm) == before
        crm.history.redo()
        assert whole_store(crm) == after
        undo_and_redo_all(crm)

    def test_of_an_older_import_is_refused_where_a_later_act_built_on_it(self, crm: Crm, tmp_path: Path) -> None:
        report = brought_in(crm, write(tmp_path / "a.vcf", ANA, BO))
        crm.contacts.tag([1], ["friends"])
        with pytest.raises(NeedsDecision, match="tag Ana Lima"):
            crm.history.undo(report.change_set)


class TestUnreadableInput:
    @pytest.mark.parametrize("name", ["missing.vcf", "folder", "empty.vcf", "words.vcf", "words.txt", "nobody.vcf"])
    def test_is_told_and_nothing_is_written(self, crm: Crm, tmp_path: Path, name: str) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "empty.vcf").write_bytes(b"")
        (tmp_path / "words.vcf").write_text("no card in here")
        (tmp_path / "words.txt").write_text("no card in here")
        write(tmp_path / "nobody.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n")
        good = write(tmp_path / "good.vcf", ANA)
        files = [tmp_path / name] if name == "nobody.vcf" else [good, tmp_path / name]
        with pytest.raises(Unreadable) as failure:
            crm.imports.plan(files)
        assert name in str(failure.value)
        assert is_empty(crm)

    def test_of_one_card_is_a_problem_and_the_others_come_in(self, crm: Crm, tmp_path: Path) -> None:
        empty = "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
        report = brought_in(crm, write(tmp_path / "a.vcf", ANA, empty, BO))
        (problem,) = report.problems
        assert (report.new, problem.file, problem.where) == (2, "a.vcf", "card 2")
        assert problem.line > 1
        assert problem.why

    def test_an_unknown_format_is_told(self, crm: Crm, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match="no format"):
            crm.imports.plan([write(tmp_path / "a.vcf", ANA)], ImportOptions(format="xlsx"))

    def test_standard_input_is_read(self, crm: Crm) -> None:
        plan = crm.imports.plan([Path("-")], stdin=io.BytesIO(ANA.encode()))
        assert applied(crm, plan).new == 1


def test_several_files_are_numbered_as_one(crm: Crm, tmp_path: Path) -> None:
    plan = planned(crm, write(tmp_path / "a.vcf", ANA, BO), write(tmp_path / "b.vcf", BO, card("Ife Ade")))
    assert [(c.number, c.file, c.place) for c in plan.cards] == [
        (1, "a.vcf", 1), (2, "a.vcf", 2), (3, "b.vcf", 1), (4, "b.vcf", 2),
    ]  # fmt: skip
    assert applied(crm, plan).new == 3
    assert crm.history.lines()[0].label == "import a.vcf and b.vcf"


def test_hostile_cards_are_stored_as_text(crm: Crm, tmp_path: Path) -> None:
    evil = card(
        "A[/]B", "NOTE:" + "x" * 1_000_000, "EMAIL:[@click=app.quit]x[/]@evil.test", "TITLE:\x1b[31mred\x1b[0m\u202e"
    )
    brought_in(crm, write(tmp_path / "evil.vcf", evil))
    details = details_of(crm, "A[/]B")
    assert len(details.note) == 1_000_000
    assert details.emails[0].value == "[@click=app.quit]x[/]@evil.test"
    assert details.positions[0].title == "red"


def test_files_found_are_the_newest_first_and_only_those_that_can_be_read(crm: Crm, tmp_path: Path) -> None:
    import os

    for age, name in enumerate(["b.vcf", "a.VCF", "c.txt"]):
        path = write(tmp_path / name, ANA)
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    (tmp_path / "folder.vcf").mkdir()
    found = crm.imports.found_files([tmp_path, tmp_path / "missing"])
    assert [file.path.name for file in found] == ["b.vcf", "a.VCF"]
    assert found[0].size == len(ANA.encode())
