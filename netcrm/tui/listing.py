"""Screens around one list: what moves its cursor, marks or opens a line does the same on all of them."""

from __future__ import annotations

from textual import on

from netcrm.tui.acting import ActingScreen
from netcrm.tui.person_pane import PersonPane
from netcrm.tui.virtual_list import VirtualList


class ListScreen(ActingScreen):
    """A screen around a list, with the person under its cursor in the pane beside it."""

    @property
    def person_under_cursor(self) -> int | None:
        """The person of the line under the cursor, where it has one."""
        raise NotImplementedError

    def say_status(self) -> None:
        """Say what each act on the lines selected would do, before it is pressed."""
        raise NotImplementedError

    @on(VirtualList.Moved)
    def _moved(self, message: VirtualList.Moved) -> None:
        message.stop()
        self.query_one(PersonPane).show(self.person_under_cursor)
        self.say_status()

    @on(VirtualList.Marked)
    def _marked(self, message: VirtualList.Marked) -> None:
        message.stop()
        self.say_status()

    @on(VirtualList.Opened)
    def _opened(self, message: VirtualList.Opened) -> None:
        message.stop()
        self.action_open()
