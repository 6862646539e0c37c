"""`employer`: the list of employers in LAMP order, rated, and worked from the top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.days import read_ahead
from netcrm.cli.employer_lines import line_object, print_lines, print_plan
from netcrm.cli.group import Command, ListingGroup, RestCommand
from netcrm.cli.output import answer, print_json_list, talk
from netcrm.cli.reading import WORDS, json_option, one
from netcrm.cli.state import State, pass_state
from netcrm.domain.days import counted
from netcrm.domain.employers.employer import MOST_MOTIVATION, MOST_POSTING, TOP
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.employer_lines import Rating

if TYPE_CHECKING:
    from netcrm.services.crm import Crm

_KNOWN = "known"
"""What is written for a rating that is to follow from what is known."""

_motivation = click.option("--motivation", metavar="0-5", help="How much you want to work there; 5 is a dream.")
_posting = click.option("--posting", metavar="0-3|known", help="What is posted: 1 nothing, 2 near, 3 fitting.")
_advocacy = click.option("--advocacy", metavar="yes|no|known", help="Whether somebody there would speak for you.")


@click.group("employer", cls=ListingGroup)
def employer_command() -> None:
    """Keep a list of employers in LAMP order, and work the first five: employer start.

    The order is that of “The 2-Hour Job Search”: motivation first, then posting, then advocacy. Posting follows from
    the open leads there and advocacy from how warm the people are, until you say otherwise.
    """


@employer_command.command("list", cls=Command)
@json_option
@pass_state
def list_command(state: State, as_json: bool) -> None:
    """List the employers, the one to work first before the others. M, P and A are what they are sorted by."""
    with state.open() as crm:
        lines = crm.employers.lines()
        if as_json:
            print_json_list(line_object(it) for it in lines)
            return
        print_lines(crm, lines)
        if not lines:
            talk("No employer is on the list. “netcrm employer add NAME” begins it.")


@employer_command.command("add", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="NAME")
@_motivation
@_posting
@_advocacy
@click.option("--note", metavar="TEXT", default="", help="What you think of it.")
@click.option("--new", "is_new", is_flag=True, help="It is a new organisation, though the names of others begin so.")
@json_option
@pass_state
def add_command(
    state: State,
    words: tuple[str, ...],
    motivation: str | None,
    posting: str | None,
    advocacy: str | None,
    note: str,
    is_new: bool,
    as_json: bool,
) -> None:
    """Put an organisation on the list: employer add Harbour CRO --motivation 4."""
    name = one(words, "the NAME of an organisation")
    rating = _read_rating(Rating(), motivation, posting, advocacy)
    with state.open_to_act() as crm:
        answer(crm.employers.add(name if is_new else crm.employers.meant(name), rating, note=note), as_json=as_json)


@employer_command.command("rank", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="NAME [MOTIVATION]")
@_motivation
@_posting
@_advocacy
@json_option
@pass_state
def rank_command(
    state: State,
    words: tuple[str, ...],
    motivation: str | None,
    posting: str | None,
    advocacy: str | None,
    as_json: bool,
) -> None:
    """Rate an employer: rank harbour 4, rank harbour --posting 3 --advocacy known. What is not named stays."""
    one(words, "the NAME of an employer")
    if motivation is None and len(words) > 1 and words[-1].isascii() and words[-1].isdigit():
        *words_of_name, motivation = words
    else:
        words_of_name = list(words)
    if motivation is posting is advocacy is None:
        raise UsageProblem(
            "Say how you rate it: --motivation 0-5, --posting 0-3 or known, --advocacy yes, no or known."
        )
    with state.open_to_act() as crm:
        organisation_id = crm.employers.named(" ".join(words_of_name))
        there = crm.employers.get(organisation_id)
        rating = Rating(there.motivation, there.posting, there.advocacy)
        done = crm.employers.rank(organisation_id, _read_rating(rating, motivation, posting, advocacy))
        answer(done, as_json=as_json)


def _read_rating(there: Rating, motivation: str | None, posting: str | None, advocacy: str | None) -> Rating:
    """Return a rating with what was named in place of what is there."""
    rated: bool | None = there.advocacy
    if advocacy is not None:
        choices = {"yes": True, "no": False, _KNOWN: None}
        if advocacy.casefold() not in choices:
            raise UsageProblem(f"Advocacy is yes, no or known (by the people there), not “{advocacy}”.")
        rated = choices[advocacy.casefold()]
    return Rating(
        there.motivation if motivation is None else _read_number("Motivation", motivation, MOST_MOTIVATION),
        there.posting if posting is None else _read_number("Posting", posting, MOST_POSTING, known=True),
        rated,
    )


def _read_number(what: str, text: str, most: int, *, known: bool = False) -> int | None:
    text = text.strip().casefold()
    if known and text == _KNOWN:
        return None
    if not (len(text) == 1 and text.isascii() and text.isdigit() and int(text) <= most):
        words = ", or known (by the leads there)" if known else ""
        raise UsageProblem(f"{what} is a number from 0 to {most}{words}, not “{text}”.")
    return int(text)


@employer_command.command("note", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="NAME TEXT")
@click.option("--remove", is_flag=True, help="Take the note away.")
@json_option
@pass_state
def note_command(state: State, words: tuple[str, ...], remove: bool, as_json: bool) -> None:
    """Keep a note on an employer, in place of the one there: note harbour they hire each March."""
    one(words, "the NAME of an employer and a TEXT")
    with state.open_to_act() as crm:
        organisation_id, text = (crm.employers.named(" ".join(words)), "") if remove else _named_and_rest(crm, words)
        answer(crm.employers.note(organisation_id, text), as_json=as_json)


def _named_and_rest(crm: Crm, words: Sequence[str]) -> tuple[int, str]:
    """Return the employer that the longest beginning of the words names, and the words after it."""
    for size in range(len(words) - 1, 0, -1):
        try:
            return crm.employers.named(" ".join(words[:size])), " ".join(words[size:])
        except NotFound:
            continue
    crm.employers.named(" ".join(words[:1]))
    raise UsageProblem("Write the note after the name, or --remove to take it away.")


@employer_command.command("remove", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="NAME")
@json_option
@pass_state
def remove_command(state: State, words: tuple[str, ...], as_json: bool) -> None:
    """Take an employer off the list. The organisation, its people and its leads stay."""
    name = one(words, "the NAME of an employer")
    with state.open_to_act() as crm:
        answer(crm.employers.remove(crm.employers.named(name)), as_json=as_json)


@employer_command.command("start", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[NAME[,NAME]]")
@click.option("--top", type=int, metavar="N", help=f"Begin with the first N of the list; {TOP} without it.")
@click.option("--on", "on_text", metavar="DATE", help="The day that the playbook counts from; today without it.")
@click.option("--per-day", type=int, metavar="N", help="Begin with so many each working day.")
@click.option("--dry-run", is_flag=True, help="Show with whom and when, and start nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_state
def start_command(
    state: State,
    words: tuple[str, ...],
    top: int | None,
    on_text: str | None,
    per_day: int | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Start the outreach playbook (3B7) with the best person at each of the first five, or at those named.

    The best person is the closest to you, then who matters most. Who is in a playbook already is passed over.
    """
    if words and top is not None:
        raise UsageProblem("Name employers or say how many of the first (--top), not both.")
    with state.open_to_act() as crm:
        names = [name for name in " ".join(words).split(",") if name.strip()]
        ids = [crm.employers.named(name) for name in names]
        on = read_ahead(crm, on_text) if on_text else None
        size = TOP if top is None else top
        plan = crm.employers.plan_start(ids, top=size, on=on, per_day=per_day)
        if dry_run:
            print_plan(crm, plan, as_json=as_json)
            return
        if plan.begun and not yes:
            if not as_json:
                print_plan(crm, plan, as_json=False)
            with_whom = counted(len(plan.begun), "employer")
            refusal = f"Starting with {with_whom} wants your word: say --yes, or look first with --dry-run."
            if as_json:
                raise NeedsDecision(refusal)
            asking.confirm(f"Start with {with_whom}?", yes=False, refusal=refusal)
        answer(crm.employers.start(ids, top=size, on=on, per_day=per_day), as_json=as_json)
