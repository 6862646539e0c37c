"""What is around a person: from every table that ties people to each other, each line as seen from them."""

from __future__ import annotations

import pytest

from netcrm.domain.interviews.interview import Interview
from netcrm.errors import NotFound
from netcrm.services.around import AroundKind
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from tests.conftest import TODAY
from tests.services.around_people import AROUND
from tests.services.support import added


@pytest.fixture
def around(crm: Crm) -> Crm:
    """Ana, Bo and Cem, with something of everything around them."""
    ana, bo = added(crm, "Ana Lima", organisation="Bay Oncology"), added(crm, "Bo Chen")
    added(crm, "Cem Demir")
    crm.interviews.held(Interview(0, "", ana))
    crm.follow_ups.add(FollowUpDraft(bo, "Send the CV", TODAY))
    with crm._session.act("what is around them"):
        for statement in AROUND:
            crm._session.database.execute(statement)
    return crm


def lines(crm: Crm, contact_id: int) -> list[tuple[str, str, str, str]]:
    return [(it.kind.value, it.label, it.name, it.words) for it in crm.contacts.around(contact_id).lines]


def test_each_line_is_said_from_the_person_whose_page_it_is(around: Crm) -> None:
    assert lines(around, 1) == [
        ("relations", "mentee", "Bo Chen", ""),
        ("introductions", "introduced you to", "Bo Chen", "made 4 Nov, the registry"),
        ("mentorships", "your mentor", "since 1 Sep", "1 open goal"),
        ("advice", "on 2 Nov", "Take the GCP course", "followed 9 Nov: done"),
        ("studies", "site investigator", "SLEEPT", "since March 2026, at Bay Oncology, NCT00000001"),
        ("events", "met at", "Winter Forum", "12 Nov, knows the sponsor"),
        ("papers", "first author", "Tea", "J Tea, 2026"),
    ]
    assert lines(around, 2) == [
        ("relations", "mentor", "Ana Lima", "Bay Oncology"),
        ("relations", "monitored by them", "Bay Oncology", "every six weeks"),
        ("introductions", "introduced by", "Ana Lima", "made 4 Nov, the registry"),
        ("studies", "coordinator", "SLEEPT", "until October 2026, NCT00000001"),
        ("papers", "last author", "Tea", "J Tea, 2026"),
    ]
    assert lines(around, 3) == [("introductions", "asked Ana Lima for you", "Bo Chen", "made 4 Nov, the registry")]


def test_a_line_knows_whose_page_it_opens(around: Crm) -> None:
    found = around.contacts.around(2)
    assert [(it.contact_id, it.organisation_id) for it in found.of(AroundKind.RELATION)] == [(1, None), (None, 1)]
    assert [it.id for it in found.of(AroundKind.STUDY)] == [1]
    assert [it.is_over for it in found.of(AroundKind.STUDY)] == [True]


def test_the_summary_is_one_line(around: Crm) -> None:
    assert around.contacts.around(1).summary == "your mentor · 1 relation · SLEEPT · Winter Forum · 1 paper"
    assert around.contacts.around(2).summary == "introduced by Ana Lima · 2 relations · SLEEPT · 1 paper"
    assert around.contacts.around(added(around, "Dao Nguyen")).summary == ""
    with pytest.raises(NotFound):
        around.contacts.around(99)
