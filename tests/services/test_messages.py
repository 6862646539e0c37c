from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Details, Email, Link, State
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.errors import NetcrmError, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, day, whole_store

ANA = Details(
    read_name("Ana Lima, MD"),
    emails=(Email("old@x.test"), Email("ana@stmarys.test", preferred=True)),
    links=(Link("https://stmarys.test/ana"), Link("linkedin.com/in/ana")),
    positions=(Position("St Mary's", "Oncologist", is_primary=True),),
)
CONNECTION = {"connection": "maria Ortiz suggested that I write to you"}


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the user's own templates, which is not there yet."""
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))
    return tmp_path / "config" / "messages"


@pytest.fixture
def ana(crm: Crm) -> int:
    crm.settings.set("name", "Jo Nakamura")
    crm.settings.set("institution", "Harbour Research")
    return crm.contacts.add(ANA).contact_ids[0]


def put(own: Path, place: str, text: str) -> Path:
    path = own / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def change(crm: Crm, contact_id: int, **new: object) -> None:
    crm.contacts.edit(contact_id, replace(crm.contacts.get(contact_id).details, **new))  # type: ignore[arg-type]


def test_a_template_is_filled_in_for_somebody(crm: Crm, ana: int) -> None:
    message = crm.messages.write(ana, "interview-request", fields={**CONNECTION, "topic": "site start-up"})
    assert message.subject == "A conversation about site start-up"
    assert message.body == (
        "Dear Dr Lima,\n\nMaria Ortiz suggested that I write to you. I am trying to learn more about site start-up, and"
        " your experience at St Mary's would help me a great deal.\n\nCould we talk for 20 minutes, by phone or video,"
        " in the next two weeks? I will gladly fit around your calendar.\n\nKind regards,\nJo Nakamura, Harbour"
        " Research"
    )
    assert (message.whom, message.to, message.language) == ("Ana Lima, MD", "ana@stmarys.test", "en")
    assert message.profile == "https://linkedin.com/in/ana"
    assert message.mailto.startswith("mailto:ana@stmarys.test?subject=A%20conversation")
    assert "Lima%2C%0D%0A%0D%0AMaria" in message.mailto
    assert [check.ok for check in message.checks] == [True] * 4
    assert message.notes == ()


def test_only_requests_have_checks(crm: Crm, ana: int) -> None:
    assert crm.messages.write(ana, "thank-you").checks == ()
    assert len(crm.messages.write(ana, "outreach").checks) == 4


def test_the_last_touch_is_named_as_the_language_names_days(crm: Crm, ana: int) -> None:
    for channel, on in ((Channel.CALL, "2026-11-03"), (Channel.NOTE, "2026-11-20")):
        crm.interactions.log(InteractionDraft((ana,), channel, day(on), summary="seemed tired"))
    assert "on 3 November," in crm.messages.write(ana, "check-in").body
    french = crm.messages.write(ana, "check-in", language="fr")
    assert "au 3 novembre," in french.body
    assert "tired" not in crm.messages.write(ana, "reconnect").body


def test_writing_changes_nothing(crm: Crm, ana: int) -> None:
    before = whole_store(crm)
    crm.messages.write(ana, "check-in")
    crm.messages.templates()
    assert whole_store(crm) == before


# Languages


@pytest.mark.parametrize(
    ("of_contact", "asked", "language", "begins", "note"),
    [
        ("", "", "en", "Dear Dr Lima,", ""),
        ("fr", "", "fr", "Bonjour Dr Lima,", ""),
        ("pt-BR", "", "en", "Dear Dr Lima,", "There is no “nudge” in Portuguese: this is the English one."),
        ("fr", "de", "de", "Guten Tag Dr. Lima,", ""),
        ("fr", "Spanish", "es", "Estimado/a Dr(a). Lima:", ""),
        ("", "nl", "en", "Dear Dr Lima,", "There is no “nudge” in nl: this is the English one."),
        ("as ever", "", "en", "Dear Dr Lima,", "Their language, “as ever”, is none that netcrm knows: write it as a"
         " code such as fr."),
    ],
)  # fmt: skip
def test_the_language_is_theirs_or_english_with_a_word_about_it(
    crm: Crm, ana: int, of_contact: str, asked: str, language: str, begins: str, note: str
) -> None:
    change(crm, ana, language=of_contact)
    message = crm.messages.write(ana, "nudge", language=asked)
    assert message.language == language
    assert message.body.startswith(begins)
    assert message.notes == ((note,) if note else ())


def test_a_salutation_of_theirs_goes_before_the_rules(crm: Crm, ana: int) -> None:
    change(crm, ana, first_names=True)
    assert crm.messages.write(ana, "nudge").body.startswith("Dear Ana,")
    change(crm, ana, salutation=" Dear\tAninha, ")
    assert crm.contacts.get(ana).details.salutation == "Dear Aninha,"
    assert crm.messages.write(ana, "nudge").body.startswith("Dear Aninha,")


# What the user should know


