"""What each act would do is said in few words, with its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from netcrm.domain.interaction import Channel
from netcrm.services.acting import ItemPreview
from netcrm.services.item_acts import ManyPreview
from netcrm.tui.act_words import acts_on_many, acts_on_one
from netcrm.tui.actions import BY_ID, key_label
from tests.tui.conftest import TODAY

CHECK_IN = ItemPreview(
    key="c1",
    title="Check in with Ana Lima",
    contact_id=1,
    next_if_done=date(2026, 12, 7),
    next_if_skipped=date(2026, 12, 7),
    can_skip=True,
    next_if_snoozed=date(2026, 11, 30),
    logs=Channel.EMAIL,
)
MANY = ManyPreview(
    count=5,
    names=("A", "B", "C", "D", "E"),
    can_skip=5,
    first_if_done=date(2026, 12, 2),
    last_if_done=date(2027, 3, 3),
    first_if_skipped=date(2026, 12, 2),
    last_if_skipped=date(2026, 12, 2),
    next_if_snoozed=date(2026, 11, 30),
)


def key_of(action_id: str) -> str:
    return key_label(BY_ID[action_id].key)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "d done: logs an email, next Mon 7 Dec  s back Mon 30 Nov  S skip: same"),
        (
            {"next_if_skipped": date(2027, 1, 4)},
            "d done: logs an email, next Mon 7 Dec  s back Mon 30 Nov  S skip: next Mon 4 Jan 2027",
        ),
        ({"next_if_done": None, "next_if_skipped": None, "can_skip": False}, "d done: logs an email"),
        (
            {"key": "f1", "logs": None, "next_if_done": None, "next_if_skipped": None, "can_skip": False},
            "d done  s back Mon 30 Nov  x drop",
        ),
        (
            {"key": "f1", "logs": None},
            "d done: next Mon 7 Dec  s back Mon 30 Nov  S skip: same  x drop",
        ),
        ({"key": "a1"}, "d answered  l write again  x let it rest"),
        ({"key": "b1", "can_skip": False}, "d done: logs an email, next Mon 7 Dec"),
    ],
)
def test_the_acts_on_one_item(change: dict[str, object], words: str) -> None:
    assert acts_on_one(replace(CHECK_IN, **change), TODAY, key_of) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "d done: next 2 Dec to 3 Mar 2027  s back Mon 30 Nov  S skip: next 2 Dec"),
        ({"can_skip": 4}, "d done: next 2 Dec to 3 Mar 2027  s back Mon 30 Nov  S skip: 4 can be skipped"),
        (
            {"can_skip": 0, "first_if_done": None, "last_if_done": None},
            "d done  s back Mon 30 Nov  S skip: none",
        ),
        ({"first_if_skipped": None}, "d done: next 2 Dec to 3 Mar 2027  s back Mon 30 Nov  S skip"),
    ],
)
def test_the_acts_on_many_items(change: dict[str, object], words: str) -> None:
    assert acts_on_many(replace(MANY, **change), TODAY, key_of) == words  # type: ignore[arg-type]
