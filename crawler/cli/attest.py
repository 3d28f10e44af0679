"""`cchc attest`."""

from __future__ import annotations

import getpass
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places

if TYPE_CHECKING:
    from crawler.attested import AttestedFile
    from crawler.jobs.attest import Attesting


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc attest so-phat-thanh.xlsx --by "Nguyễn Văn An, Sở Nội vụ"
  cchc attest list                                   mọi tệp, kèm mã và người xác nhận
  cchc attest undo 3f9a12bc --by "Trần Thị Bình"     thôi tính tệp ấy; sổ ghi vẫn giữ

\b
Dòng đầu của tệp là tên cột: agency, quota, date, title, kind, reference, note
(hoặc: cơ quan, chỉ tiêu, ngày, tiêu đề, loại, căn cứ, ghi chú).
Ngày ghi 2024-03-05 hoặc 05/03/2024 (ngày trước). CSV phải là UTF-8.
Một tệp có chỗ sai thì không dòng nào được ghi, và mọi chỗ sai được kể một lượt.
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số, tệp đăng ký, hoặc tệp có chỗ sai.""",
)
@click.argument("what", nargs=-1, required=True, metavar="TỆP | undo MÃ | list")
@click.option("--by", metavar="NGƯỜI", help="Ai xác nhận (hoặc hủy); undo không ghi thì lấy tên tài khoản trên máy.")
@places
def command(what: tuple[str, ...], by: str | None, registry: Path, db: Path) -> None:
    """Hồ sơ mà trang web không cho thấy (sổ phát thanh, văn bản giấy), từ một tệp CSV hoặc XLSX."""
    from crawler.jobs.attest import attest, attested_files, undo

    if what == ("list",):
        _print_files(attested_files(db))
    elif what[0] == "undo" and len(what) == 2:
        _print_undone(undo(db, what[1], by=_account() if by is None else by))
    elif len(what) == 1:
        if by is None:
            raise click.UsageError("thiếu tùy chọn --by: ai xác nhận tệp này")
        _print_attested(attest(registry, db, Path(what[0]), by=by))
    else:
        raise click.UsageError("cần một tệp, hoặc “undo” và mã tệp, hoặc “list”")


def _account() -> str:
    """The name of whoever uses this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise click.UsageError("thiếu tùy chọn --by: ai hủy tệp này") from error


def _print_attested(done: Attesting) -> None:
    from crawler.cli.screen import safe

    file = done.file
    if done.already:
        click.echo(f"Tệp này đã được ghi từ trước ({safe(file.name)}, {safe(file.who)}); không ghi thêm gì.")
    else:
        click.echo(f"Đã ghi {len(file.rows)} dòng của {safe(file.name)}, do {safe(file.who)} xác nhận.")
        for (agency, quota), number in sorted(Counter((row.agency, row.quota) for row in file.rows).items()):
            click.echo(f"  {agency}, chỉ tiêu {quota}: {number}")
    click.echo(f"Mã tệp: {file.hash}")


def _print_undone(done: Attesting) -> None:
    from crawler.cli.screen import safe

    file = done.file
    told = f"{len(file.rows)} dòng của {safe(file.name)}"
    who = f"{safe(file.undone_by or '')}, {file.undone_at}"
    click.echo(f"Đã hủy từ trước: {told} ({who})." if done.already else f"Đã thôi tính {told}. Mã tệp: {file.hash}")


def _print_files(files: list[AttestedFile]) -> None:
    from rich.text import Text

    from crawler.cli.screen import console, safe, table

    grid = table("Mã tệp", "Tệp", "Dòng", "Ai xác nhận", "Lúc", "Đã hủy")
    for file in files:
        undone = f"{file.undone_by}, {(file.undone_at or '')[:10]}" if not file.stands else ""
        texts = (file.hash[:12], file.name, str(len(file.rows)), file.who, file.at[:10], undone)
        grid.add_row(*(Text(safe(text)) for text in texts))
    console().print(grid if files else "Chưa có tệp hồ sơ nào.")
