from __future__ import annotations

import pytest

from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import names_agree, read_name
from netcrm.services.crm import Crm
from netcrm.store.namesakes import near_name, people_named_like
from tests.services.support import added

THERE = ("Ana Lima", "A Lima", "Ana Maria Lima", "A. M. Lima", "Anabel Lima", "Ana Limahara", "Bo Lima")


@pytest.fixture
def there(crm: Crm) -> dict[int, str]:
    return {added(crm, name): name for name in THERE}


@pytest.mark.parametrize("name", ["Ana Lima", "A. Lima", "Ana M. Lima", "Anabel Lima", "Li Ana", "Lima"])
def test_whoever_has_a_name_that_agrees_is_found(crm: Crm, there: dict[int, str], name: str) -> None:
    wanted = read_name(name)
    found = people_named_like(crm._session.database, [wanted]).get(near_name(wanted), [])
    agreeing = (
        {i for i, other in there.items() if names_agree(wanted, read_name(other))} if near_name(wanted) else set()
    )
    assert {i for i in found if names_agree(wanted, read_name(there[i]))} == agreeing


def test_a_name_without_parts_has_none_like_it() -> None:
    assert near_name(Name("Selvamani", family="Selvamani")) == ""
