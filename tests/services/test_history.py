"""Undo and redo as people use them: the newest act, an older one alone, and when that is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.errors import NotFound, NothingToDo, UndoRefused
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.values import Done
from tests.conftest import TODAY
from tests.store.walk import Picture, picture


def _picture(crm: Crm) -> Picture:
    return picture(crm._session.database)


def _set(done: Done) -> int:
    assert done.change_set is not None
    return done.change_set


def _add(crm: Crm, name: str, *sites: str) -> tuple[int, int]:
    """Add somebody; return their id and the change set."""
    done = crm.contacts.add(Details(Name(name), positions=tuple(Position(site) for site in sites)))
    return done.contact_ids[0], _set(done)


def _refused(crm: Crm, change_set: int, later: int) -> str:
    """Hold that an act cannot be taken back alone because of a later one, and that nothing moved."""
    before = _picture(crm)
    with pytest.raises(UndoRefused) as refusal:
        crm.history.undo(change_set)
    assert _picture(crm) == before
    assert f"act {later} (“" in str(refusal.value)
    assert f"Take back act {later} first." in str(refusal.value)
    return str(refusal.value)


def test_an_empty_history_has_nothing_to_undo_and_nothing_to_redo(crm: Crm) -> None:
    with pytest.raises(NothingToDo, match="nothing to undo"):
        crm.history.undo()
    with pytest.raises(NothingToDo, match="nothing to redo"):
        crm.history.redo()
    assert crm.history.next_undo() is None
    assert crm.history.next_redo() is None
    assert crm.history.lines() == []


def test_undo_repeated_walks_back_and_redo_walks_forth(crm: Crm) -> None:
    pictures = [_picture(crm)]
    for name in ("Ana Lima", "Wei Zhang", "Kofi Mensah"):
        _add(crm, name)
        pictures.append(_picture(crm))
    for then in (2, 1, 0):
        crm.history.undo()
        assert _picture(crm) == pictures[then]
    for then in (1, 2, 3):
        crm.history.redo()
        assert _picture(crm) == pictures[then]


def test_undo_after_a_partial_redo_takes_back_what_was_redone(crm: Crm) -> None:
    for name in ("Ana Lima", "Wei Zhang", "Kofi Mensah"):
        _add(crm, name)
    full = _picture(crm)
    for _ in range(3):
        crm.history.undo()
    crm.history.redo()
    crm.history.redo()
    assert crm.history.undo().sentence == "Undone: add Wei Zhang."
    assert crm.history.redo().sentence == "Redone: add Wei Zhang."
    assert crm.history.redo().sentence == "Redone: add Kofi Mensah."
    assert _picture(crm) == full
    assert crm.history.next_redo() is None


def test_what_comes_next_is_named_before_it_is_done(crm: Crm) -> None:
    _add(crm, "Ana Lima")
    _add(crm, "Wei Zhang")
    crm.history.undo()
    undo, redo = crm.history.next_undo(), crm.history.next_redo()
    assert undo is not None
    assert redo is not None
    assert (undo.label, redo.label, redo.kind) == ("add Ana Lima", "add Wei Zhang", "act")


def test_a_new_act_ends_redo_for_good(crm: Crm) -> None:
    _add(crm, "Ana Lima")
    crm.history.undo()
    _add(crm, "Wei Zhang")
    with pytest.raises(NothingToDo):
        crm.history.redo()
    crm.history.undo()
    assert crm.history.redo().sentence == "Redone: add Wei Zhang."
    with pytest.raises(NothingToDo):
        crm.history.redo()


def test_an_act_that_changes_nothing_does_not_end_redo(crm: Crm) -> None:
    contact_id, _ = _add(crm, "Ana Lima")
    crm.contacts.star([contact_id], True)
    crm.history.undo()
    assert crm.contacts.star([contact_id], False).change_set is None
    assert crm.history.redo().sentence == "Redone: star Ana Lima."


def test_history_outlives_the_program(store_path: Path) -> None:
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        _add(crm, "Ana Lima")
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        crm.history.undo()
        assert crm.contacts.count() == 0
    with Crm.open(store_path, clock=Clock(TODAY)) as crm:
        crm.history.redo()
        assert crm.contacts.get(1).name == "Ana Lima"


def test_an_older_act_is_taken_back_alone_and_brought_back(crm: Crm) -> None:
    ana, _ = _add(crm, "Ana Lima")
    tagged = _set(crm.contacts.tag([ana], ["phase/2"]))
    crm.contacts.set_tier([ana], Tier.A)
    _add(crm, "Wei Zhang")
    before = _picture(crm)
    crm.history.undo(tagged)
    details = crm.contacts.get(ana).details
    assert (details.tags, details.tier, crm.contacts.count()) == ((), Tier.A, 2)
    crm.history.redo()
    assert _picture(crm) == before


def test_an_older_import_is_taken_back_alone(crm: Crm, tmp_path: Path) -> None:
    card = tmp_path / "cards.vcf"
    card.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mele Tui\r\nORG:Bay Oncology\r\nEND:VCARD\r\n")
    _add(crm, "Ana Lima")
    change_set = crm.imports.apply(crm.imports.plan([card])).change_set
    assert change_set is not None
    _add(crm, "Wei Zhang")
    crm.history.undo(change_set)
    assert sorted(crm.contacts.get(one).name for one in (1, 3)) == ["Ana Lima", "Wei Zhang"]
    assert crm._session.database.rows("SELECT * FROM organisation") == []


def test_the_same_act_is_not_taken_back_twice(crm: Crm) -> None:
    _, added = _add(crm, "Ana Lima")
    undone = _set(crm.history.undo(added))
    with pytest.raises(NothingToDo, match="taken back already"):
        crm.history.undo(added)
    with pytest.raises(NothingToDo, match="itself an undo"):
        crm.history.undo(undone)
    with pytest.raises(NotFound):
        crm.history.undo(99)


Build = Callable[[Crm, int], Done]


def _log(crm: Crm, contact_id: int) -> Done:
    return crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, TODAY))


def _promise(crm: Crm, contact_id: int) -> Done:
    return crm.follow_ups.add(FollowUpDraft(contact_id, "send my CV", date(2026, 12, 1)))


def _own_cadence(crm: Crm, contact_id: int) -> Done:
    return crm.cadences.set(CadenceScope.CONTACT, str(contact_id), parse_cadence("2 weeks"))


BUILT: list[Build] = [
    _log,
    _promise,
    _own_cadence,
    lambda crm, contact_id: crm.contacts.tag([contact_id], ["mentor"]),
    lambda crm, contact_id: crm.pauses.pause([contact_id], TODAY, TODAY),
    lambda crm, contact_id: crm.contacts.star([contact_id], True),
    lambda crm, contact_id: crm.contacts.edit(contact_id, replace(crm.contacts.get(contact_id).details, note="met")),
    lambda crm, contact_id: crm.contacts.delete([contact_id]),
]


@pytest.mark.parametrize("build", BUILT)
def test_adding_somebody_is_not_taken_back_under_what_was_done_with_them_since(crm: Crm, build: Build) -> None:
    ana, added = _add(crm, "Ana Lima")
    _add(crm, "Wei Zhang")
    later = _set(build(crm, ana))
    _refused(crm, added, later)
    crm.history.undo(later)
    crm.history.undo(added)
    assert crm.contacts.count() == 1


def test_the_refusal_names_the_newest_act_in_the_way_by_number_and_label(crm: Crm) -> None:
    ana, added = _add(crm, "Ana Lima")
    crm.contacts.star([ana], True)
    later = _set(crm.contacts.set_tier([ana], Tier.B))
    sentence = _refused(crm, added, later)
    assert sentence == (
        f"Act {added} (“add Ana Lima”) cannot be taken back alone: act {later} (“tier B for Ana Lima”)"
        f" built on it. Take back act {later} first."
    )


def test_a_later_act_that_was_undone_is_not_in_the_way(crm: Crm) -> None:
    ana, added = _add(crm, "Ana Lima")
    _log(crm, ana)
    crm.history.undo()
    crm.history.undo(added)
    assert crm.contacts.count() == 0


def test_a_later_act_that_was_redone_is_in_the_way_again(crm: Crm) -> None:
    ana, added = _add(crm, "Ana Lima")
    later = _set(_log(crm, ana))
    crm.history.undo()
    crm.history.redo()
    _refused(crm, added, later)


def test_the_maker_of_an_organisation_stays_while_others_work_there(crm: Crm) -> None:
    _, added = _add(crm, "Ana Lima", "St Mary's")
    _, later = _add(crm, "Wei Zhang", "St Mary's")
    _refused(crm, added, later)


def test_the_maker_of_an_organisation_stays_while_an_undo_would_need_it(crm: Crm) -> None:
    """Nobody works there now, but taking back the deletion brings a position back that names it."""
    _, added = _add(crm, "Ana Lima", "St Mary's")
    wei, second = _add(crm, "Wei Zhang", "St Mary's")
    deleted = _set(crm.contacts.delete([wei]))
    _refused(crm, added, deleted)
    for change_set in (deleted, second, added):
        crm.history.undo(change_set)
    assert not any(_picture(crm).values())


def test_an_act_is_not_taken_back_alone_where_it_would_bring_back_what_names_somebody_gone(crm: Crm) -> None:
    ana, _ = _add(crm, "Ana Lima")
    promised = _promise(crm, ana)
    dropped = _set(crm.follow_ups.delete(1))
    deleted = _set(crm.contacts.delete([ana]))
    _refused(crm, dropped, deleted)
    crm.history.undo(deleted)
    crm.history.undo(dropped)
    assert crm.follow_ups.get(1).title == "send my CV"
    assert promised.change_set is not None


@pytest.mark.parametrize(
    ("first", "gone", "again"),
    [
        (
            lambda crm: crm.contacts.tag([1], ["mentor"]),
            lambda crm: crm.contacts.tag([1], (), ["mentor"]),
            lambda crm: crm.contacts.tag([1], ["mentor"]),
        ),
        (
            lambda crm: crm.settings.set("daily-cap", "3"),
            lambda crm: crm.settings.set("daily-cap", "default"),
            lambda crm: crm.settings.set("daily-cap", "4"),
        ),
        (
            lambda crm: crm.cadences.set(CadenceScope.TIER, "A", parse_cadence("2 weeks")),
            lambda crm: crm.cadences.set(CadenceScope.TIER, "A", None),
            lambda crm: crm.cadences.set(CadenceScope.TIER, "A", parse_cadence("3 weeks")),
        ),
    ],
)
def test_what_can_stand_there_once_is_not_brought_back_beside_its_follower(
    crm: Crm, first: Callable[[Crm], Done], gone: Callable[[Crm], Done], again: Callable[[Crm], Done]
) -> None:
    _add(crm, "Ana Lima")
    first(crm)
    removed = _set(gone(crm))
    later = _set(again(crm))
    _refused(crm, removed, later)


def test_undo_gives_back_the_dates_and_its_reverse_too(crm: Crm) -> None:
    ana, _ = _add(crm, "Ana Lima")
    _own_cadence(crm, ana)
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, date(2026, 11, 2)))
    before = crm.contacts.view(ana).standing.next_check_in
    assert before == date(2026, 11, 16)
    _log(crm, ana)
    after = crm.contacts.view(ana).standing.next_check_in
    assert after == date(2026, 12, 7)
    crm.history.undo()
    assert crm.contacts.view(ana).standing.next_check_in == before
    crm.history.redo()
    assert crm.contacts.view(ana).standing.next_check_in == after


def test_two_programs_do_not_take_the_same_act_back_twice(store_path: Path) -> None:
    """Each looked before the other acted: the second one is told, and nothing moves."""
    with Crm.open(store_path, clock=Clock(TODAY)) as one, Crm.open(store_path, clock=Clock(TODAY)) as other:
        _add(one, "Ana Lima")
        found = one._session.journal.next_undo()
        assert found is not None
        other.history.undo()
        one._session.journal.next_undo = lambda: found  # type: ignore[method-assign]
        with pytest.raises(NothingToDo, match="taken back already"):
            one.history.undo()
        assert one.contacts.count() == 0


def test_lines_tell_what_was_done_newest_first(crm: Crm) -> None:
    _add(crm, "Ana Lima")
    _add(crm, "Wei Zhang")
    crm.history.undo()
    told = [(line.kind, line.label, line.undone, line.changes > 0) for line in crm.history.lines(2)]
    assert told == [("undo", "add Wei Zhang", False, True), ("act", "add Wei Zhang", True, True)]
