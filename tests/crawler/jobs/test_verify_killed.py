"""Crawls killed at any page: what was stored is in the evidence, and after the next crawl everything holds."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from crawler.evidence.reader import BrokenEvidence
from crawler.jobs.crawl import crawl
from crawler.jobs.verify import verify
from crawler.store import open_store
from crawler.store.evidence import manifests
from crawler.store.frame import page_rows
from crawler.store.pages import read_page
from tests.sites.pages import Post, registry_text, site_of
from tests.sites.server import Answer, serving

pytestmark = pytest.mark.slow
SECTION = "/vi/news/cchc/"
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in range(12, 0, -1)]


def killed(registry: Path, db: Path, site: object, path: str) -> None:
    """A crawl that is killed as soon as it asks for that path."""
    settings = {"CCHC_REGISTRY": str(registry), "CCHC_DB": str(db), "LOG_LEVEL": "ERROR"}
    task = {"spider": "agency", "settings": settings, "arguments": {"agency": "", "full": "0"}}
    with subprocess.Popen(
        [sys.executable, "-m", "crawler.jobs.crawl_process"], stdin=subprocess.PIPE, text=True
    ) as child:
        answer = site.routes[path]

        def kill(asked: str) -> Answer:
            child.kill()
            return Answer(answer)

        site.routes[path] = kill
        child.communicate(json.dumps(task))
        site.routes[path] = answer


def broken(db: Path) -> list[str]:
    store, found = open_store(db), []
    for row in page_rows(store):
        try:
            read_page(store, row["sha256"], row["url"])
        except BrokenEvidence as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("path", [SECTION, MARCH[0].path, MARCH[5].path, f"{SECTION}page-2/", MARCH[11].path])
def test_a_crawl_killed_at_any_page_loses_nothing_that_was_stored(tmp_path, path):
    registry, db = tmp_path / "site_registry.yaml", tmp_path / "cchc.db"
    with serving(site_of(MARCH)) as site:
        registry.write_text(registry_text({"snv": [f"url: {site.url}{SECTION}"]}), encoding="utf-8")
        killed(registry, db, site, path)
        assert broken(db) == []
        outcome = crawl(registry, db, log_level="ERROR")
    assert outcome.complete
    found = verify(registry, db, as_of=date(2024, 12, 31))
    assert (found.differences, found.notes) == ((), ())
    told = [one.data["outcome"] for one in manifests(open_store(db))]
    assert told in (["closed"], ["recovered", "closed"])
    assert not list(tmp_path.rglob("*.open"))
