"""Playbooks: listed, started, stopped, and whose are going."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.playbooks.playbook import Playbook
from netcrm.domain.playbooks.run import Ending, RunState
from netcrm.domain.text import clean_line
from netcrm.errors import NeedsDecision, NetcrmError, NothingToDo, UsageProblem
from netcrm.services.acts.logging import logging_part
from netcrm.services.item_acts import write_parts
from netcrm.services.known_people import known_contact, known_contacts
from netcrm.services.playbooks.definition import kept_playbook, title_of
from netcrm.services.playbooks.library import find_playbook, known_name, playbook_files, refuse_unknown_names
from netcrm.services.playbooks.moving import end_run
from netcrm.services.playbooks.sentences import clash_words, nobody_words, started_words
from netcrm.services.playbooks.starting import (
    StartPlan,
    StartWish,
    begin_run,
    people_of,
    plan_start,
    preview_of,
    running_with,
)
from netcrm.services.playbooks.steps import step_words
from netcrm.services.playbooks.values import Clash, PlaybookLine, Running, RunView, StartPreview
from netcrm.services.playbooks.words import ends_words, next_step, next_words, step_lines
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, listed, who
from netcrm.store.playbooks import KeptRun


class PlaybookService:
    """Acts on playbooks and their runs."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lines(self) -> list[PlaybookLine]:
        """Return every playbook by name; one that cannot be used says why."""
        from netcrm.services.messages import MessageService

        templates = MessageService(self._session).names()
        found = []
        for name, file in playbook_files().items():
            try:
                playbook = file.read()
                refuse_unknown_names(file, playbook, templates)
            except NetcrmError as problem:
                found.append(PlaybookLine(name, "", "", (), file.is_own, str(problem)))
                continue
            found.append(
                PlaybookLine(
                    name=name,
                    title=playbook.title,
                    summary=playbook.summary,
                    steps=step_lines(playbook),
                    is_own=file.is_own,
                    ends=ends_words(playbook),
                )
            )
        return found

    def get(self, name: str) -> Playbook:
        """Return a playbook by its name or its title.

        Raises:
            NotFound: there is none; the known ones are listed.
            PlaybookProblem: its file cannot be used: the sentence names file, line and key.
        """
        return find_playbook(name)

    def knows(self, name: str) -> bool:
        """Whether a playbook answers to a name or a title."""
        return known_name(name) is not None

    def preview(
        self,
        name: str,
        ids: Sequence[int],
        *,
        on: date | None = None,
        at: datetime | None = None,
        second: int | None = None,
        per_day: int | None = None,
    ) -> StartPreview:
        """Return what starting a playbook would do: with whom, on which days, and who is left out.

        Args:
            name: The playbook's name or title.
            ids: With whom.
            on: The day that it counts from; without it that of `at`, else today.
            at: The moment that hours count from, aware.
            second: The second person at the organisation, where one person is started with.
            per_day: With how many people it begins a working day; without it with all on the first day.

        Raises:
            NotFound: the playbook or somebody is unknown.
            UsageProblem: the second person, or the number a day, cannot be used.
        """
        return preview_of(self._session, self._plan(StartWish(name, tuple(ids), on, at, second, per_day)))

    def start(
        self,
        name: str,
        ids: Sequence[int],
        *,
        on: date | None = None,
        at: datetime | None = None,
        second: int | None = None,
        per_day: int | None = None,
        clash: Clash | None = None,
    ) -> Done:
        """Start a playbook with people, each in a run of their own; all of it is one act. See `preview`.

        Raises:
            NotFound: the playbook or somebody is unknown.
            UsageProblem: nobody of them is to be written to, or the second person cannot be used.
            NeedsDecision: somebody is in a run already, and `clash` does not say what becomes of it.
        """
        session = self._session
        plan = self._plan(StartWish(name, tuple(ids), on, at, second, per_day))
        if not plan.runs:
            raise UsageProblem(nobody_words(plan))
        running = running_with(session, people_of(plan))
        if running and clash is None:
            raise NeedsDecision(clash_words(plan, running, session.today))
        names = [run.first.name for run in plan.runs]
        with session.act(f"start {plan.playbook.title} with {who(names)}") as act:
            if clash is Clash.REPLACE:
                for run_id in dict.fromkeys(it.run_id for it in running):
                    end_run(session, run_id, Ending(session.today, f"replaced by {plan.playbook.title}"))
            busy = {it.contact_id for it in running} if clash is Clash.QUEUE else set()
            begun = [begin_run(session, run, busy) for run in plan.runs]
        ids_in = tuple(run.first.contact_id for run in plan.runs)
        return Done(act.kept, started_words(session, plan, begun, running, clash), ids_in)

    def _plan(self, wish: StartWish) -> StartPlan:
        if not wish.ids:
            raise UsageProblem("With whom? Name somebody to start the playbook with.")
        return plan_start(self._session, wish)

    def stop(self, contact_ids: Sequence[int], reason: str = "", *, playbook: str = "") -> Done:
        """End the runs that people are in, open and queued, or those of one playbook alone.

        Raises:
            NotFound: somebody, or the playbook, is unknown.
            NothingToDo: no playbook runs with them.
        """
        session = self._session
        contacts = {it.id: it for it in known_contacts(session, *contact_ids)}
        going = {run.id: run for _, run in session.playbooks.going(contact_ids)}
        if playbook:
            name = self._running_name(playbook, list(going.values()))
            going = {run_id: run for run_id, run in going.items() if run.playbook == name}
        names = who([contacts[contact_id].name for contact_id in dict.fromkeys(contact_ids)])
        if not going:
            what = f"{playbook} does not run" if playbook else "No playbook runs"
            raise NothingToDo(f"{what} with {names}. `netcrm playbook start WHO NAME` starts one.")
        reason = clean_line(reason)
        why = f"stopped: {reason}" if reason else "stopped"
        titles = listed(title_of(run.definition, run.playbook) for run in going.values())
        with session.act(f"stop {titles} with {names}") as act:
            for run_id in going:
                end_run(session, run_id, Ending(session.today, why))
        sentence = f"Stopped {titles} with {names}{f': {reason}' if reason else ''}."
        return Done(act.kept, sentence + about_playbooks(session), tuple(dict.fromkeys(contact_ids)))

    def _running_name(self, playbook: str, going: Sequence[KeptRun]) -> str:
        """Return the name of a playbook; one whose file is gone may still be running."""
        wanted = playbook.casefold()
        for run in going:
            if wanted in (run.playbook.casefold(), title_of(run.definition, run.playbook).casefold()):
                return run.playbook
        return find_playbook(playbook).name

    def runs(self, contact_id: int) -> list[RunView]:
        """Return the runs that somebody is or was in: open ones, queued ones, then ended ones, the newest first."""
        session = self._session
        kept = session.playbooks.history(contact_id)
        order = list(RunState)
        kept.sort(key=lambda run: (-order.index(run.state), run.ended_on or run.started_on, run.id), reverse=True)
        members = session.playbooks.members([run.id for run in kept])
        contacts = session.contacts.load(list({it.contact_id for it in members}))
        steps = session.follow_ups.of_runs([run.id for run in kept])
        following = {run.id: next_step([it for it in steps if it.run_id == run.id]) for run in kept}
        words = step_words(session, [step for step in following.values() if step])
        found = []
        for run in kept:
            own = [it for it in steps if it.run_id == run.id]
            step = following[run.id]
            found.append(
                RunView(
                    run_id=run.id,
                    playbook=run.playbook,
                    title=title_of(run.definition, run.playbook),
                    started_on=run.started_on,
                    state=run.state,
                    ended_on=run.ended_on,
                    ended_why=run.ended_why,
                    next_step=next_words(own, session.today),
                    with_names=tuple(contacts[it.contact_id].name for it in members if it.run_id == run.id),
                    asks=words[step.id].asks if step and step.id in words else "",
                )
            )
        return found

    def message_of(self, follow_up_id: int) -> str:
        """Return the message template that a step is written with, as its playbook was at the start; else nothing."""
        found = self._session.follow_ups.get(follow_up_id)
        kept = self._session.playbooks.load([found.run_id]) if found and found.run_id else []
        playbook = kept_playbook(kept[0].definition, kept[0].playbook) if kept else None
        steps = playbook.steps if playbook else ()
        return next((step.message for step in steps if found and step.id == found.step), "")

    def clashes(self, ids: Sequence[int]) -> tuple[Running, ...]:
        """Return the runs, open and queued, that people are in: what a start asks about."""
        return running_with(self._session, ids)

    def answered(self, contact_id: int, channel: Channel | None = None, summary: str = "") -> Done:
        """Log that an answer came in today: what a step asks first. The runs that wait for it follow.

        Args:
            contact_id: From whom.
            channel: How; without one as the latest contact was, else by email.
            summary: What it says.

        Raises:
            NotFound: the contact is unknown.
        """
        session = self._session
        found = known_contact(session, contact_id)
        part = logging_part(session, contact_id, found.name, channel, summary, session.today, Direction.INCOMING)
        return write_parts(session, [part], verb="log", otherwise=part.said)
