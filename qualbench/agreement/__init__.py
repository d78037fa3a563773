"""Agreement of coders: units counted, coefficients with their sources. Numbers in, numbers out."""

from qualbench.agreement.alpha import alpha_of_table, krippendorff_alpha
from qualbench.agreement.bands import SCHEMES, band
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
from qualbench.agreement.compare import compare, compared
from qualbench.agreement.comparison import (
    Coefficients,
    Comparison,
    Estimate,
    LabelAgreement,
    MeanAgreement,
    PairCounts,
    RowAgreement,
    SetAgreement,
)
from qualbench.agreement.confusion import (
    CoderProfile,
    Confusion,
    Confusions,
    Standing,
    confusions,
    profiles,
)
from qualbench.agreement.counts import Tally, TwoByTwo, tally
from qualbench.agreement.disagreements import (
    Agreed,
    Disagreement,
    Marked,
    Part,
    disagreements,
    hull,
    longest,
    parts_of,
)
from qualbench.agreement.drawn import segments_in, sentences_in
from qualbench.agreement.fleiss import fleiss_kappa
from qualbench.agreement.ratings import (
    CFIR_SCALE,
    OFF_SCALE,
    OffScale,
    Rating,
    RatingAgreement,
    icc,
    rating_agreement,
)
from qualbench.agreement.resample import Interval, bootstrap
from qualbench.agreement.sets import equal, jaccard, masi, set_alpha
from qualbench.agreement.unitizing import Unitizing, unitizing
from qualbench.agreement.units import Document, Marks, Unit, marks
from qualbench.agreement.weighted import COEFFICIENTS

__all__ = [
    "CFIR_SCALE",
    "COEFFICIENTS",
    "OFF_SCALE",
    "SCHEMES",
    "Agreed",
    "CoderProfile",
    "Coefficient",
    "Coefficients",
    "Comparison",
    "Confusion",
    "Confusions",
    "Disagreement",
    "Document",
    "Estimate",
    "Interval",
    "LabelAgreement",
    "Marked",
    "Marks",
    "MeanAgreement",
    "OffScale",
    "PairCounts",
    "Part",
    "Rating",
    "RatingAgreement",
    "RowAgreement",
    "SetAgreement",
    "Standing",
    "Tally",
    "TwoByTwo",
    "Undefined",
    "Unit",
    "Unitizing",
    "alpha_of_table",
    "band",
    "bootstrap",
    "brennan_prediger",
    "cohen_kappa",
    "cohen_kappa_se",
    "compare",
    "compared",
    "confusions",
    "disagreements",
    "equal",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac1_se",
    "hull",
    "icc",
    "jaccard",
    "krippendorff_alpha",
    "longest",
    "marks",
    "masi",
    "parts_of",
    "percent_agreement",
    "positive_agreement",
    "profiles",
    "rating_agreement",
    "scott_pi",
    "segments_in",
    "sentences_in",
    "set_alpha",
    "tally",
    "unitizing",
]
