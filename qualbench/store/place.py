"""Where a project lies: whether other machines reach the file behind SQLite's back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Place:
    """Where no file should lie that is being written to, and of what: ``NFS``, ``Dropbox``.

    ``network`` is a disk of another machine, ``synced`` a folder of which a program keeps copies
    on other machines.
    """

    kind: Literal["network", "synced"]
    of: str


def place(path: Path) -> Place | None:
    """Where a file lies, or will lie; None for a local disk, as far as can be seen.

    Links are followed. Not to be seen: iCloud's Desktop and Documents; a folder that was given
    another name, or moved, of a program that leaves no mark in it (Box, iCloud, pCloud, Seafile,
    OneDrive on Linux); a disk of another machine behind a file system that is not known here;
    and whether a disk of this machine is another one's network drive.
    """
    real = path.resolve()
    if program := synced_by(real):
        return Place("synced", program)
    if system := network_of(real, mounts()):
        return Place("network", system)
    return None


# Folders that are synced

_MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".sync_*.db", "Nextcloud or ownCloud"),
    ("._sync_*.db", "Nextcloud or ownCloud"),
    (".owncloudsync.log", "Nextcloud or ownCloud"),
    (".stfolder", "Syncthing"),
    (".megaignore", "MEGA"),
    (".SynologyWorkingDirectory", "Synology Drive"),
)
"""What programs leave in the folders that they sync, SharePoint's libraries among OneDrive's."""

_AT_HOME = (
    (r"OneDrive( - .+)?", "OneDrive"),
    (r"Google Drive|My Drive", "Google Drive"),
    (r"iCloud ?Drive", "iCloud"),
    (r"Box( Sync)?", "Box"),
    (r"pCloud ?Drive", "pCloud"),
    (r"MEGAsync", "MEGA"),
    (r"Seafile|SeaDrive", "Seafile"),
)
"""What programs call their folder, in a person's own; elsewhere the name alone says nothing."""


def synced_by(path: Path) -> str:
    """The program that syncs a folder in which a path lies; empty where none is seen."""
    found = (_marked(folder) or _named(folder) for folder in path.parents)
    return next(filter(None, found), "")


def _marked(folder: Path) -> str:
    with suppress(OSError):  # who may not look into a folder sees no mark in it
        for entry in folder.iterdir():
            for mark, program in _MARKS:
                if fnmatch(entry.name, mark) and not _settings(entry):
                    return program
    return ""


def _settings(entry: Path) -> bool:
    """Dropbox keeps its settings in a folder that is called as its mark is."""
    return entry.name == ".dropbox" and entry.is_dir()


def _named(folder: Path) -> str:
    above = folder.parent
    if above.parts[-2:] == ("Library", "CloudStorage"):  # macOS: OneDrive-Personal, Box-Box
        return folder.name.partition("-")[0]
    if folder.parts[-2:] == ("Library", "Mobile Documents"):
        return "iCloud"
    if folder.name == "My Drive" and above == above.parent:  # a drive that is no disk
        return "Google Drive"
    names = (by for name, by in _AT_HOME if re.fullmatch(name, folder.name))
    return next(names, "") if above == _home() else ""


def _home() -> Path | None:
    with suppress(RuntimeError, OSError):  # not everybody has one
        return Path.home().resolve()
    return None


# Disks of other machines

_NETWORK = {
    **dict.fromkeys(("nfs", "nfs4"), "NFS"),
    **dict.fromkeys(("cifs", "smb3", "smbfs", "ncpfs"), "SMB"),
    **dict.fromkeys(("davfs", "webdav"), "WebDAV"),
    **dict.fromkeys(("ceph", "ceph-fuse"), "Ceph"),
    **dict.fromkeys(("afs", "auristorfs"), "AFS"),
    **dict.fromkeys(("rclone", "s3fs", "gcsfuse", "goofys", "juicefs"), "cloud storage"),
    "9p": "9P",
    "afpfs": "AFP",
    "beegfs": "BeeGFS",
    "glusterfs": "GlusterFS",
    "gpfs": "GPFS",
    "gvfsd-fuse": "GVfs",
    "lustre": "Lustre",
    "orangefs": "OrangeFS",
    "sshfs": "SSHFS",
}
"""Types of file systems, those in user space without ``fuse.``, and what people call them."""


class Mount(NamedTuple):
    """A file system: what is mounted where, its type and options."""

    device: str
    folder: str
    type: str
    options: str


def mounts() -> tuple[Mount, ...]:
    """The file systems of this machine; none where it does not tell."""
    import psutil

    with suppress(OSError, psutil.Error):
        found = psutil.disk_partitions(all=True)
        return tuple(Mount(one.device, one.mountpoint, one.fstype, one.opts) for one in found)
    return ()


def network_of(path: PurePath, mounts: Iterable[Mount]) -> str:
    """By what a path, without links, is reached on another machine; empty for a disk of this one.

    Of mounts on one folder the last one counts, which hides the others.
    """
    if re.match(r"\\\\([^?.]|\?\\UNC\\)", path.drive):
        return "SMB"
    around = [mount for mount in mounts if path.is_relative_to(mount.folder)]
    around.sort(key=lambda mount: len(mount.folder))
    return _system(around[-1]) if around else ""


def _system(mount: Mount) -> str:
    if "remote" in mount.options.split(","):  # Windows
        return "SMB"
    if mount.type == "fuse" and "://" in mount.device:
        return "WebDAV"
    of_the_host = mount.folder == "/" or "aname=drvfs" in mount.options
    if mount.type == "9p" and of_the_host:  # a container's own disk, Windows' disk in its Linux
        return ""
    return _NETWORK.get(mount.type.removeprefix("fuse."), "")
