from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name
from netcrm.domain.naming.salutation import family_name, first_name, salutation, whole_name


def somebody(name: str) -> Details:
    return Details(read_name(name))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ana Lima, MD", "Dear Dr Lima"),
        ("Ana Lima, MD, PhD", "Dear Dr Lima"),
        ("Bo Chen, PharmD", "Dear Dr Chen"),
        ("Ruth Okafor, DNP", "Dear Dr Okafor"),
        ("Ruth Okafor, RN", "Dear Ruth Okafor"),
        ("Carl Weber, JD", "Dear Carl Weber"),
        ("Ana Lima", "Dear Ana Lima"),
        ("Dr. Ana Lima", "Dear Dr Lima"),
        ("Prof. Dr. Ana Lima", "Dear Professor Lima"),
        ("Prof. Ana Lima, MD", "Dear Professor Lima"),
        ("Ms Ana Lima", "Dear Ms Lima"),
        ("Ms Ana Lima, MD", "Dear Dr Lima"),
        ("Mrs. Jane O'BRIEN", "Dear Mrs O'Brien"),
        ("Mr. Bo Chen", "Dear Mr Chen"),
        ("Mx Sam Idris", "Dear Mx Idris"),
        ("Rev. John Smith", "Dear John Smith"),
        ("Jan van der Berg, PhD", "Dear Dr van der Berg"),
        ("de la Cruz, Juana, MD", "Dear Dr de la Cruz"),
        ("Smith, John, Jr., MD", "Dear Dr Smith"),
        ("J. Robert Ode", "Dear J. Robert Ode"),
        ("LIMA Ana, MD", "Dear Dr Lima"),
        ("ANA LIMA", "Dear Ana Lima"),
        ("Oyelaran", "Dear Oyelaran"),
        ("王小明", "Dear 王小明"),
        ("ana@stmarys.test", "Hello"),
    ],
)
def test_a_letter_begins_politely(name: str, words: str) -> None:
    assert salutation(somebody(name)) == words


@pytest.mark.parametrize(
    ("language", "doctor", "professor", "plain", "first"),
    [
        ("en", "Dear Dr Lima", "Dear Professor Lima", "Dear Ana Lima", "Dear Ana"),
        ("de", "Guten Tag Dr. Lima", "Guten Tag Prof. Lima", "Guten Tag Ana Lima", "Hallo Ana"),
        ("fr", "Bonjour Dr Lima", "Bonjour Pr Lima", "Bonjour Ana Lima", "Bonjour Ana"),
        ("es", "Estimado/a Dr(a). Lima", "Estimado/a Prof. Lima", "Estimado/a Ana Lima", "Hola, Ana"),
        ("it", "Gentile Dr. Lima", "Gentile Prof. Lima", "Gentile Ana Lima", "Ciao Ana"),
        ("pt", "Prezado(a) Dr(a). Lima", "Prezado(a) Prof(a). Lima", "Prezado(a) Ana Lima", "Olá, Ana"),
        ("nl", "Dear Dr Lima", "Dear Professor Lima", "Dear Ana Lima", "Dear Ana"),
    ],
)
def test_each_language_has_a_form_that_needs_no_gender(
    language: str, doctor: str, professor: str, plain: str, first: str
) -> None:
    assert salutation(somebody("Ana Lima, MD"), language) == doctor
    assert salutation(somebody("Prof. Ana Lima"), language) == professor
    assert salutation(somebody("Ana Lima"), language) == plain
    assert salutation(replace(somebody("Dr. Ana Lima"), first_names=True), language) == first


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("Frau Dr. Anna Klein", "de", "Sehr geehrte Frau Dr. Klein"),
        ("Herr Prof. Dr. med. Max Klein", "de", "Sehr geehrter Herr Prof. Klein"),
        ("Ms Anna Klein", "de", "Sehr geehrte Frau Klein"),
        ("Mr Jean Dupont", "fr", "Bonjour Monsieur Dupont"),
        ("Dra. Ana Lima", "es", "Estimada Dra. Lima"),
        ("Dott.ssa Anna Rossi", "it", "Gentile Dott.ssa Rossi"),
        ("Dra. Ana Lima", "pt", "Prezada Dra. Lima"),
    ],
)
def test_a_prefix_that_tells_the_gender_is_used(name: str, language: str, words: str) -> None:
    assert salutation(somebody(name), language) == words


def test_the_language_of_the_contact_holds_where_none_is_asked_for() -> None:
    assert salutation(replace(somebody("Ana Lima, MD"), language="fr-CA")) == "Bonjour Dr Lima"
    assert salutation(replace(somebody("Ana Lima, MD"), language="fr"), "de") == "Guten Tag Dr. Lima"
    assert salutation(replace(somebody("Ana Lima, MD"), language="as ever")) == "Dear Dr Lima"


@pytest.mark.parametrize("typed", ["Dear Professor Lima", "Dear Professor Lima,", " Dear  Professor Lima :"])
def test_what_the_user_typed_stands_above_all_rules(typed: str) -> None:
    details = replace(somebody("Ana Lima, MD"), salutation=typed, first_names=True)
    assert salutation(details, "de") == "Dear Professor Lima"


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (somebody("Ana Lima"), "Ana"),
        (somebody("ANA LIMA"), "Ana"),
        (somebody("JP Morel"), "JP"),
        (somebody("J. Robert Ode"), "Robert"),
        (Details(Name("A. Lima", given="A.", family="Lima"), nicknames=("Nana",)), "Nana"),
        (Details(Name("A. Lima", given="A.", family="Lima")), ""),
        (Details(Name("Dr Lima", prefix="Dr", family="Lima")), ""),
        (somebody("Oyelaran"), "Oyelaran"),
        (somebody("ana@stmarys.test"), ""),
    ],
)
def test_friends_use_the_first_name(details: Details, words: str) -> None:
    assert first_name(details) == words


def test_without_a_first_name_to_use_the_polite_form_stays() -> None:
    details = Details(Name("Dr Lima", prefix="Dr", family="Lima"), first_names=True)
    assert salutation(details) == "Dear Dr Lima"


@pytest.mark.parametrize(
    ("name", "family", "whole"),
    [
        (Name("Lotte van der Berg", given="Lotte", additional="van der", family="Berg"), "van der Berg",
         "Lotte van der Berg"),
        (Name("Ana Maria Lima", given="Ana", additional="Maria", family="Lima"), "Lima", "Ana Lima"),
        (Name("ana maria lima", given="ana", additional="maria", family="lima"), "lima", "ana lima"),
        (Name("NG Siew", given="Siew", family="NG"), "Ng", "Siew Ng"),
        (Name("王小明", given="小明", family="王"), "王", "王小明"),
        (Name("St Mary's front desk"), "", "St Mary's front desk"),
    ],
)  # fmt: skip
def test_a_family_name_keeps_its_particles_and_loses_its_capitals(name: Name, family: str, whole: str) -> None:
    assert (family_name(name), whole_name(name)) == (family, whole)


def test_a_name_is_never_read_as_a_form() -> None:
    assert salutation(Details(Name("{0} {x}", given="{0}", family="{x}", prefix="Dr"))) == "Dear Dr {x}"
