"""The steps of an interview as the screens ask for them: which there are where it stands, and how one is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.interviews.interview import Interview, Stage, may_reach
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from netcrm.services.interviews.values import Logging
from netcrm.services.values import Done


class Step(StrEnum):
    """What happened, or is to be changed."""

    NOTE = "note"
    ASK = "ask"
    AGREE = "agree"
    MOVE = "move"
    HELD = "held"
    THANK = "thank"
    KEEP = "keep"
    DECLINED = "declined"
    NO_ANSWER = "no-answer"
    PUT_OFF = "put-off"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    CHANGE = "change"


STAGE_OF = {
    Step.NOTE: Stage.TO_CONTACT,
    Step.ASK: Stage.ASKED,
    Step.AGREE: Stage.AGREED,
    Step.HELD: Stage.HELD,
    Step.THANK: Stage.THANKED,
    Step.KEEP: Stage.KEPT_IN_TOUCH,
    Step.DECLINED: Stage.DECLINED,
    Step.NO_ANSWER: Stage.NO_ANSWER,
    Step.PUT_OFF: Stage.MOVED,
    Step.CANCELLED: Stage.CANCELLED,
    Step.NO_SHOW: Stage.NO_SHOW,
}
"""The stage to which a step leads; what moves or changes an interview leaves it where it is."""
NEXT = {
    Stage.TO_CONTACT: Step.ASK,
    Stage.ASKED: Step.AGREE,
    Stage.AGREED: Step.HELD,
    Stage.MOVED: Step.AGREE,
    Stage.HELD: Step.THANK,
    Stage.THANKED: Step.KEEP,
}
"""The step that is next on the way, where one goes without saying."""
_ON = (Step.ASK, Step.AGREE, Step.HELD, Step.THANK, Step.KEEP)
_ASIDE = {
    Stage.TO_CONTACT: (Step.CANCELLED,),
    Stage.ASKED: (Step.DECLINED, Step.NO_ANSWER, Step.CANCELLED),
    Stage.AGREED: (Step.MOVE, Step.PUT_OFF, Step.DECLINED, Step.CANCELLED, Step.NO_SHOW),
    Stage.MOVED: (Step.DECLINED, Step.NO_ANSWER, Step.CANCELLED),
}
"""Steps beside the way that make sense where an interview stands."""
BEGINS = (Step.NOTE, Step.ASK, Step.AGREE, Step.HELD)
"""What an interview can begin with; after one that was held, these begin the next."""
_UNCHANGED, _USUAL = Appointment(), Logging()


@dataclass(frozen=True, slots=True)
class InterviewChoice:
    """A step, with all that was said about it."""

    interview: Interview
    """As it stood; one with the id 0 is new."""
    step: Step
    on: date
    appointment: Appointment = _UNCHANGED
    topic: str | None = None
    log: Logging = _USUAL
    playbook: str = ""


def steps_for(interview: Interview) -> tuple[Step, ...]:
    """Return the steps that an interview can take, the next on its way first."""
    if not interview.id:
        return (Step.ASK, Step.AGREE, Step.HELD, Step.NOTE)
    there = interview.stage
    steps = [step for step in _ON if may_reach(there, STAGE_OF[step])]
    if there.is_open:
        steps.remove(Step.KEEP)
    else:
        steps += [step for step in (Step.ASK, Step.AGREE, Step.HELD) if step not in steps]
    steps.sort(key=lambda step: step is not NEXT.get(there))
    return (*steps, *_ASIDE.get(there, ()), Step.CHANGE)


def begins_anew(interview: Interview, step: Step) -> bool:
    """Whether a step is that of another interview than this one, which took place."""
    return step in BEGINS and interview.stage.is_after_holding


def write_step(crm: Crm, choice: InterviewChoice) -> Done:
    """Write what was chosen: one act."""
    interviews, it = crm.interviews, choice.interview
    if begins_anew(it, choice.step):
        it = Interview(0, "", it.contact_id)
    match choice.step:
        case Step.NOTE:
            return interviews.note(it.contact_id, topic=choice.topic or "")
        case Step.ASK:
            return interviews.ask(it, on=choice.on, topic=choice.topic, log=choice.log, playbook=choice.playbook)
        case Step.AGREE:
            return interviews.agree(it, choice.appointment, on=choice.on, topic=choice.topic, log=choice.log)
        case Step.MOVE:
            return interviews.move(it, choice.appointment.on or choice.on, choice.appointment.at)
        case Step.HELD:
            return interviews.held(it, on=choice.on, topic=choice.topic, log=choice.log)
        case Step.THANK:
            return interviews.thank(it, on=choice.on, log=choice.log)
        case Step.CHANGE:
            return interviews.edit(it, choice.appointment, topic=choice.topic)
        case step:
            return interviews.set_stage(it, STAGE_OF[step], on=choice.on, reason=choice.log.summary)
