from __future__ import annotations

import io
import tracemalloc
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.draft import Draft, Problem
from netcrm.errors import Unreadable
from netcrm.formats.csv.layouts import Layout
from netcrm.formats.csv.reader import CsvImporter
from netcrm.formats.linkedin.archive import LinkedInArchive
from tests.formats.linkedin_samples import (
    CONNECTION_TITLES,
    MESSAGE_TITLES,
    SECRET,
    connection,
    connections_csv,
    linkedin_zip,
    message,
    messages_csv,
    profile,
)

CSV = CsvImporter(Layout.LINKEDIN)
ARCHIVE = LinkedInArchive(CSV, zone=ZoneInfo("Europe/Berlin"))
ME = "Noor Haddad"
CONNECTIONS = connections_csv(
    [
        connection("Ana Lima", "Northside Hospital", "Study Coordinator"),
        connection("Ben Ode", "Trialworks", "CRA"),
        connection("Chi Park"),
    ]
)
MESSAGES = messages_csv(
    [
        message("Dov Levi", ME, "2024-03-07 10:00:00 UTC"),
        message(ME, "Ana Lima", "2024-03-05 23:30:00 UTC"),
        message("Ana Lima", ME, "2024-03-07 18:00:00 UTC"),
        message(ME, "Ben Ode", "2016-01-02 08:00:00 UTC"),
    ]
)
WHOLE = {
    "Connections.csv": CONNECTIONS,
    "messages.csv": MESSAGES,
    "Invitations.csv": b"From,To\n",
    "Rich_Media/a.jpg": b"x",
}


def read(files: Mapping[str, bytes], importer: LinkedInArchive = ARCHIVE) -> list[Draft | Problem]:
    return list(importer.read(io.BytesIO(linkedin_zip(files)), "linkedin.zip"))


def drafts(files: Mapping[str, bytes], importer: LinkedInArchive = ARCHIVE) -> list[Draft]:
    found = read(files, importer)
    assert not [outcome for outcome in found if isinstance(outcome, Problem)]
    return [outcome for outcome in found if isinstance(outcome, Draft)]


def told(found: Sequence[Draft]) -> dict[str, list[str]]:
    """Return the touches of each person: `2024-03-05 outgoing`."""
    return {d.details.name.display: [f"{touch.on} {touch.direction.value}" for touch in d.touches] for d in found}


def rows_of_csv(data: bytes = CONNECTIONS) -> list[Draft]:
    return [outcome for outcome in CSV.read(io.BytesIO(data), "linkedin.zip") if isinstance(outcome, Draft)]


def test_connections_come_with_their_touches_and_then_those_who_only_wrote() -> None:
    found = drafts(WHOLE)
    assert told(found) == {
        "Ana Lima": ["2024-03-06 outgoing", "2024-03-07 incoming"],
        "Ben Ode": ["2016-01-02 outgoing"],
        "Chi Park": [],
        "Dov Levi": ["2024-03-07 incoming"],
    }
    assert [(draft.place.file, draft.place.number) for draft in found] == [("linkedin.zip", n) for n in range(1, 5)]
    assert [draft.only_if_asked for draft in found] == [False, False, False, True]


def test_somebody_who_only_wrote_has_a_name_a_profile_and_a_warning() -> None:
    stranger = drafts(WHOLE)[-1]
    assert (stranger.details.name.given, stranger.details.name.family) == ("Dov", "Levi")
    assert [link.value for link in stranger.details.links] == [profile("Dov Levi")]
    assert stranger.warnings == ("Not a connection: only in messages.",)
    assert stranger.uid == ""


