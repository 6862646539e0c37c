"""The playbooks that there are: those shipped with the program, and the user's own in the config folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from netcrm.domain.playbooks.playbook import Playbook
from netcrm.errors import NotFound
from netcrm.formats.playbook_file import PlaybookProblem, problem_at, read_playbook
from netcrm.services.toml_files import TomlFile, read_text, toml_files

_SHIPPED = Path(__file__).parents[2] / "playbooks"


@dataclass(frozen=True, slots=True)
class PlaybookFile(TomlFile):
    """A playbook's file; nothing of it is read yet."""

    def text(self) -> str:
        """Return what stands in the file.

        Raises:
            PlaybookProblem: It cannot be read.
        """
        return read_text(self, "playbook", PlaybookProblem)

    def read(self) -> Playbook:
        """Return the playbook.

        Raises:
            PlaybookProblem: It cannot be read, or is no playbook.
        """
        return read_playbook(self.text(), self.name, self.shown)


def playbook_files() -> dict[str, PlaybookFile]:
    """Return all playbooks by name, sorted; one of the user's stands for the shipped one of the same name."""
    from netcrm.paths import playbook_folder

    files = toml_files(_SHIPPED, playbook_folder())
    return {name: PlaybookFile(it.name, it.path, it.is_own) for name, it in files.items()}


def known_name(name: str) -> str | None:
    """Return the playbook that somebody means by its name or its title, whatever the case; nothing where none."""
    wanted = " ".join(name.casefold().split())
    files = playbook_files()
    for known in files:
        if known.casefold() == wanted:
            return known
    for known, file in files.items():
        try:
            if file.read().title.casefold() == wanted:
                return known
        except PlaybookProblem:
            continue
    return None


def find_playbook(name: str) -> Playbook:
    """Return a playbook by its name or its title.

    Raises:
        NotFound: There is none; the near ones are listed.
        PlaybookProblem: Its file cannot be used.
    """
    files = playbook_files()
    known = known_name(name)
    if known is None:
        from difflib import get_close_matches

        near = get_close_matches(name.casefold(), files, n=3, cutoff=0.5)
        raise NotFound("playbook", name, near, advice=f"Known: {', '.join(files)}.")
    return files[known].read()


def refuse_unknown_names(file: PlaybookFile, playbook: Playbook, templates: Collection[str]) -> None:
    """Raise `PlaybookProblem` where a playbook names another one, or a message template, that there is not."""
    files: Mapping[str, PlaybookFile] = playbook_files()
    if playbook.inside and playbook.inside not in files:
        what = f"there is no playbook “{playbook.inside}”. Known: {', '.join(files)}."
        raise problem_at(file.text(), file.shown, ("inside",), what)
    for number, step in enumerate(playbook.steps):
        if step.message and step.message not in templates:
            what = f"there is no message template “{step.message}”. Known: {', '.join(sorted(templates))}."
            raise problem_at(file.text(), file.shown, ("step", number, "message"), what)
