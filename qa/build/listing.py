"""Which files of a folder are documents, and what is in the way of the others."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from qa import readers
from qa.build.progress import Progress
from qa.store import Skipped
from qa.text import clean


@dataclass(slots=True)
class Files:
    """The files of a corpus: hash by document id, paths, and what cannot be read at all."""

    hashes: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)


def listed(corpus: Path, index: Path, progress: Progress) -> Files:
    """Every file under `corpus`, hashed, in sorted order; hidden files and the index itself are no documents."""
    files, hidden = Files(), index.absolute()
    found: list[Path] = []
    for folder, names, entries in os.walk(corpus):
        here = Path(folder)
        names[:] = sorted(n for n in names if not n.startswith(".") and (here / n).absolute() != hidden)
        found.extend(here / entry for entry in entries if not entry.startswith((".", "~$")))
    found.sort(key=lambda path: path.relative_to(corpus).as_posix())
    for number, path in enumerate(found, 1):
        name = clean(path.relative_to(corpus).as_posix())
        progress("reading the folder", number, len(found))
        if not readers.supported(path):
            kinds = ", ".join(sorted(suffix.lstrip(".") for suffix in readers.SUFFIXES))
            files.skipped.append(Skipped(name, f"files of this kind are not read (these are: {kinds})"))
            continue
        try:
            if path.exists() and not path.is_file():  # a pipe would be waited for without end
                files.skipped.append(Skipped(name, "it is no ordinary file (a pipe, socket or device)"))
                continue
            with path.open("rb") as file:
                files.hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
            files.paths[name] = path
        except OSError as error:
            files.skipped.append(Skipped(name, _os_reason(error)))
    return files


def _os_reason(error: OSError) -> str:
    """Why a file could not be opened, in the user's words."""
    known = {
        errno.EACCES: "it may not be read (no permission)",
        errno.ENOENT: "it disappeared while the folder was being read",
        errno.ELOOP: "it is a link that leads back to itself",
    }
    return known.get(error.errno or 0, error.strerror or str(error))
