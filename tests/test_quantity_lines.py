"""Reading numbers on their own: JSON Lines in and out."""

from __future__ import annotations

import json

from qa.quantity import read, read_lines, to_json


def test_lines_keep_order_and_ids() -> None:
    """One answer a record, in order, with the record's id and offsets into its text."""
    lines = [json.dumps({"id": number, "text": f"It moved {number + 2} trains."}) for number in range(3)]
    written: list[str] = []
    assert read_lines(lines, written.append) == []
    answers = [json.loads(line) for line in written]
    assert [answer["id"] for answer in answers] == [0, 1, 2]
    one = answers[1]["quantities"][0]
    assert (one["low"], one["unit"], one["text"]) == (3, "train", "3 trains")
    assert "It moved 3 trains."[one["start"] : one["end"]] == "3 trains"


def test_broken_lines_are_named_and_the_rest_goes_on() -> None:
    """Each broken line is reported with its number and reason; the others are answered."""
    lines = [
        '{"id": 1, "text": "5 km"}',
        "{broken",
        "",
        "[1]",
        '{"id": 2}',
        '{"id": 3, "text": "6 km", "published": 7}',
        '{"id": 4, "text": "8 km"}',
    ]
    written: list[str] = []
    bad = read_lines(lines, written.append)
    assert [one.line for one in bad] == [2, 4, 5, 6]
    assert all(str(one).startswith(f"line {one.line}: ") and one.reason for one in bad)
    assert [json.loads(line)["id"] for line in written] == [1, 4]


def test_published_resolves_relative_periods() -> None:
    """The record's date says what "last year" means."""
    written: list[str] = []
    read_lines([json.dumps({"id": "a", "text": "Last year 5 km were built.", "published": "2023-05"})], written.append)
    assert json.loads(written[0])["quantities"][0]["period"] == "2022-01-01/2022-12-31"


def test_to_json_has_the_contract_fields() -> None:
    """A quantity as JSON has the fields that others rely on, and survives a round trip."""
    one = to_json(read("Trade reached $44 billion in 2024.")[0])
    assert {
        "text",
        "low",
        "high",
        "bound",
        "unit",
        "dimension",
        "role",
        "period",
        "subject",
        "planned",
        "start",
        "end",
    } <= one.keys()
    assert json.loads(json.dumps(one)) == one
    assert (one["low"], one["unit"], one["bound"], one["subject"]) == (44_000_000_000, "USD", "exact", "Trade")


def test_half_a_surrogate_pair_can_be_written_as_utf8() -> None:
    """A text that JSON can escape and UTF-8 cannot hold is answered with the same escapes."""
    written: list[str] = []
    text = "5 km\ud800 and 6 km"
    assert read_lines([json.dumps({"id": "\udc00", "text": text})], written.append) == []
    answer = json.loads(written[0].encode("utf-8"))
    assert answer["id"] == "\udc00" and [one["low"] for one in answer["quantities"]] == [5, 6]