def test_what_is_missing_is_said(crm: Crm) -> None:
    bo = added(crm, "Bo Chen", email="bo@x.test, evil@y.test")
    message = crm.messages.write(bo, "nudge")
    assert (message.to, message.mailto, message.profile) == ("", "", "")
    assert message.notes == (
        "Your name is not set, so nothing is signed: netcrm settings name “Your Name”.",
        "No e-mail of Bo Chen is an address that mail can go to.",
    )


# Refusals


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DO_NOT_CONTACT, "Ana Lima, MD is not to be contacted (since 23 Nov 2026): she asked so, so no message"),
        (State.LEFT_FIELD, "Ana Lima, MD has left the field"),
        (State.DECEASED, "Ana Lima, MD has died"),
    ],
)
def test_outreach_to_those_beyond_reach_is_refused(crm: Crm, ana: int, state: State, words: str) -> None:
    crm.contacts.set_state([ana], state, "she asked so.")
    before = whole_store(crm)
    with pytest.raises(UsageProblem, match=r"\A[^\n]+[.]\Z") as caught:
        crm.messages.write(ana, "check-in")
    assert str(caught.value).startswith(words)
    assert whole_store(crm) == before


def test_archived_people_may_be_written_to(crm: Crm, ana: int) -> None:
    crm.contacts.set_state([ana], State.ARCHIVED)
    assert crm.messages.write(ana, "reconnect").body


