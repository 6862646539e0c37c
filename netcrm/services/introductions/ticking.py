"""Ticking a follow-up that an introduction laid down moves the introduction on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ties.introduction import may_reach
from netcrm.services.acting import Part
from netcrm.services.interviews.values import Logging
from netcrm.services.introductions.parts import plan_stage
from netcrm.services.session import Session


def with_introduction(session: Session, follow_up: FollowUp, part: Part, on: date) -> Part:
    """Return the part that ticks a follow-up so that it moves the introduction on which laid it down.

    Thanking and saying how it went makes an introduction thanked; a promise to introduce that was kept makes it made.
    """
    task = session.introductions.task_of(follow_up.id)
    stage = task.task.leads_to if task else None
    there = session.introductions.get(task.introduction_id) if task else None
    if stage is None or there is None or not may_reach(there.stage, stage):
        return part
    steps = session.introductions.steps([there.id]).get(there.id, ())
    on = max(on, *(step.reached_on for step in steps)) if steps else on
    moves = plan_stage(session, there, stage, on, log=Logging(logs=False))

    def write() -> str:
        return part.write() + f" The introduction goes to “{stage}”." + moves.write()

    return replace(part, write=write)
