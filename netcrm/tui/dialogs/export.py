"""Export: what, whom, and to which file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual.content import Content

from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.formats.vcard.writer import CardVersion
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.target_files import Holder, holder_of
from netcrm.tui.dialogs.calendar_fields import days_field, detail_field, form_field, kinds_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.people_query import people_query_field
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FormValues, TextField

_KINDS = (
    Choice(ExportKind.ICS, "c", "Calendar"),
    Choice(ExportKind.VCF, "a", "Address book"),
    Choice(ExportKind.CSV, "t", "Table"),
    Choice(ExportKind.JSONL, "j", "Whole store (JSON lines)"),
    Choice(ExportKind.MD, "m", "Text (Markdown)"),
)
_VERSIONS = (Choice(CardVersion.V3, "3", "3.0, read everywhere"), Choice(CardVersion.V4, "4", "4.0"))


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What to write, and where."""

    kind: ExportKind
    target: Path
    options: ExportOptions

    @property
    def query(self) -> str:
        """Whom: the query language; empty is everybody."""
        return self.options.query

    @property
    def is_whole_calendar(self) -> bool:
        """Whether it is the calendar of everybody, as it is kept up to date."""
        return self.kind is ExportKind.ICS and not self.query


class ExportDialog(FormDialog[ExportChoice]):
    """Asks for the format, the people and the file."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm, Content("Export"), save_label="Write")
        usual = ExportOptions()
        self._offered = self._usual_target(ExportKind.ICS)
        self.kind = ChoiceField("kind", "What", _KINDS, ExportKind.ICS)
        self.people_query = people_query_field(self.crm, "Whom", hint="everybody; or a search such as tier:a, role:pi")
        self.kinds = kinds_field(usual.kinds)
        self.form = form_field(usual.form)
        self.days = days_field(usual.days)
        self.detail = detail_field(usual.detail)
        self.version = ChoiceField("version", "Version", _VERSIONS, usual.version)
        self.target = TextField(
            "target",
            "File",
            read_target,
            value=self._offered,
            required="Name the file to write.",
            selects=True,
            echo=say_target,
        )
        self._of_calendars = (self.kinds, self.form, self.days, self.detail)
        self.lay(self.kind, self.people_query, *self._of_calendars, self.version, self.target)

    def on_mount(self) -> None:
        """Show the fields of a calendar."""
        self._show_fields(ExportKind.ICS)
        super().on_mount()

    def _usual_target(self, kind: ExportKind) -> str:
        return f"{usual_folder()}/netcrm-{self.calendar.today.isoformat()}.{kind}"

    def _show_fields(self, kind: ExportKind) -> None:
        for field in self._of_calendars:
            self.show_field(field, shown=kind is ExportKind.ICS)
        self.show_field(self.version, shown=kind is ExportKind.VCF)

    def edited(self, field: Field[object]) -> None:
        """Show the fields of the format taken, and offer a file of its own unless one was typed."""
        if field is not self.kind:
            return
        kind = self.values().of(self.kind)
        self._show_fields(kind)
        row = self.text_row(self.target)
        if row.text == self._offered:
            self._offered = self._usual_target(kind)
            row.put(self._offered)

    def result(self, values: FormValues) -> ExportChoice:
        """Return what to write."""
        kind = values.of(self.kind)
        query = values.of(self.people_query)[0]
        options = ExportOptions(query=query)
        if kind is ExportKind.ICS:
            options = ExportOptions(
                query=query,
                days=values.of(self.days),
                detail=values.of(self.detail),
                kinds=values.of(self.kinds),
                form=values.of(self.form),
            )
        elif kind is ExportKind.VCF:
            options = ExportOptions(query=query, version=values.of(self.version))
        return ExportChoice(kind, values.of(self.target), options)


def usual_folder() -> str:
    """Return the folder in which files are offered to be written, as people write it."""
    return "~/Downloads" if Path("~/Downloads").expanduser().is_dir() else "~"


def say_target(path: Path) -> str:
    """Return what writing a file there would do."""
    if holder_of(path) is Holder.OTHER_PROGRAM:
        return "replaces what another program wrote there"
    return "replaces the file that is there" if path.exists() else "a new file"


def read_target(text: str) -> Path:
    """Return the file that a path names; its folder must be there.

    Raises:
        UsageProblem: It is no path, a folder, or its folder is not there.
    """
    try:
        path = Path(text.strip().strip("'\"")).expanduser()
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise UsageProblem("That is no path of a file. Write it like ~/Downloads/netcrm.ics.") from None
    if is_folder:
        raise UsageProblem(f"{clean_line(str(path))} is a folder. Name a file in it.")
    if not has_folder:
        raise UsageProblem(f"There is no folder {clean_line(str(path.parent))}.")
    return path
