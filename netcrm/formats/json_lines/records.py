"""The lines of interactions, follow-ups and organisations; others script against them, as against those of people."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Interaction
from netcrm.domain.organisation import Organisation
from netcrm.formats.json_lines.encoding import encoded_line, shown_day
from netcrm.formats.json_lines.people import WholeSource, whole_sources


def interaction_line(interaction: Interaction) -> bytes:
    """Return the line of an interaction; `counts` is null where the channel decides."""
    return encoded_line(
        "interaction",
        {
            "id": interaction.id,
            "uid": interaction.uid,
            "happened_on": interaction.happened_on.isoformat(),
            "channel": interaction.channel.value,
            "direction": interaction.direction.value,
            "summary": interaction.summary,
            "participants": list(interaction.participants),
            "counts": interaction.counts,
        },
    )


def follow_up_line(follow_up: FollowUp) -> bytes:
    """Return the line of a follow-up."""
    return encoded_line(
        "follow-up",
        {
            "id": follow_up.id,
            "uid": follow_up.uid,
            "contact": follow_up.contact_id,
            "title": follow_up.title,
            "due_on": follow_up.due_on.isoformat(),
            "due_at": follow_up.due_at.isoformat() if follow_up.due_at else None,
            "owner": follow_up.owner.value,
            "state": follow_up.state.value,
            "snoozed_until": shown_day(follow_up.snoozed_until),
            "made_on": shown_day(follow_up.made_on),
            "closed_on": shown_day(follow_up.closed_on),
            "reason": follow_up.reason,
            "every": str(follow_up.recurrence.interval) if follow_up.recurrence else None,
            "counts_from": follow_up.recurrence.counts_from.value if follow_up.recurrence else None,
            "first_on": shown_day(follow_up.recurrence.first_on) if follow_up.recurrence else None,
            "occurrence": follow_up.recurrence.occurrence if follow_up.recurrence else None,
            "run": follow_up.run_id,
            "step": follow_up.step,
        },
    )


def organisation_line(organisation: Organisation, sources: Sequence[WholeSource] | None = None) -> bytes:
    """Return the line of an organisation, in a whole store with its sources."""
    content = {
        "id": organisation.id,
        "uid": organisation.uid,
        "name": organisation.name,
        "kind": organisation.kind.value if organisation.kind else None,
        "site_number": organisation.site_number,
        "city": organisation.city,
        "country": organisation.country,
        "note": organisation.note,
    }
    return encoded_line("organisation", content if sources is None else {**content, "sources": whole_sources(sources)})
