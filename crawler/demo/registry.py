"""The demo's registry, as its users would write it."""

from __future__ import annotations

from dataclasses import asdict
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from crawler.demo.duties import DUTIES, EXCEPTED, PLAN, YEAR, Duty
from crawler.demo.model import PORTAL, Province, Section, Site
from crawler.demo.pages import shape_of

HEAD = "# Danh bạ của tỉnh mẫu. Các trang của tỉnh này chỉ có trên máy đang chạy bản trình diễn.\n"
_CRAWL: dict[str, Any] = {
    "delay": 0,
    "concurrency_per_site": 4,
    "timeout": 10,
    "retries": 1,
    "user_agent": "cchc-audit-demo (+mailto:kiem-tra@thuan-son.example)",
    "allow_private_addresses": True,
}
_CHECKLIST = [
    {
        "id": "hotline",
        "clause": "II.2.g",
        "duty": "Cung cấp địa chỉ, số điện thoại “đường dây nóng” về thủ tục hành chính.",
        "kinds": ["department", "district"],
        "evidence": "hotline",
    },
    {
        "id": "column-alive",
        "clause": "III.8",
        "duty": "Mở chuyên trang, chuyên mục cải cách hành chính.",
        "agencies": ["bao-thuan-son"],
        "evidence": "fresh",
        "max_age_days": 30,
    },
]


def registry(province: Province) -> str:
    """`site_registry.yaml` of the demo, as text."""
    portal = province.site(PORTAL)
    content = {
        "version": 1,
        "province": {"id": province.id, "name": province.name, "timezone": "Asia/Ho_Chi_Minh"},
        "crawl": _CRAWL,
        "plan": _plan(),
        "portal": {"name": portal.name, "website": f"{portal.base}/", "sections": _sections(portal)},
        "agencies": [_agency(site) for site in province.agencies],
    }
    yaml = YAML()
    yaml.width = 120
    text = StringIO()
    yaml.dump(content, text)
    return HEAD + text.getvalue()


def _plan() -> dict[str, Any]:
    return {
        "year": YEAR,
        "title": PLAN,
        "quotas": [_quota(duty) for duty in DUTIES],
        "checklist": _CHECKLIST,
        "exceptions": [
            {"quotas": [quota], "periods": [period], "agencies": [], "reason": reason}
            for quota, period, reason in EXCEPTED
        ],
    }  # fmt: skip


def _quota(duty: Duty) -> dict[str, Any]:
    """What is not said, or said by default, is left out."""
    row = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(duty).items()}
    return {key: value for key, value in row.items() if value not in (None, [])}


def _agency(site: Site) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": site.name,
        "kind": site.kind,
        "aliases": list(site.aliases),
        "website": f"{site.base}/",
        "sections": _sections(site),
    }


def _sections(site: Site) -> list[dict[str, Any]]:
    return [_section(site, section) for section in site.sections if section.registered]


def _section(site: Site, section: Section) -> dict[str, Any]:
    shape = shape_of(site)
    feed = section.shape == "feed"
    path = shape.feed(section) if feed else shape.listing(section, 1)
    row: dict[str, Any] = {"url": site.base + path, "channel": section.channel, "dedicated": section.dedicated}
    if feed:
        row["type"] = "feed"
    if not section.verified:
        row |= {"verified": False, "note": "Địa chỉ phỏng đoán, chưa thấy bài viết nào."}
    return row
