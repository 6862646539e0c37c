"""Likely duplicates: sixty pairs made by hand, and what must hold for any."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.duplicates.features import Features, features
from netcrm.domain.duplicates.likeness import score_of
from netcrm.domain.duplicates.pairs import PERHAPS, SAME, Pair, pairs
from netcrm.domain.duplicates.surroundings import Surroundings
from netcrm.domain.naming.reading import read_name
from netcrm.domain.text import fold
from tests.bench.people_with_truth import generated, true_pairs
from tests.domain.duplicate_pairs import ONE_PERSON, TWO_PEOPLE, Two


def person(number: int, written: str) -> Features:
    """Return the features of somebody written as in `duplicate_pairs`."""
    cells = [cell.strip() for cell in written.split("|")] + [""] * 5
    name = read_name(cells[0])
    more = dict(part.partition("=")[::2] for part in cells[4].split())
    return features(
        number,
        folded=fold(name.formatted),
        given=name.given,
        additional=name.additional,
        family=name.family,
        suffix=name.suffix,
        nicknames=more.get("nick", ""),
        emails=tuple(cells[1].split()),
        phones=["".join(sign for sign in cells[2] if sign.isdigit())] if cells[2] else [],
        profiles=(f"linkedin.com/in/{more['in']}",) if "in" in more else (),
        organisations=(fold(cells[3]),) if cells[3] else (),
        birthday=more.get("born", ""),
        is_put_away="archived" in more,
    )


def found(*people: str, least: int = PERHAPS) -> list[Pair]:
    return list(pairs([person(number, written) for number, written in enumerate(people, 1)], least=least))


def _named(two: Two) -> str:
    return two.why.replace(" ", "-")


@pytest.mark.parametrize("two", ONE_PERSON, ids=_named)
def test_one_person_in_two_contacts_is_found(two: Two) -> None:
    assert [pair[:2] for pair in found(two.first, two.second)] == [(1, 2)]


@pytest.mark.parametrize("two", TWO_PEOPLE, ids=_named)
def test_two_people_are_no_duplicate(two: Two) -> None:
    assert found(two.first, two.second) == []


def test_there_are_thirty_of_each() -> None:
    assert len(set(ONE_PERSON)) == len(set(TWO_PEOPLE)) == 30


@pytest.mark.parametrize("two", [*ONE_PERSON, *TWO_PEOPLE], ids=_named)
def test_a_score_is_the_same_from_both_sides(two: Two) -> None:
    first, second = person(1, two.first), person(2, two.second)
    around = Surroundings.of([first, second])
    assert score_of(first, second, around) == score_of(second, first, around)


def test_the_whole_table_at_once_finds_each_pair_and_no_pair_of_two_people() -> None:
    """Among sixty others the pairs are still told apart, whatever stands beside them."""
    written = [text for two in (*ONE_PERSON, *TWO_PEOPLE) for text in (two.first, two.second)]
    got = {pair[:2] for pair in found(*written)}
    assert {(n, n + 1) for n in range(1, 60, 2)} <= got
    assert not got & {(n, n + 1) for n in range(61, 120, 2)}


def test_shared_mail_alone_is_the_same_and_the_name_alone_perhaps() -> None:
    assert found(*ONE_PERSON[0][1:])[0].score >= SAME
    assert PERHAPS <= found(*ONE_PERSON[-1][1:])[0].score < SAME


def test_reasons_say_what_speaks_for_and_against() -> None:
    (pair,) = found("Bob Keller | b@h.test | | Harbour", "Robert Keller | r@h.test | | Harbour", least=60)
    assert pair.reasons == (
        "short form of the name", "same organisation", "a rare family name", "but another mailbox there",
    )  # fmt: skip


def test_a_key_that_many_names_share_is_weak() -> None:
    """Four colleagues at one phone: none is another, not even those of one family name and initial."""
    staff = ("Ana Lima", "Bo Chen", "Carl Diaz", "Dana Frank", "Emre Guler")
    assert found(*(f"{name} | | +1 617 555 0100" for name in staff)) == []


def test_who_was_told_apart_is_not_named_again() -> None:
    people = [person(n, "Ana Lima | ana@x.test") for n in (1, 2, 3)]
    assert {pair[:2] for pair in pairs(people, told={(1, 3)})} == {(1, 2), (2, 3)}


def test_a_common_name_alone_says_little() -> None:
    people = ["Maria Garcia", *(f"Maria Garcia | m{n}@x{n}.test | | Site {n}" for n in range(5))]
    assert found(*people) == []


def test_five_thousand_of_one_family_name_do_not_take_forever() -> None:
    """Blocks are divided: the comparisons stay far below the twelve million pairs."""
    chance = Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    people = [person(n, f"J{''.join(chance.choices(letters, k=6))} Smith | p{n}@x.test") for n in range(5000)]
    compared: list[int] = []
    list(pairs(people, tell=compared.append))
    assert max(compared, default=0) < 200_000


_WORDS = st.sampled_from(["ana", "anna", "lima", "bob", "robert", "smith", "smyth", "a", "garcia", "lopez", "müller"])
_PEOPLE = st.lists(
    st.tuples(
        st.lists(_WORDS, min_size=1, max_size=3).map(" ".join),
        st.sampled_from(["", "a@x.test", "b@x.test", "research@x.test"]),
        st.sampled_from(["", "617 555 0100", "617 555 0101"]),
        st.sampled_from(["", "Site A", "Site B"]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(_PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(written: list[tuple[str, str, str, str]], chance: Random) -> None:
    people = [person(number, " | ".join(cells)) for number, cells in enumerate(written, 1)]
    mixed = list(people)
    chance.shuffle(mixed)
    assert sorted(pairs(people)) == sorted(pairs(mixed))


@settings(max_examples=60, deadline=None)
@given(_PEOPLE)
def test_of_four_who_share_a_phone_no_pair_is_lost(written: list[tuple[str, str, str, str]]) -> None:
    """Whatever their names: as many are found as when everybody is compared with everybody."""
    people = [
        person(number, f"{name} | {email} | 617 555 0100 | {place}")
        for number, (name, email, _, place) in enumerate(written[:4], 1)
    ]
    around = Surroundings.of(people)
    everyone = {(a.id, b.id) for a, b in combinations(people, 2) if score_of(a, b, around, PERHAPS)}
    assert {pair[:2] for pair in pairs(people)} == everyone


def test_two_thousand_generated_cards_are_found_and_few_others() -> None:
    """A short form of the measurement (`tests.bench.duplicates`), on a seed that was not looked at."""
    cards = generated(2000, 21)
    people = []
    for number, card in enumerate(cards, 1):
        details = card.details
        cells = (
            " ".join(email.value for email in details.emails),
            details.phones[0].value if details.phones else "",
            details.positions[0].organisation if details.positions else "",
            f"in={details.links[0].value[28:]}" if details.links else "",
        )
        people.append(person(number, " | ".join((details.name.formatted, *cells))))
    right = {(one + 1, other + 1) for one, other in true_pairs(cards)}
    got = {pair[:2] for pair in pairs(people)}
    assert len(got & right) >= 0.95 * len(right)
    assert sum(cards[one - 1].person == cards[other - 1].person for one, other in got) >= 0.95 * len(got)
