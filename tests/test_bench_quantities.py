"""The benchmark of number reading: its data, its matching, and the numbers it prints."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import fuzz_quantities  # noqa: E402 - the folder of scripts is no package and must be put on the path first
import quantities  # noqa: E402 - as above
import quantities_numbers as numbers  # noqa: E402 - as above
import quantities_own as own  # noqa: E402 - as above
import quantities_peers as peers  # noqa: E402 - as above
import quantities_scoring as scoring  # noqa: E402 - as above

KINDS = ("en", "table", "none", "other")
ROWS = {
    (kind, half): quantities.rows_of(quantities.OWN / f"{kind}-{half}.jsonl")
    for kind in KINDS
    for half in ("open", "closed")
}
EVERY = [row for rows in ROWS.values() for row in rows]


def item(lo: float, unit: str = "", hi: float | None = None, start: int | None = None, **more: object) -> dict:
    """An item as the scorer takes it."""
    end = None if start is None else start + 3
    return {"lo": lo, "hi": lo if hi is None else hi, "unit": unit, "change": "=", "start": start, "end": end, **more}


def test_gold_spans_are_slices() -> None:
    """Every annotated surface is exactly the text between its offsets, and no two of a sentence overlap."""
    for row in EVERY:
        for q in row["gold"]:
            assert row["text"][q["start"] : q["end"]] == q["surface"] != ""
        places = sorted((q["start"], q["end"]) for q in row["gold"])
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(places)), row["id"]


def test_gold_fields_are_of_the_contract() -> None:
    """Bounds, roles, ends and periods are those that the quantity contract knows."""
    from qa.types import Bound, Role

    for q in (q for row in EVERY for q in row["gold"]):
        assert {Bound(bound) for bound in q["bound"].split(";")}
        assert {Role(role) for role in q["role"].split(";")}
        assert q["low"] <= q["high"]
        if q.get("period"):
            start, end = q["period"].split("/")
            assert len(start) == len(end) == 10 and start <= end


def test_sets_are_as_large_as_promised() -> None:
    """150 English sentences, 40 table rows, 60 lines without quantities, 60 in Russian, Kazakh and Chinese."""
    sizes = {kind: len(ROWS[kind, "open"]) + len(ROWS[kind, "closed"]) for kind in KINDS}
    assert sizes["en"] >= 150 and sizes["table"] >= 40 and sizes["none"] >= 60 and sizes["other"] >= 60
    for language in ("ru", "kk", "zh"):
        assert sum(row["language"] == language for row in ROWS["other", "open"] + ROWS["other", "closed"]) >= 20
    assert not any(row["gold"] for half in ("open", "closed") for row in ROWS["none", half])


def test_halves_follow_the_fixed_rule() -> None:
    """A sentence is in the closed half exactly when the first byte of its id's SHA-256 is odd; no id comes twice."""
    for (_, half), rows in ROWS.items():
        for row in rows:
            assert (hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 1) == (half == "closed")
    assert len({row["id"] for row in EVERY}) == len(EVERY)


@given(st.lists(st.integers(0, 4), max_size=7), st.lists(st.integers(0, 4), max_size=7), st.integers(0, 3))
@settings(deadline=None)
def test_matching_is_as_large_as_scipys(gold: list[int], read: list[int], width: int) -> None:
    """Our augmenting paths find as many pairs as scipy's assignment, and every pair fits and is used once."""

    def fits(a: scoring.Item, b: scoring.Item) -> bool:
        return bool(0 <= a["lo"] - b["lo"] <= width)

    left, right = [item(value) for value in gold], [item(value) for value in read]
    pairs = scoring.match(left, right, fits)
    assert len(set(pairs.values())) == len(pairs) and all(fits(left[i], right[j]) for i, j in pairs.items())
    if gold and read:
        weights = np.array([[fits(a, b) for b in right] for a in left], dtype=int)
        assert len(pairs) == weights[linear_sum_assignment(weights, maximize=True)].sum()


def test_one_reading_earns_one_credit() -> None:
    """Two readings of one figure count once; a range equals only the same range; the larger matching is found."""
    tests = scoring.value_tests(scoring.canon)
    assert len(scoring.match([item(5)], [item(5), item(5)], tests["V"])) == 1
    assert not tests["V"](item(10, hi=12), item(11)) and tests["V"](item(10, hi=12), item(10, hi=12))
    assert len(scoring.match([item(1, "km"), item(1, "t")], [item(1, "t"), item(1, "km")], tests["VU"])) == 2
    assert not tests["VUC"](item(1, "%", change="up"), item(1, "%"))


def test_optional_figures_neither_help_nor_hurt() -> None:
    """What answers only an optional figure is left out on both sides; what answers a needed one stays."""
    gold = [item(2, "country", start=0, opt=True), item(5, "km", start=9)]
    needed, read = scoring.settle(gold, [item(2, start=0), item(5, "km", start=9), item(9, start=20)])
    assert [q["lo"] for q in needed] == [5] and [q["lo"] for q in read] == [5, 9]


def test_scores_are_known_for_a_small_case() -> None:
    """Three found of four, with one extra: precision and recall 75; the interval is the same every time."""
    rows = [(1, 1, 1), (2, 2, 2), (0, 1, 1)]
    assert scoring.prf(rows) == pytest.approx((75.0, 75.0, 75.0))
    assert scoring.interval(rows, 200) == scoring.interval(rows, 200)
    assert scoring.interval(rows, 200)[0] <= 75 <= scoring.interval(rows, 200)[1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("metric tons", "t"), ("TEUs per year", "TEU/year"), ("companies", "company"), ("km/h", "km/h"), ("MW", "MW"),
        ("mW", "mw"), ("dimensionless", ""), ("kilometre per hour", "km/h"), ("US dollars", "USD"), ("°C", "degC"),
    ],
)  # fmt: skip
def test_units_have_one_name(name: str, expected: str) -> None:
    """A unit, its plural and its long name are one; a megawatt is no milliwatt."""
    assert scoring.canon(name) == expected


