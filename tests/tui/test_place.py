"""A project in a synced folder: the program says so once, when it begins."""

import shutil

import pytest


@pytest.fixture
def synced(tiny, tmp_path):
    folder = tmp_path / "shared"
    (folder / ".stfolder").mkdir(parents=True)
    return shutil.copy(tiny, folder / "tiny.qualbench")


async def test_it_is_said_when_the_program_begins_with_what_to_do_instead(program, synced):
    async with program(synced) as pilot:
        (told,) = pilot.app._notifications
        assert (told.severity, "that Syncthing syncs" in told.title) == ("warning", True)
        assert "`qualbench handout`" in told.message


async def test_on_a_local_disk_nothing_is_said(program, tiny):
    async with program(tiny) as pilot:
        assert not pilot.app._notifications
