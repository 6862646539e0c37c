"""A message is looked over as it is written, goes out by other programs, and is logged by one key and not before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Paste

from netcrm.domain.contact import Details, Email, Link, State
from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel
from netcrm.domain.message_text import as_text, from_text
from netcrm.domain.naming.name import Name
from netcrm.errors import NetcrmError
from netcrm.services.crm import Crm
from netcrm.services.messages import Message
from netcrm.tui import outside
from netcrm.tui.agenda_list import AgendaList
from netcrm.tui.dialogs import MessageDialog, SentMessage
from netcrm.tui.dialogs.message import step_template
from netcrm.tui.outside import OutsideProblem
from netcrm.tui.widgets.lines import Lines
from tests.tui.conftest import TODAY, OpenScreens, go_to_ana, person, said, settle
from tests.tui.conftest import shown as seen
from tests.tui.dialog_host import HOSTILE, MARKUP, Shown, assert_harmless, show

Open = Shown[SentMessage | None]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@pytest.fixture(autouse=True)
def outside_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No desktop, no templates of the user's own; what is opened is kept in the list given back."""
    opened: list[str] = []

    async def open_address(address: str) -> None:
        opened.append(address)

    monkeypatch.setattr(outside, "open_address", open_address)
    monkeypatch.setattr(outside, "has_windows", lambda: False)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))
    return opened


@pytest.fixture
def ana(empty_crm: Crm) -> int:
    """Somebody who can be reached by mail and by a profile page."""
    details = Details(
        Name("Ana Lima", given="Ana", family="Lima", credentials="MD"),
        emails=(Email("ana@example.org"),),
        links=(Link("https://www.linkedin.com/in/ana-lima"),),
    )
    return empty_crm.contacts.add(details).contact_ids[0]


def text_of(shown: Open) -> str:
    """Return what is seen as one line, since words wrap; the pane's frame is left out."""
    return " ".join(shown.text.replace("│", " ").replace("▏", " ").split())


async def choose(shown: Open, template: str) -> None:
    """Go to a template in the list."""
    dialog = shown.host.screen
    assert isinstance(dialog, MessageDialog)
    dialog.options.focus()
    dialog.options.highlighted = next(i for i, it in enumerate(dialog._templates) if it.name == template)
    await shown.settle()


async def fill(shown: Open, field: str, text: str) -> None:
    shown.host.screen.query_one(f"#field-{field} Lines", Lines).focus()
    await shown.settle()
    await shown.type(text)


def body_of(shown: Open) -> str:
    dialog = shown.host.screen
    assert isinstance(dialog, MessageDialog)
    assert dialog._message is not None
    return dialog._message.body


@SIZES
async def test_it_begins_with_the_check_in_filled_in(empty_crm: Crm, ana: int, size: tuple[int, int]) -> None:
    async with show(MessageDialog(empty_crm, ana), size=size) as shown:
        assert "Message to Ana Lima" in shown.text
        assert "ana@example.org" in shown.text
        assert "Dear Dr Lima" in shown.text
        assert "esc leave" in text_of(shown)


@SIZES
async def test_what_is_typed_is_in_the_text_at_once(empty_crm: Crm, ana: int, size: tuple[int, int]) -> None:
    async with show(MessageDialog(empty_crm, ana), size=size) as shown:
        await fill(shown, "news", "Our trial has enrolled everybody.")
        assert "Our trial has enrolled everybody." in body_of(shown)
        while isinstance(shown.host.screen.focused, Lines):
            await shown.press("enter")
        assert "c copy" in text_of(shown)


async def test_letters_in_a_field_are_typed_and_ctrl_y_copies_from_there(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await fill(shown, "news", "x")
        await shown.press("c", "l", "m", "ctrl+y")
        assert "xclm" in shown.host.clipboard.casefold()
        assert shown.answers == []


async def test_a_request_has_its_checks_beside_it_in_words(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana, "outreach"), size=(120, 40)) as shown:
        assert "✓ good" in shown.text
        assert "✗ mend" in shown.text
        await fill(shown, "connection", "Maria Ortiz suggested that I write to you.")
        message = empty_crm.messages.write(
            ana, "outreach", fields={"connection": "Maria Ortiz suggested that I write to you."}
        )
        assert message.checks
        for check in message.checks:
            assert f"{'✓ good' if check.ok else '✗ mend'} {check.words}" in text_of(shown)


