from __future__ import annotations

import io

import pytest

from netcrm.formats.csv.table import Table

PLAIN = "Name,City,E-mail,Note\nZoë Öz,Köln,zoe@oez.example,a\nBo Chen,Malmö,bo@chen.example,b\n"


def rows_of(data: bytes) -> list[list[str]]:
    return [row.cells for row in Table(io.BytesIO(data)).rows()]


def table_of(text: str) -> Table:
    return Table(io.BytesIO(text.encode()))


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-32"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("\n", "\r\r\n").encode(),
        PLAIN.replace("\n", "\n\n ,,,\n").encode(),
        PLAIN.rstrip().encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", "|").encode(),
        ("sep=;\r\n" + PLAIN.replace(",", ";")).encode(),
        ("\ufeffsep=,\r\n" + PLAIN).encode(),
        ("A list of people\n\n" + PLAIN).encode(),
        ("Notes:\n\"Some, words; about it\"\n\n" + PLAIN).encode(),
        PLAIN.replace("a\n", "a,,\n").encode(),
        PLAIN.replace(",", ", ").encode(),
    ],
)  # fmt: skip
def test_the_same_table_comes_out_however_it_is_written(data: bytes) -> None:
    table = Table(io.BytesIO(data))
    assert table.titles == ("Name", "City", "E-mail", "Note")
    assert [row.cells for row in table.rows()] == [
        ["Zoë Öz", "Köln", "zoe@oez.example", "a"],
        ["Bo Chen", "Malmö", "bo@chen.example", "b"],
    ]


def test_lines_of_two_encodings_come_out_right() -> None:
    data = "Name,City\nZoë,Köln\n".encode() + "Åke,Malmö\n".encode("cp1252") + "Ana,São\n".encode()
    assert rows_of(data) == [["Zoë", "Köln"], ["Åke", "Malmö"], ["Ana", "São"]]


def test_half_a_character_at_the_end_is_left_out() -> None:
    assert rows_of("Name,City\nZoë,Kö".encode()[:-1]) == [["Zoë", "K"]]


@pytest.mark.parametrize(("text", "cell"), [("O’Brien,Cork’s", "O’Brien"), ("Amélie,Orléans", "Amélie")])
def test_western_letters_are_not_taken_for_japanese(text: str, cell: str) -> None:
    assert rows_of(f"Name,City\n{text}\n".encode("cp1252"))[0][0] == cell


def test_quotes_may_hold_line_ends_delimiters_and_quotes() -> None:
    text = 'Name,Note,City\n"Lima, Ana","one\r\ntwo\n\n""three"", 4",Porto\nBo,x,Rome\n'
    assert rows_of(text.encode()) == [["Lima, Ana", 'one\r\ntwo\n\n"three", 4', "Porto"], ["Bo", "x", "Rome"]]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = 'Notes\n\nName,E-mail\n"Ana\nLima",a@b.example\n\nBo,b@c.example\n'
    assert [row.line for row in table_of(text).rows()] == [4, 7]


def test_a_quote_in_the_middle_of_a_cell_is_only_a_quote() -> None:
    assert rows_of(b'Name,Note,City\nAna,5" pipe,Porto\nBo,6" pipe,Rome\n') == [
        ["Ana", '5" pipe', "Porto"],
        ["Bo", '6" pipe', "Rome"],
    ]


@pytest.mark.parametrize("place", [0, 3, 9])
def test_a_quote_that_is_never_closed_costs_its_own_row_alone(place: int) -> None:
    lines = [f"Given{n},Family{n},g{n}@f.example,City{n}" for n in range(10)]
    lines[place] = lines[place].replace(f"Family{place}", f'"Family{place}')
    table = table_of("First name,Last name,E-mail,City\n" + "\n".join(lines) + "\n")
    rows = list(table.rows())
    assert [row.cells[0] for row in rows] == [f"Given{n}" for n in range(10)]
    assert [row.cells[1] for row in rows] == [f"Family{n}" for n in range(10)]
    assert [row.is_mended for row in rows] == [n == place for n in range(10)]


def test_a_long_note_in_quotes_is_one_cell() -> None:
    note = "\n".join(f"line {n}, with a comma" for n in range(5_000))
    (row,) = table_of(f'First name,Last name,E-mail,Notes\nAna,Lima,a@b.example,"{note}"\n').rows()
    assert row.cells[3] == note


def test_short_rows_are_filled_and_long_ones_keep_what_they_have() -> None:
    text = "Name,City,E-mail\nAna\nBo,Rome,b@c.example,more,,\nCy,Oslo,c@d.example,,\n"
    assert rows_of(text.encode()) == [["Ana", "", ""], ["Bo", "Rome", "b@c.example", "more"],
                                      ["Cy", "Oslo", "c@d.example"]]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Ana Lima,ana@lima.example\nBo Chen,bo@chen.example\n", ("Column 1", "Column 2")),
        ("Nimi,Osoite\nana@lima.example,Porto\nbo@chen.example,Rome\n", ("Nimi", "Osoite")),
        ("Nimi;Yritys;Kaupunki\nAna Lima;Foo;Porto\nBo Chen;Bar Oy;Rome\nCy Dee;Qux;Oslo\n",
         ("Nimi", "Yritys", "Kaupunki")),
        ("Name\nLima, Ana\nBo Chen\n", ("Name",)),
        ("", ()),
        ("\n\n  \n", ()),
    ],
)  # fmt: skip
def test_a_header_is_told_from_people(text: str, titles: tuple[str, ...]) -> None:
    assert table_of(text).titles == titles


def test_a_row_that_is_too_long_is_told_and_the_next_one_read() -> None:
    data = b"Name,City\nAna," + b"x" * 9_000_000 + b"\nBo,Rome\n"
    first, second = Table(io.BytesIO(data)).rows()
    assert first.fault.endswith(".")
    assert "8 MB" in first.fault
    assert second.cells == ["Bo", "Rome"]


def test_control_characters_do_not_cut_a_row() -> None:
    assert rows_of(b"Name,City\nAn\0a,Por\x0bto\nB\x1co,Ro\x85me\n")[0] == ["An\0a", "Por\x0bto"]


def test_a_lone_return_outside_of_quotes_is_a_space() -> None:
    assert rows_of(b"Name,City,E-mail\nAna\rMaria,Porto,a@b.example\nBo,Rome,\n")[0][0] == "Ana Maria"


def test_a_note_of_five_megabytes_is_one_cell() -> None:
    note = "a line of a very long note, that goes on and on\n" * 110_000
    first, second = table_of(f'Name,Notes,City\nAna,"{note}",Porto\nBo,x,Rome\n').rows()
    assert (first.cells[1], second.cells[0]) == (note, "Bo")


def test_lines_full_of_stray_quotes_are_rows_all_the_same() -> None:
    rows = rows_of(b"First name,Last name,E-mail\n" + b'Ana,x"y,"z\n' * 3_000)
    assert len(rows) == 3_000
    assert rows[7] == ["Ana", 'x"y', "z"]
