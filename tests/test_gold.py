"""Gold files: what is read, and what is reported as wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from metrics_support import TEXTS, gold_row

from qa.evaluate import Half, Kind, check, load_gold, parse, target_of, to_row
from qa.metrics import Expected
from qa.types import Role, Span


def problems(tmp_path: Path, *lines: str) -> list[tuple[int, str]]:
    """What `check` says about a gold file of these lines."""
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [(problem.line, problem.message) for problem in check(path, TEXTS)]


def test_a_good_file(tmp_path: Path) -> None:
    """A file without faults gives no problem, blank lines allowed."""
    person = gold_row(
        id="p", question="Who runs it?", kind="fact", answers=[{"text": "Anna Weiss"}], documents=["desk.md"],
        evidence="Its director is Anna Weiss.",
    )  # fmt: skip
    nothing = gold_row(id="n", question="What does it cost?", kind="none", answers=[], documents=[], evidence="")
    assert problems(tmp_path, gold_row(), "", person, nothing) == []


def test_fields_are_read() -> None:
    """Every field of a line arrives in the case, and the case gives the same line back."""
    line = gold_row(
        kind="change", conversation="c", turn=2, phrasing="typos", family="f", half="dev",
        answers=[{"value": 140000, "unit": "TEU", "role": "from"}, {"low": 1, "high": 2.5, "unit": "t"}],
        evidence=["a", "b"],
    )  # fmt: skip
    case = parse(line, 7)
    assert (case.kind, case.half, case.turn, case.line) == (Kind.CHANGE, Half.DEV, 2, 7)
    assert case.answers == (Expected(140000, 140000, "TEU", Role.FROM), Expected(1, 2.5, "t"))
    assert case.wants_all
    assert case.evidence == ("a", "b")
    assert parse(json.dumps(to_row(case)), 7) == case


def test_target() -> None:
    """A case's target has its evidence located and knows follow-ups and what has to be complete."""
    target = target_of(parse(gold_row(kind="chat", conversation="c", turn=2, all=True)), TEXTS)
    at = TEXTS["pier.md"].index("it can take")
    assert target.places[0].span == Span(at, at + len("it can take 240,000 TEU a year"))
    assert (target.answerable, target.follow_up, target.complete, target.conflicting) == (True, True, True, False)
    assert not target_of(parse(gold_row(kind="none")), TEXTS).answerable


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "x"', "not JSON"),
        ("[1]", "not a JSON object"),
        (gold_row(kind="riddle"), "unknown kind 'riddle'"),
        (gold_row(language="fr"), "unknown language 'fr'"),
        (gold_row(half="best"), "unknown half 'best'"),
        (gold_row(colour="red"), "unknown field colour"),
        (gold_row(question=" "), "question is missing"),
        (gold_row(id=3), "id is missing or not text"),
        (gold_row(answers={}), "answers is not a list"),
        (gold_row(answers=[{"unit": "t"}]), "needs either value, or low and high, or text"),
        (gold_row(answers=[{"value": 1, "text": "x"}]), "needs either value, or low and high, or text"),
        (gold_row(answers=[{"value": "1"}]), "not a number"),
        (gold_row(answers=[{"value": True}]), "not a number"),
        (gold_row(answers=[{"low": 3, "high": 2}]), "low is above its high"),
        (gold_row(answers=[{"value": 1, "sort": "t"}]), "unknown field sort in an answer"),
        (gold_row(answers=[{"value": 1, "role": "boss"}]), "unknown role 'boss'"),
        ('{"id": "x", "question": ' + "[" * 100_000, "not JSON"),
        (gold_row(answers=[{"value": float("nan")}]), "not a number"),
        (gold_row(answers=[{"low": 1, "high": float("inf")}]), "not a number"),
        (gold_row(answers=[{"value": 10**400}]), "not a number"),
        (gold_row(turn=0), "turn is not a whole number"),
        (gold_row(documents=[1]), "documents is neither text nor a list of texts"),
    ],
)
def test_broken_lines(tmp_path: Path, line: str, message: str) -> None:
    """A broken line is reported with its number and its fault, and the lines around it are still read."""
    found = problems(tmp_path, gold_row(), line, gold_row(id="pier-2", question="And the line?"))
    assert [number for number, _ in found] == [2]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"evidence": "it can take a million"}, "evidence not found in pier.md"),
        ({"evidence": "TEU"}, "evidence stands 2 times"),
        ({"evidence": []}, "kind number needs evidence"),
        ({"answers": []}, "kind number needs answers"),
        ({"documents": ["other.md"]}, "is it an index of another corpus?"),
        ({"kind": "none"}, "kind none has no answers"),
        ({"kind": "conflict"}, "at least two answers"),
        ({"kind": "chat"}, "needs conversation and turn"),
        ({"turn": 1}, "needs conversation and turn"),
        ({"answers": [{"value": 245000, "unit": "TEU"}]}, "answer not in the evidence: 245,000 TEU"),
        ({"answers": [{"text": "Anna Weiss"}]}, "answer not in the evidence: Anna Weiss"),
        ({"conversation": "c", "turn": 2}, "turns [2], not 1 to 1"),
    ],
)
def test_faults_against_the_documents(tmp_path: Path, fields: dict[str, object], message: str) -> None:
    """What does not hold in the documents, or does not belong to the kind, is reported with its line."""
    found = problems(tmp_path, "", gold_row(**fields))
    assert found
    assert {number for number, _ in found} == {2}
    assert any(message in said for _, said in found)


