from __future__ import annotations

import errno
import os
import socket
import threading
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.errors import StoreProblem
from netcrm.formats.vdir import Stamp, Vdir, VdirFile, VdirProblem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "calendar"
    folder.mkdir()
    return folder


@pytest.fixture
def vdir(folder: Path) -> Vdir:
    return Vdir(folder, ".ics", largest=1000)


def listed(vdir: Vdir) -> dict[str, VdirFile | str]:
    return {found.name: found if isinstance(found, VdirFile) else found.why for found in vdir.files()}


def file_of(vdir: Vdir, name: str) -> VdirFile:
    found = listed(vdir)[name]
    assert isinstance(found, VdirFile)
    return found


def why_not_read(vdir: Vdir, file: VdirFile) -> str:
    with pytest.raises(VdirProblem) as caught:
        vdir.read(file)
    return caught.value.why


def test_what_is_written_is_listed_and_read(vdir: Vdir, folder: Path) -> None:
    second = vdir.write("b.ics", b"two", expected=None)
    first = vdir.write("a.ics", b"one", expected=None)
    vdir.settle()
    assert vdir.files() == [first, second]
    assert [vdir.read(file) for file in (first, second)] == [b"one", b"two"]
    assert first.size == 3
    assert sorted(path.name for path in folder.iterdir()) == ["a.ics", "b.ics"]


def test_a_file_is_written_over_and_removed_where_it_is_the_one_that_was_seen(vdir: Vdir, folder: Path) -> None:
    first = vdir.write("a.ics", b"one", expected=None)
    second = vdir.write("a.ics", b"two", expected=first.stamp)
    assert vdir.read(second) == b"two"
    vdir.remove("a.ics", expected=second.stamp)
    vdir.remove("a.ics", expected=second.stamp)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_a_new_file_is_its_users_alone_and_an_old_one_keeps_its_mode(vdir: Vdir, folder: Path) -> None:
    first = vdir.write("a.ics", b"one", expected=None)
    assert (folder / "a.ics").stat().st_mode & 0o777 == 0o600
    (folder / "a.ics").chmod(0o664)
    vdir.write("a.ics", b"two", expected=first.stamp)
    assert (folder / "a.ics").stat().st_mode & 0o777 == 0o664


def test_what_others_changed_meanwhile_is_neither_written_over_nor_removed(vdir: Vdir, folder: Path) -> None:
    first = vdir.write("a.ics", b"one", expected=None)
    (folder / "a.ics").write_bytes(b"theirs")
    for expected in (first.stamp, None):
        with pytest.raises(VdirProblem, match="changed by another program"):
            vdir.write("a.ics", b"two", expected=expected)
    with pytest.raises(VdirProblem, match="changed by another program"):
        vdir.remove("a.ics", expected=first.stamp)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"theirs"]


def test_what_others_removed_meanwhile_does_not_come_back(vdir: Vdir, folder: Path) -> None:
    first = vdir.write("a.ics", b"one", expected=None)
    (folder / "a.ics").unlink()
    with pytest.raises(VdirProblem, match="changed by another program"):
        vdir.write("a.ics", b"two", expected=first.stamp)
    assert list(folder.iterdir()) == []


def test_what_is_no_file_of_the_folder_is_passed_over(vdir: Vdir, folder: Path) -> None:
    for name in (".hidden.ics", "a.ics.tmp", "color", "displayname", "notes.txt", ".ics"):
        (folder / name).write_bytes(b"x")
    assert vdir.files() == []


