"""khard, the address book of the command line, over a folder of cards."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.interop.programs import run

_CONFIGURATION = """
[addressbooks]
[[netcrm]]
path = {folder}
[general]
editor = true
merge_editor = true
[contact table]
display = formatted_name
preferred_phone_number_type = pref,
preferred_email_address_type = pref,
[vcard]
skip_unparsable = no
"""


class KhardBook:
    """An address book of khard's."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home = home
        home.mkdir()
        (home / "khard.conf").write_text(_CONFIGURATION.format(folder=folder), encoding="utf-8")

    def lines(self, *words: str) -> list[list[str]]:
        """Return what a command prints, line by line, its columns apart."""
        return [line.split("\t") for line in self.run(*words).splitlines() if "\t" in line]

    def names(self) -> dict[str, str]:
        """Return everybody's name by uid."""
        return {uid: name for uid, name, _ in self.lines("list", "--parsable")}

    def contact(self, uid: str) -> dict[str, Any]:
        """Return somebody as khard shows them in its template."""
        found: dict[str, Any] = _yaml().load(self.run("show", "--format", "yaml", f"uid:{uid}"))
        return found

    def edit(self, uid: str, **fields: Any) -> None:
        """Change some fields of somebody: an underscore in a field's name is a space."""
        before = {field: value for field, value in self.contact(uid).items() if value is not None}
        template = self._home / "template.yaml"
        template.write_text(_text({**before, **_named(fields)}), encoding="utf-8")
        self.run("edit", "-i", str(template), f"uid:{uid}", stdin="yes\n")

    def add(self, **fields: Any) -> None:
        """Add somebody."""
        self.run("new", "-a", "netcrm", stdin=_text(_named(fields)))

    def run(self, *words: str, stdin: str = "") -> str:
        """Run khard and return what it prints."""
        return run(self._home, "khard", "-c", str(self._home / "khard.conf"), *words, stdin=stdin)


def _yaml() -> Any:
    return import_module("ruamel.yaml").YAML(typ="safe")  # khard brings it


def _named(fields: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("_", " "): value for name, value in fields.items()}


def _text(fields: dict[str, Any]) -> str:
    output = io.StringIO()
    _yaml().dump(fields, output)
    return output.getvalue()
