"""`cchc restore`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import db_option


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc restore data/backups/cchc-20241231T154000Z.db.gz

\b
Bản sao được kiểm tra trước; cơ sở dữ liệu hiện có được giữ bên cạnh dưới tên khác, không bị xóa.
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số, hoặc bản sao không dùng được; 4 có tiến trình đang dùng cơ sở dữ liệu.""",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--registry", type=click.Path(), hidden=True, expose_value=False)  # every command takes it
@db_option
def command(file: Path, db: Path) -> None:
    """Đưa một bản sao lưu về làm cơ sở dữ liệu, giữ lại bản hiện có."""
    from crawler.cli.screen import number
    from crawler.jobs.backup import restore

    made = restore(file, db)
    click.echo(
        f"Đã khôi phục {made.db}: {number(made.posts)} tin, bài; lần thu thập cuối bắt đầu {made.last_crawl or '–'}."
    )
    if made.aside is not None:
        click.echo(f"Cơ sở dữ liệu trước đó được giữ ở: {made.aside}")
