"""Duties without a number, told once for all agencies of which the same is seen."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from crawler.registry.model import ChecklistRow
from reports.checklist import CheckFact, Ground, check_facts
from reports.checkviews import check_view, grouped
from reports.hotlines import Hotlines, Line

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def seen(make, rows, **more):
    (fact,) = make.audit(rows, **more).agencies[0].checklist
    return check_view("Sở số 1", fact, VN)


def test_a_column_that_lives_is_told_with_its_newest_item_and_its_weeks(make):
    view = seen(make, [make.post(1, day="2024-12-20"), make.post(2, day="2024-12-17"), make.post(3, day="2024-03-05")])
    assert view.seen == (
        "Bài mới nhất đăng 20/12/2024 08:05, 11 ngày trước ngày 31/12/2024 (mức tham chiếu: 30 ngày). "
        "Có bài trong 2/52 tuần đã qua của năm."
    )
    assert view.links == (
        ("Đẩy mạnh cải cách hành chính, bài 1", "https://so.example.vn/1"),
        ("https://so-1.example.vn/own_site", "https://so-1.example.vn/own_site"),
    )


def test_no_new_item_is_told_apart_from_what_was_not_read(make):
    rows = [make.post(1, day="2024-10-01")]
    old = seen(make, rows).seen
    assert old.startswith(
        "Đã đọc đủ 30 ngày trước ngày 31/12/2024 và không thấy bài mới (bài mới nhất đã thấy đăng 01/10"
    )
    known = make.Known({("so-1", "own_site", "2024-12"): "failed"})
    unread = seen(make, rows, known=known).seen
    assert unread.startswith("Chưa đọc đủ 30 ngày trước ngày 31/12/2024, nên chưa biết có bài mới hay không (bài")
    assert unread.endswith("Có bài trong 1/52 tuần đã qua của năm; 5 tuần chưa đọc đủ nên chưa biết.")


def test_items_elsewhere_rejected_or_without_a_sure_day_are_none_of_the_column(make):
    rows = [
        make.post(1, day="2024-12-20", dedicated=False),
        make.standing(2, "rejected", day="2024-12-20"),
        make.post(3, day="2024-12-20", candidate_days=("2024-12-20", "2024-12-21")),
        make.post(4, day="2024-12-20", channel="portal"),
    ]
    assert "không thấy bài mới. Có bài trong 0/52" in seen(make, rows).seen


def test_an_agency_without_a_column_in_the_registry_is_no_agency_without_a_column(make):
    def fact(rows):
        built = make.audit(rows).agencies[0]
        ground = Ground(built.rows, (), make.Known(), date(2024, 12, 31))
        (found,) = check_facts(make.registry(), make.registry().agencies[0], ground)
        return check_view("Sở số 1", found, VN)

    assert fact([]).seen == (
        "Danh bạ chưa có chuyên mục riêng nào của cơ quan, nên chưa biết có chuyên mục hay không. "
        "Trong phần đã đọc chưa thấy tin, bài nào về cải cách hành chính."
    )
    assert fact([make.post(1, dedicated=False)]).links == (
        ("Đẩy mạnh cải cách hành chính, bài 1", "https://so.example.vn/1"),
    )


def hotline(found):
    row = ChecklistRow(id="hotline", clause="II.2.g", evidence="hotline", kinds=["department"])
    return check_view("Sở số 1", CheckFact(row), VN, found)


def test_a_hotline_is_told_with_its_words_and_its_page():
    line = Line("Đường dây nóng về thủ tục hành chính: 0252.3822.100", "0252.3822.100", "https://a.vn/", True, True)
    view = hotline(Hotlines((line,), 2, 40))
    assert view.seen == "Thấy đường dây nóng: “Đường dây nóng về thủ tục hành chính: 0252.3822.100”. Ở:"
    assert view.links == (("https://a.vn/", "https://a.vn/"),)
    assert "không ghi rõ là về thủ tục" in hotline(Hotlines((replace(line, clear=False),), 2, 40)).seen


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Hotlines((), 2, 40), "Chưa thấy trong các trang đã đọc (2 trang danh sách, 40 tin, bài)"),
        (Hotlines(), "Chưa có trang nào của cơ quan được đọc"),
        (None, "Chưa có trang nào của cơ quan được đọc"),
    ],
)
def test_no_hotline_seen_is_never_none_there(found, told):
    assert hotline(found).seen.startswith(told)


def test_agencies_of_which_the_same_is_seen_share_a_row(make):
    audit = make.audit([], made=make.registry(departments=1, districts=3))
    duties = grouped(check_view(agency.name, fact, VN) for agency in audit.agencies for fact in agency.checklist)
    assert [(duty.clause, [view.agency for view in duty.views]) for duty in duties] == [
        ("III.8", ["Sở số 1"]),
        ("III.1.đ", ["UBND huyện 1, UBND huyện 2, UBND huyện 3"]),
    ]
