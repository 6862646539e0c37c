"""Interviews: the board of stages, whose cards move with keys, and beside it questions and notes of one interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from netcrm.domain.days import long_day
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.interviews.values import Board, InterviewLine
from netcrm.tui import actions
from netcrm.tui.acting import ActingScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.interview_steps import NEXT, InterviewChoice, Step
from netcrm.tui.interview_words import beside, columns_of, stage_words
from netcrm.tui.interviewing import ask_afterwards, ask_step, take_step
from netcrm.tui.jobs import LOAD, act, background, told
from netcrm.tui.sentences import no_people
from netcrm.tui.text import plain
from netcrm.tui.widgets.hanging import Paragraphs
from netcrm.tui.widgets.stage_board import StageBoard

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_THEN = {
    Step.ASK: "asked today",
    Step.AGREE: "agreed: on which day?",
    Step.HELD: "held today",
    Step.THANK: "thanked today",
    Step.KEEP: "kept in touch",
}
"""What moving a card on does."""
_SCROLL = 4
"""Lines that the brackets scroll the pane."""


class InterviewsScreen(ActingScreen):
    """All interviews by stage."""

    SCOPE: ClassVar[Scope] = Scope.INTERVIEWS
    CSS_PATH = "interviews.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.INTERVIEWS, Scope.EVERYWHERE)]
    AUTO_FOCUS = "StageBoard"
    is_base = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._board: Board | None = None
        self._lines: dict[int, InterviewLine] = {}
        self._asked_for: int | None = None
        """The interview that the pane was last asked to show."""

    def compose(self) -> ComposeResult:
        """Lay the stages by name, the board with the pane beside it, and the lines above and below."""
        yield HeadLine()
        yield Static(id="stages")
        with Horizontal(id="body"):
            yield StageBoard()
            with VerticalScroll(id="interview-pane", can_focus=False):
                yield Paragraphs(widget_id="interview-text")
        yield Static(id="none-yet")
        yield Static(id="status", classes="status")
        yield KeyLine(Scope.INTERVIEWS)

    @property
    def _cards(self) -> StageBoard:
        return self.query_one(StageBoard)

    def reload(self) -> None:
        """Read all interviews anew; the cursor follows its card."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        board, people = await self.app_.threads.read(self._read)
        self._board = board
        self._lines = {line.interview.id: line for column in board.columns for line in column.lines}
        self._cards.show(columns_of(board.columns, self.crm.today))
        self._say_none_yet(people)
        self._tell()

    def _read(self) -> tuple[Board, int]:
        board = self.crm.interviews.board()
        is_used = any(column.lines for column in board.columns)
        return board, 1 if is_used else self.crm.contacts.count()

    def _say_none_yet(self, people: int) -> None:
        key = self.app_.key_of
        words = "" if self._lines else no_people(key)
        if people and not self._lines:
            words = (
                "No interviews yet.\n\n"
                f"{key('people')} shows everybody: {key('interview')} there notes somebody to be asked, or says that"
                " you asked, agreed on a day, or talked already. A talk in the corridor counts: say held.\n\n"
                f"Here the cards go from stage to stage ({key('stage_on')}), with the questions you prepare and what"
                " they say."
            )
        self.query_one("#body").display = bool(self._lines)
        told = self.query_one("#none-yet", Static)
        told.display = not self._lines
        told.update(Content(words))

    def on_resize(self) -> None:
        """Name the stages as the new width needs it."""
        self.call_after_refresh(self._tell)

    @on(StageBoard.Moved)
    def _moved(self, message: StageBoard.Moved) -> None:
        message.stop()
        self._tell()

    @on(StageBoard.Opened)
    def _opened(self, message: StageBoard.Opened) -> None:
        message.stop()
        self.action_open()

    def _tell(self) -> None:
        """Say all around the card under the cursor."""
        self._say_stages()
        self._say_status()
        self._show_beside()

    # Around the board

    def _say_stages(self) -> None:
        """Say how far people came, and name the stages that are out of sight on their sides."""
        board, told = self._board, self.query_one("#stages", Static)
        if board is None:
            return
        seen = self._cards.seen
        names = [f"{column.title} {len(column.lines) + column.more}" for column in board.columns]
        before, after = " · ".join(names[: seen.start]), " · ".join(names[seen.stop :])
        left, right = (f" ‹ {before}" if before else " "), (f"{after} › " if after else "")
        gap = max(1, told.size.width - cell_len(left) - cell_len(right))
        rates = plain(f" {board.rates}", "$foreground-muted")
        told.update(Content("\n").join((rates, Content(left + " " * gap + right))), layout=False)

    def _say_status(self) -> None:
        """Say what the keys would do to the interview under the cursor."""
        line, key, status = self._line, self.app_.key_of, self.query_one("#status", Static)
        if line is None:
            status.update("", layout=False)
            return
        it = line.interview
        then = self._then(it)
        acts = [f"{key('stage_on')} {then}"] if then else []
        acts += [f"{key('interview')} another step or day", f"{key('note_sheet')} notes"]
        acts += [f"{key('drop')} cancel"] if it.stage.is_open else []
        words = "  ".join(acts)
        about = "  ·  ".join(filter(None, (line.name, line.organisation, stage_words(it, self.crm.today), it.topic)))
        if status.size.height > 1:
            status.update(Content("\n").join((plain(f" {about}"), plain(f" {words}"))), layout=False)
        else:
            status.update(plain(f" {words}  ·  {about}"), layout=False)

    def _then(self, it: Interview) -> str:
        """Return what the key that moves a card on does: the act, and its day."""
        step, today = NEXT.get(it.stage), self.crm.today
        if step is Step.HELD and it.happens_on:
            return f"held {long_day(it.happens_on, today)}" if it.happens_on <= today else "held already: on which day?"
        return _THEN[step] if step else ""

    def _show_beside(self) -> None:
        pane = self.query_one("#interview-pane", VerticalScroll)
        if pane.display and not self.has_class("-narrow"):
            background(self, "pane", self._read_beside, self._cards.current)

    async def _read_beside(self, interview_id: int | None) -> None:
        text = self.query_one("#interview-text", Paragraphs)
        if interview_id is None:
            text.show(())
            return
        try:
            sheet = await self.app_.threads.read(self.crm.interviews.sheet, interview_id)
        except NotFound:
            text.show(())
            return
        if interview_id != self._asked_for:
            self.query_one("#interview-pane", VerticalScroll).scroll_home(animate=False)
        self._asked_for = interview_id
        key = self.app_.key_of
        text.show(beside(sheet, self.crm.today, note_key=key("note_sheet"), after_key=key("afterwards")))

    def action_pane_down(self) -> None:
        """Scroll what stands beside the board down."""
        self.query_one("#interview-pane", VerticalScroll).scroll_relative(y=_SCROLL, animate=False)

    def action_pane_up(self) -> None:
        """Scroll what stands beside the board up."""
        self.query_one("#interview-pane", VerticalScroll).scroll_relative(y=-_SCROLL, animate=False)

    # What is selected

    @property
    def _line(self) -> InterviewLine | None:
        current = self._cards.current
        return None if current is None else self._lines.get(current)

    def _interview(self) -> Interview:
        if self._line is None:
            raise NothingToDo(f"No interview is selected. {self.way_to('a card')}")
        return self._line.interview

    def selected_item(self) -> str | None:
        """Return the key of the interview under the cursor."""
        return None if self._line is None else f"i{self._line.interview.id}"

    def selected_contact_ids(self) -> tuple[int, ...]:
        """Return with whom the interview under the cursor is."""
        return () if self._line is None else (self._line.interview.contact_id,)

    # What keys do

    @told
    async def action_stage_on(self) -> None:
        """Let the interview reach the next stage today; ask where there is something to be asked."""
        it, today = self._interview(), self.crm.today
        step = NEXT.get(it.stage)
        if it.stage is Stage.KEPT_IN_TOUCH:
            raise NothingToDo(f"This is the last stage. {self.app_.key_of('interview')} begins another interview.")
        is_ahead = step is Step.HELD and it.happens_on is not None and it.happens_on > today
        if step is None or step is Step.AGREE or is_ahead:
            await ask_step(self, it, step)
        else:
            on = it.happens_on if step is Step.HELD and it.happens_on else today
            await take_step(self, InterviewChoice(it, step, on))

    @told
    async def action_stage_back(self) -> None:
        """Take back the act that brought the interview where it stands."""
        await act(self.app_, self.crm.interviews.take_back, self._interview())

    @told
    async def action_edit_interview(self) -> None:
        """Change what it is about, when and where it is."""
        await ask_step(self, self._interview(), Step.CHANGE)

    @told
    async def action_afterwards(self) -> None:
        """Ask what came of it."""
        await ask_afterwards(self, self._interview())

    @told
    async def action_delete_interview(self) -> None:
        """Delete the interview, after asking."""
        from netcrm.tui.dialogs import ConfirmDialog

        it, whom = self._interview(), self._line.name if self._line else ""
        body = (
            f"It goes with its questions and notes; what was logged stays. {self.app_.key_of('undo')} brings it back."
        )
        if await self.ask(ConfirmDialog(f"Delete the interview with {whom}?", body, "Delete")):
            await act(self.app_, self.crm.interviews.delete, it)

    def action_back(self) -> None:
        """Nothing is open here."""
