"""Sheets of interviews: prepared from shipped and own question sets, written while talking, taken back in one piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import InterviewNote
from netcrm.domain.roles import Role
from netcrm.errors import NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from tests.services.interview_world import agreed_on, new_york
from tests.services.support import added, undo_and_redo_all


class Watch(Clock):
    """A clock that tests wind on."""

    moment = datetime(2026, 11, 23, 15, tzinfo=UTC)

    def today(self) -> date:
        return self.moment.date()

    def now(self) -> datetime:
        return self.moment


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    with new_york(monkeypatch, tmp_path):
        yield


@pytest.fixture
def talk(crm: Crm) -> int:
    """The id of an agreed interview with Ana Lima, a coordinator."""
    ana = added(crm, "Ana Lima", organisation="St Mary")
    crm.contacts.set_role([ana], Role.RESEARCH_COORDINATOR)
    return agreed_on(crm, ana, "2026-12-03")


def own_set(tmp_path: Path, name: str, text: str) -> None:
    folder = tmp_path / "config" / "questions"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


OWN = """
title = "My coordinators"
summary = "For those at my own hospital."
roles = ["crc"]

[questions]
advice = ["Whom would you ask first?"]
"""


def test_the_set_for_the_role_is_chosen_and_one_of_ones_own_goes_before_it(crm: Crm, talk: int, tmp_path: Path) -> None:
    sheet = crm.interviews.sheet(talk)
    assert sheet.chosen is not None
    assert (sheet.chosen.name, sheet.sets[1].name, sheet.notes) == ("crc", "general", ())
    own_set(tmp_path, "mine", OWN)
    own_set(tmp_path, "broken", 'title = "x"\n')
    sheet = crm.interviews.sheet(talk)
    assert sheet.chosen is not None
    assert (sheet.chosen.name, sheet.chosen.is_own) == ("mine", True)
    assert [problem.partition("broken.toml")[2] for problem in sheet.problems] == [
        ", line 1: the key “summary” is missing."
    ]


def test_a_set_of_ones_own_takes_the_place_of_a_shipped_one_of_its_name(crm: Crm, tmp_path: Path) -> None:
    own_set(tmp_path, "crc", OWN)
    assert (crm.questions.get("CRC").title, crm.questions.get("my  coordinators").name) == ("My coordinators", "crc")
    assert len(crm.questions.all().sets) == 8
    with pytest.raises(NotFound, match="Near: crc"):
        crm.questions.get("crcs")


def test_questions_go_on_the_sheet_once_and_answers_stay(crm: Crm, talk: int) -> None:
    done = crm.interviews.prepare(talk, ["crc"], own=[(Topic.ADVICE, "  How did you\nbegin? "), (None, "Free?")])
    sheet = crm.interviews.sheet(talk)
    assert f"{len(sheet.notes)} questions from “Clinical research coordinator”" in done.sentence
    assert [it.ordinal for it in sheet.notes] == list(range(len(sheet.notes)))
    assert sheet.notes[-1].question == "Free?"
    first = replace(sheet.notes[0], answer="less paper\x1b[31m")
    crm.interviews.write_notes(talk, [first, *sheet.notes[1:]])
    with pytest.raises(NothingToDo, match="already"):
        crm.interviews.prepare(talk, ["crc"], own=[(None, "how did you begin?")])
    kept = crm.interviews.sheet(talk).notes
    assert (kept[0].answer, [it.id for it in kept]) == ("less paper", [it.id for it in sheet.notes])
    assert crm.safety.doctor(mend=False).findings == ()
    undo_and_redo_all(crm)


@pytest.mark.parametrize("own", [(), ((None, " "),)])
def test_a_question_without_words_is_refused(crm: Crm, talk: int, own: tuple[tuple[None, str], ...]) -> None:
    with pytest.raises(UsageProblem, match="needs words"):
        crm.interviews.prepare(talk, [], own=own)


def test_what_another_wrote_meanwhile_stays_and_what_was_taken_out_goes(crm: Crm, talk: int) -> None:
    crm.interviews.prepare(talk, [], own=[(None, "one?"), (None, "two?")])
    read = crm.interviews.sheet(talk).notes
    crm.interviews.write_notes(talk, [*read, InterviewNote(0, 9, Topic.TRENDS, "", "from the command line")])
    mine = [replace(read[1], answer="yes", is_shareable=True), InterviewNote(0, 5, None, "", "  ")]
    crm.interviews.write_notes(talk, mine, read=read)
    assert [(it.question, it.answer, it.is_shareable) for it in crm.interviews.sheet(talk).notes] == [
        ("", "from the command line", False),
        ("two?", "yes", True),
    ]
    assert crm.interviews.write_notes(talk, crm.interviews.sheet(talk).notes).change_set is None


def test_the_notes_of_one_sitting_are_one_act_and_those_of_the_next_another(
    crm: Crm, talk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watch, "moment", Watch.moment)
    crm._session.clock = Watch()
    crm.interviews.prepare(talk, [], own=[(None, "one?")])

    def typed(text: str, minutes: int) -> None:
        Watch.moment += timedelta(minutes=minutes)
        (row,) = crm.interviews.sheet(talk).notes
        crm.interviews.write_notes(talk, [replace(row, answer=text)])

    for text in ("a", "ab", "abc"):
        typed(text, 20)
    typed("abc, and later", 31)
    assert [line.label for line in crm._session.journal.lines(3)] == [
        "note in the interview with Ana Lima",
        "note in the interview with Ana Lima",
        "prepare the interview with Ana Lima",
    ]
    answers = []
    for _ in range(2):
        crm.history.undo()
        answers.append(crm.interviews.sheet(talk).notes[0].answer)
    assert answers == ["abc", ""]
    crm.history.redo()
    assert crm.interviews.sheet(talk).notes[0].answer == "abc"
    typed("after a redo", 1)
    crm.history.undo()
    assert crm.interviews.sheet(talk).notes[0].answer == "abc", "a redo is no act to go on with"


def test_another_act_between_parts_the_notes(crm: Crm, talk: int) -> None:
    crm.interviews.prepare(talk, [], own=[(None, "one?")])
    (row,) = crm.interviews.sheet(talk).notes
    crm.interviews.write_notes(talk, [replace(row, answer="a")])
    added(crm, "Bo Chen")
    crm.interviews.write_notes(talk, [replace(row, answer="ab")])
    crm.history.undo()
    assert crm.interviews.sheet(talk).notes[0].answer == "a"


def test_the_board_has_what_waits_longest_first_and_says_how_many_said_yes(crm: Crm) -> None:
    board = crm.interviews.board()
    assert (len(board.columns), board.rates) == (7, "")
    people = [added(crm, name) for name in ("Ana Lima", "Bo Chen", "Cy Diaz", "Di Roe")]
    for who in people:
        crm.interviews.note(who)
    for who, on in zip(people[:2], ("2026-11-19", "2026-11-12"), strict=True):
        crm.interviews.ask(crm.interviews.talked_of(who), on=date.fromisoformat(on))
    agreed_on(crm, people[2], "2026-12-03")
    held = crm.interviews.current(people[3], crm.interviews.board().columns[3].stages[0])
    crm.interviews.held(held, on=date(2026, 11, 20))
    board = crm.interviews.board()
    assert [(column.title, [line.name for line in column.lines]) for column in board.columns if column.lines] == [
        ("Asked", ["Bo Chen", "Ana Lima"]),
        ("Agreed", ["Cy Diaz"]),
        ("Held", ["Di Roe"]),
    ]
    assert board.rates == "3 asked, 1 answered (33 %), 1 agreed, 1 held (1 unasked), 0 thanked"