def test_a_link_is_told_and_neither_read_nor_written_through(vdir: Vdir, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.ics"
    outside.write_bytes(b"theirs")
    (folder / "a.ics").symlink_to(outside)
    (folder / "b.ics").symlink_to(tmp_path / "nowhere")
    why = "it is a link, and links are not followed"
    assert listed(vdir) == {"a.ics": why, "b.ics": why}
    status = outside.stat()
    stamp = Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
    assert why_not_read(vdir, VdirFile("a.ics", status.st_size, stamp)) == why
    for expected in (stamp, None):
        with pytest.raises(VdirProblem, match="a link"):
            vdir.write("a.ics", b"ours", expected=expected)
    with pytest.raises(VdirProblem, match="a link"):
        vdir.remove("a.ics", expected=stamp)
    assert outside.read_bytes() == b"theirs"
    assert (folder / "a.ics").is_symlink()


def test_the_folder_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    vdir = Vdir(tmp_path / "link", ".ics", largest=1000)
    assert vdir.read(vdir.write("a.ics", b"one", expected=None)) == b"one"
    assert (folder / "a.ics").read_bytes() == b"one"


@pytest.mark.timeout(10)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_pipes_sockets_and_folders_are_told_and_never_waited_for(
    vdir: Vdir, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder / "pipe.ics")
    (folder / "folder.ics").mkdir()
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.ics")
        names = ("folder.ics", "pipe.ics", "socket.ics")
        assert listed(vdir) == dict.fromkeys(names, "it is no ordinary file")
        for name in names:
            assert why_not_read(vdir, VdirFile(name, 1, Stamp(0, 1, 0)))
            with pytest.raises(VdirProblem, match="no ordinary file"):
                vdir.write(name, b"x", expected=None)


def test_empty_and_large_files_are_problems_of_their_own(vdir: Vdir, folder: Path) -> None:
    (folder / "empty.ics").touch()
    (folder / "largest.ics").write_bytes(b"x" * 1000)
    with (folder / "large.ics").open("wb") as stream:
        stream.truncate(50_000_000)
    assert why_not_read(vdir, file_of(vdir, "empty.ics")) == "it is empty"
    assert why_not_read(vdir, file_of(vdir, "large.ics")).startswith("it is too large (50.0 MB; at most")
    assert len(vdir.read(file_of(vdir, "largest.ics"))) == 1000


def test_a_file_that_changed_or_went_after_it_was_listed_is_not_read(vdir: Vdir, folder: Path) -> None:
    changed = vdir.write("a.ics", b"one", expected=None)
    gone = vdir.write("b.ics", b"two", expected=None)
    (folder / "a.ics").write_bytes(b"longer")
    (folder / "b.ics").unlink()
    assert "changed while it was read" in why_not_read(vdir, changed)
    assert why_not_read(vdir, gone) == "it is gone"


@pytest.mark.parametrize("grown", [b"three", b"x" * 5000])
def test_a_file_that_grows_while_it_is_read_is_not_believed(
    vdir: Vdir, folder: Path, monkeypatch: pytest.MonkeyPatch, grown: bytes
) -> None:
    file = vdir.write("a.ics", b"one", expected=None)
    read = os.read

    def read_late(descriptor: int, length: int) -> bytes:
        with (folder / "a.ics").open("ab") as stream:
            stream.write(grown)
        return read(descriptor, length)

    monkeypatch.setattr(os, "read", read_late)
    assert "changed while it was read" in why_not_read(vdir, file)


def test_a_file_that_went_while_the_folder_was_listed_is_no_problem(
    vdir: Vdir, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = vdir.write("a.ics", b"one", expected=None)
    vdir.write("b.ics", b"two", expected=None)
    names = list(folder.iterdir())
    (folder / "b.ics").unlink()
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(names))
    assert vdir.files() == [kept]


def test_a_folder_that_went_while_it_was_listed_does_not_look_empty(
    vdir: Vdir, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vdir.write("a.ics", b"one", expected=None)
    iterdir = Path.iterdir

    def unmounted(self: Path) -> list[Path]:
        found = list(iterdir(self))
        folder.rename(folder.with_name("taken"))
        return found

    monkeypatch.setattr(Path, "iterdir", unmounted)
    with pytest.raises(StoreProblem, match="it is not there"):
        vdir.files()


@pytest.mark.parametrize(
    "name",
    [
        *("../../x.ics", "/etc/x.ics", "a/b.ics", "..", ".", "", ".ics", ".hidden.ics", "a.txt", "a.ICS", "a\0.ics"),
        *("a\x1b[31m.ics", "a\nb.ics", "a\udcff.ics", "a" * 252 + ".ics", "語" * 84 + ".ics"),
    ],
)
def test_a_name_that_is_not_plain_is_never_used(vdir: Vdir, folder: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(VdirProblem, match="its name"):
        vdir.write(name, b"x", expected=None)
    with pytest.raises(VdirProblem, match="its name"):
        vdir.remove(name, expected=Stamp(0, 0, 0))
    assert "its name" in why_not_read(vdir, VdirFile(name, 1, Stamp(0, 1, 0)))
    assert list(tmp_path.rglob("*")) == [folder]


@pytest.mark.skipif(os.name != "posix", reason="such names are possible on POSIX alone")
def test_names_that_cannot_be_shown_are_told_in_letters_that_can(vdir: Vdir, folder: Path) -> None:
    (Path(os.fsdecode(bytes(folder) + b"/\xff.ics"))).write_bytes(b"x")
    (folder / "a\x1b]0;title\x07\nb.ics").write_bytes(b"x")
    found = vdir.files()
    assert all(isinstance(problem, VdirProblem) for problem in found)
    assert sorted(problem.name for problem in found) == ["a b.ics", "\ufffd.ics"]


@pytest.mark.parametrize("name", ["a b.ics", "a\\b:c.ics", "語" * 83 + ".ics", "São Paulo's.ics"])
@pytest.mark.skipif(os.name != "posix", reason="such names are possible on POSIX alone")
def test_files_that_others_named_freely_are_read_and_written(vdir: Vdir, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"theirs")
    file = file_of(vdir, name)
    assert vdir.read(file) == b"theirs"
    vdir.write(name, b"ours", expected=file.stamp)
    assert (folder / name).read_bytes() == b"ours"


@pytest.mark.parametrize(
    ("uid", "name"),
    [
        ("checkin-3f2a-20261103@netcrm", "checkin-3f2a-20261103@netcrm.ics"),
        ("A.b_c+d", "A.b_c+d.ics"),
        ("a" * 150, "a" * 150 + ".ics"),
    ],
)
def test_a_plain_uid_is_the_name_of_its_file(vdir: Vdir, uid: str, name: str) -> None:
    assert vdir.name_for(uid) == name


@given(st.text() | st.sampled_from(["../../x", "/x", ".x", "", "a" * 151, "con", "NUL.x", "a\0", "-x", "\udcff", "aé"]))
@settings(max_examples=100, deadline=None)
def test_any_uid_has_a_name_that_can_be_written(uid: str) -> None:
    """Which the folder would refuse otherwise; nothing is written here, since the folder is not there."""
    vdir = Vdir(Path("nowhere"), ".ics", largest=1)
    name = vdir.name_for(uid)
    assert name.isascii()
    assert name == vdir.name_for(uid)
    with pytest.raises(StoreProblem):
        vdir.write(name, b"x", expected=None)


def test_uids_that_are_no_names_differ_as_files(vdir: Vdir) -> None:
    uids = ["../a", "../b", "con", "a/b", "é", "e\u0301", ""]
    assert len({vdir.name_for(uid) for uid in uids}) == len(uids)
    assert not any(vdir.name_for(uid).startswith((".", "con")) for uid in uids)


@pytest.mark.parametrize("make", [lambda folder: folder.rmdir(), lambda folder: (folder.rmdir(), folder.touch())])
def test_a_folder_that_is_not_there_says_so(vdir: Vdir, folder: Path, make: object) -> None:
    assert callable(make)
    stamp = vdir.write("a.ics", b"one", expected=None).stamp
    (folder / "a.ics").unlink()
    make(folder)
    for act in (
        vdir.files,
        vdir.check_writable,
        lambda: vdir.read(VdirFile("a.ics", stamp.size, stamp)),
        lambda: vdir.write("a.ics", b"x", expected=None),
        lambda: vdir.remove("a.ics", expected=stamp),
    ):
        with pytest.raises(StoreProblem) as caught:
            act()
        assert str(folder) in str(caught.value)
        assert "name another one" in str(caught.value).casefold()
        assert caught.value.exit_code == 6
    vdir.settle()


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_folder_that_is_read_only_is_read_and_not_written(
    vdir: Vdir, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    file = vdir.write("a.ics", b"one", expected=None)
    opened = os.open

    def refuse(*arguments: object, missing_ok: bool = False) -> NoReturn:
        raise OSError(number, os.strerror(number))

    def open_to_read(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_WRONLY:
            refuse()
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", open_to_read)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert vdir.files() == [file]
    assert vdir.read(file) == b"one"
    for act in (
        vdir.check_writable,
        lambda: vdir.write("a.ics", b"two", expected=file.stamp),
        lambda: vdir.remove("a.ics", expected=file.stamp),
    ):
        with pytest.raises(StoreProblem, match="you have no right to"):
            act()
    assert [path.name for path in folder.iterdir()] == ["a.ics"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it_costs_only_itself(vdir: Vdir, folder: Path) -> None:
    vdir.write("a.ics", b"one", expected=None)
    (folder / "a.ics").chmod(0)
    assert why_not_read(vdir, file_of(vdir, "a.ics")) == "you have no right to read it"


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_else(
    vdir: Vdir, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = vdir.write("a.ics", b"one", expected=None)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreProblem, match="the disk is full"):
        vdir.write("a.ics", b"two", expected=file.stamp)
    assert [path.read_bytes() for path in folder.iterdir()] == [b"one"]


def test_a_reader_sees_the_old_content_or_the_new_one(vdir: Vdir, folder: Path) -> None:
    contents = {b"a" * 900, b"b" * 900}
    file = vdir.write("a.ics", b"a" * 900, expected=None)
    seen: set[bytes] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add((folder / "a.ics").read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for content in [b"b" * 900, b"a" * 900] * 50:
        file = vdir.write("a.ics", content, expected=file.stamp)
    done.set()
    reader.join()
    assert seen
    assert seen <= contents


def test_what_a_program_that_was_killed_left_of_a_file_goes_after_an_hour(vdir: Vdir, folder: Path) -> None:
    old, new, foreign = (folder / name for name in (".aa.netcrm-part", ".bb.netcrm-part", ".cc.part"))
    for path in (old, new, foreign):
        path.write_bytes(b"half")
    for path in (old, foreign):
        os.utime(path, (1, 1))
    vdir.settle()
    assert sorted(path.name for path in folder.iterdir()) == [".bb.netcrm-part", ".cc.part"]
