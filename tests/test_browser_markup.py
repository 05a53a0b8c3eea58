"""Text that nobody here wrote stays text: as HTML, as a label, as an address, as a file to take away."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from browser import texts
from browser.cards import answer_card
from browser.chart import chart, disputes, scale
from browser.clicks import target
from browser.look import Look, figured
from browser.markup import address, escape, layered, packed, plain
from browser.numbers import series_notes
from qa import render
from qa.engine import Engine
from qa.series import series
from qa.types import Agreement, Citation, CitedQuantity, Quantity, Span, Verdict

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "$x^2$ and $$\\frac{1}{2}$$",
    ":red[gone] :smile: :material/home:",
    "![a](http://evil.example/p.png) [b](javascript:alert(1))",
    "\u202egnp.exe\u202c tail",
    "\u2066\u2067a\u2069",
    "--></style></textarea></title>",
    "a" * 10_000,
    "👩‍👩‍👧 ﷽ ﷽",
    "first\nsecond\r\n  third\t\u2028end",
    "&lt;b&gt; &amp;amp;",
    "`code` **bold** _it_ # head\n- item\n1. one\n> q\n| a | b |\n|---|---|",
    "https://evil.example www.evil.example a@b.example",
]


class Reader(HTMLParser):
    """The text and the elements of a piece of HTML, as a browser would see them."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes = "", [], []
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect elements and the names of their attributes."""
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def readable(text: str) -> bool:
    """Whether HTML can hold every character of the text."""
    return not any(
        (ord(c) < 32 and c not in "\t\n\r") or 127 <= ord(c) < 160 or ord(c) in (0xFFFE, 0xFFFF) for c in text
    )


@given(st.text().filter(readable))
def test_escape_is_exact(text: str) -> None:
    """What the browser shows of an escaped text is the text, and nothing in it became an element but our isolates."""
    read = Reader(escape(text))
    assert read.text == text
    assert set(read.tags) <= {"bdi"}


@pytest.mark.parametrize("text", HOSTILE)
def test_escape_hostile(text: str) -> None:
    """Hostile text comes back unchanged, on one line of source, without an element or an attribute of its own."""
    source = escape(text)
    assert Reader(source).text == text
    assert not set(Reader(source).tags) - {"bdi"}
    assert "\n" not in source and "\r" not in source


def test_controls_and_surrogates_are_shown() -> None:
    """What HTML cannot hold is shown as a sign, one for one, and can be sent as UTF-8."""
    source = escape("a\x00b\ud800c\x1b")
    assert source.encode("utf-8").decode("utf-8") == "a␀b�c␛"


@given(st.text(max_size=60).filter(readable), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6))
def test_layers_keep_the_text(text: str, places: list[tuple[int, int]]) -> None:
    """Marking any spans, overlapping or outside, changes no character of the text."""
    spans = [Span(min(pair), max(pair)) for pair in places]
    assert Reader(layered(text, {"mark": spans[:3], "fig": spans[3:]})).text == text


def test_layers_mark_the_span() -> None:
    """The marked element holds the characters of its span."""
    assert layered("from 140 to 240", {"mark": [Span(5, 8)], "fig": [Span(12, 15)]}) == (
        'from <mark>140</mark> to <span class="fig">240</span>'
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_label_is_inert(text: str) -> None:
    """As a label, hostile text is one line of literal characters to a Markdown reader: no element but the paragraph."""
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(plain(text, 20_000))
    read = Reader(rendered)
    assert read.tags == ["p"]
    shown = read.text.strip().replace("\u2060", "")
    expected = " ".join("".join(c for c in text if c not in "\u202e\u202c\u2066\u2067\u2069").split())
    assert shown == expected
    assert ":smile:" not in read.text


def test_address_and_packing() -> None:
    """Parameters are percent-encoded under the base path; packed text comes back byte for byte."""
    link = html.unescape(address("/qa/", "source", document='a"b&c.md', start=1))
    assert link == "/qa/source?document=a%22b%26c.md&start=1"
    assert target(link) == ("source", {"document": 'a"b&c.md', "start": "1"})
    assert target("javascript:alert(1)?evil=1&c=x") == ("ask", {"c": "x"})
    import base64

    assert base64.b64decode(packed("“Ақтау” 阿克套\n")).decode() == "“Ақтау” 阿克套\n"


def hostile_citation(text: str) -> Citation:
    """A citation in which every text is hostile."""
    return Citation(text, text, text, "2025", 3, text, 0, len(text), text)


@pytest.mark.parametrize("text", HOSTILE)
def test_exports_keep_hostile_text(text: str) -> None:
    """Tables taken away hold the exact quote, defused only where a spreadsheet would run it; the citation is exact."""
    item = CitedQuantity(Quantity(Span(0, 1), text, 1.0, 1.0, subject=text), hostile_citation(text))
    rows = list(csv.reader(io.StringIO(render.figures_csv([item]).removeprefix("\ufeff"), newline="")))
    assert rows[1][-1].removeprefix("'") == text
    assert not rows[1][-1].startswith(("=", "+", "-", "@"))
    assert render.citation_text(item.citation).startswith(f"“{text}” — ")
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(render.figures_xlsx([item]))).active
    assert sheet is not None
    assert str(sheet.cell(2, 18).value).replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert sheet.cell(2, 18).data_type == "s"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\n=1", "＝1+1", "＠x"])
def test_spreadsheet_formula_is_text(text: str) -> None:
    """A cell that begins as a formula does is text in both kinds of table, in every column of texts."""
    item = CitedQuantity(Quantity(Span(0, 1), text, 1.0, 1.0, subject=text), hostile_citation(text))
    row = list(csv.reader(io.StringIO(render.figures_csv([item]), newline="")))[1]
    assert [cell for cell in row if cell.startswith(text)] == []
    assert row.count(f"'{text}") >= 6
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(render.figures_xlsx([item]))).active
    assert sheet is not None
    assert (sheet.cell(2, 1).value, sheet.cell(2, 1).data_type) == (text, "s")


def test_conversation_as_markdown(engine: Engine) -> None:
    """The conversation as Markdown holds question, headline and exact quote, each once rendered."""
    from markdown_it import MarkdownIt

    answer = engine.ask("Aktau container capacity after expansion?")
    assert answer.headline is not None
    text = Reader(MarkdownIt().render(render.conversation_markdown([answer]))).text
    assert answer.question in text and answer.headline.citation.quote in text
    assert f"{answer.headline.text} · planned" in text


def test_card_shows_question_and_quote(engine: Engine) -> None:
    """The card's text holds headline quote and every passage exactly, in each language of the interface."""
    answer = engine.ask("Aktau container capacity after expansion?")
    assert answer.headline is not None
    for language in texts.LANGUAGES:
        text = Reader(answer_card(answer, Look(texts.speaker(language), language), "a")).text
        assert answer.headline.citation.quote in text
        assert all(item.hit.passage.text in text for item in answer.passages)


