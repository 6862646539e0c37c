"""The files of an import: found in the usual folders, opened, and given to the importer that reads them."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from netcrm.domain.draft import Draft
from netcrm.errors import Unreadable
from netcrm.formats import SNIFF_LENGTH, importer_for, importers
from netcrm.formats.importer import Importer
from netcrm.paths import likely_import_folders
from netcrm.services.imports.values import FoundFile, ImportOptions
from netcrm.services.session import Session

PICKED_FORMATS = frozenset({"ctgov", "pubmed"})
"""Formats that name people whom nobody asked for: they come in where somebody picks them, and are read whole."""


_DOWNLOADS = (
    (re.compile(r"(?:NCT\d{8}|ctg-stud(?:y|ies)).*\.json", re.I), "ctgov"),
    (re.compile(r"(?:pubmed|medline)\b.*\.txt", re.I), "pubmed"),
)
"""How downloads are named whose ending many other files have: `NCT01234567.json`, `pubmed-asthma-set.txt`."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was looked at: its name as reports call it, and who reads it."""

    name: str
    importer: Importer
    path: Path | None
    held: BinaryIO | None = None
    """What came through standard input or another pipe, kept in a file of its own so that it can be read twice."""

    @property
    def is_picked(self) -> bool:
        """Whether its people come in only where they are picked."""
        return self.importer.name in PICKED_FORMATS

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the file at its beginning.

        Raises:
            Unreadable: it went away, or the disk failed meanwhile.
        """
        try:
            if self.held is not None:
                self.held.seek(0)
                yield self.held
            elif self.path is not None:
                with self.path.open("rb") as stream:
                    yield stream
        except OSError as error:
            raise Unreadable(f"{self.path or self.name} cannot be read: {error.strerror or error}.") from None


@contextmanager
def input_files(
    session: Session, paths: Sequence[Path], options: ImportOptions, stdin: BinaryIO | None
) -> Iterator[list[InputFile]]:
    """Look at the head of each file (`-` is `stdin`) and give who reads it, for as long as they are needed.

    Raises:
        Unreadable: a file is missing, a folder, empty, or of no known format.
    """
    with ExitStack() as held:
        yield [_input_file(session, path, options, stdin, held) for path in paths]


def _input_file(
    session: Session, path: Path, options: ImportOptions, stdin: BinaryIO | None, held: ExitStack
) -> InputFile:
    if str(path) == "-" and stdin is not None:
        copy = _copied(stdin, held)
        return InputFile("-", _importer(session, "standard input", copy.read(SNIFF_LENGTH), options), None, copy)
    if path.is_dir():
        raise Unreadable(f"{path} is a folder. Name the files in it.")
    try:
        with path.open("rb") as stream:
            if path.is_fifo():
                copy = _copied(stream, held)
                head = copy.read(SNIFF_LENGTH)
                return InputFile(path.name, _importer(session, str(path), head, options), path, copy)
            head = stream.read(SNIFF_LENGTH)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    return InputFile(path.name, _importer(session, str(path), head, options), path)


def _copied(stream: BinaryIO, held: ExitStack) -> BinaryIO:
    """Return what comes through a pipe as a file, at its beginning: it can be read once only."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - the stack closes it
    held.callback(copy.close)
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy


def _importer(session: Session, name: str, head: bytes, options: ImportOptions) -> Importer:
    return importer_for(
        name,
        head,
        explicit=options.format,
        mapping=options.mapping,
        remembered=session.column_mappings.get,
        messages=options.messages,
    )


def read_again(session: Session, format_name: str, raw: bytes) -> Draft | None:
    """Return what the kept bytes of a card or row say, by the importer of the format that they came in."""
    for importer in importers(remembered=session.column_mappings.get):
        if importer.name == format_name and importer.sniff(raw[:SNIFF_LENGTH]):
            outcome = next(iter(importer.read(io.BytesIO(raw), "")), None)
            return outcome if isinstance(outcome, Draft) else None
    return None


def found_files(folders: Sequence[Path] | None = None) -> list[FoundFile]:
    """Return the files in the usual folders that can be imported, newest first."""
    suffixes: dict[str, str] = {}
    for importer in importers():
        for suffix in importer.suffixes:
            suffixes.setdefault(suffix, importer.name)
    suffixes.setdefault(".ics", "ics")  # its past meetings
    found = []
    for folder in folders if folders is not None else likely_import_folders():
        for path in _files_in(folder):
            kind = suffixes.get(path.suffix.casefold()) or _archive_kind(path.name) or _download_kind(path.name)
            if kind and (stat := _stat_of(path)):
                found.append(FoundFile(path, kind, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC)))
    return sorted(found, key=lambda file: file.modified, reverse=True)


def _archive_kind(name: str) -> str:
    """Return the format of an archive that is named as LinkedIn names its own: `Basic_LinkedInDataExport_….zip`."""
    from netcrm.formats.linkedin.archive import LinkedInArchive

    plain = name.casefold()
    return LinkedInArchive.name if LinkedInArchive.name in plain and plain.endswith(LinkedInArchive.suffixes) else ""


def _download_kind(name: str) -> str:
    """Return the format of a file that is named as ClinicalTrials.gov and PubMed name their downloads."""
    return next((kind for pattern, kind in _DOWNLOADS if pattern.fullmatch(name)), "")


def _files_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []  # a folder that is not there or not ours to read has nothing to offer


def _stat_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None  # it went away meanwhile
