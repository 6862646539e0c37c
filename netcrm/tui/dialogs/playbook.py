"""Start a playbook with one person or several, seeing each day before it is started; stop one that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets.option_list import Option

from netcrm.domain.dates import Facing
from netcrm.domain.moments import local_moment
from netcrm.domain.playbooks.playbook import Playbook
from netcrm.domain.playbooks.run import RunState
from netcrm.domain.text import clean_line
from netcrm.errors import NetcrmError, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.playbooks.values import PlaybookLine, Running, RunView, StartPreview
from netcrm.tui.dialogs.asking import PickPersonDialog, ReasonDialog
from netcrm.tui.dialogs.clash import ClashDialog
from netcrm.tui.dialogs.day_fields import coming_moment_field
from netcrm.tui.dialogs.panes import PaneDialog
from netcrm.tui.dialogs.playbook_choice import PlaybookStart, PlaybookStop, counts_back, read_number, say_number
from netcrm.tui.dialogs.playbook_words import playbook_option, preview_words, problem_words, run_option, run_words
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.widgets.fields import TextField

_PAUSE = 0.1
"""Seconds without a key before the preview is reckoned."""


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """What a start would do, or why it cannot be."""

    start: PlaybookStart
    preview: StartPreview | None
    problem: str = ""


class PlaybookDialog(PaneDialog[PlaybookStart | PlaybookStop]):
    """Runs that go on come first, then all playbooks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "Start"),
        Binding("x", "stop", "Stop"),
        Binding("w", "second", "Another second person"),
    ]

    class Previewed(Message):
        """A preview has been reckoned."""

        def __init__(self, reckoned: _Reckoned) -> None:
            super().__init__()
            self.reckoned = reckoned

    def __init__(self, crm: Crm, contact_ids: Sequence[int]) -> None:
        self._ids = tuple(contact_ids)
        super().__init__(crm, Content.assemble("Playbook with ", whom(crm, self._ids)))
        self._lines: list[PlaybookLine] = crm.playbooks.lines()
        runs = crm.playbooks.runs(self._ids[0]) if len(self._ids) == 1 else []
        self._runs: list[RunView] = [run for run in runs if run.state is not RunState.ENDED]
        self._clashes: tuple[Running, ...] = crm.playbooks.clashes(self._ids)
        self._second: int | None = None
        self._reckoned: _Reckoned | None = None
        self._timer: Timer | None = None
        self._lay_fields()

    def _lay_fields(self) -> None:
        self.starts = coming_moment_field(
            self.calendar,
            "on",
            "Starts",
            value="today",
            hint="today · mon · fri 15:30",
            required="Say when it starts: today, mon, fri 15:30.",
        )
        self.last_day = TextField(
            "last",
            "Your last day there",
            self._read_last_day,
            hint="18 dec · in 3 weeks",
            required="Say your last working day there: 18 dec, in 3 weeks.",
            echo=lambda moment: self.calendar.say(moment[0]),
            selects=True,
        )
        self.per_day = TextField("per-day", "People a day", read_number, hint="all at once", echo=say_number)
        self.lay(self.starts, self.last_day, self.per_day)

    def _read_last_day(self, text: str) -> tuple[date, time | None]:
        return self.calendar.read(text, Facing.FORWARD), None

    def on_mount(self) -> None:
        """Begin at the run that goes on, else at the first playbook."""
        self.options.add_options([Option(run_option(run, self.calendar.today)) for run in self._runs])
        self.options.add_options([Option(playbook_option(line)) for line in self._lines])
        self.options.highlighted = 0 if self._runs or self._lines else None
        super().on_mount()

    # What is chosen

    @property
    def _run(self) -> RunView | None:
        """The run under the cursor."""
        at = self.options.highlighted
        return self._runs[at] if at is not None and at < len(self._runs) else None

    @property
    def _line(self) -> PlaybookLine | None:
        """The playbook under the cursor."""
        at = self.options.highlighted
        return self._lines[at - len(self._runs)] if at is not None and at >= len(self._runs) else None

    @property
    def _playbook(self) -> Playbook | None:
        """The same, where it can be started."""
        line = self._line
        return self.crm.playbooks.get(line.name) if line and not line.problem else None

    def changed(self) -> None:
        """Show the run, or what the playbook would do from the day that stands there."""
        self.say()
        run, line, playbook = self._run, self._line, self._playbook
        back = playbook is not None and counts_back(playbook)
        self.show_field(self.starts, shown=playbook is not None and not back)
        self.show_field(self.last_day, shown=back)
        self.show_field(self.per_day, shown=playbook is not None and len(self._ids) > 1)
        self.focus_moved()
        if self._timer:
            self._timer.stop()
        if run is not None:
            self.read_out(run_words(run, self.calendar.today))
        elif line is not None and line.problem:
            self.read_out(problem_words(line))
        elif line is not None and playbook is not None:
            self._preview(line, playbook)

    def _preview(self, line: PlaybookLine, playbook: Playbook) -> None:
        try:
            start = self._start(playbook)
        except NetcrmError:
            self.read_out(preview_words(line, playbook, None, self.calendar.today))
            return
        if self._reckoned is None or self._reckoned.start != start:
            self._timer = self.set_timer(_PAUSE, lambda: self._reckon(start))
        else:
            self._show(self._reckoned, line, playbook)

    def _start(self, playbook: Playbook) -> PlaybookStart:
        """Return what the fields ask for.

        Raises:
            FieldProblem: One of them cannot be read.
        """
        values = self.values()
        on, hour = values.of(self.last_day if counts_back(playbook) else self.starts)
        return PlaybookStart(
            playbook.name,
            self._ids,
            on,
            local_moment(datetime.combine(on, hour)) if hour else None,
            self._second if playbook.asks_for_second else None,
            values.of(self.per_day) if len(self._ids) > 1 else None,
        )

    @work(thread=True, exclusive=True, group="preview")
    def _reckon(self, start: PlaybookStart) -> None:
        try:
            with self.crm.connection():
                preview = self.crm.playbooks.preview(
                    start.name,
                    start.contact_ids,
                    on=start.on,
                    at=start.at,
                    second=start.second,
                    per_day=start.per_day,
                )
            reckoned = _Reckoned(start, preview)
        except NetcrmError as problem:
            reckoned = _Reckoned(start, None, str(problem))
        self.post_message(self.Previewed(reckoned))

    def on_playbook_dialog_previewed(self, message: Previewed) -> None:
        """Show what was reckoned, where it is still what is chosen."""
        message.stop()
        self._reckoned = message.reckoned
        line, playbook = (self._line, self._playbook) if self.is_open else (None, None)
        if line is not None and playbook is not None and line.name == message.reckoned.start.name:
            self._show(message.reckoned, line, playbook)

    def _show(self, reckoned: _Reckoned, line: PlaybookLine, playbook: Playbook) -> None:
        self.read_out(preview_words(line, playbook, reckoned.preview, self.calendar.today))
        if problem := _why_not(reckoned):
            self.say(problem, is_problem=True)

    def focus_moved(self) -> None:
        """Show the keys that mean something where the cursor is."""
        playbook = self._playbook
        keys = [("enter" if not self.is_typing else "ctrl+s", "start")] if playbook else []
        if self.is_typing:
            self.show_keys(*keys, ("tab", "to the list"), ("esc", "leave"))
            return
        if playbook and playbook.asks_for_second and len(self._ids) == 1:
            keys.append(("w", "second person"))
        if self._clashes:
            keys.append(("x", "stop what is running"))
        if playbook:
            keys.append(("tab", "the day"))
        self.show_keys(*keys, ("[ ]", "scroll"), ("esc", "leave"))

    # What is done

    def entered(self) -> None:
        """Start it."""
        self.action_start()

    def action_start(self) -> None:
        """Start the playbook; where another one runs, ask what becomes of that."""
        self.call_after_refresh(self._ask_and_start)

    @work(exclusive=True, group="asking")
    async def _ask_and_start(self) -> None:
        if not (self.is_open and self.is_current):
            return
        try:
            start = self._ready()
        except NetcrmError as problem:
            self.refuse(problem)
            return
        if self._clashes:
            clash = await self.app.push_screen_wait(ClashDialog(self._clashes))
            if clash is None:
                return
            start = replace(start, clash=clash)
        self.dismiss(start)

    def _ready(self) -> PlaybookStart:
        """Return what is to be started.

        Raises:
            NetcrmError: Nothing can be, as it stands.
        """
        line, playbook = self._line, self._playbook
        if line is None:
            raise NothingToDo(
                "This one is running. Choose a playbook below it to start another, or x to stop this one."
            )
        if playbook is None:
            raise UsageProblem(line.problem)
        wrong = [row for row in self._shown_rows() if row.check(saving=True)]
        if wrong:
            wrong[0].target.focus()
        start = self._start(playbook)
        if self._reckoned is not None and self._reckoned.start == start and (problem := _why_not(self._reckoned)):
            raise UsageProblem(problem)
        return start

    @work(exclusive=True, group="asking")
    async def action_stop(self) -> None:
        """Stop the run under the cursor, else all that go on with these people, with a reason."""
        run = self._run
        if not self._clashes:
            self.refuse(NothingToDo("No playbook is running here."))
            return
        if run is not None:
            question = f"Why does “{run.title}” end here?"
        else:
            question = f"Why does “{'”, “'.join(dict.fromkeys(it.title for it in self._clashes))}” end here?"
        reason = await self.app.push_screen_wait(ReasonDialog("Stop the playbook", question))
        if reason is not None:
            ids = tuple(dict.fromkeys(it.contact_id for it in self._clashes))
            self.dismiss(PlaybookStop(ids, run.playbook if run else "", clean_line(reason)))

    @work(exclusive=True, group="asking")
    async def action_second(self) -> None:
        """Choose who the second person is."""
        playbook = self._playbook
        if playbook is None or not playbook.asks_for_second or len(self._ids) > 1:
            self.refuse(NothingToDo("This playbook has no second person to choose."))
            return
        chosen = await self.app.push_screen_wait(PickPersonDialog(self.crm, "Who is the second person?"))
        if chosen is not None:
            self._second = chosen
            self.changed()


def _why_not(reckoned: _Reckoned) -> str:
    """Return why a start cannot be, or nothing."""
    if reckoned.preview is not None and not reckoned.preview.people:
        return "Nobody is left to start it with."
    return reckoned.problem