def test_not_found_card(engine: Engine) -> None:
    """Without an answer the card says so and still shows the nearest passages."""
    answer = engine.ask("Who won the chess olympiad in Reykjavik?")
    text = Reader(answer_card(answer, Look(texts.speaker("en"), "en"), "a")).text
    assert answer.headline is None
    assert "Not in these documents." in text
    assert answer.passages[0].hit.passage.text in text


@pytest.mark.parametrize(
    ("dimension", "unit", "text", "value", "shown"),
    [
        ("date", "date", "2017", 2017, "2017"),
        ("count", "terminal", "five large\nterminals", 5, "five large terminals"),
        ("count", "wagon", "8200", 8200, "8,200"),
        ("count/duration", "flight/week", "56 passenger flights a week", 56, "56 passenger flights a week"),
        ("container", "TEU", "240 thousand TEU", 240_000, "240,000 TEU"),
    ],
)
def test_what_is_counted_keeps_its_words(dimension: str, unit: str, text: str, value: float, shown: str) -> None:
    """Counts and dates are shown as their source puts them, measures in one notation; a year is never "2,017"."""
    look = Look(texts.speaker("en"), "en")
    assert figured(Quantity(Span(0, 1), text, value, value, unit=unit, dimension=dimension), look) == shown


def test_a_date_is_the_headline_as_it_is_written(engine: Engine) -> None:
    """A question for a date is answered by the year itself, said once."""
    answer = engine.ask("When was the Khorgos dry port launched?")
    card = answer_card(answer, Look(texts.speaker("en"), "en"), "a")
    assert '<h2 class="qa-figure">2017</h2><ul class="chips">' in card


def test_chart_tells_plans_ranges_and_disputes_apart() -> None:
    """Planned and disputed figures have a kind of their own, a range two ends, a long period first and last day.

    The line goes through what is undisputed; a broken one leads on to the plans.
    """
    stated = [("2010-01-01/2019-12-31", 10e9, 12e9, False), ("2022-01-01/2022-12-31", 31e9, 31e9, False),
              ("2022-01-01/2022-12-31", 29e9, 29e9, False), ("2030-01-01/2030-12-31", 40e9, 40e9, True),
              ("2020-01-01/2020-12-31", 20e9, 20e9, False), ("2021-01-01/2021-12-31", 25e9, 25e9, False)]  # fmt: skip
    found = [
        CitedQuantity(
            Quantity(Span(n, n + 1), "x", low, high, unit="USD", dimension="money", period=period, planned=planned),
            hostile_citation("x"),
        )
        for n, (period, low, high, planned) in enumerate(stated)
    ]
    (line,) = series(found)
    assert [[point.low for point in side] for side in disputes(line)] == [[29e9, 31e9]]
    for language in texts.LANGUAGES:
        say = texts.speaker(language)
        drawn = chart(line, Look(say, language)).to_dict()
        data = list(drawn["datasets"].values())
        rows = sorted(next(part for part in data if "kind" in part[0]), key=lambda row: str(row["from"]))
        kinds = ("actual", "actual", "actual", "disputed", "disputed", "planned")
        assert [row["kind"] for row in rows] == [say(kind) for kind in kinds]
        assert (rows[0]["from"], rows[0]["until"], rows[0]["day"][:4]) == ("2010-01-01", "2019-12-31", "2014")
        assert rows[0]["high"] / rows[0]["low"] == 1.2
        factor, word = scale(40e9, say)
        assert rows[-1]["value"] * factor == 40e9
        assert f"{word} USD" in str(drawn)
        ways = [[(row["day"][:4], row["value"] * factor) for row in part] for part in data if "kind" not in part[0]]
        assert ways[:2] == [[("2020", 20e9), ("2021", 25e9)], [("2021", 25e9), ("2030", 40e9)]]


