"""Question sets as files: the shipped ones, what is read, and each mistake with its file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netcrm
from netcrm.domain.interviews.question_set import Question, QuestionSet, Topic, best_set
from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.formats.question_file import QuestionProblem, read_question_set

SHIPPED = sorted((Path(netcrm.__file__).parent / "questions").glob("*.toml"))


def _shipped() -> list[QuestionSet]:
    return [read_question_set(path.read_text("utf-8"), path.stem, path.name) for path in SHIPPED]


def test_sets_are_shipped_for_the_roles_an_intern_meets() -> None:
    assert [path.stem for path in SHIPPED] == [
        "cra", "crc", "data", "general", "pi", "regulatory", "supervisor", "writing",
    ]  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_set_has_four_to_six_questions_on_each_topic(path: Path) -> None:
    found = read_question_set(path.read_text("utf-8"), path.stem, path.name)
    assert {topic: 4 <= len(found.about(topic)) <= 6 for topic in Topic} == dict.fromkeys(Topic, True)
    assert all(question.text.endswith("?") and len(question.text) <= 120 for question in found.questions)


def test_no_shipped_question_stands_in_two_sets() -> None:
    asked = [fold(question.text) for one in _shipped() for question in one.questions]
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.PRINCIPAL_INVESTIGATOR, "pi"),
        (Role.RESEARCH_COORDINATOR, "crc"),
        (Role.RESEARCH_NURSE, "crc"),
        (Role.RESEARCH_ASSOCIATE, "cra"),
        (Role.REGULATORY_SPECIALIST, "regulatory"),
        (Role.DATA_MANAGER, "data"),
        (Role.MEDICAL_WRITER, "writing"),
        (Role.SUPERVISOR, "supervisor"),
        (Role.PATIENT_ADVOCATE, "general"),
    ],
)
def test_a_role_gets_its_shipped_set(role: Role, name: str) -> None:
    best = best_set(_shipped(), (role,))
    assert best is not None
    assert best.name == name


def test_no_role_stands_in_two_shipped_sets() -> None:
    roles = [role for one in _shipped() for role in one.roles]
    assert len(roles) == len(set(roles))


WHOLE = """\
# Mine.
title = "  Pharmacy "
summary = "For the pharmacy."
roles = ["pharm", "Investigational pharmacist", "RN"]

[questions]
advice = ["What first?"]
trends = [
    "One?",  # a remark, with ] and "
    '''Two
    lines?''',
]
"""


def test_a_whole_set_is_read_in_the_order_of_the_topics() -> None:
    assert read_question_set(WHOLE, "mine", "mine.toml", is_own=True) == QuestionSet(
        "mine",
        "Pharmacy",
        "For the pharmacy.",
        (
            Question(Topic.TRENDS, "One?"),
            Question(Topic.TRENDS, "Two lines?"),
            Question(Topic.ADVICE, "What first?"),
        ),
        (Role.INVESTIGATIONAL_PHARMACIST, Role.RESEARCH_NURSE),
        is_own=True,
    )


HEAD = 'title = "T"\nsummary = "S"\n'
REFUSED = (
    ("title =\n", "line 1: this is no TOML: invalid value."),
    ('summary = "S"\n', "line 1: the key “title” is missing."),
    ('title = 3\nsummary = "S"\n', "line 1, “title”: this is a text and stands in quotation marks."),
    ('title = "T"\nsummary = " "\n', "line 2, “summary”: this needs some words."),
    (HEAD, "line 1: “T” has no question. Write some under a line [questions], by topic:"
     " trends, insights, advice, resources, assignments."),
    (HEAD + "[questions]\ntrends = []\n", "line 1: “T” has no question."),
    (HEAD + "questions = 3\n", "line 3, “questions”: questions stand by topic, under a line [questions]."),
    (HEAD + 'role = ["pi"]\n', "line 3, “role”: this key is not known here. Known: title, summary, roles, questions."),
    (HEAD + '[questions]\ntrend = ["A?"]\n', "line 4, “trend”: this key is not known here. Known: trends, insights,"),
    (HEAD + '[questions]\ntrends = "A?"\n', 'line 4, “trends”: this is a list of questions, such as ["…", "…"].'),
    (HEAD + '[questions]\ntrends = [\n"A?",\n3]\n', "line 6, “trends”: each entry is a text"),
    (HEAD + '[questions]\ntrends = [\n"A, [?", # x, y\n\n" "]\n', "line 7, “trends”: this question has no words."),
    (HEAD + '[questions]\ntrends = ["A?"]\nadvice = [\n\n"a"]\n',
     "line 7, “advice”: “a” stands under “trends” already. Leave one out."),
    (HEAD + f'[questions]\ntrends = [\n"{"a" * 301}"]\n', "line 5, “trends”: this question has 301 letters."),
    (HEAD + 'roles = [\n"pi",\n"wizard"]\n[questions]\ntrends = ["A?"]\n', "line 5, “roles”: “wizard” is no role."),
    (HEAD + '# \u2028\n[questions]\ntrends = [3]\n', "line 5, “trends”: each entry is a text"),
    (HEAD + 'roles = "pi"\n[questions]\ntrends = ["A?"]\n', "line 3, “roles”: this is a list of roles"),
    ("a = " + "[" * 5000, "line 1: this is no question set: its brackets stand too deep in each other."),
)  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_a_mistake_is_named_with_file_line_and_key(text: str, sentence: str) -> None:
    with pytest.raises(QuestionProblem) as caught:
        read_question_set(text, "mine", "mine.toml")
    assert str(caught.value).startswith(f"mine.toml, {sentence}")
    assert "\n" not in str(caught.value)


@given(st.lists(st.sampled_from([*WHOLE.splitlines(keepends=True), "3,\n", "[", "]", '"', "{a=1}", "roles=", "\n"])))
@settings(max_examples=200)
def test_any_text_is_a_set_or_one_sentence(lines: list[str]) -> None:
    sentence = ""
    try:
        read_question_set("".join(lines), "mine", "mine.toml")
    except QuestionProblem as problem:
        sentence = str(problem)
    assert not sentence or sentence.startswith("mine.toml, line ")
