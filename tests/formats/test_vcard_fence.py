"""vobject behind its fence: the replaced line parser, and vobject as the oracle of our own reader."""

from __future__ import annotations

import io
import time
from collections import Counter
from pathlib import Path

import pytest

from netcrm.formats.vcard.cards import Card, cut
from netcrm.formats.vcard.encoding import decode_whole
from netcrm.formats.vcard.fence import parse_line, read_with_vobject, vobject_base
from netcrm.formats.vcard.lines import ContentLine, card_lines, content_lines
from netcrm.formats.vcard.photos import photo_of
from netcrm.formats.vcard.values import split_values, unescape
from tests.formats.vcard_samples import FOLDER

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"

CUT_AT_A_COMMA = "a text ends at its first bare comma"
ESCAPED_COLON = "an escaped colon stays escaped"
NO_PROPERTY = "a line that is no property ends the card"
NO_END = "a card without its END is refused"
UNDECODABLE = "quoted-printable that is not UTF-8 is refused"

WRONG = {
    ("agent-inside", 3): ({"N", "TEL"}, "an agent on the line of its BEGIN is not told from the card around it"),
    ("apple-groups", 1): ({"URL"}, ESCAPED_COLON),
    ("escapes", 1): ({"NOTE", "URL"}, f"a last backslash becomes `eof`, and {ESCAPED_COLON}"),
    ("kinds", 3): ({"FN"}, CUT_AT_A_COMMA),
    ("photos", 6): ({"PHOTO"}, CUT_AT_A_COMMA),
    ("plain-3.0", 1): ({"FN", "NICKNAME"}, CUT_AT_A_COMMA),
    ("quoted-printable", 1): ({"ORG"}, "an encoded semicolon separates"),
    ("quoted-printable", 2): ({"N", "NOTE"}, "an encoding in lower case is not known"),
    ("quoted-printable", 3): ({"NOTE", "EMAIL"}, "a note that speaks of quoted-printable eats the next line"),
    ("unescaped-commas", 1): ({"FN", "TITLE", "NOTE", "NICKNAME"}, CUT_AT_A_COMMA),
    ("v21_complicated", 1): ({"LABEL"}, CUT_AT_A_COMMA),
    ("v21_malformed_photo", 1): ({"PHOTO"}, "damaged base64 is read as far as it goes"),
    ("vcard40_full", 1): ({"NICKNAME"}, CUT_AT_A_COMMA),
    ("contact_photo_with_data_uri_v4", 1): ({"PHOTO"}, CUT_AT_A_COMMA),
}
"""Cards that vobject reads otherwise, in which properties, and in what it is wrong."""

REFUSED = {
    ("broken-lines", 1): NO_PROPERTY,
    ("half-a-character-at-the-end", 1): NO_END,
    ("line-ends-cr-cr-lf", 1): NO_PROPERTY,
    ("missing-end", 2): NO_END,
    ("missing-end", 5): NO_END,
    ("one-bad-among-three", 2): NO_PROPERTY,
    ("one-bad-among-three", 3): NO_PROPERTY,
    ("photos", 2): NO_PROPERTY,
    ("photos", 5): "a data URI that says it is base64 is refused",
    ("photos", 8): "damaged base64 is refused",
    ("quoted-printable", 4): "an open soft break swallows the END",
    ("text-around", 1): "an indented card is refused",
    ("text-around", 2): "blanks after BEGIN are taken for a part of the name",
    ("v21_adr_multiple_line", 1): NO_PROPERTY,
    ("v21_invalid_comment_line", 1): NO_PROPERTY,
    ("v30_ios_613_multiline", 1): NO_PROPERTY,
    ("vcard-dirk-whitespaceafterbegin", 1): "blanks after BEGIN are taken for a part of the name",
    ("vcard-antoni-outlook2003-valueurl", 1): UNDECODABLE,
    ("vcard-antoni-outlook2003", 1): UNDECODABLE,
    ("unparsable", 1): NO_END,
    ("contact_photo_with_data_uri", 1): "a data URI that says it is base64 is refused",
}
"""Cards that vobject does not read at all, and why."""


@pytest.mark.parametrize("count", [24, 30, 5_000])
def test_parameters_without_a_colon_do_not_hang_vobject(count: int) -> None:
    base = vobject_base()
    start = time.perf_counter()
    with pytest.raises(base.ParseError):
        base.readOne("BEGIN:VCARD\r\nX" + ";A=b" * count + "\r\nEND:VCARD\r\n")
    assert time.perf_counter() - start < 1


