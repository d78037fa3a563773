"""Words for coefficients, as labels only: no band decides anything here.

Where one band ends and the next begins is a convention, which coefficients with different
chance corrections do not even share; a project's own target says more.
"""

from __future__ import annotations

from qualbench.agreement.coefficients import Coefficient, Undefined

_BANDS: dict[str, tuple[tuple[float, str], ...]] = {
    "landis-koch": (  # Landis & Koch 1977, Biometrics 33:159-174; a bound belongs below
        (0.0, "slight"),
        (0.2, "fair"),
        (0.4, "moderate"),
        (0.6, "substantial"),
        (0.8, "almost perfect"),
    ),
    "cicchetti": (  # Cicchetti 1994, Psychol Assess 6:284-290
        (0.4, "fair"),
        (0.6, "good"),
        (0.75, "excellent"),
    ),
    "krippendorff": (  # Krippendorff 2019, Content Analysis, 4th ed., ch. 12
        (0.667, "tentative"),
        (0.8, "reliable"),
    ),
}
_LOWEST: dict[str, str] = {
    "landis-koch": "poor",
    "cicchetti": "poor",
    "krippendorff": "unreliable",
}
SCHEMES: tuple[str, ...] = tuple(_BANDS)


def band(value: Coefficient, scheme: str = "landis-koch") -> str:
    """What the scheme calls a coefficient; empty where it is undefined, or the scheme "none".

    Landis and Koch write .21 to .40 for one band and .41 to .60 for the next: a value between
    two bands, and the bound itself, belong to the lower one. The other two name the value from
    which a band begins.
    """
    if isinstance(value, Undefined) or scheme == "none":
        return ""
    lower = scheme == "landis-koch"
    reached = [
        name
        for bound, name in _BANDS[scheme]
        if value > bound or (value == bound and (not lower or bound == 0))
    ]
    return reached[-1] if reached else _LOWEST[scheme]
