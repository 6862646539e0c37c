"""Goals: set in words, followed by what is logged, given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.awaiting import awaiting_asks_on
from netcrm.domain.date_reading import Asked, Facing
from netcrm.domain.days import counted
from netcrm.domain.goals.goal import Goal, KeptGoal
from netcrm.domain.goals.progress import FEWEST_ASKINGS, GoalFacts, Progress, State, progress, spans_followed
from netcrm.domain.goals.reading import parse_goal
from netcrm.domain.goals.words import goal_words
from netcrm.errors import NotFound, NothingToDo, QueryProblem
from netcrm.services.search import SearchService
from netcrm.services.session import Session
from netcrm.services.settings import SettingService
from netcrm.services.values import Done
from netcrm.store.goal_facts import GoalFactReader

_MOST_WAITED = 400
"""Days after which an asking counts as unanswered, however long the user waits for answers."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as lists show it."""

    kept: KeptGoal
    words: str
    """`talk with 5 CRAs by 15 Dec`."""
    progress: Progress
    problem: str = ""
    """What is wrong with its filter, in a sentence: nothing can be counted then."""

    @property
    def pace(self) -> str:
        """How far it is and what it asks for, or why that is not known."""
        return self.problem or self.progress.words

    @property
    def id(self) -> int:
        """The goal's id."""
        return self.kept.id

    @property
    def is_running(self) -> bool:
        """Whether something is to be done for it now."""
        return self.kept.given_up_on is None and self.progress.state is State.RUNNING and not self.problem


class GoalFollower:
    """Reads what goals follow: whom a filter finds and how many say yes is read once for all of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reader = GoalFactReader(session.database)
        self._search = SearchService(session)
        self._people: dict[str, tuple[int, ...]] = {}
        self._waited: date | None = None

    def facts(self, goal: Goal, spans: tuple[tuple[date, date], ...]) -> GoalFacts:
        """Return what is logged for a goal in some spans.

        Raises:
            QueryProblem: its filter has a mistake.
        """
        people = self._found(goal.query) if goal.query else None
        asked, agreed = self._answers(people) if goal.measure.is_asked_for else (0, 0)
        return GoalFacts(self._reader.days(goal.measure, spans, people), asked, agreed)

    def _found(self, query: str) -> tuple[int, ...]:
        if query not in self._people:
            self._people[query] = tuple(self._search.ever(query))
        return self._people[query]

    def _answers(self, people: tuple[int, ...] | None) -> tuple[int, int]:
        """Return how many of those asked said yes: of the people of a goal, or of all where these are too few."""
        answers = self._reader.answers(self._asked_up_to(), people)
        if people is not None and answers[0] < FEWEST_ASKINGS:
            return self._reader.answers(self._asked_up_to(), None)
        return answers

    def _asked_up_to(self) -> date:
        """Return the latest day on which somebody was asked so long ago that no answer is one."""
        if self._waited is None:
            policy, today = self._session.policy(), self._session.today
            days = (today - timedelta(days=back) for back in range(_MOST_WAITED))
            waited = (day for day in days if awaiting_asks_on(day, policy.workdays, policy.wait) <= today)
            self._waited = next(waited, today - timedelta(days=_MOST_WAITED))
        return self._waited


class GoalService:
    """Acts on goals, and tells how far they are."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, words: str, query: str = "") -> Goal:
        """Return the goal that somebody means, as `add` would set it.

        Raises:
            QueryProblem: the filter has a mistake; the error names its position.
            UsageProblem: the words are no goal.
        """
        settings = SettingService(self._session)
        asked = Asked(self._session.today, Facing.FORWARD, settings.day_first, settings.workdays)
        return parse_goal(words, asked, query)

    def add(self, words: str, query: str = "") -> Done:
        """Set a goal, in words and with a filter beside them where one is wished.

        Raises:
            QueryProblem: the filter has a mistake; the error names its position.
            UsageProblem: the words are no goal.
            NothingToDo: the same goal is followed already.
        """
        session = self._session
        goal = self.read(words, query)
        said = goal_words(goal, session.today)
        twin = next((it for it in session.goals.followed() if _same(it.goal, goal)), None)
        if twin:
            raise NothingToDo(f"This goal is followed already: {said} (`netcrm goal list` shows it as {twin.id}).")
        facts = GoalFollower(session).facts(goal, spans_followed(goal, session.today))
        pace = progress(goal, facts, session.today).words
        with session.act(f"set the goal: {said}") as act:
            session.goals.insert(KeptGoal(0, "", goal, session.today))
        return Done(act.kept, f"New goal: {said}. {pace[:1].upper()}{pace[1:]}.")

    def give_up(self, goal_id: int) -> Done:
        """Follow a goal no longer; it stays in the list of those given up.

        Raises:
            NotFound: there is no such goal.
            NothingToDo: it was given up already.
        """
        session = self._session
        kept = self._get(goal_id)
        said = goal_words(kept.goal, session.today)
        if kept.given_up_on:
            raise NothingToDo(f"The goal “{said}” was given up already.")
        with session.act(f"give up the goal: {said}") as act:
            session.goals.give_up(goal_id, session.today)
        left = len(session.goals.followed())
        return Done(act.kept, f"Gave up the goal: {said}. {counted(left, 'goal')} left.")

    def delete(self, goal_id: int) -> Done:
        """Delete a goal, as if it had never been set.

        Raises:
            NotFound: there is no such goal.
        """
        session = self._session
        said = goal_words(self._get(goal_id).goal, session.today)
        with session.act(f"delete the goal: {said}") as act:
            session.goals.delete(goal_id)
        return Done(act.kept, f"Deleted the goal: {said}.")

    def lines(self, *, all_goals: bool = False) -> list[GoalLine]:
        """Return the goals with how far they are: those that run first, then those to come, reached and over.

        Args:
            all_goals: Whether those that were given up stand there too, last.
        """
        follower = GoalFollower(self._session)
        kept = self._session.goals.followed()
        lines = [self._line(it, follower) for it in kept]
        order = list(_ORDER)
        lines.sort(key=lambda line: order.index(line.progress.state))
        given_up = self._session.goals.given_up() if all_goals else []
        return [*lines, *(self._line(it, follower) for it in given_up)]

    def _line(self, kept: KeptGoal, follower: GoalFollower) -> GoalLine:
        today = kept.given_up_on or self._session.today
        words = goal_words(kept.goal, self._session.today)
        try:
            facts = follower.facts(kept.goal, spans_followed(kept.goal, today))
        except QueryProblem as problem:  # the filter of a goal that came in from elsewhere
            return GoalLine(kept, words, progress(kept.goal, GoalFacts(), today), str(problem))
        return GoalLine(kept, words, progress(kept.goal, facts, today))

    def _get(self, goal_id: int) -> KeptGoal:
        found = self._session.goals.get(goal_id)
        if found is None:
            raise NotFound("goal", str(goal_id), advice="`netcrm goal list` lists those there are.")
        return found


_ORDER = (State.RUNNING, State.NOT_BEGUN, State.REACHED, State.OVER)
"""The states as lists have them."""


def _same(one: Goal, other: Goal) -> bool:
    """Whether two goals ask for the same, whenever they began."""
    return (one.measure, one.number, one.every, one.ends_on, one.query) == (
        other.measure,
        other.number,
        other.every,
        other.ends_on,
        other.query,
    )
