"""The report's numbers, counted from facts, and the lines for a CV."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.report.activity_report import Tally, WeekOfTouches, activity_report
from netcrm.domain.report.cv_lines import cv_lines
from netcrm.domain.report.facts import HeldInterview, Person, ReportFacts, Touch
from netcrm.domain.report.templates import Section, Template
from netcrm.domain.roles import Role
from netcrm.errors import DateProblem
from tests.domain.report.report_facts import FACTS, FIRST, LAST, LIMA, OKAFOR, ORTIZ

REPORT = activity_report(FACTS, FIRST, LAST, Template.INTERNSHIP)


def test_what_lies_in_the_span_is_counted_and_nothing_else() -> None:
    assert [(line.person.name, line.touches, line.last_on.isoformat()) for line in REPORT.people] == [
        ("Ana Lima", 2, "2026-06-03"),
        ("Chidi Okafor", 1, "2026-06-17"),
        ("Elena Ortiz", 1, "2026-06-01"),
        ("Siri Halvorsen", 1, "2026-06-28"),
        ("Yui Tanaka", 1, "2026-06-28"),
    ]
    assert REPORT.roles == (
        Tally("Clinical research coordinator", 2),
        Tally("Clinical research associate", 1),
        Tally("Principal investigator", 1),
        Tally("Role not known", 1),
    )
    assert REPORT.organisations == (Tally("St Mary's", 2), Tally("Fjord Clinic", 1), Tally("Northwind CRO", 1))
    assert [event.name for event in REPORT.events] == ["Spring Meeting", "Grand Rounds"]
    assert REPORT.new_people == 4, "Yui Tanaka was known before"
    assert (REPORT.touches, REPORT.met_at_events, len(REPORT.introductions)) == (4, 2, 1)
    assert (REPORT.advice_followed, REPORT.advice_given) == (2, 3), "one of them was given before"
    assert (REPORT.goals_reached, len(REPORT.goals)) == (1, 2)
    assert [str(one) for one in REPORT.activities] == [
        "filed 120 essential documents",
        "assisted in consenting 5 participants",
    ]


def test_what_is_not_marked_shareable_is_nowhere_in_the_report() -> None:
    assert "leaving the company" not in repr(REPORT)
    assert "one manager" not in repr(REPORT)
    assert "Half of the visits" in repr(REPORT)
    assert REPORT.kept_back == 2


def test_weeks_without_a_touch_are_told_too() -> None:
    assert REPORT.weeks == tuple(
        WeekOfTouches(date.fromisoformat(day), count)
        for day, count in (("2026-06-01", 2), ("2026-06-08", 0), ("2026-06-15", 1), ("2026-06-22", 1))
    )
    middle = activity_report(FACTS, date(2026, 6, 3), date(2026, 6, 8), Template.WEEK)
    assert [week.count for week in middle.weeks] == [1, 0]


def test_a_report_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(DateProblem, match="would end before it begins"):
        activity_report(FACTS, LAST, FIRST, Template.WEEK)


def test_every_template_has_sections_of_its_own() -> None:
    assert {len(set(template.sections)) == len(template.sections) for template in Template} == {True}
    assert len({template.sections for template in Template}) == len(Template)
    assert set(Section) == {section for template in Template for section in template.sections}
    assert len({template.heading for template in Template}) == len(Template)


def test_lines_for_a_cv_say_the_numbers() -> None:
    assert cv_lines(REPORT) == (
        "Conducted 3 informational interviews with a principal investigator, a coordinator and a CRA"
        " at 2 organisations",
        "Built working contacts with 5 professionals at 3 organisations",
        "Was introduced to 1 professional by 1 colleague",
        "Attended 2 professional events, meeting 2 professionals there",
        "Filed 120 essential documents",
        "Assisted in consenting 5 participants",
    )
    assert cv_lines(activity_report(ReportFacts(), FIRST, LAST, Template.WEEK)) == ()


def _interviews(*people: Person) -> str:
    held = tuple(HeldInterview(FIRST, replace(person, contact_id=number)) for number, person in enumerate(people))
    return cv_lines(activity_report(ReportFacts(interviews=held), FIRST, LAST, Template.WEEK))[0]


def _somebody(role: Role | None, organisation: str = "") -> Person:
    return Person(0, "X", role, organisation, is_at_site=True)


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ([ORTIZ] * 4 + [LIMA] * 3 + [_somebody(Role.RESEARCH_ASSOCIATE, "A")] * 2,
         "9 informational interviews with principal investigators, coordinators and CRAs at 2 sites"),
        ([LIMA], "1 informational interview with a coordinator at 1 site"),
        ([OKAFOR, OKAFOR], "2 informational interviews with CRAs at 1 organisation"),
        ([_somebody(None)], "1 informational interview"),
        ([_somebody(Role.OTHER)], "1 informational interview"),
        ([_somebody(Role.INVESTIGATIONAL_PHARMACIST)], "1 informational interview with an investigational pharmacist"),
        ([_somebody(role) for role in (Role.DRUG_SAFETY, Role.PEER, Role.MENTOR, Role.STUDENT)],
         "4 informational interviews with drug safety staff, a mentor, a peer and others"),
    ],
)  # fmt: skip
def test_a_line_names_the_commonest_roles_and_the_places(people: list[Person], line: str) -> None:
    assert _interviews(*people) == f"Conducted {line}"


def test_every_role_can_stand_in_a_line() -> None:
    for role in Role:
        if role is not Role.OTHER:
            assert " with " in _interviews(_somebody(role))
            assert " with " in _interviews(_somebody(role), _somebody(role))


DAYS = st.dates(date(2026, 5, 1), date(2026, 8, 1))
PEOPLE = st.builds(Person, st.integers(1, 6), st.just("N"), st.sampled_from([None, *Role]), st.sampled_from(["", "A"]))


@given(st.lists(st.builds(Touch, DAYS, st.lists(PEOPLE, max_size=3).map(tuple))), st.tuples(DAYS, DAYS))
@settings(max_examples=100)
def test_a_second_count_gives_the_same_numbers(touches: list[Touch], span: tuple[date, date]) -> None:
    report = activity_report(ReportFacts(tuple(touches)), min(span), max(span), Template.QUARTER)
    inside = [touch for touch in touches if min(span) <= touch.happened_on <= max(span)]
    before = {p.contact_id for touch in touches if touch.happened_on < min(span) for p in touch.people}
    assert report.new_people == sum(line.person.contact_id not in before for line in report.people)
    assert report.touches == len(inside) == sum(week.count for week in report.weeks)
    assert len(report.people) == len({p.contact_id for touch in inside for p in touch.people})
    assert sum(tally.count for tally in report.roles) == len(report.people)
    assert all(week.monday.weekday() == 0 for week in report.weeks)
