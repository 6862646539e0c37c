"""The list of employers in its order, rated, and the outreach begun with the best person at each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.organisation import Position
from netcrm.errors import NeedsDecision, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.employer_lines import Rating
from netcrm.services.interactions import InteractionDraft
from netcrm.services.leads import LeadDraft
from tests.services.support import added, day, undo_and_redo_all


@pytest.fixture(autouse=True)
def _shipped_playbooks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))


def called(crm: Crm, name: str, organisation: str) -> int:
    """Add somebody with whom the user talked four times this month, and return the id."""
    contact_id = added(crm, name, organisation=organisation)
    for on in ("2026-11-03", "2026-11-10", "2026-11-17", "2026-11-20"):
        crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(on)))
    return contact_id


@pytest.fixture
def listed(crm: Crm) -> Crm:
    """Four employers: Ana is warm and Bo is not at Harbour, Cleo is at Northwind, nobody is known at the others."""
    called(crm, "Ana Lima", "Harbour CRO")
    added(crm, "Bo Chen", organisation="Harbour CRO")
    added(crm, "Cleo Diaz", organisation="Northwind")
    for name, motivation in (("Harbour CRO", 3), ("Northwind", 5), ("Cairn", 3), ("Delta", None)):
        crm.employers.add(name, Rating(motivation))
    return crm


def names(crm: Crm) -> list[str]:
    return [it.name for it in crm.employers.lines()]


def at(crm: Crm, name: str) -> int:
    return crm.employers.named(name)


def test_the_list_stands_in_its_order_and_says_what_follows_from_what(listed: Crm) -> None:
    assert names(listed) == ["Northwind", "Harbour CRO", "Cairn", "Delta"]
    harbour = listed.employers.line(at(listed, "harbour"))
    assert [one.name for one in harbour.insiders] == ["Ana Lima", "Bo Chen"]
    assert (harbour.rank.posting.value, harbour.rank.advocacy.why) == (0, "Ana Lima is very warm")
    assert harbour.last_touch == day("2026-11-20")
    done = listed.leads.add(LeadDraft("Cairn", "CRA I"))
    assert "on your list" not in done.sentence
    assert names(listed) == ["Northwind", "Cairn", "Harbour CRO", "Delta"]


def test_rating_says_the_new_place_and_previews_what_then_is(listed: Crm) -> None:
    delta = at(listed, "Delta")
    preview = listed.employers.if_ranked(delta, Rating(5, 3, True))
    done = listed.employers.rank(delta, Rating(5, 3, True))
    assert done.sentence == (
        "Ranked Delta. It is 1 of 4, was 4: motivation 5, posting 3 (a fitting opening), advocacy yes."
    )
    assert preview == listed.employers.line(delta)
    again = listed.employers.rank(delta, Rating(5, 3, True))
    assert again.change_set is None
    listed.employers.change(delta, Rating(2), "they hire each March")
    line = listed.employers.line(delta)
    assert (line.rank.motivation, line.rank.advocacy.is_derived, line.employer.note) == (
        2, True, "they hire each March",
    )  # fmt: skip
    assert listed.employers.note(delta, "").sentence == "Took the note off Delta."
    assert listed.employers.remove(at(listed, "Harbour CRO")).sentence == "Took Harbour CRO off your list of employers."
    undo_and_redo_all(listed)


def test_the_outreach_begins_with_the_best_person_at_each(listed: Crm) -> None:
    plan = listed.employers.plan_start()
    assert [(it.organisation, it.name, it.why_not) for it in plan.chosen] == [
        ("Northwind", "Cleo Diaz", ""),
        ("Harbour CRO", "Ana Lima", ""),
        ("Cairn", "", "nobody is known there"),
        ("Delta", "", "nobody is known there"),
    ]
    assert plan.preview is not None
    assert [person.second_name for person in plan.preview.people] == ["", "Bo Chen"]
    before = len(listed.history.lines())
    done = listed.employers.start()
    assert len(listed.history.lines()) == before + 1, "all of it is one act"
    assert done.sentence == (
        "Started 3B7 outreach with 2 people. First: Cleo Diaz at Northwind and Ana Lima at Harbour CRO."
        " Not begun: Cairn (nobody is known there), Delta (nobody is known there)."
    )
    worked = {it.name: it.worked for it in listed.employers.lines()}
    assert worked["Harbour CRO"] == "3B7 outreach since 23 Nov with Ana Lima"
    with pytest.raises(NothingToDo, match="There is nobody to write to: Northwind"):
        listed.employers.start()
    listed.history.undo()
    assert not any(it.worked for it in listed.employers.lines())


def test_who_runs_elsewhere_is_passed_over_and_who_never_answered_comes_last(listed: Crm) -> None:
    harbour, (ana, bo) = at(listed, "Harbour CRO"), (1, 2)
    listed.playbooks.start("reconnect", [ana])
    assert [it.name for it in listed.employers.plan_start([harbour]).chosen] == ["Bo Chen"]
    listed.playbooks.stop([ana])
    listed.playbooks.start("outreach", [ana])
    assert listed.employers.plan_start([harbour]).chosen[0].why_not.endswith("runs already")
    listed.playbooks.stop([ana])
    assert [it.name for it in listed.employers.plan_start([harbour]).chosen] == ["Bo Chen"]
    listed.contacts.set_state([bo], State.DO_NOT_CONTACT)
    assert [it.name for it in listed.employers.plan_start([harbour]).chosen] == ["Ana Lima"]


def test_who_answered_since_the_day_of_a_start_in_the_past_is_left_out(listed: Crm) -> None:
    listed.interactions.log(InteractionDraft((1,), Channel.EMAIL, day("2026-11-20"), direction=Direction.INCOMING))
    plan = listed.employers.plan_start(top=2, on=day("2026-11-18"))
    assert [it.name for it in plan.begun] == ["Cleo Diaz"]
    assert [it.why_not for it in plan.left] == ["Ana Lima answered on 20 Nov already"]
    assert "Started 3B7 outreach with Cleo Diaz" in listed.employers.start(top=2, on=day("2026-11-18")).sentence


def test_somebody_at_two_employers_is_begun_with_once(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    jobs = (Position("Harbour CRO", is_primary=True), Position("Northwind"))
    crm.contacts.edit(ana, replace(crm.contacts.get(ana).details, positions=jobs))
    for name in ("Harbour CRO", "Northwind"):
        crm.employers.add(name)
    chosen = crm.employers.plan_start(top=2).chosen
    assert [(it.name, it.why_not) for it in chosen] == [
        ("Ana Lima", ""),
        ("", "its people are begun with elsewhere"),
    ]


def test_names_mean_employers(listed: Crm) -> None:
    added(listed, "Eve Fox", organisation="Northgate")
    assert at(listed, "nor") == at(listed, "Northwind"), "of several organisations that begin so, the one on the list"
    assert listed.employers.meant("Harbour") == "Harbour CRO"
    assert listed.employers.meant(str(at(listed, "Harbour CRO"))) == "Harbour CRO"
    assert listed.employers.meant("Harb") == "Harb", "part of a word is a new name"
    added(listed, "Gus Hale", organisation="Harbour CRO Asia")
    with pytest.raises(NeedsDecision, match="--new"):
        listed.employers.meant("harbour")
    assert listed.employers.meant("harbour cro") == "Harbour CRO"


@pytest.mark.parametrize(
    ("act", "problem", "words"),
    [
        (lambda crm: crm.employers.add(" "), UsageProblem, "Name the organisation"),
        (lambda crm: crm.employers.add("northwind"), NothingToDo, "already"),
        (lambda crm: crm.employers.add("New", Rating(6)), UsageProblem, "0 to 5"),
        (lambda crm: crm.employers.rank(1, Rating(1, 4)), UsageProblem, "0 to 3"),
        (lambda crm: crm.employers.rank(99, Rating(1)), NotFound, "employer on your list"),
        (lambda crm: crm.employers.named("Nowhere"), NotFound, "No organisation"),
        (lambda crm: crm.employers.named(""), UsageProblem, "Name an employer"),
        (lambda crm: crm.employers.plan_start(top=0), UsageProblem, "At least the first"),
        (lambda crm: crm.employers.plan_start(per_day=0), UsageProblem, "At least 1 person"),
        (lambda crm: crm.employers.plan_start([99]), NotFound, "employer on your list"),
    ],
)
def test_what_cannot_be_is_refused(
    listed: Crm, act: Callable[[Crm], object], problem: type[NetcrmError], words: str
) -> None:
    with pytest.raises(problem, match=words):
        act(listed)


def test_an_empty_list_says_how_to_begin_it(crm: Crm) -> None:
    with pytest.raises(NothingToDo, match="employer add NAME"):
        crm.employers.plan_start()
