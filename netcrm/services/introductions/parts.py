"""The steps of an introduction as parts of acts: checked first, then written, whoever asks for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from netcrm.domain.contact import Contact
from netcrm.domain.days import on_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.ties.introduction import (
    Introduction,
    IntroductionStage,
    IntroductionStep,
    IntroductionTask,
    is_past,
    reached,
    refuse_future,
    refuse_oneself,
)
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.acting import Part, Said
from netcrm.services.acts.logging import answer_channel, refuse_without_touch
from netcrm.services.interviews.values import Logging
from netcrm.services.introductions.people import People, name_of, people_of
from netcrm.services.introductions.tasks import close_tasks, lay_tasks, planned_tasks, settled_tasks
from netcrm.services.session import Session
from netcrm.store.finding import PeopleFinder

_USUAL = Logging()
_BEGINS = (IntroductionStage.ASKED, IntroductionStage.AGREED, IntroductionStage.MADE, IntroductionStage.MET)


def plan_introduction(
    session: Session,
    introducer_id: int,
    to_id: int,
    stage: IntroductionStage,
    on: date,
    *,
    topic: str = "",
    asked_by_id: int | None = None,
    without: frozenset[IntroductionTask] = frozenset(),
    reason: str = "",
    log: Logging = _USUAL,
) -> Part:
    """Plan that an introduction reaches a stage: the one that is open between the two, else a new one.

    Args:
        session: The open store.
        introducer_id: Who introduces.
        to_id: To whom.
        stage: Where it goes.
        on: The day on which it got there.
        topic: What it is about; an empty one leaves that of an introduction that is there.
        asked_by_id: Who asked on the user's behalf.
        without: Follow-ups that are not laid down, since the act has others in their place.
        reason: Why it was declined.
        log: How it is logged. What happened is the part's `interaction`: whoever writes the part without it logs
            nothing.

    Raises:
        NotFound: Somebody is unknown.
        UsageProblem: It is an introduction to oneself, or a new one would begin with its end.
        DateProblem: The day is after today, or before the stage before.
        NothingToDo: It stands there already, or beyond.
    """
    wanted = introduction_between(session, introducer_id, to_id)
    if wanted.id and is_past(wanted.stage, stage):
        people = people_of(session, wanted)
        raise NothingToDo(
            f"The introduction to {name_of(people.to)} by {name_of(people.introducer)} is “{wanted.stage}” already,"
            f" which comes after “{stage}”."
        )
    asked = wanted.asked_by_id if asked_by_id is None else asked_by_id
    wanted = replace(wanted, topic=clean_line(topic) or wanted.topic, asked_by_id=asked)
    return plan_stage(session, wanted, stage, on, reason=reason, log=log, without=without)


def introduction_between(session: Session, introducer_id: int, to_id: int) -> Introduction:
    """Return the introduction to somebody by somebody that can go on, else a new one."""
    there = session.introductions.between(introducer_id, to_id)
    going_on = (it for it in there if it.stage.is_open or it.stage is IntroductionStage.DECLINED)
    return next(going_on, None) or Introduction(0, "", introducer_id, to_id)


def plan_stage(
    session: Session,
    introduction: Introduction,
    stage: IntroductionStage,
    on: date,
    *,
    reason: str = "",
    log: Logging = _USUAL,
    without: Collection[IntroductionTask] = (),
) -> Part:
    """Plan that one introduction reaches a stage; one with the id 0 is written first. Raises as `plan_introduction`."""
    people = people_of(session, introduction)
    refuse_without_touch(log.channel)
    new = checked_stage(session, introduction, people, stage, on)
    reason = clean_line(reason)
    happened = _happened(session, new, people, on, log, reason) if log.logs else None
    logged: list[int] = []

    def write() -> str:
        introduction_id = new.id or session.introductions.insert(new)
        if new.id:
            session.introductions.replace(new)
        step = IntroductionStep(0, introduction_id, stage, on, logged[0] if logged else None, reason)
        session.introductions.add_step(step)
        kept = replace(new, id=introduction_id)
        closed = close_tasks(session, settled_tasks(session, kept, on))
        return closed + lay_tasks(session, introduction_id, planned_tasks(session, kept, people, on, without))

    said, title, about, label = _words(stage, people, f"{on_day(on, session.today)}{f': {reason}' if reason else ''}")
    return Part(
        title=title,
        contact_id=about.id,
        label=label,
        said=said,
        write=write,
        interaction=happened,
        logged_as=logged.append if happened else None,
        moves_check_in=happened is not None,
    )


def checked_stage(
    session: Session, introduction: Introduction, people: People, stage: IntroductionStage, on: date
) -> Introduction:
    """Return an introduction at a stage that it reached on a day. Raises as `plan_introduction`."""
    introducer, to = name_of(people.introducer), name_of(people.to)
    if introduction.id:
        steps = session.introductions.steps([introduction.id]).get(introduction.id, ())
        since = max((step.reached_on for step in steps), default=None)
        return reached(introduction, stage, on, session.today, introducer=introducer, to=to, since=since)
    refuse_oneself(
        introduction.introducer_id,
        introduction.to_id,
        name=introducer,
        asked_by_id=introduction.asked_by_id,
        user_ids=_own_cards(session),
    )
    refuse_future(stage, on, session.today)
    if stage not in _BEGINS:
        raise UsageProblem(
            f"No introduction to {to} by {introducer} is written down, so none is “{stage}”. Begin one:"
            f" `netcrm introduction ask {introduction.introducer_id} {introduction.to_id}`."
        )
    return replace(introduction, stage=stage)


def _own_cards(session: Session) -> frozenset[int]:
    """Return the contacts that are the user's own cards: those of the name that the settings say."""
    name = session.settings.all().get("name", "")
    return frozenset(PeopleFinder(session.database).with_name(name)) if name else frozenset()


