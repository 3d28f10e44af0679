import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.datelabels import labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày đăng: 12/03/2024", [("published", "12/03/2024")]),
        ("Đăng lúc 09:15 ngày 12/03/2024", [("published", "09:15 ngày 12/03/2024")]),
        ("NGÀY ĐĂNG 12/3/2024 | Lượt xem: 5", [("published", "12/3/2024 | Lượt xem: 5")]),
        ("Publish date 17/05/2022 | 07:00 PM", [("published", "17/05/2022 | 07:00 PM")]),
        ("Cập nhật lúc 09h15 ngày 12/3/2024", [("updated", "09h15 ngày 12/3/2024")]),
        ("Ngày cập nhật: 12/3/2024", [("updated", "12/3/2024")]),
        ("Cập nhật lần cuối: 12/3/2024", [("changed", "12/3/2024")]),
        ("Ngày chỉnh sửa: 12/3/2024", [("changed", "12/3/2024")]),
        ("Ngày tạo: 12/3/2024", [("changed", "12/3/2024")]),
        ("Ngày ban hành: 12/3/2024", [("other", "12/3/2024")]),
        ("Ngày ký: 12/3/2024", [("other", "12/3/2024")]),
        ("Thời gian: 12/3/2024", [("other", "12/3/2024")]),
        ("Hôm nay: 12/3/2024", [("other", "12/3/2024")]),
        (
            "Ngày đăng: 12/3/2024 - Ngày chỉnh sửa: 15/3/2024",
            [("published", "12/3/2024"), ("changed", "15/3/2024")],
        ),
        ("Theo tin đăng ngày 12/3/2024 thì giá giảm", []),
        ("Hội nghị được tổ chức ngày 12/3/2024", []),
        ("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", []),
        ("", []),
    ],
)
def test_labels(text, expected):
    assert [(one.kind, one.words) for one in labels(text)] == expected


@given(st.text(max_size=300))
def test_any_line_has_labels_in_its_own_order(text):
    starts = [one.start for one in labels(text)]
    assert starts == sorted(starts)
