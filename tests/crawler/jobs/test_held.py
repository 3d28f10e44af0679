"""Posts whose pages cannot be had: what their titles say, and whose they may be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.jobs.decide import decide
from crawler.jobs.held import HeldCredits, held_verdict
from crawler.registry.sections import resolved_sections
from crawler.store import crawls, open_store, standings
from crawler.store.records import CrawlRecord
from pipelines.lexicon import load
from tests.crawler.store import making
from tests.pipelines.judging import registry

LEXICON = load()
AT = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
NAMES = {"snv": {"name": "Sở Nội vụ"}, "huyen": {"name": "UBND huyện Tuy Phong"}}
REGISTRY = registry(**NAMES)
PORTAL = next(one.section for one in resolved_sections(REGISTRY) if one.url == "https://tinh.vn/tin")
OWN = next(one.section for one in resolved_sections(REGISTRY) if one.url == "https://snv.vn/cchc")


@pytest.mark.parametrize(
    ("title", "documents"),
    [
        ("Kế hoạch tuyên truyền cải cách hành chính năm 2024", ("communication-plan?",)),
        ("Kế hoạch cải cách hành chính năm 2024", ("communication-plan?",)),
        ("Bộ phận một cửa trả hồ sơ đúng hẹn", ()),
        ("", ()),
    ],
)
def test_the_title_only_asks(title, documents):
    found = held_verdict("p", title, LEXICON)
    assert (found.label, found.topics, found.reviews, found.documents) == ("review", (), (), documents)
    assert found.reason.startswith("Chưa đọc được trang bài viết nên chưa biết nội dung. Chỉ theo tiêu đề: ")
    assert found.lexicon == LEXICON.version


def test_its_words_are_told():
    found = held_verdict("p", "Bộ phận một cửa trả hồ sơ đúng hẹn", LEXICON)
    assert "Bộ phận một cửa" in found.reason
    assert found.matches


@pytest.mark.parametrize(
    ("section", "title", "agencies"),
    [
        (PORTAL, "Sở Nội vụ tập huấn cải cách hành chính", ["snv"]),
        (PORTAL, "UBND huyện Tuy Phong làm việc với Sở Nội vụ", ["huyen", "snv"]),
        (PORTAL, "Giải bóng đá xã", []),
        (OWN, "Sở Nội vụ tập huấn cải cách hành chính", []),
    ],
)
def test_whose_it_may_be(section, title, agencies):
    found = HeldCredits(REGISTRY).of("p", section, title, (date(2024, 3, 5),))
    assert [one.agency for one in found] == agencies
    assert {one.kind for one in found} <= {"candidate"}


def test_a_held_portal_post_is_in_review_of_its_candidates(tmp_path: Path):
    db = open_store(tmp_path / "a.db")
    crawls.put_sections(db, resolved_sections(REGISTRY))
    crawls.begin_crawl(db, CrawlRecord("c1", AT.isoformat(), "test", "hash", None, None, False))
    titles = {"tinh.vn/1": "Sở Nội vụ tập huấn cải cách hành chính", "tinh.vn/2": "Giải bóng đá xã"}
    shown = [making.entry(key, title=title) for key, title in titles.items()]
    crawls.add_list_page(db, making.list_page(*shown, section=PORTAL, at=AT))
    for key in titles:
        crawls.add_failed_post(db, making.failed(key, AT, section=PORTAL, status=404, detail="http_404"))
    assert decide(db, REGISTRY).held == 2
    found = {(row.title, row.agency, row.status) for row in standings.post_rows(db)}
    assert found == {(titles["tinh.vn/1"], "snv", "review"), (titles["tinh.vn/2"], None, "unattributed")}
