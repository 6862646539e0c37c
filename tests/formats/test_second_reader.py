"""Every card of the corpus beside the project, read twice: by netcrm and by a reader that shares nothing with it.

What the two are compared by, and so what netcrm may do with what stands in a card:

- white space: runs of it are one space, but for the lines of a note or a street;
- FN is the name shown; credentials are split off its end (`M.D.` is `MD`), and `Lima, Ana` is turned round where the
  card has no N;
- N: components that are lists are joined, credentials are told from the suffixes and written in their usual form;
- EMAIL without `mailto:` or `Name <…>`; TEL and URL as they are, but a `tel:` URI as people write it, and a TEL that
  is another URI among the links; each address, number and link once;
- ORG: the first unit is the organisation, the others the department; TITLE of the position, with the ROLE beside it;
- ADR: box, extension, street and components past the seventh are the lines of the street;
- NICKNAME: further FN and Android's own nicknames are nicknames too; NOTE: several are joined by a blank line;
- BDAY: dates as `YYYY-MM-DD`, without a year as `--MM-DD`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.draft import CardKind, Draft, Problem
from netcrm.formats.vcard.reader import VcardImporter
from tests.formats.second_reader import READ, SecondCard, second_read

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the folder shared/corpora/vcard is not beside the project"
)

WE, THEY = "netcrm", "the second reader"

DIFFERENCES: dict[tuple[str, int, str], tuple[str, str]] = {
    ("aosp-vcard/v21_adr_multiple_line.vcf", 1, "ADR"): (
        WE,
        "A street goes on over lines that end in a backslash and are no properties: only so its city is found.",
    ),
    ("aosp-vcard/v21_backslash.vcf", 1, "N"): (
        WE,
        "A backslash before a colon is an escape, as Android and others write it; the text of 2.1 has none.",
    ),
    ("ical4j-vcard/vcard-vCards-SAP.vcf", 2, "TEL"): (
        WE,
        "The file is in MacRoman without saying so, as its German names show: the byte A7 is “ß” and no “§”.",
    ),
    ("ical4j-vcard/vcard-vCards-SAP.vcf", 5, "FN"): (
        WE,
        "FN is the company that ORG and X-ABShowAs name; the person whom N names is shown, and found by that name.",
    ),
    ("radicale/contact4-with-bday-no-year.vcf", 1, "BDAY"): (
        WE,
        "The year 1604 is Apple's for none, here without the parameter that says so.",
    ),
}
"""File, card and property in which the two differ: who is right, and why."""


@dataclass(frozen=True)
class Pair:
    """A card as each of the two read it."""

    file: str
    number: int
    ours: Draft | Problem
    theirs: SecondCard


def _pairs() -> list[Pair]:
    found = []
    for path in sorted(CORPUS.rglob("*.vcf")):
        data = path.read_bytes()
        ours = list(VcardImporter().read(io.BytesIO(data), path.name))
        theirs = second_read(data)
        assert len(ours) == len(theirs), path.name
        name = path.relative_to(CORPUS).as_posix()
        found += [Pair(name, n, one, other) for n, (one, other) in enumerate(zip(ours, theirs, strict=True), 1)]
    return found


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return _pairs()


def line(text: str) -> str:
    return " ".join(text.split())


def paragraph(text: str) -> list[str]:
    """Return the lines of a text, white space at their ends and around the whole left out."""
    return [one.strip() for one in re.split(r"\r\n|[\r\n]", text.strip())]


def once(texts: list[str]) -> list[str]:
    """Return the texts, each once whatever its case."""
    return list({text.casefold(): text for text in reversed(texts) if text}.values())[::-1]


def words(text: str) -> list[str]:
    """Return the words of a name: no case, no dots, nothing that stands between them."""
    return re.findall(r"\w+", text.replace(".", "").casefold())


def phone(text: str) -> str:
    """Return a `tel:` URI (RFC 3966) as people write it, another number as it is."""
    if not text.lower().startswith("tel:"):
        return line(text)
    number, *parameters = text[4:].split(";")
    extensions = [unquote(p.partition("=")[2]) for p in parameters if p.lower().startswith("ext=")]
    return line(" ext. ".join([unquote(number), *extensions]))


def mail(text: str) -> str:
    text = re.sub(r"^mailto:", "", line(text), flags=re.I)
    found = re.fullmatch(r".*<([^<>\s]+)>", text)
    return found[1] if found else text


def is_other_uri(text: str) -> bool:
    return bool(re.match(r"(?!tel:)[a-z][a-z0-9+-]+:\S", text.strip(), re.I))


def birthday(card: SecondCard) -> list[str]:
    for text, parameters in zip(card.texts("BDAY"), card.parameters("BDAY"), strict=False):
        found = re.fullmatch(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?:T.*)?", text.strip())
        if not found or parameters.get("VALUE", [""])[0].lower() == "text":
            return [line(text)]
        year = found[1] if found[1] not in ("--", *parameters.get("X-APPLE-OMIT-YEAR", [])) else "-"
        return [f"{year}-{found[2]}-{found[3]}"]
    return []


def address(parts: list[str]) -> list[str]:
    box, extension, street, *rest = [*parts, *[""] * 7][: max(7, len(parts))]
    lines = [one for text in (box, extension, street, *rest[4:]) for one in paragraph(text) if one]
    return ["\n".join(lines), *map(line, rest[:4])]


def _name_shown(card: SecondCard, details: Details) -> bool:
    written = [line(text) for text in card.texts("FN")]
    name = details.name
    if not written or name.formatted in written or name.display in written:
        return True
    if name.credentials:
        return words(name.display) in map(words, written)
    return not card.names() and "," in written[0] and sorted(words(written[0])) == sorted(words(name.formatted))


def _name_parts(card: SecondCard, details: Details) -> bool:
    if not card.names():
        return True
    parts = [*card.names()[0], *[[""]] * 5]
    name = details.name
    theirs = [line(" ".join(part)) for part in parts[:4]]
    suffixes = line(" ".join(text for part in parts[4:] for text in part))
    is_suffix = (
        words(suffixes) == words(f"{name.suffix} {name.credentials}") if name.credentials else suffixes == name.suffix
    )
    return theirs == [name.family, name.given, name.additional, name.prefix] and is_suffix


def _same_lists(ours: list[str], theirs: list[str]) -> bool:
    return list(map(line, ours)) == once(list(map(line, theirs)))


def _titles(card: SecondCard, details: Details) -> bool:
    roles = {line(text) for text in card.texts("ROLE")}
    ours = [title for p in details.positions for title in p.title.split(" / ") if title and line(title) not in roles]
    return _same_lists(ours, [text for text in card.texts("TITLE") if line(text) not in roles])


def _organisations(card: SecondCard, details: Details) -> bool:
    theirs = [[line(part) for part in parts] for parts in card.structures("ORG")]
    expected = [(first, ", ".join(filter(None, units))) for first, *units in theirs]
    ours = [(p.organisation, p.department) for p in details.positions if p.organisation or p.department]
    return list(dict.fromkeys(ours)) == list(dict.fromkeys(expected))


def _addresses(card: SecondCard, details: Details) -> bool:
    theirs = [address(parts) for parts in card.structures("ADR")]
    ours = [["\n".join(paragraph(a.street)), a.city, a.region, a.postal_code, a.country] for a in details.addresses]
    return not theirs or ours == [one for n, one in enumerate(theirs) if one not in theirs[:n]]


def _nicknames(card: SecondCard, details: Details) -> bool:
    theirs = once(list(map(line, card.lists("NICKNAME"))))
    others = {*map(line, card.texts("FN")), *(line(p[1]) for p in card.structures("X-ANDROID-CUSTOM") if len(p) > 1)}
    return [text for text in details.nicknames if text in theirs or text not in others] == theirs


def _notes(card: SecondCard, details: Details) -> bool:
    theirs = list(dict.fromkeys("\n".join(paragraph(text)) for text in card.texts("NOTE")))
    return "\n".join(paragraph(details.note)) == "\n\n".join(theirs)


def _phones(card: SecondCard, details: Details) -> bool:
    theirs = [phone(text) for text in card.texts("TEL") if not is_other_uri(text)]
    return _same_lists([one.value for one in details.phones], theirs)


def _links(card: SecondCard, details: Details) -> bool:
    theirs = once([line(text) for text in card.uris("URL")])
    return [one.value for one in details.links if one.value in theirs] == theirs


AGREE: dict[str, Callable[[SecondCard, Details], bool]] = {
    "FN": _name_shown,
    "N": _name_parts,
    "EMAIL": lambda card, details: _same_lists([e.value for e in details.emails], list(map(mail, card.texts("EMAIL")))),
    "TEL": _phones,
    "ORG": _organisations,
    "TITLE": _titles,
    "ADR": _addresses,
    "URL": _links,
    "NICKNAME": _nicknames,
    "NOTE": _notes,
    "BDAY": lambda card, details: [*filter(None, [details.birthday])] == birthday(card),
}


def differences(pairs: list[Pair]) -> set[tuple[str, int, str]]:
    return {
        (pair.file, pair.number, name)
        for pair in pairs
        if isinstance(pair.ours, Draft)
        for name in READ
        if not AGREE[name](pair.theirs, pair.ours.details)
    }


@needs_corpus
def test_both_readers_find_the_same_134_cards(pairs: list[Pair]) -> None:
    assert len(pairs) == 134


@needs_corpus
def test_every_card_with_anything_readable_is_in_and_every_other_has_a_reason(pairs: list[Pair]) -> None:
    for pair in pairs:
        if isinstance(pair.ours, Problem):
            assert not pair.theirs.is_readable, pair.file
            assert pair.ours.why.endswith(".")
            assert pair.ours.raw


@needs_corpus
def test_the_two_agree_on_every_property_but_for_the_listed_ones(pairs: list[Pair]) -> None:
    assert differences(pairs) == set(DIFFERENCES)


@pytest.mark.parametrize(
    ("version", "lines", "read", "found"),
    [
        ("3.0", "FN:Li\\, Ana\r\n  Maria", "FN", ["Li, Ana Maria"]),
        ("3.0", "NOTE:a card begins with\r\n BEGIN:VCARD\r\n  alone", "NOTE", ["a card begins withBEGIN:VCARD alone"]),
        ("4.0", 'item1.EMAIL;TYPE="work,home":a@b.test', "EMAIL", ["a@b.test"]),
        ("4.0", 'NOTE;X-A="a:b;c":one\\ntwo\\;', "NOTE", ["one\ntwo;"]),
        ("2.1", "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo", "NOTE", ["one\r\ntwo"]),
        ("2.1", "NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:J=F6rg", "NOTE", ["Jörg"]),
        ("2.1", "TITLE:a\\;b\\nc", "TITLE", ["a;b\\nc"]),
    ],
)
def test_the_second_reader_keeps_the_rules_of_each_version(
    version: str, lines: str, read: str, found: list[str]
) -> None:
    (card,) = second_read(f"BEGIN:VCARD\r\nVERSION:{version}\r\n{lines}\r\nEND:VCARD\r\n".encode())
    assert card.texts(read) == found


def test_the_second_reader_takes_structures_and_lists_apart() -> None:
    (card,) = second_read(
        b"BEGIN:VCARD\nVERSION:4.0\nN:Li;Ana,Rosa;;;MD,PhD\nADR:;;1\\;2;Leeds\nNICKNAME:A\\,B,C\nEND:VCARD"
    )
    assert card.names() == [[["Li"], ["Ana", "Rosa"], [""], [""], ["MD", "PhD"]]]
    assert card.structures("ADR") == [["", "", "1;2", "Leeds"]]
    assert card.lists("NICKNAME") == ["A,B", "C"]


def test_of_each_difference_it_is_said_who_is_right() -> None:
    assert all(right in (WE, THEY) and why.endswith(".") for right, why in DIFFERENCES.values())


@needs_corpus
def test_names_of_what_is_no_person_are_not_taken_apart(pairs: list[Pair]) -> None:
    drafts = [pair.ours for pair in pairs if isinstance(pair.ours, Draft)]
    others = [draft for draft in drafts if draft.kind is not CardKind.INDIVIDUAL]
    assert others
    assert not any(draft.details.name.family or draft.details.name.given for draft in others)
