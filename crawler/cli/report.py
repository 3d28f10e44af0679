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
  cchc report --out bao-cao --dated --compare bao-cao/latest/audit.json
  cchc report --out bao-cao-ky --final --template mau-cua-so.docx

\b
Trong thư mục: index.html (mở bằng trình duyệt, không cần mạng), agencies/MÃ.html, snapshots/, audit.docx, audit.xlsx,
audit.json, counts.csv, posts.csv; changes.html nếu có --compare; final.json nếu có --final.
Mã thoát: 0 xong; 1 hỏng, hoặc có con số không khớp với tin, bài của nó; 2 sai tham số, tệp đăng ký, cơ quan, năm,
thư mục (cả báo cáo đã chốt), tệp mẫu, báo cáo trước, hoặc chưa có cơ sở dữ liệu.""",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="THƯ_MỤC",
    help="Nơi để báo cáo; báo cáo cũ ở đó bị thay.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="Tệp mẫu .docx cho audit.docx, thay cho mẫu đi kèm (docs/report.md).",
)
@click.option(
    "--compare",
    "earlier",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TỆP",
    help="audit.json của báo cáo trước: nêu những gì đã thay đổi và vì sao.",
)
@click.option("--final", is_flag=True, help="Chốt báo cáo: ghi mã băm từng tệp, không lần nào sau ghi đè.")
@click.option("--dated", is_flag=True, help="Ghi vào thư mục mới theo ngày trong THƯ_MỤC; latest.html mở bản mới nhất.")
@year_option
@as_of_option
@agencies_option("Chỉ cơ quan có mã này.")
@places
def command(
    out: Path,
    template: Path | None,
    earlier: Path | None,
    final: bool,
    dated: bool,
    year: int | None,
    as_of: date | None,
    agencies: tuple[str, ...],
    registry: Path,
    db: Path,
) -> int:
    """Lập báo cáo kiểm tra: trang HTML và văn bản DOCX cho người đọc, XLSX, JSON và CSV cho máy."""
    from crawler.cli.screen import number
    from crawler.jobs.report import report

    made = report(
        registry,
        db,
        out,
        year=year,
        as_of=as_of,
        agencies=agencies,
        template=template,
        earlier=earlier,
        final=final,
        dated=dated,
    )
    click.echo(f"Báo cáo năm {made.counts.year}, tính đến {made.counts.as_of}: {number(made.posts)} tin, bài.")
    for line in made.changes:
        click.echo(line)
    if final:
        click.echo(f"Đã chốt; mã băm SHA-256 của dữ liệu: {made.digest}")
    if made.mismatches:
        click.echo(f"{made.mismatches} con số KHÔNG khớp với tin, bài của nó: hãy báo người bảo trì.", err=True)
    click.echo(f"{made.index}")
    return 1 if made.mismatches else 0
