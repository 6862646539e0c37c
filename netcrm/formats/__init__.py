"""File formats: one module or package each, all of one shape. A new format is a module and a line in `importers`."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from netcrm.errors import Unreadable

if TYPE_CHECKING:
    from netcrm.formats.importer import Importer

__all__ = ["SNIFF_LENGTH", "importer_for", "importers"]

SNIFF_LENGTH = 65_536
"""How many bytes of a file's beginning `importer_for` wants to see."""


def importers() -> tuple[Importer, ...]:
    """Return all importers, the likeliest first. Their modules are loaded here and not before."""
    from netcrm.formats.vcard.reader import VcardImporter

    return (VcardImporter(),)


def importer_for(name: str, head: bytes, *, explicit: str = "") -> Importer:
    """Return the importer for the file `name` that begins with `head`.

    A format named by the user in `explicit` rules; then what the bytes look like; then the ending of the name.

    Raises:
        Unreadable: the file is empty, of no known format, or `explicit` names no format.
    """
    known = importers()
    if explicit:
        for importer in known:
            if explicit.strip().casefold().lstrip(".") in (importer.name, importer.label.casefold()):
                return importer
        slugs = ", ".join(importer.name for importer in known)
        raise Unreadable(f"There is no format “{explicit}”; name one of these: {slugs}.")
    if not head:
        raise Unreadable(f"{name} is empty; export it again from where it came.")
    for importer in known:
        if importer.sniff(head):
            return importer
    suffix = PurePath(name).suffix.casefold()
    for importer in known:
        if suffix in importer.suffixes:
            return importer
    labels = " or ".join(importer.label for importer in known)
    raise Unreadable(f"{name} is not a file that netcrm can read; choose a {labels} file.")
