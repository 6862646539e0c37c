"""Cards -> store -> vCard 3.0 and 4.0 -> a second store: equal in all that netcrm knows, and the same bytes again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.clock import Clock
from netcrm.domain.contact import Details, Tier
from netcrm.domain.roles import Role
from netcrm.formats.vcard.writer import CardVersion
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.imports.values import ImportOptions, OnDuplicate
from tests.formats.second_reader import second_read
from tests.formats.strange_details import STRANGE_DETAILS
from tests.services.support import PIXEL, card, day, everybody, person, write
from tests.stores import empty_store

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"
FIXTURES = Path(__file__).parents[1] / "formats" / "fixtures" / "vcard"
TODAY = day("2026-11-23")

versions = pytest.mark.parametrize("version", list(CardVersion))


@dataclass(frozen=True)
class Person:
    """What must be equal of somebody in two stores."""

    uid: str
    """As it goes out."""
    details: Details
    photo: bytes | None


@contextmanager
def opened(folder: Path) -> Iterator[Crm]:
    with Crm.open(empty_store(folder / "n.db"), clock=Clock(TODAY)) as crm:
        yield crm


def exported(crm: Crm, path: Path, version: CardVersion) -> bytes:
    crm.exports.write(ExportKind.VCF, path, ExportOptions(version=version, private=True))
    return path.read_bytes()


def bring_in(crm: Crm, *paths: Path) -> None:
    crm.imports.apply(crm.imports.plan(paths, ImportOptions(on_duplicate=OnDuplicate.NEW)))


def people(crm: Crm) -> list[Person]:
    """Return everybody with the UID that their card has, in the order in which they go out."""
    session = crm._session
    ids = crm.search.ids("")
    data = b"".join(crm.exports.chunks(ExportKind.VCF, ExportOptions(private=True)))
    uids = [one.texts("UID")[0] for one in second_read(data)]
    known = everybody(crm)
    found = []
    for contact_id, uid in zip(ids, uids, strict=False):  # organisations follow
        photo = session.contacts.photo_of(contact_id)
        details = known[contact_id]
        jobs = tuple(replace(job, organisation_id=None) for job in details.positions)
        data_of_photo = session.sources.bytes_of(photo) if photo else None
        found.append(Person(uid, replace(details, positions=jobs), data_of_photo))
    assert len(found) == len(ids)
    return found


def check(folder: Path, crm: Crm, version: CardVersion) -> bytes:
    """Take a store through a file into a second one, and compare; return the file."""
    first = exported(crm, folder / "first.vcf", version)
    with opened(folder / "second") as second:
        bring_in(second, folder / "first.vcf")
        assert people(second) == people(crm)
        assert exported(second, folder / "second.vcf", version) == first
    return first


@versions
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder shared/corpora/vcard is not beside the project")
def test_the_corpus_comes_through(tmp_path: Path, version: CardVersion) -> None:
    with opened(tmp_path / "first") as crm:
        bring_in(crm, *sorted(CORPUS.rglob("*.vcf")))
        assert len(people(crm)) > 100
        data = check(tmp_path, crm, version)
        assert data.count(b"PHOTO") > 10


@versions
def test_our_own_samples_come_through(tmp_path: Path, version: CardVersion) -> None:
    with opened(tmp_path / "first") as crm:
        bring_in(crm, *(path for path in sorted(FIXTURES.glob("*.vcf")) if path.stem != "no-card"))
        assert len(people(crm)) > 50
        check(tmp_path, crm, version)


@versions
def test_what_netcrm_has_no_field_for_comes_through(tmp_path: Path, version: CardVersion) -> None:
    kept = [
        "X-FAVOURITE-TEA:Assam\\, strong", "GEO:1.5;2.5", "item3.X-ABDATE:2020-01-01", "item3.X-ABLABEL:Joined",
        "RELATED;TYPE=friend;PREF=1:urn:uuid:9", "SORT-STRING:Lima", "X-NOTE:caf\u00e9 \\\\ \\; \\n",
        "PHOTO;VALUE=uri:https://a.test/ana.jpg", 'X-P;LABEL="a;b,c:d":1',
    ]  # fmt: skip
    with opened(tmp_path / "first") as crm:
        bring_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", *kept, uid="u;1")))
        lines = check(tmp_path, crm, version).decode().replace("\r\n ", "").split("\r\n")
        assert [line for line in kept if line not in lines] == []
        assert people(crm)[0].uid == "u;1"


@versions
def test_photos_come_through(tmp_path: Path, version: CardVersion) -> None:
    with opened(tmp_path / "first") as crm:
        bring_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}", uid="1")))
        check(tmp_path, crm, version)
        photo = people(crm)[0].photo
        assert photo is not None
        assert photo.endswith(b"pixel")


@settings(max_examples=12)
@given(st.lists(STRANGE_DETAILS, min_size=1, max_size=3), st.sampled_from(list(CardVersion)))
def test_people_with_anything_in_them_come_through(
    tmp_path_factory: pytest.TempPathFactory, generated: list[Details], version: CardVersion
) -> None:
    folder = tmp_path_factory.mktemp("cards")
    with opened(folder / "first") as crm:
        for details in generated:
            crm.contacts.add(details, allow_known=True)
        check(folder, crm, version)


def test_what_is_the_users_alone_goes_out_only_where_they_say_so(crm: Crm) -> None:
    details = replace(
        person("Ana Lima"), tier=Tier.A, starred=True, salutation="Dear Ana", roles=(Role.RESEARCH_NURSE,)
    )
    crm.contacts.add(details)
    given = b"".join(crm.exports.chunks(ExportKind.VCF, ExportOptions()))
    assert b"X-NETCRM-ROLE:research-nurse" in given
    assert not any(word in given for word in (b"TIER", b"STARRED", b"Dear Ana"))
    kept = b"".join(crm.exports.chunks(ExportKind.VCF, ExportOptions(private=True)))
    assert all(word in kept for word in (b"TIER:A", b"STARRED:1", b"Dear Ana"))