async def test_a_message_that_asks_for_nothing_has_no_checks(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana, "thank-you")) as shown:
        assert "✓ good" not in shown.text
        assert "✗ mend" not in shown.text


async def test_every_template_shows_its_own_fields(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        for line in empty_crm.messages.templates():
            await choose(shown, line.name)
            fields = {row.id for row in shown.host.screen.query("FieldRow") if row.display}
            assert fields == {f"field-{name}" for name in line.asks}


async def test_the_language_is_that_of_the_person_and_can_be_changed(empty_crm: Crm) -> None:
    details = replace(person("Inès", "Roux"), language="fr")
    contact_id = empty_crm.contacts.add(details).contact_ids[0]
    assert len(empty_crm.messages.write(contact_id, "check-in").language) == 2
    line = next(it for it in empty_crm.messages.templates() if it.name == "check-in")
    async with show(MessageDialog(empty_crm, contact_id), size=(120, 40)) as shown:
        seen_languages = []
        for _ in line.languages:
            dialog = shown.host.screen
            assert isinstance(dialog, MessageDialog)
            assert dialog._message is not None
            seen_languages.append(dialog._message.language)
            await shown.press("g")
        assert sorted(seen_languages) == sorted(line.languages)


async def test_copying_puts_the_text_on_the_clipboard_and_l_then_logs_it(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await shown.press("c")
        message = empty_crm.messages.write(ana, "check-in")
        assert shown.host.clipboard == message.body
        assert "✓ The text is copied. l logs it as sent" in text_of(shown)
        await shown.press("l")
        assert shown.answers == [SentMessage(message)]


async def test_the_subject_is_copied_by_itself(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await shown.press("s")
        assert shown.host.clipboard == empty_crm.messages.write(ana, "check-in").subject


async def test_the_mail_program_is_given_the_whole_message(empty_crm: Crm, ana: int, outside_world: list[str]) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await shown.press("m", "l")
        (answer,) = shown.answers
        assert answer is not None
        assert answer.channel is Channel.EMAIL
        assert outside_world == [answer.message.mailto]
        assert outside_world[0].startswith("mailto:ana@example.org?")


async def test_the_profile_page_opens_with_the_text_on_the_clipboard(
    empty_crm: Crm, ana: int, outside_world: list[str]
) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await shown.press("p", "l")
        assert outside_world == ["https://www.linkedin.com/in/ana-lima"]
        assert "Lima" in shown.host.clipboard
        assert [answer.channel for answer in shown.answers if answer] == [Channel.MESSAGE]


async def test_what_cannot_be_opened_is_one_sentence_and_nothing_is_to_be_logged(
    empty_crm: Crm, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(address: str) -> None:
        raise OutsideProblem("Nothing can be opened from here.")

    monkeypatch.setattr(outside, "open_address", refuse)
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await shown.press("m")
        assert "✗ Nothing can be opened from here." in shown.text
        await shown.press("l")
        assert "✗ Copy it, open it or edit it first" in shown.text
        assert shown.answers == []


@pytest.mark.parametrize(("key", "words"), [("m", "No e-mail address of Zoe"), ("p", "No profile page of Zoe")])
async def test_somebody_without_a_way_has_the_text_to_copy(empty_crm: Crm, key: str, words: str) -> None:
    contact_id = empty_crm.contacts.add(person("Zoe", "")).contact_ids[0]
    async with show(MessageDialog(empty_crm, contact_id)) as shown:
        assert "no e-mail address and no profile page" in text_of(shown)
        await shown.press(key)
        assert words in shown.text


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that puts a file of the test in place of the message."""
    lent: Callable[[App[object]], AbstractContextManager[None]] = lambda app: nullcontext()  # noqa: E731
    monkeypatch.setattr(App, "suspend", lent)
    text = tmp_path / "edited.txt"
    program = tmp_path / "editor"
    program.write_text(f'#!/bin/sh\ncat "{text}" > "$1"\n')
    program.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(program))
    monkeypatch.delenv("VISUAL", raising=False)
    return text


async def test_the_editors_text_goes_out_is_checked_and_is_logged(empty_crm: Crm, ana: int, editor: Path) -> None:
    editor.write_text("Subject: Ten minutes?\n\nDear Ana,\n\n[/] Would you have ten minutes?\n", encoding="utf-8")
    async with show(MessageDialog(empty_crm, ana, "outreach"), size=(120, 40)) as shown:
        await shown.press("e")
        assert "edited by you" in shown.text
        assert "[/] Would you have ten minutes?" in shown.text
        checks = empty_crm.messages.check(body_of(shown))
        assert len(checks) == shown.text.count("✓ good") + shown.text.count("✗ mend")
        await shown.press("c")
        assert shown.host.clipboard == "Dear Ana,\n\n[/] Would you have ten minutes?"
        await shown.press("l")
        assert [answer.message.subject for answer in shown.answers if answer] == ["Ten minutes?"]


async def test_an_edited_text_is_there_again_after_another_template(empty_crm: Crm, ana: int, editor: Path) -> None:
    editor.write_text("Subject: Mine\n\nMy own words", encoding="utf-8")
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await shown.press("e")
        await choose(shown, "thank-you")
        assert "My own words" not in shown.text
        await choose(shown, "check-in")
        assert "My own words" in shown.text


async def test_without_an_editor_the_text_stays(empty_crm: Crm, ana: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with show(MessageDialog(empty_crm, ana)) as shown:
        before = body_of(shown)
        await shown.press("e")
        assert "✗ No editor is set." in shown.text
        assert body_of(shown) == before


async def test_what_should_be_known_stands_below_the_text(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana), size=(120, 40)) as shown:
        assert "! 1 note below" in shown.text
        assert "! Your name is not set" in shown.text
        empty_crm.settings.set("name", "Kim Doe")
    async with show(MessageDialog(empty_crm, ana), size=(120, 40)) as shown:
        assert "note below" not in shown.text
        assert "Kim Doe" in shown.text


async def test_leaving_logs_nothing_and_asks_once_where_words_would_be_lost(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await fill(shown, "news", "Much has happened.")
        await shown.press("escape")
        assert "✗ Escape again throws away what you wrote" in text_of(shown)
        assert shown.answers == []
        await shown.press("escape")
        assert shown.answers == [None]


async def test_what_was_copied_is_left_at_once(empty_crm: Crm, ana: int) -> None:
    async with show(MessageDialog(empty_crm, ana)) as shown:
        await fill(shown, "news", "Much has happened.")
        await shown.press("ctrl+y", "escape")
        assert shown.answers == [None]


async def test_a_broken_template_of_the_users_own_says_what_is_wrong(empty_crm: Crm, ana: int, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "messages" / "en"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("Subject: Hello\n\n{{ name.__class__ }}\n", encoding="utf-8")
    async with show(MessageDialog(empty_crm, ana), size=(120, 40)) as shown:
        await choose(shown, "mine")
        assert "✗ Mine (yours)" in shown.text
        assert "may not reach for" in text_of(shown)
        await shown.press("c")
        assert "✗ There is no text yet" in text_of(shown)


@SIZES
async def test_hostile_names_are_text(empty_crm: Crm, size: tuple[int, int]) -> None:
    details = replace(person("Zed", HOSTILE, HOSTILE), emails=(Email("zed@example.org"),))
    contact_id = empty_crm.contacts.add(details).contact_ids[0]
    async with show(MessageDialog(empty_crm, contact_id), size=size) as shown:
        for name in ("outreach", "thank-you"):
            await choose(shown, name)
            assert_harmless(shown.text)
        await shown.press("c")
        assert_harmless(shown.host.clipboard)


@pytest.mark.parametrize("state", [State.DO_NOT_CONTACT, State.DECEASED, State.LEFT_FIELD])
def test_somebody_who_is_not_to_be_contacted_is_one_sentence(empty_crm: Crm, ana: int, state: State) -> None:
    empty_crm.contacts.set_state((ana,), state)
    with pytest.raises(NetcrmError, match="Ana Lima"):
        MessageDialog(empty_crm, ana)


def test_the_step_of_a_playbook_names_the_template(empty_crm: Crm, ana: int) -> None:
    assert step_template(empty_crm, f"c{ana}") == ""
    assert step_template(empty_crm, None) == ""
    empty_crm.playbooks.start("outreach", (ana,), on=TODAY)
    step = next(it for it in empty_crm.contacts.view(ana).follow_ups if it.run_id is not None)
    assert step_template(empty_crm, f"f{step.id}") == "outreach"


MESSAGE = Message(1, "Ana", "check-in", "en", "Old subject", "Body", "", "", "")


@pytest.mark.parametrize(
    ("text", "subject", "body"),
    [
        ("Subject: New\n\nHello\n\nthere\n", "New", "Hello\n\nthere"),
        ("\nsubject:New\nHello", "New", "Hello"),
        ("Hello there", "Old subject", "Hello there"),
        ("Subject:\n\nHello", "", "Hello"),
        ("", "Old subject", ""),
    ],
)
def test_subject_and_text_are_read_from_what_the_editor_left(text: str, subject: str, body: str) -> None:
    assert from_text(text, MESSAGE.subject) == (subject, body)


def test_what_the_editor_is_given_reads_back_as_it_was() -> None:
    assert from_text(as_text(MESSAGE.subject, MESSAGE.body), MESSAGE.subject) == (MESSAGE.subject, MESSAGE.body)


@pytest.mark.parametrize("screen", ["today", "people", "page"])
async def test_a_message_is_copied_and_logged_in_three_keys_and_undone_in_one(
    crm: Crm, screens: OpenScreens, screen: str
) -> None:
    async with screens(crm) as pilot:
        await go_to_ana(pilot, screen)
        await pilot.press("m")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert crm.contacts.view(1).standing.last_touch == TODAY
        assert "Ana Lima" in said(pilot)
        await pilot.press("u")
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        assert crm.contacts.view(1).standing.last_touch != TODAY


async def test_a_message_of_a_step_that_was_sent_does_the_step_in_one_act(crm: Crm, screens: OpenScreens) -> None:
    crm.playbooks.start("outreach", (1,), on=TODAY)
    (step,) = (it for it in crm.contacts.view(1).follow_ups if it.run_id is not None)
    async with screens(crm) as pilot:
        agenda = pilot.app.screen.query_one(AgendaList)
        agenda.cursor = agenda.line_of(f"f{step.id}") or 0
        await settle(pilot)
        for key in ("m", "c", "l"):
            await pilot.press(key)
            await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        assert crm.follow_ups.get(step.id).state is FollowUpState.DONE
        assert crm.contacts.view(1).standing.last_touch == TODAY
        crm.history.undo()
        assert crm.follow_ups.get(step.id).state is FollowUpState.OPEN
        assert crm.contacts.view(1).standing.last_touch != TODAY


async def test_the_screens_say_who_is_not_to_be_contacted(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        crm.contacts.set_state((1,), State.DO_NOT_CONTACT)
        await pilot.press("m")
        await settle(pilot)
        assert "Ana Lima" in said(pilot)
        assert "Message to" not in seen(pilot)


async def test_what_is_pasted_is_cleaned_before_it_is_shown(crm: Crm, screens: OpenScreens) -> None:
    async with screens(crm) as pilot:
        await pilot.press("m")
        await settle(pilot)
        pilot.app.screen.query_one("#field-news Lines", Lines).focus()
        await settle(pilot)
        pilot.app.post_message(Paste(HOSTILE))
        await settle(pilot)
        assert MARKUP in " ".join(seen(pilot).split())
        assert_harmless(seen(pilot))
