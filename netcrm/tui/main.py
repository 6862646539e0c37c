"""The way into the screens: what the command line calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


def run_screens(path: Path, *, demo: bool = False) -> int:
    """Run the screens on a store, or on a sample network in a folder that goes away afterwards.

    Returns:
        The exit code.

    Raises:
        NetcrmError: The store cannot be used.
    """
    from netcrm.paths import config_file
    from netcrm.services.crm import Crm
    from netcrm.services.values import Origin
    from netcrm.tui.app import NetcrmApp
    from netcrm.tui.calendar_file import refresh_at_end
    from netcrm.tui.config import load_config

    with _store(path, demo=demo) as store, Crm.open(store, origin=Origin.SCREENS) as crm:
        if demo:
            from netcrm.demo import build_demo

            build_demo(crm)
        app = NetcrmApp(crm, config=load_config(config_file()))
        try:
            app.run()
        finally:
            app.threads.close()
            refresh_at_end(crm)
        return app.return_code or 0


@contextmanager
def _store(path: Path, *, demo: bool) -> Iterator[Path]:
    if not demo:
        yield path
        return
    with TemporaryDirectory(prefix="netcrm-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "demo.db"
