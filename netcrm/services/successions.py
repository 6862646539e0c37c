"""One person takes over from another: a position ends, and what belonged to the job goes to the successor.

What belongs to the person stays with them: the history, what was advised, introduced and agreed with them, and the
playbooks that run with them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.contact import Contact, State
from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp, FollowUpState
from netcrm.domain.organisation import Position
from netcrm.domain.ties.relations import Relation, RelationKind
from netcrm.errors import DateProblem, NotFound, NothingToDo, UsageProblem
from netcrm.services.acts.logging import refuse_future
from netcrm.services.detail_changes import write_details
from netcrm.services.known_people import known_contacts
from netcrm.services.organisations import organisation_named
from netcrm.services.session import Session
from netcrm.services.succession_plan import SuccessionPlan, moved_things
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, listed


class SuccessionService:
    """Plans and makes successions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def organisation(self, name: str) -> int:
        """Return the organisation that a name means.

        Raises:
            NotFound: There is none.
            NeedsDecision: Its beginning fits several.
        """
        return organisation_named(self._session, name).id

    def plan(
        self,
        who_id: int,
        successor_id: int,
        *,
        on: date | None = None,
        organisation_id: int | None = None,
        keep: Collection[int] = (),
    ) -> SuccessionPlan:
        """Return what moves where somebody succeeds another on a day, without one today.

        Args:
            who_id: Who leaves the job.
            successor_id: Who takes it over.
            on: The day.
            organisation_id: Where the job is; without one where both are, else where the primary position is.
            keep: Follow-ups that stay all the same.

        Raises:
            NotFound: Somebody is unknown, or one of `keep` is no open promise with them.
            UsageProblem: It is the same person, the successor is not active, or nobody has a position there.
            DateProblem: The day is after today, or before the position began.
            NothingToDo: They are the successor already, and nothing is left to move.
        """
        session, (who, successor) = self._session, known_contacts(self._session, who_id, successor_id)
        day = on or session.today
        _refuse(who, successor, day, session.today)
        ended = _ended(who, successor, organisation_id)
        organisation = ended[0].organisation if ended else ""
        place = ended[0].organisation_id if ended else None
        for position in ended:
            if position.start_on and day.isoformat() < position.start_on:
                raise DateProblem(
                    f"{who.details.name.formatted} began at {organisation} on {position.start_on}, after"
                    f" {long_day(day, session.today)}. Name a later day."
                )
        promises, staying = self._promises(who_id, frozenset(keep))
        parts = tuple(
            part
            for part in session.studies.parts_of_contact([who_id]).get(who_id, ())
            if part.is_current and (part.organisation_id is None or place is None or part.organisation_id == place)
        )
        named = {study.id: study.short_name for study in session.studies.load([part.study_id for part in parts])}
        standing = session.relations.of([who_id]).get(who_id, [])
        own = session.cadences.own_cadences([who_id, successor_id])
        plan = SuccessionPlan(
            who=who,
            successor=successor,
            on=day,
            organisation=organisation,
            ended=ended,
            gained=_gained(successor, ended, day),
            promises=promises,
            staying=staying,
            parts=parts,
            studies=tuple(named[part.study_id] for part in parts),
            cadence=own.get(who_id) if successor_id not in own else None,
            tier=who.details.tier if successor.details.tier is None else None,
            relations=tuple(it for it in standing if place is not None and it.organisation_id == place),
            is_new=not any(it.says_the_same(_succession(who, successor)) for it in standing),
        )
        if not plan.moves_anything:
            raise NothingToDo(
                f"{successor.details.name.formatted} is the successor of {who.details.name.formatted} already, and"
                " nothing is left to hand over."
            )
        return plan

    def succeed(self, plan: SuccessionPlan) -> Done:
        """Write what a plan says, in one act."""
        session, who, successor = self._session, plan.who, plan.successor
        names = successor.details.name.formatted, who.details.name.formatted
        before = session.next_dates([who.id, successor.id])
        with session.act(f"{names[0]} succeeds {names[1]}") as act:
            self._write_people(plan)
            for promise in plan.promises:
                session.follow_ups.replace(replace(promise, contact_id=successor.id))
            for part in plan.parts:
                session.studies.end_part(part.id, plan.on.isoformat())
                session.studies.add_part(
                    replace(part, id=0, contact_id=successor.id, began_on=plan.on.isoformat(), ended_on="")
                )
            if plan.cadence:
                session.cadences.set_cadence(CadenceScope.CONTACT, str(successor.id), plan.cadence, session.today)
                session.cadences.set_cadence(CadenceScope.CONTACT, str(who.id), None, session.today)
            self._write_relations(plan)
        effects = session.effects(before, session.next_dates([who.id, successor.id]))
        moved = moved_things(plan)
        sentence = f"{names[0]} succeeds {names[1]}"
        sentence += f" at {plan.organisation}" if plan.organisation else ""
        if plan.on != session.today:
            sentence += f" since {long_day(plan.on, session.today)}"
        sentence += f": {listed(moved)} went over." if moved else "."
        return Done(act.kept, sentence + about_playbooks(session), (who.id, successor.id), effects)

    def _promises(self, who_id: int, keep: frozenset[int]) -> tuple[tuple[FollowUp, ...], tuple[FollowUp, ...]]:
        """Return the open promises that go over, and those that stay."""
        session = self._session
        opened = [it for it in session.follow_ups.of_contact(who_id) if it.state is FollowUpState.OPEN]
        if unknown := sorted(frozenset(keep) - {it.id for it in opened}):
            raise NotFound("open promise with them", f"f{unknown[0]}", advice=f"`netcrm show {who_id}` lists them.")
        personal = {it.follow_up_id for it in session.advice.of_contacts([who_id]).get(who_id, ())}
        personal |= {it.meeting_id for it in session.mentorships.of_contact(who_id)}
        stays = [
            it
            for it in opened
            if it.id in keep
            or it.id in personal
            or it.run_id is not None
            or session.introductions.task_of(it.id) is not None
        ]
        return tuple(it for it in opened if it not in stays), tuple(stays)

    def _write_people(self, plan: SuccessionPlan) -> None:
        who, successor = plan.who.details, plan.successor.details
        day = plan.on.isoformat()
        positions = tuple(replace(it, end_on=day, is_primary=False) if it in plan.ended else it for it in who.positions)
        if positions != who.positions:
            write_details(self._session, plan.who, replace(who, positions=positions))
        new = replace(successor, tier=plan.tier or successor.tier)
        if plan.gained:
            new = replace(new, positions=(plan.gained, *successor.positions))
        if new != successor:
            write_details(self._session, plan.successor, new)

    def _write_relations(self, plan: SuccessionPlan) -> None:
        session, successor_id = self._session, plan.successor.id
        theirs = session.relations.of([successor_id]).get(successor_id, [])
        for relation in plan.relations:
            given = replace(relation, first_id=successor_id)
            if any(it.says_the_same(given) for it in theirs):
                session.relations.delete(relation.id)
            else:
                session.relations.replace(given)
        new = _succession(plan.who, plan.successor)
        for other in theirs:
            if other.contradicts(new):  # who comes back after a leave succeeds the one who stood in
                session.relations.delete(other.id)
        if plan.is_new:
            session.relations.insert(new)


