"""The tables as Peewee models, bound to no database: every query names the one it runs on.

The migrations make the tables; a test holds that these models and what the migrations made agree. Dates are
`YYYY-MM-DD` text, flags 0 or 1.
"""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, IntegerField, Model, TextField


class Table(Model):
    """What all tables share: an id that is never given twice."""

    id = AutoField()

    class Meta:
        """Names follow the class: `ContactRole` is `contact_role`."""

        legacy_table_names = False


class Contact(Table):
    """A person."""

    uid = TextField()
    name = TextField()
    prefix = TextField()
    given = TextField()
    additional = TextField()
    family = TextField()
    suffix = TextField()
    credentials = TextField()
    nicknames = TextField()
    """One a line."""
    folded = TextField()
    sort_key = TextField()
    note = TextField()
    birthday = TextField()
    tier = TextField(null=True)
    starred = IntegerField()
    language = TextField()
    country = TextField()
    state = TextField()
    state_since = TextField(null=True)
    state_why = TextField()
    photo = TextField(null=True)
    """The hash of a blob."""
    added_on = TextField()
    salutation = TextField()
    first_names = IntegerField()


class ContactRole(Table):
    """A role of a contact; ordinal 0 is the main one."""

    contact = ForeignKeyField(Contact)
    ordinal = IntegerField()
    role = TextField()


class ContactTag(Table):
    """A tag of a contact."""

    contact = ForeignKeyField(Contact)
    tag = TextField()


class Email(Table):
    """A mail address; `key` is what it is compared by."""

    contact = ForeignKeyField(Contact)
    ordinal = IntegerField()
    value = TextField()
    key = TextField()
    label = TextField()
    preferred = IntegerField()


class Phone(Table):
    """A phone number; `key` is E.164 where it can be told, else its digits."""

    contact = ForeignKeyField(Contact)
    ordinal = IntegerField()
    value = TextField()
    key = TextField()
    label = TextField()
    preferred = IntegerField()


class Address(Table):
    """A postal address."""

    contact = ForeignKeyField(Contact)
    ordinal = IntegerField()
    street = TextField()
    city = TextField()
    region = TextField()
    postal_code = TextField()
    country = TextField()
    label = TextField()
    city_key = TextField()


class Link(Table):
    """A web page, profile or handle."""

    contact = ForeignKeyField(Contact)
    ordinal = IntegerField()
    value = TextField()
    label = TextField()
    key = TextField()
    """What a person's profile is compared by (`netcrm.domain.profiles`); empty for other pages."""


class Organisation(Table):
    """A site, sponsor, CRO, hospital, association."""

    uid = TextField()
    name = TextField()
    folded = TextField()
    kind = TextField(null=True)
    site_number = TextField()
    city = TextField()
    country = TextField()
    note = TextField()


class Position(Table):
    """A job of a contact."""

    contact = ForeignKeyField(Contact)
    organisation = ForeignKeyField(Organisation, null=True)
    ordinal = IntegerField()
    title = TextField()
    department = TextField()
    start_on = TextField()
    end_on = TextField()
    is_primary = IntegerField()


class Interaction(Table):
    """Something that happened."""

    uid = TextField()
    happened_on = TextField()
    channel = TextField()
    direction = TextField()
    summary = TextField()
    counts = IntegerField(null=True)
    """Overrides what the channel says about being a touch."""


class Participant(Table):
    """Somebody who took part in an interaction."""

    interaction = ForeignKeyField(Interaction)
    contact = ForeignKeyField(Contact)


class PlaybookRun(Table):
    """A playbook that was started with somebody; `definition` is the playbook as it was on that day, as TOML."""

    uid = TextField()
    playbook = TextField()
    definition = TextField()
    started_on = TextField()
    started_at = TextField(null=True)
    """The moment that steps in hours count from."""
    state = TextField()
    ended_on = TextField(null=True)
    ended_why = TextField()


class PlaybookMember(Table):
    """Somebody whom a run is about."""

    run = ForeignKeyField(PlaybookRun)
    contact = ForeignKeyField(Contact)
    part = TextField()
    """`first`, to whom it was started, or `second`, whom a step brought in."""


