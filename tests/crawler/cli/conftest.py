"""A small province for the command line: a registry and a store with a few posts, judged by the real jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.program import program
from crawler.registry.load import load
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, open_store
from crawler.store.records import CrawlRecord
from tests.crawler.store import making

READ_AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
REGISTRY = """\
version: 1
province: {id: tinh-x, name: Tỉnh X}
crawl: {user_agent: "cchc-audit (+mailto:thu@x.example)", allow_private_addresses: true}
plan:
  year: 2024
  title: Kế hoạch năm 2024
  quotas:
    - {id: own-site, clause: III.1.b, channel: own_site, topic: cchc, period: month, minimum: 1, basis: average,
       kinds: [department]}
agencies:
  - id: so-a
    name: Sở A
    kind: department
    website: http://127.0.0.1:9
    sections: [{url: "http://127.0.0.1:9/cchc"}]
  - id: so-b
    name: Sở B
    kind: department
    website: http://127.0.0.2:9
    sections: [{url: "http://127.0.0.2:9/cchc"}]
"""
Run = Callable[..., Result]


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "site_registry.yaml"
    path.write_text(REGISTRY, encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `cchc` with these arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("CCHC_REGISTRY", "CCHC_DB"):
        monkeypatch.delenv(name, raising=False)

    def go(*arguments: object, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(program, [str(one) for one in arguments], input=stdin, prog_name="cchc")

    return go


@pytest.fixture
def judged(run: Run, registry: Path) -> Run:
    """The same where the store holds: Sở A read whole, with three posts, the last of them hostile; Sở B never read."""
    _fill(registry)
    return run


def _fill(registry: Path) -> None:
    sections = resolved_sections(load(registry))
    db = open_store(registry.parent / "data" / "cchc.db")
    crawls.put_sections(db, sections)
    crawls.begin_crawl(db, CrawlRecord("c1", READ_AT.isoformat(), "test", "hash", None, None, False))
    entries = [_post(db, sections[0].section, number) for number in (1, 2, 3)]
    page = making.list_page(*entries, section=sections[0].section, at=READ_AT, newest=date(2024, 3, 7))
    crawls.add_list_page(db, page)
    db.close()


def _post(db: object, section: str, number: int) -> object:
    day = date(2024, 3, 4 + number)
    title = "=cmd() \x1b[31m[bold]<script>alert(1)</script>" if number == 3 else f"Cải cách hành chính {number}"
    key = f"127.0.0.1:9/tin-{number}"
    record = making.record(
        f"127.0.0.1:9~{number}",
        url=f"http://{key}",
        title=title,
        body=f"Bài {number}",
        published=day.isoformat(),
        day=day.isoformat(),
        date_days=(day.isoformat(),),
        text_key=f"k{number}",
    )
    making.save(db, record, keys=(key,), entries=((section, key),), seen=READ_AT)  # type: ignore[arg-type]
    return making.entry(key, day)
