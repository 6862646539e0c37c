"""The importer of studies: one draft for each person, however many studies of a file name them."""

from __future__ import annotations

import io
import json
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.draft import Draft, Problem
from netcrm.errors import Unreadable
from netcrm.formats import importer_for
from netcrm.formats.ctgov.importer import CtgovImporter
from tests.formats.importer_contract import Sample, SharedContract
from tests.formats.study_samples import Json, contact, file_of, official, site, study

ANA = "ana@harbor.example"


def read(data: bytes) -> list[Draft | Problem]:
    return list(CtgovImporter().read(io.BytesIO(data), "s.json"))


def drafts(*studies: Json) -> list[Draft]:
    found = read(file_of(*studies))
    assert not [it for it in found if isinstance(it, Problem)]
    return [it for it in found if isinstance(it, Draft)]


def one(*, email: str = "", phone: str = "", house: str = "Harbor Point", name: str = "Ana Lima, MD") -> Json:
    return site(house, contact(name, email=email, phone=phone))


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        (one(email=ANA), one(email=ANA, house="Elsewhere"), 1),
        (one(email=ANA), one(email=ANA, house="Elsewhere", name="A. Lima"), 1),
        (one(email=ANA), one(email=ANA, name="Bo Kim"), 2),
        (one(phone="+1 555 1"), one(phone="+1 555 1", house="Elsewhere"), 1),
        (one(house="Harbor Point"), one(house="Harbor Point Medical Center"), 1),
        (one(house="Harbor Point"), one(house="Elsewhere Clinic"), 2),
        (one(), one(name="A. Lima"), 2),
    ],
)
def test_one_person_of_two_studies_is_one_draft_where_more_than_the_name_fits(
    first: Json, second: Json, people: int
) -> None:
    assert len(drafts(study("NCT00000001", first), study("NCT00000002", second))) == people


def test_who_could_be_either_of_two_stays_alone() -> None:
    two = site("Harbor Point", contact("Ana Lima", email="a@x.example"))
    other = site("Harbor Point", contact("Ana Lima", email="b@x.example"), city="Boston")
    found = drafts(study("NCT00000001", two, other), study("NCT00000002", one()))
    assert [len(it.studies) for it in found] == [1, 1, 1]


def test_a_united_draft_has_what_both_studies_say_and_the_newer_first() -> None:
    (draft,) = drafts(
        study("NCT00000001", one(email=ANA), officials=(official("Ana Lima, PhD", "Old House"),)),
        study("NCT00000002", one(email=ANA, phone="+1 555 1", house="New House")),
    )
    assert draft.details.name.display == "Ana Lima, MD, PhD"
    assert [job.organisation for job in draft.details.positions] == ["New House", "Old House", "Harbor Point"]
    assert [job.is_primary for job in draft.details.positions] == [True, False, False]
    assert [entry.study.nct for entry in draft.studies] == ["NCT00000002", "NCT00000001"]
    assert draft.uids == ("NCT00000002:ana-lima", "NCT00000001:ana-lima")
    for entry in draft.entries:
        (again,) = read(entry.raw)
        assert isinstance(again, Draft)
        assert (again.digest, again.uid) == (entry.digest, entry.uid)


def test_people_are_numbered_over_the_file_and_a_study_twice_counts_once() -> None:
    again = study("NCT00000001", one(email=ANA), site("B", contact("Bo Kim")))
    found = drafts(again, again, study("NCT00000002", site("C", contact("Cem Demir"))))
    assert [(it.place.number, it.details.name.formatted) for it in found] == [
        (1, "Ana Lima"),
        (2, "Bo Kim"),
        (3, "Cem Demir"),
    ]
    assert all(it.only_if_asked for it in found)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (file_of(study("NCT00000001")), "The study names no person"),
        (file_of(study("NCT00000001", one(name="Study Coordinator")), study("NCT00000002")), "The 2 studies name no"),
        (b'{"studies": []}', "There is no study in the file"),
        (json.dumps({"Study": {"ProtocolSection": {}}, "studies": 1}).encode(), "old form"),
        (file_of(study("NCT00000001", one()))[:-9], "ends in the middle"),
    ],
)
def test_a_file_without_people_says_so_in_one_sentence(data: bytes, words: str) -> None:
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert words in problem.why
    assert problem.why.endswith(".")


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    importer = CtgovImporter(size_limit=1024 * 1024)
    stream = io.BytesIO(b'{"studies": [' + b" " * 1024 * 1024)
    with pytest.raises(Unreadable, match=r"^big.json has more than the 1 MB of studies [^\n]+[.]$"):
        list(importer.cut(stream, "big.json"))


def test_a_study_is_known_before_json_is_refused() -> None:
    assert importer_for("a.json", file_of(study("NCT00000001"))[:200]).name == "ctgov"
    with pytest.raises(Unreadable, match="a JSON file"):
        importer_for("a.json", b'{"people": []}')


WHOLE = file_of(
    study("NCT00000001", one(email=ANA)), study("NCT00000002", one(email=ANA), site("B", contact("Bo Kim")))
)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.binary(max_size=6))
def test_no_damage_raises_and_every_outcome_is_a_person_or_a_sentence(at: int, length: int, bytes_there: bytes) -> None:
    outcomes = read(WHOLE[:at] + bytes_there + WHOLE[at + length :])
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            assert outcome.why.endswith(".")
            continue
        for entry in outcome.entries:
            (again,) = read(entry.raw)
            assert isinstance(again, Draft)
            assert again.details.name == outcome.details.name or outcome.further


class TestContract(SharedContract):
    importer = CtgovImporter()
    samples: ClassVar = {
        "two studies": Sample(WHOLE, 2, 2),
        "one study": Sample(json.dumps(study("NCT00000001", one(email=ANA))).encode(), 1, 1),
        "an old form": Sample(b'{"FullStudiesResponse": {"x": 1}}', 1, 0),
    }

    def bad(self) -> bytes:
        return b'{"Study": {"ProtocolSection": {}}}'
