"""The own day of a document, as its title or text prints it; that of another document is none of its."""

from datetime import date

import pytest

from pipelines.signing import signed_on, signing_days

TITLE = "Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024"

# name: (title, body) -> days of January 2024 (a list of all that it may be)
CASES = {
    "place and day": (TITLE, "SỞ NỘI VỤ - Số: 12/KH-SNV - Phan Thiết, ngày 22 tháng 01 năm 2024\nNội dung.", [22]),
    "no zero": (TITLE, "Bình Thuận, ngày 5 tháng 1 năm 2024", [5]),
    "heading behind it": (TITLE, "Số: 12/KH-SNV Bình Thuận, ngày 22 tháng 01 năm 2024 KẾ HOẠCH Thông tin", [22]),
    "a place of three words": (TITLE, "Hàm Thuận Bắc, ngày 22 tháng 01 năm 2024\nKẾ HOẠCH", [22]),
    "in italics with brackets": (TITLE, "Số: 12/KH-SNV\n(La Gi, ngày 22 tháng 01 năm 2024)", [22]),
    "labelled": (TITLE, "Số ký hiệu: 12/KH-SNV\nNgày ban hành: 22/01/2024\nNgười ký: A", [22]),
    "labelled, signed": (TITLE, "Ngày ký: 22-01-2024", [22]),
    "signature": (TITLE, "Thời gian ký: 22.01.2024 15:30:12 +07:00", [22]),
    "in the title": ("Kế hoạch số 12/KH-SNV ngày 22/01/2024 về tuyên truyền CCHC", "", [22]),
    "in the title, in words": ("Kế hoạch số 12/KH-SNV, ngày 22 tháng 01 năm 2024 về tuyên truyền CCHC", "", [22]),
    "in the title, in brackets": ("Kế hoạch 12/KH-SNV (ngày 22/01/2024) về tuyên truyền CCHC", "", [22]),
    "told of": (TITLE, "Ngày 22/01/2024, Sở Nội vụ đã ban hành Kế hoạch số 12/KH-SNV về tuyên truyền CCHC.", [22]),
    "told of, number first": (TITLE, "Sở Nội vụ vừa ban hành Kế hoạch số 12/KH-SNV ngày 22/01/2024.", [22]),
    "told of in brackets": (TITLE, "Sở Nội vụ gửi các phòng kế hoạch (Kế hoạch số 12/KH-SNV ngày 22/01/2024).", [22]),
    "own place before what is told": (
        TITLE, "Ngày ký: 22/01/2024. Ngày 25/01/2024, Sở Nội vụ ban hành Kế hoạch số 12/KH-SNV.", [22],
    ),
    "two that may be": (
        TITLE, "Ngày 15/01/2024, Sở ban hành Kế hoạch số 1/KH-SNV.\n" + "Nội dung. " * 20
        + "\nNgày 22/01/2024, Sở ban hành Kế hoạch số 12/KH-SNV.", [15, 22],
    ),
    # those of others
    "the province's": (TITLE, "Ngày 22/01/2024, UBND tỉnh ban hành Kế hoạch số 246/KH-UBND.", []),
    "the province's, by its full name": (
        TITLE, "Ủy ban nhân dân tỉnh ban hành Kế hoạch số 246/KH-UBND ngày 22/01/2024.", [],
    ),
    "what it rests on": (TITLE, "Căn cứ Kế hoạch số 246/KH-UBND ngày 22 tháng 01 năm 2024 của UBND tỉnh;", []),
    "what it carries out": (TITLE, "Thực hiện Kế hoạch số 246/KH-UBND ngày 22/01/2024, Sở ban hành kế hoạch này.", []),
    "another plan in the title": (
        "Kế hoạch triển khai Kế hoạch số 246/KH-UBND ngày 22/01/2024 về tuyên truyền CCHC", "", [],
    ),
    "a day of doing": (TITLE, "Sở tổ chức hội nghị tại hội trường, ngày 22 tháng 01 năm 2024\nThành phần dự.", []),
    "a deadline": (TITLE, "Các phòng gửi báo cáo trước ngày 22/01/2024.", []),
    "a sentence that goes on": (TITLE, "Tại Phan Thiết, ngày 22 tháng 01 năm 2024 diễn ra hội nghị.", []),
    "no such day": (TITLE, "Bình Thuận, ngày 32 tháng 01 năm 2024", []),
    "day left open": (TITLE, "Bình Thuận, ngày      tháng 01 năm 2024", []),
    "nothing": (TITLE, "", []),
}  # fmt: skip


@pytest.mark.parametrize(("title", "body", "days"), CASES.values(), ids=CASES.keys())
def test_signing_days(title, body, days):
    assert signing_days(title, body) == tuple(date(2024, 1, day) for day in days)
    assert signed_on(title, body) == (date(2024, 1, days[0]) if len(days) == 1 else None)
