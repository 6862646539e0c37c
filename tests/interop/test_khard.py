"""Our cards in khard, the address book of the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from netcrm.domain.contact import Contact
from netcrm.formats.vcard.writer import CardVersion
from tests.interop.card_samples import ANA, MING, NOOR, PEOPLE, card_of

KHARD = shutil.which("khard", path=str(Path(sys.executable).parent))

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(KHARD is None, reason="khard is not installed; the `interop` extra has it"),
    pytest.mark.parametrize("version", list(CardVersion)),
]

_CONFIGURATION = """
[addressbooks]
[[netcrm]]
path = {folder}/cards
[general]
editor = true
merge_editor = true
[contact table]
display = formatted_name
preferred_phone_number_type = pref,
preferred_email_address_type = pref,
[vcard]
skip_unparsable = no
"""


@dataclass(frozen=True)
class KhardBook:
    """An address book of khard's in a folder."""

    folder: Path

    def fill(self, people: tuple[Contact, ...], version: CardVersion) -> None:
        """Put the cards of people into it, one a file as khard has them."""
        (self.folder / "cards").mkdir()
        (self.folder / "khard.conf").write_text(_CONFIGURATION.format(folder=self.folder), encoding="utf-8")
        for contact in people:
            (self.folder / "cards" / f"{contact.id}.vcf").write_bytes(card_of(contact, version))

    def lines(self, *words: str) -> list[list[str]]:
        """Return what a command prints, line by line, its columns apart."""
        return [line.split("\t") for line in self.run(*words).splitlines() if "\t" in line]

    def contact(self, contact: Contact) -> dict[str, Any]:
        """Return somebody as khard shows them in its template."""
        yaml = import_module("ruamel.yaml").YAML(typ="safe")  # khard brings it
        found: dict[str, Any] = yaml.load(self.run("show", "--format", "yaml", f"uid:{contact.uid}"))
        return found

    def run(self, *words: str) -> str:
        """Run khard and return what it prints."""
        assert KHARD is not None
        environment = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        command = [KHARD, "-c", str(self.folder / "khard.conf"), *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def book(tmp_path: Path, version: CardVersion) -> KhardBook:
    made = KhardBook(tmp_path)
    made.fill(PEOPLE, version)
    return made


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
    found = book.contact(ANA)
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
    found = book.contact(MING)
    assert (found["First name"], found["Last name"]) == ("小明", "王")
    assert found["Note"].strip() == MING.details.note
    assert book.contact(NOOR)["Formatted name"] == NOOR.name
