"""What the folders of a calendar and of cards share: how one is made, and when it is taken for another one."""

from __future__ import annotations

from pathlib import Path

from netcrm.errors import FolderEmptied, StoreProblem

_FEW = 5
"""As many files may vanish at once without the folder being taken for another."""


def make_folder(folder: Path) -> None:
    """Make a folder, its user's alone, unless it is there.

    Raises:
        StoreProblem: it cannot be made, as where its parent folder is not there.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreProblem(
            f"The folder {folder} could not be made: {error.strerror or error}. Name one in a folder that is there."
        ) from error


def check_not_emptied(folder: Path, *, missing: int, left: int, what: str) -> None:
    """Refuse a folder of which nothing is left: everybody would be archived and everything dropped.

    Args:
        folder: Where it is.
        missing: How many files that were written there are gone.
        left: How many are there still.
        what: What its files are called, as in "cards".

    Raises:
        FolderEmptied: more than a few are gone, and none is left.
    """
    if missing > _FEW and not left:
        raise FolderEmptied(
            f"{folder} holds none of the {missing:,} {what} that netcrm wrote there. If it was emptied on purpose,"
            " start anew (--start-anew); else see that the right folder is there."
        )
