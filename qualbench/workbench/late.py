"""Verbs that no first screen needs: loaded together, when the first of them is called for.

Every class that is loaded takes its share of a millisecond; together they would be noticed.
"""

from qualbench.agreement import (
    CoderProfile,
    Comparison,
    Confusion,
    Confusions,
    Estimate,
    Interval,
    LabelAgreement,
    PairCounts,
    RatingAgreement,
    RowAgreement,
    Standing,
    Undefined,
    Unit,
    band,
)
from qualbench.export import Calibration
from qualbench.export.documents import Box as PageBox
from qualbench.export.documents import Grid as PageGrid
from qualbench.export.documents import Heading as PageHeading
from qualbench.export.documents import Pages
from qualbench.export.documents import Row as PageRow
from qualbench.export.joint import ConstructRow, JointDisplay, OutcomeRow, RatedCell
from qualbench.export.joint import Quote as JointQuote
from qualbench.model import Joined, case_name
from qualbench.ratings import MEANING, REVERSE, RULE, Rule, Suggested, read_rating, valence
from qualbench.store import Backup, held
from qualbench.topics import Steadiness
from qualbench.trial import JoinReport
from qualbench.workbench.agreement.boundaries import Boundaries, Boundary, boundaries
from qualbench.workbench.agreement.comparing import (
    Agreement,
    Differences,
    agree,
    by_unit,
    differences,
)
from qualbench.workbench.agreement.drift import RoundAgreement, drift, round_changes
from qualbench.workbench.agreement.files import export_agreement
from qualbench.workbench.agreement.material import Asked, Match
from qualbench.workbench.agreement.methods import methods_sentence, seen_warning
from qualbench.workbench.demo import BuiltDemo, Demo, build_demo, demo
from qualbench.workbench.erasing import Erased, ErasedThing, erase, erasures
from qualbench.workbench.exports.exporting import Exported, ExportedAll, export, export_all, frame
from qualbench.workbench.exports.wanted import (
    BY_OUTCOME,
    KINDS,
    OF_CASES,
    OF_LAYERS,
    Kind,
    Wanted,
)
from qualbench.workbench.handing_out import (
    ShownHandout,
    Uncopied,
    given_to,
    hand_out,
    handouts,
    uncopied,
)
from qualbench.workbench.layers import primary
from qualbench.workbench.merging import Merged, choose, conflicts, found_in, merge
from qualbench.workbench.place import misplaced
from qualbench.workbench.quote_files import cited, export_quotes
from qualbench.workbench.ratings.agreement import RatersAgreement, rating_agreement
from qualbench.workbench.ratings.asking import (
    ShownQuestion,
    confirm_question,
    confirm_questions,
    guide,
    load_guide,
    questions,
    reconfirmed,
)
from qualbench.workbench.ratings.cases import Cases, cases, find_case
from qualbench.workbench.ratings.distinguishing import (
    Distinguished,
    Distinguishing,
    distinguished,
    distinguishing,
    grouping_of,
    make_call,
)
from qualbench.workbench.ratings.integrating import integrate, integrations
from qualbench.workbench.ratings.loading import LoadedRatings, load_ratings
from qualbench.workbench.ratings.matrix import (
    Matrix,
    MatrixRow,
    cell_quotes,
    find_cell,
    matrix,
    quotes_named,
    rerated,
)
from qualbench.workbench.ratings.rating import (
    Rated,
    RatingChange,
    cell_concerns,
    judge,
    rate,
    unrate,
    verify,
)
from qualbench.workbench.ratings.seeing import MatrixCell
from qualbench.workbench.reconciling.deciding import reconcile
from qualbench.workbench.reconciling.disagreements import (
    ShownDisagreement,
    ShownPart,
    Walk,
    decided,
    disagreements,
    find_disagreement,
)
from qualbench.workbench.reconciling.ledger import (
    LedgerEntry,
    as_example,
    as_exclusion,
    find_entry,
    ledger,
)
from qualbench.workbench.reconciling.own_differences import Differs, OwnDifference, differed
from qualbench.workbench.reporting.displays import (
    DOCUMENTS,
    Display,
    DisplayKind,
    export_joint,
    joint,
    pages_of,
)
from qualbench.workbench.reporting.report import Reported, report
from qualbench.workbench.restoring import (
    Change,
    CodingChange,
    Restored,
    find_backup,
    restorable,
    restore,
)
from qualbench.workbench.suggestions.basis import (
    Basis,
    Lesson,
    basis,
    learn,
    learned,
    taught,
)
from qualbench.workbench.suggestions.deciding import accept, reject, showed
from qualbench.workbench.suggestions.evaluating import Evaluation, evaluate
from qualbench.workbench.suggestions.figures import Figures
from qualbench.workbench.suggestions.offering import (
    Reasons,
    ShownSuggestion,
    best_left_out,
    reasons,
    suggested,
    suggestions,
    waiting_turns,
)
from qualbench.workbench.suggestions.rereading import Doubt, Rereading, rereading
from qualbench.workbench.telling import ShownClaim, ShownConflict
from qualbench.workbench.topics.against import (
    Count,
    TopicRow,
    TopicTable,
    require_columns,
    topic_table,
)
from qualbench.workbench.topics.deciding import (
    code_topic,
    label_topic,
    map_topic,
    merge_topics,
    split_topic,
)
from qualbench.workbench.topics.finding import ShownTopic, TopicsFound, topic_steadiness
from qualbench.workbench.topics.following import topics
from qualbench.workbench.topics.keeping import (
    ShownRun,
    keep_topics,
    kept_topics,
    topic_runs,
    topic_turns,
)
from qualbench.workbench.topics.map import topic_map
from qualbench.workbench.topics.scope import Scope, TopicUnit
from qualbench.workbench.trial.files import numbers_in
from qualbench.workbench.trial.joining import JoinedFile, join, joined, leave_out
from qualbench.workbench.trial.outcomes import Outcome, outcome, outcomes

