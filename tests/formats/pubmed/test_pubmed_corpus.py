"""Every PubMed file of the corpus beside the project against a list of its people written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from netcrm.domain.draft import Problem
from netcrm.domain.studies.affiliation import read_affiliation
from netcrm.domain.studies.publication import Author, Publication
from netcrm.formats.pubmed.authors import candidates
from netcrm.formats.pubmed.reading import read_publications, sniff

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "medline" / "jabref"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the folder shared/corpora/medline is not beside the project"
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    family: str
    given: str
    place: int
    first: bool = False
    last: bool = False
    institutions: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    orcid: str = ""


LONG = Person(
    "Vicky Long", "Long", "Vicky", 1, True, False, ("University of Manchester",), ("Vicky.Long@manchester.ac.uk",)
)
MARLAND = Person("Hilary Marland", "Marland", "Hilary", 2, False, True)
SHRUTHI = Person(
    "Basavaradhya Sahukar Shruthi", "Shruthi", "Basavaradhya Sahukar", 1, True, False, ("Vishnu Dental College",)
)
VINODHKUMAR = Person(
    "Palani Vinodhkumar", "Vinodhkumar", "Palani", 2, False, False, ("Sri Balaji Dental College and Hospital",)
)
SELVAMANI = Person("Selvamani", "Selvamani", "", 3, False, True, ("College of Dental Sciences",))

PEOPLE: dict[str, list[tuple[str, list[Person]]]] = {
    "MedlinePlainImporterStringOutOfBounds.txt": [("pmid:27433151", []), ("pmid:27394443", [])],
    "MedlinePlainImporterTestCompleteEntry.txt": [("pmid:20481061", [LONG, MARLAND])],
    "MedlinePlainImporterTestDOI.txt": [("pmid:22664220", [])],
    "MedlinePlainImporterTestInproceeding.txt": [("pmid:22664238", [])],
    "MedlinePlainImporterTestMultiAbstract.txt": [("pmc:PMC22664230", [])],
    "MedlinePlainImporterTestMultiTitle.txt": [("", [])],
    "MedlinePlainImporterTestMultipleEntries.txt": [
        ("pmid:20481061", [LONG, MARLAND]),
        ("problem", []),
        ("pmc:PMC22664230", []),
        ("", []),
        ("pmid:22664220", []),
        ("pmid:22664238", []),
        ("pmid:96578310", []),
        ("pmid:45984220", []),
    ],
    "NbibImporterTest.nbib": [("pmid:27169098", [SHRUTHI, VINODHKUMAR, SELVAMANI])],
}
"""For each file its records in order, each with the first of its identifiers and its authors."""


def _read(name: str) -> list[Publication | Problem]:
    with (CORPUS / name).open("rb") as stream:
        return list(read_publications(stream, name))


def _as_written(author: Author) -> Person:
    return Person(
        author.name.formatted,
        author.name.family,
        author.name.given,
        author.place,
        author.is_first,
        author.is_last,
        tuple(read_affiliation(text).institution for text in author.affiliations),
        author.emails,
        author.orcid,
    )


def test_the_list_has_every_file_of_the_corpus() -> None:
    assert {path.name for path in CORPUS.iterdir()} - {"SOURCE"} == PEOPLE.keys()


@pytest.mark.parametrize("name", PEOPLE)
def test_the_people_of_a_file_are_those_of_the_list(name: str) -> None:
    seen = [
        ("problem", []) if isinstance(it, Problem) else (next(iter(it.keys), ""), [*map(_as_written, it.authors)])
        for it in _read(name)
    ]
    assert seen == PEOPLE[name]
    assert sniff((CORPUS / name).read_bytes())


def test_what_else_a_whole_record_says_is_read() -> None:
    (paper,) = _read("NbibImporterTest.nbib")
    assert isinstance(paper, Publication)
    assert (paper.doi, paper.date, paper.year) == ("10.4103/2277-9175.180636", "2016", 2016)
    assert (paper.title, paper.journal) == ("Proteomics: A new perspective for cancer.", "Advanced biomedical research")
    assert paper.types == ("Journal Article", "Review")
    assert paper.keywords == ("Biomarkers", "electrophoresis", "neoplasia", "spectrometry", "translation")
    assert paper.groups == ("corporater",)
    assert [it.name.formatted for it in paper.investigators] == ["one more investigator", "last investigator"]
    assert not any(it.affiliations for it in paper.investigators)
    assert paper.warnings == (
        "Line 26: the affiliation of nobody who is named is left out.",
        "Line 22: the author “Selvamani” has no comma after the family name.",
        "Line 28: the author “last investigator” has no comma after the family name.",
    )


def test_the_marked_lines_are_told_and_cost_nothing() -> None:
    one, two = _read("MedlinePlainImporterStringOutOfBounds.txt")
    assert isinstance(one, Publication)
    assert isinstance(two, Publication)
    assert (one.title, two.title) == ("This is a test title", "This is also a test title")
    assert one.warnings == ("Line 3, “SO invalid line”, is cut or has no tag, and is left out.",)
    problem = _read("MedlinePlainImporterTestMultipleEntries.txt")[1]
    assert isinstance(problem, Problem)
    assert problem.why == (
        "Line 53, “This line should be omitted by the importer.”, belongs to no record, and is left out."
    )


def test_over_all_files_each_paper_and_each_person_counts_once() -> None:
    papers = [it for name in PEOPLE for it in _read(name) if isinstance(it, Publication)]
    people = candidates(papers)
    assert [(it.name.formatted, it.firsts, it.lasts, it.papers, it.years, it.emails) for it in people] == [
        ("Selvamani", 0, 1, 1, (2016,), ()),
        ("Basavaradhya Sahukar Shruthi", 1, 0, 1, (2016,), ()),
        ("Vicky Long", 1, 0, 1, (2009,), ("Vicky.Long@manchester.ac.uk",)),
        ("Hilary Marland", 0, 1, 1, (2009,), ()),
        ("Palani Vinodhkumar", 0, 0, 1, (2016,), ()),
    ]


def test_the_note_on_where_the_files_are_from_is_refused() -> None:
    (problem,) = _read("SOURCE")
    assert isinstance(problem, Problem)
    assert problem.why.startswith("SOURCE has no record of PubMed's; in PubMed choose Save")
