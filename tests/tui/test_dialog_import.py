"""Importing: files found with their age, a preview with ticks, filters and changes, and files going out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.events import Key, Paste

from netcrm.domain.calendar_words import Detail
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.import_values import FieldChange, FoundFile, ImportProblem, PlannedCard, Verdict
from netcrm.tui.dialogs import ExportChoice, ExportDialog, ImportDialog, ImportPreviewScreen
from netcrm.tui.dialogs.import_files import describe_file, say_age, say_size
from netcrm.tui.dialogs.import_preview import ImportPlanLike
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless, show

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Plan:
    """A plan as the preview sees it."""

    def __init__(self, cards: tuple[PlannedCard, ...], problems: tuple[ImportProblem, ...] = ()) -> None:
        self.cards = cards
        self.problems = problems


def card(number: int, verdict: Verdict, name: str = "", *, ticked: bool = True, **more: object) -> PlannedCard:
    """Return a card of a plan."""
    values: dict[str, object] = {
        "file": "/data/contacts.vcf",
        "place": number,
        "line": number * 10,
        "organisation": "St Mary's",
        "contact_id": None,
        "changes": (),
        "perhaps": (),
        "warnings": (),
    }
    return PlannedCard(number=number, name=name or f"Person {number}", verdict=verdict, ticked=ticked, **values | more)  # type: ignore[arg-type]


@pytest.fixture
def plan() -> ImportPlanLike:
    changes = (FieldChange("title", "CRA", "Senior CRA"), FieldChange("phones", "", "+1 617 555 0100"))
    return Plan(
        (
            card(1, Verdict.NEW, "Ana Lima", perhaps=("Ana Lima (7): same phone",), warnings=("The birthday is odd.",)),
            card(2, Verdict.UPDATED, "Bea Okafor", changes=changes),
            card(3, Verdict.UNCHANGED, "Chidi Eze", ticked=False),
            card(4, Verdict.LEFT, "Dao Nguyen", ticked=False),
        ),
        (ImportProblem("/data/contacts.vcf", "card 5", 90, "It has no end."),),
    )


async def test_what_the_plan_ticked_is_given_back(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        assert "5 cards, 2 ticked" in shown.text
        await shown.press("enter")
        assert shown.answers == [{1, 2}]


async def test_space_takes_a_tick_away_and_gives_one(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        await shown.press("space", "j", "j", "space")
        assert "[ ] + new" in shown.text
        assert "[x] - left out before" in shown.text
        await shown.press("enter")
        assert shown.answers == [{2, 4}]


async def test_what_cannot_be_brought_in_has_no_tick(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        await shown.press("a", "j", "j", "space", "G", "space", "enter")
        assert shown.answers == [{1, 2, 4}]


async def test_the_card_under_the_cursor_shows_changes_doubts_and_warnings(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan), size=(120, 40)) as shown:
        assert "? Perhaps the same as Ana Lima (7): same phone" in shown.text
        assert "! The birthday is odd." in shown.text
        await shown.press("j")
        assert "title: CRA → Senior CRA" in shown.text
        assert "phones: +1 617 555 0100" in shown.text
        await shown.press("G")
        assert "✗ It has no end." in shown.text


async def test_a_filter_shows_one_kind_and_all_and_none_act_on_what_is_shown(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        await shown.press("2")
        assert "Bea Okafor" in shown.text
        assert "Ana Lima" not in shown.text
        await shown.press("n", "0")
        assert "Ana Lima" in shown.text
        await shown.press("enter")
        assert shown.answers == [{1}]


async def test_f_goes_through_the_kinds_that_there_are(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        for name in ("Ana Lima", "Bea Okafor", "Chidi Eze", "Dao Nguyen", "contacts.vcf, card 5"):
            await shown.press("f")
            assert name in shown.text
        await shown.press("f")
        assert "▸0 all 5" in shown.text


async def test_nothing_ticked_is_asked_about_once(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        await shown.press("n", "enter")
        assert "Nothing is ticked" in shown.text
        assert shown.answers == []
        await shown.press("enter")
        assert shown.answers == [set()]


async def test_leaving_the_preview_gives_nothing_back(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        await shown.press("escape")
        assert shown.answers == [None]


async def test_five_thousand_cards_are_shown_filtered_and_ticked(crm: Crm) -> None:
    kinds = (Verdict.NEW, Verdict.UPDATED)
    many = Plan(tuple(card(number, kinds[number % 2]) for number in range(1, 5001)))
    async with show(ImportPreviewScreen(crm, many)) as shown:
        assert "5000 cards, 5,000 ticked" in shown.text
        await shown.press("G")
        assert "Person 5000" in shown.text
        await shown.press("2", "n", "enter")
        assert shown.answers == [set(range(2, 5001, 2))]


async def test_hostile_cards_are_text(crm: Crm) -> None:
    change = FieldChange(HOSTILE, HOSTILE, HOSTILE)
    bad = card(
        1, Verdict.NEW, HOSTILE, organisation=HOSTILE, changes=(change,), perhaps=(HOSTILE,), warnings=(HOSTILE,)
    )
    problems = (ImportProblem(HOSTILE, "card 2", 9, HOSTILE),)
    async with show(ImportPreviewScreen(crm, Plan((bad,), problems)), size=(140, 40)) as shown:
        assert_harmless(shown.text)
        assert shown.text.count(MARKUP) >= 4
        await shown.press("G")
        assert_harmless(shown.text)


@pytest.fixture
def files(tmp_path: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two files in the usual folders, newest first."""
    paths = [tmp_path / "contacts [b].vcf", tmp_path / "old.vcf"]
    for path in paths:
        path.write_text("BEGIN:VCARD\nEND:VCARD\n")
    found = [FoundFile(path, "vcard", 120_000, NOW - timedelta(minutes=3)) for path in paths]
    monkeypatch.setattr(crm.imports, "found_files", lambda: found)
    return paths


