"""`cchc crawl`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import IsoDay, places
from crawler.cli.options import agencies as agencies_option


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc crawl                                          mọi cơ quan và Cổng, chỉ đọc những gì mới
  cchc crawl --agency so-noi-vu --agency portal       một cơ quan, và Cổng
  cchc crawl --full                                   đọc lại cả những tin, bài đã biết
  cchc crawl --since 2024-01-01 --until 2024-03-31    chỉ ba tháng đầu năm

\b
Chạy lại lúc nào cũng được: không mất gì, không đếm hai lần. Dừng giữa chừng (Ctrl+C) thì phần đã đọc vẫn còn.
Mã thoát: 0 đã đọc đủ; 1 hỏng; 2 sai tham số, tệp đăng ký hoặc cơ quan; 3 xong nhưng có chuyên mục chưa đọc đủ
(phần đã đọc vẫn được lưu); 4 một lần thu thập khác đang đọc chuyên mục ấy.""",
)
@click.option("--since", type=IsoDay(), help="Chỉ từ ngày này (2024-01-01); mặc định từ ngày các chỉ tiêu cần đến.")
@click.option("--until", type=IsoDay(), help="Chỉ đến ngày này; mặc định đến ngày các chỉ tiêu cần đến.")
@click.option("--full", is_flag=True, help="Đọc lại cả những tin, bài đã biết.")
@agencies_option("Chỉ các chuyên mục của cơ quan này (portal: của Cổng).")
@click.option("--verbose", is_flag=True, help="Ghi nhật ký chi tiết ra stderr.")
@places
def command(
    since: date | None,
    until: date | None,
    full: bool,
    agencies: tuple[str, ...],
    verbose: bool,
    registry: Path,
    db: Path,
) -> int:
    """Đọc các chuyên mục trong tệp đăng ký và lưu tin, bài cùng bằng chứng vào cơ sở dữ liệu."""
    from crawler.cli.crawlsummary import print_summary
    from crawler.cli.progress import crawl_progress
    from crawler.jobs.crawl import crawl

    level = "INFO" if verbose else "WARNING"
    with crawl_progress() as progress:
        outcome = crawl(
            registry, db, agencies=agencies, since=since, until=until, full=full, progress=progress, log_level=level
        )
    print_summary(outcome)
    click.echo("Tiếp theo: “cchc counts” xem số đếm, “cchc report --out THƯ_MỤC” lập báo cáo.")
    return 0 if outcome.complete else 3
