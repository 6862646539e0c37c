"""JSON lines: one object a line, each with its `type`. Others script against it: keys may be added, never changed.

Dates are `YYYY-MM-DD`, moments ISO 8601 with their offset; unknown dates are null, unknown texts empty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from netcrm.domain.contact import Contact, Email, Phone
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Interaction
from netcrm.domain.organisation import Organisation
from netcrm.formats.exported_contact import ExportedContact, Source

_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Line ends of Unicode, which JSON lets stand and careless readers of lines do not."""


def contact_object(contact: Contact, *, own_cadence: str | None, sources: Sequence[Source]) -> dict[str, object]:
    """Return what a person's line, and `show --json`, say about them.

    `own_cadence` is None when unset, `never`, or an interval such as `2 weeks`.
    """
    details, name = contact.details, contact.details.name
    position = details.primary_position
    return {
        "id": contact.id,
        "uid": contact.uid,
        "name": contact.name,
        "prefix": name.prefix,
        "given": name.given,
        "additional": name.additional,
        "family": name.family,
        "suffix": name.suffix,
        "credentials": name.credentials,
        "nicknames": list(details.nicknames),
        "state": contact.state.value,
        "roles": [role.value for role in details.roles],
        "organisation": contact.organisation,
        "title": position.title if position else "",
        "department": position.department if position else "",
        "positions": [
            {
                "organisation": job.organisation,
                "title": job.title,
                "department": job.department,
                "start_on": job.start_on,
                "end_on": job.end_on,
                "primary": job.is_primary,
            }
            for job in details.positions
        ],
        "tags": list(details.tags),
        "tier": details.tier.value if details.tier else None,
        "emails": [_way(email) for email in details.emails],
        "phones": [_way(phone) for phone in details.phones],
        "addresses": [
            {
                "street": address.street,
                "city": address.city,
                "region": address.region,
                "postal_code": address.postal_code,
                "country": address.country,
                "label": address.label,
            }
            for address in details.addresses
        ],
        "links": [{"value": link.value, "label": link.label} for link in details.links],
        "birthday": details.birthday or None,
        "note": details.note,
        "cadence": own_cadence,
        "salutation": details.salutation,
        "first_names": details.first_names,
        "sources": [
            {
                "file": source.file,
                "format": source.format,
                "place": source.place,
                "imported_on": source.imported_on.isoformat(),
                "uid": source.uid,
            }
            for source in sources
        ],
    }


def contact_line(person: ExportedContact) -> bytes:
    """Return the line of a person: the object of `contact_object`, and what else the store keeps."""
    contact, details = person.contact, person.contact.details
    return _line(
        "contact",
        {
            **contact_object(contact, own_cadence=person.own_cadence, sources=person.sources),
            "formatted": details.name.formatted,
            "starred": details.starred,
            "language": details.language,
            "country": details.country,
            "added_on": contact.added_on.isoformat(),
            "state_since": _day(contact.state_since),
            "state_why": contact.state_why,
        },
    )


def interaction_line(interaction: Interaction) -> bytes:
    """Return the line of an interaction; `counts` is null where the channel decides."""
    return _line(
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
    return _line(
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
            "snoozed_until": _day(follow_up.snoozed_until),
            "made_on": _day(follow_up.made_on),
            "closed_on": _day(follow_up.closed_on),
            "reason": follow_up.reason,
            "every": str(follow_up.recurrence.interval) if follow_up.recurrence else None,
            "counts_from": follow_up.recurrence.counts_from.value if follow_up.recurrence else None,
            "first_on": _day(follow_up.recurrence.first_on) if follow_up.recurrence else None,
            "occurrence": follow_up.recurrence.occurrence if follow_up.recurrence else None,
            "run": follow_up.run_id,
            "step": follow_up.step,
        },
    )


def organisation_line(organisation: Organisation) -> bytes:
    """Return the line of an organisation."""
    return _line(
        "organisation",
        {
            "id": organisation.id,
            "uid": organisation.uid,
            "name": organisation.name,
            "kind": organisation.kind.value if organisation.kind else None,
            "site_number": organisation.site_number,
            "city": organisation.city,
            "country": organisation.country,
            "note": organisation.note,
        },
    )


def _line(kind: str, content: Mapping[str, object]) -> bytes:
    """Return one object on one line in UTF-8; half a surrogate pair, which UTF-8 has no bytes for, is escaped."""
    text = json.dumps({"type": kind, **content}, ensure_ascii=False)
    for line_end, escape in _LINE_ENDS.items():
        text = text.replace(line_end, escape)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _way(way: Email | Phone) -> dict[str, object]:
    return {"value": way.value, "label": way.label, "preferred": way.preferred}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
