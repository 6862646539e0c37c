"""Studies in the store: found by what they are called, and parts that stand there once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.domain.studies.study import Part
from netcrm.services.crm import Crm
from netcrm.store.studies import StudyRepository
from tests.services.support import added
from tests.services.whole_stores import whole_tables

TEA = KeptStudy(
    0,
    "",
    "NCT01234567",
    "Sleep and tea in adults",
    "SLEEPT",
    ("2", "3"),
    "recruiting",
    conditions=("Insônia", "Stress"),
)
COFFEE = KeptStudy(0, "", "NCT07654321", "Coffee before tea", "TEA")


@pytest.fixture
def studies(crm: Crm) -> StudyRepository:
    """A store with two studies and two people."""
    added(crm, "Ana Lima", organisation="Bay Oncology")
    added(crm, "Bo Chen")
    repository = crm._session.studies
    with acting(crm):
        repository.insert(TEA, [KeptSite(1, "Bay Oncology", "Boston"), KeptSite(city="Uppsala")])
        repository.insert(COFFEE)
    return repository


@contextmanager
def acting(crm: Crm) -> Iterator[None]:
    with crm._session.act("try"):
        yield


def test_what_is_written_reads_back(studies: StudyRepository) -> None:
    kept = studies.get(1)
    assert kept is not None
    assert kept.uid
    assert KeptStudy(0, "", *(getattr(kept, name) for name in KeptStudy.__slots__[2:])) == TEA
    assert studies.sites([1, 2]) == {1: [KeptSite(1, "Bay Oncology", "Boston"), KeptSite(city="Uppsala")]}
    assert studies.by_nct(["NCT07654321", "NCT00000000", ""]).keys() == {"NCT07654321"}
    assert [study.acronym for study in studies.all()] == ["SLEEPT", "TEA"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nct01234567", [1]),
        ("sleept", [1]),
        ("tea", [2]),
        ("TEA sleep", [1]),
        ("coff", [2]),
        ("insonia", [1]),
        ("adults stre", [1]),
        ("NCT0", [1, 2]),
        ("eep", []),
        ("", []),
    ],
)
def test_a_number_or_acronym_is_meant_before_words_of_a_title(
    studies: StudyRepository, words: str, found: list[int]
) -> None:
    assert [study.id for study in studies.find(words)] == found


def test_a_part_that_says_the_same_stands_there_once(crm: Crm, studies: StudyRepository) -> None:
    with acting(crm):
        first = studies.add_part(StudyPart(0, 1, 1, Part.COORDINATOR))
        assert studies.add_part(StudyPart(0, 1, 1, Part.COORDINATOR, began_on="2026-03")) == first
        assert studies.add_part(StudyPart(0, 1, 1, Part.COORDINATOR, 1)) != first
        studies.end_part(first, "2026-10")
        assert studies.add_part(StudyPart(0, 1, 1, Part.COORDINATOR, began_on="2026-11")) == first
    assert studies.part(first) == StudyPart(first, 1, 1, Part.COORDINATOR, None, "2026-03", "")


def test_those_who_are_on_it_stand_before_those_who_were(crm: Crm, studies: StudyRepository) -> None:
    with acting(crm):
        ended = studies.add_part(StudyPart(0, 1, 1, Part.MONITOR, ended_on="2026-01"))
        now = studies.add_part(StudyPart(0, 1, 2, Part.MONITOR, 1))
    assert [part.id for part in studies.parts_of_studies([1, 2])[1]] == [now, ended]
    assert [part.id for part in studies.parts_at(1)] == [now]


def test_deleting_takes_sites_and_parts_and_undo_brings_all_back(crm: Crm, studies: StudyRepository) -> None:
    with acting(crm):
        studies.add_part(StudyPart(0, 1, 1, Part.COORDINATOR, 1))
    before = whole_tables(crm)
    with acting(crm):
        studies.delete(1)
    assert studies.get(1) is None
    assert studies.sites([1]) == {} == studies.parts_of_contact([1])
    crm.history.undo()
    assert whole_tables(crm) == before


def test_replacing_leaves_equal_sites_untouched(crm: Crm, studies: StudyRepository) -> None:
    kept = studies.get(1)
    assert kept is not None
    sites = studies.sites([1])[1]
    with crm._session.act("nothing") as act:
        studies.replace(kept, sites)
    assert act.kept is None
    with acting(crm):
        studies.replace(kept, sites[1:])
    assert studies.sites([1])[1] == sites[1:]
    assert [study.id for study, site in studies.at_site(1)] == []
