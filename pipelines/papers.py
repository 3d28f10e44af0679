"""The text of a file that may be a plan: PDF, DOCX, and a scanned PDF where tesseract is installed.

A file from the web is read in a process of its own, with limits of memory and time: a hostile one costs its own text.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from crawler.found_file import FoundFile
from crawler.settings import registry_of
from pipelines.document_marks import subject
from pipelines.documents import documents
from pipelines.lexicon import Lexicon, of_plan

SECONDS = 120.0  # for one file, recognition of scanned pages included


@dataclass(frozen=True)
class Text:
    """What a file says. `reader`: pdf, docx, ocr; "" where nothing could read it, and `detail` says why."""

    text: str = ""
    reader: str = ""
    detail: str = ""


def text_of(body: bytes, seconds: float = SECONDS) -> Text:
    """The file's text, read in a child process. Whatever happens there, this returns."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).with_name("paper_reader.py"))],
            input=body,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        told = json.loads(done.stdout)
        return Text(str(told["text"]), str(told["reader"]), str(told["detail"]))
    except subprocess.TimeoutExpired:
        return Text(detail=f"timeout đọc tệp quá {seconds:.0f} giây")
    except (ValueError, KeyError, TypeError):
        return Text(detail="broken tệp hỏng hoặc vượt giới hạn bộ nhớ")


def told(found: FoundFile, text: Text, lexicon: Lexicon) -> FoundFile:
    """The file with its text, and with the kinds of document that its own subject names."""
    named = subject(text.text)
    kinds = documents(f"Kế hoạch {named}", lexicon) if named else ()
    return replace(found, text=text.text, reader=text.reader, detail=text.detail or found.detail, documents=kinds)


class PapersPipeline:
    """Fills in what a file says; other items as they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        return cls(of_plan(registry_of(crawler.settings).plan))

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, FoundFile) or item.page is None:
            return item
        return told(item, await asyncio.to_thread(text_of, item.page.body), self.lexicon)
