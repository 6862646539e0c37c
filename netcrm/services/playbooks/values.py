"""What playbooks look like from outside: a line for each, what starting one would do, and the runs of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.playbooks.run import RunState


class Clash(StrEnum):
    """What becomes of a playbook that runs already with somebody with whom another one is started."""

    REPLACE = "replace"
    """The running one ends, its open steps are dropped."""
    QUEUE = "queue"
    """The new one starts on the day on which the running one ends."""
    BOTH = "both"
    """Both run."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words."""

    when: str
    """In a playbook `3 business days after “first”, if nobody answered`; with somebody `Fri 27 Nov, if nobody …`."""
    title: str
    who: str
    """With somebody the name; in a playbook `the person` or `a second person there`."""
    on: date | None = None
    """The day it falls on, where it is started with somebody and each step is done on its day."""


@dataclass(frozen=True, slots=True)
class PlaybookLine:
    """A playbook as listed."""

    name: str
    """What commands call it: the name of its file without `.toml`."""
    title: str
    summary: str
    steps: tuple[StepLine, ...]
    is_own: bool
    """Whether it is the user's, in the config folder."""
    problem: str = ""
    """Why it cannot be used: one sentence that names file, line and key. Title, summary and steps are empty then."""
    ends: str = ""
    """What ends it before its last step: `an answer`, `a meeting`, or nothing."""


@dataclass(frozen=True, slots=True)
class PersonStart:
    """What starting a playbook with one person does."""

    contact_id: int
    name: str
    starts_on: date
    steps: tuple[StepLine, ...]
    """Those that come if each is done on its day; those that wait for an answer or a meeting are not among them."""
    second_id: int | None = None
    """The second person at the same organisation, where the playbook has a step for one and there is one."""
    second_name: str = ""
    inside: str = ""
    """The playbook to propose in place of this one: the person is at the user's own institution."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody with whom it is not started."""

    contact_id: int
    name: str
    why: str
    """What stands after the name: `is marked do not contact`."""


@dataclass(frozen=True, slots=True)
class Running:
    """A run that somebody has already."""

    contact_id: int
    name: str
    run_id: int
    playbook: str
    title: str
    since: date
    next_step: str
    """`Write to Ben Cole, Thu 3 Dec`, or nothing."""
    is_queued: bool = False


@dataclass(frozen=True, slots=True)
class StartPreview:
    """What starting a playbook would do; nothing is written."""

    playbook: str
    title: str
    people: tuple[PersonStart, ...]
    refused: tuple[Refused, ...] = ()
    running: tuple[Running, ...] = ()
    """Where this is not empty, `start` asks for a `Clash`."""
    per_day: int | None = None


@dataclass(frozen=True, slots=True)
class RunView:
    """A run of somebody: going, queued or ended."""

    run_id: int
    playbook: str
    title: str
    started_on: date
    state: RunState
    ended_on: date | None
    ended_why: str
    """`finished`, `answered by Ana Lima on 3 Dec`, `stopped: …`."""
    next_step: str
    """`Write to Ben Cole, Thu 3 Dec`, or nothing."""
    with_names: tuple[str, ...]
    """Everybody in the run, the first person first."""
    asks: str = ""
    """The question that the next step asks first, such as `Did Ana Lima answer?`, or nothing."""
