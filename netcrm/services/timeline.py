"""A contact's timeline: interactions, follow-ups and acts of following up, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.days import short_day
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.services.session import Session

CHANNEL_LABELS = {
    Channel.EMAIL: "Email",
    Channel.CALL: "Call",
    Channel.VIDEO: "Video call",
    Channel.MEETING: "Meeting",
    Channel.COFFEE: "Coffee",
    Channel.INTERVIEW: "Informational interview",
    Channel.CONFERENCE: "Conference",
    Channel.SITE_VISIT: "Site visit",
    Channel.MESSAGE: "Message",
    Channel.LETTER: "Letter",
    Channel.INTRODUCTION: "Introduction",
    Channel.REACTION: "Reaction",
    Channel.NO_SHOW: "No-show",
    Channel.NOTE: "Note",
}


class TimelineKind(StrEnum):
    """What a line of a timeline tells of."""

    INTERACTION = "interaction"
    FOLLOW_UP = "follow-up"
    SKIP = "skip"
    SNOOZE = "snooze"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a contact's timeline, newest first."""

    on: date
    kind: TimelineKind
    id: int
    title: str
    """`Call, outgoing`, `Promised`, `Skipped`, `Snoozed until 3 Mar`."""
    words: str
    counts: bool


def timeline(session: Session, contact_id: int, limit: int, offset: int) -> list[TimelineEntry]:
    """Return `limit` lines of a contact's timeline after the first `offset`."""
    entries = [_of_interaction(one) for one in session.interactions.of_contact(contact_id, limit + offset)]
    entries += [_of_follow_up(one) for one in session.follow_ups.of_contact(contact_id)]
    today = session.today
    for day, table, row_id, reason, other in session.following_up.history(contact_id):
        words = {
            "skip": "Skipped" + (f", was due {short_day(other, today)}" if other else ""),
            "snooze": "Snoozed" + (f" until {short_day(other, today)}" if other else ""),
            "rest": "Let the unanswered message rest",
            "pause": "Paused" + (f" until {short_day(other, today)}" if other else ""),
        }[table]
        kind = TimelineKind.SKIP if table == "rest" else TimelineKind(table)
        entries.append(TimelineEntry(day, kind, row_id, words, reason, counts=False))
    entries.sort(key=lambda entry: (entry.on, entry.kind is TimelineKind.INTERACTION, entry.id), reverse=True)
    return entries[offset : offset + limit]


def _of_interaction(interaction: Interaction) -> TimelineEntry:
    title = CHANNEL_LABELS[interaction.channel]
    if interaction.direction is not Direction.BOTH:
        title += f", {interaction.direction.value}"
    others = len(interaction.participants) - 1
    if others:
        title += f", with {others} more"
    return TimelineEntry(
        interaction.happened_on,
        TimelineKind.INTERACTION,
        interaction.id,
        title,
        interaction.summary,
        counts=interaction.is_touch,
    )


def _of_follow_up(follow_up: FollowUp) -> TimelineEntry:
    promised = "They promised" if follow_up.owner is Owner.THEIRS else "Promised"
    title = {
        FollowUpState.OPEN: f"{promised} for {follow_up.due_on.isoformat()}",
        FollowUpState.DONE: "Done",
        FollowUpState.DROPPED: f"Dropped: {follow_up.reason}",
    }[follow_up.state]
    on = follow_up.closed_on or follow_up.made_on or follow_up.due_on
    return TimelineEntry(on, TimelineKind.FOLLOW_UP, follow_up.id, title, follow_up.title, counts=False)