@pytest.mark.parametrize(
    ("template", "language", "fields", "error", "words"),
    [
        ("no-such", "", {}, NotFound, "Known: check-in, interview-request, nudge"),
        ("", "", {}, NotFound, "Known: "),
        ("../../etc/passwd", "", {}, NotFound, "Known: "),
        ("nudge", "", {"nwes": "x"}, UsageProblem, "“nwes” is no field of a message"),
        ("nudge", "the usual one", {}, UsageProblem, "“the usual one” is no language"),
        ("nudge", "../en", {}, UsageProblem, "is no language"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_sentence(
    crm: Crm, ana: int, template: str, language: str, fields: dict[str, str], error: type[NetcrmError], words: str
) -> None:
    with pytest.raises(error, match=r"\A[^\n]+[.]\Z") as caught:
        crm.messages.write(ana, template, language=language, fields=fields)
    assert words in str(caught.value)


def test_nobody_is_not_written_to(crm: Crm) -> None:
    with pytest.raises(NotFound, match="No contact answers to “99”"):
        crm.messages.write(99, "nudge")


@pytest.mark.parametrize("name", ["interview-request", "interview request", "INTERVIEW-REQUEST", "interv"])
def test_a_template_is_known_by_the_beginning_of_its_name(crm: Crm, ana: int, name: str) -> None:
    assert crm.messages.write(ana, name).template == "interview-request"


# The user's own


def test_the_templates_that_come_along_are_listed(crm: Crm) -> None:
    lines = {line.name: line for line in crm.messages.templates()}
    assert list(lines) == ["check-in", "interview-request", "nudge", "outreach", "reconnect", "thank-you"]
    assert all(line.languages == ("en", "de", "es", "fr") for line in lines.values())
    assert not any(line.is_own or line.problem for line in lines.values())
    assert [name for name, line in lines.items() if line.is_request] == ["interview-request", "outreach"]
    assert lines["interview-request"].title == "Request for an informational interview"
    assert lines["interview-request"].asks == ("connection", "topic")
    assert crm.messages.names() == frozenset(lines)


def test_texts_of_the_users_own_take_the_place_of_shipped_ones_or_join_them(crm: Crm, ana: int, own: Path) -> None:
    put(own, "en/nudge.txt", "\ufeffSubject: Mine\r\n\r\n{{ salutation }}, hello\r\n")
    put(own, "de/site-visit.txt", "Subject: Besuch\n\nDanke für {{ topic }}")
    put(own, "en/notes.md", "no template")
    put(own, "en/.hidden.txt", "no template")
    put(own, "old stuff/x.txt", "no template")
    put(own, "readme.txt", "no template")
    assert crm.messages.write(ana, "nudge").subject == "Mine"
    assert crm.messages.write(ana, "nudge", language="de").subject == "Zu meiner Nachricht"
    lines = {line.name: line for line in crm.messages.templates()}
    assert (lines["nudge"].is_own, lines["nudge"].languages) == (True, ("en", "de", "es", "fr"))
    assert lines["site-visit"].title == "Site visit"
    assert (lines["site-visit"].languages, lines["site-visit"].asks) == (("de",), ("topic",))
    message = crm.messages.write(ana, "site-visit", fields={"topic": "alles"})
    assert (message.body, message.notes) == (
        "Danke für alles", ("There is no “site-visit” in English: this is the German one.",)
    )  # fmt: skip
    assert "x" not in lines


def test_a_request_of_the_users_own_is_checked(crm: Crm, ana: int, own: Path) -> None:
    put(own, "en/ask.txt", "Subject: Ask\nRequest: yes\n\nDo you have a job? Any?")
    assert [check.ok for check in crm.messages.write(ana, "ask").checks] == [True, False, False, False]


def test_a_mistake_in_a_text_is_said_with_file_and_line(crm: Crm, ana: int, own: Path) -> None:
    path = put(own, "en/nudge.txt", "Subject: Mine\n\nDear {{ name.upper() }}")
    sentence = f"{path}, line 3: a template may not call anything."
    with pytest.raises(UsageProblem, match=r"line 3") as caught:
        crm.messages.write(ana, "nudge")
    assert str(caught.value) == sentence
    assert {line.name: line.problem for line in crm.messages.templates()}["nudge"] == sentence
    assert crm.messages.write(ana, "nudge", language="de").body


def test_files_that_are_no_texts_are_said_too(crm: Crm, ana: int, own: Path) -> None:
    (own / "en" / "folder.txt").mkdir(parents=True)
    (own / "en" / "latin.txt").write_bytes(b"Subject: x\n\nGr\xfc\xdfe")
    (own / "en" / "long.txt").write_bytes(b"Subject: x\n\n" + b"x" * 100_000)
    problems = {line.name: line.problem for line in crm.messages.templates() if line.problem}
    assert set(problems) == {"folder", "latin", "long"}
    assert "cannot be read" in problems["folder"]
    assert "line 3: it is not in UTF-8" in problems["latin"]
    assert "at most 20,000 characters" in problems["long"]


# What people are called


@pytest.mark.parametrize(
    "name",
    ["{{ 7*7 }}", "{% for x in range(9) %}x{% endfor %}", "Ana\x1b[2J\x1b]0;owned\x07 Lima", "Ana\r\nBcc: e@x.test"],
)
def test_a_name_is_never_a_template_a_control_or_a_header(crm: Crm, own: Path, name: str) -> None:
    put(own, "en/plain.txt", "Subject: To {{ name }}\n\n{{ name }} at {{ organisation }}")
    contact_id = added(crm, name, organisation=name, email="ana@x.test")
    message = crm.messages.write(contact_id, "plain", fields={"news": name})
    shown = crm.contacts.get(contact_id).details.name.formatted
    assert message.subject == f"To {shown}"
    assert message.body.startswith(f"{shown} at ")
    assert "\x1b" not in message.subject + message.body
    assert message.mailto.count("?") == message.mailto.count("&") == 1


_NAMES = st.lists(st.text("abcdeéñßŁ王 -'.,()/&?%", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join)


@given(_NAMES, st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_anybody_can_be_written_to(crm: Crm, name: str, organisation: str, topic: str) -> None:
    try:
        contact_id = added(crm, name, organisation=organisation)
    except UsageProblem:
        return  # a name that is none once it is cleaned
    for template in ("thank-you", "interview-request", "check-in"):
        message = crm.messages.write(contact_id, template, fields={"topic": topic, "news": topic})
        assert message.subject
        assert "\n" not in message.subject
        assert not message.body.startswith((" ", ",", "\n"))


# Edited and logged


def test_an_edited_text_has_its_link_and_checks_made_anew(crm: Crm, ana: int) -> None:
    message = crm.messages.write(ana, "interview-request", fields=CONNECTION)
    edited = crm.messages.edited(message, " A\nlonger\x1b[0m subject ", "Is there a job?\r\nMaria Ortiz\n")
    assert (edited.subject, edited.body) == ("A longer subject", "Is there a job?\nMaria Ortiz")
    assert edited.mailto.endswith("?subject=A%20longer%20subject&body=Is%20there%20a%20job%3F%0D%0AMaria%20Ortiz")
    assert [check.ok for check in edited.checks] == [True, True, False, False]
    assert edited.checks == crm.messages.check(edited.body, edited)
    assert crm.messages.check("Could we talk?")[1].ok


@pytest.mark.parametrize(
    ("emails", "links", "asked", "channel"),
    [
        (ANA.emails, ANA.links, None, Channel.EMAIL),
        ((), ANA.links, None, Channel.MESSAGE),
        ((), (), None, Channel.EMAIL),
        (ANA.emails, ANA.links, Channel.MESSAGE, Channel.MESSAGE),
    ],
)
def test_a_message_is_logged_as_one_act_with_its_subject(
    crm: Crm,
    ana: int,
    emails: tuple[Email, ...],
    links: tuple[Link, ...],
    asked: Channel | None,
    channel: Channel,
) -> None:
    change(crm, ana, emails=emails, links=links)
    before = whole_store(crm)
    done = crm.messages.log(crm.messages.write(ana, "thank-you"), asked)
    assert done.change_set
    assert done.sentence.startswith(f"Logged {'an email' if channel is Channel.EMAIL else 'a message'} with Ana Lima")
    logged = crm._session.interactions.of_contact(ana, 1)[0]
    assert (logged.channel, logged.direction) == (channel, Direction.OUTGOING)
    assert (logged.summary, logged.happened_on) == ("Thank you for your time", crm.today)
    crm.history.undo()
    assert whole_store(crm) == before


def test_a_summary_may_be_said_and_the_next_date_is_answered(crm: Crm) -> None:
    bo = added(crm, "Bo Chen", "2 weeks")
    done = crm.messages.log(crm.messages.write(bo, "check-in"), summary="asked about Porto")
    assert "Next check-in Mon 7 Dec" in done.sentence
    assert crm._session.interactions.of_contact(bo, 1)[0].summary == "asked about Porto"
