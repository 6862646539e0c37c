"""The program as a process: exit codes, stdin, a closed pipe, an interruption, and what it loads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lima;Ana;;;\r\nFN:Ana Lima\r\nEND:VCARD\r\n"
PLAIN_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if which("setpriv") else ()
"""Takes from the superuser, who may write everywhere, the right to do so."""
HEAVY = ("textual", "vobject", "icalendar", "phonenumbers", "nameparser", "rapidfuzz", "playhouse", "rich", "holidays",
         "jinja2", "markupsafe")  # fmt: skip


def _netcrm(
    *words: str, given: bytes | None = None, store: Path, plain_rights: bool = False
) -> subprocess.CompletedProcess[bytes]:
    before = PLAIN_RIGHTS if plain_rights and os.geteuid() == 0 else ()
    return subprocess.run(
        [*before, sys.executable, "-m", "netcrm", "--db", str(store), *words],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=60,
    )


def test_exit_codes_reach_the_shell(store: Path) -> None:
    assert _netcrm("import", "-", given=CARD, store=store).returncode == 0
    assert _netcrm("due", store=store).returncode == 0
    assert _netcrm("due", "--until", "some day", store=store).returncode == 2
    assert _netcrm("show", "nobody", store=store).returncode == 3
    assert _netcrm("import", "/nowhere/contacts.vcf", store=store).returncode == 4
    assert _netcrm("add", "Ana Lima", store=store).returncode == 0
    assert _netcrm("show", "ana", store=store).returncode == 5
    store.write_bytes(b"no store" * 100)
    found = _netcrm("due", store=store)
    assert found.returncode == 6
    assert b"Traceback" not in found.stderr


def test_data_go_to_stdout_and_talk_to_stderr(store: Path) -> None:
    _netcrm("add", "Łukasz Żak", store=store)
    found = _netcrm("search", "--json", store=store)
    assert "Łukasz Żak".encode() in found.stdout
    assert found.stderr == b""
    assert _netcrm("log", "łukasz", "call", "--on", "yesterday", store=store).stderr == b"Mon 23 Nov 2026\n"


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is a signal of POSIX")
def test_a_closed_pipe_ends_quietly(store: Path) -> None:
    cards = b"".join(CARD.replace(b"Ana", f"Ana{n} ".encode() + b"x" * 60) for n in range(2000))
    assert _netcrm("import", "-", given=cards, store=store).returncode == 0
    for words in (("search",), ("search", "--json")):
        with subprocess.Popen(
            [sys.executable, "-m", "netcrm", "--db", str(store), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            talk = process.stderr.read()
            assert process.wait(60) == 0
        assert talk == b""


@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent otherwise there")
def test_an_interruption_ends_with_130_and_writes_nothing(store: Path) -> None:
    _netcrm("add", "Ana Lima", store=store)
    with subprocess.Popen(
        [sys.executable, "-m", "netcrm", "--db", str(store), "import", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1"},
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        while b"netcrm.services.imports.service" not in process.stderr.readline():
            pass  # it reads stdin only after this module is loaded, and waits there
        while process.poll() is None:  # a signal that comes while a module is loaded may be lost: press again
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(2)
        talk = process.stderr.read()
        process.stdin.close()
        assert process.wait(60) == 130
    assert b"interrupted" in talk
    assert b"Traceback" not in talk
    assert _netcrm("search", "--count", store=store).stdout == b"1\n"


@pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and not PLAIN_RIGHTS), reason="this user may write everywhere"
)
@pytest.mark.parametrize("has_store", [False, True])
def test_a_read_only_folder_is_refused(has_store: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = folder / "netcrm.db"
        if has_store:
            assert _netcrm("add", "Ana Lima", store=store).returncode == 0
            store.chmod(0o444)
        before = sorted(path.name for path in folder.iterdir())
        folder.chmod(0o555)
        try:
            found = _netcrm("add", "Bo Chen", store=store, plain_rights=True)
        finally:
            folder.chmod(0o755)
        assert found.returncode == 6, found.stderr.decode()
        assert found.stderr.count(b"\n") == 1
        assert sorted(path.name for path in folder.iterdir()) == before


def _loaded(*words: str, store: Path) -> set[str]:
    """Return the names of the modules that a command loads."""
    program = (
        "import sys; from netcrm.cli.main import run; code = run(sys.argv[1:]);"
        " print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, "--db", str(store), *words], capture_output=True, check=True, text=True
    )
    return set(found.stderr.splitlines()[-1].split())


def test_the_version_is_answered_before_click_is_loaded() -> None:
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "netcrm", "--version"], capture_output=True, check=True
    )
    assert found.stdout.startswith(b"netcrm ")
    assert b"| click" not in found.stderr
    assert b"netcrm.cli" not in found.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("due",),
        ("due", "--json"),
        ("search", "ana", "role:pi"),
        ("search", "--json"),
        ("show", "ana"),
        ("show", "ana", "--json"),
        ("log", "ana", "call", "talked", "--on", "yesterday"),
        ("done", "ana", "email"),
        ("--help",),
    ],
)
def test_everyday_commands_load_nothing_heavy(store: Path, words: tuple[str, ...]) -> None:
    _netcrm("add", "Ana Lima", "--email", "ana@x.test", "--phone", "617 555 0100", store=store)
    assert not _loaded(*words, store=store).intersection(HEAVY)


def test_a_command_loads_its_own_family_only(store: Path) -> None:
    loaded = _loaded("due", store=store)
    families = {name for name in loaded if name.startswith("netcrm.cli.")}
    assert "netcrm.cli.agenda" in families
    assert not families & {"netcrm.cli.importing", "netcrm.cli.exporting", "netcrm.cli.people", "netcrm.cli.screens"}


def test_help_and_completion_load_no_command(store: Path) -> None:
    assert not [name for name in _loaded("--help", store=store) if name.startswith("netcrm.services")]
    found = subprocess.run(
        [sys.executable, "-m", "netcrm"],
        capture_output=True,
        check=False,
        env=os.environ
        | {"_NETCRM_COMPLETE": "bash_complete", "COMP_WORDS": "netcrm sn", "COMP_CWORD": "1"}
        | {"PYTHONPROFILEIMPORTTIME": "1"},
    )
    assert found.stdout == b"plain,snooze\n"
    assert b"netcrm.services" not in found.stderr
    assert not store.exists()
