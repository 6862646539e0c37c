"""The sheet of an interview: in the order in which one asks, and nothing on it twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.interviews.funnel import funnel_of
from netcrm.domain.interviews.interview import Stage
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import InterviewNote, by_topic, in_order, refuse_rating, with_questions
from netcrm.errors import UsageProblem


def note(topic: Topic | None, question: str = "", answer: str = "", ordinal: int = 0) -> InterviewNote:
    return InterviewNote(7, ordinal, topic, question, answer)


def test_a_sheet_goes_from_trends_to_assignments_with_free_notes_last_and_empty_rows_gone() -> None:
    sheet = in_order(
        [
            note(None, answer="free", ordinal=0),
            note(Topic.ADVICE, "b?", ordinal=1),
            note(Topic.TRENDS, answer="more visits at home", ordinal=2),
            note(Topic.ADVICE, ordinal=3),
            note(Topic.ADVICE, "a?", ordinal=4),
        ]
    )
    assert [(it.ordinal, it.topic, it.question or it.answer) for it in sheet] == [
        (0, Topic.TRENDS, "more visits at home"),
        (1, Topic.ADVICE, "b?"),
        (2, Topic.ADVICE, "a?"),
        (3, None, "free"),
    ]
    assert [topic for topic, _ in by_topic(sheet)] == [Topic.TRENDS, Topic.ADVICE, None]


def test_a_question_that_stands_there_in_other_letters_is_not_asked_twice() -> None:
    there = (note(Topic.TRENDS, "What is  changing?", "much"),)
    sheet = with_questions(there, [(Topic.ADVICE, "What is changing"), (None, "Why?"), (Topic.ADVICE, "why")])
    assert [(it.id, it.question, it.answer) for it in sheet] == [(7, "What is  changing?", "much"), (0, "Why?", "")]


_NOTES = st.lists(
    st.builds(
        InterviewNote,
        st.integers(0, 5),
        st.integers(0, 9),
        st.sampled_from([None, *Topic]),
        st.sampled_from(["", "why?", "Why", "how?"]),
        st.sampled_from(["", "so"]),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(_NOTES)
def test_putting_in_order_loses_no_word_and_changes_nothing_the_second_time(notes: list[InterviewNote]) -> None:
    sheet = in_order(notes)
    assert in_order(sheet) == sheet
    assert sorted((it.question, it.answer) for it in sheet) == sorted(
        (it.question, it.answer) for it in notes if it.question or it.answer
    )
    assert with_questions(sheet, [(it.topic, it.question) for it in sheet if it.question]) == sheet


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_is_one_to_five(rating: int) -> None:
    refuse_rating(None)
    refuse_rating(5)
    with pytest.raises(UsageProblem, match="rated 1 to 5"):
        refuse_rating(rating)


@pytest.mark.parametrize(
    ("reached", "words"),
    [
        ([], ""),
        (["to-contact"], ""),
        (["asked"], "1 asked, 0 answered (0 %), 0 agreed, 0 held, 0 thanked"),
        (["asked held"], "1 asked, 1 answered (100 %), 1 agreed, 1 held, 0 thanked"),
        (["asked declined", "asked no-answer", "asked agreed cancelled"],
         "3 asked, 2 answered (67 %), 1 agreed, 0 held, 0 thanked"),
        (["to-contact cancelled", "declined", "agreed held"],
         "2 asked, 2 answered (100 %), 1 agreed, 1 held, 0 thanked"),
        (["held kept-in-touch", "asked agreed no-show"],
         "1 asked, 1 answered (100 %), 1 agreed, 1 held (1 unasked), 1 thanked"),
    ],
)  # fmt: skip
def test_a_stage_that_was_jumped_counts_as_passed(reached: list[str], words: str) -> None:
    assert funnel_of([{Stage(word) for word in one.split()} for one in reached]).words == words
