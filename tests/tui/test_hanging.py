"""Words that are broken hang under the words before them, and lose and change none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from netcrm.tui.widgets.hanging import Hanging, Paragraph, laid


@pytest.mark.parametrize(
    ("text", "indent", "width", "lines"),
    [
        ("work  ana@site.example", 6, 30, ["work  ana@site.example"]),
        ("work  Harbor Point Medical Center", 6, 20, ["work  Harbor Point", "      Medical Center"]),
        ("one two three\nfour five six", 2, 10, ["one two", "  three", "four five", "  six"]),
        ("first\n\nlast", 2, 10, ["first", "", "last"]),
        ("too narrow for it", 6, 11, ["too narrow", "for it"]),
        ("", 2, 10, [""]),
    ],
)
def test_later_lines_are_indented(text: str, indent: int, width: int, lines: list[str]) -> None:
    assert [line.rstrip() for line in laid([Paragraph(Content(text), indent)], width).plain.split("\n")] == lines


@settings(max_examples=60)
@given(st.text(alphabet="ab 日é\n", max_size=80), st.integers(0, 12), st.integers(2, 40))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, indent: int, width: int) -> None:
    paragraph = Paragraph(Content(text), indent)
    found = laid([paragraph], width)
    assert "".join(found.plain.split()) == "".join(text.split())
    assert all(line.cell_length <= width for line in found.split("\n", allow_blank=True))
    assert Hanging([paragraph]).get_height({}, width) == len(list(paragraph.lines(width)))


def test_styles_stay_with_their_words() -> None:
    text = Content.assemble("label ", ("many words that are broken", "bold"))
    found = laid([Paragraph(text, 6)], 16)
    bold = "".join(found.plain[span.start : span.end] for span in found.spans if span.style == "bold")
    assert "".join(bold.split()) == "manywordsthatarebroken"
