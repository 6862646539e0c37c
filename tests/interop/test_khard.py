"""Our cards in khard, the address book of the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.formats.vcard.writer import CardVersion
from tests.interop.card_samples import ANA, MING, NOOR, PEOPLE, card_of
from tests.interop.khard_book import KhardBook
from tests.interop.programs import needs

pytestmark = [*needs("khard"), pytest.mark.parametrize("version", list(CardVersion))]


@pytest.fixture
def book(tmp_path: Path, version: CardVersion) -> KhardBook:
    cards = tmp_path / "cards"
    cards.mkdir()
    for contact in PEOPLE:
        (cards / f"{contact.id}.vcf").write_bytes(card_of(contact, version))
    return KhardBook(tmp_path / "khard", cards)


def test_everybody_is_listed_under_name_and_uid(book: KhardBook, version: CardVersion) -> None:
    listed = {(uid, name) for uid, name, _ in book.lines("list", "--parsable")}
    assert listed == {(contact.uid, contact.name) for contact in PEOPLE}


def test_the_ways_to_reach_them_are_there_with_their_labels(book: KhardBook, version: CardVersion) -> None:
    mails = {(mail, name): label.casefold() for mail, name, label in book.lines("email", "--parsable")}
    assert set(mails) == {(email.value, c.name) for c in PEOPLE for email in c.details.emails}
    assert "pref" in mails["ana.lima@stmarys.example", ANA.name]
    assert "home" in mails["ana@home.example", ANA.name]
    phones = {(number, label.casefold()) for number, _, label in book.lines("phone", "--parsable")}
    assert phones == {
        ("+351 22 000 0000", "work, cell"),
        ("+351 21 000 0001", "switchboard; night"),
        ("0123/456", "cell"),
    }


def test_every_field_of_somebody_is_read_as_it_was(book: KhardBook, version: CardVersion) -> None:
    found = book.contact(ANA.uid)
    assert [found[part] for part in ("Prefix", "First name", "Additional", "Last name", "Suffix")] == [
        "Dr.", "Ána", "Rosa", "Lima", ["MD", "PhD"],
    ]  # fmt: skip
    assert found["Nickname"] == "Aninha"
    assert found["Organisation"] == [["St Mary's, Porto", "Cardiology"]]
    assert found["Title"] == "Professor; chair"
    assert found["Birthday"] == "1980-04-15"
    assert found["Categories"] == ["area/oncology", "phase/2"]
    assert found["Webpage"] == "https://example.org/ana"
    assert found["Impp"] == {"xmpp": "ana@chat.example"}
    assert found["Note"] == ANA.details.note
    address = {label.casefold(): parts for label, parts in found["Address"].items()}["work"]
    assert [address[part].strip() for part in ("Street", "City", "Region", "Code", "Country")] == [
        "Rua das Flores 1\n2.º esq.", "Porto", "Norte", "4050-262", "Portugal",
    ]  # fmt: skip


def test_names_and_notes_in_other_scripts_are_read(book: KhardBook, version: CardVersion) -> None:
    found = book.contact(MING.uid)
    assert (found["First name"], found["Last name"]) == ("小明", "王")
    assert found["Note"].strip() == MING.details.note
    assert book.contact(NOOR.uid)["Formatted name"] == NOOR.name
