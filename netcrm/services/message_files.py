"""Where message templates are found: those that come with netcrm, and the user's own in the config folder.

Both are files `<language>/<name>.txt`. The user's own stand in the place of shipped ones of the same language and name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from netcrm.domain.languages import ENGLISH, read_language
from netcrm.domain.text import clean_line
from netcrm.errors import Unreadable
from netcrm.formats.message_template import LONGEST, MessageTemplate, TemplateProblem, read_template
from netcrm.paths import message_folder

_ENDING = ".txt"
_MOST_BYTES = 4 * LONGEST + 3
"""Enough for the longest text in UTF-8 with its mark."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template's text in one language."""

    name: str
    language: str
    where: str
    """The file, for people."""
    is_own: bool
    source: Traversable

    def read(self) -> MessageTemplate:
        """Return the template.

        Raises:
            TemplateProblem: it cannot be read or used.
        """
        try:
            with self.source.open("rb") as opened:
                content = opened.read(_MOST_BYTES)
        except OSError as problem:
            reason = f"it cannot be read: {problem.strerror or 'the system refuses'}"
            raise TemplateProblem(self.where, None, reason) from None
        if len(content) == _MOST_BYTES:
            raise TemplateProblem(self.where, None, f"a template has at most {LONGEST:,} characters")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = content.count(b"\n", 0, problem.start) + 1
            raise TemplateProblem(self.where, line, "it is not in UTF-8; save it so") from None
        return read_template(text, self.where)


def template_files() -> dict[str, dict[str, TemplateFile]]:
    """Return the files by name and language, English first and the other languages in the order of their codes.

    Raises:
        Unreadable: the user's folder is there and cannot be looked into.
    """
    shipped = files("netcrm") / "messages"
    own = message_folder()
    found: dict[str, dict[str, TemplateFile]] = {}
    for file in _in(shipped, "netcrm/messages", is_own=False):
        found.setdefault(file.name, {})[file.language] = file
    try:
        if own.is_dir():
            for file in _in(own, str(own), is_own=True):
                found.setdefault(file.name, {})[file.language] = file
    except OSError as problem:
        raise Unreadable(f"The folder of your templates, {own}, cannot be read: {problem.strerror}.") from None
    return {name: dict(sorted(found[name].items(), key=_english_first)) for name in sorted(found)}


def _in(folder: Traversable | Path, where: str, *, is_own: bool) -> Iterator[TemplateFile]:
    for languages in sorted(folder.iterdir(), key=lambda each: each.name):
        code = read_language(languages.name)
        if not code or not languages.is_dir():
            continue
        for source in sorted(languages.iterdir(), key=lambda each: each.name):
            name = clean_line(source.name.removesuffix(_ENDING))
            if source.name.endswith(_ENDING) and name and not name.startswith("."):
                yield TemplateFile(name, code, clean_line(f"{where}/{languages.name}/{source.name}"), is_own, source)


def _english_first(item: tuple[str, TemplateFile]) -> tuple[bool, str]:
    return item[0] != ENGLISH, item[0]
