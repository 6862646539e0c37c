"""What the screens remember from one time to the next. It is no part of the network: undo leaves it alone."""

from __future__ import annotations

from netcrm.store.database import Database


class ViewState:
    """Keeps texts by their keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str:
        """Return what is kept, or an empty text."""
        return str(self._database.scalar("SELECT value FROM view_state WHERE key = ?", (key,)) or "")

    def keep(self, key: str, value: str) -> None:
        """Keep a text in place of the one before."""
        self._database.execute(
            "INSERT INTO view_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
