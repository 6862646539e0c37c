"""`playbook list`, `show`, `start` and `stop`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netcrm.cli import asking
from tests.cli.conftest import TODAY, CommandLine


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The answers that somebody at the terminal gives, in order."""
    given: list[str] = []
    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt="": given.pop(0))
    return given


@pytest.fixture
def people(netcrm: CommandLine) -> list[int]:
    """Ana and Ben of St Mary's, Cem of Lyon."""
    found = []
    for name, organisation in (("Ana Lima, MD", "St Mary's"), ("Ben Cole", "St Mary's"), ("Cem Oz", "Lyon Sud")):
        found.append(netcrm("add", name, "--org", organisation, "--json").json["contacts"][0])
    return found


@pytest.mark.parametrize("words", [["playbook"], ["playbook", "list"]])
def test_the_playbooks_are_listed(netcrm: CommandLine, words: list[str]) -> None:
    lines = netcrm(*words).out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "conference", "house", "leaving", "mentor", "outreach", "reconnect", "thank-you"
    ]  # fmt: skip
    assert "3B7 outreach" in lines[4]


def test_the_list_as_json_has_the_steps(netcrm: CommandLine) -> None:
    found = {it["name"]: it for it in netcrm("playbook", "list", "--json").json}
    assert found["house"]["steps"][1] == {
        "when": "5 business days after “first”, if no answer comes",
        "on": None,
        "title": "Nudge the person",
        "who": "the person",
    }
    assert (found["house"]["own"], found["house"]["problem"], found["house"]["ends"]) == (False, "", "an answer")
    assert netcrm("playbook", "--json").json == netcrm("playbook", "list", "--json").json


def test_one_is_shown_by_its_name_or_its_title(netcrm: CommandLine) -> None:
    shown = netcrm("playbook", "show", "3b7", "outreach").out
    assert shown == netcrm("playbook", "show", "outreach").out
    assert "3 business days after “first”, if no answer comes" in shown
    assert "It ends with an answer." in shown
    assert "For people at your own institution there is “house”." in shown
    assert netcrm("playbook", "show", "leaving", "--json").json["then_cadence"] == "3 months"
    assert "Then the cadence is 3 months" in netcrm("playbook", "show", "leaving").out
    assert "No playbook answers to “outrech”. Near: outreach" in netcrm("playbook", "show", "outrech", code=3).err


