"""`cchc review reply`: what an agency says of a finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from crawler.cli.groupplaces import chosen
from crawler.cli.help import VietnameseCommand
from crawler.cli.options import IsoDay, places


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc review reply so-noi-vu --quota own-site --text "Tháng 3 trang bị sự cố" --by "N. V. An" --date 2025-01-09
  cchc review reply so-noi-vu --quota own-site --period 2024-03 --file tra-loi.txt --by An --date 2025-01-09 \\
      --document 15/SNV-VP
  cchc review reply so-noi-vu --withdraw 3 --text "Sở gửi bản khác thay" --by An --date 2025-01-12

\b
Phản hồi không đổi con số hay kết luận nào; báo cáo in nguyên văn bên cạnh kết luận. Phản hồi không bị xóa: rút lại là
ghi thêm một dòng, và cả hai vẫn còn trong sổ.""",
)
@click.argument("agency", metavar="MÃ_CƠ_QUAN")
@click.option("--quota", metavar="MÃ", help="Chỉ tiêu hoặc nhiệm vụ được phản hồi.")
@click.option("--period", default="", metavar="KỲ", help="Kỳ được phản hồi (2024-03, 2024-W07); không ghi: cả năm.")
@click.option("--text", metavar="CHỮ", help="Nội dung phản hồi.")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), metavar="TỆP", help="Hoặc tệp .txt, UTF-8.")
@click.option("--by", "who", required=True, metavar="TÊN", help="Người ghi nhận phản hồi.")
@click.option("--date", "day", required=True, type=IsoDay(), help="Ngày của phản hồi (2025-01-09).")
@click.option("--document", default="", metavar="SỐ", help="Số, ký hiệu văn bản của cơ quan.")
@click.option("--withdraw", type=int, metavar="SỐ", help="Rút phản hồi mang số này (xem cchc review log).")
@places
def reply(
    agency: str,
    quota: str | None,
    period: str,
    text: str | None,
    file: Path | None,
    who: str,
    day: date,
    document: str,
    withdraw: int | None,
    registry: Path,
    db: Path,
) -> None:
    """Ghi phản hồi của cơ quan về một kết luận; hiện bên cạnh kết luận đó trong báo cáo."""
    from crawler.cli.screen import safe
    from crawler.jobs import reply as job
    from crawler.replies import Reply

    ctx = click.get_current_context()
    if (text is None) == (file is None):
        raise click.UsageError("cần đúng một trong --text, --file", ctx)
    if (quota is None) == (withdraw is None) or (withdraw is not None and (period or document)):
        raise click.UsageError("cần --quota để ghi phản hồi, hoặc chỉ --withdraw để rút", ctx)
    words = text if text is not None else job.read_text(file) if file else ""
    where = chosen(registry, db)
    if withdraw is not None:
        taken = job.withdraw(*where, agency, withdraw, text=words, by=who, day=day)
        click.echo(safe(f"Đã rút phản hồi số {withdraw} của {agency} (ghi ở số {taken.number})."))
        return
    made, already = job.reply(*where, Reply(agency, quota or "", period, words, who, day, document))
    told = "Phản hồi này đã được ghi từ trước" if already else "Đã ghi phản hồi"
    click.echo(safe(f"{told}: số {made.number}, {made.agency}, {made.quota}, {made.period}."))
