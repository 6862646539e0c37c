"""`import` of files whose people come in only where they are picked: studies and papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.formats.pubmed.support import record
from tests.formats.study_samples import contact, file_of, site, study

ANA = contact("Ana Lima, MD", email="ana@stmarys.test")


@pytest.fixture
def studies(tmp_path: Path) -> str:
    path = tmp_path / "ctg-studies.json"
    people = site("Harbor Point", ANA, contact("Bo Kim, RN"), contact("Cem Demir"))
    path.write_bytes(file_of(study("NCT00000001", people, acronym="BREEZE")))
    return str(path)


def test_without_a_pick_there_is_the_numbered_list_and_exit_code_5(netcrm: CommandLine, studies: str) -> None:
    answer = netcrm("import", studies, code=5)
    rows = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert rows[2:4] == ["2 new Bo Kim, RN site contact Harbor Point", "site contact in BREEZE"]
    assert "--pick all, none, or numbers such as 1,3-5" in answer.err
    assert netcrm("search", "--json").json == []
    report = netcrm("import", studies, "--json", code=5).json
    assert (report["cards"], report["left"], report["new"], report["change_set"]) == (3, 3, 0, None)
    assert [row["number"] for row in report["rows"]] == [1, 2, 3]


def test_whoever_is_picked_comes_in_and_the_others_are_counted(netcrm: CommandLine, studies: str) -> None:
    report = netcrm("import", studies, "--pick", "1,3", "--json").json
    assert (report["cards"], report["new"], report["left"], report["studies"]) == (3, 2, 1, 1)
    assert netcrm("import", studies, "--pick", "none", "--json").json["change_set"] is None
    again = netcrm("import", studies, "--pick", "all")
    assert again.out.startswith("1 new, 0 updated, 2 unchanged")
    netcrm("import", studies)  # nobody is left who would have to be picked


def test_a_pick_may_say_who_somebody_is(netcrm: CommandLine, studies: str) -> None:
    netcrm("add", "Beau Kim")
    netcrm("import", studies, "--pick", "2:zoe", code=3)
    netcrm("import", studies, "--pick", "9:beau", code=2)
    netcrm("import", studies, "--pick", "2:", code=2)
    assert "“3-2” picks nothing" in netcrm("import", studies, "--pick", "3-2", code=2).err
    dry = netcrm("import", studies, "--dry-run", "--pick", "2:beau", "--json").json
    assert [row["verdict"] for row in dry["rows"]] == ["left", "updated", "left"]
    assert netcrm("import", studies, "--pick", "2:beau").out.startswith("0 new, 1 updated, 1 study")
    assert [row["name"] for row in netcrm("search", "--json").json] == ["Beau Kim, RN"]


def test_papers_are_listed_with_their_newest_beneath(netcrm: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "set.nbib"
    path.write_text(record(1, "Lima Ana", "Kim, Bo") + "ER  - \n")
    out = netcrm("import", str(path), "--dry-run").out
    assert "1 paper, 1 last, 2020" in out
    assert "“Paper 1”, 2020 (last author)" in out


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.json", b'{"FullStudiesResponse": {}}', "https://clinicaltrials.gov/api/v2/studies/NCT"),
        ("a.json", file_of(study("NCT00000001")), "names no person"),
        ("a.nbib", b"TY  - JOUR\nER  - \n", "is a RIS file"),
        ("a.nbib", b"PMID- 1\nTI  - Breath\n", "No paper in the file names an author"),
    ],
)
def test_a_file_of_nobody_ends_with_one_sentence(
    netcrm: CommandLine, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    err = netcrm("import", str(tmp_path / name), "--pick", "all", code=4).err
    assert words in err
    assert len(err.splitlines()) == 1
