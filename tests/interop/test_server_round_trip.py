"""Our folders on a CalDAV and CardDAV server: vdirsyncer brings them there, another client changes them, and back.

The server is Radicale, the other client the caldav package: nothing in between is ours.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.interop.folders import Vdirsyncer
from tests.interop.networks import ANA, BOLAJI, PROMISE, is_check_in, small_network
from tests.interop.programs import Netcrm, needs
from tests.interop.radicale_server import Server, running

pytestmark = [
    *needs("radicale", "vdirsyncer"),
    pytest.mark.skipif(
        importlib.util.find_spec("caldav") is None, reason="caldav is not installed; the `interop` extra has it"
    ),
]

TODAY = date(2026, 11, 23)
"""A Monday."""


@dataclass(frozen=True)
class Route:
    """A store, its folders, and the way to the server."""

    netcrm: Netcrm
    events: Path
    tasks: Path
    people: Path
    vdirsyncer: Vdirsyncer
    server: Server

    def sync(self, *, is_yes: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
        """Bring netcrm and its two calendars up to date; return what was said of the events and of the tasks."""
        yes = ["--yes"] if is_yes else []
        return (
            self.netcrm.json("sync", str(self.events), *yes),
            self.netcrm.json("sync", str(self.tasks), "--todo", *yes),
        )


@pytest.fixture
def route(tmp_path: Path) -> Iterator[Route]:
    folders = {name: tmp_path / "folders" / name for name in ("netcrm-events", "netcrm-tasks", "netcrm-people")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    events, tasks, people = folders.values()
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as server:
        vdirsyncer = Vdirsyncer(tmp_path / "vdirsyncer", server.url, calendars=(events, tasks), cards=(people,))
        yield Route(small_network(tmp_path / "store", TODAY), events, tasks, people, vdirsyncer, server)


@contextmanager
def calendar(server: Server, name: str) -> Iterator[Any]:
    """Open a calendar of the server in the other client."""
    with import_module("caldav").DAVClient(url=server.url, username="a", password="a") as client:
        (found,) = (one for one in client.principal().calendars() if str(one.url).rstrip("/").endswith(name))
        yield found


def summaries(items: list[Any]) -> dict[str, Any]:
    """Return items of the other client by what they are called."""
    return {str(item.icalendar_component["SUMMARY"]): item for item in items}


def move(item: Any, days: int) -> date:
    """Move an item that takes whole days, as a person does in a calendar, and return its new day."""
    with item.edit_icalendar_component() as component:
        for name in {"DTSTART", "DTEND", "DUE"} & set(component):
            component[name].dt += timedelta(days=days)
        moved: date = component["DTSTART" if "DTSTART" in component else "DUE"].dt
    item.save()
    return moved


def kinds(said: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what is proposed, and about whom."""
    assert said["problems"] == []
    return [(one["kind"], one["contact"]["name"]) for one in said["proposals"]]


def test_what_another_client_moves_and_completes_on_the_server_is_proposed(route: Route) -> None:
    route.sync()
    route.vdirsyncer.discover()
    route.vdirsyncer.sync()
    with calendar(route.server, "netcrm-events") as events:
        on_server = summaries(events.get_events())
        assert len(on_server) == len(list(route.events.glob("*.ics"))) == 2
        (check_in,) = (event for summary, event in on_server.items() if is_check_in(summary))
        moved_to = move(check_in, days=5)
    with calendar(route.server, "netcrm-tasks") as tasks:
        todo = summaries(tasks.get_todos())[PROMISE]
        todo.complete(datetime(2026, 11, 23, 10, tzinfo=UTC))
    route.vdirsyncer.sync()

    of_events, of_tasks = route.sync()
    assert (kinds(of_events), kinds(of_tasks)) == ([("snooze", ANA)], [("touch", BOLAJI)])
    assert of_events["change_set"] is of_tasks["change_set"] is None

    of_events, of_tasks = route.sync(is_yes=True)
    assert of_events["change_set"] != of_tasks["change_set"]
    (check_in_item,) = (item for item in route.netcrm.json("due", "--until", "3w") if item["kind"] == "check-in")
    assert check_in_item["due"] == moved_to.isoformat()
    assert route.netcrm.json("show", "bolaji")["last_touch"] == TODAY.isoformat()


def test_what_another_client_deletes_and_puts_off_on_the_server_is_proposed(route: Route) -> None:
    route.sync()
    route.vdirsyncer.discover()
    route.vdirsyncer.sync()
    with calendar(route.server, "netcrm-events") as events:
        summaries(events.get_events())[PROMISE].delete()
    with calendar(route.server, "netcrm-tasks") as tasks:
        (check_in,) = (task for summary, task in summaries(tasks.get_todos()).items() if is_check_in(summary))
        moved_to = move(check_in, days=6)
    route.vdirsyncer.sync()

    of_events, of_tasks = route.sync()
    assert (kinds(of_events), kinds(of_tasks)) == ([("drop", BOLAJI)], [("snooze", ANA)])
    route.sync(is_yes=True)
    assert [promise["state"] for promise in route.netcrm.json("show", "bolaji")["follow_ups"]] == ["dropped"]
    assert route.netcrm.json("show", "ana")["next_check_in"] == moved_to.isoformat()


def test_what_netcrm_answers_reaches_the_server_and_nothing_is_asked_twice(route: Route) -> None:
    route.sync()
    route.vdirsyncer.discover()
    route.vdirsyncer.sync()
    with calendar(route.server, "netcrm-tasks") as tasks:
        for todo in tasks.get_todos():
            todo.complete(datetime(2026, 11, 23, 10, tzinfo=UTC))
    route.vdirsyncer.sync()
    route.sync(is_yes=True)
    route.vdirsyncer.sync()
    of_events, of_tasks = route.sync()
    assert (kinds(of_events), kinds(of_tasks)) == ([], [])
    route.vdirsyncer.sync()
    with calendar(route.server, "netcrm-tasks") as tasks:
        # The occurrence that was done is over; the next check-in with Ana is a new task.
        (summary,) = summaries(tasks.get_todos())
        assert is_check_in(summary)
        assert [str(todo.icalendar_component["STATUS"]) for todo in tasks.get_todos(include_completed=True)].count(
            "COMPLETED"
        ) == 2
    with calendar(route.server, "netcrm-events") as events:
        states = [str(event.icalendar_component["STATUS"]) for event in events.get_events()]
        assert sorted(states) == ["CANCELLED", "CANCELLED", "CONFIRMED"]


def test_cards_reach_the_server_and_one_that_was_changed_there_is_proposed(route: Route) -> None:
    route.netcrm("sync", "--contacts", str(route.people))
    route.vdirsyncer.discover()
    route.vdirsyncer.sync()
    cards = route.server.items("/a/netcrm-people/")
    assert len(cards) == 2
    ((path, card),) = ((path, card) for path, card in cards.items() if b"bolaji@site12.example" in card)
    changed = card.replace(b"bolaji@site12.example", b"bolaji@sponsor.example")
    assert route.server.ask("PUT", path, changed)[0] in (201, 204)
    route.vdirsyncer.sync()
    said = route.netcrm.json("sync", "--contacts", str(route.people))
    assert kinds(said) == [("update", BOLAJI)]
    route.netcrm("sync", "--contacts", str(route.people), "--yes")
    mails = [mail["value"] for mail in route.netcrm.json("show", "bolaji")["emails"]]
    assert mails == ["bolaji@sponsor.example"]
