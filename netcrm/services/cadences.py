"""Cadences: set on a contact, tier, tag, role or organisation, with what a change does shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.cadence import Cadence, CadenceScope
from netcrm.domain.check_in import CheckIn, lateness
from netcrm.domain.contact import Tier
from netcrm.domain.days import counted
from netcrm.domain.demand import demand
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.tags import read_tag
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.organisations import organisation_named
from netcrm.services.session import Session
from netcrm.services.values import Done, Effect
from netcrm.services.words import next_check_in, who

_EFFECTS_SHOWN = 20
_LONGEST_ID = 15
"""Digits: more than any id has, fewer than an integer of the store holds."""


@dataclass(frozen=True, slots=True)
class CadencePreview:
    """What a change of a cadence does: how many people it moves, how many of them become late, what it asks for."""

    people: int
    become_late: int
    demand: str
    """One sentence: check-ins a working day against the daily cap."""
    effects: tuple[Effect, ...] = ()
    """The first few people whose date moves."""


@dataclass(frozen=True, slots=True)
class CadenceLine:
    """A cadence that is set: on a tier, tag, role or organisation."""

    scope: str
    subject: str
    interval: str
    people: int


class CadenceService:
    """Sets how often to be in touch with whom."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(self, scope: CadenceScope, subject: str, cadence: Cadence | None) -> CadencePreview:
        """Return what setting a cadence (`None` unsets it) would do: it is set, looked at, and taken back."""
        session = self._session
        today, policy, pauses = session.today, session.policy(), session.facts.pauses()
        before = session.following_up.all_check_ins()
        with session.database.rolled_back():
            self.set(scope, subject, cadence)
            after = session.following_up.all_check_ins()
            wanted = session.following_up.effective_cadences()

        def is_late(check_in: CheckIn | None, contact_id: int) -> bool:
            return lateness(check_in, pauses.of(contact_id), today).days_late > 0

        moved = [key for key in {**before, **after} if _due(before.get(key)) != _due(after.get(key))]
        become_late = sum(is_late(after.get(key), key) and not is_late(before.get(key), key) for key in moved)
        shown = moved[:_EFFECTS_SHOWN]
        return CadencePreview(
            people=len(moved),
            become_late=become_late,
            demand=demand(wanted, policy.daily_cap, days_off=len(policy.workdays.weekend)).describe(),
            effects=session.effects({k: before.get(k) for k in shown}, {k: after.get(k) for k in shown}),
        )

    def set(self, scope: CadenceScope, subject: str, cadence: Cadence | None) -> Done:
        """Set the cadence of a subject, or with `None` unset it; nobody's own cadence is overwritten by a group's.

        Raises:
            NotFound: there is no such contact or organisation.
            UsageProblem: it is no tier, tag or role.
        """
        session = self._session
        key, words = self._subject(scope, subject)
        ids = [int(key)] if scope is CadenceScope.CONTACT else []
        before = session.next_dates(ids)
        how = str(cadence) if cadence else "unset"
        with session.act(f"cadence of {words}: {how}") as act:
            session.following_up.set_cadence(scope, key, cadence, session.today)
        effects = session.effects(before, session.next_dates(ids))
        sentence = f"Cadence of {words}: {cadence.describe() if cadence else 'unset'}."
        if ids:
            sentence += next_check_in(effects, session.today)
        return Done(act.kept, sentence, tuple(ids), effects)

    def set_many(self, contact_ids: Sequence[int], cadence: Cadence | None) -> Done:
        """Give many people a cadence of their own, in one act."""
        session = self._session
        ids = list(contact_ids)
        names = [contact.name for contact in session.contacts.load(ids).values()]
        if not names:
            raise NotFound("contact", ", ".join(map(str, ids)))
        before = session.next_dates(ids)
        how = str(cadence) if cadence else "unset"
        with session.act(f"cadence of {who(names)}: {how}") as act:
            for contact_id in ids:
                session.following_up.set_cadence(CadenceScope.CONTACT, str(contact_id), cadence, session.today)
        effects = session.effects(before, session.next_dates(ids))
        sentence = f"Cadence of {who(names)}: {cadence.describe() if cadence else 'unset'}."
        return Done(act.kept, sentence + next_check_in(effects, session.today), tuple(ids), effects)

    def lines(self) -> list[CadenceLine]:
        """Return the cadences of tiers, tags, roles and organisations, with how many people each holds for."""
        session = self._session
        people = session.following_up.people_by_origin()
        lines = []
        for line in session.following_up.cadences():
            subject = line.subject
            if line.scope is CadenceScope.ORGANISATION:
                found = session.organisations.get(int(subject))
                subject = found.name if found else subject
            number = people.get((line.scope, line.subject), 0)
            lines.append(CadenceLine(line.scope.value, subject, str(line.cadence), number))
        return lines

    def _subject(self, scope: CadenceScope, subject: str) -> tuple[str, str]:
        """Return a subject as the store keys it, and as sentences name it."""
        session = self._session
        if scope is CadenceScope.CONTACT:
            contact = session.contacts.load([int(subject)]).get(int(subject)) if _is_id(subject) else None
            if contact is None:
                raise NotFound("contact", subject, advice="`netcrm search` lists people with their ids.")
            return subject, contact.name
        if scope is CadenceScope.TIER:
            if subject.upper() not in list(Tier):
                raise UsageProblem(f"“{subject}” is no tier. Tiers are A, B, C and D.")
            return subject.upper(), f"tier {subject.upper()}"
        if scope is CadenceScope.TAG:
            tag = read_tag(subject)
            return tag, f"tag {tag}"
        if scope is CadenceScope.ROLE:
            role = parse_role(subject)
            if role is None:
                raise UsageProblem(f"“{subject}” is no role. Roles are: {', '.join(Role)}.")
            return role.value, f"role {role.label}"
        organisation = organisation_named(session, subject)
        return str(organisation.id), organisation.name


def describe_preview(preview: CadencePreview) -> str:
    """Return `31 people, 4 become late. 8.3 check-ins a working day, you allow 5.`"""
    moved = f"{counted(preview.people, 'date')} will move"
    late = f", {preview.become_late} become late" if preview.become_late else ""
    return f"{moved}{late}. {preview.demand}"


def _is_id(subject: str) -> bool:
    return subject.isascii() and subject.isdigit() and len(subject) <= _LONGEST_ID


def _due(check_in: CheckIn | None) -> object:
    return check_in.due_on if check_in else None
