"""LinkedIn's archive from end to end: who is in, when they were last in touch, and what a newer archive adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from netcrm.errors import Unreadable
from netcrm.services.crm import Crm
from netcrm.services.imports.values import ImportOptions, ImportReport, Verdict
from tests.formats.linkedin_samples import (
    SECRET,
    connection,
    connections_csv,
    linkedin_zip,
    message,
    messages_csv,
)
from tests.services.support import names, undo_and_redo_all, whole_store

ME = "Noor Haddad"
PEOPLE = [
    connection("Ana Lima", "Northside Hospital", "Study Coordinator"),
    connection("Ben Ode", "Trialworks", "CRA"),
    connection("Chi Park", "Lakeview Clinic", "PI"),
]
FIRST = [
    message(ME, "Ana Lima", "2017-05-02 12:00:00 UTC"),
    message("Ana Lima", ME, "2017-05-03 12:00:00 UTC"),
    message(ME, "Ben Ode", "2019-11-20 12:00:00 UTC"),
    message("Dov Levi", ME, "2021-01-04 12:00:00 UTC"),
]
NEWER = [*FIRST, message("Ana Lima", ME, "2026-10-01 12:00:00 UTC")]
ASKED = ImportOptions(messages=True)
UNASKED = ImportOptions()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path / "Basic_LinkedInDataExport_10-01-2026.zip", FIRST)


def written(path: Path, messages: Sequence[dict[str, str]], people: Sequence[Sequence[str]] = PEOPLE) -> Path:
    path.write_bytes(linkedin_zip({"Connections.csv": connections_csv(people), "messages.csv": messages_csv(messages)}))
    return path


def brought_in(crm: Crm, path: Path, options: ImportOptions = ASKED) -> ImportReport:
    return crm.imports.bring_in([path], options)


def last_touches(crm: Crm) -> dict[str, str]:
    """Return the day of the last touch with each, nothing where there is none."""
    session = crm._session
    return {
        row.name: str(row.last_touch) if row.last_touch else ""
        for row in crm.contacts.rows(sorted(session.contacts.all_ids()))
    }


def interactions(crm: Crm) -> int:
    return len(whole_store(crm)["interaction"])


def test_the_archive_gives_last_contact_for_years_that_nobody_typed(crm: Crm, archive: Path) -> None:
    report = brought_in(crm, archive)
    assert (report.new, report.touches) == (3, 3)
    assert last_touches(crm) == {"Ana Lima": "2017-05-03", "Ben Ode": "2019-11-20", "Chi Park": ""}


def test_the_plan_says_what_the_archive_brings(crm: Crm, archive: Path) -> None:
    plan = crm.imports.plan([archive], ASKED)
    assert {card.name: card.touches for card in plan.cards if card.ticked} == {
        "Ana Lima": 2,
        "Ben Ode": 1,
        "Chi Park": 0,
    }
    report = crm.imports.apply(plan)
    assert (report.new, report.touches) == (3, 3)


def test_who_only_wrote_comes_in_where_somebody_ticks_them(crm: Crm, archive: Path) -> None:
    plan = crm.imports.plan([archive], ASKED)
    stranger = next(card for card in plan.cards if card.name == "Dov Levi")
    assert not stranger.ticked
    assert stranger.warnings == ("Not a connection: only in messages.",)
    crm.imports.apply(plan, [card.number for card in plan.cards])
    assert last_touches(crm)["Dov Levi"] == "2021-01-04"


def test_without_being_asked_for_no_message_comes_in(crm: Crm, archive: Path) -> None:
    report = brought_in(crm, archive, UNASKED)
    assert (report.new, report.touches) == (3, 0)
    assert interactions(crm) == 0
    assert names(crm) == ["Ana Lima", "Ben Ode", "Chi Park"]


def test_messages_can_be_asked_for_later(crm: Crm, archive: Path) -> None:
    brought_in(crm, archive, UNASKED)
    report = brought_in(crm, archive)
    assert (report.new, report.touches) == (0, 3)
    assert last_touches(crm)["Ana Lima"] == "2017-05-03"


@pytest.mark.parametrize("options", [ASKED, UNASKED])
def test_the_same_archive_again_changes_nothing(crm: Crm, archive: Path, options: ImportOptions) -> None:
    brought_in(crm, archive, options)
    before = whole_store(crm)
    again = brought_in(crm, archive, options)
    assert (again.new, again.updated, again.touches, again.change_set) == (0, 0, 0, None)
    assert again.vanished == ()
    assert whole_store(crm) == before


def test_the_table_alone_after_the_archive_changes_nobody(crm: Crm, archive: Path, tmp_path: Path) -> None:
    brought_in(crm, archive)
    table = tmp_path / "Connections.csv"
    table.write_bytes(connections_csv(PEOPLE))
    plan = crm.imports.plan([table])
    assert [card.verdict for card in plan.cards] == [Verdict.UNCHANGED] * 3
    assert plan.vanished == ()
    brought_in(crm, archive, UNASKED)
    assert interactions(crm) == 3


def test_the_archive_after_the_table_adds_only_touches(crm: Crm, archive: Path, tmp_path: Path) -> None:
    table = tmp_path / "Connections.csv"
    table.write_bytes(connections_csv(PEOPLE))
    brought_in(crm, table)
    report = brought_in(crm, archive)
    assert (report.new, report.touches) == (0, 3)


def test_a_newer_archive_adds_only_new_touches(crm: Crm, archive: Path, tmp_path: Path) -> None:
    brought_in(crm, archive)
    newer = written(tmp_path / "newer.zip", NEWER)
    plan = crm.imports.plan([newer], ASKED)
    assert {card.name: card.verdict for card in plan.cards if card.name != "Dov Levi"} == {
        "Ana Lima": Verdict.UPDATED,
        "Ben Ode": Verdict.UNCHANGED,
        "Chi Park": Verdict.UNCHANGED,
    }
    report = crm.imports.apply(plan)
    assert (report.new, report.updated, report.touches) == (0, 1, 1)
    assert last_touches(crm)["Ana Lima"] == "2026-10-01"
    assert interactions(crm) == 4


def test_who_never_was_a_connection_does_not_vanish_from_them(crm: Crm, archive: Path, tmp_path: Path) -> None:
    plan = crm.imports.plan([archive], ASKED)
    crm.imports.apply(plan, [card.number for card in plan.cards])
    fewer = tmp_path / "Connections.csv"
    fewer.write_bytes(connections_csv(PEOPLE[:2]))
    assert [vanished.name for vanished in crm.imports.plan([fewer]).vanished] == ["Chi Park"]
    assert crm.imports.plan([archive]).vanished == ()


def test_who_wrote_first_and_is_connected_later_is_one_person(crm: Crm, archive: Path, tmp_path: Path) -> None:
    plan = crm.imports.plan([archive], ASKED)
    crm.imports.apply(plan, [card.number for card in plan.cards])
    newer = written(tmp_path / "newer.zip", FIRST, [*PEOPLE, connection("Dov Levi", "Trialworks", "CTM")])
    report = brought_in(crm, newer)
    assert (report.new, report.touches) == (0, 0)
    assert names(crm) == ["Ana Lima", "Ben Ode", "Chi Park", "Dov Levi"]


def test_the_archive_is_offered_among_the_files_and_other_archives_are_not(crm: Crm, archive: Path) -> None:
    archive.with_name("holiday.zip").write_bytes(b"PK")
    assert [(file.path, file.format) for file in crm.imports.found_files([archive.parent])] == [(archive, "linkedin")]


def test_no_word_of_a_message_is_kept(crm: Crm, archive: Path) -> None:
    brought_in(crm, archive)
    assert SECRET.split()[-1] not in repr(whole_store(crm))


def test_the_way_back_takes_everything_with_it(crm: Crm, archive: Path) -> None:
    brought_in(crm, archive)
    undo_and_redo_all(crm)


def test_another_archive_is_told_by_what_is_in_it(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(linkedin_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))
    with pytest.raises(Unreadable, match="is an Excel workbook; save it as CSV"):
        crm.imports.plan([path])


def test_a_half_of_an_archive_harms_nothing(crm: Crm, archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])
    for act in (crm.imports.plan, crm.imports.bring_in):
        with pytest.raises(Unreadable, match="damaged or unfinished"):
            act([archive], ASKED)
    assert names(crm) == []


def test_a_title_of_the_users_own_stays_until_the_employer_changes(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    for company, position in (("Northside Hospital", "CRC"), ("Northside Hospital", "Senior CRC"), ("Helix", "CRA")):
        path.write_bytes(connections_csv([connection("Ana Lima", company, position)]))
        report = crm.imports.bring_in([path])
        details = crm.contacts.get(1).details
        if position == "CRC":
            job = replace(details.positions[0], title="Chief coordinator")
            crm.contacts.edit(1, replace(details, positions=(job,)))
    (now, before) = details.positions
    assert (now.organisation, now.title, now.is_primary) == ("Helix", "CRA", True)
    assert (before.organisation, before.title, before.end_on) == ("Northside Hospital", "Chief coordinator", "2026-11")
    assert [moved.after for moved in report.moved] == ["Helix"]
