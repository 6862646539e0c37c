"""Cadences: set on a contact, tier, tag, role or organisation, with what a change does shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from netcrm.domain.cadence import Cadence, CadenceScope
from netcrm.domain.check_in import CheckIn, lateness
from netcrm.domain.contact import Tier
from netcrm.domain.demand import Demand, demand
from netcrm.domain.policy import Policy
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.tags import read_tag
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.organisation_items import next_of_organisation, organisation_cadences
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
    """Whose next check-in moves."""
    become_late: int
    demand: str
    """One sentence: check-ins a working day against the daily cap."""
    effects: tuple[Effect, ...] = ()
    """The first few people whose date moves."""
    keep_own: int = 0
    """How many of those whom it is for keep a cadence of their own."""
    goes_beyond_cap: bool = False
    """Whether it raises what is asked for above what the user allows a day."""
    organisation: str = ""
    """About an organisation's own check-in: `Next check-in with St Mary Fri 4 Dec.`"""


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
        """Return what setting a cadence (`None` unsets it) would do: it is set, looked at, and taken back.

        Raises:
            NotFound: there is no such contact or organisation.
            UsageProblem: it is no tier, tag or role.
        """
        key, _ = self._subject(scope, subject)
        keep_own = self._session.cadences.count_with_own_cadence(scope, key)
        organisation_id = int(key) if scope is CadenceScope.ORGANISATION else None
        ids = [int(key)] if scope is CadenceScope.CONTACT else [] if organisation_id is not None else None
        return self._preview(lambda: self.set(scope, subject, cadence), ids, keep_own, organisation_id)

    def preview_many(
        self, contact_ids: Sequence[int], cadence: Cadence | None, *, overwrite: bool = False
    ) -> CadencePreview:
        """Return what `set_many` would do, found out in the same way."""
        _, chosen, keeping = self._chosen(contact_ids, cadence, overwrite=overwrite)
        return self._preview(lambda: self.set_many(contact_ids, cadence, overwrite=overwrite), chosen, len(keeping))

    def _preview(
        self, change: Callable[[], Done], ids: list[int] | None, keep_own: int, organisation_id: int | None = None
    ) -> CadencePreview:
        """Return what a change does; `ids` are those whom it can move, None is everybody."""
        session = self._session
        today, policy, pauses = session.today, session.policy(), session.facts.pauses()
        before, asked_before = self._check_ins(ids), self._demand(policy)
        with session.database.rolled_back():
            change()
            after, asked = self._check_ins(ids), self._demand(policy)
            organisation = "" if organisation_id is None else next_of_organisation(session, organisation_id)

        def is_late(check_in: CheckIn | None, contact_id: int) -> bool:
            return lateness(check_in, pauses.of(contact_id), today).days_late > 0

        moved = [key for key in {**before, **after} if _due(before.get(key)) != _due(after.get(key))]
        become_late = sum(is_late(after.get(key), key) and not is_late(before.get(key), key) for key in moved)
        shown = moved[:_EFFECTS_SHOWN]
        return CadencePreview(
            people=len(moved),
            become_late=become_late,
            demand=asked.describe(),
            effects=session.effects({k: before.get(k) for k in shown}, {k: after.get(k) for k in shown}),
            keep_own=keep_own,
            goes_beyond_cap=asked.is_too_much and asked.per_workday > asked_before.per_workday,
            organisation=organisation,
        )

    def _check_ins(self, ids: list[int] | None) -> Mapping[int, CheckIn | None]:
        return self._session.following_up.all_check_ins() if ids is None else self._session.next_dates(ids)

    def _demand(self, policy: Policy) -> Demand:
        """Return what the cadences of people and organisations ask for as they are set now."""
        wanted = self._session.cadences.effective_cadences()
        wanted.update(organisation_cadences(self._session))
        return demand(wanted, policy.daily_cap, days_off=len(policy.workdays.weekend))

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
            session.cadences.set_cadence(scope, key, cadence, session.today)
        effects = session.effects(before, session.next_dates(ids))
        sentence = f"Cadence of {words}: {cadence.describe() if cadence else 'unset'}."
        if ids:
            sentence += next_check_in(effects, session.today)
        return Done(act.kept, sentence, tuple(ids), effects)

    def set_many(self, contact_ids: Sequence[int], cadence: Cadence | None, *, overwrite: bool = False) -> Done:
        """Give many people a cadence of their own, in one act; who has one already keeps it unless overwritten.

        Raises:
            NotFound: none of them is known.
        """
        session = self._session
        names, chosen, keeping = self._chosen(contact_ids, cadence, overwrite=overwrite)
        kept = f" {_keeps(len(keeping))}." if keeping else ""
        if not chosen:
            return Done(None, f"Nothing changed.{kept}")
        before = session.next_dates(chosen)
        whom = who([names[contact_id] for contact_id in chosen])
        how = str(cadence) if cadence else "unset"
        with session.act(f"cadence of {whom}: {how}") as act:
            for contact_id in chosen:
                session.cadences.set_cadence(CadenceScope.CONTACT, str(contact_id), cadence, session.today)
        effects = session.effects(before, session.next_dates(chosen))
        sentence = f"Cadence of {whom}: {cadence.describe() if cadence else 'unset'}.{kept}"
        return Done(act.kept, sentence + next_check_in(effects, session.today), tuple(chosen), effects)

    def _chosen(
        self, contact_ids: Sequence[int], cadence: Cadence | None, *, overwrite: bool
    ) -> tuple[dict[int, str], list[int], list[int]]:
        """Return the names of those who are known, whose cadence is set, and who keep another one of their own."""
        session = self._session
        names = {contact.id: contact.name for contact in session.contacts.load(contact_ids).values()}
        if not names:
            raise NotFound("contact", ", ".join(map(str, contact_ids)))
        own = {} if overwrite or cadence is None else session.cadences.own_cadences(list(names))
        keeping = [contact_id for contact_id, there in own.items() if str(there) != str(cadence)]
        return names, [contact_id for contact_id in names if contact_id not in set(keeping)], keeping

    def lines(self) -> list[CadenceLine]:
        """Return the cadences of tiers, tags, roles and organisations, with how many people each holds for."""
        session = self._session
        people = session.cadences.people_by_origin()
        lines = []
        for line in session.cadences.cadences():
            subject = line.subject
            if line.scope is CadenceScope.ORGANISATION:
                found = session.organisations.get(int(subject))
                subject = found.name if found else subject
            number = people.get((line.scope, line.subject), 0)
            lines.append(CadenceLine(line.scope.value, subject, str(line.cadence), number))
        return lines

    def tiers(self) -> dict[Tier, str]:
        """Return how often each tier asks to be in touch, in words, for those that have a cadence."""
        lines = self._session.cadences.cadences()
        return {Tier(it.subject): it.cadence.describe() for it in lines if it.scope is CadenceScope.TIER}

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
    """Return `31 people, 4 become late; 2 keep their own. 8.3 check-ins a working day, you allow 5.`"""
    if preview.organisation:
        return f"{preview.organisation} {preview.demand}"
    if preview.people:
        moved = "1 person" if preview.people == 1 else f"{preview.people:,} people"
        late = f", {preview.become_late:,} {'becomes' if preview.become_late == 1 else 'become'} late"
        moved += late if preview.become_late else ", nobody becomes late"
    else:
        moved = "Nobody's date moves"
    kept = f"; {_keeps(preview.keep_own)}" if preview.keep_own else ""
    return f"{moved}{kept}. {preview.demand}"


def _keeps(count: int) -> str:
    return "1 keeps the cadence of their own" if count == 1 else f"{count:,} keep the cadences of their own"


def _is_id(subject: str) -> bool:
    return subject.isascii() and subject.isdigit() and len(subject) <= _LONGEST_ID


def _due(check_in: CheckIn | None) -> object:
    return check_in.due_on if check_in else None
