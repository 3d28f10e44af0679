"""Lines for procedures, looked for over what a whole crawl of a small site has stored; and what its feed showed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crawler.jobs.crawl import crawl
from crawler.jobs.report import report
from tests.crawler.jobs.test_second_ways import FEED, OFFER, feed
from tests.sites.pages import Post, post_page, registry_text, site_of
from tests.sites.server import serving

SECTION = "/vi/news/cchc/"
POSTS = [Post(number, f"Cải cách hành chính đợt {number}", f"{number:02d}/03/2024") for number in (6, 5, 4, 3)]
TELLING = Post(2, "Cải cách hành chính", "02/03/2024", "Đường dây nóng về thủ tục hành chính: 0252.3822.100 của sở.")
DUTY = "  checklist:\n    - {id: hotline, clause: II.2.g, evidence: hotline, kinds: [department]}\n"
FOOT = "<script>hotline 0900 000 000</script><footer>Hotline: <b>0252.3833.200</b></footer></body>"


def _page(folder: Path, routes: dict[str, str]) -> str:
    registry, db = folder / "site_registry.yaml", folder / "cchc.db"
    with serving(routes) as site:
        text = registry_text({"snv": [f"url: {site.url}{SECTION}"]}).replace("agencies:\n", f"{DUTY}agencies:\n", 1)
        registry.write_text(text, encoding="utf-8")
        crawl(registry, db, log_level="ERROR")
    out = report(registry, db, folder / "out", as_of=date(2024, 12, 31)).out
    return (out / "agencies" / "snv.html").read_text(encoding="utf-8")


def test_a_line_in_a_post_that_says_what_it_is_for(tmp_path: Path) -> None:
    page = _page(tmp_path, site_of([*POSTS, TELLING]))
    assert "Thấy đường dây nóng: “" in page
    assert "Đường dây nóng về thủ tục hành chính: 0252.3822.100”. Ở:" in page
    assert "/vi/news/cchc/bai-2.html" in page


def test_a_line_at_the_foot_of_a_list_page_that_does_not_say(tmp_path: Path) -> None:
    routes = site_of(POSTS)
    routes[SECTION] = routes[SECTION].replace("</body>", FOOT)
    page = _page(tmp_path, routes)
    assert "nhưng không ghi rõ là về thủ tục hành chính, cần xem: “" in page
    assert "0252.3833.200" in page
    assert "0900 000 000" not in page


def test_none_seen_and_the_feed_told(tmp_path: Path) -> None:
    hidden = Post(99, "Cải cách hành chính chỉ có trong nguồn tin", "15/03/2024")
    routes = site_of(POSTS) | {FEED: feed(hidden, *POSTS[:3]), hidden.path: post_page(hidden)}
    routes[SECTION] = routes[SECTION].replace("<title>", OFFER)
    page = _page(tmp_path, routes)
    assert "Chưa thấy trong các trang đã đọc (1 trang danh sách, 5 tin, bài)" in page
    assert (
        '<td class="n">4</td><td class="n">4</td><td class="n">3</td><td class="n">1</td><td class="n">75 %</td>'
        in page
    )
