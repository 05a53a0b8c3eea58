"""Documents to passages."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.passages import search_terms, search_text, split, value_terms, words
from qa.settings import IndexSettings
from qa.types import Block, BlockKind, Cell, Document, Passage, Quantity, Span, Table

SETTINGS = IndexSettings()


def document(*parts: tuple[BlockKind, str], language: str = "en") -> Document:
    """A document whose blocks are the given texts, a blank line between them."""
    text, blocks = "", []
    for kind, piece in parts:
        blocks.append(Block(kind, Span(len(text), len(text) + len(piece)), level=1 if kind is BlockKind.HEADING else 0))
        text += piece + "\n\n"
    return Document(id="d.txt", text=text, blocks=tuple(blocks), title="Ports", language=language)


SENTENCE = st.builds(
    " ".join, st.lists(st.sampled_from(["rail", "port", "240,000", "TEU", "грузов", "港口", "өсті", "a"]), min_size=1)
)
PARAGRAPH = st.builds(
    lambda parts: ". ".join(part.capitalize() for part in parts) + ".", st.lists(SENTENCE, min_size=1)
)
KIND = st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE_ROW])


@given(st.lists(st.tuples(KIND, PARAGRAPH), max_size=12))
def test_passages_are_slices(parts: list[tuple[BlockKind, str]]) -> None:
    """Passages are exact slices, ordered, disjoint, and together hold every block but headings and table headers."""
    made = split(source := document(*parts), SETTINGS, first=7)
    assert [passage.number for passage in made] == list(range(7, 7 + len(made)))
    assert all(passage.text == source.text[passage.span.start : passage.span.end] for passage in made)
    assert all(a.span.end <= b.span.start for a, b in pairwise(made))
    covered = "".join(passage.text for passage in made)
    for kind, piece in parts:
        if kind not in (BlockKind.HEADING, BlockKind.TABLE_HEADER):
            assert "".join(piece.split()) in "".join(covered.split())


def test_long_paragraphs_are_cut_between_sentences() -> None:
    """A paragraph of many sentences becomes several passages near the wanted size, each ending with a sentence."""
    sentence = "The harbour moved more boxes than in any year before it. "
    made = split(document((BlockKind.PARAGRAPH, (sentence * 60).strip())), SETTINGS)
    assert len(made) > 3
    assert all(passage.text.endswith(".") for passage in made)
    assert all(SETTINGS.passage_words / 2 <= words(passage.text) <= SETTINGS.passage_limit for passage in made)


def test_a_list_stays_whole_behind_the_sentence_that_introduces_it() -> None:
    """However long what stands before it, a list that fits is one passage from its introducing sentence on."""
    before = "The harbour moved more boxes than in any year before it. " * 9
    items = [(BlockKind.LIST, f"- the port of {name}, where ferries wait for rail cars;") for name in "ABCDEF"]
    made = split(document((BlockKind.PARAGRAPH, before + "Six ports take part:"), *items), SETTINGS)
    assert made[-1].text.startswith("Six ports take part:\n\n- the port of A")
    assert made[-1].text.endswith(items[-1][1])


def test_short_paragraphs_join_but_not_across_headings() -> None:
    """Neighbours under one heading share a passage; another heading begins another passage."""
    made = split(
        document(
            (BlockKind.PARAGRAPH, "One."), (BlockKind.LIST, "Two."), (BlockKind.HEADING, "Roads"),
            (BlockKind.PARAGRAPH, "Three."),
        ),
        SETTINGS,
    )  # fmt: skip
    assert [passage.text for passage in made] == ["One.\n\nTwo.", "Three."]
    assert made[1].headings == ("Roads",)


def test_a_table_row_is_a_passage_that_knows_its_headings() -> None:
    """A row stays whole, alone, and is searched with its caption and column headings."""
    text = "Table 1. Boxes\nYear\tTEU\n2015\t73,000\n"
    cells = lambda start, *columns: tuple(Cell(Span(start + a, start + b), n) for n, (a, b) in enumerate(columns))  # noqa: E731
    table = Table(Span(0, 14), (cells(15, (0, 4), (5, 8)),), (cells(24, (0, 4), (5, 11)),))
    blocks = (
        Block(BlockKind.CAPTION, Span(0, 14), table=0), Block(BlockKind.TABLE_HEADER, Span(15, 23), table=0),
        Block(BlockKind.TABLE_ROW, Span(24, 35), table=0, row=0),
    )  # fmt: skip
    made = split(Document(id="t", text=text, blocks=blocks, tables=(table,), language="en"), SETTINGS)
    row = made[-1]
    assert (row.text, row.kind) == ("2015\t73,000", BlockKind.TABLE_ROW)
    assert row.context == "Table 1. Boxes\nYear | TEU"
    assert "teu" in search_terms(row, "", ()) and "73000" in search_terms(row, "", ())
    assert search_text(row, "Title").splitlines() == ["Title", "Table 1. Boxes", "Year | TEU", "2015\t73,000"]


def test_silent_blocks_stay_apart_and_silent() -> None:
    """Reference lists and furniture become passages that may not answer, and never mix with text."""
    made = split(
        document((BlockKind.PARAGRAPH, "Text."), (BlockKind.REFERENCES, "1. A."), (BlockKind.FURNITURE, "Menu")),
        SETTINGS,
    )
    assert [passage.answers for passage in made] == [True, False, False]


def test_figures_are_searched_by_value() -> None:
    """The same value written in two ways is one search term."""
    one = Quantity(Span(0, 7), "215,000", 215_000, 215_000)
    other = Quantity(Span(0, 8), "215 тыс.", 215e3, 215e3)
    assert value_terms(one) == value_terms(other) == ["=215000"]
    passage = Passage("d", 0, Span(0, 7), BlockKind.PARAGRAPH, "215,000", language="en")
    assert "=215000" in search_terms(passage, "", [one])


def test_pages() -> None:
    """A passage is on the page it begins on; where there are no pages it has none."""
    source = document((BlockKind.PARAGRAPH, "One."), (BlockKind.HEADING, "H"), (BlockKind.PARAGRAPH, "Two."))
    assert [passage.page for passage in split(source, SETTINGS)] == [None, None]
    paged = Document(
        id="d", text=source.text, blocks=source.blocks, pages=(Span(0, 6), Span(6, len(source.text))), language="en"
    )
    assert [passage.page for passage in split(paged, SETTINGS)] == [1, 2]


def test_an_abstract_in_another_language_is_known_as_such() -> None:
    """A passage of another script, or of Kazakh in a Russian document, is analysed in its own language."""
    russian = "В статье рассматривается сотрудничество двух стран в области грузовых перевозок и логистики."
    kazakh = "Мақалада екі елдің жүк тасымалы мен логистика саласындағы ынтымақтастығы қарастырылады."
    chinese = "本文研究了两国在货物运输和物流领域的合作，分析了主要走廊的发展情况，" * 2
    english = "The article looks at how the two countries work together in freight transport and logistics."
    parts = [
        part
        for text in (russian, kazakh, chinese, english)
        for part in ((BlockKind.HEADING, "—"), (BlockKind.PARAGRAPH, text))
    ]
    for code in ("en", "ru"):
        found = [passage.language for passage in split(document(*parts, language=code), SETTINGS)]
        assert found == ["ru", "kk", "zh", "en"]
