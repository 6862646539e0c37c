"""Cards, tables, JSON lines and Markdown through the service: whole, with UIDs that stay, and back again."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.clock import Clock
from netcrm.domain.contact import Address, Details, Email, Link, Phone, State
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.errors import StoreProblem
from netcrm.formats.vcard.writer import CardVersion
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.imports.values import OnDuplicate
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, brought_in, card, day, every, everybody, person, write
from tests.stores import empty_store

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"pixel" * 30).decode()
V3, V4 = ExportOptions(version=CardVersion.V3), ExportOptions(version=CardVersion.V4)


def exported(crm: Crm, kind: ExportKind, options: ExportOptions = V3) -> bytes:
    return b"".join(crm.exports.chunks(kind, options))


def lines(data: bytes) -> list[str]:
    """Return the content lines of cards, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def uids(crm: Crm, options: ExportOptions = V3) -> list[str]:
    found = [line.partition(":")[2] for line in lines(exported(crm, ExportKind.VCF, options)) if line.startswith("UID")]
    assert len(found) == len(set(found)), "one UID stands twice in a file"
    return found


class TestUids:
    def test_are_the_first_sources_else_our_own(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", "EMAIL:ana@x.test", uid="u-ana")))
        brought_in(crm, write(tmp_path / "b.vcf", card("Ana Lima", "EMAIL:ana@x.test", "TITLE:PI", uid="second")))
        bo = added(crm, "Bo Chen")
        assert uids(crm) == [crm.contacts.get(bo).uid, "u-ana"]

    def test_of_one_card_held_by_two_people_are_the_first_ones(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", card("Zoe Zulu", uid="1"), card("Ana Adams", uid="1")))
        assert uids(crm) == [crm.contacts.get(2).uid, "1"], "Ana stands first in the file, Zoe came first"
        assert uids(crm, replace(V3, query="Ana")) == [crm.contacts.get(2).uid], "and so in every file"

    def test_of_ours_that_came_back_as_somebody_elses_stay_ours(self, crm: Crm, tmp_path: Path) -> None:
        zoe = added(crm, "Zoe Okafor", email="zoe@x.test")
        path = write(tmp_path / "a.vcf", exported(crm, ExportKind.VCF).decode())
        brought_in(crm, path, on_duplicate=OnDuplicate.NEW)
        assert crm.contacts.count() == 2
        assert sorted(uids(crm)) == sorted([crm.contacts.get(zoe).uid, crm.contacts.get(2).uid])
        assert uids(crm, V4)


class TestWhatNetcrmHasNoFieldFor:
    SOURCE = card(
        "Ana Lima", "X-FAVOURITE-TEA:Assam\\, strong", "GEO:1.5;2.5", f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}",
        "item1.X-SPECIAL:one", "item1.X-ABLabel:mine", uid="u-ana",
    )  # fmt: skip

    def test_comes_out_again_with_the_photo(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", self.SOURCE))
        found = lines(exported(crm, ExportKind.VCF))
        for line in ("X-FAVOURITE-TEA:Assam\\, strong", "GEO:1.5;2.5", f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}"):
            assert line in found
        assert "item1.X-SPECIAL:one" in found
        assert "item1.X-ABLABEL:mine" in found
        assert f"PHOTO:data:image/png;base64,{PIXEL}" in lines(exported(crm, ExportKind.VCF, V4))

    def test_comes_through_a_second_store_unchanged(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", self.SOURCE))
        first = exported(crm, ExportKind.VCF)
        path = tmp_path / "first.vcf"
        path.write_bytes(first)
        with Crm.open(tmp_path / "other" / "n.db", clock=Clock(crm.today)) as other:
            brought_in(other, path)
            assert exported(other, ExportKind.VCF) == first

    def test_is_taken_once_from_several_cards_of_one_person(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", self.SOURCE))
        brought_in(crm, write(tmp_path / "a.vcf", self.SOURCE.replace("END:", "X-NEW:yes\r\nEND:")))
        found = lines(exported(crm, ExportKind.VCF))
        assert (found.count("GEO:1.5;2.5"), found.count("X-NEW:yes")) == (1, 1)


WORDS = st.sampled_from(["", "LS1 2AB", "García", "李", "a;b,c\\d", "x\ny"])
LABELS = st.sampled_from(["", "work", "home", "mobile", "my own"])
DETAILS = st.builds(
    Details,
    st.sampled_from(["Ana Lima", "Dr Bo Chen Jr., MD, PhD", "王小明", "A[/]B", "Lima, Ana; Bo"]).map(read_name),
    nicknames=st.lists(st.sampled_from(["Annie", "N, ick", "A;B"]), max_size=2, unique=True).map(tuple),
    tags=st.lists(st.sampled_from(["area/oncology", "friends", "médecine"]), max_size=2, unique=True).map(tuple),
    emails=st.lists(
        st.builds(Email, st.sampled_from(["a@x.test", "b+c@y.test"]), LABELS), max_size=2, unique_by=lambda e: e.value
    ).map(lambda found: tuple(replace(email, preferred=not n) for n, email in enumerate(found))),
    phones=st.lists(
        st.builds(Phone, st.sampled_from(["+1 555 010 2030", "0123/456", "ext. 9"]), LABELS),
        max_size=2, unique_by=lambda p: p.value,
    ).map(tuple),
    addresses=st.lists(
        st.builds(Address, st.sampled_from(["", "1 High St\nFlat; 2"]), st.just("Leeds, UK"), postal_code=WORDS),
        max_size=1,
    ).map(tuple),
    links=st.lists(st.builds(Link, st.just("https://a.test/x,y;z"), LABELS), max_size=1).map(tuple),
    positions=st.lists(
        st.builds(
            Position, st.sampled_from(["St Mary's; Leeds", "Harbour"]), st.just("CRA, senior"),
            st.sampled_from(["", "Trials"]),
        ),
        max_size=2, unique_by=lambda p: p.organisation,
    ).map(lambda found: tuple(replace(p, is_primary=not n) for n, p in enumerate(found))),
    birthday=st.sampled_from(["", "1980-02-03", "--02-29", "circa 1980"]),
    note=st.sampled_from(["", "one\ntwo; three, four\\n", "BEGIN:VCARD\nEND:VCARD", "x" * 200]),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DETAILS, min_size=1, max_size=2), st.sampled_from([V3, V4]))
def test_people_come_through_a_file_into_a_fresh_store_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, people: list[Details], options: ExportOptions
) -> None:
    folder = tmp_path_factory.mktemp("cards")
    clock = Clock(date(2026, 11, 23))
    with (
        Crm.open(empty_store(folder / "one" / "n.db"), clock=clock) as one,
        Crm.open(empty_store(folder / "two" / "n.db"), clock=clock) as two,
    ):
        for details in people:
            one.contacts.add(details, allow_known=True)
        path = folder / "all.vcf"
        one.exports.write(ExportKind.VCF, path, options)
        brought_in(two, path, on_duplicate=OnDuplicate.NEW)

        def found(crm: Crm) -> list[str]:
            return sorted(
                repr(replace(d, positions=tuple(replace(p, organisation_id=None) for p in d.positions)))
                for d in everybody(crm).values()
            )

        assert found(two) == found(one)
        assert exported(two, ExportKind.VCF, options) == path.read_bytes()


@pytest.fixture
def network(crm: Crm) -> Crm:
    ana = crm.contacts.add(person("Ana Lima, MD", email="=ana@x.test", organisation="St Mary", tags=("friends",)))
    bo = added(crm, "Bo Chen", "2 weeks")
    added(crm, "Gone One")
    crm.contacts.set_state([3], State.ARCHIVED)
    crm.interactions.log(InteractionDraft((ana.contact_ids[0], bo), Channel.CALL, day("2026-11-20"), summary="hello"))
    crm.follow_ups.add(FollowUpDraft(bo, "send it", day("2026-12-01")))
    return crm


class TestOtherFiles:
    def test_tables_neutralise_formulas_and_leave_archived_people_out(self, network: Crm) -> None:
        rows = list(csv.DictReader(io.StringIO(exported(network, ExportKind.CSV).decode("utf-8-sig"))))
        assert len(rows) == 2
        assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values() if value)
        assert any("ana@x.test" in value for value in rows[1].values())

    def test_json_lines_carry_the_whole_store(self, network: Crm) -> None:
        found = [json.loads(line) for line in exported(network, ExportKind.JSONL).splitlines()]
        assert [one["type"] for one in found] == [
            "netcrm", "organisation", "contact", "contact", "contact", "interaction", "follow-up", "cadence", "end",
        ]  # fmt: skip
        assert [(one["name"], one["state"], one["cadence"]) for one in found[2:5]] == [
            ("Ana Lima, MD", "active", None), ("Bo Chen", "active", "2 weeks"), ("Gone One", "archived", None),
        ]  # fmt: skip
        assert found[5]["participants"] == [1, 2]

    def test_a_query_chooses_whom(self, network: Crm) -> None:
        options = ExportOptions("tag:friends")
        found = [json.loads(line) for line in exported(network, ExportKind.JSONL, options).splitlines()]
        assert [(one["type"], one["name"]) for one in found] == [("contact", "Ana Lima, MD")]
        assert "Bo Chen" not in exported(network, ExportKind.MD, options).decode()
        assert exported(network, ExportKind.VCF, options).count(b"BEGIN:VCARD") == 1

    def test_markdown_tells_who_and_when(self, network: Crm) -> None:
        text = exported(network, ExportKind.MD).decode()
        assert re.search(r"Ana Lima.*St Mary", text, re.DOTALL)
        assert "call on 20 Nov 2026" in text

    @pytest.mark.parametrize("kind", list(ExportKind))
    def test_are_written_whole_or_not_at_all_and_the_same_twice(
        self, network: Crm, tmp_path: Path, kind: ExportKind
    ) -> None:
        target = tmp_path / f"out.{kind.value}"
        assert network.exports.write(kind, target).path == target
        assert target.read_bytes() == exported(network, kind)
        assert list(tmp_path.glob("*.part")) == []
        (tmp_path / "file").write_text("no folder")
        with pytest.raises(StoreProblem):
            network.exports.write(kind, tmp_path / "file" / "out")

    def test_of_an_empty_store_hold_nobody(self, crm: Crm) -> None:
        assert exported(crm, ExportKind.VCF) == b""
        assert [json.loads(line)["type"] for line in exported(crm, ExportKind.JSONL).splitlines()] == ["netcrm", "end"]
        assert every("never").is_never
