"""What something stands for: abbreviations that a text explains, and questions for them and for definitions."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers_support import shelf
from conftest import CORPUS, inside, loads
from hypothesis import given
from hypothesis import strategies as st

from qa import question
from qa.choose.reasons import UNDEFINED, defines, reason_fit
from qa.engine import Engine
from qa.extract.abbreviations import explained, explains
from qa.question.abbreviations import asked_abbreviation, spelt_out
from qa.types import AnswerKind, Status

ALPHABETS = ("abcdefghijklmnoprstuvw", "абвгдежзиклмнопрстуфхцч", "абвгғдежзқлмнңөпрстұүі")


@st.composite
def names(draw: st.DrawFn) -> tuple[str, str]:
    """Two to five words of one script, and their initials."""
    letters = draw(st.sampled_from(ALPHABETS))
    word = st.text(letters, min_size=4, max_size=9)
    words = draw(st.lists(word, min_size=2, max_size=5))
    return " ".join(words), "".join(one[0] for one in words).upper()


@given(names(), st.sampled_from(["({})", " ({})", " (hereafter {})", " (далее – {})", " (бұдан әрі – {})", "（{}）"]))
def test_spans_are_exact(pair: tuple[str, str], brackets: str) -> None:
    """Wherever words are followed by their initials in brackets, both spans are theirs to the character."""
    long, short = pair
    text = f"First there is one. {long}{brackets.format(short)}, and then more."
    (found,) = [one for one in explained(text) if one.short.of(text) == short]
    assert found.long.of(text) == long


@given(names())
def test_spans_are_exact_the_other_way_round(pair: tuple[str, str]) -> None:
    """The initials may stand first, with the words in brackets behind them."""
    long, short = pair
    text = f"Here is {short} ({long}), and more."
    assert [(one.short.of(text), one.long.of(text)) for one in explained(text)] == [(short, long)]


@given(st.text(alphabet="ABcd ЖЗий 港口标准（）()–—,，:“”\n.1-", max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Whatever stands there: spans lie in the text, are not empty, do not overlap and end in no white space."""
    for one in explained(text):
        assert 0 <= one.short.start < one.short.end <= len(text) and 0 <= one.long.start < one.long.end <= len(text)
        assert not one.short.overlaps(one.long) and one.long.of(text).strip() == one.long.of(text)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("boxes in TEU (twenty-foot equivalent units) at the gate", "TEU", "twenty-foot equivalent units"),
        ("the OBOR (One Belt, One Road) idea", "OBOR", "One Belt, One Road"),
        ("the Centre for Cross-Border Cooperation (CCBC)", "CCBC", "Centre for Cross-Border Cooperation"),
        ("the zone of Marl Trading Bank (hereinafter referred to as “MTB”)", "MTB", "Marl Trading Bank"),
        ("SEZ stands for special economic zone, a place", "SEZ", "special economic zone"),
        ("в специальной экономической зоне (далее – СЭЗ)", "СЭЗ", "специальной экономической зоне"),
        ("СЭЗ (специальная экономическая зона) «Тасты»", "СЭЗ", "специальная экономическая зона"),
        ("налог на добавленную стоимость (НДС)", "НДС", "налог на добавленную стоимость"),
        ("ТЭЦ — теплоэлектроцентраль, где сжигают уголь", "ТЭЦ", "теплоэлектроцентраль"),
        ("арнайы экономикалық аймақ (бұдан әрі – АЭА)", "АЭА", "арнайы экономикалық аймақ"),
        ("«Жалғыстан темір жолы» (ЖТЖ) АҚ", "ЖТЖ", "Жалғыстан темір жолы"),
        # Two scripts: what the table has for both, the sounds of initials, or a word for each letter.
        ("5 тыс. двадцатифутовых эквивалентов (TEU)", "TEU", "двадцатифутовых эквивалентов"),
        ("吞吐量为850万个二十英尺标准箱（TEU）", "TEU", "二十英尺标准箱"),
        ("АО «Казахстан темир жолы» (KTZ)", "KTZ", "Казахстан темир жолы"),
        ("кредит Степного банка развития (SDB)", "SDB", "Степного банка развития"),
        ("加入草原开发银行（SDB）", "SDB", "草原开发银行"),
        ("SDB（草原开发银行）", "SDB", "草原开发银行"),
        ("上海合作组织（以下简称“上合组织”）", "上合组织", "上海合作组织"),
    ],
)
def test_what_a_text_explains(text: str, short: str, long: str) -> None:
    """Long forms in four languages, before and behind, with and without words that lead to them."""
    assert [(one.short.of(text), one.long.of(text)) for one in explained(text)] == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "lenders (the World Bank, ADB, UNDP)",
        "a venture of KTZ (through KTZ Express)",
        "KTZ (национальный оператор)",
        "the Kazakh company (KTZ)",
        "140 billion tenge (about USD 270 million)",
        "Table 1. Costs by component (USD million)",
        "Министерство (МЧС)",
        "公司（见附件AB）",
        "the zone, SEZ for short",
    ],
)
def test_what_a_text_does_not_explain(text: str) -> None:
    """An abbreviation beside words that do not spell it out stays unexplained."""
    assert explained(text) == ()


