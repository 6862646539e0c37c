"""`python -m tests.pictures [NAME…]`: draws the screens on the sample network into `screenshots/`, all or some."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pictures.album import PICTURES
from tests.pictures.drawing import rasterised
from tests.pictures.scene import drawn, home

FOLDER = Path(__file__).parents[2] / "screenshots"


def draw(names: Sequence[str], folder: Path) -> int:
    """Draw the pictures of these names, without any name all of them, and return the exit code."""
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        known = ", ".join(picture.name for picture in PICTURES)
        print(f"There is no picture {', '.join(sorted(unknown))}. They are: {known}.", file=sys.stderr)
        return 2
    folder.mkdir(exist_ok=True)
    with home(), TemporaryDirectory(ignore_cleanup_errors=True) as stores:
        for picture in PICTURES:
            if names and picture.name not in names:
                continue
            svg = asyncio.run(drawn(picture, Path(stores)))
            (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
            (folder / f"{picture.name}.png").write_bytes(rasterised(svg))
            print(picture.name)
    return 0


if __name__ == "__main__":
    sys.exit(draw(sys.argv[1:], FOLDER))
