"""Where the pictures are taken: the sample network on a pinned day, in a home folder with some files to import."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from netcrm.clock import Clock
from netcrm.demo import build_demo
from netcrm.services.crm import Crm
from netcrm.services.values import Origin
from netcrm.tui.app import NetcrmApp
from netcrm.tui.config import Config
from tests.pictures.album import ADDRESS_BOOK, Hand, Picture, settled
from tests.pictures.drawing import cleaned

TODAY = date(2026, 11, 23)
"""A Monday."""

_MINUTE, _DAY = 60, 86_400
_FILES = (
    ("Downloads", "contacts.vcf", 3 * _MINUTE),
    ("Downloads", "site-staff.vcf", 2 * _DAY),
    ("Desktop", "guild-spring-meeting.vcf", 40 * _DAY),
)
"""Folder, name and age of the files that the list of the import dialog finds."""


@contextmanager
def home() -> Iterator[Path]:
    """Make a home folder of this process's own, with some address books in it, and a clock without summer time."""
    kept = {name: os.environ.get(name) for name in ("HOME", "USERPROFILE", "TZ")}
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for path, _ in _files(Path(folder)):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(ADDRESS_BOOK.read_bytes())
        os.environ.update(HOME=folder, USERPROFILE=folder, TZ="UTC")
        _read_time_zone()
        try:
            yield Path(folder)
        finally:
            for name, value in kept.items():
                os.environ.pop(name, None) if value is None else os.environ.update({name: value})
            _read_time_zone()


def _files(folder: Path) -> list[tuple[Path, int]]:
    return [(folder / place / name, age) for place, name, age in _FILES]


def _age_files() -> None:
    """Let the files be as old as they are said to be, and half a minute more: their ages are shown in whole minutes."""
    for path, age in _files(Path.home()):
        when = time.time() - age - _MINUTE / 2
        os.utime(path, (when, when))


def _read_time_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


async def drawn(picture: Picture, folder: Path) -> str:
    """Return a picture as SVG, inside of `home`; the store it is taken of is made in `folder`."""
    _age_files()
    with Crm.open(folder / f"{picture.name}.db", clock=Clock(TODAY), origin=Origin.SCREENS) as crm:
        build_demo(crm)
        app = NetcrmApp(crm, config=Config(theme=picture.theme))
        app.animation_level = "none"
        try:
            async with app.run_test(size=picture.size, notifications=True) as pilot:
                await settled(pilot)
                await picture.way(Hand(pilot, app))
                await _still_cursors(pilot)
                return cleaned(app.export_screenshot(title="netcrm"))
        finally:
            app.threads.close()


async def _still_cursors(pilot: Pilot[None]) -> None:
    """Stop the cursors of text fields where they can be seen."""
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    for area in pilot.app.screen.query(TextArea):
        area.cursor_blink = False
        area.notify_style_update()  # it keeps drawn lines, and would show again the one with the cursor hidden
        area.refresh()
    await settled(pilot)
