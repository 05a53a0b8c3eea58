"""How good the answers are: the last evaluation, and what people marked as right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from browser.frame import Frame, calmly, opened
from browser.look import wrapped
from browser.markup import escape, plain
from browser.taking import offer
from browser.texts import LANGUAGES, Say, named
from qa.errors import AskCorpusError
from qa.evaluate import CaseResult, Estimate, EvalReport, load
from qa.history import Mark, review_lines

#: What people want to know first.
MAIN = ("right", "figure_first", "words_first", "citation_exact", "passage_recall@5", "refused", "follow_up")
#: Failures on the page; the HTML report of `qa eval` has all.
FAILURES = 50


@calmly
def draw() -> None:
    """Draw the page."""
    frame = opened()
    st.title(frame.say("page_quality"), anchor=False)
    report = last_report((frame.settings.evaluation, Path("eval/baseline.json")))
    if report is None:
        st.info(frame.say("no_evaluation"), icon=":material/info:")
        st.code("qa eval eval/gold.jsonl --json > eval/report.json", language=None, wrap_lines=True)
    else:
        _report(frame, report)
    if frame.store is not None:
        _marks(frame, frame.store.marks())


def last_report(places: tuple[Path, ...]) -> EvalReport | None:
    """The first of these files that is an evaluation report; a damaged one counts as none."""
    for path in places:
        try:
            return load(path)
        except (AskCorpusError, OSError):
            continue
    return None


def _report(frame: Frame, report: EvalReport) -> None:
    """What was asked and how often it was right; every measure, each slice and each failure behind that."""
    say = frame.say
    about = [report.environment.get(name, "") for name in ("gold", "date", "commit")]
    st.caption(" · ".join([say("evaluated", questions=len(report.results)), *(plain(part) for part in about if part)]))
    if report.environment.get("index", "") != frame.engine.info.fingerprint:
        st.caption(say("other_index"))
    st.html(wrapped(frame.look, _main(report.measures, say)))
    with st.expander(say("all_measures")):
        st.html(wrapped(frame.look, _all(report.measures, say)))
    for axis, values in report.slices.items():
        with st.expander(plain(named(say, "axis", axis))):
            st.html(wrapped(frame.look, f'<div class="wide" tabindex="0">{_slice(values, say)}</div>'))
    if report.failures:
        with st.expander(say("failures", count=len(report.failures))):
            st.html(wrapped(frame.look, _failures(report.failures[:FAILURES], say)))


def _main(measures: Mapping[str, Estimate], say: Say) -> str:
    """The measures that answer “can I rely on it”, each as a share with a bar."""
    rows = [
        f'<tr><th scope="row">{escape(say(f"measure_{name}"))}</th><td class="n">{measures[name].value:.0%}</td>'
        f'<td class="gauge">{_bar(measures[name].value)}</td></tr>'
        for name in MAIN
        if name in measures
    ]
    return f'<table class="main"><tbody>{"".join(rows)}</tbody></table>'


def _bar(share: float) -> str:
    return f'<span class="bar" style="width:{share:.0%}" aria-hidden="true"></span>'


def _all(measures: Mapping[str, Estimate], say: Say) -> str:
    """Every measure with its interval and the number of questions it rests on."""
    rows = "".join(
        f'<tr><th scope="row">{escape(named(say, "measure", name))}</th>'
        f'<td class="n">{one.value:.3f}</td><td>{one.low:.3f}–{one.high:.3f}</td><td>{one.questions}</td></tr>'
        for name, one in measures.items()
    )
    names = (say("measure"), say("value"), "95 %", say("questions"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _slice(rows: Mapping[str, Mapping[str, Estimate]], say: Say) -> str:
    """A table of one axis: a row for each value, a column for each measure."""
    measures = list(dict.fromkeys(name for found in rows.values() for name in found))
    head = "".join(f'<th scope="col">{escape(named(say, "short", name))}</th>' for name in measures)
    body = "".join(
        f'<tr><th scope="row">{escape(_value(str(value), say))}</th>'
        + "".join(f'<td class="n">{found[name].value:.2f}</td>' if name in found else "<td></td>" for name in measures)
        + "</tr>"
        for value, found in rows.items()
    )
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"


def _value(value: str, say: Say) -> str:
    """What a value of an axis is called: a language by its own name, a document by its file's."""
    return LANGUAGES.get(value) or (named(say, "asked", value) if value.isidentifier() else value)


def _failures(failures: Sequence[CaseResult], say: Say) -> str:
    """Each question that was not answered right, with what was expected and what was said instead."""
    head = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in ("asked", "expected", "answered"))
    rows = "".join(
        f"<tr><td>{escape(one.case.question)}</td><td>{escape(_expected(one, say))}</td>"
        f"<td>{escape(_answered(one, say))}</td></tr>"
        for one in failures
    )
    return f'<table class="stack"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _expected(result: CaseResult, say: Say) -> str:
    """The right answers; where there is none, that."""
    return "; ".join(str(one) for one in result.case.answers) or say("not_found")


def _answered(result: CaseResult, say: Say) -> str:
    """What the program said. What went wrong in it is for the log and the HTML report, not for this page."""
    if result.shown is None:
        return say("slip")
    return result.shown.headline or say("not_found")


def _marks(frame: Frame, marks: tuple[Mark, ...]) -> None:
    """What people marked, newest first, and the file for the review of gold questions."""
    say = frame.say
    st.subheader(say("marks"), anchor=False)
    if not marks:
        st.caption(say("no_marks"))
        return
    right = sum(mark.right for mark in marks)
    st.caption(say("mark_counts", right=right, wrong=len(marks) - right))
    rows = "".join(
        f"<tr><td>{escape(say('right') if mark.right else say('wrong'))}</td><td>{escape(mark.resolved)}</td>"
        f"<td>{escape(str(mark.answer.get('text', '')))}</td><td>{escape(mark.comment)}</td></tr>"
        for mark in marks[:200]
    )
    head = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in ("mark", "asked", "answered", "remark"))
    st.html(wrapped(frame.look, f'<table class="stack"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'))
    offer(say("for_review"), lambda: review_lines(marks), "marks.jsonl", "application/jsonl")
