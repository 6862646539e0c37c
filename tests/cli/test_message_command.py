from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.conftest import CommandLine

CONNECTION = "connection=Maria Ortiz suggested that I write to you"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is handed to other programs."""
    found: list[str] = []

    def launch(url: str) -> int:
        found.append(url)
        return 0

    monkeypatch.setattr(click, "launch", launch)
    return found


@pytest.fixture
def page(netcrm: CommandLine, ana: int) -> None:
    netcrm("edit", str(ana), "--link", "https://www.linkedin.com/in/ana")


def _editor(tmp_path: Path, body: str) -> str:
    """Return an editor that does `body` with the lines of the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(
        f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\n{body}\n"
    )
    return f"{sys.executable} {script}"


def test_a_message_is_printed_and_its_checks_are_talk(netcrm: CommandLine, ana: int) -> None:
    netcrm("settings", "name", "Jo Nakamura")
    found = netcrm("message", "ana", "lima", "interview-request", "--set", CONNECTION, "--set", "topic=site start-up")
    assert found.out.startswith("Subject: A conversation about site start-up\n\nDear Dr Lima,\n\nMaria Ortiz suggested")
    assert found.out.endswith("\n\nKind regards,\nJo Nakamura\n")
    assert found.err.splitlines() == [
        "✓ good: 58 words: under 75.",
        "✓ good: One question.",
        "✓ good: No job talk.",
        "✓ good: The connection is named: Maria Ortiz suggested that I write to you.",
    ]


def test_a_message_that_asks_nothing_has_no_checks(netcrm: CommandLine, ana: int) -> None:
    found = netcrm("message", str(ana), "thank-you")
    assert found.err == "! Your name is not set, so nothing is signed: netcrm settings name “Your Name”.\n"


def test_all_of_it_as_json(netcrm: CommandLine, ana: int) -> None:
    found = netcrm("message", "ana", "outreach", "--language", "de", "--json")
    assert list(found.json) == [
        "contact", "name", "template", "language", "subject", "body", "to", "mailto", "profile", "checks", "notes",
        "logged",
    ]  # fmt: skip
    assert (found.json["to"], found.json["language"], found.json["logged"]) == ("ana@stmarys.test", "de", None)
    assert found.json["body"].startswith("Guten Tag Dr. Lima,")
    logged = netcrm("message", "ana", "outreach", "--json", "--log").json["logged"]
    assert logged["sentence"].startswith("Logged an email with Ana Lima, MD. Next check-in")
    assert logged["change_set"]


def test_logging_it_is_one_word(netcrm: CommandLine, ana: int) -> None:
    found = netcrm("message", "ana", "thank-you", "--log")
    assert found.out.startswith("Subject: Thank you for your time\n")
    assert "Logged an email with Ana Lima, MD. Next check-in Tue 8 Dec" in found.err
    assert netcrm("show", "ana", "--json").json["timeline"][0]["words"] == "Thank you for your time"
    netcrm("undo")
    assert len(netcrm("show", "ana", "--json").json["timeline"]) == 1


def test_the_mail_program_is_given_a_link(netcrm: CommandLine, ana: int, opened: list[str]) -> None:
    found = netcrm("message", "ana", "thank-you", "--mail", "--log")
    assert found.out == ""
    assert len(opened) == 1
    assert opened[0].startswith("mailto:ana@stmarys.test?subject=Thank%20you%20for%20your%20time&body=Dear%20Dr%20Lima")
    assert "Handed to your mail program" in found.err
    assert "Logged an email" in found.err