def _happened(
    session: Session, introduction: Introduction, people: People, on: date, log: Logging, reason: str
) -> Interaction | None:
    """Return what a stage logs; nothing where the user had no part in it."""
    first, second = introduction.introducer_id, introduction.to_id
    to, topic = name_of(people.to), f" about {introduction.topic}" if introduction.topic else ""

    def one(channel: Channel, direction: Direction, words: str, *with_whom: int) -> Interaction:
        said = clean_text(log.summary).strip() or reason
        return Interaction(0, "", on, channel, direction, said or session.by_itself(words), with_whom)

    match introduction.stage:
        case IntroductionStage.ASKED:
            if people.asked_by is not None:
                return None
            channel = log.channel or Channel.EMAIL
            return one(channel, Direction.OUTGOING, f"Asked for an introduction to {to}{topic}.", first)
        case IntroductionStage.AGREED | IntroductionStage.DECLINED:
            answer = log.channel or answer_channel(session, first, on)
            agrees = introduction.stage is IntroductionStage.AGREED
            words = f"{'Agreed to introduce' if agrees else 'Does not introduce'} me to {to}{topic}."
            return one(answer, Direction.INCOMING, words, first) if answer else None
        case IntroductionStage.MADE:
            words = f"{name_of(people.introducer)} introduced me to {to}{topic}."
            # The other one was named and has said nothing: with them it would count as an answer to what was written.
            return one(log.channel or Channel.INTRODUCTION, Direction.INCOMING, words, first)
        case IntroductionStage.MET:
            words = f"Introduced by {name_of(people.introducer)}{topic}."
            channel = log.channel or Channel.MEETING
            return one(channel, channel.usual_direction, words, second)
        case IntroductionStage.THANKED:
            channel = log.channel or Channel.EMAIL
            return one(channel, Direction.OUTGOING, f"Thanked for the introduction to {to}.", first)


def _words(stage: IntroductionStage, people: People, when: str) -> tuple[Said, str, Contact, str]:
    """Return the frame of the sentence, what stands in it, whom the act is about, and how history names it."""
    introducer, to = name_of(people.introducer), name_of(people.to)
    whole = f"the introduction to {to} by {introducer}"
    match stage:
        case IntroductionStage.ASKED:
            before = f"{name_of(people.asked_by)} asked" if people.asked_by else "Asked"
            said, label = (
                Said(before, f" to introduce you to {to}{when}."),
                f"ask {introducer} to introduce you to {to}",
            )
        case IntroductionStage.AGREED:
            said, label = Said("", f" agreed to introduce you to {to}{when}."), f"agree on {whole}"
        case IntroductionStage.MADE:
            said, label = Said("", f" introduced you to {to}{when}."), f"make {whole}"
        case IntroductionStage.MET:
            said = Said("Met", f"{when}, to whom {introducer} introduced you.")
            return said, to, people.to, f"meet {to}, introduced by {introducer}"
        case IntroductionStage.THANKED:
            said = Said("Thanked", f" for the introduction to {to}{when}.")
            label = f"thank {introducer} for the introduction to {to}"
        case IntroductionStage.DECLINED:
            said, label = Said("", f" does not introduce you to {to}{when}."), f"decline {whole}"
    return said, introducer, people.introducer, label
