"""Every captured section onboarded from its address alone: the right family, ten posts of the truth with their days."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler import identity
from crawler.errors import CchcError
from crawler.jobs.onboard import SAMPLES, onboard
from crawler.registry.model import Crawl, Registry
from tests import captured

pytestmark = pytest.mark.skipif(not captured.CAPTURES.is_dir(), reason=f"no captured pages at {captured.CAPTURES}")

NOW = datetime(2025, 2, 20, tzinfo=UTC)
# robots.txt is let be: Drupal's asks for ten seconds a page.
CRAWL = Crawl(delay=0, retries=0, allow_private_addresses=True, obey_robots=False, concurrency_per_site=4)
SILENT = "/vi/news/thong-tin-thong-ke/"  # an empty box and not a word: no listing


def _rows(name: str, what: str) -> list[dict]:
    return [json.loads(row) for row in (captured.CAPTURES / name / what).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def bases():
    with ExitStack() as open_:
        yield open_.enter_context(captured._serving())


@pytest.mark.parametrize("name", captured.NAMES)
def test_every_section(name, bases):
    about = json.loads((captured.CAPTURES / name / "about.json").read_text(encoding="utf-8"))
    truth = {identity.key(url.replace(about["origin"], bases[name])): row
             for row in _rows(name, "truth.jsonl") for url in (row["url"], *row["other_urls"])}  # fmt: skip
    registry = Registry.model_construct(crawl=CRAWL, province=_Province(), agencies=[], portal=None)
    for section in about["sections"]:
        url = section["url"].replace(about["origin"], bases[name])
        if url.endswith(SILENT):
            with pytest.raises(CchcError, match="không phải danh sách"):
                onboard(url, registry=registry, now=NOW)
            continue
        found = onboard(url, registry=registry, now=NOW)
        assert found.family == {"n": "nukeviet", "j": "joomla", "d": "drupal"}[name[0]]
        assert not found.refused
        if "/laws/" in url:
            continue  # documents: no truth of a publication day
        assert len(found.samples) == min(SAMPLES, found.listed)
        for sample in found.samples:
            row = truth[identity.key(sample.url)]
            assert (sample.title, (sample.published or "")[:10]) == (row["title"], row["published"][:10])


class _Province:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
