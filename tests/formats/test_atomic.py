from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from netcrm.errors import StoreProblem
from netcrm.formats.atomic import write_atomically


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def fail_with(number: int) -> Iterator[bytes]:
    yield b"half"
    raise OSError(number, os.strerror(number))


def test_a_file_is_written_whole_and_its_size_told(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    assert write_atomically(target, [b"one,", b"", b"two\r\n"]) == 9
    assert target.read_bytes() == b"one,two\r\n"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_a_new_file_is_its_users_alone_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_bytes(b"before")
    old.chmod(0o644)
    for target in (new, old):
        write_atomically(target, [b"after"])
    assert (mode_of(new), mode_of(old)) == (0o600, 0o644)
    assert old.read_bytes() == b"after"


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_symbolic_link_stays_one_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a.ics", tmp_path / "a.ics"
    link.symlink_to(target)
    write_atomically(link, [b"x"])
    assert link.is_symlink()
    assert target.read_bytes() == b"x"


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
def test_what_interrupts_the_writing_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise failure

    target = tmp_path / "a.vcf"
    target.write_bytes(b"old")
    with pytest.raises(failure):
        write_atomically(target, chunks())
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full. Free some space"),
        (errno.EROFS, "its folder is read-only for you"),
        (errno.EIO, "Input/output error. Name another file."),
    ],
)
def test_a_disk_that_fails_is_told_in_one_sentence_and_leaves_nothing_behind(
    tmp_path: Path, number: int, words: str
) -> None:
    target = tmp_path / "a.vcf"
    with pytest.raises(StoreProblem, match=words) as raised:
        write_atomically(target, fail_with(number))
    assert str(target) in str(raised.value)
    assert raised.value.exit_code == 6
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_at_the_very_end_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreProblem, match="the disk is full"):
        write_atomically(tmp_path / "a.vcf", [b"x"])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match=f"there is no folder {tmp_path / 'none'}"):
        write_atomically(tmp_path / "none" / "a.vcf", [b"x"])


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreProblem, match="there is no folder"):
        write_atomically(tmp_path / "file" / "a.vcf", [b"x"])


def test_a_folder_or_a_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match=r"is a folder; name a file"):
        write_atomically(tmp_path, [b"x"])
    with pytest.raises(StoreProblem, match=r"no ordinary file"):
        write_atomically(Path(os.devnull), [b"x"])
    assert not Path(os.devnull).is_file()
