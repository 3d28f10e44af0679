"""Where else a post's text stands, in words: how much of it, where, and which of the two came first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from crawler.posts import PostRow
from reports.daywords import day_words
from reports.words import CHANNELS


def elsewhere(row: PostRow) -> str:
    """One short line on the earliest other place of the text, but for copies that the post's status speaks of.

    "" where there is none.
    """
    others = [link for link in row.links if not _told_by_status(row, link)]
    if not others:
        return ""
    more = len({link["post"] for link in others} - {others[0]["post"]})
    return link_words(row, others[0]) + (f"; và {more} bài khác" if more else "")


def link_words(row: PostRow, link: Mapping[str, Any]) -> str:
    """`giống 93% bài của so-noi-vu trên Cổng thông tin điện tử tỉnh, đăng trước 2 ngày (05/03/2024)`."""
    share = f"giống {int(float(link['share']) * 100)}%"
    whose = f" của {link['agency']}" if link["agency"] and link["agency"] != row.agency else ""
    where = CHANNELS.get(str(link["channel"]), str(link["channel"]))
    alike = "" if link["copy"] else ", số liệu hoặc tên có thể khác"
    return f"{share} bài{whose} trên {where}, {_order(row.published, link['published'])}{alike}"


def _told_by_status(row: PostRow, link: Mapping[str, Any]) -> bool:
    here = (link["agency"], link["channel"]) == (row.agency, row.channel)
    return bool(link["copy"]) and here


def _order(own: str | None, other: str | None) -> str:
    """When the other one came out, seen from this one."""
    if not other:
        return "không rõ ngày đăng"
    day = date.fromisoformat(other[:10])
    if not own:
        return f"đăng ngày {day_words(day)}"
    apart = (day - date.fromisoformat(own[:10])).days
    if not apart:
        return f"đăng cùng ngày ({day_words(day)})"
    return f"đăng {'sau' if apart > 0 else 'trước'} {abs(apart)} ngày ({day_words(day)})"
