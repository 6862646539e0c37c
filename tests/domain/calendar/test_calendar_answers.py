"""What others did to an item of a calendar: a table of what programs and people write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from netcrm.domain.calendar.answers import Answer, SeenItem, answer_to
from netcrm.domain.calendar.items import Form

SENT = SeenItem(
    uid="followup-7@netcrm",
    form=Form.TODO,
    summary="Send CV – Ana Lima (PI)",
    description=("Ana Lima: Principal investigator", "Why: promised for 1 Dec 2026"),
    on=date(2026, 12, 1),
)
EVENT = replace(SENT, form=Form.EVENT, summary="Check in with Ana Lima (PI)")
THREE = datetime(2026, 12, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, Answer()),
        ({"is_completed": True}, Answer(is_done=True)),
        ({"is_completed": True, "completed_on": date(2026, 11, 30)}, Answer(is_done=True, done_on=date(2026, 11, 30))),
        ({"is_cancelled": True}, Answer(is_dropped=True)),
        ({"is_cancelled": True, "is_completed": True}, Answer(is_done=True)),
        ({"on": date(2026, 12, 8)}, Answer(moved_to=date(2026, 12, 8))),
        ({"at": THREE}, Answer(moved_to=date(2026, 12, 1), moved_at=THREE)),
        ({"on": None}, Answer()),
        ({"place": "Room 4"}, Answer()),
        ({"description": SENT.description[:1]}, Answer()),
        ({"description": (*SENT.description, "", "She wants it by noon")}, Answer(words="She wants it by noon")),
        ({"description": ("Bring the poster", *SENT.description)}, Answer(words="Bring the poster")),
        ({"description": tuple(f"  {line} " for line in SENT.description)}, Answer()),
        ({"description": (" ".join(SENT.description),)}, Answer()),
        ({"description": tuple(" ".join(SENT.description).split())}, Answer()),
        ({"description": ("<p>" + "<br>".join(SENT.description) + "</p>",)}, Answer()),
        (
            {"description": ("<b>" + "<br/>".join((*SENT.description, "tea &amp; poster")) + "</b>",)},
            Answer(words="tea & poster"),
        ),
        ({"description": (*SENT.description, "Ana")}, Answer(words="Ana")),
        ({"description": (*SENT.description, "a < b > c")}, Answer(words="a < b > c")),
        ({"summary": "Send the long CV – Ana Lima (PI)"}, Answer(title="Send the long CV – Ana Lima (PI)")),
        ({"summary": "Send  CV –  Ana Lima (PI)"}, Answer()),
    ],
)
def test_what_was_done_to_an_item_is_told_from_how_it_was_sent(change: dict[str, Any], answer: Answer) -> None:
    assert answer_to(SENT, replace(SENT, **change)) == answer
    assert answer.is_nothing == (answer == Answer())


@pytest.mark.parametrize(
    "ticked",
    [
        "✓ {}", "✔️ {}", "☑ {}", "✅{}", "[x] {}", "[X] {}", "(x) {}", "x {}", "X {}", "done: {}", "Done - {}",
        "DONE! {}",
         "erledigt: {}", "{} ✓", "{} ✅", "{} [x]", "{} - done", "{} (done)",
    ],
)  # fmt: skip
def test_an_event_is_ticked_off_by_its_summary(ticked: str) -> None:
    seen = replace(EVENT, summary=ticked.format(EVENT.summary))
    assert answer_to(EVENT, seen) == Answer(is_done=True)


@pytest.mark.parametrize(
    "summary",
    [
        "Xenia called",
        "Check in with Ana Lima (PI) at noon",
        "Not done with Ana",
        "Done deal with Ana",
        "abandoned",
        "Ask",
    ],
)
def test_other_words_of_a_summary_tick_nothing_off(summary: str) -> None:
    assert answer_to(EVENT, replace(EVENT, summary=summary)) == Answer(title=summary)


def test_words_beside_a_tick_are_kept() -> None:
    seen = replace(EVENT, summary="✓ Ana: sent the synopsis")
    assert answer_to(EVENT, seen) == Answer(is_done=True, title="Ana: sent the synopsis")


@pytest.mark.parametrize("summary", ["x-ray results – Ana", "[x] boxes – Ana", "Done list – Ana"])
def test_what_was_sent_with_a_tick_was_not_ticked_off_by_anybody(summary: str) -> None:
    sent = replace(SENT, summary=summary)
    assert answer_to(sent, sent) == Answer()
    assert not answer_to(sent, replace(sent, summary=f"{summary} soon")).is_done


def test_a_completed_item_that_was_sent_so_says_nothing_new() -> None:
    sent = replace(SENT, is_completed=True, is_cancelled=True)
    assert answer_to(sent, sent) == Answer()
