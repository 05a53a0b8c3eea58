"""Questions suggested on the empty page and after an answer; figures over time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa.engine import Engine
from qa.numbers import find_numbers, number_query
from qa.series import series
from qa.suggest import OF_ONE_SUBJECT, QUESTIONS, SURE, examples, follow_ups
from qa.types import Citation, CitedQuantity, Quantity, Role, Span, Status

ROOT = Path(__file__).parents[1]


def test_examples_are_answered(engine: Engine) -> None:
    """Every suggested question has a sure answer, the asked language first where the folder has such questions."""
    found = examples(engine, ROOT / "corpus", "en")
    assert found
    for question in found:
        answer = engine.ask(question, top=3)
        assert answer.status is Status.ANSWERED
        assert answer.confidence >= SURE
    assert found[0].isascii()


def test_written_questions_that_disappoint_are_left_out(engine: Engine, tmp_path: Path) -> None:
    """A question in the folder's file without an answer is not shown; comments are no questions."""
    (tmp_path / QUESTIONS).write_text("# Comment about Aktau\nWho won the chess olympiad in Reykjavik?\n???\n")
    found = examples(engine, tmp_path, "en", 3)
    assert not [question for question in found if "chess" in question or "Comment" in question or question == "???"]


def test_without_a_file_tables_give_questions(engine: Engine, tmp_path: Path) -> None:
    """A folder without written questions still gets some, made from table headings and years."""
    (tmp_path / QUESTIONS).write_bytes(b"\xff\xfe\x00broken")
    assert all(question[-6:-1].strip().isdigit() for question in examples(engine, tmp_path, "en"))
    found = examples(engine, tmp_path, "en")
    assert found
    subjects = [question.rpartition(",")[0] for question in found]
    assert max(map(subjects.count, subjects)) <= OF_ONE_SUBJECT


def test_follow_ups_name_other_years(engine: Engine) -> None:
    """After a figure of one year, other years of the same measure are suggested in the question's language."""
    for question, word in (("What did container turnover reach in 2021?", "And in "),):
        answer = engine.ask(question)
        suggested = follow_ups(answer)
        assert suggested
        assert all(text.startswith(word) and "2021" not in text for text in suggested)
        assert len(set(suggested)) == len(suggested) <= 3


def test_no_follow_up_without_answer(engine: Engine) -> None:
    """What was not found is not followed up."""
    assert follow_ups(engine.ask("Who won the chess olympiad in Reykjavik?")) == ()


def cited(value: float, unit: str, year: int | None, *, planned: bool = False) -> CitedQuantity:
    """A figure with a year."""
    period = f"{year}-01-01/{year}-12-31" if year else None
    quantity = Quantity(Span(0, 1), "x", value, value, unit=unit, period=period, planned=planned)
    return CitedQuantity(quantity, Citation("d", "t", "s", None, None, "", 0, 1, "x"))


def test_series_converts_sorts_and_tells_disputes() -> None:
    """One unit, oldest first; figures of one year that differ are disputed, a plan beside a fact is not."""
    rows = [
        cited(3.0, "t", 2021), cited(2.0, "t", 2020), cited(2500.0, "kg", 2020), cited(1.0, "day", 2020),
        cited(9.0, "t", 2021, planned=True), cited(5.0, "t", None), cited(4.0, "t", 2022), cited(4.02, "t", 2022),
    ]  # fmt: skip
    (line,) = series(rows)
    assert line.unit == "t"
    shown = [(point.start[:4], point.low, point.planned, point.disputed) for point in line.points]
    assert shown == [
        ("2020", 2.0, False, True), ("2020", 2.5, False, True), ("2021", 3.0, False, False),
        ("2021", 9.0, True, False), ("2022", 4.0, False, False), ("2022", 4.02, False, False),
    ]  # fmt: skip


def test_series_needs_two_periods() -> None:
    """Figures of a single year, or of none, are no series."""
    assert series([cited(1.0, "t", 2020), cited(2.0, "t", 2020)]) == ()
    assert series([cited(1.0, "t", None)]) == ()
    assert series([]) == ()


