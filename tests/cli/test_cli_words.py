"""Words in, columns out: the small readers and writers of the command line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.cli import output
from netcrm.cli.reading import read_number, split_at_channel
from netcrm.domain.interaction import Channel
from netcrm.errors import NotFound


@pytest.mark.parametrize(
    ("text", "who", "channel", "summary"),
    [
        ("ana call", "ana", Channel.CALL, ""),
        ("ana call about the call", "ana", Channel.CALL, "about the call"),
        ("ana lima site visit to see", "ana lima", Channel.SITE_VISIT, "to see"),
        ("ana zoom", "ana", Channel.VIDEO, ""),
        ("call call call", "call", Channel.CALL, "call"),
        ("ana", "ana", None, ""),
        ("", "", None, ""),
        ("ana lunch", "ana", None, "lunch"),
    ],
)
def test_the_channel_parts_the_person_from_the_words(
    text: str, who: str, channel: Channel | None, summary: str
) -> None:
    assert split_at_channel(text.split()) == (who, channel, summary)


@pytest.mark.parametrize("text", ["f", "", "f-1", "c7", "f²", "f" + "9" * 40])
def test_what_is_no_key_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        read_number(text, "f", "follow-up")


def test_keys_are_read_with_and_without_their_letter() -> None:
    assert [read_number(text, "f", "follow-up") for text in ("f7", "F7", "7")] == [7, 7, 7]


@pytest.mark.parametrize(
    ("text", "width"),
    [("Ana", 3), ("", 0), ("Łukasz", 6), ("李雷", 4), ("e\u0301", 1)],
)
def test_a_cell_is_as_wide_as_it_looks(text: str, width: int) -> None:
    assert output.cell_width(text) == width


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=6), st.booleans())
def test_a_table_on_a_terminal_is_never_wider_than_it(rows: list[list[str]], wrap: bool) -> None:
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "on_terminal", lambda: True)
        patch.setattr(output, "_terminal_width", lambda: 60)
        patch.setattr("click.echo", lambda text: printed.append(text))
        output.table(rows, wrap=wrap)
    is_empty = not any(output.line(cell) for row in rows for cell in row)
    assert is_empty or (len(printed) >= len(rows) if wrap else len(printed) == len(rows))
    assert all(output.cell_width(each) <= 60 for each in printed)


def test_a_table_in_a_pipe_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    output.table([("x" * 300, "y"), ("z", "w" * 300)], indent="")
    assert capsys.readouterr().out.splitlines() == ["x" * 300 + "  y", "z" + " " * 301 + "w" * 300]


def test_the_last_cell_goes_on_below_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    monkeypatch.setattr(output, "_terminal_width", lambda: 50)
    output.table([("c7", "Ana Lima", "12 days late on every 10 business days"), ("f7", "李雷", "due")], wrap=True)
    assert capsys.readouterr().out.splitlines() == [
        "  c7  Ana Lima  12 days late on every 10 business",
        "                days",
        "  f7  李雷      due",
    ]


def test_a_json_list_is_one_value_even_when_empty(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json_list([])
    assert capsys.readouterr().out == "[]\n"
    output.print_json_list([{"a": "Łuk"}, 2])
    assert capsys.readouterr().out == '[\n{"a": "Łuk"},\n2\n]\n'
