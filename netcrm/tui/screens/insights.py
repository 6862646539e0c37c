"""Insights: the network in pictures, and the goals above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from netcrm.domain.check_in import Standing
from netcrm.domain.days import short_day
from netcrm.domain.interviews.funnel import Funnel
from netcrm.domain.roles import Role
from netcrm.errors import NothingToDo
from netcrm.services.insights import Insights
from netcrm.tui import actions
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Scope
from netcrm.tui.frame import HeadLine, KeyLine
from netcrm.tui.jobs import LOAD, act, background, told
from netcrm.tui.sentences import no_people
from netcrm.tui.text import STANDINGS
from netcrm.tui.widgets.bars import Bar, Bars
from netcrm.tui.widgets.goal_list import GoalList

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_ROLES, _ORGANISATIONS = 7, 6
_PARTS = {
    Standing.OVERDUE: "late",
    Standing.LATE: "late",
    Standing.DUE: "due",
    Standing.UNSET: "quiet",
    Standing.NEW: "quiet",
    Standing.PAUSED: "quiet",
    Standing.SNOOZED: "quiet",
}


class Pictures(VerticalScroll, can_focus=True):
    """What scrolls under the goals where the terminal is low."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "First", show=False),
        Binding("G", "scroll_end", "Last", show=False),
    ]


class InsightsScreen(FrameScreen):
    """Goals with their pace; touches a week, interviews, standing, roles and organisations as bars."""

    SCOPE: ClassVar[Scope] = Scope.INSIGHTS
    CSS_PATH = "insights.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*actions.bindings(Scope.INSIGHTS, Scope.EVERYWHERE)]
    AUTO_FOCUS = "#goals"
    is_base = True

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm)
        self._shown: Insights | None = None

    def compose(self) -> ComposeResult:
        """Lay the goals over the pictures, in two columns where there is room."""
        yield HeadLine()
        yield Static(
            Content.assemble(" Goals", ("  ·  tab to the pictures, and back", "$text-muted not bold")), id="goals-head"
        )
        yield GoalList()
        with Pictures(id="pictures"):
            with Vertical(classes="pictures"):
                yield Bars("Touches a week", widget_id="weeks")
                yield Bars("Informational interviews", widget_id="funnel")
            with Vertical(classes="pictures"):
                yield Bars("How people stand", widget_id="standings")
                yield Bars("Roles", widget_id="roles")
                yield Bars("Organisations", widget_id="organisations")
        yield KeyLine(Scope.INSIGHTS)

    def reload(self) -> None:
        """Read everything anew."""
        background(self, LOAD, self._load)

    async def _load(self) -> None:
        shown = await self.app_.threads.read(self.crm.insights.read)
        self._shown = shown
        key = self.app_.key_of
        goals = self.query_one(GoalList)
        goals.empty = f"No goal yet: {key('goal_add')} sets one, such as “talk with five CRAs by 15 December”."
        goals.show(shown.goals)
        bars = {it.id: it for it in self.query(Bars)}
        empty = "" if shown.people else no_people(key)
        today = self.crm.today
        bars["weeks"].show(
            [Bar(short_day(it.monday, today), it.count) for it in shown.weeks], empty or "In the week from each Monday."
        )
        bars["funnel"].show(
            tuple(_funnel(shown.funnel)),
            _rate(shown.funnel, f"{key('people')} shows everybody, {key('interview')} there"),
        )
        bars["standings"].show([Bar(STANDINGS[it], count, _PARTS.get(it, "plain")) for it, count in shown.standings])
        bars["roles"].show([Bar(_role(role), count) for role, count in shown.roles[:_ROLES]], _rest(shown.roles))
        bars["organisations"].show([Bar(it.label, it.count) for it in shown.organisations[:_ORGANISATIONS]])

    def on_resize(self) -> None:
        """Give the goals as many lines as the new size has for them."""
        if self._shown is not None:
            self.query_one(GoalList).show(self._shown.goals)

    @told
    async def action_goal_add(self) -> None:
        """Set a goal."""
        from netcrm.tui.dialogs.goal import GoalDialog

        wish = await self.ask(GoalDialog(self.crm))
        if wish is not None:
            await act(self.app_, self.crm.goals.add, wish.words, wish.query)

    @told
    async def action_goal_drop(self) -> None:
        """Give the goal under the cursor up."""
        goal = self.query_one(GoalList).goal
        if goal is None:
            raise NothingToDo(f"No goal is set. {self.app_.key_of('goal_add')} sets one.")
        await act(self.app_, self.crm.goals.give_up, goal.id)

    @told
    async def action_did(self) -> None:
        """Write down what was done, in numbers."""
        from netcrm.tui.dialogs.activity import ActivityDialog

        wish = await self.ask(ActivityDialog(self.crm))
        if wish is not None:
            await act(self.app_, self.crm.activities.add, wish.words, on=wish.on, skill=wish.skill)


def _role(role: Role | None) -> str:
    return role.label if role else "no role"


def _rest(roles: Sequence[tuple[Role | None, int]]) -> str:
    """Return how many have the roles that are not shown."""
    others = roles[_ROLES:]
    return f"{sum(count for _, count in others):,} people in {len(others)} other roles." if others else ""


def _funnel(funnel: Funnel) -> Iterator[Bar]:
    if funnel.asked or funnel.held:
        yield Bar("asked", funnel.asked)
        yield Bar("answered", funnel.answered)
        yield Bar("agreed", funnel.agreed)
        yield Bar("held", funnel.held)
        yield Bar("thanked", funnel.thanked)


def _rate(funnel: Funnel, way: str) -> str:
    """Return how many answer, or how one begins to ask."""
    if not funnel.asked and not funnel.held:
        return f"Nobody was asked yet: {way} begins an interview."
    answered = f"{funnel.answer_rate} % answer" if funnel.asked else ""
    unasked = f"{funnel.unasked} held without asking" if funnel.unasked else ""
    return "; ".join(filter(None, (answered, unasked))) + "."
