"""Short forms, spellings and translations of given names."""

from __future__ import annotations

import pytest

from netcrm.domain.duplicates.nicknames import are_forms_of_one_name, are_translations, full_forms, is_given_name
from netcrm.domain.duplicates.spelling import in_latin, plain_spelling
from netcrm.domain.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bob", "robert"), ("bill", "william"), ("liz", "elizabeth"), ("kate", "katherine"), ("kate", "catherine"),
        ("paco", "francisco"), ("lupe", "guadalupe"), ("pepe", "jose"), ("gosia", "malgorzata"), ("kasia", "katarzyna"),
        ("sasha", "aleksandr"), ("dima", "dmitri"), ("tanya", "tatiana"), ("hans", "johannes"), ("uschi", "ursula"),
        ("sergei", "sergey"), ("mohamed", "muhammad"), ("alex", "alexandra"), ("alex", "alexander"),
    ],
)  # fmt: skip
def test_short_forms_and_spellings_are_one_name(one: str, other: str) -> None:
    assert are_forms_of_one_name(one, other)
    assert are_forms_of_one_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alexander", "alexandra"), ("daniel", "daniela"), ("mario", "maria"), ("anna", "hannah"), ("jan", "jana"),
        ("eric", "erica"), ("ian", "john"), ("peter", "petra"), ("bob", "bill"),
    ],
)  # fmt: skip
def test_other_names_are_not(one: str, other: str) -> None:
    assert not are_forms_of_one_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("peter", "piotr"), ("john", "juan"), ("william", "guillermo")])
def test_what_another_language_makes_of_a_name_is_a_weaker_sign(one: str, other: str) -> None:
    assert are_translations(one, other)
    assert are_translations(other, one)
    assert not are_forms_of_one_name(one, other)


def test_a_short_form_leads_to_all_its_names() -> None:
    assert full_forms("alex") >= {"alexander", "alexandra"}
    assert full_forms("xiomara") == frozenset()


def test_known_names_are_no_slips_of_the_pen() -> None:
    assert is_given_name("karin")
    assert not is_given_name("karni")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Müller", "Mueller"), ("Sørensen", "Soerensen"), ("Groß", "Gross"), ("Håkon", "Haakon"), ("Łukasz", "Lukasz")],
)
def test_spellings_of_one_letter_are_plain_alike(one: str, other: str) -> None:
    assert plain_spelling(fold(one)) == plain_spelling(fold(other))


@pytest.mark.parametrize(
    ("written", "latin"), [("Кузнецов", "kuznetsov"), ("Παπαδόπουλος", "papadopoulos"), ("李", "李")]
)
def test_cyrillic_and_greek_words_are_read_in_latin_letters(written: str, latin: str) -> None:
    assert in_latin(fold(written)) == latin
