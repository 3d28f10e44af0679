"""Where else a text stands, in words."""

import pytest

from reports.likewords import elsewhere, link_words

OTHER = {
    "post": "b",
    "agency": "so-tu-phap",
    "channel": "portal",
    "url": "https://b.vn/1",
    "published": "2024-03-10T08:00:00+07:00",
    "share": 0.9349,
    "copy": True,
}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "giống 93% bài của so-tu-phap trên Cổng thông tin điện tử tỉnh, đăng trước 2 ngày (10/03/2024)"),
        ({"published": "2024-03-12"},
         "giống 93% bài của so-tu-phap trên Cổng thông tin điện tử tỉnh, đăng cùng ngày (12/03/2024)"),
        ({"published": "2024-03-13", "share": 1.0},
         "giống 100% bài của so-tu-phap trên Cổng thông tin điện tử tỉnh, đăng sau 1 ngày (13/03/2024)"),
        ({"published": None, "agency": None}, "giống 93% bài trên Cổng thông tin điện tử tỉnh, không rõ ngày đăng"),
        ({"copy": False, "share": 0.6},
         "giống 60% bài của so-tu-phap trên Cổng thông tin điện tử tỉnh, đăng trước 2 ngày (10/03/2024), "
         "số liệu hoặc tên có thể khác"),
    ],
)  # fmt: skip
def test_a_link(make, more, words):
    assert link_words(make.post(1), OTHER | more) == words


def test_of_an_undated_post(make):
    assert link_words(make.post(1, published=None), OTHER).endswith("tỉnh, đăng ngày 10/03/2024")


def test_one_line_leaves_out_what_the_status_says(make):
    post = make.post(1)
    here = OTHER | {"agency": post.agency, "channel": post.channel}
    assert elsewhere(make.post(1)) == ""
    assert elsewhere(make.post(1, links=(here,))) == ""
    assert elsewhere(make.post(1, links=(here | {"copy": False},))).startswith("giống 93% bài trên ")
    others = (here, OTHER, OTHER | {"agency": "so-y-te"}, OTHER | {"post": "c"}, OTHER | {"post": "d"})
    assert elsewhere(make.post(1, links=others)) == link_words(post, OTHER) + "; và 2 bài khác"
