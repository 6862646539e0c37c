"""The log of activities: words with one number, and their sums."""

from __future__ import annotations

from datetime import date

import pytest

from netcrm.domain.report.activity_log import Activity, activity_sums, parse_activity
from netcrm.errors import UsageProblem

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "count", "before", "after"),
    [
        ("assisted in consenting 4 participants", 4, "assisted in consenting", "participants"),
        ("  Filed  1,200 documents. ", 1200, "Filed", "documents"),
        ("shadowed three visits", 3, "shadowed", "visits"),
        ("12 queries answered", 12, "", "queries answered"),
        ("packed a box with 2 kits", 2, "packed a box with", "kits"),
        ("visits supported: 5", 5, "visits supported:", ""),
    ],
)
def test_words_with_one_number_are_an_activity(words: str, count: int, before: str, after: str) -> None:
    assert parse_activity(words, TODAY, TODAY) == Activity(TODAY, count, before, after)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("assisted in consenting", "An activity has a number in it."),
        ("", "An activity has a number in it."),
        ("consented subject 012-034", "An activity has one number"),
        ("consented 1 participant, number 1034", "An activity has one number"),
        ("filed 4 documents for NCT01234567", "An activity has one number"),
        ("filed 2.5 documents", "An activity has one number"),
        ("filed 123456 documents", "An activity has one number"),
        ("filed 0 documents", "An activity says what was done"),
        ("4", "An activity says what was done"),
        ("x" * 201, "An activity is one line of at most 200 letters."),
    ],
)
def test_other_words_are_refused_with_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_activity(words, TODAY, TODAY)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


def test_a_refusal_does_not_repeat_what_may_be_a_participants_number() -> None:
    with pytest.raises(UsageProblem) as caught:
        parse_activity("consented subject 012-034", TODAY, TODAY)
    assert "012" not in str(caught.value)


def test_an_activity_is_not_logged_ahead() -> None:
    with pytest.raises(UsageProblem, match="2026-11-23 is after today"):
        parse_activity("filed 2 documents", date(2026, 11, 23), TODAY)


def test_activities_of_a_kind_are_summed() -> None:
    words = ("filed 2 documents", "Filed 1 document", "saw 1 visit", "saw 1 visit", "filed 3 documents away")
    found = activity_sums(parse_activity(text, TODAY, TODAY) for text in words)
    assert [str(one) for one in found] == ["filed 3 documents", "filed 3 documents away", "saw 2 visits"]
    assert activity_sums(()) == ()


def test_what_is_alike_is_summed_by_skill_too_and_a_skill_has_no_figures() -> None:
    first = parse_activity("filed 3 forms", TODAY, TODAY, " informed\tconsent ")
    others = [
        parse_activity("Filed 4 forms", TODAY, TODAY, "Informed consent"),
        parse_activity("filed 5 forms", TODAY, TODAY),
    ]
    sums = {(it.skill.casefold(), it.count) for it in activity_sums([first, *others])}
    assert sums == {("informed consent", 7), ("", 5)}
    with pytest.raises(UsageProblem, match="A skill"):
        parse_activity("filed 3 forms", TODAY, TODAY, "subject 1001")
