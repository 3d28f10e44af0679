"""Where a post's page says when it was published, and the dates that are never taken for that."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.page import Page
from spiders.dateplaces import publication_words

TITLE = "Giảm hồ sơ giấy tại bộ phận một cửa"
BODY = "<p>" + "Hồ sơ được nộp trực tuyến, người dân không phải đi lại nhiều lần. " * 4 + "</p>"
LINE = "<div class=info>{}</div>"


def page(line: str = "", *, before: str = "", after: str = "", body: str = BODY, head: str = "") -> Page:
    post = f"<div class=chi-tiet><h1>{TITLE}</h1>{line}<div class=noi-dung>{body}</div></div>"
    html = (
        f"<html><head>{head}</head><body><div id=wrap>{before}<div class=giua>{post}</div>{after}</div></body></html>"
    )
    return Page("https://snv.example.vn/tin/bai-1.html", html.encode())


def found(shown: Page) -> list[tuple[str, str]]:
    return [(words.place, words.text) for words in publication_words(shown, TITLE)]


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("Ngày đăng: 12/03/2024", "label", "12/03/2024"),
        ("Ngày đăng: 12/3/2024, 09h15'", "label", "12/3/2024, 09h15'"),
        ("Đăng lúc: 09:15 - 12/03/2024 | Lượt xem: 84", "label", "09:15 - 12/03/2024"),
        ("Đăng ngày 12 tháng 3 năm 2024 bởi Lê Thị Thử", "label", "12 tháng 3 năm 2024"),
        ("<b>Ngày đăng</b> <i>12/03/2024</i>", "label", "12/03/2024"),
        ("<dl><dt>Ngày đăng</dt><dd>12/03/2024</dd></dl>", "label", "12/03/2024"),
        ("<table><tr><td>Ngày xuất bản:</td><td>12/03/2024</td></tr></table>", "label", "12/03/2024"),
        ("Cập nhật: 12/03/2024 09:15", "updated", "12/03/2024 09:15"),
        ("Ngày đăng: 12/03/2024. Cập nhật lần cuối: 02/04/2024", "label", "12/03/2024"),
        ("Ngày đăng: 3 giờ trước", "label", "3 giờ trước"),
        ("12/03/2024 09:15", "near_title", "12/03/2024 09:15"),
        ("Thứ ba, 12/03/2024, 09:15 (GMT+7)", "near_title", "Thứ ba, 12/03/2024, 09:15 (GMT+7)"),
        ("(12/03/2024)", "near_title", "12/03/2024"),
        ("12/03/2024 - Lê Thị Thử - Lượt xem: 84", "near_title", "12/03/2024"),
        ("Ban biên tập | 12/03/2024", "near_title", "12/03/2024"),
    ],
)
def test_the_post_s_own_day(line, place, words):
    assert found(page(LINE.format(line))) == [(place, words)]


NEVER = {
    "a clock": {"before": "<div id=dong-ho>Thứ tư, ngày 25/11/2026</div>"},
    "a nameless clock at the top": {"before": "<div>Hôm nay, thứ tư 25/11/2026</div>"},
    "a banner": {"before": "<div class=top-banner>Thứ tư, 25/11/2026 | 10:15</div>"},
    "a header": {"before": "<header><p>25/11/2026</p></header>"},
    "a side column": {"after": "<div class=sidebar><p>20/05/2024</p></div>"},
    "a nameless column with another post": {
        "after": "<div class=cot><a href=/a-2.html>Họp giao ban tháng ba</a><p>Ngày đăng: 20/05/2024</p></div>"
    },
    "the latest posts before the post": {
        "before": "<div class=cot><ul><li><a href=/a-2.html>Một tin khác vừa đăng của sở</a> 20/05/2024</li></ul></div>"
    },
    "related posts": {
        "after": "<div class=lien-quan><a href=/a-2.html>Tin liên quan rất dài của sở</a> (20/05/2024)</div>"
    },
    "comments": {"after": "<div class=comments><p>Nguyễn Văn A</p><p>Đăng lúc 20/05/2024</p></div>"},
    "an event's day": {"line": "<p>Thời gian: 8h00, ngày 20/05/2024</p><p>Địa điểm: Hội trường tầng 2</p>"},
    "a document's day": {"line": "<p>Số ký hiệu: 12/KH-SM</p><p>Ngày ban hành: 20/05/2024</p>"},
    "a day of signing": {"line": "<p>Phan Thiết, ngày 20 tháng 5 năm 2024</p>"},
    "a law": {"line": "<p>Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018</p>"},
    "a day of force": {"line": "<p>Có hiệu lực từ 01/07/2024</p>"},
    "a deadline": {"line": "<p>Hạn nộp hồ sơ: 20/05/2024</p>"},
    "the last change": {"line": "<p>Cập nhật lần cuối: 20/05/2024</p>"},
    "a clock among the post's lines": {"line": "<p>Thứ tư, 25/11/2026, 11:05:02</p>"},
    "a clock the other way round": {"line": "<div>11:05:02 - Thứ tư, 25/11/2026</div>"},
    "a clock that a script writes": {
        "line": '<div><span id="tg">25/11/2026 11:05</span></div>'
        "<script>setInterval(() => document.getElementById('tg').innerText = fmt(new Date()), 1000)</script>"
    },
    "a clock that a script writes by class": {
        "line": '<p class="moc">Thứ tư, 25/11/2026</p><script>$(".moc").text(show(new Date()));</script>'
    },
    "markup that knows only the change": {
        "head": '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-05-20"}</script>'
    },
    "the day of editing": {"line": "<p>Ngày chỉnh sửa: 20/05/2024</p>"},
    "a change that markup names": {
        "line": "<p>Cập nhật: 20/05/2024</p>",
        "head": '<meta property="article:modified_time" content="2024-05-20T00:00:00+07:00">',
    },
    "the text's first words": {"body": "<p>Sáng 20/05/2024, Sở tổ chức hội nghị.</p>" + BODY},
    "a date in the text alone": {"body": BODY + "<p>20/05/2024</p>" + BODY},
    "the page's foot": {"after": "<footer>Bản quyền. Cập nhật 25/11/2026</footer>"},
    "visits": {"after": "<div class=thong-ke><p>Hôm nay: 1234</p><p>25/11/2026</p></div>"},
    "a hidden default": {"line": '<p style="display: none">Ngày đăng: 01/01/2020</p>'},
    "a template's default": {"head": '<meta property="article:published_time" content="0001-01-01T00:00:00">'},
    "a work calendar": {"after": "<div class=lich><p>Lịch tuần</p><p>20/05/2024</p></div>"},
}


@pytest.mark.parametrize("decoy", NEVER.values(), ids=NEVER)
def test_a_page_without_a_day_of_its_own_has_none(decoy):
    assert found(page(**decoy)) == []


@pytest.mark.parametrize(
    "decoy",
    [one for one in NEVER.values() if "line" not in one],
    ids=[key for key in NEVER if "line" not in NEVER[key]],
)
@pytest.mark.parametrize("line", ["Ngày đăng: 12/03/2024", "12/03/2024 09:15"])
def test_decoys_do_not_move_the_post_s_own_day(decoy, line):
    assert [re.search(r"12/03/2024", text) is not None for _, text in found(page(LINE.format(line), **decoy))] == [True]


def test_a_clock_among_the_lines_does_not_hide_the_day():
    line = LINE.format("<p>Thứ tư, 25/11/2026, 11:05:02</p><p>12/03/2024 09:15</p>")
    assert found(page(line)) == [("near_title", "12/03/2024 09:15")]


def test_a_script_about_another_place_hides_nothing():
    script = "<script>document.getElementById('gio').innerText = new Date()</script>"
    assert found(page(LINE.format('<b id="ngay">12/03/2024</b>'), after=script)) == [("near_title", "12/03/2024")]


def test_two_bare_days_beside_the_title_are_none():
    assert found(page(LINE.format("12/03/2024") + LINE.format("13/03/2024"))) == []


@settings(deadline=None, max_examples=60)
@given(
    before=st.lists(st.sampled_from([one["before"] for one in NEVER.values() if "before" in one]), max_size=3),
    after=st.lists(st.sampled_from([one["after"] for one in NEVER.values() if "after" in one]), max_size=3),
    line=st.lists(
        st.sampled_from([one["line"] for one in NEVER.values() if "line" in one and "head" not in one]), max_size=2
    ),
    body=st.lists(
        st.sampled_from([one["body"] for one in NEVER.values() if "body" in one] + [BODY]), min_size=1, max_size=3
    ),
)
def test_any_mix_of_decoys_gives_no_day(before, after, line, body):
    shown = page("".join(line), before="".join(before), after="".join(after), body="".join(body))
    assert found(shown) == []


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=600))
def test_any_bytes_are_a_page(body):
    publication_words(Page("https://snv.example.vn/a", body), TITLE)
