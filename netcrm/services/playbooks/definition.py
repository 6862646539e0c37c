"""The playbook of a run as it was when the run was started: kept with the run as TOML, read once."""

from __future__ import annotations

from functools import lru_cache

from netcrm.domain.playbooks.playbook import Playbook


@lru_cache(maxsize=64)
def kept_playbook(definition: str, name: str) -> Playbook | None:
    """Return a run's own playbook; None where another version wrote it in a way unknown to us."""
    from netcrm.formats.playbook_file import PlaybookProblem, read_playbook  # most days no playbook runs

    try:
        return read_playbook(definition, name, name)
    except PlaybookProblem:
        return None


def title_of(definition: str, name: str) -> str:
    """Return the title of a run's own playbook; its name where it cannot be read."""
    playbook = kept_playbook(definition, name)
    return playbook.title if playbook else name
