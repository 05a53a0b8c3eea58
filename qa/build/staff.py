"""How many are to work on a build, and where."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from qa.build.workers import Processes, Workers, cores

#: So many new files are read before other processes have started.
ALONE_FILES = 200
#: Where nothing is said: a process for so many cores, and no more of them than this. One process encodes on all cores
#: by itself, and each further one costs half a second of a processor and the memory of the model
#: (benchmarks/building.py).
CORES_EACH, MOST = 2, 8


@dataclass(frozen=True, slots=True)
class Staff:
    """`processes` beside this one (1 works alone, 0 as many as are worth it), or the machines of the Ray at `ray`."""

    processes: int = 1
    ray: str = ""

    def gathered(self, files: int) -> AbstractContextManager[Workers | None]:
        """The workers for so many files; None for this process alone. Raises `AskCorpusError` where there are none."""
        if self.ray:
            from qa.build.cluster import Cluster

            return Cluster(self.ray, self.processes)
        count = self.processes or (max(1, min(cores() // CORES_EACH, MOST)) if files > ALONE_FILES else 1)
        return nullcontext() if count == 1 else Processes(count)
