"""A folder of one item a file, as vdirsyncer, khal, todoman and khard share it; it knows neither calendars nor cards.

Whatever lies in the folder was put there by others: only ordinary files of its own level are opened, no link of a file
is followed, and what is written goes to a plain name in the folder or nowhere. The folder itself may be a link.

Each file reaches the disk before it takes its name, so that a power cut leaves the old content or the new one and
never an empty file, which would read as somebody else's change. That is most of the time that writing takes (half a
millisecond a file where disks are fast), and syncing many at the end is no faster.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import NetcrmError, StoreProblem
from netcrm.formats.atomic import sync_folder

_SAFE_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,149}")
"""UIDs that are names of files everywhere."""
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows the dot."""
_LONGEST_NAME = 255
"""Octets."""
_PART = ".netcrm-part"
"""What the name of a file ends in while it is written; others pass over it, since it is hidden and of no suffix."""
_PART_LASTS = 3600
"""Seconds after which nobody can be writing it any longer."""
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_BLOCK = 1 << 20
_ROOM = 1 << 16
"""Octets that must be free before anything is done: more than some files take."""
_CHANGED = "it changed while it was read; it is looked at again next time"
_ANOTHER = "it was changed by another program meanwhile; it is looked at again next time"
_GONE = "it is gone"
_LINK = "it is a link, and links are not followed"
_NO_FILE = "it is no ordinary file"
_NO_NAME = "its name cannot be that of a file here"
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class VdirProblem(NetcrmError):
    """A file that cannot be used while the rest of the folder can; `why` is a clause, `name` fit to be shown."""

    def __init__(self, name: str, why: str) -> None:
        self.name = clean_line(name)
        self.why = why
        super().__init__(why)


class Stamp(NamedTuple):
    """What tells one content of a file from another without reading it."""

    modified: int
    """Nanoseconds."""
    size: int
    """Octets."""
    inode: int


class VdirFile(NamedTuple):
    """An ordinary file of the folder, as it was seen."""

    name: str
    size: int
    """Octets."""
    stamp: Stamp


