"""The command line as users and programs meet it: exit codes, the JSON contract, and one clear line for bad input."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CORPUS, Run, inside, loads

AKTAU = "Aktau container capacity after expansion?"
ANSWER_KEYS = {
    "schema", "question", "resolved_question", "language", "status", "confidence", "headline", "quantities",
    "disagreement", "comparisons", "passages", "index", "timings_ms",
}  # fmt: skip
CITATION_KEYS = {"document", "title", "source", "published", "page", "heading", "start", "end", "quote"}
QUANTITY_KEYS = {"text", "low", "high", "bound", "unit", "dimension", "role", "period", "subject", "citation"}
PASSAGE_KEYS = {"rank", "text", "highlights", "score", "lexical_rank", "dense_rank", "citation"}


def check_citation(citation: dict) -> None:
    """Every field is there and the quote is the file's own text at that place."""
    assert set(citation) >= CITATION_KEYS
    text = (CORPUS / citation["document"]).read_text(encoding="utf-8")
    assert citation["quote"] == text[citation["start"] : citation["end"]] != ""


def test_the_main_job(qa: Run, index: Path) -> None:
    """The Aktau question is answered with 240,000 TEU, cited to two documents, and the JSON keeps the contract."""
    result = qa("ask", AKTAU, "--index", index, "--json")
    assert result.returncode == 0, result.stderr
    answer = loads(result)
    assert set(answer) >= ANSWER_KEYS and answer["schema"] == 1 and answer["status"] == "answered"
    assert answer["headline"]["text"].startswith("240,000")
    check_citation(answer["headline"]["citation"])
    roles = {(q["low"], q["unit"].split("/")[0], q["role"]) for q in answer["quantities"]}
    assert {(240_000, "TEU", "to"), (140_000, "TEU", "from")} <= roles
    holders = {q["citation"]["document"] for q in answer["quantities"] if q["low"] == 240_000}
    assert len(holders) >= 2
    for quantity in answer["quantities"]:
        assert set(quantity) >= QUANTITY_KEYS
        check_citation(quantity["citation"])
        text = (CORPUS / quantity["citation"]["document"]).read_text(encoding="utf-8")
        assert text[quantity["start"] : quantity["end"]] == quantity["text"]
    for passage in answer["passages"]:
        assert set(passage) >= PASSAGE_KEYS
        check_citation(passage["citation"])
        assert passage["citation"]["quote"] == passage["text"]
        assert all(0 <= start < end <= len(passage["text"]) for start, end in passage["highlights"])
    assert [passage["rank"] for passage in answer["passages"]] == list(range(1, len(answer["passages"]) + 1))
    assert 0 <= answer["confidence"] <= 1
    assert {"fingerprint", "documents", "passages", "model"} <= set(answer["index"])
    for comparison in answer["comparisons"]:
        assert {"subject", "unit", "period", "verdict", "values"} <= set(comparison)
        assert all({"quantity", "published"} <= set(value) for value in comparison["values"])


def test_human_output(qa: Run, index: Path) -> None:
    """A person sees the figure first and cited passages below, without colour codes in a pipe, in 80 columns."""
    result = qa("ask", AKTAU, "--index", index, COLUMNS="80")
    assert result.returncode == 0
    assert result.stdout.startswith("240,000")
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "002-" in result.stdout and "003-" in result.stdout


def test_not_found_is_exit_code_one(index: Path) -> None:
    """A question about something else is not answered, exit code 1, and the nearest passages are still shown."""
    result = inside("ask", "What is the boiling point of liquid nitrogen?", "--index", index, "--json")
    answer = loads(result)
    assert result.returncode == 1
    assert (answer["status"], answer["headline"]) == ("not_found", None)
    assert answer["passages"]


@pytest.mark.parametrize(
    ("question", "words"),
    [("", "empty"), ("   ", "empty"), ("?!…", "no word"), ("why " * 25_000, "100,000|99,999")],
)
def test_questions_that_cannot_be_asked(index: Path, question: str, words: str) -> None:
    """An empty, wordless or endless question is refused in one line with exit code 2."""
    result = inside("ask", question, "--index", index)
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert any(word in result.stderr for word in words.split("|"))


