"""The one table of what a whole store's lines carry: for each type of line its store table, keys and columns.

A column that is the user's and stands nowhere here fails a test. Lines stand in the file in this order, so that what
a line refers to stands before it. Columns that no line carries are those that follow from others (`Derived`) and the
ids of parts.
"""

from __future__ import annotations

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.calendar.ledger import EntryState
from netcrm.domain.follow_up import FollowUpState, Owner
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interviews.interview import Stage
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.playbooks.playbook import Part as RunPart
from netcrm.domain.playbooks.run import RunState
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.formats.json_lines import checks
from netcrm.formats.json_lines import values as v
from netcrm.formats.json_lines.network_tables import AROUND
from netcrm.formats.json_lines.people_tables import ID, ORGANISATION, PERSON, UID
from netcrm.formats.json_lines.shapes import Derived, Field, Line, Part
from netcrm.formats.json_lines.values import or_blank, or_empty, or_null, or_zero, word

_SUBJECT = (
    Field("contact", or_null(v.identity), "contact_id", refers="contact"),
    Field("organisation", or_null(v.identity), "organisation_id", refers="organisation"),
)
_CONTACT = Field("contact", v.identity, "contact_id", refers="contact")


_SETTING = Line("setting", "setting", (Field("key", v.text), Field("value", v.text)), unique=(("key",),))
_HOLIDAY = Line(
    "holiday",
    "holiday",
    (Field("country", v.text), Field("day", v.day), Field("name", v.text)),
    unique=(("country", "day"),),
)
_COLUMN_MAPPING = Line(
    "column-mapping",
    "column_mapping",
    (Field("layout", v.text), Field("columns", v.columns), Field("used_on", v.day)),
    unique=(("layout",),),
)
_INTERACTION = Line(
    "interaction",
    "interaction",
    (
        ID,
        UID,
        Field("happened_on", v.day),
        Field("channel", word(Channel)),
        Field("direction", word(Direction)),
        Field("summary", v.text),
        Field("counts", or_null(v.flag)),
    ),
    parts=(
        Part(
            "participants",
            "participant",
            "interaction_id",
            (Field("participants", v.identity, "contact_id", refers="contact"),),
            unique="participants",
        ),
    ),
    unique=(("uid",),),
)
_RUN = Line(
    "playbook-run",
    "playbook_run",
    (
        ID,
        UID,
        Field("playbook", v.text),
        Field("definition", checks.definition),
        Field("started_on", v.day),
        Field("started_at", or_null(v.moment)),
        Field("state", word(RunState)),
        Field("ended_on", or_null(v.day)),
        Field("ended_why", v.text),
    ),
    parts=(Part("members", "playbook_member", "run_id", (_CONTACT, Field("part", word(RunPart))), unique="contact"),),
    unique=(("uid",),),
)
_FOLLOW_UP = Line(
    "follow-up",
    "follow_up",
    (
        ID,
        UID,
        _CONTACT,
        Field("title", v.text),
        Field("due_on", v.day),
        Field("due_at", or_null(v.moment)),
        Field("owner", word(Owner)),
        Field("state", word(FollowUpState)),
        Field("snoozed_until", or_null(v.day)),
        Field("made_on", v.day),
        Field("closed_on", or_null(v.day)),
        Field("reason", v.text),
        Field("every", or_empty(v.interval), "repeats"),
        Field("counts_from", or_empty(word(RepeatsFrom)), "repeats_from"),
        Field("first_on", or_null(v.day)),
        Field("occurrence", or_zero(v.number)),
        Field("run", or_null(v.identity), "run_id", refers="playbook-run"),
        Field("step", v.text),
    ),
    unique=(("uid",),),
    check=checks.follow_up,
)
_INTERVIEW = Line(
    "interview",
    "interview",
    (
        ID,
        UID,
        _CONTACT,
        Field("stage", word(Stage)),
        Field("topic", v.text),
        Field("happens_on", or_null(v.day)),
        Field("happens_at", or_null(v.moment)),
        Field("time_zone", v.text),
        Field("minutes", v.number),
        Field("place", v.text),
        Field("rating", or_null(v.rating), is_newer=True),
        Field("next_step", v.text, is_newer=True, absent=""),
    ),
    parts=(
        Part(
            "steps",
            "interview_step",
            "interview_id",
            (
                Field("stage", word(Stage)),
                Field("reached_on", v.day),
                Field("interaction", or_null(v.identity), "interaction_id", refers="interaction"),
                Field("reason", v.text),
            ),
        ),
        Part(
            "notes",
            "interview_note",
            "interview_id",
            (
                Field("topic", or_blank(word(Topic))),
                Field("question", v.text),
                Field("answer", v.text),
                Field("shareable", v.flag, "is_shareable", show=bool),
            ),
            ordinal="ordinal",
            is_newer=True,
        ),
    ),
    unique=(("uid",),),
    check=checks.interview,
)
_SIMPLE = (
    Line(
        "cadence",
        "cadence",
        (
            ID,
            Field("scope", word(CadenceScope)),
            *_SUBJECT,
            Field("name", or_null(v.text)),
            Field("interval", checks.interval_or_never),
            Field("latest", checks.interval_or_nothing),
            Field("set_on", v.day),
        ),
        unique=(("scope", "contact", "organisation", "name"),),
        check=checks.cadence,
    ),
    Line(
        "skip",
        "skip",
        (ID, *_SUBJECT, Field("skipped_on", v.day), Field("was_due_on", or_null(v.day)), Field("reason", v.text)),
        check=checks.one_subject,
    ),
    Line(
        "snooze",
        "snooze",
        (
            ID,
            *_SUBJECT,
            Field("anchor", or_null(v.day)),
            Field("until", v.day),
            Field("made_on", v.day),
            Field("reason", v.text),
        ),
        check=checks.one_subject,
    ),
    Line(
        "rest",
        "rest",
        (ID, _CONTACT, Field("rested_on", v.day), Field("reason", v.text), Field("up_to", v.number)),
    ),
    Line(
        "pause",
        "pause",
        (ID, *_SUBJECT, Field("start_on", v.day), Field("end_on", v.day), Field("reason", v.text)),
        check=checks.pause,
    ),
    Line(
        "field-change",
        "field_change",
        (
            ID,
            _CONTACT,
            Field("field", v.text),
            Field("before", v.text),
            Field("after", v.text),
            Field("changed_on", v.day),
            Field("file", v.text),
            Field("is_news", v.flag, show=bool),
        ),
    ),
    Line(
        "not-same",
        "not_same",
        (
            ID,
            Field("first", v.identity, "first_id", refers="contact"),
            Field("second", v.identity, "second_id", refers="contact"),
            Field("said_on", v.day),
        ),
        unique=(("first", "second"),),
        check=checks.not_same,
    ),
    Line(
        "left-out",
        "left_out",
        (
            ID,
            Field("digest", v.text),
            Field("uid", v.text),
            Field("name", v.text),
            Field("file", v.text),
            Field("left_on", v.day),
        ),
        unique=(("digest",),),
    ),
)
_RAW = Line(
    "raw", "blob", (Field("digest", v.text, "hash"), Field("content", v.content, "data")), unique=(("digest",),)
)
_BOOK = Line("calendar-book", "calendar_book", (Field("name", v.text), Field("wanted", v.text)), unique=(("name",),))
_SENT = (Field("digest", v.text), Field("sequence", v.number), Field("state", word(EntryState)))
_ENTRY = Line(
    "calendar-entry",
    "calendar_ledger",
    (
        Field("uid", v.text),
        *_SENT,
        Field("changed_at", v.moment),
        Field("ended_on", or_null(v.day)),
        Field("item", v.text),
        Field("book", v.text),
        Field("file", v.text),
    ),
    unique=(("book", "uid"),),
    check=checks.calendar_entry,
)
_FORMER_ENTRY = Line(
    "calendar-item",
    "calendar_ledger",
    (
        Field("uid", v.text),
        *_SENT,
        Field("changed_at", v.moment),
        Field("cancelled_on", or_null(v.day), "ended_on"),
        Field("item", v.calendar_item),
    ),
    derived=(Derived("book", lambda _content, _key: "event-brief"), Derived("file", lambda _content, _key: "")),
    unique=(("uid",),),
)
"""As files say it that were written before the ledger had books: read, and not written any longer. Its columns stand in
the order of those of `_ENTRY`."""

LINES = {
    line.type: line
    for line in (
        _SETTING, _HOLIDAY, _COLUMN_MAPPING, ORGANISATION, PERSON, _INTERACTION, _RUN, _FOLLOW_UP, _INTERVIEW, *_SIMPLE,
        *AROUND, _RAW, _BOOK, _ENTRY, _FORMER_ENTRY,
    )
}  # fmt: skip
"""Every type of line in the order of the file."""
BY_ROW = tuple(line.type for line in (_INTERVIEW, *_SIMPLE, *AROUND))
"""Those whose lines are shown as their row and the rows of their parts are, with an id."""
KEYLESS = {
    "setting": "key",
    "holiday": "country, day",
    "column-mapping": "layout",
    "calendar-book": "name",
    "calendar-entry": "book, uid",
}
"""Those of a few rows without an id that is kept, and by what they are ordered."""
