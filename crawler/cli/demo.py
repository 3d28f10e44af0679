"""`cchc demo`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import unused_places

SHOWN = 30  # differences printed before the rest is only counted


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc demo
  cchc demo --out thu
  cchc counts --registry out/demo/site_registry.yaml --db out/demo/cchc.db --as-of 2024-12-31

\b
Mã thoát: 0 mọi ô đúng như đã biết trước; 1 hỏng, hoặc có ô khác.""",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="out/demo",
    metavar="THƯ_MỤC",
    help="Nơi để tệp đăng ký, cơ sở dữ liệu và báo cáo của tỉnh mẫu; mặc định out/demo. Nội dung cũ bị thay.",
)
@unused_places
def command(out: Path) -> int:
    """Chạy thử cả công việc trên một tỉnh mẫu, không cần mạng, rồi so với đáp án đã biết."""
    from crawler.cli.crawlsummary import print_summary
    from crawler.cli.progress import crawl_progress
    from crawler.cli.screen import number, safe
    from crawler.jobs.demo import demo

    click.echo("Đang dựng tỉnh mẫu trên máy này và thu thập…", err=True)
    with crawl_progress() as progress:
        done = demo(out, progress)
    print_summary(done.crawl, to_stderr=True)
    for difference in done.differences[:SHOWN]:
        click.echo(safe(f"Khác: {difference.line}"))
    if len(done.differences) > SHOWN:
        click.echo(f"… và {len(done.differences) - SHOWN} chỗ khác nữa.")
    click.echo(f"Tỉnh mẫu: {done.agencies} cơ quan, {number(done.posts)} tin, bài, {number(done.cells)} ô được so.")
    click.echo(f"Xem tiếp: cchc counts --registry {done.registry} --db {done.db}")
    click.echo(f"Báo cáo: {done.index}")
    if done.differences:
        click.echo(f"{len(done.differences)} chỗ KHÔNG như mong đợi.")
        return 1
    click.echo("Mọi ô đúng như mong đợi (all cells as expected).")
    return 0
