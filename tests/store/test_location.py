"""Where a store may not stand: cloud drives and network drives."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.errors import StoreProblem
from netcrm.store.location import refuse_unsafe_place


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox", "Dropbox (Personal)", "OneDrive", "OneDrive - Contoso Research", "OneDrive-Personal", "Google Drive",
        "GoogleDrive", "iCloudDrive", "Nextcloud", "Library/CloudStorage/Box-Box",
        "Library/Mobile Documents/com~apple~CloudDocs",
    ],
)  # fmt: skip
def test_a_cloud_drives_folder_is_refused_with_what_to_do_instead(tmp_path: Path, folder: str) -> None:
    with pytest.raises(StoreProblem, match=r"synchronised folder.*`netcrm backup`") as refusal:
        refuse_unsafe_place(tmp_path / folder / "crm" / "netcrm.db")
    assert refusal.value.exit_code == 6


@pytest.mark.parametrize(
    "path", ["dropboxes/netcrm.db", "my google drives/netcrm.db", "netcrm/dropbox", "onedrives/x.db"]
)
def test_what_is_only_called_alike_is_not_refused(tmp_path: Path, path: str) -> None:
    refuse_unsafe_place(tmp_path / path)


def test_a_link_into_a_cloud_drive_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "crm").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(StoreProblem, match="Dropbox"):
        refuse_unsafe_place(tmp_path / "crm" / "netcrm.db")


@pytest.mark.parametrize("system", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_drive_is_refused_by_its_kind(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    mounts = (
        f"/dev/sda1 / ext4 rw 0 0\nserver:/home /mnt/lab\\040drive {system} rw 0 0\ntmpfs /mnt/other tmpfs rw 0 0\n"
    )
    monkeypatch.setattr(Path, "read_text", lambda _path, **_more: mounts)
    with pytest.raises(StoreProblem, match=rf"network drive \({system}\)"):
        refuse_unsafe_place(Path("/mnt/lab drive/crm/netcrm.db"))
    refuse_unsafe_place(Path("/mnt/lab drives/netcrm.db"))
    refuse_unsafe_place(Path("/mnt/other/netcrm.db"))


def test_a_system_that_does_not_tell_its_mounts_is_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def gone(*_: object, **__: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", gone)
    refuse_unsafe_place(tmp_path / "netcrm.db")