def stated(value: float, year: int, subject: str, document: str, heading: str) -> CitedQuantity:
    """A figure of a subject with a year and a place."""
    item = cited(value, "TEU", year)
    citation = replace(item.citation, document=document, heading=heading, start=int(value), end=int(value) + 9)
    return replace(
        item, quantity=replace(item.quantity, subject=subject, span=Span(int(value), int(value) + 1)), citation=citation
    )


def test_every_measure_is_a_series_of_its_own() -> None:
    """Figures of another thing are another series, and no disagreement; the same thing in other words is one."""
    port = [stated(10.0 * year, year, "Container turnover of the port", "a", "The port") for year in (2019, 2020, 2021)]
    route = [stated(9.0 * year, year, "Containers", "a", "The route") for year in (2020, 2021)]
    other = stated(5.0, 2020, "port's container turnover", "b", "")
    ship, elsewhere = stated(7.0, 2021, "ships", "b", ""), stated(8.0, 2022, "containers", "c", "")
    first, second = series([*route, *port, other, ship, elsewhere])
    assert (first.subject, first.scope) == ("Container turnover of the port", "")
    assert [(point.start[:4], point.low, point.disputed) for point in first.points] == [
        ("2019", 20190.0, False), ("2020", 5.0, True), ("2020", 20200.0, True), ("2021", 20210.0, False),
    ]  # fmt: skip
    assert (second.subject, second.scope) == ("Containers", "The route")
    assert [point.low for point in second.points] == [18180.0, 18189.0]
    assert first.name != second.name


def test_a_series_has_one_length_of_period_and_one_sort_of_figure() -> None:
    """A quarter's figure does not go on with a year's, a share or a rise not with a level; a fall is negative."""

    def told(value: float, period: str, role: Role) -> CitedQuantity:
        item = cited(value, "t", None)
        return replace(item, quantity=replace(item.quantity, period=period, role=role, subject="wheat"))

    years = [told(40.0 + n, f"{2020 + n}-01-01/{2020 + n}-12-31", role) for n, role in enumerate((Role.FROM, Role.TO))]
    quarters = [told(9.0 + n, f"{2020 + n}-01-01/{2020 + n}-03-31", Role.LEVEL) for n in range(2)]
    roles = (Role.CHANGE_UP, Role.CHANGE_DOWN, Role.SHARE)
    moves = [told(3.0, f"{2020 + n}-01-01/{2020 + n}-12-31", role) for n, role in enumerate(roles)]
    lines = series([*years, *quarters, *moves])
    assert [[point.low for point in line.points] for line in lines] == [[40.0, 41.0], [9.0, 10.0], [3.0, -3.0]]


def test_a_caption_makes_no_measure_of_another_figure() -> None:
    """What a caption says of a whole table does not make the table's cells figures of that, whatever they are named."""
    cells = [stated(9.0 + n, 2020 + n, "Maren · Losses · Water supply of cities", "a", "Water") for n in range(2)]
    told = [stated(20.0 + n, 2020 + n, "water losses", "b", "") for n in range(2)]
    assert {line.subject: len(line.points) for line in series([*cells, *told])} == {
        "Maren · Losses · Water supply of cities": 2, "water losses": 2,
    }  # fmt: skip


def test_suggestions_leave_out_a_caption_that_repeats(engine: Engine, tmp_path: Path) -> None:
    """“Container turnover” is asked for without “Containers handled by …”; a single word takes its caption along."""
    made = examples(engine, tmp_path, "en", 8)
    assert "Container turnover, 2024?" in made
    assert not [question for question in made if "turnover" in question and "handled" in question]


def test_series_of_the_corpus(engine: Engine) -> None:
    """The container turnover of the shipped corpus is a line over at least five years."""
    line = series(find_numbers(engine, number_query("container turnover", "TEU")))[0]
    assert len({point.start for point in line.points}) >= 5
    assert line.unit == "TEU"
