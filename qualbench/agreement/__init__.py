"""Agreement of coders: units counted, coefficients with their sources. Numbers in, numbers out."""

from qualbench.agreement.alpha import alpha_of_table, krippendorff_alpha
from qualbench.agreement.coefficients import (
    Coefficient,
    Undefined,
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_se,
    gwet_ac1,
    gwet_ac1_se,
    percent_agreement,
    positive_agreement,
    scott_pi,
)
from qualbench.agreement.compare import CodeAgreement, Document, Unit, compare
from qualbench.agreement.counts import TwoByTwo
from qualbench.agreement.units import characters, turns

__all__ = [
    "CodeAgreement",
    "Coefficient",
    "Document",
    "TwoByTwo",
    "Undefined",
    "Unit",
    "alpha_of_table",
    "brennan_prediger",
    "characters",
    "cohen_kappa",
    "cohen_kappa_se",
    "compare",
    "gwet_ac1",
    "gwet_ac1_se",
    "krippendorff_alpha",
    "percent_agreement",
    "positive_agreement",
    "scott_pi",
    "turns",
]
