"""Check-ins of organisations: one row for a site, satisfied by a touch with anyone in a current position there."""

from __future__ import annotations

from netcrm.domain.agenda import OrganisationEntry
from netcrm.domain.cadence import CadenceScope, EffectiveCadence
from netcrm.domain.check_in import CheckInFacts, lateness, plan_check_in
from netcrm.domain.days import counted, long_day, short_day
from netcrm.domain.interaction import Interaction
from netcrm.domain.naming.name import Name
from netcrm.domain.policy import Policy
from netcrm.domain.roles import Role
from netcrm.services.agenda_beside import last_words
from netcrm.services.session import Session
from netcrm.services.timeline import CHANNEL_LABELS
from netcrm.services.words import who
from netcrm.store.cadences import KeptCadence
from netcrm.store.facts import Pauses

_PEOPLE_NAMED = 3


def organisation_facts(session: Session, organisation_id: int) -> CheckInFacts | None:
    """Return what an organisation's check-in follows from; nothing where it has no cadence."""
    for line in session.cadences.cadences():
        if line.scope is CadenceScope.ORGANISATION and int(line.subject) == organisation_id:
            return _facts(session, line, session.facts.pauses())
    return None


def organisation_cadences(session: Session) -> list[EffectiveCadence]:
    """Return the cadences of organisations, by name: each asks for one check-in, whoever is there."""
    found = []
    for line in session.cadences.cadences():
        if line.scope is CadenceScope.ORGANISATION:
            organisation = session.organisations.get(int(line.subject))
            found.append(EffectiveCadence(line.cadence, line.scope, organisation.name if organisation else ""))
    return found


def next_of_organisation(session: Session, organisation_id: int) -> str:
    """Return `Next check-in with St Mary Fri 4 Dec, 3 days late.`, or that there is none."""
    organisation = session.organisations.get(organisation_id)
    name = organisation.name if organisation else ""
    facts = organisation_facts(session, organisation_id)
    check_in = plan_check_in(facts, session.policy().workdays) if facts else None
    if facts is None or check_in is None:
        return f"No check-ins with {name}."
    late = lateness(check_in, facts.pauses, session.today).days_late
    words = f"Next check-in with {name} {long_day(check_in.due_on, session.today)}"
    return f"{words}, {counted(late, 'day')} late." if late else f"{words}."


def _facts(session: Session, line: KeptCadence, pauses: Pauses) -> CheckInFacts:
    organisation_id = int(line.subject)
    last = session.following_up.last_contact_with(organisation_id)
    return CheckInFacts(
        added_on=line.cadence.set_on or session.today,
        effective=EffectiveCadence(line.cadence),
        last_touch=last[0] if last else None,
        last_skip=session.following_up.last_skip_of(organisation_id),
        snoozes=session.following_up.snoozes_of(organisation_id),
        pauses=(*pauses.of_everybody, *pauses.of_organisation.get(organisation_id, ())),
    )


def organisation_entries(session: Session, policy: Policy) -> list[OrganisationEntry]:
    """Return the check-ins of all organisations that have a cadence."""
    entries = []
    pauses = session.facts.pauses()
    for line in session.cadences.cadences():
        if line.scope is not CadenceScope.ORGANISATION:
            continue
        organisation = session.organisations.get(int(line.subject))
        facts = _facts(session, line, pauses)
        check_in = plan_check_in(facts, policy.workdays)
        if organisation is None or check_in is None or facts.effective is None:
            continue
        last = _last_interaction(session, organisation.id)
        entries.append(
            OrganisationEntry(
                organisation_id=organisation.id,
                uid=organisation.uid,
                name=f"{organisation.name}{_people(session, organisation.id)}",
                sort_key=organisation.name.casefold(),
                check_in=check_in,
                effective=facts.effective,
                pauses=facts.pauses,
                last_words=_last_reached(session, last) if last else "",
                last_said=_last_said(session, last) if last and last.summary else "",
            )
        )
    return entries


def _people(session: Session, organisation_id: int) -> str:
    """Return the people there as a row names them: ` (PI Ortiz, CRC Lima)`; in the order of the list of roles."""
    ids = [contact_id for contact_id, _ in session.organisations.people(organisation_id)]
    contacts = session.contacts.load(ids)
    order = list(Role)
    there = sorted(
        (contacts[contact_id].details for contact_id in ids),
        key=lambda details: order.index(details.roles[0]) if details.roles else len(order),
    )
    named = [
        f"{details.roles[0].chip} {_short(details.name)}" if details.roles else _short(details.name)
        for details in there[:_PEOPLE_NAMED]
    ]
    more = [f"{len(there) - _PEOPLE_NAMED} more"] if len(there) > _PEOPLE_NAMED else []
    return f" ({', '.join([*named, *more])})" if there else ""


def _short(name: Name) -> str:
    return name.family or name.formatted


def _last_interaction(session: Session, organisation_id: int) -> Interaction | None:
    """Return the latest touch with anyone there."""
    last = session.following_up.last_contact_with(organisation_id)
    return session.interactions.get(last[1]) if last else None


def _last_said(session: Session, last: Interaction) -> str:
    return last_words(last.channel, last.happened_on, last.summary, session.today)


def _last_reached(session: Session, last: Interaction) -> str:
    """Return `last Lima by email 3 Nov`."""
    names = [_short(contact.details.name) for contact in session.contacts.load(last.participants).values()]
    how = CHANNEL_LABELS[last.channel].lower()
    return f"last {who(names)} by {how} {short_day(last.happened_on, session.today)}"