@pytest.mark.usefixtures("page")
def test_a_page_is_opened_and_the_message_logged_as_one(netcrm: CommandLine, opened: list[str]) -> None:
    found = netcrm("message", "ana", "thank-you", "--profile", "--log")
    assert opened == ["https://www.linkedin.com/in/ana"]
    assert found.out.startswith("Subject: ")
    assert "Logged a message with Ana Lima, MD." in found.err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("message",), 2, "Missing a WHO and a TEMPLATE"),
        (("message", "ana"), 2, "Missing a WHO and a TEMPLATE"),
        (("message", "ana", "no-such"), 3, "No message template answers to “no-such”"),
        (("message", "nobody", "nudge"), 3, "nobody"),
        (("message", "ana", "nudge", "--set", "news"), 2, "--set takes FIELD=TEXT"),
        (("message", "ana", "nudge", "--set", "name.upper=x"), 2, "“name.upper” is no field"),
        (("message", "ana", "nudge", "--language", "the usual"), 2, "is no language"),
        (("message", "ana", "nudge", "--profile"), 2, "No page of Ana Lima, MD is known"),
        (("message", "ana", "nudge", "--copy"), 2, "there is none"),
    ],
)
@pytest.mark.usefixtures("ana")
def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(
    netcrm: CommandLine, opened: list[str], words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = netcrm("undo", "--list").out
    found = netcrm(*words, "--log", code=code)
    assert sentence in found.err
    assert found.err.count("\n") == 1
    assert found.out == ""
    assert opened == []
    assert netcrm("undo", "--list").out == before


def test_without_an_address_there_is_no_mail(netcrm: CommandLine, opened: list[str]) -> None:
    netcrm("add", "Bo Chen", "--email", "bo@x.test, evil@y.test")
    found = netcrm("message", "bo", "nudge", "--mail", code=2)
    assert "No e-mail address of Bo Chen is known" in found.err
    assert opened == []


def test_outreach_to_somebody_not_to_be_contacted_is_refused(netcrm: CommandLine, ana: int) -> None:
    netcrm("archive", str(ana), "--as", "do-not-contact")
    found = netcrm("message", str(ana), "outreach", "--log", code=2)
    assert "is not to be contacted" in found.err
    assert found.out == ""


def test_a_program_that_is_not_there_is_said_and_nothing_logged(
    netcrm: CommandLine, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "launch", lambda _url: 1)
    found = netcrm("message", "ana", "nudge", "--mail", "--log", code=2)
    assert "No mail program could be opened" in found.err
    assert len(netcrm("show", str(ana), "--json").json["timeline"]) == 1


def test_an_editor_has_the_last_word(
    netcrm: CommandLine, ana: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    change = "path.write_text(text.replace('Subject: ', 'Subject: My ').replace('Dr Lima', 'Ana'), 'utf-8')"
    monkeypatch.setenv("VISUAL", _editor(tmp_path, f"import os\n{change}\nos.utime(path, (1, 1))"))
    found = netcrm("message", "ana", "thank-you", "--edit", "--log")
    assert found.out.startswith("Subject: My Thank you for your time\n\nDear Ana,")
    assert netcrm("show", "ana", "--json").json["timeline"][0]["words"] == "My Thank you for your time"
    netcrm("message", "ana", "thank-you", "--edit", "--mail")
    assert "subject=My%20Thank" in opened[0]


@pytest.mark.parametrize("body", ["pass", "import os\npath.write_text('')\nos.utime(path, (1, 1))"])
@pytest.mark.usefixtures("ana")
def test_an_editor_that_saves_nothing_ends_it(
    netcrm: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str], body: str
) -> None:
    monkeypatch.setenv("VISUAL", _editor(tmp_path, body))
    found = netcrm("message", "ana", "thank-you", "--edit", "--mail", "--log", code=3)
    assert "so nothing was done" in found.err
    assert opened == []


def test_the_terminal_takes_the_text(netcrm: CommandLine, ana: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    found = netcrm("message", "ana", "nudge", "--copy")
    assert "\x1b" not in found.out
    code = found.err.split("\x1b]52;c;")[1].split("\x07")[0]
    assert base64.b64decode(code).decode() == found.out.split("\n\n", 1)[1].rstrip("\n")


def test_the_templates_are_listed(netcrm: CommandLine, tmp_path: Path) -> None:
    own = tmp_path / "messages" / "en"
    own.mkdir(parents=True)
    (own / "mine.txt").write_text("Subject: x\nTitle: My \x1b[31mown\n\n{{ news }}")
    (own / "broken.txt").write_text("Subject: x\n\n{{ nmae }}")
    found = netcrm("message", "--list")
    assert "interview-request  Request for an informational interview  en de es fr" in found.out
    assert "\x1b" not in found.out
    assert f"! {own / 'broken.txt'}, line 3: there is no field “nmae”; near: name" in found.err
    lines = {line["name"]: line for line in netcrm("message", "--list", "--json").json}
    assert lines["mine"] == {
        "name": "mine", "title": "My own", "languages": ["en"], "own": True, "request": False, "asks": ["news"],
        "problem": "",
    }  # fmt: skip
    assert lines["broken"]["problem"]


def test_salutation_and_first_names_are_kept_and_shown(netcrm: CommandLine, ana: int) -> None:
    netcrm("edit", str(ana), "--first-names")
    assert netcrm("message", "ana", "nudge").out.split("\n")[2] == "Dear Ana,"
    found = netcrm("show", "ana", "--json").json
    assert (found["salutation"], found["first_names"]) == ("", True)
    netcrm("edit", str(ana), "--salutation", "Dear Aninha", "--last-names")
    found = netcrm("show", "ana", "--json").json
    assert (found["salutation"], found["first_names"]) == ("Dear Aninha", False)
    assert "Dear Aninha" in netcrm("show", "ana").out
    netcrm("edit", str(ana), "--salutation", "")
    assert netcrm("message", "ana", "nudge").out.split("\n")[2] == "Dear Dr Lima,"
    added = netcrm("add", "Bo Chen", "--first-names", "--salutation", "Dear Bo", "--json").json["contacts"][0]
    found = netcrm("show", str(added), "--json").json
    assert (found["salutation"], found["first_names"]) == ("Dear Bo", True)


def test_a_message_as_a_process(netcrm: CommandLine, ana: int, store: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "netcrm", "--db", str(store), "message", *words],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PYTHONUTF8": "1"},
            timeout=60,
        )

    found = run("ana", "interview-request", "--language", "fr", "--set", CONNECTION)
    assert found.returncode == 0, found.stderr
    assert found.stdout.decode().startswith("Subject: Votre expérience de la recherche clinique\n\nBonjour Dr Lima,\n")
    assert "✓ good: One question." in found.stderr.decode()
    assert b"Traceback" not in found.stderr
    wrong = run("ana", "no-such")
    assert (wrong.returncode, wrong.stdout) == (3, b"")
