"""What others did to a card, beside what netcrm did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.cards.changes import CardChanges, card_changes
from netcrm.domain.contact import Address, Details, Email, Link, Phone, Tier
from netcrm.domain.merging import Change
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role

CRA, CTM = Role.RESEARCH_ASSOCIATE, Role.TRIAL_MANAGER
JOB = Position("Lyon Site", "CRA", is_primary=True)
ANA = Details(
    Name("Ana Lima", given="Ana", family="Lima", credentials="RN"),
    nicknames=("Aninha",),
    roles=(CRA,),
    tags=("area/oncology", "lyon"),
    emails=(Email("ana@lyon.test", "work", preferred=True),),
    phones=(Phone("+33 4 00 00 00 01", "work"), Phone("+33 6 00 00 00 02", "mobile")),
    addresses=(Address("1 rue du Lac", "Lyon", country="France", label="work"),),
    links=(Link("https://lyon.test/ana", "homepage"),),
    positions=(JOB,),
    birthday="1980-04-15",
    note="Met at the congress.",
    language="fr",
    country="FR",
)
"""Somebody whose card says all that a card can say."""

Edits = Callable[[Details], Details]


def _digits(value: str) -> str:
    return "".join(sign for sign in value if sign.isdigit())


def _compared(
    base: Details | None, theirs: Details, ours: Details | None = None, stored: Details | None = None
) -> CardChanges:
    ours = ours or base or ANA
    return card_changes(stored or ours, base, theirs, ours, email_key=str.casefold, phone_key=_digits)


def _with(**fields: Any) -> Edits:
    return lambda details: replace(details, **fields)


def _job(**fields: Any) -> Edits:
    return _with(positions=(replace(JOB, **fields),))


ONE_SIDED = [
    pytest.param(_with(phones=(*ANA.phones, Phone("+1 555 0100"))), ["phone:  -> +1 555 0100"], id="a phone more"),
    pytest.param(_with(phones=ANA.phones[:1]), ["phone: +33 6 00 00 00 02 (mobile) -> "], id="a phone less"),
    pytest.param(
        _with(phones=(ANA.phones[0], Phone("+33 6 00 00 00 09", "mobile"))),
        ["phone: +33 6 00 00 00 02 (mobile) -> +33 6 00 00 00 09 (mobile)"],
        id="another phone in the place of one",
    ),
    pytest.param(
        _with(phones=(replace(ANA.phones[0], label="home"), ANA.phones[1])),
        ["phone: +33 4 00 00 00 01 (work) -> +33 4 00 00 00 01 (home)"],
        id="another label",
    ),
    pytest.param(_with(emails=()), ["e-mail: ana@lyon.test (work) -> "], id="no e-mail"),
    pytest.param(_job(title="Senior CRA"), ["title: CRA -> Senior CRA"], id="another title"),
    pytest.param(_job(organisation="Harbour CRO"), ["employer: Lyon Site -> Harbour CRO"], id="another employer"),
    pytest.param(
        _job(organisation="Harbour CRO", title="CTM"),
        ["job: CRA, Lyon Site -> CTM, Harbour CRO"],
        id="another job",
    ),
    pytest.param(
        _with(positions=(JOB, Position("Guild", "Chair"))), ["job:  -> Chair, Guild"], id="a second job"
    ),
    pytest.param(_with(positions=()), ["job: CRA, Lyon Site -> "], id="no job"),
    pytest.param(_with(tags=("lyon", "phase/2")), ["tag: area/oncology -> phase/2"], id="another tag"),
    pytest.param(_with(nicknames=("Aninha", "Nita")), ["nickname:  -> Nita"], id="a nickname more"),
    pytest.param(_with(birthday=""), ["birthday: 1980-04-15 -> "], id="no birthday"),
    pytest.param(_with(note="Met in Porto."), ["note: Met at the congress. -> Met in Porto."], id="another note"),
    pytest.param(
        _with(name=replace(ANA.name, formatted="Ana Cruz", family="Cruz")), ["name: Ana Lima -> Ana Cruz"], id="married"
    ),
    pytest.param(
        _with(name=replace(ANA.name, credentials="RN, MPH")), ["credentials: RN -> RN, MPH"], id="a degree more"
    ),
    pytest.param(
        _with(addresses=(replace(ANA.addresses[0], street="2 rue du Lac"),)),
        ["address: 1 rue du Lac, Lyon, France, work -> 2 rue du Lac, Lyon, France, work"],
        id="another street",
    ),
    pytest.param(_with(links=()), ["link: https://lyon.test/ana (homepage) -> "], id="no link"),
    pytest.param(
        _with(roles=(CTM,)), ["role: Clinical research associate -> Clinical trial manager"], id="another role"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), ONE_SIDED)
def test_what_they_alone_changed_is_told_and_done(edit: Edits, said: list[str]) -> None:
    theirs = edit(ANA)
    found = _compared(ANA, theirs)
    assert [f"{it.field}: {it.before} -> {it.after}" for it in found.changes] == said
    assert found.conflicts == ()
    assert found.merged == theirs


@pytest.mark.parametrize(("edit", "said"), ONE_SIDED)
def test_what_both_changed_alike_is_done_already(edit: Edits, said: list[str]) -> None:
    assert _compared(ANA, edit(ANA), edit(ANA)).edits == ()


@pytest.mark.parametrize(("edit", "said"), ONE_SIDED)
def test_what_netcrm_alone_changed_stays(edit: Edits, said: list[str]) -> None:
    assert _compared(ANA, ANA, edit(ANA)).edits == ()


@pytest.mark.parametrize(
    "edit",
    [
        _with(phones=(Phone("+33400000001", "work"), ANA.phones[1])),
        _with(emails=(Email("Ana@Lyon.test", "work", preferred=True),)),
        _with(emails=(replace(ANA.emails[0], preferred=False),)),
        _with(links=(Link(ANA.links[0].value),)),
        _with(phones=ANA.phones[::-1]),
        _with(language=""),
        _with(country=""),
        _with(roles=()),
        _with(note="Met at the congress.\n"),
        _with(name=Name("")),
    ],
    ids=[
        "a number in other signs", "an address in capitals", "the mark of the preferred one dropped",
        "a label dropped", "another order",
        "the language dropped", "the country dropped", "the roles dropped", "a line end", "a card without a name",
    ],
)  # fmt: skip
def test_what_programs_do_by_themselves_is_no_change(edit: Edits) -> None:
    assert _compared(ANA, edit(ANA)).edits == ()


@pytest.mark.parametrize(
    ("theirs", "ours", "said"),
    [
        (_with(note="theirs"), _with(note="ours"), "note: ours | theirs"),
        (_with(note=""), _with(note="ours"), "note: ours | "),
        (_with(birthday="1981-04-15"), _with(birthday=""), "birthday:  | 1981-04-15"),
        (_job(title="Senior CRA"), _job(title="CTM"), "title: CTM | Senior CRA"),
        (_job(title="Senior CRA"), _with(positions=()), "job:  | Senior CRA, Lyon Site"),
        (_with(positions=()), _job(title="CTM"), "job: CTM, Lyon Site | "),
        (
            _with(phones=ANA.phones[1:]),
            _with(phones=(replace(ANA.phones[0], label="home"), ANA.phones[1])),
            "phone: +33 4 00 00 00 01 (home) | ",
        ),
        (
            _with(phones=(replace(ANA.phones[0], label="home"), ANA.phones[1])),
            _with(phones=ANA.phones[1:]),
            "phone:  | +33 4 00 00 00 01 (home)",
        ),
        (
            _with(name=replace(ANA.name, formatted="Ana Cruz", family="Cruz")),
            _with(name=replace(ANA.name, formatted="Ana Sol", family="Sol")),
            "name: Ana Sol | Ana Cruz",
        ),
    ],
)
def test_what_both_changed_otherwise_is_a_conflict_until_one_side_holds(theirs: Edits, ours: Edits, said: str) -> None:
    found = _compared(ANA, theirs(ANA), ours(ANA))
    assert [f"{it.field}: {it.ours} | {it.theirs}" for it in found.conflicts] == [said]
    assert found.changes == ()
    assert found.merged == ours(ANA)
    again = _compared(ANA, theirs(ANA), found.settled)
    assert again.edits == ()


def test_what_they_alone_changed_does_not_wait_for_a_conflict() -> None:
    theirs = replace(ANA, note="theirs", nicknames=("Aninha", "Nita"))
    found = _compared(ANA, theirs, replace(ANA, note="ours"))
    assert (found.merged.note, found.merged.nicknames) == ("ours", ("Aninha", "Nita"))
    assert (found.settled.note, found.settled.nicknames) == ("theirs", ("Aninha",))
    assert (found.theirs.note, found.theirs.nicknames) == ("theirs", ("Aninha", "Nita"))


def test_what_both_sides_added_stays() -> None:
    theirs = replace(ANA, phones=(*ANA.phones, Phone("+1 555 0100")))
    ours = replace(ANA, phones=(*ANA.phones, Phone("+1 555 0199")))
    found = _compared(ANA, theirs, ours)
    assert [phone.value for phone in found.merged.phones[2:]] == ["+1 555 0199", "+1 555 0100"]


def test_a_preferred_way_of_theirs_is_the_only_one() -> None:
    theirs = replace(
        ANA, emails=(replace(ANA.emails[0], preferred=False), Email("ana@home.test", "home", preferred=True))
    )
    found = _compared(ANA, theirs)
    assert [(email.value, email.preferred) for email in found.merged.emails] == [
        ("ana@lyon.test", False),
        ("ana@home.test", True),
    ]


def test_what_no_card_carries_is_never_touched() -> None:
    former = Position("Porto Site", "CRC", start_on="2019", end_on="2024-03", is_primary=False)
    stored = replace(
        ANA,
        tier=Tier.A,
        starred=True,
        salutation="Dear Ana",
        first_names=True,
        positions=(former, replace(JOB, start_on="2024-03", organisation_id=7)),
    )
    theirs = replace(ANA, positions=(replace(JOB, title="Senior CRA"),), note="new")
    found = _compared(ANA, theirs, ANA, stored)
    assert found.merged == replace(
        stored, note="new", positions=(former, replace(stored.positions[1], title="Senior CRA"))
    )


def test_a_value_that_the_card_writes_otherwise_is_found_in_the_store() -> None:
    stored = replace(ANA, links=(Link("https://lyon.test/a b"),))
    card = replace(ANA, links=(Link("https://lyon.test/a%20b"),))
    assert _compared(card, replace(card, links=()), card, stored).merged.links == ()


@pytest.mark.parametrize(
    ("theirs", "changes", "conflicts"),
    [
        (ANA, [], []),
        (replace(ANA, phones=(), tags=(), note="", positions=(), nicknames=()), [], []),
        (replace(ANA, nicknames=("Nita",)), [Change("nickname", "", "Nita")], []),
        (replace(ANA, phones=(Phone("+33 4 00 00 00 01", "home"),)), [], []),
        (replace(ANA, note="theirs"), [], ["note"]),
        (replace(ANA, positions=(Position("Guild", "Chair"),)), [Change("job", "", "Chair, Guild")], []),
        (replace(ANA, positions=(replace(JOB, title="CTM"),)), [], ["title"]),
        (replace(ANA, positions=(replace(JOB, department="Ward 3"),)), [Change("department", "", "Ward 3")], []),
        (replace(ANA, name=Name("Ana Lima")), [], []),
        (replace(ANA, name=Name("Ana M. Lima")), [], ["name"]),
    ],
)
def test_without_the_card_that_was_written_lists_grow_and_single_values_are_asked_about(
    theirs: Details, changes: list[Change], conflicts: list[str]
) -> None:
    found = _compared(None, theirs)
    assert list(found.changes) == changes
    assert [it.field for it in found.conflicts] == conflicts


_words = st.sampled_from(["", "one", "two", "three"])
_ways = ["1", "2", "3", "4"]


def _some(make: Callable[[str], Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(_ways), unique=True).map(lambda found: tuple(make(way) for way in sorted(found)))


_details = st.builds(
    Details,
    name=st.sampled_from([Name("Ana Lima"), Name("Ana Cruz"), Name("Ana Lima", credentials="RN")]),
    nicknames=_some(str),
    tags=_some(str),
    emails=_some(lambda way: Email(f"{way}@x.test", "work")),
    phones=_some(lambda way: Phone(f"+1 555 010{way}")),
    addresses=_some(lambda way: Address(street=f"{way} Main Street", city="Porto")),
    links=_some(lambda way: Link(f"https://x.test/{way}")),
    positions=_some(lambda way: Position(f"Site {way}", f"title {way}")),
    birthday=_words,
    note=_words,
)


def _told(details: Details) -> Details:
    """Return details without the order of their lists, and without a primary job, which no card tells."""
    jobs = sorted((replace(job, is_primary=False) for job in details.positions), key=repr)
    lists = {
        name: tuple(sorted(getattr(details, name), key=repr))
        for name in ("nicknames", "tags", "emails", "phones", "addresses", "links")
    }
    return replace(details, positions=tuple(jobs), **lists)  # type: ignore[arg-type]


@settings(max_examples=60)
@given(_details, _details)
def test_a_card_that_nobody_touched_changes_nothing(base: Details, ours: Details) -> None:
    assert _compared(base, base, ours).edits == ()


@settings(max_examples=100)
@given(_details, _details)
def test_changes_of_one_side_alone_come_in_as_they_are(base: Details, theirs: Details) -> None:
    found = _compared(base, theirs)
    assert found.conflicts == ()
    assert _told(found.merged) == _told(theirs)


@settings(max_examples=100)
@given(_details, _details, _details)
def test_once_all_is_decided_nothing_is_asked_again(base: Details, theirs: Details, ours: Details) -> None:
    found = _compared(base, theirs, ours)
    merged = _compared(base, theirs, found.merged)
    assert merged.changes == ()
    assert {it.field for it in merged.conflicts} == {it.field for it in found.conflicts}
    assert _compared(base, theirs, found.theirs).edits == ()
