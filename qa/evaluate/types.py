"""What an evaluation takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qa.metrics import Expected


class Kind(StrEnum):
    """What a gold question asks for."""

    NUMBER = "number"
    RANGE = "range"
    TABLE = "table"
    CHANGE = "change"
    CONFLICT = "conflict"
    FACT = "fact"
    CROSS = "cross"
    NONE = "none"
    CHAT = "chat"


class Half(StrEnum):
    """Which half of the gold questions a case belongs to: `DEV` may be looked at while tuning, `REPORT` may not."""

    DEV = "dev"
    REPORT = "report"


#: Kinds whose answers are only complete together. Others opt in with `"all": true` in the gold file.
COMPLETE_KINDS = frozenset({Kind.RANGE, Kind.CHANGE, Kind.CONFLICT})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a gold file. `line` counts from 1; 0 speaks of the file as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True, slots=True)
class EvalCase:
    """One gold question. `evidence` are verbatim pieces of `documents`; `line` is where the case stands in its file.

    `wants_all` says that every answer has to be shown; `disputed` that the sources disagree about the answer although
    the question is not of kind conflict, so that showing it is neither asked for nor a false alarm. `phrasing` is how
    the question is worded ("plain", "keywords", "typos", …). Cases of one `family` ask the same and share a half.
    """

    id: str
    question: str
    kind: Kind
    language: str
    answers: tuple[Expected, ...] = ()
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    conversation: str | None = None
    turn: int | None = None
    phrasing: str = "plain"
    family: str = ""
    half: Half = Half.REPORT
    wants_all: bool = False
    disputed: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """What a question was answered with, kept for the report and for the comparison with another run."""

    status: str
    confidence: float
    headline: str = ""
    quote: str = ""
    place: str = ""
    resolved_question: str = ""
    evidence: Mapping[str, float] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    passages: tuple[tuple[str, str], ...] = ()
    disagreement: bool = False


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One question's outcome. `error` is why there is no answer (then `shown` is None and every score is zero)."""

    case: EvalCase
    scores: Mapping[str, float]
    milliseconds: float
    shown: Shown | None = None
    error: str = ""

    @property
    def confidence(self) -> float:
        """The answer's confidence; 0 for a failure."""
        return self.shown.confidence if self.shown is not None else 0.0

    @property
    def answered(self) -> bool:
        """Whether an answer was put forward."""
        return self.shown is not None and self.shown.status == "answered"

    @property
    def said(self) -> str:
        """What was answered, in a line: the headline, that there is nothing, or why the question failed."""
        if self.shown is None:
            return f"failed: {self.error}"
        return self.shown.headline if self.answered and self.shown.headline else "not in these documents"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its bootstrap interval and the number of questions it rests on."""

    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class EvalReport:
    """One run of a gold file: every question's result, and the measures with their intervals.

    `slices` maps an axis ("kind", "language", …) to its values' measures; `environment` says machine, versions,
    commit, index and gold file.
    """

    results: tuple[CaseResult, ...]
    measures: Mapping[str, Estimate]
    slices: Mapping[str, Mapping[str, Mapping[str, Estimate]]]
    environment: Mapping[str, str]

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The questions that were not answered right, those without any answer first."""
        wrong = (result for result in self.results if result.scores.get("right", 0.0) < 1.0)
        return tuple(sorted(wrong, key=lambda result: (not result.error, result.case.id)))


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure against the baseline, over the questions both runs have.

    `change` is ours minus theirs with its bootstrap interval; `p` the two-sided randomisation test's; `won` and `lost`
    name the questions that changed (empty for measures that exist only over many questions).
    """

    measure: str
    ours: float
    theirs: float
    change: float
    low: float
    high: float
    p: float
    questions: int
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A question that one run answered right and the other did not; `ours` and `theirs` are what was answered."""

    case: EvalCase
    won: bool
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against a baseline. `only_ours` and `only_theirs` name the questions that could not be paired.

    `changed` are the questions won and lost; `same_machine` says that times may be compared.
    """

    differences: tuple[Difference, ...]
    only_ours: tuple[str, ...] = ()
    only_theirs: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    same_machine: bool = False
