"""Pages are kept once, by what they hold."""

from __future__ import annotations

import hashlib

from crawler.page import Page
from crawler.store.pages import load_page, save_page
from tests.crawler.store import making

BODY = "<p>Cải cách</p>".encode() * 200


def test_a_page_comes_back_as_it_was() -> None:
    db = making.store()
    kept = save_page(db, Page("https://snv.vn/1", BODY, "text/html", "utf-8"))
    assert kept == hashlib.sha256(BODY).hexdigest()
    assert load_page(db, kept, "https://snv.vn/2") == Page("https://snv.vn/2", BODY, "text/html", "utf-8")


def test_the_same_bytes_are_kept_once_and_compressed() -> None:
    db = making.store()
    assert save_page(db, Page("https://snv.vn/1", BODY)) == save_page(db, Page("https://snv.vn/2", BODY))
    rows = list(db.query("SELECT size, length(body) AS kept FROM page"))
    assert [row["size"] for row in rows] == [len(BODY)]
    assert rows[0]["kept"] < len(BODY) / 10


def test_no_page_is_none() -> None:
    db = making.store()
    assert save_page(db, None) is None
    assert load_page(db, "0" * 64, "https://snv.vn") is None
