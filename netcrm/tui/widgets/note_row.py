"""A question of a note sheet with the place to type under it, which grows with what is typed."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from netcrm.domain.interviews.sheet import InterviewNote
from netcrm.tui.guard import participant_warning
from netcrm.tui.text import plain

_SHARED = "may be shared"


class NoteArea(TextArea):
    """A text as high as its lines; tab leaves it."""

    DEFAULT_CSS = """
    NoteArea {
        height: auto; min-height: 1; max-height: 16; padding: 0 0 0 1; border: none;
        background: $boost;
        &:focus { background: $panel-lighten-1; border: none; }
    }
    """

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text, compact=True, soft_wrap=True, tab_behavior="focus", placeholder=Content(hint))
        self.highlight_cursor_line = False


class NoteRow(Vertical):
    """One note: its question, whether it may be shared, and the text."""

    DEFAULT_CSS = """
    NoteRow {
        height: auto; margin-bottom: 1;
        & > Static { height: auto; color: $text-muted; }
        & > .warning { display: none; color: $text-warning; padding-left: 1; }
        & > .warning.-shown { display: block; }
        &.-here > .question { color: $foreground; }
    }
    """

    def __init__(self, note: InterviewNote) -> None:
        super().__init__()
        self.note_id = note.id
        """Under which it is written; 0 while it is not."""
        self._note = note
        self._question = Static(classes="question")
        self._warning = Static(classes="warning")
        self.area = NoteArea(note.answer, "" if note.question else "a note")

    def compose(self) -> ComposeResult:
        """Lay the question over the text, and under it what is worth a second look."""
        yield self._question
        yield self.area
        yield self._warning

    def on_mount(self) -> None:
        """Show the question."""
        self._show()
        self._warn()

    @on(TextArea.Changed)
    def _warn(self) -> None:
        """Say under the text what looks like a study participant's data; it is kept all the same."""
        words = participant_warning(self.area.text)
        self._warning.update(plain(f"! {words}"))
        self._warning.set_class(bool(words), "-shown")

    @property
    def note(self) -> InterviewNote:
        """The note as it is typed."""
        return replace(self._note, id=self.note_id, answer=self.area.text)

    def turn_shareable(self) -> None:
        """Mark it as fit for others to read, or take the mark away."""
        self._note = replace(self._note, is_shareable=not self._note.is_shareable)
        self._show()

    def _show(self) -> None:
        gap = "  " if self._note.question else ""
        mark = (f"{gap}✓ {_SHARED}", "$text-success") if self._note.is_shareable else ""
        self._question.update(Content.assemble(plain(self._note.question), mark))
        self._question.display = bool(self._note.question or mark)

    def on_descendant_focus(self) -> None:
        """Show that the user is here."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """Show that the user has left."""
        self.remove_class("-here")
