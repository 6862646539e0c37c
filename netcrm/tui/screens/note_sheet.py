"""The note sheet of an interview: questions under their topics, each with a place to type in while talking.

What is typed is written every few seconds, on leaving, and when the program ends; all of one sitting is one act of the
history. Letters are typed here, so the keys of this screen are all with ctrl.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from netcrm.domain.days import counted
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import InterviewNote, by_topic
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import NetcrmError, NotFound
from netcrm.services.interviews.values import Sheet
from netcrm.tui import actions
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.interview_words import FREE, head_of, notes_words
from netcrm.tui.interviewing import ask_afterwards
from netcrm.tui.jobs import LOAD, background, told
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.sentences import for_screens
from netcrm.tui.text import plain
from netcrm.tui.widgets.note_row import NoteRow

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_WRITE_SECONDS = 3.0
"""How often what was typed is written."""


class NoteSheetScreen(FrameScreen):
    """One interview's questions, and what is said to them."""

    SCOPE: ClassVar[Scope] = Scope.SHEET
    CSS_PATH = "note_sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.SHEET)]
    AUTO_FOCUS = ""

    def __init__(self, crm: Crm, interview_id: int) -> None:
        super().__init__(crm)
        self._interview_id = interview_id
        self._sheet: Sheet | None = None
        self._typed = 0
        """Grows with every change; compared with what was written."""
        self._written = 0
        self._refused = 0
        """What could not be written is not tried again before it changes."""
        self._warned = 0
        """Of what it was said that leaving loses it."""
        self._rows: list[NoteRow] = []
        """In the order of the sheet; they are read once more when the screen has let go of them."""
        self._sent: list[tuple[NoteRow, InterviewNote]] = []
        """What is on its way to the store; empty once it is known to be there."""
        self._writing = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Lay with whom it is, the sheet, the person beside it, and the keys."""
        yield HeadLine()
        yield Static(id="sheet-head")
        with Horizontal(id="body"):
            yield VerticalScroll(id="sheet", can_focus=False)
            yield PersonPane(self.crm)
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.SHEET)

    def on_mount(self) -> None:
        """Begin to write what is typed every few seconds."""
        self.set_interval(_WRITE_SECONDS, self._write_meanwhile)

    def reload(self) -> None:
        """Read the sheet the first time; later what is typed here holds."""
        if self._sheet is None:
            background(self, LOAD, self._load)

    async def _load(self) -> None:
        try:
            sheet = await self.app_.threads.read(self.crm.interviews.sheet, self._interview_id)
        except NotFound:
            self.query_one("#sheet-head", Static).update(Content(" This interview is not in the store any more."))
            return
        self._sheet = sheet
        self.query_one("#sheet-head", Static).update(Content(" ") + head_of(sheet.line, self.crm.today))
        self.query_one(PersonPane).show(sheet.line.interview.contact_id)
        await self._lay(sheet)

    async def _lay(self, sheet: Sheet, *, focus: int = 0) -> None:
        """Lay the questions and notes; the place to type in of this number gets the cursor."""
        box = self.query_one("#sheet", VerticalScroll)
        widgets = list(self._widgets(sheet))
        await box.remove_children()
        await box.mount_all(widgets)
        self._rows = [it for it in widgets if isinstance(it, NoteRow)]
        self._rows[min(focus, len(self._rows) - 1)].area.focus()
        self._say()

    def _widgets(self, sheet: Sheet) -> Iterator[Static | NoteRow]:
        """Yield topics with their questions, and at the end a note of no topic, which is always there."""
        if not sheet.notes:
            fits = f": “{sheet.chosen.title}” fits" if sheet.chosen else ""
            key = self.app_.key_of("sheet_questions")
            yield Static(plain(f"No questions are prepared. {key} puts some on the sheet{fits}.", "$foreground-muted"))
        has_free = False
        for topic, notes in by_topic(sheet.notes):
            yield self._heading(topic)
            for note in notes:
                yield NoteRow(note)
            has_free = has_free or (topic is None and not notes[-1].question)
        if not has_free:
            if not any(note.topic is None for note in sheet.notes):
                yield self._heading(None)
            yield NoteRow(InterviewNote(0, 0, None, "", ""))

    @staticmethod
    def _heading(topic: Topic | None) -> Static:
        label, helps = (topic.label, topic.help) if topic else (FREE, "whatever else they say")
        return Static(
            Content.assemble((label, "bold $text-accent"), (f"  {helps}", "$foreground-muted")), classes="topic"
        )

    # What is typed

    @property
    def _here(self) -> NoteRow:
        return next((row for row in self._rows if row.area.has_focus), self._rows[-1])

    @on(TextArea.Changed)
    def _edited(self, message: TextArea.Changed) -> None:
        message.stop()
        self._typed += 1
        self._say()

    @property
    def _is_dirty(self) -> bool:
        return self._typed != self._written

    def _write_meanwhile(self) -> None:
        if self._is_dirty and self._typed != self._refused and not self._writing.locked():
            background(self, "notes", self._try_to_write)

    async def _try_to_write(self) -> None:
        """Write what is typed; where it cannot be, say why in the status line, once for each change."""
        typed = self._typed
        try:
            await self._write()
        except NetcrmError as problem:
            self._refused = typed
            words = for_screens(str(problem), self.app_.key_of)
            self.query_one("#status", Static).update(plain(f" ✗ {words}", "$text-error"), layout=False)

    async def _write(self) -> None:
        """Write what is typed, and learn the ids of notes that are new: unknown, they would be written twice."""
        async with self._writing:
            if not self._is_dirty:
                return
            if self._sent:  # a write whose end nobody waited for
                self._name_rows(await self.app_.threads.write(self._read_notes))
            typed, self._sent = self._typed, [(row, row.note) for row in self._rows]
            notes = tuple(replace(note, ordinal=place) for place, (_, note) in enumerate(self._sent))
            self._name_rows(await self.app_.threads.write(self._write_and_read, notes))
            self._written = typed
            if self.is_running:
                self._say()

    def _write_and_read(self, notes: tuple[InterviewNote, ...]) -> tuple[InterviewNote, ...]:
        self.crm.interviews.write_notes(self._interview_id, notes, read=notes)
        return self._read_notes()

    def _read_notes(self) -> tuple[InterviewNote, ...]:
        return self.crm.interviews.sheet(self._interview_id).notes

    def _name_rows(self, written: tuple[InterviewNote, ...]) -> None:
        """Give each row the id under which its note was written."""
        known = {note.id for note in written}
        taken = {note.id for _, note in self._sent if note.id in known}
        for row, note in self._sent:
            if note.id not in known:
                row.note_id = next((it.id for it in written if it.id not in taken and _is_same(it, note)), 0)
                taken.add(row.note_id)
        self._sent = []

    async def on_unmount(self) -> None:
        """Write what is typed when the program ends while the sheet is open."""
        if self._is_dirty and self._sheet is not None and self._typed != self._refused:
            with suppress(NetcrmError):  # nobody is there to be told
                await self._write()

    def _say(self) -> None:
        """Say how much is noted, and whether all of it is written."""
        state = "not written yet" if self._is_dirty else "all is written"
        words = f" {notes_words([row.note for row in self._rows])}  ·  {state}"
        self.query_one("#status", Static).update(plain(words), layout=False)

    # What keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing but the way out where there is no sheet, since the interview is gone."""
        del parameters
        return bool(self._rows) or not action.startswith("sheet_") or action == "sheet_leave"

    @told
    async def action_sheet_leave(self) -> None:
        """Write what is typed, say so, and go back; what cannot be written needs a second time."""
        if self._typed != self._warned:
            try:
                await self._write()
            except NetcrmError as problem:
                self._refused = self._warned = self._typed
                leave = self.app_.key_of("sheet_leave")
                self.app_.say(f"{problem} {leave} again leaves without what is not written.", is_problem=True)
                return
        noted = sum(bool(row.note.answer.strip()) for row in self._rows)
        if self._typed and not self._is_dirty:
            self.app_.say(f"The sheet is written: {counted(noted, 'note')}.")
        self._go()

    def _go(self) -> None:
        """Go back to the screen below, which shows what was written."""
        self.app_.typed_ahead.hold()
        self.app.pop_screen()
        self.app_.store_changed()
        self.app_.release_when_ready(self.app.screen)

    @told
    async def action_sheet_afterwards(self) -> None:
        """Write what is typed, and ask what came of the talk; when that is said, the sheet is done with."""
        await self._write()
        interview = await self.app_.threads.read(self.crm.interviews.get, self._interview_id)
        if await ask_afterwards(self, interview, from_sheet=True):
            self._go()

    @told
    async def action_sheet_questions(self) -> None:
        """Put the questions of a set, or one of one's own, on the sheet."""
        from netcrm.tui.dialogs.questions import QuestionsDialog

        if self._sheet is None:
            return
        here = self._here.note.topic
        choice = await self.ask(QuestionsDialog(self.crm, self._sheet, here))
        if choice is None:
            return
        await self._write()
        done = await self.app_.threads.write(
            self.crm.interviews.prepare, self._interview_id, choice.sets, own=choice.own
        )
        self.app_.say(done.sentence)  # without the key that undoes, which is a letter here
        self.app_.store_changed()
        self._sheet = sheet = await self.app_.threads.read(self.crm.interviews.sheet, self._interview_id)
        there = {row.note_id for row in self._rows}
        new = (place for place, note in enumerate(sheet.notes) if note.id not in there)
        await self._lay(sheet, focus=next(new, 0))

    @told
    async def action_sheet_note(self) -> None:
        """Begin a note of its own behind the others of the topic."""
        topic = self._here.note.topic
        rows = [row for row in self._rows if row.note.topic is topic]
        free = next((row for row in rows if not row.note.question and not row.note.answer), None)
        if free is None:
            free = NoteRow(InterviewNote(0, 0, topic, "", ""))
            await self.query_one("#sheet", VerticalScroll).mount(free, after=rows[-1])
            self._rows.insert(self._rows.index(rows[-1]) + 1, free)
        free.area.focus()

    def action_sheet_share(self) -> None:
        """Mark the note as fit for others to read, or not."""
        row = self._here
        row.turn_shareable()
        self._typed += 1
        self._say()

    def action_sheet_next(self) -> None:
        """Go to the first question of the next topic."""
        self._go_to_topic(1)

    def action_sheet_previous(self) -> None:
        """Go to the first question of the topic before."""
        self._go_to_topic(-1)

    def _go_to_topic(self, step: int) -> None:
        rows = self._rows
        topics = list(dict.fromkeys(row.note.topic for row in rows))
        at = topics.index(self._here.note.topic) + step
        if 0 <= at < len(topics):
            next(row for row in rows if row.note.topic is topics[at]).area.focus()


def _is_same(one: InterviewNote, other: InterviewNote) -> bool:
    return (one.topic, one.question, one.answer) == (
        other.topic,
        clean_line(other.question),
        clean_text(other.answer).strip(),
    )
