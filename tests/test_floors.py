"""The floors of docs/architecture.md: imports go down, never sideways or up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {
    0: ("types", "errors"),
    1: ("settings", "text", "quantity", "ranking", "arrays"),
    2: (
        "readers", "passages", "lexical", "dense", "fusion", "question", "extract", "choose", "compare", "metrics",
        "render", "series",
    ),
    3: ("store",),
    4: ("backends",),
    5: ("build", "engine", "dialogue", "numbers", "suggest", "history", "library"),
    6: ("evaluate",),
    7: ("cli", "__main__", "__init__"),
}  # fmt: skip
FLOOR = {part: floor for floor, parts in FLOORS.items() for part in parts}
#: Listing numbers, holding a conversation and suggesting questions ask the engine; `python -m qa` is the command line.
THROUGH_THE_ENGINE = {("numbers", "engine"), ("dialogue", "engine"), ("suggest", "engine"), ("__main__", "cli")}
FILES = sorted((ROOT / "qa").rglob("*.py"))


def part_of(path: Path) -> str:
    """The module or folder directly under qa/ that a file belongs to."""
    return path.relative_to(ROOT / "qa").parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The parts of qa that a file imports, wherever in the file the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("qa.")}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide their floor"
            if node.module == "qa":
                found |= {alias.name for alias in node.names if alias.name in FLOOR}
            elif (node.module or "").startswith("qa."):
                found.add(str(node.module).split(".")[1])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_down(path: Path) -> None:
    """A file imports only from floors below its own, or from its own part."""
    part = part_of(path)
    for other in imports(path) - {part}:
        if (part, other) in THROUGH_THE_ENGINE:
            continue
        assert FLOOR[other] < FLOOR[part], f"{part} (floor {FLOOR[part]}) imports {other} (floor {FLOOR[other]})"


def test_every_part_has_a_floor() -> None:
    """No part of qa/ is without a place on the floors, and none is listed that does not exist."""
    assert {part_of(path) for path in FILES} == set(FLOOR)


def test_files_stay_small() -> None:
    """No file of the package is longer than 350 lines; about 300 is what we aim at."""
    long = {path.name: lines for path in FILES if (lines := len(path.read_text().splitlines())) > 350}
    assert not long
