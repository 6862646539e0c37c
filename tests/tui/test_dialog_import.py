"""Importing: files found with their age, a preview with ticks and decisions, options, and a report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.events import Key, Paste

from netcrm.domain.merging import Change
from netcrm.services.crm import Crm
from netcrm.services.imports.values import (
    Answer,
    Decision,
    FoundFile,
    ImportOptions,
    ImportProblem,
    ImportReport,
    Moved,
    Perhaps,
    Vanished,
    Verdict,
)
from netcrm.tui.dialogs import (
    GoBack,
    ImportChoice,
    ImportDialog,
    ImportOptionsDialog,
    ImportPreviewScreen,
    ImportReportDialog,
    Offered,
)
from netcrm.tui.dialogs.import_files import describe_file, say_age, say_size
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless, show
from tests.tui.import_plans import MOVED, Plan, card, plan

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def raw(number: int) -> str:
    """Return the text of a card of these plans."""
    return f"raw text of {number}"


async def test_ticks_filters_all_and_none() -> None:
    async with show(ImportPreviewScreen(plan(), raw=raw)) as shown:
        assert "5 cards, 2 ticked, with 4 dated interactions" in shown.lines[0]
        assert any("CRC?" in line and "Ana Lima" in line and " ?! " in line for line in shown.lines)
        assert any("Bea Okafor" in line and "Sponsor A → CRO B" in line for line in shown.lines)
        assert shown.lines[-1] == " c congratulate  r raw text  o options  [ ] scroll"
        await shown.pilot.click(offset=(1, 4))
        assert "[ ] + new" in shown.lines[4]
        await shown.pilot.click(offset=(1, 4))
        await shown.pilot.click(offset=(3, 23))
        assert "[x] c lay down a follow-up" in shown.text
        await shown.press("c")
        await shown.press("space", "j", "j", "space", "G", "space")
        assert "[ ] + new" in shown.text
        assert "[x] - left before" in shown.text
        await shown.press("2")
        assert "Bea Okafor" in shown.text
        assert "Ana Lima" not in shown.text
        await shown.press("n", "0", "n", "a")
        assert "3 ticked" in shown.lines[0]
        for name in ("Ana Lima", "Bea Okafor", "Chidi Eze", "Dao Nguyen", "contacts.vcf, card 5"):
            await shown.press("f")
            assert name in shown.text
        await shown.press("9")
        assert "vanished" in shown.lines[4]
        assert "Eva Gone" in shown.lines[4]
        await shown.press("space", "enter")
        assert shown.answers == [ImportChoice(frozenset({1, 2, 4}))]


async def test_mother_and_the_pizza_shop_are_found_and_left() -> None:
    async with show(ImportPreviewScreen(plan(), raw=raw)) as shown:
        await shown.press("a", "slash")
        await shown.type("pizza")
        assert "“pizza”: 1 shown" in shown.lines[0]
        assert "Ana Lima" not in shown.text
        await shown.press("enter", "n", "escape")
        assert "Ana Lima" in shown.text
        await shown.press("slash", "escape", "enter")
        assert shown.answers == [ImportChoice(frozenset({1, 2}))]


async def test_decisions_and_congratulations_are_given_back() -> None:
    async with show(ImportPreviewScreen(plan(), raw=raw), size=(120, 40)) as shown:
        assert "▸ add as somebody new" in shown.text
        await shown.press("d", "d")
        assert "▸ update A. Lima (9): same name" in shown.text
        assert "[x] ~ updated" in shown.lines[4]
        await shown.press("D")
        assert "1 card that may be the same: update." in shown.lines[0]
        await shown.press("j", "d")
        assert "There is nothing to decide here" in shown.lines[0]
        assert "moved: Sponsor A → CRO B, Senior CRA" in shown.text
        assert "title: CRA → Senior CRA" in shown.text
        assert "[ ] c lay down a follow-up to congratulate the one who changed employer" in shown.text
        await shown.press("c", "enter")
        assert shown.answers == [ImportChoice(frozenset({1, 2}), {1: Decision(Answer.UPDATE, 9)}, True)]


async def test_the_text_of_a_card_is_one_key_away_and_leaving_is_asked_about_where_something_was_decided() -> None:
    async with show(ImportPreviewScreen(plan(), raw=raw), size=(120, 40)) as shown:
        await shown.press("r")
        assert "raw text of 1" in shown.text
        await shown.press("escape", "5", "r")
        assert "FN:Nobody" in shown.text
        assert shown.text.count("It has no end.") >= 2
        await shown.press("c", "escape", "0", "n")
        assert shown.host.clipboard == "BEGIN:VCARD\nFN:Nobody"
        await shown.press("enter")
        assert "Nothing is ticked" in shown.lines[0]
        await shown.press("m", "o", "escape")
        assert "Escape again leaves" in shown.lines[0]
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]


@pytest.mark.parametrize(("key", "answer"), [("m", GoBack.COLUMNS), ("o", GoBack.OPTIONS)])
async def test_columns_and_options_are_asked_anew(key: str, answer: GoBack) -> None:
    async with show(ImportPreviewScreen(plan(), raw=raw, can_map=True)) as shown:
        await shown.press("space", key)
        assert "Your ticks begin anew" in shown.lines[0]
        await shown.press(key)
        assert shown.answers == [answer]


async def test_a_hundred_thousand_cards_are_shown_filtered_and_ticked() -> None:
    kinds = (Verdict.NEW, Verdict.UPDATED)
    many = Plan(tuple(card(number, kinds[number % 2]) for number in range(1, 100_001)))
    async with show(ImportPreviewScreen(many, raw=raw)) as shown:
        assert "100,000 cards, 100,000 ticked" in shown.lines[0]
        await shown.press("G")
        assert "Person 100000" in shown.text
        await shown.press("2", "n", "slash")
        await shown.type("person 99998")
        await shown.press("enter", "a", "enter")
        assert shown.answers == [ImportChoice(frozenset({*range(2, 100_001, 2), 99_998} - {*range(1, 100_001, 2)}))]


async def test_hostile_cards_and_reports_are_text() -> None:
    problem = ImportProblem(HOSTILE, "card 2", 9, HOSTILE, HOSTILE)
    bad = card(
        1,
        Verdict.NEW,
        HOSTILE,
        file=HOSTILE,
        organisation=HOSTILE,
        changes=(Change(HOSTILE, HOSTILE, HOSTILE),),
        perhaps=(Perhaps(HOSTILE, HOSTILE, 7), Perhaps(HOSTILE, HOSTILE, None)),
        warnings=(HOSTILE,),
        guessed_role=HOSTILE,
        moved=Moved(1, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    )
    gone = Vanished(3, HOSTILE, HOSTILE)
    hostile = Plan((bad,), (problem,), (gone,))
    async with show(ImportPreviewScreen(hostile, raw=lambda _: HOSTILE), size=(160, 40)) as shown:
        assert shown.text.count(MARKUP) >= 8
        for keys in (("r",), ("escape", "d"), ("D",), ("G", "r"), ("escape", "f", "f", "f", "f", "f", "f"), ("slash",)):
            await shown.press(*keys)
            assert_harmless(shown.text)
            assert MARKUP in shown.text
    report = ImportReport(
        2, 1, 0, 0, 0, (problem,), None, moved=(bad.moved,) if bad.moved else (), noted=(bad,), vanished=(gone,)
    )
    async with show(ImportReportDialog(report), size=(160, 40)) as told:
        assert_harmless(told.text)
        assert told.text.count(MARKUP) >= 5
        await told.press("r")
        assert_harmless(told.text)


async def test_a_report_names_what_one_should_look_at_and_takes_the_import_back() -> None:
    first, *_ = plan().cards
    report = ImportReport(
        9, 3, 1, 2, 2, plan().problems, 4, touches=4, moved=(MOVED,), noted=(first,), vanished=plan().vanished
    )
    async with show(ImportReportDialog(report)) as shown:
        assert "9 cards: 3 new, 1 updated, 2 unchanged, 2 left out, 1 that could not be" in shown.text
        for words in (
            "✗ contacts.vcf, card 5, line 90: It has no end.",
            "→ Bea Okafor: Sponsor A → CRO B, Senior CRA",
            "? Ana Lima: perhaps the same as Ana Lima (7): same phone",
            "· Eva Gone · Site X",
        ):
            assert words in shown.text
        await shown.press("r")
        assert "FN:Nobody" in shown.text
        await shown.press("escape", "u")
        assert shown.answers == [True]


async def test_a_report_of_nothing_new_offers_no_undo() -> None:
    async with show(ImportReportDialog(ImportReport(4, 0, 0, 4, 0, (), None))) as shown:
        assert "Nothing new" in shown.text
        await shown.press("u", "r", "escape")
        assert shown.answers == [None]


async def test_only_options_that_concern_the_file_are_asked(crm: Crm) -> None:
    async with show(ImportOptionsDialog(crm, Offered(), ImportOptions()), size=(120, 30)) as shown:
        assert "Messages" not in shown.text
        assert "connection date" not in shown.text
        await shown.press("d")
        await shown.type("spring 2099")
        assert "✗ That day is yet to come" in shown.text
        await shown.press("end", "ctrl+u")
        await shown.type("spring 2021")
        assert "→ about" in shown.text
        await shown.press("enter")
        assert shown.answers == [ImportOptions(last_contact="spring 2021")]
    async with show(ImportOptionsDialog(crm, Offered(True, True), ImportOptions()), size=(120, 30)) as shown:
        await shown.press("y", "c", "ctrl+s")
        assert shown.answers == [ImportOptions(last_contact="connected", messages=True)]


@pytest.fixture
def files(tmp_path: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two files in the usual folders, newest first."""
    paths = [tmp_path / "contacts [b].vcf", tmp_path / "old.vcf"]
    for path in paths:
        path.write_text("BEGIN:VCARD\nEND:VCARD\n")
    found = [FoundFile(path, "vcard", 120_000, NOW - timedelta(minutes=3)) for path in paths]
    monkeypatch.setattr(crm.imports, "found_files", lambda: found)
    return paths


