"""Every table against the golden file beside it.

`NETCRM_REWRITE_GOLDEN=1 pytest tests/formats/test_csv_fixtures.py` writes the golden files anew; read the diff.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from netcrm.domain.draft import Draft, Problem
from netcrm.formats import importer_for
from tests.formats.csv_samples import COUNTS, FOLDER


def rendered(value: Any) -> Any:
    """Return a value as JSON has it, without what is empty."""
    if is_dataclass(value):
        pairs = ((field.name, rendered(getattr(value, field.name))) for field in fields(value))
        return {name: part for name, part in pairs if part not in (None, "", [], {}, False)}
    if isinstance(value, tuple):
        return [rendered(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def outcome_as_json(outcome: Draft | Problem) -> dict[str, Any]:
    shown: dict[str, Any] = rendered(outcome)
    shown["place"] = f"row {outcome.place.number}, line {outcome.place.line}"
    shown.pop("raw", None)
    shown.pop("digest", None)
    return shown


@pytest.mark.parametrize("name", COUNTS)
def test_a_table_is_read_as_its_golden_file_says(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    importer = importer_for(name, data)
    assert importer.name == COUNTS[name][0].value
    outcomes = [outcome_as_json(outcome) for outcome in importer.read(io.BytesIO(data), name)]
    golden = (FOLDER / name).with_suffix(".json")
    if os.environ.get("NETCRM_REWRITE_GOLDEN"):
        golden.write_text(json.dumps(outcomes, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert outcomes == json.loads(golden.read_text(encoding="utf-8"))


def test_every_file_in_the_folder_is_a_sample() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.suffix != ".json"} == set(COUNTS)
    assert {path.stem for path in FOLDER.glob("*.json")} == {name.rpartition(".")[0] for name in COUNTS}
