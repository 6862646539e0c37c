"""The corpus of other people's cards beside the project, imported whole, twice, and taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.services.crm import Crm
from tests.services.support import applied, is_empty, planned, whole_store

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder shared/corpora/vcard is not beside the project")


def test_every_card_is_accounted_for_and_the_second_time_changes_nothing(crm: Crm) -> None:
    files = sorted(CORPUS.rglob("*.vcf"))
    plan = planned(crm, *files)
    assert (len(files), len(plan.cards) + len(plan.problems)) == (97, 134)
    report = applied(crm, plan)
    assert report.cards == 134
    assert report.new + report.updated + report.unchanged >= 128
    assert report.left == 0
    store = whole_store(crm)
    again = applied(crm, planned(crm, *files))
    assert (again.new, again.updated, again.change_set) == (0, 0, None)
    assert whole_store(crm) == store
    crm.history.undo()
    assert is_empty(crm)
    crm.history.redo()
    assert whole_store(crm) == store


def test_file_by_file_leads_to_as_many_people(tmp_path: Path) -> None:
    files = sorted(CORPUS.rglob("*.vcf"))
    with Crm.open(tmp_path / "one" / "n.db", clock=Clock(date(2026, 11, 23))) as crm:
        seen = 0
        for path in [file for file in files if file.name not in ("v21_android_custom_prop.vcf", "issue64.vcf")]:
            seen += applied(crm, planned(crm, path)).cards
        assert seen == 132
        one_by_one = crm.contacts.count()
    with Crm.open(tmp_path / "all" / "n.db", clock=Clock(date(2026, 11, 23))) as crm:
        applied(crm, planned(crm, *files))
        assert crm.contacts.count() == one_by_one