@pytest.mark.parametrize(
    "name", ["Dov Levi, MD, PhD", "Dr. Dov Levi", "Dov", "王小明", "Maria de la Cruz Jr.", "Levi, Dov"]
)
def test_the_name_of_somebody_who_only_wrote_is_read_as_in_a_connection(name: str) -> None:
    links = {name: "https://www.linkedin.com/in/dov"}
    rows = [message(ME, "Ana Lima", "2024-03-05 10:00:00 UTC")]
    rows += [message(name, ME, "2024-03-07 10:00:00 UTC", links=links)]
    stranger = drafts({"Connections.csv": CONNECTIONS, "messages.csv": messages_csv(rows)})[-1]
    assert stranger.details.name.display.replace(".", "") in (name.replace(".", ""), "Dov Levi")
    again = next(iter(CSV.read(io.BytesIO(stranger.raw), "")))
    assert isinstance(again, Draft)
    assert again.details == stranger.details
    assert again.raw == stranger.raw


def test_rows_without_messages_are_those_of_the_table_alone() -> None:
    without = {name: data for name, data in WHOLE.items() if name != "messages.csv"}
    assert drafts(without) == rows_of_csv()
    assert drafts(WHOLE)[2] == rows_of_csv()[2]


def test_rows_are_those_of_the_table_alone_where_messages_are_not_looked_at() -> None:
    assert drafts(WHOLE, LinkedInArchive(CSV, messages=False)) == rows_of_csv()


def test_touches_change_the_digest_and_not_the_row() -> None:
    alone, joined = rows_of_csv()[0], drafts(WHOLE)[0]
    assert joined.raw == alone.raw
    assert joined.digest != alone.digest
    assert replace(joined, touches=(), digest=alone.digest) == alone
    newer = messages_csv(
        [message(ME, "Ana Lima", "2024-03-05 23:30:00 UTC"), message(ME, "Ben Ode", "2016-01-02 08:00:00 UTC")]
    )
    assert drafts({**WHOLE, "messages.csv": newer})[0].digest not in (alone.digest, joined.digest)


def test_cut_tells_the_digests_that_read_gives() -> None:
    rows = list(ARCHIVE.cut(io.BytesIO(linkedin_zip(WHOLE)), "linkedin.zip"))
    assert [row.digest for row in rows] == [draft.digest for draft in drafts(WHOLE)]
    assert [row.read() for row in rows] == drafts(WHOLE)


def test_no_word_of_a_message_is_in_what_comes_out() -> None:
    secret = SECRET.split()[-1]
    assert secret.encode() in MESSAGES
    assert secret not in repr(read(WHOLE))


@pytest.mark.parametrize(
    "files",
    [
        {f"Basic_LinkedInDataExport_03-07-2024/{name}": data for name, data in WHOLE.items()},
        {name.upper(): data for name, data in WHOLE.items()},
        {**WHOLE, "guide_messages.csv": MESSAGES, "learning_role_play_messages.csv": MESSAGES},
    ],
)
def test_the_files_are_found_wherever_they_lie(files: dict[str, bytes]) -> None:
    assert drafts(files) == drafts(WHOLE)


def test_the_profile_in_the_archive_tells_who_the_user_is() -> None:
    rows = [message("Dov Levi", ME, "2024-03-07 10:00:00 UTC"), message("Dov Levi", ME, "2024-03-08 10:00:00 UTC")]
    files = {"Connections.csv": CONNECTIONS, "messages.csv": messages_csv(rows)}
    for titles in ("First Name,Last Name,Maiden Name", "First Name,Last Name"):
        own = f"{titles}\nNoor,Haddad,\n".encode()
        assert "Dov Levi" in told(drafts({**files, "Profile.csv": own}))
    for empty in (b"", b"First Name,Last Name\n"):
        assert len(drafts({**files, "Profile.csv": empty})) == 4


def test_old_exports_without_profiles_are_joined_by_name() -> None:
    old = [title for title in CONNECTION_TITLES if title != "URL"]
    connections = connections_csv(
        [["Ana", "Lima", "", "Northside", "CRC", "05 Mar 2019"], ["Ben", "Ode", "", "", "", "05 Mar 2019"],
         ["Ben", "Ode", "", "Other", "", "06 Mar 2019"]], old
    )  # fmt: skip
    without = messages_csv(
        [message("Ana Lima, PhD", ME, "2018-03-07 10:00:00 UTC"), message(ME, "Ben Ode", "2018-03-08 10:00:00 UTC")],
        [title for title in MESSAGE_TITLES if "PROFILE" not in title],
    )
    for messages in (without, messages_csv([message("Ana Lima", ME, "2018-03-07 10:00:00 UTC"),
                                            message(ME, "Ben Ode", "2018-03-08 10:00:00 UTC")])):  # fmt: skip
        found = drafts({"Connections.csv": connections, "messages.csv": messages})
        assert [len(draft.touches) for draft in found[:3]] == [1, 0, 0]


