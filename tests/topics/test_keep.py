"""A run kept as JSON is the run that was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualbench.errors import ProjectError
from qualbench.model import Topic, TopicRun
from qualbench.topics import from_json, to_json

pairs = st.lists(st.tuples(st.text(), st.text())).map(tuple)
indices = st.lists(st.integers(0, 99)).map(tuple)
topics = st.builds(Topic, phrases=st.lists(st.text()).map(tuple), quotes=indices)
runs = st.builds(
    TopicRun,
    topics=st.lists(topics).map(tuple),
    labels=indices,
    parameters=pairs,
    versions=pairs,
)


@given(runs)
def test_a_run_comes_back_as_it_was_kept(run):
    assert from_json(to_json(run)) == run


@pytest.mark.parametrize("text", ["", "{}", "[]", "1", '{"topics":[{}],"labels":[]}'])
def test_what_is_no_run_is_refused(text):
    with pytest.raises(ProjectError, match="cannot be read"):
        from_json(text)
