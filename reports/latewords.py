"""A late appearance in words. What made it so is not known here, and none of the words suggest it."""

from __future__ import annotations

from datetime import tzinfo

from reports.daywords import day_words
from reports.evidence import Late, WholeReading

MOST_READINGS = 3


def late_words(late: Late, zone: tzinfo) -> tuple[str, ...]:
    """That it appeared late, and the readings that show it, each a sentence without a full stop."""
    days = (late.first_seen.astimezone(zone).date() - late.day).days
    by = f", lần thu thập {late.crawl}" if late.crawl else ""
    seen = f"{late.first_seen.astimezone(zone):%d/%m/%Y %H:%M}"
    head = f"Xuất hiện muộn: ngày đăng {day_words(late.day)}, thấy lần đầu {seen} (sau {days} ngày{by})"
    read = late.readings[:MOST_READINGS]
    more = len(late.readings) - len(read)
    told = [f"Danh sách đã được đọc qua ngày đó mà chưa có tin, bài này: {_reading(one, zone)}" for one in read]
    return (head, *told, *([f"và {more} lần đọc khác nữa"] if more else []))


def _reading(one: WholeReading, zone: tzinfo) -> str:
    return f"{one.at.astimezone(zone):%d/%m/%Y %H:%M} (lần thu thập {one.crawl})"
