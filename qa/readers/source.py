"""The bytes of a file, and what kind of file they really are; every way this can fail has its own message."""

from __future__ import annotations

import errno
import io
import stat
import zipfile
from pathlib import Path

from qa.errors import ReadError

#: Text beyond this size is refused: reading needs about ten times its size in memory, and no report is that long.
MAX_TEXT = 64 * 2**20
#: Containers hold pictures too, so they may be larger.
MAX_FILE = 256 * 2**20
#: What a container may unpack to, in all; bombs unpack to thousands of times their size.
MAX_UNPACKED = 512 * 2**20
#: A part that unpacks to over this many times its size is no office text (those reach about 30).
_MAX_RATIO, _RATIO_FROM = 200, 16 * 2**20

#: Formats by what the first bytes say.
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_PARTS = (("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx"), ("xl/workbook.xml", "xlsx"))


def load(path: Path, limit: int = MAX_FILE) -> bytes:
    """The bytes of the file at `path`, which may not be more than `limit`."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(path, "is a folder, not a file", "Rename it, or name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(path, "is not a regular file", "Put a copy of the document there.")
        if status.st_size > limit:
            raise _too_large(path, status.st_size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        raise ReadError(path, "has a name that this system cannot open", "Rename the file.") from error
    if len(data) > limit:
        raise _too_large(path, len(data), limit)
    if not data:
        raise ReadError(path, "is empty (0 bytes)", "Save or copy the document again.")
    return data


def _too_large(path: Path, size: int, limit: int) -> ReadError:
    """The error for a file or text over its limit."""
    return ReadError(
        path, f"is {size / 2**20:.0f} MB, over the limit of {limit / 2**20:.0f} MB", "Split it into smaller files."
    )


def _unreadable(path: Path, error: OSError) -> ReadError:
    if error.errno == errno.ENOENT:
        broken = path.is_symlink()
        reason = "is a link to a file that does not exist" if broken else "vanished before it could be read"
        return ReadError(path, reason, "Mend or delete the link." if broken else "Index again once it is back.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return ReadError(
            path, "may not be read by this user", f'Give yourself the right to read it: chmod u+r "{path}"'
        )
    if error.errno == errno.ELOOP:
        return ReadError(path, "is a link that leads back to itself", "Delete the link.")
    return ReadError(path, f"could not be read ({error.strerror or error})", "Check the disk, then index again.")


def kind(path: Path, data: bytes, by_name: str) -> str:
    """The format that `data` really has: `by_name`, unless the bytes are plainly of another readable format.

    Raises `ReadError` for formats that cannot be read, whatever the file's name says.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    found = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if found == "zip":
        return _container(path, data)
    if found == "ole":
        raise _ole(path, data)
    if found is not None:
        raise ReadError(path, f"is {found}, not a document that can be read", "Save it as PDF, DOCX or text.")
    if by_name in ("pdf", "docx", "pptx", "xlsx"):
        start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"<!doctype html", b"<html")):
            return "html"
        raise ReadError(path, f"is named {by_name.upper()} but is not one: damaged or mislabelled", "Save it again.")
    return by_name


def _container(path: Path, data: bytes) -> str:
    """Which office format a zip archive holds, once it is known not to be a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            for part in parts:
                if part.file_size > _RATIO_FROM and part.file_size > _MAX_RATIO * max(1, part.compress_size):
                    raise ReadError(path, "unpacks to far more than any document does (a zip bomb?)", "Delete it.")
            total = sum(part.file_size for part in parts)
            if total > MAX_UNPACKED:
                raise _too_large(path, total, MAX_UNPACKED)
            names = {part.filename for part in parts}
            encrypted = any(part.flag_bits & 1 for part in parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(path, "is truncated or damaged", "Save or copy the document again.") from error
    if encrypted:
        raise ReadError(path, "is encrypted", "Save it without a password.")
    for part_name, found in _PARTS:
        if part_name in names:
            return found
    raise ReadError(path, "is a zip archive, not a document", "Unpack it into the folder.")


def _ole(path: Path, data: bytes) -> ReadError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ReadError(path, "is encrypted with a password", "Open it, remove the password and save it again.")
    return ReadError(path, "is in the Office format of before 2007", "Open it and save it as DOCX, PPTX, XLSX or PDF.")