def test_magnitudes_of_table_headings(tmp_path: Path) -> None:
    """A figure whose magnitude stands elsewhere is in the evidence; one with other digits is not."""
    millions = gold_row(answers=[{"value": 1_520_000, "unit": "m"}], documents=["rail.md"], evidence="1,520 km long")
    assert problems(tmp_path, millions) == []
    other = gold_row(answers=[{"value": 1_530_000, "unit": "m"}], documents=["rail.md"], evidence="1,520 km long")
    assert "answer not in the evidence" in problems(tmp_path, other)[0][1]


def test_duplicates(tmp_path: Path) -> None:
    """The same id or the same question twice is reported where it stands again; case and stops do not hide it."""
    again = gold_row(id="pier-2", question="how many containers can the lakeside pier take")
    assert problems(tmp_path, gold_row(), again) == [(2, "the question stands already on line 1")]
    same_id = gold_row(question="Pier capacity?")
    assert problems(tmp_path, gold_row(), same_id) == [(2, "id pier-1 stands already on line 1")]


def test_follow_ups_may_repeat(tmp_path: Path) -> None:
    """Two conversations may hold the same words."""
    turns = [gold_row(id=name, kind="chat", conversation=name, turn=1, family="f") for name in ("a", "b")]
    assert problems(tmp_path, *turns) == []


@pytest.mark.parametrize(
    ("shared", "message"),
    [
        ({"family": "f", "evidence": "take 240,000 TEU a year"}, "leak: same family as line 1"),
        ({}, "leak: same answers and evidence as line 1"),
    ],
)
def test_leaks(tmp_path: Path, shared: dict[str, object], message: str) -> None:
    """Questions that ask the same thing in both halves are a leak."""
    first = gold_row(half="dev", **({"family": "f"} if "family" in shared else {}))
    second = gold_row(**({"id": "pier-2", "question": "Pier capacity?", "half": "report"} | shared))
    found = problems(tmp_path, first, second)
    assert [number for number, _ in found] == [2]
    assert message in found[0][1]


def test_unreadable_files(tmp_path: Path) -> None:
    """A missing, empty or undecodable file is one problem that names it."""
    path = tmp_path / "gold.jsonl"
    assert "cannot be read" in str(check(path, TEXTS)[0])
    path.write_text("", encoding="utf-8")
    assert "holds no question" in str(check(path, TEXTS)[0])
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in str(check(path, TEXTS)[0])
    assert load_gold(path)[0] == []


def test_a_mark_before_the_first_line(tmp_path: Path) -> None:
    """A byte order mark, as some editors write it, and Windows line ends are no fault."""
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + gold_row().encode() + b"\r\n\r\n")
    assert check(path, TEXTS) == []


def test_line_separators_inside_strings(tmp_path: Path) -> None:
    """A Unicode line separator inside a string does not break its line."""
    assert problems(tmp_path, gold_row(question="How much\u2028can it take?")) == []


def test_what_shares_evidence_with_a_conflict_is_disputed(tmp_path: Path) -> None:
    """A plain question whose evidence is one side of a conflict is disputed; the conflict and the others are not."""
    sides = [{"value": 240000, "unit": "TEU"}, {"value": 250000, "unit": "TEU"}]
    both = ["it can take 240,000 TEU a year", "take 250,000 TEU a year"]
    lines = [
        gold_row(),
        gold_row(id="c", question="Who says what?", kind="conflict", answers=sides, evidence=both),
        gold_row(id="y", question="In which month?", answers=[{"text": "a year"}]),
        gold_row(id="o", question="And the line?", evidence="The line is 1,520 km long", documents=["rail.md"]),
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    cases = load_gold(path)[0]
    assert [case.disputed for case in cases] == [True, False, False, False]
    assert parse(json.dumps(to_row(cases[0])), 1) == cases[0]
