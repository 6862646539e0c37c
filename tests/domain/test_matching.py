"""Who is the same: UIDs, mail addresses and phones weighed against names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.matching import Keys, KnownPeople, Likeness, Match
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name


def keys(name: str, *, uid: str = "", email: str = "", phone: str = "") -> Keys:
    return Keys(read_name(name), *(((value,) if value else ()) for value in (uid, email, phone)))


def known(*people: Keys) -> KnownPeople:
    found = KnownPeople()
    for ref, person in enumerate(people, 1):
        found.add(ref, person)
    return found


@pytest.mark.parametrize(
    ("there", "incoming", "ref"),
    [
        (keys("Ana Lima", uid="1"), keys("Ana Sousa", uid="1"), 1),
        (keys("Ana Lima", uid="1"), keys("Raj Patel", uid="1"), None),
        (keys("Ana Lima", email="a@x"), keys("Lima, Ana", email="a@x"), 1),
        (keys("Ana Lima", email="a@x"), keys("A. Lima", email="a@x"), 1),
        (keys("Ana Lima", email="a@x"), keys("Ana Chen", email="a@x"), None),
        (keys("Ana Lima", phone="+15550"), keys("Ana Lima", phone="+15550"), 1),
        (keys("Ana Lima", phone="+15550"), keys("Bo Chen", phone="+15550"), None),
        (keys("John Smith Jr.", phone="+15550"), keys("John Smith Sr.", phone="+15550"), None),
        (keys("Ana Lima"), keys("Ana Lima"), None),
        (keys("Ana Lima", uid="1"), keys("Ana Lima", uid="2"), None),
    ],
)
def test_a_key_decides_only_with_a_name_that_fits(there: Keys, incoming: Keys, ref: int | None) -> None:
    assert known(there).match(incoming).ref == ref


def test_people_who_share_a_key_are_named_with_the_reason() -> None:
    people = known(
        keys("Ana Lima", email="a@x"), keys("Bo Chen", phone="1"), keys("Ife Ade", uid="9"), keys("Raj Patel")
    )
    assert people.match(Keys(read_name("Raj Patel"), ("9",), ("a@x",), ("1",))) == Match(
        None,
        (
            Likeness(1, "same e-mail"),
            Likeness(2, "same phone"),
            Likeness(3, "same UID, another name"),
            Likeness(4, "same name"),
        ),
    )


def test_nobody_is_named_twice_and_no_more_than_five_are() -> None:
    people = known(
        *(keys(name, email="a@x", phone="1") for name in ("Aa Bb", "Cc Dd", "Ee Ff", "Gg Hh", "Ii Jj", "Kk Ll"))
    )
    assert [one.ref for one in people.match(Keys(read_name("Zz Yy"), (), ("a@x",), ("1",))).perhaps] == [1, 2, 3, 4, 5]


def test_a_uid_goes_before_a_mail_address() -> None:
    people = known(keys("Ana Lima", email="a@x"), keys("Ana Lima", uid="1"))
    assert people.match(Keys(read_name("Ana Lima"), ("1",), ("a@x",))).ref == 2


def test_of_two_who_came_under_one_uid_the_one_whose_name_fits_is_meant() -> None:
    people = known(keys("Ana Lima", uid="1"), keys("Raj Patel", uid="1"))
    assert people.match(keys("Raj Patel", uid="1")).ref == 2


def test_somebody_known_by_further_keys_is_found_by_each() -> None:
    people = known(keys("Ana Lima", email="a@x"))
    people.add(1, keys("Ana Sousa", email="b@x"))
    assert people.match(keys("Ana Lima", email="b@x")).ref == 1
    assert people.match(keys("Ana Sousa", email="b@x")).ref is None, "the first name is the one that counts"


def test_a_holder_is_found_by_uid_then_by_mail_address() -> None:
    people = known(keys("Ana Lima", uid="1"), keys("Bo Chen", email="b@x"))
    assert (people.holder("1", "b@x"), people.holder("2", "b@x"), people.holder("2", "")) == (1, 2, None)


WORDS = st.sampled_from(["Ana", "Lima", "Bo", "Chen", "A."])
PEOPLE = st.builds(
    lambda words, uids, emails: Keys(Name(" ".join(words)), tuple(uids), tuple(emails)),
    st.lists(WORDS, max_size=3),
    st.lists(st.sampled_from("12"), max_size=1),
    st.lists(st.sampled_from(["a@x", "b@x"]), max_size=2),
)


@given(st.lists(PEOPLE, max_size=5), PEOPLE)
def test_whoever_is_matched_or_named_shares_a_key_or_a_name(people: list[Keys], incoming: Keys) -> None:
    match = known(*people).match(incoming)
    refs = [match.ref] if match.ref else [one.ref for one in match.perhaps]
    assert len(refs) == len(set(refs))
    for ref in refs:
        there = people[ref - 1]
        shares = {*there.uids, *there.emails} & {*incoming.uids, *incoming.emails}
        assert shares or there.name.formatted.split() == incoming.name.formatted.split()
        assert match.ref is None or shares, "a name alone never decides"
