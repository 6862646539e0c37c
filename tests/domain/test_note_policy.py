from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.note_policy import (
    Guard,
    HeldFor,
    NotePolicy,
    Notes,
    Topic,
    allowed,
    kept_of,
    read_policy,
    strictest,
    topics_of,
)
from netcrm.errors import UsageProblem

FULL = NotePolicy()
FULL_HOLD = NotePolicy(Notes.FULL, Guard.HOLD)
TOPICS = NotePolicy(Notes.TOPICS)
NONE = NotePolicy(Notes.NONE)
SUBJECT = "Subject 1204-003 missed the visit."


@pytest.mark.parametrize(
    ("text", "policy", "reason"),
    [
        ("Likes tulips.", FULL, None),
        (SUBJECT, FULL, None),
        ("Likes tulips.", FULL_HOLD, None),
        (SUBJECT, FULL_HOLD, HeldFor.PARTICIPANT_DATA),
        ("recruitment", TOPICS, None),
        ("Recruitment, Contract and budget; thank-you\nscheduling", TOPICS, None),
        ("recruitment,, ", TOPICS, None),
        ("recruitment is slow", TOPICS, HeldFor.NOT_A_TOPIC),
        ("recruitment, likes tulips", TOPICS, HeldFor.NOT_A_TOPIC),
        (SUBJECT, TOPICS, HeldFor.NOT_A_TOPIC),
        ("recruitment", NONE, HeldFor.NOTES_ARE_OFF),
        ("x", NotePolicy(Notes.NONE, Guard.HOLD), HeldFor.NOTES_ARE_OFF),
    ],
)
def test_a_text_is_held_for_one_reason_or_kept(text: str, policy: NotePolicy, reason: HeldFor | None) -> None:
    held = allowed(text, policy)
    assert (held.reason if held else None) == reason


@pytest.mark.parametrize("notes", Notes)
@pytest.mark.parametrize("guard", Guard)
@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_an_empty_text_may_always_be_kept(text: str, notes: Notes, guard: Guard) -> None:
    assert allowed(text, NotePolicy(notes, guard)) is None


def test_what_is_held_says_where_and_why_without_the_text() -> None:
    text = "Rang. " + SUBJECT
    held = allowed(text, FULL_HOLD)
    assert held is not None
    assert text[held.start : held.end] == "Subject 1204-003"
    assert held.sentence == (
        "From character 7, the text looks like a subject number: write it without that, or set the guard to warn."
    )
    assert "1204" not in repr(held)
    off = allowed(text, NONE)
    assert off is not None
    assert (off.start, off.end) == (0, len(text))
    assert off.sentence.startswith("No notes may be kept about this person")


def test_the_place_is_that_of_the_first_words_which_are_no_topic() -> None:
    text = "safety,  likes tulips , budget, a dog"
    held = allowed(text, TOPICS)
    assert held is not None
    assert text[held.start : held.end] == "likes tulips"
    assert all(topic.value in held.sentence for topic in Topic)


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_is_read_as_it_is_written_and_as_people_type_it(topic: Topic) -> None:
    assert topics_of(topic.value) == topics_of(topic.value.replace("-", " ").upper()) == (topic,)


@pytest.mark.parametrize(
    ("text", "policy", "kept"),
    [
        (SUBJECT, FULL, SUBJECT),
        ("Likes tulips.", FULL_HOLD, "Likes tulips."),
        (SUBJECT, FULL_HOLD, ""),
        ("Safety, likes tulips, safety reporting, career", TOPICS, "safety-reporting, career"),
        ("Likes tulips.", TOPICS, ""),
        ("recruitment", NONE, ""),
    ],
)
def test_an_export_gives_out_no_more_than_the_policy_allows(text: str, policy: NotePolicy, kept: str) -> None:
    assert kept_of(text, policy) == kept


@given(st.text(max_size=80), st.sampled_from(Notes), st.sampled_from(Guard))
@settings(max_examples=150)
def test_what_an_export_keeps_may_itself_be_kept(text: str, notes: Notes, guard: Guard) -> None:
    policy = NotePolicy(notes, guard)
    assert allowed(kept_of(text, policy), policy) is None


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ([], FULL),
        ([FULL, TOPICS], TOPICS),
        ([NONE, TOPICS, FULL_HOLD], NotePolicy(Notes.NONE, Guard.HOLD)),
        ([FULL_HOLD, TOPICS], NotePolicy(Notes.TOPICS, Guard.HOLD)),
    ],
)
def test_of_several_policies_the_strictest_of_each_kind_holds(policies: list[NotePolicy], expected: NotePolicy) -> None:
    assert strictest(policies) == strictest(reversed(policies)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("full", FULL),
        ("Topics", TOPICS),
        ("none, hold", NotePolicy(Notes.NONE, Guard.HOLD)),
        ("hold", FULL_HOLD),
        ("warn topics", TOPICS),
    ],
)
def test_a_policy_is_read_as_it_is_typed(text: str, expected: NotePolicy) -> None:
    assert read_policy(text) == expected


@pytest.mark.parametrize("text", ["", "some", "full none", "hold warn", "topics, hold, now"])
def test_what_is_no_policy_is_refused_with_the_words_that_are(text: str) -> None:
    with pytest.raises(UsageProblem, match="full, topics or none, and then warn or hold"):
        read_policy(text)
