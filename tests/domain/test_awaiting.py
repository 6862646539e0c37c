from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.awaiting import Rested, awaiting_asks_on, awaiting_since
from netcrm.domain.interaction import Direction as To
from netcrm.domain.interaction import Interaction, parse_channel
from netcrm.domain.interval import parse_interval
from netcrm.domain.workdays import Workdays

D = date.fromisoformat


def exchanges(story: str) -> list[Interaction]:
    """Read `2026-11-03 email outgoing; 2026-11-04 call both`; a `no` at the end does not count, a `yes` does."""
    found = []
    for number, line in enumerate(story.split("; ") if story else [], start=1):
        day, slug, direction, *counts = line.split()
        channel = parse_channel(slug)
        assert channel
        flag = counts[0] == "yes" if counts else None
        found.append(Interaction(number, f"i{number}", D(day), channel, To(direction), counts=flag))
    return found


@pytest.mark.parametrize(
    ("story", "since"),
    [
        ("", None),
        ("2026-11-03 email outgoing", "2026-11-03"),
        ("2026-11-03 message outgoing", "2026-11-03"),
        ("2026-11-03 letter outgoing", "2026-11-03"),
        ("2026-11-03 call outgoing", None),
        ("2026-11-03 email incoming", None),
        ("2026-11-03 email outgoing; 2026-11-04 email incoming", None),
        ("2026-11-03 email outgoing; 2026-11-04 call both", None),
        ("2026-11-03 email outgoing; 2026-11-04 reaction incoming", None),
        ("2026-11-03 email outgoing; 2026-11-04 no-show both", "2026-11-03"),
        ("2026-11-03 email outgoing; 2026-11-04 note outgoing", "2026-11-03"),
        ("2026-11-03 email outgoing; 2026-11-04 call outgoing", "2026-11-03"),
        ("2026-11-03 email outgoing; 2026-11-17 email outgoing", "2026-11-17"),
        ("2026-11-03 email incoming; 2026-11-03 email outgoing", "2026-11-03"),
        ("2026-11-03 email outgoing; 2026-11-03 email incoming", None),
        ("2026-11-03 email outgoing no", None),
    ],
)
def test_a_written_message_waits_until_something_comes_in(story: str, since: str | None) -> None:
    assert awaiting_since(exchanges(story)) == (D(since) if since else None)


@pytest.mark.parametrize(
    ("rested_on", "since"),
    [("2026-11-03", None), ("2026-11-10", None), ("2026-11-02", "2026-11-03")],
)
def test_what_was_let_rest_no_longer_waits_but_a_later_message_does(rested_on: str, since: str | None) -> None:
    story = exchanges("2026-11-03 email outgoing")
    assert awaiting_since(story, rested=Rested(D(rested_on))) == (D(since) if since else None)


def test_a_message_written_after_the_question_was_let_rest_waits_on_the_same_day_too() -> None:
    story = exchanges("2026-11-03 email outgoing; 2026-11-20 email outgoing")
    assert awaiting_since(story[:1], rested=Rested(D("2026-11-20"), up_to=1)) is None
    assert awaiting_since(story, rested=Rested(D("2026-11-20"), up_to=1)) == D("2026-11-20")


@pytest.mark.parametrize(
    ("since", "wait", "asks_on"),
    [
        ("2026-11-13", "10 business days", "2026-11-30"),
        ("2026-11-02", "10 business days", "2026-11-16"),
        ("2026-11-07", "1 week", "2026-11-16"),
        ("2026-11-19", "1 week", "2026-11-27"),
    ],
)
def test_the_agenda_asks_after_the_wait_on_a_working_day(since: str, wait: str, asks_on: str) -> None:
    workdays = Workdays({D("2026-11-26"): "Thanksgiving in the US"})
    assert awaiting_asks_on(D(since), workdays, parse_interval(wait)) == D(asks_on)
