"""The registry and the drafts for tests of whose a post on the portal is."""

from __future__ import annotations

from datetime import date
from typing import Any

from crawler.items import Article
from crawler.registry.model import Agency
from pipelines.agencynames import Names
from pipelines.dates import Dating
from pipelines.draft import Draft
from tests.pipelines.finding import found

_SITES = "bt.gov.vn"
# id: name, further keys
_AGENCIES: dict[str, tuple[str, dict[str, Any]]] = {
    "snv": ("Sở Nội vụ", {"aliases": ["SNV"]}),
    "khdt": ("Sở Kế hoạch và Đầu tư", {}),
    "tttt": ("Sở Thông tin và Truyền thông", {}),
    "stp": ("Sở Tư pháp", {}),
    "syt": ("Sở Y tế", {"aliases": ["SYT"]}),
    "nn": ("Sở Nông nghiệp và Phát triển nông thôn", {}),
    "ldtbxh": ("Sở Lao động - Thương binh và Xã hội", {}),
    "vhttdl": ("Sở Văn hóa, Thể thao và Du lịch", {}),
    "xd": ("Sở Xây dựng", {}),
    "vp": ("Văn phòng UBND tỉnh", {}),
    "ttt": ("Thanh tra tỉnh", {"aliases": ["TTT"]}),
    "bdt": ("Ban Dân tộc", {"aliases": ["BDT"]}),
    "tuy-phong": ("UBND huyện Tuy Phong", {}),
    "ht-bac": ("UBND huyện Hàm Thuận Bắc", {}),
    "ht-nam": ("UBND huyện Hàm Thuận Nam", {}),
    "la-gi": ("UBND thị xã La Gi", {}),
    "phan-thiet": ("UBND thành phố Phan Thiết", {"aliases": ["TP Phan Thiết"]}),
    "dai": ("Đài Phát thanh - Truyền hình Bình Thuận", {"aliases": ["BTV", "Đài PT-TH Bình Thuận"]}),
    "bao": ("Báo Bình Thuận", {"aliases": ["Báo Bình Thuận điện tử"]}),
}


def agency(name: str, printed: str, **other: Any) -> Agency:
    told = {"id": name, "name": printed, "kind": "department", "website": f"https://{name}.{_SITES}"}
    return Agency.model_validate(told | other)


AGENCIES = [agency(name, printed, **other) for name, (printed, other) in _AGENCIES.items()]
NAMES = Names(AGENCIES, "Tỉnh Bình Thuận")


def draft(
    title: str = "Đẩy mạnh cải cách hành chính", body: str = "Nội dung bài viết.", day: date | None = None, **texts: str
) -> Draft:
    """A post of the portal; `texts`: author, source_line, category."""
    dating = Dating(day.isoformat(), day, "label", "", "B", (day,), (), ()) if day else None
    post = found(Article("Tin", ""), owner="portal", channel="portal")
    return Draft(post, title=title, body=body, dating=dating, url="https://bt.gov.vn/tin/1", **texts)
