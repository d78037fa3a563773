from qualbench import store, workbench


def test_a_desk_is_found_as_it_was_left_by_each_coder_and_is_no_fact(tiny, facts):
    before = facts(tiny)
    with workbench.opened(tiny) as project:
        assert workbench.desk(project, "zoe") == {}
        workbench.leave(project, "zoe", {"theme": "dark", "left": "30"})
        workbench.leave(project, "zoe", {"theme": "light \U0001f642", "place": "0"})
        workbench.leave(project, "ana", {"theme": "dark"})
    with workbench.opened(tiny) as project:
        left = {"left": "30", "place": "0", "theme": "light \U0001f642"}
        assert workbench.desk(project, "zoe") == left
        workbench.leave(project, "zoe", {"left": "", "never": ""})
        assert workbench.desk(project, "zoe") == {"place": "0", "theme": "light \U0001f642"}
        assert workbench.desk(project, "ana") == {"theme": "dark"}
        assert store.check(project) == ()
    assert facts(tiny) == before
