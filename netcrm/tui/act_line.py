"""The status line of a screen whose keys act: what each act would do, read in the background as the cursor moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from netcrm.errors import NetcrmError
from netcrm.tui.act_words import acts_on_many, acts_on_one
from netcrm.tui.jobs import background
from netcrm.tui.text import plain

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.tui.app import NetcrmApp

MOST_PREVIEWED = 100
"""Of how many items the next dates are reckoned; for more the keys are named alone."""


class ActLine(Static):
    """Says what the keys would do to some items; where it has two lines, what else there is to say on the second.

    There it grows by the lines that news need: they are never cut.
    """

    def __init__(self, crm: Crm) -> None:
        super().__init__("", id="status", classes="status")
        self._crm = crm
        self._asked: tuple[tuple[str, ...], str, str] = ((), "", "")
        self._news = ""
        self._what = ""

    def say(self, keys: tuple[str, ...], *, before: str = "", after: str = "", news: str = "", what: str = "") -> None:
        """Say what can be done to the items of these keys, between other words.

        `news`, and `what` is asked for, stand where there is more than one line alone.
        """
        self._asked = (keys, before, after)
        self._news = news
        self._what = what
        if keys:
            background(self, "preview", self._read)
        else:
            self._put("")

    def on_resize(self) -> None:
        """Say it as the new height has it."""
        if self._asked[0]:
            self.say(self._asked[0], before=self._asked[1], after=self._asked[2], news=self._news, what=self._what)
        else:
            self._put("")

    async def _read(self) -> None:
        keys = self._asked[0]
        words = await cast("NetcrmApp", self.app).threads.read(self._words, keys)
        if keys == self._asked[0]:
            self._put(words)

    def _words(self, keys: tuple[str, ...]) -> str:
        key_of = cast("NetcrmApp", self.app).key_of
        if len(keys) > MOST_PREVIEWED:
            return f"{key_of('done')} done  {key_of('snooze')} snooze  {key_of('skip')} skip"
        try:
            if len(keys) == 1:
                return acts_on_one(self._crm.acts.preview(keys[0]), self._crm.today, key_of)
            return acts_on_many(self._crm.acts.preview_many(keys), self._crm.today, key_of)
        except NetcrmError:
            # An item that is gone meanwhile has no acts; the list that is read anew says so.
            return ""

    def _put(self, acts: str) -> None:
        _, before, after = self._asked
        if self.size.height > 1:
            lines = [plain("  ·  ".join(filter(None, (before, acts, self._what)))), plain(after)]
            lines += plain(self._news).wrap(max(1, self.size.width - 2)) if self._news else []
            self._grow(len(lines))
            self.update(Content("\n").join(Content(" ") + line for line in lines), layout=False)
        else:
            words = "  ·  ".join(part for part in (before, acts, after, self._news) if part)
            self.update(plain(f" {words}"), layout=False)

    def _grow(self, lines: int) -> None:
        if self.size.height != lines:
            self.styles.height = lines if self._news and self.screen.has_class("-narrow") else None