__all__ = [
    "BY_OUTCOME",
    "DOCUMENTS",
    "KINDS",
    "MEANING",
    "OF_CASES",
    "OF_LAYERS",
    "REVERSE",
    "RULE",
    "Agreement",
    "Asked",
    "Backup",
    "Basis",
    "Boundaries",
    "Boundary",
    "BuiltDemo",
    "Calibration",
    "Cases",
    "Change",
    "CoderProfile",
    "CodingChange",
    "Comparison",
    "Confusion",
    "Confusions",
    "ConstructRow",
    "Count",
    "Demo",
    "Differences",
    "Differs",
    "Display",
    "DisplayKind",
    "Distinguished",
    "Distinguishing",
    "Doubt",
    "Erased",
    "ErasedThing",
    "Estimate",
    "Evaluation",
    "Exported",
    "ExportedAll",
    "Figures",
    "Interval",
    "JoinReport",
    "Joined",
    "JoinedFile",
    "JointDisplay",
    "JointQuote",
    "Kind",
    "LabelAgreement",
    "LedgerEntry",
    "Lesson",
    "LoadedRatings",
    "Match",
    "Matrix",
    "MatrixCell",
    "MatrixRow",
    "Merged",
    "Outcome",
    "OutcomeRow",
    "OwnDifference",
    "PageBox",
    "PageGrid",
    "PageHeading",
    "PageRow",
    "Pages",
    "PairCounts",
    "Rated",
    "RatedCell",
    "RatersAgreement",
    "RatingAgreement",
    "RatingChange",
    "Reasons",
    "Reported",
    "Rereading",
    "Restored",
    "RoundAgreement",
    "RowAgreement",
    "Rule",
    "Scope",
    "ShownClaim",
    "ShownConflict",
    "ShownDisagreement",
    "ShownHandout",
    "ShownPart",
    "ShownQuestion",
    "ShownRun",
    "ShownSuggestion",
    "ShownTopic",
    "Standing",
    "Steadiness",
    "Suggested",
    "TopicRow",
    "TopicTable",
    "TopicUnit",
    "TopicsFound",
    "Uncopied",
    "Undefined",
    "Unit",
    "Walk",
    "Wanted",
    "accept",
    "agree",
    "as_example",
    "as_exclusion",
    "band",
    "basis",
    "best_left_out",
    "boundaries",
    "build_demo",
    "by_unit",
    "case_name",
    "cases",
    "cell_concerns",
    "cell_quotes",
    "choose",
    "cited",
    "code_topic",
    "confirm_question",
    "confirm_questions",
    "conflicts",
    "decided",
    "demo",
    "differed",
    "differences",
    "disagreements",
    "distinguished",
    "distinguishing",
    "drift",
    "erase",
    "erasures",
    "evaluate",
    "export",
    "export_agreement",
    "export_all",
    "export_joint",
    "export_quotes",
    "find_backup",
    "find_case",
    "find_cell",
    "find_disagreement",
    "find_entry",
    "found_in",
    "frame",
    "given_to",
    "grouping_of",
    "guide",
    "hand_out",
    "handouts",
    "held",
    "integrate",
    "integrations",
    "join",
    "joined",
    "joint",
    "judge",
    "keep_topics",
    "kept_topics",
    "label_topic",
    "learn",
    "learned",
    "leave_out",
    "ledger",
    "load_guide",
    "load_ratings",
    "make_call",
    "map_topic",
    "matrix",
    "merge",
    "merge_topics",
    "methods_sentence",
    "misplaced",
    "numbers_in",
    "outcome",
    "outcomes",
    "pages_of",
    "primary",
    "questions",
    "quotes_named",
    "rate",
    "rating_agreement",
    "read_rating",
    "reasons",
    "reconcile",
    "reconfirmed",
    "reject",
    "report",
    "require_columns",
    "rerated",
    "rereading",
    "restorable",
    "restore",
    "round_changes",
    "seen_warning",
    "showed",
    "split_topic",
    "suggested",
    "suggestions",
    "taught",
    "topic_map",
    "topic_runs",
    "topic_steadiness",
    "topic_table",
    "topic_turns",
    "topics",
    "uncopied",
    "unrate",
    "valence",
    "verify",
    "waiting_turns",
]
