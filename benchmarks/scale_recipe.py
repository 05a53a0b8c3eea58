"""The recipe of scale.py: real documents repeated with variation, as a whole index of the product's own kind.

The documents are the shipped ones and, with --data, the public sets' paragraphs (see retrieval_sets.py), read and split
by the product itself, which reads their figures too. Each passage is repeated: a repetition leaves out every seventh
word or so, at random, never a figure, a figure's subject, or the end of a sentence. Its vector lies between the real
passage's and another's, with noise, and each of its sentences has the passage's vector.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from retrieval_sets import Task, tasks

from qa import passages, text
from qa.build import build
from qa.dense import Encoder, VectorCache, Vectors, build_vectors, levelled, text_key
from qa.settings import IndexSettings
from qa.store import DocumentRow, Generation, Index
from qa.types import BlockKind, Passage, Quantity, Span

ROOT = Path(__file__).parents[1]
#: Different repetitions of one passage; beyond, texts are the same again, vectors never.
VARIANTS = 24
LEFT_OUT = 1 / 7
#: Passages of one document.
DOCUMENT = 100
#: Of every document, in its row and in its passages' terms: passages of many documents come together in one.
TITLE = ""
#: Of the standard deviation of a component between passages: neighbours stay neighbours, duplicates become rare.
NOISE = 0.25
_PIECE = re.compile(r"[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])\S)+\s*|\s+")
_END = re.compile(r"[.!?…。！？:;|\n]\s*$")


@dataclass(frozen=True)
class Variant:
    """One repetition of a passage: its text from 0, its figures in it, how many statements it has, its terms."""

    passage: Passage
    quantities: tuple[Quantity, ...]
    statements: int
    terms: str


def own_tasks(data: Path | None) -> list[Task]:
    """The public sets' questions and passages of one language each; none without their folder."""
    return [task for task in tasks(data) if task.question_language == task.passage_language] if data else []


