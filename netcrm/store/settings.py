"""Settings that change dates, and the holidays that belong to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from netcrm.store.database import Database


class SettingRepository:
    """Reads and writes settings as text, and keeps holidays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str]:
        """Return every setting that was set."""
        return dict(self._database.rows("SELECT key, value FROM setting"))

    def set(self, key: str, value: str | None) -> None:
        """Set a setting, or with `None` forget it."""
        if value is None:
            self._database.execute("DELETE FROM setting WHERE key = ?", (key,))
            return
        self._database.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            (key, value),
        )

    def holidays(self, country: str) -> dict[date, str]:
        """Return the kept holidays of a country or region."""
        return {
            date.fromisoformat(day): name
            for day, name in self._database.rows("SELECT day, name FROM holiday WHERE country = ?", (country,))
        }

    def keep_holidays(self, country: str, holidays: Iterable[tuple[date, str]]) -> None:
        """Replace the kept holidays of a country or region."""
        self._database.execute("DELETE FROM holiday WHERE country = ?", (country,))
        self._database.many(
            "INSERT INTO holiday (country, day, name) VALUES (?, ?, ?)",
            [(country, day.isoformat(), name) for day, name in holidays],
        )
