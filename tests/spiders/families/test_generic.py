from pathlib import Path

import pytest

from crawler.items import NextPage
from crawler.page import Page
from spiders.families import pager
from spiders.families.registry import GENERIC

PAGES = sorted((Path(__file__).parents[2] / "fixtures" / "generic").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_reads_the_page_as_its_json_says(path, read_case):
    expected, found = read_case(path)
    assert found == expected


CALENDAR = "<table><tr>{}</tr></table>".format(
    "".join(f"<td><a href=/lich?ngay={day}>{day}</a></td>" for day in range(1, 8))
)
ROW = "<div><b>1</b> <a href='/tin?trang=2'>2</a> <a href='/tin?trang=3'>3</a></div>"


@pytest.mark.parametrize(
    ("html", "numbers"),
    [
        (ROW, [2, 3]),
        (CALENDAR, None),
        (ROW + CALENDAR, [2, 3]),
        ("<p>Năm 2023 <a href=/nam-2024>2024</a></p>", None),
        ("<p><a href=/bai-5>5</a> bài, 12 ảnh</p>", None),
    ],
)
def test_rows_of_numbers(html, numbers):
    found = pager.find(Page("https://snv.example.vn/tin", f"<body><div>{html}</div></body>".encode()))
    assert (found and sorted(found.links)) == numbers


@pytest.mark.parametrize(
    "control",
    [
        "<button>Xem thêm</button>",
        '<button type="button"><span>Xem thêm</span> <i></i></button>',
        '<div role="button">Tải thêm</div>',
        '<input type="button" value="Xem thêm">',
        '<a href="javascript:;">Xem thêm</a>',
    ],
)
def test_a_control_that_only_a_script_follows_is_no_end(control):
    rows = "".join(
        f'<div class="tin"><h3><a href="/bai/{n}">Cải cách hành chính tại bộ phận một cửa đợt {n}</a></h3>'
        f"<span>0{n}/03/2024</span></div>"
        for n in range(1, 5)
    )
    html = f"<html><body><div><h1>Cải cách</h1><div>{rows}</div><p>{control}</p></div></body></html>"
    url = "https://snv.example.vn/cai-cach"
    listing = GENERIC.listing(Page(url, html.encode()))
    assert (len(listing.items), listing.next) == (4, NextPage(url))
