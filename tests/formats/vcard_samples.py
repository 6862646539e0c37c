"""The cards of our own making, one file for each kind of trouble, and how many outcomes each has."""

from __future__ import annotations

from pathlib import Path

from tests.formats.importer_contract import Sample

FOLDER = Path(__file__).parent / "fixtures" / "vcard"


COUNTS = {
    "addresses-4.0": (1, 1),
    "agent-inside": (3, 3),
    "apple-groups": (3, 3),
    "bare-parameters": (1, 1),
    "birthdays": (14, 14),
    "broken-lines": (1, 1),
    "categories": (1, 1),
    "control-characters": (1, 1),
    "escapes": (1, 1),
    "extra-components": (2, 2),
    "folded-inside-a-character": (1, 1),
    "glued": (4, 4),
    "half-a-character-at-the-end": (1, 1),
    "iso-2022-jp-declared": (1, 1),
    "jobs": (4, 4),
    "kinds": (5, 5),
    "line-ends-cr": (2, 2),
    "line-ends-cr-cr-lf": (2, 2),
    "links": (1, 1),
    "mac-roman-apple": (1, 1),
    "missing-end": (5, 5),
    "mixed-encodings": (1, 1),
    "nameless": (9, 7),
    "one-bad-among-three": (3, 2),
    "photos": (10, 10),
    "plain-2.1": (1, 1),
    "plain-3.0": (1, 1),
    "plain-4.0": (1, 1),
    "quoted-printable": (4, 4),
    "shift-jis-declared": (1, 1),
    "text-around": (3, 3),
    "unescaped-commas": (1, 1),
    "utf-16-be-without-bom": (2, 2),
    "utf-16-le-with-bom": (2, 2),
    "utf-16-le-without-bom": (2, 2),
    "utf-32-with-bom": (2, 2),
    "utf-8-with-bom": (2, 2),
    "windows-1252-undeclared": (1, 1),
}
"""Name of the file to its outermost cards and its readable ones."""


def vcard_samples() -> dict[str, Sample]:
    """Return the samples by name."""
    return {name: Sample((FOLDER / f"{name}.vcf").read_bytes(), *counts) for name, counts in COUNTS.items()}
