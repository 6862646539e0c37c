"""Goals follow what is logged; each sum in SQL is counted a second way from the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest

from netcrm.domain.contact import State
from netcrm.domain.date_forms import Span
from netcrm.domain.goals.goal import Goal, KeptGoal, Measure
from netcrm.domain.goals.progress import DaySum, spans_back
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Stage
from netcrm.domain.report.templates import Template
from netcrm.errors import NothingToDo, QueryProblem, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.interviews.values import Logging
from netcrm.services.reports import ReportWish
from netcrm.store.goal_facts import GoalFactReader
from tests.services.busy_network import TODAY, busy_network
from tests.services.support import added, day


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    with busy_network(tmp_path_factory.mktemp("busy") / "own" / "network.db") as crm:
        yield crm


Thing = tuple[str, int, tuple[str, int]]
"""The day, who took part, and what it was."""


def _things(crm: Crm, measure: Measure) -> list[Thing]:
    """Return what a measure counts, from whole tables, by plain loops."""
    rows = crm._session.database.rows
    who: dict[int, list[int]] = defaultdict(list)
    for interaction_id, contact_id in rows("SELECT interaction_id, contact_id FROM participant"):
        who[interaction_id].append(contact_id)
    found: list[Thing] = []
    for interaction_id, on, slug, counts in rows("SELECT id, happened_on, channel, counts FROM interaction"):
        channel = Channel(slug)
        is_touch = channel.is_touch if counts is None else bool(counts)
        if is_touch and (measure is Measure.TOUCHES or (measure is Measure.PEOPLE and channel.is_talk)):
            found += [(on, contact_id, ("t", interaction_id)) for contact_id in who[interaction_id]]
    if measure in (Measure.PEOPLE, Measure.INTERVIEWS, Measure.ASKED):
        wanted = ("asked",) if measure is Measure.ASKED else ("held", "thanked", "kept-in-touch")
        steps = rows("SELECT interview_id, stage, reached_on FROM interview_step ORDER BY reached_on DESC")
        first = {interview_id: on for interview_id, stage, on in steps if stage in wanted}
        people = dict(rows("SELECT id, contact_id FROM interview"))
        found += [(on, people[it], ("i", it)) for it, on in first.items()]
    if measure is Measure.INTRODUCTIONS:
        steps = rows("SELECT introduction_id, stage, reached_on FROM introduction_step ORDER BY reached_on DESC")
        first = {it: on for it, stage, on in steps if stage in ("made", "met", "thanked")}
        people = dict(rows("SELECT id, to_id FROM introduction"))
        found += [(on, people[it], ("n", it)) for it, on in first.items()]
    if measure is Measure.MET:
        met = rows("SELECT met_on, contact_id, id FROM event_person WHERE met_on <> ''")
        found += [(on, contact_id, ("e", it)) for on, contact_id, it in met]
    return found


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("every", [None, Span.WEEK, Span.QUARTER])
@pytest.mark.parametrize("is_filtered", [False, True])
def test_the_sums_of_days_are_those_of_a_second_count(
    busy: Crm, measure: Measure, every: Span | None, is_filtered: bool
) -> None:
    goal = Goal(measure, 1, day("2026-01-05"), day("2026-11-20"), every)
    spans = tuple(spans_back(goal, TODAY))
    people = list(busy.search.ids("role:pi")) if is_filtered else None
    things = [it for it in _things(busy, measure) if people is None or it[1] in people]
    counts: dict[str, int] = defaultdict(int)
    for first, last in spans:
        inside = sorted(it for it in things if first.isoformat() <= it[0] <= last.isoformat())
        seen: set[object] = set()
        for on, contact_id, thing in inside:
            what = contact_id if measure.counts_people else thing
            counts[on] += what not in seen
            seen.add(what)
    expected = {DaySum(day(on), count) for on, count in counts.items() if count}
    assert set(GoalFactReader(busy._session.database).days(measure, spans, people)) == expected
    assert expected or is_filtered


def test_a_goal_says_its_pace_and_is_given_up_with_a_way_back(crm: Crm) -> None:
    ana = added(crm, "Ana Lima")
    with pytest.raises(QueryProblem) as problem:
        crm.goals.add("talk with five people by 15 december role:nobody")
    assert problem.value.position == len("talk with five people by 15 december role:")
    with pytest.raises(QueryProblem):
        crm.goals.add("talk with five people by 15 december", "(role:pi")
    with pytest.raises(UsageProblem):
        crm.goals.add("be better")
    done = crm.goals.add("talk with two people by 15 december")
    pace = "0 of 2, 4 weeks left: talk with 1 person every 2 weeks."
    assert done.sentence == f"New goal: talk with 2 people by 15 Dec. {pace}"
    with pytest.raises(NothingToDo):
        crm.goals.add("talk with 2 people by 15 december")
    crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, TODAY))
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, TODAY))
    (line,) = crm.goals.lines()
    assert line.progress.done == 1
    assert crm.goals.give_up(line.id).sentence == "Gave up the goal: talk with 2 people by 15 Dec. 0 goals left."
    assert crm.goals.lines() == []
    assert len(crm.goals.lines(all_goals=True)) == 1
    assert crm.history.undo().sentence.startswith("Undone: give up the goal: talk with 2 people")
    assert len(crm.goals.lines()) == 1
    crm.goals.delete(line.id)
    assert crm.goals.lines(all_goals=True) == []


def test_a_goal_whose_filter_came_in_with_a_mistake_says_so_and_hides_no_other(crm: Crm) -> None:
    crm.goals.add("talk with 2 people a month")
    with crm._session.act("from elsewhere"):
        goal = Goal(Measure.TOUCHES, 3, TODAY, every=Span.WEEK, query="role:nobody")
        crm._session.goals.insert(KeptGoal(0, "elsewhere", goal, TODAY))
    good, broken = crm.goals.lines()
    assert good.is_running
    assert not broken.is_running
    assert broken.pace.startswith("The query has a mistake at character 6: “nobody” is no role.")
    made = crm.reports.make(ReportWish(Template.WEEK, TODAY, TODAY))
    assert [it.progress[:24] for it in made.report.goals] == ["0 of 2 in the month that", "The query has a mistake "]


def test_who_was_archived_since_counts_for_the_goal_all_the_same(crm: Crm) -> None:
    ana = added(crm, "Ana Lima", tags=("area/oncology",))
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, TODAY))
    crm.goals.add("talk with 2 people a month tag:area/oncology")
    crm.contacts.set_state([ana], State.ARCHIVED)
    (line,) = crm.goals.lines()
    assert line.progress.done == 1


def test_the_pace_follows_how_many_said_yes_of_those_who_had_time_to_answer(crm: Crm) -> None:
    """Asked long ago: 6, of whom 3 agreed and 1 declined; asked today: 4 who had no time yet."""
    silent = Logging(logs=False)
    people = [added(crm, f"Person {name}") for name in "ABCDEFGHIJ"]
    for place, contact_id in enumerate(people):
        on = TODAY if place >= 6 else TODAY - timedelta(days=40)
        crm.interviews.ask(crm.interviews.current(contact_id, Stage.ASKED), on=on, log=silent)
    for contact_id in people[:3]:
        crm.interviews.set_stage(crm.interviews.current(contact_id, Stage.AGREED), Stage.AGREED, log=silent)
    crm.interviews.set_stage(crm.interviews.current(people[3], Stage.DECLINED), Stage.DECLINED, log=silent)
    crm.goals.add("4 interviews by 2027-01-31")
    (line,) = crm.goals.lines()
    assert line.progress.words == "0 of 4, 10 weeks left, 5 in 10 say yes: ask 1 person this week"
