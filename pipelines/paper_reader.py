"""A program of its own: the bytes of a PDF or DOCX on stdin, on stdout JSON of its text, reader and detail.

Run as a child process by `pipelines/papers.py`. Of a long document the first pages say what it is and when it was
signed. Libraries are imported when they are needed: most files need but one.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MEMORY = 2 * 1024**3  # bytes
CPU = 110  # seconds
PAGES, SCANNED_PAGES = 6, 2
MOST_LETTERS = 60_000
MOST_UNPACKED = 200_000_000  # bytes
FEWEST_LETTERS = 60  # fewer on all pages: they are pictures
PAGE_SECONDS = 50


def read(body: bytes) -> dict[str, str]:
    """`text`, `reader`, `detail`."""
    if body.startswith(b"%PDF-") or b"%PDF-" in body[:1024]:
        return _pdf(body)
    if body.startswith(b"PK\x03\x04"):
        return _docx(body)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        return _told("", "", "word_97 tệp Word dạng cũ (.doc), chưa đọc được")
    return _told("", "", "unknown không phải PDF hay DOCX")


def _told(text: str, reader: str, detail: str = "") -> dict[str, str]:
    return {"text": text[:MOST_LETTERS], "reader": reader, "detail": detail}


def _pdf(body: bytes) -> dict[str, str]:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(body)).pages
    text = "\n".join(pages[number].extract_text() for number in range(min(PAGES, len(pages))))
    if sum(map(str.isalpha, text)) >= FEWEST_LETTERS:
        return _told(text, "pdf")
    return _scanned(body)


def _scanned(body: bytes) -> dict[str, str]:
    """By tesseract, where it and Vietnamese are installed (Debian: tesseract-ocr-vie, poppler-utils)."""
    if not (shutil.which("tesseract") and shutil.which("pdftoppm")):
        return _told("", "", "scanned bản quét; máy chưa cài tesseract-ocr-vie và poppler-utils")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.pdf")
        source.write_bytes(body)
        _run("pdftoppm", "-r", "200", "-gray", "-l", str(SCANNED_PAGES), str(source), str(Path(folder, "p")))
        texts = [_run("tesseract", str(page), "-", "-l", "vie") for page in sorted(Path(folder).glob("p*.pgm"))]
    return _told("\n".join(texts), "ocr") if any(texts) else _told("", "", "scanned bản quét không đọc được")


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, timeout=PAGE_SECONDS, check=True)
    return done.stdout.decode("utf-8", "replace")


def _docx(body: bytes) -> dict[str, str]:
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        if "word/document.xml" not in archive.namelist():
            return _told("", "", "unknown tệp nén, không phải DOCX")
        if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
            return _told("", "", "too_large tệp quá lớn khi giải nén")
    return _told("\n".join(_paragraphs(Document(io.BytesIO(body)))), "docx")


def _paragraphs(holder: Any) -> Iterator[str]:
    """In the order of the page; the head of an official letter is a table of two cells."""
    for block in holder.iter_inner_content():
        if hasattr(block, "rows"):
            seen: set[int] = set()
            for row in block.rows:
                for cell in row.cells:
                    if id(cell._tc) not in seen:  # merged cells come once
                        seen.add(id(cell._tc))
                        yield from _paragraphs(cell)
        else:
            yield block.text


def _limit() -> None:
    """Memory and time, where the system can limit them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read())))
