"""File formats: one module or package each, all of one shape. A new format is a module and a line in `importers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from netcrm.errors import Unreadable

if TYPE_CHECKING:
    from netcrm.domain.columns import ColumnMapping
    from netcrm.formats.importer import Importer

__all__ = ["SNIFF_LENGTH", "importer_for", "importers"]

SNIFF_LENGTH = 65_536
"""How many bytes of a file's beginning `importer_for` wants to see."""

_LIST_SUFFIXES = (".txt", ".tab")
"""Endings that a table may have, and much else as well."""


def _nothing_remembered(_layout: str) -> None:
    """Say that nobody said what the columns of a layout mean."""


def importers(
    *,
    mapping: ColumnMapping | None = None,
    remembered: Callable[[str], ColumnMapping | None] = _nothing_remembered,
) -> tuple[Importer, ...]:
    """Return all importers, the likeliest first. Their modules are loaded here and not before.

    `mapping` is what the columns of a table mean, where the user says so; `remembered` looks up what they said before
    of a layout (`TableView.layout`).
    """
    from netcrm.formats.csv.layouts import Layout
    from netcrm.formats.csv.reader import CsvImporter
    from netcrm.formats.ctgov.importer import CtgovImporter
    from netcrm.formats.pubmed.importer import PubmedImporter
    from netcrm.formats.vcard.reader import VcardImporter

    return (
        VcardImporter(),
        CtgovImporter(),
        PubmedImporter(),
        *(CsvImporter(layout, mapping=mapping, remembered=remembered) for layout in Layout),
    )


def importer_for(
    name: str,
    head: bytes,
    *,
    explicit: str = "",
    mapping: ColumnMapping | None = None,
    remembered: Callable[[str], ColumnMapping | None] = _nothing_remembered,
    messages: bool = True,
) -> Importer:
    """Return the importer for the file `name` that begins with `head`.

    A format named by the user in `explicit` rules; then what the bytes look like; then the ending of the name. A ZIP
    archive is taken for LinkedIn's, whose importer refuses all others; `messages` is whether its messages are wanted.

    Raises:
        Unreadable: the file is empty, of no known format, a table of something else, or `explicit` names no format.
    """
    from netcrm.formats.refusals import refusal

    known = importers(mapping=mapping, remembered=remembered)
    archive = _linkedin_archive(head, known, messages=messages)
    if archive and explicit.strip().casefold().lstrip(".") in ("", archive.name):
        return archive
    if explicit:
        named = explicit.strip().casefold().lstrip(".")
        for importer in known:
            if named in (importer.name, importer.label.casefold()) or f".{named}" in importer.suffixes:
                return importer
        slugs = ", ".join(importer.name for importer in known)
        raise Unreadable(f"There is no format “{explicit}”; name one of these: {slugs}.")
    if not head:
        raise Unreadable(f"{name} is empty; export it again from where it came.")
    _refuse_other_tables(name, head)
    for importer in known:
        if importer.sniff(head):
            return importer
    if said := refusal(head, name):
        raise Unreadable(said)
    suffix = PurePath(name).suffix.casefold()
    for importer in known:
        if suffix in importer.suffixes and (importer.name != "csv" or _is_text(head)):
            return importer
    if suffix in _LIST_SUFFIXES and _is_list_of_people(head):
        return next(importer for importer in known if importer.name == "csv")
    *labels, last = (importer.label for importer in known if importer.suffixes)
    raise Unreadable(f"{name} is not a file that netcrm can read; choose a {', '.join(labels)} or {last} file.")


def _linkedin_archive(head: bytes, known: Sequence[Importer], *, messages: bool) -> Importer | None:
    """Return the importer of a file that begins as an archive, which reads its table of people by one of `known`."""
    from netcrm.formats.linkedin.archive import LinkedInArchive

    archive = LinkedInArchive(next(i for i in known if i.name == LinkedInArchive.name), messages=messages)
    return archive if archive.sniff(head) else None


def _refuse_other_tables(name: str, head: bytes) -> None:
    """Raise where a table is one of those that lie beside the right one: messages, invitations, a calendar.

    Raises:
        Unreadable: it is.
    """
    from netcrm.formats.csv.layouts import wrong_kind
    from netcrm.formats.csv.reader import shape_in

    shape = shape_in(head)
    if shape is None:
        return
    found = wrong_kind(shape.titles if shape.has_header else next(iter(shape.rows), ()))
    if found:
        what, advice = found
        raise Unreadable(f"{name} holds {what}; {advice}.")


def _is_text(head: bytes) -> bool:
    from netcrm.formats.csv.lines import is_text

    return is_text(head)


def _is_list_of_people(head: bytes) -> bool:
    from netcrm.formats.csv.reader import is_list_of_people

    return is_list_of_people(head)
