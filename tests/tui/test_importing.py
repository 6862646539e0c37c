"""The way of an import through the screens: files, columns, options, preview, report, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from netcrm.domain.columns import Column, ColumnMapping, TableView, Target
from netcrm.errors import Unreadable, UsageProblem
from netcrm.services.crm import Crm
from netcrm.tui.importing import Inputs, look_at
from tests.tui.conftest import OpenScreens, said, settle, shown

NAMES = ColumnMapping((Column(Target.NAME),))
DATED = ColumnMapping((Column(Target.CONNECTED_ON),))


def table(layout: str, *, name: str = "", remembered: bool = False, mapping: ColumnMapping = NAMES) -> TableView:
    """Return a table of one column."""
    return TableView(f"{layout}.csv", layout, name, ("Who",), (("Ana",),), mapping, is_remembered=remembered)


@pytest.mark.parametrize(
    ("tables", "unknown"),
    [
        ((), False),
        ((table("a"),), True),
        ((table("a", name="LinkedIn"),), False),
        ((table("a", remembered=True),), False),
        ((table("a"), table("a")), True),
        ((table("a", name="Google"), table("b", name="LinkedIn")), False),
    ],
)
def test_columns_are_asked_about_only_where_nobody_knows_them(tables: tuple[TableView, ...], unknown: bool) -> None:
    assert (Inputs((), tables, has_archive=False).unknown is not None) is unknown


def test_columns_can_be_said_where_all_tables_have_the_same() -> None:
    assert Inputs((), (table("a"), table("a")), has_archive=False).table == table("a")
    assert Inputs((), (table("a"), table("b")), has_archive=False).table is None


@pytest.mark.parametrize(
    ("inputs", "mapping", "messages", "connected"),
    [
        (Inputs((), (), has_archive=False), None, False, False),
        (Inputs((), (), has_archive=True), None, True, True),
        (Inputs((), (table("a", mapping=DATED),), has_archive=False), None, False, True),
        (Inputs((), (table("a", mapping=DATED),), has_archive=False), NAMES, False, False),
        (Inputs((), (table("a"),), has_archive=False), DATED, False, True),
    ],
)
def test_options_are_offered_where_they_concern_the_files(
    inputs: Inputs, mapping: ColumnMapping | None, messages: bool, connected: bool
) -> None:
    offered = inputs.offered(mapping)
    assert (offered.messages, offered.connected) == (messages, connected)
    assert offered.is_worth_asking is (messages or connected)


def test_an_unknown_table_among_others_is_to_be_imported_alone(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = {"a.csv": table("a"), "b.csv": table("b", name="Google")}
    monkeypatch.setattr(crm.imports, "table", lambda path: views[path.name])
    with pytest.raises(UsageProblem, match=r"columns of a\.csv are not known yet"):
        look_at(crm, [tmp_path / "a.csv", tmp_path / "b.csv"])


def test_a_table_without_rows_is_refused_before_anything_is_asked_about_it(crm: Crm, tmp_path: Path) -> None:
    for name, text in (("blank.csv", "\n\n"), ("titles.csv", "Name,Mail\n")):
        (tmp_path / name).write_text(text)
        with pytest.raises(Unreadable, match=f"no row of people in {name}"):
            look_at(crm, [tmp_path / name])


async def walk(pilot: Pilot[None], path: Path, *steps: tuple[tuple[str, ...], str]) -> None:
    """Open the import of a file, and press keys; after each step its words are shown."""
    await pilot.press("I")
    await settle(pilot)
    pilot.app.post_message(Paste(str(path)))
    await settle(pilot)
    for keys, words in steps:
        await pilot.press(*keys)
        await settle(pilot)
        assert words in shown(pilot)


async def test_a_file_is_looked_at_brought_in_reported_and_taken_back(
    crm: Crm, tmp_path: Path, screens: OpenScreens
) -> None:
    path = tmp_path / "new.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Zadie Quill\nEND:VCARD\n")
    async with screens(crm, size=(100, 30)) as pilot:
        await walk(
            pilot,
            path,
            (("enter",), "1 card, 1 ticked"),
            (("o",), "Last touch"),
            (("d", "2", "0", "1", "9", "enter"), "1 card, 1 ticked"),
            (("m",), "Only the columns of one table"),
            (("r",), "FN:Zadie Quill"),
            (("escape", "enter"), "1 card: 1 new."),
        )
        assert crm.contacts.count() == 5
        await pilot.press("u")
        await settle(pilot)
        assert crm.contacts.count() == 4
        assert "import new.vcf" in said(pilot)


async def test_a_table_that_nobody_knows_is_mapped_and_mapped_again_and_then_remembered(
    crm: Crm, tmp_path: Path, screens: OpenScreens
) -> None:
    path = tmp_path / "members.csv"
    path.write_text("Wer;Wo\nZadie Quill;Lakeshore\nOmar Bright;Harbour\n")
    async with screens(crm, size=(100, 30)) as pilot:
        await walk(
            pilot,
            path,
            (("enter",), "members.csv: 2 columns"),
            (("enter", *"name", "down", "up", "enter", "enter", *"note", "enter"), "Zadie Quill"),
            (("ctrl+s",), "2 cards, 2 ticked"),
            (("o",), "Last touch"),
            (("d", *"2019", "enter"), "Zadie Quill"),
            (("m",), "members.csv: 2 columns"),
            (("j", "enter", *"organisation", "enter", "ctrl+s"), "Lakeshore"),
            (("enter",), "2 cards: 2 new."),
            (("escape",), "Today"),
        )
        assert crm.contacts.rows([crm.contacts.resolve("Zadie Quill")])[0].organisation == "Lakeshore"
        await walk(pilot, path, (("enter",), "2 cards, 0 ticked"))