def test_vobject_still_looks_our_line_parser_up(monkeypatch: pytest.MonkeyPatch) -> None:
    base = vobject_base()
    assert base.parseLine is parse_line
    seen: list[str] = []

    def spy(line: str, number: int | None = None) -> object:
        seen.append(line)
        return parse_line(line, number)

    monkeypatch.setattr(base, "parseLine", spy)
    base.readOne("BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n")
    assert seen == ["BEGIN:VCARD", "FN:Ana", "END:VCARD"]


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ("FN:Ana: Lima", ("FN", [], "Ana: Lima", None)),
        ("item1.TEL;TYPE=a,b;HOME:1", ("TEL", [["TYPE", "a", "b"], ["HOME"]], "1", "item1")),
        ('X_FOO;P="a;b:c,d",e:v', ("X-FOO", [["P", "a;b:c,d", "e"]], "v", None)),
    ],
)
def test_a_line_is_parsed_as_vobject_wants_it(line: str, parsed: object) -> None:
    assert parse_line(line) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCARD\n" * 2_000 + "END:VCARD\n" * 2_000,
        "BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=FF\nEND:VCARD",
        "BEGIN:VCARD\nN;CHARSET=no-such;QUOTED-PRINTABLE:x\nEND:VCARD",
        "BEGIN:VCARD\nAGENT:x\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD",
    ],
)
def test_nothing_that_vobject_raises_comes_through(text: str) -> None:
    assert isinstance(read_with_vobject(text), list)


def test_what_vobject_decoded_is_escaped_again() -> None:
    text = "BEGIN:VCARD\nFN:a\\, b\nNOTE:c\\nd\\\\e\nORG:f\\;g;h\nCATEGORIES:i\\,j,k\nPHOTO;ENCODING=b:AAAA\nEND:VCARD"
    lines = content_lines(text.split("\n"), [])
    theirs = {line[0].name: meaning(line) for line in read_with_vobject(text)}
    assert {line[0].name: meaning(line) for line in lines} == theirs


def meaning(line: ContentLine) -> object:
    """Return what a line says, whichever way its value is written."""
    header, value = line
    name = header.name
    if name in ("PHOTO", "X-MS-CARDPICTURE"):
        return photo_of(line, []) or unescape(value)
    if name in ("ADR", "N", "ORG"):
        return tuple(unescape(part) for part in split_values(value, ";"))
    if name == "CATEGORIES":
        return tuple(unescape(part) for part in split_values(value, ","))
    return unescape(value).replace("\r\n", "\n")


def comparable(lines: list[ContentLine]) -> Counter[tuple[str, str, object]]:
    """Return how often each line is there.

    Left out are Apple's X-ABUID, which has an escaped colon in every card, and AGENT: vobject makes an object of it.
    """
    told = [(header, value) for header, value in lines if header.name not in ("X-ABUID", "AGENT")]
    return Counter((header.name.replace("_", "-"), header.group, meaning((header, value))) for header, value in told)


def differing(card: Card) -> set[str] | None:
    """Return the properties that vobject reads otherwise than we do, or `None` where it refuses the card."""
    text = decode_whole(card.raw, card.codec)
    lines = card_lines(card.raw, card.codec)
    theirs = read_with_vobject(text if text is not None else "\r\n".join(lines), is_strict=True)
    if not theirs:
        return None
    ours, others = comparable(content_lines(lines, [])), comparable(theirs)
    return {name for name, _, _ in ((ours - others) + (others - ours))}


@pytest.mark.parametrize("folder", [FOLDER, CORPUS], ids=["our samples", "the corpus"])
def test_vobject_reads_the_same_but_where_it_is_known_to_be_wrong(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip(f"no folder {folder.name} beside the project")
    found_wrong: dict[tuple[str, int], set[str]] = {}
    found_refused: set[tuple[str, int]] = set()
    stems: set[str] = set()
    for path in sorted(folder.rglob("*.vcf")):
        stems.add(path.stem)
        for number, card in enumerate(cut(io.BytesIO(path.read_bytes())), start=1):
            names = differing(card)
            if names is None:
                found_refused.add((path.stem, number))
            elif names:
                found_wrong[path.stem, number] = names
    assert found_wrong == {key: names for key, (names, _) in WRONG.items() if key[0] in stems}
    assert found_refused == {key for key in REFUSED if key[0] in stems}