def test_one_abbreviation_in_several_spellings() -> None:
    """The plural, small letters and another language's letters are one abbreviation; another one is not."""
    text = "a special economic zone (SEZ)"
    assert all(explains(text, short) for short in ("SEZ", "SEZs", "sez", "СЭЗ"))
    assert not explains(text, "SCO")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("What does TEU stand for?", "TEU"),
        ("what does teu stand for", "teu"),
        ("TEU meaning", "TEU"),
        ("What is KTZ?", "KTZ"),
        ("What's meant by an SEZ?", "SEZ"),
        ("full form of SEZ", "SEZ"),
        ("Что такое СЭЗ?", "СЭЗ"),
        ("Как расшифровывается аббревиатура «ЖЖД»?", "ЖЖД"),
        ("ЖЖД – это что?", "ЖЖД"),
        ("SCO дегеніміз не?", "SCO"),
        ("АЭА нені білдіреді?", "АЭА"),
        ("TEU是什么意思？", "TEU"),
        ("AIIB的全称是什么？", "AIIB"),
        ("上合组织全称", "上合组织"),
        ("What is KTZ's turnover?", ""),
        ("What does KTZ mean for Altynkol?", ""),
        ("How many TEU did the port handle?", ""),
        ("What is a dry port?", ""),
        ("Сколько TEU обработал порт?", ""),
        ("KTZ运量是多少？", ""),
    ],
)
def test_which_abbreviation_is_asked_for(text: str, short: str) -> None:
    """The wordings of four languages that ask for an abbreviation's meaning, and those that ask for something else."""
    assert asked_abbreviation(text) == short


def test_the_long_form_is_a_name() -> None:
    """Such a question wants a name, and its asking words are no subject: the abbreviation is, be it a unit."""
    asked = spelt_out(question.understand("What does TEU stand for?"))
    assert asked.kind is AnswerKind.NAME and asked.subject == ("=teu",) and not asked.units


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("What does TEU stand for?", "twenty-foot equivalent units"),
        ("Что такое СЭЗ?", "special economic zone"),
        ("SCO дегеніміз не?", "Shanghai Cooperation Organization"),
        ("AIIB是什么意思？", "Asian Infrastructure Investment Bank"),
    ],
)
def test_answers(index: Path, text: str, long: str) -> None:
    """The words that some document writes beside the abbreviation answer, in whatever language it is asked."""
    answer = Engine.open(index).ask(text)
    headline = answer.headline
    assert headline is not None and headline.text == long and headline.kind is AnswerKind.NAME
    assert answer.confidence > 0.7 and not answer.disagreement
    source = (CORPUS / headline.citation.document).read_text(encoding="utf-8")
    assert headline.citation.quote == source[headline.citation.start : headline.citation.end]
    assert long in headline.citation.quote


def test_what_nothing_explains(index: Path) -> None:
    """An abbreviation that is only used gets no name; one that no document has is refused."""
    engine = Engine.open(index)
    used = engine.ask("What does EBRD stand for?").headline
    assert used is None or used.kind.group == "text"
    assert engine.ask("What does WTO stand for?").status is Status.NOT_FOUND


def test_through_the_command_line(index: Path) -> None:
    """`qa ask --json` gives the words in full as the headline."""
    answer = loads(inside("ask", "What does OBOR mean?", "--index", index, "--json"))
    assert answer["headline"]["text"] == "One Belt, One Road" and answer["headline"]["kind"] == "name"


@pytest.mark.parametrize(
    "text",
    [
        "How is the load factor reckoned?",
        "What counts as a long stay?",
        "difference between a pusher and a tug",
        "Чем толкач отличается от буксира?",
        "Как рассчитывается коэффициент загрузки?",
        "Что понимается под простоем?",
        "Жүктеме коэффициенті қалай есептеледі?",
        "重箱率怎么算？",
        "采购比例的计算口径",
    ],
)
def test_a_definition_is_asked_for(text: str) -> None:
    """No figure and no list answers what asks how something is defined or reckoned, whatever it leans to."""
    asked = question.understand(text)
    assert asked.definition and asked.kind is AnswerKind.EXPLANATION and not asked.leaning


@pytest.mark.parametrize(
    "text",
    [
        "What was the difference between imports and exports in 2024?",
        "How many containers count as long-stay?",
        "На сколько тариф отличается от прошлогоднего?",
        "重箱率是多少？",
    ],
)
def test_no_definition_is_asked_for(text: str) -> None:
    """A figure asked for stays one."""
    assert not question.understand(text).definition


@pytest.mark.parametrize(
    ("text", "defining"),
    [
        ("By *load factor* we mean laden wagons divided by all wagons.", True),
        ("**Detention**: what you pay for a container kept too long.", True),
        ("We count on 540,000 passengers.", False),
        ("Толкач – судно, которое упирается в баржи носом.", True),
        ("Под простоем понимается стоянка дольше суток.", True),
        ("Порт заказал три толкача.", False),
        ("Бос жүріс деп жүксіз жүрілген жолды айтады.", True),
        ("所谓重箱率，是指重箱占全部箱数的比例。", True),
        ("重箱率立即提高到67%。", False),
    ],
)
def test_which_sentence_defines(text: str, defining: bool) -> None:
    """How definitions are worded; a sentence that only uses the word is none."""
    assert defines(text) is defining
    fit = reason_fit(question.understand("How is it defined?"), text)
    assert fit == (1.0 if defining else UNDEFINED)


def test_the_definition_wins() -> None:
    """Of two sentences about the thing the defining one answers, also against a figure."""
    found = shelf("重箱率由58%提高到67%。", "所谓重箱率，是指装货的集装箱占全部集装箱的比例。", language="zh")
    assert found.best("重箱率怎么算？").startswith("所谓重箱率")
    texts = ("В списках 61 буксир и толкач.", "Толкач – судно, которое упирается в баржи носом.")
    assert shelf(*texts, language="ru").best("Чем толкач отличается от буксира?").startswith("Толкач –")
