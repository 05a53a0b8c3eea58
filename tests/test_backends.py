"""What every backend owes the engine: one suite, run on the index folder and on a real Milvus server."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from milvus_support import Lite
from rank_bm25 import BM25Okapi

from qa import question
from qa.backends import Backend, Local, Milvus, Pointer, open_backend, publish
from qa.backends.milvus.schema import passages_of
from qa.backends.milvus.server import Server
from qa.build import build
from qa.dense import load_encoder
from qa.engine import Engine, Filters
from qa.evaluate import Half, load_gold
from qa.passages import search_terms
from qa.render import answer_json
from qa.settings import IndexSettings
from qa.store import DocumentRow
from qa.types import Answer, Passage

KINDS = ("local", "milvus")
PLAIN = IndexSettings(model="")
QUESTIONS = (
    "Aktau container capacity after expansion?",
    "Khorgos container turnover in 2018 Khorgos Khorgos",
    "Сколько тонн грузов перевезли по железной дороге?",
    "2019年霍尔果斯集装箱吞吐量是多少？",
    "Қорғас құрғақ порты қашан ашылды?",
)
TEXTS = {
    "a.md": "# Port of Sea\n\nThe port handled 120,000 TEU in 2023.\n\n| Year | TEU |\n|---|---|\n| 2022 | 100,000 |\n",
    "b.txt": "The dry port opened in 2015. It employs 1,150 people.\n",
    "в/отчёт.txt": "Грузооборот порта вырос до 4,5 млн тонн в 2024 году.\n",
    'q"\\q.txt': "A quoted name is a name: the yard has 12 cranes.\n",
}


def placed(folder: Path, index: Path, kind: str, milvus: Lite, name: str) -> Path:
    """A folder that answers like the index in `index`: its files, or nothing but a pointer to the server."""
    if kind == "local":
        shutil.copytree(index, folder, dirs_exist_ok=True)
        return folder
    work = folder.with_name(f"{folder.name}-work")
    shutil.copytree(index, work)
    pointer = Pointer(milvus.uri, name)
    publish(work, pointer)
    pointer.write(folder)
    return folder


@pytest.fixture(scope="module")
def reference(index: Path) -> Local:
    """The shipped corpus as the index folder has it."""
    return Local.open(index)


@pytest.fixture(scope="module", params=KINDS)
def folder(request: pytest.FixtureRequest, index: Path, milvus: Lite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the shipped corpus answers from, by each backend."""
    return placed(tmp_path_factory.mktemp("placed") / "index", index, request.param, milvus, "shipped")


@pytest.fixture(scope="module")
def backend(folder: Path) -> Backend:
    """Each backend over the shipped corpus, opened from its folder alone."""
    opened = open_backend(folder)
    opened.prepare()
    return opened


def everything(backend: Backend) -> list[Passage]:
    """All passages in order."""
    return [passage for document in backend.documents() for passage in backend.passages_of(document)]


def bare(document: DocumentRow) -> dict[str, object]:
    """A document but for the number of its first passage, which is each backend's own."""
    return {name: getattr(document, name) for name in DocumentRow.__slots__ if name != "first"}


def where(passages: Iterable[Passage]) -> list[tuple[str, int, int]]:
    """What a passage is, whatever its number."""
    return [(passage.document, passage.span.start, passage.span.end) for passage in passages]


def test_one_file_is_enough(folder: Path, backend: Backend) -> None:
    """On Milvus the folder holds a pointer and nothing else; the local folder is read without any server."""
    names = sorted(path.name for path in folder.iterdir())
    if isinstance(backend, Milvus):
        assert names == ["backend.json"]
    else:
        assert isinstance(backend, Local) and "backend.json" not in names


def test_rows_come_back_whole(backend: Backend, reference: Local) -> None:
    """Documents with texts, passages, quantities, units and skipped files are what was indexed, in the same order."""
    assert [bare(row) for row in backend.documents(text=True)] == [bare(row) for row in reference.documents(text=True)]
    ours, theirs = everything(backend), everything(reference)
    assert where(ours) == where(theirs)
    assert [(p.text, p.headings, p.page, p.context, p.kind, p.language) for p in ours] == [
        (p.text, p.headings, p.page, p.context, p.kind, p.language) for p in theirs
    ]
    numbers = [passage.number for passage in ours]
    assert numbers == sorted(set(numbers))
    found = backend.quantities(numbers)
    known = reference.quantities(passage.number for passage in theirs)
    assert [found.get(p.number) for p in ours] == [known.get(p.number) for p in theirs]
    assert (backend.units(), backend.skipped()) == (reference.units(), reference.skipped())
    assert backend.manifest.fingerprint == reference.manifest.fingerprint


def test_documents_by_name(backend: Backend) -> None:
    """A document is found by its id alone; an unknown one is None; some are found without the others."""
    names = [row.id for row in backend.documents()]
    assert backend.document("nowhere.md") is None
    whole = backend.document(names[2])
    assert whole is not None and whole.id == names[2] and whole.text
    assert [row.id for row in backend.documents({names[3], names[1], "nowhere.md"})] == [names[1], names[3]]
    assert backend.documents([names[0]])[0].text == ""


