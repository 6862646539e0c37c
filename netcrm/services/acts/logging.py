"""What does an item is logged: which interaction that is, and how the sentence says it."""

from __future__ import annotations

from datetime import date

from netcrm.domain.days import long_day, on_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_text
from netcrm.errors import DateProblem, UsageProblem
from netcrm.services.acting import Part, Said
from netcrm.services.session import Session
from netcrm.services.words import what_happened

_READ_BACK = 10
"""How many of somebody's latest interactions are read to find the channel of the latest touch."""
_OWN_CHANNELS = (Channel.EMAIL, Channel.MESSAGE, Channel.LETTER, Channel.CALL)
"""Ways in which an answer comes by itself; an answer to anything else is taken for an email."""


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


def usual_channel(session: Session, contact_id: int) -> Channel:
    """Return the channel of the latest touch, else an email: what is logged where none is named."""
    latest = session.interactions.of_contact(contact_id, _READ_BACK)
    return next((one.channel for one in latest if one.channel.is_touch), Channel.EMAIL)


def answer_channel(session: Session, contact_id: int, on: date) -> Channel | None:
    """Return how an answer came that is awaited from somebody on a day: as what it answers; None where none is."""
    since = session.kept(contact_id).awaiting_since
    if since is None or since > on:
        return None
    latest = session.interactions.of_contact(contact_id, _READ_BACK)
    wrote = next((one.channel for one in latest if one.direction is Direction.OUTGOING), Channel.EMAIL)
    return wrote if wrote in _OWN_CHANNELS else Channel.EMAIL


def logging_part(
    session: Session,
    contact_id: int,
    name: str,
    channel: Channel | None,
    summary: str,
    on: date | None,
    direction: Direction | None = None,
) -> Part:
    """Plan to log what does an item; without a channel by that of the latest touch, else an email; without a day
    today.

    Raises:
        DateProblem: the day is after today.
    """
    on = on or session.today
    refuse_future(on, session.today)
    if channel is None:
        channel = usual_channel(session, contact_id)
    how = "from" if direction is Direction.INCOMING else "with"
    when = on_day(on, session.today)
    what = what_happened(channel)
    return Part(
        title=name,
        contact_id=contact_id,
        label=f"log {what} {how} {name}",
        said=Said(f"Logged {what} {how}", f"{when}.", before_many=f"Logged {what} each {how}", tells_log=True),
        interaction=Interaction(
            0, "", on, channel, direction or channel.usual_direction, clean_text(summary).strip(), (contact_id,)
        ),
        moves_check_in=True,
    )
