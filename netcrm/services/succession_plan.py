"""What a succession moves, as a value that its preview shows in words and that the act writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from netcrm.domain.cadence import Cadence
from netcrm.domain.contact import Contact, Tier
from netcrm.domain.days import counted, long_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.organisation import Position
from netcrm.domain.studies.kept_study import StudyPart
from netcrm.domain.ties.relations import Relation, RelationKind


@dataclass(frozen=True, slots=True)
class SuccessionPlan:
    """What a succession moves: what its preview shows, and then writes."""

    who: Contact
    successor: Contact
    on: date
    organisation: str
    """Where the job is; empty where no position is known."""
    ended: tuple[Position, ...]
    """The positions that end."""
    gained: Position | None
    """The one that the successor gets; None where they are there already."""
    promises: tuple[FollowUp, ...]
    """The open promises that go over."""
    staying: tuple[FollowUp, ...]
    """The open ones that stay, since they belong to the person."""
    parts: tuple[StudyPart, ...]
    """The parts in studies that end for the one and begin for the other."""
    studies: tuple[str, ...]
    """What these studies are called, in the same order."""
    cadence: Cadence | None
    """The own cadence that goes over; None where there is none, or where the successor has one."""
    tier: Tier | None
    """The tier that the successor gets; None where they have one, or where there is none to give."""
    relations: tuple[Relation, ...]
    """The relations to the organisation that go over."""
    is_new: bool
    """Whether that the one succeeds the other is yet to be written down."""

    @property
    def moves_anything(self) -> bool:
        """Whether it writes anything."""
        return bool(
            self.is_new
            or self.ended
            or self.gained
            or self.promises
            or self.parts
            or self.cadence
            or self.tier
            or self.relations
        )


def describe_plan(plan: SuccessionPlan, today: date) -> tuple[str, ...]:
    """Return what a succession will do, a line for each thing, for a preview."""
    return tuple(_described(plan, today))


def _described(plan: SuccessionPlan, today: date) -> Iterator[str]:
    who, successor = plan.who.details.name.formatted, plan.successor.details.name.formatted
    day = long_day(plan.on, today)
    for position in plan.ended:
        yield f"ends {day}: {_job(position)} ({who})"
    if plan.gained:
        yield f"begins {day}: {_job(plan.gained)} ({successor})"
    for promise in plan.promises:
        yield f"promise to {successor}: {promise.title}, {long_day(promise.due_on, today)} (f{promise.id})"
    for part, study in zip(plan.parts, plan.studies, strict=True):
        yield f"part in {study} to {successor}: {part.part.words}"
    for relation in plan.relations:
        yield f"{successor} {relation.kind.words} {plan.organisation}, in place of {who}"
    if plan.cadence:
        yield f"cadence to {successor}: {plan.cadence.describe()}; {who} has no own one any longer"
    if plan.tier:
        yield f"tier {plan.tier.value} for {successor}"
    for promise in plan.staying:
        yield f"stays with {who}: {promise.title} (f{promise.id})"
    if plan.is_new:
        yield f"kept: {successor} {RelationKind.SUCCESSOR.words} {who}; the history of both stays"


def moved_things(plan: SuccessionPlan) -> list[str]:
    """Return what goes over, counted: `3 promises`, `the cadence (every 2 weeks)`."""
    return [words for words in _counted(plan) if words]


def _counted(plan: SuccessionPlan) -> Iterator[str]:
    yield counted(len(plan.promises), "promise") if plan.promises else ""
    yield counted(len(plan.parts), "study part") if plan.parts else ""
    yield counted(len(plan.relations), "relation") if plan.relations else ""
    yield f"the cadence ({plan.cadence.describe()})" if plan.cadence else ""
    yield f"tier {plan.tier.value}" if plan.tier else ""


def _job(position: Position) -> str:
    return " at ".join(filter(None, (position.title or "position", position.organisation)))
