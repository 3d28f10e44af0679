from pathlib import Path

import pytest

from crawler.page import Page
from spiders.families.detect import by_name

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "liferay").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_reads_the_page_as_its_json_says(path, read_case):
    expected, found = read_case(path)
    assert found == expected


PAGER = '<a href="/tin?_101_cur={number}&amp;p_p_id=101">{number}</a>'
POST = '<li><a href="/tin/-/view_content/{number}-bai">Bài viết số {number} của sở</a> <i>(0{number}/03/2024)</i></li>'


def test_the_list_of_a_theme_without_portlet_names_is_what_stands_around_its_pager():
    posts = "".join(POST.format(number=number) for number in (3, 2))
    box = '<div class="hop"><ul>' + "".join(POST.format(number=number) for number in (7, 8, 9)) + "</ul></div>"
    body = f'<html class="aui"><body>{box}<div class="tin"><ul>{posts}</ul>{PAGER.format(number=2)}</div></body></html>'
    family = by_name("liferay")
    assert family is not None
    listing = family.listing(Page("https://snv.example.vn/tin", body.encode()))
    assert [(item.title, item.date and item.date.text) for item in listing.items] == [
        ("Bài viết số 3 của sở", "03/03/2024"),
        ("Bài viết số 2 của sở", "02/03/2024"),
    ]


def test_a_link_to_log_in_is_no_entry_and_hides_no_day():
    entries = "".join(
        f'<div class="muc"><a href="/dang-nhap8f{number}?redirect=/tin/-/view_content/{number}-bai">Đăng nhập góp ý</a>'
        f'<p><a href="/tin/-/view_content/{number}-bai">Bài số {number}</a></p><i>0{number}/03/2024</i></div>'
        for number in (3, 2)
    )
    body = f'<html class="aui"><body><div id="p_p_id_101_">{entries}</div></body></html>'
    family = by_name("liferay")
    assert family is not None
    listing = family.listing(Page("https://snv.example.vn/tin", body.encode()))
    assert [(item.title, item.date and item.date.text) for item in listing.items] == [
        ("Bài số 3", "03/03/2024"),
        ("Bài số 2", "02/03/2024"),
    ]
