"""The engine itself: both searches, candidates, choice, comparison, answer."""

from __future__ import annotations

import gc
import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa import choose, compare, dense, extract, fusion, passages, question
from qa.backends import Backend, open_backend
from qa.engine.checking import check_question
from qa.engine.citing import cite, cite_within
from qa.engine.clock import Clock
from qa.engine.comparing import Comparing, likeness_of
from qa.engine.explaining import explaining
from qa.engine.material import Found, Material, led
from qa.engine.naming import named
from qa.errors import EncoderUnavailable, IndexUnfit
from qa.quantity import restated
from qa.ranking import Ranking
from qa.settings import SearchSettings
from qa.store import DocumentRow, Filters
from qa.text import ANALYSER, keeping
from qa.types import (
    Agreement,
    Answer,
    Candidate,
    CitedQuantity,
    Headline,
    Hit,
    IndexInfo,
    Passage,
    Quantity,
    Query,
    RankedPassage,
    Status,
)

#: Weights that a user fitted to gold questions of his own (`qa fit`), in the index folder; the shipped ones otherwise.
WEIGHTS = "weights.json"
#: Passages looked into: the right one is among so many when it is found at all, and time stays bounded.
LOOKED_INTO = 8


class Engine:
    """Answers questions over one generation of an index."""

    def __init__(self, index: Backend, settings: SearchSettings | None = None) -> None:
        recipe = index.manifest.recipe
        if recipe.get("analyser") != ANALYSER or recipe.get("splitter") != passages.SPLITTER:
            raise IndexUnfit(
                f"The index in {index.folder} was made by another version of this program.",
                f"Update it with: qa index {index.manifest.corpus} --index {index.folder}",
            )
        self.index = index
        self.settings = settings or SearchSettings()
        index.prepare()
        own = index.folder / WEIGHTS
        self.model = choose.load(own if own.is_file() else None)
        self._encoder: dense.Encoder | None = None
        self._encoder_problem = ""
        self._encoder_lock = threading.Lock()
        self._serving = False
        #: Whoever edits the table of words need not wait for a new index: words kept by another are read anew.
        self._kept = recipe.get("words") == keeping.recipe()
        manifest = index.manifest
        self.info = IndexInfo(manifest.fingerprint, manifest.documents, manifest.passages, manifest.model)

    @classmethod
    def open(cls, folder: Path, settings: SearchSettings | None = None) -> Engine:
        """Open the current index. Raises `IndexMissing` or `IndexUnfit`, whose message names the mending command."""
        return cls(open_backend(folder), settings)

    def is_current(self) -> bool:
        """Whether the index folder still leads to the generation that this engine answers from."""
        return self.index.is_current()

    def with_settings(self, settings: SearchSettings) -> Engine:
        """The same index asked with other settings; the loaded encoder is shared."""
        other = Engine(self.index, settings)
        other._encoder, other._serving = self._encoder, self._serving
        return other

    def ask(self, text: str, *, top: int = 10, filters: Filters | None = None, original: str | None = None) -> Answer:
        """Answer a stand-alone question from the best passages. `original` is what was typed before it was resolved.

        Raises `QuestionError` for a question that cannot be asked. Abstaining is an Answer with status not_found.
        """
        asked = check_question(text)
        clock = Clock()
        material = self._gather(asked, filters or Filters(), top, clock)
        query, hits, documents = material.query, material.hits, material.documents
        choice = choose.choose(
            query, material.candidates, material.reading, documents,
            likeness=material.likeness, without=self.settings.without, model=self.model, matcher=material.matcher,
        )  # fmt: skip
        hits = choose.reordered(hits, choice)
        clock.lap("choose")
        cited = self._cited(hits, material.quantities, documents, choice.ranked, top)
        answered = choice.winner is not None
        comparisons = self._compared(material, choice) if answered else ()  # nothing is said of what is not shown
        clock.lap("compare")
        foremost = [hit.passage for hit in hits[:top]]
        marked = choose.highlights(query, foremost, choice.winner, matcher=material.matcher)
        shown = tuple(
            RankedPassage(
                rank=rank,
                hit=hit,
                citation=cite(hit.passage, hit.passage.span, documents[hit.passage.document]),
                highlights=marks,
            )
            for rank, (hit, marks) in enumerate(zip(hits, marked, strict=False), 1)
        )
        return Answer(
            question=original if original is not None else asked,
            resolved_question=asked,
            language=query.language,
            status=Status.ANSWERED if answered else Status.NOT_FOUND,
            confidence=choice.confidence,
            headline=self._headline(choice.winner, hits, documents) if choice.winner is not None else None,
            quantities=cited,
            comparisons=comparisons,
            passages=shown,
            index=self.info,
            timings_ms=clock.finish(),
            notices=material.found.notices,
            query=query,
        )

    def gather(self, text: str, *, filters: Filters | None = None) -> Material:
        """All that an answer is chosen from, without choosing: for fitting the choice and for measuring it."""
        return self._gather(check_question(text), filters or Filters(), self.settings.depth, Clock())

    def _gather(self, asked: str, filters: Filters, top: int, clock: Clock) -> Material:
        # The question is encoded, on threads that do not need Python, while its words are looked up.
        encoding = self._begun(asked)
        plain = question.understand(asked)
        clock.lap("understand")
        by_words = self._by_words(plain, filters)
        clock.lap("lexical")
        encoded = encoding()
        clock.lap("encode")
        query = question.leant(plain, encoded) if encoded is not None and self._known_model else plain
        vector = self._levelled(encoded)
        if query.figures != plain.figures:
            by_words = self._by_words(query, filters)
        found = self._search(query, by_words, vector, filters, clock)
        query, telling = explaining(self.index, query, found.numbers)
        numbers = _first(self._telling_first(query, found, filters), telling)
        hits = found.hits(self.index, numbers[: max(self.settings.depth, top)])
        documents = self._documents(hit.passage for hit in hits)
        quantities = self.index.quantities(hit.passage.number for hit in hits)
        clock.lap("read")
        reading = hits[: self.settings.depth]
        likeness = likeness_of(self.index, reading, vector)
        matcher = choose.Matcher(query, reading, self.rarity, quantities, kept=self._kept)
        if "order" not in self.settings.without:
            evidence = choose.passage_evidence(query, reading, quantities, documents, matcher, likeness)
            reading = choose.in_order(query, reading, evidence, matcher)
            reading.sort(key=lambda hit: hit.passage.number not in telling)
        reading = [*led(self.index, reading[:LOOKED_INTO], reading, documents), *reading[LOOKED_INTO:]]
        hits = [*reading, *hits[self.settings.depth :]]
        clock.lap("order")
        candidates = extract.candidates(query, reading[:LOOKED_INTO], quantities, documents)
        clock.lap("extract")
        return Material(query, found, hits, reading, vector, candidates, quantities, documents, likeness, matcher)

    def search(self, text: str, *, top: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The best passages for a question, without looking for an answer in them."""
        clock = Clock()
        asked = check_question(text)
        query, wanted = question.understand(asked), filters or Filters()
        vector = self._levelled(self._vector(asked))
        found = self._search(query, self._by_words(query, wanted), vector, wanted, clock)
        return found.hits(self.index, found.numbers[:top])

    @property
    def _known_model(self) -> bool:
        """Whether the question's vector is one that the understanding of questions was fitted on."""
        return self.index.manifest.model == dense.DEFAULT_MODEL

    def _begun(self, asked: str) -> dense.Coming[NDArray[np.float32] | None]:
        """The question's embedding, begun: where the encoder has yet to be loaded, that as well."""
        encoder = self._encoder if self.settings.use_dense else None
        return encoder.begin_query(asked) if encoder is not None else dense.beside(self._vector, asked)

    def _vector(self, asked: str) -> NDArray[np.float32] | None:
        """The question's embedding; None where embeddings are not used or cannot be had."""
        if not self.settings.use_dense or not self.index.manifest.model:
            return None
        encoder = self._query_encoder()
        return encoder.encode_query(asked) if encoder is not None else None

    def _levelled(self, encoded: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
        """The question's embedding as it is compared with those of the index."""
        return None if encoded is None else dense.levelled(encoded, self.index.manifest.model)

    def _by_words(self, query: Query, filters: Filters) -> Ranking | None:
        """The passages that may answer by the question's words; None where words are not used."""
        if not self.settings.use_lexical:
            return None
        # A value counts twice: its digits alone may be those of another ("215" in "215 тыс.").
        values = _values(query.figures)
        return self.index.by_words([*question.expand(query), *values, *values], self.settings.pool, filters)

    def _telling_first(self, query: Query, found: Found, filters: Filters) -> Sequence[int]:
        """The numbers found, so that passages with the figures that the question is told by are among those read.

        At most half of those read are taken from further down for their figures: a small one stands everywhere.
        """
        if not query.told or not self.settings.use_lexical:
            return found.numbers
        holding = set(self.index.by_words(_values(query.told), self.settings.pool, filters)[0].tolist())
        depth = self.settings.depth
        taken = [number for number in found.numbers if number in holding][: depth // 2]
        read = set(taken) | set([number for number in found.numbers if number not in taken][: depth - len(taken)])
        return [*(n for n in found.numbers if n in read), *(n for n in found.numbers if n not in read)]

    def _search(
        self,
        query: Query,
        by_words: Ranking | None,
        vector: NDArray[np.float32] | None,
        filters: Filters,
        clock: Clock,
    ) -> Found:
        """The ranking by words and that by meaning, fused, over the passages that may answer."""
        pool, notices = self.settings.pool, list(self.index.manifest.notices)
        by_meaning: Ranking | None = None
        if vector is not None:
            by_meaning = self.index.by_meaning(vector, pool, filters)
            clock.lap("dense")
        elif self.settings.use_dense and self.index.manifest.model:
            notices.append(f"Embeddings are not available ({self._encoder_problem}); BM25 alone answers.")
        weight = fusion.dense_share(self.known_share(query)) if by_words is not None and by_meaning is not None else 0.5
        numbers, scores = fusion.fuse(by_words, by_meaning, method=self.settings.fusion, weight=weight)
        clock.lap("fuse")
        return Found.of(numbers[:pool], scores[:pool], by_words, by_meaning, tuple(notices), kept=self._kept)

    def known_share(self, query: Query) -> float:
        """The share of the question's words that some passage has, in whatever language or spelling; 1 for none."""
        words = question.wordings(query)
        found = sum(any(self.index.frequency(term) for term in terms) for terms in words)
        return found / len(words) if words else 1.0

    def _query_encoder(self) -> dense.Encoder | None:
        """The light encoder for questions, loaded once; None when it cannot be had."""
        with self._encoder_lock:
            if self._encoder is None and not self._encoder_problem:
                try:
                    self._encoder = dense.load_encoder(self.index.manifest.model, serving=self._serving)
                except EncoderUnavailable as error:
                    self._encoder_problem = str(error).rstrip(".")
            return self._encoder

    def warm(self, *, serving: bool = False) -> None:
        """Load the encoder now, so that the first question does not wait for it.

        `serving` is for a process that answers many questions. It also begins to read the index's files ahead, and to
        load a faster encoder, some 170 MB, that takes over when it is there. Vectors of the two differ in the fourth
        digit: a choice between answers that are all but equal may fall differently.
        """
        with self._encoder_lock:
            if serving and not self._serving:
                self._serving, self._encoder = True, None
                _rarely_collected()
                threading.Thread(target=self.index.read_ahead, name="reading ahead", daemon=True).start()
        if self.index.manifest.model:
            self._query_encoder()

    def _documents(self, of: Iterable[Passage]) -> dict[str, DocumentRow]:
        """The documents of these passages, without their texts."""
        names = {passage.document for passage in of}
        return {row.id: row for row in self.index.documents(names)}

    def _cited(
        self,
        hits: Sequence[Hit],
        quantities: Mapping[int, Sequence[Quantity]],
        documents: Mapping[str, DocumentRow],
        ranked: Sequence[Candidate],
        top: int,
    ) -> tuple[CitedQuantity, ...]:
        """Every quantity of the first `top` passages: those that could answer best first, then in reading order."""
        order = {(c.document, c.quantity.span): place for place, c in reversed(list(enumerate(ranked))) if c.quantity}
        rows = [
            CitedQuantity(item, cite_within(hit.passage, item.span, documents[hit.passage.document]))
            for hit in hits[:top]
            for item in quantities.get(hit.passage.number, ())
        ]
        last = len(order)
        return tuple(sorted(rows, key=lambda row: order.get((row.citation.document, row.quantity.span), last)))

    def _compared(self, material: Material, choice: choose.Choice) -> tuple[Agreement, ...]:
        """What other statements say of the winner, with other figures, dates or names or the same."""
        gathered = self.gather_statements(material, choice)
        return compare.compare(material.query, gathered) or compare.contradicting(
            material.query, *named(material, choice, self.model)
        )

    def gather_statements(self, material: Material, choice: choose.Choice) -> compare.Gathered | None:
        """What the best candidate's statement is compared with, for comparing and for fitting the comparison."""
        return Comparing(self.index, self.model).gathered(material, choice)

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a search term, log(1 + N / (1 + df))."""
        return math.log1p(self.info.passages / (1 + self.index.frequency(term)))

    def _headline(self, winner: Candidate, hits: Sequence[Hit], documents: Mapping[str, DocumentRow]) -> Headline:
        """The winner with its citation: the sentence or table row that holds it."""
        passage = next(hit.passage for hit in hits if hit.passage.number == winner.passage)
        return Headline(
            text=winner.text,
            kind=winner.kind,
            citation=cite_within(passage, winner.span, documents[passage.document]),
            quantity=winner.quantity,
            evidence=winner.evidence,
        )


def _values(figures: Iterable[Quantity]) -> list[str]:
    """The search terms of these figures' values, in every unit that they may be told in."""
    return [term for figure in figures for one in restated(figure) for term in passages.value_terms(one)]


def _first(numbers: Sequence[int], of: frozenset[int]) -> Sequence[int]:
    """`numbers`, those `of` which are wanted first."""
    return sorted(numbers, key=lambda number: number not in of) if of else numbers


def _rarely_collected() -> None:
    """Have Python look for cycles of objects after fifty thousand new ones, not seven hundred.

    A question makes some thousands that are kept for the next ones and no cycles. Looking for them took a tenth of its
    time, and a fifth of a second whenever all that is kept was looked through.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
