"""Where the user's files live. Nothing is created here."""

from __future__ import annotations

import os
from pathlib import Path


def default_store() -> Path:
    """Return the store that is used without `--db`: `NETCRM_DB`, else the platform's data folder."""
    named = os.environ.get("NETCRM_DB")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("netcrm", appauthor=False) / "netcrm.db"


def config_file() -> Path:
    """Return the file of keys and theme: `NETCRM_CONFIG`, else `config.toml` in the platform's config folder."""
    named = os.environ.get("NETCRM_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("netcrm", appauthor=False) / "config.toml"


def backup_folder(store: Path) -> Path:
    """Return the folder that holds the backups of `store`, beside it."""
    return store.parent / "backups"


def likely_import_folders() -> tuple[Path, ...]:
    """Return the folders where exports from phones and mail programs usually land."""
    home = Path.home()
    return (home / "Downloads", home / "Desktop", home / "Documents", home)


def playbook_folder() -> Path:
    """Return the folder of the user's own playbooks, beside the file of keys and theme."""
    return config_file().parent / "playbooks"


def question_folder() -> Path:
    """Return the folder of the user's own question sets, beside the file of keys and theme."""
    return config_file().parent / "questions"


def message_folder() -> Path:
    """Return the folder of the user's own message templates, a folder a language in it."""
    return config_file().parent / "messages"
