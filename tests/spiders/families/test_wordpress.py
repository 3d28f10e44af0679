from pathlib import Path

import pytest

from crawler.page import Page
from spiders.families.detect import by_name

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "wordpress").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_reads_the_page_as_its_json_says(path, read_case):
    expected, found = read_case(path)
    assert found == expected


ARCHIVE = """<html><head><meta name="generator" content="WordPress 6.5"></head><body><main>
<h1 class="page-title">Tháng</h1>
<article class="post hentry"><h2 class="entry-title"><a href="/2024/03/bai-mot/">Bài một về cải cách</a></h2>
<time class="entry-date published">12/03/2024</time></article>{pager}</main><div class="widget widget_archive">
<a href="/2024/04/">Tháng Tư</a> <a href="/2024/03/">Tháng Ba</a> <a href="/2024/01/">Tháng Một</a>
<a href="/2023/12/">Tháng Mười Hai</a> <a href="/tin/2024/02/">Tin</a></div></body></html>"""
PAGER = """<nav class="pagination"><span class="page-numbers current">1</span>
<a class="next page-numbers" href="/2024/03/page/2/">2</a></nav>"""


@pytest.mark.parametrize(
    ("path", "pager", "following"),
    [
        ("/2024/03/", PAGER, "/2024/03/page/2/"),
        ("/2024/03/page/2/", "", "/2024/01/"),
        ("/2024/03/", "", "/2024/01/"),
        ("/2024/01", "", "/2023/12/"),
        ("/2023/12/", "", None),
        ("/category/cchc/", "", None),
    ],
)
def test_a_month_s_archive_leads_on_to_that_of_the_month_before(path, pager, following):
    page = Page(f"https://snv.example.vn{path}", ARCHIVE.format(pager=pager).encode())
    family = by_name("wordpress")
    assert family is not None
    listing = family.listing(page)
    assert [item.title for item in listing.items] == ["Bài một về cải cách"]
    assert (listing.next and listing.next.url) == (following and f"https://snv.example.vn{following}")
