"""`undo` and `redo`, as typed."""

from __future__ import annotations

import re

from netcrm.services.crm import Crm
from netcrm.services.values import Origin
from tests.cli.conftest import CommandLine


def test_undo_walks_back_and_redo_forward(netcrm: CommandLine, ana: int) -> None:
    states = [netcrm("search", "--json").out]
    while netcrm("undo", "--list", "--json").json and (found := _undo(netcrm)):
        states.append(found)
    assert netcrm("search", "--json").json == []
    for expected in reversed(states[:-1]):
        netcrm("redo")
        assert netcrm("search", "--json").out == expected
    netcrm("redo", code=3)


def _undo(netcrm: CommandLine) -> str:
    """Undo once and return what is there then, or nothing where there is nothing more to undo."""
    if all(act["undone"] or act["kind"] != "act" for act in netcrm("undo", "--list", "--json").json):
        netcrm("undo", code=3)
        return ""
    netcrm("undo")
    return netcrm("search", "--json").out


def test_undo_of_nothing_is_not_found(netcrm: CommandLine) -> None:
    netcrm("undo", code=3)
    netcrm("redo", code=3)


def test_the_list_names_acts_by_the_numbers_that_undo_takes(netcrm: CommandLine, ana: int) -> None:
    netcrm("add", "Bo Chen")
    netcrm("edit", "ana", "--tier", "A")
    act = next(each for each in netcrm("undo", "--list", "--json").json if "Bo Chen" in each["label"])
    assert act.keys() >= {"change_set", "label", "origin", "made_at", "kind", "undone", "changes"}
    assert re.search(rf"^ +{act['change_set']} .*add Bo Chen", netcrm("undo", "--list").out, re.MULTILINE)
    netcrm("undo", str(act["change_set"]))
    assert [row["name"] for row in netcrm("search", "--json").json] == ["Ana Lima, MD"]
    assert netcrm("show", "ana", "--json").json["tier"] == "A"


def test_an_older_act_that_a_later_one_built_on_is_refused(netcrm: CommandLine, ana: int) -> None:
    added = next(each for each in netcrm("undo", "--list", "--json").json if each["label"].startswith("add"))
    assert netcrm("undo", str(added["change_set"]), code=5).err.startswith("netcrm: ")


def test_an_act_of_the_screens_is_taken_back_only_on_the_users_word(netcrm: CommandLine, ana: int) -> None:
    with Crm.open(netcrm.store, origin=Origin.SCREENS) as crm:
        crm.contacts.star([ana], True)
    answer = netcrm("undo", code=5)
    assert "star Ana Lima" in answer.err
    assert "--yes" in answer.err
    netcrm("undo", "--yes")
    assert netcrm("show", "ana", "--json").json["starred"] is False


def test_a_number_beyond_all_is_an_act_that_is_not_there(netcrm: CommandLine, ana: int) -> None:
    assert netcrm("undo", "9" * 23, code=3).err.startswith("netcrm: No act answers to")
    assert "not in the range" in netcrm("undo", "--list", "--limit", "9" * 23, code=2).err
