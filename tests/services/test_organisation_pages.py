"""An organisation's page: who is there and was there, promises, studies, the check-in; and editing one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.domain.organisation import Organisation, OrganisationKind, Position, read_kind
from netcrm.domain.roles import Role
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.organisation_pages import StudyTie
from tests.conftest import TODAY
from tests.services.support import day, every, person


@pytest.fixture
def bay(crm: Crm) -> Crm:
    """Bay Oncology: Ana and Bo are there now, Cem was; Dao is there and archived."""
    jobs: dict[str, tuple[Iterable[Role], tuple[Position, ...]]] = {
        "Ana Lima": ((Role.RESEARCH_COORDINATOR,), (Position("Bay Oncology", "Lead CRC", is_primary=True),)),
        "Bo Chen": ((Role.PRINCIPAL_INVESTIGATOR,), (Position("Bay Oncology", is_primary=True),)),
        "Cem Demir": (
            (),
            (Position("Elsewhere", is_primary=True), Position("Bay Oncology", start_on="2024", end_on="2026-05")),
        ),
        "Dao Nguyen": ((), (Position("Bay Oncology", is_primary=True),)),
    }
    for name, (roles, positions) in jobs.items():
        crm.contacts.add(replace(person(name), roles=tuple(roles), positions=positions))
    crm.contacts.set_state([4], State.ARCHIVED)
    return crm


def log(crm: Crm, contact_id: int, on: date, channel: Channel = Channel.CALL) -> None:
    crm.interactions.log(InteractionDraft((contact_id,), channel, on, summary=f"with {contact_id}"))


def test_people_stand_by_role_then_those_who_were_there(bay: Crm) -> None:
    page = bay.organisations.page(1)
    assert [(it.row.name, it.is_now) for it in page.people] == [
        ("Bo Chen", True),
        ("Ana Lima", True),
        ("Cem Demir", False),
        ("Dao Nguyen", False),
    ]
    assert page.people[1].position.title == "Lead CRC"
    shorter = bay.organisations.page(1, 1)
    assert ([it.row.name for it in shorter.people], shorter.more_people) == (["Bo Chen"], 3)


def test_touch_and_promises_are_those_with_people_who_are_there_now(bay: Crm) -> None:
    log(bay, 1, day("2026-11-02"))
    log(bay, 2, day("2026-11-10"), Channel.REACTION)
    log(bay, 3, day("2026-11-20"))
    log(bay, 4, day("2026-11-20"))
    for contact_id in (1, 3, 4):
        bay.follow_ups.add(FollowUpDraft(contact_id, "Send the plan", TODAY))
    page = bay.organisations.page(1)
    assert page.last is not None
    assert (page.last.on, page.last.names, page.last.contact_ids) == (day("2026-11-02"), "Lima", (1,))
    assert [it.name for it in page.promises] == ["Ana Lima"]


def test_a_check_in_stands_as_on_the_agenda(bay: Crm) -> None:
    assert bay.organisations.page(1).check_in is None
    bay.cadences.set(CadenceScope.ORGANISATION, "Bay Oncology", every("2 weeks"))
    log(bay, 1, day("2026-11-02"))
    (item,) = [it for it in bay.agenda.build(TODAY).items if it.key == "o1"]
    check_in = bay.organisations.page(1).check_in
    assert check_in is not None
    assert (check_in.days_late, check_in.cadence) == (item.days_late, "every 2 weeks")
    assert check_in.days_late == 7


def test_studies_stand_with_how_they_belong_to_it_and_whom_one_knows(bay: Crm) -> None:
    bay.studies.add(KeptStudy(0, "", acronym="SPONSORED", sponsor="Bay Oncology"))
    bay.studies.add(KeptStudy(0, "", acronym="BOTH", sponsor="Bay Oncology"), [KeptSite(facility="Bay Oncology")])
    bay.studies.add(KeptStudy(0, "", acronym="PERSON"))
    bay.studies.put_person(3, 1, organisation="Bay Oncology")
    found = [(it.study.acronym, it.ties, it.people) for it in bay.organisations.page(1).studies]
    assert found == [
        ("PERSON", (StudyTie.SITE,), ("Lima",)),
        ("BOTH", (StudyTie.SPONSOR, StudyTie.SITE), ()),
        ("SPONSORED", (StudyTie.SPONSOR,), ()),
    ]


def test_an_edit_is_one_act_that_the_search_follows(bay: Crm) -> None:
    there = bay.organisations.get(1)
    new = replace(there, name="Bay Cancer Centre", kind=OrganisationKind.HOSPITAL, site_number="17", city="Porto")
    assert bay.organisations.edit(new).sentence == "Changed Bay Cancer Centre."
    assert bay.organisations.get(1) == replace(new, uid=there.uid)
    assert list(bay.search.ids('org:"cancer centre"')) == [2, 1]
    assert [line.people for line in bay.organisations.lines("cancer")] == [2]
    assert bay.organisations.edit(new).change_set is None
    bay.history.undo()
    assert bay.organisations.get(1) == there


@pytest.mark.parametrize(("name", "problem"), [(" ", UsageProblem), ("elsewhere", NeedsDecision)])
def test_a_name_that_cannot_be_is_refused(bay: Crm, name: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        bay.organisations.edit(replace(bay.organisations.get(1), name=name))


def test_what_is_not_there_is_not_found(bay: Crm) -> None:
    with pytest.raises(NotFound):
        bay.organisations.page(99)
    with pytest.raises(UsageProblem, match="Which organisation"):
        bay.organisations.named(" ")
    bay.contacts.add(person("Eva Sand"))
    assert bay.organisations.of_contact(5) is None
    assert bay.organisations.of_contact(3) == bay.organisations.named("Elsewhere")
    assert [line.name for line in bay.organisations.lines()] == ["Bay Oncology", "Elsewhere"]


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_is_read_by_its_slug_and_its_words(kind: OrganisationKind) -> None:
    assert read_kind(kind.value) is read_kind(kind.words) is kind
    assert read_kind("") is None


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageProblem, match="hospital"):
        read_kind("school")
    assert Organisation(1, "", "x").kind is None
