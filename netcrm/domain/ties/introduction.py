"""Introductions: somebody was asked to introduce the user to somebody else; their stages and what goes with each.

Any later stage may be jumped to and dated in the past, since people log afterwards and many introductions are made
unasked. Refused are what would happen after today or before the stage before it, thanks before there is anything to
thank for, and a way back: undo takes a stage back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from netcrm.domain.days import long_day
from netcrm.domain.follow_up import Owner
from netcrm.domain.playbooks.playbook import Offset, OffsetUnit
from netcrm.errors import DateProblem, NothingToDo, UsageProblem


class IntroductionStage(StrEnum):
    """Where an introduction stands; the first five in the order in which they are gone through."""

    ASKED = "asked"
    AGREED = "agreed"
    MADE = "made"
    """The introducer brought the two together, by a mail or by word of mouth."""
    MET = "met"
    """The user and the other one talked."""
    THANKED = "thanked"
    """The introducer was thanked and told how it went."""
    DECLINED = "declined"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self not in (IntroductionStage.THANKED, IntroductionStage.DECLINED)

    @property
    def is_made(self) -> bool:
        """Whether the introduction took place."""
        return self in _MADE


_WAY = tuple(stage for stage in IntroductionStage if stage is not IntroductionStage.DECLINED)
_MADE = frozenset({IntroductionStage.MADE, IntroductionStage.MET, IntroductionStage.THANKED})


@dataclass(frozen=True, slots=True)
class Introduction:
    """One to whom the user wants to be introduced, and who was asked to do so."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    introducer_id: int
    """The contact who introduces."""
    to_id: int
    """The contact to whom the user is introduced."""
    stage: IntroductionStage = IntroductionStage.ASKED
    topic: str = ""
    """What it is about."""
    asked_by_id: int | None = None
    """Who asked the introducer on the user's behalf; None where it was the user."""

    @property
    def people(self) -> tuple[int, ...]:
        """The contacts that it names, the introducer first."""
        others = (self.asked_by_id,) if self.asked_by_id is not None else ()
        return (self.introducer_id, self.to_id, *others)


@dataclass(frozen=True, slots=True)
class IntroductionStep:
    """A change of stage."""

    id: int
    introduction_id: int
    stage: IntroductionStage
    reached_on: date
    interaction_id: int | None = None
    """What was logged with it."""
    reason: str = ""
    """Why it was declined."""


class IntroductionTask(StrEnum):
    """A follow-up of an introduction; the value is kept with it, so that a later stage finds it again."""

    ASK_AGAIN = "ask-again"
    THEIR_PART = "their-part"
    THANK_FOR_IT = "thank-for-it"
    WRITE = "write"
    SAY_HOW_IT_WENT = "say-how-it-went"
    THANK_ANYWAY = "thank-anyway"

    @property
    def leads_to(self) -> IntroductionStage | None:
        """The stage that an introduction reaches when it is ticked; None where it says nothing about that."""
        return _LEADS_TO.get(self)


_LEADS_TO = {
    IntroductionTask.THEIR_PART: IntroductionStage.MADE,
    IntroductionTask.SAY_HOW_IT_WENT: IntroductionStage.THANKED,
}


@dataclass(frozen=True, slots=True)
class LaidTask:
    """A follow-up that an introduction laid down."""

    introduction_id: int
    follow_up_id: int
    task: IntroductionTask


