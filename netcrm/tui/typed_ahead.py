"""Keys typed before the screen that they are meant for is there.

A key that opens a dialog or switches screens takes a moment, and people who know their keys do not wait: `l c` is
log, call. Textual hands a key to whatever has the focus when it comes in, so the `c` would act on the list below.
While the keyboard is held, keys are kept; when it is released, they go to what has the focus then, in their order.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.timer import Timer

_LONGEST_SECONDS = 3.0
"""After which the keyboard is released whatever happens: a lost release must not lock it."""


class TypedAhead:
    """Holds the keyboard, and hands on what was typed meanwhile."""

    def __init__(
        self,
        set_timer: Callable[[float, Callable[[], Awaitable[None]]], Timer],
        forward: Callable[[events.Key], Awaitable[None]],
    ) -> None:
        self._set_timer = set_timer
        self._forward = forward
        self._deadline: Timer | None = None
        self._kept: list[events.Key] = []

    @property
    def is_held(self) -> bool:
        """Whether what is typed now is kept."""
        return self._deadline is not None

    def hold(self) -> None:
        """Keep what is typed from now on."""
        if self._deadline is None:
            self._deadline = self._set_timer(_LONGEST_SECONDS, self.release)

    def keep(self, event: events.Key) -> bool:
        """Keep a key if the keyboard is held; tell whether it was."""
        if self._deadline is None:
            return False
        self._kept.append(events.Key(event.key, event.character))
        self._kept[-1].time = event.time
        return True

    async def release(self) -> None:
        """Hand on what was kept. Runs in the application's own turn, so that no newer key overtakes."""
        if self._deadline is None:
            return
        self._deadline.stop()
        self._deadline = None
        kept, self._kept = sorted(self._kept, key=lambda event: event.time), []
        for event in kept:
            await self._forward(event)
