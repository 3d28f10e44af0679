"""`cchc review`: list, decide, reply, log, export, import."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.groupplaces import chosen, keep
from crawler.cli.help import VietnameseCommand, VietnameseGroup
from crawler.cli.logged import WORDS
from crawler.cli.options import IsoDay, output_format, places
from crawler.cli.options import agencies as agencies_option
from crawler.cli.reply import reply

if TYPE_CHECKING:
    from crawler.jobs.review import Decided
    from crawler.posts import PostRow


@click.group(
    cls=VietnameseGroup,
    epilog="""\b
Ví dụ:
  cchc review list --agency so-noi-vu                  tin, bài của cơ quan đang chờ xem xét, và vì sao
  cchc review decide MÃ --count --by "N. V. An" --reason "Đúng là bài về CCHC"
  cchc review export hang-cho.xlsx                     cả hàng chờ ra bảng tính, điền rồi đưa lại bằng import
  cchc review import hang-cho.xlsx
  cchc review reply so-noi-vu --quota own-site --file tra-loi.txt --by "N. V. An" --date 2025-01-09
  cchc review log                                      mọi quyết định, mọi phản hồi, ai, khi nào, vì sao

\b
Quyết định không bao giờ bị sửa hay xóa: quyết định sau thay quyết định trước, sổ ghi giữ cả hai.
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số, tệp đăng ký, cơ quan, tin, bài, tệp có dòng sai, hoặc chưa có cơ sở dữ
liệu.""",
)
@places
@click.pass_context
def command(ctx: click.Context, registry: Path, db: Path) -> None:
    """Xem xét của con người: tính, loại, ghi cho cơ quan khác hoặc sửa ngày của tin, bài; có hiệu lực lâu dài."""
    keep(ctx, registry, db)


@command.command(
    "list",
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc review list
  cchc review list --agency portal                     bài trên Cổng chưa rõ của cơ quan nào
  cchc review list --format json""",
)
@agencies_option("Chỉ cơ quan có mã này; portal là bài trên Cổng chưa rõ của ai.")
@output_format("table", "json")
@places
def list_(agencies: tuple[str, ...], form: str, registry: Path, db: Path) -> None:
    """Tin, bài chờ xem xét, không rõ ngày, chưa rõ của cơ quan nào, hoặc đã đổi nội dung sau khi có quyết định."""
    from crawler.cli.screen import number, print_json, safe
    from crawler.jobs.review import waiting, why

    rows = waiting(*chosen(registry, db), agencies=agencies)
    if form == "json":
        print_json([_as_json(row) for row in rows])
        return
    for row in rows:
        click.echo(safe(_head(row)))
        click.echo(f"    {safe(row.title)}")
        click.echo(f"    {safe(row.url)}  [{safe(row.id)}]")
        click.echo(f"    {safe(why(row))}")
    click.echo(f"{number(len({row.id for row in rows}))} tin, bài cần người xem.")


def _as_json(row: PostRow) -> dict[str, object]:
    from crawler.jobs.review import why
    from reports.posts_json import to_json

    return to_json(row) | {"recheck": row.recheck, "why": why(row), "decisions": list(row.decisions)}


def _head(row: PostRow) -> str:
    from reports.words import STATUSES

    day = row.published[:10] if row.published else "không ngày"
    quotas = f" ({', '.join(row.review_for)})" if row.review_for else ""
    again = ", CẦN XEM LẠI" if row.recheck else ""
    return f"{day:<10}  {row.agency or '–'}  {row.channel}  {STATUSES[row.status]}{quotas}{again}"


@command.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc review decide snv.example.gov.vn~123 --reject --by "N. V. An" --reason "Bài về đơn vị hành chính"
  cchc review decide https://tinh.example.gov.vn/bai-9.html --agency so-noi-vu --by An --reason "Sở gửi bài"
  cchc review decide snv.example.gov.vn~7 --date 2024-03-05 --by An --reason "Ngày ghi trên bản in"
  cchc review decide snv.example.gov.vn~8 --reject --quota plan-document --by An --reason "Là kế hoạch khác"