@dataclass(frozen=True, slots=True)
class IntroductionFollowUp:
    """A follow-up that goes with a stage, counted from the day on which that was reached."""

    task: IntroductionTask
    title: str
    """`{introducer}` and `{to}` stand for the names: see `titled`."""
    after: Offset
    with_introducer: bool = True
    """Whether it is a promise about the introducer; else about the one to whom the user is introduced."""
    owner: Owner = Owner.MINE
    title_for_asker: str = ""
    """The title where somebody else asked on the user's behalf: it is then a promise about them, `{asked_by}`."""

    def titled(self, *, introducer: str, to: str, asked_by: str = "") -> str:
        """Return the title with the names in it; braces inside a name stay as they are."""
        names = {"introducer": introducer, "to": to, "asked_by": asked_by}
        title = self.title_for_asker if asked_by and self.title_for_asker else self.title
        return _NAME.sub(lambda found: names[found[1]], title)

    def contact_id(self, introduction: Introduction) -> int:
        """Return about whom it is."""
        if self.title_for_asker and introduction.asked_by_id is not None:
            return introduction.asked_by_id
        return introduction.introducer_id if self.with_introducer else introduction.to_id


_NAME = re.compile(r"\{(introducer|to|asked_by)\}")
_DAY = Offset(1, OffsetUnit.DAY)
_FIVE_BUSINESS_DAYS = Offset(5, OffsetUnit.BUSINESS_DAY)
_FOLLOW_UPS = {
    IntroductionStage.ASKED: (
        IntroductionFollowUp(
            IntroductionTask.ASK_AGAIN,
            "Ask {introducer} once more for the introduction to {to}",
            _FIVE_BUSINESS_DAYS,
            title_for_asker="Ask {asked_by} what {introducer} says to the introduction to {to}",
        ),
    ),
    IntroductionStage.AGREED: (
        IntroductionFollowUp(
            IntroductionTask.THEIR_PART, "{introducer} introduces you to {to}", _FIVE_BUSINESS_DAYS, owner=Owner.THEIRS
        ),
    ),
    IntroductionStage.MADE: (
        IntroductionFollowUp(IntroductionTask.WRITE, "Write to {to}: {introducer} introduced you", _DAY, False),
        IntroductionFollowUp(IntroductionTask.THANK_FOR_IT, "Thank {introducer} for the introduction to {to}", _DAY),
    ),
    IntroductionStage.MET: (
        IntroductionFollowUp(
            IntroductionTask.SAY_HOW_IT_WENT,
            "Thank {introducer} and say how it went with {to}",
            Offset(1, OffsetUnit.BUSINESS_DAY),
        ),
    ),
    IntroductionStage.DECLINED: (
        IntroductionFollowUp(
            IntroductionTask.THANK_ANYWAY,
            "Thank {introducer} all the same for thinking of {to}",
            Offset(2, OffsetUnit.BUSINESS_DAY),
        ),
    ),
    IntroductionStage.THANKED: (),
}
_BEFORE_MADE = frozenset({IntroductionTask.ASK_AGAIN, IntroductionTask.THEIR_PART, IntroductionTask.THANK_ANYWAY})
_SETTLED = {
    IntroductionStage.ASKED: frozenset({IntroductionTask.THANK_ANYWAY}),
    IntroductionStage.AGREED: _BEFORE_MADE - {IntroductionTask.THEIR_PART},
    IntroductionStage.MADE: _BEFORE_MADE,
    # Thanks for the introduction alone come too late by then: they are given with the news of how it went.
    IntroductionStage.MET: _BEFORE_MADE | {IntroductionTask.WRITE, IntroductionTask.THANK_FOR_IT},
    IntroductionStage.THANKED: frozenset(IntroductionTask) - {IntroductionTask.WRITE},
    IntroductionStage.DECLINED: _BEFORE_MADE - {IntroductionTask.THANK_ANYWAY},
}


def follow_ups_of(stage: IntroductionStage) -> tuple[IntroductionFollowUp, ...]:
    """Return the follow-ups to lay down when a stage is reached."""
    return _FOLLOW_UPS[stage]


def settled_by(stage: IntroductionStage) -> frozenset[IntroductionTask]:
    """Return which follow-ups of earlier stages need no longer be kept once a stage is reached."""
    return _SETTLED[stage]


