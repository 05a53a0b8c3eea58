"""Sets of questions over texts: BEIR folders, SQuAD's format, KazQAD, CLAPNQ, TimeQA, RAMDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pool import Pool, Question, evenly, gather, key, page, read_json, read_lines


def beir(folder: Path) -> Pool:
    """A BEIR folder: `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv` (or dev), judged questions only."""
    texts = {key(row["_id"]): page(row.get("title", ""), row["text"]) for row in read_lines(folder / "corpus.jsonl")}
    judged = next(path for path in (folder / "qrels" / "test.tsv", folder / "qrels" / "dev.tsv") if path.exists())
    rows = [line.split("\t") for line in judged.read_text(encoding="utf-8").splitlines()[1:]]
    relevant = gather((query, key(text)) for query, text, gain in rows if float(gain) > 0)
    questions = tuple(
        Question(row["_id"], row["text"], frozenset(relevant[row["_id"]]))
        for row in read_lines(folder / "queries.jsonl")
        if row["_id"] in relevant
    )
    return Pool(folder.name, texts, questions)


def squad(path: Path, name: str = "") -> Pool:
    """A file in SQuAD's format (SQuAD 1 and 2, XQuAD, CMRC 2018): each paragraph is a text."""
    texts: dict[str, str] = {}
    questions: list[Question] = []
    for number, article in enumerate(read_json(path)["data"]):
        title = article.get("title", "").replace("_", " ")
        for place, paragraph in enumerate(article["paragraphs"]):
            here = f"{number:04d}-{place:03d}"
            texts[here] = page(title, paragraph["context"])
            for asked in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in asked.get("answers", ())))
                found = frozenset() if asked.get("is_impossible") else frozenset({here})
                questions.append(Question(str(asked["id"]), asked["question"], found, answers if found else ()))
    return Pool(name or path.stem, texts, tuple(questions))


def xquad(folder: Path, asked: str, held: str) -> Pool:
    """XQuAD: questions in language `asked` over the paragraphs in language `held`, which are translations."""
    texts = squad(folder / f"xquad.{held}.json")
    questions = squad(folder / f"xquad.{asked}.json").questions
    said = {question.id: question.answers for question in texts.questions}
    crossed = tuple(Question(one.id, one.text, one.relevant, said[one.id]) for one in questions)
    return Pool(f"xquad-{asked}" if asked == held else f"xquad-{asked}-{held}", texts.texts, crossed)


def kazqad(folder: Path) -> Pool:
    """KazQAD: Kazakh questions over its pool of passages; passages that only the questions bring are added."""
    texts = {key(row["id"]): page(row["title"], row["text"]) for row in read_lines(folder / "corpus.jsonl")}
    place = {text: name for name, text in texts.items()}
    questions = []
    for row in read_lines(folder / "reading-comprehension.jsonl"):
        text = page(row["title"], row["context"])
        name = place.setdefault(text, key(row["id"]))
        texts[name] = text
        questions.append(Question(row["id"], row["question"], frozenset({name}), tuple(row["answers"]["text"])))
    return Pool("kazqad", texts, tuple(questions))


def clapnq(folder: Path) -> Pool:
    """CLAPNQ: answerable and unanswerable questions, each with its passage, over all passages.

    Accepted are the sentences that annotators chose as the grounds of an answer.
    """
    texts: dict[str, str] = {}
    questions = []
    for sort in ("answerable", "unanswerable"):
        for row in read_lines(folder / "annotated_data" / "dev" / f"clapnq_dev_{sort}.jsonl"):
            names = []
            for number, passage in enumerate(row["passages"]):
                names.append(f"{key(row['id'])}-{number}")
                texts[names[-1]] = page(passage["title"], passage["text"])
            found = frozenset(names) if sort == "answerable" else frozenset()
            questions.append(Question(str(row["id"]), row["input"], found, _grounds(row) if found else ()))
    return Pool("clapnq", texts, tuple(questions))


def _grounds(row: dict[str, Any]) -> tuple[str, ...]:
    """The sentences that the annotators of one question chose, each once."""
    chosen = (sentence for given in row.get("output", ()) for sentence in given.get("selected_sentences", ()))
    return tuple(dict.fromkeys(sentence.strip() for sentence in chosen if sentence.strip()))


def timeqa(path: Path, articles: int = 80) -> Pool:
    """TimeQA: questions bound to a period, over `articles` articles at even steps, each one text."""
    texts: dict[str, str] = {}
    questions = []
    for row in evenly(read_json(path), articles):
        name = key(row["index"])
        texts[name] = page(row["paras"][0], "\n\n".join(row["paras"][1:]))
        for number, (asked, answers) in enumerate(row["questions"]):
            said = tuple(dict.fromkeys(answer["answer"] for answer in answers if answer["answer"]))
            found = frozenset({name}) if said else frozenset()
            questions.append(Question(f"{row['index']}-{number}", asked, found, said))
    return Pool("timeqa", texts, tuple(questions))


def ramdocs(path: Path) -> Pool:
    """RAMDocs: questions whose documents disagree; a document is relevant when it gives a right answer.

    They contradict each other where there are several right answers (one for each thing of that name) or wrong ones.
    """
    texts: dict[str, str] = {}
    questions = []
    for number, row in enumerate(read_lines(path)):
        right = set()
        for place, document in enumerate(row["documents"]):
            name = f"{number:04d}-{place:02d}"
            texts[name] = page("", document["text"])
            if document["type"] == "correct":
                right.add(name)
        answers = tuple(row["gold_answers"])
        conflict = len(answers) > 1 or bool(row.get("wrong_answers"))
        questions.append(Question(str(number), row["question"], frozenset(right), answers, conflict=conflict))
    return Pool("ramdocs", texts, tuple(questions))
