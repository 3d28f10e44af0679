"""`cchc report`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import agencies as agencies_option
from crawler.cli.options import as_of_option, places, year_option


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc report --out bao-cao-2024
  cchc report --out quy-1 --as-of 2024-03-31 --agency so-noi-vu

\b
Trong thư mục: index.html (mở bằng trình duyệt, không cần mạng), agencies/MÃ.html, audit.json, counts.csv, posts.csv.
Mã thoát: 0 xong; 1 hỏng, hoặc có con số không khớp với tin, bài của nó; 2 sai tham số, tệp đăng ký, cơ quan, năm,
thư mục, hoặc chưa có cơ sở dữ liệu.""",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="THƯ_MỤC",
    help="Nơi để báo cáo; báo cáo cũ ở đó bị thay.",
)
@year_option
@as_of_option
@agencies_option("Chỉ cơ quan có mã này.")
@places
def command(
    out: Path, year: int | None, as_of: date | None, agencies: tuple[str, ...], registry: Path, db: Path
) -> int:
    """Lập báo cáo kiểm tra: trang HTML cho người đọc, JSON và CSV cho máy."""
    from crawler.cli.screen import number
    from crawler.jobs.report import report

    made = report(registry, db, out, year=year, as_of=as_of, agencies=agencies)
    click.echo(f"Báo cáo năm {made.counts.year}, tính đến {made.counts.as_of}: {number(made.posts)} tin, bài.")
    if made.mismatches:
        click.echo(f"{made.mismatches} con số KHÔNG khớp với tin, bài của nó: hãy báo người bảo trì.", err=True)
    click.echo(f"{made.index}")
    return 1 if made.mismatches else 0
