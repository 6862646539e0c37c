"""Somebody takes over from somebody else: who, since when, and all that moves, shown before it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from netcrm.domain.follow_up import FollowUp
from netcrm.errors import NetcrmError, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.succession_plan import SuccessionPlan, describe_plan
from netcrm.services.values import Done
from netcrm.tui.dialogs.day_fields import past_day_field
from netcrm.tui.dialogs.panes import PaneDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import PeopleField
from netcrm.tui.widgets.hanging import Hanging, Paragraph


@dataclass(frozen=True, slots=True)
class SuccessionChoice:
    """Who takes over from whom."""

    who_id: int
    successor_id: int
    on: date
    keep: frozenset[int] = frozenset()
    """Follow-ups that stay all the same."""


class SuccessionDialog(PaneDialog[SuccessionChoice]):
    """The successor, the day and the promises that may stay on the left; all that moves on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "hand_over", "Hand over")]

    def __init__(self, crm: Crm, contact_id: int) -> None:
        super().__init__(crm, Content.assemble("Who takes over from ", whom(crm, (contact_id,)), "?"))
        self._contact_id = contact_id
        self._promises: tuple[FollowUp, ...] = ()
        self._keep: set[int] = set()
        self.successor = PeopleField("successor", "Successor", required="Say who takes over: type a name and choose.")
        self.on_day = past_day_field(
            self.calendar,
            "on",
            "Since",
            value="today",
            required="Say since when: today, mon, 1 nov.",
        )
        self.lay(self.successor, self.on_day)

    def on_mount(self) -> None:
        """Begin with the successor: there is nothing to keep before."""
        super().on_mount()
        self.call_after_refresh(self._rows[0].target.focus)
        self.changed()

    def changed(self) -> None:
        """Show what moves, with the promises that may stay."""
        self.say()
        self.focus_moved()
        try:
            plan = self._plan()
        except NetcrmError as problem:
            self._offer(())
            self.read_out([Paragraph(plain(str(problem)))])
            return
        self._offer(tuple(it for it in (*plan.promises, *plan.staying) if it in plan.promises or it.id in self._keep))
        self.read_out([Paragraph(plain(f"· {line}"), 2) for line in describe_plan(plan, self.calendar.today)])

    def _offer(self, promises: tuple[FollowUp, ...]) -> None:
        """Show the promises of which each may stay; the place in them is kept."""
        promises = tuple(sorted(promises, key=lambda it: it.id))
        self.options.display = bool(promises)
        if {it.id for it in promises} != {it.id for it in self._promises}:
            self._promises = promises
            self.options.clear_options()
            self.options.add_options([Option(self._option(it)) for it in promises])
            self.options.highlighted = 0 if promises else None

    def _option(self, promise: FollowUp) -> Hanging:
        sign = "stays  " if promise.id in self._keep else "goes   "
        return Hanging([Paragraph(plain(f"{sign}{promise.title}"), 7)])

    def focus_moved(self) -> None:
        """Show the keys that mean something where the cursor is."""
        stays = [] if self.is_typing or not self._promises else [("enter", "goes or stays")]
        self.show_keys(*stays, ("ctrl+s", "hand over"), ("tab", "next"), ("[ ]", "scroll"), ("esc", "leave"))

    def entered(self) -> None:
        """Let a promise stay or go; in a field hand over."""
        at = self.options.highlighted
        if self.is_typing or at is None:
            self.action_hand_over()
            return
        self._keep ^= {self._promises[at].id}
        self.options.replace_option_prompt_at_index(at, self._option(self._promises[at]))
        self.changed()

    def action_hand_over(self) -> None:
        """Give back who takes over; what was typed before is taken in first."""
        self.call_after_refresh(self._hand_over)

    def _hand_over(self) -> None:
        if not (self.is_open and self.is_current):
            return
        wrong = [row for row in self._shown_rows() if row.check(saving=True)]
        if wrong:
            wrong[0].target.focus()
            return
        try:
            self._plan()
        except NetcrmError as problem:
            self.refuse(problem)
        else:
            self.dismiss(self._choice())

    def _choice(self) -> SuccessionChoice:
        values = self.values()
        people = values.of(self.successor)
        if len(people) != 1:
            raise UsageProblem("One person takes over: type a name and choose.")
        return SuccessionChoice(self._contact_id, people[0], values.of(self.on_day), frozenset(self._keep))

    def _plan(self) -> SuccessionPlan:
        return planned(self.crm, self._choice())


def planned(crm: Crm, choice: SuccessionChoice) -> SuccessionPlan:
    """Return what moves."""
    return crm.successions.plan(choice.who_id, choice.successor_id, on=choice.on, keep=choice.keep)


def hand_over(crm: Crm, choice: SuccessionChoice) -> Done:
    """Write what a dialog was told."""
    return crm.successions.succeed(planned(crm, choice))
