"""Reports: their numbers counted a second way from raw rows, and nothing in them that is not to be shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from netcrm.domain.check_in import Standing
from netcrm.domain.interaction import Channel
from netcrm.domain.report.templates import Template
from netcrm.domain.roles import Role
from netcrm.errors import DateProblem, QueryProblem, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.reports import ReportFormat, ReportWish
from tests.services.busy_network import PRIVATE, TODAY, busy_network
from tests.services.support import day

FIRST, LAST = day("2026-06-03"), day("2026-11-10")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    with busy_network(tmp_path_factory.mktemp("busy") / "own" / "network.db") as crm:
        crm.activities.add("filed 12 documents", on=day("2026-07-01"))
        crm.activities.add("Filed 30 documents", on=day("2026-08-01"))
        crm.activities.add("filed 99 documents", on=LAST + timedelta(days=1))
        yield crm


class _Rows:
    """All rows of the store, and the same numbers as a report has, counted from them by plain loops."""

    def __init__(self, crm: Crm, people: set[int] | None) -> None:
        self.rows = crm._session.database.rows
        self.people = people
        channels = {it.value: it.is_touch for it in Channel}
        who = self.rows("SELECT interaction_id, contact_id FROM participant")
        self.touches = [
            (day(on), contact_id, interaction_id)
            for interaction_id, on, channel, counts in self.rows(
                "SELECT id, happened_on, channel, counts FROM interaction"
            )
            if (channels[channel] if counts is None else counts)
            for of, contact_id in who
            if of == interaction_id and self.wants(contact_id)
        ]

    def wants(self, contact_id: int) -> bool:
        return self.people is None or contact_id in self.people

    def inside(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows whose first column is a day of the span and whose second is one of the people."""
        return [row for row in self.rows(sql) if row[0] and FIRST <= day(row[0]) <= LAST and self.wants(row[1])]

    def first_of(self, steps: str, named: str, reached: tuple[str, ...]) -> dict[int, date]:
        found: dict[int, date] = {}
        for owner, stage, on in self.rows(f"SELECT {named}, stage, reached_on FROM {steps}"):
            if stage in reached:
                found[owner] = min(day(on), found.get(owner, date.max))
        return {owner: on for owner, on in found.items() if FIRST <= on <= LAST}


@pytest.mark.parametrize("template", [Template.INTERNSHIP, Template.KOL])
def test_every_number_is_that_of_a_second_count_from_raw_rows(busy: Crm, template: Template) -> None:
    report = busy.reports.make(ReportWish(template, FIRST, LAST)).report
    rows = _Rows(busy, set(busy.search.ids("role:kol")) if template is Template.KOL else None)
    touched = {who for on, who, _ in rows.touches if FIRST <= on <= LAST}
    assert {line.person.contact_id for line in report.people} == touched
    assert report.new_people == len(touched - {who for on, who, _ in rows.touches if on < FIRST})
    inside = {thing: on for on, _, thing in rows.touches if FIRST <= on <= LAST}
    assert report.touches == len(inside)
    weeks = Counter(on - timedelta(days=on.weekday()) for on in inside.values())
    assert {it.monday: it.count for it in report.weeks if it.count} == dict(weeks)
    roles = dict(rows.rows("SELECT contact_id, role FROM contact_role WHERE ordinal = 0"))
    assert {it.label: it.count for it in report.roles} == Counter(Role(roles[who]).label for who in touched)
    places = dict(
        rows.rows(
            "SELECT p.contact_id, o.name FROM position AS p JOIN organisation AS o ON o.id = p.organisation_id"
            " WHERE end_on = '' ORDER BY is_primary"
        )
    )
    assert {it.label: it.count for it in report.organisations} == Counter(places[who] for who in touched)
    who_of = dict(rows.rows("SELECT id, contact_id FROM interview"))
    held = rows.first_of("interview_step", "interview_id", ("held", "thanked", "kept-in-touch"))
    held = {it: on for it, on in held.items() if rows.wants(who_of[it])}
    assert Counter((it.held_on, it.person.contact_id) for it in report.interviews) == Counter(
        (on, who_of[it]) for it, on in held.items()
    )
    to = dict(rows.rows("SELECT id, to_id FROM introduction"))
    made = rows.first_of("introduction_step", "introduction_id", ("made", "met", "thanked"))
    assert len(report.introductions) == sum(rows.wants(to[it]) for it in made)
    met = rows.inside("SELECT met_on, contact_id, event_id FROM event_person")
    assert report.met_at_events == len({row[1] for row in met})
    advice = rows.inside("SELECT given_on, contact_id, is_shareable, state, closed_on FROM advice")
    told = rows.inside("SELECT closed_on, contact_id, is_shareable, given_on FROM advice WHERE state = 'followed'")
    assert (report.advice_given, report.advice_followed) == (len(advice), len(told))
    earlier = [row for row in told if not FIRST <= day(row[3]) <= LAST]
    notes = rows.rows("SELECT interview_id, answer, is_shareable FROM interview_note")
    said = [row for row in notes if row[0] in held and row[1]]
    assert report.kept_back == sum(not row[2] for row in (*said, *advice, *earlier))
    assert sum(len(it.learned) for it in report.interviews) == sum(row[2] for row in said)
    assert (report.kept_back and report.interviews and report.introductions) or template is Template.KOL
    assert ("filed", 42) in [(it.before.casefold(), it.count) for it in report.activities]


