"""A date on a command line is echoed with its weekday before it counts, and faces the way the command looks."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.mark.parametrize(
    ("words", "echo"),
    [
        (("log", "ana", "call", "--on", "fri"), "Fri 20 Nov 2026"),
        (("log", "ana", "call", "--on", "dec 1"), "Mon 1 Dec 2025"),
        (("log", "ana", "call", "--on", "the 5th"), "Thu 5 Nov 2026"),
        (("log", "ana", "call", "--on", "3 business days"), "Thu 19 Nov 2026"),
        (("done", "c1", "call", "--on", "yesterday"), "Mon 23 Nov 2026"),
        (("edit-interaction", "1", "--on", "last tue"), "Tue 17 Nov 2026"),
        (("snooze", "c1", "fri"), "Fri 27 Nov 2026"),
        (("snooze", "c1", "3", "business", "days"), "Fri 27 Nov 2026"),
        (("snooze", "c1", "first", "monday", "of", "january"), "Mon 4 Jan 2027"),
        (("follow-up", "ana", "pay the dues", "--on", "1st of december"), "Tue 1 Dec 2026"),
        (("follow-up", "ana", "call her", "--on", "in a fortnight at 9:30"), "Tue 8 Dec 2026 09:30"),
        (("pause", "ana", "--from", "next week", "--until", "end of next month"), "Mon 30 Nov 2026\nThu 31 Dec 2026"),
        (("due", "--until", "end of month"), "Mon 30 Nov 2026"),
    ],
)
def test_a_date_is_echoed_with_its_weekday(netcrm: CommandLine, ana: int, words: tuple[str, ...], echo: str) -> None:
    assert netcrm(*words).err.startswith(f"{echo}\n")


def test_business_days_on_the_command_line_heed_the_holidays_of_the_user(netcrm: CommandLine, ana: int) -> None:
    netcrm("settings", "region", "US")
    assert netcrm("snooze", "c1", "3", "bd").err == "Mon 30 Nov 2026\n", (
        "Thursday is Thanksgiving, the 24th is a Tuesday"
    )


@pytest.mark.parametrize("words", [("log", "ana", "call", "--on", "3/12"), ("snooze", "c1", "3/12")])
def test_a_date_that_reads_both_ways_is_refused_and_nothing_changes(
    netcrm: CommandLine, ana: int, words: tuple[str, ...]
) -> None:
    before = netcrm("show", "ana", "--json").json
    assert "“3/12” can be 3 December or 12 March" in netcrm(*words, code=2).err
    assert netcrm("show", "ana", "--json").json == before