def questions(data: Path | None, count: int) -> list[tuple[str, list[str]]]:
    """Questions of all sets in turn with their terms; of the shipped documents' gold file without any."""
    chance = random.Random(1)
    rows = map(json.loads, (ROOT / "eval" / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    gold = [row["question"] for row in rows if row["half"] == "dev" and "conversation" not in row]
    pools = [list(task.questions) for task in own_tasks(data)] + [gold]
    asked = [chance.choice(pools[number % len(pools)]) for number in range(count)]
    return [(question, text.analyse(question, text.language(question))) for question in asked]


def question_vectors(asked: Sequence[tuple[str, list[str]]], encoder: Encoder, scratch: Path) -> NDArray[np.float32]:
    """The vectors of the questions, kept in `scratch` between runs."""
    name = f"{encoder.fingerprint}/query"
    with VectorCache(scratch / "vectors.sqlite") as cache:
        known = cache.get(name, [text_key(question) for question, _ in asked])
        for question, _ in asked:
            if text_key(question) not in known:
                known[text_key(question)] = encoder.encode_query(question)
        cache.put(name, known)
        return levelled(np.stack([known[text_key(question)] for question, _ in asked]), encoder.name)


def sources(data: Path | None, scratch: Path) -> Index:
    """The real documents as an index without embeddings, built once."""
    folder = scratch / "sources"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        for path in (ROOT / "corpus").glob("*.md"):
            (folder / path.name).write_bytes(path.read_bytes())
        for task in own_tasks(data):
            for start in range(0, len(task.passages), 20):
                body = "\n\n".join(" ".join(passage.split()) for passage in task.passages[start : start + 20])
                (folder / f"{task.name.replace(' ', '-')}-{start:05}.md").write_text(body, encoding="utf-8")
    build(folder, scratch / "sources.index", IndexSettings(model=""))
    return Index.open(scratch / "sources.index")


def real_vectors(index: Index, encoder: Encoder, scratch: Path) -> NDArray[np.float32]:
    """The vectors of the real passages that may answer, in the order in which `real` gives them."""
    path = scratch / "real" / "matrix.npy"
    texts = [passages.search_text(passage, title) for passage, title, _ in real(index)]
    with VectorCache(scratch / "vectors.sqlite") as cache:
        build_vectors(texts, path, encoder, cache, passages=len(texts))
    return Vectors.open(path).matrix


def real(index: Index) -> list[tuple[Passage, str, list[Quantity]]]:
    """The real passages that may answer, with their document's title and their figures, shuffled."""
    found = []
    for document in index.documents():
        inside = index.quantities(range(document.first, document.first + document.passages))
        found += [(p, document.title, inside.get(p.number, [])) for p in index.passages_of(document) if p.answers]
    random.Random(4).shuffle(found)
    return found


def varied(passage: Passage, quantities: Sequence[Quantity], chance: random.Random | None) -> Variant:
    """One repetition of a passage, without its document's title; otherwise the passage itself without `chance`."""
    pieces = [(match.start(), match.end()) for match in _PIECE.finditer(passage.text)]
    guarded = np.zeros(len(passage.text) + 1, np.bool_)
    for quantity in quantities:
        for span in (quantity.span, *quantity.subject_spans, quantity.equivalent):
            if span is not None and passage.span.covers(span):
                guarded[span.start - passage.span.start : span.end - passage.span.start] = True
    kept = [
        passage.kind is BlockKind.TABLE_ROW or chance is None or not start or chance.random() >= LEFT_OUT
        or bool(guarded[start:end].any()) or bool(_END.search(passage.text[start:end])) or end == len(passage.text)
        for start, end in pieces
    ]  # fmt: skip
    left = np.zeros(len(passage.text) + 1, np.int64)
    for (start, end), keep in zip(pieces, kept, strict=True):
        left[start + 1 : end + 1] = keep
    place = np.cumsum(left)
    whole = "".join(passage.text[start:end] for (start, end), keep in zip(pieces, kept, strict=True) if keep)

    def moved(span: Span | None) -> Span | None:
        if span is None or not passage.span.covers(span):
            return None
        return Span(int(place[span.start - passage.span.start]), int(place[span.end - passage.span.start]))

    figures = tuple(
        replace(
            q,
            span=moved(q.span),
            equivalent=moved(q.equivalent),
            subject_spans=tuple(one for span in q.subject_spans if (one := moved(span)) is not None),
        )
        for q in quantities
    )
    made = passages.read(replace(passage, text=whole, span=Span(0, len(whole))))
    terms = passages.search_terms(made, TITLE, figures)
    return Variant(made, figures, len(passages.statement_texts(made)), " ".join(terms))


def fill(generation: Generation, index: Index, count: int, terms_file: Path) -> NDArray[np.int64]:
    """Add documents with `count` passages to the generation, and write their terms, a passage a line.

    Returns where the statements of each passage start, with their number at the end.
    """
    found = real(index)
    chance = random.Random(5)
    pool: dict[int, Variant] = {}
    starts = np.zeros(count + 1, np.int64)
    with terms_file.open("w", encoding="utf-8") as lines:
        for first in range(0, count, DOCUMENT):
            variants = []
            for number in range(first, min(first + DOCUMENT, count)):
                copy, source = divmod(number, len(found))
                key = source * VARIANTS + copy % VARIANTS
                if key not in pool:
                    passage, _, quantities = found[source]
                    pool[key] = varied(passage, quantities, chance if copy else None)
                variants.append(pool[key])
                starts[number + 1] = starts[number] + pool[key].statements
            lines.writelines(variant.terms + "\n" for variant in variants)
            generation.add(*_document(first // DOCUMENT, variants))
    return starts


def _document(
    number: int, variants: Sequence[Variant]
) -> tuple[DocumentRow, list[Passage], list[tuple[int, Quantity]]]:
    """A document of these passages, one after another."""
    at, placed, figures = 0, [], []
    for place, variant in enumerate(variants):
        passage = replace(variant.passage, document=f"{number:06}.md", span=variant.passage.span.shift(at), page=None)
        placed.append(passage)
        for q in variant.quantities:
            twin = q.equivalent.shift(at) if q.equivalent else None
            subject = tuple(one.shift(at) for one in q.subject_spans)
            figures.append((place, replace(q, span=q.span.shift(at), subject_spans=subject, equivalent=twin)))
        at += len(passage.text) + 2
    row = DocumentRow(
        id=f"{number:06}.md", title=TITLE, source=f"Source {number % 50}", authors=(), url="",
        published=f"20{10 + number % 16}-0{1 + number % 9}-15", language=placed[0].language, format="markdown",
        sha256=f"{number:064x}", provenance={}, text="\n\n".join(p.text for p in placed), headings=(), pages=(),
    )  # fmt: skip
    return row, placed, figures


def terms_of(path: Path) -> Iterator[list[str]]:
    """The terms of every passage, read as a stream."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.split()


def varied_vectors(source: NDArray[np.float32], path: Path, count: int) -> float:
    """Write `count` unit vectors near the real ones; return the seconds it took."""
    started = time.perf_counter()
    path.parent.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(3)
    noise = np.float32(NOISE * float(source.std(axis=0).mean()))
    with path.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (count, source.shape[1])}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, count, 1 << 14):
            size = min(1 << 14, count - start)
            one = np.arange(start, start + size) % len(source)
            two = chance.integers(0, len(source), size)
            share = chance.uniform(0.5, 1, (size, 1)).astype(np.float32)
            rows = share * source[one] + (1 - share) * source[two]
            rows += noise * chance.standard_normal(rows.shape, np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            file.write(rows.tobytes())
    return time.perf_counter() - started


def statement_vectors(vectors: NDArray[np.float32], starts: NDArray[np.int64], path: Path) -> None:
    """Write each passage's vector once for each of its statements, in half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path.with_name("starts.npy"), starts)
    with path.open("wb") as file:
        header = {"descr": "<f2", "fortran_order": False, "shape": (int(starts[-1]), vectors.shape[1])}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, len(vectors), 1 << 14):
            rows = vectors[start : start + (1 << 14)].astype(np.float16)
            file.write(np.repeat(rows, np.diff(starts[start : start + len(rows) + 1]), axis=0).tobytes())
