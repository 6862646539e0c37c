from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.calendar.items import (
    CalendarItem,
    CalendarKind,
    check_in_uid,
    follow_up_uid,
    item_from_text,
    item_text,
)
from netcrm.domain.calendar.ledger import Advance, EntryState, LedgerEntry, advance

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ITEM = CalendarItem("checkin-7-new@netcrm", CalendarKind.CHECK_IN, "Check in with Ana Lima", date(2026, 12, 1))
OTHER = CalendarItem(
    uid="followup-9@netcrm",
    kind=CalendarKind.FOLLOW_UP,
    summary="Send the “signed” form\nto Oyelaran Adébáyò",
    on=date(2026, 12, 4),
    at=datetime(2026, 12, 4, 14, 30, tzinfo=UTC),
    description=("Who", "Why: promised for 4 Dec 2026"),
    url="mailto:oye@example.org",
    categories=("Research nurse", "area/oncology"),
    alarm=False,
)


def kept(ledger: dict[str, LedgerEntry], step: Advance) -> dict[str, LedgerEntry]:
    after = {**ledger, **{entry.uid: entry for entry in step.changed}}
    return {uid: entry for uid, entry in after.items() if uid not in step.forgotten}


def export(
    ledger: dict[str, LedgerEntry], *items: CalendarItem, days_on: int = 0
) -> tuple[Advance, dict[str, LedgerEntry]]:
    later = timedelta(days=days_on)
    step = advance(ledger, items, now=NOON + later, today=DAY + later)
    return step, kept(ledger, step)


@pytest.mark.parametrize(
    ("anchor", "uid"),
    [
        ("2026-11-03", "checkin-3f2a-20261103@netcrm"),
        ("0999-01-02", "checkin-3f2a-09990102@netcrm"),
        (None, "checkin-3f2a-new@netcrm"),
    ],
)
def test_a_check_in_is_one_occurrence_of_a_contact_and_an_anchor(anchor: str | None, uid: str) -> None:
    assert check_in_uid("3f2a", date.fromisoformat(anchor) if anchor else None) == uid


def test_a_follow_up_has_its_own_uid() -> None:
    assert follow_up_uid("77-aa") == "followup-77-aa@netcrm"


@pytest.mark.parametrize("item", [ITEM, OTHER])
def test_an_item_as_text_is_read_back_equal(item: CalendarItem) -> None:
    assert item_from_text(item_text(item)) == item


def test_one_moment_in_two_time_zones_is_one_content() -> None:
    assert OTHER.at is not None
    moved = replace(OTHER, at=OTHER.at.astimezone(timezone(timedelta(hours=-5))))
    _, ledger = export({}, OTHER)
    assert export(ledger, moved)[0].changed == ()


def test_a_new_item_begins_at_sequence_0_with_the_stamp_of_now() -> None:
    step, ledger = export({}, ITEM)
    (entry,) = step.entries
    assert (entry.item, entry.sequence, entry.changed_at, entry.state) == (ITEM, 0, NOON, EntryState.CONFIRMED)
    assert ledger[ITEM.uid].ended_on is None


def test_an_unchanged_item_keeps_its_sequence_and_its_stamp() -> None:
    _, ledger = export({}, ITEM)
    step, _ = export(ledger, ITEM, days_on=5)
    assert (step.entries[0].sequence, step.entries[0].changed_at, step.changed) == (0, NOON, ())


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "Check in with Ana Lima (PI)"},
        {"on": date(2026, 12, 2)},
        {"at": NOON},
        {"description": ("Why: every 2 weeks",)},
        {"url": "https://example.org"},
        {"categories": ("area",)},
        {"alarm": False},
    ],
)
def test_whatever_changes_in_an_item_raises_its_sequence_and_renews_its_stamp(change: dict[str, object]) -> None:
    _, ledger = export({}, ITEM)
    step, _ = export(ledger, replace(ITEM, **change), days_on=1)  # type: ignore[arg-type]
    assert (step.entries[0].sequence, step.entries[0].changed_at) == (1, NOON + timedelta(days=1))


@pytest.mark.parametrize(("days_on", "is_sent"), [(0, True), (1, True), (89, True), (90, False), (400, False)])
def test_what_went_away_is_sent_as_cancelled_for_90_days(days_on: int, is_sent: bool) -> None:
    _, ledger = export({}, OTHER)
    gone, ledger = export(ledger)
    assert gone.ended == 1
    step, ledger = export(ledger, days_on=days_on)
    if is_sent:
        (entry,) = step.entries
        assert (entry.item, entry.sequence, entry.changed_at) == (OTHER, 1, NOON)
        assert entry.state is EntryState.CANCELLED
        assert step.changed == ()
    else:
        assert (step.entries, step.forgotten, ledger) == ((), (OTHER.uid,), {})


def test_what_went_away_long_before_the_next_export_is_still_cancelled_there() -> None:
    _, ledger = export({}, ITEM)
    step, ledger = export(ledger, days_on=300)
    assert step.ended == 1
    assert ledger[ITEM.uid].ended_on == DAY + timedelta(days=300)


def test_a_cancelled_item_that_comes_back_is_confirmed_with_a_higher_sequence() -> None:
    _, ledger = export({}, ITEM)
    _, ledger = export(ledger, days_on=1)
    step, ledger = export(ledger, ITEM, days_on=2)
    assert (step.entries[0].sequence, step.entries[0].state) == (2, EntryState.CONFIRMED)
    assert ledger[ITEM.uid].ended_on is None


def test_what_stands_elsewhere_is_neither_sent_nor_cancelled() -> None:
    _, ledger = export({}, ITEM, OTHER)
    step = advance(ledger, [ITEM], now=NOON, today=DAY, elsewhere={OTHER.uid})
    assert [entry.item for entry in step.entries] == [ITEM]
    assert (step.changed, step.forgotten) == ((), ())


def test_items_keep_their_order_and_ended_ones_follow_by_uid() -> None:
    gone = [replace(ITEM, uid=f"checkin-{letter}-new@netcrm") for letter in "cab"]
    _, ledger = export({}, *gone)
    step, _ = export(ledger, OTHER, ITEM)
    assert [entry.item.uid for entry in step.entries] == [OTHER.uid, ITEM.uid, *sorted(item.uid for item in gone)]


def test_an_item_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        advance({}, [ITEM, replace(ITEM, summary="Once more")], now=NOON, today=DAY)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        advance({}, [ITEM], now=NOON.replace(tzinfo=None), today=DAY)


_SNAPSHOTS = st.lists(
    st.tuples(st.integers(0, 60), st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)), max_size=12
)


@given(_SNAPSHOTS)
@settings(max_examples=60)
def test_over_any_history_a_sequence_never_falls_and_each_change_raises_it_by_one(
    history: list[tuple[int, dict[str, int]]],
) -> None:
    ledger: dict[str, LedgerEntry] = {}
    day = 0
    for days, content in history:
        day += days
        items = [replace(ITEM, uid=uid, summary=f"Version {version}") for uid, version in content.items()]
        step, after = export(ledger, *items, days_on=day)
        for entry in step.entries:
            known = ledger.get(entry.item.uid)
            raised = entry.sequence - known.sequence if known else entry.sequence
            is_changed = any(changed.uid == entry.item.uid for changed in step.changed)
            assert raised == (1 if known and is_changed else 0)
            assert (entry.changed_at == NOON + timedelta(days=day)) or not is_changed
        again, unchanged = export(after, *items, days_on=day)
        assert (again.entries, unchanged, again.changed) == (step.entries, after, ())
        ledger = after
