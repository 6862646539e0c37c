"""`sort`: the people whom nobody has sorted yet, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netcrm.cli import asking
from netcrm.cli.group import RestCommand
from netcrm.cli.output import answer, chips, heading, iso, line, print_json, table, talk
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state
from netcrm.domain.contact import Tier
from netcrm.domain.days import short_day
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcrm.services.crm import Crm
    from netcrm.services.sorting import SortingPage
    from netcrm.services.values import Done

_WAYS = (
    ("a|b|c|d", "put them in a tier: how often to be in touch follows from it"),
    ("archive", "put them away"),
    ("never", "keep them, and never be asked to check in"),
    ("later", "decide when all others are sorted"),
)


@click.command("sort", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[WHO a|b|c|d|archive|never|later]")
@click.option("--again", is_flag=True, help="Take up those who were set aside for later.")
@json_option
@pass_state
def sort_command(state: State, words: tuple[str, ...], again: bool, as_json: bool) -> None:
    """Sort those whom you have given neither a tier nor a cadence, one by one: sort ana b.

    Without words the next person is shown, and how far you have come. Leave off and go on whenever you like.
    """
    if again and words:
        raise click.UsageError("--again stands alone", click.get_current_context())
    if not words and not again:
        with state.open() as crm:
            _print_page(crm, as_json=as_json)
        return
    with state.open_to_act() as crm:
        done = crm.sorting.take_up_later() if again else _decide(crm, words)
        answer(done, as_json=as_json)
        if not as_json:
            _say_cadence(crm, words, done)
            _say_next(crm)


def _decide(crm: Crm, words: Sequence[str]) -> Done:
    """Do what the last word says with the person whom the others name."""
    *names, decision = (word.strip() for word in words)
    decision = decision.casefold()
    acts = {"archive": crm.sorting.archive, "never": crm.sorting.never, "later": crm.sorting.later}
    is_tier = decision.upper() in list(Tier)
    if not names or not (is_tier or decision in acts):
        raise UsageProblem(
            f"“{line(' '.join(words))}” does not say whom and how: write sort WHO, then a, b, c, d, archive, never or"
            " later."
        )
    contact_id = asking.person(crm, " ".join(names))
    return crm.sorting.give_tier(contact_id, Tier(decision.upper())) if is_tier else acts[decision](contact_id)


def _say_cadence(crm: Crm, words: Sequence[str], done: Done) -> None:
    """Say how a tier gets a cadence, where somebody was put in one that has none and nothing asks for a check-in."""
    tier = words[-1].strip().upper() if words else ""
    if tier in list(Tier) and not done.effects and tier not in crm.cadences.tiers():
        talk(f"“netcrm cadence tier:{tier} 3 months” gives it one, for all in that tier.")


def _say_next(crm: Crm) -> None:
    page = crm.sorting.page()
    if page:
        talk(f"Next, {page.number:,} of {page.total:,}: {page.row.name} (sort {page.contact_id} …).")
    else:
        _say_end(crm)


def _say_end(crm: Crm) -> None:
    later = crm.sorting.count_later()
    if later:
        talk(f"All others are sorted; {later:,} set aside for later: “netcrm sort --again” takes them up.")
    elif crm.contacts.count():
        talk("Everybody is sorted.")
    else:
        talk("Nobody is here yet. “netcrm import contacts.vcf” or “netcrm add NAME” brings people in.")


def _print_page(crm: Crm, *, as_json: bool) -> None:
    page = crm.sorting.page()
    if as_json:
        print_json({"next": _page_object(page) if page else None, "later": crm.sorting.count_later()})
    elif page is None:
        _say_end(crm)
    else:
        later = f", {page.later:,} set aside for later" if page.later else ""
        heading(f"{page.number:,} of {page.total:,}{later}")
        row = page.row
        table([(row.name, chips(row.roles, row.guessed_role, most=5), row.title, row.organisation, row.city)])
        table([(row.email, row.phone)])
        came = f"from {page.came_from}, " if page.came_from else ""
        last = f", last in touch {short_day(row.last_touch, crm.today)}" if row.last_touch else ""
        click.echo(f"  {line(came)}added {short_day(page.added_on, crm.today)}{last}")
        heading("Decide")
        table([(f"netcrm sort {page.contact_id} {word}", meaning) for word, meaning in _WAYS])


def _page_object(page: SortingPage) -> dict[str, object]:
    row = page.row
    return {
        "id": page.contact_id,
        "uid": row.uid,
        "name": row.name,
        "number": page.number,
        "total": page.total,
        "roles": [role.value for role in row.roles],
        "guessed_role": row.guessed_role.value if row.guessed_role else None,
        "organisation": row.organisation,
        "city": row.city,
        "came_from": page.came_from,
        "added": iso(page.added_on),
        "last_touch": iso(row.last_touch),
    }
