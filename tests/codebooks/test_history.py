import pytest

from qualbench.codebooks import check_map, load
from qualbench.model import Code, Codebook, Mapping

NEED = "cfir22.individuals.characteristics.need"


def mapped(*targets: str) -> Codebook:
    code = Code("f.a", "A", "construct", maps_to=Mapping("split", targets, confirmed=False))
    return Codebook("old", "Old", "F", "", "", (code, Code("f.b", "B", "construct")))


def test_targets_that_exist_are_no_problem():
    old = mapped("cfir22.inner.culture", f"{NEED}@recipients")
    assert check_map(old, load("cfir-2022")) == []


@pytest.mark.parametrize(
    "target", ["cfir22.inner.cult", f"{NEED}@boss", f"{NEED}@", "cfir22.inner.culture@team"]
)
def test_a_target_that_the_new_codebook_lacks_is_named(target):
    problems = check_map(mapped("cfir22.inner.tension", target), load("cfir-2022"))
    assert problems == [f"f.a maps to {target}, which cfir-2022 does not have"]
