"""Our cards on Radicale, a CardDAV server, put there over HTTP and fetched again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from netcrm.domain.draft import Draft
from netcrm.formats.vcard.reader import VcardImporter
from netcrm.formats.vcard.writer import CardVersion
from tests.formats.second_reader import SecondCard, second_read
from tests.interop.card_samples import ANA, PEOPLE, card_of
from tests.interop.programs import needs
from tests.interop.radicale_server import Server, running

pytestmark = needs("radicale")

_ADDRESS_BOOK = """<?xml version="1.0" encoding="utf-8"?>
<create xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop>
<resourcetype><collection/><C:addressbook/></resourcetype></prop></set></create>"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("radicale")) as started:
        yield started


def said(card: SecondCard) -> dict[str, list[object]]:
    """Return what a card says that the server is to keep: it cuts the data URI of a photo in 4.0 at its comma."""
    return {
        "UID": [*card.texts("UID")], "FN": [*card.texts("FN")], "N": [*card.names()], "EMAIL": [*card.texts("EMAIL")],
        "TEL": [*card.texts("TEL")], "ORG": [*card.structures("ORG")], "TITLE": [*card.texts("TITLE")],
        "ADR": [*card.structures("ADR")], "URL": [*card.texts("URL")], "NOTE": [*card.texts("NOTE")],
        "BDAY": [*card.texts("BDAY")], "PHOTO": [*card.texts("PHOTO")] * (card.version == "3.0"),
        "ROLE": [*card.texts("X-NETCRM-ROLE")], "TEA": [*card.texts("X-FAVOURITE-TEA")],
    }  # fmt: skip


@pytest.mark.parametrize("version", list(CardVersion))
def test_cards_are_taken_one_by_one_and_given_back_as_they_were(server: Server, version: CardVersion) -> None:
    book = f"/a/cards-{version.value}/"
    assert server.ask("MKCOL", book, _ADDRESS_BOOK.encode(), "application/xml")[0] == 201
    for contact in PEOPLE:
        card = card_of(contact, version)
        path = f"{book}{contact.id}.vcf"
        assert server.ask("PUT", path, card)[0] == 201
        status, back = server.ask("GET", path)
        assert status == 200
        assert [said(one) for one in second_read(back)] == [said(one) for one in second_read(card)]


@pytest.mark.parametrize("version", list(CardVersion))
def test_a_whole_file_is_taken_as_an_address_book(server: Server, version: CardVersion) -> None:
    whole = b"".join(card_of(contact, version) for contact in PEOPLE)
    book = f"/a/whole-{version.value}/"
    assert server.ask("PUT", book, whole)[0] == 201
    status, back = server.ask("GET", book)
    assert status == 200
    assert {one.texts("UID")[0] for one in second_read(back)} == {contact.uid for contact in PEOPLE}


@pytest.mark.parametrize("version", list(CardVersion))
def test_a_card_that_was_on_the_server_is_the_same_person_for_netcrm(server: Server, version: CardVersion) -> None:
    book = f"/a/again-{version.value}/"
    assert server.ask("MKCOL", book, _ADDRESS_BOOK.encode(), "application/xml")[0] == 201
    assert server.ask("PUT", f"{book}ana.vcf", card_of(ANA, version))[0] == 201
    _, back = server.ask("GET", f"{book}ana.vcf")
    (draft,) = VcardImporter().read(io.BytesIO(back), "back.vcf")
    assert isinstance(draft, Draft)
    assert draft.uid == ANA.uid
    # The server sorts the properties of a card by their names: an IMPP comes before a URL.
    assert set(draft.details.links) == set(ANA.details.links)
    assert replace(draft.details, links=()) == replace(ANA.details, links=())
