"""`interview prepare`, `sheet`, `note` and `after`: before, during and after an informational interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead, read_past
from netcrm.cli.group import Command, RestCommand
from netcrm.cli.interview_options import read_hour, with_options
from netcrm.cli.output import answer, line, print_json, talk
from netcrm.cli.reading import WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import AdviceGiven, Afterwards, InterviewNote, Referral
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.item_keys import parse_item

if TYPE_CHECKING:
    from datetime import date

    from netcrm.services.crm import Crm

_OTHER = "other"
"""The word for a note on none of the topics."""


@click.command("prepare", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@click.option("--set", "sets", metavar="NAME", multiple=True, help="The questions of this set; several may be named.")
@click.option("--ask", "own", metavar="TEXT", multiple=True, help="A question of your own: --ask 'advice: What …?'")
@json_option
@pass_state
def prepare_command(
    state: State, who: tuple[str, ...], sets: tuple[str, ...], own: tuple[str, ...], as_json: bool
) -> None:
    """Put questions on the sheet of an interview: prepare ana, or prepare i4 --set crc.

    Without a set and a question of your own it is the set that fits the person's role. “netcrm questions” lists them.
    """
    with state.open_to_act() as crm:
        it = _which(crm, one(who, "a WHO"))
        if not sets and not own:
            chosen = crm.interviews.sheet(it.id).chosen
            sets = (chosen.name,) if chosen else ()
        answer(crm.interviews.prepare(it.id, sets, own=[_own_question(text) for text in own]), as_json=as_json)


@click.command("sheet", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@click.option("--lines", type=click.IntRange(0, 40), default=0, metavar="N", help="Leave N lines to write on, each.")
@json_option
@pass_state
def sheet_command(state: State, who: tuple[str, ...], lines: int, as_json: bool) -> None:
    """Print the sheet of an interview, to take along or to read again: sheet ana --lines 4."""
    from netcrm.cli.interview_sheet_lines import print_sheet, sheet_object

    with state.open() as crm:
        found = crm.interviews.sheet(_which(crm, one(who, "a WHO")).id)
        for problem in found.problems:
            talk(problem)
        if as_json:
            print_json(sheet_object(found))
        else:
            print_sheet(found, crm.today, lines=lines)


@click.command("note", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="WHO [TOPIC] TEXT")
@click.option("--to", "number", type=click.IntRange(1), metavar="N", help="It belongs to line N of the sheet.")
@click.option("--instead", is_flag=True, help="Write it in the place of what stands at --to N.")
@click.option("--share", is_flag=True, help="Others may read it: it may stand in a report.")
@json_option
@pass_state
def note_command(
    state: State, words: tuple[str, ...], number: int | None, instead: bool, share: bool, as_json: bool
) -> None:
    """Note what was said: note ana trends more visits at home. TOPIC is trends, insights, advice, resources,
    assignments or other.

    To a question on the sheet: note ana --to 3 she reads the visit table first. “netcrm interview sheet” has the
    numbers.
    """
    if instead and number is None:
        raise UsageProblem("--instead needs --to N: which line of the sheet is written anew?")
    who, topic, text = _split_note(words, has_number=number is not None)
    with state.open_to_act() as crm:
        it = _which(crm, who)
        notes = list(crm.interviews.sheet(it.id).notes)
        if number is None:
            notes.append(InterviewNote(0, len(notes), topic, "", text, share))
        else:
            notes[number - 1] = _written(notes, number, text, is_instead=instead, is_shared=share)
        answer(crm.interviews.write_notes(it.id, notes), as_json=as_json)


@click.command("after", cls=Command)
@click.argument("who", nargs=-1, type=WORDS)
@with_options(
    click.option("--advice", metavar="TEXT", multiple=True, help="What they advised; may be said several times."),
    click.option("--report-back", "report_text", metavar="DATE", help="When to tell them what became of it."),
    click.option("--share", is_flag=True, help="Others may read the advice: it may stand in a report."),
    click.option("--referral", "referrals", metavar="PERSON", multiple=True, help="Whom you may write to."),
    click.option("--introduces", metavar="PERSON", multiple=True, help="To whom they will introduce you."),
    click.option("--rating", type=int, metavar="1-5", help="How much it was worth."),
    click.option("--next", "next_step", metavar="TEXT", help="What comes next with them."),
    click.option("--next-on", "next_text", metavar="DATE", help="When that is; it becomes a follow-up."),
    click.option("--held", "held_text", metavar="DATE", help="The day it was held, where that is not said yet."),
    click.option("--at", "at_text", metavar="HH:MM", help="The hour at which it began, by your own clock."),
    click.option("--thanked", is_flag=True, help="You thanked them already."),
    click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing."),
)
@json_option
@pass_state
def after_command(
    state: State,
    who: tuple[str, ...],
    advice: tuple[str, ...],
    report_text: str | None,
    share: bool,
    referrals: tuple[str, ...],
    introduces: tuple[str, ...],
    rating: int | None,
    next_step: str | None,
    next_text: str | None,
    held_text: str | None,
    at_text: str | None,
    thanked: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write down all that came of an interview, in one act; one that is not held yet is held.

    after ana --advice "read E6(R3)" --report-back 2w --referral "Bo Chen, bo@example.org, Harbor Point, crc" --rating 5

    A PERSON is a name, and after commas whatever is known: e-mail, organisation, role. Whoever is not there becomes a
    contact, with the introduction.
    """
    if report_text and not advice:
        raise UsageProblem("--report-back says when to tell them what became of their advice: add --advice TEXT.")
    with state.open_to_act() as crm:
        it = _after_which(crm, one(who, "a WHO"), is_new=bool(held_text or at_text))
        report_on = _forward(crm, report_text)
        said = Afterwards(
            advice=tuple(AdviceGiven(text, report_on, share) for text in advice),
            referrals=(
                *(_referral(text, IntroductionStage.MADE) for text in referrals),
                *(_referral(text, IntroductionStage.AGREED) for text in introduces),
            ),
            rating=rating,
            next_step=next_step,
            next_step_on=_forward(crm, next_text),
            held_on=read_past(crm, held_text),
            held_at=read_hour(at_text) if at_text else None,
            thanked=thanked,
        )
        if not dry_run:
            answer(crm.interviews.afterwards(it, said), as_json=as_json)
            return
        lines = crm.interviews.plan_afterwards(it, said).lines
        if as_json:
            print_json(list(lines))
        else:
            for text in lines:
                click.echo(line(text))


