"""The tables of our own making, one for each layout and kind of trouble, and how many outcomes each has."""

from __future__ import annotations

from pathlib import Path

from netcrm.formats.csv.layouts import Layout
from tests.formats.importer_contract import Sample

FOLDER = Path(__file__).parent / "fixtures" / "csv"

COUNTS = {
    "linkedin.csv": (Layout.LINKEDIN, 5, 4),
    "linkedin_2017.csv": (Layout.LINKEDIN, 3, 3),
    "google_old.csv": (Layout.GOOGLE, 2, 2),
    "google_new.csv": (Layout.GOOGLE, 2, 2),
    "outlook.csv": (Layout.OUTLOOK, 2, 2),
    "outlook_french.csv": (Layout.OUTLOOK, 1, 1),
    "outlook_german.csv": (Layout.OUTLOOK, 1, 1),
    "thunderbird.csv": (Layout.THUNDERBIRD, 2, 2),
    "thunderbird_german.csv": (Layout.THUNDERBIRD, 1, 1),
    "other.csv": (Layout.OTHER, 4, 4),
    "no_header.tsv": (Layout.OTHER, 3, 3),
    "shift_jis.csv": (Layout.OTHER, 2, 2),
    "names.txt": (Layout.OTHER, 2, 2),
}
"""Each file: whose layout it is in, how many rows it has, and how many of them can be read."""


def samples_of(layout: Layout) -> dict[str, Sample]:
    """Return the samples of one layout that are known by their content, by name."""
    return {
        name: Sample((FOLDER / name).read_bytes(), rows, drafts)
        for name, (found, rows, drafts) in COUNTS.items()
        if found is layout and name != "names.txt"
    }
