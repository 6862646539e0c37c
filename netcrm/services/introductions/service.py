"""Introductions: asked for, made, thanked for. Each change of stage is dated, and logged where something happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ties.introduction import Introduction, IntroductionStage, IntroductionStep, may_reach
from netcrm.errors import NeedsDecision, NotFound
from netcrm.services.acting import Part, Said
from netcrm.services.interviews.values import Logging
from netcrm.services.introductions.parts import checked_stage, introduction_between, plan_introduction, plan_stage
from netcrm.services.introductions.people import name_of, people_of
from netcrm.services.introductions.tasks import open_tasks, planned_tasks, settled_tasks
from netcrm.services.item_acts import write_parts
from netcrm.services.session import Session
from netcrm.services.values import Done

_USUAL = Logging()


@dataclass(frozen=True, slots=True)
class IntroductionLine:
    """An introduction as lists show it."""

    introduction: Introduction
    introducer: str
    """Who introduces; names stand without credentials."""
    to: str
    """To whom."""
    asked_by: str
    """Who asked on the user's behalf; empty where it was the user."""
    organisation: str
    """Where the one is to whom the user is introduced."""
    steps: tuple[IntroductionStep, ...]
    open: tuple[FollowUp, ...]
    """What it laid down and is still to be done."""

    @property
    def since(self) -> date | None:
        """The day on which it got where it stands."""
        return self.steps[-1].reached_on if self.steps else None

    @property
    def next_on(self) -> date | None:
        """The day of what is to be done next."""
        return min((it.shows_on for it in self.open), default=None)


