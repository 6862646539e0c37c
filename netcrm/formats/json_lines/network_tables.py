"""The lines of what is around people: relations, introductions, events, studies, papers, employers, goals, advice."""

from __future__ import annotations

from netcrm.domain.date_forms import Span
from netcrm.domain.employers.lead import LeadOutcome
from netcrm.domain.events.event import EventKind
from netcrm.domain.goals.goal import Measure
from netcrm.domain.note_policy import Guard, Notes
from netcrm.domain.studies.study import Part as StudyPart
from netcrm.domain.text import fold
from netcrm.domain.ties.advice import AdviceState
from netcrm.domain.ties.introduction import IntroductionStage, IntroductionTask
from netcrm.domain.ties.mentorship import MentorGoalState
from netcrm.domain.ties.relations import RelationKind
from netcrm.formats.json_lines import checks
from netcrm.formats.json_lines import values as v
from netcrm.formats.json_lines.people_tables import ID, UID
from netcrm.formats.json_lines.shapes import Derived, Field, Line, Part
from netcrm.formats.json_lines.values import or_blank, or_null, word

_BY_UID = (("uid",),)
_TO_CONTACT = Field("contact", v.identity, "contact_id", refers="contact")
_TO_ORGANISATION = Field("organisation", v.identity, "organisation_id", refers="organisation")
_MAYBE_ORGANISATION = Field("organisation", or_null(v.identity), "organisation_id", refers="organisation")
_INTERACTION = Field("interaction", or_null(v.identity), "interaction_id", refers="interaction")

