"""The tables of what is around people, as Peewee models: see `netcrm.store.tables`."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from netcrm.store.tables import Contact, FollowUp, Interaction, Interview, Organisation, Table


class InterviewNote(Table):
    """A question prepared for an interview, with what was said to it; a free note has no question."""

    interview = ForeignKeyField(Interview)
    ordinal = IntegerField()
    topic = TextField()
    question = TextField()
    answer = TextField()
    is_shareable = IntegerField()


class Advice(Table):
    """A piece of advice that somebody gave, and what became of it."""

    uid = TextField()
    contact = ForeignKeyField(Contact)
    interview = ForeignKeyField(Interview, null=True)
    given_on = TextField()
    text = TextField()
    state = TextField()
    closed_on = TextField(null=True)
    outcome = TextField()
    is_shareable = IntegerField()
    follow_up = ForeignKeyField(FollowUp, null=True)
    """The promise to report back on it."""


class Mentorship(Table):
    """A contact as the user's mentor, over a span of time."""

    uid = TextField()
    contact = ForeignKeyField(Contact)
    began_on = TextField()
    ended_on = TextField(null=True)
    note = TextField()
    meeting = ForeignKeyField(FollowUp, null=True)
    """The next meeting."""


class MentorGoal(Table):
    """A goal that was agreed with a mentor, in words."""

    uid = TextField()
    mentorship = ForeignKeyField(Mentorship)
    text = TextField()
    agreed_on = TextField()
    due_on = TextField(null=True)
    state = TextField()
    closed_on = TextField(null=True)
    outcome = TextField()


class Relation(Table):
    """What a contact is to another, or (monitors, coordinates) to an organisation; one of the two is named."""

    uid = TextField()
    first = ForeignKeyField(Contact)
    kind = TextField()
    second = ForeignKeyField(Contact, null=True)
    organisation = ForeignKeyField(Organisation, null=True)
    note = TextField()


class Introduction(Table):
    """Somebody was asked to introduce the user to somebody else."""

    uid = TextField()
    introducer = ForeignKeyField(Contact)
    to = ForeignKeyField(Contact)
    asked_by = ForeignKeyField(Contact, null=True)
    """Who asked on the user's behalf; nobody where it was the user."""
    stage = TextField()
    topic = TextField()


class IntroductionStep(Table):
    """A change of an introduction's stage."""

    introduction = ForeignKeyField(Introduction)
    stage = TextField()
    reached_on = TextField()
    interaction = ForeignKeyField(Interaction, null=True)
    """What was logged with it."""
    reason = TextField()


class IntroductionTask(Table):
    """A follow-up that an introduction laid down."""

    introduction = ForeignKeyField(Introduction)
    follow_up = ForeignKeyField(FollowUp)
    task = TextField()


class Event(Table):
    """A conference, chapter meeting, grand round or webinar."""

    uid = TextField()
    name = TextField()
    folded = TextField()
    kind = TextField()
    starts_on = TextField()
    ends_on = TextField()
    time_zone = TextField()
    """The name of the zone of the place; empty for the user's own."""
    place = TextField()
    link = TextField()
    note = TextField()


class EventPerson(Table):
    """Somebody whom the user wants to meet at an event, or met there."""

    event = ForeignKeyField(Event)
    contact = ForeignKeyField(Contact)
    is_target = IntegerField()
    session = TextField()
    meets_at = TextField(null=True)
    """The aware moment of their session, or of the appointment."""
    room = TextField()
    met_on = TextField(null=True)
    interaction = ForeignKeyField(Interaction, null=True)
    line = TextField()
    """What was noted of the talk, in one line."""


class Study(Table):
    """A clinical trial."""

    uid = TextField()
    nct = TextField()
    title = TextField()
    acronym = TextField()
    folded = TextField()
    phases = TextField()
    """One a line, as `conditions`."""
    status = TextField()
    sponsor = TextField()
    sponsor_organisation = ForeignKeyField(Organisation, null=True, column_name="sponsor_id")
    conditions = TextField()
    starts_on = TextField()
    """`YYYY-MM-DD`, `YYYY-MM` or empty."""
    completes_on = TextField()
    note = TextField()


class StudySite(Table):
    """Where a study runs."""

    study = ForeignKeyField(Study)
    ordinal = IntegerField()
    organisation = ForeignKeyField(Organisation, null=True)
    """The one that the user keeps, where it is known."""
    facility = TextField()
    city = TextField()
    region = TextField()
    country = TextField()
    status = TextField()


class StudyPerson(Table):
    """Somebody's part in a study, perhaps at one of its sites."""

    study = ForeignKeyField(Study)
    contact = ForeignKeyField(Contact)
    part = TextField()
    organisation = ForeignKeyField(Organisation, null=True)
    began_on = TextField()
    ended_on = TextField()
    """Empty where it goes on."""


class Publication(Table):
    """A paper."""

    uid = TextField()
    pmid = TextField()
    pmc = TextField()
    doi = TextField()
    title = TextField()
    journal = TextField()
    published_on = TextField()
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    authors = IntegerField()
    """How many there are, be they in the store or not."""


class Authorship(Table):
    """A contact as author of a paper."""

    publication = ForeignKeyField(Publication)
    contact = ForeignKeyField(Contact)
    place = IntegerField()
    is_first = IntegerField()
    is_last = IntegerField()
    affiliation = TextField()


class Goal(Table):
    """How much of what the user wants to reach, by when or how often."""

    measure = TextField()
    uid = TextField()
    number = IntegerField()
    begins_on = TextField()
    ends_on = TextField(null=True)
    every = TextField()
    query = TextField()
    made_on = TextField()
    given_up_on = TextField(null=True)


class Activity(Table):
    """What the user did, so many times on a day."""

    uid = TextField()
    done_on = TextField()
    count = IntegerField()
    before = TextField()
    """The words before the number."""
    after = TextField()
    skill = TextField()


class Employer(Table):
    """An organisation on the user's list of employers; what is null follows from what is known of it."""

    organisation = ForeignKeyField(Organisation)
    motivation = IntegerField(null=True)
    advocacy = IntegerField(null=True)
    posting = IntegerField(null=True)
    note = TextField()
    listed_on = TextField()


class Lead(Table):
    """A job opening."""

    uid = TextField()
    organisation = ForeignKeyField(Organisation)
    title = TextField()
    link = TextField()
    deadline = TextField(null=True)
    told_by = ForeignKeyField(Contact, null=True)
    found_on = TextField()
    applied_on = TextField(null=True)
    outcome = TextField()
    closed_on = TextField(null=True)
    snoozed_until = TextField(null=True)
    note = TextField()


class NoteRule(Table):
    """Which notes may be kept about the people of a query."""

    query = TextField()
    notes = TextField()
    guard = TextField()
