"""The outreach at employers: with whom it begins at each, shown before it is begun, all in one act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.employers.employer import TOP
from netcrm.domain.playbooks.playbook import Part
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.employer_lines import OUTREACHES, EmployerLine
from netcrm.services.playbooks.service import PlaybookService
from netcrm.services.playbooks.values import StartPreview
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import listed

OUTREACH = OUTREACHES[0]


@dataclass(frozen=True, slots=True)
class Chosen:
    """With whom an employer is begun, or why it is not."""

    organisation_id: int
    organisation: str
    contact_id: int | None
    name: str
    """The person's; empty where it is not begun."""
    why_not: str = ""
    """What stands after the organisation's name: `nobody is known there`."""


@dataclass(frozen=True, slots=True)
class EmployersStart:
    """What starting the outreach at some employers will do; nothing is written."""

    chosen: tuple[Chosen, ...]
    preview: StartPreview | None
    """Of the playbook with all of them; None where it is begun with nobody."""

    @property
    def begun(self) -> tuple[Chosen, ...]:
        """Those with whom it is begun."""
        return tuple(it for it in self.chosen if it.contact_id is not None)

    @property
    def left(self) -> tuple[Chosen, ...]:
        """Those with whom it is not."""
        return tuple(it for it in self.chosen if it.contact_id is None)


class EmployerOutreach:
    """Plans and begins the outreach.

    Args:
        session: The open store.
        lines: All employers, in LAMP order.
    """

    def __init__(self, session: Session, lines: Sequence[EmployerLine]) -> None:
        self._session = session
        self._lines = lines
        self._playbooks = PlaybookService(session)

    def plan(
        self, ids: Sequence[int] = (), *, top: int = TOP, on: date | None = None, per_day: int | None = None
    ) -> EmployersStart:
        """Return what starting the outreach will do: with the best person at each employer, where it does not run yet.

        Args:
            ids: The organisations, which are on the list; without any the first of the list.
            top: How many are the first.
            on: The day that the playbook counts from; today without it.
            per_day: With how many people it begins a working day; without it with all on the first day.

        Raises:
            NothingToDo: the list is empty.
            UsageProblem: `top` or `per_day` is less than 1.
        """
        if top < 1:
            raise UsageProblem(f"At least the first employer is begun with, not the first {top}.")
        if not self._lines:
            raise NothingToDo("Your list of employers is empty. `netcrm employer add NAME` begins it.")
        wanted = [it for it in self._lines if it.organisation_id in ids] if ids else self._lines[:top]
        taken: set[int] = set()
        chosen = []
        for line in wanted:
            one = self._choose(line, taken)
            chosen.append(one)
            taken |= {one.contact_id} if one.contact_id else set()
        people = [it.contact_id for it in chosen if it.contact_id is not None]
        if not people:
            return EmployersStart(tuple(chosen), None)
        preview = self._playbooks.preview(OUTREACH, people, on=on, per_day=per_day)
        why = {it.contact_id: f"{it.name} {it.why}" for it in preview.refused}
        chosen = [
            replace(it, contact_id=None, name="", why_not=why[it.contact_id]) if it.contact_id in why else it
            for it in chosen
        ]
        return EmployersStart(tuple(chosen), preview)

    def start(
        self, ids: Sequence[int] = (), *, top: int = TOP, on: date | None = None, per_day: int | None = None
    ) -> Done:
        """Start the outreach as `plan` says, in one act.

        Raises:
            NothingToDo: it begins with nobody; the sentence says why.
            UsageProblem: as `plan`.
        """
        plan = self.plan(ids, top=top, on=on, per_day=per_day)
        left = ", ".join(f"{it.organisation} ({it.why_not})" for it in plan.left)
        if not plan.begun:
            raise NothingToDo(f"There is nobody to write to: {left}. Add the people whom you find there first.")
        done = self._playbooks.start(
            OUTREACH, [it.contact_id for it in plan.begun if it.contact_id is not None], on=on, per_day=per_day
        )
        words = done.sentence
        if len(plan.begun) > 1:
            words += f" First: {listed(f'{it.name} at {it.organisation}' for it in plan.begun)}."
        return replace(done, sentence=words + (f" Not begun: {left}." if left else ""))

    def _choose(self, line: EmployerLine, taken: Collection[int]) -> Chosen:
        """Return the best person at an employer: the first who is in no run; who did not answer before comes last."""
        session = self._session

        def left(why: str) -> Chosen:
            return Chosen(line.organisation_id, line.name, None, "", why)

        if line.worked:
            return left(f"{line.worked} runs already")
        ids = [one.contact_id for one in line.insiders if one.contact_id not in taken]
        if not ids:
            return left("nobody is known there" if not line.insiders else "its people are begun with elsewhere")
        busy = {contact_id for contact_id, _ in session.playbooks.going(ids)}
        free = [one for one in line.insiders if one.contact_id in ids and one.contact_id not in busy]
        if not free:
            return left("another playbook runs with everybody there")
        best = min(free, key=lambda one: self._was_begun(one.contact_id))
        return Chosen(line.organisation_id, line.name, best.contact_id, best.name)

    def _was_begun(self, contact_id: int) -> bool:
        """Whether an outreach was begun with somebody before, as its first person."""
        playbooks = self._session.playbooks
        runs = [run.id for run in playbooks.history(contact_id) if run.playbook in OUTREACHES]
        return any(it.contact_id == contact_id and it.part is Part.FIRST for it in playbooks.members(runs))
