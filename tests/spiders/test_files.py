"""Files of posts that may be a plan: fetched once all is read, of the owner's hosts alone, kept with what they say."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from crawler.counts import QuotaCount
from crawler.jobs.count import count
from crawler.jobs.crawl import CrawlOutcome, crawl
from crawler.jobs.posts import posts
from crawler.store import open_store
from tests.sites.pages import Post, post_page, registry_text, site_of
from tests.sites.server import Answer, serving

SECTION = "/vi/news/cchc/"
FILE = "/uploads/ke-hoach.docx"
TITLE = "Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024"
QUOTA = """\
    - {id: plan-document, clause: III.1.a, channel: document, document: communication-plan, period: once, minimum: 1,
       deadline: 2024-01-31, kinds: [department]}
"""
POSTS = [Post(2, TITLE, "20/02/2024", "Nội dung xem trong tệp."), Post(1, "Cải cách hành chính", "05/01/2024")]


def letter(day: str = "22", month: str = "01", subject: str = TITLE[9:]) -> bytes:
    made = docx.Document()
    for line in ("Số: 12/KH-SNV", f"Bình Thuận, ngày {day} tháng {month} năm 2024", "KẾ HOẠCH", subject, "Căn cứ"):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def linked(post: Post, *addresses: str) -> str:
    links = "".join(f'<p><a href="{address}">Tệp đính kèm</a></p>' for address in addresses)
    return post_page(post).replace("</p></div>", f"</p>{links}</div>", 1)


class Folder:
    def __init__(self, folder: Path) -> None:
        self.registry, self.db = folder / "site_registry.yaml", folder / "cchc.db"

    def crawl(self, url: str) -> CrawlOutcome:
        self.registry.write_text(registry_text({"snv": [f"url: {url}{SECTION}"]}, portal=QUOTA), "utf-8")
        return crawl(self.registry, self.db, log_level="ERROR")

    def files(self) -> list[dict[str, Any]]:
        return list(open_store(self.db).query("SELECT * FROM file ORDER BY url, crawl"))

    def plan(self) -> QuotaCount:
        (agency,) = count(self.registry, self.db, as_of=date(2024, 12, 31)).agencies
        return agency.quotas[1]

    def reason(self) -> str:
        return next(row.reason for row in posts(self.registry, self.db, status="all") if row.title == TITLE)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("body", "verdict", "reason", "told"),
    [
        (letter(), "met", None, "Văn bản số 12/KH-SNV ghi ngày 22/01/2024, trong hạn (đăng ngày 20/02/2024)."),
        (letter("15", "02"), "not_met", "late", "sau hạn 31/01/2024 (đăng ngày 20/02/2024)."),
        (letter(subject="Phòng, chống ma túy năm 2024"), "undetermined", "review", "có thể nằm trong tệp đính kèm."),
        (b"PK\x03\x04broken", "undetermined", "review", "có thể nằm trong tệp đính kèm."),
    ],
    ids=["in time", "late", "another subject", "broken"],
)
def test_a_plan_in_a_file_is_judged_by_the_day_that_it_bears(
    folder: Folder, body: bytes, verdict: str, reason: str | None, told: str
) -> None:
    routes = site_of(POSTS) | {
        POSTS[0].path: linked(POSTS[0], FILE),
        FILE: Answer(body, headers={"Content-Type": "x/y"}),
    }
    with serving(routes) as site:
        outcome = folder.crawl(site.url)
    assert (outcome.posts, outcome.complete) == (2, True)
    found = folder.plan()
    assert (found.verdict, found.reason) == (verdict, reason)
    assert folder.reason().endswith(told)
    (row,) = folder.files()
    assert row["url"] == f"{site.url}{FILE}"
    assert row["page"] is not None


def test_a_file_is_fetched_once_and_a_failed_one_three_times(folder: Folder) -> None:
    routes = site_of(POSTS) | {POSTS[0].path: linked(POSTS[0], FILE, "/uploads/mat.pdf"), FILE: Answer(letter())}
    with serving(routes) as site:
        for _ in range(5):
            folder.crawl(site.url)
        assert (site.hits.count(FILE), site.hits.count("/uploads/mat.pdf")) == (1, 3)
    rows = folder.files()
    assert [row["status"] for row in rows] == [200, 404, 404, 404]
    assert folder.plan().verdict == "met"


def test_files_of_other_hosts_and_of_other_posts_are_left_alone(folder: Folder) -> None:
    with serving({FILE: Answer(letter())}, host="127.0.0.2") as other:
        routes = site_of(POSTS) | {
            POSTS[0].path: linked(POSTS[0], f"{other.url}{FILE}"),
            POSTS[1].path: linked(POSTS[1], "/uploads/khac.docx"),
        }
        with serving(routes) as site:
            folder.crawl(site.url)
            assert "/uploads/khac.docx" not in site.hits
        assert other.hits == []
    assert folder.files() == []


def test_a_redirect_to_another_host_is_not_followed(folder: Folder) -> None:
    with serving({FILE: Answer(letter())}, host="127.0.0.2") as other:
        away = Answer("", 302, {"Location": f"{other.url}{FILE}"})
        with serving(site_of(POSTS) | {POSTS[0].path: linked(POSTS[0], FILE), FILE: away}) as site:
            folder.crawl(site.url)
        assert other.hits == []
    (row,) = folder.files()
    assert row["page"] is None
    assert row["detail"].startswith("offsite")
