"""Places where SQLite's write-ahead log breaks: folders of cloud drives and network file systems."""

from __future__ import annotations

from pathlib import Path

from netcrm.errors import StoreProblem

_CLOUD_FOLDERS = (
    "dropbox",
    "onedrive",
    "onedrive-personal",
    "google drive",
    "googledrive",
    "mobile documents",
    "cloudstorage",
    "icloud drive",
    "iclouddrive",
    "nextcloud",
    "owncloud",
    "pcloud drive",
    "pclouddrive",
)
_NETWORK_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs", "lustre", "davfs", "fuse.sshfs",
        "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.s3fs", "fuse.glusterfs", "fuse.onedriver",
        "fuse.google-drive-ocamlfuse",
    }
)  # fmt: skip


def refuse_unsafe_place(path: Path) -> None:
    """Raise `StoreProblem` where `path`, or what its links lead to, lies in a cloud drive or on a network drive."""
    real = path.resolve()
    for part in (*path.parent.parts, *real.parent.parts):
        folded = part.casefold()
        if any(folded == name or folded.startswith(f"{name} ") for name in _CLOUD_FOLDERS):
            raise StoreProblem(
                f"{path} lies in “{part}”, a synchronised folder, where a store can be damaged."
                " Keep it on this machine's own disk and copy what `netcrm backup` writes."
            )
    system = _file_system(real)
    if system in _NETWORK_SYSTEMS:
        raise StoreProblem(
            f"{path} lies on a network drive ({system}), where a store can be damaged."
            " Keep it on this machine's own disk and copy what `netcrm backup` writes."
        )


def _file_system(path: Path) -> str:
    """Return the type of the file system that holds `path`, or nothing where the system does not tell."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, system = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) > 2:
            point = fields[1].replace("\\040", " ")
            inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, system = point, fields[2]
    return system
