"""Moving agenda items to other days by keys: a step at a time, or carried to a day that is chosen in the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.days import counted
from netcrm.tui.jobs import act, told
from netcrm.tui.listing import ListScreen

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Carried:
    """What is on its way to another day."""

    keys: tuple[str, ...]
    words: str
    """What it is, as the status line names it."""
    came_from: date


class MovingScreen(ListScreen):
    """A screen with a month, and with the list of the day under its cursor."""

    carried: Carried | None = None

    @property
    def day(self) -> date:
        """The day under the cursor of the month."""
        raise NotImplementedError

    def go_to(self, day: date) -> None:
        """Put the cursor of the month on a day."""
        raise NotImplementedError

    def into_list(self) -> None:
        """Let the keys be those of the list."""
        raise NotImplementedError

    def into_month(self) -> None:
        """Let the keys be those of the month."""
        raise NotImplementedError

    @told
    async def action_carry(self) -> None:
        """Take the items up, to be put on the day that is then chosen in the month."""
        keys = self._items()
        title = (await self.app_.threads.read(self.crm.acts.preview, keys[0])).title
        self.carried = Carried(keys, title if len(keys) == 1 else counted(len(keys), "line"), self.day)
        self.into_month()
        self.say_status()

    async def put_down(self, carried: Carried) -> None:
        """Move what is carried to the day under the cursor; where it cannot go it stays in hand."""
        if await act(self.app_, self.crm.months.move, *carried.keys, to=self.day) is not None:
            self.leave_carrying(carried)

    def leave_carrying(self, carried: Carried) -> None:
        """Go back to the list from which it was taken."""
        self.carried = None
        self.go_to(carried.came_from)
        self.into_list()
        self.say_status()

    def action_move_on(self) -> None:
        """Move the items to the next working day."""
        self._move_by(_DAY)

    def action_move_back(self) -> None:
        """Move the items to the working day before."""
        self._move_by(-_DAY)

    def action_move_week_on(self) -> None:
        """Move the items a week on."""
        self._move_by(_WEEK)

    def action_move_week_back(self) -> None:
        """Move the items a week back."""
        self._move_by(-_WEEK)

    @told
    async def _move_by(self, step: timedelta) -> None:
        keys, to = self._items(), self.day + step
        if abs(step) == _DAY:
            months = self.crm.months
            to = await self.app_.threads.read(months.working_day_beside, self.day, back=step < timedelta())
        await act(self.app_, self.crm.months.move, *keys, to=to)
