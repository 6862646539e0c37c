"""Facts of an invented internship, for the tests of the report."""

from __future__ import annotations

from datetime import date

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.report.activity_log import Activity
from netcrm.domain.report.facts import (
    GivenAdvice,
    GoalLine,
    HeldInterview,
    Learned,
    MadeIntroduction,
    Person,
    ReportFacts,
    Touch,
    VisitedEvent,
)
from netcrm.domain.roles import Role

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 28)

ORTIZ = Person(1, "Elena Ortiz", Role.PRINCIPAL_INVESTIGATOR, "St Mary's", is_at_site=True)
LIMA = Person(2, "Ana Lima", Role.RESEARCH_COORDINATOR, "St Mary's", is_at_site=True)
OKAFOR = Person(3, "Chidi Okafor", Role.RESEARCH_ASSOCIATE, "Northwind CRO")
HALVORSEN = Person(4, "Siri Halvorsen", Role.RESEARCH_COORDINATOR, "Fjord Clinic", is_at_site=True)
TANAKA = Person(5, "Yui Tanaka", None, "")

FACTS = ReportFacts(
    touches=(
        Touch(date(2026, 5, 31), (TANAKA,)),
        Touch(date(2026, 6, 1), (ORTIZ, LIMA)),
        Touch(date(2026, 6, 3), (LIMA,)),
        Touch(date(2026, 6, 17), (OKAFOR,)),
        Touch(date(2026, 6, 28), (HALVORSEN, TANAKA)),
        Touch(date(2026, 6, 29), (HALVORSEN,)),
    ),
    interviews=(
        HeldInterview(
            date(2026, 6, 17),
            OKAFOR,
            (
                Learned("Half of the visits are remote now", Topic.TRENDS, is_shareable=True),
                Learned("Thinks of leaving the company", Topic.INSIGHTS),
            ),
        ),
        HeldInterview(date(2026, 6, 1), ORTIZ, (Learned("Start as a coordinator", Topic.ADVICE, is_shareable=True),)),
        HeldInterview(date(2026, 6, 3), LIMA),
        HeldInterview(date(2026, 7, 1), TANAKA),
    ),
    introductions=(
        MadeIntroduction(date(2026, 6, 10), LIMA, HALVORSEN, "met"),
        MadeIntroduction(date(2026, 5, 1), LIMA, OKAFOR),
    ),
    events=(
        VisitedEvent(date(2026, 5, 30), "Spring Meeting", date(2026, 6, 1), (HALVORSEN, TANAKA)),
        VisitedEvent(date(2026, 6, 12), "Grand Rounds"),
        VisitedEvent(date(2026, 6, 29), "Summer School"),
    ),
    advice=(
        GivenAdvice(date(2026, 6, 1), ORTIZ, "Read ICH E6", date(2026, 6, 5), is_shareable=True),
        GivenAdvice(date(2026, 6, 3), LIMA, "Shadow a consent", date(2026, 7, 2), is_shareable=True),
        GivenAdvice(date(2026, 4, 2), LIMA, "Learn to read a budget", date(2026, 6, 9), is_shareable=True),
        GivenAdvice(date(2026, 6, 17), OKAFOR, "Stay away from one manager"),
    ),
    activities=(
        Activity(date(2026, 6, 2), 4, "assisted in consenting", "participants"),
        Activity(date(2026, 6, 9), 1, "Assisted in consenting", "participant"),
        Activity(date(2026, 6, 9), 120, "filed", "essential documents"),
        Activity(date(2026, 7, 9), 7, "filed", "essential documents"),
    ),
    goals=(
        GoalLine("talk with 3 CRAs by 30 Jun", "1 of 3, 2 days left", 1 / 3),
        GoalLine("3 interviews in June", "3 of 3: reached on Wed 17 Jun", 1.0, is_reached=True),
    ),
)
