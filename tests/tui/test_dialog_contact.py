"""Adding and editing somebody: lists a line each, errors beside the field, and nothing lost that is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Input, TextArea

from netcrm.domain.contact import Address, Details, Email, Link, Phone, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.tui.dialogs import ContactDialog
from netcrm.tui.dialogs import contact_text as texts
from tests.tui.dialog_host import HOSTILE, Shown, assert_harmless, show

FULL = Details(
    name=Name("Ana Lima", given="Ana", family="Lima", credentials="MD, PhD"),
    nicknames=("Nana",),
    roles=(Role.PRINCIPAL_INVESTIGATOR, Role.KEY_OPINION_LEADER),
    tags=("area/oncology", "phase/2"),
    emails=(Email("ana@site.example", "work", preferred=True), Email("odd address without at", "home")),
    phones=(Phone("+1 617 555 0100", "mobile"), Phone("ask the switchboard")),
    addresses=(Address("12 Main St\n2nd floor", "Boston", "MA", "02114", "US", "work"), Address(country="FR")),
    links=(Link("https://orcid.org/0000", "orcid"),),
    positions=(
        Position("St Mary's", "Professor", "Oncology", start_on="2020", is_primary=True),
        Position("Old Hospital", "Fellow", end_on="2019"),
    ),
    birthday="Easter 1980",
    note="Likes tea.\nNo calls on Fridays.",
    tier=Tier.B,
    starred=True,
    language="pt",
    country="BR",
    salutation="Cara Ana,",
)


async def fill(shown: Shown[Details | None], field: str, text: str) -> None:
    """Put a text into a field, as pasting would."""
    target = shown.host.screen.query_one(f"#field-{field}").query(Input if field not in LINES else TextArea).first()
    target.focus()
    await shown.settle()
    if isinstance(target, TextArea):
        target.text = text
    elif isinstance(target, Input):
        target.value = text
    await shown.settle()


LINES = frozenset({"emails", "phones", "addresses", "links", "note"})


@pytest.fixture
def ana(empty_crm: Crm) -> int:
    return empty_crm.contacts.add(FULL).contact_ids[0]


async def test_a_name_alone_adds_somebody(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None)) as shown:
        await shown.type("Joe Bloe MD")
        assert "given Joe · family Bloe · credentials MD" in shown.text
        await shown.press("enter")
        (details,) = shown.answers
        assert details is not None
        assert details.name == Name("Joe Bloe", given="Joe", family="Bloe", credentials="MD")
        assert details == Details(details.name)


async def test_no_name_is_refused_beside_the_field_and_nothing_returned(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None)) as shown:
        assert "✗" not in shown.text
        await shown.press("ctrl+s")
        assert "✗ A contact needs a name." in shown.text
        assert shown.answers == []


async def test_saving_without_a_change_gives_back_the_very_details(empty_crm: Crm, ana: int) -> None:
    before = empty_crm.contacts.get(ana).details
    async with show(ContactDialog(empty_crm, ana)) as shown:
        await shown.press("ctrl+s")
        assert shown.answers == [before]


async def test_changing_one_field_keeps_all_others(empty_crm: Crm, ana: int) -> None:
    before = empty_crm.contacts.get(ana).details
    async with show(ContactDialog(empty_crm, ana)) as shown:
        await fill(shown, "title", "Dean")
        await shown.press("ctrl+s")
        changed = replace(before.positions[0], title="Dean")
        assert shown.answers == [replace(before, positions=(changed, before.positions[1]))]


async def test_every_field_is_read(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(120, 50)) as shown:
        for field, text in {
            "name": "Bea Okafor, RN",
            "roles": "crc, nurse",
            "organisation": "Northwind CRO",
            "title": "Coordinator",
            "department": "Cardiology",
            "emails": "bea@site.example work\n* bea@home.example",
            "phones": "+1 617 555 0101 ext 5 office\n(617) 555-0102",
            "tags": "Area/Oncology, phase/2",
            "birthday": "15 apr",
            "addresses": "12 Main St; Boston; MA; 02114; US; work",
            "links": "https://site.example/bea web page",
            "note": "Met at a conference.",
        }.items():
            await fill(shown, field, text)
        await shown.press("ctrl+s")
        assert shown.answers == [
            Details(
                name=Name("Bea Okafor", given="Bea", family="Okafor", credentials="RN"),
                roles=(Role.RESEARCH_COORDINATOR, Role.RESEARCH_NURSE),
                positions=(Position("Northwind CRO", "Coordinator", "Cardiology", is_primary=True),),
                emails=(Email("bea@site.example", "work"), Email("bea@home.example", preferred=True)),
                phones=(Phone("+1 617 555 0101 ext 5", "office"), Phone("(617) 555-0102")),
                tags=("area/oncology", "phase/2"),
                birthday="--04-15",
                addresses=(Address("12 Main St", "Boston", "MA", "02114", "US", "work"),),
                links=(Link("https://site.example/bea", "web page"),),
                note="Met at a conference.",
            )
        ]


async def test_a_tier_is_taken_by_its_letter(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(120, 50)) as shown:
        await shown.type("Joe")
        shown.host.screen.query_one("#field-tier ChoiceStrip").focus()
        await shown.press("b", "ctrl+s")
        assert [details.tier for details in shown.answers if details] == [Tier.B]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("roles", "pi, wizard", "“wizard” is no role"),
        ("emails", "ana@site.example\nana.site.example", "Line 2: “ana.site.example” is no e-mail address"),
        ("phones", "call me", "“call me” is no phone number"),
        ("birthday", "soon", "“soon” is no such date"),
        ("tags", "#", "“#” is no tag"),
        ("addresses", "a;b;c;d;e;f;g", "An address has six parts at most"),
    ],
)
async def test_a_wrong_value_is_told_beside_its_field_as_one_types(
    empty_crm: Crm, field: str, text: str, sentence: str
) -> None:
    async with show(ContactDialog(empty_crm, None), size=(120, 50)) as shown:
        await shown.type("Joe")
        await fill(shown, field, text)
        shown.host.screen.query_one("#save").focus()
        await shown.settle()
        assert f"✗ {sentence}" in " ".join(shown.text.replace("│", " ").split())
        await shown.press("ctrl+s")
        assert shown.answers == []


async def test_a_wrong_field_out_of_sight_is_scrolled_to(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(80, 24)) as shown:
        await shown.type("Joe")
        await fill(shown, "addresses", "a;b;c;d;e;f;g")
        shown.host.screen.query_one("#field-name Input").focus()
        await shown.press("ctrl+s")
        assert "✗ An address has six parts at most" in shown.text


async def test_an_emptied_position_goes_and_a_past_one_stays(empty_crm: Crm, ana: int) -> None:
    async with show(ContactDialog(empty_crm, ana)) as shown:
        for field in ("organisation", "title", "department"):
            await fill(shown, field, "")
        await shown.press("ctrl+s")
        (details,) = shown.answers
        assert details is not None
        assert [position.organisation for position in details.positions] == ["Old Hospital"]


async def test_a_role_is_completed_from_the_suggestions(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None)) as shown:
        await shown.type("Joe")
        await shown.press("tab")
        await shown.type("pi, coord")
        assert "Clinical research coordinator" in shown.text
        await shown.press("down", "enter")
        await shown.press("ctrl+s")
        assert [details.roles for details in shown.answers if details] == [
            (Role.PRINCIPAL_INVESTIGATOR, Role.RESEARCH_COORDINATOR)
        ]


async def test_an_organisation_is_suggested_by_its_beginning(empty_crm: Crm, ana: int) -> None:
    async with show(ContactDialog(empty_crm, None)) as shown:
        await shown.type("Joe")
        await shown.press("tab", "tab")
        await shown.type("st")
        await shown.press("down", "enter", "enter")
        assert [details.positions[0].organisation for details in shown.answers if details] == ["St Mary's"]


async def test_escape_asks_again_once_something_was_typed(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None)) as shown:
        await shown.type("Joe")
        await shown.press("escape")
        assert "Press escape again to throw away what you typed" in shown.text
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]


async def test_escape_leaves_an_untouched_form_at_once(empty_crm: Crm, ana: int) -> None:
    async with show(ContactDialog(empty_crm, ana)) as shown:
        await shown.press("tab", "tab", "escape")
        assert shown.answers == [None]


async def test_hostile_texts_are_shown_as_text_and_saved_unchanged(empty_crm: Crm) -> None:
    details = Details(Name(f"Eve {HOSTILE}"), tags=("x",), note=HOSTILE, positions=(Position(HOSTILE, HOSTILE),))
    contact_id = empty_crm.contacts.add(details).contact_ids[0]
    before = empty_crm.contacts.get(contact_id).details
    async with show(ContactDialog(empty_crm, contact_id), size=(120, 50)) as shown:
        assert_harmless(shown.text)
        await shown.press("ctrl+s")
        assert shown.answers == [before]


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("+1 617 555 0100", Phone("+1 617 555 0100")),
        ("* 617.555.0100 work line", Phone("617.555.0100", "work line", preferred=True)),
        ("(617) 555-0100 x12 office", Phone("(617) 555-0100 x12", "office")),
    ],
)
def test_a_phone_is_read_with_extension_and_label(line: str, phone: Phone) -> None:
    assert texts.read_phone(line) == phone
    assert texts.read_phone(texts.show_phone(phone)) == phone


@pytest.mark.parametrize("line", ["", "ana@", "@site.example", "ana at site"])
def test_what_is_no_mail_address_is_refused(line: str) -> None:
    with pytest.raises(UsageProblem, match="no e-mail address"):
        texts.read_email(line)


def test_lines_that_were_not_changed_give_the_very_values() -> None:
    shown = "\n".join(map(texts.show_address, FULL.addresses))
    assert texts.read_lines(shown, FULL.addresses, texts.show_address, texts.read_address) == FULL.addresses


async def test_how_a_name_was_understood_is_said_with_its_prefix(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None)) as shown:
        await shown.type("Dr Noor Haddad, MD")
        assert "→ prefix Dr · given Noor · family Haddad · credentials MD" in shown.text


async def test_a_birthday_is_shown_in_words_and_stays_when_untouched(empty_crm: Crm) -> None:
    details = Details(Name("Ana"), birthday="--04-17")
    contact_id = empty_crm.contacts.add(details).contact_ids[0]
    async with show(ContactDialog(empty_crm, contact_id), size=(80, 40)) as shown:
        assert "17 April" in shown.text
        await shown.press("ctrl+s")
        assert [found.birthday for found in shown.answers if found] == ["--04-17"]


async def test_nicknames_language_and_country_are_kept(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(80, 40)) as shown:
        await shown.type("Joe")
        await fill(shown, "nicknames", "Joey, J")
        await fill(shown, "language", "pt")
        await fill(shown, "country", "pt")
        await shown.press("ctrl+s")
        (details,) = shown.answers
        assert details is not None
        assert (details.nicknames, details.language, details.country) == (("Joey", "J"), "pt", "PT")


@pytest.mark.parametrize("text", ["Portugal", "P", "P1", "pt br"])
def test_a_country_is_two_letters(text: str) -> None:
    with pytest.raises(UsageProblem, match="two letters"):
        texts.read_country(text)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (Address("12 Main St", "Boston", "MA", "02114", "US", "work"), "12 Main St; Boston; MA; 02114; US; work"),
        (Address("12 Main St", "Boston"), "12 Main St; Boston"),
        (Address(city="Providence", country="US", label="work"), "city: Providence; country: US; label: work"),
        (Address(postal_code="02114"), "postal code: 02114"),
        (Address("Label: x", "Boston"), "street: Label: x; city: Boston"),
    ],
)
def test_an_address_reads_as_it_is_shown(address: Address, line: str) -> None:
    assert texts.show_address(address) == line
    assert texts.read_address(line) == address


@pytest.mark.parametrize("line", ["city: Boston; MA", "city: Boston; city: Salem"])
def test_parts_of_an_address_are_named_once_or_not_at_all(line: str) -> None:
    with pytest.raises(UsageProblem, match="Name each part"):
        texts.read_address(line)


@pytest.mark.parametrize(
    ("details", "begins"),
    [
        (Details(Name("Ana Lima", given="Ana", family="Lima", credentials="MD")), "Dear Dr Lima"),
        (Details(Name("Ana Lima", given="Ana", family="Lima"), first_names=True), "Dear Ana"),
        (Details(Name("Ana Lima", given="Ana", family="Lima"), language="fr"), "Bonjour Ana Lima"),
    ],
)
async def test_the_empty_salutation_says_how_a_letter_begins(empty_crm: Crm, details: Details, begins: str) -> None:
    contact_id = empty_crm.contacts.add(details).contact_ids[0]
    async with show(ContactDialog(empty_crm, contact_id), size=(120, 50)) as shown:
        assert f"now “{begins}”" in shown.text


async def test_it_follows_first_names_and_language_as_they_are_chosen(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(120, 50)) as shown:
        await shown.type("Joe Bloe MD")
        assert "now “Dear Dr Bloe”" in shown.text
        shown.host.screen.query_one("#field-first_names ChoiceStrip").focus()
        await shown.press("y")
        assert "now “Dear Joe”" in shown.text
        await fill(shown, "language", "Deutsch")
        assert "→ German" in shown.text
        assert "now “Hallo Joe”" in shown.text
        await shown.press("ctrl+s")
        (details,) = shown.answers
        assert details is not None
        assert (details.first_names, details.language, details.salutation) == (True, "Deutsch", "")


async def test_a_salutation_is_kept_without_its_comma(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(120, 50)) as shown:
        await shown.type("Joe Bloe")
        await fill(shown, "salutation", "  Dear Professor Bloe , ")
        await shown.press("ctrl+s")
        assert [details.salutation for details in shown.answers if details] == ["Dear Professor Bloe"]


async def test_what_is_no_language_says_which_one_is_used(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(120, 50)) as shown:
        await fill(shown, "language", "the usual one")
        assert "letters will be in English" in shown.text


SIGNATURE = (
    "Best,\n\nBo Chen, MD\nClinical Research Coordinator\nRiverside Hospital\n"
    "M: +1 617 555 0101 | T: +1 617 555 0102\nbo@site.example"
)


async def test_a_pasted_signature_fills_the_empty_fields_and_says_from_where(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(100, 60)) as shown:
        await fill(shown, "organisation", "Harbor Clinic")
        await shown.press("ctrl+g")
        await shown.type(SIGNATURE)
        assert "organisation: Riverside Hospital" in shown.text
        assert "phone: +1 617 555 0101, +1 617 555 0102" in shown.text
        await shown.press("ctrl+s")
        assert "guessed from line 3" in shown.text
        await fill(shown, "title", "Study Nurse")
        await shown.press("ctrl+s")
        (details,) = shown.answers
        assert details is not None
        assert (details.name.display, details.roles) == ("Bo Chen, MD", ())
        assert details.positions == (Position("Harbor Clinic", "Study Nurse", is_primary=True),)
        phones = (Phone("+1 617 555 0101", "mobile"), Phone("+1 617 555 0102", "work"))
        assert (details.emails, details.phones) == ((Email("bo@site.example"),), phones)


async def test_the_title_gives_a_role_that_space_takes(empty_crm: Crm) -> None:
    async with show(ContactDialog(empty_crm, None), size=(100, 60)) as shown:
        await shown.type("Ana")
        await fill(shown, "title", "Senior CRA II")
        assert "CRA? from the title; space takes it" in shown.text
        shown.host.screen.query_one("#field-roles Input").focus()
        await shown.settle()
        await shown.press("space", "ctrl+s")
        assert [details.roles for details in shown.answers if details] == [(Role.RESEARCH_ASSOCIATE,)]
