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

    def holidays(self) -> dict[str, dict[date, str]]:
        """Return the kept holidays by country or region."""
        found: dict[str, dict[date, str]] = {}
        for country, day, name in self._database.rows("SELECT country, day, name FROM holiday"):
            found.setdefault(country, {})[date.fromisoformat(day)] = name
        return found

    def holidays_stamp(self) -> str:
        """Return what tells whether the kept holidays are still the same."""
        row = self._database.row("SELECT count(*), min(day), max(day) FROM holiday")
        return " ".join(map(str, row or ()))

    def has_holidays(self, country: str, year: int) -> bool:
        """Whether the holidays of a country or region are kept for a year."""
        return bool(
            self._database.scalar(
                "SELECT 1 FROM holiday WHERE country = ? AND day >= ? LIMIT 1", (country, f"{year:04}-01-01")
            )
        )

    def keep_holidays(self, country: str, holidays: Iterable[tuple[date, str]]) -> None:
        """Replace the kept holidays of a country or region."""
        self._database.execute("DELETE FROM holiday WHERE country = ?", (country,))
        self._database.many(
            "INSERT INTO holiday (country, day, name) VALUES (?, ?, ?)",
            [(country, day.isoformat(), name) for day, name in holidays],
        )
