"""Rows that are not what was written: one line, whatever is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from qa.errors import IndexUnfit
from qa.store import Manifest

Given = ParamSpec("Given")
Found = TypeVar("Found")


class _Reader(Protocol):
    folder: Path
    manifest: Manifest

    def kept(self) -> dict[str, str]: ...


Reader = TypeVar("Reader", bound=_Reader)


def readable(
    method: Callable[Concatenate[Reader, Given], Found],
) -> Callable[Concatenate[Reader, Given], Found]:
    """A method that reads rows, raising `IndexUnfit` where they cannot be understood."""

    @wraps(method)
    def reading(self: Reader, /, *arguments: Given.args, **named: Given.kwargs) -> Found:
        try:
            return method(self, *arguments, **named)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            uri: Any = self.kept()["uri"]
            raise IndexUnfit(
                f"The Milvus at {uri} answered with rows that are not what was written ({type(error).__name__}).",
                f"Write the index anew, under another name: qa index {self.manifest.corpus} --index {self.folder}"
                f" --backend milvus --uri {uri} --name NEW_NAME",
            ) from error

    return reading
