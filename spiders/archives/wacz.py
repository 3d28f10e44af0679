"""WACZ files: the WARC files inside are unpacked for as long as the crawl needs them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from crawler.errors import BadInput

MOST_BYTES = 64 * 1024**3  # unpacked, of all WARC files of one WACZ
MOST_TIMES = 100  # as large as packed: WARC files are packed already, so that more is a bomb
_SLACK = 1024 * 1024
_BLOCK = 1024 * 1024
ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")


def unpacked(path: Path, work: Path) -> Iterator[Path]:
    """The WARC files of a WACZ, one after the other, in the folder `work`. BadInput where it is none, or a bomb."""
    try:
        with zipfile.ZipFile(path) as packed:
            inside = [one for one in packed.infolist() if one.filename.lower().endswith(ENDINGS) and not one.is_dir()]
            if not inside:
                raise BadInput(
                    f"{path}: không có tệp WARC nào bên trong, không phải WACZ. Nếu là tệp nén thì hãy giải nén."
                )
            left = MOST_BYTES
            for number, one in enumerate(inside):
                to = work / f"{number:05}{'.warc.gz' if one.filename.endswith('.gz') else '.warc'}"
                with packed.open(one) as source, to.open("wb") as out:
                    left -= _copy(source, out, min(left, one.compress_size * MOST_TIMES + _SLACK), path)
                yield to
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadInput(f"{path}: không phải WACZ, hoặc tệp bị hỏng ({error}).") from error


def _copy(source: IO[bytes], out: IO[bytes], most: int, path: Path) -> int:
    size = 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > most:
            raise BadInput(f"{path}: nội dung giải nén ra lớn bất thường (bom nén?), không đọc.")
        out.write(block)
    return size
