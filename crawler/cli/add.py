"""`cchc add`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc add https://snv.example.gov.vn/tin/cai-cach-123.html --agency so-noi-vu \\
           --by "N. V. An" --reason "Sở báo bị bỏ sót, công văn 45/SNV"

\b
Trang được tải với mọi giới hạn như khi thu thập (robots.txt, máy chủ của cơ quan), rồi phân loại như mọi tin, bài:
bổ sung không có nghĩa là được tính. Bài trên Cổng vẫn phải có chỗ ghi là của cơ quan, hoặc quyết định của người xem.
Mã thoát: 0 xong; 1 không đọc được trang; 2 sai tham số, tệp đăng ký, cơ quan hoặc địa chỉ; 4 một lần thu thập khác
đang đọc trang của cơ quan.""",
)
@click.argument("url", metavar="ĐỊA_CHỈ")
@click.option("--agency", required=True, metavar="MÃ", help="Cơ quan báo bị bỏ sót.")
@click.option("--by", "who", required=True, metavar="TÊN", help="Người bổ sung.")
@click.option("--reason", required=True, metavar="LÝ_DO", help="Vì sao.")
@places
def command(url: str, agency: str, who: str, reason: str, registry: Path, db: Path) -> None:
    """Bổ sung một tin, bài mà cơ quan báo là bị bỏ sót."""
    from crawler.cli.cellchanges import change_lines
    from crawler.cli.screen import safe
    from crawler.jobs.add import add
    from reports.words import STATUSES

    done = add(registry, db, url, agency=agency, who=who, reason=reason)
    click.echo(safe(f"{'Đã có từ trước' if done.known else 'Đã bổ sung'}: {done.post}, ở {done.section.url}"))
    for row in done.rows:
        click.echo(safe(f"  với {row.agency or 'không cơ quan nào'}, {row.channel}: {STATUSES[row.status]}"))
        click.echo(safe(f"    {row.reason}"))
    for line in change_lines(done.cells):
        click.echo(safe(f"  ô số đếm {line}"))
    click.echo(f"Xem vì sao: cchc explain '{safe(done.post)}'")