_ADVICE = Line(
    "advice",
    "advice",
    (
        ID,
        UID,
        _TO_CONTACT,
        Field("interview", or_null(v.identity), "interview_id", refers="interview"),
        Field("given_on", v.day),
        Field("text", v.text),
        Field("state", word(AdviceState)),
        Field("closed_on", or_null(v.day)),
        Field("outcome", v.text),
        Field("shareable", v.flag, "is_shareable", show=bool),
        Field("follow_up", or_null(v.identity), "follow_up_id", refers="follow-up"),
    ),
    unique=_BY_UID,
)
_MENTORSHIP = Line(
    "mentorship",
    "mentorship",
    (
        ID,
        UID,
        _TO_CONTACT,
        Field("began_on", v.day),
        Field("ended_on", or_null(v.day)),
        Field("note", v.text),
        Field("meeting", or_null(v.identity), "meeting_id", refers="follow-up"),
    ),
    unique=_BY_UID,
)
_MENTOR_GOAL = Line(
    "mentor-goal",
    "mentor_goal",
    (
        ID,
        UID,
        Field("mentorship", v.identity, "mentorship_id", refers="mentorship"),
        Field("text", v.text),
        Field("agreed_on", v.day),
        Field("due_on", or_null(v.day)),
        Field("state", word(MentorGoalState)),
        Field("closed_on", or_null(v.day)),
        Field("outcome", v.text),
    ),
    unique=_BY_UID,
)
_RELATION = Line(
    "relation",
    "relation",
    (
        ID,
        UID,
        Field("first", v.identity, "first_id", refers="contact"),
        Field("kind", word(RelationKind)),
        Field("second", or_null(v.identity), "second_id", refers="contact"),
        _MAYBE_ORGANISATION,
        Field("note", v.text),
    ),
    unique=_BY_UID,
    check=checks.relation,
)
_INTRODUCTION = Line(
    "introduction",
    "introduction",
    (
        ID,
        UID,
        Field("introducer", v.identity, "introducer_id", refers="contact"),
        Field("to", v.identity, "to_id", refers="contact"),
        Field("asked_by", or_null(v.identity), "asked_by_id", refers="contact"),
        Field("stage", word(IntroductionStage)),
        Field("topic", v.text),
    ),
    parts=(
        Part(
            "steps",
            "introduction_step",
            "introduction_id",
            (
                Field("stage", word(IntroductionStage)),
                Field("reached_on", v.day),
                _INTERACTION,
                Field("reason", v.text),
            ),
        ),
        Part(
            "tasks",
            "introduction_task",
            "introduction_id",
            (
                Field("follow_up", v.identity, "follow_up_id", refers="follow-up"),
                Field("task", word(IntroductionTask)),
            ),
            unique="follow_up",
        ),
    ),
    unique=_BY_UID,
)
_EVENT = Line(
    "event",
    "event",
    (
        ID,
        UID,
        Field("name", v.text),
        Field("kind", word(EventKind)),
        Field("starts_on", v.day),
        Field("ends_on", v.day),
        Field("time_zone", v.text),
        Field("place", v.text),
        Field("link", v.text),
        Field("note", v.text),
    ),
    derived=(Derived("folded", lambda row, _: fold(row["name"]) or row["name"]),),
    parts=(
        Part(
            "people",
            "event_person",
            "event_id",
            (
                _TO_CONTACT,
                Field("target", v.flag, "is_target", show=bool),
                Field("session", v.text),
                Field("meets_at", or_null(v.moment)),
                Field("room", v.text),
                Field("met_on", or_null(v.day)),
                _INTERACTION,
                Field("line", v.text),
            ),
            unique="contact",
        ),
    ),
    unique=_BY_UID,
    check=checks.event,
)
_STUDY = Line(
    "study",
    "study",
    (
        ID,
        UID,
        Field("nct", v.text),
        Field("title", v.text),
        Field("acronym", v.text),
        Field("phases", v.text),
        Field("status", v.text),
        Field("sponsor", v.text),
        Field("sponsor_organisation", or_null(v.identity), "sponsor_id", refers="organisation"),
        Field("conditions", v.text),
        Field("starts_on", or_blank(v.rough_day)),
        Field("completes_on", or_blank(v.rough_day)),
        Field("note", v.text),
    ),
    derived=(Derived("folded", lambda row, _: fold(f"{row['acronym']} {row['title']}") or row["title"]),),
    parts=(
        Part(
            "sites",
            "study_site",
            "study_id",
            (
                _MAYBE_ORGANISATION,
                *(Field(key, v.text) for key in ("facility", "city", "region", "country", "status")),
            ),
            ordinal="ordinal",
        ),
        Part(
            "people",
            "study_person",
            "study_id",
            (
                _TO_CONTACT,
                Field("part", word(StudyPart)),
                _MAYBE_ORGANISATION,
                Field("began_on", or_blank(v.rough_day)),
                Field("ended_on", or_blank(v.rough_day)),
            ),
        ),
    ),
    unique=_BY_UID,
)
_PUBLICATION = Line(
    "publication",
    "publication",
    (
        ID,
        UID,
        *(Field(key, v.text) for key in ("pmid", "pmc", "doi", "title", "journal")),
        Field("published_on", or_blank(v.rough_day)),
        Field("authors", v.number),
    ),
    parts=(
        Part(
            "by",
            "authorship",
            "publication_id",
            (
                _TO_CONTACT,
                Field("place", v.number),
                Field("first", v.flag, "is_first", show=bool),
                Field("last", v.flag, "is_last", show=bool),
                Field("affiliation", v.text),
            ),
            unique="contact",
        ),
    ),
    unique=_BY_UID,
)
_GOAL = Line(
    "goal",
    "goal",
    (
        ID,
        UID,
        Field("measure", word(Measure)),
        Field("number", v.number),
        Field("begins_on", v.day),
        Field("ends_on", or_null(v.day)),
        Field("every", or_blank(word(Span))),
        Field("query", v.text),
        Field("made_on", v.day),
        Field("given_up_on", or_null(v.day)),
    ),
    unique=_BY_UID,
    check=checks.goal,
)
_ACTIVITY = Line(
    "activity",
    "activity",
    (
        ID,
        UID,
        Field("done_on", v.day),
        Field("count", v.number),
        Field("before", v.text),
        Field("after", v.text),
        Field("skill", v.text),
    ),
    unique=_BY_UID,
)
_EMPLOYER = Line(
    "employer",
    "employer",
    (
        ID,
        _TO_ORGANISATION,
        Field("motivation", or_null(v.number)),
        Field("advocacy", or_null(v.number)),
        Field("posting", or_null(v.number)),
        Field("note", v.text),
        Field("listed_on", v.day),
    ),
    unique=(("organisation",),),
)
_LEAD = Line(
    "lead",
    "lead",
    (
        ID,
        UID,
        _TO_ORGANISATION,
        Field("title", v.text),
        Field("link", v.text),
        Field("deadline", or_null(v.day)),
        Field("told_by", or_null(v.identity), "told_by_id", refers="contact"),
        Field("found_on", v.day),
        Field("applied_on", or_null(v.day)),
        Field("outcome", word(LeadOutcome)),
        Field("closed_on", or_null(v.day)),
        Field("snoozed_until", or_null(v.day)),
        Field("note", v.text),
    ),
    unique=_BY_UID,
)
_NOTE_RULE = Line(
    "note-rule",
    "note_rule",
    (ID, Field("query", v.text), Field("notes", word(Notes)), Field("guard", word(Guard))),
    unique=(("query",),),
)

AROUND = (
    _ADVICE, _MENTORSHIP, _MENTOR_GOAL, _RELATION, _INTRODUCTION, _EVENT, _STUDY, _PUBLICATION, _GOAL, _ACTIVITY,
    _EMPLOYER, _LEAD, _NOTE_RULE,
)  # fmt: skip
"""In the order in which they refer to each other."""
