"""The user's own keys and theme, from `config.toml`.

    theme = "nord"

    [keys]
    log = "ctrl+l"

What the file says wrongly never keeps the screens from opening: it is told in a sentence, and the rest holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from netcrm.errors import StoreProblem
from netcrm.tui.actions import BY_ID

_THEME_LINE = re.compile(r"^theme\s*=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Config:
    """How the screens look and which keys they listen to."""

    path: Path | None = None
    """Where it is kept; None keeps nothing."""
    theme: str = ""
    """The name of a theme of Textual; empty for its default."""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The keys of actions, by their id, where they differ from the table's."""
    found_wrong: tuple[str, ...] = ()

    def problems(self, themes: Collection[str]) -> Iterator[str]:
        """Yield a sentence for each thing in the file that cannot be used."""
        yield from self.found_wrong
        if self.theme and self.theme not in themes:
            yield f"There is no theme “{self.theme}” ({self.path}). Choose one of: {', '.join(sorted(themes))}."

    def with_theme(self, name: str) -> Config:
        """Return this configuration with another theme."""
        return replace(self, theme=name)


def load_config(path: Path) -> Config:
    """Read the file, where there is one; what is wrong in it is kept as sentences."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config(path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        return Config(path, found_wrong=(f"{path} cannot be read ({problem}). Keys and theme are the usual ones.",))
    wrong = [f"{path} has a line “{name}” that means nothing here." for name in found if name not in ("theme", "keys")]
    theme = found.get("theme", "")
    if not isinstance(theme, str):
        wrong.append(f'The theme in {path} must be a name in quotes, such as theme = "nord".')
        theme = ""
    keys = found.get("keys", {})
    if not isinstance(keys, dict):
        wrong.append(f'“keys” in {path} must be a table: [keys], and below it lines such as log = "ctrl+l".')
        keys = {}
    good = {}
    for action_id, key in keys.items():
        if action_id not in BY_ID:
            wrong.append(f"{path} gives a key to “{action_id}”, which is no action. They are: {', '.join(BY_ID)}.")
        elif not isinstance(key, str) or not key.strip(" ,"):
            wrong.append(f'The key of “{action_id}” in {path} must be in quotes, such as {action_id} = "ctrl+l".')
        else:
            good[action_id] = key
    return Config(path, theme, MappingProxyType(good), tuple(wrong))


def save_theme(path: Path, name: str) -> None:
    """Write the theme into the file, leaving all else in it as it is.

    Raises:
        StoreProblem: The file cannot be written.
    """
    try:
        _write_theme(path, name)
    except OSError as problem:
        raise StoreProblem(
            f"The theme cannot be kept in {path} ({problem.strerror}). It holds until you leave."
        ) from None


def _write_theme(path: Path, name: str) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
        path.parent.mkdir(parents=True, exist_ok=True)
    line = f'theme = "{name}"'
    top, table, rest = text.partition("\n[") if not text.startswith("[") else ("", "", text)
    top = _THEME_LINE.sub(line, top, count=1) if _THEME_LINE.search(top) else f"{line}\n{top}"
    path.write_text(top + table + rest, encoding="utf-8")
