from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netcrm.domain.columns import Column, ColumnMapping, Target, mapping_from_json, mapping_json
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.formats.csv.mapping import proposed, read_map, written


def slugs(titles: list[str], samples: list[list[str]] | None = None) -> list[str]:
    columns = proposed(titles, samples or []).columns
    return ["/".join(filter(None, (c.target.value, c.label, str(c.number) if c.number > 1 else ""))) for c in columns]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Full Name", "name"), ("E-Mail", "email"), ("E-mail Address", "email"), ("Work e-mail", "email/work"),
        ("Email (home)", "email/home"), ("Phone 2", "phone/2"), ("Mobile", "phone/mobile"),
        ("Attendee Full Name", "name"), ("Member E-mail", "email"), ("Affiliation / Institution", "organisation"),
        ("Job Function", "title"), ("Country of Residence", "country"), ("City/State", "city"),
        ("Name/Firma", "ignore"),
        ("Cell #", "phone/mobile"), ("Work Fax", "phone/work fax"), ("Telefon (privat)", "phone/home"),
        ("Telefon geschäftlich", "phone/work"), ("Handy", "phone/mobile"), ("Courriel professionnel", "email/work"),
        ("Tél. portable", "phone/mobile"), ("Correo electrónico", "email"), ("Teléfono móvil", "phone/mobile"),
        ("Straße", "street"), ("PLZ", "postal-code"), ("Ort", "city"), ("Ville", "city"),
        ("Código postal", "postal-code"), ("País", "country"), ("Firma", "organisation"), ("Société", "organisation"),
        ("Empresa", "organisation"), ("Funktion", "title"), ("Job Title", "title"), ("Abteilung", "department"),
        ("Geburtsdatum", "birthday"), ("Date de naissance", "birthday"), ("Notes", "note"),
        ("LinkedIn URL", "link/linkedin"), ("ORCID", "link/orcid"), ("Website", "link"),
        ("Last contacted", "last-contact"), ("Letzter Kontakt", "last-contact"), ("Tags", "tags"),
        ("Kategorien", "tags"), ("Role", "role"), ("Tier", "tier"), ("Sprache", "language"),
        ("Business City", "city/work"), ("Home Postal Code", "postal-code/home"), ("Nickname", "nickname"),
        ("Credentials", "credentials"), ("Anrede", "prefix"), ("Shoe size", "ignore"), ("", "ignore"),
        ("x" * 500, "ignore"), ("7", "ignore"),
    ],
)  # fmt: skip
def test_a_title_says_what_its_column_holds(title: str, slug: str) -> None:
    assert slugs([title]) == [slug]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Name", "Vorname"], ["family", "given"]),
        (["Nom", "Prénom"], ["family", "given"]),
        (["Nom", "Société"], ["name", "organisation"]),
        (["Nombre", "Apellidos"], ["given", "family"]),
        (["Nombre", "Empresa"], ["name", "organisation"]),
        (["Name", "First Name", "Last Name"], ["name", "given", "family"]),
        (["E-mail", "Mail", "Email 2"], ["email", "email/2", "email/3"]),
        (["City", "Town"], ["city", "ignore"]),
        (["Address 1", "Address 2", "City"], ["street", "street", "city"]),
        (["Phone 1 - Type", "Phone 1"], ["phone-label", "phone"]),
    ],
)
def test_titles_are_understood_beside_each_other(titles: list[str], expected: list[str]) -> None:
    assert slugs(titles) == expected


def test_cells_tell_what_no_title_tells() -> None:
    samples = [
        ["Ana Lima", "ana@lima.example", "+351 22 000 0000", "https://lima.example", "2019", "1234567", "01.03.2019"],
        ["Bo Chen", "bo@chen.example", "(02) 5550-0100", "www.chen.example", "2020", "7654321", "15.11.2020"],
    ]
    assert slugs([*"ABCDEFG"], samples) == ["name", "email", "phone", "link", "ignore", "ignore", "ignore"]


TITLES = ["Full name", "Mail", "Mobile", "Größe", "Mail"]


def test_a_map_is_read_by_titles_places_and_star() -> None:
    said = read_map("*=ignore, full NAME=name,Mail=email/work,Mail=email/2,#3=phone/mobile/2", TITLES)
    assert said.columns == (
        Column(Target.NAME),
        Column(Target.EMAIL, "work"),
        Column(Target.PHONE, "mobile", 2),
        Column(Target.IGNORE),
        Column(Target.EMAIL, "", 2),
    )


def test_what_a_map_does_not_name_keeps_what_was_proposed() -> None:
    assert [c.target for c in read_map("Größe=note", TITLES).columns] == [
        Target.NAME, Target.EMAIL, Target.PHONE, Target.NOTE, Target.EMAIL,
    ]  # fmt: skip
    assert read_map("Größe=name", TITLES).columns[0] == Column(Target.IGNORE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fullname=name", "Full name"),
        ("Mail=emial", "email"),
        ("Mail", "title=target"),
        ("", "empty"),
        ("Mail=", "Near"),
        ("#9=email", "#9"),
    ],
)
def test_a_mistake_in_a_map_is_said_with_what_comes_near(text: str, words: str) -> None:
    with pytest.raises(UsageProblem, match=r"^[^\n]+[.]$") as caught:
        read_map(text, TITLES)
    assert words in str(caught.value)


LABELS = st.one_of(st.text("abc 12é\"',", max_size=6).map(clean_line), st.sampled_from(["a/b", "1/2", "2"]))
COLUMNS = st.builds(Column, st.sampled_from(Target), LABELS, st.integers(1, 99)).map(
    lambda column: Column(Target.IGNORE) if column.target is Target.IGNORE else column
)
TABLES = st.lists(st.tuples(st.text("ab=,\"#*1 é", max_size=5), COLUMNS), min_size=1, max_size=6)  # fmt: skip


@given(TABLES)
@example([("", Column(Target.NAME)), ("", Column(Target.IGNORE)), ("#1", Column(Target.IGNORE))])
@settings(max_examples=300, deadline=None)
def test_a_mapping_is_written_as_it_is_read(table: list[tuple[str, Column]]) -> None:
    titles = [title for title, _ in table]
    mapping = ColumnMapping(tuple(column for _, column in table))
    assert mapping_from_json(mapping_json(mapping)) == mapping
    assert read_map(written(mapping, titles), titles) == mapping


@pytest.mark.parametrize("text", ["", "{}x", "[1]", '[["wizard","",1]]', "null"])
def test_what_is_no_mapping_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its subclasses are json's
        mapping_from_json(text)


def test_ten_thousand_columns_of_a_kind_are_numbered_in_one_walk() -> None:
    columns = proposed(["mail"] * 10_000).columns
    assert columns[-1] == Column(Target.EMAIL, number=10_000)
    assert proposed([f"c{n}" for n in range(10_000)], [["x"] * 10_000]).columns[-1].target is Target.IGNORE