SHEET_COMMANDS = (prepare_command, sheet_command, note_command, after_command)


def _which(crm: Crm, text: str) -> Interview:
    """Return the interview that a key names, or the one of a person whose sheet is meant."""
    key = parse_item(text)
    if key and key.letter == "i":
        return crm.interviews.get(key.id)
    return crm.interviews.talked_of(asking.person(crm, text))


def _after_which(crm: Crm, text: str, *, is_new: bool) -> Interview:
    """Return the interview of which something came; a new one where there is none, or a day says that it is held now.

    Args:
        crm: The open store.
        text: A key, or a WHO.
        is_new: Whether the day or the hour of a talk is named, which no held interview has any use for.
    """
    key = parse_item(text)
    if key and key.letter == "i":
        return crm.interviews.get(key.id)
    contact_id = asking.person(crm, text)
    if not is_new:
        try:
            return crm.interviews.talked_of(contact_id)
        except NotFound:
            pass
    return crm.interviews.current(contact_id, Stage.HELD)


def _forward(crm: Crm, text: str | None) -> date | None:
    return read_ahead(crm, text) if text else None


def _own_question(text: str) -> tuple[Topic | None, str]:
    """Return a question with its topic, where it begins with one: `advice: What would you do?`."""
    first, colon, rest = text.partition(":")
    topic = _topic(first) if colon else None
    return (topic, rest) if topic else (None, text)


def _topic(word: str) -> Topic | None:
    wanted = word.strip().casefold()
    return Topic(wanted) if wanted in list(Topic) else None


def _split_note(words: tuple[str, ...], *, has_number: bool) -> tuple[str, Topic | None, str]:
    """Return whom, the topic and the text: the first word that is a topic stands between the other two."""
    for place, word in enumerate(words[1:], start=1):
        if has_number:
            break
        if _topic(word) or word.casefold() == _OTHER:
            text = " ".join(words[place + 1 :]).strip()
            if not text:
                raise click.UsageError("Missing a TEXT", click.get_current_context())
            return " ".join(words[:place]), _topic(word), text
    if not has_number:
        known = ", ".join((*Topic, _OTHER))
        raise UsageProblem(f"Say what it is about: note WHO TOPIC TEXT, with one of {known} for TOPIC.")
    if not words:
        raise click.UsageError("Missing a WHO", click.get_current_context())
    return words[0], None, " ".join(words[1:]).strip()


def _written(notes: list[InterviewNote], number: int, text: str, *, is_instead: bool, is_shared: bool) -> InterviewNote:
    """Return a line of the sheet with a text added to its answer, or in its place."""
    from dataclasses import replace

    if number > len(notes):
        raise UsageProblem(f"The sheet has {len(notes)} lines, so there is no line {number}.")
    there = notes[number - 1]
    if not text and not is_instead and not is_shared:
        raise UsageProblem("Missing a TEXT: what was said?")
    before = "" if is_instead or not there.answer else f"{there.answer}\n"
    written = f"{before}{text}" if text or is_instead else there.answer
    return replace(there, answer=written, is_shareable=is_shared or there.is_shareable)


def _referral(text: str, stage: IntroductionStage) -> Referral:
    """Return the person of `Bo Chen, bo@harbor.test, Harbor Point, crc`; a number alone is a contact's id."""
    from netcrm.domain.naming.credentials import read_credential
    from netcrm.domain.roles import parse_role

    if text.strip().isascii() and text.strip().isdigit():
        return Referral("", contact_id=int(text), stage=stage)
    name, *rest = (piece.strip() for piece in text.replace("<", ",").replace(">", "").split(","))
    email, role, others = "", None, []
    for piece in filter(None, rest):
        if "@" in piece:
            email = piece
        elif read_credential(piece):
            name = f"{name}, {piece}"
        elif role is None and (found := parse_role(piece)):
            role = found
        else:
            others.append(piece)
    return Referral(name, email, ", ".join(others), role, stage=stage)
