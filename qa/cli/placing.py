"""`qa index --backend`: where the index answers from once it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

from qa.backends import Pointer, publish, reachable
from qa.build import Progress
from qa.cli.options import Command
from qa.errors import UsageError

LOCAL, MILVUS = "local", "milvus"
#: What Milvus takes as the beginning of a collection's name.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}\Z")


def backend_options(command: Command) -> Command:
    """Add the options that choose where the index answers from."""
    for option in (
        click.option("--name", default="", help="What the index is called on the Milvus server (default: the folder)."),
        click.option("--uri", default="", help="The Milvus server, such as http://localhost:19530."),
        click.option(
            "--backend", type=click.Choice([LOCAL, MILVUS]), default=None,
            help="Where the index answers from: its folder, or a Milvus server, all of whose rows are checked then;"
            " as before where not given.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Place:
    """Where an index is to answer from; `pointer` is None for its folder. `known`: its own, or named by the user.

    `check`: every row on the server is read, to send again what is not what was written; where the user says milvus.
    """

    pointer: Pointer | None
    known: bool
    check: bool = False

    @classmethod
    def chosen(cls, index: Path, corpus: Path, backend: str | None, uri: str, name: str) -> Place:
        """What the options say. Raises `UsageError` where they do not fit, `AskCorpusError` where no server answers."""
        before = Pointer.read(index) if backend != LOCAL else None
        if backend == LOCAL and (uri or name):
            raise UsageError("--uri and --name go with --backend milvus.")
        if backend is None and before is None and not uri:
            if name:
                raise UsageError("--name goes with --backend milvus and --uri.")
            return cls(None, known=True)
        if backend == LOCAL:
            return cls(None, known=True)
        uri = uri or (before.uri if before is not None else "")
        if not uri:
            raise UsageError("A Milvus server needs an address.", "Name it: --uri http://localhost:19530.")
        own = before.name if before is not None and before.uri == uri else ""
        chosen = name or own or re.sub(r"\W+", "_", f"qa_{corpus.resolve().name}", flags=re.ASCII)
        if not _NAME.match(chosen):
            raise UsageError(f"“{chosen}” cannot be a name on Milvus.", "Use letters, digits and underscores.")
        pointer = Pointer(uri, chosen)
        reachable(pointer)
        return cls(pointer, known=bool(name or own), check=backend == MILVUS)

    def put(self, index: Path, progress: Progress) -> str:
        """Have the index answer from here; the sentence that says so, empty for its folder."""
        if self.pointer is None:
            Pointer.remove(index)
            return ""
        state = publish(index, self.pointer, progress, known=self.known, check=self.check)
        where = f"Answered from “{self.pointer.name}” on the Milvus at {self.pointer.uri}"
        return f"{where}, generation {state.generation}."
