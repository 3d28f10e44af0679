"""A file that a post of interest links to, as it was found: a plan is often a PDF behind a page of two lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.page import Page


@dataclass(frozen=True)
class FoundFile:
    """One try to read one file. `page` None: it could not be had, `detail` says why.

    The pipelines fill in the rest: `text` of the file, the `reader` that gave it (pdf, docx, ocr; "" where none did,
    and `detail` says why), and the kinds of `documents` that the file's own subject names.
    """

    crawl: str
    post: str
    url: str
    at: datetime
    status: int | None
    page: Page | None = None
    detail: str = ""
    reader: str = ""
    text: str = ""
    documents: tuple[str, ...] = ()
