"""Where an index folder's Milvus is: one small file that can be copied to any machine that is to ask."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.errors import IndexUnfit
from qa.store import replace

#: In the index folder; where it is there, the index is answered from Milvus.
POINTER = "backend.json"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The server and the name that all collections of the index begin with. It holds no password."""

    uri: str
    name: str

    @classmethod
    def read(cls, folder: Path) -> Pointer | None:
        """The pointer in an index folder, or None. Raises `IndexUnfit` for a damaged one."""
        path = folder / POINTER
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            return cls(uri=str(row["uri"]), name=str(row["name"]))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnfit(
                f"{path} cannot be read ({error}).", "Write it again with: qa index --backend milvus --uri URI"
            ) from error

    def write(self, folder: Path) -> None:
        """Have the folder answered from this Milvus."""
        folder.mkdir(parents=True, exist_ok=True)
        replace(folder / POINTER, json.dumps({"backend": "milvus", **asdict(self)}, indent=1) + "\n")

    @staticmethod
    def remove(folder: Path) -> None:
        """Have the folder answered from its own files again."""
        (folder / POINTER).unlink(missing_ok=True)
