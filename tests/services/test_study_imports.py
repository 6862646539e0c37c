"""Studies of ClinicalTrials.gov from end to end: who comes in and with what, and what a newer file brings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from netcrm.domain.studies.study import Part
from netcrm.errors import Unreadable
from netcrm.services.crm import Crm
from netcrm.services.imports.linked import SITE, TRIAL
from netcrm.services.imports.values import Answer, Decision, ImportOptions, ImportReport, OnDuplicate, Verdict
from tests.formats.study_samples import Json, contact, file_of, official, site, study
from tests.services.support import added, applied, details_of, names, planned, undo_and_redo_all, whole_store

ONE, TWO = "NCT00000001", "NCT00000002"
ANA = contact("Ana Lima, MD", email="ana@harbor.example", phone="+1 555 010 1", role="PRINCIPAL_INVESTIGATOR")
BO = contact("Bo Kim, RN", email="bo@harbor.example")
HARBOR = site("Harbor Point", ANA, BO)
FIRST = study(ONE, HARBOR, site("Mar Azul", city="Valencia"), acronym="BREEZE", sponsor="Harbor Point")


def save(folder: Path, *studies: Json, name: str = "ctg-studies.json") -> Path:
    path = folder / name
    path.write_bytes(file_of(*studies))
    return path


def bring(crm: Crm, path: Path, *who: str) -> ImportReport:
    """Tick those whose names begin so, and whoever is ticked already."""
    plan = planned(crm, path)
    return applied(crm, plan, {card.number for card in plan.cards if card.ticked or card.name.startswith(who or ("",))})


def parts(crm: Crm, name: str) -> list[tuple[str, str, bool]]:
    session = crm._session
    (contact_id,) = session.contacts.ids_by_name([name]).values()
    found = session.studies.parts_of_contact(contact_id).get(contact_id[0], [])
    studies = {it.id: it.nct for it in session.studies.all()}
    return [(studies[it.study_id], it.part.value, it.organisation_id is not None) for it in found]


def news(crm: Crm, name: str) -> str:
    return crm.contacts.view(crm.contacts.resolve(name)).news


def test_nobody_comes_in_unasked_and_nothing_of_it_is_remembered(crm: Crm, tmp_path: Path) -> None:
    plan = planned(crm, save(tmp_path, FIRST))
    assert [(card.name, card.ticked, card.short_part) for card in plan.cards] == [
        ("Ana Lima, MD", False, "investigator"),
        ("Bo Kim, RN", False, "site contact"),
    ]
    assert plan.asks
    report = applied(crm, plan)
    assert (report.cards, report.left, report.change_set) == (2, 2, None)
    report = crm.imports.bring_in([tmp_path / "ctg-studies.json"])
    assert (report.cards, report.left, report.new, report.change_set) == (2, 2, 0, None)


def test_whoever_is_picked_comes_in_with_the_study_its_sites_and_their_part(crm: Crm, tmp_path: Path) -> None:
    report = bring(crm, save(tmp_path, FIRST), "Ana")
    assert (report.new, report.left, report.studies) == (1, 1, 1)
    ana = details_of(crm, "Ana Lima")
    assert (ana.name.credentials, [role.value for role in ana.roles]) == ("MD", ["principal-investigator"])
    assert ana.tags == ("condition/severe-asthma", "phase/2")
    assert [it.organisation for it in ana.positions] == ["Harbor Point"]
    session = crm._session
    (kept,) = session.studies.all()
    assert (kept.nct, kept.acronym, kept.phases, kept.status, kept.starts_on) == (
        ONE, "BREEZE", ("2",), "recruiting", "2027-02",
    )  # fmt: skip
    harbor = session.organisations.find("Harbor Point")
    assert harbor is not None
    assert kept.sponsor_id == harbor
    sites = session.studies.sites([kept.id])[kept.id]
    assert [(it.facility, it.organisation_id) for it in sites] == [("Harbor Point", harbor), ("Mar Azul", None)]
    place = session.organisations.get(harbor)
    assert place is not None
    assert (place.city, place.country) == ("Providence", "US")
    assert parts(crm, "Ana Lima") == [(ONE, Part.SITE_INVESTIGATOR.value, True)]
    (source,) = session.sources.of_contact(crm.contacts.resolve("Ana"))
    assert (source.format, source.uid) == ("ctgov", f"{ONE}:ana-lima")
    assert crm.search.ids(f"source:{ONE}") == crm.search.ids("ana")


def test_the_same_file_again_changes_nothing_and_undo_takes_all_back(crm: Crm, tmp_path: Path) -> None:
    path = save(tmp_path, FIRST)
    bring(crm, path)
    before = whole_store(crm)
    report = bring(crm, path)
    assert (report.unchanged, report.change_set) == (2, None)
    assert whole_store(crm) == before
    assert crm.imports.bring_in([path]).change_set is None
    undo_and_redo_all(crm)


def test_one_person_in_two_studies_is_one_contact_with_both_parts(crm: Crm, tmp_path: Path) -> None:
    both = save(tmp_path, FIRST, study(TWO, HARBOR, officials=(official("Ana Lima", "Harbor Point"),)))
    report = bring(crm, both, "Ana")
    assert (report.cards, report.new, report.studies) == (2, 1, 2)
    assert sorted(parts(crm, "Ana Lima")) == [
        (ONE, "site-investigator", True),
        (TWO, "principal-investigator", False),
        (TWO, "site-investigator", True),
    ]
    # Each study alone is known again.
    alone = bring(crm, save(tmp_path, study(TWO, HARBOR, officials=(official("Ana Lima", "Harbor Point"),))), "Ana")
    assert (alone.unchanged, alone.new, alone.change_set) == (1, 0, None)
    undo_and_redo_all(crm)


def test_a_newer_file_is_news_of_who_is_there_and_follows_the_registry(crm: Crm, tmp_path: Path) -> None:
    bring(crm, save(tmp_path, FIRST), "Ana")
    moved = study(ONE, HARBOR, site("Lakeshore", ANA), acronym="BREEZE", status="COMPLETED", sponsor="Harbor Point")
    newer = save(tmp_path, moved, study(TWO, HARBOR, acronym="WINDWARD"))
    plan = planned(crm, newer)
    ana, bo = plan.cards
    assert (ana.verdict, ana.ticked, bo.verdict, bo.ticked) == (Verdict.UPDATED, True, Verdict.NEW, False)
    assert {change.field for change in ana.changes} >= {TRIAL, SITE}
    report = applied(crm, plan)
    assert (report.updated, report.left, report.studies, report.renewed_studies) == (1, 1, 1, 1)
    assert "new trial NCT00000002 (WINDWARD)" in news(crm, "Ana")
    assert "new site Lakeshore" in news(crm, "Ana")
    kept = crm._session.studies.by_nct([ONE])[ONE]
    assert kept.status == "completed"
    assert [it.facility for it in crm._session.studies.sites([kept.id])[kept.id]] == [
        "Harbor Point", "Mar Azul", "Lakeshore",
    ]  # fmt: skip
    assert applied(crm, planned(crm, newer)).change_set is None
    undo_and_redo_all(crm)


def test_a_study_follows_the_registry_even_where_its_people_are_unchanged(crm: Crm, tmp_path: Path) -> None:
    bring(crm, save(tmp_path, FIRST))
    report = bring(crm, save(tmp_path, study(ONE, HARBOR, acronym="BREEZE", status="SUSPENDED")))
    assert (report.unchanged, report.updated, report.renewed_studies) == (2, 0, 1)
    assert crm._session.studies.all()[0].status == "suspended"


def test_a_part_that_the_user_ended_and_a_study_that_was_deleted_stay_so(crm: Crm, tmp_path: Path) -> None:
    path = save(tmp_path, FIRST)
    bring(crm, path, "Ana")
    session = crm._session
    (part,) = session.studies.parts_of_contact([crm.contacts.resolve("Ana")]).popitem()[1]
    with session.act("end"):
        session.studies.end_part(part.id, "2026-11")
    bring(crm, save(tmp_path, FIRST, study(TWO, HARBOR)), "Ana")
    assert [(it.study_id, it.ended_on) for it in session.studies.parts_of_contact([1])[1]] == [(2, ""), (1, "2026-11")]
    with session.act("delete"):
        session.studies.delete(part.study_id)
    assert bring(crm, path, "Ana").change_set is None


def test_an_ambiguous_name_is_proposed_and_updated_only_where_the_user_says_so(crm: Crm, tmp_path: Path) -> None:
    there = added(crm, "Ana Lima", organisation="Elsewhere")
    other = added(crm, "A. M. Lima")
    path = save(tmp_path, study(ONE, site("Harbor Point", contact("Ana M Lima, MD"))))
    (card,) = planned(crm, path).cards
    assert (card.verdict, card.ticked) == (Verdict.NEW, False)
    assert {each.contact_id: each.reason for each in card.perhaps} == {
        there: "a name like it",
        other: "a name like it",
    }
    crm.imports.apply(planned(crm, path), {1}, decisions={1: Decision(Answer.UPDATE, there)})
    assert names(crm) == ["A. M. Lima", "Ana Lima"]
    assert parts(crm, "Ana Lima") == [(ONE, "site-contact", True)]
    assert "new trial" in news(crm, "Ana Lima")


def test_a_contact_known_by_mail_is_matched_and_keeps_the_title_that_was_typed(crm: Crm, tmp_path: Path) -> None:
    ana = added(crm, "Ana Lima", email="ana@harbor.example", organisation="Harbor Point")
    contact_now = crm.contacts.get(ana).details
    titled = replace(contact_now, positions=(replace(contact_now.positions[0], title="Attending Physician"),))
    crm.contacts.edit(ana, titled)
    (card, _) = planned(crm, save(tmp_path, FIRST)).cards
    assert (card.verdict, card.contact_id, card.ticked) == (Verdict.UPDATED, ana, True)
    bring(crm, tmp_path / "ctg-studies.json", "Ana")
    assert [(it.organisation, it.title) for it in details_of(crm, "Ana Lima").positions] == [
        ("Harbor Point", "Attending Physician")
    ]


def test_two_files_with_one_person_bring_both_studies(crm: Crm, tmp_path: Path) -> None:
    files = [save(tmp_path, study(ONE, HARBOR), name="a.json"), save(tmp_path, study(TWO, HARBOR), name="b.json")]
    plan = planned(crm, *files)
    assert [card.ticked for card in plan.cards] == [False] * 4
    report = applied(crm, plan, {1, 3})
    assert (report.new, report.updated, report.left) == (1, 1, 2)
    assert sorted(nct for nct, _, _ in parts(crm, "Ana Lima")) == [ONE, TWO]


def test_the_same_record_in_two_files_is_left_with_the_first(crm: Crm, tmp_path: Path) -> None:
    files = [save(tmp_path, FIRST, name="a.json"), save(tmp_path, FIRST, name="b.json")]
    plan = planned(crm, *files)
    assert [card.verdict for card in plan.cards] == [Verdict.NEW, Verdict.NEW, Verdict.LEFT, Verdict.LEFT]
    assert applied(crm, plan).left == 4
    report = applied(crm, planned(crm, *files), {3})
    assert (report.new, report.left) == (1, 3)


def test_downloads_are_found_by_their_names(crm: Crm, tmp_path: Path) -> None:
    for name in ("NCT00000001.json", "ctg-studies (1).json", "pubmed-asthma-set.txt", "a.nbib", "b.json", "c.txt"):
        (tmp_path / name).touch()
    assert sorted((it.path.name, it.format) for it in crm.imports.found_files([tmp_path])) == [
        ("NCT00000001.json", "ctgov"),
        ("a.nbib", "pubmed"),
        ("ctg-studies (1).json", "ctgov"),
        ("pubmed-asthma-set.txt", "pubmed"),
    ]


def test_whoever_is_there_is_skipped_where_that_is_wished(crm: Crm, tmp_path: Path) -> None:
    added(crm, "Ana Lima", email="ana@harbor.example")
    path = save(tmp_path, FIRST)
    report = crm.imports.apply(crm.imports.plan([path], ImportOptions(on_duplicate=OnDuplicate.SKIP)))
    assert (report.unchanged, report.change_set) == (1, None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (file_of(study(ONE)), "Nobody could be read in x.json: The study names no person"),
        (b'{"FullStudiesResponse": {}}', "Nobody could be read in x.json: The record is in the old form"),
    ],
)
def test_a_file_without_anybody_is_refused_in_one_sentence(crm: Crm, tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=f"^{words}[^\n]+[.]$"):
        crm.imports.plan([path])
