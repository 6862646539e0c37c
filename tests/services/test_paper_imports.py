"""PubMed files from end to end: authors as candidates, their papers, and what a newer file brings."""

from __future__ import annotations

from pathlib import Path

from netcrm.services.crm import Crm
from netcrm.services.imports.linked import PAPER, PAPERS
from netcrm.services.imports.values import Answer, Decision, ImportReport, Verdict
from tests.formats.pubmed.support import ANA as ORCID
from tests.formats.pubmed.support import record
from tests.services.support import added, applied, details_of, names, planned, undo_and_redo_all, whole_store

HARBOR = "Department of Medicine, Harbor Point Medical Center, Providence, RI, USA. ana@harbor.example"
LAKE = "Lakeshore Institute, Milwaukee, WI, USA. ana@lakeshore.example"
OLD = record(1, f"Lima, Ana | {HARBOR} | {ORCID}", "Kim, Bo", "Costa, Rui", date="2019 Mar")
NEW = record(2, "Kim, Bo", f"Lima, Ana Maria | {LAKE} | {ORCID}", date="2026 Oct")


def save(folder: Path, *records: str, name: str = "pubmed-2026.nbib") -> Path:
    path = folder / name
    path.write_text("".join(records))
    return path


def bring(crm: Crm, path: Path, *who: str) -> ImportReport:
    plan = planned(crm, path)
    return applied(crm, plan, {card.number for card in plan.cards if card.ticked or card.name in who})


def papers(crm: Crm, name: str) -> list[tuple[str, str, int, bool, bool]]:
    contact_id = crm.contacts.resolve(name)
    found = crm._session.publications.of_contacts([contact_id]).get(contact_id, [])
    return [(paper.pmid, paper.published_on, part.place, part.is_first, part.is_last) for paper, part in found]


def test_candidates_are_listed_by_papers_with_a_guess_that_is_never_kept(crm: Crm, tmp_path: Path) -> None:
    plan = planned(crm, save(tmp_path, OLD, NEW))
    ana = plan.cards[0]
    assert (ana.name, ana.part, ana.short_part, ana.papers) == (
        "Ana Maria Lima",
        "2 papers, 1 first, 1 last, 2019–2026",
        "2, 2 led",
        2,
    )
    assert (ana.organisation, ana.guessed_role, ana.ticked) == ("Lakeshore Institute", "Research", False)
    assert ana.links[0] == "“Paper 2”, 2026 (last author)"
    assert ana.ways == ("ana@lakeshore.example", "ana@harbor.example", f"https://orcid.org/{ORCID}")
    applied(crm, plan, {1})
    assert details_of(crm, "Ana Maria Lima").roles == ()


def test_whoever_is_picked_comes_in_with_papers_that_others_join_later(crm: Crm, tmp_path: Path) -> None:
    path = save(tmp_path, OLD, NEW)
    report = bring(crm, path, "Ana Maria Lima")
    assert (report.new, report.papers, report.left) == (1, 2, report.cards - 1)
    assert papers(crm, "Ana") == [("2", "2026-10", 2, False, True), ("1", "2019-03", 1, True, False)]
    report = bring(crm, path, "Rui Costa")
    assert (report.new, report.unchanged, report.papers) == (1, 1, 0)
    publications = crm._session.publications
    (found,) = publications.by_keys(["pmid:1", "pmid:9"]).values()
    assert (found.title, found.authors) == ("Paper 1", 3)
    ana, rui = crm.contacts.resolve("Ana"), crm.contacts.resolve("Rui")
    authorships = publications.of_contacts([ana, rui])
    places = [[part.place for paper, part in authorships[who] if paper.id == found.id] for who in (ana, rui)]
    assert places == [[1], [3]]
    before = whole_store(crm)
    assert bring(crm, path).change_set is None
    assert whole_store(crm) == before
    undo_and_redo_all(crm)


def test_a_newer_file_brings_papers_and_a_new_house_as_news(crm: Crm, tmp_path: Path) -> None:
    bring(crm, save(tmp_path, OLD), "Ana Lima")
    (card,) = [it for it in planned(crm, save(tmp_path, NEW)).cards if it.verdict is Verdict.UPDATED]
    assert [change.after for change in card.changes if change.field == PAPER] == ["“Paper 2”, 2026 (last author)"]
    assert card.ticked
    assert card.moved is not None
    assert (card.moved.before, card.moved.after) == ("Harbor Point Medical Center", "Lakeshore Institute")
    bring(crm, tmp_path / "pubmed-2026.nbib")
    told = crm.contacts.view(crm.contacts.resolve("Ana")).news
    assert "now at Lakeshore Institute (was Harbor Point Medical Center)" in told
    assert "new paper “Paper 2”, 2026" in told
    assert len(papers(crm, "Ana")) == 2
    undo_and_redo_all(crm)


def test_an_older_file_adds_papers_and_leaves_the_house(crm: Crm, tmp_path: Path) -> None:
    bring(crm, save(tmp_path, NEW), "Ana Maria Lima")
    bring(crm, save(tmp_path, OLD))
    ana = details_of(crm, "Ana Maria Lima")  # the older paper has a shorter name
    assert [it.organisation for it in ana.positions] == ["Lakeshore Institute"]
    assert [it[0] for it in papers(crm, "Ana")] == ["2", "1"]


def test_many_new_papers_are_counted(crm: Crm, tmp_path: Path) -> None:
    bring(crm, save(tmp_path, OLD), "Ana Lima")
    more = [record(at, f"Lima, Ana | {ORCID}", date="2024") for at in range(10, 17)]
    (card,) = [it for it in planned(crm, save(tmp_path, *more)).cards if it.verdict is Verdict.UPDATED]
    told = [(change.field, change.after) for change in card.changes if change.field in (PAPER, PAPERS)]
    assert [field for field, _ in told] == [PAPER, PAPER, PAPER, PAPERS]
    assert told[-1][1] == "4 more"


def test_a_name_alone_is_proposed_and_never_applied_unconfirmed(crm: Crm, tmp_path: Path) -> None:
    bo = added(crm, "Bo Kim", email="bo@elsewhere.example")
    path = save(tmp_path, OLD)
    plan = planned(crm, path)
    (card,) = [it for it in plan.cards if it.name == "Bo Kim"]
    assert (card.verdict, card.ticked, [it.contact_id for it in card.perhaps]) == (Verdict.NEW, False, [bo])
    assert applied(crm, plan).change_set is None
    crm.imports.apply(plan, {card.number}, decisions={card.number: Decision(Answer.UPDATE, bo)})
    assert names(crm) == ["Bo Kim"]
    assert papers(crm, "Bo") == [("1", "2019-03", 2, False, False)]


def test_papers_without_a_number_are_known_by_their_titles(crm: Crm, tmp_path: Path) -> None:
    nameless = "TI  - Breath, counted\nDP  - 2020\nFAU - Lima, Ana\nAD  - Harbor Point\nFAU - Kim, Bo\n\n"
    bring(crm, save(tmp_path, nameless), "Ana Lima", "Bo Kim")
    assert len(crm._session.publications.by_keys(["title:breath counted"])) == 1
    assert papers(crm, "Ana")[0][2:] == (1, True, False)
    assert papers(crm, "Bo")[0][2:] == (2, False, True)
