"""The full-text indexes follow their tables through everything that is done, undone and redone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.store.checks import SEARCH_INDEXES, broken_indexes
from tests.conftest import TODAY


def _found(crm: Crm, index: str, words: str) -> list[int]:
    rows = crm._session.database.rows(f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid", (words,))
    assert broken_indexes(crm._session.database) == []
    return [row[0] for row in rows]


def test_an_empty_store_has_sound_indexes(crm: Crm) -> None:
    assert broken_indexes(crm._session.database) == []


def test_a_contact_is_found_by_what_it_says_now(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Björk Jónsdóttir"), nicknames=("Bo",), note="met in Leeds"))
    for words in ("bjork", "bo", "leeds", "jons*"):
        assert _found(crm, "contact_search", words) == [1]
    there = crm.contacts.get(1).details
    crm.contacts.edit(1, replace(there, name=Name("Björk Karlsdóttir"), note=""))
    assert _found(crm, "contact_search", "karls*") == [1]
    assert _found(crm, "contact_search", "jons*") == []
    assert _found(crm, "contact_search", "leeds") == []
    crm.history.undo()
    assert _found(crm, "contact_search", "leeds") == [1]
    assert _found(crm, "contact_search", "karls*") == []
    crm.contacts.delete([1])
    assert _found(crm, "contact_search", "leeds") == []
    crm.history.undo()
    assert _found(crm, "contact_search", "leeds") == [1]
    crm.history.undo()
    assert _found(crm, "contact_search", "leeds") == []
    crm.history.redo()
    assert _found(crm, "contact_search", "leeds") == [1]


def test_an_interaction_is_found_by_its_words(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    draft = InteractionDraft((1,), Channel.CALL, TODAY, summary="screening log of the Hōkūle‘a study")
    crm.interactions.log(draft)
    assert _found(crm, "interaction_search", "screening hokule") == [1]
    crm.interactions.edit(1, replace(draft, summary="budget"))
    assert _found(crm, "interaction_search", "screening") == []
    crm.interactions.delete(1)
    assert _found(crm, "interaction_search", "budget") == []
    crm.history.undo()
    assert _found(crm, "interaction_search", "budget") == [1]


def test_an_organisation_comes_and_goes_with_the_act_that_made_it(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Ana Lima"), positions=(Position("Hôpital Saint-Antoine"),)))
    assert _found(crm, "organisation_search", "hopital antoine") == [1]
    crm.history.undo()
    assert _found(crm, "organisation_search", "hopital") == []


def test_an_import_in_bulk_is_indexed_and_its_undo_is_too(crm: Crm, tmp_path: Path) -> None:
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Wei Zhang {n}\r\nORG:Site {n}\r\nEND:VCARD\r\n" for n in range(9)
    )
    path = tmp_path / "cards.vcf"
    path.write_bytes(cards.encode())
    crm.imports.apply(crm.imports.plan([path]))
    assert _found(crm, "contact_search", "zhang") == list(range(1, 10))
    assert _found(crm, "organisation_search", "site") == list(range(1, 10))
    crm.history.undo()
    assert _found(crm, "contact_search", "zhang") == []
    crm.history.redo()
    assert _found(crm, "contact_search", "zhang") == list(range(1, 10))


@pytest.mark.parametrize("index", SEARCH_INDEXES)
def test_looking_at_the_indexes_writes_nothing(crm: Crm, index: str) -> None:
    other = Crm.open(crm.path)
    with other:
        before = other.data_version()
        assert index not in broken_indexes(crm._session.database)
        assert other.data_version() == before
