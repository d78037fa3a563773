"""Keys of one's own."""

import pytest
from textual.widgets import DataTable

from qualbench.errors import ReadingError
from qualbench.tui import keymap


@pytest.fixture
def written(tmp_path):
    """``keys.toml`` with this content."""

    def written(content):
        file = tmp_path / "keys.toml"
        file.write_text(content, encoding="utf-8")
        return file

    return written


def test_every_action_of_every_screen_has_an_id():
    for owner in keymap.owners():
        for binding in keymap.own_bindings(owner):
            assert binding.id, f"{owner.__name__}: {binding.key} has no id"
            assert binding.id.count(".") == 1


def test_one_id_means_one_thing():
    meant = {}
    for owner in keymap.owners():
        for binding in keymap.own_bindings(owner):
            action = binding.action.removeprefix("app.").removeprefix("screen.")
            before = meant.setdefault(binding.id, action)
            assert before == action, f"{owner.__name__}: {binding.id}"


def test_without_a_file_nothing_is_changed(tmp_path):
    assert keymap.load(tmp_path / "keys.toml") == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('library.topics = "o"', {"library.topics": "o"}),
        ('"library.topics" = "o"', {"library.topics": "o"}),
        ('[library]\ntopics = "o"', {"library.topics": "o"}),
        ('app.keys = ["f9", "?"]', {"app.keys": "f9,question_mark"}),
        ('app.keys = "f9, Alt+F9"', {"app.keys": "f9,alt+f9"}),
        (
            'topics.read_on = ["shift+z", "Shift+PgUp", "+", ","]',
            {"topics.read_on": "Z,shift+pageup,plus,comma"},
        ),
    ],
)
def test_a_line_gives_an_action_its_keys(written, line, expected):
    assert keymap.load(written(line)) == expected


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("library.topics = o", "cannot be read", "library.open"),
        (
            'library.topicz = "o"',
            "no action called 'library.topicz'",
            "Did you mean library.topics",
        ),
        ('library.topics = "ctrl+nope"', "unknown, 'ctrl+nope'", "Keys are named like these"),
        ('library.topics = "hyper+k"', "unknown, 'hyper+k'", "Keys are named like these"),
        ('library.topics = ""', "unknown, ''", "Keys are named like these"),
        ("library.topics = 3", "has no key or list of keys", "library.open"),
        ("library.topics = []", "has no key or list of keys", "library.open"),
        (
            'library.topics = "g"',
            "g is the key of both library.topics and library.agreement",
            "another",
        ),
        ('app.search = "t"', "t is the key of both app.search and", "another key"),
    ],
)
def test_what_cannot_be_meant_is_one_line_that_names_the_file(written, content, message, hint):
    file = written(content)
    with pytest.raises(ReadingError) as raised:
        keymap.load(file)
    assert raised.value.message.startswith(f"{file}: ")
    assert message in raised.value.message
    assert hint in raised.value.hint
    assert "\n" not in raised.value.message


def test_two_actions_may_swap_their_keys(written):
    swapped = keymap.load(written('library.topics = "g"\nlibrary.agreement = "t"'))
    assert swapped == {"library.topics": "g", "library.agreement": "t"}


def test_a_file_that_is_no_text_is_refused_in_one_line(written, tmp_path):
    (tmp_path / "keys.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadingError, match="cannot be read"):
        keymap.load(tmp_path / "keys.toml")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ctrl+k", "Ctrl+K"),
        ("question_mark", "?"),
        ("escape", "Esc"),
        ("space", "Space"),
        ("shift+right", "Shift+→"),
        ("pageup", "PgUp"),
        ("f1", "F1"),
        ("j", "j"),
        ("J", "J"),
        ("left_square_bracket", "["),
    ],
)
def test_a_key_is_said_as_people_say_it(key, name):
    assert keymap.said(key) == name


def test_the_folder_of_the_file(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("QUALBENCH_CONFIG", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert keymap.file() == tmp_path / ".config" / "qualbench" / "keys.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert keymap.file() == tmp_path / "xdg" / "qualbench" / "keys.toml"
    monkeypatch.setenv("QUALBENCH_CONFIG", str(tmp_path / "own"))
    assert keymap.file() == tmp_path / "own" / "keys.toml"


async def test_keys_of_ones_own_work_and_the_usual_ones_no_longer(tiny):
    from qualbench import workbench
    from qualbench.tui.app import Bench

    with workbench.opened(tiny) as project:
        app = Bench(project, "ana", {"library.agreement": "f5", "list.down": "n"})
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("n", "j")
            assert app.screen.query_one(DataTable).cursor_row == 1
            assert app.key("library.agreement") == "F5"
            await pilot.press("g")
            assert type(app.screen).__name__ == "Library"
            await pilot.press("f5")
            assert type(app.screen).__name__ == "Agreement"
            assert app.key("app.keys") == "?"
            assert app.key("no.such") == ""


def test_the_command_lists_actions_with_the_keys_that_a_person_gave_them(
    run, listed, written, monkeypatch
):
    file = written('library.agreement = "f5"')
    monkeypatch.setenv("QUALBENCH_CONFIG", str(file.parent))
    found = {row["id"]: row for row in listed("keys")}
    assert found["library.agreement"] == {
        "id": "library.agreement",
        "keys": ["f5"],
        "own": True,
        "does": "How far coders agree",
    }
    assert (found["app.keys"]["keys"], found["app.keys"]["own"]) == (["question_mark"], False)
    assert run("keys", "--file").stdout == f"{file}\n"
    assert "library.agreement" in run("keys").stdout


def test_the_program_does_not_start_with_keys_that_cannot_be_meant(
    written, monkeypatch, tiny, facts
):
    from qualbench import tui

    monkeypatch.setenv("QUALBENCH_CONFIG", str(written('a.b = "c"').parent))
    before = facts(tiny)
    with pytest.raises(ReadingError, match=r"no action called 'a\.b'"):
        tui.run(tiny, "ana")
    assert facts(tiny) == before


async def test_the_keys_of_a_screen_are_those_of_the_program_alone(program, tiny, keys, shown):
    async with program(tiny, "question_mark", size=(200, 60)) as pilot:
        assert "Pointedtable" not in shown(pilot)
        assert "Page Left" not in shown(pilot)
        await keys(pilot, "escape", "enter", "t", "question_mark")
        assert "Put the code on the marked words" in shown(pilot)
        assert "Back to the text" in shown(pilot)