def test_quantities_by_unit_and_period(backend: Backend, reference: Local) -> None:
    """Figures are filtered by unit and period alike, in reading order."""
    for units, period in (((), None), (("TEU",), None), (("TEU", "t"), ("2018-01-01", "2019-12-31")), (("x",), None)):
        ours = [item for _, item in backend.all_quantities(units, period)]
        assert ours == [item for _, item in reference.all_quantities(units, period)]
        assert bool(ours) == (units != ("x",))


def test_scores_are_those_of_rank_bm25(backend: Backend) -> None:
    """Numbers, order and scores are rank-bm25's to the last bit, also for repeated and unknown words."""
    passages, titles = everything(backend), {row.id: row.title for row in backend.documents()}
    inside = backend.quantities(passage.number for passage in passages)
    rank = BM25Okapi([search_terms(p, titles[p.document], inside.get(p.number, [])) for p in passages])
    for text in QUESTIONS:
        terms = [*question.understand(text).terms, "no-such-word"]
        scores = rank.get_scores(terms)
        numbers, ours = backend.by_words(terms, 20, Filters())
        order = sorted(
            (at for at, p in enumerate(passages) if p.answers and scores[at]), key=lambda at: (-scores[at], at)
        )
        assert numbers.tolist() == [passages[at].number for at in order[:20]]
        assert ours.tolist() == [scores[at] for at in order[:20]]
    assert len(backend.by_words(["no-such-word"], 5, Filters())[0]) == 0
    assert len(backend.by_words([], 5, Filters())[0]) == 0


def test_nearest_vectors_are_exact(backend: Backend, reference: Local) -> None:
    """The nearest passages are those of a comparison with every vector, with the same cosines."""
    encoder = load_encoder(backend.manifest.model)
    number = {
        place: passage.number for place, passage in zip(where(everything(reference)), everything(backend), strict=True)
    }
    stored = reference.passages(range(reference.manifest.passages))
    for text in QUESTIONS:
        vector = encoder.encode_query(text)
        numbers, cosines = backend.by_meaning(vector, 15, Filters())
        known, exact = reference.by_meaning(vector, 15, Filters())
        assert numbers.tolist() == [number[where([stored[at]])[0]] for at in known.tolist()]
        assert cosines.tolist() == exact.tolist()
        ours = backend.likeness(vector, numbers.tolist())
        theirs = reference.likeness(vector, known.tolist())
        for one, other in zip(numbers.tolist(), known.tolist(), strict=True):
            assert np.array_equal(ours[one], theirs[other])
            assert np.array_equal(backend.meanings(one), reference.meanings(other))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(documents=frozenset({"002-key-link-connecting-china-and-europe.md"})),
        Filters(sources=frozenset({"Asia Econ News"})),
        Filters(languages=frozenset({"en"}), since="2025-06"),
        Filters(until="2025-06"),
        Filters(since="2025", until="2025-11-24"),
        Filters(formats=frozenset({"markdown"}), documents=frozenset({'no "such"\\ document'})),
        Filters(languages=frozenset({"zh"})),
    ],
)
def test_filters(backend: Backend, reference: Local, filters: Filters) -> None:
    """A filter keeps out what it does not admit and changes no score of the rest."""
    terms, vector = ["container", "port", "kazakhstan"], load_encoder(backend.manifest.model).encode_query("ports")
    admitted = {row.id for row in reference.documents() if filters.admit(row)}
    for ours, theirs in (
        (backend.by_words(terms, 50, filters), reference.by_words(terms, 50, filters)),
        (backend.by_meaning(vector, 50, filters), reference.by_meaning(vector, 50, filters)),
    ):
        found, known = backend.passages(ours[0].tolist()), reference.passages(theirs[0].tolist())
        assert where(found[n] for n in ours[0].tolist()) == where(known[n] for n in theirs[0].tolist())
        assert ours[1].tolist() == theirs[1].tolist()
        assert {passage.document for passage in found.values()} <= admitted


def test_frequencies(backend: Backend, reference: Local) -> None:
    """Every word is known to stand in as many passages as it does."""
    for term in (*question.understand(" ".join(QUESTIONS)).terms, "kazakhstan", "no-such-word", ""):
        assert backend.frequency(term) == reference.frequency(term)


def test_whole_and_current(backend: Backend) -> None:
    """What was written is all there, and answers."""
    assert backend.verify() == []
    assert backend.is_current()


def row(answer: Answer) -> dict[str, object]:
    """An answer but for its times."""
    found = answer_json(answer)
    found.pop("timings_ms")
    return found


