"""What the engine sets against its answer: the other side wherever it was found, and in whatever language."""

from __future__ import annotations

from pathlib import Path

from qa.build import build
from qa.engine import Engine
from qa.settings import SearchSettings
from qa.types import Verdict

#: Two sources disagree, one in English and one in Russian; the rest only looks alike.
DOCUMENTS = {
    "port.md": "# Annual report of the port\n\nThe port of Kuryk handled 54,000 tons of coal in 2024.\n",
    "ministry.md": "# Отчёт министерства\n\nВ 2024 году порт Курык перевалил 58 тысяч тонн угля.\n",
    "past.md": "# Earlier years\n\nIn 2022 the port of Kuryk handled 51,000 tons of coal.\n",
    "other.md": "# Another port\n\nIn 2024 the port of Aktau handled 57,000 tons of coal.\n",
}
ASKED = "How many tons of coal did the port of Kuryk handle in 2024?"


def indexed(folder: Path, *names: str) -> Path:
    """An index of the documents with these names."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name in names:
        (corpus / name).write_text(DOCUMENTS[name], encoding="utf-8")
    build(corpus, folder / "index")
    return folder / "index"


def test_the_other_side_is_found_behind_what_was_read(tmp_path: Path) -> None:
    """A source in another language that contradicts the answer is shown, though its passage was not read."""
    engine = Engine.open(indexed(tmp_path, *DOCUMENTS), SearchSettings(depth=1))
    material = engine.gather(ASKED)
    assert [hit.passage.document for hit in material.reading] == ["port.md"]
    (found,) = engine.ask(ASKED, top=1).comparisons
    assert found.verdict is Verdict.DISAGREE
    assert {item.citation.document for item in found.values} == {"port.md", "ministry.md"}


def test_another_year_and_another_port_are_no_other_side(tmp_path: Path) -> None:
    """What was handled in another year, or elsewhere, contradicts nothing."""
    engine = Engine.open(indexed(tmp_path, "port.md", "past.md", "other.md"))
    answer = engine.ask(ASKED)
    assert answer.headline is not None and answer.headline.text == "54,000 tons"
    assert not answer.disagreement


def test_statements_are_compared_in_meaning(tmp_path: Path) -> None:
    """The statement that says the same in another language comes nearer to the winner's than one of another thing."""
    engine = Engine.open(indexed(tmp_path, *DOCUMENTS))
    passages = engine.index.passages(range(engine.info.passages)).values()
    number = {passage.document: passage.number for passage in passages if "2024" in passage.text}
    (own,) = engine.index.meanings(number["port.md"])
    near = {name: engine.index.likeness(own, [at])[at].max() for name, at in number.items()}
    assert near["port.md"] > near["ministry.md"] > 0.7
