"""`cchc explain`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc explain https://snv.example.gov.vn/tin/cai-cach-123.html
  cchc explain 'snv.example.gov.vn~123'              mã do “cchc posts” in trong ngoặc vuông

\b
Mã thoát: 0 xong; 1 hỏng; 2 sai tệp đăng ký, không có tin, bài ấy, hoặc chưa có cơ sở dữ liệu.""",
)
@click.argument("post", metavar="MÃ_HOẶC_ĐỊA_CHỈ")
@places
def command(post: str, registry: Path, db: Path) -> None:
    """Vì sao một tin, bài có ngày, nội dung, cơ quan và trạng thái như vậy, và dựa vào bằng chứng nào."""
    from crawler.cli.explanation import lines
    from crawler.cli.screen import safe
    from crawler.jobs.explain import explain

    for line in lines(explain(registry, db, post)):
        click.echo(safe(line))
