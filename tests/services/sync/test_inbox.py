"""The inbox file as proposals: who and when, what was taken already, and files that are no inbox."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.proposals import ProposalKind
from netcrm.errors import NotFound, NothingToDo
from netcrm.services.acting import Said
from netcrm.services.crm import Crm
from netcrm.services.item_acts import write_parts
from netcrm.services.sync.inbox import Inbox as InboxFile
from netcrm.services.sync.values import FolderReading, SyncRequest
from netcrm.services.values import Done
from tests.services.support import added, undo_and_redo_all


@pytest.fixture
def people(crm: Crm) -> dict[str, int]:
    names = ("Ana Lima", "Ben Ortiz", "Ben Okafor", "Li Sun")
    return {name: added(crm, name) for name in names} | {
        "Zoë Brandt": added(crm, "Zoë Brandt", email="zoe@harbour.test")
    }


class Inbox:
    """An inbox file, changed last at noon of a day."""

    def __init__(self, crm: Crm, path: Path) -> None:
        self.crm = crm
        self.path = path
        self.file = InboxFile(crm._session, path)

    def read(self, content: str | bytes, *, changed: str = "2026-11-23") -> FolderReading:
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        at = datetime.fromisoformat(f"{changed}T12:00").timestamp()
        os.utime(self.path, (at, at))
        return self.again()

    def again(self) -> FolderReading:
        self.file = InboxFile(self.crm._session, self.path)
        return self.file.read()

    def take(self, reading: FolderReading) -> Done:
        parts = [proposed.plan() for proposed in reading.proposed]
        done = write_parts(self.crm._session, parts, verb="sync", otherwise=Said("Did"))
        self.file.keep()
        return done

    def logged(self) -> list[Interaction]:
        interactions = self.crm._session.interactions
        return interactions.load(interactions.all_ids())


@pytest.fixture
def inbox(crm: Crm, tmp_path: Path) -> Inbox:
    return Inbox(crm, tmp_path / "inbox.txt")


def said(reading: FolderReading) -> list[str]:
    return [proposed.proposal.what for proposed in reading.proposed]


def why(reading: FolderReading) -> list[tuple[str, str]]:
    return [(problem.file, problem.why) for problem in reading.problems]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("call ana yesterday: sent synopsis", "log a call with Ana Lima on 22 Nov 2026: sent synopsis"),
        ("Coffee with Ana Lima on 3 Nov: start-up", "log a coffee with Ana Lima on 3 Nov 2026: start-up"),
        ("email ana", "log an email with Ana Lima on 23 Nov 2026"),
        ("met ana lima and ben ortiz last fri", "log a meeting with Ana Lima and Ben Ortiz on 20 Nov 2026"),
        ("met Lima, Ana: hello", "log a meeting with Ana Lima on 23 Nov 2026: hello"),
        ("from zoe@harbour.test: form", "log an email from Zoë Brandt on 23 Nov 2026: form"),
        ("call Li Sun", "log a call with Li Sun on 23 Nov 2026"),
        ("call Li Sun sun", "log a call with Li Sun on 22 Nov 2026"),
        ("call ben orti fri", "log a call with Ben Ortiz on 20 Nov 2026"),
    ],
)
def test_a_line_proposes_what_it_says_with_its_full_date(
    inbox: Inbox, people: dict[str, int], line: str, what: str
) -> None:
    (proposed,) = inbox.read(f"# mine\n\n{line}\n").proposed
    assert proposed.proposal.what == what
    assert proposed.proposal.kind is ProposalKind.TOUCH
    assert proposed.proposal.file == "inbox.txt:3"
    assert proposed.proposal.contact_name in people


@pytest.mark.parametrize(
    ("changed", "day"), [("2026-11-20", "19 Nov 2026"), ("2026-11-23", "22 Nov 2026"), ("2031-01-01", "22 Nov 2026")]
)
def test_yesterday_is_the_day_before_the_file_was_changed_and_never_after_today(
    inbox: Inbox, people: dict[str, int], changed: str, day: str
) -> None:
    del people
    assert said(inbox.read("call ana yesterday", changed=changed)) == [f"log a call with Ana Lima on {day}"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("call ben", "“ben” fits 2 people"),
        ("call ana lmia: hello", "No person answers to “ana lmia”. Near: Ana Lima."),
        ("call ana yesterday sent synopsis", "A colon ends the name and the date"),
        ("met ana and xavier: hello", "No person answers to “xavier”."),
        ("call ana tomorrow: hello", "netcrm follow-up “ana” TITLE --on 2026-11-24"),
        ("call ana on 3/12: hello", "3 December or 12 March"),
        ("call ana 31 nov", "There is no 31 November"),
        ("buy milk", "does not begin with a way of being in touch"),
    ],
)
def test_a_line_that_cannot_be_used_is_a_problem_and_the_others_go_on(
    inbox: Inbox, people: dict[str, int], line: str, words: str
) -> None:
    del people
    reading = inbox.read(f"{line}\nemail ana\n")
    ((file, sentence),) = why(reading)
    assert file == "inbox.txt:1"
    assert words in sentence
    assert said(reading) == ["log an email with Ana Lima on 23 Nov 2026"]


def test_a_plan_written_down_before_today_is_no_touch_either(inbox: Inbox, people: dict[str, int]) -> None:
    del people
    reading = inbox.read("call ana tomorrow", changed="2026-11-10")
    assert reading.proposed == []
    assert "11 Nov 2026 is after 10 Nov 2026" in reading.problems[0].why


def test_lines_taken_are_logged_each_for_itself_and_not_proposed_again(inbox: Inbox, people: dict[str, int]) -> None:
    text = "call ana yesterday: one\n- [ ] call ana: two\ncall ana: two\nfrom ana: three\nmet ana and ben ortiz: four\n"
    before = inbox.read(text)
    done = inbox.take(before)
    assert done.change_set is not None
    assert done.sentence.startswith("Logged a call with Ana Lima on 22 Nov 2026 and 4 others.")
    assert [(it.summary, it.channel, it.participants) for it in inbox.logged()] == [
        ("one", Channel.CALL, (people["Ana Lima"],)),
        ("two", Channel.CALL, (people["Ana Lima"],)),
        ("two", Channel.CALL, (people["Ana Lima"],)),
        ("three", Channel.EMAIL, (people["Ana Lima"],)),
        ("four", Channel.MEETING, (people["Ana Lima"], people["Ben Ortiz"])),
    ]
    assert inbox.logged()[3].direction is Direction.INCOMING
    assert inbox.path.read_text() == text
    assert inbox.again().proposed == []
    later = inbox.read(f"email ana: five\n{text.replace('[ ]', '[x]')}call ana: two\n", changed="2026-11-22")
    assert said(later) == [
        "log an email with Ana Lima on 22 Nov 2026: five",
        "log a call with Ana Lima on 22 Nov 2026: two",
    ]
    with pytest.raises(NothingToDo):
        before.proposed[0].plan()


def test_undo_brings_the_proposals_back(inbox: Inbox, people: dict[str, int]) -> None:
    del people
    reading = inbox.read("call ana: one\nemail ben ortiz: two\n")
    inbox.take(reading)
    inbox.crm.history.undo()
    assert said(inbox.again()) == said(reading)
    inbox.crm.history.redo()
    assert said(inbox.again()) == []
    undo_and_redo_all(inbox.crm)


def test_somebody_who_went_away_meanwhile_refuses_the_plan(inbox: Inbox, people: dict[str, int]) -> None:
    reading = inbox.read("call ana: one")
    inbox.crm.contacts.delete([people["Ana Lima"]])
    with pytest.raises(NotFound):
        reading.proposed[0].plan()


@pytest.mark.parametrize(
    "content",
    [
        "call ana: caf\xe9\r\nemail ana\r\n".encode(),
        "\ufeffcall ana: caf\xe9\remail ana".encode(),
        "call ana: caf\xe9\nemail ana".encode("utf-16"),
        "\ufeffcall ana: caf\xe9\nemail ana".encode("utf-16-be"),
        "call ana: caf\xe9\nemail ana".encode("utf-16-le"),
        "call ana: caf\xe9\nemail ana".encode("cp1252"),
        b"call ana: caf\xe9\nemail ana \xe2\x80\x9cNOW\xff",
    ],
)
def test_texts_are_read_in_the_encodings_that_phones_and_editors_write(
    inbox: Inbox, people: dict[str, int], content: bytes
) -> None:
    del people
    reading = inbox.read(content)
    assert said(reading)[0] == "log a call with Ana Lima on 23 Nov 2026: caf\xe9"
    assert len(reading.proposed) + len(reading.problems) == 2


def test_what_is_no_inbox_is_one_problem(inbox: Inbox, people: dict[str, int], tmp_path: Path) -> None:
    del people
    assert "There is no file" in why(inbox.again())[0][1]
    assert "is no file" in why(InboxFile(inbox.crm._session, tmp_path).read())[0][1]
    large = inbox.read(b"call ana: hello\n" * 3_200_000)
    assert large.proposed == []
    assert ["51 MB large" in sentence for _, sentence in why(large)] == [True]
    assert inbox.read(b"") == FolderReading()


def test_a_file_of_something_else_names_some_lines_and_counts_the_rest(inbox: Inbox) -> None:
    reading = inbox.read("".join(f"call person {number} of a list\n" for number in range(6000)))
    assert len(reading.problems) == 102
    assert reading.problems[-2].why.startswith("1,900 more lines")
    assert "6,000 lines" in reading.problems[-1].why


@pytest.mark.parametrize("name", ["Ana \x1b[31mRed", "A[/]B"])
def test_hostile_lines_say_nothing_to_the_terminal(inbox: Inbox, name: str) -> None:
    for _, sentence in why(inbox.read(f"call {name}: x\n\x1b]0;title\x07 y")):
        assert "\x1b" not in sentence


def test_the_same_line_twice_and_lines_of_long_ago_are_logged_on_their_days(
    inbox: Inbox, people: dict[str, int]
) -> None:
    del people
    reading = inbox.read("call ana\ncall ana\ncall ben okafor 2w: far back\nnote ana: moved to Lyon\n")
    inbox.take(reading)
    assert [it.happened_on.isoformat() for it in inbox.logged()] == [
        "2026-11-23", "2026-11-23", "2026-11-09", "2026-11-23",
    ]  # fmt: skip
    assert inbox.crm.safety.doctor(mend=False).findings == ()


def test_the_day_of_a_line_stays_while_others_are_added_and_the_same_words_later_are_another_line(
    inbox: Inbox, people: dict[str, int]
) -> None:
    def sync(content: str, changed: str) -> list[str]:
        found = inbox.read(content, changed=changed)
        inbox.crm.sync.run(SyncRequest(inbox=inbox.path))
        return said(found)

    first = sync("call ana lima yesterday", "2026-11-18")
    assert "17 Nov 2026" in first[0]
    again = sync("call ana lima yesterday\nemail ana lima", "2026-11-20")
    assert again[0] == first[0]
    assert "20 Nov 2026" in again[1]
    inbox.crm.sync.run(SyncRequest(inbox=inbox.path), all_without_conflict=True)
    assert sync("call ana lima yesterday\nemail ana lima", "2026-11-21") == []
    assert sync("email ana lima", "2026-11-21") == []
    assert "21 Nov 2026" in sync("email ana lima\ncall ana lima yesterday", "2026-11-22")[0]
