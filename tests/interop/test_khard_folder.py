"""The folder of our cards in khard: it lists them, and what it writes comes back as proposals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.interop.khard_book import KhardBook
from tests.interop.networks import ANA, BOLAJI, small_network
from tests.interop.programs import Netcrm, needs

pytestmark = needs("khard")

TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "people"
    made.mkdir()
    return made


@pytest.fixture
def netcrm(tmp_path: Path, folder: Path) -> Netcrm:
    """A network whose cards are in the folder."""
    opened = small_network(tmp_path / "store", TODAY)
    opened("sync", "--contacts", str(folder))
    return opened


@pytest.fixture
def book(tmp_path: Path, folder: Path, netcrm: Netcrm) -> KhardBook:
    return KhardBook(tmp_path / "khard", folder)


def proposals(netcrm: Netcrm, folder: Path, *words: str) -> list[dict[str, Any]]:
    said = netcrm.json("sync", "--contacts", str(folder), *words)
    assert said["problems"] == []
    found: list[dict[str, Any]] = said["proposals"]
    return found


def test_khard_lists_everybody_of_the_folder_under_name_and_uid(netcrm: Netcrm, book: KhardBook) -> None:
    known = {person["uid"]: person["name"] for person in (netcrm.json("show", who) for who in ("ana", "bolaji"))}
    assert set(known.values()) == {ANA, BOLAJI}
    assert book.names() == known
    assert set(book.lines("email", "--parsable")[0]) & {"ana@stmarys.example", "bolaji@site12.example"}


def test_a_note_that_khard_wrote_is_proposed_and_taken(netcrm: Netcrm, folder: Path, book: KhardBook) -> None:
    uid = netcrm.json("show", "ana")["uid"]
    book.edit(uid, Note="Likes brevity; met in Porto, 2026.")
    (proposal,) = proposals(netcrm, folder)
    assert (proposal["kind"], proposal["contact"]["name"]) == ("update", ANA)
    assert [one["what"] for one in proposals(netcrm, folder, "--yes")] == [proposal["what"]]
    ana = netcrm.json("show", "ana")
    assert ana["note"] == "Likes brevity; met in Porto, 2026."
    assert (ana["name"], ana["birthday"], ana["tags"]) == (ANA, "1980-04-15", ["area/oncology"])
    assert proposals(netcrm, folder) == []


def test_somebody_whom_khard_added_is_proposed_as_a_new_contact(netcrm: Netcrm, folder: Path, book: KhardBook) -> None:
    book.add(First_name="Ingrid", Last_name="Þórsdóttir", Email={"work": "ingrid@sponsor.example"})
    (proposal,) = proposals(netcrm, folder)
    assert proposal["kind"] == "new"
    proposals(netcrm, folder, "--yes")
    added = netcrm.json("show", "ingrid")
    assert (added["name"], added["emails"][0]["value"]) == ("Ingrid Þórsdóttir", "ingrid@sponsor.example")
    assert sorted(book.names().values()) == [ANA, BOLAJI, "Ingrid Þórsdóttir"]
    assert proposals(netcrm, folder) == []


def test_somebody_whom_khard_removed_is_proposed_for_the_archive(netcrm: Netcrm, folder: Path, book: KhardBook) -> None:
    uid = netcrm.json("show", "bolaji")["uid"]
    book.run("remove", "--force", f"uid:{uid}")
    (proposal,) = proposals(netcrm, folder)
    assert (proposal["kind"], proposal["contact"]["uid"]) == ("archive", uid)
    proposals(netcrm, folder, "--yes")
    assert netcrm.json("show", "bolaji")["state"] == "archived"
    assert proposals(netcrm, folder) == []
