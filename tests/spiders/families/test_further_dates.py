"""Days from places that are no CMS's own: where a family's own line holds none, and beside it."""

import pytest

from crawler.page import Page
from spiders.families.detect import detect

HEAD = '<html class="aui ltr"><head><title>x</title>{head}</head><body><div id="banner">Thứ tư, 25/11/2026</div>'
POST = (
    '<div id="p_p_id_101_"><div class="asset-full-content-title">Giảm hồ sơ giấy tại bộ phận một cửa</div>{line}'
    '<div class="journal-content-article"><p>Ngày 01/02/2024, Sở họp. ' + "Chữ của bài. " * 20 + "</p></div></div>"
)
JSON_LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-12T09:15:00+07:00"}</script>'
)
OWN = '<div class="assetPublishDate">12/03/2024 | 9:15 AM</div>'


def places(line: str, head: str = "") -> list[tuple[str, str]]:
    page = Page(
        "https://snv.example.vn/a/-/view_content/1-a", (HEAD.format(head=head) + POST.format(line=line)).encode()
    )
    found = detect(page)
    assert found is not None
    assert found[0].name == "liferay"
    return [(words.place, words.text) for words in found[0].article(page).dates]


@pytest.mark.parametrize(
    ("line", "head", "expected"),
    [
        (OWN, "", [("article_line", "12/03/2024 | 9:15 AM")]),
        (OWN, JSON_LD, [("article_line", "12/03/2024 | 9:15 AM"), ("jsonld", "2024-03-12T09:15:00+07:00")]),
        ("<p>Ngày đăng: 12/03/2024</p>", "", [("label", "12/03/2024")]),
        ("<p>Ngày đăng: 12/03/2024</p>", JSON_LD, [("label", "12/03/2024"), ("jsonld", "2024-03-12T09:15:00+07:00")]),
        ("<p>12/03/2024 09:15</p>", "", [("near_title", "12/03/2024 09:15")]),
        ("", "", []),
        ("<p>Ngày ban hành: 12/03/2024</p>", "", []),
        (f"{OWN}<p>Ngày đăng: 01/01/2020</p>", "", [("article_line", "12/03/2024 | 9:15 AM")]),
        ('<div class="assetPublishDate">Cập nhật: 12/03/2024</div>', "", [("updated", "12/03/2024")]),
        ('<div class="assetPublishDate">Cập nhật lần cuối: 12/03/2024</div>', "", []),
        (
            '<div class="assetPublishDate">Ngày đăng: 12/03/2024 | Cập nhật: 02/04/2024</div>',
            "",
            [("article_line", "12/03/2024")],
        ),
        (
            '<div class="assetPublishDate">12/03/2024 9:15 (Chỉnh sửa lần cuối 02/04/2024)</div>',
            "",
            [("article_line", "12/03/2024 9:15")],
        ),
    ],
)
def test_where_the_days_stand(line, head, expected):
    assert places(line, head) == expected
