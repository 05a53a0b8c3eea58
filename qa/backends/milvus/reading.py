"""A generation on Milvus as a backend: candidates from its two searches, scores computed exactly here."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.backends.milvus.checking import altered, missing
from qa.backends.milvus.pointer import Pointer
from qa.backends.milvus.readable import readable
from qa.backends.milvus.rows import document_from, in_pieces, passage_from, quantities_from, statements_from
from qa.backends.milvus.schema import PER_DOCUMENT, dimension_of, state_of, word_of
from qa.backends.milvus.server import IN_FILTER, Server, quoted
from qa.backends.milvus.state import State, current_generation, read_state
from qa.dense import Vectors
from qa.errors import IndexUnfit
from qa.lexical import idf
from qa.ranking import NOTHING, Ranking, best
from qa.store import DocumentRow, Filters, Skipped
from qa.types import Passage, Quantity

#: Candidates fetched for each passage wanted, and some more: the stored vectors know the mean length of the time when
#: they were made, in single precision, and two words may share a dimension.
OVER, MORE = 2, 50
#: Words whose frequency is remembered.
REMEMBERED = 100_000
#: Weights in a sparse question must be positive; a word in most passages may have an idf of nothing.
_LEAST = 1e-6
#: The kinds of rows that a document is stored in, in a filter.
_WITHOUT, _WITH_TEXT = '["about"]', '["about", "text"]'


class Milvus:
    """One generation of an index on Milvus, read-only. Every method may be called from any thread."""

    def __init__(self, folder: Path, pointer: Pointer, server: Server, state: State) -> None:
        self.folder = folder
        self.manifest = state.manifest
        self._name, self._server, self._state = pointer.name, server, state
        self._passages, self._rows = state.passages(pointer.name), state.rows(pointer.name)
        self._frequencies: dict[str, int] = {}

    @classmethod
    def open(cls, folder: Path, pointer: Pointer, *, seconds: float | None = None) -> Milvus:
        """Open the generation that answers now. Raises `IndexMissing`, `IndexUnfit` or `AskCorpusError`."""
        server = Server(pointer.uri, seconds=seconds)
        return cls(folder, pointer, server, read_state(server, pointer.name, folder))

    def prepare(self) -> None:
        """Have the collections loaded into Milvus's memory; nothing happens where they are."""
        self._server.load(self._passages)
        self._server.load(self._rows)

    def read_ahead(self) -> None:
        """Nothing: what a server keeps in memory is its own affair."""

    def kept(self) -> dict[str, str]:
        """The server, the index's name there, and the number of this generation."""
        generation = str(self._state.generation)
        return {"backend": "milvus", "uri": self._server.uri, "name": self._name, "generation": generation}

    def is_current(self) -> bool:
        """Whether this generation is still the one that answers."""
        return current_generation(self._server, self._name) == self._state.generation

    @readable
    def by_words(self, terms: Sequence[str], top: int, filters: Filters) -> Ranking:
        """The `top` best passages that may answer, with the scores of rank-bm25 over all passages."""
        self._learn(terms)
        idfs = {term: self._idf(term) for term in terms if self._frequencies[term]}
        if not idfs or top <= 0:
            return NOTHING
        question: dict[int, float] = {}
        for term in terms:
            if term in idfs:
                at = dimension_of(term)
                question[at] = question.get(at, 0.0) + max(idfs[term], _LEAST)
        found = self._server.search(
            self._passages, "words", question, OVER * top + MORE, self._allowed(filters), ["number", "length", "counts"]
        )
        texts = self._whole(found, "counts")
        numbers = np.array([row["number"] for row in found], np.int64)
        lengths = np.array([row["length"] for row in found], np.float64)
        counts = [json.loads(texts[int(row["number"])]) for row in found]
        scores = self._scores(terms, idfs, lengths, counts)
        held = np.array([any(term in here for term in idfs) for here in counts], np.bool_)
        return best(numbers[held], scores[held], top)

    def _scores(
        self, terms: Sequence[str], idfs: Mapping[str, float], lengths: NDArray[np.float64],
        counts: Sequence[Mapping[str, int]],
    ) -> NDArray[np.float64]:  # fmt: skip
        """The scores of `qa.lexical.Postings` to the last bit: the same operations in the same order."""
        state = self._state
        norms = state.k1 * (1 - state.b + state.b * lengths / (state.tokens / max(state.manifest.passages, 1)))
        scores = np.zeros(len(lengths))
        for term, same in groupby(terms):
            if term not in idfs:
                continue
            tf = np.array([here.get(term, 0) for here in counts], np.float64)
            weight = idfs[term] * (tf * (state.k1 + 1) / (tf + norms))
            for _ in same:
                scores[tf > 0] += weight[tf > 0]
        return scores

    @readable
    def by_meaning(self, vector: NDArray[np.float32], top: int, filters: Filters) -> Ranking:
        """The `top` passages that may answer nearest to the unit vector, with their cosines."""
        if not self.manifest.model or top <= 0:
            return NOTHING
        asked = [float(value) for value in vector]
        found = self._server.search(
            self._passages, "meaning", asked, top + MORE, self._allowed(filters), ["number", "meaning"]
        )
        if not found:
            return NOTHING
        numbers = np.array([row["number"] for row in found], np.int64)
        matrix = np.array([row["meaning"] for row in found], np.float32)
        return best(numbers, Vectors(matrix).scores(vector, np.arange(len(found))), top)

    @readable
    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        self._learn([term])
        return self._frequencies[term]

    def _idf(self, term: str) -> float:
        return idf(self.manifest.passages, self._frequencies[term], self._state.floor)

    def _learn(self, terms: Iterable[str]) -> None:
        """Look up the frequencies of these words in one query."""
        known = self._frequencies
        missing = {word_of(term): term for term in terms if term not in known}
        if not missing:
            return
        if len(known) > REMEMBERED:
            known = {term: known[term] for term in set(terms) & set(known)}
        born = dict.fromkeys(missing, (-1, 0))
        where = f'kind == "word" and born <= {self._state.generation} and owner in {list(missing)}'
        for row in self._server.query(self._rows, where, ["owner", "born", "amount"]):
            word = int(row["owner"])
            born[word] = max(born[word], (int(row["born"]), int(row["amount"])))
        self._frequencies = {**known, **{term: born[word][1] for word, term in missing.items()}}

    def _allowed(self, filters: Filters) -> str:
        """The filter expression: this generation, passages that may answer, admitted documents."""
        parts = [self._state.visible("place"), "answers == true"]
        for name, wanted in (("document", filters.documents), ("source", filters.sources),
                             ("language", filters.languages), ("format", filters.formats)):  # fmt: skip
            if wanted:
                parts.append(f"{name} in [{', '.join(quoted(value) for value in sorted(wanted))}]")
        if filters.since:
            parts.append(f"published >= {quoted(filters.since)}")
        if filters.until:  # "~" comes after digits and hyphen: 2025-06-09 is still in 2025-06
            parts.append(f'published > "" and published < {quoted(filters.until + "~")}')
        return " and ".join(parts)

    @readable
    def likeness(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The cosine of the unit vector to each statement of these passages, in reading order."""
        if not self.manifest.model:
            return {}
        made = {}
        for number, matrix in self._meanings(numbers).items():
            made[number] = Vectors(matrix).scores(vector, np.arange(len(matrix))).astype(np.float32)
        return made

    @readable
    def meanings(self, number: int) -> NDArray[np.float32]:
        """The vectors of a passage's statements, one row each, in reading order; no row without a model."""
        return self._meanings([number])[number] if self.manifest.model else np.empty((0, 0), np.float32)

    def _meanings(self, numbers: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        rows, texts = self._fetched(numbers, "statements")
        dimension = self.manifest.dimension
        return {number: statements_from(texts[number], dimension).astype(np.float32) for number in rows}

    @readable
    def passages(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """The passages with these numbers."""
        rows, texts = self._fetched(numbers, "body")
        return {number: passage_from(row, texts[number]) for number, row in rows.items()}

    @readable
    def quantities(self, numbers: Iterable[int]) -> dict[int, list[Quantity]]:
        """The quantities of each of these passages, in reading order; passages without any are left out."""
        _, texts = self._fetched(numbers, "figures")
        return {number: found for number, text in texts.items() if (found := quantities_from(text))}

    def _fetched(self, numbers: Iterable[int], field: str) -> tuple[dict[int, Mapping[str, Any]], dict[int, str]]:
        """The rows of these passages in the order asked for, and their texts of `field`."""
        wanted = [int(number) for number in numbers]
        found = {
            int(row["number"]): row
            for row in self._server.query_by(self._passages, "number", wanted, ["number", "document", field])
        }
        if len(found) < len(set(wanted)):
            raise IndexUnfit(
                f"The index on {self._server.uri} was changed while it was read, or rows of it are missing.",
                f"Ask again; if that does not help: qa index {self.manifest.corpus} --index {self.folder}",
            )
        rows = {number: found[number] for number in wanted}
        return rows, self._whole(rows.values(), field)

    def _whole(self, rows: Iterable[Mapping[str, Any]], field: str) -> dict[int, str]:
        """The texts of `field` by passage number, those that stand in pieces put together."""
        texts = {int(row["number"]): str(row[field]) for row in rows}
        for number in [number for number, text in texts.items() if in_pieces(text)]:
            where = f'kind == "piece" and owner == {number // PER_DOCUMENT} and tag == "{field}:{number}"'
            parts = self._server.query(self._rows, where, ["amount", "body"])
            texts[number] = "".join(row["body"] for row in sorted(parts, key=lambda row: int(row["amount"])))
        return texts

    @readable
    def all_quantities(
        self, units: Sequence[str] = (), period: tuple[str, str] | None = None
    ) -> list[tuple[int, Quantity]]:
        """Every (passage number, quantity), of the given units and touching the given days where those are given."""
        where = self._state.visible("place")
        names = ", ".join(quoted(unit) for unit in units or self.units())
        if not names:
            return []
        fields = ["number", "document", "figures"]
        rows = list(
            self._server.every(self._passages, f"{where} and array_contains_any(units, [{names}])", "number", fields)
        )
        texts = self._whole(rows, "figures")
        return [
            (number, item)
            for number in sorted(texts)
            for item in quantities_from(texts[number])
            if (not units or item.unit in units) and (period is None or _touches(item, period))
        ]

    @readable
    def terms_in(self, places: Sequence[int]) -> set[str]:
        """Every word of the documents at these places, whether they are in this generation or not."""
        found: set[str] = set()
        for at in range(0, len(places), IN_FILTER):
            where = f"place in {list(places[at : at + IN_FILTER])}"
            rows = list(self._server.every(self._passages, where, "number", ["number", "counts"]))
            for text in self._whole(rows, "counts").values():
                found.update(json.loads(text))
        return found

    def units(self) -> list[str]:
        """Every unit that a figure of the index has."""
        return list(self._state.units)

    @readable
    def documents(self, names: Collection[str] | None = None, *, text: bool = False) -> list[DocumentRow]:
        """All documents in order, or those with these ids; with their texts only where asked for."""
        wanted = "" if names is None else f" and tag in [{', '.join(map(quoted, names))}]"
        where = f'kind == "document" and {self._state.visible("owner")}{wanted}'
        heads = {int(row["owner"]): str(row["tag"]) for row in self._every(where, ["owner", "tag"])}
        parts: dict[tuple[int, str], dict[int, str]] = {}
        places = "" if names is None else f" and owner in {list(heads)}"
        where = f"kind in {_WITH_TEXT if text else _WITHOUT} and {self._state.visible('owner')}{places}"
        for row in self._every(where, ["kind", "owner", "amount", "body"]) if heads else ():
            parts.setdefault((int(row["owner"]), row["kind"]), {})[int(row["amount"])] = str(row["body"])
        return [
            document_from(heads[at], at, _joined(parts[at, "about"]), _joined(parts.get((at, "text"), {})))
            for at in sorted(heads)
        ]

    def _every(self, where: str, fields: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        return self._server.every(self._rows, where, "key", fields)

    def document(self, name: str, *, text: bool = True) -> DocumentRow | None:
        """The document with this id, or None."""
        found = self.documents([name], text=text)
        return found[0] if found else None

    def passages_of(self, document: DocumentRow) -> list[Passage]:
        """All passages of a document in reading order."""
        return list(self.passages(range(document.first, document.first + document.passages)).values())

    def skipped(self) -> list[Skipped]:
        """The files that are not in the index."""
        return list(self._state.skipped)

    @readable
    def verify(self) -> list[str]:
        """The collections that do not hold as many rows as were written; else the documents whose rows are others."""
        lacking = missing(self._server, self._name, self._state)
        return lacking or altered(self._server, self._name, self._state, self._whole)


def reachable(pointer: Pointer) -> None:
    """Raise `AskCorpusError` where nothing that speaks Milvus answers."""
    Server(pointer.uri).has(state_of(pointer.name))


def _joined(parts: Mapping[int, str]) -> str:
    return "".join(parts[at] for at in sorted(parts))


def _touches(item: Quantity, period: tuple[str, str]) -> bool:
    """Whether the quantity's period has a day in common with the given days."""
    if item.period is None:
        return False
    start, _, end = item.period.partition("/")
    return start <= period[1] and end >= period[0]
