"""The current generation with one of its folders made anew, while questions and even another writer go on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace as with_fields
from pathlib import Path

from qa.errors import IndexBusy
from qa.store.index import Index
from qa.store.layout import GENERATIONS, Layout, checksum, current, locked, replace, writing
from qa.store.writer import free_name, switch, sync

#: Held by whoever remakes; what others have left behind is removed then.
LOCK = "remaking"
_PREFIX = ".remade-"


def remake(index: Path, folder: Callable[[Layout], Path], make: Callable[[Path, Path], None]) -> bool:
    """Have `make` write the `folder` of the current generation anew, from the first path to the second, and switch.

    Everything else is linked to, not copied. Nobody is kept from writing meanwhile: where another generation became
    current, or is being written, what was made is thrown away. Returns whether it answers now. Raises OSError where it
    cannot be written.
    """
    with (index / LOCK).open("a") as lock:
        if not locked(lock):
            return False
        for stale in (index / GENERATIONS).glob(f"{_PREFIX}*"):
            shutil.rmtree(stale, ignore_errors=True)
        old = Index.open(index)
        new = Layout(index / GENERATIONS / f"{_PREFIX}{os.getpid()}")
        try:
            _written(old, new, folder, make)
            return _switched(index, old, new)
        except FileNotFoundError:  # whoever writes removes old generations, and what is begun beside them
            return False
        finally:
            shutil.rmtree(new.root, ignore_errors=True)


def _written(old: Index, new: Layout, folder: Callable[[Layout], Path], make: Callable[[Path, Path], None]) -> None:
    """The files of the new generation, the manifest last."""
    made = folder(new)
    new.root.mkdir()
    sums = dict(old.manifest.checksums)
    for name in list(sums):
        path = new.root / name
        if made in path.parents:
            del sums[name]
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            _linked(old.layout.root / name, path)
    make(folder(old.layout), made)
    files = sorted(path for path in made.rglob("*") if path.is_file())
    sums |= {path.relative_to(new.root).as_posix(): checksum(path) for path in files}
    replace(new.manifest, with_fields(old.manifest, checksums=sums).to_json())
    for path in files:
        sync(path)


def _linked(source: Path, target: Path) -> None:
    """A second name for a file, or a copy where the file system knows no links."""
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _switched(index: Path, old: Index, new: Layout) -> bool:
    """Have `new` answer, if `old` still does and nobody is writing what will come behind it."""
    try:
        with writing(index):
            if current(index).root != old.layout.root:
                return False
            target = Layout(new.root.with_name(free_name(index, old.manifest.fingerprint)))
            new.root.rename(target.root)
            switch(index, target)
            return True
    except IndexBusy:
        return False
