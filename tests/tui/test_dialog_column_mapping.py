"""What columns mean: offered, stepped through, chosen and labelled, with oddities said."""

from __future__ import annotations

import pytest

from netcrm.domain.columns import Column, ColumnMapping, TableView, Target
from netcrm.errors import UsageProblem
from netcrm.tui.dialogs.column_mapping import ColumnMappingScreen
from netcrm.tui.dialogs.column_words import TARGETS, Offer, oddities, offers, say_column, step, taken
from tests.tui.dialog_host import HOSTILE, MARKUP, assert_harmless, show

TITLES = ("Full name", "Mail", "Mail 2", "Firm")
MAPPING = ColumnMapping((Column(Target.NAME), Column(Target.EMAIL), Column(Target.IGNORE), Column(Target.ORGANISATION)))
VIEW = TableView(
    "leads.csv",
    "hash",
    "",
    TITLES,
    (("Ana Lima, MD", "ana@example.org", "", "St Mary"), ("Bea", "b@x", "", "")),
    MAPPING,
)


def example(mapping: ColumnMapping) -> str:
    """Return the first row as the service would say it, near enough."""
    if not any(column.target is Target.NAME for column in mapping.columns):
        raise UsageProblem("Nobody is named in this row.")
    return " · ".join(say_column(column) for column in mapping.columns)


def test_every_target_has_words_of_its_own() -> None:
    assert set(TARGETS) == set(Target)
    assert len(set(TARGETS.values())) == len(TARGETS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("given", ["given name"]),
        ("Mail work", ["e-mail · work"]),
        ("e-mail", ["e-mail", "e-mail · work", "e-mail · home", "label of an e-mail"]),
        ("phone/ward 3", ["phone · ward 3"]),
        ("title/x", []),
        ("wizard", []),
    ],
)
def test_what_is_typed_finds_what_a_column_can_be(text: str, words: list[str]) -> None:
    assert [offer.words for offer in offers(text)] == words


def test_without_text_all_is_offered() -> None:
    assert {offer.target for offer in offers("")} == set(Target)


@pytest.mark.parametrize(
    ("offer", "column"),
    [
        (Offer(Target.EMAIL), Column(Target.EMAIL, "", 2)),
        (Offer(Target.EMAIL, "work"), Column(Target.EMAIL, "work", 1)),
        (Offer(Target.NAME), Column(Target.NAME)),
        (Offer(Target.STREET), Column(Target.STREET)),
        (Offer(Target.IGNORE), Column(Target.IGNORE)),
    ],
)
def test_a_second_column_of_the_same_gets_the_next_number(offer: Offer, column: Column) -> None:
    assert taken(MAPPING, 2, offer).columns == (*MAPPING.columns[:2], column, MAPPING.columns[3])


def test_steps_go_round_and_keep_a_label_where_there_can_be_one() -> None:
    column = Column(Target.EMAIL, "work")
    assert step(column, 1) == Offer(Target.PHONE, "work")
    assert step(column, -1) == Offer(Target.ROLE)
    for _ in TARGETS:
        offer = step(column, 1)
        column = Column(offer.target, offer.label)
    assert column.target is Target.EMAIL


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (
            (Column(Target.NAME), Column(Target.NAME)),
            "2 columns are taken for the name: “Full name” and “Mail”. The first counts.",
        ),
        (
            (Column(Target.EMAIL), Column(Target.NOTE)),
            "No column is taken for a name: each row is called after what else it holds.",
        ),
        (
            (Column(Target.NAME), Column(Target.EMAIL_LABEL, "", 2)),
            "There is nothing that “Mail” would be the label of an e-mail for.",
        ),
        ((Column(Target.CITY, "work"), Column(Target.CITY, "home")), "No column is taken for a name"),
        ((Column(Target.NAME), Column(Target.NOTE), Column(Target.NOTE), Column(Target.TAGS)), ""),
        ((Column(Target.GIVEN), Column(Target.FAMILY)), ""),
    ],
)
def test_what_is_odd_is_said(columns: tuple[Column, ...], sentence: str) -> None:
    found = oddities(TITLES, ColumnMapping(columns))
    assert len(found) == bool(sentence)
    assert all(sentence in words for words in found)


async def test_columns_are_stepped_ignored_and_chosen_and_the_first_row_follows() -> None:
    async with show(ColumnMappingScreen(VIEW, example)) as shown:
        assert "leads.csv: 4 columns · 1 ignored · a layout not seen before" in shown.lines[0]
        assert "Ana Lima, MD | Bea" in shown.text
        await shown.press("right")
        assert "✗ Nobody is named in this row." in shown.text
        await shown.press("left")
        assert "name · e-mail · ignored · organisation" in shown.text
        await shown.press("j", "j", "i", "k", "enter")
        assert "What is in “Mail 2”?" in shown.text
        await shown.type("zzz")
        assert "✗ A column can be nothing of that name." in shown.text
        await shown.press("ctrl+u")
        assert "given name" in shown.text
        await shown.type("mail/assistant")
        await shown.press("enter")
        assert "name · e-mail · e-mail · assistant · organisation" in shown.text
        await shown.press("enter", "escape", "i")
        assert "name · e-mail · e-mail · assistant · ignored" in shown.text
        await shown.press("ctrl+s")
        columns = (*MAPPING.columns[:2], Column(Target.EMAIL, "assistant"), Column(Target.IGNORE))
        assert shown.answers == [ColumnMapping(columns)]


async def test_ten_thousand_hostile_columns_are_text_and_leaving_asks_once() -> None:
    count = 10_000
    row = tuple(f"{HOSTILE} {index}" for index in range(count))
    columns = ColumnMapping((Column(Target.NAME), *(Column(Target.NOTE, HOSTILE, n) for n in range(1, count))))
    view = TableView(HOSTILE, "hash", "", row, (row, row), columns)
    async with show(ColumnMappingScreen(view, lambda _: HOSTILE, problem=HOSTILE), size=(140, 30)) as shown:
        assert_harmless(shown.text)
        assert shown.text.count(MARKUP) >= 20
        await shown.press("G", "enter")
        assert_harmless(shown.text)
        await shown.press("escape", "i", "escape")
        assert "Escape again" in shown.lines[0]
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]
