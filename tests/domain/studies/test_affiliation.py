from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.studies.affiliation import (
    Affiliation,
    country_code,
    emails_in,
    read_affiliation,
    telling_words,
    without_emails,
)

READ = [
    (
        "Department of Pedodontics, North Valley Dental College and Hospital, Chennai, Tamil Nadu, India.",
        Affiliation("North Valley Dental College and Hospital", "Department of Pedodontics", "", "IN"),
    ),
    (
        "Centre for the History of Science, University of Northport. ana.lima@northport.example",
        Affiliation("University of Northport", "Centre for the History of Science"),
    ),
    (
        "Ashby-Cole Cancer Institute, Harbour Medical School, Boston, MA 02115, USA. Email: a@ash.example.",
        Affiliation("Ashby-Cole Cancer Institute", "", "Boston", "US"),
    ),
    (
        "Institute of Physiology, University of Zurich, Zurich, Switzerland.",
        Affiliation("University of Zurich", "Institute of Physiology", "Zurich", "CH"),
    ),
    (
        "1 Service de Cardiologie, Hôpital du Lac, Paris, France; Université de Paris, Paris, France.",
        Affiliation("Hôpital du Lac", "Service de Cardiologie", "Paris", "FR"),
    ),
    (
        "School of Medicine, University of Leeds, Leeds LS2 9JT, UK.",
        Affiliation("University of Leeds", "School of Medicine", "Leeds", "GB"),
    ),
    (
        "Department of Medicine, University Hospital, 8091 Zurich, Switzerland",
        Affiliation("University Hospital", "Department of Medicine", "Zurich", "CH"),
    ),
    ("Novara Pharma AG, Basel, Switzerland.", Affiliation("Novara Pharma AG", "", "Basel", "CH")),
    ("Acme Informatics, Irvine, CA 92612, USA.", Affiliation("Acme Informatics", "", "Irvine", "US")),
    ("National Cancer Institute, Bethesda, MD, USA", Affiliation("National Cancer Institute", "", "Bethesda", "US")),
    ("Department of Oncology, Leeds.", Affiliation()),
    ("Boston, MA, USA", Affiliation(country="US")),
    ("", Affiliation()),
    (
        "Department of Cardiology, First Affiliated Hospital of Zhengzhou University, Zhengzhou, P.R. China.",
        Affiliation("First Affiliated Hospital of Zhengzhou University", "Department of Cardiology", "Zhengzhou", "CN"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_an_affiliation_gives_its_institution_department_and_place(text: str, expected: Affiliation) -> None:
    assert read_affiliation(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("University of Leeds. Ana.Lima@leeds.example", ("Ana.Lima@leeds.example",)),
        ("Leeds, UK; a@x.example (A.L.); b.kim@y.example.", ("a@x.example", "b.kim@y.example")),
        ("Electronic address: o'neil+trial@site.example.", ("o'neil+trial@site.example",)),
        ("a@x.example, a@x.example", ("a@x.example",)),
        ("ask @ the desk, or me@localhost", ()),
    ],
)
def test_mail_addresses_are_found_in_their_order(text: str, expected: tuple[str, ...]) -> None:
    assert emails_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("University of Leeds. Ana.Lima@leeds.example", "University of Leeds"),
        ("University of Leeds, UK. Electronic address: a@x.example.", "University of Leeds, UK"),
        ("University of Leeds, UK; E-mail: a@x.example", "University of Leeds, UK"),
        ("University of Leeds", "University of Leeds"),
    ],
)
def test_what_is_left_has_no_mail_address_and_no_words_that_lead_to_one(text: str, expected: str) -> None:
    assert without_emails(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USA", "US"), ("United States of America", "US"), ("UK", "GB"), ("Scotland", "GB"), ("P.R. China", "CN"),
        ("Japan", "JP"), ("Republic of Korea", "KR"), ("The Netherlands", "NL"), ("CA", ""), ("MA", ""), ("IN", ""),
        ("Zurich", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_name_and_hardly_by_two_letters(text: str, expected: str) -> None:
    assert country_code(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("University of Leeds, Leeds, UK", "Leeds General Infirmary, UK", {"leeds"}),
        (
            "Department of Cardiology, Hospital Alba, Rome, Italy",
            "Department of Cardiology, Hospital Beta, Rome",
            set(),
        ),
        ("National Cancer Institute, Bethesda, MD, USA", "National Cancer Institute, Cairo, Egypt", set()),
        ("University Hospital, Zurich, Switzerland", "University Hospital, Basel, Switzerland", set()),
    ],
)
def test_only_telling_words_are_shared(one: str, other: str, shared: set[str]) -> None:
    assert telling_words(one) & telling_words(other) == shared


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="a@.,;1 (AUK-U", max_size=300))
def test_no_text_raises(text: str) -> None:
    read_affiliation(text)
    telling_words(text)
    assert not emails_in(without_emails(text)) or "@" in text
