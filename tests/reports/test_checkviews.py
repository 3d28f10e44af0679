"""Duties without a number, told once for all agencies of which the same is seen."""

from zoneinfo import ZoneInfo

from reports.checkviews import check_view, grouped

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def test_what_is_seen_is_a_fact_with_its_post(make):
    (fact,) = make.audit([make.post(1, day="2024-12-20")]).agencies[0].checklist
    view = check_view("Sở số 1", fact, VN)
    assert view.seen == "Bài mới nhất đăng 20/12/2024 08:05, 11 ngày trước ngày chốt số liệu (mức tham chiếu: 30 ngày)."
    assert (view.title, view.href) == ("Đẩy mạnh cải cách hành chính, bài 1", "https://so.example.vn/1")


def test_nothing_seen_is_no_finding_that_nothing_is_there(make):
    (fact,) = make.audit([]).agencies[0].checklist
    assert check_view("Sở số 1", fact, VN).seen == "Trong phần đã đọc chưa thấy tin, bài nào về cải cách hành chính."


def test_agencies_of_which_the_same_is_seen_share_a_row(make):
    audit = make.audit([], made=make.registry(departments=1, districts=3))
    views = grouped(check_view(agency.name, fact, VN) for agency in audit.agencies for fact in agency.checklist)
    assert [(view.clause, view.agency) for view in views] == [
        ("III.8", "Sở số 1"),
        ("III.1.đ", "UBND huyện 1, UBND huyện 2, UBND huyện 3"),
    ]
