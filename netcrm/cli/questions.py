"""`questions`: the question sets to prepare interviews with."""

from __future__ import annotations

import click

from netcrm.cli import asking
from netcrm.cli.group import RestCommand
from netcrm.cli.output import print_json, print_json_list, table, talk
from netcrm.cli.reading import WORDS, json_option
from netcrm.cli.state import State, pass_state


@click.command("questions", cls=RestCommand)
@click.argument("words", nargs=-1, type=WORDS, metavar="[SET]")
@click.option("--for", "who", metavar="WHO", help="Those that fit somebody stand first.")
@json_option
@pass_state
def questions_command(state: State, words: tuple[str, ...], who: str | None, as_json: bool) -> None:
    """List the question sets for interviews, or show one: questions pi.

    Your own stand as TOML files in the folder “questions” beside your config.toml; one of the same name takes the place
    of a shipped one. “netcrm interview prepare WHO” puts the questions on the sheet.
    """
    from netcrm.cli.interview_sheet_lines import print_set, set_object

    with state.open() as crm:
        if words:
            chosen = crm.questions.get(" ".join(words))
            if as_json:
                print_json(set_object(chosen))
            else:
                print_set(chosen)
            return
        found = crm.questions.for_contact(asking.person(crm, who)) if who else crm.questions.all()
    for problem in found.problems:
        talk(problem)
    if as_json:
        print_json_list(set_object(one) for one in found.sets)
    else:
        rows = [(one.name, one.title, "yours" if one.is_own else "", one.summary) for one in found.sets]
        table(rows, indent="", wrap=True)
