"""Deciding while others write: what a crawl stores meanwhile is decided the next time, and nothing newer is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.jobs import decide as deciding
from crawler.jobs import judged as judging
from crawler.jobs.decide import decide
from crawler.registry.load import load
from crawler.registry.model import Registry
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, open_store, posts
from crawler.store.records import CrawlRecord
from tests.crawler.store import making
from tests.sites.pages import registry_text

AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    path = tmp_path / "site_registry.yaml"
    path.write_text(registry_text({"snv": ["url: http://127.0.0.1:9/cchc/"]}), encoding="utf-8")
    return load(path)


def one_more(db: Database, registry: Registry, number: int) -> None:
    """A post as a crawl stores it, and the list page that shows it."""
    section = resolved_sections(registry)[0].section
    key = f"127.0.0.1:9/tin-{number}"
    record = making.record(f"127.0.0.1:9~{number}", url=f"http://{key}")
    making.save(db, record, keys=(key,), entries=((section, key),), seen=AT)
    shown = making.entry(key, date(2024, 3, 5))
    crawls.add_list_page(db, making.list_page(shown, section=section, seq=number, at=AT))


def opened(path: Path, registry: Registry) -> Database:
    db = open_store(path)
    crawls.put_sections(db, resolved_sections(registry))
    crawls.begin_crawl(db, CrawlRecord("c1", AT.isoformat(), "test", "hash", None, None, False))
    return db


def standing(db: Database) -> list[str]:
    return sorted(row["post"] for row in db.query("SELECT post FROM standing"))


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """`happens` once, after the facts were read and before the standings are stored."""
    judge, todo = deciding.stand, [happens]

    def slow(*given: object) -> object:
        found = judge(*given)  # type: ignore[arg-type]
        if todo:
            todo.pop()()
        return found

    monkeypatch.setattr(deciding, "stand", slow)


def test_a_post_stored_while_deciding_is_decided_the_next_time(tmp_path, registry, monkeypatch):
    db, other = opened(tmp_path / "a.db", registry), open_store(tmp_path / "a.db")
    one_more(db, registry, 1)
    meanwhile(monkeypatch, lambda: one_more(other, registry, 2))
    decide(db, registry)
    assert standing(db) == ["127.0.0.1:9~1"]
    assert not decide(db, registry).skipped
    assert standing(db) == ["127.0.0.1:9~1", "127.0.0.1:9~2"]
    assert decide(db, registry).skipped


def test_who_decides_by_older_facts_undoes_nothing_newer(tmp_path, registry, monkeypatch):
    db, other = opened(tmp_path / "a.db", registry), open_store(tmp_path / "a.db")
    one_more(db, registry, 1)

    def newer() -> None:
        one_more(other, registry, 2)
        decide(other, registry)

    meanwhile(monkeypatch, newer)
    decide(db, registry)
    assert standing(db) == ["127.0.0.1:9~1", "127.0.0.1:9~2"]
    assert decide(db, registry).skipped


def test_nothing_is_called_whole_by_what_a_crawl_reads_after_the_posts_were_decided(tmp_path, registry, monkeypatch):
    db, other = opened(tmp_path / "a.db", registry), open_store(tmp_path / "a.db")

    def slow(*given: Any) -> None:
        decide(*given)
        one_more(other, registry, 1)

    monkeypatch.setattr(judging, "decide", slow)
    cells = judging.judged(registry, db).counts.agencies[0].quotas[0].periods
    assert not any(cell.complete for cell in cells.values())
    monkeypatch.undo()
    cells = judging.judged(registry, db).counts.agencies[0].quotas[0].periods
    assert all(cell.complete for cell in cells.values())
    assert cells["2024-03"].count == 1


def test_a_held_post_is_decided_in_the_same_go(tmp_path, registry):
    db = opened(tmp_path / "a.db", registry)
    section = resolved_sections(registry)[0].section
    key = "127.0.0.1:9/mat"
    crawls.add_list_page(db, making.list_page(making.entry(key), section=section, at=AT))
    crawls.add_failed_post(db, making.failed(key, AT, section=section, status=404, detail="http_404"))
    assert decide(db, registry).held == 1
    assert [one.post.held for one in posts.post_facts(db)] == ["not_found"]
    assert len(standing(db)) == 1
    assert decide(db, registry).skipped
