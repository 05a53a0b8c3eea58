"""Public question sets in their official formats, as pools of texts and questions.

Each loader takes the folder that holds the official file and gives a `Pool`: all texts together are one corpus, and
every question is asked of the whole of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Text:
    """One text of a pool; `group` names what it was taken from (an article), `body` is Markdown."""

    id: str
    title: str
    body: str
    group: str = ""


@dataclass(frozen=True)
class Question:
    """One question. `gold` are the texts that answer it, `answers` the accepted wordings, `places` where they start.

    `related` are the texts to leave out to make an answerable question unanswerable; `within` restricts the pool.
    """

    id: str
    text: str
    gold: frozenset[str] = frozenset()
    answers: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    answerable: bool = True
    related: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    before: tuple[tuple[str, str], ...] = ()
    rewrite: str = ""


@dataclass(frozen=True)
class Pool:
    """A corpus and the questions over it."""

    name: str
    texts: dict[str, Text]
    questions: list[Question] = field(default_factory=list)


def learned_from(question: Question) -> bool:
    """Whether a question's article belongs to the half of a set that `eval/fit_questions.py` learns from."""
    article = sorted(question.gold)[0].rsplit("-", 1)[0] if question.gold else question.id
    return hashlib.sha256(article.encode()).digest()[0] % 2 == 0


def looked_at(question: Question) -> bool:
    """Whether a follow-up's conversation belongs to the half that the rules of `qa.dialogue` were written with."""
    conversation, parted, _ = question.id.partition("<::>")
    key = conversation if parted else sorted(question.gold)[0]
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 0


def squad(path: Path, name: str) -> Pool:
    """SQuAD format (SQuAD 1.1, 2.0, XQuAD)."""
    texts, questions, articles = {}, [], {}
    for article in _json(path)["data"]:
        for at, paragraph in enumerate(article["paragraphs"]):
            key = f"{_slug(article['title'])}-{at:03d}"
            texts[key] = Text(key, article["title"].replace("_", " "), paragraph["context"], article["title"])
            articles.setdefault(article["title"], set()).add(key)
            questions += [(article["title"], key, qa) for qa in paragraph["qas"]]
    return Pool(
        name,
        texts,
        [
            Question(
                qa["id"], qa["question"], frozenset({key}), tuple(a["text"] for a in qa["answers"]),
                tuple(a["answer_start"] for a in qa["answers"]), not qa.get("is_impossible", False),
                frozenset(articles[title]),
            )
            for title, key, qa in questions
        ],
    )  # fmt: skip


def kazqad(folder: Path) -> Pool:
    """KazQAD: the passages of `corpus.jsonl`, the questions of `reading-comprehension.jsonl`."""
    texts, by_text = {}, {}
    for row in _lines(folder / "corpus.jsonl"):
        key = _slug(row["id"])
        texts[key] = Text(key, row["title"], row["text"])
        by_text[row["text"].strip()] = key
    questions = []
    for row in _lines(folder / "reading-comprehension.jsonl"):
        key = by_text.get(row["context"].strip())
        if key is None:
            continue
        answers = row["answers"]
        questions.append(
            Question(
                str(row["id"]), row["question"], frozenset({key}), tuple(answers["text"]),
                tuple(answers["answer_start"]), True, frozenset({key}),
            )
        )  # fmt: skip
    return Pool("kazqad", texts, questions)


def clapnq(folder: Path) -> Pool:
    """CLAPNQ: answerable and unanswerable questions, each with the passage it was asked about."""
    texts, questions = {}, []
    for kind in ("answerable", "unanswerable"):
        for row in _lines(folder / "annotated_data" / "dev" / f"clapnq_dev_{kind}.jsonl"):
            passage = row["passages"][0]
            key = _slug(f"{kind[:2]}-{row['id']}")
            texts[key] = Text(key, passage["title"], passage["text"])
            chosen = [row["passages"][0]["sentences"][i] for o in row["output"] for i in o.get("selected_sentences", [])
                      if isinstance(i, int)]  # fmt: skip
            questions.append(
                Question(str(row["id"]), row["input"], frozenset({key}), tuple(chosen), (), kind == "answerable")
            )
    return Pool("clapnq", texts, questions)


def tatqa(path: Path) -> Pool:
    """TAT-QA: span questions answered by one cell of a table."""
    texts, questions = {}, []
    for at, context in enumerate(_json(path)):
        key = f"tat-{at:03d}"
        texts[key] = Text(key, "", _table(context["table"]["table"]) + "\n\n" + _paragraphs(context))
        questions += [
            Question(q["uid"], q["question"], frozenset({key}), tuple(map(str, q["answer"])))
            for q in context["questions"]
            if q["answer_type"] == "span" and "table" in q["answer_from"]
        ]
    return Pool("tatqa", texts, questions)


