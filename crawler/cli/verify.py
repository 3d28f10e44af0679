"""`cchc verify`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.cli.help import VietnameseCommand
from crawler.cli.options import agencies as agencies_option
from crawler.cli.options import as_of_option, output_format, places, year_option

if TYPE_CHECKING:
    from crawler.jobs.verify import Difference, Verified

KINDS = {
    "manifest": "bản kê",
    "warc": "tệp WARC",
    "ledger": "sổ thu thập",
    "page": "trang đã lưu",
    "listing": "trang danh sách",
    "entry": "mục trong danh sách",
    "file": "tệp đính kèm",
    "post": "tin, bài",
    "verdict": "phân loại",
    "credit": "cơ quan được ghi",
    "standing": "trạng thái",
    "count": "số đếm",
}
FIELDS = {
    "listing": "tiêu đề, ngày trong danh sách",
    "title": "tiêu đề",
    "published": "thời điểm đăng",
    "day": "ngày đăng",
    "date_grade": "mức tin cậy của ngày",
    "date_source": "nơi có ngày",
    "date_days": "các ngày có thể",
    "body": "nội dung",
    "author": "tác giả",
    "source_line": "dòng nguồn",
    "category": "chuyên mục",
    "attachments": "tệp kèm",
    "media": "dạng tin",
    "text_key": "dấu vân tay nội dung",
    "held": "chưa đọc được trang",
    "gone": "trang đã mất",
    "label": "kết quả",
    "topics": "chủ đề",
    "reviews": "chủ đề cần xem",
    "themes": "nội dung tuyên truyền",
    "documents": "loại văn bản",
    "score": "điểm",
    "credit": "cơ quan",
    "count": "được tính",
    "filed": "trong chuyên mục riêng",
    "attested": "khai báo",
    "review": "chờ xem xét",
    "complete": "đã đọc đủ",
    "due": "đến hạn",
    "met": "đạt",
    "excepted": "được miễn",
    "verdict": "kết luận",
    "reason": "lý do",
    "total": "tổng",
    "shortfall": "còn thiếu",
    "undated": "không rõ ngày",
}
_LONGEST = 90  # characters of a value that is shown


@click.command(
    cls=VietnameseCommand,
    epilog="""\b
Ví dụ:
  cchc verify                          kiểm tra toàn bộ bằng chứng, in từng khác biệt
  cchc verify --agency so-noi-vu       chỉ một cơ quan (và Cổng)
  cchc verify --replay                 xem trước bộ đọc, bộ từ vựng hiện nay sẽ làm đổi những gì
  cchc verify --format json > kt.json  cho máy đọc

\b
Lệnh này đọc lại các trang đã lưu chứ không truy cập mạng, và không sửa gì trong các tin, bài.
Mã thoát: 0 không có khác biệt (hoặc --replay); 1 có khác biệt; 2 sai tham số, tệp đăng ký, cơ quan, hoặc chưa có
cơ sở dữ liệu.""",
)
@year_option
@as_of_option
@agencies_option("Chỉ kiểm tra cơ quan có mã này, cùng các tin, bài của Cổng.")
@click.option("--replay", is_flag=True, help="Liệt kê kết quả, ô số đếm sẽ đổi theo chương trình hiện nay; mã thoát 0.")
@output_format("table", "json")
@places
def command(
    year: int | None,
    as_of: date | None,
    agencies: tuple[str, ...],
    replay: bool,
    form: str,
    registry: Path,
    db: Path,
) -> int:
    """Đọc lại bằng chứng đã lưu, tính lại mọi số đếm chỉ từ đó, và nêu từng khác biệt."""
    from crawler.cli.screen import print_json, safe
    from crawler.jobs.verify import verify

    found = verify(registry, db, agencies=agencies, year=year, as_of=as_of)
    if form == "json":
        print_json(to_json(found))
    else:
        for line in _replay_lines(found) if replay else _lines(found):
            click.echo(safe(line))
    return 1 if found.differences and not replay else 0


def to_json(found: Verified) -> dict[str, Any]:
    """All of it, under the names of the fields."""
    number, sha256 = found.head
    return {
        "pages": found.pages,
        "lists": found.lists,
        "posts": found.posts,
        "cells": found.cells,
        "head": {"number": number, "sha256": sha256},
        "lexicon": found.lexicon,
        "stored_lexicons": list(found.lexicons),
        "differences": [vars(one) for one in found.differences],
        "changes": [vars(one) | {"before": vars(one.before), "after": vars(one.after)} for one in found.changes],
        "notes": list(found.notes),
    }


def _lines(found: Verified) -> Iterator[str]:
    yield from _head(found)
    yield from map(_line, found.differences)
    yield from _tail(found)


def _head(found: Verified) -> Iterator[str]:
    from crawler.cli.screen import number

    last, sha256 = found.head
    sealed = f"{number(last)} bản kê nối nhau, bản cuối SHA-256 {sha256}" if last else "chưa có bản kê nào"
    yield f"Bằng chứng: {number(found.pages)} trang đã lưu; {sealed}."
    yield (
        f"Đọc lại: {number(found.posts)} lượt tin, bài; {number(found.lists)} trang danh sách; "
        f"so {number(found.cells)} ô số đếm."
    )
    yield from (f"Lưu ý: {note}" for note in found.notes)
    if found.lexicons:
        yield (
            f"Lưu ý: có tin, bài được phân loại theo bộ từ vựng {', '.join(found.lexicons)}, nay là {found.lexicon}: "
            "xem các thay đổi bằng “cchc verify --replay”, nhận bằng “cchc reclassify”."
        )


def _line(one: Difference) -> str:
    """`Khác: tin, bài snv.vn~1: ngày đăng: đang lưu “2024-03-05”, bằng chứng cho “2024-03-04”`."""
    where = f"Khác: {KINDS[one.kind]} {one.what}"
    if one.why:
        return f"{where}: {one.why}"
    name = FIELDS.get(one.field, one.field)
    return f"{where}: {name}: đang lưu “{_short(one.stored)}”, bằng chứng cho “{_short(one.found)}”"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _tail(found: Verified) -> Iterator[str]:
    if not found.differences:
        yield "Không có khác biệt nào: mọi số đếm tính lại được từ bằng chứng."
        return
    kinds = Counter(one.kind for one in found.differences)
    told = ", ".join(f"{KINDS[kind]} {kinds[kind]}" for kind in KINDS if kinds[kind])
    yield f"{len(found.differences)} khác biệt: {told}."


def _replay_lines(found: Verified) -> Iterator[str]:
    """What would change, before anyone accepts it."""
    from crawler.cli.cellchanges import change_lines

    yield from _head(found)
    shown = [one for one in found.differences if one.kind in ("verdict", "post", "credit", "standing")]
    yield from (_line(one).replace("Khác:", "Sẽ đổi:", 1) for one in shown)
    yield from (f"ô số đếm {line}" for line in change_lines(found.changes))
    others = [one for one in found.differences if one.kind in ("manifest", "warc", "ledger", "page")]
    yield from map(_line, others)
    yield _sums(shown, len(found.changes))


def _sums(shown: Iterable[Difference], cells: int) -> str:
    posts = {kind: len({one.what for one in shown if one.kind == kind}) for kind in ("verdict", "post")}
    return (
        f"Theo chương trình và bộ từ vựng hiện nay: {posts['verdict']} tin, bài đổi kết quả phân loại, "
        f"{posts['post']} đổi ngày, tiêu đề hoặc nội dung, {cells} ô số đếm thay đổi. Chưa lưu gì."
    )
