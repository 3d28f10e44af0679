"""`cchc reclassify`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import places

if TYPE_CHECKING:
    from crawler.jobs.reclassify import Preview
    from crawler.store.records import VerdictRecord

LABELS = {"on_topic": "đúng chủ đề", "off_topic": "không đúng chủ đề", "review": "cần người xem"}


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc reclassify                in mọi thay đổi, hỏi rồi mới lưu
  cchc reclassify --yes          in mọi thay đổi rồi lưu, không hỏi

\b
Quyết định của người xem xét vẫn đứng trên kết quả phân loại.
Mã thoát: 0 xong; 1 hỏng; 2 sai tham số, tệp đăng ký, chưa có cơ sở dữ liệu, hoặc không có ai để hỏi mà thiếu --yes.""",
)
@click.option("--yes", is_flag=True, help="Lưu mà không hỏi.")
@places
def command(yes: bool, registry: Path, db: Path) -> None:
    """Phân loại lại các tin, bài đã lưu theo bộ từ vựng hiện nay, không thu thập lại."""
    from crawler.cli.screen import safe
    from crawler.errors import BadInput
    from crawler.jobs.reclassify import preview, store_verdicts

    shown = preview(registry, db)
    for line in _lines(shown):
        click.echo(safe(line))
    if not shown.stored:
        return
    if not yes and not sys.stdin.isatty():
        raise BadInput("Chưa lưu gì: không có ai để hỏi. Hãy chạy lại với --yes nếu đồng ý với các thay đổi trên.")
    if not yes and not click.confirm("Lưu các thay đổi này?"):
        click.echo("Chưa lưu gì.")
        return
    store_verdicts(registry, db, shown)
    click.echo("Đã lưu.")


def _lines(shown: Preview) -> Iterator[str]:
    from crawler.cli.cellchanges import change_lines
    from crawler.cli.screen import number

    for one in shown.verdicts:
        yield f"{one.post}  {one.title}"
        yield f"    {_verdict(one.before)} → {_verdict(one.after)}"
        yield f"    {one.after.reason}"
    for line in change_lines(shown.cells):
        yield f"ô số đếm {line}"
    yield (
        f"Bộ từ vựng {shown.lexicon}: {number(shown.posts)} tin, bài; {number(len(shown.verdicts))} đổi kết quả "
        f"phân loại, {number(len(shown.cells))} ô số đếm thay đổi, "
        f"{number(len(shown.stored) - len(shown.verdicts))} chỉ đổi điểm, dẫn chứng hoặc phiên bản bộ từ vựng."
    )


def _verdict(verdict: VerdictRecord | None) -> str:
    """`đúng chủ đề (cchc; xem: investment; c, d; communication-plan)`."""
    if verdict is None:
        return "chưa phân loại"
    review = f"xem: {', '.join(verdict.reviews)}" if verdict.reviews else ""
    parts = (", ".join(verdict.topics), review, ", ".join(verdict.themes), ", ".join(verdict.documents))
    told = "; ".join(part for part in parts if part)
    return f"{LABELS[verdict.label]}{f' ({told})' if told else ''}"
