"""The clipboard, other programs and the editor: reached where they are there, one sentence where they are not."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from textual.app import App, SuspendNotSupported

from netcrm.errors import UsageProblem
from netcrm.tui import outside
from netcrm.tui.outside import OutsideProblem

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of these tests are shell scripts")

Program = Callable[[str, str], Path]
TEXT = "Dear Dr Lima,\n\nHow is the study?"


@pytest.fixture(autouse=True)
def nothing_of_this_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop with no programs but those that a test puts there; reached as on Linux."""
    for name in ("TMUX", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Make a program of this name; in it, `$KEEP` is a folder to leave things in."""

    def make(name: str, script: str) -> Path:
        path = tmp_path / "bin" / name
        path.write_text(f"#!/bin/sh\nPATH=/bin:/usr/bin\nKEEP='{tmp_path}'\n{script}\n")
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App[object]:
    """An application whose terminal can be lent."""
    app: App[object] = App()
    lent: Callable[[], AbstractContextManager[None]] = nullcontext
    monkeypatch.setattr(app, "suspend", lent)
    return app


async def test_the_terminal_and_the_desktop_are_both_given_what_is_copied(
    app: App[object], program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    program("xclip", 'cat > "$KEEP/copied"')
    await outside.copy(app, "Grüße [/]")
    assert app.clipboard == "Grüße [/]"
    assert (tmp_path / "copied").read_text(encoding="utf-8") == "Grüße [/]"


@pytest.mark.parametrize("script", [None, "exit 3"])
async def test_a_desktop_without_a_clipboard_leaves_it_to_the_terminal(
    app: App[object], program: Program, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    if script:
        program("wl-copy", script)
    await outside.copy(app, TEXT)
    assert app.clipboard == TEXT


async def test_tmux_is_given_it_too_with_no_desktop(
    app: App[object], program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    program("tmux", 'cat > "$KEEP/$1"')
    await outside.copy(app, TEXT)
    assert (tmp_path / "load-buffer").read_text() == TEXT


async def test_an_address_is_given_to_the_desktop(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    program("xdg-open", 'printf %s "$1" > "$KEEP/opened"; echo noise; echo noise >&2')
    await outside.open_address("mailto:ana@example.org?subject=It%27s%20me")
    assert (tmp_path / "opened").read_text() == "mailto:ana@example.org?subject=It%27s%20me"


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "ssh://host", "--help", "", "mailto:a@b -x", "https://a\nb"],
)
async def test_nothing_but_mail_and_web_addresses_is_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(UsageProblem, match="mailto:"):
        await outside.open_address(address)


async def test_without_a_desktop_the_way_out_is_named() -> None:
    with pytest.raises(OutsideProblem, match="over ssh"):
        await outside.open_address("https://example.org")


async def test_a_mac_that_is_far_away_is_not_asked_to_open_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    with pytest.raises(OutsideProblem, match="no desktop"):
        await outside.open_address("https://example.org")


@pytest.mark.parametrize(("script", "words"), [(None, "no xdg-open"), ("exit 3", r"\(code 3\); perhaps no program")])
async def test_a_desktop_that_cannot_open_it_says_so(
    program: Program, monkeypatch: pytest.MonkeyPatch, script: str | None, words: str
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    if script:
        program("xdg-open", script)
    with pytest.raises(OutsideProblem, match=words):
        await outside.open_address("https://example.org")


def test_the_editor_changes_the_text_in_a_file_that_only_the_user_may_read(
    app: App[object], program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("ed it", 'ls -l "$2" > "$KEEP/file"; echo "$1 $2" >> "$KEEP/file"; printf "Dear Ana,\\033[31m\\n" > "$2"')
    monkeypatch.setenv("EDITOR", "'ed it' -w")
    assert outside.edit(app, TEXT) == "Dear Ana,"
    rights, arguments = (tmp_path / "file").read_text().splitlines()
    assert rights.startswith(stat.filemode(stat.S_IFREG | 0o600))
    flag, path = arguments.split(" ", 1)
    assert flag == "-w"
    assert not Path(path).parent.exists()


def test_the_editor_for_screens_goes_before_the_other(
    app: App[object], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("one", 'echo one > "$1"')
    program("two", 'echo two > "$1"')
    monkeypatch.setenv("EDITOR", "one")
    monkeypatch.setenv("VISUAL", "two")
    assert outside.edit(app, TEXT) == "two"


@pytest.mark.parametrize(
    ("editor", "script", "words"),
    [
        ("", None, "No editor is set"),
        ("vimm", None, "“vimm” of EDITOR is not to be found"),
        ("'vim", None, "“'vim” of EDITOR is not to be found"),
        ("ed", "exit 4", "ended with code 4. The text is as it was."),
        ("ed", "kill -INT $$", "was interrupted. The text is as it was."),
        ("ed", 'printf "\\377\\376" > "$1"', "no text in UTF-8"),
        ("ed", 'rm "$1"', "no text in UTF-8"),
        ("ed", "true", "must be told to wait"),
    ],
)
def test_an_editor_that_does_not_do_is_one_sentence(
    app: App[object], program: Program, monkeypatch: pytest.MonkeyPatch, editor: str, script: str | None, words: str
) -> None:
    if script:
        program("ed", script)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(OutsideProblem, match=words):
        outside.edit(app, TEXT)


def test_a_program_that_the_system_will_not_start_is_one_sentence(
    app: App[object], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("ed", "").write_text("#!/nowhere/sh\n")
    monkeypatch.setenv("EDITOR", "ed")
    with pytest.raises(OutsideProblem, match="could not be started"):
        outside.edit(app, TEXT)


def test_a_terminal_that_cannot_be_lent_is_one_sentence(
    app: App[object], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> AbstractContextManager[None]:
        raise SuspendNotSupported

    monkeypatch.setattr(app, "suspend", refuse)
    program("ed", "true")
    monkeypatch.setenv("EDITOR", "ed")
    with pytest.raises(OutsideProblem, match="cannot be lent"):
        outside.edit(app, TEXT)


def test_an_interrupt_belongs_to_the_editor(
    app: App[object], program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal sends ctrl+c to the editor and to netcrm; the screens must not end by it."""
    program("ed", f'kill -INT {os.getpid()}; echo changed > "$1"')
    monkeypatch.setenv("EDITOR", "ed")
    assert outside.edit(app, TEXT) == "changed"
