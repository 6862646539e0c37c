"""The world outside of the terminal: the clipboard, the programs for mail and web addresses, and the user's editor.

Textual's `App.open_url` is not used, since it gives an address to whatever `webbrowser` finds: without a desktop (over
ssh) that is nothing, in silence, or a browser of text, which takes the terminal and stops the screens; and what a
program says about its failure is written over them.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from netcrm.domain.text import clean_text
from netcrm.errors import NetcrmError, UsageProblem

if TYPE_CHECKING:
    from textual.app import App

_SCHEMES = ("mailto:", "https://", "http://")
_PATIENCE_SECONDS = 2.0
"""How long a program may take to say that it cannot do what it is asked; one that still runs then is doing it."""
_AT_ONCE_SECONDS = 1.0
"""An editor that comes back so soon, with nothing changed, has a window of its own and did not wait for it."""


class OutsideProblem(NetcrmError):
    """Something outside of the terminal could not be reached."""


def is_far_away() -> bool:
    """Return whether the user sits at another machine than the one that this runs on."""
    return any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))


def has_windows() -> bool:
    """Return whether what is opened from here is seen by the user."""
    if sys.platform in ("darwin", "win32"):
        return not is_far_away()
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


async def copy(app: App[object], text: str) -> None:
    """Put a text on the clipboard.

    The terminal is asked (OSC 52, which works over ssh too). So are tmux, which keeps that from the terminal unless it
    is told otherwise, and the desktop's own program, because some terminals (Terminal of macOS, those of GNOME) do not
    do what they are asked.
    """
    app.copy_to_clipboard(text)
    for command in _clipboard_programs():
        await asyncio.to_thread(_hand_over, command, text)


def _clipboard_programs() -> Iterator[tuple[str, ...]]:
    if os.environ.get("TMUX") and shutil.which("tmux"):
        yield ("tmux", "load-buffer", "-w", "-")
    if not has_windows() or sys.platform == "win32":  # terminals of Windows do OSC 52, and its `clip` misreads UTF-8
        return
    candidates: list[tuple[str, ...]] = [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    if sys.platform == "darwin":
        candidates = [("pbcopy",)]
    elif os.environ.get("WAYLAND_DISPLAY"):
        candidates.insert(0, ("wl-copy",))
    yield from [command for command in candidates if shutil.which(command[0])][:1]


def _hand_over(command: Sequence[str], text: str) -> None:
    """Give a program a text; it is a second way beside the terminal's, so that its failure is none."""
    try:
        subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return


async def open_address(address: str) -> None:
    """Open a mail or web address in the program that the desktop has for it.

    Raises:
        UsageProblem: It is no such address.
        OutsideProblem: There is no desktop here, or it has no program for the address.
    """
    if not address.casefold().startswith(_SCHEMES) or not address.isprintable() or " " in address:
        raise UsageProblem("Only addresses that begin with mailto:, https:// or http:// are opened.")
    if not has_windows():
        raise OutsideProblem(
            "Nothing can be opened from here: this end has no desktop, as over ssh. Copy the text instead."
        )
    await asyncio.to_thread(_open, address)


def _open(address: str) -> None:
    if sys.platform == "win32":
        try:
            os.startfile(address)
        except OSError as problem:
            raise OutsideProblem(
                f"Windows has no program for it ({problem.winerror}). Copy the text instead."
            ) from None
        return
    commands = (("open",),) if sys.platform == "darwin" else (("wslview",), ("xdg-open",), ("gio", "open"))
    command = next((one for one in commands if shutil.which(one[0])), None)
    if command is None:
        raise OutsideProblem("This desktop has no xdg-open to open an address with. Copy the text instead.")
    try:
        running = subprocess.Popen(
            [*command, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = running.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        return
    except OSError:
        code = 127
    if code:
        what = "mail" if address.casefold().startswith("mailto:") else "web pages"
        raise OutsideProblem(
            f"{command[0]} could not open it (code {code}); perhaps no program for {what} is set up. "
            "Copy the text instead."
        )


def edit(app: App[object], text: str) -> str:
    """Let the user change a text in their own editor; return it as they left it.

    The text is in a folder that only the user may read, and which goes with all that the editor leaves in it.

    Raises:
        OutsideProblem: There is no editor, or it did not end well; the text is then as it was.
    """
    command = _editor()
    with TemporaryDirectory(prefix="netcrm-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "message.txt"
        file.touch(mode=0o600)
        file.write_text(text + "\n", encoding="utf-8")
        began = time.monotonic()
        _run_editor(app, [*command, str(file)])
        try:
            after = clean_text(file.read_bytes().decode("utf-8-sig")).rstrip("\n")
        except (OSError, UnicodeDecodeError):
            raise OutsideProblem("What the editor left is no text in UTF-8. The text is as it was.") from None
    if after == text.rstrip("\n") and time.monotonic() - began < _AT_ONCE_SECONDS:
        raise OutsideProblem(
            f"{command[0]} came back at once, with nothing changed. An editor with a window of its own must be told to "
            'wait, such as EDITOR="code --wait".'
        )
    return after


def _editor() -> list[str]:
    """Return the user's editor as a command.

    Raises:
        OutsideProblem: None is set, or it is not to be found.
    """
    name = next((one for one in ("VISUAL", "EDITOR") if os.environ.get(one, "").strip()), None)
    if name is None:
        raise OutsideProblem("No editor is set. Set EDITOR before netcrm is started, such as EDITOR=nano.")
    try:
        command = shlex.split(os.environ[name], posix=sys.platform != "win32")
    except ValueError:
        command = []
    if not command or shutil.which(command[0]) is None:
        words = clean_text(os.environ[name])[:60]
        raise OutsideProblem(f"The editor “{words}” of {name} is not to be found. Set it to one that is, such as nano.")
    return command


def _run_editor(app: App[object], command: Sequence[str]) -> None:
    code, why = 0, ""
    try:
        with app.suspend(), _interrupts_for_the_editor():
            try:
                code = subprocess.run(command, check=False).returncode
            except OSError as problem:  # caught inside: `suspend` gives the terminal back only where nothing is raised
                why = problem.strerror or "no reason is given"
    except SuspendNotSupported:
        raise OutsideProblem("This terminal cannot be lent to an editor. Copy the text instead.") from None
    if why or code:
        words = f"could not be started: {why}" if why else f"ended with code {code}" if code > 0 else "was interrupted"
        raise OutsideProblem(f"{command[0]} {words}. The text is as it was.")


@contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """Leave ctrl+c to the editor: the terminal sends it to both, and it would end the screens.

    A function that does nothing, and not `SIG_IGN`, which the editor would inherit.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
