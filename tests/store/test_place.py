"""Network drives and synced folders: what is recognised, and what is not taken for one."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from qualbench.store.place import Mount, Place, mounts, network_of, place, synced_by

LOCAL = Mount("/dev/sda1", "/", "ext4", "rw")


def mount(folder, kind, device="server:/share", options="rw"):
    return Mount(device, folder, kind, options)


def system(path, *found):
    return network_of(PurePosixPath(path), [LOCAL, *found])


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("nfs", "NFS"),
        ("nfs4", "NFS"),
        ("cifs", "SMB"),
        ("smb3", "SMB"),
        ("smbfs", "SMB"),
        ("afpfs", "AFP"),
        ("webdav", "WebDAV"),
        ("davfs", "WebDAV"),
        ("fuse.sshfs", "SSHFS"),
        ("fuse.rclone", "cloud storage"),
        ("9p", "9P"),
        ("ceph", "Ceph"),
        ("fuse.glusterfs", "GlusterFS"),
        ("lustre", "Lustre"),
        ("afs", "AFS"),
        ("beegfs", "BeeGFS"),
        ("ext4", ""),
        ("apfs", ""),
        ("tmpfs", ""),
        ("overlay", ""),
        ("fuse.encfs", ""),
        ("nfsd", ""),
    ],
)
def test_the_type_of_the_file_system_says_whether_it_is_another_machines(kind, said):
    assert system("/mnt/share/study.qualbench", mount("/mnt/share", kind)) == said


def test_the_nearest_mount_counts_and_of_several_on_one_folder_the_last():
    share, disk = mount("/mnt/share", "nfs"), mount("/mnt/share/disk", "ext4", "/dev/sdb1")
    assert system("/mnt/share/disk/a", disk, share) == ""
    assert system("/mnt/share/a", disk, share) == "NFS"
    assert system("/mnt/shared/a", share) == ""
    over = mount("/mnt/share", "autofs", "systemd-1")
    assert system("/mnt/share/a", over, share) == "NFS"
    assert system("/mnt/share/a", share, mount("/mnt/share", "tmpfs", "tmpfs")) == ""


def test_webdav_is_known_by_its_address_too():
    assert system("/mnt/dav/a", mount("/mnt/dav", "fuse", "https://cloud.example/dav")) == "WebDAV"
    assert system("/mnt/own/a", mount("/mnt/own", "fuse", "own")) == ""


def test_a_disk_of_the_host_is_no_network_drive():
    windows = mount("/mnt/c", "9p", "drvfs", "rw,aname=drvfs;path=C:\\;uid=1000")
    assert system("/mnt/c/Users/a", windows) == ""
    assert network_of(PurePosixPath("/a"), [mount("/", "9p", "none")]) == ""


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (r"\\server\share\study.qualbench", "SMB"),
        (r"\\?\UNC\server\share\study.qualbench", "SMB"),
        (r"\\?\C:\study.qualbench", ""),
        (r"Z:\study\study.qualbench", "SMB"),
        (r"C:\study\study.qualbench", ""),
    ],
)
def test_windows_shares_and_mapped_drives(path, said):
    drives = [Mount("C:\\", "C:\\", "NTFS", "rw,fixed"), Mount("Z:\\", "Z:\\", "NTFS", "rw,remote")]
    assert network_of(PureWindowsPath(path), drives) == said


def test_the_file_systems_of_this_machine_are_told():
    assert "/" in {PurePosixPath(one.folder).anchor for one in mounts()}
    assert all(one.type for one in mounts())


# Synced folders


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "shared" / "our" / "study"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.driveupload/", "Google Drive"),
        (".sync_c6217acc34d7.db", "Nextcloud or ownCloud"),
        ("._sync_c6217acc34d7.db", "Nextcloud or ownCloud"),
        (".owncloudsync.log", "Nextcloud or ownCloud"),
        (".stfolder/", "Syncthing"),
        (".megaignore", "MEGA"),
        (".SynologyWorkingDirectory/", "Synology Drive"),
    ],
)
def test_a_programs_mark_on_the_way_up_tells_it(tmp_path, folder, mark, program):
    assert place(folder / "study.qualbench") is None
    made = tmp_path / "shared" / mark
    made.mkdir() if mark.endswith("/") else made.touch()
    assert place(folder / "study.qualbench") == Place("synced", program)
    assert place(tmp_path / "study.qualbench") is None


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Clinic of Ours", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/Dropbox", "Dropbox"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Box", "Box"),
        ("pCloudDrive", "pCloud"),
        ("Seafile", "Seafile"),
    ],
)
def test_folders_that_programs_make_in_a_persons_own_are_known_by_name(home, name, program):
    file = home / name / "study" / "study.qualbench"
    assert place(file) == Place("synced", program)


@pytest.mark.parametrize(
    "name",
    [
        "Dropbox",  # without its mark: a folder that somebody called so
        "Dropbox backup",
        "OneDrive-2019",
        "work/OneDrive",
        "Boxes",
        "CloudStorage/Box-Box",
        "Documents",
        "my.stfolder.notes",
    ],
)
def test_a_name_that_is_merely_alike_alarms_nobody(home, name):
    file = home / name / "study.qualbench"
    file.parent.mkdir(parents=True)
    assert synced_by(file) == ""


def test_the_settings_that_dropbox_keeps_at_home_do_not_make_all_of_it_synced(home):
    (home / ".dropbox").mkdir()
    assert place(home / "study.qualbench") is None


def test_a_link_is_followed_both_ways(tmp_path, folder):
    (tmp_path / "shared" / ".stfolder").mkdir()
    into, out = tmp_path / "into.qualbench", folder / "out.qualbench"
    (folder / "study.qualbench").touch()
    (tmp_path / "local.qualbench").touch()
    into.symlink_to(folder / "study.qualbench")
    out.symlink_to(tmp_path / "local.qualbench")
    assert place(into) == Place("synced", "Syncthing")
    assert place(out) is None


def test_a_folder_that_cannot_be_looked_into_is_no_error(tmp_path):
    (tmp_path / "file").touch()
    assert place(tmp_path / "file" / "study.qualbench") is None
    assert place(tmp_path / "missing" / "study.qualbench") is None
