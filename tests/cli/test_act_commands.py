"""`done`, `snooze`, `skip` and `drop` on several items, and what comes back, as typed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def three(netcrm: CommandLine, ana: int) -> CommandLine:
    """Ana (c1) and Bo (c2), late on every two weeks; promises f1 and f2 with Ana; f3 with Bo comes back monthly."""
    netcrm("add", "Bo Chen")
    netcrm("cadence", "2", "2", "weeks")
    netcrm("log", "2", "call", "--on", "2026-11-02")
    for words in (("1", "send my CV"), ("1", "ask about the SOP"), ("2", "pay the dues", "--every", "month")):
        netcrm("follow-up", *words, "--on", "2026-11-24")
    return netcrm


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("skip", "c1,c2", "travelling"), "Skipped Ana Lima, MD and Bo Chen this time. 2 next check-ins moved."),
        (("skip", "c1, c2", "travelling"), "Skipped Ana Lima, MD and Bo Chen this time."),
        (("skip", "c1,", "c2,", "f3", "on leave"), "Skipped Ana Lima, MD and 2 others this time."),
        (("skip", "c1", ",c2"), "Skipped Ana Lima, MD and Bo Chen this time."),
        (("skip", "c1,bo", "travelling"), "Skipped Ana Lima, MD and Bo Chen this time."),
        (("skip", "f3"), "Skipped “pay the dues” (Bo Chen) this time. Next Thu 24 Dec (f4)."),
        (("snooze", "c1,f2", "next", "tue", "--because", "exam"), "Snoozed Ana Lima, MD and"),
        (("done", "c1,c2", "email"), "Logged an email each with Ana Lima, MD and Bo Chen."),
        (("done", "c1,", "c2", "email", "sent the news"), "Logged an email each with Ana Lima, MD and Bo Chen."),
        (("done", "f1,f2"), "Done: “send my CV” (Ana Lima, MD) and “ask about the SOP” (Ana Lima, MD)."),
        (("done", "f1", ",", "f3", "--on", "yesterday"), "1 comes back, Thu 24 Dec."),
        (("drop", "f1,f2", "no", "longer", "needed"), "no longer needed."),
        (("drop", "f3", "left the association"), "left the association. It comes back no more."),
    ],
)
def test_a_list_with_commas_is_one_act_that_one_undo_takes_back(
    three: CommandLine, words: tuple[str, ...], said: str
) -> None:
    before = three("due", "--until", "2027-12-31", "--json").json
    assert said in three(*words).out
    assert three("due", "--until", "2027-12-31", "--json").json != before
    three("undo")
    assert three("due", "--until", "2027-12-31", "--json").json == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("skip", "c1,f1", "travelling"), 2, "“send my CV” is promised once"),
        (("skip", "c1,c99"), 3, "c99"),
        (("skip", "c1,nobody"), 3, "nobody"),
        (("done", "c1,c2", "telepathy"), 2, "“telepathy” is no channel"),
        (("done", "c1,c2", "note"), 2, "no contact"),
        (("snooze", "c1,f1", "yesterday"), 2, "snooze"),
        (("snooze", "c1,f1"), 2, "Missing a DATE"),
        (("snooze", "c1,f1", "2w", "--because"), 2, "--because"),
        (("drop", "f1,f2"), 2, "Missing a REASON"),
        (("drop", "f1,c1", "over"), 2, "check-in with Ana Lima, MD cannot be dropped"),
        (("skip",), 2, "Missing an ITEM"),
    ],
)
def test_one_wrong_item_changes_nothing(three: CommandLine, words: tuple[str, ...], code: int, said: str) -> None:
    before = three("due", "--until", "2027-12-31", "--json").json, three("undo", "--list").out
    answer = three(*words, code=code)
    assert said in answer.err
    assert answer.out == ""
    assert (three("due", "--until", "2027-12-31", "--json").json, three("undo", "--list").out) == before


def test_the_reason_of_a_snooze_stands_in_the_timeline(three: CommandLine) -> None:
    three("snooze", "c1", "2w", "--because", "exam week")
    assert "exam week" in three("show", "1").out


class TestPromisesThatComeBack:
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--every", "year"), "then every year: dues (f1)"),
            (("--every", "2 weeks", "--from-completion"), "then every 2 weeks after it is done: dues (f1)"),
            (("--every", "10bd", "--from-date", "--theirs"), "then every 10 business days: dues (f1)"),
        ],
    )
    def test_are_said_to(self, netcrm: CommandLine, ana: int, options: tuple[str, ...], said: str) -> None:
        assert said in netcrm("follow-up", "ana", "dues", "--on", "2026-12-01", *options).out

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--from-completion",), "--from-completion is for what comes back"),
            (("--every", "0 weeks"), "at least 1 week"),
            (("--every", "-3 days"), "at least 1 day"),
            (("--every", "fortnightly-ish"), "“fortnightly-ish” is no interval"),
            (("--every",), "needs a value"),
        ],
    )
    def test_are_refused_without_an_interval(
        self, netcrm: CommandLine, ana: int, options: tuple[str, ...], said: str
    ) -> None:
        assert said in netcrm("follow-up", "ana", "dues", "--on", "2026-12-01", *options, code=2).err
        assert netcrm("show", "ana", "--json").json["follow_ups"] == []

    def test_are_edited(self, netcrm: CommandLine, ana: int) -> None:
        netcrm("follow-up", "ana", "dues", "--on", "2026-10-01", "--every", "month")
        assert "Next Tue 1 Dec (f2); 1 Nov is passed over" in netcrm("done", "f1").out
        assert "then every month." in netcrm("edit-follow-up", "f2", "--title", "the dues").out
        assert "then every month after it is done." in netcrm("edit-follow-up", "f2", "--from-completion").out
        assert "then every year after it is done." in netcrm("edit-follow-up", "f2", "--every", "year").out
        assert "then every year." in netcrm("edit-follow-up", "f2", "--from-date", "--on", "2027-01-05").out
        assert netcrm("edit-follow-up", "f2", "--once").out == "Changed: the dues, for Tue 5 Jan 2027.\n"
        netcrm("edit-follow-up", "f2", "--once", "--every", "year", code=2)
        netcrm("edit-follow-up", "f2", "--from-date", code=2)
        netcrm("skip", "f2", code=2)