def test_no_index(qa: Run, tmp_path: Path) -> None:
    """Without an index, the message says which command builds it."""
    result = qa("ask", "anything", "--index", tmp_path / "none")
    assert (result.returncode, result.stdout) == (2, "")
    assert "qa index" in result.stderr and "Traceback" not in result.stderr


def test_a_list_is_answered_line_by_line(index: Path) -> None:
    """A list is the answer from the sentence that introduces it, each of its items on a line of its own."""
    question = "Which five large terminals for transit does Kazakhstan have?"
    answer = loads(inside("ask", question, "--index", index, "--json"))
    check_citation(answer["headline"]["citation"])
    assert answer["headline"]["kind"] == "list"
    shown = inside("ask", question, "--index", index).stdout.splitlines()
    assert shown[0].endswith("five large terminals for transit:")
    assert [line[0] for line in shown[1:6]] == ["-"] * 5


def test_bad_files_lose_nothing_else(qa: Run, tmp_path: Path) -> None:
    """Each unreadable file is named with its reason; the rest is indexed and answers; exit code 0."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    good = "The new terminal moved 88,000 TEU in 2024.\n"
    (corpus / "good.txt").write_text(good)
    (corpus / "empty.txt").write_text("")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    (corpus / "broken.docx").write_bytes(b"PK\x03\x04 not really")
    (corpus / "odd\nname.xyz").write_text("?")
    (corpus / "nul.txt").write_text("The quay has\x00 a length of 450 m.\n")
    (corpus / "loop").symlink_to(corpus / "loop")
    (corpus / "gone.txt").symlink_to(corpus / "nothing.txt")
    result = qa("index", corpus, "--index", index, "--model", "none", "--json")
    assert result.returncode == 0, result.stderr
    report = loads(result)
    skipped = {row["path"]: row["reason"] for row in report["skipped"]}
    assert set(report["added"]) == {"good.txt", "nul.txt"}
    assert {"empty.txt", "binary.txt", "broken.pdf", "broken.docx", "odd\nname.xyz", "gone.txt"} <= set(skipped)
    assert all(skipped.values())
    human = inside("index", corpus, "--index", index, "--model", "none")
    assert f"{len(skipped)} files skipped" in human.stdout
    answer = loads(inside("ask", "How many TEU did the new terminal move in 2024?", "--index", index, "--json"))
    assert answer["passages"][0]["text"].strip() == good.strip()
    status = loads(inside("status", "--index", index, "--json", "--verify"))
    assert status["fits"] and not status["damaged"]
    assert status["kept"]["backend"] == "local" and (Path(status["kept"]["folder"]) / "manifest.json").is_file()
    assert f"Kept in the folder {status['kept']['folder']}" in qa("status", "--index", index).stdout
    assert {row["path"] for row in status["skipped"]} == set(skipped)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read and write everything")
def test_permissions(qa: Run, tmp_path: Path) -> None:
    """A file that may not be read is skipped by name; an index folder that may not be written gives one line."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "good.txt").write_text("The quay has 4 cranes.\n")
    (corpus / "secret.txt").write_text("?")
    (corpus / "secret.txt").chmod(0)
    report = loads(qa("index", corpus, "--index", tmp_path / "index", "--model", "none", "--json"))
    assert [row["path"] for row in report["skipped"]] == ["secret.txt"]
    closed = tmp_path / "closed"
    closed.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    result = qa("index", corpus, "--index", closed / "index", "--model", "none")
    assert result.returncode == 2 and len(result.stderr.strip().splitlines()) == 1


def test_nothing_could_be_indexed(tmp_path: Path) -> None:
    """An empty folder is an error with exit code 2 and one line."""
    (tmp_path / "corpus").mkdir()
    result = inside("index", tmp_path / "corpus", "--index", tmp_path / "index")
    assert result.returncode == 2
    assert "There are no documents" in result.stderr and "Traceback" not in result.stderr