def test_a_broken_playbook_of_ones_own_is_said_beside_the_list(netcrm: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    folder.mkdir()
    (folder / "mine.toml").write_text('title = "Mine"\nsummary = "S"\ncolour = 1\n', encoding="utf-8")
    listed = netcrm("playbook")
    assert "mine" not in listed.out
    sentence = f"{folder / 'mine.toml'}, line 3, “colour”: this key is not known here."
    assert sentence in listed.err
    assert sentence in netcrm("playbook", "show", "mine", code=4).err
    netcrm("add", "Ana Lima")
    assert sentence in netcrm("playbook", "start", "ana", "mine", code=4).err
    found = {it["name"]: it for it in netcrm("playbook", "list", "--json").json}
    assert sentence in found["mine"]["problem"]


@pytest.mark.parametrize(
    "words",
    [
        ["ana", "outreach"],
        ["outreach", "ana"],
        ["Ana", "Lima", "outreach"],
        ["3b7", "outreach", "ana", "lima"],
        ["ana", "3B7 outreach"],
        ["1", "outreach"],
        ["Ana Lima, MD", "outreach"],
    ],
)
def test_the_person_and_the_name_stand_in_either_order(
    netcrm: CommandLine, people: list[int], words: list[str]
) -> None:
    assert netcrm("playbook", "start", *words).out == (
        "Started 3B7 outreach with Ana Lima: Write to Ana Lima, Tue 24 Nov. The second person is Ben Cole.\n"
    )


def test_a_dry_run_shows_the_days_and_starts_nothing(netcrm: CommandLine, people: list[int]) -> None:
    shown = netcrm("playbook", "start", "ana", "outreach", "--on", "mon", "--dry-run")
    assert "Mon 30 Nov 2026" in shown.err
    assert "3B7 outreach with Ana Lima, MD" in shown.out
    assert "Thu 3 Dec, if no answer comes" in shown.out
    assert "Ben Cole" in shown.out
    assert netcrm("due", "--until", "2027-01-31", "--json").json == []
    assert "There is nothing to redo" in netcrm("redo", code=3).err
    found = netcrm("playbook", "start", "ana", "outreach", "--dry-run", "--json").json
    assert found["people"][0]["second"] == {"id": people[1], "name": "Ben Cole"}
    assert [step["on"] for step in found["people"][0]["steps"]] == ["2026-11-24", "2026-11-27", "2026-12-03"]


def test_many_are_started_with_by_commas_or_a_query(netcrm: CommandLine, people: list[int]) -> None:
    netcrm("archive", "cem")
    shown = netcrm("playbook", "start", "ana,ben,cem", "house", "--per-day", "1", "--dry-run")
    assert "Inside the house with 2 people" in shown.out
    assert "Left out: Cem Oz is archived." in shown.err
    done = netcrm("playbook", "start", "house", "--query", "org:mary", "--per-day", "1", "--json").json
    assert sorted(done["contacts"]) == people[:2]
    assert done["sentence"] == "Started Inside the house with 2 people, 1 a day until Wed 25 Nov."
    assert [it["due"] for it in netcrm("due", "--until", "1w", "--json").json] == ["2026-11-24", "2026-11-25"]
    netcrm("undo")
    assert netcrm("due", "--until", "1w", "--json").json == []


def test_a_clash_ends_with_five_and_names_what_runs(netcrm: CommandLine, people: list[int]) -> None:
    netcrm("playbook", "start", "ana", "reconnect")
    refused = netcrm("playbook", "start", "ana", "mentor", code=5).err
    assert "Reconnect runs with Ana Lima, MD (since 24 Nov, next: Write Ana Lima a note" in refused
    shown = netcrm("playbook", "start", "ana", "mentor", "--dry-run")
    assert "Reconnect runs with Ana Lima, MD already: say --clash replace, queue or both." in shown.err
    assert netcrm("playbook", "start", "ana", "mentor", "--clash", "queue").out == (
        "Queued New mentor with Ana Lima: it starts when Reconnect ends.\n"
    )
    running = netcrm("playbook", "start", "ana", "house", "--dry-run", "--json").json["running"]
    assert [(it["playbook"], it["queued"]) for it in running] == [("reconnect", False), ("mentor", True)]
    replaced = netcrm("playbook", "start", "ana", "house", "--clash", "replace").out
    assert replaced.endswith("It replaces Reconnect and New mentor.\n")


def test_a_run_is_stopped_with_a_reason(netcrm: CommandLine, people: list[int]) -> None:
    netcrm("playbook", "start", "ana", "outreach")
    stopped = netcrm("playbook", "stop", "Ana", "Lima", "she", "changed", "jobs").out
    assert stopped == "Stopped 3B7 outreach with Ana Lima, MD: she changed jobs.\n"
    assert "No playbook runs with Ana Lima, MD." in netcrm("playbook", "stop", "ana", code=3).err
    netcrm("undo")
    netcrm("playbook", "start", "ana", "mentor", "--clash", "both")
    assert netcrm("playbook", "stop", "ana", "--playbook", "mentor").out == "Stopped New mentor with Ana Lima, MD.\n"
    netcrm("playbook", "stop", "ana", "--playbook", "mentor", code=3)


def test_a_run_goes_from_step_to_step_by_the_acts(netcrm: CommandLine, people: list[int]) -> None:
    netcrm("playbook", "start", "ana", "outreach", "--second", "ben")
    done = netcrm("done", "f1", "email").out
    assert "Next in 3B7 outreach: Write to Ben Cole at St Mary's, beside Ana Lima, Fri 27 Nov." in done
    logged = netcrm("log", "ben", "email", "--incoming").out
    assert "3B7 outreach ended: answered by Ben Cole on 24 Nov." in logged
    assert netcrm("due", "--until", "1 month", "--json").json == []


def test_thanks_count_from_the_hour_of_the_interview(netcrm: CommandLine, people: list[int]) -> None:
    netcrm("playbook", "start", "ana", "thank-you", "--on", "2026-11-24 15:30")
    item = netcrm("due", "--until", "1w", "--json").json[0]
    assert item["due_at"].startswith("2026-11-25T15:30")


_WRONG: tuple[tuple[list[str], int, str], ...] = (
    (["nix"], 2, "There is no “playbook nix”. Known: list, show, start, stop."),
    (["start"], 2, "Missing a WHO and the NAME of a playbook"),
    (["start", "outreach"], 2, "Missing a WHO, or --query QUERY"),
    (["start", "ana", "outrech"], 3, "No playbook answers to “outrech”. Near: outreach"),
    (["start", "outrech", "ana"], 3, "No playbook answers to “outrech”. Near: outreach"),
    (["start", "nobody", "outreach"], 3, "No person answers to “nobody”."),
    (["start", "ana", "outreach", "--on", "some day"], 2, "“some day” is no date."),
    (["start", "ana", "outreach", "--per-day", "0"], 2, "At least 1 person a day is started with, not 0."),
    (["start", "ana", "outreach", "--second", "ana"], 2, "cannot be the second person beside themselves"),
    (["start", "ana", "outreach", "--clash", "fight"], 2, "'fight' is not one of"),
    (["start", "ana", "leaving"], 2, "Leaving counts back from a day. Say which (--on DATE)."),
    (["start", "outreach", "--query", "role:"], 2, "The query has a mistake at character"),
    (["start", "outreach", "--query", "org:nowhere"], 3, "No person answers to “org:nowhere”."),
    (
        ["start", "dana", "outreach"],
        2,
        "Dana Roe is marked do not contact, so 3B7 outreach is not started with them.",
    ),
    (["show"], 2, "Missing the NAME of a playbook"),
    (["stop"], 2, "Missing a WHO"),
    (["stop", "nobody"], 3, "No person answers to “nobody”."),
)


def test_wrong_input_is_one_sentence_and_changes_nothing(netcrm: CommandLine, people: list[int]) -> None:
    netcrm("add", "Dana Roe")
    netcrm("archive", "dana", "--as", "do-not-contact")
    for words, code, sentence in _WRONG:
        answer = netcrm("playbook", *words, code=code)
        assert sentence in answer.err
        assert answer.err.count("netcrm: ") == 1
        assert "Dana Roe" in netcrm("undo", "--list").out.splitlines()[0]


def _process(store: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "netcrm", "--db", str(store), *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1", "NETCRM_TODAY": TODAY},
        timeout=60,
    )


def test_a_playbook_is_driven_by_another_program(store: Path) -> None:
    assert _process(store, "add", "Ana Lima").returncode == 0
    assert _process(store, "playbook", "start", "ana", "house").stdout.startswith("Started Inside the house with Ana")
    clash = _process(store, "playbook", "start", "ana", "mentor")
    assert (clash.returncode, clash.stdout) == (5, "")
    assert clash.stderr.startswith("netcrm: Inside the house runs with Ana Lima (since 24 Nov")
    assert _process(store, "playbook", "stop", "ana", "done", "with", "it").returncode == 0
    assert _process(store, "playbook", "stop", "ana").returncode == 3
    assert "playbook" in _process(store, "playbook", "--help").stdout


def test_a_playbook_command_loads_no_screens_and_no_formats(store: Path) -> None:
    code = (
        "import sys; from netcrm.cli.main import run;"
        f" run(['--db', {str(store)!r}, 'playbook']);"
        " print([n for n in ('textual', 'vobject', 'icalendar', 'jinja2', 'rapidfuzz') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.splitlines()[-1] == "[]"


def test_at_a_terminal_many_are_shown_and_asked_about(
    netcrm: CommandLine, people: list[int], answers: list[str]
) -> None:
    answers += ["n"]
    left = netcrm("playbook", "start", "ana,ben", "house", code=5)
    assert "Inside the house with 2 people" in left.out
    assert "Left as it is." in left.err
    answers += ["y"]
    assert "Started Inside the house with 2 people." in netcrm("playbook", "start", "ana,ben", "house").out


def test_at_a_terminal_a_clash_is_asked_about(netcrm: CommandLine, people: list[int], answers: list[str]) -> None:
    netcrm("playbook", "start", "ana", "house")
    answers += ["fight", "queue"]
    asked = netcrm("playbook", "start", "ana", "mentor")
    assert "Inside the house runs with Ana Lima, MD since Tue 24 Nov 2026, next: Write to Ana Lima" in asked.err
    assert asked.out.startswith("Queued New mentor with Ana Lima")
