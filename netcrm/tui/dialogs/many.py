"""Acts on many items at once: by which channel they are done, and why they are skipped, asked once for all."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.days import counted
from netcrm.domain.interaction import Channel
from netcrm.domain.text import clean_line, clean_text
from netcrm.services.crm import Crm
from netcrm.services.item_acts import ManyPreview
from netcrm.services.words import who
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.log import CHANNELS
from netcrm.tui.text import plain, span
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, FormValues, TextField

_NAMES = 6
_CHANNELS: tuple[Choice[Channel | None], ...] = (
    Choice(None, "u", "As last time"),
    *(Choice(one.value, one.key, one.label) for one in CHANNELS if one.value.is_touch),
)


@dataclass(frozen=True, slots=True)
class DoneChoice:
    """How one was in touch with all of them; None is for each the way of the last time."""

    channel: Channel | None
    summary: str


class DoneDialog(FormDialog[DoneChoice]):
    """Asks by which channel several items were done: a letter, some words, enter."""

    def __init__(self, crm: Crm, count: int, preview: ManyPreview | None) -> None:
        super().__init__(crm, Content(f"Done: {counted(count, 'line')}"), save_label="Done")
        self._preview = preview
        self.channel = ChoiceField("channel", "By", _CHANNELS, None)
        self.summary = TextField(
            "summary",
            "Words",
            lambda text: clean_text(text).strip(),
            hint="the same for each (or nothing)",
            is_free_text=True,
        )
        self.lay(self.channel, self.summary)

    def note(self, values: FormValues) -> Content | None:
        """Say whom it is about, and where their dates go."""
        del values
        preview = self._preview
        if preview is None:
            return None
        return _whom(preview, span(preview.first_if_done, preview.last_if_done, self.calendar.today))

    def result(self, values: FormValues) -> DoneChoice:
        """Return the channel and the words."""
        return DoneChoice(values.of(self.channel), values.of(self.summary))


class SkipDialog(FormDialog[str]):
    """Asks why several items are left out this time; the reason may be empty."""

    def __init__(self, crm: Crm, count: int, preview: ManyPreview | None) -> None:
        super().__init__(crm, Content(f"Skip {counted(count, 'line')} this time"), save_label="Skip")
        self._preview = preview
        self.reason = TextField(
            "reason", "Why", clean_line, hint="all at the congress … (or nothing)", is_free_text=True
        )
        self.lay(self.reason)

    def note(self, values: FormValues) -> Content | None:
        """Say whom it is about, where their dates go, and what cannot be skipped."""
        del values
        preview = self._preview
        if preview is None:
            return None
        words = _whom(preview, span(preview.first_if_skipped, preview.last_if_skipped, self.calendar.today))
        left = preview.count - preview.can_skip
        if not left:
            return words
        cannot = (
            "1 of them is promised once and cannot be skipped" if left == 1 else f"{left} of them cannot be skipped"
        )
        marks = "its mark" if left == 1 else "their marks"
        return Content.assemble(words, f"\n{cannot}: then nothing is. Take {marks} away first.")

    def result(self, values: FormValues) -> str:
        """Return the reason."""
        return values.of(self.reason)


def _whom(preview: ManyPreview, next_dates: str) -> Content:
    names = plain(", ".join(preview.names) if preview.count <= _NAMES else who(preview.names), "bold")
    return Content.assemble(names, f"\nThe next ones are for {next_dates}." if next_dates else "")