@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("form", ReportFormat)
def test_what_was_not_marked_as_shareable_is_in_no_report(busy: Crm, template: Template, form: ReportFormat) -> None:
    made = busy.reports.make(ReportWish(template, FIRST, LAST))
    text = made.data(form).decode()
    assert PRIVATE not in text
    assert PRIVATE not in repr(made.report)
    shareable = "What changes? Visits go remote"
    assert (shareable in text) == (template in (Template.INTERNSHIP, Template.WEEK))


def test_a_report_is_written_whole_over_no_store_and_only_on_days_that_were(busy: Crm, tmp_path: Path) -> None:
    made = busy.reports.make(ReportWish(Template.WEEK, FIRST, LAST))
    target = tmp_path / "week.md"
    assert busy.reports.write(made, ReportFormat.MARKDOWN, target).endswith(f"to {target}.")
    assert target.read_bytes() == made.data(ReportFormat.MARKDOWN)
    assert [it.name for it in tmp_path.iterdir()] == ["week.md"]
    with pytest.raises(UsageProblem):
        busy.reports.write(made, ReportFormat.MARKDOWN, busy.path)
    phone = tmp_path / "phone.ics"
    phone.write_text("BEGIN:VCALENDAR\nPRODID:-//Example//Phone//EN\n")
    with pytest.raises(UsageProblem, match="a calendar"):
        busy.reports.write(made, ReportFormat.MARKDOWN, phone)
    for wish, problem in (
        (ReportWish(Template.WEEK, FIRST, TODAY + timedelta(days=1)), DateProblem),
        (ReportWish(Template.WEEK, LAST, FIRST), DateProblem),
        (ReportWish(Template.WEEK, date.min, LAST), DateProblem),
        (ReportWish(Template.WEEK, FIRST, LAST, "role:nobody"), QueryProblem),
    ):
        with pytest.raises(problem):
            busy.reports.make(wish)


def test_a_report_about_some_says_so(busy: Crm) -> None:
    made = busy.reports.make(ReportWish(Template.QUARTER, FIRST, LAST, "role:pi"))
    assert "Only about people who match “role:pi”." in made.data(ReportFormat.MARKDOWN).decode()
    asked = set(busy.search.ids("role:pi"))
    assert {line.person.contact_id for line in made.report.people} <= asked


def test_insights_sum_the_same_rows(busy: Crm) -> None:
    found = busy.insights.read()
    rows = _Rows(busy, None)
    for week in found.weeks:
        days = {week.monday + timedelta(days=number) for number in range(7)}
        assert week.count == len({thing for on, _, thing in rows.touches if on in days and on <= TODAY})
    active = {row[0] for row in rows.rows("SELECT id FROM contact WHERE state = 'active'")}
    assert found.people == len(active) == sum(count for _, count in found.standings)
    assert sum(count for _, count in found.roles) == len(active)
    assert found.funnel.asked == len(
        {row[0] for row in rows.rows("SELECT interview_id FROM interview_step WHERE stage = 'asked'")}
    )
    at = Counter(rows.rows("SELECT DISTINCT contact_id, organisation_id FROM position WHERE end_on = ''"))
    most = Counter(place for who, place in at if who in active and place is not None).most_common(1)[0][1]
    assert found.organisations[0].count == most
    assert dict(found.standings) == {
        it: count for it in Standing if (count := busy.search.count(f"is:active standing:{it.value}"))
    }
