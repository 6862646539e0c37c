"""An event as somebody types it, to one that can be written."""

from __future__ import annotations

from netcrm.domain.events.event import Event, refuse_days
from netcrm.domain.text import clean_line, clean_text, fold
from netcrm.errors import UsageProblem
from netcrm.services.events.values import EventDraft


def event_of(draft: EventDraft) -> Event:
    """Return the event that a draft describes, not written yet.

    Raises:
        UsageProblem: it has no name.
        DateProblem: it ends before it begins.
        NotFound: there is no such time zone.
    """
    name, zone = clean_line(draft.name), clean_line(draft.time_zone)
    if not fold(name):
        raise UsageProblem("An event needs a name, such as SOCRA 2026.")
    if zone:
        from netcrm.domain.zones import zone_named

        zone = str(zone_named(zone))
    ends_on = draft.ends_on or draft.starts_on
    refuse_days(name, draft.starts_on, ends_on)
    return Event(
        id=0,
        uid="",
        name=name,
        kind=draft.kind,
        starts_on=draft.starts_on,
        ends_on=ends_on,
        time_zone=zone,
        place=clean_line(draft.place),
        link=clean_line(draft.link),
        note=clean_text(draft.note).strip(),
    )
