"""One post as it is shown."""

from zoneinfo import ZoneInfo

import pytest

from reports.agencyview import agency_view
from reports.postviews import (
    date_notes,
    matched_words,
    origin_words,
    post_anchor,
    post_view,
    published_words,
    safe_href,
    shown,
)

VN = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "12/03/2024 08:05"),
        ({"published": "2024-03-12"}, "12/03/2024"),
        ({"published": None, "candidate_days": ()}, "không rõ"),
        ({"candidate_days": ("2024-01-31", "2024-02-01")}, "31/01/2024 hoặc 01/02/2024"),
        ({"candidate_days": ("2024-01-30", "2024-01-31", "2024-02-01")}, "30/01/2024, 31/01/2024 hoặc 01/02/2024"),
    ],
)
def test_a_date_that_is_not_certain_is_not_shown_as_one(make, more, words):
    assert published_words(make.post(1, **more), VN) == words


@pytest.mark.parametrize(
    ("more", "notes"),
    [
        ({}, ("in trên trang: “12/03/2024 08:05”", "dòng ngày trên trang bài viết; mức A")),
        ({"date_grade": "C", "date_words": ""}, (
            "dòng ngày trên trang bài viết; mức C: ngày suy ra, hoặc các nguồn ghi khác nhau",)),
        ({"date_grade": "none", "date_source": None, "date_words": ""}, ("không có ngày đáng tin",)),
    ],
)  # fmt: skip
def test_the_evidence_of_a_date(make, more, notes):
    assert date_notes(make.post(1, **more)) == notes


def match(words, weight, start=0):
    return {"words": words, "weight": weight, "start": start, "field": "body", "topic": "cchc", "phrase": words}


def test_the_words_that_weighed_most_come_first_each_once(make):
    matches = (match("hồ sơ", 0.5), match("một cửa", 2), match("Một cửa", 2), match("kế hoạch", 0),
               match("cúp điện", -3), match("bộ phận một cửa", 3))  # fmt: skip
    assert matched_words(make.post(1, matches=matches)) == ("bộ phận một cửa", "hồ sơ")


def test_only_the_first_few_words_are_shown(make):
    assert len(matched_words(make.post(1, matches=tuple(match(f"từ số {n}!", 1) for n in range(20))))) == 5


@pytest.mark.parametrize(
    ("text", "plain"), [("a\u202eb\x00c\u200f", "abc"), ("x" * 400, "x" * 299 + "…"), ("  a ", "a")]
)
def test_marks_that_turn_or_hide_are_left_out(text, plain):
    assert shown(text) == plain


@pytest.mark.parametrize(
    ("url", "href"),
    [("https://a.vn/1", "https://a.vn/1"), (" HTTP://a.vn ", "HTTP://a.vn"), ("javascript:alert(1)", None),
     ("https:", None), ("http://[", None), ("/a", None), ("", None)],
)  # fmt: skip
def test_only_web_addresses_are_followed(url, href):
    assert safe_href(url) == href


def test_what_a_reader_has_to_know_is_noted(make):
    credit = {"kind": "credited", "form": "source", "words": "Nguồn: Sở A"}
    more = {"decided_by": "Nguyễn Văn A", "other_urls": ("https://b.vn",), "themes": ("c", "campaign")}
    view = post_view(make.post(1, gone=True, origin="archive", credit=credit, **more), VN)
    assert view.notes == (
        "không còn trên trang (đã đọc được trước đó)", "bản lưu trữ web", "quyết định bởi Nguyễn Văn A",
        "ghi của cơ quan theo dòng ghi nguồn: “Nguồn: Sở A”", "còn ở 1 địa chỉ khác")  # fmt: skip
    assert view.themes == "c, chủ đề năm"


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("credited", "ghi của cơ quan theo đoạn mở đầu: “Sở A”"),
        ("candidate", "có thể của cơ quan, theo đoạn mở đầu: “Sở A”"),
        ("outside", "nguồn không thuộc diện đánh giá, theo đoạn mở đầu: “Sở A”"),
    ],
)
def test_a_credit_says_no_more_than_is_known(make, kind, note):
    assert post_view(make.post(1, credit={"kind": kind, "form": "lead", "words": "Sở A"}), VN).notes == (note,)


def test_an_anchor_is_the_same_in_every_report_and_differs_by_channel():
    assert post_anchor("a~1", "portal") == post_anchor("a~1", "portal")
    assert len({post_anchor("a~1", "portal"), post_anchor("a~1", "own_site"), post_anchor("a~2", "portal")}) == 3


def test_a_post_is_labelled_by_its_state_under_each_quota(make):
    """A general plan counts as a post of the site while, as the agency's own plan, it waits for review."""
    cells = (("own-site", "2024-03", "count"), ("plan-document", "2024", "review"))
    audit = make.audit([make.post(1, cells=cells, review_for=("plan-document",))])
    lists = {quota.row.anchor: quota.lists for quota in agency_view(audit, audit.agencies[0], "0").quotas}
    (counted,) = [post for cell in lists["q-own-site"] for post in cell.posts]
    (waiting,) = [post for cell in lists["q-plan-document"] for post in cell.posts]
    assert (counted.label, counted.elsewhere) == ("Được tính", "")
    assert (waiting.label, waiting.elsewhere) == ("Chờ xem xét", "được tính")
    assert counted.id
    assert waiting.id is None  # its id stands once on a page


@pytest.mark.parametrize(
    ("origin", "at", "told"),
    [
        ("live", "2024-05-06T20:00:00+00:00", ""),
        ("archive", "2024-05-06T20:00:00+00:00", "bản lưu trữ web ngày 07/05/2024"),
        ("export", "2024-05-06", "trang do cơ quan cung cấp ngày 06/05/2024"),
        ("archive", "", "bản lưu trữ web"),
        ("<b>", "", "nguồn khác: <b>"),
    ],
)
def test_a_page_that_was_not_read_on_the_live_site_says_so(make, origin, at, told):
    assert origin_words(make.post(1, origin=origin, fetched_at=at), VN) == told
