"""An application that shows one dialog and keeps its answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

T = TypeVar("T")

HOSTILE = "A[/]B [@click=app.quit]x[/] \x1b]0;PWN\x07Eve \u202eevil\u202c \x9b31mRed a\nb"
"""A name as strangers' files may hold it: markup, terminal sequences, bidi overrides, a line end."""
MARKUP = "A[/]B [@click=app.quit]x[/]"
"""What must be seen of it as it is."""


def assert_harmless(text: str) -> None:
    """Assert that nothing of a hostile text reaches the terminal as control."""
    assert not any(character in text for character in "\x1b\x9b\x07\u202e\u202c")


class Host(App[None], Generic[T]):
    """Shows a dialog over an empty screen."""

    def __init__(self, dialog: Screen[T]) -> None:
        super().__init__()
        self.animation_level = "none"
        self._dialog = dialog
        self.answers: list[T | None] = []
        """Empty until the dialog is left."""

    def on_mount(self) -> None:
        self.push_screen(self._dialog, self.answers.append)


class Shown(Generic[T]):
    """A dialog in a terminal."""

    def __init__(self, host: Host[T], pilot: Pilot[None]) -> None:
        self.host = host
        self.pilot = pilot

    @property
    def answers(self) -> list[T | None]:
        return self.host.answers

    @property
    def lines(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.host.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Put a text in where the cursor is, all at once: a key a character would take the tests ten times as long."""
        self.host.post_message(Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is being read or drawn any more, but for what waits for a dialog's answer."""
        await self.pilot.pause()
        while any(not worker.is_finished and worker.group != "asking" for worker in self.host.workers):
            await self.pilot.pause()
        await self.pilot.pause()


@asynccontextmanager
async def show(dialog: Screen[T], *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Shown[T]]:
    """Show a dialog until the end of the block."""
    host = Host(dialog)
    async with host.run_test(size=size) as pilot:
        shown = Shown(host, pilot)
        await shown.settle()
        yield shown
