"""The pictures of the screens: of the sample network alone, without a word to servers, the same every time."""

import re
from pathlib import Path

import pytest

from tests.pictures.__main__ import FOLDER, draw
from tests.pictures.album import PICTURES
from tests.pictures.drawing import cleaned, rasterised
from tests.pictures.scene import home

FETCHED = re.compile(r"@import|@font-face|<image|<script|href=|url\((?!#)")
"""What makes a viewer of an SVG file ask for something: `url(#…)` names a part of the file itself."""


def test_a_picture_is_cleaned_of_fonts_that_it_would_fetch() -> None:
    svg = """<svg><!-- Made by https://example.org --><style>
    @font-face {
        font-family: "Fira Code";
        src: local("FiraCode-Regular"), url("https://cdn.example/x.woff2") format("woff2");
    }
    .t-matrix { font-family: Fira Code, monospace; font-size: 20px; }
    </style></svg>"""
    clean = cleaned(svg)
    assert "http" not in clean
    assert "Fira Code" not in clean
    assert "font-size: 20px" in clean


def test_a_picture_becomes_a_png() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="red"/></svg>'
    assert rasterised(svg).startswith(b"\x89PNG")


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert draw(["import-list"], one) == draw(["import-list"], other) == 0
    names = sorted(path.name for path in one.iterdir())
    assert names == ["import-list.png", "import-list.svg"]
    for name in names:
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_a_picture_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(["tomorrow"], tmp_path) == 2
    assert "tomorrow" in capsys.readouterr().err


def test_the_home_folder_of_the_pictures_is_their_own() -> None:
    before = Path.home()
    with home() as folder:
        assert Path.home() == folder != before
        assert sorted(path.name for path in folder.glob("Downloads/*")) == ["contacts.vcf", "site-staff.vcf"]
    assert Path.home() == before


def test_every_picture_lies_in_the_folder_and_nothing_else() -> None:
    wanted = {f"{picture.name}.{ending}" for picture in PICTURES for ending in ("svg", "png")}
    assert {path.name for path in FOLDER.iterdir()} == wanted


@pytest.mark.parametrize("picture", [picture.name for picture in PICTURES])
def test_a_picture_fetches_nothing_and_names_no_folder_of_the_machine(picture: str) -> None:
    svg = (FOLDER / f"{picture}.svg").read_text(encoding="utf-8")
    assert not FETCHED.search(svg)
    assert "/tmp" not in svg
