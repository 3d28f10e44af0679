"""Causes in words, each with what to do."""

from typing import get_args

import pytest

from crawler.counts import Verdict
from crawler.posts import Grade, Status
from reports.coverage import Why
from reports.gaps import Gap
from reports.gapviews import gap_views, section_view
from reports.words import CAUSES, GRADES, STATUSES, VERDICT_SIGNS, VERDICTS


@pytest.mark.parametrize(
    ("table", "kind"),
    [(CAUSES, Why), (STATUSES, Status), (GRADES, Grade), (VERDICTS, Verdict), (VERDICT_SIGNS, Verdict)],
)
def test_every_word_has_its_vietnamese(table, kind):
    assert set(table) == set(get_args(kind))


@pytest.mark.parametrize(
    ("why", "detail", "posts", "words"),
    [
        ("began_before_end", "2024-12-30", 0, "đọc ngày 30/12/2024"),
        ("out_of_range", "2024-03-01..2024-06-30", 0, "từ 01/03/2024 đến 30/06/2024"),
        ("out_of_range", "..2024-06-30", 0, "đến 30/06/2024"),
        ("unread_posts", "", 3, "nhiều nhất 3 tin, bài trong một kỳ"),
        ("failed", "HTTP 500", 0, "HTTP 500"),
        ("failed", "", 0, ""),
        ("failed", "http_500 máy chủ trả lời mã 500", 0, "máy chủ trả lời mã 500"),
        ("refused", "robots robots.txt của trang không cho phép đọc", 0, "robots.txt của trang không cho phép đọc"),
        ("listing_unfinished", "trang 2 lặp lại trang 1", 0, "trang 2 lặp lại trang 1"),
    ],
)
def test_details(make, why, detail, posts, words):
    gap = Gap("own-site", "own_site", make.section("so-1", "own_site"), why, detail, posts, ("2024-03",), ("so-1",))
    (view,) = gap_views([gap], {"so-1": "Sở số 1"}, {"own-site": "III.1.b"})
    assert view.detail == words
    assert (view.periods, view.agencies) == ("mục III.1.b: tháng 3", ("Sở số 1",))


def test_no_section_names_the_channel():
    gap = Gap("own-site", "own_site", None, "no_section", "", 0, ("2024-03",), ("so-1",))
    (view,) = gap_views([gap], {"so-1": "Sở số 1"}, {"own-site": "III.1.b"})
    assert (view.where, view.href) == ("(không có) trang thông tin điện tử của cơ quan", None)


def test_a_section_says_what_a_reader_has_to_know(make):
    assert section_view(make.section("so-1", "own_site", verified=False)).notes == (
        "chuyên mục riêng về cải cách hành chính",
        "địa chỉ chưa kiểm chứng",
    )


def test_a_section_read_without_checking_certificates_says_so(make):
    made = make.registry()
    lax = made.model_copy(update={"crawl": made.crawl.model_copy(update={"verify_tls": False, "obey_robots": False})})
    audit = make.audit([], made=lax)
    (portal,) = audit.unverified_tls
    assert section_view(make.section("portal", "portal", section=portal), audit.unverified_tls).notes == (
        "đọc không kiểm tra chứng thư số của trang",
    )
    assert not audit.obeyed_robots
    assert make.audit([], made=made).unverified_tls == frozenset()


def test_what_one_cause_does_to_several_quotas_stands_together(make):
    section = make.section("so-1", "own_site")
    gaps = [
        Gap("own-site", "own_site", section, "failed", "", 0, ("2024-01", "2024-02"), ("so-1",)),
        Gap("plan-document", "document", section, "failed", "", 0, ("2024",), ("so-1",)),
        Gap("own-site", "own_site", section, "capped", "", 0, ("2024-03",), ("so-1",)),
    ]
    views = gap_views(gaps, {"so-1": "Sở số 1"}, {"own-site": "III.1.b", "plan-document": "III.1.a"})
    assert [view.periods for view in views] == [
        "mục III.1.b: tháng 1–2; mục III.1.a: năm 2024",
        "mục III.1.b: tháng 3",
    ]
