"""People: added, edited, tagged, put away and deleted, each by one act that can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.contact import Address, Details, Email, Link, Phone, State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.tags import read_tag
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.cleaning import cleaned
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.timeline import TimelineKind
from tests.services.support import added, day, details_of, every, names, person, undo_and_redo_all, whole_store

FULL = Details(
    read_name("Dr Ana Lima, MD"),
    nicknames=("Annie",),
    roles=(Role.PRINCIPAL_INVESTIGATOR, Role.RESEARCHER),
    tags=("area/oncology", "friends"),
    emails=(Email("ana@x.test", "work", preferred=True), Email("ana@y.test")),
    phones=(Phone("+1 555 010 2030", "mobile"),),
    addresses=(Address("1 High St\nFlat 2", "Leeds", "", "LS1", "UK", "home"),),
    links=(Link("https://ana.test", "page"),),
    positions=(
        Position("St Mary's", "Oncologist", "Wards", "2019", is_primary=True),
        Position("Old Place", end_on="2018"),
    ),
    birthday="1980-02-03",
    note="first line\nsecond line",
    tier=Tier.A,
    starred=True,
    language="pt",
    country="GB",
)  # fmt: skip


def without_ids(details: Details) -> Details:
    return replace(details, positions=tuple(replace(p, organisation_id=None) for p in details.positions))


class TestAdding:
    def test_keeps_every_detail_in_order(self, crm: Crm) -> None:
        done = crm.contacts.add(FULL)
        assert done.sentence == "Added Dr Ana Lima, MD."
        contact = crm.contacts.get(done.contact_ids[0])
        assert without_ids(contact.details) == FULL
        assert (contact.added_on, contact.state, contact.organisation) == (crm.today, State.ACTIVE, "St Mary's")

    def test_a_known_mail_address_asks_first(self, crm: Crm) -> None:
        added(crm, "Ana Lima", email="ana@x.test")
        with pytest.raises(NeedsDecision, match=r"ANA@X.test belongs to Ana Lima \(1\)"):
            crm.contacts.add(person("Bo Chen", email="ANA@X.test"))
        assert crm.contacts.add(person("Bo Chen", email="ANA@X.test"), allow_known=True).contact_ids == (2,)

    @pytest.mark.parametrize("name", ["", "   ", "\x1b[31m\x1b[0m", "\u200b\u202e"])
    def test_needs_a_name(self, crm: Crm, name: str) -> None:
        with pytest.raises(UsageProblem, match="needs a name"):
            crm.contacts.add(Details(Name(name)))
        assert crm.history.next_undo() is None

    def test_people_at_one_organisation_share_it_however_it_is_written(self, crm: Crm) -> None:
        added(crm, "Ana Lima", organisation="St. Mary's Hospital")
        added(crm, "Bo Chen", organisation="ST MARY'S  hospital")
        assert crm.contacts.organisations("st m") == ["St. Mary's Hospital"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A[/]B", "A[/]B"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("A\x1b[31mB\x1b[0m", "AB"),
        ("A\u202eB\x00\nC", "AB C"),
        ("'; DROP TABLE contact; --", "'; DROP TABLE contact; --"),
    ],
)
def test_hostile_text_is_stored_as_text(crm: Crm, written: str, kept: str) -> None:
    details = Details(
        Name(written),
        nicknames=(written,),
        emails=(Email(written, written),),
        phones=(Phone(written, written),),
        links=(Link(written, written),),
        addresses=(Address(written, written, written, written, written, written),),
        positions=(Position(written, written, written),),
        note=written,
    )
    contact_id = crm.contacts.add(details).contact_ids[0]
    there = crm.contacts.get(contact_id).details
    assert there.name.formatted == kept
    assert there.nicknames == (kept,)
    assert there.emails == (Email(kept, kept),)
    assert there.positions[0].title == kept
    assert there.addresses[0].city == kept
    assert crm.contacts.rows([contact_id])[0].name == kept
    assert crm.contacts.timeline(contact_id) == []


def test_what_is_empty_is_left_out() -> None:
    details = cleaned(
        Details(
            Name(" Ana  Lima "),
            nicknames=("", "A", "A"),
            emails=(Email(" "), Email("a@x"), Email("a@x", "work")),
            addresses=(Address(label="home"), Address(city="Leeds")),
            positions=(Position(start_on="2019"), Position(title="PI")),
            tags=("", "#", "B", "b"),
        )
    )
    assert details.name.formatted == "Ana Lima"
    assert (details.nicknames, details.emails, details.tags) == (("A",), (Email("a@x"),), ("b",))
    assert (details.addresses, details.positions) == ((Address(city="Leeds"),), (Position(title="PI"),))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Oncology", "oncology"), ("#friends", "friends"), (" Area / Medical Oncology ", "area/medical-oncology"),
        ("Médecine", "medecine"), ("/a//b/", "a/b"), ("3B7", "3b7"), ("腫瘍", "腫瘍"),
    ],
)  # fmt: skip
def test_tags_are_kept_as_imports_make_them(written: str, kept: str) -> None:
    from netcrm.domain.tags import tag_of

    assert read_tag(written) == kept == tag_of(written)


@pytest.mark.parametrize("written", ["", " ", "#", "///", "★"])
def test_what_is_no_tag_is_refused(written: str) -> None:
    with pytest.raises(UsageProblem, match="is no tag"):
        read_tag(written)


class TestEditing:
    def test_with_the_same_details_is_no_act(self, crm: Crm) -> None:
        contact_id = crm.contacts.add(FULL).contact_ids[0]
        done = crm.contacts.edit(contact_id, crm.contacts.get(contact_id).details)
        assert (done.change_set, done.sentence) == (None, "Nothing changed for Dr Ana Lima, MD.")

    def test_changes_and_takes_away(self, crm: Crm) -> None:
        contact_id = crm.contacts.add(FULL).contact_ids[0]
        crm.contacts.edit(contact_id, replace(FULL, emails=FULL.emails[1:], tags=(), name=read_name("Ana Sousa")))
        details = crm.contacts.get(contact_id).details
        assert (details.name.formatted, details.tags, details.emails) == ("Ana Sousa", (), FULL.emails[1:])
        undo_and_redo_all(crm)

    def test_an_unknown_contact_is_told(self, crm: Crm) -> None:
        for act in (
            lambda: crm.contacts.edit(9, FULL),
            lambda: crm.contacts.delete([9]),
            lambda: crm.contacts.set_state([9], State.ARCHIVED),
            lambda: crm.contacts.tag([9], ["a"]),
            lambda: crm.contacts.set_tier([9], Tier.A),
            lambda: crm.contacts.star([9], True),
            lambda: crm.contacts.set_role([9], Role.STUDENT),
            lambda: crm.contacts.view(9),
        ):
            with pytest.raises(NotFound, match="9"):
                act()


class TestManyAtOnce:
    def test_tags_tiers_stars_and_roles(self, crm: Crm) -> None:
        ids = [added(crm, name) for name in ("Ana Lima", "Bo Chen", "Ife Ade")]
        assert (
            crm.contacts.tag(ids, ["Area/Oncology", "x"]).sentence == "Tagged Ana Lima and 2 others: +area/oncology +x."
        )
        crm.contacts.tag(ids[:1], remove=["x"])
        crm.contacts.set_tier(ids[1:], Tier.B)
        assert crm.contacts.star([ids[0]], True).sentence == "Starred Ana Lima."
        crm.contacts.set_role(ids[:2], Role.STUDENT)
        crm.contacts.set_role(ids[:1], Role.RESEARCHER)
        rows = crm.contacts.rows([ids[2], ids[0], 99])
        assert [(row.name, row.tier, row.starred) for row in rows] == [
            ("Ife Ade", Tier.B, False),
            ("Ana Lima", None, True),
        ]
        assert rows[1].roles == (Role.RESEARCHER, Role.STUDENT)
        assert crm.contacts.tags() == ["area/oncology", "x"]
        assert details_of(crm, "Ana Lima").tags == ("area/oncology",)
        undo_and_redo_all(crm)

    def test_what_all_have_already_is_no_act(self, crm: Crm) -> None:
        ids = [added(crm, "Ana Lima", tags=("x",))]
        assert crm.contacts.tag(ids, ["X"]).change_set is None
        assert crm.contacts.tag(ids, remove=["y"]).change_set is None
        assert crm.contacts.set_tier(ids, None).change_set is None
        assert crm.contacts.star(ids, False).change_set is None
        assert crm.contacts.set_state(ids, State.ACTIVE).change_set is None


class TestStates:
    @pytest.mark.parametrize("state", [state for state in State if state is not State.ACTIVE])
    def test_only_active_people_have_check_ins(self, crm: Crm, state: State) -> None:
        contact_id = added(crm, "Ana Lima", "2 weeks")
        crm.interactions.log(InteractionDraft((contact_id,), Channel.EMAIL, day("2026-10-01")))
        crm.follow_ups.add(FollowUpDraft(contact_id, "send it", day("2026-11-01")))
        assert [item.key for item in crm.agenda.build().items] == ["f1"]
        crm.contacts.set_state([contact_id], state, "moved \x1b[1mon")
        assert crm.agenda.build(day("2027-12-31")).items == ()
        contact = crm.contacts.get(contact_id)
        assert (contact.state, contact.state_since, contact.state_why) == (state, crm.today, "moved on")
        assert crm.contacts.rows([contact_id])[0].next_check_in is None
        preview = crm.acts.preview(f"c{contact_id}")
        assert (preview.next_if_done, preview.next_if_skipped, preview.can_skip) == (None, None, False)
        with pytest.raises(UsageProblem, match="has no check-in to skip: they are marked"):
            crm.acts.skip(f"c{contact_id}")
        crm.contacts.set_state([contact_id], State.ACTIVE)
        assert crm.contacts.get(contact_id).state_since is None
        assert crm.contacts.rows([contact_id])[0].next_check_in == day("2026-10-15")
        undo_and_redo_all(crm)


class TestDeleting:
    def test_takes_all_that_is_theirs_alone_and_undo_brings_it_back(self, crm: Crm) -> None:
        ana, bo = added(crm, "Ana Lima", "2 weeks"), added(crm, "Bo Chen", "monthly")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-01")))
        crm.interactions.log(InteractionDraft((ana, bo), Channel.MEETING, day("2026-11-02")))
        crm.follow_ups.add(FollowUpDraft(ana, "send it", day("2026-11-01")))
        crm.acts.snooze("c1", until=day("2026-12-01"))
        crm.acts.skip("c1")
        crm.pauses.pause([ana], day("2026-12-01"), day("2026-12-05"))
        before = whole_store(crm)
        assert crm.contacts.delete([ana]).sentence == "Deleted Ana Lima."
        assert names(crm) == ["Bo Chen"]
        assert crm.interactions.get(2).participants == (bo,)
        with pytest.raises(NotFound):
            crm.interactions.get(1)
        assert crm.safety.doctor(mend=False).findings == ()
        crm.history.undo()
        assert whole_store(crm) == before
        undo_and_redo_all(crm)


def test_a_view_tells_standing_sources_and_promises(crm: Crm) -> None:
    ana = added(crm, "Ana Lima", "3 months, latest 4 months")
    crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-07-31"), summary="hello"))
    crm.follow_ups.add(FollowUpDraft(ana, "later", day("2026-12-24")))
    crm.follow_ups.add(FollowUpDraft(ana, "sooner", day("2026-12-01"), theirs=True))
    crm.acts.done("f1")
    view = crm.contacts.view(ana)
    assert view.own_cadence == "3 months"
    assert view.standing.effective_cadence == "every 3 months (latest 4 months)"
    assert view.standing.next_check_in == day("2026-11-02"), "31 October is a Saturday"
    assert view.standing.why.startswith("Every 3 months, counted from the last touch on 31 Jul, moved from 31 Oct")
    assert [follow_up.title for follow_up in view.follow_ups] == ["sooner", "later"]
    kinds = [(entry.kind, entry.on.isoformat()) for entry in crm.contacts.timeline(ana)]
    assert kinds == [
        (TimelineKind.FOLLOW_UP, "2026-11-23"),
        (TimelineKind.FOLLOW_UP, "2026-11-23"),
        (TimelineKind.INTERACTION, "2026-07-31"),
    ]
    assert len(crm.contacts.timeline(ana, limit=1, offset=2)) == 1
    assert every("never").is_never
    crm.cadences.set_many([ana], every("never"), overwrite=True)
    assert crm.contacts.view(ana).own_cadence == "never"
    assert crm.contacts.view(ana).standing.why == "No check-ins, by decision: never."