async def test_files_found_are_listed_with_size_and_folder_and_enter_takes_one(crm: Crm, files: list[Path]) -> None:
    async with show(ImportDialog(crm)) as shown:
        assert "2 files in the usual folders" in shown.text
        assert "contacts [b].vcf" in shown.text
        assert "120 kB" in shown.text
        await shown.press("down", "enter")
        assert shown.answers == [[files[1]]]


async def test_several_files_are_ticked(crm: Crm, files: list[Path]) -> None:
    async with show(ImportDialog(crm)) as shown:
        await shown.press("space", "down", "space", "enter")
        assert shown.answers == [files]


async def test_a_path_is_typed(crm: Crm, files: list[Path]) -> None:
    async with show(ImportDialog(crm)) as shown:
        await shown.press("tab")
        await shown.type(f"'{files[1]}'")
        await shown.press("enter")
        assert shown.answers == [[files[1]]]


@pytest.mark.parametrize(("name", "sentence"), [("", "This is a folder"), ("missing.vcf", "There is no such file")])
async def test_a_path_that_is_no_file_is_refused(
    crm: Crm, files: list[Path], tmp_path: Path, name: str, sentence: str
) -> None:
    async with show(ImportDialog(crm), size=(200, 24)) as shown:
        await shown.press("tab")
        await shown.type(str(tmp_path / name))
        await shown.press("enter")
        assert sentence in " ".join(shown.text.split())
        assert shown.answers == []


async def test_no_file_found_says_so_and_begins_with_the_path(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crm.imports, "found_files", list)
    async with show(ImportDialog(crm)) as shown:
        assert "Nothing to import was found" in shown.text
        await shown.press("enter")
        assert "✗ Tick a file, or type the path of one." in shown.text
        await shown.press("escape")
        assert shown.answers == [None]


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


async def test_a_calendar_goes_out_with_its_window_and_detail(crm: Crm, tmp_path: Path) -> None:
    target = tmp_path / "netcrm.ics"
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press("c")
        await shown.type("tier:a")
        assert "→ 1 person" in shown.text
        await shown.press("tab")
        await shown.type("30")
        await shown.press("tab", "f")
        await shown.type(str(target))
        assert "→ a new file" in shown.text
        await shown.press("enter")
        options = ExportOptions(query="tier:a", days=30, detail=Detail.FULL)
        assert shown.answers == [ExportChoice(ExportKind.ICS, target, options)]


async def test_another_format_offers_a_file_of_its_own(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press("t")
        assert "Days ahead" not in shown.text
        await shown.press("enter")
        assert shown.answers == [ExportChoice(ExportKind.CSV, tmp_path / "netcrm-2026-11-23.csv", ExportOptions())]


@pytest.mark.parametrize(
    ("presses", "text", "sentence"),
    [
        (("c",), "role:wizard", "The query has a mistake"),
        (("c", "tab"), "many", "Days ahead are a number"),
        (("c", "tab", "tab", "tab"), "/no/such/folder/x.ics", "There is no folder"),
    ],
)
async def test_what_cannot_be_written_is_told_beside_its_field(
    crm: Crm, presses: tuple[str, ...], text: str, sentence: str
) -> None:
    async with show(ExportDialog(crm), size=(120, 30)) as shown:
        await shown.press(*presses)
        await shown.type(text)
        assert f"✗ {sentence}" in shown.text
        await shown.press("enter")
        assert shown.answers == []


async def test_leaving_the_export_gives_nothing_back(crm: Crm) -> None:
    async with show(ExportDialog(crm)) as shown:
        await shown.press("escape")
        assert shown.answers == [None]


@pytest.mark.parametrize("name", ["missing.vcf", "contacts.vcf"])
async def test_enter_at_once_after_a_path_is_for_the_whole_path(
    crm: Crm, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crm.imports, "found_files", list)
    (tmp_path / "contacts.vcf").write_text("BEGIN:VCARD\nEND:VCARD\n")
    async with show(ImportDialog(crm), size=(200, 24)) as shown:
        path = tmp_path / name
        for event in (Paste(str(path)[:-1]), Key("f", "f"), Key("enter", None)):
            shown.host.post_message(event)
        await shown.settle()
        await shown.settle()
        if path.exists():
            assert shown.answers == [[path]]
        else:
            sentence = "".join(shown.text.replace("│", " ").split())
            assert f"✗Thereisnosuchfile:{path}" in sentence


async def test_ticks_are_told_apart_without_colour(crm: Crm, files: list[Path]) -> None:
    async with show(ImportDialog(crm)) as shown:
        assert shown.text.count("[ ]") == 2
        await shown.press("space")
        assert "[x] contacts [b].vcf" in shown.text
        assert shown.text.count("[ ]") == 1


async def test_a_doubt_is_marked_apart_from_the_name_and_the_mark_is_explained(crm: Crm, plan: ImportPlanLike) -> None:
    async with show(ImportPreviewScreen(crm, plan)) as shown:
        assert any("Ana Lima" in line and " ? " in line for line in shown.lines)
        assert "? marks a doubt" in shown.text
        assert "enter import  esc cancel" in shown.text