def _refuse(who: Contact, successor: Contact, on: date, today: date) -> None:
    if who.id == successor.id:
        raise UsageProblem(f"{who.details.name.formatted} does not succeed themselves. Name somebody else.")
    refuse_future(on, today)
    if successor.state is not State.ACTIVE:
        raise UsageProblem(
            f"{successor.details.name.formatted} is marked “{successor.state.value}”, so nothing is handed to them."
            " Make them active first, or name somebody else."
        )


def _ended(who: Contact, successor: Contact, organisation_id: int | None) -> tuple[Position, ...]:
    """Return the positions that end: those at the organisation named, else at one where the successor is too, else
    where the primary position is.
    """
    current = [it for it in who.details.positions if it.is_current]
    if organisation_id is not None:
        found = tuple(it for it in current if it.organisation_id == organisation_id)
        if not found:
            raise UsageProblem(f"{who.details.name.formatted} has no position there that could end.")
        return found
    theirs = {it.organisation_id for it in successor.details.positions if it.is_current} - {None}
    primary = who.details.primary_position
    shared = next((it for it in current if it.organisation_id in theirs), primary)
    if primary is not None and primary.organisation_id in theirs:
        shared = primary
    if shared is None:
        return ()
    if shared.organisation_id is None:
        return (shared,)
    return tuple(it for it in current if it.organisation_id == shared.organisation_id)


def _gained(successor: Contact, ended: Sequence[Position], on: date) -> Position | None:
    if not ended or not ended[0].organisation:
        return None
    current = [it for it in successor.details.positions if it.is_current]
    if any(it.organisation_id == ended[0].organisation_id for it in current):
        return None
    return replace(ended[0], start_on=on.isoformat(), end_on="", is_primary=not current)


def _succession(who: Contact, successor: Contact) -> Relation:
    return Relation(0, "", successor.id, RelationKind.SUCCESSOR, who.id)
