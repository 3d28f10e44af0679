"""`cchc posts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import agencies as agencies_option
from crawler.cli.options import output_format, places

if TYPE_CHECKING:
    from crawler.posts import PostRow


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc posts --agency so-noi-vu --period 2024-03           tin, bài của tháng 3
  cchc posts --status review                               tin, bài chờ xem xét
  cchc posts --agency portal --status unattributed         bài trên Cổng chưa rõ của ai
  cchc posts --channel portal --format json > posts.json

\b
Trạng thái: counted, review, undated, off_topic, duplicate, unattributed, rejected, out_of_period; all là tất cả.
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số, tệp đăng ký, cơ quan, hoặc chưa có cơ sở dữ liệu.""",
)
@agencies_option("Chỉ cơ quan có mã này; portal là bài trên Cổng không ghi của cơ quan nào.")
@click.option("--channel", metavar="KÊNH", help="Kênh: own_site, portal, broadcast, press hoặc document.")
@click.option("--period", metavar="KỲ", help="Kỳ: 2024-03 (tháng), 2024-W07 (tuần) hoặc 2024 (năm).")
@click.option("--status", metavar="TRẠNG_THÁI", help="Mặc định: những tin, bài đứng sau số đếm.")
@output_format("table", "json", "csv")
@places
def command(
    agencies: tuple[str, ...],
    channel: str | None,
    period: str | None,
    status: str | None,
    form: str,
    registry: Path,
    db: Path,
) -> None:
    """Những tin, bài đứng sau số đếm, mỗi bài một dòng cho từng cơ quan và kênh."""
    from crawler.cli.screen import print_json
    from crawler.jobs.posts import posts
    from reports.posts_csv import csv_text
    from reports.posts_json import to_json

    rows = posts(registry, db, agencies=agencies, channel=channel, period=period, status=status)
    if form == "json":
        print_json([to_json(row) for row in rows])
    elif form == "csv":
        click.echo(csv_text(rows), nl=False)
    else:
        _print(rows)


def _print(rows: list[PostRow]) -> None:
    from crawler.cli.screen import number, safe

    for row in rows:
        click.echo(safe(_head(row)))
        click.echo(f"    {safe(row.title)}")
        click.echo(f"    {safe(row.url)}  [{safe(row.id)}]")
    click.echo(f"{number(len(rows))} tin, bài.")


def _head(row: PostRow) -> str:
    from reports.words import STATUSES

    day = row.published[:10] if row.published else "không ngày"
    quotas = [*row.counts_for, *(f"{quota}?" for quota in row.review_for)]
    stands = f" ({', '.join(quotas)})" if quotas else ""
    gone = ", trang không còn" if row.gone else ""
    return f"{day:<10}  {row.agency or '–'}  {row.channel}  {STATUSES[row.status]}{stands}{gone}"