@pytest.mark.parametrize("text", HOSTILE)
def test_series_names_stay_text(text: str) -> None:
    """What a document calls a measure is a title in the picture and text under it, whatever it holds."""
    cited, years = hostile_citation(text), ("2020-01-01/2020-12-31", "2021-01-01/2021-12-31")
    found = [CitedQuantity(Quantity(Span(0, 1), "x", 7, 7, period=year, subject=text), cited) for year in years]
    look = Look(texts.speaker("en"), "en")
    (line,) = series(found)
    assert chart(line, look).to_dict()["description"].count("2020")
    reader = Reader(series_notes(line, look))
    assert set(reader.tags) <= {"p", "a", "bdi"}


@pytest.mark.parametrize(
    ("language", "low", "high", "unit", "shown"),
    [
        ("en", 10e9, 12e9, "USD", "10–12 billion USD"),
        ("ru", 1_460_000, 1_460_000, "TEU", "1,46 млн TEU"),
        ("ru", 240_000, 240_000, "TEU", "240\u00a0000 TEU"),
        ("zh", 240_000, 240_000, "TEU", "24 万 TEU"),
        ("en", 240_000, 240_000, "TEU", "240,000 TEU"),
        ("en", 1_234_567, 1_234_567, "t", "1,234,567 t"),
        ("en", 0, 3e6, "t", "0–3 million t"),
        ("kk", -2.5e9, -2.5e9, "", "-2,5 млрд"),
    ],
)
def test_large_figures(language: str, low: float, high: float, unit: str, shown: str) -> None:
    """A large figure is counted and written as the language does it, but never at the price of a digit."""
    quantity = Quantity(Span(0, 1), "x", low, high, unit=unit)
    assert render.figure(quantity, texts.scales(texts.speaker(language)), language) == shown


def test_a_figure_of_another_period_says_so(engine: Engine) -> None:
    """Where the headline is of another period than was asked about, card and terminal say both periods."""
    answer = engine.ask("What was the Khorgos container turnover in 2019?")
    assert answer.headline is not None and answer.headline.quantity is not None and answer.query is not None
    look = Look(texts.speaker("en"), "en")
    assert "Asked about" not in answer_card(answer, look, "a") + render.answer_text(answer)
    quantity = replace(answer.headline.quantity, period="2016-01-01/2016-12-31")
    other = replace(answer, headline=replace(answer.headline, quantity=quantity))
    said = "Asked about 2019; this figure is of 2016"
    assert said in Reader(answer_card(other, look, "a")).text
    assert said in render.answer_text(other)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((("a.md", "X"), ("b.md", "Y")), "Sources disagree"),
        ((("a.md", ""), ("b.md", "")), "Sources disagree"),
        ((("a.md", "X"), ("b.md", "X")), "Documents of one publisher disagree"),
        ((("a.md", "X"), ("a.md", "X")), "One source gives different figures"),
    ],
)
def test_who_disagrees(engine: Engine, places: tuple[tuple[str, str], ...], said: str) -> None:
    """The card says whether publishers disagree, documents of one, or a document with itself."""
    answer = engine.ask("Aktau container capacity after expansion?")
    item = answer.quantities[0]
    sides = tuple(replace(item, citation=replace(item.citation, document=name, source=by)) for name, by in places)
    dispute = Agreement("capacity", "TEU", None, Verdict.DISAGREE, sides)
    card = answer_card(replace(answer, comparisons=(dispute,)), Look(texts.speaker("en"), "en"), "a")
    assert Reader(card).text.count(said) == 2


def test_card_says_a_value_once(engine: Engine) -> None:
    """Before → after: the line under the figure does not give the value again, however the language counts."""
    answer = engine.ask("Aktau container capacity after expansion?")
    for language in texts.LANGUAGES:
        card = answer_card(answer, Look(texts.speaker(language), language), "a")
        assert Reader(card.split("<blockquote")[0]).text.count(" TEU") == 2


def test_texts_are_complete() -> None:
    """Every text of the interface exists in every language and takes the same values."""
    import string

    for name, row in texts.table().items():
        assert set(row) == set(texts.LANGUAGES), name
        fields = {lang: {f for _, f, _, _ in string.Formatter().parse(said) if f} for lang, said in row.items()}
        assert len({frozenset(found) for found in fields.values()}) == 1, name


def test_browser_language() -> None:
    """The browser's locale chooses one of our languages, English for any other."""
    assert [texts.spoken(x) for x in ("ru-RU", "kk", "zh_Hans_CN", "de-DE", None)] == ["ru", "kk", "zh", "en", "en"]
