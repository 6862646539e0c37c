"""ZIP archives, opened with care: bounded in what they may unfold to, read as streams, never unpacked to disk."""

from __future__ import annotations

import errno
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from netcrm.errors import Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

UNFOLDED_LIMIT = 512 * 1024 * 1024
"""Bytes that one file of an archive may unfold to."""
_RATIO_LIMIT = 200
"""How many times its packed size a big file may unfold to: messages and names unfold to about ten times theirs."""
_SMALL = 16 * 1024 * 1024
"""Bytes up to which no ratio is looked at."""
_DIRECTORY_LIMIT = 16 * 1024 * 1024
"""Bytes of the list of files in an archive, some 100,000 files: it is held in memory."""
_HELD_LIMIT = 512 * 1024 * 1024
"""Bytes of an archive that comes through a pipe."""
_END = struct.Struct("<4s4H2LH")
"""The end of central directory record (APPNOTE.TXT 4.3.16)."""
_END_64_LOCATOR = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT = 65_535

_PIECE = 65_536
"""Bytes that are unfolded at once."""
_CANNOT_READ = (zipfile.BadZipFile, zlib.error, EOFError)
_CANNOT_OPEN = (*_CANNOT_READ, zipfile.LargeZipFile, NotImplementedError, struct.error, ValueError)
"""What zipfile raises for bad bytes; names that are no text and places before the beginning are a `ValueError`."""


@contextmanager
def opened_archive(stream: BinaryIO, file: str) -> Iterator[zipfile.ZipFile]:
    """Open the ZIP archive in `stream`, which reports call `file`.

    Raises:
        Unreadable: it is damaged, or holds too much.
    """
    if not stream.seekable():
        held = stream.read(_HELD_LIMIT + 1)
        if len(held) > _HELD_LIMIT:
            raise Unreadable(f"{file} is too large to be read from a pipe; save it as a file and import that.")
        stream = BytesIO(held)
    if _directory_size(stream) > _DIRECTORY_LIMIT:
        raise Unreadable(f"{file} holds more files than netcrm looks through; unpack it and import the file you need.")
    with _explained(file, _CANNOT_OPEN):
        archive = zipfile.ZipFile(stream)
    with archive:
        yield archive


@contextmanager
def opened_file(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: str) -> Iterator[BinaryIO]:
    """Open one file of the archive `file` as a stream.

    Raises:
        Unreadable: it is damaged, locked, packed in a way that is not known here, or would unfold without bounds.
    """
    name = plain_name(info)
    if info.flag_bits & 0x1:
        raise Unreadable(f"{name} in {file} is locked with a password; unpack the archive and import the file itself.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(
            f"{name} in {file} is packed in an unusual way; unpack the archive and import the file itself."
        )
    is_bomb = info.file_size > _SMALL and info.file_size > _RATIO_LIMIT * info.compress_size
    if info.file_size > UNFOLDED_LIMIT or is_bomb:
        raise Unreadable(
            f"{name} in {file} would unfold to {info.file_size // 1_000_000:,} MB, which no such file needs; fetch the"
            " archive again from where it came."
        )
    with _explained(file, _CANNOT_OPEN):
        member = archive.open(info)
    with _explained(file, _CANNOT_READ), member:
        yield BufferedReader(_Pieces(member), _PIECE)


class _Pieces(RawIOBase):
    """A file of an archive that is unfolded piece by piece, even where all of it is asked for at once.

    It never gives more than the size that the archive declares: zipfile stops there, and finds the checksum wrong.
    """

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        piece = self._member.read(min(len(view), _PIECE))
        view[: len(piece)] = piece
        return len(piece)


def find_file(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo | None:
    """Return the file of this name, in any folder and letter case; of several the one least deep."""
    wanted = name.casefold()
    found = [info for info in archive.infolist() if plain_name(info).casefold() == wanted and not info.is_dir()]
    return min(found, key=lambda info: info.filename.count("/"), default=None)


def plain_name(info: zipfile.ZipInfo) -> str:
    """Return a file's name without its folders."""
    return PurePosixPath(info.filename.replace("\\", "/")).name


@contextmanager
def _explained(file: str, failures: tuple[type[Exception], ...]) -> Iterator[None]:
    """Turn the failures of a damaged archive into one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise _damaged(file) from error  # a place before the beginning of the file
    except failures as error:
        raise _damaged(file) from error


def _damaged(file: str) -> Unreadable:
    return Unreadable(f"{file} is a damaged or unfinished ZIP archive; fetch it again from where it came.")


def _directory_size(stream: BinaryIO) -> int:
    """Return the size of an archive's list of files as it declares it, 0 where it declares none."""
    size = stream.seek(0, os.SEEK_END)
    tail_at = max(0, size - _LONGEST_COMMENT - _END.size - _END_64_LOCATOR.size)
    stream.seek(tail_at)
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return 0
    declared = int(_END.unpack_from(tail, at)[5])
    locator_at = at - _END_64_LOCATOR.size
    if locator_at < 0 or not tail.startswith(b"PK\x06\x07", locator_at):
        return declared
    stream.seek(min(size, _END_64_LOCATOR.unpack_from(tail, locator_at)[2]))
    record = stream.read(_END_64.size)
    stream.seek(0)
    if len(record) < _END_64.size:
        return declared
    return max(int(_END_64.unpack(record)[8]), 0 if declared == 0xFFFFFFFF else declared)
