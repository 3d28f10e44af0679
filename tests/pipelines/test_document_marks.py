"""Number, symbol and subject of a document, as its title or text prints them; those of another are none of its."""

import pytest

from pipelines.document_marks import Marks, marks, subject

TITLE = "Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024"
HEAD = "UBND TỈNH BÌNH THUẬN\nSỞ NỘI VỤ\nSố: 12/KH-SNV\nBình Thuận, ngày 22 tháng 01 năm 2024\n"
PLAN = HEAD + "KẾ HOẠCH\nThông tin, tuyên truyền cải cách hành chính\nnăm 2024\nCăn cứ Kế hoạch số: 4912/KH-UBND ngày"

SIGNS = {
    "below the name": (TITLE, HEAD, "12/KH-SNV"),
    "on one line": (TITLE, "SỞ NỘI VỤ - Số: 12/KH-SNV - Phan Thiết, ngày 22 tháng 01 năm 2024", "12/KH-SNV"),
    "spaces and a long dash": (TITLE, "Số: 12 / KH – SNV", "12/KH-SNV"),
    "a zero before it": (TITLE, "Số: 012/KH-SNV", "12/KH-SNV"),
    "labelled": (TITLE, "Số, ký hiệu: 12/KH-SNV\nNgày ban hành: 22/01/2024", "12/KH-SNV"),
    "labelled otherwise": (TITLE, "Số/Ký hiệu: 12/KH-SNV", "12/KH-SNV"),
    "in the title": ("Kế hoạch số 12/KH-SNV về tuyên truyền CCHC", "Số: 99/KH-ABC", "12/KH-SNV"),
    "in the title, alone": ("12/KH-UBND", "", "12/KH-UBND"),
    "told of": (TITLE, "Sở Nội vụ vừa ban hành Kế hoạch số 12/KH-SNV ngày 22/01/2024.", "12/KH-SNV"),
    "beside what it rests on": (TITLE, PLAN, "12/KH-SNV"),
    "a decision's": (TITLE, "Số: 7/QĐ-SNV", "7/QĐ-SNV"),
    # those of others, or of nobody
    "what it rests on alone": (TITLE, "Căn cứ Kế hoạch số: 4912/KH-UBND ngày 15/12/2023;", ""),
    "what it rests on, plain": (TITLE, "Căn cứ Kế hoạch số 4912/KH-UBND ngày 15/12/2023;", ""),
    "two of its own": (TITLE, "Số: 12/KH-SNV\nSố: 13/KH-SNV", ""),
    "left open": (TITLE, "Số:      /KH-SNV", ""),
    "a house number": (TITLE, "Địa chỉ: số 12/4 đường Lê Lợi", ""),
    "nothing": (TITLE, "", ""),
}


@pytest.mark.parametrize(("title", "body", "sign"), SIGNS.values(), ids=SIGNS.keys())
def test_number_and_symbol(title, body, sign):
    assert marks(title, body).sign == sign


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (PLAN, "Thông tin, tuyên truyền cải cách hành chính năm 2024"),
        (
            "Số: 1/KH-SYT, ngày 22 tháng 01 năm 2024 KẾ HOẠCH Cải cách hành chính năm 2024\nCăn cứ",
            "Cải cách hành chính năm 2024",
        ),
        ("KẾ HOẠCH\nTuyên truyền CCHC năm 2024\n-------\nThực hiện", "Tuyên truyền CCHC năm 2024"),
        ("KẾ HOẠCH\nTuyên truyền CCHC năm 2024\nI. MỤC ĐÍCH", "Tuyên truyền CCHC năm 2024"),
        ("Sở ban hành Kế hoạch tuyên truyền.", ""),
        ("PHÒNG KẾ HOẠCH TÀI CHÍNH thông báo", ""),
        ("KẾ HOẠCH\n" + "dài " * 200, ""),
        ("", ""),
    ],
)
def test_the_subject_is_what_stands_below_the_heading(body, expected):
    assert subject(body) == expected


@pytest.mark.parametrize(
    ("symbol", "agency", "kind", "others"),
    [
        ("KH-SNV", "Sở Nội vụ", "department", False),
        ("KH-UBND", "Sở Nội vụ", "department", True),
        ("KH-UBND", "UBND huyện Bắc Bình", "district", False),
        ("KH-UBND", "Huyện Bắc Bình", "district", False),
        ("KH-UBND", "Ủy ban nhân dân thị xã La Gi", "unit", False),
        ("KH-UBND", "Văn phòng UBND tỉnh", "department", True),
        ("KH-VPUBND", "Văn phòng UBND tỉnh", "department", False),
        ("KH-UBND-NV", "Sở Nội vụ", "department", False),
        ("KH-TU", "UBND huyện Bắc Bình", "district", True),
        ("", "Sở Nội vụ", "department", False),
    ],
)
def test_a_symbol_of_a_body_above_is_seen(symbol, agency, kind, others):
    assert Marks("1", symbol).of_others(agency, kind) == others


def test_the_issuer_is_the_symbols_last_part():
    assert marks(TITLE, "Số: 12/KH-SNV").issuer == "SNV"
    assert marks(TITLE, "Số: 12/KH-UBND-NV").issuer == "UBND-NV"
    assert Marks().issuer == ""
