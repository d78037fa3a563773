import hashlib
import json
import time
from datetime import UTC, datetime
from uuid import RFC_4122, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from qualbench.store.ids import canonical, content_id, is_content_id, new_id, now, sha256

PROJECT = "0198f3a0-0000-7000-8000-000000000000"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_a_new_id_is_a_uuid_of_version_7_that_begins_with_the_milliseconds():
    before = time.time_ns() // 1_000_000
    made = UUID(new_id())
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_new_ids_differ_within_a_millisecond_and_are_no_content_ids():
    made = {new_id() for _ in range(2000)}
    assert len(made) == 2000
    assert not any(is_content_id(fact) for fact in made)


def test_new_ids_of_one_program_are_in_the_order_in_which_they_were_made():
    made = []
    for _ in range(500):
        made.append(new_id())
        time.sleep(1e-6)  # a system's clock may stand still for less
    assert made == sorted(made)


def test_a_content_id_is_the_uuid_5_of_the_canonical_content_in_the_project():
    made = content_id(PROJECT, {"b": "é", "a": 1})
    assert made == str(uuid5(UUID(PROJECT), '{"a":1,"b":"é"}'))
    assert made == content_id(PROJECT, {"a": 1, "b": "é"})
    assert is_content_id(made)
    assert made != content_id(new_id(), {"a": 1, "b": "é"})


def test_what_is_no_uuid_is_no_content_id():
    assert [is_content_id(text) for text in ("", "tampered", "5" * 14)] == [False] * 3


@given(JSON)
def test_canonical_json_says_the_same_and_nothing_more(content):
    written = canonical(content)
    assert json.loads(written) == content
    assert canonical(json.loads(json.dumps(content, indent=1))) == written


@given(st.dictionaries(st.text(), st.integers()))
def test_canonical_json_does_not_depend_on_the_order_of_keys(content):
    assert canonical(dict(reversed(content.items()))) == canonical(content)


def test_the_digest_is_the_published_one_and_reads_text_as_utf_8():
    # FIPS 180-2, B.1
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256("abc") == known
    assert sha256("x\u0304 \U0001f642") == hashlib.sha256(b"x\xcc\x84 \xf0\x9f\x99\x82").hexdigest()


def test_the_time_is_utc_to_the_millisecond():
    said = now()
    assert len(said) == len("2026-01-01T00:00:00.000Z")
    assert said.endswith("Z")
    assert abs((datetime.now(UTC) - datetime.fromisoformat(said)).total_seconds()) < 5
