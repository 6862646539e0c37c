"""A line of the inbox: how one was in touch, the words that say with whom and when, and what it was about."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.date_reading import Asked, Facing
from netcrm.domain.inbox import InboxLine, InboxProblem, read_inbox_text, readings, several
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.workdays import Workdays
from netcrm.errors import DateProblem

MONDAY = date(2026, 11, 23)
ASKED = Asked(MONDAY, Facing.BACKWARD, None, Workdays())


def only(text: str) -> InboxLine:
    (line,) = read_inbox_text(text)
    assert isinstance(line, InboxLine), line
    return line


@pytest.mark.parametrize(
    ("text", "channel", "words", "summary"),
    [
        ("call ana yesterday: sent synopsis", Channel.CALL, "ana yesterday", "sent synopsis"),
        ("Call Ana yesterday:sent synopsis  ", Channel.CALL, "Ana yesterday", "sent synopsis"),
        ("coffee with Ana Lima on 3 Nov: talked", Channel.COFFEE, "Ana Lima on 3 Nov", "talked"),
        ("email ana", Channel.EMAIL, "ana", ""),
        ("Emailed ana@stmarys.test – the CV", Channel.EMAIL, "ana@stmarys.test", "the CV"),
        ("met ana lima and ben ortiz last fri", Channel.MEETING, "ana lima and ben ortiz last fri", ""),
        ("Had a video call with Ana: slides", Channel.VIDEO, "Ana", "slides"),
        ("site visit Ben today at 15:30: freezer", Channel.SITE_VISIT, "Ben today at 15:30", "freezer"),
        ("thank you note to ana", Channel.LETTER, "ana", ""),
        ("no-show ben: waited 10:30 to 11:00", Channel.NO_SHOW, "ben", "waited 10:30 to 11:00"),
        ("call ana: ratio 1:2, see https://x.test", Channel.CALL, "ana", "ratio 1:2, see https://x.test"),
        ("text Jean-Luc O\u2019Brien\uff1a hello", Channel.MESSAGE, "Jean-Luc O\u2019Brien", "hello"),
    ],
)
def test_a_line_is_a_way_of_being_in_touch_words_and_a_summary(
    text: str, channel: Channel, words: str, summary: str
) -> None:
    line = only(text)
    assert (line.channel, line.words, line.summary) == (channel, words, summary)
    assert line.direction is channel.usual_direction


@pytest.mark.parametrize("text", ["email from ana today: got the form", "from ana today: got the form"])
def test_what_came_from_somebody_is_incoming(text: str) -> None:
    line = only(text)
    assert (line.channel, line.direction, line.words) == (Channel.EMAIL, Direction.INCOMING, "ana today")


@pytest.mark.parametrize(
    "before", ["", "- ", "* ", "\u2022 ", "- [ ] ", "- [x] ", "[ ] ", "\u2610 ", "12. ", "3) ", "\ufeff", "\t"]
)
def test_bullets_boxes_and_numbers_say_nothing(before: str) -> None:
    assert only(f"{before}call ana: hello") == only("call ana: hello")


@pytest.mark.parametrize("text", ["", "\r\n\r\n", "# call ana", "  # call ana", "---", "- [ ] ", "\x00\x1b[31m"])
def test_empty_lines_comments_and_rules_are_passed_over(text: str) -> None:
    assert list(read_inbox_text(text)) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("buy milk", "does not begin with a way"),
        ("ana call", "does not begin with a way"),
        ("call", "names nobody"),
        ("call : hello", "names nobody"),
        ("call with: hello", "names nobody"),
        ("call ana: " + "x" * 5000, "longer than"),
    ],
)
def test_a_line_that_says_too_little_or_too_much_is_a_problem_in_one_sentence(text: str, word: str) -> None:
    (problem,) = read_inbox_text("\n" + text)
    assert isinstance(problem, InboxProblem)
    assert problem.number == 2
    assert word in problem.why


def test_a_line_has_one_uid_wherever_it_stands_and_another_each_time_it_does() -> None:
    alone = only("call ana: hello").uid
    again = list(read_inbox_text("email ben\r\n- [x] Call Ana:  hello\n\ncall ana: hello\r"))
    uids = [line.uid for line in again if isinstance(line, InboxLine)]
    assert uids[1] == alone
    assert len(set(uids)) == 3
    assert [line.number for line in again] == [1, 2, 4]


@pytest.mark.parametrize(
    ("words", "who", "day"),
    [
        ("ana", "ana", "2026-11-23"),
        ("ana yesterday", "ana", "2026-11-22"),
        ("Ana Lima, on 3 Nov", "Ana Lima", "2026-11-03"),
        ("Ana Lima 3 November 2025.", "Ana Lima", "2025-11-03"),
        ("\u201cAna Lima\u201d Yesterday", "Ana Lima", "2026-11-22"),
        ("ana lima and ben ortiz last fri", "ana lima and ben ortiz", "2026-11-20"),
        ("17 2026-11-01", "17", "2026-11-01"),
        ("ana a week ago at 3pm", "ana", "2026-11-16"),
        ("ana fri 15:30", "ana", "2026-11-20"),
        ("ana 15:30", "ana", "2026-11-23"),
        ("ana tomorrow", "ana", "2026-11-24"),
        ("May", "May", "2026-11-23"),
    ],
)
def test_the_longest_date_at_the_end_is_tried_first(words: str, who: str, day: str) -> None:
    first = next(readings(words, ASKED))
    assert (first.who, first.on.isoformat()) == (who, day)


def test_the_last_reading_has_no_date() -> None:
    assert [(it.who, it.on.isoformat()) for it in readings("Li Sun", ASKED)] == [
        ("Li", "2026-11-22"),
        ("Li Sun", "2026-11-23"),
    ]


@pytest.mark.parametrize("words", ["ana 31 nov", "ana on 3/12"])
def test_a_day_that_is_none_or_reads_both_ways_is_refused(words: str) -> None:
    with pytest.raises(DateProblem):
        list(readings(words, ASKED))


def test_several_people_stand_with_commas_and_and() -> None:
    assert several("Ana Lima, Ben Ortiz, and Zoe & Bo + Andy") == ["Ana Lima", "Ben Ortiz", "Zoe", "Bo", "Andy"]


@settings(max_examples=200)
@given(st.text(max_size=80) | st.builds(lambda text: f"call {text}", st.text(max_size=40)))
def test_any_text_gives_lines_or_problems(text: str) -> None:
    for line in read_inbox_text(text):
        if isinstance(line, InboxLine):
            with suppress(DateProblem):
                assert list(readings(line.words, ASKED))
