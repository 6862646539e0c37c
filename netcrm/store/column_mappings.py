"""What the columns of each layout of tables were said to mean: remembered for the next file of that layout."""

from __future__ import annotations

from datetime import date

from netcrm.domain.columns import ColumnMapping, mapping_from_json, mapping_json
from netcrm.store.database import Database


class ColumnMappingRepository:
    """Keeps column mappings. They are no part of the journal: an undone import does not make the mapping wrong."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, layout: str) -> ColumnMapping | None:
        """Return the mapping that a layout was last read by, or nothing."""
        found = self._database.scalar("SELECT columns FROM column_mapping WHERE layout = ?", (layout,))
        return mapping_from_json(found) if found is not None else None

    def keep(self, layout: str, mapping: ColumnMapping, on: date) -> None:
        """Remember what the columns of a layout mean."""
        self._database.execute(
            "INSERT INTO column_mapping (layout, columns, used_on) VALUES (?, ?, ?)"
            " ON CONFLICT (layout) DO UPDATE SET columns = excluded.columns, used_on = excluded.used_on",
            (layout, mapping_json(mapping), on.isoformat()),
        )
