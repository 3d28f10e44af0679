"""Which titles name an agency's own plan of communication, or one that may contain it."""

from __future__ import annotations

import pytest

from pipelines import lexicon
from pipelines.documents import documents


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2024 của Sở Tư pháp", ("communication-plan",)),
        ("Số: 12/KH-SNV: Kế hoạch tuyên truyền cải cách hành chính năm 2024", ("communication-plan",)),
        ("Kế hoạch cải cách hành chính năm 2024 của Sở Tư pháp", ("communication-plan?",)),
        ("Sở Kế hoạch và Đầu tư nhân rộng mô hình hay về cải cách hành chính", ()),
        ("Sở Kế hoạch và Đầu tư sơ kết công tác cải cách hành chính 2 tháng", ()),
    ],
)
def test_titles_of_documents(title: str, found: tuple[str, ...]) -> None:
    assert documents(title, lexicon.load(year=2024)) == found
