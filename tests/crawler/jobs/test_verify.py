"""Whole stores verified: as they were crawled they hold; whatever somebody changed in them is named."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import BadInput
from crawler.jobs.crawl import crawl
from crawler.jobs.reclassify import preview, store_verdicts
from crawler.jobs.verify import Verified, verify
from tests.sites.pages import Post, list_page, registry_text, site_of
from tests.sites.server import Answer, serving

pytestmark = pytest.mark.slow
SECTION = "/vi/news/cchc/"
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(12, 0, -1)]


@dataclass
class Kept:
    """A crawled province, without its sites."""

    registry: Path
    db: Path

    def verify(self, **more: object) -> Verified:
        return verify(self.registry, self.db, as_of=date(2024, 12, 31), **more)

    def sql(self, *statements: str) -> None:
        connection = sqlite3.connect(self.db)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.db)
        found = connection.execute(statement).fetchall()
        connection.close()
        return found

    def named(self) -> set[tuple[str, str]]:
        return {(one.kind, one.field) for one in self.verify().differences}

    def evidence(self, pattern: str) -> Path:
        return next(iter(sorted(self.db.parent.rglob(pattern))))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """Two crawls: in the second a post has changed, one is gone, one is new, and a page is broken."""
    folder = tmp_path_factory.mktemp("kept")
    registry, db = folder / "site_registry.yaml", folder / "cchc.db"
    other = [
        Post(90 + n, f"Hội nghị số {n}", f"0{n}/04/2024", "Hội nghị giao ban công tác tháng của Sở.") for n in (3, 2, 1)
    ]
    with serving(site_of(MARCH)) as site, serving(site_of(other), "127.0.0.2") as second:
        sections = {"snv": [f"url: {site.url}{SECTION}"], "stp": [f"url: {second.url}{SECTION}"]}
        registry.write_text(registry_text(sections), encoding="utf-8")
        site.routes[MARCH[3].path] = Answer("không có", 404)
        crawl(registry, db, log_level="ERROR")
        new = [Post(20, "Cải cách hành chính đợt 20", "20/03/2024"), *MARCH]
        changed = Post(11, "Cải cách hành chính đợt 11, đã sửa", "11/03/2024")
        site.routes |= {
            **site_of(new),
            changed.path: site_of([changed])[changed.path],
            MARCH[5].path: Answer("mất", 410),
        }
        crawl(registry, db, full=True, log_level="ERROR")
    return folder


@pytest.fixture
def kept(crawled, tmp_path):
    """A copy, to be tampered with."""
    shutil.copytree(crawled, tmp_path / "kept")
    return Kept(tmp_path / "kept" / "site_registry.yaml", tmp_path / "kept" / "cchc.db")


def test_what_was_crawled_holds(kept):
    found = kept.verify()
    assert found.differences == ()
    assert (found.changes, found.notes, found.lexicons) == ((), (), ())
    assert found.head[0] == 2
    assert found.posts >= 16
    assert found.cells > 20


def test_one_agency_is_verified_alone(kept):
    found = kept.verify(agencies=["stp"])
    assert (found.differences, found.posts) == ((), 3)
    with pytest.raises(BadInput, match="khong-co"):
        kept.verify(agencies=["khong-co"])


def test_what_was_reclassified_holds_too(kept):
    store_verdicts(kept.registry, kept.db, preview(kept.registry, kept.db))
    assert kept.verify().differences == ()


def _flip(kept: Kept) -> None:
    stands = "SELECT file, offset, length FROM page WHERE sha256 = (SELECT snapshot FROM post WHERE url LIKE '%bai-7%')"
    file, offset, length = kept.rows(stands)[0]
    path = kept.db.parent / file
    data = bytearray(path.read_bytes())
    data[offset + length // 3] ^= 4
    path.write_bytes(data)


def _cut(kept: Kept) -> None:
    path = kept.evidence("*-001.warc.gz")
    path.write_bytes(path.read_bytes()[:-10])


def _of_another_crawl(kept: Kept) -> None:
    first, second = sorted(kept.db.parent.rglob("*.manifest.json"))
    first.write_bytes(second.read_bytes())


def _rewritten(kept: Kept) -> None:
    """Everything about the first crawl is made to fit its new file, but for the chain."""
    kept.sql(
        "DROP TRIGGER manifest_is_append_only_u",
        """UPDATE manifest SET text = replace(text, '"outcome": "closed"', '"outcome": "CLOSED"') WHERE number = 1""",
    )
    file, text = kept.rows("SELECT file, text FROM manifest WHERE number = 1")[0]
    (kept.db.parent / file).write_text(text, encoding="utf-8")
    kept.sql(f"UPDATE manifest SET sha256 = '{hashlib.sha256(text.encode()).hexdigest()}' WHERE number = 1")


def _sql(*statements: str) -> Callable[[Kept], None]:
    return lambda kept: kept.sql(*statements)


NO_TRIGGERS = tuple(f"DROP TRIGGER coverage_is_append_only_{event}" for event in "iud")
TAMPERED = {
    "a byte of a WARC": (_flip, ("warc", "")),
    "a WARC cut short": (_cut, ("warc", "")),
    "a WARC taken away": (lambda kept: kept.evidence("*-001.warc.gz").unlink(), ("warc", "")),
    "a manifest taken away": (lambda kept: kept.evidence("*.manifest.json").unlink(), ("manifest", "")),
    "a manifest for another": (_of_another_crawl, ("manifest", "")),
    "a manifest written anew": (_rewritten, ("manifest", "")),
    "a manifest's row taken away": (
        _sql("DROP TRIGGER manifest_is_append_only_d", "DELETE FROM manifest WHERE number = 2"),
        ("manifest", ""),
    ),
    "a post's day": (
        _sql("UPDATE post SET day = '2024-04-02', published = '2024-04-02' WHERE day = '2024-03-07'"),
        ("post", "day"),
    ),
    "a post's title": (_sql("UPDATE post SET title = 'Khác' WHERE day = '2024-03-07'"), ("post", "title")),
    "a post's text": (_sql("UPDATE post SET body = body || '.' WHERE day = '2024-03-07'"), ("post", "body")),
    "a post's grade": (_sql("UPDATE post SET date_grade = 'C' WHERE day = '2024-03-07'"), ("post", "date_grade")),
    "a post that is said to be gone": (_sql("UPDATE post SET gone = 1"), ("post", "gone")),
    "a post taken away": (
        _sql(
            *(f"DELETE FROM {table} WHERE post LIKE '%~7'" for table in ("standing", "verdict", "entry", "post_url")),
            "DELETE FROM post WHERE id LIKE '%~7'",
        ),
        ("post", ""),
    ),
    "a verdict": (
        _sql("UPDATE verdict SET label = 'off_topic', topics = '[]' WHERE post LIKE '%~7'"),
        ("verdict", "label"),
    ),
    "a standing": (
        _sql("UPDATE standing SET status = 'rejected' WHERE post LIKE '%~7'"),
        ("standing", "snv, own_site"),
    ),
    "a count": (_sql("DELETE FROM standing_quota WHERE post LIKE '%~7'"), ("count", "count")),
    "a row of the ledger": (_sql(*NO_TRIGGERS, "DELETE FROM coverage WHERE kind = 'post'"), ("ledger", "")),
    "a reading made whole": (_sql(*NO_TRIGGERS, "UPDATE coverage SET items = items + 1 WHERE id = 1"), ("ledger", "")),
    "an entry taken away": (_sql("DELETE FROM entry WHERE entry LIKE '%bai-7%'"), ("entry", "")),
    "an entry more": (
        _sql(
            "INSERT INTO entry SELECT section, entry || 'x', url || 'x', title, date_words, day, NULL, first_seen, "
            "last_seen, first_crawl FROM entry LIMIT 1"
        ),
        ("entry", ""),
    ),
    "what a listing said": (
        _sql("UPDATE entry SET date_words = '01/01/2024' WHERE entry LIKE '%bai-7%'"),
        ("entry", "listing"),
    ),
    "a page's hash": (
        _sql("UPDATE page SET offset = offset + 1 WHERE offset = (SELECT max(offset) FROM page)"),
        ("page", ""),
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_is_named(kept, name):
    change, expected = TAMPERED[name]
    change(kept)
    assert expected in kept.named()


def test_a_broken_page_takes_nobody_s_word_for_its_posts(kept):
    _flip(kept)
    found = kept.verify()
    named = {(one.kind, one.field) for one in found.differences}
    assert {("warc", ""), ("page", ""), ("post", ""), ("count", "count")} <= named


def test_a_crawl_that_died_is_a_note_and_no_difference(kept):
    folder = kept.evidence("*.manifest.json").parent
    kept.sql("INSERT INTO crawl (id, started_at, program, registry_hash) VALUES ('dead', '2024-05-01', '0', '0')")
    (folder / "dead-001.warc.gz.open").write_bytes(kept.evidence("*-001.warc.gz").read_bytes()[:100])
    (folder / "khac-001.warc.gz").write_bytes(b"")
    found = kept.verify()
    assert found.differences == ()
    assert [note.partition(":")[0].rpartition("/")[2] for note in found.notes] == [
        "dead-001.warc.gz.open",
        "khac-001.warc.gz",
    ]


def test_a_store_without_evidence_is_verified_by_its_own_pages(tmp_path, monkeypatch):
    monkeypatch.setenv("CCHC_EVIDENCE", "0")
    kept = Kept(tmp_path / "site_registry.yaml", tmp_path / "cchc.db")
    with serving(site_of(MARCH)) as site:
        kept.registry.write_text(registry_text({"snv": [f"url: {site.url}{SECTION}"]}), encoding="utf-8")
        crawl(kept.registry, kept.db, log_level="ERROR")
    assert not (tmp_path / "evidence").exists()
    found = kept.verify()
    assert (found.differences, found.posts, found.head) == ((), 12, (0, None))
    kept.sql("UPDATE post SET title = 'Khác' WHERE day = '2024-03-07'")
    assert ("post", "title") in kept.named()


def test_a_list_page_that_says_it_is_empty_holds(tmp_path):
    kept = Kept(tmp_path / "site_registry.yaml", tmp_path / "cchc.db")
    words = '<div class="alert">Chuyên mục này chưa có bài viết nào</div>'
    with serving({SECTION: list_page([], empty=words)}) as site:
        kept.registry.write_text(registry_text({"snv": [f"url: {site.url}{SECTION}"]}), encoding="utf-8")
        crawl(kept.registry, kept.db, log_level="ERROR")
    assert kept.verify().differences == ()
