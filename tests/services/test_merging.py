"""Two contacts made one: what becomes of each field, what moves, and one undo that takes all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import Email, State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.playbooks.run import RunState
from netcrm.domain.uniting import Choice
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.services.playbook_world import World
from tests.services.support import added, brought_in, card, day, whole_store, write
from tests.stores import empty_store


@pytest.fixture
def crm(store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crm]:
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))
    with Crm.open(empty_store(store_path), clock=Clock(date(2026, 11, 23))) as crm:
        yield crm
        assert crm.safety.doctor(mend=False).findings == ()


def log(crm: Crm, *people: int, on: str, direction: Direction = Direction.BOTH) -> None:
    crm.interactions.log(InteractionDraft(people, Channel.CALL, day(on), direction, "talked"))


def merged(crm: Crm, keep: int, other: int, **choices: Choice) -> None:
    """Merge; undo must bring back the whole store as it was, and redo the merge."""
    plan = crm.merging.plan(keep, other, choices)
    before = whole_store(crm)
    crm.merging.merge(plan)
    assert crm.contacts.get(keep).details == plan.details
    after = whole_store(crm)
    assert crm._session.contacts.load([other]) == {}
    crm.history.undo()
    assert whole_store(crm) == before
    crm.history.redo()
    assert whole_store(crm) == after


def test_lists_unite_and_of_single_values_the_kept_ones_stand(crm: Crm) -> None:
    keep = added(crm, "Ana Lima", email="ana@stmarys.test", phone="+1 617 555 0142", organisation="St Mary's",
                 tags=("area/oncology",), note="Met in Lyon.")  # fmt: skip
    other = added(crm, "Ana Maria Lima, MD", email="ana@home.test", phone="+1 617 555 0143",
                  organisation="Harbour CRO", tags=("phase/2",), note="Likes tea.")  # fmt: skip
    details = crm.contacts.get(other).details
    emails = (Email("ANA@stmarys.test", "work"),)
    crm.contacts.edit(other, replace(details, emails=emails, birthday="1980-02-03", tier=Tier.B))
    crm.contacts.set_tier([keep], Tier.A)
    merged(crm, keep, other)
    found = crm.contacts.get(keep).details
    assert found.name.display == "Ana Maria Lima, MD"
    assert [email.value for email in found.emails] == ["ana@stmarys.test"]
    assert [phone.value for phone in found.phones] == ["+1 617 555 0142", "+1 617 555 0143"]
    assert [position.organisation for position in found.positions] == ["St Mary's", "Harbour CRO"]
    assert found.tags == ("area/oncology", "phase/2")
    assert found.note == "Met in Lyon.\n\nLikes tea."
    assert (found.tier, found.birthday) == (Tier.A, "1980-02-03")


def test_a_field_takes_what_is_chosen(crm: Crm) -> None:
    keep = added(crm, "Ana Maria Lima", email="a@x.test", note="one")
    other = added(crm, "Ana Lima", email="b@x.test", note="two")
    merged(crm, keep, other, name=Choice.OTHER, emails=Choice.OTHER, note=Choice.KEPT)
    found = crm.contacts.get(keep).details
    assert (found.name.formatted, found.note) == ("Ana Lima", "one")
    assert [email.value for email in found.emails] == ["b@x.test"]


def test_the_short_name_that_gives_way_stays_as_a_nickname(crm: Crm) -> None:
    keep, other = added(crm, "Bob Smith"), added(crm, "Robert James Smith")
    merged(crm, keep, other)
    found = crm.contacts.get(keep).details
    assert (found.name.formatted, found.nicknames) == ("Robert James Smith", ("Bob",))
    assert crm.contacts.resolve("Bob") == keep


def test_all_that_names_the_other_moves(crm: Crm, tmp_path: Path) -> None:
    keep, other = added(crm, "Ana Lima"), added(crm, "A. Lima", "2 weeks")
    third = added(crm, "Bo Chen")
    log(crm, keep, other, on="2026-10-01")
    log(crm, other, third, on="2026-11-02")
    crm.follow_ups.add(FollowUpDraft(other, "Send the CV", day("2026-12-01")))
    crm.acts.skip(f"c{other}", reason="travels")
    crm.pauses.pause([other], day("2026-12-20"), day("2027-01-03"))
    crm.duplicates.not_same(other, third)
    crm.sorting.later(other)
    merged(crm, keep, other)
    view = crm.contacts.view(keep)
    assert view.own_cadence == "2 weeks"
    assert [it.title for it in view.follow_ups] == ["Send the CV"]
    assert [sorted(names) for names in _participants(crm)] == [[keep], sorted([keep, third])]
    assert crm._session.database.rows("SELECT first_id, second_id FROM not_same") == [(keep, third)]
    kept = crm._session.kept(keep)
    assert kept.check_in is not None
    state = crm._session.database.row("SELECT last_touch, last_skip FROM contact_state WHERE contact_id = ?", (keep,))
    assert state == ("2026-11-02", "2026-11-23")
    assert crm._session.database.scalar("SELECT count(*) FROM contact_state WHERE contact_id = ?", (other,)) == 0


def _participants(crm: Crm) -> list[list[int]]:
    found: dict[int, list[int]] = {}
    for interaction, contact in crm._session.database.rows(
        "SELECT interaction_id, contact_id FROM participant ORDER BY interaction_id"
    ):
        found.setdefault(interaction, []).append(contact)
    return list(found.values())


def test_of_two_cadences_the_kept_ones_stands_unless_the_other_is_chosen(crm: Crm) -> None:
    keep, other = added(crm, "Ana Lima", "3 months"), added(crm, "Ana Lima", "2 weeks")
    merged(crm, keep, other)
    assert crm.contacts.view(keep).own_cadence == "3 months"
    third = added(crm, "Ana Lima", "1 year")
    merged(crm, keep, third, cadence=Choice.OTHER)
    assert crm.contacts.view(keep).own_cadence == "1 year"


@pytest.mark.parametrize(
    ("kept", "other", "result"),
    [
        (State.ACTIVE, State.ARCHIVED, State.ACTIVE),
        (State.ARCHIVED, State.ACTIVE, State.ACTIVE),
        (State.ACTIVE, State.DO_NOT_CONTACT, State.DO_NOT_CONTACT),
        (State.DECEASED, State.ACTIVE, State.DECEASED),
        (State.LEFT_FIELD, State.DECEASED, State.DECEASED),
    ],
)
def test_what_was_decided_against_writing_stays_decided(crm: Crm, kept: State, other: State, result: State) -> None:
    one, two = added(crm, "Ana Lima"), added(crm, "Ana Lima")
    crm.contacts.set_state([one], kept, "first")
    crm.contacts.set_state([two], other, "second")
    merged(crm, one, two)
    contact = crm.contacts.get(one)
    assert contact.state is result
    assert contact.state_why == ("" if result is State.ACTIVE else "first" if result is kept else "second")


def test_stars_first_names_and_the_earlier_day_stay(crm: Crm) -> None:
    keep = added(crm, "Ana Lima")
    crm._session.clock = Clock(day("2026-11-20"))
    other = added(crm, "Ana Lima")
    crm._session.clock = Clock(day("2026-11-24"))
    crm.contacts.star([other], True)
    crm.contacts.edit(other, replace(crm.contacts.get(other).details, first_names=True, starred=True))
    merged(crm, keep, other)
    contact = crm.contacts.get(keep)
    assert (contact.details.starred, contact.details.first_names) == (True, True)
    assert contact.added_on == day("2026-11-20")


def test_later_imports_of_either_card_find_the_one_who_is_left(crm: Crm, tmp_path: Path) -> None:
    one = card("Ana Lima", "EMAIL:ana@stmarys.test", uid="u-one")
    two = card("Ana Maria Lima", "EMAIL:ana@harbour.test", uid="u-two")
    brought_in(crm, write(tmp_path / "one.vcf", one))
    brought_in(crm, write(tmp_path / "two.vcf", two))
    keep, other = sorted(crm._session.contacts.all_ids())
    merged(crm, keep, other)
    again = brought_in(crm, write(tmp_path / "one.vcf", one), write(tmp_path / "two.vcf", two))
    assert (again.new, again.updated, again.unchanged) == (0, 0, 2)
    newer = card("Ana Maria Lima", "EMAIL:ana@harbour.test", "TEL:+1 617 555 0142", uid="u-two")
    assert brought_in(crm, write(tmp_path / "two.vcf", newer)).updated == 1
    assert [phone.value for phone in crm.contacts.get(keep).details.phones] == ["+1 617 555 0142"]


def test_a_card_that_went_out_under_the_others_own_uid_finds_the_one_who_is_left(crm: Crm, tmp_path: Path) -> None:
    keep, other = added(crm, "Ana Lima"), added(crm, "Emily Boyd")
    uid = crm.contacts.get(other).uid
    merged(crm, keep, other, name=Choice.KEPT)
    assert crm._session.contacts.former_uids([keep]) == {keep: [uid]}
    mine = card("Ana Lima", "EMAIL:ana@stmarys.test", uid=uid)
    assert brought_in(crm, write(tmp_path / "out.vcf", mine)).updated == 1
    assert crm._session.contacts.all_ids() == [keep]


def test_former_uids_follow_through_a_second_merge(crm: Crm) -> None:
    one, two, three = (added(crm, "Ana Lima") for _ in range(3))
    uids = [crm.contacts.get(it).uid for it in (two, three)]
    merged(crm, two, three)
    merged(crm, one, two)
    assert sorted(crm._session.contacts.former_uids([one])[one]) == sorted(uids)


def test_a_whole_cluster_is_one_act(crm: Crm) -> None:
    ids = [added(crm, "Ana Lima", email=f"ana@{n}.test") for n in range(4)]
    log(crm, ids[3], on="2026-11-02")
    before = whole_store(crm)
    done = crm.merging.merge_all(ids[0], ids[1:])
    assert done.sentence.startswith(f"Merged Ana Lima and 2 others into Ana Lima ({ids[0]}): 1 interaction came along.")
    assert crm._session.contacts.all_ids() == [ids[0]]
    assert len(crm.contacts.get(ids[0]).details.emails) == 4
    crm.history.undo()
    assert whole_store(crm) == before


def test_a_plan_that_the_store_has_left_behind_is_not_done(crm: Crm) -> None:
    keep, other = added(crm, "Ana Lima"), added(crm, "Ana Lima")
    plan = crm.merging.plan(keep, other)
    log(crm, other, on="2026-11-02")
    with pytest.raises(NeedsDecision, match="changed meanwhile"):
        crm.merging.merge(plan)
    assert len(crm._session.contacts.all_ids()) == 2


def test_what_cannot_be_merged_is_refused_in_words(crm: Crm) -> None:
    keep = added(crm, "Ana Lima")
    other = added(crm, "Bo Chen")
    with pytest.raises(UsageProblem, match="one contact"):
        crm.merging.plan(keep, keep)
    with pytest.raises(NotFound):
        crm.merging.plan(keep, 999)
    with pytest.raises(UsageProblem, match="no field"):
        crm.merging.plan(keep, other, {"colour": Choice.KEPT})
    with pytest.raises(UsageProblem, match="only one can be the tier"):
        crm.merging.plan(keep, other, {"tier": Choice.BOTH})
    with pytest.raises(UsageProblem, match="Name the people"):
        crm.merging.merge_all(keep, [])


def test_a_name_that_gave_way_is_in_the_history_of_the_fields(crm: Crm) -> None:
    keep, other = added(crm, "Anna Nowak"), added(crm, "Anna Maria Kowalska")
    merged(crm, keep, other)
    assert ("name", "Anna Nowak", "Anna Maria Kowalska") in [
        (it.field, it.before, it.after) for it in crm.contacts.changes(keep)
    ]


def test_playbooks_of_both_go_on(world: World, ana: int) -> None:
    """The user started both; none of them is ended by finding out that two contacts are one."""
    crm, cyd = world.crm, world.add("Cyd Dorn", "Harbour CRO")
    crm.playbooks.start("outreach", [ana])
    crm.playbooks.start("reconnect", [cyd])
    before = whole_store(crm)
    crm.merging.merge(crm.merging.plan(ana, cyd))
    assert [run.state for run in crm.playbooks.runs(ana)] == [RunState.OPEN, RunState.OPEN]
    assert {it.contact_id for it in crm._session.follow_ups.all()} == {ana}
    crm.history.undo()
    assert whole_store(crm) == before


def test_a_run_that_is_with_both_goes_on_with_the_one_who_is_left(world: World, ana: int, ben: int) -> None:
    crm = world.crm
    crm.playbooks.start("outreach", [ana], second=ben)
    before = whole_store(crm)
    crm.merging.merge(crm.merging.plan(ben, ana))
    assert crm._session.database.rows("SELECT contact_id, part FROM playbook_member") == [(ben, "first")]
    assert [it.split(" ", 1)[1] for it in world.steps()] == ["Ben Cole: Write to Ana Lima"]
    crm.history.undo()
    assert whole_store(crm) == before