def test_gold_questions_have_the_same_answers(folder: Path, engine: Engine) -> None:
    """Headline, passages, order, scores, figures and comparisons: the whole answer is the local index's."""
    if not (folder / "backend.json").exists():
        pytest.skip("the local index is what the other is compared with")
    there = Engine.open(folder)
    gold, _ = load_gold(ROOT / "eval" / "gold.jsonl")
    cases = [case for case in gold if case.half is Half.DEV and not case.conversation]
    for case in cases[:: max(1, len(cases) // 24)]:
        assert row(there.ask(case.question)) == row(engine.ask(case.question)), case.question


class World:
    """A corpus, its index, and a folder that answers from one of the backends."""

    def __init__(self, kind: str, root: Path, milvus: Lite, name: str) -> None:
        self.corpus, self.index, self.kind = root / "corpus", root / "index", kind
        self.pointer = Pointer(milvus.uri, name)

    def write(self, name: str, text: str) -> None:
        """Put a file there or change it."""
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def update(self) -> Backend:
        """Bring the index up to date and open it."""
        build(self.corpus, self.index, PLAIN)
        if self.kind == "milvus":
            publish(self.index, self.pointer)
        return open_backend(self.index)

    def fresh(self, root: Path) -> Local:
        """An index of the same corpus made from nothing, in its folder."""
        build(self.corpus, root, PLAIN)
        return Local.open(root)


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path: Path, milvus: Lite) -> World:
    """A small corpus for each backend."""
    made = World(request.param, tmp_path, milvus, f"world_{tmp_path.name.replace('-', '_')}")
    for name, text in TEXTS.items():
        made.write(name, text)
    return made


def same(backend: Backend, fresh: Local) -> None:
    """Both hold and rank the same."""
    assert [bare(row) for row in backend.documents(text=True)] == [bare(row) for row in fresh.documents(text=True)]
    assert where(everything(backend)) == where(everything(fresh))
    assert [item for _, item in backend.all_quantities()] == [item for _, item in fresh.all_quantities()]
    for terms in (["port"], ["порт", "=120000"], ["teu", "dri", "open"], ["yard"], ["new"]):
        ours, theirs = backend.by_words(terms, 10, Filters()), fresh.by_words(terms, 10, Filters())
        found, known = backend.passages(ours[0].tolist()), fresh.passages(theirs[0].tolist())
        assert where(found[n] for n in ours[0].tolist()) == where(known[n] for n in theirs[0].tolist())
        assert ours[1].tolist() == theirs[1].tolist()
        assert [backend.frequency(term) for term in terms] == [fresh.frequency(term) for term in terms]
    assert backend.verify() == []


def test_add_change_delete(world: World, tmp_path: Path) -> None:
    """After every step the index is the one made from nothing, and whoever opened it before reads on undisturbed."""
    steps = (
        lambda: world.write("aa.txt", "A new yard between the others: 77 cranes.\n"),
        lambda: world.write("a.md", TEXTS["a.md"].replace("120,000", "130,000")),
        lambda: (world.corpus / "b.txt").unlink(),
        lambda: [world.write("b.txt", TEXTS["b.txt"]), (world.corpus / "aa.txt").unlink()],
        lambda: [world.write(f"z{n}.txt", f"Terminal number {n} is new and has {n + 2} cranes.\n") for n in range(5)],
    )
    before = world.update()
    same(before, world.fresh(tmp_path / "fresh"))
    for number, step in enumerate(steps):
        old = everything(before), [row.id for row in before.documents()], before.by_words(["port"], 9, Filters())
        step()
        now = world.update()
        same(now, world.fresh(tmp_path / f"fresh{number}"))
        assert now.is_current() and not before.is_current()
        assert everything(before) == old[0]
        assert [row.id for row in before.documents()] == old[1]
        again = before.by_words(["port"], 9, Filters())
        assert [part.tolist() for part in again] == [part.tolist() for part in old[2]]
        before = now


def test_nothing_new_changes_nothing(world: World) -> None:
    """Brought up to date without a change, the same generation answers."""
    before = world.update()
    world.update()
    assert before.is_current()


def test_changed_contents_are_named(world: World) -> None:
    """One figure of one passage that is not what was written is enough: `verify` names where it lies."""
    backend = world.update()
    if isinstance(backend, Local):
        stored = backend.layout.documents
        stored.write_bytes(stored.read_bytes().replace(b"120,000", b"120,001"))
        assert backend.verify() == [stored.name]
        return
    server, rows = Server(world.pointer.uri), passages_of(world.pointer.name, 1)
    fields = ["number", "place", "born", "length", "answers", "document", "source", "language", "format", "published",
              "counts", "body", "figures", "statements", "units", "words"]  # fmt: skip
    found = next(row for row in server.query(rows, "born >= 0", fields) if "120,000" in row["body"])
    server.upsert(rows, [{**found, "body": found["body"].replace("120,000", "120,001")}])
    assert backend.verify() == ["a.md"]


def test_long_texts_and_empty_passages(world: World, tmp_path: Path) -> None:
    """A document longer than any field of a server, with one sentence as long, comes back to the character."""
    world.write("long.txt", "Слово " * 30_000 + "конец.\n\nA short end with 9 cranes.\n\n…\n")
    same(world.update(), world.fresh(tmp_path / "fresh"))
