from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.errors import Unreadable
from netcrm.formats.archives import UNFOLDED_LIMIT, find_file, opened_archive, opened_file
from tests.formats.importer_contract import ShortReads


def archive_of(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def content(data: bytes, name: str) -> bytes:
    """Return what the file of this name in an archive holds."""
    with opened_archive(io.BytesIO(data), "x.zip") as archive:
        info = find_file(archive, name)
        assert info is not None
        with opened_file(archive, info, "x.zip") as stream:
            return stream.read()


@pytest.mark.parametrize(
    "name", ["Connections.csv", "connections.CSV", "Basic/2024/CONNECTIONS.csv", "a\\Connections.csv"]
)
def test_a_file_is_found_in_any_folder_and_case(name: str) -> None:
    assert content(archive_of({"read.me": b"", name: b"rows"}), "Connections.csv") == b"rows"


def test_of_several_files_the_one_least_deep_is_taken() -> None:
    data = archive_of(
        {"old/2019/Connections.csv": b"old", "__MACOSX/x/._Connections.csv": b"", "a/Connections.csv": b"new"}
    )
    assert content(data, "Connections.csv") == b"new"


def test_an_archive_can_come_through_a_pipe() -> None:
    class Pipe(ShortReads):
        def seekable(self) -> bool:
            return False

    data = archive_of({"a.csv": b"rows"})
    with opened_archive(io.BufferedReader(Pipe(data, 7)), "-") as archive:
        assert archive.namelist() == ["a.csv"]


def broken_checksum(data: bytes) -> bytes:
    """Return the archive with another checksum beside its file, and in its list."""
    crc = zipfile.ZipFile(io.BytesIO(data)).infolist()[0].CRC
    return data.replace(struct.pack("<L", crc), struct.pack("<L", crc ^ 1))


def locked(data: bytes) -> bytes:
    """Return the archive with the mark of a password on its file."""
    at = data.index(b"PK\x01\x02")
    return data[:6] + b"\x01" + data[7 : at + 8] + b"\x01" + data[at + 9 :]


def declaring(size: int) -> Callable[[bytes], bytes]:
    """Return a change of the size that an archive declares for its first file."""

    def changed(data: bytes) -> bytes:
        at = data.index(b"PK\x01\x02")
        return data[: at + 24] + struct.pack("<L", size) + data[at + 28 :]

    return changed


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (broken_checksum, "damaged"),
        (locked, "locked with a password"),
        (declaring(UNFOLDED_LIMIT + 1), "would unfold to 536 MB"),
        (declaring(100_000_000), "would unfold to 100 MB"),
        (declaring(10), "damaged"),
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:30], "damaged"),
        (lambda data: data[:-10], "damaged"),
        (lambda data: data.replace(b"PK\x01\x02", b"PK\x09\x09"), "damaged"),
        (lambda _: archive_of({"a.csv": b"a,b\n" * 900}, zipfile.ZIP_BZIP2), "packed in an unusual way"),
        (lambda _: archive_of({"a.csv": b"\0" * 50_000_000}), "would unfold to 50 MB"),
    ],
)
def test_what_cannot_be_unfolded_is_said_in_one_sentence(change: Callable[[bytes], bytes], words: str) -> None:
    data = archive_of({"a.csv": b"".join(b"%d,%d\n" % (n, n * n) for n in range(900))})
    with pytest.raises(Unreadable, match=r"^[^\n]+\.$") as caught:
        content(change(data), "a.csv")
    assert words in str(caught.value)
    assert "x.zip" in str(caught.value)


def test_a_bomb_that_lies_about_its_size_takes_neither_time_nor_memory() -> None:
    bomb = declaring(40_000)(archive_of({"a.csv": b"\0" * 200_000_000}))
    tracemalloc.start()
    started = time.perf_counter()
    try:
        with pytest.raises(Unreadable):
            content(bomb, "a.csv")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000
    assert time.perf_counter() - started < 2


def test_an_archive_of_very_many_files_is_refused_before_they_are_listed() -> None:
    data = archive_of({"a.csv": b""})
    at = data.index(b"PK\x05\x06")
    huge = data[: at + 12] + struct.pack("<L", 400_000_000) + data[at + 16 :]
    with pytest.raises(Unreadable, match="holds more files than"), opened_archive(io.BytesIO(huge), "x.zip"):
        pass


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_damaged_archives_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(archive_of({"Basic/a.csv": b"First Name,Last Name\nAna,Lima\n" * 9, "b.csv": b"x"}))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        with opened_archive(io.BytesIO(bytes(whole)), "x.zip") as archive:
            for info in archive.infolist():
                with opened_file(archive, info, "x.zip") as stream:
                    stream.read()
    except Unreadable:
        pass  # the one way to fail
