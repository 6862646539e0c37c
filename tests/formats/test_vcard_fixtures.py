"""Every sample against the golden file beside it.

`NETCRM_REWRITE_GOLDEN=1 pytest tests/formats/test_vcard_fixtures.py` writes the golden files anew; read the diff.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from netcrm.domain.draft import Draft, Problem
from netcrm.formats.vcard.reader import VcardImporter, digest_of
from tests.formats.vcard_samples import COUNTS, FOLDER


def rendered(value: Any) -> Any:
    """Return a value as JSON has it, without what is empty, and with photos by their digest."""
    if is_dataclass(value):
        pairs = ((field.name, rendered(getattr(value, field.name))) for field in fields(value))
        return {name: part for name, part in pairs if part not in (None, "", [], {}, False)}
    if isinstance(value, tuple):
        return [rendered(part) for part in value]
    return f"{len(value)} bytes, {digest_of(value)}" if isinstance(value, bytes) else value


def outcome_as_json(outcome: Draft | Problem) -> dict[str, Any]:
    shown: dict[str, Any] = rendered(outcome)
    shown["place"] = f"card {outcome.place.number}, line {outcome.place.line}"
    shown.pop("raw", None)
    shown.pop("digest", None)
    return shown


@pytest.mark.parametrize("name", COUNTS)
def test_a_sample_is_read_as_its_golden_file_says(name: str) -> None:
    data = (FOLDER / f"{name}.vcf").read_bytes()
    outcomes = [outcome_as_json(outcome) for outcome in VcardImporter().read(io.BytesIO(data), f"{name}.vcf")]
    golden = FOLDER / f"{name}.json"
    if os.environ.get("NETCRM_REWRITE_GOLDEN"):
        golden.write_text(json.dumps(outcomes, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert outcomes == json.loads(golden.read_text(encoding="utf-8"))


def test_every_file_in_the_folder_is_a_sample() -> None:
    assert {path.stem for path in FOLDER.glob("*.vcf")} == {*COUNTS, "no-card"}
    assert {path.stem for path in FOLDER.glob("*.json")} == set(COUNTS)


def test_a_file_without_a_card_yields_nothing_and_is_not_claimed() -> None:
    data = (FOLDER / "no-card.vcf").read_bytes()
    assert list(VcardImporter().read(io.BytesIO(data), "no-card.vcf")) == []
    assert not VcardImporter().sniff(data)
