"""What we bring into a folder of tasks, in todoman: it lists them, and what it ticks off comes back as a touch."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.interop.folders import Todoman
from tests.interop.networks import ANA, PROMISE, is_check_in, small_network
from tests.interop.programs import Netcrm, needs

pytestmark = needs("todo")

TODAY = datetime.now(UTC).date()
"""todoman writes the day of its clock into what it completes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "calendars" / "netcrm"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def netcrm(tmp_path: Path) -> Netcrm:
    return small_network(tmp_path / "store", TODAY)


def touches(netcrm: Netcrm, who: str) -> list[tuple[str, str]]:
    """Return the days and titles of what was logged with somebody, the newest first."""
    timeline = netcrm.json("show", who)["timeline"]
    return [(line["on"], line["title"]) for line in timeline if line["kind"] == "interaction" and line["counts"]]


def test_todoman_lists_every_task_of_the_folder_with_its_day(netcrm: Netcrm, folder: Path, tmp_path: Path) -> None:
    said = netcrm.json("sync", str(folder), "--todo")
    assert said["problems"] == []
    tasks = Todoman(tmp_path / "todoman", folder).tasks()
    assert len(tasks) == said["written"] == len(list(folder.glob("*.ics"))) == 2
    (check_in,) = (task for summary, task in tasks.items() if is_check_in(summary))
    assert check_in.categories == ("Principal investigator", "area/oncology")
    items = {item["title"]: item["due"] for item in netcrm.json("due", "--until", "2w")}
    promise = tasks[PROMISE]
    assert promise.due is not None
    assert datetime.fromtimestamp(promise.due, UTC).date() == date.fromisoformat(items["Send the synopsis"])


def test_what_todoman_completes_is_proposed_as_a_touch_and_logged_when_you_say_yes(
    netcrm: Netcrm, folder: Path, tmp_path: Path
) -> None:
    netcrm("sync", str(folder), "--todo")
    todoman = Todoman(tmp_path / "todoman", folder)
    (check_in,) = (task for summary, task in todoman.tasks().items() if is_check_in(summary))
    todoman.run("done", str(check_in.id))

    before = touches(netcrm, "ana")
    proposed = netcrm.json("sync", str(folder), "--todo")
    (proposal,) = proposed["proposals"]
    assert (proposal["kind"], proposal["contact"]["name"], proposed["change_set"]) == ("touch", ANA, None)
    assert (folder / proposal["file"]).is_file()
    assert touches(netcrm, "ana") == before

    done = netcrm.json("sync", str(folder), "--todo", "--yes")
    assert done["change_set"] is not None
    after = touches(netcrm, "ana")
    assert len(after) == len(before) + 1
    assert after[0][0] == TODAY.isoformat()
    assert netcrm.json("sync", str(folder), "--todo")["proposals"] == []
    (next_one,) = (task for summary, task in todoman.tasks().items() if is_check_in(summary))
    assert check_in.due is not None
    assert next_one.due is not None
    assert next_one.due > check_in.due

    netcrm("undo")
    assert touches(netcrm, "ana") == before


def test_a_promise_that_todoman_completes_is_kept(netcrm: Netcrm, folder: Path, tmp_path: Path) -> None:
    netcrm("sync", str(folder), "--todo")
    todoman = Todoman(tmp_path / "todoman", folder)
    todoman.run("done", str(todoman.tasks()[PROMISE].id))
    assert [one["kind"] for one in netcrm.json("sync", str(folder), "--todo", "--yes")["proposals"]] == ["touch"]
    assert [promise["state"] for promise in netcrm.json("show", "bolaji")["follow_ups"]] == ["done"]
    assert PROMISE not in todoman.tasks()
