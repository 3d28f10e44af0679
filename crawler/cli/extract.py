"""`cchc extract`."""

from __future__ import annotations

from pathlib import Path

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc extract tin.html --url https://snv.example.gov.vn/tin/1
  cchc extract danh-sach.html --url https://snv.example.gov.vn/tin --listing

\b
In ra stdout một đối tượng JSON. Mã thoát: 0 xong; 1 trang không phải thứ cần đọc; 2 sai tham số, không mở được tệp.""",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="TỆP")
@click.option("--url", required=True, metavar="ĐỊA_CHỈ", help="Địa chỉ nơi trang được đọc.")
@click.option("--listing", is_flag=True, help="Trang là danh sách: in các mục và trang tiếp theo.")
@places
def command(file: Path, url: str, listing: bool, registry: Path, db: Path) -> None:
    """Đọc một trang đã lưu: tiêu đề, ngày đăng cùng bằng chứng, tác giả, nguồn, nội dung."""
    from crawler.cli.registry import registry_if_any
    from crawler.cli.screen import print_json
    from crawler.errors import BadInput
    from crawler.identity import host
    from crawler.jobs.extract import extract

    if not host(url):
        raise BadInput(f"--url: “{url}” không phải địa chỉ http:// hoặc https://.")
    loaded = registry_if_any(registry)
    if loaded is None:
        print_json(extract(file, url, listing=listing))
    else:
        print_json(extract(file, url, listing=listing, zone=loaded.province.zone))
