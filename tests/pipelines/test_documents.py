"""Which titles are the agency's communication plan, which may be, and which only speak of it."""

from __future__ import annotations

import pytest

from pipelines.documents import documents
from pipelines.lexicon import load

LEXICON = load(year=2024)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024", ("communication-plan",)),
        ("KẾ HOẠCH THÔNG TIN, TUYÊN TRUYỀN CCHC NĂM 2024 CỦA SỞ Y TẾ", ("communication-plan",)),
        ("Ban hành Kế hoạch tuyên truyền CCHC năm 2024", ("communication-plan",)),
        ("Quyết định ban hành Kế hoạch truyền thông cải cách hành chính năm 2024", ("communication-plan",)),
        ("Số 15/KH-SYT: Kế hoạch tuyên truyền cải cách hành chính năm 2024", ("communication-plan",)),
        ("V/v ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2024", ("communication-plan",)),
        ("Ke hoach tuyen truyen cai cach hanh chinh nam 2024", ("communication-plan",)),
        ("Kế hoạch số 21/KH-UBND tuyên truyền CCHC năm 2024 trên địa bàn huyện", ("communication-plan",)),
        ("Kế hoạch tuyên truyền cải cách hành chính", ("communication-plan?",)),
        ("Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024 trên địa bàn tỉnh", ("communication-plan?",)),
        ("Kế hoạch cải cách hành chính năm 2024 của Sở Y tế", ("communication-plan?",)),
        ("Sở Y tế ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2024", ("communication-plan?",)),
        ("Dự thảo Kế hoạch tuyên truyền cải cách hành chính năm 2024", ("communication-plan?",)),
        ("Kế hoạch tuyên truyền cải cách hành chính năm 2023", ()),
        ("Kế hoạch tuyên truyền cải cách hành chính năm 2025", ()),
        ("Báo cáo kết quả thực hiện kế hoạch tuyên truyền cải cách hành chính năm 2024", ()),
        ("Hội nghị triển khai kế hoạch tuyên truyền cải cách hành chính năm 2024", ()),
        ("Kế hoạch tuyên truyền phòng, chống ma túy năm 2024", ()),
        ("Tuyên truyền cải cách hành chính ở Phú Quý", ()),
        ("", ()),
    ],
)
def test_titles(title, found):
    assert documents(title, LEXICON) == found


@pytest.mark.parametrize(
    ("title", "body", "found"),
    [
        (
            "Kế hoạch số 12/KH-SNV ngày 22/01/2024",
            "KẾ HOẠCH\nTuyên truyền CCHC năm 2024\nCăn cứ",
            ("communication-plan",),
        ),
        ("12/KH-SNV", "KẾ HOẠCH\nTuyên truyền CCHC năm 2024", ("communication-plan",)),
        ("Số: 12/KH-SNV", "KẾ HOẠCH\nCải cách hành chính năm 2024", ("communication-plan?",)),
        ("Kế hoạch số 12/KH-SNV", "KẾ HOẠCH\nTuyên truyền CCHC năm 2023", ()),
        ("Kế hoạch số 12/KH-SNV", "KẾ HOẠCH\nPhòng, chống ma túy năm 2024", ()),
        ("Kế hoạch số 12/KH-SNV", "", ()),
        ("Kế hoạch phòng, chống ma túy năm 2024", "KẾ HOẠCH\nTuyên truyền CCHC năm 2024", ()),
        ("Số: 12/QĐ-SNV", "KẾ HOẠCH\nTuyên truyền CCHC năm 2024", ()),
    ],
)
def test_a_title_that_is_but_a_number_is_known_by_the_subject_in_the_text(title, body, found):
    assert documents(title, LEXICON, body) == found
