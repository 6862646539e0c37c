"""The list draws only what is seen, and keeps cursor, marks and place."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from netcrm.tui.virtual_list import Cell, Key, VirtualList, fitted


class Numbers(VirtualList):
    """Lines called by their number; every tenth is a heading."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.drawn: set[int] = set()

    def line_count(self) -> int:
        return self.count

    def key_at(self, line: int) -> Key | None:
        return None if line % 10 == 0 else line

    def line_of(self, key: Key) -> int | None:
        return int(key) if int(key) < self.count else None

    def cells_at(self, line: int, width: int) -> Iterable[Cell]:
        self.drawn.add(line)
        return (Cell(f"line {line}", width),)


class ListApp(App[None]):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.numbers = Numbers(count)

    def compose(self) -> ComposeResult:
        yield self.numbers

    def on_mount(self) -> None:
        self.numbers.lines_changed(None)


async def test_a_million_lines_cost_as_much_as_a_screenful() -> None:
    app = ListApp(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(app.numbers.drawn) <= 24
        await pilot.press("G")
        assert app.numbers.cursor == 999_999
        assert len(app.numbers.drawn) <= 48


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("", 1),
        ("j", 2),
        ("j k k k", 1),
        ("down down up", 2),
        ("j j j j j j j j j", 11),
        ("j j j j j j j j j k", 9),
        ("G", 99),
        ("G j", 99),
        ("G g", 1),
        ("pagedown", 24),
        ("pagedown pageup", 1),
    ],
)
async def test_keys_move_the_cursor_and_pass_headings_over(keys: str, cursor: int) -> None:
    app = ListApp(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys.split())
        assert app.numbers.cursor == cursor
        top = app.numbers.scroll_offset.y
        assert top <= cursor < top + 24


async def test_marks_are_acted_on_in_the_order_of_the_list() -> None:
    app = ListApp(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G", "space", "g", "space", "space")
        assert app.numbers.chosen() == (1, 2, 99)
        await pilot.press("k", "space")
        assert app.numbers.chosen() == (1, 99)


async def test_without_marks_the_line_under_the_cursor_is_acted_on() -> None:
    app = ListApp(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        assert app.numbers.chosen() == (2,)


async def test_the_cursor_stays_on_its_line_when_lines_change() -> None:
    app = ListApp(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        app.numbers.count = 200
        app.numbers.lines_changed(99, 5)
        assert app.numbers.current == 99
        app.numbers.count = 50
        app.numbers.lines_changed(99, 99)
        assert app.numbers.current == 49


async def test_an_empty_list_says_what_to_do_and_moves_nowhere() -> None:
    app = ListApp(0)
    app.numbers.empty = "Nothing here: press a to begin."
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "k", "G", "space", "pagedown")
        assert app.numbers.current is None
        strips = app.screen._compositor.render_strips()
        assert any("press a to begin" in strip.text for strip in strips)


async def test_a_click_moves_the_cursor() -> None:
    app = ListApp(100)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(Numbers, offset=(3, 7))
        assert app.numbers.cursor == 7
        await pilot.click(Numbers, offset=(3, 10))
        assert app.numbers.cursor == 7


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_a_cell_is_as_wide_as_asked_for_and_holds_no_control(text: str, width: int) -> None:
    cut = fitted(text, width)
    assert cell_len(cut) == width
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in cut)


@pytest.mark.parametrize(
    ("text", "width", "cell"),
    [
        ("Ana", 5, "Ana  "),
        ("Ana Lima", 5, "Ana …"),
        ("日本語テキスト", 7, "日本語…"),
        ("two\nlines", 12, "two ⏎ lines "),
        ("A\x1b]0;x\x07B", 4, "AB  "),
    ],
)
def test_what_does_not_fit_is_cut_visibly(text: str, width: int, cell: str) -> None:
    assert fitted(text, width) == cell
