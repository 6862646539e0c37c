"""The way of studies and papers through the screens: nobody is ticked, and whoever is brings what names them."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from netcrm.services.crm import Crm
from netcrm.services.imports.values import ImportReport
from netcrm.tui.dialogs.import_report import beside_sentence
from tests.formats.pubmed.support import record
from tests.formats.study_samples import contact, file_of, official, site, study
from tests.tui.conftest import OpenScreens, lines_of, settle, shown
from tests.tui.test_importing import walk


async def test_people_of_a_study_are_ticked_one_by_one(crm: Crm, tmp_path: Path, screens: OpenScreens) -> None:
    path = tmp_path / "ctg-studies.json"
    people = site("Harbor Point", contact("Zadie Quill, RN", email="zadie@harbor.example"))
    lead = official("Omar Bright, MD", "Harbor Point")
    path.write_bytes(file_of(study("NCT00000001", people, officials=(lead,), acronym="BREEZE")))
    before = crm.contacts.count()
    async with screens(crm, size=(80, 24)) as pilot:
        await walk(pilot, path, (("enter",), "2 people, 0 ticked"))
        rows = [" ".join(line.split()) for line in lines_of(pilot)]
        assert "Person Name Part Organisation" in rows
        assert "[ ] + new Omar Bright, MD PI Harbor Point" in rows
        await walk_on(pilot, ("j",), "NCT00000001 (BREEZE), A study of NCT00000001: site contact")
        await walk_on(pilot, ("space",), "2 people, 1 ticked")
        await walk_on(pilot, ("enter",), "With them: 1 new study.")
        assert "1 left out" in shown(pilot)
    assert crm.contacts.count() == before + 1


async def test_authors_stand_with_their_papers_and_a_guess(crm: Crm, tmp_path: Path, screens: OpenScreens) -> None:
    path = tmp_path / "set.nbib"
    path.write_text(
        "".join(record(at, "Quill, Zadie | Harbor Point Hospital, Providence, USA", "Bright, Omar") for at in (1, 2, 3))
    )
    async with screens(crm, size=(80, 24)) as pilot:
        await walk(pilot, path, (("enter",), "KOL? is guessed from the papers"))
        rows = [" ".join(line.split()) for line in lines_of(pilot)]
        assert "Person Role Name Papers Organisation" in rows
        assert any(row.startswith("[ ] + new KOL? Zadie Quill 3, 3 led Harbor Point") for row in rows)


async def walk_on(pilot: Pilot[None], keys: tuple[str, ...], words: str) -> None:
    """Press keys; then `words` are shown."""
    await pilot.press(*keys)
    await settle(pilot)
    assert words in shown(pilot)


def test_the_report_says_what_came_with_people() -> None:
    report = ImportReport(5, 1, 0, 0, 4, (), 7, studies=1, renewed_studies=2, papers=3)
    assert beside_sentence(report) == "With them: 1 new study, 3 new papers, 2 studies brought up to date."