@pytest.mark.parametrize(
    ("written", "language", "value"),
    [
        ("1,23 млрд руб.", "ru", 1.23e9), ("-2 300", "ru", -2300), ("2.300", "ru", 2300), ("1,000億", "zh", 1e11),
        ("¥1.5万", "zh", 15000), ("9又3/4", "zh", 9.75), ("1/5", "zh", 0.2), ("6 руб. 35 коп.", "ru", None),
    ],
)  # fmt: skip
def test_written_figures_have_their_value(written: str, language: str, value: float | None) -> None:
    """The value expected of a NeMo case is what its written form says; two figures give no case."""
    assert numbers.written_value(written, language) == (None if value is None else pytest.approx(value))


def test_a_number_case_is_right_only_when_exactly_its_figures_are_read() -> None:
    """Units of one kind are converted, parts of a compound added up, an open end ignored, an extra figure wrong."""
    duration = numbers.Case("1 h 30 min", ((90.0, 90.0),), "minute")
    assert numbers.right(duration, [item(1, "h"), item(30, "min")]) and numbers.right(duration, [item(1.5, "h")])
    assert not numbers.right(duration, [item(1, "h")])
    assert numbers.right(numbers.Case("3以上", ((3.0, 3.0),)), [item(3)])
    assert not numbers.right(numbers.Case("3", ((3.0, 3.0),)), [item(3), item(4)])
    assert numbers.right(numbers.Case("none", ()), []) and not numbers.right(numbers.Case("none", ()), [item(1)])


def test_the_plain_expression_reads_what_it_should() -> None:
    """The baseline is no straw man: ranges, magnitudes, money, hedges and bare years are handled."""
    read = peers.plain("about 10–12 million tons and €2.5 bn in 2020")
    assert [(r["lo"], r["hi"], r["unit"], r["change"]) for r in read] == [
        (10e6, 12e6, "tons", "~"),
        (2.5e9, 2.5e9, "EUR", "="),
    ]


def test_a_run_ends_when_the_reference_scorer_disagrees(tmp_path: Path) -> None:
    """Figures that differ from the folder's own score.py are never printed as results."""
    row = {"id": "a", "text": "It is 5 km.", "gold": [item(5, "km", start=6)]}
    (tmp_path / "transport_en.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "canon.py").write_text("def canon(u):\n    return u\n", encoding="utf-8")
    scorer = "def values(d, s):\n    return {{'V': [{}] * 5}}\n"
    (tmp_path / "score.py").write_text(scorer.format(100.0), encoding="utf-8")
    assert quantities.score_public(tmp_path, ["regex"], [])[0]["levels"]["V"][2] == 100.0
    (tmp_path / "score.py").write_text(scorer.format(99.0), encoding="utf-8")
    with pytest.raises(SystemExit, match="differ from score"):
        quantities.score_public(tmp_path, ["regex"], [])


def test_a_run_writes_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a line a set and writes the same as JSON, with machine and commit."""
    target = tmp_path / "figures.json"
    quantities.main(["--systems", "ours,regex", "--halves", "open", "--no-speed", "--json", str(target)])
    written = json.loads(target.read_text(encoding="utf-8"))
    assert {row["set"] for row in written["own"]} == {f"{kind}-open" for kind in KINDS}
    assert written["measured"]["python"] and "commit" in written["measured"]
    assert "en-open" in capsys.readouterr().out


def test_our_reader_beats_the_baselines_on_the_open_half() -> None:
    """On every open set the reader's F1 on value and unit is above that of the regular expression."""
    table = quantities.score_own(["ours", "regex"], "open", [])
    scores = {(row["set"], row["system"]): row["levels"]["VU"][2] for row in table if "levels" in row}
    for kind in ("en", "other", "table"):
        assert scores[f"{kind}-open", "ours"] > scores[f"{kind}-open", "regex"]


def test_subjects_are_compared_by_words_not_by_length() -> None:
    """Half of the words are needed, inflection aside; a whole paragraph is no subject."""
    assert own.same_subject("container throughput", "Throughput of containers")
    assert own.same_subject("прибыль банка", "прибыли банков")
    assert own.same_subject("集装箱吞吐量", "港集装箱吞吐量")
    assert not own.same_subject("container throughput", "passenger traffic")
    assert not own.same_subject("fee", "fee " + " ".join(f"word{n}" for n in range(40)))


def test_random_inputs_are_read_without_fault() -> None:
    """Two thousand random inputs raise nothing and give exact spans and finite values (the long run is a script)."""
    report = fuzz_quantities.run(2000, seed=5, seconds=50)
    assert report["failures"] == 0, report["first_failures"]
    assert report["inputs"] == 2000 and report["quantities"] > 0


@pytest.mark.skipif("ASKCORPUS_QUANTITIES" not in os.environ, reason="ASKCORPUS_QUANTITIES names no public data folder")
def test_scores_equal_the_public_scorers() -> None:
    """On every public set our figures and intervals equal those of the folder's score.py (else the run ends)."""
    assert quantities.score_public(Path(os.environ["ASKCORPUS_QUANTITIES"]), ["regex"], [])
