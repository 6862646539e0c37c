"""The configuration holds what it can and says what it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.tui.config import load_config, save_theme


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    config = load_config(tmp_path / "config.toml")
    assert (config.theme, dict(config.keys), config.found_wrong) == ("", {}, ())


def test_theme_and_keys_are_read(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, 'theme = "nord"\n[keys]\nlog = "ctrl+l"\n'))
    assert config.theme == "nord"
    assert dict(config.keys) == {"log": "ctrl+l"}
    assert list(config.problems(["nord"])) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = [", "cannot be read"),
        ("theme = 3", "must be a name in quotes"),
        ('keys = "l"', "must be a table"),
        ('[keys]\nlogg = "l"', "no action"),
        ("[keys]\nlog = 3", "must be in quotes"),
        ('[keys]\nlog = " , "', "must be in quotes"),
        ('colour = "red"', "means nothing"),
        ('theme = "no-such"', "There is no theme"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_holds(tmp_path: Path, text: str, words: str) -> None:
    config = load_config(written(tmp_path, text))
    (problem,) = config.problems(["nord"])
    assert words in problem
    assert dict(config.keys) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "nord"\n'),
        ('theme = "dracula"\n', 'theme = "nord"\n'),
        ('# mine\ntheme="a"\n\n[keys]\nlog = "l"\n', '# mine\ntheme = "nord"\n\n[keys]\nlog = "l"\n'),
        ('[keys]\nlog = "l"\n', 'theme = "nord"\n[keys]\nlog = "l"\n'),
    ],
)
def test_a_theme_is_kept_and_all_else_stays(tmp_path: Path, before: str, after: str) -> None:
    path = written(tmp_path, before)
    save_theme(path, "nord")
    assert path.read_text(encoding="utf-8") == after
    assert load_config(path).theme == "nord"


def test_the_folder_of_the_file_is_made_when_a_theme_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    save_theme(path, "nord")
    assert load_config(path).theme == "nord"
