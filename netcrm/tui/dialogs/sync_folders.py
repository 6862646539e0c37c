"""Which folders sync writes and reads: of the calendar, of the cards, and the inbox file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.content import Content

from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.sync.values import SyncRequest
from netcrm.tui.dialogs.calendar_fields import detail_field, form_field, kinds_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.widgets.fields import Field, FormValues, TextField

_NOTE = (
    "Each item of the calendar is a file in its folder, and each contact one in theirs: what khal, todoman, khard and"
    " vdirsyncer read and write, and through vdirsyncer your phone. Leave a line empty to go without."
)


class SyncFoldersDialog(FormDialog[SyncRequest]):
    """Asks for the folders; a folder that is not there yet is made."""

    def __init__(self, crm: Crm, now: SyncRequest) -> None:
        super().__init__(crm, Content("Sync with folders"), save_label="Sync")
        self.folder = _path_field("folder", "Calendar", now.folder, _read_folder, "such as ~/netcrm/calendars/netcrm")
        self.kinds = kinds_field(now.kinds)
        self.form = form_field(now.form)
        self.detail = detail_field(now.detail)
        self.cards = _path_field("cards", "Contacts", now.cards, _read_folder, "such as ~/netcrm/people")
        hint = "such as ~/Notes/inbox.txt: lines of what happened"
        self.inbox = _path_field("inbox", "Inbox", now.inbox, _read_inbox, hint, "not there yet")
        self._days = now.days
        self._of_calendar = (self.kinds, self.form, self.detail)
        self.lay(self.folder, *self._of_calendar, self.cards, self.inbox)

    def on_mount(self) -> None:
        """Ask about the calendar only where there is one."""
        super().on_mount()
        self._show_fields()

    def edited(self, field: Field[object]) -> None:
        """Ask about the calendar only where there is one."""
        if field is self.folder:
            self._show_fields()

    def _show_fields(self) -> None:
        for field in self._of_calendar:
            self.show_field(field, shown=bool(self.text_row(self.folder).text.strip()))

    def note(self, values: FormValues) -> Content:
        """Say what the folders are for."""
        del values
        return Content(_NOTE)

    def result(self, values: FormValues) -> SyncRequest:
        """Return what is to be synced.

        Raises:
            UsageProblem: nothing is named, or one folder twice.
        """
        folder, cards, inbox = values.of(self.folder), values.of(self.cards), values.of(self.inbox)
        if folder is None and cards is None and inbox is None:
            raise UsageProblem("Name a folder, or an inbox file.")
        if folder is not None and folder == cards:
            raise UsageProblem("The calendar and the contacts need a folder each.")
        if folder is None:
            return SyncRequest(cards=cards, inbox=inbox)
        return SyncRequest(
            folder=folder,
            cards=cards,
            inbox=inbox,
            kinds=values.of(self.kinds),
            form=values.of(self.form),
            detail=values.of(self.detail),
            days=self._days,
        )


def _path_field(
    name: str, label: str, now: Path | None, read: Callable[[str], Path | None], hint: str, new: str = "a new folder"
) -> TextField[Path | None]:
    return TextField(
        name,
        label,
        read,
        value=str(now or ""),
        hint=hint,
        selects=True,
        echo=lambda path: _say(path, new) if path else "",
    )


def _say(path: Path, new: str) -> str:
    return "" if path.exists() else new


def _read_folder(text: str) -> Path | None:
    """Return the folder that a path names; it, or the one that it is to be made in, must be there."""
    path = _read_path(text)
    if path is not None and path.exists() and not path.is_dir():
        raise UsageProblem(f"{clean_line(str(path))} is no folder.")
    return path


def _read_inbox(text: str) -> Path | None:
    """Return the file that a path names; its folder must be there."""
    path = _read_path(text)
    if path is not None and path.is_dir():
        raise UsageProblem(f"{clean_line(str(path))} is a folder. Name a file in it.")
    return path


def _read_path(text: str) -> Path | None:
    words = text.strip().strip("'\"")
    if not words:
        return None
    try:
        path = Path(words).expanduser().absolute()
        has_parent = path.parent.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise UsageProblem("That is no path. Write it like ~/netcrm/calendars/netcrm.") from None
    if not has_parent:
        raise UsageProblem(f"There is no folder {clean_line(str(path.parent))} to hold it. Make that one first.")
    return path
