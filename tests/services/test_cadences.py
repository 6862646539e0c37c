"""Cadences: the preview's numbers are what then happens; nobody's own is overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.cadences import describe_preview
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, day, every, undo_and_redo_all, whole_store
from tests.stores import empty_store

TODAY = day("2026-11-23")
PEOPLE = 8


@pytest.fixture
def network(crm: Crm) -> Crm:
    return filled(crm)


def filled(crm: Crm) -> Crm:
    """Eight people in tiers, tags and roles, called on different days; the last one is archived."""
    for n in range(1, PEOPLE + 1):
        contact_id = added(
            crm, f"Person Nr{n}", tags=("area/oncology",) if n % 2 else ("area",), organisation="St Mary"
        )
        crm.contacts.set_tier([contact_id], Tier.A if n <= 3 else Tier.D if n <= 6 else None)
        crm.contacts.set_role([contact_id], Role.PRINCIPAL_INVESTIGATOR if n % 3 else Role.STUDENT)
        if n != 7:
            crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(f"2026-{11 - n % 6:02}-1{n % 10}")))
    crm.contacts.set_state([PEOPLE], State.ARCHIVED)
    return crm


def dates(crm: Crm) -> dict[int, str]:
    return {row.id: str(row.next_check_in or "") for row in crm.contacts.rows(range(1, PEOPLE + 1))}


def late(crm: Crm) -> set[int]:
    standings = (Standing.LATE, Standing.OVERDUE)
    return {row.id for row in crm.contacts.rows(range(1, PEOPLE + 1)) if row.standing in standings}


SUBJECTS = st.sampled_from([
    (CadenceScope.CONTACT, "1"), (CadenceScope.CONTACT, "7"), (CadenceScope.CONTACT, "8"),
    (CadenceScope.TIER, "a"), (CadenceScope.TIER, "D"), (CadenceScope.TAG, "Area"),
    (CadenceScope.TAG, "area/oncology"), (CadenceScope.ROLE, "pi"), (CadenceScope.ROLE, "student"),
    (CadenceScope.ORGANISATION, "st mary"),
])  # fmt: skip
INTERVALS = st.sampled_from(["unset", "never", "2 weeks", "10 business days", "3 months, latest 4 months", "yearly"])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SUBJECTS, INTERVALS), min_size=1, max_size=8))
def test_the_preview_is_what_then_happens(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[tuple[CadenceScope, str], str]]
) -> None:
    with Crm.open(empty_store(tmp_path_factory.mktemp("cadence") / "n.db"), clock=Clock(TODAY)) as crm:
        filled(crm)
        for (scope, subject), interval in steps:
            state, before, late_before = whole_store(crm), dates(crm), late(crm)
            preview = crm.cadences.preview(scope, subject, parse_cadence(interval))
            assert whole_store(crm) == state, "a preview left something behind"
            done = crm.cadences.set(scope, subject, parse_cadence(interval))
            after = dates(crm)
            moved = {contact_id for contact_id in after if after[contact_id] != before[contact_id]}
            assert preview.people == len(moved)
            assert {effect.contact_id: str(effect.after or "") for effect in preview.effects} == {
                contact_id: after[contact_id] for contact_id in moved
            }
            assert preview.become_late == len(late(crm) - late_before)
            assert (done.change_set is None) == (whole_store(crm) == state)
            assert crm.safety.doctor(mend=False).findings == ()
        undo_and_redo_all(crm)


class TestLevels:
    def effective(self, crm: Crm, contact_id: int) -> str:
        return crm.contacts.view(contact_id).standing.effective_cadence

    def test_the_own_goes_before_tier_tags_and_roles(self, network: Crm) -> None:
        network.cadences.set(CadenceScope.ROLE, "pi", every("1 week"))
        assert self.effective(network, 1) == "weekly, from role PI"
        network.cadences.set(CadenceScope.TAG, "area", every("2 weeks"))
        assert self.effective(network, 1) == "every 2 weeks, from tag area"
        network.cadences.set(CadenceScope.TAG, "area/oncology", every("10 days"))
        assert self.effective(network, 1) == "every 10 days, from tag area/oncology"
        network.cadences.set(CadenceScope.TIER, "A", every("monthly"))
        assert self.effective(network, 1) == "monthly, from tier A"
        network.cadences.set(CadenceScope.CONTACT, "1", every("yearly"))
        assert self.effective(network, 1) == "yearly"
        network.cadences.set(CadenceScope.TIER, "A", every("3 months"))
        assert self.effective(network, 1) == "yearly", "nobody's own cadence is overwritten"
        network.cadences.set(CadenceScope.CONTACT, "1", None)
        assert self.effective(network, 1) == "every 3 months, from tier A"

    def test_never_is_a_decision_and_differs_from_unset(self, network: Crm) -> None:
        network.cadences.set(CadenceScope.TIER, "D", every("monthly"))
        network.cadences.set(CadenceScope.CONTACT, "5", every("never"))
        assert network.contacts.view(5).own_cadence == "never"
        assert network.contacts.rows([5])[0].standing is Standing.FRESH
        network.cadences.set(CadenceScope.CONTACT, "5", None)
        assert network.contacts.view(5).own_cadence is None
        assert network.contacts.rows([5])[0].next_check_in is not None

    def test_a_tag_taken_away_takes_its_cadence_with_it(self, network: Crm) -> None:
        network.cadences.set(CadenceScope.TAG, "area", every("monthly"))
        network.contacts.tag([2], remove=["area"])
        assert network.contacts.rows([2])[0].next_check_in is None
        network.contacts.set_tier([1], None)
        assert network.safety.doctor(mend=False).findings == ()


def test_the_lines_name_what_is_set_and_for_how_many(network: Crm) -> None:
    network.cadences.set(CadenceScope.TIER, "a", every("2 weeks"))
    network.cadences.set(CadenceScope.TAG, "area", every("never"))
    network.cadences.set(CadenceScope.ORGANISATION, "ST MARY", every("monthly, latest 6 weeks"))
    network.cadences.set(CadenceScope.CONTACT, "1", every("yearly"))
    assert [(line.scope, line.subject, line.interval, line.people) for line in network.cadences.lines()] == [
        ("tier", "A", "2 weeks", 2), ("tag", "area", "never", 4),
        ("organisation", "St Mary", "1 month, latest 6 weeks", 8),
    ]  # fmt: skip


def test_setting_the_same_again_is_no_act_and_keeps_its_day(network: Crm) -> None:
    network.cadences.set(CadenceScope.CONTACT, "7", every("2 weeks"))
    later = Crm.open(network.path, clock=Clock(day("2026-12-24")))
    try:
        assert later.cadences.set(CadenceScope.CONTACT, "7", every("14 days")).change_set is not None
        later.history.undo()
        assert later.cadences.set(CadenceScope.CONTACT, "7", every("2 weeks")).change_set is None
        assert later.contacts.rows([7])[0].next_check_in == day("2026-12-07")
    finally:
        later.close()


def test_many_people_at_once_are_one_act(network: Crm) -> None:
    before = whole_store(network)
    done = network.cadences.set_many([1, 2, 3], every("2 weeks"))
    assert done.sentence == "Cadence of Person Nr1 and 2 others: every 2 weeks. 3 next check-ins moved."
    assert [effect.contact_id for effect in done.effects] == [1, 2, 3]
    network.cadences.set_many([1], None)
    network.history.undo()
    network.history.undo()
    assert whole_store(network) == before


def test_a_change_for_many_leaves_what_people_have_of_their_own(network: Crm) -> None:
    network.cadences.set_many([1], every("yearly"))
    before = whole_store(network)
    preview = network.cadences.preview_many([1, 2, 3], every("2 weeks"))
    assert whole_store(network) == before
    assert (preview.people, preview.keep_own) == (2, 1)
    assert describe_preview(preview).startswith("2 people, 2 become late; 1 keeps the cadence of their own. ")
    done = network.cadences.set_many([1, 2, 3], every("2 weeks"))
    assert done.sentence == (
        "Cadence of Person Nr2 and Person Nr3: every 2 weeks. 1 keeps the cadence of their own. 2 next check-ins moved."
    )
    assert {effect.contact_id: effect.after for effect in preview.effects} == {
        effect.contact_id: effect.after for effect in done.effects
    }
    assert network.contacts.view(1).own_cadence == "1 year"
    network.history.undo()
    assert whole_store(network) == before


def test_a_change_for_many_overwrites_where_it_is_asked_to(network: Crm) -> None:
    network.cadences.set_many([1, 2], every("yearly"))
    assert network.cadences.preview_many([1, 2], every("2 weeks"), overwrite=True).keep_own == 0
    assert network.cadences.set_many([1, 2], every("2 weeks"), overwrite=True).contact_ids == (1, 2)
    assert network.contacts.view(1).own_cadence == "2 weeks"
    done = network.cadences.set_many([1, 2], every("monthly"))
    assert (done.change_set, done.sentence) == (None, "Nothing changed. 2 keep the cadences of their own.")
    assert network.cadences.set_many([1, 2], every("2 weeks")).change_set is None, "the same again is no act"
    assert network.cadences.set_many([1, 2], None).contact_ids == (1, 2), "unset is about their own"


@pytest.mark.parametrize(
    ("scope", "subject", "keep"),
    [
        (CadenceScope.TIER, "A", 2), (CadenceScope.TIER, "D", 1), (CadenceScope.TAG, "area", 4),
        (CadenceScope.TAG, "area/oncology", 2), (CadenceScope.TAG, "are", 0), (CadenceScope.ROLE, "student", 1),
        (CadenceScope.ORGANISATION, "St Mary", 0), (CadenceScope.CONTACT, "1", 0),
    ],
)  # fmt: skip
def test_a_preview_counts_who_keeps_their_own(network: Crm, scope: CadenceScope, subject: str, keep: int) -> None:
    network.cadences.set_many([1, 2, 6, 7, PEOPLE], every("yearly"))
    assert network.cadences.preview(scope, subject, every("2 weeks")).keep_own == keep


def test_an_organisations_preview_says_its_own_date_and_what_all_asks_for(network: Crm) -> None:
    network.settings.set("daily-cap", "1")
    network.cadences.set(CadenceScope.TIER, "A", every("1 week"))
    before = whole_store(network)
    preview = network.cadences.preview(CadenceScope.ORGANISATION, "st mary", every("1 day"))
    assert whole_store(network) == before
    assert preview.goes_beyond_cap
    assert (preview.people, preview.become_late) == (0, 0)
    assert preview.organisation == "Next check-in with St Mary Tue 17 Nov, 6 days late."
    assert "“daily, from organisation St Mary” asks for most" in describe_preview(preview)
    network.cadences.set(CadenceScope.ORGANISATION, "st mary", every("1 day"))
    assert next(item for item in network.agenda.build(day("2026-12-01")).items if item.key == "o1").due_on == day(
        "2026-11-17"
    )
    assert not network.cadences.preview(CadenceScope.ORGANISATION, "st mary", every("1 week")).goes_beyond_cap
    assert network.cadences.preview(CadenceScope.ORGANISATION, "st mary", None).organisation == (
        "No check-ins with St Mary."
    )


@pytest.mark.parametrize(
    ("scope", "subject", "words"),
    [
        (CadenceScope.TIER, "E", "is no tier"),
        (CadenceScope.TIER, "", "is no tier"),
        (CadenceScope.TAG, "///", "is no tag"),
        (CadenceScope.ROLE, "astronaut", "is no role"),
    ],
)
def test_what_is_no_subject_is_refused(network: Crm, scope: CadenceScope, subject: str, words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        network.cadences.set(scope, subject, every("2 weeks"))


@pytest.mark.parametrize(
    ("scope", "subject"),
    [
        (CadenceScope.CONTACT, "99"), (CadenceScope.CONTACT, "ana"), (CadenceScope.CONTACT, "²"),
        (CadenceScope.CONTACT, "9" * 30), (CadenceScope.ORGANISATION, "Atlantis"), (CadenceScope.ORGANISATION, "99"),
    ],
)  # fmt: skip
def test_who_is_not_there_is_told(network: Crm, scope: CadenceScope, subject: str) -> None:
    for act in (network.cadences.set, network.cadences.preview):
        with pytest.raises(NotFound):
            act(scope, subject, every("2 weeks"))
    with pytest.raises(NotFound):
        network.cadences.set_many([99], every("2 weeks"))


def test_an_organisation_called_by_a_number_is_found_by_its_name(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    crm.contacts.edit(ana, replace(crm.contacts.get(ana).details, positions=(Position("1204"),)))
    assert crm.cadences.set(CadenceScope.ORGANISATION, "1204", every("2 weeks")).sentence == (
        "Cadence of 1204: every 2 weeks."
    )


def test_a_preview_says_what_is_asked_for_and_what_to_loosen(network: Crm) -> None:
    network.settings.set("daily-cap", "1")
    preview = network.cadences.preview(CadenceScope.TAG, "area", every("1 day"))
    words = describe_preview(preview)
    assert words.startswith("7 people, 6 become late. ")
    assert "you allow 1: everybody will run about 9.8 times late" in words
    assert "“daily, from tag area” asks for most" in words


def test_an_organisation_answers_to_the_beginning_of_its_name(crm: Crm) -> None:
    added(crm, "Ana Lima", organisation="St Mary Trials Unit")
    assert crm.cadences.set(CadenceScope.ORGANISATION, "st mary", every("2 weeks")).sentence.startswith(
        "Cadence of St Mary Trials Unit"
    )
    added(crm, "Bo Chen", organisation="St Mary Hospital")
    with pytest.raises(NeedsDecision, match="St Mary Hospital, St Mary Trials Unit"):
        crm.cadences.set(CadenceScope.ORGANISATION, "st mary", every("2 weeks"))
