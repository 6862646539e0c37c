"""Logging what does an item."""

from __future__ import annotations

from datetime import date

from netcrm.domain.days import long_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_text
from netcrm.errors import DateProblem, UsageProblem
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import next_check_in, what_happened


def refuse_future(on: date, today: date) -> None:
    """Raise `DateProblem` where something is said to have happened after today."""
    if on > today:
        raise DateProblem(f"{long_day(on, today)} is after today. Plan a follow-up for that day instead.")


def refuse_without_touch(channel: Channel | None) -> None:
    """Raise `UsageProblem` where a check-in is said to be done by what is no contact."""
    if channel is not None and not channel.is_touch:
        raise UsageProblem(
            f"{what_happened(channel).capitalize()} is no contact, so it does no check-in. Keep it with `netcrm log WHO"
            f" {channel.value}`."
        )


def log_for(
    session: Session,
    contact_id: int,
    name: str,
    channel: Channel | None,
    summary: str,
    on: date,
    direction: Direction | None = None,
) -> Done:
    """Log an interaction that does an item; without a channel the one of the latest touch, else an email."""
    refuse_future(on, session.today)
    if channel is None:
        latest = [one.channel for one in session.interactions.of_contact(contact_id, 10) if one.channel.is_touch]
        channel = latest[0] if latest else Channel.EMAIL
    before = session.next_dates([contact_id])
    with session.act(f"log {what_happened(channel)} with {name}") as act:
        session.interactions.insert(
            Interaction(
                0, "", on, channel, direction or channel.usual_direction, clean_text(summary).strip(), (contact_id,)
            )
        )
    effects = session.effects(before, session.next_dates([contact_id]))
    how = " from" if direction is Direction.INCOMING else " with"
    when = "" if on == session.today else f" on {long_day(on, session.today)}"
    sentence = f"Logged {what_happened(channel)}{how} {name}{when}." + next_check_in(effects, session.today)
    return Done(act.kept, sentence, (contact_id,), effects)