class IntroductionService:
    """Acts on introductions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, introduction_id: int) -> Introduction:
        """Return an introduction, or raise `NotFound`."""
        found = self._session.introductions.get(introduction_id)
        if found is None:
            raise NotFound(
                "introduction", str(introduction_id), advice="`netcrm introduction list` lists them with their ids."
            )
        return found

    def current(self, contact_id: int, stage: IntroductionStage | None) -> Introduction:
        """Return the introduction that names somebody and can go to a stage; without one, the one there is.

        Raises:
            NotFound: There is none.
            NeedsDecision: There are several.
        """
        there = self._session.introductions.of_contact(contact_id)
        fitting = [it for it in there if stage is None or may_reach(it.stage, stage)]
        if len(fitting) > 1:
            listed = "; ".join(
                f"{line.introduction.id}: to {line.to} by {line.introducer} ({line.introduction.stage})"
                for line in self._lines(fitting)
            )
            raise NeedsDecision(f"Several introductions fit. Name one by its id: {listed}.")
        if fitting or there:
            return (fitting or there)[0]
        found = self._session.contacts.load([contact_id])
        raise NotFound(
            "introduction",
            name_of(found.get(contact_id)) or str(contact_id),
            advice="`netcrm introduction ask INTRODUCER TO` begins one.",
        )

    def lines(self, stages: Collection[IntroductionStage] = ()) -> list[IntroductionLine]:
        """Return the introductions at some stages, without any at all: those to be seen to first, by day, come first,
        then by how new they are.
        """
        found = self._lines(self._session.introductions.at_stages(stages or IntroductionStage))
        return sorted(
            found, key=lambda it: (not it.introduction.stage.is_open, it.next_on or date.max, -it.introduction.id)
        )

    def of_contact(self, contact_id: int) -> tuple[IntroductionLine, ...]:
        """Return the introductions that name somebody, the latest first."""
        return tuple(self._lines(self._session.introductions.of_contact(contact_id)))

    def ask(
        self,
        introducer_id: int,
        to_id: int,
        *,
        stage: IntroductionStage = IntroductionStage.ASKED,
        on: date | None = None,
        topic: str = "",
        asked_by_id: int | None = None,
        reason: str = "",
        log: Logging = _USUAL,
    ) -> Done:
        """Begin an introduction, with the asking or at a later stage; one that is open between the two goes on.

        Raises:
            NotFound: Somebody is unknown.
            UsageProblem: It is to oneself.
            DateProblem: The day is after today.
            NothingToDo: It stands there already.
        """
        day = on or self._session.today
        return self._act(
            plan_introduction(
                self._session,
                introducer_id,
                to_id,
                stage,
                day,
                topic=topic,
                asked_by_id=asked_by_id,
                reason=reason,
                log=log,
            )
        )

    def reach(
        self,
        introduction_id: int,
        stage: IntroductionStage,
        *,
        on: date | None = None,
        reason: str = "",
        log: Logging = _USUAL,
    ) -> Done:
        """Let an introduction reach a stage on a day, without one today.

        Raises:
            NotFound: There is no such introduction.
            UsageProblem: It cannot go there.
            DateProblem: The day is after today, or before the stage before.
            NothingToDo: It stands there already.
        """
        day, there = on or self._session.today, self.get(introduction_id)
        return self._act(plan_stage(self._session, there, stage, day, reason=reason, log=log))

    def preview(
        self, introduction: Introduction, stage: IntroductionStage, *, on: date | None = None
    ) -> tuple[str, ...]:
        """Return what an introduction lays down and closes when it reaches a stage, a line for each thing.

        Args:
            introduction: As it stands; one with the id 0 is the one that is open between the two, else a new one.
            stage: Where it goes.
            on: The day, without one today.

        Raises:
            NetcrmError: It cannot go there, as `ask` and `reach` say.
        """
        session, day = self._session, on or self._session.today
        if not introduction.id:
            there = introduction_between(session, introduction.introducer_id, introduction.to_id)
            introduction = replace(introduction, id=there.id, stage=there.stage)
        people = people_of(session, introduction)
        new = checked_stage(session, introduction, people, stage, day)
        closed = settled_tasks(session, new, day) if new.id else []
        planned = planned_tasks(session, new, people, day)
        return (
            *(f"{it.title}, {long_day(it.due_on, session.today)}" for _, it in planned),
            *(f"no longer open: {it.title}" for it in closed),
        )

    def delete(self, introduction_id: int) -> Done:
        """Delete an introduction as if it had never been written down: what it laid down and is open goes with it,
        what was logged stays.
        """
        session, there = self._session, self.get(introduction_id)
        people = people_of(session, there)
        which = f"the introduction to {name_of(people.to)} by {name_of(people.introducer)}"
        laid = open_tasks(session, [there.id]).get(there.id, [])
        steps = session.introductions.steps([there.id]).get(there.id, ())
        with session.act(f"delete {which}") as act:
            for follow_up in laid:
                session.follow_ups.delete(follow_up.id)
            session.introductions.delete(there.id)
        gone = f" with {', '.join(f'“{it.title}”' for it in laid)}" if laid else ""
        stays = " What was logged with it stays." if any(step.interaction_id for step in steps) else ""
        return Done(act.kept, f"Deleted {which}{gone}.{stays}", (there.introducer_id, there.to_id))

    def _lines(self, found: Sequence[Introduction]) -> list[IntroductionLine]:
        session, ids = self._session, [it.id for it in found]
        steps, laid = session.introductions.steps(ids), open_tasks(session, ids)
        contacts = session.contacts.load(sorted({contact_id for it in found for contact_id in it.people}))
        return [
            IntroductionLine(
                introduction=it,
                introducer=name_of(contacts[it.introducer_id]),
                to=name_of(contacts[it.to_id]),
                asked_by=name_of(contacts[it.asked_by_id]) if it.asked_by_id is not None else "",
                organisation=contacts[it.to_id].organisation,
                steps=tuple(steps.get(it.id, ())),
                open=tuple(laid.get(it.id, ())),
            )
            for it in found
        ]

    def _act(self, part: Part) -> Done:
        return write_parts(self._session, [part], verb="introduction", otherwise=Said("Done:"))
