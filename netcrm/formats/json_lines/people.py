"""The line of a person; others script against it: keys may be added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.contact import Contact, Details, Email, Phone
from netcrm.formats.exported_contact import ExportedContact, Source
from netcrm.formats.json_lines.encoding import encoded_line, shown_day


@dataclass(frozen=True, slots=True)
class WholeSource:
    """Where a person or an organisation came from, with what finds its bytes."""

    file: str
    format: str
    place: int
    line: int
    imported_on: date
    uid: str
    digest: str
    """Of the `raw` line that holds the card or row itself."""
    change_set: int
    """The number of the import in the store that it was made in: what `import:7` asks for."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the line of a person says in a whole store only."""

    sources: Sequence[WholeSource] = ()
    photo: str | None = None
    """The digest of the `raw` line that holds it."""
    former_uids: Sequence[str] = ()
    """Of people who were merged into this one."""
    set_aside_on: str | None = None


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
        "positions": _positions(details),
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
        "sources": [_source(source) for source in sources],
    }


def contact_line(person: ExportedContact, beside: Beside | None = None) -> bytes:
    """Return the line of a person: the object of `contact_object`, and what else the store keeps.

    Args:
        person: The sources of `beside` take the place of theirs.
        beside: What is told in a whole store only.
    """
    contact, details = person.contact, person.contact.details
    content = {
        **contact_object(contact, own_cadence=person.own_cadence, sources=() if beside else person.sources),
        "formatted": details.name.formatted,
        "starred": details.starred,
        "language": details.language,
        "country": details.country,
        "added_on": contact.added_on.isoformat(),
        "state_since": shown_day(contact.state_since),
        "state_why": contact.state_why,
    }
    if beside:
        content |= {
            "positions": [
                {**shown, "organisation_id": job.organisation_id}
                for shown, job in zip(_positions(details), details.positions, strict=True)
            ],
            "sources": whole_sources(beside.sources),
            "photo": beside.photo,
            "former_uids": list(beside.former_uids),
            "set_aside_on": beside.set_aside_on,
        }
    return encoded_line("contact", content)


def whole_sources(sources: Sequence[WholeSource]) -> list[dict[str, object]]:
    """Return the sources of a person or an organisation as a whole store tells them."""
    return [
        {**_source(source), "line": source.line, "digest": source.digest, "change_set": source.change_set}
        for source in sources
    ]


def _source(source: Source | WholeSource) -> dict[str, object]:
    return {
        "file": source.file,
        "format": source.format,
        "place": source.place,
        "imported_on": source.imported_on.isoformat(),
        "uid": source.uid,
    }


def _positions(details: Details) -> list[dict[str, object]]:
    return [
        {
            "organisation": job.organisation,
            "title": job.title,
            "department": job.department,
            "start_on": job.start_on,
            "end_on": job.end_on,
            "primary": job.is_primary,
        }
        for job in details.positions
    ]


def _way(way: Email | Phone) -> dict[str, object]:
    return {"value": way.value, "label": way.label, "preferred": way.preferred}
