"""Folders of TOML files: those that come with netcrm, and the user's own in the config folder.

One of the user's stands in the place of the shipped one of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from netcrm.errors import Unreadable

_LARGEST = 100_000
"""Bytes: more than any of them has; what is larger is another file."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file; nothing of it is read yet."""

    name: str
    """Without its ending."""
    path: Path
    is_own: bool

    @property
    def shown(self) -> str:
        """The file as errors name it."""
        return str(self.path) if self.is_own else self.path.name


def toml_files(shipped: Path, own: Path) -> dict[str, TomlFile]:
    """Return all files of two folders by name, sorted."""
    found = {path.stem: TomlFile(path.stem, path, is_own=False) for path in shipped.glob("*.toml")}
    found |= {path.stem: TomlFile(path.stem, path, is_own=True) for path in own.glob("*.toml")}
    return dict(sorted(found.items()))


def read_text(file: TomlFile, what: str, problem: type[Unreadable]) -> str:
    """Return what stands in a file.

    Args:
        file: Which.
        what: What it should be, as a refusal names it: `playbook`.
        problem: What is raised where it cannot be read.
    """
    try:
        if file.path.stat().st_size > _LARGEST:
            raise problem(f"{file.shown} is too large for a {what}: over {_LARGEST // 1000} kB.")
        return file.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise problem(f"{file.shown}, line {line}: this is no UTF-8 text. Save the file as UTF-8.") from None
    except OSError as error:
        raise problem(f"{file.shown} cannot be read: {error.strerror or error}.") from None
