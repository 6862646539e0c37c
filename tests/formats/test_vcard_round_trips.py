"""Somebody -> vCard 3.0 and 4.0 -> the importer -> the very same person, whatever stands in the fields."""

from __future__ import annotations

import io
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Contact, Details
from netcrm.domain.draft import Draft
from netcrm.formats.vcard.reader import VcardImporter
from netcrm.formats.vcard.writer import CardVersion, write_card
from tests.formats.strange_details import LINE, STRANGE_DETAILS

VERSIONS = st.sampled_from(list(CardVersion))


def written(details: Details, version: CardVersion, uid: str = "u-1") -> bytes:
    return write_card(Contact(1, uid, details, date(2026, 11, 23)), uid=uid, version=version)


def read(card: bytes) -> Draft:
    (draft,) = VcardImporter().read(io.BytesIO(card), "people.vcf")
    assert isinstance(draft, Draft)
    return draft


@settings(max_examples=60)
@given(STRANGE_DETAILS, VERSIONS, LINE)
def test_whatever_stands_in_a_contact_is_read_back_as_it_was(details: Details, version: CardVersion, uid: str) -> None:
    card = written(details, version, uid)
    assert max(map(len, card.split(b"\r\n"))) <= 75
    assert card.count(b"\n") == card.count(b"\r\n") == card.count(b"\r")
    draft = read(card)
    assert draft.uid == uid
    assert draft.warnings == ()
    for field in fields(Details):
        assert getattr(draft.details, field.name) == getattr(details, field.name), field.name


@settings(max_examples=25)
@given(st.lists(STRANGE_DETAILS, max_size=4), VERSIONS)
def test_as_many_people_come_out_of_a_file_as_were_written(people: list[Details], version: CardVersion) -> None:
    data = b"".join(written(details, version) for details in people)
    found = list(VcardImporter().read(io.BytesIO(data), "people.vcf"))
    assert [draft.details.name for draft in found if isinstance(draft, Draft)] == [details.name for details in people]


@pytest.mark.parametrize("version", list(CardVersion))
def test_a_card_that_is_written_from_what_was_read_is_the_same_card(version: CardVersion) -> None:
    @settings(max_examples=30)
    @given(STRANGE_DETAILS)
    def check(details: Details) -> None:
        card = written(details, version)
        assert written(read(card).details, version) == card

    check()
