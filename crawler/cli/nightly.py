"""`cchc nightly`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import output_format, places


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc nightly --out bao-cao
  CCHC_SMTP_URL=smtp://mail.tinh.gov.vn CCHC_ALERT_TO=cchc@tinh.gov.vn cchc nightly --out bao-cao

\b
Trong thư mục: một thư mục báo cáo theo ngày, latest.html mở bản mới nhất, status.html, summary.json.
Mật khẩu thư nên để trong biến môi trường, không ghi trên dòng lệnh. Cài đặt chạy hằng đêm: docs/operations.md.
Mã thoát: 0 xong; 1 có bước hỏng (các bước khác vẫn chạy) hoặc cơ sở dữ liệu hỏng; 2 sai tham số, tệp đăng ký;
3 xong nhưng có chuyên mục chưa đọc đủ; 4 một lần chạy hoặc thu thập khác đang giữ cơ sở dữ liệu.""",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="THƯ_MỤC",
    help="Thư mục chứa các báo cáo, mỗi lần chạy một thư mục theo ngày.",
)
@click.option(
    "--retry-after",
    type=click.FloatRange(0, 720),
    default=120,
    metavar="PHÚT",
    help="Sau bấy nhiêu phút thì đọc lại các trang lỗi tạm thời; mặc định 120; 0 là không đọc lại.",
)
@click.option("--smtp-url", envvar="CCHC_SMTP_URL", metavar="URL", help="Máy chủ thư; biến môi trường CCHC_SMTP_URL.")
@click.option(
    "--alert-to", envvar="CCHC_ALERT_TO", metavar="THƯ", help="Người nhận, cách nhau bằng dấu phẩy; CCHC_ALERT_TO."
)
@click.option("--alert-from", envvar="CCHC_ALERT_FROM", metavar="THƯ", help="Địa chỉ gửi; CCHC_ALERT_FROM.")
@click.option("--webhook", envvar="CCHC_WEBHOOK", metavar="URL", help="Nơi nhận JSON bằng POST; CCHC_WEBHOOK.")
@click.option("--no-compress", is_flag=True, help="Không nén bản sao lưu.")
@click.option("--verbose", is_flag=True, help="Ghi nhật ký chi tiết ra stderr.")
@output_format("table", "json")
@places
def command(
    out: Path,
    retry_after: float,
    smtp_url: str | None,
    alert_to: str | None,
    alert_from: str | None,
    webhook: str | None,
    no_compress: bool,
    verbose: bool,
    form: str,
    registry: Path,
    db: Path,
) -> int:
    """Việc của một đêm: thu thập, phân loại lại nếu cần, lập báo cáo, sao lưu, kiểm tra, báo tin khi có sự cố."""
    from crawler.cli.progress import crawl_progress
    from crawler.cli.screen import print_json, safe
    from crawler.jobs.alerts import AlertSettings
    from crawler.jobs.nightly import NightPlan, nightly
    from reports.health.night import data, lines

    to = tuple(one.strip() for one in (alert_to or "").split(",") if one.strip())
    plan = NightPlan(
        registry=registry,
        db=db,
        out=out,
        alerts=AlertSettings(smtp_url or None, to, alert_from or None, webhook or None),
        retry_after=retry_after,
        compress=not no_compress,
        log_level="INFO" if verbose else "WARNING",
    )
    with crawl_progress() as progress:
        night = nightly(plan, progress=progress)
    if form == "json":
        print_json(data(night))
    else:
        for line in "\n".join(lines(night)).splitlines():
            click.echo(safe(line), err=night.exit_code == 2)
    return night.exit_code
