import pytest

from qualbench.agreement import SCHEMES, Undefined, band


@pytest.mark.parametrize(
    ("value", "landis", "cicchetti", "krippendorff"),
    [
        (-0.1, "poor", "poor", "unreliable"),
        (0.0, "slight", "poor", "unreliable"),
        (0.2, "slight", "poor", "unreliable"),
        (0.205, "fair", "poor", "unreliable"),
        (0.4, "fair", "fair", "unreliable"),
        (0.6, "moderate", "good", "unreliable"),
        (0.667, "substantial", "good", "tentative"),
        (0.75, "substantial", "excellent", "tentative"),
        (0.8, "substantial", "excellent", "reliable"),
        (1.0, "almost perfect", "excellent", "reliable"),
    ],
)
def test_bounds_belong_where_the_authors_put_them(value, landis, cicchetti, krippendorff):
    assert [band(value, scheme) for scheme in SCHEMES] == [landis, cicchetti, krippendorff]


def test_what_is_undefined_has_no_band_and_none_is_asked_for():
    assert band(Undefined("nobody used the code")) == band(0.7, "none") == ""
