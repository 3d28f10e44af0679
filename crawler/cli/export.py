"""`cchc export`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import as_of_option, places, year_option


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc export so-noi-vu --out so-noi-vu.wacz
  cchc export so-noi-vu --as-of 2024-12-31 --out so-noi-vu.wacz

\b
Tệp WACZ gồm báo cáo của cơ quan (thư mục audit) và mọi trang làm bằng chứng; mở bằng ReplayWeb.page hoặc pywb.
Mã thoát: 0 xong; 1 hỏng, hoặc có trang đã lưu bị hỏng; 2 sai tham số, tệp đăng ký, cơ quan, năm, hoặc chưa có
cơ sở dữ liệu.""",
)
@click.argument("agency", metavar="MÃ")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="TỆP", help="Tệp WACZ sẽ ghi ra.")
@year_option
@as_of_option
@places
def command(agency: str, out: Path, year: int | None, as_of: date | None, registry: Path, db: Path) -> None:
    """Đóng gói kết quả kiểm tra một cơ quan cùng bằng chứng (WACZ) để bàn giao."""
    from crawler.cli.screen import number
    from crawler.jobs.export import export

    made = export(registry, db, agency, out, year=year, as_of=as_of)
    click.echo(
        f"Đã ghi {made.out}: {number(made.posts)} tin, bài, {number(made.pages)} trang làm bằng chứng, "
        f"{number(made.bytes)} byte."
    )
