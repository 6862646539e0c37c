"""A relation is kept once, reads rightly from both sides, and is not had with oneself."""

from __future__ import annotations

import pytest

from netcrm.domain.ties.relations import Relation, RelationKind, checked, parse_relation
from netcrm.errors import NetcrmError, NothingToDo, UsageProblem


def relation(text: str, number: int = 0) -> Relation:
    first, kind, second = text.split()
    return Relation(number, "", int(first), RelationKind(kind), int(second))


@pytest.mark.parametrize("kind", list(RelationKind))
def test_every_relation_has_an_inverse_and_words(kind: RelationKind) -> None:
    assert kind.inverse.inverse is kind
    assert kind.words
    assert kind.label
    assert kind.tie is kind.inverse.tie
    assert kind.is_mutual == (kind in ("colleague", "friend"))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1 mentor 2", "1 mentor 2"),
        ("2 mentee 1", "1 mentor 2"),
        ("5 investigator 3", "3 sub-investigator 5"),
        ("4 monitored 9", "9 monitor 4"),
        ("6 friend 2", "2 friend 6"),
        ("2 friend 6", "2 friend 6"),
    ],
)
def test_a_relation_is_kept_one_way(said: str, kept: str) -> None:
    assert checked(relation(said), [], first="Ana Lima", second="Ben Ortiz") == relation(kept)
    assert relation(said).says_the_same(relation(kept))


def test_each_of_two_people_sees_their_own_side() -> None:
    kept = relation("1 supervisor 2")
    assert (kept.kind_for(1), kept.kind_for(2)) == ("supervisor", "supervised")
    with pytest.raises(ValueError, match="3"):
        kept.kind_for(3)


@pytest.mark.parametrize(
    ("said", "standing", "error", "words"),
    [
        ("1 mentor 1", "", UsageProblem, "Ana Lima would be both"),
        ("1 mentor 2", "1 mentor 2", NothingToDo, "stands already: Ana Lima is the mentor of Ben Ortiz"),
        ("2 mentee 1", "1 mentor 2", NothingToDo, "stands already: Ben Ortiz is the mentor of Ana Lima"),
        ("1 friend 2", "2 friend 1", NothingToDo, "stands already: Ben Ortiz is a friend of Ana Lima"),
        ("1 mentor 2", "2 mentor 1", UsageProblem, "Ben Ortiz is the mentor of Ana Lima already"),
        ("1 mentee 2", "1 mentor 2", UsageProblem, "Ben Ortiz has as mentor Ana Lima already"),
    ],
)
def test_what_is_refused_is_said(said: str, standing: str, error: type[NetcrmError], words: str) -> None:
    there = [relation(standing, 4)] if standing else []
    with pytest.raises(error, match=words):
        checked(relation(said), there, first="Ana Lima", second="Ben Ortiz")


def test_other_relations_of_the_two_stand_beside_it() -> None:
    there = [relation("1 supervisor 2", 4), relation("2 monitor 1", 5), relation("1 mentor 3", 6)]
    assert checked(relation("1 mentor 2"), there, first="Ana Lima", second="Ben Ortiz") == relation("1 mentor 2")


def test_a_relation_that_is_edited_is_no_obstacle_to_itself() -> None:
    there = [relation("1 mentor 2", 4)]
    assert checked(relation("2 mentor 1", 4), there, first="Ben Ortiz", second="Ana Lima") == relation("2 mentor 1", 4)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Mentor", "mentor"), ("sub investigator", "sub-investigator"), ("Sub-I", "sub-investigator"),
     ("boss", "supervisor"), ("monitors", "monitor"), ("co-worker", "colleague")],
)  # fmt: skip
def test_everyday_words_name_a_relation(text: str, kind: str) -> None:
    assert parse_relation(text) == kind


@pytest.mark.parametrize("text", ["", "cousin", "x" * 500])
def test_other_words_are_refused_with_those_that_are_known(text: str) -> None:
    with pytest.raises(UsageProblem, match=r"is no relation\. Known are mentor, mentee, ") as refused:
        parse_relation(text)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("kind", list(RelationKind))
def test_only_monitors_and_coordinators_are_that_to_an_organisation(kind: RelationKind) -> None:
    wanted = Relation(0, "", 1, kind, None, organisation_id=5)
    if kind in ("monitor", "coordinator"):
        assert checked(wanted, [], first="Ana Lima", second="Harbor Point") == wanted
        with pytest.raises(NothingToDo, match="stands already"):
            checked(wanted, [wanted], first="Ana Lima", second="Harbor Point")
        elsewhere = Relation(7, "", 1, kind, None, organisation_id=6)
        assert checked(wanted, [elsewhere], first="Ana Lima", second="Harbor Point") == wanted
    else:
        with pytest.raises(UsageProblem, match="Harbor Point is one"):
            checked(wanted, [], first="Ana Lima", second="Harbor Point")


def test_a_succession_is_no_tie() -> None:
    assert [kind.value for kind in RelationKind if kind.tie is None] == ["successor", "predecessor"]
