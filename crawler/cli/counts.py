"""`cchc counts`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import agencies as agencies_option
from crawler.cli.options import as_of_option, output_format, places, year_option


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc counts                                        mọi cơ quan, mọi chỉ tiêu
  cchc counts --agency so-noi-vu                     một cơ quan, từng tháng
  cchc counts --as-of 2024-06-30                     chỉ tính các kỳ đã hết vào cuối tháng 6
  cchc counts --format json > counts.json            cho máy đọc
  cchc counts --format csv > counts.csv              cho bảng tính

\b
“≥ 3?” nghĩa là đã thấy 3, nhưng kỳ ấy chưa đọc đủ nên có thể còn nữa: không phải là cơ quan chỉ đăng 3.
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số, tệp đăng ký, cơ quan, năm, hoặc chưa có cơ sở dữ liệu.""",
)
@year_option
@as_of_option
@agencies_option("Chỉ cơ quan có mã này, kèm số đếm từng kỳ.")
@output_format("table", "json", "csv")
@places
def command(
    year: int | None, as_of: date | None, agencies: tuple[str, ...], form: str, registry: Path, db: Path
) -> None:
    """Số tin, bài của từng cơ quan theo từng chỉ tiêu và từng kỳ, kèm kết luận."""
    from crawler.cli.countstable import print_counts
    from crawler.cli.screen import print_json
    from crawler.jobs.count import count
    from reports.counts_csv import csv_text
    from reports.counts_json import to_json

    counts = count(registry, db, year=year, as_of=as_of, agencies=agencies)
    if form == "json":
        print_json(to_json(counts))
    elif form == "csv":
        click.echo(csv_text(counts), nl=False)
    else:
        print_counts(counts, periods=bool(agencies))
