"""Tables of people before they are read: what their columns are taken for."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.columns import ColumnMapping, TableView
from netcrm.services.imports.files import InputFile
from netcrm.services.imports.values import ImportOptions
from netcrm.services.session import Session


def table_view(session: Session, file: InputFile) -> TableView | None:
    """Return the columns of a table with what they are taken for; None where the file is no table."""
    from netcrm.formats.csv import reader

    if not isinstance(file.importer, reader.CsvImporter):
        return None
    with file.opened() as stream:
        return reader.table_view(stream, file.name, session.column_mappings.get)


def is_mapped_anew(file: InputFile, options: ImportOptions) -> bool:
    """Whether the user says what the columns of a file mean: rows that came in before may say something else now."""
    from netcrm.formats.csv.reader import CsvImporter

    return options.mapping is not None and isinstance(file.importer, CsvImporter)


def reads_all(file: InputFile, options: ImportOptions) -> bool:
    """Whether cards whose very bytes are held are read all the same: they may say something else, or are read whole."""
    return file.is_picked or is_mapped_anew(file, options)


def layouts(session: Session, inputs: Sequence[InputFile]) -> tuple[str, ...]:
    """Return the layouts of the tables among some files."""
    views = (table_view(session, file) for file in inputs)
    return tuple(view.layout for view in views if view is not None)


def read_map(text: str, view: TableView) -> ColumnMapping:
    """Return the mapping that `Full name=name,Mail=email` says of a table's columns.

    Raises:
        UsageProblem: it names no column, or no field.
    """
    from netcrm.formats.csv import mapping

    return mapping.read_map(text, view.titles)


def example(view: TableView, mapping: ColumnMapping) -> str:
    """Return what the first row of a table would be under a mapping, on one line; or why it would be nobody."""
    import csv
    import io

    from netcrm.domain.draft import Problem
    from netcrm.formats.csv.layouts import Layout
    from netcrm.formats.csv.reader import CsvImporter

    if not view.samples:
        return "The table has no rows."
    text = io.StringIO()
    csv.writer(text).writerows([view.titles, view.samples[0]])
    importer = CsvImporter(Layout.OTHER, mapping=mapping)
    outcome = next(iter(importer.read(io.BytesIO(text.getvalue().encode()), view.file)), None)
    if outcome is None or isinstance(outcome, Problem):
        return outcome.why if outcome else "The table has no rows."
    details = outcome.details
    job = details.primary_position
    work = " at ".join(filter(None, (job.title, job.organisation))) if job else ""
    ways = [way.value for ways in (details.emails, details.phones, details.links) for way in ways]
    words = (details.name.display, work, *ways, " ".join(f"#{tag}" for tag in details.tags), details.note)
    return " · ".join(" ".join(word.split()) for word in words if word)