class FollowUp(Table):
    """A promise."""

    uid = TextField()
    contact = ForeignKeyField(Contact)
    title = TextField()
    owner = TextField()
    due_on = TextField()
    due_at = TextField(null=True)
    state = TextField()
    snoozed_until = TextField(null=True)
    made_on = TextField()
    closed_on = TextField(null=True)
    reason = TextField()
    repeats = TextField()
    """The interval of a recurring one, else empty."""
    repeats_from = TextField()
    first_on = TextField(null=True)
    """What the occurrences of a recurring one count from."""
    occurrence = IntegerField()
    run = ForeignKeyField(PlaybookRun, null=True)
    step = TextField()
    """The step of the run's playbook that laid it down."""


class Interview(Table):
    """An informational interview."""

    uid = TextField()
    contact = ForeignKeyField(Contact)
    stage = TextField()
    topic = TextField()
    happens_on = TextField(null=True)
    happens_at = TextField(null=True)
    time_zone = TextField()
    """The name of the zone in which the hour was said; empty for the user's own."""
    minutes = IntegerField()
    place = TextField()
    rating = IntegerField(null=True)
    """How much it was worth, 1 to 5."""
    next_step = TextField()


class InterviewStep(Table):
    """A change of an interview's stage."""

    interview = ForeignKeyField(Interview)
    stage = TextField()
    reached_on = TextField()
    interaction = ForeignKeyField(Interaction, null=True)
    """What was logged with it."""
    reason = TextField()


class Cadence(Table):
    """A cadence on a contact or an organisation, or (by `name`) on a tier, tag or role."""

    scope = TextField()
    contact = ForeignKeyField(Contact, null=True)
    organisation = ForeignKeyField(Organisation, null=True)
    name = TextField(null=True)
    interval = TextField()
    latest = TextField()
    set_on = TextField()


class Skip(Table):
    """A check-in that was not made, by decision."""

    contact = ForeignKeyField(Contact, null=True)
    organisation = ForeignKeyField(Organisation, null=True)
    skipped_on = TextField()
    was_due_on = TextField(null=True)
    reason = TextField()


class Snooze(Table):
    """A check-in put off; it holds only while `anchor` is still the anchor."""

    contact = ForeignKeyField(Contact, null=True)
    organisation = ForeignKeyField(Organisation, null=True)
    anchor = TextField(null=True)
    until = TextField()
    made_on = TextField()
    reason = TextField()


class Rest(Table):
    """The decision to wait no longer for an answer to what was written up to a day."""

    contact = ForeignKeyField(Contact)
    rested_on = TextField()
    reason = TextField()
    up_to = IntegerField()
    """The contact's latest interaction of that moment."""


class Pause(Table):
    """Days without check-ins and follow-ups, both ends included; of everybody where it names nobody."""

    contact = ForeignKeyField(Contact, null=True)
    organisation = ForeignKeyField(Organisation, null=True)
    start_on = TextField()
    end_on = TextField()
    reason = TextField()


class Source(Table):
    """A card or row that a contact came from; its bytes are the blob of the same hash."""

    contact = ForeignKeyField(Contact)
    file = TextField()
    format = TextField()
    place = IntegerField()
    line = IntegerField()
    imported_on = TextField()
    uid = TextField()
    digest = TextField()
    change_set = IntegerField()


class OrganisationSource(Table):
    """A card that an organisation came from; its bytes are the blob of the same hash."""

    organisation = ForeignKeyField(Organisation)
    file = TextField()
    format = TextField()
    place = IntegerField()
    line = IntegerField()
    imported_on = TextField()
    uid = TextField()
    digest = TextField()
    change_set = IntegerField()


class LeftOut(Table):
    """A card that the user unticked in an import's preview."""

    digest = TextField()
    uid = TextField()
    name = TextField()
    file = TextField()
    left_on = TextField()


class SetAside(Table):
    """Somebody whom the user will sort later."""

    contact = ForeignKeyField(Contact)
    set_aside_on = TextField()


class FormerUid(Table):
    """The UID of somebody who was merged into a contact."""

    contact = ForeignKeyField(Contact)
    uid = TextField()


class FieldChange(Table):
    """What an import, or the user, changed of a contact."""

    contact = ForeignKeyField(Contact)
    field = TextField()
    before = TextField()
    after = TextField()
    changed_on = TextField()
    file = TextField()
    """The file that said so; empty for the user's own change."""
    is_news = IntegerField()
    """Whether it is worth telling until the two are in touch again."""


class NotSame(Table):
    """Two people who look like one and are not: the user said so. The lower id stands first."""

    first = ForeignKeyField(Contact)
    second = ForeignKeyField(Contact)
    said_on = TextField()


class Setting(Table):
    """A setting that changes dates or exports."""

    key = TextField()
    value = TextField()
