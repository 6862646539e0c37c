"""Choose the files to import: those lately saved in the usual folders, or a path."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Button, Input, Label, SelectionList, Static
from textual.widgets.selection_list import Selection

from netcrm.domain.days import counted
from netcrm.services.crm import Crm
from netcrm.services.imports.values import FoundFile
from netcrm.services.target_files import Holder, holder_of
from netcrm.tui.text import plain


def _is_own_calendar(path: Path) -> bool:
    """Whether netcrm wrote a calendar: it holds no past meeting, and the one kept up to date would come first."""
    return path.suffix.lower() == ".ics" and holder_of(path) is Holder.NETCRM


class ImportDialog(ModalScreen[list[Path] | None]):
    """Lists files that could be imported, newest first; space ticks several, enter takes them."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Import"),
        Binding("enter", "take", "Import", priority=True),
        Binding("escape", "cancel", "Cancel"),
    ]

    class Found(Message):
        """The folders have been looked through."""

        def __init__(self, files: list[FoundFile]) -> None:
            super().__init__()
            self.files = files

    def __init__(self, crm: Crm) -> None:
        super().__init__(classes="dialog-screen")
        self._crm = crm
        self._files: list[FoundFile] = []
        self._refused: str | None = None
        """The path that the problem shown is about."""

    def compose(self) -> ComposeResult:
        """Lay the list over the path."""
        with Vertical(classes="dialog"):
            yield Static(
                "Import an address book, table, study, papers, or past meetings", classes="title", markup=False
            )
            yield Static("Looking for files in the usual folders …", id="looking", markup=False)
            yield TickList(compact=True)
            yield Static("Or the path of a file:", markup=False)
            yield Input(placeholder="~/Downloads/contacts.vcf", compact=True, suggester=PathSuggester())
            yield Static(classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Look inside", id="take", compact=True, variant="primary")
                yield Button("Cancel", id="cancel", compact=True)
                yield Label("space ticks · enter looks · esc cancels", markup=False)

    def on_mount(self) -> None:
        """Look through the folders, and begin with the path until something is found."""
        self.query_one(TickList).display = False
        self.query_one(Input).focus()
        self._look()

    @work(thread=True)
    def _look(self) -> None:
        with self._crm.connection():
            found = self._crm.imports.found_files()
        self.post_message(self.Found([it for it in found if not _is_own_calendar(it.path)]))

    def on_import_dialog_found(self, message: Found) -> None:
        """Show the files found."""
        message.stop()
        if not (self.is_running and self.display):
            return
        self._files = message.files
        looking, files = self.query_one("#looking", Static), self.query_one(TickList)
        if not self._files:
            looking.update("Nothing to import was found in the usual folders.")
            return
        now = datetime.now().astimezone()
        looking.update(f"{counted(len(self._files), 'file')} in the usual folders, newest first:")
        files.add_options([Selection(describe_file(file, now), index) for index, file in enumerate(self._files)])
        files.display = True
        files.highlighted = 0
        if not self.query_one(Input).value:
            files.focus()

    def action_take(self) -> None:
        """Take what is chosen, once what was typed before has come in: this key overtakes those on their way."""
        (self.focused or self).call_later(self._take)

    def _take(self) -> None:
        """Give back the path typed, else the files ticked, else the one highlighted."""
        if not self.is_current:
            return
        focused = self.focused
        if isinstance(focused, Button) and focused.id == "cancel":
            self.dismiss(None)
            return
        typed = self.query_one(Input).value.strip().strip("'\"")
        files = self.query_one(TickList)
        if typed and not files.has_focus:
            self._take_path(Path(typed).expanduser())
        elif files.selected:
            self.dismiss([self._files[index].path for index in sorted(files.selected)])
        elif files.has_focus and files.highlighted is not None:
            self.dismiss([self._files[files.highlighted].path])
        else:
            self._refuse(Content("Tick a file, or type the path of one."))

    def _take_path(self, path: Path) -> None:
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except (OSError, ValueError):
            is_folder = is_there = False
        if is_folder:
            self._refuse(Content.assemble("This is a folder; name a file in it: ", plain(str(path))))
        elif not is_there:
            self._refuse(Content.assemble("There is no such file: ", plain(str(path))))
        else:
            self.dismiss([path])

    def _refuse(self, sentence: Content) -> None:
        self._refused = self.query_one(Input).value
        problem = self.query_one(".problem", Static)
        problem.update(Content.assemble("✗ ", sentence))
        problem.add_class("-shown")

    @on(Input.Changed)
    def _typed(self) -> None:
        """Take the problem away once another path stands there; news of keys before it may come in after it."""
        if self.query_one(Input).value != self._refused:
            self.query_one(".problem").remove_class("-shown")

    @on(Button.Pressed, "#take")
    def _pressed(self) -> None:
        self.action_take()

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Give nothing back."""
        self.dismiss(None)


class TickList(SelectionList[int]):
    """Files with a tick before each: `[x]` or `[ ]`, told apart without colour."""

    def render_line(self, y: int) -> Strip:
        """Draw a line, with these signs where its parent class draws a button of three cells."""
        line = super().render_line(y)
        index = self.scroll_offset.y + y
        if index >= self.option_count:
            return line
        button, _, _, space, *rest = line
        plain_style = space.style or Style()
        style = plain_style + Style(meta=button.style.meta) if button.style else plain_style
        ticked = self.get_option_at_index(index).value in self.selected
        return Strip([Segment("[x]" if ticked else "[ ]", style), space, *rest])


class PathSuggester(Suggester):
    """Completes the path of a file, a name at a time."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the path with the first name that begins so."""
        head, slash, start = value.rpartition("/")
        if not slash or not start:
            return None
        try:
            names = sorted(path.name for path in Path(f"{head}/").expanduser().iterdir())
        except (OSError, ValueError, RuntimeError):
            return None
        return next((f"{head}/{name}" for name in names if name.startswith(start) and name.isprintable()), None)


def describe_file(file: FoundFile, now: datetime) -> Content:
    """Return `contacts.vcf · 3 minutes ago · 120 kB · Downloads`."""
    details = f"{say_age((now - file.modified).total_seconds())} · {say_size(file.size)} · {file.path.parent.name}"
    return Content.assemble(plain(file.path.name, "bold"), " · ", plain(details))


def say_age(seconds: float) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    for length, unit in ((86_400 * 30, "month"), (86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= length:
            return f"{counted(int(seconds // length), unit)} ago"
    return "just now"


def say_size(size: int) -> str:
    """Return a size in bytes as people read it: `120 kB`."""
    for length, unit in ((1_000_000, "MB"), (1000, "kB")):
        if size >= length:
            return f"{size / length:.1f} {unit}" if size < 10 * length else f"{size // length} {unit}"
    return f"{size} B"
