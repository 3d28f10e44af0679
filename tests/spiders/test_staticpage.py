"""Static pages that a sitemap names are no posts; an undated post that no menu leads to stays one."""

from datetime import date

import pytest

from crawler.items import Article, Words
from crawler.jobs.crawl import crawl
from crawler.jobs.posts import posts
from crawler.page import Page
from spiders.answers import Fault
from spiders.staticpage import static_page
from tests.sites.pages import Post, post_page, registry_text
from tests.sites.server import serving

LINKS = '<li><a href="/vi/gioi-thieu/">Giới thiệu</a></li><li><a href="/vi/news/cchc/">Tin</a></li>'
MENU = f'<ul class="main-menu">{LINKS}</ul>'
UNDATED = Article("Giới thiệu", "Chữ")
DATED = Article("Giới thiệu", "Chữ", (Words("12/03/2024", "article_line"),))
URL = "https://snv.example.vn/vi/gioi-thieu"


@pytest.mark.parametrize(
    ("html", "read", "expected"),
    [
        (MENU, UNDATED, True),
        (MENU, Fault("layout_changed", 200, ""), True),
        (MENU, DATED, False),
        (MENU, Fault("not_a_post", 200, "not_found"), False),
        ("<ul><li><a href='/vi/gioi-thieu/'>Giới thiệu</a></li></ul>", UNDATED, False),
        (f"<main>{MENU}</main>", UNDATED, False),
        ("<nav><a href='/vi/lien-he'>Liên hệ</a></nav>", UNDATED, False),
    ],
)
def test_a_page_is_static_where_it_is_undated_and_its_menu_leads_to_it(html, read, expected):
    assert static_page(Page(URL, f"<html><body>{html}</body></html>".encode()), read) is expected


def test_a_sitemap_s_static_pages_are_neither_posts_nor_in_the_way(tmp_path):
    dated = [Post(n, f"Cải cách hành chính đợt {n}", f"{n:02d}/03/2024") for n in range(12, 2, -1)]
    undated = Post(1, "Bài không ghi ngày của chuyên mục cải cách hành chính", "")
    static = Post(0, "Giới thiệu chung về cơ cấu tổ chức của Sở Nội vụ", "")
    routes = {post.path: post_page(post).replace("<body>", f"<body>{MENU}") for post in (*dated, undated)}
    routes["/vi/gioi-thieu/"] = post_page(static).replace("<body>", f"<body>{MENU}")
    routes["/vi/news/cchc/"] = f"<html><body>{MENU}<div>Chuyên mục</div></body></html>"

    def crawled(folder, addresses):
        registry, db = folder / "site_registry.yaml", folder / "cchc.db"
        with serving(routes) as site:
            locs = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in addresses)
            site.routes["/sitemap.xml"] = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'
            text = registry_text({"snv": [f"url: {site.url}/sitemap.xml, type: sitemap"]})
            registry.write_text(text.replace("timeout: 3", "timeout: 30"), encoding="utf-8")
            outcome = crawl(registry, db, since=date(2024, 3, 5), until=date(2024, 3, 31), log_level="ERROR")
        return outcome, {row.title for row in posts(registry, db, status="all")}

    own = [post.path for post in dated]
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    outcome, titles = crawled(tmp_path / "one", ["/vi/gioi-thieu/", *own, "/vi/news/cchc/"])
    assert titles == {post.title for post in dated}
    assert (outcome.complete, outcome.failed_posts) == (True, 0)
    outcome, titles = crawled(tmp_path / "two", [undated.path, *own])
    assert titles == {post.title for post in (undated, *dated)}
    assert not outcome.complete