def aitqa(folder: Path) -> Pool:
    """AIT-QA: airline tables with row and column hierarchies."""
    texts = {}
    for row in _lines(folder / "aitqa_tables.jsonl"):
        side = max((len(header) for header in row["row_header"]), default=0)
        columns = [" ".join(dict.fromkeys(part for part in header if part)) for header in row["column_header"]]
        head = [""] * min(side, 1) + columns
        body = [
            ([" – ".join(part for part in row["row_header"][at] if part)] if side else []) + cells
            for at, cells in enumerate(row["data"])
        ]
        texts[row["id"]] = Text(row["id"], "", _table([head, *body]))
    questions = [
        Question(row["id"], row["question"], frozenset({row["table_id"]}), tuple(row["answers"]))
        for row in _lines(folder / "aitqa_questions.jsonl")
    ]
    return Pool("aitqa", texts, questions)


def timeqa(path: Path, articles: int) -> Pool:
    """TimeQA: questions bound to a period, over the paragraphs of the first `articles` articles."""
    texts, questions = {}, []
    for at, article in enumerate(_json(path)[:articles]):
        title = article["link"].rpartition("/")[2].replace("_", " ")
        keys = []
        for number, paragraph in enumerate(article["paras"]):
            key = f"time-{at:03d}-{number:03d}"
            keys.append(key)
            texts[key] = Text(key, title, paragraph, str(at))
        for number, (question, answers) in enumerate(article["questions"]):
            real = [a for a in answers if a.get("answer")]
            questions.append(
                Question(
                    f"{at}-{number}", question, frozenset(keys[a["para"]] for a in real),
                    tuple(a["answer"] for a in real), (), bool(real), within=frozenset(keys),
                )
            )  # fmt: skip
    return Pool("timeqa", texts, questions)


def ramdocs(path: Path) -> Pool:
    """RAMDocs: several documents a question that give different right answers, wrong ones and noise."""
    texts, questions = {}, []
    for at, row in enumerate(_lines(path)):
        keys = []
        for number, document in enumerate(row["documents"]):
            key = f"ram-{at:03d}-{number:02d}"
            keys.append(key)
            texts[key] = Text(key, "", document["text"], str(at))
        questions.append(
            Question(str(at), row["question"], frozenset(keys), tuple(row["gold_answers"]), within=frozenset(keys))
        )
    return Pool("ramdocs", texts, questions)


def mtrag(folder: Path) -> Pool:
    """MTRAG: conversations, their last question and its rewriting by hand, over the texts of the reference subset."""
    reference = _json(folder / "mtrag-human" / "evaluations" / "reference_subset_with_human_evaluations.json")
    texts = {}
    for row in reference["documents"]:
        key = _slug(row["document_id"])
        title, _, body = row["text"].partition("\n")
        texts[key] = Text(key, title, body or title)
    questions = []
    for domain in ("clapnq", "cloud", "fiqa", "govt"):
        base = folder / "mtrag-human" / "retrieval_tasks" / domain
        rewrites = {row["_id"]: _said(row["text"])[-1] for row in _lines(base / f"{domain}_rewrite.jsonl")}
        gold: dict[str, set[str]] = {}
        for line in (base / "qrels" / "dev.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            query, text, _ = line.split("\t")
            if _slug(text) in texts:
                gold.setdefault(query, set()).add(_slug(text))
        for row in _lines(base / f"{domain}_questions.jsonl"):
            if row["_id"] in gold:
                *before, last = _said(row["text"])
                questions.append(
                    Question(
                        row["_id"], last, frozenset(gold[row["_id"]]), before=tuple((said, "") for said in before),
                        rewrite=rewrites[row["_id"]],
                    )
                )  # fmt: skip
    return Pool("mtrag", texts, questions)


def pacific(path: Path) -> Pool:
    """PACIFIC: conversations over financial tables and texts; only follow-ups that were rewritten by hand."""
    texts, questions = {}, []
    for at, context in enumerate(_json(path)):
        key = f"pac-{at:03d}"
        texts[key] = Text(key, "", _table(context["table"]["table"]) + "\n\n" + _paragraphs(context))
        before: list[tuple[str, str]] = []
        for q in context["questions"]:
            if q.get("follow_up") and before:
                questions.append(
                    Question(q["uid"], q["question"], frozenset({key}), before=tuple(before),
                             rewrite=q["original_question"])
                )  # fmt: skip
            before.append((q["question"], "; ".join(map(str, q["answer"])) if isinstance(q["answer"], list) else ""))
    return Pool("pacific", texts, questions)


def _said(text: str) -> list[str]:
    return [turn.strip() for turn in re.split(r"\|user\|:\s*", text) if turn.strip()]


def _paragraphs(context: dict[str, Any]) -> str:
    return "\n\n".join(row["text"] for row in sorted(context["paragraphs"], key=lambda row: row["order"]))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; leading rows without a first cell and figures make up the header."""
    cleaned = [[" ".join(str(cell).split()).replace("|", "/") for cell in row] for row in rows]
    width = max(len(row) for row in cleaned)
    padded = [[*row, *[""] * (width - len(row))] for row in cleaned]
    heads = 1
    while heads < len(padded) - 1 and not padded[heads][0]:
        heads += 1
    header = [" ".join(dict.fromkeys(row[at] for row in padded[:heads] if row[at])) for at in range(width)]
    lines = [header, ["---"] * width, *padded[heads:]]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _slug(name: object) -> str:
    return re.sub(r"[^\w-]+", "_", str(name))