def fulfils(stage: IntroductionStage, task: IntroductionTask) -> bool:
    """Whether reaching a stage did what a follow-up that it settles was for; else that one is merely needed no more."""
    if stage is IntroductionStage.THANKED:
        return task in (IntroductionTask.SAY_HOW_IT_WENT, IntroductionTask.THANK_FOR_IT)
    return stage.is_made and task in (IntroductionTask.THEIR_PART, IntroductionTask.WRITE)


def refuse_oneself(
    introducer_id: int,
    to_id: int,
    *,
    name: str,
    asked_by_id: int | None = None,
    user_ids: frozenset[int] = frozenset(),
) -> None:
    """Raise `UsageProblem` where an introduction is to the introducer, or the user is one of the two.

    Args:
        introducer_id: The contact who introduces.
        to_id: The contact to whom the user is introduced.
        name: The introducer's name.
        asked_by_id: Who asked on the user's behalf, if somebody did.
        user_ids: Contacts who are the user's own cards.
    """
    if to_id in user_ids:
        raise UsageProblem("Nobody is introduced to oneself: name the person whom you want to meet.")
    if introducer_id in user_ids:
        raise UsageProblem("You cannot introduce yourself to somebody here: name who introduces you.")
    if introducer_id == to_id:
        raise UsageProblem(f"{name} cannot introduce you to {name}: name somebody else who knows them.")
    if asked_by_id in (introducer_id, to_id):
        raise UsageProblem("Who asks on your behalf is a third person: name somebody else, or nobody.")


def may_reach(there: IntroductionStage, stage: IntroductionStage) -> bool:
    """Whether an introduction at one stage can go to another."""
    if stage is there:
        return False
    if stage is IntroductionStage.DECLINED:
        return there in (IntroductionStage.ASKED, IntroductionStage.AGREED)
    if stage is IntroductionStage.THANKED:
        return there in (IntroductionStage.MADE, IntroductionStage.MET)
    return there is IntroductionStage.DECLINED or _WAY.index(stage) > _WAY.index(there)


def is_past(there: IntroductionStage, stage: IntroductionStage) -> bool:
    """Whether an introduction at one stage has left another behind it."""
    declined = IntroductionStage.DECLINED in (there, stage)
    return not declined and _WAY.index(stage) < _WAY.index(there)


def reached(
    introduction: Introduction,
    stage: IntroductionStage,
    on: date,
    today: date,
    *,
    introducer: str,
    to: str,
    since: date | None = None,
) -> Introduction:
    """Return the introduction at another stage, reached on a day.

    Args:
        introduction: As it stands.
        stage: Where it goes.
        on: The day on which it got there.
        today: The user's local date.
        introducer: Who introduces, for the sentence of a refusal.
        to: To whom.
        since: The day on which it reached the stage where it stands.

    Raises:
        DateProblem: The day is after today, or before the stage before.
        NothingToDo: It stands there already.
        UsageProblem: The stage cannot be reached from where it stands.
    """
    there = introduction.stage
    which = f"The introduction to {to} by {introducer}"
    if stage is there:
        raise NothingToDo(f"{which} is “{there}” already. Name another stage.")
    refuse_future(stage, on, today)
    if stage is IntroductionStage.THANKED and not there.is_made:
        raise UsageProblem(
            f"{which} was not made yet (it is “{there}”), so there is nothing to thank for. Say first when it was made."
        )
    if not may_reach(there, stage):
        raise UsageProblem(f"{which} is “{there}” and does not go to “{stage}”. `netcrm undo` takes a stage back.")
    if since is not None and on < since:
        raise DateProblem(
            f"{which} was “{there}” on {long_day(since, today)}, and “{stage}” on {long_day(on, today)} would come"
            " before it. Name that day or a later one."
        )
    return replace(introduction, stage=stage)


def refuse_future(stage: IntroductionStage, on: date, today: date) -> None:
    """Raise `DateProblem` where a stage is said to be reached after today."""
    if on > today:
        raise DateProblem(
            f"{long_day(on, today)} is after today: nothing is “{stage}” before it happened."
            " Name today or a day before."
        )
