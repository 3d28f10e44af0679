"""What a report over real crawls shows beside its figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crawler.jobs.crawl import crawl
from crawler.jobs.report import audit, report
from crawler.jobs.review import rule
from crawler.jobs.ruling import Ruling
from tests.sites.pages import Post, registry_text, site_of
from tests.sites.server import serving

END = date(2024, 12, 31)
MARCH = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in (6, 5, 4, 3)]
BURIED = Post(9, "Cải cách hành chính đợt 9", "04/03/2024")


def _crawl(registry: Path, db: Path) -> None:
    crawl(registry, db, log_level="ERROR", full=True)


def test_decisions_texts_and_late_appearances_reach_the_pages(tmp_path: Path) -> None:
    registry, db = tmp_path / "site_registry.yaml", tmp_path / "cchc.db"
    with serving(site_of(MARCH)) as site:
        registry.write_text(registry_text({"snv": [f"url: {site.url}/vi/news/cchc/"]}), encoding="utf-8")
        _crawl(registry, db)
        rule(registry, db, f"{site.url}{MARCH[0].path}", Ruling("reject", "", "Nguyễn Văn An", "không phải tin"))
        rule(registry, db, f"{site.url}{MARCH[1].path}", Ruling("date", "2024-02-01", "Trần Thị Bình", "theo văn bản"))
        site.routes |= site_of([*MARCH, BURIED])
        _crawl(registry, db)
    found = audit(registry, db, as_of=END)
    told = {said.status for said in found.evidence.machine.values()}
    assert told == {"counted"}
    (late,) = found.evidence.late.values()
    assert late.day == date(2024, 3, 4)
    assert len(late.readings) == 1
    out = report(registry, db, tmp_path / "out", as_of=END).out
    page = (out / "agencies" / "snv.html").read_text(encoding="utf-8")
    assert "Nguyễn Văn An: không tính. Lý do: không phải tin" in page
    assert "Máy đã kết luận: được tính" in page
    assert "Máy đã đọc ngày đăng: 05/03/2024" in page
    assert "Xuất hiện muộn: ngày đăng 04/03/2024" in page
    text = (out / "snapshots" / "snv-1.html").read_text(encoding="utf-8")
    assert text.count("<article") == 5
    assert "Trang không có phần chữ" not in text
