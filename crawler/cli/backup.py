"""`cchc backup`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import db_option


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc backup
  cchc backup --no-compress

\b
Làm được cả khi đang thu thập. Giữ 7 bản ngày, 4 bản tuần, 12 bản tháng; “cchc nightly” tự làm việc này mỗi đêm.
Mã thoát: 0 xong; 1 hỏng (bản sao không lành lặn thì bị bỏ); 2 sai tham số hoặc chưa có cơ sở dữ liệu.""",
)
@click.option("--no-compress", is_flag=True, help="Không nén bản sao lưu.")
@click.option("--registry", type=click.Path(), hidden=True, expose_value=False)  # every command takes it
@db_option
def command(no_compress: bool, db: Path) -> None:
    """Sao lưu cơ sở dữ liệu vào thư mục backups bên cạnh nó, kiểm tra bản sao rồi mới giữ."""
    from crawler.cli.crawlsummary import size
    from crawler.jobs.backup import make_backup

    made = make_backup(db, compress=not no_compress)
    click.echo(f"Đã sao lưu: {made.backup.path} ({size(made.backup.size)}).")
    for path in made.removed:
        click.echo(f"Đã bỏ bản cũ: {path.name}")
