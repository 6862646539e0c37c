"""The programs that share a folder of calendar items or cards with netcrm: todoman and vdirsyncer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tests.interop.programs import run

_TODOMAN = """
path = {folder!r}
date_format = "%Y-%m-%d"
time_format = "%H:%M"
"""
_PAIR = """
[pair {kind}]
a = "{kind}_here"
b = "{kind}_there"
collections = {names}

[storage {kind}_here]
type = "filesystem"
path = "{folder}"
fileext = "{suffix}"

[storage {kind}_there]
type = "{kind}"
url = "{url}"
username = "a"
password = "a"
"""


@dataclass(frozen=True)
class Task:
    """A task as todoman lists it."""

    id: int
    """What todoman's other commands know it by."""
    summary: str
    due: float | None
    """Seconds since 1970."""
    priority: int
    is_completed: bool
    categories: tuple[str, ...]


class Todoman:
    """todoman over a folder of tasks."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home = home
        home.mkdir()
        (home / "todoman.py").write_text(_TODOMAN.format(folder=str(folder)), encoding="utf-8")

    def tasks(self, *words: str) -> dict[str, Task]:
        """Return the tasks by their summaries: those not done, unless `words` say otherwise."""
        listed = json.loads(self.run("--porcelain", "list", *words))
        tasks = [
            Task(one["id"], one["summary"], one["due"], one["priority"], one["completed"], tuple(one["categories"]))
            for one in listed
        ]
        found = {task.summary: task for task in tasks}
        assert len(found) == len(tasks), listed
        return found

    def run(self, *words: str) -> str:
        """Run a command of its and return what it prints."""
        return run(self._home, "todo", "--config", str(self._home / "todoman.py"), *words)


class Vdirsyncer:
    """vdirsyncer between folders here and collections of the same names on a server.

    On a server a calendar and an address book are side by side, so that their names must differ.
    """

    def __init__(self, home: Path, url: str, *, calendars: tuple[Path, ...] = (), cards: tuple[Path, ...] = ()) -> None:
        self._home = home
        home.mkdir()
        text = f'[general]\nstatus_path = "{home / "status"}"\n'
        for kind, folders, suffix in (("caldav", calendars, ".ics"), ("carddav", cards, ".vcf")):
            if folders:
                names = json.dumps([folder.name for folder in folders])
                text += _PAIR.format(kind=kind, names=names, folder=folders[0].parent, suffix=suffix, url=url)
        (home / "config").write_text(text, encoding="utf-8")

    def discover(self) -> None:
        """Find what is on both sides, and make on the other what one side alone has."""
        self.run("discover", stdin="y\n" * 8)

    def sync(self) -> str:
        """Bring what changed to the other side, both ways."""
        return self.run("sync")

    def run(self, *words: str, stdin: str = "") -> str:
        """Run a command of its and return what it prints."""
        return run(self._home, "vdirsyncer", "--config", str(self._home / "config"), *words, stdin=stdin)
