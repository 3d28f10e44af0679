"""`cchc status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import output_format, places

if TYPE_CHECKING:
    from reports.health.statusview import StatusView


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc status
  cchc status --format json

\b
Mã thoát: 0 xong, dù có sự cố hay không; 1 hỏng; 2 sai tham số, tệp đăng ký, hoặc chưa có cơ sở dữ liệu.""",
)
@output_format("table", "json")
@places
def command(form: str, registry: Path, db: Path) -> None:
    """Tình trạng: lần chạy gần nhất, từng chuyên mục, sự cố và việc cần làm, bản sao lưu, ai đang chạy."""
    from crawler.cli.screen import print_json
    from crawler.jobs.known import load_registry
    from crawler.jobs.status import status
    from reports.health.statusview import status_view

    found = status(registry, db)
    if form == "json":
        print_json(found.data())
    else:
        _print(status_view(found, load_registry(registry).province.zone))


def _print(view: StatusView) -> None:
    from rich.text import Text

    from crawler.cli.screen import console, safe, table

    def say(text: str) -> None:
        click.echo(safe(text))

    say(f"{view.province}, lúc {view.at}")
    say(f"Lần chạy gần nhất: {view.run}")
    for failed in view.failed:
        say(f"  {failed}")
    if view.late:
        say(f"ĐÃ {view.late} GIỜ CHƯA CHẠY LẠI: kiểm tra lịch chạy hằng đêm (docs/operations.md).")
    grid = table("Cơ quan", "Chuyên mục", "Đọc trọn", "Bài mới nhất", "30 ngày qua; thường", "Vấn đề")
    for one in (*view.unwell, *view.well):
        what = "; ".join(problem["what"] for problem in one.problems) or "–"
        grid.add_row(*(Text(safe(text)) for text in (one.name, one.url, one.read, one.newest, one.posts, what)))
    console().print(grid)
    say(f"Sự cố chưa hết: {len(view.problems)}")
    for problem in view.problems:
        say(f"  {problem['place']}: {problem['what']} (từ {problem['since']}) {problem['url']}")
        say(f"    {problem['details']}")
        say(f"    → {problem['todo']}")
    for title, rows in (("Sao lưu", view.backups), ("Đang chạy", view.holders)):
        say(f"{title}: {'không có' if not rows else ''}")
        for row in rows:
            say(f"  {row}")