\b
Đúng một trong --count, --reject, --agency, --date. Đã tính mà ngày chưa chắc thì tin, bài còn chờ: hãy quyết định cả
ngày.""",
)
@click.argument("post", metavar="MÃ_HOẶC_ĐỊA_CHỈ")
@click.option("--count", "counted", is_flag=True, help="Tính tin, bài này.")
@click.option("--reject", "rejected", is_flag=True, help="Loại, không tính tin, bài này.")
@click.option("--agency", metavar="MÃ", help="Ghi bài trên Cổng cho cơ quan này.")
@click.option("--date", "day", type=IsoDay(), help="Ngày đăng đúng (2024-03-05).")
@click.option("--by", "who", required=True, metavar="TÊN", help="Người quyết định.")
@click.option("--reason", required=True, metavar="LÝ_DO", help="Vì sao; báo cáo in lại nguyên văn.")
@click.option("--only", default="", metavar="MÃ", help="Chỉ tính hoặc loại với cơ quan này.")
@click.option("--quota", default="", metavar="MÃ", help="Chỉ tính hoặc loại cho chỉ tiêu này.")
@places
def decide(
    post: str,
    counted: bool,
    rejected: bool,
    agency: str | None,
    day: date | None,
    who: str,
    reason: str,
    only: str,
    quota: str,
    registry: Path,
    db: Path,
) -> None:
    """Ghi một quyết định về một tin, bài và in ra những ô số đếm thay đổi."""
    from crawler.jobs.review import rule
    from crawler.jobs.ruling import Ruling

    action, value = _action(counted, rejected, agency, day)
    if (only or quota) and action not in ("count", "reject"):
        raise click.UsageError("--only và --quota chỉ dùng cùng --count hoặc --reject", click.get_current_context())
    done = rule(*chosen(registry, db), post, Ruling(action, value, who, reason, only, quota))
    click.echo(f"Đã ghi quyết định: {WORDS[action]}{f' {value}' if value else ''}.")
    _print_changes(done)


def _action(counted: bool, rejected: bool, agency: str | None, day: date | None) -> tuple[str, str]:
    """The one action that was asked for, and its value."""
    given = [("count", "")] if counted else []
    given += [("reject", "")] if rejected else []
    given += [("agency", agency)] if agency is not None else []
    given += [("date", day.isoformat())] if day is not None else []
    if len(given) != 1:
        raise click.UsageError("cần đúng một trong --count, --reject, --agency, --date", click.get_current_context())
    return given[0]


def _print_changes(done: Decided) -> None:
    from crawler.cli.cellchanges import change_lines
    from crawler.cli.screen import safe

    for row in done.after:
        for line in _row_lines(row, done):
            click.echo(safe(line))
    for row in done.before:
        if not any(_key(row) == _key(now) for now in done.after):
            click.echo(safe(f"  {row.id} với {row.agency or 'không cơ quan nào'}, {row.channel}: không còn"))
    for line in change_lines(done.cells):
        click.echo(safe(f"  ô số đếm {line}"))
    if not done.cells:
        click.echo("  Không ô số đếm nào thay đổi.")


def _key(row: PostRow) -> tuple[str, str | None, str]:
    return row.id, row.agency, row.channel


def _row_lines(row: PostRow, done: Decided) -> list[str]:
    from reports.words import STATUSES

    old = next((one for one in done.before if _key(one) == _key(row)), None)
    before = f"{STATUSES[old.status]} → " if old and old.status != row.status else ""
    where = f"{row.agency or 'không cơ quan nào'}, {row.channel}"
    return [f"  {row.id} với {where}: {before}{STATUSES[row.status]}", f"    {row.reason}"]


@command.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc review log
  cchc review log --format json > quyet-dinh.json""",
)
@output_format("table", "json")
@places
def log(form: str, registry: Path, db: Path) -> None:
    """Mọi quyết định và phản hồi đã ghi, cũ trước mới sau; điều đã bị thay, đã rút cũng còn đó."""
    from crawler.cli import logged, replied
    from crawler.cli.screen import print_json, safe
    from crawler.jobs.review import log as all_decisions
    from crawler.jobs.review import replies

    said, answers = all_decisions(*chosen(registry, db)), replies(*chosen(registry, db))
    told = [(one.decision.at, logged.lines(one), logged.as_json(one)) for one in said]
    told += [(one.reply.at, replied.lines(one), replied.as_json(one)) for one in answers]
    told.sort(key=lambda entry: entry[0])
    if form == "json":
        print_json([data for _, _, data in told])
        return
    for line in (line for _, lines, _ in told for line in lines):
        click.echo(safe(line))
    click.echo(f"{len(said)} quyết định, {len(answers)} phản hồi.")


@command.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc review export hang-cho.xlsx
  cchc review export so-noi-vu.xlsx --agency so-noi-vu""",
)
@click.argument("file", metavar="TỆP.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@agencies_option("Chỉ cơ quan có mã này.")
@places
def export(file: Path, agencies: tuple[str, ...], registry: Path, db: Path) -> None:
    """Ghi cả hàng chờ ra bảng tính XLSX để điền quyết định."""
    from crawler.jobs.review_files import export as write

    posts = write(*chosen(registry, db), file, agencies=agencies)
    click.echo(f"{file}: {posts} tin, bài. Điền xong hãy chạy “cchc review import {file}”.")


@command.command(
    "import",
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc review import hang-cho.xlsx

\b
Dòng không ghi quyết định được bỏ qua. Có một dòng sai thì không lưu gì; mọi dòng sai được nêu cùng lúc.
Đưa lại một tệp lần nữa không ghi gì thêm.""",
)
@click.argument("file", metavar="TỆP.xlsx", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@places
def import_(file: Path, registry: Path, db: Path) -> None:
    """Đưa lại bảng tính đã điền: ghi mọi quyết định trong đó, hoặc không ghi gì nếu có dòng sai."""
    from crawler.jobs.review_files import take_back

    done = take_back(*chosen(registry, db), file)
    known = done.given - done.decided.stored
    again = f", {known} quyết định đã có từ trước" if known else ""
    click.echo(f"Đã ghi {done.decided.stored} quyết định{again}.")
    if done.decided.stored:
        _print_changes(done.decided)


command.add_command(reply)
