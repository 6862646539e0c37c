from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.contact import Address, Contact, Details
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.message_fields import ASKED, fields_of, filled_in
from netcrm.domain.message_text import as_text, from_text
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.formats.message_template import FIELDS

TODAY = date(2026, 11, 23)
ANA = Contact(
    1,
    "u",
    Details(
        read_name("Dr Ana Lima, MD"),
        roles=(Role.PRINCIPAL_INVESTIGATOR,),
        positions=(Position("St Mary's", "Oncologist", is_primary=True),),
        addresses=(Address(city="Porto"),),
    ),
    TODAY,
)
LAST = Interaction(1, "u", date(2026, 11, 3), Channel.CALL, Direction.BOTH, "asked about\nthe SOP")


def test_what_is_known_fills_the_fields() -> None:
    found = fields_of(ANA, LAST, language="fr", today=TODAY, me="Jo Nakamura", institution="Harbour Research")
    assert found == {
        "name": "Dr Ana Lima", "first_name": "Ana", "last_name": "Lima", "salutation": "Bonjour Dr Lima",
        "organisation": "St Mary's", "title": "Oncologist", "role": Role.PRINCIPAL_INVESTIGATOR.label,
        "city": "Porto", "last_channel": "appel", "last_date": "3 novembre", "last_words": "asked about the SOP",
        "me": "Jo Nakamura", "my_institution": "Harbour Research", "today": "23 novembre",
    }  # fmt: skip


def test_what_is_not_known_is_empty() -> None:
    nobody = Contact(1, "u", Details(read_name("Oyelaran")), TODAY)
    found = fields_of(nobody, None, language="nl", today=TODAY, me="", institution="")
    assert {field for field, text in found.items() if text} == {"name", "first_name", "salutation", "today"}


def test_every_field_of_a_template_is_filled_in_by_netcrm_or_asked_for() -> None:
    known = fields_of(ANA, LAST, language="en", today=TODAY, me="", institution="")
    assert {*known, *ASKED} == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("connection", "maria suggested that I write", "Maria suggested that I write."),
        ("connection", "We met at SOCRA!", "We met at SOCRA!"),
        ("news", " first line \n second ", "First line\nsecond."),
        ("news", "  \n ", ""),
        ("topic", " site \n start-up ", "site start-up"),
        ("name", "\x1b[31mAna\r\nBcc: evil", "Ana Bcc: evil"),
    ],
)
def test_what_the_user_fills_in_becomes_whole_sentences_where_the_text_needs_them(
    field: str, text: str, words: str
) -> None:
    assert filled_in(field, text) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Subject: Hello\n\nDear Ana,\n", ("Hello", "Dear Ana,")),
        ("\ufeff\nsubject:Hello\nDear Ana,", ("Hello", "Dear Ana,")),
        ("Subject:\n\nDear Ana,", ("", "Dear Ana,")),
        ("Dear Ana,\n\nSubject: no", ("before", "Dear Ana,\n\nSubject: no")),
        ("", ("before", "")),
    ],
)
def test_what_an_editor_leaves_is_read_again(text: str, found: tuple[str, str]) -> None:
    assert from_text(text, "before") == found


def test_a_text_that_is_not_edited_stays() -> None:
    assert from_text(as_text("Hello", "Dear Ana,\n\nbye"), "before") == ("Hello", "Dear Ana,\n\nbye")
