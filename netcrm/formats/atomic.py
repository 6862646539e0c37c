"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from netcrm.errors import StoreProblem

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})


def write_atomically(target: Path, chunks: Iterable[bytes]) -> int:
    """Write `chunks` to `target` and return the number of bytes.

    They go to a temporary file beside the target, which takes its place when all has reached the disk: whoever looks
    sees the old file or the new one. A new file is its user's alone (0600), an old one keeps its mode, and a symbolic
    link stays one. Whatever interrupts the writing leaves nothing behind.

    Raises:
        StoreProblem: the disk is full, the folder is missing or read-only, or `target` is a folder or a device.
    """
    try:
        return _write(Path(os.path.realpath(target)), chunks)
    except OSError as error:
        raise StoreProblem(_sentence(target, error)) from error


def _write(target: Path, chunks: Iterable[bytes]) -> int:
    mode = None
    if target.exists():
        if not target.is_file():
            kind = "a folder" if target.is_dir() else "no ordinary file"
            raise StoreProblem(f"{target} is {kind}; name a file to write to.")
        mode = target.stat().st_mode & 0o777
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".netcrm-", suffix=".part")
    temporary = Path(name)
    size = 0
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for chunk in chunks:
                size += stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return size


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets folders be synced.

    The file stands in its place by now: a folder that cannot be synced is no failure.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sentence(target: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"{target} could not be written: the disk is full. Free some space, or name a file on another disk."
    if error.errno in _REFUSED:
        return f"{target} could not be written: its folder is read-only for you. Name a file in a folder of your own."
    if error.errno in _MISSING:
        return f"{target} could not be written: there is no folder {target.parent}. Make it, or name another file."
    return f"{target} could not be written: {error.strerror or error}. Name another file."
