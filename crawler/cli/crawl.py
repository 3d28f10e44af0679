"""`cchc crawl`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import IsoDay, places
from crawler.cli.options import agencies as agencies_option
from crawler.errors import BadInput


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc crawl                                          mọi cơ quan và Cổng, chỉ đọc những gì mới
  cchc crawl --agency so-noi-vu --agency portal       một cơ quan, và Cổng
  cchc crawl --full                                   đọc lại cả những tin, bài đã biết
  cchc crawl --since 2024-01-01 --until 2024-03-31    chỉ ba tháng đầu năm
  cchc crawl --from snv-2024.warc.gz                  đọc bản lưu của kho lưu trữ web thay cho trang đang chạy
  cchc crawl --from ban-giao/ --saved-on 2025-01-10   đọc thư mục trang đã lưu, lưu vào ngày ấy

\b
Chạy lại lúc nào cũng được: không mất gì, không đếm hai lần. Dừng giữa chừng (Ctrl+C) thì phần đã đọc vẫn còn.
Mã thoát: 0 đã đọc đủ; 1 hỏng; 2 sai tham số, tệp đăng ký hoặc cơ quan; 3 xong nhưng có chuyên mục chưa đọc đủ
(phần đã đọc vẫn được lưu); 4 một lần thu thập khác đang đọc chuyên mục ấy.""",
)
@click.option("--since", type=IsoDay(), help="Chỉ từ ngày này (2024-01-01); mặc định từ ngày các chỉ tiêu cần đến.")
@click.option("--until", type=IsoDay(), help="Chỉ đến ngày này; mặc định đến ngày các chỉ tiêu cần đến.")
@click.option("--full", is_flag=True, help="Đọc lại cả những tin, bài đã biết.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="Đọc tệp WARC, WACZ hoặc thư mục trang đã lưu thay cho mạng.",
)
@click.option(
    "--saved-on", type=IsoDay(), help="Ngày lưu của những trang trong --from mà tệp không ghi được lưu lúc nào."
)
@click.option(
    "--origin",
    type=click.Choice(["archive", "export"]),
    help="Nguồn của --from: kho lưu trữ web (archive) hay tệp do cơ quan nộp (export); mặc định theo loại tệp.",
)
@agencies_option("Chỉ các chuyên mục của cơ quan này (portal: của Cổng).")
@click.option("--verbose", is_flag=True, help="Ghi nhật ký chi tiết ra stderr.")
@places
def command(
    since: date | None,
    until: date | None,
    full: bool,
    source: Path | None,
    saved_on: date | None,
    origin: Literal["archive", "export"] | None,
    agencies: tuple[str, ...],
    verbose: bool,
    registry: Path,
    db: Path,
) -> int:
    """Đọc các chuyên mục trong tệp đăng ký và lưu tin, bài cùng bằng chứng vào cơ sở dữ liệu."""
    from crawler.cli.crawlsummary import print_summary
    from crawler.cli.progress import crawl_progress
    from crawler.jobs.crawl import crawl

    if source is None and (saved_on or origin):
        raise BadInput("--saved-on và --origin chỉ dùng cùng với --from.")
    with crawl_progress() as progress:
        outcome = crawl(
            registry,
            db,
            agencies=agencies,
            since=since,
            until=until,
            full=full,
            progress=progress,
            log_level="INFO" if verbose else "WARNING",
            source=source,
            saved_on=saved_on,
            origin=origin,
        )
    print_summary(outcome)
    click.echo("Tiếp theo: “cchc counts” xem số đếm, “cchc report --out THƯ_MỤC” lập báo cáo.")
    return 0 if outcome.complete else 3