def test_an_archive_of_messages_alone_gives_the_people_in_them() -> None:
    found = drafts({"messages.csv": MESSAGES})
    assert [draft.details.name.display for draft in found] == ["Dov Levi", "Ana Lima", "Ben Ode"]
    assert found[0].warnings == ("Only in messages: the archive has no connections.",)
    with pytest.raises(Unreadable, match="import it with its messages"):
        read({"messages.csv": MESSAGES}, LinkedInArchive(CSV, messages=False))


def test_messages_that_cannot_be_dated_are_told_once() -> None:
    rows = [message(ME, "Ana Lima", sent) for sent in ("2024-03-05 10:00:00 UTC", "soon", "later")]
    found = read({"Connections.csv": CONNECTIONS, "messages.csv": messages_csv(rows)})
    problems = [outcome for outcome in found if isinstance(outcome, Problem)]
    assert [problem.why for problem in problems] == [
        "2 messages in messages.csv came without a date that can be read, the first on line 4."
    ]


def test_a_table_of_messages_with_other_columns_costs_no_connection() -> None:
    found = read({"Connections.csv": CONNECTIONS, "messages.csv": b"Who,When\nAna,2019\n"})
    assert [type(outcome) for outcome in found] == [Draft, Draft, Draft, Problem]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (linkedin_zip({"xl/workbook.xml": b"", "[Content_Types].xml": b""}), "an Excel workbook"),
        (linkedin_zip({"Friends.vcf": b""}), "unpack it, and import Friends.vcf"),
        (linkedin_zip({"messages.csv": b"a,b\n1,2\n"}), "unpack it, and import messages.csv"),
        (linkedin_zip({}), "empty"),
        (linkedin_zip(WHOLE)[:-30], "damaged"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (linkedin_zip({**WHOLE, "messages.csv": b"\0" * 60_000_000}), "would unfold to 60 MB"),
        (linkedin_zip({"Connections.csv": b"\0" * 60_000_000}), "would unfold to 60 MB"),
    ],
)
def test_another_archive_is_refused_in_one_sentence_before_anything_comes_out(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=r"^linkedin\.zip [^\n]+\.$|^[^\n]+ in linkedin\.zip [^\n]+\.$") as caught:
        next(ARCHIVE.cut(io.BytesIO(data), "linkedin.zip"))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("head", "is_archive"),
    [
        (linkedin_zip(WHOLE)[:65_536], True),
        (linkedin_zip({}), True),
        (b"PK,KP\n1,2\n", False),
        (CONNECTIONS, False),
        (b"BEGIN:VCARD\r\n", False),
        (b"", False),
    ],
)
def test_every_zip_archive_is_looked_into_and_nothing_else(head: bytes, is_archive: bool) -> None:
    assert ARCHIVE.sniff(head) is is_archive


def test_memory_is_bounded_by_the_days_and_not_by_the_messages() -> None:
    rows = [
        message(ME, "Ana Lima", f"20{10 + number % 10}-03-05 10:00:00 UTC")
        | {"CONTENT": Random(number).randbytes(1_000).hex()}
        for number in range(8_000)
    ]
    data = linkedin_zip({"Connections.csv": CONNECTIONS, "messages.csv": messages_csv(rows)})
    del rows
    tracemalloc.start()
    try:
        found = list(ARCHIVE.read(io.BytesIO(data), "linkedin.zip"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(found[0], Draft)
    assert len(found[0].touches) == 10
    assert peak < 4_000_000, f"{peak} bytes"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_archives_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(linkedin_zip(WHOLE))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):  # the one way to fail
        list(ARCHIVE.read(io.BytesIO(bytes(whole)), "linkedin.zip"))
