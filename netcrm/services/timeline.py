"""A contact's timeline: what happened, what was promised, and every act of following up with its reason.

Whoever reads it sees why nothing was asked: what was skipped, snoozed, paused (for this person, where they work, or for
everybody), let rest, put away, or held by a playbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from netcrm.domain.contact import State
from netcrm.domain.days import short_day
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.services.session import Session
from netcrm.store.timeline import TimelineRepository, Told

if TYPE_CHECKING:
    from netcrm.services.playbooks.values import RunView

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
    REST = "rest"
    PAUSE = "pause"
    PLAYBOOK_STARTED = "playbook-started"
    PLAYBOOK_ENDED = "playbook-ended"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a contact's timeline, newest first."""

    on: date
    kind: TimelineKind
    id: int
    """Of the thing told of; kind and id together are found once in a timeline."""
    title: str
    """`Call, outgoing`, `Promised for 3 Mar`, `Skipped, was due 3 Mar`, `Everybody paused until 3 Mar`."""
    words: str
    """What was said or promised, or why it was done."""
    counts: bool
    """Whether it is a touch."""
    state: FollowUpState | None = None
    """Where a promise stands; None for what is no promise."""


_STATES = {
    State.ARCHIVED: "Archived",
    State.DO_NOT_CONTACT: "Not to be contacted from here on",
    State.LEFT_FIELD: "Left the field",
    State.DECEASED: "Deceased",
}


def timeline(session: Session, contact_id: int, limit: int, offset: int) -> list[TimelineEntry]:
    """Return `limit` lines of a contact's timeline after the first `offset`."""
    page = TimelineRepository(session.database).page(contact_id, limit, offset)
    tables = {told.table for told in page}
    interactions: dict[int, Interaction] = {}
    if "interaction" in tables:
        ids = [told.id for told in page if told.table == "interaction"]
        interactions = {one.id: one for one in session.interactions.load(ids)}
    follow_ups: dict[int, FollowUp] = {}
    if "follow-up" in tables:
        follow_ups = {one.id: one for one in session.follow_ups.of_contact(contact_id)}
    runs: dict[int, RunView] = {}
    if not tables.isdisjoint(("started", "ended")) or any(one.run_id for one in follow_ups.values()):
        runs = {run.run_id: run for run in runs_of(session, contact_id)}
    entries = []
    for told in page:
        if told.table == "interaction":
            entries.append(_of_interaction(interactions[told.id]))
        elif told.table == "follow-up":
            entries.append(_of_follow_up(told.on, follow_ups[told.id], runs, session.today))
        elif told.table in ("started", "ended"):
            entries.append(_of_run(told, runs[told.id]))
        else:
            entries.append(_of_act(told, session.today))
    return entries


def runs_of(session: Session, contact_id: int) -> tuple[RunView, ...]:
    """Return the playbooks that were started with somebody; the playbooks are loaded only where there are any."""
    if not TimelineRepository(session.database).has_runs(contact_id):
        return ()
    from netcrm.services.playbooks.service import PlaybookService

    return tuple(PlaybookService(session).runs(contact_id))


def _of_act(told: Told, today: date) -> TimelineEntry:
    """Return the line of a skip, snooze, rest, pause or state."""
    other = short_day(told.other, today) if told.other else ""
    match told.table:
        case "skip":
            kind, title = TimelineKind.SKIP, "Skipped" + (f", was due {other}" if other else "")
        case "snooze":
            kind, title = TimelineKind.SNOOZE, f"Snoozed until {other}"
        case "rest":
            kind, title = TimelineKind.REST, "Let the unanswered message rest"
        case "pause":
            whose = f"{told.name[:1].upper()}{told.name[1:]} paused" if told.name else "Paused"
            kind, title = TimelineKind.PAUSE, f"{whose} until {other}"
        case _:
            kind, title = TimelineKind.STATE, _STATES[State(told.name)]
    return TimelineEntry(told.on, kind, told.id, title, told.reason, counts=False)


def _of_run(told: Told, run: RunView) -> TimelineEntry:
    if told.table == "ended":
        return TimelineEntry(
            told.on, TimelineKind.PLAYBOOK_ENDED, run.run_id, f"{run.title} ended", run.ended_why, counts=False
        )
    words = f"with {', '.join(run.with_names)}" if len(run.with_names) > 1 else ""
    return TimelineEntry(
        told.on, TimelineKind.PLAYBOOK_STARTED, run.run_id, f"{run.title} started", words, counts=False
    )


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


def _of_follow_up(on: date, follow_up: FollowUp, runs: dict[int, RunView], today: date) -> TimelineEntry:
    promised = "They promised" if follow_up.owner is Owner.THEIRS else "Promised"
    due = short_day(follow_up.due_on, today)
    because = f" ({follow_up.reason})" if follow_up.reason else ""
    parts = [
        {
            FollowUpState.OPEN: f"{promised} for {due}",
            FollowUpState.DONE: "Done",
            FollowUpState.SKIPPED: f"Skipped this time{because}",
            FollowUpState.DROPPED: f"Dropped{because}",
        }[follow_up.state]
    ]
    if follow_up.state is not FollowUpState.OPEN and follow_up.due_on != on:
        parts.append(f"{promised.lower()} for {due}")
    if follow_up.snoozed_until:
        parts.append(f"snoozed until {short_day(follow_up.snoozed_until, today)}")
    if follow_up.recurrence:
        parts.append(follow_up.recurrence.describe_from(today))
    if follow_up.run_id in runs:
        parts.append(runs[follow_up.run_id].title)
    title, words = ", ".join(parts), follow_up.title
    return TimelineEntry(on, TimelineKind.FOLLOW_UP, follow_up.id, title, words, counts=False, state=follow_up.state)
