"""Files that a crawl left open when it died: cut behind the last whole record, and closed."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path

from crawler.evidence.place import ENDING, OPEN
from crawler.evidence.writer import Written, sync

_BLOCK = 1024 * 1024


def left_by(folder: Path, crawl: str) -> list[Path]:
    """The crawl's files, closed or not, in order."""
    names = (f"*/{crawl}-*{ENDING}", f"*/{crawl}-*{ENDING}{OPEN}")
    return sorted(path for name in names for path in folder.glob(name))


def closed(root: Path, path: Path) -> Written | None:
    """The file with a whole number of records under its own name; None, and no file, where it holds none."""
    end, count = whole(path)
    if path.suffix == OPEN:
        with path.open("r+b") as file:
            file.truncate(end)
            sync(file)
        path = path.replace(path.with_suffix(""))
    if not end:
        path.unlink()
        return None
    return Written(path.relative_to(root).as_posix(), end, digest(path), count)


def whole(path: Path) -> tuple[int, int]:
    """Where the last whole gzip member ends, and how many there are."""
    end = count = position = 0
    machine = zlib.decompressobj(zlib.MAX_WBITS + 16)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            while block:
                try:
                    machine.decompress(block)
                except zlib.error:
                    return end, count
                if not machine.eof:
                    position += len(block)
                    break
                position += len(block) - len(machine.unused_data)
                end, count, block = position, count + 1, machine.unused_data
                machine = zlib.decompressobj(zlib.MAX_WBITS + 16)
    return end, count


def digest(path: Path) -> str:
    """SHA-256 of the file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def written(path: Path, text: str) -> None:
    """Puts the text into the place of the file, whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(text.encode("utf-8"))
        sync(file)
    os.replace(part, path)
