from pathlib import Path

import pytest

from crawler.page import Page
from spiders.families.detect import by_name

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "vccorp").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_reads_the_page_as_its_json_says(path, read_case):
    expected, found = read_case(path)
    assert found == expected


PART = """<div class="news-item" data-id="{id}"><h3 class="news-title"><a href="/nha-o/bai-{id}.htm">Bài {id}</a></h3>
</div>"""


def test_the_parts_of_a_list_are_asked_for_with_its_form_until_one_is_empty():
    first = Page("https://snv.example.vn/phat-trien-nha-o", (PAGES[0].parent / "listing.html").read_bytes())
    family = by_name("vccorp")
    assert family is not None
    asked = family.listing(first).next
    assert asked is not None
    assert (asked.url.partition("#")[0], asked.method) == ("https://snv.example.vn/api/NewsZone/NewsZone", "POST")
    assert asked.form == {"PageIndex": "1", "Zone": "x8Jq=="}
    part = family.listing(Page(asked.url, PART.format(id=2661260827100000002).encode()))
    assert [item.title for item in part.items] == ["Bài 2661260827100000002"]
    assert part.next is not None
    assert part.next.form == {"PageIndex": "2", "Zone": "x8Jq=="}
    last = family.listing(Page(part.next.url, b""))
    assert (last.items, last.next) == ((), None)
