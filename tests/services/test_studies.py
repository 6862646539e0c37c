"""Studies: written down, changed, and who is on them; each act one sentence and one undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from netcrm.domain.interaction import Channel
from netcrm.domain.roles import Role
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.domain.studies.study import Part
from netcrm.errors import DateProblem, NeedsDecision, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.conftest import TODAY
from tests.services.support import added, day, person

TEA = KeptStudy(0, "", "NCT01234567", "Sleep and tea", "SLEEPT", ("2",), sponsor="Norrvik Pharma")


@pytest.fixture
def study(crm: Crm) -> Crm:
    """A study at a site, where Ana coordinates; Bo is elsewhere."""
    ana = replace(person("Ana Lima", organisation="Bay Oncology"), roles=(Role.RESEARCH_COORDINATOR,))
    crm.contacts.add(ana)
    added(crm, "Bo Chen")
    crm.studies.add(TEA, [KeptSite(facility="Bay Oncology", city="Boston"), KeptSite(city="Uppsala")])
    return crm


def test_sponsor_and_facilities_are_organisations(study: Crm) -> None:
    kept = study.studies.get(1)
    assert kept.sponsor_id == study.organisations.named("norrvik").id
    assert [site.organisation_id for site in study.studies.sites(1)] == [study.organisations.named("bay").id, None]


def test_without_more_words_the_part_follows_from_role_and_workplace(study: Crm) -> None:
    done = study.studies.put_person(1, 1)
    assert done.sentence == "Ana Lima is coordinator on SLEEPT (NCT01234567), at Bay Oncology."
    with pytest.raises(NothingToDo, match="already"):
        study.studies.put_person(1, 1)
    study.contacts.set_role([1], Role.PRINCIPAL_INVESTIGATOR)
    assert study.studies.put_person(1, 1).sentence.startswith("Ana Lima is site investigator on SLEEPT")
    assert study.studies.put_person(1, 1, organisation="").sentence.startswith("Ana Lima is principal investigator on")
    assert study.studies.put_person(1, 2, began_on="2026-03").sentence.endswith("is on SLEEPT (NCT01234567)"
        " since March 2026.")  # fmt: skip


def test_a_part_that_ended_stays_in_the_history_and_leaves_the_search(study: Crm) -> None:
    study.studies.put_person(1, 1)
    assert list(study.search.ids("study:sleept")) == [1]
    assert study.studies.end_person(1, 1).sentence.endswith("was coordinator on SLEEPT (NCT01234567) until 2026-11-23.")
    assert list(study.search.ids("study:sleept")) == []
    assert list(study.search.ids("-study:sleept")) == [2, 1]
    (line,) = study.studies.page(1).people
    assert [part.ended_on for part in line.parts] == ["2026-11-23"]
    study.history.undo()
    assert list(study.search.ids('study:"sleep tea"')) == [1]
    study.studies.remove_person(1, 1)
    assert study.studies.page(1).people == ()


def test_an_edit_keeps_people_sites_and_what_is_not_named(study: Crm) -> None:
    study.studies.put_person(1, 1)
    before = study.studies.sites(1)
    done = study.studies.edit(1, replace(study.studies.get(1), status="completed"))
    assert done.sentence == "Changed the study SLEEPT (NCT01234567)."
    assert study.studies.sites(1) == before
    assert study.studies.get(1).status == "completed"
    assert study.studies.edit(1, study.studies.get(1)).change_set is None


def test_a_page_has_the_last_touch_with_anyone_open_promises_and_sites_with_known_people_first(study: Crm) -> None:
    for contact_id, on in ((1, "2026-11-02"), (2, "2026-11-09")):
        study.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(on), summary="about tea"))
        study.follow_ups.add(FollowUpDraft(contact_id, "Send the plan", TODAY))
    study.studies.edit(1, study.studies.get(1), [KeptSite(city="Uppsala"), study.studies.sites(1)[0]])
    study.studies.put_person(1, 1)
    study.studies.put_person(1, 2, Part.MONITOR)
    page = study.studies.page(1)
    assert page.last is not None
    assert (page.last.on, page.last.names) == (day("2026-11-09"), "Chen")
    assert [promise.name for promise in page.promises] == ["Ana Lima", "Bo Chen"]
    assert [(site.site.city, site.people) for site in page.sites] == [("Boston", ("Lima",)), ("Uppsala", ())]
    study.studies.end_person(1, 2)
    page = study.studies.page(1)
    assert page.last is not None
    assert (page.last.names, [promise.name for promise in page.promises]) == ("Lima", ["Ana Lima"])
    assert [person.row.name for person in page.people] == ["Ana Lima", "Bo Chen"]
    assert study.studies.page(1, 1).more_people == 1


def test_somebody_with_several_parts_stands_there_once(study: Crm) -> None:
    for part in (Part.SITE_CONTACT, Part.PRINCIPAL_INVESTIGATOR, Part.NURSE):
        study.studies.put_person(1, 1, part)
    study.studies.end_person(1, 1, Part.NURSE)
    page = study.studies.page(1, 1)
    (line,) = page.people
    assert ([part.part for part in line.parts], line.also) == (
        [Part.PRINCIPAL_INVESTIGATOR, Part.SITE_CONTACT],
        "also site contact",
    )
    assert page.more_people == 1
    around = study.contacts.around(1).lines
    assert [(it.label, it.words, it.is_over) for it in around] == [
        ("principal investigator", "also site contact, at Bay Oncology, NCT01234567", False),
        ("nurse", "until November 2026, at Bay Oncology, NCT01234567", True),
    ]


def test_who_is_archived_stands_among_those_who_were_on_it(study: Crm) -> None:
    from netcrm.domain.contact import State

    study.studies.put_person(1, 1)
    study.contacts.set_state([1], State.DECEASED)
    page = study.studies.page(1)
    assert page.last is None
    assert [line.row.state for line in page.people] == [State.DECEASED]


REFUSALS: list[tuple[Callable[[Crm], object], type[NetcrmError], str]] = [
    (lambda crm: crm.studies.add(KeptStudy(0, "", title="  ")), UsageProblem, "needs a title"),
    (lambda crm: crm.studies.add(replace(TEA, acronym="X")), NeedsDecision, "there already: SLEEPT"),
    (lambda crm: crm.studies.add(KeptStudy(0, "", "", "A", starts_on="2026", completes_on="2025-11")), DateProblem,
     "before it begins"),
    (lambda crm: crm.studies.named(""), UsageProblem, "Which study"),
    (lambda crm: crm.studies.named("slept"), NotFound, "Near: SLEEPT"),
    (lambda crm: crm.studies.get(9), NotFound, "study list"),
    (lambda crm: crm.studies.put_person(1, 9), NotFound, "contact"),
    (lambda crm: crm.studies.end_person(1, 2), NothingToDo, "no part"),
    (lambda crm: crm.studies.end_person(1, 1, Part.NURSE), NothingToDo, "no such part"),
    (lambda crm: crm.studies.end_person(1, 1, on="2026-12"), DateProblem, "still to come"),
    (lambda crm: crm.studies.end_person(1, 1, on="2025"), DateProblem, "began as coordinator in 2026-03"),
    (lambda crm: crm.studies.remove_person(1, 2), NothingToDo, "no part"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "problem", "told"), REFUSALS)
def test_what_cannot_be_is_refused_in_a_sentence(
    study: Crm, act: Callable[[Crm], object], problem: type[NetcrmError], told: str
) -> None:
    study.studies.put_person(1, 1, began_on="2026-03")
    newest = study.history.next_undo()
    with pytest.raises(problem, match=told):
        act(study)
    assert study.history.next_undo() == newest


def test_several_studies_of_one_word_are_listed_with_their_numbers(study: Crm) -> None:
    study.studies.add(KeptStudy(0, "", title="Sleep and coffee"))
    with pytest.raises(NeedsDecision, match=r"fits 2 studies.*2: Sleep and coffee, 1: SLEEPT \(NCT01234567\)"):
        study.studies.named("sleep")
    assert study.studies.named("2").title == "Sleep and coffee"
    assert study.studies.named("01234567").id == 1
