from __future__ import annotations

import itertools
from datetime import date

import pytest

from netcrm.domain.cadence import (
    Cadence,
    CadenceRule,
    CadenceScope,
    EffectiveCadence,
    Rules,
    effective_cadence,
    parse_cadence,
)
from netcrm.domain.contact import Tier
from netcrm.domain.roles import Role
from netcrm.errors import UsageProblem


def cadence(text: str) -> Cadence:
    found = parse_cadence(text)
    assert found
    return found


def rule(who: str, text: str) -> CadenceRule:
    scope, _, subject = who.partition(":")
    return CadenceRule(CadenceScope(scope), subject, cadence(text))


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("2 weeks", "2 weeks", "every 2 weeks"),
        ("Never", "never", "never"),
        ("yearly", "1 year", "yearly"),
        ("3 months, latest 4 months", "3 months, latest 4 months", "every 3 months (latest 4 months)"),
        ("3 months at the latest 4 months", "3 months, latest 4 months", "every 3 months (latest 4 months)"),
        ("every 3 months, at the latest: 4m", "3 months, latest 4 months", "every 3 months (latest 4 months)"),
        ("monthly, latest monthly", "1 month, latest 1 month", "monthly (latest 1 month)"),
    ],
)
def test_a_cadence_is_read_and_said(text: str, expected: str, words: str) -> None:
    found = cadence(text)
    assert str(found) == expected
    assert found.describe() == words
    assert parse_cadence(str(found)) == found
    assert found.is_never is (expected == "never")


@pytest.mark.parametrize("text", ["unset", "none", "Default"])
def test_unset_is_no_cadence_at_all(text: str) -> None:
    assert parse_cadence(text) is None


def test_the_day_a_cadence_was_set_is_kept() -> None:
    found = parse_cadence("2 weeks", set_on=date(2026, 11, 22))
    assert found
    assert found.set_on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("4 months, latest 3 months", "shorter than the cadence"),
        ("2 weeks, latest 9 business days", "shorter than the cadence"),
        ("never, latest 3 months", "is no interval"),
        ("2 weeks, latest", "is no interval"),
        ("latest 2 weeks", "is no interval"),
        ("sometimes", "Write it like"),
        ("", "Write it like"),
    ],
)
def test_what_is_no_cadence_is_refused(text: str, says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        parse_cadence(text)


def test_never_has_no_latest_interval() -> None:
    with pytest.raises(UsageProblem, match="never"):
        Cadence(None, cadence("2 weeks").interval)


RULES = Rules(
    [
        rule("tier:A", "2 weeks"),
        rule("tier:D", "yearly"),
        rule("tier:C", "never"),
        rule("tag:area", "6 months"),
        rule("tag:area/oncology", "2 months"),
        rule("tag:quiet", "never"),
        rule("tag:phase/2", "9 weeks"),
        rule("role:research-associate", "quarterly"),
        rule("role:mentor", "monthly"),
        rule("role:recruiter", "never"),
        rule("organisation:3", "2 weeks"),
    ]
)


@pytest.mark.parametrize(
    ("own", "tier", "tags", "roles", "expected"),
    [
        ("10 days", "A", "area", "mentor", "every 10 days"),
        ("never", "A", "area", "mentor", "never"),
        (None, "A", "area", "mentor", "every 2 weeks, from tier A"),
        (None, "D", "area", "", "yearly, from tier D"),
        (None, "C", "area", "mentor", "never, from tier C"),
        (None, "B", "area", "mentor", "every 6 months, from tag area"),
        (None, None, "area/oncology", "mentor", "every 2 months, from tag area/oncology"),
        (None, None, "area/oncology/lung", "", "every 2 months, from tag area/oncology"),
        (None, None, "area/cardiology", "", "every 6 months, from tag area"),
        (None, None, "areas", "research-associate", "every 3 months, from role CRA"),
        (None, None, "phase/2 area/oncology", "", "every 2 months, from tag area/oncology"),
        (None, None, "quiet area", "mentor", "every 6 months, from tag area"),
        (None, None, "quiet", "mentor", "never, from tag quiet"),
        (None, None, "", "research-associate mentor recruiter", "monthly, from role Mentor"),
        (None, None, "", "recruiter", "never, from role Recruit"),
        (None, None, "", "peer", None),
        (None, None, "", "", None),
    ],
)
def test_the_first_level_that_has_a_cadence_decides_and_within_it_the_shortest(
    own: str | None, tier: str | None, tags: str, roles: str, expected: str | None
) -> None:
    for turned_tags, turned_roles in itertools.product(
        (tags.split(), tags.split()[::-1]), (roles.split(), roles.split()[::-1])
    ):
        found = effective_cadence(
            cadence(own) if own else None,
            tier=Tier(tier) if tier else None,
            tags=turned_tags,
            roles=[Role(role) for role in turned_roles],
            rules=RULES,
        )
        assert (found.describe() if found else None) == expected


def test_equally_long_cadences_of_a_level_are_told_apart_by_name() -> None:
    tied = Rules([rule("tag:b", "12 months"), rule("tag:a", "1 year")])
    for tags in (["a", "b"], ["b", "a"]):
        found = tied.of_tags(tags)
        assert found
        assert found.origin == "tag a"


def test_a_later_rule_for_the_same_subject_holds() -> None:
    found = Rules([rule("tier:A", "1 week"), rule("tier:A", "2 weeks")]).of_tier(Tier.A)
    assert found
    assert str(found.cadence) == "2 weeks"


def test_an_organisation_has_a_cadence_of_its_own() -> None:
    found = RULES.of_organisation("3")
    assert found
    assert found.origin == "organisation 3"
    assert RULES.of_organisation("4") is None


def test_an_own_cadence_says_so() -> None:
    assert EffectiveCadence(cadence("1 month")).origin == "own"
    assert EffectiveCadence(cadence("1 month")).every == "every month"
