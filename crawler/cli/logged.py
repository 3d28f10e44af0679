"""A decision of the log, as lines for a reader and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.jobs.review import Logged

WORDS = {
    "count": "tính",
    "reject": "loại",
    "agency": "ghi cho cơ quan",
    "date": "ngày đăng",
    "add": "bổ sung theo đề nghị của cơ quan",
}


def lines(one: Logged) -> list[str]:
    """`02/05/2024 14:03  An: loại  (đã bị quyết định sau thay)`, the post, the reason."""
    said = one.decision
    scope = [f"chỉ với {said.agency}"] if said.agency and said.action != "add" else []
    scope += [f"chỉ cho chỉ tiêu {said.quota}"] if said.quota else []
    value = f" {said.agency}" if said.action == "add" else f" {said.value}" if said.value else ""
    told = f" ({', '.join(scope)})" if scope else ""
    gone = "" if one.stands else "  (đã bị quyết định sau thay)"
    missing = "" if one.post else " (không còn trong cơ sở dữ liệu)"
    return [
        f"{one.at:%d/%m/%Y %H:%M}  {said.who}: {WORDS[said.action]}{value}{told}{gone}",
        f"    {one.post or said.post}{missing}",
        f"    {said.reason}",
    ]


def as_json(one: Logged) -> dict[str, object]:
    """The decision's columns, the post's id now, and whether it stands."""
    said = one.decision
    names = ("hash", "action", "value", "agency", "quota", "who", "reason", "at", "text_hash")
    told = {name: getattr(said, name) for name in names}
    return {"post": one.post or said.post, "stored": one.post is not None, **told, "stands": one.stands}
