"""The evaluation harness: did we get better.

`load_gold` and `check` read a gold file; `run` asks and judges; `compare` and `regressions` hold a run against a
baseline; `table`, `to_json` and `to_html` are the reports; `ablations`, `sweeps` and `try_all` vary the settings;
`review` grows the gold file. `Isolated(Opener(index))` asks the product itself in a process of its own.
"""

from qa.evaluate.asking import Isolated, Outcome, ask_here
from qa.evaluate.checking import check
from qa.evaluate.comparing import compare, improvements, regressions
from qa.evaluate.engines import EngineAsker, Opener
from qa.evaluate.gold import locate, parse, target_of, to_row
from qa.evaluate.gold import read as load_gold
from qa.evaluate.measuring import ALL, AXES, measure_all, slice_all
from qa.evaluate.page import to_html
from qa.evaluate.review import Reviewed, review
from qa.evaluate.running import describe, describe_program, judged, report_of, run, select
from qa.evaluate.saving import from_json, load, to_json
from qa.evaluate.sweeping import Variant, ablations, sweeps, try_all, variants_table
from qa.evaluate.tables import table
from qa.evaluate.types import (
    CaseResult,
    Comparison,
    Difference,
    Estimate,
    EvalCase,
    EvalReport,
    Half,
    Kind,
    Problem,
    Shown,
)

__all__ = [
    "ALL",
    "AXES",
    "CaseResult",
    "Comparison",
    "Difference",
    "EngineAsker",
    "Estimate",
    "EvalCase",
    "EvalReport",
    "Half",
    "Isolated",
    "Kind",
    "Opener",
    "Outcome",
    "Problem",
    "Reviewed",
    "Shown",
    "Variant",
    "ablations",
    "ask_here",
    "check",
    "compare",
    "describe",
    "describe_program",
    "from_json",
    "improvements",
    "judged",
    "load",
    "load_gold",
    "locate",
    "measure_all",
    "parse",
    "regressions",
    "report_of",
    "review",
    "run",
    "select",
    "slice_all",
    "sweeps",
    "table",
    "target_of",
    "to_html",
    "to_json",
    "to_row",
    "try_all",
    "variants_table",
]
