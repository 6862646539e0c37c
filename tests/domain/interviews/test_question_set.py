"""Question sets: their topics, and which one fits whom."""

from __future__ import annotations

import pytest

from netcrm.domain.interviews.question_set import Question, QuestionSet, Topic, best_set, sets_in_order
from netcrm.domain.roles import Role

PI, CRC, CRA, KOL = (
    Role.PRINCIPAL_INVESTIGATOR,
    Role.RESEARCH_COORDINATOR,
    Role.RESEARCH_ASSOCIATE,
    Role.KEY_OPINION_LEADER,
)


def _set(name: str, *roles: Role, is_own: bool = False) -> QuestionSet:
    return QuestionSet(name, name.title(), "", (Question(Topic.ADVICE, "What now?"),), roles, is_own)


SETS = (_set("site", CRC), _set("pi", PI, KOL), _set("zz-mine", PI, is_own=True), _set("general"), _set("by-name"))


@pytest.mark.parametrize(
    ("roles", "order"),
    [
        ((PI,), "zz-mine pi general by-name site"),
        ((KOL, CRC), "pi site general zz-mine by-name"),
        ((CRC, KOL), "site pi general zz-mine by-name"),
        ((CRA,), "general zz-mine by-name pi site"),
        ((), "general zz-mine by-name pi site"),
    ],
)
def test_the_set_of_the_main_role_comes_first(roles: tuple[Role, ...], order: str) -> None:
    assert [one.name for one in sets_in_order(SETS, roles)] == order.split()
    best = best_set(SETS, roles)
    assert best is not None
    assert best.name == order.split()[0]


def test_without_a_general_set_nobody_gets_questions_for_others() -> None:
    assert best_set((_set("pi", PI),), (CRA,)) is None
    assert best_set((), (CRA,)) is None


def test_questions_are_found_by_topic() -> None:
    one = QuestionSet("x", "X", "", (Question(Topic.TRENDS, "A?"), Question(Topic.ADVICE, "B?")))
    assert [question.text for question in one.about(Topic.ADVICE)] == ["B?"]
    assert one.about(Topic.RESOURCES) == ()
    assert [topic.label for topic in Topic] == ["Trends", "Insights", "Advice", "Resources", "Assignments"]
    assert all(topic.help for topic in Topic)