def test_progress_bars_show_the_rate(tmp_path: Path) -> None:
    """On a terminal every stage says how many of how many are done, and how many a second."""
    (tmp_path / "corpus").mkdir()
    for number in range(200):
        (tmp_path / "corpus" / f"{number}.txt").write_text(f"Berth {number} took {number + 2} ships in 2023.\n")
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "qa", "index", tmp_path / "corpus", "--index", tmp_path / "index", "--model", "none"],
        stdout=subprocess.DEVNULL, stderr=inside, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(inside)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal
        while piece := os.read(terminal, 1 << 16):
            shown += piece
    os.close(terminal)
    assert process.wait() == 0
    plain = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown).decode()
    for stage in ("reading the folder", "reading documents", "indexing words"):
        assert re.search(rf"{stage} .* 200/200 +[\d,]+\.\d/s", plain), stage


def test_show(qa: Run, index: Path) -> None:
    """`qa show` prints a document as indexed, or the characters asked for; a wrong place is refused clearly."""
    name = sorted(path.name for path in CORPUS.glob("002-*"))[0]
    text = (CORPUS / name).read_text(encoding="utf-8")
    assert qa("show", name, "--index", index).stdout == text + "\n"
    assert loads(inside("show", f"{name}:100-160", "--index", index, "--json"))["text"] == text[100:160]
    wrong = inside("show", f"{name}:100-99999999", "--index", index)
    assert wrong.returncode == 2 and "characters" in wrong.stderr
    unknown = inside("show", "002", "--index", index)
    assert unknown.returncode == 2 and name in unknown.stderr


def test_numbers(qa: Run, index: Path) -> None:
    """Matching figures come cited, as text, JSON and CSV; unit and period filter; nonsense is refused."""
    arguments = ("numbers", "Khorgos container turnover", "--unit", "TEU", "--period", "2016..2021", "--index", index)
    rows = loads(qa(*arguments, "--json"))
    values = {(row["low"], row["period"]) for row in rows}
    assert (104_000, "2016-01-01/2016-12-31") in values and (220_000, "2021-01-01/2021-12-31") in values
    assert all(row["period"] for row in rows) and not any(low == 73_000 for low, _ in values)
    for row in rows:
        check_citation(row["citation"])
    out = inside(*arguments, "--csv").stdout
    assert out.startswith("\ufeff")
    table = list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))
    assert len(table) == len(rows) and {"text", "low", "unit", "period", "document", "quote"} <= set(table[0])
    assert "104,000" in inside(*arguments).stdout
    assert inside("numbers", "x", "--unit", "blorps", "--index", index).returncode == 2
    assert inside("numbers", "x", "--period", "soonish", "--index", index).returncode == 2
    assert inside("numbers", "zebra crossing", "--index", index).returncode == 1


def test_numbers_of_json_lines(qa: Run, tmp_path: Path) -> None:
    """`qa numbers --read` needs no index; a broken line is named and the rest goes on."""
    source = tmp_path / "in.jsonl"
    rows = [
        {"id": "a", "text": "Порт принял 240 тыс. ДФЭ."},
        {"id": "b", "text": "It has 4 cranes and 2.5 km of rail."},
    ]
    source.write_text(json.dumps(rows[0], ensure_ascii=False) + "\nnot json\n" + json.dumps(rows[1]) + "\n")
    result = qa("numbers", "--read", source, cwd=tmp_path)
    assert result.returncode == 2 and "line 2" in result.stderr.lower()
    found = {row["id"]: row["quantities"] for row in map(json.loads, result.stdout.splitlines())}
    assert [(q["low"], q["unit"]) for q in found["a"]] == [(240_000, "TEU")]
    assert [(q["low"], q["unit"]) for q in found["b"]] == [(4, "crane"), (2.5, "km")]
    for row in rows:
        assert all(row["text"][q["start"] : q["end"]] == q["text"] for q in found[row["id"]])
    piped = qa("numbers", "--read", "-", cwd=tmp_path, input=json.dumps(rows[1]) + "\n")
    assert piped.returncode == 0 and json.loads(piped.stdout)["id"] == "b"