class Vdir:
    """A folder whose files end in `suffix`, a dot included; none larger than `largest` octets is read."""

    def __init__(self, folder: Path, suffix: str, *, largest: int) -> None:
        self.folder = folder
        self._suffix = suffix
        self._largest = largest

    def files(self) -> list[VdirFile | VdirProblem]:
        """Return the files by name, and problems for whatever is named like one and is none.

        Hidden files and those of other suffixes are passed over.

        Raises:
            StoreProblem: The folder is missing or cannot be read.
        """
        try:
            folder = self.folder.stat()
            names = sorted(path.name for path in self.folder.iterdir() if self._is_named_like_one(path.name))
            seen = [self._seen(name) for name in names]
            if None in seen and not os.path.samestat(folder, self.folder.stat()):
                # A disk that was taken away while it was listed: its files were not removed by anybody.
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        except OSError as error:
            raise self._trouble(error, "read") from error
        return [file for file in seen if file is not None]

    def read(self, file: VdirFile) -> bytes:
        """Return the content of a file that was listed.

        Raises:
            VdirProblem: It is empty, too large, gone, unreadable or no file, or it changed since it was listed.
            StoreProblem: The folder is gone.
        """
        if file.size == 0:
            raise VdirProblem(file.name, "it is empty")
        if file.size > self._largest:
            raise VdirProblem(
                file.name, f"it is too large ({_size(file.size)}; at most {_size(self._largest)} is read)"
            )
        try:
            descriptor = os.open(self._path(file.name), _READING)
            try:
                if _stamp(os.fstat(descriptor)) != file.stamp:
                    raise VdirProblem(file.name, _CHANGED)
                data = _content(descriptor, file.size)
                if len(data) != file.size or _stamp(os.fstat(descriptor)) != file.stamp:
                    raise VdirProblem(file.name, _CHANGED)
            finally:
                os.close(descriptor)
        except OSError as error:
            if error.errno in _MISSING and not self.folder.is_dir():
                raise self._trouble(error, "read") from error
            raise VdirProblem(file.name, _why_not_read(error)) from error
        return data

    def content(self, name: str) -> bytes | None:
        """Return what stands under a name now; nothing where no ordinary file that can be read does."""
        try:
            seen = self._seen(name)
            return self.read(seen) if isinstance(seen, VdirFile) else None
        except (OSError, VdirProblem):
            return None

    def has(self, name: str) -> bool:
        """Whether anything at all stands under a name, in a folder that is there."""
        return os.path.lexists(self.folder / name) or not self.folder.is_dir()

    def write(self, name: str, data: bytes, *, expected: Stamp | None) -> VdirFile:
        """Write a file whole or not at all, and return it as it then is. `settle` is due after the last one.

        A new file is its user's alone, an old one keeps its mode.

        Args:
            name: A plain name with the suffix.
            data: All of the file.
            expected: The file as it was last seen; None where none must be there.

        Raises:
            VdirProblem: Another program changed the file meanwhile, or the name is not plain.
            StoreProblem: The folder is missing or read-only, or the disk is full.
        """
        target = self._path(name)
        temporary = self.folder / f".{secrets.token_hex(8)}{_PART}"
        try:
            try:
                status = _written(temporary, data)
                old = self._unchanged(name, expected)
                if old is not None and stat.S_IMODE(old.st_mode) != stat.S_IMODE(status.st_mode):
                    temporary.chmod(stat.S_IMODE(old.st_mode) & 0o777)
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise self._trouble(error, "written to") from error
        return VdirFile(name, status.st_size, _stamp(status))

    def remove(self, name: str, *, expected: Stamp) -> None:
        """Remove a file; one that is gone already may be.

        Raises:
            VdirProblem: Another program changed the file meanwhile, or the name is not plain.
            StoreProblem: The folder is missing or read-only.
        """
        target = self._path(name)
        try:
            if os.path.lexists(target):
                self._unchanged(name, expected)
                target.unlink(missing_ok=True)
            elif not self.folder.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        except OSError as error:
            raise self._trouble(error, "written to") from error

    def check_writable(self) -> None:
        """Write and remove a hidden file, so that a folder that takes none is known before all else is done.

        Raises:
            StoreProblem: The folder is missing or read-only, or the disk is full.
        """
        temporary = self.folder / f".{secrets.token_hex(8)}{_PART}"
        try:
            try:
                _written(temporary, bytes(_ROOM))
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            raise self._trouble(error, "written to") from error

    def settle(self) -> None:
        """Make the names of the files that were written and removed last through a power cut.

        What others that were cut short left behind of a file goes too.
        """
        sync_folder(self.folder)
        with suppress(OSError):
            for path in self.folder.glob(f".*{_PART}"):
                if time.time() - path.lstat().st_mtime > _PART_LASTS:
                    path.unlink(missing_ok=True)

    def name_for(self, uid: str) -> str:
        """Return the name of a new file for a UID: the UID itself where it may be one, else a digest of it."""
        if _SAFE_UID.fullmatch(uid) and not _DEVICE.fullmatch(uid):
            return uid + self._suffix
        return blake2b(uid.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest() + self._suffix

    def _is_named_like_one(self, name: str) -> bool:
        return name.endswith(self._suffix) and not name.startswith(".")

    def _path(self, name: str) -> Path:
        """Return where a file stands: always in the folder itself."""
        is_plain = self._is_named_like_one(name) and Path(name).name == name and "\0" not in name
        if not is_plain or not _is_clean(name) or len(os.fsencode(name)) > _LONGEST_NAME:
            raise VdirProblem(name, _NO_NAME)
        return self.folder / name

    def _seen(self, name: str) -> VdirFile | VdirProblem | None:
        """Return what stands under a name that was listed; nothing where it went meanwhile."""
        if not _is_clean(name):
            return VdirProblem(name, "its name has characters that no name should have")
        try:
            status = os.lstat(self.folder / name)
        except FileNotFoundError:
            return None
        kind = _why_no_file(status)
        return VdirProblem(name, kind) if kind else VdirFile(name, status.st_size, _stamp(status))

    def _unchanged(self, name: str, expected: Stamp | None) -> os.stat_result | None:
        """Return the file of a name, which must be the expected one."""
        try:
            status = os.lstat(self.folder / name)
        except FileNotFoundError:
            if expected is None:
                return None
            raise VdirProblem(name, _ANOTHER) from None
        if _why_no_file(status) or _stamp(status) != expected:
            raise VdirProblem(name, _why_no_file(status) or _ANOTHER)
        return status

    def _trouble(self, error: OSError, what: str) -> StoreProblem:
        sentence = f"The folder {self.folder} could not be {what}"
        if error.errno == errno.ENOENT:
            return StoreProblem(f"{sentence}: it is not there. Make it, connect its disk, or name another one.")
        if error.errno == errno.ENOTDIR:
            return StoreProblem(f"{sentence}: it is no folder. Name another one.")
        if error.errno in _REFUSED:
            return StoreProblem(f"{sentence}: you have no right to. Change its permissions, or name another one.")
        if error.errno in _FULL:
            return StoreProblem(f"{sentence}: the disk is full. Free some space, and sync again.")
        return StoreProblem(f"{sentence}: {error.strerror or error}. Look at its disk, or name another one.")


def _written(path: Path, data: bytes) -> os.stat_result:
    """Write a new file to the disk, and return what it is then."""
    with os.fdopen(os.open(path, _WRITING, 0o600), "wb", buffering=0) as stream:
        rest = memoryview(data)
        while rest:
            rest = rest[stream.write(rest) :]
        os.fsync(stream.fileno())
        return os.fstat(stream.fileno())


def _content(descriptor: int, size: int) -> bytes:
    """Return what an open file holds, of one that grew meanwhile no more than a block too much."""
    parts = []
    while size >= 0 and (part := os.read(descriptor, min(size + 1, _BLOCK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)


def _is_clean(name: str) -> bool:
    """Whether a name is text that can be kept and shown; bytes that are no UTF-8 come as surrogates."""
    return clean_text(name) == name and "\n" not in name and "\t" not in name


def _why_no_file(status: os.stat_result) -> str:
    """Return why something is not an ordinary file, or nothing."""
    if stat.S_ISREG(status.st_mode):
        return ""
    return _LINK if stat.S_ISLNK(status.st_mode) else _NO_FILE


def _why_not_read(error: OSError) -> str:
    if error.errno in _MISSING:
        return _GONE
    if error.errno == errno.ELOOP:
        return _LINK
    if error.errno in _REFUSED:
        return "you have no right to read it"
    return f"it cannot be read: {error.strerror or error}"


def _size(octets: int) -> str:
    return f"{octets / 1_000_000:,.1f} MB"