async def test_files_found_are_listed_and_ticked_without_colour(crm: Crm, files: list[Path]) -> None:
    async with show(ImportDialog(crm)) as shown:
        assert "2 files in the usual folders" in shown.text
        assert "120 kB" in shown.text
        assert shown.text.count("[ ]") == 2
        await shown.press("space")
        assert "[x] contacts [b].vcf" in shown.text
        assert shown.text.count("[ ]") == 1
        await shown.press("down", "space", "enter")
        assert shown.answers == [files]


async def test_our_own_calendars_are_not_offered(
    crm: Crm, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "netcrm.ics", tmp_path / "meetings.ics"
    ours.write_text("BEGIN:VCALENDAR\r\nPRODID:-//netcrm//netcrm//EN\r\nEND:VCALENDAR\r\n")
    theirs.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Another//EN\r\nEND:VCALENDAR\r\n")
    found = [FoundFile(path, "ics", 100, NOW) for path in (ours, theirs, *files)]
    monkeypatch.setattr(crm.imports, "found_files", lambda: found)
    async with show(ImportDialog(crm)) as shown:
        assert "3 files in the usual folders" in shown.text
        assert "netcrm.ics" not in shown.text


async def test_without_a_tick_enter_takes_the_file_under_the_cursor(crm: Crm, files: list[Path]) -> None:
    async with show(ImportDialog(crm)) as shown:
        await shown.press("down", "enter")
        assert shown.answers == [[files[1]]]


async def test_a_path_that_is_no_file_is_refused_and_another_is_taken(
    crm: Crm, files: list[Path], tmp_path: Path
) -> None:
    async with show(ImportDialog(crm), size=(200, 24)) as shown:
        await shown.press("tab")
        for path, sentence in ((tmp_path, "This is a folder"), (tmp_path / "missing.vcf", "There is no such file")):
            await shown.press("end", "ctrl+u")
            await shown.type(str(path))
            await shown.press("enter")
            assert sentence in " ".join(shown.text.split())
        assert shown.answers == []
        await shown.press("end", "ctrl+u")
        await shown.type(f"'{files[1]}'")
        await shown.press("enter")
        assert shown.answers == [[files[1]]]


async def test_no_file_found_begins_with_the_path_and_enter_at_once_is_for_the_whole_of_it(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crm.imports, "found_files", list)
    (tmp_path / "contacts.vcf").write_text("BEGIN:VCARD\nEND:VCARD\n")
    async with show(ImportDialog(crm), size=(200, 24)) as shown:
        assert "Nothing to import was found" in shown.text
        await shown.press("enter")
        assert "✗ Tick a file, or type the path of one." in shown.text
        for name in ("missing.vcf", "contacts.vcf"):
            await shown.press("end", "ctrl+u")
            path = tmp_path / name
            for event in (Paste(str(path)[:-1]), Key("f", "f"), Key("enter", None)):
                shown.host.post_message(event)
            await shown.settle()
            await shown.settle()
            if not path.exists():
                assert f"✗Thereisnosuchfile:{path}" in "".join(shown.text.replace("│", " ").split())
        assert shown.answers == [[tmp_path / "contacts.vcf"]]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "just now"),
        (180, "3 minutes ago"),
        (3700, "1 hour ago"),
        (90_000, "1 day ago"),
        (86_400 * 70, "2 months ago"),
    ],
)
def test_the_age_of_a_file_is_said_in_its_largest_unit(seconds: int, words: str) -> None:
    assert say_age(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(12, "12 B"), (1500, "1.5 kB"), (120_000, "120 kB"), (2_400_000, "2.4 MB")]
)
def test_the_size_of_a_file_is_said_as_people_read_it(size: int, words: str) -> None:
    assert say_size(size) == words


def test_a_file_is_described_by_name_age_size_and_folder() -> None:
    file = FoundFile(Path("/home/ana/Downloads/contacts.vcf"), "vcard", 120_000, NOW - timedelta(minutes=3))
    assert describe_file(file, NOW).plain == "contacts.vcf · 3 minutes ago · 120 kB · Downloads"
