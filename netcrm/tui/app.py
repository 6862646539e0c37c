"""The application: the screens over one open store."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import App

from netcrm.domain.text import clean_text
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import BY_ID, collisions, key_label
from netcrm.tui.calendar_file import CalendarFileKeeper
from netcrm.tui.config import Config, save_theme
from netcrm.tui.jobs import Threads, background, loaded, telling
from netcrm.tui.preloading import preload
from netcrm.tui.screens.today import TodayScreen
from netcrm.tui.sentences import for_screens
from netcrm.tui.text import one_line
from netcrm.tui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.screen import Screen

    from netcrm.services.crm import Crm
    from netcrm.tui.screens.calendar import CalendarScreen
    from netcrm.tui.screens.insights import InsightsScreen
    from netcrm.tui.screens.interviews import InterviewsScreen
    from netcrm.tui.screens.people import PeopleScreen

T = TypeVar("T")

_BACKUP_AFTER_SECONDS = 5.0
"""How long after the start the daily backup is taken: not while the first screen reads."""
_PRELOAD_AFTER_SECONDS = 0.5
"""How long after the start the modules of what is not shown yet are loaded: the first screen is painted by then."""
_POLL_SECONDS = 1.5
"""How often the store is asked whether another program wrote to it."""


def _palette() -> type[Provider]:
    from netcrm.tui.palette import PeopleAndActions

    return PeopleAndActions


class NetcrmApp(App[None]):
    """netcrm in a terminal."""

    TITLE = "netcrm"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = "today"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"),
        (100, "-wide"),
    ]

    def __init__(self, crm: Crm, *, config: Config | None = None) -> None:
        super().__init__()
        self.crm = crm
        self.config = config or Config()
        self.threads = Threads(crm)
        self.typed_ahead = TypedAhead(self.set_timer, super().on_event)
        self.calendar_file = CalendarFileKeeper(self)
        self.changes = 0
        """Grows whenever the store changed; screens compare it with what they have shown."""
        self.is_demo = crm.is_demo
        self._version = crm.data_version()
        self._today = crm.today
        self.add_mode("today", lambda: TodayScreen(crm))
        self.add_mode("people", self._people)
        self.add_mode("interviews", self._interviews)
        self.add_mode("calendar", self._calendar)
        self.add_mode("insights", self._insights)

    def _people(self) -> PeopleScreen:
        from netcrm.tui.screens.people import PeopleScreen

        return PeopleScreen(self.crm)

    def _interviews(self) -> InterviewsScreen:
        from netcrm.tui.screens.interviews import InterviewsScreen

        return InterviewsScreen(self.crm)

    def _calendar(self) -> CalendarScreen:
        from netcrm.tui.screens.calendar import CalendarScreen

        return CalendarScreen(self.crm)

    def _insights(self) -> InsightsScreen:
        from netcrm.tui.screens.insights import InsightsScreen

        return InsightsScreen(self.crm)

    @property
    def keys(self) -> dict[str, str]:
        """The keys of each action by its id, the user's own where the configuration has them."""
        return {action_id: self.config.keys.get(action_id, action.key) for action_id, action in BY_ID.items()}

    def key_of(self, action_id: str) -> str:
        """Return the key of an action as people read it."""
        return key_label(self.keys[action_id])

    def on_mount(self) -> None:
        """Dress as configured, watch the store, and take the daily backup."""
        if self.config.theme in self.available_themes:
            self.theme = self.config.theme
        self.set_keymap(self.config.keys)
        for problem in (*self.config.problems(self.available_themes), *collisions(self.config.keys)):
            self.say(problem, is_problem=True)
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        self._leave_on_signals()
        self.set_interval(_POLL_SECONDS, self._look_for_changes)
        self.set_timer(_PRELOAD_AFTER_SECONDS, preload)
        self.set_timer(_BACKUP_AFTER_SECONDS, partial(background, self, "daily", self._daily))

    def _leave_on_signals(self) -> None:
        """Leave in good order when the terminal is closed, or the machine shuts down: what is typed is written then."""
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError):  # Windows has none; off the main thread there are none
            for name in ("SIGHUP", "SIGTERM"):
                if number := getattr(signal, name, None):
                    loop.add_signal_handler(number, self.exit)

    async def _daily(self) -> None:
        await self.threads.write(self.crm.safety.daily)

    def _keep_theme(self, name: str) -> None:
        path = self.config.path
        if path is not None and name != self.config.theme:
            self.config = self.config.with_theme(name)
            with telling(self):
                save_theme(path, name)

    def _look_for_changes(self) -> None:
        """Show what another program wrote meanwhile, and a new day when one has begun."""
        if self.crm.today != self._today:
            self._today = self.crm.today
            self.store_changed()
        elif self.crm.data_version() != self._version:
            self._show_store()

    def store_changed(self) -> None:
        """Let all screens show the store as an act here left it, and the calendar file follow."""
        self.calendar_file.changed()
        self._show_store()

    def _show_store(self) -> None:
        """Let all screens show the store as it is now: the one in sight at once, the others when they are shown."""
        self._version = self.crm.data_version()
        self.changes += 1
        in_sight = next((it for it in reversed(self.screen_stack) if isinstance(it, FrameScreen)), None)
        if in_sight is not None:
            in_sight.store_changed()

    def say(self, sentence: str, *, is_problem: bool = False) -> None:
        """Tell something in a notification, in place of what was told before; names in it are never markup."""
        words = one_line(for_screens(sentence, self.key_of))
        if is_problem:
            self.notify(words, severity="error", timeout=8, markup=False)
        else:
            self.clear_notifications()
            self.notify(words, markup=False)

    def show_bug(self, details: str) -> None:
        """Show a bug with details to copy; the screens go on."""
        from netcrm.tui.dialogs import BugDialog

        self.push_screen(BugDialog(details))

    def show(self, name: str, *, query: str | None = None) -> None:
        """Switch to a screen of the head line, leaving what is open above it; `query` is for People to search."""
        if self.current_mode == name:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self.typed_ahead.hold()
            self.switch_mode(name)
            self.release_when_ready(self.screen)
        if query is not None:
            self.call_later(self._search_people, query)

    def open(self, screen: Screen[T]) -> asyncio.Future[T | None]:
        """Put a screen in front; what is typed before it is there is for it. Returns its answer to be."""
        self.typed_ahead.hold()
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        self.push_screen(screen, lambda result: None if answer.done() else answer.set_result(result))
        self.release_when_ready(screen)
        return answer

    def release_when_ready(self, screen: Screen[T]) -> None:
        """Release the keyboard once a screen is mounted, has set its focus and shows what it read."""
        background(self, "keys", self._release_when_ready, screen)

    async def _release_when_ready(self, screen: Screen[T]) -> None:
        mounted = asyncio.Event()
        screen.call_later(mounted.set)
        await mounted.wait()
        await loaded(self)
        self.call_later(self.typed_ahead.release)

    async def on_event(self, event: events.Event) -> None:
        """Keep keys that are typed ahead; clean what is pasted, which may hold anything."""
        if isinstance(event, events.Paste):
            event.text = clean_text(event.text)
        if isinstance(event, events.Key) and not event.is_forwarded and self.typed_ahead.keep(event):
            return
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Keep a key that was on its way to a screen which is not in front any more."""
        if self.typed_ahead.keep(event):
            event.prevent_default()

    def action_command_palette(self) -> None:
        """Find any person or action."""
        from netcrm.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.open(Palette())

    def _search_people(self, query: str) -> None:
        from netcrm.tui.screens.people import PeopleScreen

        if isinstance(self.screen, PeopleScreen):
            self.screen.show_query(query)
