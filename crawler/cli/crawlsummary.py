"""What a crawl did, and what a person should do about what it could not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crawler.cli.screen import number, safe
from reports.daywords import day_words
from reports.words import CAUSES

if TYPE_CHECKING:
    from crawler.found import SecondWay
    from crawler.jobs.crawl import CrawlOutcome
    from crawler.jobs.reached import Shortfall
    from crawler.ledger import SectionFacts
    from reports.coverage import Cause


def print_summary(outcome: CrawlOutcome, *, to_stderr: bool = False) -> None:
    """Prints the crawl's figures, then each section that was not read as far as it had to be, why, and what to do."""
    for line in summary(outcome):
        click.echo(safe(line), err=to_stderr)


def summary(outcome: CrawlOutcome) -> list[str]:
    """The lines of the summary."""
    failed = f", {number(outcome.failed_posts)} trang không đọc được" if outcome.failed_posts else ""
    lines = [
        f"Lần thu thập {outcome.crawl}: {outcome.sections} chuyên mục, {number(outcome.list_pages)} trang danh sách, "
        f"{number(outcome.posts)} tin, bài đã đọc{failed}; {number(outcome.requests)} lượt tải, {size(outcome.bytes)}."
    ]
    if outcome.readings > 1:
        lines.append(f"Các trang danh sách được lưu nhiều lần: đã đọc {outcome.readings} lượt, lần lưu mới nhất trước.")
    lines += [f"Lưu ý: {note}" for note in outcome.notes]
    if outcome.errors:
        lines.append(f"{number(outcome.errors)} lỗi khi xử lý tin, bài: hãy xem nhật ký ở trên và báo người bảo trì.")
    if outcome.shortfalls:
        lines.append(f"CHƯA ĐỌC ĐỦ {len(outcome.shortfalls)} chuyên mục; số đếm ở đó chỉ là mức tối thiểu:")
    for shortfall in outcome.shortfalls:
        lines += _short(shortfall)
    lines += _second_ways(outcome)
    if outcome.complete:
        lines.append("Mọi chuyên mục đã đọc đủ.")
    return lines


def _second_ways(outcome: CrawlOutcome) -> list[str]:
    """How listings stood against their sections' own feeds; a line for each that lacked something."""
    compared = [(section, way) for section, way in outcome.second_ways if way.recall is not None]
    if not compared:
        return []
    shown, both = (sum(getattr(way, name) for _, way in compared) for name in ("shown", "both"))
    lines = [
        f"Đối chiếu với nguồn tin (RSS) của {len(compared)} chuyên mục: danh sách có {number(both)}/{number(shown)} "
        "tin, bài trong nguồn tin."
    ]
    return lines + [_lacking(section, way) for section, way in compared if way.both < way.shown]


def _lacking(section: SectionFacts, way: SecondWay) -> str:
    share = f"{way.both / way.shown:.0%}".replace("%", " %")
    return (
        f"  {section.owner}: {section.url}: danh sách thiếu {way.shown - way.both} tin, bài của nguồn tin "
        f"(đã đưa vào {way.added}); ước tính danh sách cho thấy {share} tin, bài của chuyên mục"
    )


def _short(shortfall: Shortfall) -> list[str]:
    section = shortfall.section
    days = f"{day_words(shortfall.first)}–{day_words(shortfall.last)}"
    return [f"  {section.owner}: {section.url} ({days})", *map(_cause, shortfall.causes)]


def _cause(cause: Cause) -> str:
    words = CAUSES[cause.why]
    posts = f" ({number(cause.posts)} tin, bài)" if cause.posts else ""
    detail = f" [{cause.detail}]" if cause.detail else ""
    return f"    {words.what}{posts}{detail} → {words.todo}"


def size(count: int) -> str:
    """`12,3 MB`; below a million bytes `345 kB`."""
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")
