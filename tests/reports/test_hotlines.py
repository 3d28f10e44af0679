"""Lines for procedures in the text of a page."""

import pytest

from reports.hotlines import best, lines_of

URL = "https://so1.example.vn/"


def found(text, *, listing=True):
    return [(line.contact, line.clear) for line in lines_of(text, URL, listing=listing)]


@pytest.mark.parametrize(
    ("text", "contact", "clear"),
    [
        ("Đường dây nóng về thủ tục hành chính: 0252.3822.100", "0252.3822.100", True),
        ("ĐƯỜNG DÂY NÓNG: (0252) 3 822 100 – Bộ phận một cửa", "(0252) 3 822 100", False),
        ("Hotline 1900 1234", "1900 1234", False),
        ("Hotline: 0912 345 678 hỗ trợ", "0912 345 678", False),
        ("Hotline dịch vụ công: +84 252 3822100.", "+84 252 3822100", True),
        ("Địa chỉ tiếp nhận phản ánh, kiến nghị: số 4 Hải Thượng, thư điện tử kstthc@so1.example.vn",
         "kstthc@so1.example.vn", True),
        ("Tiếp nhận, xử lý phản ánh kiến nghị về quy định hành chính: 1022", "1022", True),
    ],
)  # fmt: skip
def test_a_line_with_its_number(text, contact, clear):
    assert found(text) == [(contact, clear)]


@pytest.mark.parametrize(
    "text",
    [
        "Đường dây nóng về thủ tục hành chính đang được cập nhật",
        "Đường dây nóng cứu nạn, cứu hộ: 0252.3822.114",
        "Công an công bố đường dây nóng tố giác lừa đảo: 0692 123 456",
        "Đường dây nóng họp ngày 05.03.2024",
        "Điện thoại: 0252.3822.100",
        "Điện lực tiếp nhận phản ánh, kiến nghị về cấp điện: 1900 1006",
        "Hotline tố cáo tham nhũng: 0252.3822.200",
        "Hotline" + " chữ" * 60 + " 0252.3822.100",
    ],
)
def test_no_line_for_procedures(text):
    assert found(text) == []


def test_a_post_counts_only_where_it_says_what_the_line_is_for():
    assert found("Sở có hotline 0252 3822 100", listing=False) == []
    assert found("Hotline về thủ tục hành chính: 0252 3822 100", listing=False) == [("0252 3822 100", True)]


def test_the_clearest_come_first_and_each_number_once():
    lines = [
        *lines_of("Hotline 0912 345 678", URL, listing=True),
        *lines_of("Đường dây nóng dịch vụ công 0912.345.678", URL + "bai", listing=False),
        *lines_of("Hotline 0252 111 222", URL, listing=True),
    ]
    assert [(line.contact, line.clear) for line in best(lines)] == [("0912.345.678", True), ("0252 111 222", False)]
