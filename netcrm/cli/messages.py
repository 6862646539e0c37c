"""`message`: a text to somebody from a template, printed, edited, or handed to the program that sends it."""

from __future__ import annotations

import sys
from base64 import b64encode
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import Command
from netcrm.cli.output import Json, print_json, print_json_list, table, talk
from netcrm.cli.reading import json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.interaction import Channel
from netcrm.domain.message_text import as_text, from_text
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.messages import Message, TemplateLine
from netcrm.services.values import Done

if TYPE_CHECKING:
    from netcrm.services.crm import Crm


@click.command("message", cls=Command)
@click.argument("words", nargs=-1, metavar="WHO TEMPLATE")
@click.option("--list", "listing", is_flag=True, help="List the templates instead.")
@click.option("--language", default="", metavar="LANGUAGE", help="en, de, fr …; theirs without it, else English.")
@click.option(
    "--set",
    "given",
    metavar="FIELD=TEXT",
    multiple=True,
    help="Fill a field in: connection=…, news=…, topic=…; may be repeated.",
)
@click.option("--edit", is_flag=True, help="Edit it first, in $EDITOR.")
@click.option("--mail", "how", flag_value="mail", help="Open it in the mail program.")
@click.option("--profile", "how", flag_value="profile", help="Print it, and open the page where it can be pasted.")
@click.option("--copy", "how", flag_value="copy", help="Print it, and put the text on the clipboard.")
@click.option("--log", "logs", is_flag=True, help="Log it as sent.")
@json_option
@pass_state
def message_command(
    state: State,
    words: tuple[str, ...],
    listing: bool,
    language: str,
    given: tuple[str, ...],
    edit: bool,
    how: str | None,
    logs: bool,
    as_json: bool,
) -> None:
    """Write to somebody: message ana thank-you --set topic=“site start-up”.

    Prints the subject and the text, filled in. Texts of your own stand in the folder “messages” beside config.toml, as
    en/NAME.txt: “Subject: …”, an empty line, the text, with fields such as {{ first_name }}.
    """
    with state.open_to_act() if logs else state.open() as crm:
        if listing:
            _list(crm.messages.templates(), as_json=as_json)
            return
        template = one(words[1:][-1:], "a WHO and a TEMPLATE")
        contact_id = asking.person(crm, one(words[:-1], "a WHO"))
        message = crm.messages.write(contact_id, template, language=language, fields=_fields(given))
        if edit:
            message = _edited(crm, message)
        _refuse_without_way(message, how)
        if not as_json and how != "mail":
            click.echo(as_text(message.subject, message.body), nl=False)
        _say_what_to_know(message)
        _hand_over(message, how)
        channel = Channel.MESSAGE if how == "profile" else Channel.EMAIL if how == "mail" else None
        done = crm.messages.log(message, channel) if logs else None
        if as_json:
            print_json(_object(message, done))
        elif done:
            talk(done.sentence)


def _fields(given: tuple[str, ...]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for each in given:
        field, equals, text = each.partition("=")
        if not equals:
            raise UsageProblem(f"--set takes FIELD=TEXT, such as --set topic=“site start-up”; not “{each}”.")
        fields[field.strip()] = text
    return fields


def _edited(crm: Crm, message: Message) -> Message:
    text = click.edit(as_text(message.subject, message.body), extension=".txt")
    if text is None:
        raise NothingToDo("Nothing was saved in the editor, so nothing was done.")
    subject, body = from_text(text, message.subject)
    if not body:
        raise NothingToDo("The text was emptied in the editor, so nothing was done.")
    return crm.messages.edited(message, subject, body)


def _refuse_without_way(message: Message, how: str | None) -> None:
    if how == "mail" and not message.to:
        raise UsageProblem(f"No e-mail address of {message.whom} is known; use --copy or --profile.")
    if how == "profile" and not message.profile:
        raise UsageProblem(f"No page of {message.whom} is known; add one with netcrm edit WHO --link URL.")
    if how == "copy" and not _terminal():
        raise UsageProblem("--copy asks the terminal to take the text, and there is none.")


def _say_what_to_know(message: Message) -> None:
    for note in message.notes:
        talk(f"! {note}")
    for check in message.checks:
        talk(f"{'✓ good' if check.ok else '✗ mend'}: {check.words}")


def _hand_over(message: Message, how: str | None) -> None:
    """Give the message to the program that sends it."""
    if how == "mail":
        _launch(message.mailto, "mail program")
        talk(f"Handed to your mail program: “{message.subject}” to {message.to}.")
    elif how == "profile":
        _launch(message.profile, "browser")
        talk(f"Opened {message.profile}.")
    elif how == "copy":
        _copy(message.body)
        talk("The text is on the clipboard, if your terminal allows that.")


def _launch(address: str, program: str) -> None:
    if click.launch(address) != 0:
        raise UsageProblem(f"No {program} could be opened from here; print the text without options, or use --copy.")


def _terminal() -> bool:
    return sys.stdout.isatty() or sys.stderr.isatty()


def _copy(text: str) -> None:
    """Ask the terminal to put a text on the clipboard: OSC 52 of xterm, which works over ssh too."""
    stream = sys.stdout if sys.stdout.isatty() else sys.stderr
    stream.write(f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07")
    stream.flush()


def _object(message: Message, done: Done | None) -> Json:
    return {
        "contact": message.contact_id,
        "name": message.whom,
        "template": message.template,
        "language": message.language,
        "subject": message.subject,
        "body": message.body,
        "to": message.to,
        "mailto": message.mailto,
        "profile": message.profile,
        "checks": [{"ok": check.ok, "words": check.words} for check in message.checks],
        "notes": list(message.notes),
        "logged": {"change_set": done.change_set, "sentence": done.sentence} if done else None,
    }


def _list(lines: list[TemplateLine], *, as_json: bool) -> None:
    if as_json:
        print_json_list(
            {
                "name": each.name,
                "title": each.title,
                "languages": list(each.languages),
                "own": each.is_own,
                "request": each.is_request,
                "asks": list(each.asks),
                "problem": each.problem,
            }
            for each in lines
        )
        return
    marks = [
        ", ".join(filter(None, ("yours" if each.is_own else "", "a request" if each.is_request else "")))
        for each in lines
    ]
    table(
        [
            (each.name, each.title, " ".join(each.languages), " ".join(each.asks), mark)
            for each, mark in zip(lines, marks, strict=True)
        ],
        indent="",
    )
    for each in lines:
        if each.problem:
            talk(f"! {each.problem}")
