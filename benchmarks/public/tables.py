"""Sets over tables and conversations: TAT-QA, AIT-QA, PACIFIC, MTRAG."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pool import Pool, Question, gather, grid, key, page, read_json, read_lines

from qa.metrics import Expected

#: What TAT-QA's `scale` multiplies an answer by; a percentage keeps its figure and has a unit instead.
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "percent": 1.0}


def tatqa(path: Path) -> Pool:
    """TAT-QA: financial reports, each a table with paragraphs; only answers that stand in a report."""
    texts, questions = {}, []
    for context in read_json(path):
        name = key(context["table"]["uid"])
        texts[name] = _report(context)
        for asked in context["questions"]:
            if asked["answer_type"] == "span":
                said = tuple(map(str, _listed(asked["answer"])))
                figure = _figure(said, asked["scale"])
                questions.append(Question(asked["uid"], asked["question"], frozenset({name}), said, figure=figure))
    return Pool("tatqa", texts, tuple(questions))


def pacific(path: Path) -> Pool:
    """PACIFIC: TAT-QA's reports asked in conversations; only follow-ups whose answer stands in the report."""
    texts, questions = {}, []
    for context in read_json(path):
        name = key(context["table"]["uid"])
        texts[name] = _report(context)
        earlier: list[str] = []
        for asked in sorted(context["questions"], key=lambda row: row["order"]):
            if asked["follow_up"] and asked["answer_type"] == "span":
                said = tuple(map(str, _listed(asked["answer"])))
                found = frozenset({name})
                figure = _figure(said, asked["scale"])
                questions.append(Question(asked["uid"], asked["question"], found, said, tuple(earlier), figure))
            earlier.append(asked["question"])
    return Pool("pacific", texts, tuple(questions))


def aitqa(folder: Path) -> Pool:
    """AIT-QA: airlines' tables with hierarchical headings."""
    texts = {}
    for table in read_lines(folder / "aitqa_tables.jsonl"):
        heads = [" ".join(dict.fromkeys(head)) for head in table["column_header"]]
        sides = [" – ".join(dict.fromkeys(head)) for head in table["row_header"]]
        rows = [[sides[at], *row] if sides else row for at, row in enumerate(table["data"])]
        texts[key(table["id"])] = page("", grid([["", *heads] if sides else heads, *rows]))
    questions = tuple(
        Question(row["id"], row["question"], frozenset({key(row["table_id"])}), tuple(row["answers"]))
        for row in read_lines(folder / "aitqa_questions.jsonl")
    )
    return Pool("aitqa", texts, questions)


def mtrag(folder: Path, wording: str = "questions") -> Pool:
    """MTRAG over the texts of its reference subset.

    `wording`: "questions" are conversations to be resolved, "lastturn" the last question alone, "rewrite" the last
    question rewritten by hand.
    """
    reference = read_json(folder / "mtrag-human" / "evaluations" / "reference_subset_with_human_evaluations.json")
    texts = {key(row["document_id"]): page(row.get("title", ""), row["text"]) for row in reference["documents"]}
    questions = []
    for domain in ("clapnq", "cloud", "fiqa", "govt"):
        base = folder / "mtrag-human" / "retrieval_tasks" / domain
        rows = (line.split("\t") for line in (base / "qrels" / "dev.tsv").read_text(encoding="utf-8").splitlines()[1:])
        relevant = gather((query, key(text)) for query, text, _ in rows if key(text) in texts)
        for row in read_lines(base / f"{domain}_{wording}.jsonl"):
            if row["_id"] in relevant:
                *earlier, last = (said.strip() for said in re.split(r"\|user\|:", row["text"]) if said.strip())
                questions.append(Question(row["_id"], last, frozenset(relevant[row["_id"]]), earlier=tuple(earlier)))
    return Pool(f"mtrag-{wording}", texts, tuple(questions))


def _listed(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]


def _figure(said: tuple[str, ...], scale: str) -> Expected | None:
    """The answer as a figure, where the set gives it a scale; brackets are an accountant's minus."""
    if len(said) != 1 or scale not in _SCALES:
        return None
    found = re.fullmatch(r"(\(?)[-−]?\W*([\d,]*\.?\d+)\W*", said[0].strip())
    if found is None:
        return None
    value = float(found[2].replace(",", "")) * _SCALES[scale]
    value = -value if found[1] or said[0].strip().startswith(("-", "−")) else value
    return Expected(value, value, "%" if scale == "percent" else "")


def _report(context: dict[str, Any]) -> str:
    rows = context["table"]["table"]
    heads = 1
    while heads < len(rows) - 1 and not str(rows[heads][0]).strip():
        heads += 1
    paragraphs = sorted(context["paragraphs"], key=lambda row: row["order"])
    return page("", "\n\n".join([*(row["text"] for row in paragraphs), grid(rows, heads)]))
