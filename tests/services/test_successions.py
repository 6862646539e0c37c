"""A job is handed over in one act: what its preview shows is what moves, and the history stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.studies.kept_study import KeptStudy, StudyPart
from netcrm.domain.studies.study import Part
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.domain.ties.relations import RelationKind
from netcrm.errors import DateProblem, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.succession_plan import describe_plan
from tests.services.support import added, day, undo_and_redo_all, whole_store

MARY = "St Mary's"


@pytest.fixture
def ana(crm: Crm) -> int:
    """Ana, who coordinates at St Mary's, with all that can be handed over, and something that cannot."""
    ana = added(crm, "Ana Lima", cadence="2 weeks", organisation=MARY)
    details = crm.contacts.get(ana).details
    position = replace(details.positions[0], title="Coordinator", start_on="2024-03")
    crm.contacts.edit(ana, replace(details, positions=(position,), tier=Tier.B))
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-02"), Direction.BOTH, "the freezer"))
    crm.follow_ups.add(FollowUpDraft(ana, "send the log", day("2026-11-25")))
    crm.follow_ups.add(FollowUpDraft(ana, "sends the delegation log", day("2026-11-27"), theirs=True))
    crm.introductions.ask(ana, added(crm, "Cem Demir"), stage=IntroductionStage.MET)
    mary = crm._session.organisations.find(MARY)
    crm.relations.add(ana, RelationKind.COORDINATOR, organisation_id=mary)
    with crm._session.act("study"):
        study = crm._session.studies.insert(KeptStudy(0, "", acronym="SLEEPT"))
        crm._session.studies.add_part(StudyPart(0, study, ana, Part.COORDINATOR, mary, "2025-01"))
        crm._session.studies.add_part(StudyPart(0, study, ana, Part.SITE_CONTACT, None, "2024-01", "2024-12"))
    return ana


def test_all_that_belongs_to_the_job_goes_over_and_the_history_stays(crm: Crm, ana: int) -> None:
    ben = added(crm, "Ben Ortiz")
    plan = crm.successions.plan(ana, ben, on=day("2026-11-20"))
    assert describe_plan(plan, crm.today) == (
        "ends Fri 20 Nov: Coordinator at St Mary's (Ana Lima)",
        "begins Fri 20 Nov: Coordinator at St Mary's (Ben Ortiz)",
        "promise to Ben Ortiz: send the log, Wed 25 Nov (f1)",
        "promise to Ben Ortiz: sends the delegation log, Fri 27 Nov (f2)",
        "part in SLEEPT to Ben Ortiz: coordinator",
        "Ben Ortiz is coordinator of St Mary's, in place of Ana Lima",
        "cadence to Ben Ortiz: every 2 weeks; Ana Lima has no own one any longer",
        "tier B for Ben Ortiz",
        "stays with Ana Lima: Thank Ana Lima and say how it went with Cem Demir (f3)",
        "kept: Ben Ortiz is the successor of Ana Lima; the history of both stays",
    )
    before = whole_store(crm)
    done = crm.successions.succeed(plan)
    assert done.sentence == (
        "Ben Ortiz succeeds Ana Lima at St Mary's since Fri 20 Nov:"
        " 2 promises, 1 study part, 1 relation, the cadence (every 2 weeks) and tier B went over."
    )
    session = crm._session
    old, new = crm.contacts.get(ana).details, crm.contacts.get(ben).details
    assert [(it.title, it.start_on, it.end_on, it.is_primary) for it in (*old.positions, *new.positions)] == [
        ("Coordinator", "2024-03", "2026-11-20", False),
        ("Coordinator", "2026-11-20", "", True),
    ]
    assert (old.tier, new.tier) == (Tier.B, Tier.B)
    assert [it.title for it in session.follow_ups.of_contact(ben)] == ["send the log", "sends the delegation log"]
    assert [(it.part, it.began_on, it.ended_on) for it in session.studies.parts_of_contact([ana])[ana]] == [
        (Part.COORDINATOR, "2025-01", "2026-11-20"), (Part.SITE_CONTACT, "2024-01", "2024-12"),
    ]  # fmt: skip
    assert [(it.part, it.began_on, it.ended_on) for it in session.studies.parts_of_contact([ben])[ben]] == [
        (Part.COORDINATOR, "2026-11-20", "")
    ]
    assert [str(it) for it in session.cadences.own_cadences([ana, ben]).values()] == ["2 weeks"]
    assert [it.kind.words for it in crm.relations.of_contact(ben)] == ["is coordinator of", "is the successor of"]
    assert [it.kind.words for it in crm.relations.of_contact(ana)] == ["was succeeded by"]
    assert len(session.interactions.of_contact(ana, 10)) == 1
    assert crm.safety.doctor(mend=False).findings == ()
    assert crm.history.undo().sentence.startswith("Undone: Ben Ortiz succeeds Ana Lima")
    assert whole_store(crm) == before
    crm.history.redo()
    undo_and_redo_all(crm)


def test_what_the_successor_has_is_left_alone(crm: Crm, ana: int) -> None:
    ben = added(crm, "Ben Ortiz", cadence="3 months", organisation=MARY)
    crm.contacts.set_tier([ben], Tier.A)
    plan = crm.successions.plan(ana, ben, keep=[1])
    assert (plan.gained, plan.cadence, plan.tier) == (None, None, None)
    assert [it.id for it in plan.promises] == [2]
    crm.successions.succeed(plan)
    assert {key: str(it) for key, it in crm._session.cadences.own_cadences([ana, ben]).items()} == {
        ana: "2 weeks", ben: "3 months",
    }  # fmt: skip
    with pytest.raises(NothingToDo, match="nothing is left to hand over"):
        crm.successions.plan(ana, ben, keep=[1])


def test_who_comes_back_after_a_leave_succeeds_the_one_who_stood_in(crm: Crm, ana: int) -> None:
    ben = added(crm, "Ben Ortiz")
    crm.successions.succeed(crm.successions.plan(ana, ben, on=day("2026-11-16")))
    crm.successions.succeed(crm.successions.plan(ben, ana))
    assert [it.kind.words for it in crm.relations.of_contact(ana)] == ["is coordinator of", "is the successor of"]
    assert [it.is_current for it in crm.contacts.get(ana).details.positions] == [True, False]


def test_refusals_name_what_is_wrong(crm: Crm, ana: int) -> None:
    ben = added(crm, "Ben Ortiz")
    with pytest.raises(UsageProblem, match="does not succeed themselves"):
        crm.successions.plan(ana, ana)
    with pytest.raises(DateProblem, match="is after today"):
        crm.successions.plan(ana, ben, on=day("2026-11-24"))
    with pytest.raises(DateProblem, match="began at St Mary's on 2024-03"):
        crm.successions.plan(ana, ben, on=day("2024-02-28"))
    with pytest.raises(UsageProblem, match="has no position there"):
        crm.successions.plan(ana, ben, organisation_id=99)
    crm.contacts.set_state([ben], State.ARCHIVED)
    with pytest.raises(UsageProblem, match="is marked “archived”"):
        crm.successions.plan(ana, ben)