def test_numbers_of_json_lines_as_csv(qa: Run, tmp_path: Path) -> None:
    """`qa numbers --read --csv` prints one table: a row a figure, with its record, sentence and place in the text."""
    rows = [
        {"id": "a", "text": "Порт принял 240 тыс. ДФЭ. План — 1/2 больше."},
        {"id": 7, "text": "=Port\t2023\nAktau\t5 t", "published": "2025-06-09"},
        {"id": "none", "text": "No figure."},
        {"id": ["x"], "text": "It fell by 3%; \ud800 “so”, he said."},
    ]
    given = "\n".join([*map(json.dumps, rows), "broken"])
    result = qa("numbers", "--read", "-", "--csv", cwd=tmp_path, input=given)
    assert result.returncode == 2 and "line 5" in result.stderr.lower()
    assert result.stdout.startswith(
        "\ufeffid,text,low,high,unit,bound,role,planned,period,subject,published,start,end,"
    )
    table = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"), newline="")))
    assert [(row["id"], float(row["low"]), row["unit"]) for row in table] == [
        ("a", 240_000, "TEU"), ("a", 0.5, ""), ("7", 5, "t"), ('["x"]', 3, "%"),
    ]  # fmt: skip
    assert [row["quote"] for row in table[:3]] == ["Порт принял 240 тыс. ДФЭ.", "План — 1/2 больше.", "Aktau\t5 t"]
    assert table[1]["text"] == "'1/2" and table[2]["published"] == "2025-06-09"
    assert rows[0]["text"][int(table[0]["start"]) : int(table[0]["end"])] == table[0]["text"]  # type: ignore[index]


def test_conversation_file(qa: Run, index: Path, tmp_path: Path) -> None:
    """A follow-up is understood from the conversation file, and the resolved question is shown."""
    talk = tmp_path / "talk.json"
    qa(
        "ask",
        "What was the container turnover of the Khorgos dry port in 2016?",
        "--index",
        index,
        "--conversation",
        talk,
    )
    answer = loads(inside("ask", "and in 2017?", "--index", index, "--conversation", talk, "--json"))
    assert answer["question"] == "and in 2017?"
    assert "Khorgos" in answer["resolved_question"] and "2017" in answer["resolved_question"]
    assert answer["headline"]["quantity"]["low"] == 140_000
    talk.write_text("{")
    broken = inside("ask", "and in 2018?", "--index", index, "--conversation", talk)
    assert broken.returncode == 2 and str(talk) in broken.stderr and "Traceback" not in broken.stderr


def test_chat(qa: Run, index: Path) -> None:
    """`qa chat` answers line by line and ends on an empty line."""
    result = qa("chat", "--index", index, input="Aktau container capacity after expansion?\n?\n\n")
    assert result.returncode == 0
    assert "240,000" in result.stdout and "no word" in result.stderr


def test_help_of_every_command(qa: Run) -> None:
    """Every command has help, and the group lists them all."""
    from qa.cli import COMMANDS

    listed = qa("--help").stdout
    for name in COMMANDS:
        assert name in listed
        result = inside(name, "--help")
        assert result.returncode == 0 and "Usage:" in result.stdout


def test_no_torch_to_answer(index: Path) -> None:
    """Answering with the shipped model imports neither torch nor sentence-transformers."""
    import subprocess
    import sys

    heavy = ("torch", "sentence_transformers", "streamlit", "pandas", "sklearn")
    code = (
        "import sys; from pathlib import Path; from qa.engine import Engine;"
        f"Engine.open(Path({str(index)!r})).ask('Aktau port capacity?');"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_numbers_alone_loads_no_engine(tmp_path: Path) -> None:
    """`qa numbers --read` is ready without NumPy, the engine and what they load: half a second."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "12 t"}\n', encoding="utf-8")
    heavy = ("numpy", "qa.engine", "qa.backends", "qa.render", "qa.text")
    code = (
        "import sys; from qa.cli import cli;"
        f"cli.main(['numbers', '--read', {str(source)!r}], standalone_mode=False);"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
